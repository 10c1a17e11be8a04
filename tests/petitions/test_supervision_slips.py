"""Supervision slips sent down by the district's officers, and the answer that goes back up."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district import sending
from caojiadu.core.district.models import Report
from caojiadu.core.files.models import File
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Office
from petitions.models import BreachKind, SupervisionCard
from petitions.supervision.workflow import issue_card
from tests.cast import make_officer
from tests.core.district.reports import accusation, overdue, reported, sent
from tests.petitions.letters import TITLE
from tests.world import client_of

pytestmark = pytest.mark.django_db
LIST, NEW = "/district/slips/", "/district/slips/new/"
ADVICE = "请在期限内书面答复信访人并报结果。"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""


def typed(**more: Any) -> dict[str, Any]:
    breach = BreachKind.objects.get(key="not-answered").pk
    return {
        "number_there": "区信督〔2026〕12号",
        "breach": breach,
        "advice": ADVICE,
        "days": 5,
        "case_number": "",
    } | more


def send(user: Any, **more: Any) -> SupervisionCard:
    """Send one as an officer does, through the page."""
    browser = client_of(user)
    body = browser.get(NEW).context["form"].initial["body"]
    done = browser.post(NEW, typed(body=body, **more))
    assert done.status_code == 302, done.context["form"].errors
    return SupervisionCard.objects.latest("pk")


def do(user: Any, card: SupervisionCard, key: str, **data: Any) -> int:
    return client_of(user).post(reverse("desk:move", args=[card.number, key]), data).status_code


def opens(user: Any, file: File) -> int:
    response = client_of(user).get(reverse("files:download", args=[file.key]))
    b"".join(response)
    return response.status_code


def told(template: str) -> set[int]:
    return set(Notice.objects.filter(template=template).values_list("user_id", flat=True))


def test_from_the_report_down_to_the_office_and_the_answer_back_up(cast: Any) -> None:
    report = sent(reported(cast))
    officer = client_of(cast.district)
    [step] = officer.get(reverse("district:report", args=[report.key])).context["steps"]
    form = officer.get(step["url"]).context["form"]
    assert (form.initial["case_number"], form.initial["body"]) == (report.case.number, report.body_id)
    letter = SimpleUploadedFile("督办函.txt", "督办函正文".encode())
    card = send(cast.district, case_number=report.case.number, files=letter)
    clock = Clock.objects.get(case=card)
    assert (card.office, card.registrar.code, card.parent_id) == (report.case.office, "E", report.case_id)
    assert (clock.days, clock.working, clock.legal, clock.state) == (5, True, False, "running")
    assert told("card_issued") == {cast.head.pk} and told("card_from_district") >= {cast.clerk.pk}
    slip = card.files.get()
    page = client_of(cast.head).get(reverse("desk:case", args=[card.number])).content.decode()
    assert ADVICE in page and "督办函.txt" in page and "区信督〔2026〕12号" in page
    seen = {name: opens(getattr(cast, name), slip) for name in ("head", "clerk", "leader", "stranger", "district")}
    assert seen == {"head": 200, "clerk": 200, "leader": 200, "stranger": 404, "district": 200}

    proof = SimpleUploadedFile("送达回证.txt", "送达回证".encode())
    assert do(cast.head, card, "reply_card", taken="taken", reply="已书面答复。", files=proof) == 302
    answer = card.files.exclude(pk=slip.pk).get()
    assert opens(cast.district, answer) == 404  # not before the desk has looked at it
    assert officer.get(LIST).context["page"].rows[0].answer_up is None
    assert do(cast.clerk, card, "verify_card", found="已核对") == 302
    sending.send_due()
    up = Report.objects.get(case=card)
    assert (up.kind, up.body, list(up.files.all())) == ("slip", report.body, [answer])
    assert opens(cast.district, answer) == 200
    for address in (LIST, f"{LIST}{card.number}/"):
        assert reverse("district:report", args=[up.key]) in officer.get(address).content.decode()
    shown = officer.get(f"{LIST}{card.number}/").content.decode()
    assert "已书面答复。" in shown and "督办函.txt" in shown and "送达回证.txt" not in shown and TITLE not in shown


def test_what_was_not_reported_to_the_body_cannot_be_named(cast: Any) -> None:
    mine, secret = sent(overdue(cast)), sent(accusation(cast))
    other = sent(reported(cast, "housing"))
    own = sent(reported(cast))
    officer = client_of(cast.district)
    for number in (secret.case.number, other.case.number, "XF-2026-999999"):
        page = officer.post(NEW, typed(body=own.body_id, case_number=number))
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["case_number"])
        assert ADVICE in page.content.decode()
    assert not SupervisionCard.objects.exists()
    for number, report in enumerate((mine, own)):
        card = send(cast.district, case_number=report.case.number.lower(), number_there=f"督{number}")
        assert card.parent_id == report.case_id


# who, and what the pages answer
DOORS = [("district", 200), ("housing", 200), ("discipline", 404), ("clerk", 404), ("leader", 404)]


def test_who_sends_slips_and_sees_which(cast: Any) -> None:
    people = vars(cast) | {"housing": make_officer("housing", "房管局小孙", "housing")}
    sent(accusation(cast))
    card = send(cast.district)
    for name, status in DOORS:
        browser = client_of(people[name])
        assert [browser.get(address).status_code for address in (LIST, NEW)] == [status, status], name
        assert browser.post(NEW, typed(body=card.body_id, number_there="X")).status_code == (
            302 if name == "district" else 422 if name == "housing" else 404
        )
        assert browser.get(f"{LIST}{card.number}/").status_code == (200 if name == "district" else 404), name
    secret = Report.objects.get(kind="accusation")
    assert client_of(cast.discipline).get(reverse("district:report", args=[secret.key])).context["steps"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"number_there": ""},
        {"number_there": "一" * 61},
        {"advice": " "},
        {"advice": "机密★10年\n内容"},
        {"days": "0"},
        {"days": "61"},
        {"breach": "0"},
        {"body": "999999"},
    ],
)
def test_what_is_typed_wrongly_is_named_beside_its_field(cast: Any, wrong: dict[str, Any]) -> None:
    browser = client_of(cast.district)
    body = browser.get(NEW).context["form"].initial["body"]
    page = browser.post(NEW, typed(body=body) | wrong)
    assert (page.status_code, list(page.context["form"].errors)) == (422, list(wrong))
    assert not SupervisionCard.objects.exists()


def test_each_number_is_sent_once(cast: Any) -> None:
    send(cast.district)
    browser = client_of(cast.district)
    again = browser.post(NEW, typed(body=browser.get(NEW).context["form"].initial["body"]))
    assert list(again.context["form"].errors) == ["number_there"]


def test_each_body_counts_its_own_slips(cast: Any) -> None:
    send(cast.district)
    send(make_officer("housing", "房管局小孙", "housing"))
    assert len(set(SupervisionCard.objects.values_list("foreign_system", flat=True))) == 2


def test_the_same_slip_at_the_same_moment_is_refused_in_words(cast: Any) -> None:
    """The second of two clicks, after both forms had found the number free."""
    card = send(cast.district)
    data = {"breach": card.breach, "advice": ADVICE, "days": 5, "body": card.body}
    with pytest.raises(Refused, match="已录入"):
        issue_card(actor=Actor.district(cast.district), office=card.office, data=data, number_there=card.foreign_number)
    assert SupervisionCard.objects.count() == 1


def test_about_no_matter_it_comes_to_the_desk_which_passes_it_on_with_its_limit(cast: Any) -> None:
    card = send(cast.district)
    assert card.office.code == "E" and told("card_issued") == {cast.security_head.pk}
    due, office = card.clocks.get().due_at, Office.objects.get(code="C")
    assert do(cast.head, card, "pass_card", office=office.pk, reason="属其职责") == 404
    assert do(cast.clerk, card, "pass_card", office=card.office_id, reason="属其职责") == 422
    assert do(cast.clerk, card, "pass_card", office=office.pk, reason="属其职责") == 302
    card.refresh_from_db()
    assert (card.office, card.clocks.get().due_at, card.due_at) == (office, due, due)
    assert do(cast.head, card, "reply_card", taken="not", reply="不属违规，理由如下。") == 302


def test_only_the_district_takes_its_slip_back_and_only_before_the_answer(cast: Any) -> None:
    card = send(cast.district)
    assert "withdraw_card" not in client_of(cast.clerk).get(reverse("desk:case", args=[card.number])).content.decode()
    browser, address = client_of(cast.district), f"{LIST}{card.number}/"
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "发错街道"}).status_code == 302
    card.refresh_from_db()
    assert (card.state, card.clocks.get().state) == ("card_withdrawn", "met")
    assert told("card_withdrawn") >= {cast.security_head.pk, cast.clerk.pk}
    assert browser.post(address, {"reason": "再来"}).status_code == 409
    other = send(cast.district, number_there="督2")
    do(cast.security_head, other, "reply_card", taken="taken", reply="已办")
    do(cast.clerk, other, "verify_card", found="属实")
    assert browser.get(f"{LIST}{other.number}/").context["form"] is None
    assert browser.post(f"{LIST}{other.number}/", {"reason": "晚了"}).status_code == 409


def test_the_list_asks_as_much_for_many_as_for_one(cast: Any) -> None:
    browser, counts = client_of(cast.district), []
    browser.get(LIST)
    for number in range(4):
        send(cast.district, number_there=f"督{number}")
        with CaptureQueriesContext(connection) as asked:
            assert len(browser.get(LIST).context["page"].rows) == number + 1
        counts.append(len(asked))
    assert counts[0] == counts[3]
