"""The city's petition system: what is to be entered there, exported, taken back, and what never gets near it."""

import csv
import io
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.audit.models import Entry
from caojiadu.core.external_systems import desks
from caojiadu.core.external_systems.checks import check_systems_of_record
from caojiadu.core.external_systems.models import Counterpart, NumberSheet, SystemRule
from caojiadu.core.organisation.models import DistrictBody
from caojiadu.core.workflow import System
from petitions.external_record import HEADS
from petitions.imports.letters import is_here
from petitions.intake import online
from petitions.stages.rules import note_transfer
from tests.offices.management.sheets import book, cells, upload
from tests.petitions.letters import accepted, answered, go, make_resident, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
CITY = "city-petitions"
MARKER = "朱砂痣密件"
PHONE = "13812345678"


@pytest.fixture
def desk(cast: SimpleNamespace) -> Client:
    """A browser of the letters-and-calls desk."""
    return client_of(cast.clerk)


def at(name: str, *args: Any) -> str:
    return reverse(f"external_systems:{name}", args=[CITY, *args])


def listed(desk: Client) -> list[str]:
    """The numbers on the list."""
    return [row.case.number for row in desk.get(at("not_there")).context["page"].rows]


def tick(desk: Client, *cases: Any) -> Any:
    """Look at the list, tick some, and read what the next page says."""
    seen = desk.get(at("not_there")).context["seen"]
    return desk.post(at("not_there"), {"case": [case.pk for case in cases], "seen": seen}, follow=True)


def exported(desk: Client, **asked: Any) -> list[dict[str, Any]]:
    """What stands in an export, by head."""
    content = desk.post(at("export"), {"which": "all", "kind": "xlsx", "reason": "录入市系统", **asked}).content
    head, *lines = cells(content)
    return [dict(zip([cell.value for cell in head], [cell.value for cell in line], strict=True)) for line in lines]


def send(desk: Client, *rows: list[Any], heads: Any = ("本门户编号", "信访件编号"), says: str = "entered") -> str:
    """Send a sheet of numbers in; return the address where it is looked at."""
    response = desk.post(at("numbers"), {"sheet": upload(book(*rows, heads=list(heads))), "says": says})
    assert response.status_code == 302, response.context["form"].errors
    return str(response["Location"])


def test_a_letter_is_entered_taken_back_and_comes_again_with_its_next_stage(
    desk: Client, cast: SimpleNamespace
) -> None:
    fresh, first, second = write(), accepted(cast), accepted(cast)
    assert listed(desk) == [first.number, second.number] and fresh.number
    assert [str(label) for label in Counterpart.objects.get(pk=first.pk).said_changes] == ["登记", "受理"]
    assert "已登记 2 件录入市信访信息系统" in tick(desk, first, second).content.decode()
    assert listed(desk) == []
    lately = desk.get(at("not_there")).context["lately"]
    assert [one["n"] for one in lately] == [2]
    desk.post(at("take_back"), {"moment": lately[0]["moment"]})
    back = Counterpart.objects.get(pk=first.pk)
    assert listed(desk) == [first.number, second.number] and back.agreed_at is None
    tick(desk, first)
    assert listed(desk) == [second.number]
    go(first, "withdraw", by="resident", reason="已解决")
    assert listed(desk) == [second.number, first.number]
    later = Counterpart.objects.get(pk=first.pk)
    assert later.changes == ["withdraw"] and later.agreed_at


def test_what_changed_while_somebody_looked_stays_on_the_list(desk: Client, cast: SimpleNamespace) -> None:
    letter = accepted(cast)
    seen = desk.get(at("not_there")).context["seen"]
    go(letter, "withdraw", by="resident", reason="已解决")
    said = desk.post(at("not_there"), {"case": [letter.pk], "seen": seen}, follow=True)
    assert "仍留在清单上" in said.content.decode() and listed(desk) == [letter.number]
    for nonsense in ("", "x", "2026-13-45T99:00", "9999-12-31T23:59:59-23:59", "2026-01-01"):
        assert desk.post(at("not_there"), {"case": [letter.pk], "seen": nonsense}).status_code == 302
        assert desk.post(at("take_back"), {"moment": nonsense}).status_code == 302
    assert listed(desk) == [letter.number]


