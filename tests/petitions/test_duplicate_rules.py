"""What stands between two letters on one matter, and what joining and parting write, one condition at a time."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from caojiadu.core.cases import links
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Bar, CaseLink, Clock
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor, Moving
from caojiadu.core.documents.models import Paper, Recall
from caojiadu.core.organisation.models import Office
from petitions.duplicates import rules
from petitions.models import Answer, Petition
from tests.cast import again
from tests.petitions.letters import go, in_hand, make_resident, to_sign, told, write

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(dt.datetime(2026, 3, 6, 0, 30))  # the day before it in UTC
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
LATER = NOW + 2 * HOUR
KIND = CaseLink.Kind


@pytest.fixture(autouse=True)
def _that_day() -> Any:
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


def letter(**given: Any) -> Petition:
    case = write(resident=given.pop("by", None))
    for name, value in given.items():
        setattr(case, name, value)
    case.save()
    return now(case)


def now(case: Any) -> Petition:
    return Petition.objects.get(pk=case.pk)


def moving(case: Any, by: Any = None, at: dt.datetime = NOW, **data: Any) -> Moving:
    actor = Actor.staff(again(by)) if by else Actor.timer()
    return Moving(now(case), None, actor, at, data, event=case.events.order_by("id").last())


def why(guard: Any, case: Any, **data: Any) -> str:
    try:
        guard(moving(case, **data))
    except Refused as refused:
        return str(refused)
    return ""


def joined(case: Any, other: Any, kind: str, **given: Any) -> CaseLink:
    given = {"since": NOW - DAY} | given
    return CaseLink.objects.create(case_id=case.pk, other_id=other.pk, kind=kind, **given)


def merged(case: Any, other: Any, cast: Any, at: dt.datetime = NOW) -> Petition:
    return go(case, "merge", again(cast.clerk), linked=other.number, reason="同一工地", now=at)


def registered(cast: Any, name: str = "李四", **more: Any) -> Petition:
    return go(write(resident=make_resident(name, "13987654321"), **more), "register", cast.clerk)


def test_only_what_was_linked_by_hand_and_still_is_can_be_taken_back() -> None:
    case, other = letter(), letter()
    joined(case, other, KIND.MERGED)
    joined(case, other, KIND.SPLIT)
    joined(case, other, KIND.RELATED, until=NOW)
    assert why(rules.has_links, case) == "This matter is linked with no other."
    for kind in (KIND.RELATED, KIND.REPEAT):
        link = joined(other, case, kind)
        assert why(rules.has_links, case) == ""
        link.delete()


@pytest.mark.parametrize(
    ("given", "due", "words"),
    [
        ({}, {}, ""),
        ({"state": "submitted"}, {}, "not being handled now"),
        ({"state": "answered"}, {}, "not being handled now"),
        ({"kind": "petition_suggestion"}, {}, "not being handled now"),
        ({}, {"due_at": NOW - HOUR}, "past its limit"),
        ({}, {"due_at": NOW}, ""),
        ({}, {"due_at": NOW - HOUR, "state": "met"}, ""),
        ({}, {"due_at": NOW - HOUR, "legal": False}, ""),
    ],
)
def test_what_is_handled_in_time_is_not_accepted_again(given: Any, due: Any, words: str) -> None:
    """Regulations, art. 19: the same petitioner's matter, of the same kind, and no limit of law has passed."""
    someone = make_resident()
    case, other = letter(by=someone), letter(by=someone, **{"state": "in_hand"} | given)
    Clock.objects.filter(case_id=other.pk).update(due_at=NOW + DAY)
    Clock.objects.filter(case_id=other.pk, key="tell").update(**due)
    said = why(rules.already_handled, case, linked=other)
    assert words in said and bool(said) is bool(words)
    stranger = letter(by=make_resident("李四", "13987654321"))
    if not words:
        assert "Somebody else wrote" in why(rules.already_handled, stranger, linked=other)


def test_a_letter_counts_once_as_the_repeat_of_one_other() -> None:
    case, first, second, third = letter(), letter(), letter(), letter()
    joined(third, first, KIND.REPEAT)
    rules.link(moving(case, linked=first))
    for other in (second, first, first, second):
        rules.mark_repeat_once(moving(case, linked=other))
    repeats = CaseLink.objects.filter(case_id=case.pk, kind=KIND.REPEAT, until=None)
    assert sorted(repeats.values_list("other_id", flat=True)) == [first.pk, second.pk]
    rules.unlink(moving(case, linked=first))
    left = CaseLink.objects.filter(until=None).values_list("case_id", "other_id", "kind")
    assert set(left) == {(third.pk, first.pk, "repeat"), (case.pk, second.pk, "repeat")}


