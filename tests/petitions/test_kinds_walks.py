"""No sequence of moves leaks a report against somebody, loses a limit, stops one, or rests in the archive unserved."""

import datetime as dt
import random
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caojiadu.core.cases import query
from caojiadu.core.cases.access import may_move
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.models import FAR, UNENDED, CaseSearch, Clock
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district.models import Report
from caojiadu.core.documents.serving import unserved
from caojiadu.core.organisation.models import DistrictBody, Office
from caojiadu.core.workflow import By, Transition, all_workflows
from petitions.models import Petition
from petitions.stages.rules import ENDING, note_transfer
from tests.petitions.letters import DRAFT, answered, go, in_hand, make_resident, write

pytestmark = pytest.mark.django_db
STAFF = ("clerk", "head", "handler", "co_head", "security_head", "leader", "keeper", "second_keeper")
STEPS = 22
# Moves that change nothing of what is looked at here, and would fill the walks.
DULL = (
    *("note", "coordinate", "pass_on", "district_acknowledged", "open_grid_case", "flash_report"),
    *("take_out", "hand_over", "read_paper"),
)
# The only moves after which a running legal limit may end on another day.
MOVING = {"grant_extension": "close", "hearing_over": "re_review"}


def typed(case: Petition, chance: random.Random) -> dict[str, Any]:
    """Something good for every field of every move, so that what is refused is refused by a rule."""
    offices = {office.code: office.pk for office in Office.objects.all()}
    words = "reason question opinion parties tried text basis request note done reply competent proof terms"
    return {
        **dict.fromkeys(words.split(), "认为事实清楚，请依法处理"),
        **DRAFT,
        "outcome": chance.choice(("supported", "explained", "adopted", "noted")),
        "office": offices["C"],
        "co_offices": [],
        "handler": chance.choice(chance.handlers),  # type: ignore[attr-defined]
        "kind": chance.choice([flow.key for flow in all_workflows() if flow.key.startswith("petition")]),
        "route": "1",
        "body": chance.choice([DistrictBody.objects.get(key="housing").pk, ""]),
        "other": "武定居民区",
        "days": chance.choice((1, 30, 31)),
        "how": "window",
        "decision": chance.choice(("upheld", "changed", "not_accepted")),
        "number": "静信复1号",
        "decided_on": timezone.localdate(),
        "received_on": timezone.localdate(),
        "first_day": timezone.localdate(),
        "last_day": timezone.localdate(),
        "agreed": chance.choice(("yes", "no")),
        "ended": case.number,
        "office_grade": chance.choice((1, 5)),
        "answer_grade": chance.choice((1, 5)),
    }


def actor_of(step: Transition, case: Petition, cast: Any, chance: random.Random) -> Actor:
    """Mostly somebody who may; now and then just anybody."""
    if step.by != By.STAFF:
        return {By.RESIDENT: Actor.resident(), By.TIMER: Actor.timer(), By.DISTRICT: Actor.district()}[step.by]
    people = [Actor.staff(getattr(cast, name)) for name in STAFF]
    may = [actor for actor in people if may_move(actor, step, case)]
    return chance.choice(may if may and chance.random() < 0.9 else people)


def starts(cast: Any, chance: random.Random) -> Petition:
    """Somewhere on the way, so that short walks reach far."""
    case = chance.choice(
        (
            lambda: write(resident=make_resident()),
            lambda: write("petition_accusation", resident=make_resident(), fields={"against": "某物业经理"}),
            lambda: in_hand(cast),
            lambda: go(write(resident=make_resident()), "register", cast.clerk),
            lambda: go(answered(cast), "read_answer", by="resident"),
            lambda: go(answered(cast), "read_answer", by="resident"),
        )
    )()
    if chance.random() < 0.5:
        note_transfer(
            case, body=DistrictBody.objects.get(key="letters-calls"), sender="", received_on=timezone.localdate()
        )
    return case


def limits(case: Petition) -> dict[int, tuple[str, dt.date]]:
    clocks = Clock.objects.filter(case_id=case.pk, legal=True, state__in=UNENDED)
    return {clock.pk: (clock.key, clock.due_on) for clock in clocks}