def test_the_case_page_says_what_is_missing_there_and_has_the_verbs(desk: Client, cast: SimpleNamespace) -> None:
    letter, other = accepted(cast), accepted(cast)
    page = reverse("desk:case", args=[letter.number])
    shown = desk.get(page).content.decode()
    assert "在市信访信息系统中" in shown and "登记 · 受理" in shown and at("matter", letter.number) in shown
    assert "In the city's petition system" in desk.get(
        page, headers={"accept-language": "en"}
    ).content.decode().replace("&#x27;", "'")
    # Whoever works on it reads where it stands, and enters nothing.
    read = client_of(cast.head).get(page).content.decode()
    assert "在市信访信息系统中" in read and at("matter", letter.number) not in read
    number = at("matter", letter.number)
    assert desk.post(number, {"number": "长" * 61}).status_code == 422
    assert desk.post(number, {"number": " 沪信2026-1 "}).status_code == 302
    again = desk.post(at("matter", other.number), {"number": "沪信2026-1"})
    assert again.status_code == 422 and "沪信2026-1" in again.content.decode()
    desk.post(number, {"entered": "1", "seen": timezone.now().isoformat()})
    row = Counterpart.objects.get(pk=letter.pk)
    assert (row.number, row.entered_by, row.agreed_at) == ("沪信2026-1", cast.clerk, row.entered_at)
    assert "其实还没有录入" in desk.get(page).content.decode()
    desk.post(number, {"take_back": "1"})
    assert Counterpart.objects.get(pk=letter.pk).to_enter
    assert desk.post(number, {"number": ""}).status_code == 302 and not Counterpart.objects.get(pk=letter.pk).number
    assert set(Entry.objects.filter(subject_key=letter.number).values_list("action", flat=True)) >= {
        "number_there",
        "confirm_there",
        "not_there_after_all",
    }


def test_an_export_masks_people_unless_asked_with_a_reason(desk: Client, cast: SimpleNamespace) -> None:
    texts = {"body": f"张三反映：请打 {PHONE}。", "request": "=HYPERLINK(1)", "place": "武定西路"}
    letter = answered(cast, resident=make_resident("张三", PHONE), fields=texts)
    note_transfer(letter, body=DistrictBody.objects.first(), sender="", received_on=timezone.localdate())
    assert desk.post(at("export"), {"which": "all", "reason": ""}).context["form"].errors
    [row] = exported(desk)
    assert tuple(row) == HEADS and (row["信访人"], row["联系电话"]) == ("张*", "138****5678")
    assert PHONE not in row["信访内容"] and "张三" not in row["信访内容"]
    assert (row["来件机关"], row["诉求"]) == (str(DistrictBody.objects.first()), "=HYPERLINK(1)")
    assert row["答复意见"] and row["当前环节"] == "已答复" and "登记、受理" in row["待录入环节"]
    assert not Entry.objects.filter(action="reveal").exists()
    assert exported(desk, which="new") == []
    [row] = exported(desk, full="on")
    assert row["信访人"] == "张三" and row["联系电话"].endswith(PHONE) and PHONE in row["信访内容"]
    for action in ("reveal", "export"):
        logged = Entry.objects.filter(action=action, subject_key=letter.number, reason="录入市系统")
        assert logged.filter(actor_user_id=cast.clerk.pk).exists(), action
    content = desk.post(at("export"), {"which": "all", "kind": "csv", "reason": "录入市系统"}).content
    head, line = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert dict(zip(head, line, strict=True))["诉求"] == "'=HYPERLINK(1)"