def test_the_link_of_a_merging_is_the_one_that_holds() -> None:
    case, other, third = letter(), letter(), letter()
    joined(third, other, KIND.MERGED)
    joined(case, other, KIND.MERGED, until=NOW)
    joined(case, other, KIND.RELATED)
    with pytest.raises(Refused, match="merged into no other"):
        rules.merge_of(case)
    link = joined(case, third, KIND.MERGED)
    assert rules.merge_of(case) == link


def issued(case: Any, kind: str, at: dt.datetime) -> Paper:
    given = {"number": f"{case.pk}-{kind}", "state": "issued", "digest": "x", "signed_at": at, "drafted_at": at}
    return Paper.objects.create(case_id=case.pk, kind=kind, **given)


@pytest.mark.parametrize(
    ("before", "papers", "stays"),
    [
        ({}, (), False),
        ({}, (("acceptance", LATER),), False),
        ({}, (("extension", LATER),), True),
        ({}, (("extension", NOW),), False),
        ({"accepted_at": "2026-03-01T00:00:00+08:00"}, (("extension", LATER),), False),
    ],
)
def test_an_acceptance_by_merging_stays_where_another_paper_rests_on_it(before: Any, papers: Any, stays: bool) -> None:
    case, other = letter(state="merged"), letter(state="in_hand")
    before = {"accepted_at": None, "state": "registered"} | before
    joined(case, other, KIND.MERGED, before=before, since=NOW + HOUR)
    for kind, at in papers:
        issued(case, kind, at)
    issued(other, "extension", LATER)
    assert rules.stays_accepted(case) is stays
    assert rules.state_before(moving(case)).key == ("in_hand" if stays else "registered")


@pytest.mark.parametrize("with_handler", [True, False])
def test_merging_keeps_what_was_before_and_undoing_it_takes_the_notice_back(cast: Any, with_handler: bool) -> None:
    other, case = in_hand(cast), registered(cast)
    if not with_handler:
        other.assignments.filter(role="person").update(until=NOW)
        Petition.objects.filter(pk=other.pk).update(handler=None)
    Clock.objects.filter(case_id=case.pk, key="register").update(ended_at=NOW + HOUR, state="ended")
    case = merged(case, other, cast, NOW + HOUR)
    link = rules.merge_of(case)
    assert (case.office, case.handler) == (other.office, cast.handler if with_handler else None)
    assert (case.accepted_at, case.route) == (NOW + HOUR, other.route)
    kept = link.before
    assert (kept["state"], kept["accepted_at"], kept["route"]) == ("registered", None, None)
    met = Clock.objects.filter(pk__in=kept["met"]).values_list("key", flat=True)
    assert list(met) == ["tell"], "what ended otherwise in that moment does not run again"
    notice = Paper.objects.get(case=case, kind="acceptance")
    go(case, "unmerge", again(cast.clerk), reason="不是", now=NOW + 2 * HOUR)
    assert Recall.objects.get().paper == notice
    free = now(case)
    assert (free.state, free.accepted_at, free.route, free.handler) == ("registered", None, None, None)
    assert free.office == Office.objects.get(code="E")


@pytest.mark.parametrize("same", [True, False])
def test_a_letter_accepted_before_is_as_it_was_once_the_merging_is_undone(cast: Any, same: bool) -> None:
    other, case = in_hand(cast), in_hand(cast, resident=make_resident("李四", "13987654321"))
    if not same:  # in the same office, with nobody yet
        other.assignments.filter(role="person").update(until=NOW)
        Petition.objects.filter(pk=other.pk).update(handler=None)
    before = (case.state, case.accepted_at, case.route, case.office, case.handler)
    rows = list(case.assignments.order_by("pk").values_list("pk", "until"))
    case = merged(case, other, cast, NOW + HOUR)
    assert (case.state, case.accepted_at, case.handler) == ("merged", NOW, cast.handler)
    assert list(case.assignments.order_by("pk").values_list("pk", "until")) == rows, "who has both has no more to get"
    assert rules.merge_of(case).before["accepted_at"] == NOW.astimezone(dt.UTC).isoformat()
    case = go(case, "unmerge", again(cast.clerk), reason="不是", now=NOW + 2 * HOUR)
    assert (case.state, case.accepted_at, case.route, case.office, case.handler) == before


