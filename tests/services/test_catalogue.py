"""A resident finds a service in everyday words, sees what it takes and whether it fits; an administrator keeps it."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from playwright.sync_api import Browser

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.audit.models import Entry
from caojiadu.core.finding.entries import Kind
from caojiadu.core.finding.models import Unanswered
from caojiadu.core.finding.search import find
from caojiadu.core.organisation.lists import load_official_lists
from caojiadu.core.organisation.models import Fact
from services.catalogue.loading import read_catalogue
from services.catalogue.models import Item, Paper, Question
from tests.cast import make_staff
from tests.entries import signed_in
from tests.narrow import look_at

pytestmark = pytest.mark.django_db
HOME = "/services/"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("老年卡", "senior-card"),
        ("老年卡怎么办", "senior-card"),
        ("我想申请低保", "living-allowance"),
        ("看病报销", "medical-claim"),
        ("外地看病 报销", "medical-claim"),
        ("失业金", "unemployment-benefit"),
        ("社保卡丢了", "social-card"),
        ("居住证续签", "residence-permit"),
        ("jzz", "residence-permit"),
        ("dbsq", ""),
        ("敬劳卡", "senior-card"),  # one character wrong, the sound right
        ("邻居漏水", "mediation"),
        ("老人護理", "long-term-care"),  # traditional characters
        ("lost my job", "unemployment-benefit"),
        ("Medical Bill", "medical-claim"),
        ("pension", "pension"),
        ("yanglaojin", "pension"),
        ("ｊｚｚ", "residence-permit"),  # letters as wide as characters
        ("没钱看病", "medical-assistance"),
        ("护工", "long-term-care"),
        ("having a baby", "maternity-allowance"),
        ("免费坐公交", "senior-card"),
        ("身份证", ""),
        ("a", ""),
        ("宇宙飞船", ""),
        ("'; DROP TABLE", ""),
    ],
)
def test_what_people_say_finds_the_service(typed: str, key: str) -> None:
    found = [hit.entry.key for hit in find(typed) if hit.entry.kind == Kind.SERVICE and hit.sure]
    assert found[:1] == ([key] if key else []), found
    page = Client().get("/search/", {"q": typed})
    assert page.status_code == 200
    assert (f'href="/services/{key}/"' if key else "写信") in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("吃饭", "/life/#kind-meals"),
        ("理发", "/life/#kind-hair"),
        ("陪诊", "/life/#kind-escort"),
        ("修水管", "/life/#kind-repair"),
        ("hospital", "/life/#kind-escort"),
        ("合唱", "/rooms/"),
        ("讲座", "/activities/"),
        ("结婚", "/search/elsewhere/#marriage"),
    ],
)
def test_what_is_no_service_item_leads_to_the_part_that_has_it(typed: str, place: str) -> None:
    assert place in [hit.entry.url for hit in find(typed)[:3]]


def test_both_old_searches_ask_the_one_search(client: Client) -> None:
    for address in (HOME, "/about/"):
        assert client.get(address, {"q": " 老年 卡\0"})["Location"] == "/search/?q=%E8%80%81%E5%B9%B4+%E5%8D%A1"
        assert client.get(address, {"q": " "}).status_code == 200


def test_the_catalogue_shows_every_item_by_letter_and_by_occasion(client: Client) -> None:
    page = client.get(HOME).content.decode()
    assert all(f'href="/services/{row["key"]}/"' in page for row in read_catalogue()["items"])
    assert len(read_catalogue()["items"]) == 27
    chosen = client.get(HOME, {"event": "disability"}).content.decode()
    assert "残疾人证办理" in chosen and "居住证" not in chosen
    assert client.get(HOME, {"event": "'nothing", "q": "\x00"}).content.decode().count("<dt>") > 10
    for answer in (client.get("/").content.decode(), client.get("/about/").content.decode()):
        assert "/services/" in answer
    Item.objects.filter(key="disability-certificate").update(retired_on=timezone.localdate())
    Item.objects.filter(key="legal-aid").update(published=False)
    page = client.get(HOME).content.decode()
    assert "残疾人证办理" not in page and "法律援助申请" not in page


def test_only_what_is_confirmed_with_its_source_is_told(client: Client) -> None:
    known = client.get("/services/residence-permit/").content.decode()
    for words in (
        "本人相片",
        "《居住证暂行条例》第九条",
        "15 天",
        "4 件",
        "首次申领",
        "公安机关",
        "社区事务受理服务中心",
    ):
        assert words in known
    assert "居住证暂行条例》第二条、第十条" in known  # each source once, its articles together
    assert '拨 <a href="tel:12345">' in known and "尚未设置" not in known
    unsure = client.get("/services/senior-card/").content.decode()
    assert '正在核对，来之前请先拨 <a href="tel:12345">' in unsure and "/apply/" not in unsure
    for words in ("65 周岁", "75 元", "居民身份证", "尚未设置", "期限", "要带什么材料", "依据"):
        assert words not in unsure
    room = signed_in(resident_account(phone="+8613812345678"))
    assert room.get("/services/senior-card/apply/").status_code == 302
    Fact.objects.filter(centre=Item.objects.get(key="senior-card").centre, key__endswith="phone").update(
        value_zh="021-00000000"
    )
    assert '来之前请先拨 <a href="tel:021-00000000">' in client.get("/services/senior-card/").content.decode()
    assert "021-00000000" in (known := client.get("/services/residence-permit/").content.decode())
    assert "先拨" not in known
    Paper.objects.filter(key="residence-permit-photo").update(obtained=True)
    known = client.get("/services/residence-permit/").content.decode()
    assert known.index("不用带的材料") < known.index("本人相片")
    with pytest.raises(IntegrityError):
        Paper.objects.filter(key="senior-card-id").update(confirmed=True)


def test_the_rule_of_2026_stands_in_the_guide_of_unemployment_benefit(client: Client) -> None:
    page = client.get("/services/unemployment-benefit/").content.decode()
    for words in (
        "5 个工作日",
        "2340 元",
        "2026 年 7 月起",
        "沪人社规〔2026〕18号）第三条、第五条、第十三条",
        "有一样就行",
    ):
        assert words in page
    assert "终止劳动" not in page and "10 个工作日" not in page
    assert "领低保满 12 个月的免交" in client.get("/services/low-rent-housing/").content.decode()


def test_what_left_the_file_leaves_the_database_unless_somebody_edited_it() -> None:
    item = Item.objects.get(key="pension")
    for key in ("gone", "edited"):
        was = {"item": "pension", "key": key, "text_zh": "旧材料", "text_en": "Old", "order": 0}
        Paper.objects.create(item=item, key=key, text_zh="旧材料", text_en="Old", loaded=was)
    Paper.objects.filter(key="edited").update(text_zh="改过的材料")
    load_official_lists()
    assert set(Paper.objects.filter(key__in=["gone", "edited"]).values_list("key", flat=True)) == {"edited"}


def test_administrators_are_asked_about_what_is_unset_unconfirmed_and_old() -> None:
    admin = signed_in(make_staff("admin", "管理员", "system_admin", ""))
    Unanswered.objects.create(day=timezone.localdate(), words="宇宙飞船", times=3)
    Paper.objects.filter(key="residence-permit-photo").update(checked_on=dt.date(2020, 1, 1))
    page = admin.get("/admin/").content.decode()
    said = (
        "还有 38 项街道信息没有填写",
        "条内容没有核对",
        "有 1 条内容一年没有核对过",
        "一周内有 3 次搜索没有找到答案",
    )
    for words in said:
        assert words in page
    found = admin.get("/admin/services/item/?unconfirmed=old").context["cl"].queryset
    assert [item.key for item in found] == ["residence-permit"]


def test_what_is_retired_says_so_and_what_is_hidden_is_not_there(client: Client) -> None:
    Item.objects.filter(key="pension").update(retired_on=timezone.localdate())
    Item.objects.filter(key="archives").update(published=False)
    assert "不再办理" in client.get("/services/pension/").content.decode()
    assert client.get("/services/archives/").status_code == client.get("/services/nothing/").status_code == 404


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({}, []),
        ({"asked": "1"}, ["请先回答"]),
        ({"asked": "1", "paid": "yes"}, ["还有 2 个问题"]),
        ({"paid": "yes"}, ["还有 2 个问题"]),
        ({"paid": "yes", "unwilling": "no", "registered": "yes"}, ["可以申请", "社会保险经办机构"]),
        ({"paid": "no", "unwilling": "no", "registered": "yes"}, ["暂不符合", "不满一年"]),
        ({"paid": "no", "unwilling": "yes", "registered": "no"}, ["不满一年", "本人意愿", "先办理失业登记"]),
        ({"paid": "'><script>"}, []),
    ],
)
def test_a_few_questions_say_whether_it_fits(client: Client, answers: dict[str, str], says: list[str]) -> None:
    key = {question.key.rpartition("-")[2]: f"q{question.pk}" for question in Question.objects.all()}
    typed = {key.get(name, name): value for name, value in answers.items()}
    page = client.get("/services/unemployment-benefit/", typed)
    text = page.content.decode()
    assert page.status_code == 200 and all(words in text for words in says)
    assert ("请先回答" in text) == (answers == {"asked": "1"})
    if not says:
        assert "暂不符合" not in text and "可以申请。" not in text and "<script>" not in text
    assert text.count(" checked") == sum(value in ("yes", "no") for value in answers.values())


def test_the_pages_ask_the_database_as_often_for_many_items(client: Client) -> None:
    counts = []
    for many in (0, 40):
        Item.objects.bulk_create(
            Item(key=f"more-{n}", name_zh=f"事项{n}", name_en=f"Item {n}", what_zh="说明", what_en="What")
            for n in range(many)
        )
        for path in (HOME, "/search/?q=事项", "/services/pension/"):
            client.get(path)  # once, since the items are kept in memory until one changes
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_an_administrator_confirms_a_paper_with_its_source(client: Client) -> None:
    browser = signed_in(make_staff("admin", "管理员", "system_admin", ""))
    item = Item.objects.get(key="senior-card")
    url = f"/admin/services/item/{item.pk}/change/"
    form = browser.get(url).context["adminform"].form
    typed: dict[str, Any] = {name: form.initial.get(name) or "" for name in form.fields}
    typed |= {"published": "on", "events": [event.pk for event in item.events.all()]}
    for inline in browser.get(url).context["inline_admin_formsets"]:
        for part in (inline.formset.management_form, *inline.formset.initial_forms):
            there = {name: part.initial.get(name) for name in part.fields}
            typed |= {part.add_prefix(name): "" if value is None else value for name, value in there.items()}
        for part in inline.formset.initial_forms:
            typed[part.add_prefix("id")] = part.instance.pk
    typed["papers-0-confirmed"] = "on"
    refused = browser.post(url, typed)
    assert refused.status_code == 200 and "请先填写来源" in refused.content.decode()
    done = browser.post(url, {**typed, "papers-0-source_zh": "区民政局办事指南"})
    assert done.status_code == 302, done.context["errors"]
    assert "居民身份证" in client.get("/services/senior-card/").content.decode()
    line = Entry.objects.get(action="change", subject_key="senior-card")
    assert line.data["papers"] == ["居民身份证"]
    load_official_lists()  # what was edited by hand stays
    kept = Paper.objects.get(key="senior-card-id")
    assert kept.confirmed and kept.checked_on == timezone.localdate()


def test_the_command_says_what_each_item_lacks() -> None:
    said = StringIO()
    Item.objects.filter(key="mediation").update(channel=Item.Channel.WINDOW)
    call_command("services", "--check", stdout=said)
    lines = said.getvalue().splitlines()
    assert "E6 人民调解申请 Mediation of a dispute: no paper, no form" in lines
    assert lines[-1] == "16 of 27 service items lack nothing.", lines
    assert not any("居住证" in line for line in lines)
    Item.objects.filter(key="residence-permit").update(function=None, centre=None)
    call_command("services", "--check", stdout=said)
    assert "-- 居住登记与居住证 Residence registration and permit: no owner, no place" in said.getvalue()


def test_english_readers_read_english(client: Client) -> None:
    with translation.override("en"):
        page = client.get("/services/residence-permit/", headers={"Accept-Language": "en"}).content.decode()
    for words in ("A photograph of oneself", "Interim Regulations on Residence Permits, art. 9", "What to bring"):
        assert words in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_hold_on_a_narrow_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], language: str
) -> None:
    client = signed_in(make_staff("reader", "读者", "handler", "D"))
    pages = [
        HOME,
        "/search/?q=老年卡",
        "/search/?q=无此物",
        "/search/?q=身份证",
        "/search/elsewhere/",
        f"{HOME}?event=work",
        "/services/unemployment-benefit/",
    ]
    pages += ["/services/senior-card/"]
    look_at(browser, browser_context_args, live_server.url, client, language, pages)
