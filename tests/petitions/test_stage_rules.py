"""What each verb of a stage writes and sends, and until when nothing may be put away, one condition at a time."""

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from caojiadu.core.cases import clocks
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moving import Actor, Moving
from caojiadu.core.district.models import Report
from caojiadu.core.documents import papers
from caojiadu.core.documents.models import Paper
from caojiadu.core.files.models import File
from caojiadu.core.organisation.models import DistrictBody
from petitions.letters.limits import OBJECT
from petitions.models import Extension, Petition, Petitioner, Question, Review, Transferred
from petitions.stages import rules
from tests.cast import again
from tests.petitions.letters import BODY, make_resident, write

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(dt.datetime(2026, 3, 6, 0, 30))  # the day before it in UTC
TODAY, DAY = dt.date(2026, 3, 6), dt.timedelta(days=1)
REPLY = {"request": "请求", "facts": "答复", "opinion": "结果"}

# Sixty days end on Saturday 25 April 2026, which falls back to the Friday; with twenty more they end on a working day.
BEFORE_AND_AFTER = dt.date(2026, 4, 24), dt.date(2026, 5, 15)


@pytest.fixture(autouse=True)
def _the_day_after() -> Any:
    """Forms look at today; what a verb writes has the moment it is given."""
    with time_machine.travel(NOW + DAY, tick=False), translation.override("en"):
        yield


def letter(**given: Any) -> Petition:
    case = write(resident=make_resident())
    for name, value in given.items():
        setattr(case, name, value)
    case.save()
    return Petition.objects.get(pk=case.pk)


def moving(case: Petition, by: Any = None, **data: Any) -> Moving:
    """A step of a member of staff, or of the portal, with the event that it wrote."""
    actor = Actor.staff(again(by)) if by else Actor.timer()
    return Moving(Petition.objects.get(pk=case.pk), None, actor, NOW, data, event=case.events.first())


def now(case: Petition) -> Petition:
    return Petition.objects.get(pk=case.pk)


def why(guard: Any, case: Petition, **data: Any) -> str:
    try:
        guard(moving(case, **data))
    except Refused as refused:
        return str(refused)
    return ""


def district(key: str = "letters-calls") -> DistrictBody:
    return DistrictBody.objects.get(key=key)


def sixty_days(case: Petition) -> Clock:
    """The limit of the answer, begun ten days ago, after one of before that is over."""
    limit = case.workflow.limit("close")
    assert limit is not None
    clock: Clock = clocks.start(case, limit, NOW - 10 * DAY)
    return clock


def asked_for(cast: Any, case: Petition) -> Extension:
    given = {"days": 20, "reason": "需要鉴定", "asked_by": cast.handler, "asked_at": NOW - DAY}
    return Extension.objects.create(petition=case, **given)


@pytest.mark.parametrize(
    ("own", "after_review", "until"),
    [
        ((), (), None),
        ((TODAY - DAY,), (), None),
        ((TODAY,), (), TODAY),
        ((TODAY + DAY,), (), TODAY + DAY),
        ((TODAY - DAY, TODAY + 2 * DAY), (), TODAY + 2 * DAY),
        ((TODAY - DAY,), (TODAY + 3 * DAY,), TODAY + 3 * DAY),
        ((TODAY + DAY,), (TODAY + 3 * DAY, None), TODAY + 3 * DAY),
        ((TODAY + DAY,), (TODAY - DAY,), TODAY + DAY),
        ((None,), (TODAY,), TODAY),
    ],
)
def test_nothing_is_put_away_before_the_last_day_to_ask_for_a_review(own: Any, after_review: Any, until: Any) -> None:
    """Regulations, art. 35 and 36: of several petitioners each has a day of their own."""
    case = letter()
    case.petitioners.all().delete()
    for number, day in enumerate(own):
        who = make_resident("李一", f"1390000000{number}")
        Petitioner.objects.create(
            petition=case, resident=who, role="petitioner", first=not number, joined_at=NOW, review_until=day
        )
    given = {"stage": 1, "how": "online", "asked_on": TODAY, "asked_at": NOW, "decided_at": NOW, "decision": "upheld"}
    for day in after_review:
        Review.objects.create(petition=case, ask_until=day, **given)
    said = why(rules.nothing_runs, case)
    assert bool(said) is (until is not None)
    if until is not None:
        assert f"{until.day} Mar 2026" in said
    # What the re-review decided is final, whatever days are left.
    Review.objects.create(petition=case, **given | {"stage": 2})
    assert why(rules.nothing_runs, case) == ""
    Review.objects.create(petition=case, **given | {"decided_at": None, "decision": ""})
    assert "still has to decide" in why(rules.nothing_runs, case)