def check(case: Petition, before: dict[int, tuple[str, dt.date]], step: str) -> None:
    """What holds after every move."""
    for pk, (key, due) in limits(case).items():
        if pk in before and MOVING.get(step) != key:
            assert before[pk][1] == due, f"{step} moved {key}"
    assert not Clock.objects.filter(case_id=case.pk, state="stopped").exclude(key="re_review").exists()
    running = [clock.due_at for clock in Clock.objects.filter(case_id=case.pk, state="running")]
    assert case.due_at == min(running, default=FAR)
    keys = {key for key, _due in limits(case).values()}
    if not case.standing.rests and case.accepted_at is None and case.state != "forwarded":
        assert keys & {"tell", "tell_again"}, f"{step} lost the limit of the notice"
    if not case.standing.rests and case.route == Petition.Route.PETITION and case.answered_at is None:
        assert "close" in keys, f"{step} lost the sixty days"
    if case.reviews.filter(decided_at=None).exists():
        assert keys & {"review", "re_review"}, f"{step} lost the limit of the review"
    if case.workflow.secret:
        _closed_to_others(case)
    if case.state == "archived":
        _was_served(case)


def _closed_to_others(case: Petition) -> None:
    keepers = {query.office_token(case.registrar_id, query.ACCUSATIONS)} if case.registrar_id else set()
    assert set(case.readers) <= keepers
    assert not CaseSearch.objects.filter(pk=case.pk).exists()
    assert (
        not Report.objects.filter(case_id=case.pk, created_at__gte=case.opened_at)
        .exclude(kind="accusation", body__key="discipline")
        .exclude(kind__in=("objection", "unsettled", "opinion", "review"))
        .exists()
    )


def _was_served(case: Petition) -> None:
    if case.address_unclear or case.anonymous or case.resident_id is None:
        return
    assert not [paper for paper in unserved(case) if paper.kind in ENDING]
    assert case.answered_at is None or case.served_at


@given(seed=st.integers(0, 10**6))
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_whatever_order_they_come_in(cast: Any, seed: int) -> None:
    chance = random.Random(seed)
    chance.handlers = [cast.handler.pk, cast.colleague.pk]  # type: ignore[attr-defined]
    case = starts(cast, chance)
    made = 0
    for _step in range(STEPS * 3):
        steps = case.workflow.from_state(case.state)
        if made == STEPS or not steps:
            break
        step, before = chance.choice(steps), limits(case)
        if step.by == By.TIMER or step.key in DULL:
            continue
        extra = _extra(case, step.key)
        try:
            move(
                case=case,
                key=step.key,
                actor=actor_of(step, case, cast, chance),
                data=typed(case, chance),
                extra=extra,
            )
        except MoveError:
            continue
        made += 1
        case = Petition.objects.get(pk=case.pk)
        check(case, before, step.key)


def _extra(case: Petition, key: str) -> dict[str, Any]:
    """What a reply of the district carries: its report, with its decision."""
    if not key.endswith(("_decided", "_agreed", "_refused")):
        return {}
    kinds = {"review_decided": "review", "re_review_decided": "re_review"}
    report = Report.objects.filter(case_id=case.pk, kind=kinds.get(key, "objection")).order_by("-id").first()
    if report is None:
        return {}
    Report.objects.filter(pk=report.pk).update(decision="upheld", reply="维持", decided_on=timezone.localdate())
    return {"report": report.pk}


def test_only_a_hearing_and_a_third_party_stop_a_limit_of_the_law() -> None:
    """The rule table: which limit stands still on which ground, and which is extended."""
    by_law = [limit for flow in all_workflows() for limit in flow.limits if limit.legal]
    stops = {(limit.key, stop.key) for limit in by_law for stop in limit.stops}
    # Regulations on Petition Work, art. 36; Regulations on Government Information Disclosure, art. 33.
    assert stops == {("re_review", "hearing"), ("disclosure_answer", "third_party")}
    longer = {limit.key for limit in by_law if limit.extends}
    assert longer == {"close", "disclosure_answer"}
