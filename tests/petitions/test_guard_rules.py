"""What stands in the way of a step of a letter, one condition at a time: no database, only what the letter says."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone, translation

from caojiadu.core.cases.errors import Refused
from petitions.duplicates import rules as duplicates
from petitions.letters.models import Answer
from petitions.review import standing
from petitions.review.models import Review
from petitions.stages import rules as stages

NOW = timezone.make_aware(dt.datetime(2026, 3, 6, 0, 30))  # the day before it in UTC
TODAY, DAY = dt.date(2026, 3, 6), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def why(guard: Any, moving: Any) -> str:
    """The words of a refusal; nothing where the way is free."""
    try:
        guard(moving)
    except Refused as refused:
        return str(refused)
    return ""


def moving(case: Any, **data: Any) -> Any:
    return SimpleNamespace(case=case, data=data, now=NOW)


def who(pk: int, name: str = "n", id_digest: str = "", phone_digest: str = "") -> Any:
    return SimpleNamespace(pk=pk, name_digest=name, id_digest=id_digest, phone_digest=phone_digest)


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        (None, None, False),
        (who(1), None, False),
        (None, who(1), False),
        (who(1, ""), who(1, ""), True),
        (who(1), who(2), False),
        (who(1, id_digest="i"), who(2, id_digest="i"), True),
        (who(1, phone_digest="p"), who(2, phone_digest="p"), True),
        (who(1, id_digest="i", phone_digest="p"), who(2, id_digest="j", phone_digest="p"), True),
        (who(1, id_digest="i", phone_digest="p"), who(2, id_digest="i", phone_digest="q"), True),
        (who(1, id_digest="i"), who(2, id_digest="j"), False),
        (who(1, id_digest="i"), who(2), False),
        (who(1, id_digest="i"), who(2, phone_digest="i"), False),
        (who(1, "n", "i"), who(2, "m", "i"), False),
        (who(1, "", "i"), who(2, "", "i"), False),
    ],
)
def test_one_person_has_one_name_and_one_paper_or_phone(mine: Any, theirs: Any, same: bool) -> None:
    one, other = SimpleNamespace(resident=mine), SimpleNamespace(resident=theirs)
    assert duplicates.same_petitioner(one, other) is same


def letter(**given: Any) -> Any:
    return SimpleNamespace(**{"opened_at": NOW, "pk": 5, **given})


@pytest.mark.parametrize(
    ("other", "later"),
    [
        (letter(opened_at=NOW + DAY, pk=1), True),
        (letter(opened_at=NOW - DAY, pk=9), False),
        (letter(pk=6), True),
        (letter(pk=4), False),
        (letter(), False),
    ],
)
def test_the_later_letter_repeats(other: Any, later: bool) -> None:
    assert bool(why(duplicates.came_later, moving(letter(), linked=other))) is later


class Rows(list[Any]):
    """What a query finds, whatever is asked for: the test says what is there."""

    def filter(self, *_args: Any, **_given: Any) -> "Rows":
        return self

    exclude = filter

    def exists(self) -> bool:
        return bool(self)

    def first(self) -> Any:
        return self[0] if self else None

    def all(self) -> "Rows":
        return self


MERGES = {"waiting": "", "extensions": Rows(), "round": 1}


@pytest.mark.parametrize(
    ("given", "others", "words"),
    [
        ({}, [], ""),
        ({"waiting": "resident"}, [], "This letter waits for an answer from somebody. That comes first."),
        ({"extensions": Rows([1])}, [], "An extension was asked for: the head decides on it first."),
        ({"round": 2}, [], "This is not possible in the second round."),
        (
            {},
            [1],
            "Other letters were merged into this one. Merge the other way round, or undo that first.",
        ),
    ],
)
def test_what_cannot_be_merged(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, Any], others: list[int], words: str
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(duplicates, "nothing_offered", asked.append)
    monkeypatch.setattr(duplicates, "merged_into", lambda case: asked.append(case) or Rows(others))
    given = moving(SimpleNamespace(**MERGES | given))
    assert why(duplicates.can_merge, given) == words
    assert not asked or asked == [given, given.case]


def opinion(*reviews: Any, **given: Any) -> Any:
    """A letter with these requests for review, each (stage, round, accepted)."""
    rows = Rows(SimpleNamespace(stage=stage, round=number, accepted=accepted) for stage, number, accepted in reviews)
    return SimpleNamespace(reviews=rows, opinion_round=given.pop("opinion_round", 1), **given)


FIRST, SECOND = Review.Stage.REVIEW, Review.Stage.RE_REVIEW


@pytest.mark.parametrize(
    ("case", "comes", "final", "rounds"),
    [
        (opinion(), FIRST, False, {1}),
        (opinion((FIRST, 1, True)), SECOND, False, {1}),
        (opinion((FIRST, 1, False)), FIRST, False, {1}),
        (opinion((FIRST, 1, True), (SECOND, 1, False)), SECOND, False, {1}),
        (opinion((FIRST, 1, True), (SECOND, 1, True)), SECOND, True, {1}),
        (opinion((FIRST, 1, True), (SECOND, 1, True), opinion_round=3), FIRST, False, {1, 3}),
        (opinion((FIRST, 1, True), (FIRST, 2, True), opinion_round=3), FIRST, False, {1, 2, 3}),
        (opinion((FIRST, 1, True), (FIRST, 3, True), opinion_round=3), SECOND, False, {1, 3}),
    ],
)
def test_requests_about_a_revoked_opinion_are_history(case: Any, comes: int, final: bool, rounds: set[int]) -> None:
    assert standing.next_stage(case) == comes
    assert standing.is_final(case) is final
    assert standing.opinion_rounds(case) == rounds
    assert all(one.round == case.opinion_round for one in standing.of_this_opinion(case))


STATES = {key: key for key in ("reviewing", "re_reviewing", "reviewed", "ended", "answered", standing.CARRYING_OUT)}


class Waiting(Rows):
    """Requests for review, of which those that nobody has decided are asked for apart."""

    def filter(self, *_args: Any, **given: Any) -> Rows:
        assert given == {"decided_at": None}
        return Rows(one for one in self if one.decided_at is None)


def stood(*reviews: tuple[int, bool, bool], rests: bool = True, promised: bool = False, **given: Any) -> Any:
    """A letter whose requests for review are (stage, decided, accepted), at rest here or not, with or without a
    promise."""
    rows = Waiting(
        SimpleNamespace(stage=stage, round=1, decided_at=NOW if decided else None, accepted=accepted)
        for stage, decided, accepted in reviews
    )
    return SimpleNamespace(
        reviews=rows,
        opinion_round=1,
        round=1,
        standing=SimpleNamespace(rests=rests),
        answers=Rows([1] if promised else []),
        carried_out_at=given.pop("carried_out_at", None),
        workflow=SimpleNamespace(states=STATES),
        **given,
    )


RESTS = [
    ((), "answered"),
    (((FIRST, False, False),), "reviewing"),
    (((FIRST, True, True),), "reviewed"),
    (((FIRST, True, False),), "answered"),
    (((FIRST, True, True), (SECOND, False, False)), "re_reviewing"),
    (((FIRST, True, True), (SECOND, True, True)), "ended"),
    (((FIRST, True, True), (SECOND, True, False)), "reviewed"),
]


@pytest.mark.parametrize(("reviews", "state"), RESTS)
def test_where_a_letter_rests_is_what_was_decided_last(reviews: Any, state: str) -> None:
    assert standing.after_carrying_out(moving(stood(*reviews))) == state
    assert standing.after_release(moving(stood(*reviews))) == state
    assert standing.after_release(moving(stood(*reviews, promised=True))) == standing.CARRYING_OUT
    assert standing.after_release(moving(stood(*reviews, promised=True, carried_out_at=NOW))) == state


def test_a_request_goes_to_the_body_above_once_nobody_here_works_on_it() -> None:
    assert standing.after_asking(moving(stood())) == "reviewing"
    assert standing.after_asking(moving(stood((FIRST, True, True)))) == "re_reviewing"
    assert standing.after_asking(moving(stood(rests=False))) is None


@pytest.mark.parametrize(
    ("stage", "decision", "state"),
    [
        (FIRST, Review.Decision.NOT_ACCEPTED, "answered"),
        (SECOND, Review.Decision.NOT_ACCEPTED, "reviewed"),
        *((FIRST, one, "reviewed") for one in Review.Decision if one != Review.Decision.NOT_ACCEPTED),
        *((SECOND, one, "ended") for one in Review.Decision if one != Review.Decision.NOT_ACCEPTED),
    ],
)
def test_a_decision_leaves_it_where_the_body_left_it(stage: int, decision: str, state: str) -> None:
    said = {"decision": decision, "text": "t", "number": "n", "decided_on": TODAY}
    before = ((FIRST, True, True),) if stage == SECOND else ()
    assert standing.after_decision(moving(stood(*before, (stage, False, False)), **said)) == state
    assert standing.after_decision(moving(stood(*before, (stage, False, False), rests=False), **said)) is None
    assert standing.after_decision(moving(stood(*before), **said)) is None
    assert standing.decision_in(moving(None, **said)) == standing.Decision(decision, "t", "n", TODAY)


def test_what_was_promised_is_asked_of_the_answers_that_count() -> None:
    asked: list[Any] = []

    class Answers(Rows):
        def filter(self, *args: Any, **given: Any) -> Rows:
            asked.append((args, given))
            return self

    case = stood(promised=True)
    case.answers, case.round, case.opinion_round = Answers([1]), 3, 2
    assert standing.owes_something(case)
    ((given, narrowed),) = asked
    assert narrowed == {"outcome__in": standing.SUPPORT, "round__gte": 2}
    assert given[0].connector == "OR"
    assert dict(given[0].children) == {"released_at__isnull": False, "round": 3}
    assert set(standing.SUPPORT) == {Answer.Outcome.SUPPORTED, Answer.Outcome.ADOPTED, Answer.Outcome.PARTLY}


def test_before_archiving_it_stood_where_the_last_archiving_found_it() -> None:
    class Events(Rows):
        def order_by(self, name: str) -> Rows:
            assert name == "-id"
            return self

        def filter(self, *_args: Any, **given: Any) -> Rows:
            assert given == {"move": "archive"}
            return self

    case = stood(events=Events([SimpleNamespace(source="reviewed")]))
    assert standing.before_archiving(moving(case)) == "reviewed"
    case.events = Events()
    assert standing.before_archiving(moving(case)) is None


def transferred(monkeypatch: pytest.MonkeyPatch, row: Any) -> None:
    class Transfers:
        @staticmethod
        def filter(**given: Any) -> Rows:
            assert given == {"petition_id": 5}
            return Rows([row] if row else [])

    monkeypatch.setattr(stages.Transferred, "objects", Transfers)


@pytest.mark.parametrize(
    ("row", "objects", "waits"),
    [
        (None, "This matter was not transferred to us: there is nobody to object to.", False),
        (SimpleNamespace(objected_at=NOW, object_until=TODAY, waits=True), "You objected already.", True),
        (SimpleNamespace(objected_at=NOW, object_until=TODAY, waits=False), "You objected already.", False),
        (SimpleNamespace(objected_at=None, object_until=TODAY, waits=False), "", False),
        (SimpleNamespace(objected_at=None, object_until=TODAY + DAY, waits=False), "", False),
        (SimpleNamespace(objected_at=None, object_until=TODAY - DAY, waits=False), "The last day to object was", False),
    ],
)
def test_an_objection_is_made_once_and_in_time(
    monkeypatch: pytest.MonkeyPatch, row: Any, objects: str, waits: bool
) -> None:
    transferred(monkeypatch, row)
    said = why(stages.may_object, moving(letter()))
    assert said.startswith(objects) and bool(said) is bool(objects)
    if objects.startswith("The last day"):
        assert "2026" in said and "5" in said
    assert bool(why(stages.objection_waits, moving(letter()))) is not waits


def test_what_came_straight_from_the_petitioner_is_not_passed_up() -> None:
    straight, passed = SimpleNamespace(), SimpleNamespace(transferred=1)
    assert "came straight" in why(stages.may_be_transferred, moving(straight, body="x"))
    assert why(stages.may_be_transferred, moving(straight, body="")) == ""
    assert why(stages.may_be_transferred, moving(straight)) == ""
    assert why(stages.may_be_transferred, moving(passed, body="x")) == ""


def test_a_letter_did_not_end_itself() -> None:
    assert why(stages.ended_matter, moving(letter(), ended=letter())) == "This is the number of the letter itself."
    assert why(stages.ended_matter, moving(letter(), ended=letter(pk=6))) == ""


def test_the_body_stands_on_the_paper_in_both_languages() -> None:
    body = SimpleNamespace(name_zh="区", name_en="D")
    assert stages.where_to(moving(None, body=body)) == {"zh": "区", "en": "D"}
    body.name_en = ""
    assert stages.where_to(moving(None, body=body)) == {"zh": "区", "en": "区"}
    assert stages.where_to(moving(None, body=None, other="某局")) == "某局"


@pytest.mark.parametrize(
    ("asked", "typed", "days"),
    [(None, None, 0), (None, 7, 7), (SimpleNamespace(days=9), None, 9), (SimpleNamespace(days=9), 7, 7)],
)
def test_an_extension_is_tried_with_the_days_that_are_meant(
    monkeypatch: pytest.MonkeyPatch, asked: Any, typed: int | None, days: int
) -> None:
    tried: list[Any] = []
    monkeypatch.setattr(stages, "check_extension", lambda *given: tried.append(given))
    case = SimpleNamespace(extensions=Rows([asked] if asked else []))
    data = {} if typed is None else {"days": typed}
    stages.extension_fits(moving(case, **data))
    assert tried == [(case, "close", days, NOW)]
    tried.clear()
    assert bool(why(stages.extendable, moving(SimpleNamespace(extensions=case.extensions)))) is bool(asked)
    assert [one[1:] for one in tried] == [("close", 1, NOW)]
    assert bool(why(stages.extension_waits, moving(SimpleNamespace(extensions=case.extensions)))) is not bool(asked)


PAPERS = {"anonymous": False, "resident_id": 1, "address_unclear": False, "answered_at": None}


@pytest.mark.parametrize(
    ("given", "typed", "unserved", "people", "words"),
    [
        ({}, {}, [], [], ""),
        ({}, {}, ["acceptance"], [], ""),
        *(({}, {}, [kind], [], f"“{kind}” has not been served.") for kind in stages.ENDING),
        ({}, {}, ["acceptance", "reply"], [], "“reply” has not been served."),
        ({"anonymous": True}, {}, ["reply"], [1], ""),
        ({"resident_id": None}, {}, ["reply"], [1], ""),
        ({"address_unclear": True}, {}, ["reply"], [1], ""),
        ({}, {"address_unclear": True}, ["reply"], [1], ""),
        ({}, {}, [], [1], ""),
        ({"answered_at": NOW}, {}, [], [], ""),
        ({"answered_at": NOW}, {}, [], [1], "The answer has not been served."),
    ],
)
def test_what_ended_it_has_reached_the_petitioner(
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, Any],
    typed: dict[str, Any],
    unserved: list[str],
    people: list[int],
    words: str,
) -> None:
    papers = [SimpleNamespace(kind=kind, title=kind) for kind in unserved]
    monkeypatch.setattr(stages, "unserved", lambda _case: papers)
    rows = Rows(people)
    present: Any = SimpleNamespace(present=lambda: SimpleNamespace(own=lambda: rows))
    case = SimpleNamespace(**{**PAPERS, "petitioners": present, **given})
    said = why(stages.papers_served, moving(case, **typed))
    assert said.startswith(words) and bool(said) is bool(words)