def test_whoever_has_a_letter_has_those_merged_into_it_but_not_whom_they_keep_out(cast: Any) -> None:
    other, case = in_hand(cast), registered(cast)
    case = merged(case, other, cast)
    Bar.objects.create(case=case, user=cast.colleague, reason="recused", since=NOW)
    move(
        case=other,
        key="assign",
        actor=Actor.staff(again(cast.head)),
        data={"handler": cast.colleague.pk},
        now=NOW + HOUR,
    )
    along = case.events.get(move="goes_along")
    assert (along.at, along.data) == (NOW + HOUR, {"office": other.office_id, "handler": cast.colleague.pk})
    assert now(other).handler == cast.colleague
    assert (now(case).office, now(case).handler) == (other.office, cast.handler), "who is kept out does not get it"


def test_the_answer_of_the_other_is_given_with_a_paper_of_its_own(cast: Any) -> None:
    other, case = in_hand(cast), registered(cast, fields={"request": ""})
    case = told(merged(case, other, cast), cast)
    go(to_sign(told(other, cast), cast), "release", cast.head, now=NOW + HOUR)
    case = now(case)
    own = Answer.objects.get(petition=case)
    theirs = Answer.objects.get(petition=other)
    assert (own.round, own.outcome, own.text, own.basis) == (1, theirs.outcome, theirs.text, theirs.basis)
    assert (own.drafted_by, own.released_by, own.released_at) == (cast.handler, cast.head, NOW + HOUR)
    assert (case.state, case.answered_at, case.events.get(move="answered_with").at) == ("answered", *[NOW + HOUR] * 2)
    paper = Paper.objects.get(case=case, kind="opinion")
    assert (paper.signed_by, paper.checked_by, paper.signed_at, paper.checked_at) == (
        *(cast.head, cast.clerk),
        *(NOW + HOUR, NOW + HOUR),
    )
    assert paper.parts["request"] == case.title, "where nothing is asked for the title says what it is about"


@pytest.mark.parametrize(
    ("outcome", "state"), [("supported", "carrying_out"), ("partly", "carrying_out"), ("explained", "answered")]
)
def test_a_letter_stands_where_the_answer_it_gets_leads(cast: Any, outcome: str, state: str) -> None:
    case, other = letter(state="merged"), letter(state="answered")
    joined(case, other, KIND.MERGED)
    given = {"text": "答复", "basis": "", "drafted_by": cast.handler, "drafted_at": NOW}
    Answer.objects.create(petition=other, round=1, outcome="unsupported", released_at=NOW - DAY, **given)
    Answer.objects.create(petition=other, round=2, outcome=outcome, released_at=NOW, **given)
    Answer.objects.create(petition=other, round=3, outcome="unsupported", **given)
    assert rules.like_the_answer(moving(case)).key == state


@pytest.mark.parametrize("accepted_at", [NOW - 9 * DAY, None])
def test_a_matter_split_off_has_route_days_and_limits_of_the_whole(cast: Any, accepted_at: Any) -> None:
    whole, case = letter(accepted_at=accepted_at, route=6 if accepted_at else None), letter(by=make_resident())
    rules.stand_like_the_whole(moving(case, linked=whole.pk))
    new = now(case)
    assert (new.accepted_at, new.route, new.office_id) == (accepted_at, whole.route, whole.office_id)
    fields = ("key", "state", "started_at", "due_at", "ended_at")
    assert [list(one.clocks.order_by("key").values_list(*fields)) for one in (new,)] == [
        list(whole.clocks.order_by("key").values_list(*fields))
    ]
    assert whole.clocks.count() == 2
    assert Paper.objects.filter(case=new, kind="acceptance").exists() is (accepted_at is not None)


def test_letters_that_cannot_follow_stay_open_and_hold_nobody_up(cast: Any) -> None:
    other = in_hand(cast)
    waiting = letter(state="merged", by=make_resident("王五", "13666666666"))
    joined(waiting, other, KIND.MERGED, before={"accepted_at": None, "state": "registered"})
    rules.settle_merged(moving(other))
    assert now(waiting).state == "merged", "as long as the other is open and has no answer"
    waiting.links_from.all().delete()
    # Their notice of acceptance was not served: a member of staff answers them by hand.
    case = merged(registered(cast), other, cast)
    go(to_sign(told(other, cast), cast), "release", cast.head)
    assert (now(other).state, now(case).state) == ("answered", "merged")
    assert links.merged_into(other).count() == 1