def test_numbers_come_home_from_a_sheet_that_is_looked_at_first(desk: Client, cast: SimpleNamespace) -> None:
    first, second, third, fresh = accepted(cast), accepted(cast), accepted(cast), write()
    rows = [
        [first.number, "沪1"],
        [second.number.lower().replace("-", ""), "沪2"],
        [third.number, "沪1"],
        [fresh.number, ""],
        ["", "沪404"],
        [third.number, "长" * 61],
    ]
    address = send(desk, *rows)
    shown = desk.get(address).context["rows"]
    assert [row["becomes"] for row in shown] == ["entered", "entered", "bad", "bad", "bad", "bad"]
    assert "2" in shown[2]["reason"] and not Counterpart.objects.exclude(number="").exists()
    assert desk.post(address).status_code == 302 and desk.post(address).status_code == 302
    assert dict(Counterpart.objects.exclude(number="").values_list("case_id", "number")) == {
        first.pk: "沪1",
        second.pk: "沪2",
    }
    assert listed(desk) == [third.number]
    assert len(cells(desk.get(address + "rows/").content)) == 5
    # Only a number: what is to be entered stays. A number that is known is never silently changed.
    assert desk.post(send(desk, [third.number, "沪3"], says="numbers")).status_code == 302
    assert listed(desk) == [third.number]
    changed = desk.get(send(desk, [first.number, "沪9"], ["", "沪3"])).context["rows"]
    assert [row["becomes"] for row in changed] == ["bad", "entered"] and "沪1" in changed[0]["reason"]
    # Somebody else's sheet is nobody's business, and a dropped one is gone.
    gone = send(desk, [third.number, "沪3"])
    assert client_of(cast.second_keeper).get(gone).status_code == 404
    desk.post(gone, {"drop": "1"})
    assert desk.get(gone).status_code == 404 and NumberSheet.objects.filter(taken_at=None).exists()
    for content, name in ((b"", "x.csv"), (book(["a"], heads=["别的"]), "y.xlsx")):
        assert desk.post(at("numbers"), {"sheet": upload(content, name), "says": "entered"}).context["form"].errors


def test_what_a_sheet_said_is_taken_back_on_the_page_of_the_matter(desk: Client, cast: SimpleNamespace) -> None:
    letter, other = accepted(cast), accepted(cast)
    address = send(desk, [letter.number, "沪1"], [other.number, "沪2"])
    assert [row["becomes"] for row in desk.get(address).context["rows"]] == ["entered", "entered"]
    desk.post(address)
    assert listed(desk) == []
    panel = desk.get(reverse("desk:case", args=[letter.number])).content.decode()
    assert "沪1" in panel and "其实还没有录入" in panel
    # Who only reads it takes nothing back, and of another matter nothing changes.
    assert client_of(cast.head).post(at("matter", letter.number), {"take_back": "1"}).status_code == 404
    assert desk.post(at("matter", letter.number), {"take_back": "1"}).status_code == 302
    assert listed(desk) == [letter.number]
    assert Counterpart.objects.get(pk=letter.pk).number == "沪1"  # the number there is known all the same
    # The same sheet again enters it again, without a second number.
    assert [row["becomes"] for row in desk.get(send(desk, [letter.number, "沪1"])).context["rows"]] == ["entered"]


def test_a_change_after_the_sheet_was_read_is_not_covered_by_it(desk: Client, cast: SimpleNamespace) -> None:
    letter = accepted(cast)
    address = send(desk, [letter.number, "沪1"])
    go(letter, "withdraw", by="resident", reason="已解决")
    desk.post(address)
    assert listed(desk) == [letter.number]
    assert [row["becomes"] for row in desk.get(address).context["rows"]] == ["bad"]


def test_a_report_against_somebody_is_on_no_list_and_in_no_export(desk: Client, cast: SimpleNamespace) -> None:
    fields = {"against": f"某经理{MARKER}", "body": MARKER}
    secret = write("petition_accusation", title=MARKER, fields=fields, resident=make_resident())
    was = accepted_then_secret(desk, cast)
    for client in (desk, client_of(cast.keeper), client_of(cast.leader)):
        for name in ("not_there", "export", "numbers"):
            response = client.get(at(name))
            assert response.status_code in (200, 404) and MARKER not in response.content.decode()
    assert not [row for row in exported(desk, full="on") if MARKER in str(row)]
    rows = desk.get(send(desk, [secret.number, "沪1"], [was.number, "沪2"], ["", "沪7"])).context["rows"]
    assert [row["becomes"] for row in rows] == ["bad"] * 3 and len({row["reason"] for row in rows}) == 1
    assert not Counterpart.objects.filter(pk__in=[secret.pk, was.pk]).exists()
    for case in (secret, was):
        page = client_of(cast.keeper).get(reverse("desk:case", args=[case.number])).content.decode()
        assert MARKER in page and "市信访信息系统" not in page
        assert desk.get(at("matter", case.number)).status_code == 404