def test_what_is_missing_is_asked_for_once() -> None:
    case, other = letter(), letter()
    assert why(rules.asked_once, case) == ""
    case.events.create(move="ask_missing", at=NOW, actor_kind="staff", source="submitted", target="submitted")
    assert "asked for what is missing already" in why(rules.asked_once, case)
    assert why(rules.asked_once, other) == ""


def test_an_extension_granted_moves_the_last_day_once_by_the_days_asked_for(cast: Any) -> None:
    """Regulations, art. 34."""
    case = letter()
    Clock.objects.filter(case_id=case.pk).delete()
    sixty_days(case)
    Clock.objects.filter(case_id=case.pk).update(state="ended", ended_at=NOW - 10 * DAY)
    clock = sixty_days(case)
    asked = asked_for(cast, case)
    rules.grant_extension(moving(case, cast.head))
    asked.refresh_from_db()
    assert (asked.granted, asked.decided_by, asked.decided_at) == (True, cast.head, NOW)
    due = Clock.objects.get(pk=clock.pk).due_on
    assert (clock.due_on, due) == BEFORE_AND_AFTER
    paper = Paper.objects.get(case=case, kind="extension")
    assert paper.drafted_by == cast.handler, "it is the handler's, who asked, and the head signs it"
    assert (paper.parts["reason"], paper.parts["until"]) == ("需要鉴定", due.isoformat())


def test_an_extension_refused_leaves_the_limit_and_one_not_needed_is_gone_with_its_paper(cast: Any) -> None:
    case, other = letter(), letter()
    for one in (case, other):
        clock = sixty_days(one)
        asked_for(cast, one)
        parts = rules.paper_of_extension(moving(one))
        assert (parts["reason"], (clock.due_on, parts["until"])) == ("需要鉴定", BEFORE_AND_AFTER)
        papers.draft(case=one, key="extension", parts=parts, by=cast.handler, now=NOW)
        papers.draft(case=one, key="reply", parts=REPLY, by=cast.handler, now=NOW)
    rules.refuse_extension(moving(case, cast.head))
    refused = Extension.objects.get(petition=case)
    assert (refused.granted, refused.decided_by, refused.decided_at) == (False, cast.head, NOW)
    assert Clock.objects.get(case_id=case.pk, key="close").due_on == clock.due_on

    def drafts(one: Petition) -> set[str]:
        return set(Paper.objects.open().filter(case_id=one.pk).values_list("kind", flat=True))

    rules.drop_extension(moving(case))
    assert Extension.objects.filter(petition=case).count() == 1, "what was decided stays"
    assert drafts(case) == {"extension", "reply"}, "and nothing is dropped where nobody waited"
    rules.drop_extension(moving(other))
    assert not Extension.objects.filter(petition=other).exists()
    assert (drafts(other), drafts(case)) == ({"reply"}, {"extension", "reply"})


@pytest.mark.parametrize(("state", "runs"), [("carrying_out", True), ("answered", False)])
def test_what_was_promised_gets_a_limit_of_its_own(state: str, runs: bool) -> None:
    """Regulations, art. 32."""
    case = letter(state=state)
    Clock.objects.filter(case_id=case.pk).delete()
    rules.start_carrying_out(moving(case))
    found = list(Clock.objects.filter(case_id=case.pk).values_list("key", "state", "started_at"))
    assert found == ([("carry_out", "running", NOW)] if runs else [])
    assert now(case).due_at == (case.clocks.get().due_at if runs else case.due_at)
    rules.carried_out(moving(case))
    assert now(case).carried_out_at == NOW


@pytest.mark.parametrize(("waiting", "left"), [("resident", ""), ("district", "district"), ("", "")])
def test_nobody_waits_any_more_for_what_was_missing(cast: Any, waiting: str, left: str) -> None:
    case, other = letter(waiting=waiting), letter(waiting="resident")
    given = {"text": "请补充", "asked_by": cast.clerk, "asked_at": NOW - 9 * DAY}
    old = Question.objects.create(petition=case, replied_at=NOW - 5 * DAY, **given)
    open_one, elsewhere = (Question.objects.create(petition=one, **given) for one in (case, other))
    rules.close_question(moving(case))
    for question in (old, open_one, elsewhere):
        question.refresh_from_db()
    assert [one.replied_at for one in (old, open_one, elsewhere)] == [NOW - 5 * DAY, NOW, None]
    assert (now(case).waiting, now(other).waiting) == (left, "resident")


