"""The one search: what it finds where, what it keeps in memory, and what it counts of those who find nothing."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from caojiadu.core.finding import hooks
from caojiadu.core.finding.admin import ElsewhereAdmin
from caojiadu.core.finding.entries import Entry, Kind
from caojiadu.core.finding.matching import Index
from caojiadu.core.finding.models import Elsewhere, Unanswered
from caojiadu.core.finding.search import find
from caojiadu.core.finding.unanswered import forget
from caojiadu.core.finding.words import phrase
from caojiadu.core.organisation.lists import load_official_lists
from caojiadu.core.organisation.models import Function
from services.catalogue.models import Item
from tests.cast import make_staff
from tests.entries import signed_in
from tests.offices.party_administration.news import publish, written

pytestmark = pytest.mark.django_db
TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')


def found(typed: str) -> list[str]:
    """The answers, by kind and key."""
    return [f"{hit.entry.kind}:{hit.entry.key}" for hit in find(typed)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("噪音", "C2"),
        ("楼上漏水", "E6"),
        ("我家楼上漏水怎么办", "E6"),
        ("低保", "D4"),
        ("停车", "C3"),
        ("物业", "F2"),
        ("居住证", "E7"),
        ("业委会", "F2"),
        ("信访", "E3"),
        ("ｅ３", "E3"),
        ("  Noise at night ", "C2"),
        ("residence permit", "E7"),
        ("Letters and calls", "E3"),
        ("兵役", "B7"),
        ("健身器材坏了", "H6"),
        ("", None),
        (" \0 ", None),
        ("xvqz", None),
        ("怎么办", None),
        ("x" * 100_000, None),
    ],
)
def test_who_answers_for_something(typed: str, code: str | None) -> None:
    duties = [hit.entry.key for hit in find(typed) if hit.entry.kind == Kind.DUTY]
    assert code in duties[:2] if code else found(typed) == []


def test_an_answer_says_what_it_is_and_where_it_leads(client: Client) -> None:
    page = client.get("/search/", {"q": "身份证"}).content.decode()
    for words in ("不在街道办", "公安派出所", 'href="/search/elsewhere/#identity-card"'):
        assert words in page
    page = client.get("/search/", {"q": "养老"}).content.decode()
    for words in ("办事", "谁负责", "上门服务", "社区事务受理服务中心", 'href="tel:12333"'):
        assert words in page
    one = client.get("/search/", {"q": "养老", "kind": "duty"}).content.decode()
    assert one.count('<li class="hit') == page.count('href="/about/?office=')
    assert client.get("/search/", {"q": "养老", "kind": "<b>"}).content.decode().count('class="hit') > 3
    with translation.override("en"):
        assert "The police station" in client.get("/search/", {"q": "id card"}, headers={"Accept-Language": "en"}).text


def test_one_search_is_on_every_page_of_residents_and_on_none_of_staff(client: Client) -> None:
    for address in ("/", "/services/", "/about/", "/news/", "/petitions/track/", "/nowhere/", "/search/"):
        assert client.get(address).content.decode().count('action="/search/"') == 1, address
    clerk = signed_in(make_staff("clerk-x", "职员", "handler", "D"))
    assert 'action="/search/"' not in clerk.get("/desk/").content.decode()


def test_each_change_is_found_with_the_next_question(cast: SimpleNamespace) -> None:
    assert "service:pension" in found("养老金")
    Item.objects.filter(key="pension").update(published=False)
    assert "service:pension" not in found("养老金")
    Item.objects.filter(key="archives").update(also_zh="宇宙飞船")
    assert found("宇宙飞船") == ["service:archives"]
    Elsewhere.objects.filter(key="passport").update(confirmed=False)
    assert "elsewhere:passport" not in found("护照")
    Function.objects.filter(code="H12").update(keywords_zh="飞碟")
    assert found("飞碟") == ["duty:H12"]
    item = written(cast.handler)
    assert f"news:{item.pk}" not in found("停水通知")
    publish(item, cast.leader)
    assert found("停水通知")[0] == f"news:{item.pk}"
    item.__class__.objects.filter(pk=item.pk).update(until_on=timezone.localdate() - dt.timedelta(days=1))
    assert f"news:{item.pk}" not in found("停水通知")


def test_what_is_kept_comes_from_watched_tables_only() -> None:
    with CaptureQueriesContext(connection) as asked:
        hooks.findable()
    read = {table for query in asked for table in TABLE.findall(query["sql"])}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'watched%'")
        watched = {table for (table,) in cursor.fetchall()}
    assert {"services_item", "finding_elsewhere", "organisation_function"} <= read <= watched


def test_a_question_takes_as_many_statements_whatever_there_is(cast: SimpleNamespace) -> None:
    counts = []
    for many in (0, 40):
        Elsewhere.objects.bulk_create(
            Elsewhere(key=f"more-{n}", name_zh=f"事{n}", who_zh="谁", confirmed=True, source_zh="法")
            for n in range(many)
        )
        find("养老")
        with CaptureQueriesContext(connection) as asked:
            find("养老")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5


def test_a_thousand_entries_are_looked_through_in_a_moment() -> None:
    words = [
        f"{a}{b}事项{c}"
        for a in "东南西北中"
        for b in "路街弄村坊里苑园桥河"
        for c in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    ]
    index = Index([Entry(Kind.NEWS, one, f"/{one}", one, "", (one, f"thing {one}")) for one in words])
    assert len(words) == 1000
    began = dt.datetime.now(dt.UTC)
    for typed in ("东路事项甲", "dlsx", "thing", "西街的事项", "东录事项甲"):
        assert index.find(typed)
    assert dt.datetime.now(dt.UTC) - began < dt.timedelta(seconds=1)


def test_what_nobody_finds_is_counted_without_persons(client: Client) -> None:
    for _time in range(2):
        page = client.get("/search/", {"q": "我要坐宇宙飛船吗"}).content.decode()
    assert "没有找到" in page and "写信" in page
    assert [(one.words, one.times, one.day) for one in Unanswered.objects.all()] == [
        ("坐宇宙飞船", 2, timezone.localdate())
    ]
    kept = (
        "飞船13812345678",
        "310101199001011237",
        "飞船一三八一二三四五六七八",
        "张先生的飞船",
        "飞" * 31,
        "飞",
        "飞船 a@b.cn",
    )
    for typed in kept:
        client.get("/search/", {"q": typed})
    client.head("/search/", {"q": "飞碟"})
    client.get("/search/", {"q": "养老"})
    assert Unanswered.objects.count() == 1
    assert {field.name for field in Unanswered._meta.fields} == {"id", "day", "words", "times"}
    admin = signed_in(make_staff("admin", "管理员", "system_admin", ""))
    assert "坐宇宙飞船" in admin.get("/admin/finding/unanswered/").content.decode()
    assert forget(timezone.now() + dt.timedelta(days=200)) == 1


def test_administrators_keep_what_is_done_elsewhere(client: Client) -> None:
    admin = signed_in(make_staff("admin", "管理员", "system_admin", ""))
    new = {"key": "ufo", "name_zh": "飞碟", "name_en": "Flying saucers", "also_zh": "宇宙飞船", "also_en": ""}
    new |= {"who_zh": "某机关", "who_en": "Some body", "how_zh": "", "how_en": "", "phone": "", "link": ""}
    new |= {"source_zh": "", "source_en": "", "confirmed": "on"}
    refused = admin.post("/admin/finding/elsewhere/add/", new)
    assert refused.status_code == 200 and "请先填写来源" in refused.content.decode()
    wrong = admin.post("/admin/finding/elsewhere/add/", {**new, "source_zh": "某法", "phone": "打给我"})
    assert wrong.status_code == 200
    assert admin.post("/admin/finding/elsewhere/add/", {**new, "source_zh": "某法"}).status_code == 302
    assert found("宇宙飞船") == ["elsewhere:ufo"]
    assert "某机关" in client.get("/search/elsewhere/").content.decode()
    Elsewhere.objects.filter(key="passport").update(who_zh="改过的")
    load_official_lists()  # what was edited by hand stays
    assert Elsewhere.objects.get(key="passport").who_zh == "改过的"
    assert not ElsewhereAdmin.has_delete_permission(None, None)  # type: ignore[arg-type]


def test_nothing_unconfirmed_and_no_number_without_a_source_is_told(client: Client) -> None:
    page = client.get("/search/elsewhere/").content.decode()
    assert "公共租赁住房" not in page and "尚未设置" not in page
    assert not Elsewhere.objects.filter(confirmed=True, source_zh="").exists()
    rung = set(Elsewhere.objects.exclude(phone="").values_list("phone", flat=True))
    assert rung == {"110", "119", "120", "12315", "12333", "12345", "12348", "12393"}


def test_what_somebody_typed_is_kept_nowhere() -> None:
    index = Index([Entry(Kind.NEWS, "路灯", "/1", "路灯", "", ("路灯不亮",))])
    kept = phrase.cache_info().currsize
    for typed in ("路灯顾维明", "lamp Gu Weiming"):
        index.find(typed)
    assert phrase.cache_info().currsize == kept
