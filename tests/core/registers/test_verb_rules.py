"""What each verb of an entry does and refuses, one condition at a time."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone, translation

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import CaseSearch
from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.personal import SealedTextField
from caojiadu.core.registers import history
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.models import Record, RecordDate, RecordEvent
from caojiadu.core.registers.verbs import change, end, enter, propose, publish, reopen, withdraw
from offices.security.models import Site
from offices.security.safety.register import SITES
from tests.cast import make_staff
from tests.entries import entered, people
from tests.petitions.letters import make_resident

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
DAY = dt.timedelta(days=1)
GIVEN = {"title": "东库", "kind": "workplace", "address": "某路", "operator": "某公司", "risk": "low"}
WORDS = {"reason": "理由", "user": None}


@pytest.fixture
def clerk() -> User:
    return people(SITES)["clerk"]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    """What else the portal is told of each change, as (entry, who)."""
    found: list[tuple[Any, Any]] = []
    monkeypatch.setitem(SITES.__dict__, "on_change", (lambda *given: found.append(given),))
    return found


def written(row: Any) -> list[tuple[str, int | None, dict[str, Any], dict[str, Any]]]:
    events = RecordEvent.objects.filter(record_id=row.pk).order_by("id")
    return [(one.action, one.actor_user_id, one.data, one.typed) for one in events]


def refused(verb: Any, *args: Any, **given: Any) -> str:
    with translation.override("en"), pytest.raises(Refused) as why:
        verb(*args, **given)
    return str(why.value)


def test_entering_says_whose_it_is_and_who_did_it(clerk: User, heard: list[Any]) -> None:
    someone = make_resident()
    row = enter(SITES, GIVEN, user=clerk, resident=someone, action="imported")
    kept = Site.objects.get(pk=row.pk)
    assert (kept.register, kept.office.code, kept.entered_by, kept.resident) == ("sites", "E", clerk, someone)
    assert (kept.title, kept.risk, kept.version) == ("东库", "low", 0)
    assert written(row) == [("imported", clerk.pk, {}, {})]
    assert heard == [(row, clerk)]
    assert RecordDate.objects.filter(record_id=row.pk).count() == 1
    alone = enter(SITES, GIVEN, user=None)
    assert Site.objects.get(pk=alone.pk).entered_by is None
    assert written(alone) == [("entered", None, {}, {})]


def test_where_every_office_keeps_one_it_is_entered_for_the_one_named() -> None:
    register = find("tasks")
    assert register is not None
    head = make_staff("head-of-c", "管理科长", "head", "C")
    case = entered(register, head)
    assert case.office.code == "E"
    values = {name: getattr(case, name) for name in register.fields}
    other = enter(register, values, user=head, office=Office.objects.get(code="C"))
    assert (other.office.code, other.function.code) == ("C", "C0")


def test_a_change_keeps_what_stood_there_and_nothing_else(clerk: User, heard: list[Any]) -> None:
    row = enter(SITES, GIVEN, user=clerk)
    area = Neighbourhood.objects.all()[0]
    heard.clear()
    assert change(SITES, row, {"risk": "low", "operator": "某公司"}, user=clerk).version == 0
    assert len(written(row)) == 1 and heard == []
    new = change(SITES, row, {"risk": "high", "operator": "乙公司", "title": "东库"}, user=clerk, seen=0, words="更正")
    assert (new.version, new.risk, new.operator) == (1, "high", "乙公司")
    kept = Site.objects.get(pk=row.pk)
    assert (kept.version, kept.risk, kept.operator) == (1, "high", "乙公司")
    assert written(row)[1:] == [
        ("changed", clerk.pk, {"risk": "low", "operator": None}, {"operator": "某公司", "reason": "更正"})
    ]
    assert [(one.operator, who) for one, who in heard] == [("乙公司", clerk)]
    assert "faster" in refused(change, SITES, row, {"risk": "low"}, user=clerk, seen=0)
    assert Site.objects.get(pk=row.pk).risk == "high"
    assert change(SITES, row, {"risk": "low"}, user=clerk, seen=1).version == 2
    heard.clear()
    # What it belonged to before hears of it as well: as it stood, then as it stands.
    change(SITES, row, {"neighbourhood": area}, user=clerk)
    assert [one.neighbourhood for one, _who in heard] == [area]
    change(SITES, row, {"neighbourhood": None}, user=clerk)
    assert [(one.neighbourhood, who) for one, who in heard[1:]] == [(None, clerk), (area, clerk)]


def test_a_corrected_entry_is_found_by_its_new_words(clerk: User) -> None:
    row = enter(SITES, {**GIVEN, "title": "碧螺楼"}, user=clerk)

    def words() -> str:
        return str(Record.objects.values_list("vector", flat=True).get(pk=row.pk))

    assert "碧螺" in words() and "pybll" in words() and "公司" in words()
    assert "workplace" not in words(), "a choice is no word that somebody typed"
    change(SITES, row, {"title": "龙井阁"}, user=clerk)
    assert "龙井" in words() and "碧螺" not in words()
    other = enter(SITES, GIVEN, user=clerk)
    assert "龙井" not in str(Record.objects.values_list("vector", flat=True).get(pk=other.pk))


def test_what_lies_sealed_is_not_among_its_words(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for entry in (enter, lambda *given, **more: change(SITES, enter(*given, **more), {"title": "西库"}, user=clerk)):
        row = entry(SITES, {**GIVEN, "operator": "碧螺公司"}, user=clerk)
        assert "碧螺" in str(Record.objects.values_list("vector", flat=True).get(pk=row.pk))
        with monkeypatch.context() as sealing:
            sealing.setattr(Site._meta.get_field("operator"), "__class__", SealedTextField)
            row = entry(SITES, {**GIVEN, "operator": "碧螺公司"}, user=clerk)
        assert "碧螺" not in str(Record.objects.values_list("vector", flat=True).get(pk=row.pk))


def test_an_end_is_noted_once_and_undone_once(clerk: User, heard: list[Any]) -> None:
    row = enter(SITES, {**GIVEN, "permit_until": TODAY()}, user=clerk)
    Record.objects.filter(pk=row.pk).update(published_at=timezone.now(), proposed_by=clerk)
    heard.clear()
    assert "has not ended" in refused(reopen, SITES, row, **WORDS)
    ended = end(SITES, row, on=TODAY() - DAY, reason="已拆除", user=clerk)
    kept = Site.objects.get(pk=row.pk)
    assert (kept.ended_on, kept.published_at, kept.proposed_by, kept.version) == (TODAY() - DAY, None, None, 1)
    assert heard == [(ended, clerk)]
    assert not RecordDate.objects.filter(record_id=row.pk).exists()
    assert "has ended already" in refused(end, SITES, row, on=TODAY(), **WORDS)
    again = reopen(SITES, row, reason="弄错了", user=clerk)
    assert Site.objects.get(pk=row.pk).ended_on is None
    assert heard[1:] == [(again, clerk)]
    assert RecordDate.objects.filter(record_id=row.pk).count() == 2
    assert written(row)[1:] == [
        ("ended", clerk.pk, {}, {"reason": "已拆除"}),
        ("reopened", clerk.pk, {}, {"reason": "弄错了"}),
    ]


@pytest.fixture
def public(clerk: User) -> tuple[Any, Any, User, User]:
    """A register of which something is public, an entry of it, and two who work there."""
    register = find("published-affairs")
    assert register is not None
    first, second = (make_staff(name, name, "handler", "F") for name in ("first", "second"))
    return register, entered(register, first), first, second


def kept_of(row: Any) -> tuple[int | None, bool]:
    kept = Record.objects.get(pk=row.pk)
    return kept.proposed_by_id, kept.published_at is not None


def test_two_publish_and_one_withdraws(public: tuple[Any, Any, User, User]) -> None:
    register, row, first, second = public
    review = {"agreed": True, "reason": "不涉密"}
    assert "Nobody has proposed" in refused(publish, register, row, user=second, **review)
    assert "not public" in refused(withdraw, register, row, reason="x", user=first)
    propose(register, row, user=first)
    assert kept_of(row) == (first.pk, False)
    assert "cannot be proposed" in refused(propose, register, row, user=second)
    assert "does not review" in refused(publish, register, row, user=first, **review)
    publish(register, row, agreed=False, reason="含个人信息", user=second)
    assert kept_of(row) == (None, False)
    propose(register, row, user=second)
    before = timezone.now()
    shown = publish(register, row, user=first, **review)
    assert kept_of(row) == (None, True) and before <= shown.published_at <= timezone.now()
    assert "cannot be proposed" in refused(propose, register, row, user=second)
    withdraw(register, row, reason="更正", user=second)
    assert kept_of(row) == (None, False)
    assert written(row)[1:] == [
        ("proposed", first.pk, {}, {}),
        ("refused", second.pk, {}, {"reason": "含个人信息"}),
        ("proposed", second.pk, {}, {}),
        ("published", first.pk, {}, {"reason": "不涉密"}),
        ("withdrawn", second.pk, {}, {"reason": "更正"}),
    ]
    Record.objects.filter(pk=row.pk).update(ended_on=TODAY())
    assert "cannot be proposed" in refused(propose, register, row, user=first)


def test_only_what_may_be_public_is_proposed(
    clerk: User, public: tuple[Any, Any, User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "cannot be proposed" in refused(propose, SITES, enter(SITES, GIVEN, user=clerk), user=clerk)
    register, row, first, _second = public
    monkeypatch.setattr(register.model_class, "kept_back", lambda _self: "涉密")
    assert refused(propose, register, row, user=first) == "涉密"
    assert kept_of(row) == (None, False)


def test_what_was_reviewed_is_public_as_it_was_reviewed(
    public: tuple[Any, Any, User, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    register, row, first, second = public
    monkeypatch.setitem(register.__dict__, "public", ("since",))

    def changed(name: str) -> tuple[int | None, bool]:
        old = getattr(register.model_class.objects.get(pk=row.pk), name)
        change(register, row, {name: old - DAY if name == "since" else f"{old}改"}, user=first)
        return kept_of(row)

    for publicly in (True, False):
        for name, stays in (("text", True), ("title", False), ("since", False)):
            now = timezone.now() if publicly else None
            Record.objects.filter(pk=row.pk).update(published_at=now, proposed_by=None if publicly else second)
            assert changed(name) == ((None if publicly or not stays else second.pk), publicly and stays), name
    assert [one[0] for one in written(row)].count("withdrawn") == 4
    assert changed("title") == (None, False)
    assert [one[0] for one in written(row)].count("withdrawn") == 4, "what was not proposed is not taken back"
    monkeypatch.setattr(register.model_class, "kept_back", lambda _self: "涉密")
    Record.objects.filter(pk=row.pk).update(published_at=timezone.now())
    assert changed("text") == (None, False)
    with translation.override("en"):
        said = history.life_of(register, row).lines
        assert [one.move for one in said][-1] == "withdrawn"
    assert all(one[3]["reason"] for one in written(row) if one[0] == "withdrawn")
    assert {one[1] for one in written(row) if one[0] == "withdrawn"} == {first.pk}


def test_what_the_database_refuses_is_said_in_the_words_of_the_rule(
    clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = models.CheckConstraint(condition=models.Q(pk=0), name="of_a_test", violation_error_message="谁先到")
    row = enter(SITES, GIVEN, user=clerk)

    def full(*_given: Any, **_more: Any) -> None:
        error = IntegrityError()
        error.__cause__ = Exception()
        error.__cause__.diag = SimpleNamespace(constraint_name="of_a_test")  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Site, "save", full)
    with transaction.atomic(), pytest.raises(IntegrityError):
        enter(SITES, GIVEN, user=clerk)
    monkeypatch.setattr(Site._meta, "constraints", [rule])
    assert refused(enter, SITES, GIVEN, user=clerk) == "谁先到"
    assert refused(change, SITES, row, {"risk": "high"}, user=clerk) == "谁先到"
    assert refused(end, SITES, row, on=TODAY(), **WORDS) == "谁先到"


def test_a_matter_begins_where_its_function_is(clerk: User) -> None:
    inspections = find("inspections")
    assert inspections is not None
    row = enter(SITES, GIVEN, user=clerk)
    someone = make_resident()
    given = {"title": "例行检查", "site": row, "planned_on": TODAY(), "found": "碧螺泄漏"}
    case = enter(inspections, given, user=clerk, resident=someone)
    case.refresh_from_db()
    assert "碧螺" in str(CaseSearch.objects.values_list("vector", flat=True).get(case_id=case.pk))
    assert (case.title, case.site, case.office.code, case.channel) == ("例行检查", row, "E", "staff")
    assert (case.function.code, case.opened_by, case.resident) == (inspections.function, clerk, someone)
    assert case.kind == inspections.workflow.key if inspections.workflow else False