def test_that_nobody_can_be_reached_is_noted_where_it_was_said() -> None:
    case = letter()
    rules.note_address(moving(case))
    assert not now(case).address_unclear
    rules.note_address(moving(case, address_unclear=True))
    assert now(case).address_unclear


def test_a_letter_that_goes_to_a_body_goes_with_its_words_and_its_clean_files(cast: Any) -> None:
    case = letter()
    kind = {"content_type": "text/plain", "size": 1, "sha256": "0", "case": case}
    clean, _waiting = (
        File.objects.create(key=uuid.uuid4(), name=state, state=state, **kind) for state in ("clean", "waiting")
    )
    rules.transfer_out(moving(case, cast.clerk, body=None, other="某局", reason="不属本街道"))
    assert not Report.objects.exists(), "any other body gets it from the desk by hand"
    rules.transfer_out(moving(case, cast.clerk, body=district(), reason="不属本街道"))
    report = Report.objects.get()
    assert (report.case_id, report.kind, report.body, report.reason) == (case.pk, "transfer", district(), "不属本街道")
    assert (report.tried, report.sent_by, report.created_at) == (f"{BODY}\n\n请夜里停工", cast.clerk, NOW)
    assert list(report.files.all()) == [clean]


@pytest.mark.parametrize(("body", "kept"), [(True, ""), (False, "某局")])
def test_the_time_to_object_runs_from_the_day_the_transfer_arrived(body: bool, kept: str) -> None:
    """Regulations, art. 23: five working days."""
    found = rules.note_transfer(letter(), body=district() if body else None, sender="某局", received_on=TODAY - DAY)
    assert (found.body, found.sender) == (district() if body else None, kept)
    assert (found.received_on, found.object_until) == (TODAY - DAY, OBJECT.until(TODAY - DAY).date)
    assert found.object_until == dt.date(2026, 3, 12)


def objected(case: Petition, body: DistrictBody | None) -> Transferred:
    return rules.note_transfer(case, body=body, sender="某局", received_on=TODAY - DAY)


def test_an_objection_goes_to_the_sender_where_it_has_an_inbox(cast: Any) -> None:
    case, by_hand = letter(), letter()
    objected(case, district())
    objected(by_hand, None)
    for one in (case, by_hand):
        rules.object_to_transfer(moving(one, cast.clerk, reason="不属本街道职责"))
        found = Transferred.objects.get(petition=one)
        assert (found.objected_at, found.objection, found.waits) == (NOW, "不属本街道职责", True)
        assert now(one).waiting == "district"
    report = Report.objects.get()
    assert (report.case_id, report.kind, report.body, report.reason) == (
        *(case.pk, "objection"),
        *(district(), "不属本街道职责"),
    )
    assert (report.sent_by, report.created_at) == (cast.clerk, NOW)


@pytest.mark.parametrize("agreed", [True, False])
@pytest.mark.parametrize(("typed", "reply", "state"), [(True, "同意", "answered"), (False, "来函", "queued")])
def test_the_senders_word_is_kept_and_ends_the_wait(
    cast: Any, agreed: bool, typed: bool, reply: str, state: str
) -> None:
    case = letter()
    objected(case, district())
    rules.object_to_transfer(moving(case, cast.clerk, reason="不属本街道职责"))
    report = Report.objects.get()
    Report.objects.filter(pk=report.pk).update(reply="来函")
    rules.settle_objection(agreed=agreed)(moving(case, **({"reply": reply} if typed else {"report": report.pk})))
    found = Transferred.objects.get(petition=case)
    assert (found.settled_at, found.agreed, found.reply, found.waits) == (NOW, agreed, reply, False)
    report.refresh_from_db()
    assert (report.state, report.reply, now(case).waiting) == (state, reply, "")


def test_an_objection_settled_without_a_word_keeps_none(cast: Any) -> None:
    case = letter()
    objected(case, None)
    rules.object_to_transfer(moving(case, cast.clerk, reason="不属本街道职责"))
    rules.settle_objection(agreed=True)(moving(case))
    assert Transferred.objects.get(petition=case).reply == ""


def test_what_is_asked_for_is_kept_as_it_was_asked(cast: Any) -> None:
    case = letter()
    rules.ask_extension(moving(case, cast.handler, days=20, reason="需要鉴定"))
    asked = case.extensions.get()
    assert (asked.days, asked.reason, asked.asked_by, asked.asked_at) == (20, "需要鉴定", cast.handler, NOW)
    assert (asked.granted, asked.decided_at) == (None, None)
