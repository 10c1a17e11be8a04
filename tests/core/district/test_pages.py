"""The district's pages: who sees what, what they do there, what is typed wrongly."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caojiadu.core import keyset
from caojiadu.core.accounts.models import Post
from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.models import Case
from caojiadu.core.district.models import Report
from caojiadu.core.files.moves import store
from caojiadu.core.organisation.models import DistrictBody
from petitions.models import Petition
from petitions.petitioners.access import new_code
from tests.cast import make_officer
from tests.core.channels.receiver import status
from tests.core.district.reports import MAKERS, accusation, overdue, passed_on, reported, sent
from tests.petitions.letters import BODY, go, in_hand
from tests.petitions.online import track

pytestmark = pytest.mark.django_db
HOME = "/district/"


def page(report, step="report"):
    return reverse(f"district:{step}", args=[report.key])


def download(client, address):
    """The status of a download, its file closed again."""
    response = client.get(address)
    b"".join(response)
    return response.status_code


def pages(report):
    return [page(report, step) for step in ("report", "acknowledge", "answer", "send_back")]


@pytest.fixture
def officers(cast):
    return {
        "letters-calls": cast.district,
        "discipline": cast.discipline,
        "housing": make_officer("housing", "房管局小孙", "housing"),
    }


@pytest.mark.parametrize("kind", MAKERS)
def test_each_inbox_is_its_bodys_alone(cast, officers, sit, kind):
    report = sent(MAKERS[kind](cast))
    receiver = "discipline" if kind == "accusation" else "letters-calls"
    for body, officer in officers.items():
        client = sit(officer)
        assert (report in client.get(HOME).context["rows"]) == (body == receiver)
        assert client.get(page(report)).status_code == (200 if body == receiver else 404)
        for address in pages(report)[1:]:
            assert (client.post(address, {"number": "x"}).status_code == 404) or body == receiver
    report.refresh_from_db()


@pytest.mark.parametrize("who", ["clerk", "head", "handler", "keeper", "leader", "system_admin", "window"])
def test_staff_have_no_inbox(cast, sit, who):
    report = sent(reported(cast))
    client = sit(getattr(cast, who))
    for address in (HOME, *pages(report), reverse("district:messages")):
        assert client.get(address).status_code == 404
    assert client.post(page(report, "answer"), {"text": "x"}).status_code == 404


def test_strangers_are_asked_to_sign_in(cast, client):
    report = sent(reported(cast))
    for address in (HOME, *pages(report)):
        assert client.get(address).status_code == 302


def test_what_has_not_arrived_is_not_there_yet(cast, sit):
    report = reported(cast)
    client = sit(cast.district)
    assert not client.get(HOME).context["rows"]
    assert client.get(page(report)).status_code == 404


def test_a_post_that_ended_ends_the_view(cast, sit):
    report = sent(reported(cast))
    client = sit(cast.district)
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    Post.objects.filter(user=cast.district).update(since=yesterday, until=yesterday)
    assert client.get(page(report)).status_code == 404
    response = client.get(HOME)
    assert response.status_code == 200
    assert report.title not in response.content.decode()


def test_another_bodys_inbox_does_not_exist(cast, sit):
    assert sit(cast.district).get(HOME, {"body": "discipline"}).status_code == 404
    assert sit(cast.district).get(HOME, {"body": "letters-calls"}).status_code == 200


def test_the_detail_says_what_was_tried_and_when_the_resident_must_hear(cast, sit):
    report = sent(reported(cast))
    text = sit(cast.district).get(page(report)).content.decode()
    for said in (report.reason, report.tried, report.title, report.case.number, str(report.proposed_lead), "办理期限"):
        assert said in text
    for hidden in ("张三", "13812345678", BODY):
        assert hidden not in text


def test_of_a_limit_that_passed_number_kind_and_days_are_all(cast, sit):
    report = sent(overdue(cast))
    client = sit(cast.district)
    for text in (client.get(HOME).content.decode(), client.get(page(report)).content.decode()):
        assert report.case.number in text
        assert "9" in text
        assert report.case.title not in text
    assert client.get(page(report, "send_back")).status_code == 404


def test_a_letter_against_somebody_is_shown_to_discipline_with_whom_it_is_against(cast, sit):
    report = sent(accusation(cast))
    text = sit(cast.discipline).get(page(report)).content.decode()
    for said in (BODY, "某物业经理", "收受装修公司好处", "按程序转送"):
        assert said in text


def test_a_letter_against_a_keeper_is_on_no_staff_page(cast, sit):
    report = sent(accusation(cast, against=cast.keeper.display_name))
    assert report in sit(cast.discipline).get(HOME).context["rows"]
    for name, user in vars(cast).items():
        if user.kind != "staff":
            continue
        client = sit(user)
        assert client.get(reverse("desk:case", args=[report.case.number])).status_code == 404
        for address in (reverse("district_desk:outgoing"), reverse("desk:cases") + "?queue=all"):
            text = client.get(address).content.decode()
            assert report.case.number not in text, name
            assert report.title not in text, name


def test_acknowledge_answer_and_the_case_page(cast, sit):
    report = sent(reported(cast))
    officer = sit(cast.district)
    suggested = officer.get(page(report)).context["form"].initial["number"]
    assert suggested.startswith("LC-")
    done = officer.post(page(report, "acknowledge"), {"number": suggested}, follow=True)
    assert suggested in done.content.decode()
    officer.post(page(report, "answer"), {"text": "由房管局牵头\n请配合"})
    text = sit(cast.handler).get(reverse("desk:case", args=[report.case.number])).content.decode()
    assert suggested in text
    assert "由房管局牵头<br>请配合" in text


def test_a_return_through_the_page(cast, sit):
    report = sent(reported(cast))
    sit(cast.district).post(page(report, "send_back"), {"reason": "请先报房管局"})
    report.refresh_from_db()
    assert (report.state, report.reply) == ("returned", "请先报房管局")
    assert Case.objects.get(pk=report.case_id).waiting == ""


@pytest.mark.parametrize(
    ("step", "field", "value"),
    [
        ("acknowledge", "number", ""),
        ("acknowledge", "number", "A" * 61),
        ("acknowledge", "number", "A\0B"),
        ("answer", "text", "  "),
        ("answer", "text", "很" * 20_001),
        ("answer", "text", "一\0二"),
        ("answer", "text", "机密★10年\n内容"),
        ("send_back", "reason", ""),
    ],
)
def test_what_is_typed_wrongly_comes_back_with_words(cast, sit, step, field, value):
    report = sent(reported(cast))
    response = sit(cast.district).post(page(report, step), {field: value})
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    report.refresh_from_db()
    assert report.state == "sent"


def test_markup_is_shown_as_it_was_typed(cast, sit):
    report = sent(reported(cast))
    text = "<script>alert(1)</script> 😀"
    sit(cast.district).post(page(report, "answer"), {"text": text})
    for user, address in ((cast.district, page(report)), (cast.handler, f"/desk/cases/{report.case.number}/")):
        shown = sit(user).get(address).content.decode()
        assert "<script>alert(1)" not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_a_second_click_does_no_harm_and_a_late_one_says_so(cast, sit):
    report = sent(reported(cast))
    client = sit(cast.district)
    for _ in range(2):
        assert client.post(page(report, "answer"), {"text": "已阅"}).status_code == 302
    late = client.post(page(report, "answer"), {"text": "另一个答复"})
    assert late.status_code == 409
    assert "另一个答复" in late.content.decode()
    assert client.post(page(report, "acknowledge"), {"number": "A-9"}).status_code == 409


def test_open_ones_first_the_unacknowledged_and_the_longest_waiting(cast, sit):
    first, second, third, done = (sent(passed_on(cast)) for _ in range(4))
    client = sit(cast.district)
    client.post(page(first, "acknowledge"), {"number": "A-1"})
    client.post(page(done, "answer"), {"text": "已阅"})
    assert client.get(HOME).context["rows"] == [second, third, first]
    assert client.get(HOME, {"show": "all"}).context["rows"] == [done, third, second, first]
    [box] = client.get(HOME).context["boxes"]
    assert box.count == "2"


@pytest.mark.parametrize("show", ["", "all"])
def test_the_pager_meets_each_report_once(cast, sit, show, monkeypatch):
    monkeypatch.setattr(keyset, "SIZE", 2)
    made = [sent(passed_on(cast)) for _ in range(5)]
    client = sit(cast.district)
    client.post(page(made[2], "acknowledge"), {"number": "A-1"})
    address, met = f"{HOME}?show={show}", []
    while address:
        response = client.get(address)
        met += response.context["rows"]
        address = response.context["next_url"] and HOME + response.context["next_url"]
    assert sorted(row.pk for row in met) == sorted(one.pk for one in made)
    assert len(met) == 5


@pytest.mark.parametrize(
    "mark", ["x", "1_2_3", "0_2026-01-01_5", "9" * 40, "0_2026-01-01T00:00+08:00_" + "9" * 40, "\0"]
)
def test_a_mark_that_is_none_starts_anew(cast, sit, mark):
    for show in ("", "all"):
        assert sit(cast.district).get(HOME, {"after": mark, "show": show}).status_code == 200


def test_papers_of_the_report_alone_are_read_by_its_body_alone(cast, officers, sit, settings, tmp_path):
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    case = go(in_hand(cast), "coordinate", cast.handler, parties="物业", tried="约谈")
    chosen, other = (
        store(uploaded=SimpleUploadedFile(name, text.encode()), case=case, actor=cast.handler)
        for name, text in (("约谈记录.txt", "约谈两次"), ("内部.txt", "内部意见"))
    )
    body = DistrictBody.objects.get(key="letters-calls")
    go(case, "report_up", cast.head, body=body.pk, reason="在区里", tried="约谈", papers=[chosen.pk])
    report = sent(Report.objects.get(case=case))
    addresses = [reverse("files:download", args=[file.key]) for file in (chosen, other)]
    officer = sit(officers["letters-calls"])
    text = officer.get(page(report)).content.decode()
    assert "约谈记录.txt" in text
    assert "内部.txt" not in text
    assert [download(officer, address) for address in addresses] == [200, 404]
    for body in ("housing", "discipline"):
        assert [sit(officers[body]).get(address).status_code for address in addresses] == [404, 404]
    assert Entry.objects.filter(action="download", subject_key=str(chosen.key)).count() == 1


def test_evidence_of_a_report_against_somebody_goes_with_it(cast, officers, sit, settings, tmp_path):
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    report = sent(accusation(cast, against=cast.keeper.display_name))
    proof = store(uploaded=SimpleUploadedFile("证据.txt", "转账记录".encode()), case=report.case)
    address = reverse("files:download", args=[proof.key])
    assert "证据.txt" in sit(officers["discipline"]).get(page(report)).content.decode()
    assert download(sit(officers["discipline"]), address) == 200
    for user in (officers["letters-calls"], cast.keeper, cast.clerk):
        assert sit(user).get(address).status_code == 404


def test_every_look_is_logged(cast, sit):
    report = sent(reported(cast))
    client = sit(cast.district)
    for address in (HOME, *pages(report)):
        client.get(address)
    read = Entry.objects.filter(action="read", actor_user_id=cast.district.pk)
    assert read.filter(subject_type="report", subject_key=str(report.key)).count() == 4
    assert read.filter(subject_type="district_inbox").count() == 1


def test_messages_of_officers(cast, sit):
    sent(reported(cast))
    client = sit(cast.district)
    shown = client.get(reverse("district:messages")).content.decode()
    assert "待签收" in shown and 'class="position-relative">静安区信访办公室' in shown
    assert client.post(reverse("district:messages")).status_code == 302
    assert not client.get(reverse("district:messages")).context["unread"]


def test_the_inbox_asks_as_many_questions_for_one_report_as_for_many(cast, sit):
    client, counts = sit(cast.district), []
    client.get(HOME)
    for _ in range(2):
        for _ in range(3):
            sent(reported(cast))
        with CaptureQueriesContext(connection) as asked:
            client.get(HOME)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_staff_see_what_their_offices_sent_up_until_it_is_answered(cast, sit):
    report, told = sent(reported(cast)), sent(overdue(cast))
    for name in ("handler", "head", "clerk", "leader"):
        client = sit(getattr(cast, name))
        response = client.get(reverse("district_desk:outgoing"))
        assert response.context["rows"] == [report], name
        assert [link["count"] for link in response.context["rail_links"] if "district" in link["url"]] == ["1"]
    for name in ("stranger", "keeper", "window"):
        assert sit(getattr(cast, name)).get(reverse("district_desk:outgoing")).context["rows"] == []
    assert sit(cast.district).get(reverse("district_desk:outgoing")).status_code == 404
    sit(cast.district).post(page(report, "answer"), {"text": "已阅"})
    assert sit(cast.head).get(reverse("district_desk:outgoing")).context["rows"] == []
    assert told.state == "sent"


def test_a_report_in_trouble_is_named_on_the_case_page(cast, sit, connected, system):
    system.scripts = [status(400)]
    report = sent(reported(cast, "housing"))
    for address in (reverse("desk:case", args=[report.case.number]), reverse("district_desk:outgoing")):
        text = sit(cast.head).get(address).content.decode()
        assert report.trouble in text
        assert report.get_state_display() in text


# kind of report, step, what is typed beside the file
WITH_PAPERS = [
    ("unsettled", "acknowledge", {"number": "区信1号"}),
    ("unsettled", "answer", {"text": "由房管局牵头"}),
    ("unsettled", "send_back", {"reason": "请先报房管局"}),
    ("opinion", "answer", {"text": "已阅"}),
    ("overdue", "answer", {"text": "请说明情况"}),
    ("accusation", "answer", {"text": "已初核"}),
]


@pytest.mark.parametrize(("kind", "step", "typed"), WITH_PAPERS)
def test_papers_sent_to_the_office_are_read_by_those_who_may_open_the_case(
    cast, officers, sit, settings, tmp_path, kind, step, typed
):
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    report = sent(MAKERS[kind](cast))
    officer = sit(cast.discipline if kind == "accusation" else cast.district)
    paper = SimpleUploadedFile("复函.txt", "复函正文".encode())
    assert officer.post(page(report, step), {**typed, "files": paper}).status_code == 302
    file = report.reply_files.get()
    address = reverse("files:download", args=[file.key])
    shown = officer.get(page(report))
    assert list(shown.context["sent_papers"]) == [file] and file not in shown.context["papers"]
    staff = cast.keeper if kind == "accusation" else cast.head
    desk = sit(staff).get(reverse("desk:case", args=[report.case.number]))
    assert desk.content.decode().count("复函.txt") == 2  # beside the reply, and among the attachments
    reads = {"keeper", "second_keeper"} if kind == "accusation" else {"clerk", "head", "handler", "leader"}
    for name in ("clerk", "head", "handler", "leader", "keeper", "second_keeper", "stranger", "window"):
        assert download(sit(getattr(cast, name)), address) == (200 if name in reads else 404), name
    for body, person in officers.items():
        mine = body == ("discipline" if kind == "accusation" else "letters-calls")
        assert download(sit(person), address) == (200 if mine else 404), body


def test_a_refused_paper_is_named_and_everything_typed_and_the_good_ones_are_kept(cast, sit, settings, tmp_path):
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    report, officer = sent(reported(cast)), sit(cast.district)
    good, bad = SimpleUploadedFile("复函.txt", b"good"), SimpleUploadedFile("x.exe", b"MZ\x00\x01")
    back = officer.post(page(report, "answer"), {"text": "由房管局牵头", "files": [good, bad]})
    text = back.content.decode()
    assert back.status_code == 422 and "x.exe" in text and "复函.txt" in text and "由房管局牵头" in text
    assert not report.reply_files.exists() and Report.objects.get(pk=report.pk).state == "sent"
    token = back.context["form"]["files"].value().token
    done = officer.post(page(report, "answer"), {"text": "由房管局牵头", "files-token": token})
    assert done.status_code == 302 and [file.name for file in report.reply_files.all()] == ["复函.txt"]


def test_the_resident_gets_none_of_the_districts_papers(cast, sit, settings, tmp_path):
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    report = sent(reported(cast))
    sit(cast.district).post(
        page(report, "answer"), {"text": "已阅", "files": SimpleUploadedFile("内部意见.txt", b"inside")}
    )
    browser, case = Client(), Petition.objects.get(pk=report.case_id)
    track(browser, case.number, new_code(case, timezone.now()))
    shown = browser.get(reverse("petitions:matter", args=[case.number]))
    assert shown.status_code == 200 and "内部意见" not in shown.content.decode()
    assert browser.get(reverse("files:download", args=[report.reply_files.get().key])).status_code == 404