def accepted_then_secret(desk: Client, cast: SimpleNamespace) -> Any:
    """A letter that was on the list, with a number there, before it turned out to be a report against somebody."""
    letter = go(write(title=MARKER, fields={"body": MARKER, "against": "某经理"}), "register", cast.clerk)
    assert MARKER in desk.get(at("not_there")).content.decode()
    assert desk.post(at("matter", letter.number), {"number": "沪7"}).status_code == 302
    return go(letter, "reclassify", cast.clerk, kind="petition_accusation", reason="是检举")


def test_the_office_may_switch_it_off(desk: Client, cast: SimpleNamespace) -> None:
    letter = accepted(cast)
    admin, rule = client_of(cast.system_admin), SystemRule.objects.get(system=CITY)
    assert rule.in_use and "市信访信息系统" in desk.get(reverse("desk:home"), follow=True).content.decode()
    admin.post(reverse("admin:external_systems_systemrule_change", args=[rule.pk]), {})
    assert not SystemRule.objects.get(pk=rule.pk).in_use
    assert desk.get(at("not_there")).status_code == 404
    assert "市信访信息系统" not in desk.get(reverse("desk:case", args=[letter.number])).content.decode()
    go(letter, "withdraw", by="resident", reason="已解决")
    assert Counterpart.objects.get(pk=letter.pk).changes == ["register", "accept"]
    assert not Counterpart.objects.filter(pk=accepted(cast).pk).exists()


def test_a_letter_that_came_from_there_keeps_its_number(desk: Client, cast: SimpleNamespace) -> None:
    typed = {"kind": "appeal", "title": "夜间施工", "body": "到两点", "channel": "letter", "notice_read": "on"}
    there = {"foreign_system": "市信访信息系统", "foreign_number": "沪信77", "transferred_other": "市信访办"}
    response = desk.post(
        reverse("letters_desk:enter"), {**typed, **there, "anonymous": "on", "form_token": online.new_token()}
    )
    assert response.status_code == 302, response.context["form"].errors
    row = Counterpart.objects.get(number="沪信77")
    assert row.system == CITY and row.agreed_at and not row.to_enter and row.case.foreign_system == CITY
    page = desk.get(reverse("desk:case", args=[row.case.number])).content.decode()
    assert "市信访办" in page and "市信访信息系统 沪信77" in page and CITY + " 沪信77" not in page


def test_a_number_is_one_matter_s_wherever_it_comes_from(desk: Client, cast: SimpleNamespace) -> None:
    letter = accepted(cast)
    assert desk.post(at("matter", letter.number), {"number": "沪8"}).status_code == 302
    typed = {
        "kind": "appeal",
        "title": "噪音",
        "body": "噪音",
        "channel": "letter",
        "notice_read": "on",
        "anonymous": "on",
    }
    there = {"foreign_system": "市信访信息系统", "foreign_number": "沪8", "form_token": online.new_token()}
    assert "foreign_number" in desk.post(reverse("letters_desk:enter"), {**typed, **there}).context["form"].errors
    assert is_here(CITY, "沪8")
    # Between the look and the button somebody gave the number to another matter.
    other, late = accepted(cast), accepted(cast)
    address = send(desk, [other.number, "沪9"])
    desk.post(at("matter", late.number), {"number": "沪9"})
    assert desk.post(address).status_code == 302
    assert [row["becomes"] for row in desk.get(address).context["rows"]] == ["bad"]
    assert other.number in listed(desk)


def test_the_checks_name_a_system_that_nobody_can_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_systems_of_record() == []
    found = desks.all_desks()
    odd = replace(found[0], permission="petitions.nobody", number_head="没有这一栏")
    idle = replace(found[0], system=System("idle", "Idle"))
    monkeypatch.setattr(desks, "_desks", {odd.system.key: odd, "idle": idle})
    said = {(error.obj, error.msg.split(" ")[0]) for error in check_systems_of_record()}
    missing = found[1].system.key
    assert {(odd.system.key, "no"), (odd.system.key, "its"), ("idle", "no"), (missing, "nobody")} <= said


def test_the_list_costs_the_same_however_long_it_is(desk: Client, cast: SimpleNamespace) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(at("not_there")).status_code == 200
        return len(caught)

    accepted(cast)
    queries()
    one = queries()
    for _number in range(5):
        accepted(cast)
    assert queries() == one
