"""The rule of who may do what to a matter, one condition at a time: no database, only posts and marks."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from caojiadu.core.cases import access, hooks
from caojiadu.core.cases import query as t
from caojiadu.core.workflow import By, Who

OFFICE, OTHER, AREA = 7, 8, 3
MEMBER, HEAD = t.office_token(OFFICE, t.MEMBER), t.office_token(OFFICE, t.HEAD)
ELSEWHERE, HEAD_ELSEWHERE = t.office_token(OTHER, t.MEMBER), t.office_token(OTHER, t.HEAD)
LEADER = t.office_token(None, t.LEADER)
HELPS, ASKED = t.office_token(OTHER, t.HELPS), t.office_token(OTHER, t.ASKED)


def person(number: int = 1, *held: int, may: tuple[str, ...] = (), colleagues: tuple[Any, ...] = ()) -> Any:
    """Somebody with a post for each token held; of which office or neighbourhood, the token says."""
    posts = [
        SimpleNamespace(
            office_id=one // 100 if 0 < one < t.USER_BASE and one // 100 else None,
            neighbourhood_id=one - t.NEIGHBOURHOOD_BASE if one >= t.NEIGHBOURHOOD_BASE else None,
        )
        for one in held
    ]
    return SimpleNamespace(
        id=number,
        pk=number,
        is_authenticated=True,
        is_active=True,
        kind="staff",
        posts_today=posts or [SimpleNamespace(office_id=None, neighbourhood_id=None)],
        _case_tokens=sorted([t.user_token(number), *held]),
        has_perm=lambda permission: permission in may,
        stands_in_for=colleagues,
    )


def matter(*readers: int, **given: Any) -> Any:
    values: dict[str, Any] = {
        "readers": list(readers),
        "barred": [],
        "office_id": OFFICE,
        "registrar_id": OFFICE,
        "handler_id": None,
        "held_by_id": None,
        "opened_by_id": None,
        "resident": "somebody",
        "workflow": SimpleNamespace(secret=False),
    }
    return SimpleNamespace(**values | given)


SECRET = {"workflow": SimpleNamespace(secret=True)}
STANDS = [
    # in which way, with what in hand, in which matter, whether one stands so
    (Who.REGISTRAR, [t.office_token(OFFICE, t.LETTERS)], matter(), True),
    (Who.REGISTRAR, [t.office_token(OTHER, t.LETTERS)], matter(), False),
    (Who.REGISTRAR, [t.office_token(OFFICE, t.ACCUSATIONS)], matter(), False),
    (Who.REGISTRAR, [t.office_token(OFFICE, t.LETTERS)], matter(**SECRET), False),
    (Who.REGISTRAR, [t.office_token(OFFICE, t.ACCUSATIONS)], matter(**SECRET), True),
    (Who.REGISTRAR, [t.office_token(None, t.LETTERS)], matter(registrar_id=None), False),
    (Who.LEAD, [MEMBER], matter(), True),
    (Who.LEAD, [ELSEWHERE], matter(), False),
    (Who.LEAD, [t.office_token(None, t.MEMBER)], matter(office_id=None), False),
    (Who.HEAD, [HEAD], matter(), True),
    (Who.HEAD, [MEMBER], matter(), False),
    (Who.HEAD, [HEAD_ELSEWHERE], matter(), False),
    (Who.HANDLER, [MEMBER], matter(handler_id=1), True),
    (Who.HANDLER, [MEMBER], matter(handler_id=2), False),
    (Who.HANDLER, [ELSEWHERE], matter(handler_id=1), False),
    (Who.HANDLER, [HEAD], matter(handler_id=2), True),
    (Who.CO, [ELSEWHERE], matter(HELPS), True),
    (Who.CO, [ELSEWHERE], matter(ASKED), False),
    (Who.CO, [HEAD_ELSEWHERE], matter(HELPS), False),
    (Who.CO, [MEMBER], matter(HELPS), False),
    (Who.ASKED, [HEAD_ELSEWHERE], matter(ASKED), True),
    (Who.ASKED, [ELSEWHERE], matter(ASKED), False),
    (Who.ASKED, [HEAD_ELSEWHERE], matter(HELPS), False),
    (Who.COMMITTEE, [t.neighbourhood_token(AREA)], matter(t.neighbourhood_token(AREA)), True),
    (Who.COMMITTEE, [t.neighbourhood_token(AREA)], matter(t.neighbourhood_token(AREA + 1)), False),
    (Who.COMMITTEE, [MEMBER], matter(t.neighbourhood_token(AREA)), False),
    (Who.LEADER, [LEADER], matter(), True),
    (Who.LEADER, [HEAD], matter(), False),
    (Who.HOLDER, [LEADER], matter(held_by_id=1), True),
    (Who.HOLDER, [LEADER], matter(held_by_id=2), False),
    (Who.HOLDER, [HEAD], matter(held_by_id=1), False),
    (Who.READER, [], matter(), True),
]


@pytest.mark.parametrize(("who", "held", "case", "so"), STANDS)
def test_one_stands_to_a_matter_by_post_and_mark(who: Who, held: list[int], case: Any, so: bool) -> None:
    assert access.stands_as(person(1, *held), [who], case) is so
    # What a colleague who is away may do, the one who stands in for them may do too.
    assert access.stands_as(person(9, colleagues=(person(1, *held),)), [who], case) is so
    assert not access.stands_as(person(1, *held), [], case)


@pytest.mark.parametrize(
    ("user", "case", "opens"),
    [
        (person(1, MEMBER), matter(MEMBER), True),
        (person(1, MEMBER), matter(ELSEWHERE), False),
        (person(1, MEMBER), matter(MEMBER, barred=[1]), False),
        (person(1, MEMBER), matter(MEMBER, barred=[2]), True),
        (person(9, colleagues=(person(1, MEMBER),)), matter(MEMBER), True),
        (person(9, colleagues=(person(1, MEMBER),)), matter(MEMBER, barred=[1]), False),
        (person(9, colleagues=(person(1, MEMBER),)), matter(MEMBER, barred=[9]), False),
        (person(9, MEMBER, colleagues=(person(1, MEMBER),)), matter(MEMBER, barred=[9]), False),
        (SimpleNamespace(is_authenticated=False, id=None), matter(MEMBER), False),
    ],
)
def test_who_is_barred_opens_it_for_nobody(user: Any, case: Any, opens: bool) -> None:
    assert access.may_open(user, case) is opens
    assert not access.may(user, "cases.any", case)


def test_a_permission_counts_only_of_those_as_whom_one_opens_it() -> None:
    case = matter(MEMBER)
    holds, reads = person(1, ELSEWHERE, may=("p",)), person(2, MEMBER)
    assert not access.may(person(9, MEMBER, colleagues=(holds,)), "p", case)
    assert not access.may(person(9, may=("p",), colleagues=(reads,)), "p", case)
    assert access.may(person(9, colleagues=(person(1, MEMBER, may=("p",)),)), "p", case)
    assert access.may(person(1, MEMBER, may=("p",)), "p", case)
    assert not access.may(person(1, MEMBER, may=("q",)), "p", case)


def step(*who: Who, by: By = By.STAFF) -> Any:
    return SimpleNamespace(by=by, needs="p", who=who)


def test_a_step_is_made_as_oneself_first_then_as_the_colleague(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "at_window", lambda _user, _case: [])
    case = matter(MEMBER)
    able, unable = person(1, MEMBER, may=("p",)), person(2, MEMBER)
    assert access.acts_as(able, step(Who.LEAD), case) is able
    assert access.acts_as(unable, step(Who.LEAD), case) is None
    assert access.acts_as(able, step(Who.HEAD), case) is None
    assert access.acts_as(able, step(Who.WINDOW), case) is None
    both = person(3, MEMBER, may=("p",), colleagues=(able,))
    assert access.acts_as(both, step(Who.LEAD), case) is both
    assert access.acts_as(person(4, colleagues=(able,)), step(Who.LEAD), case) is able


@pytest.mark.parametrize(
    ("signed_in", "barred", "said", "stands"),
    [
        (True, [], [True], True),
        (True, [], [False, True], True),
        (True, [], [False], False),
        (True, [], [], False),
        (True, [1], [True], False),
        (False, [], [True], False),
    ],
)
def test_a_window_knows_what_passed_through_it(
    monkeypatch: pytest.MonkeyPatch, signed_in: bool, barred: list[int], said: list[bool], stands: bool
) -> None:
    case, user = matter(barred=barred), person(1)
    user.is_authenticated = signed_in
    asked: list[Any] = []
    monkeypatch.setattr(hooks, "at_window", lambda *given: asked.append(given) or said)
    assert access.acts_as(user, step(Who.WINDOW), case) is (user if stands else None)
    assert access.acts_as(user, step(Who.LEAD), case) is None
    assert access.stands_as(user, [Who.WINDOW], case) is stands
    assert all(one[0] is user and one[1] is case for one in asked)


def test_staff_are_asked_who_they_are_and_other_sides_only_for_their_side() -> None:
    case, able = matter(MEMBER), person(1, MEMBER, may=("p",))
    for by in By:
        for user in (able, None):
            actor = SimpleNamespace(by=by, user=user)
            if by != By.STAFF:
                assert access.may_move(actor, step(Who.LEAD, by=by), case)
                assert not access.may_move(actor, step(Who.LEAD), case)
    assert access.may_move(SimpleNamespace(by=By.STAFF, user=able), step(Who.LEAD), case)
    assert not access.may_move(SimpleNamespace(by=By.STAFF, user=able), step(Who.HEAD), case)
    assert not access.may_move(SimpleNamespace(by=By.STAFF, user=able), step(Who.LEAD, by=By.RESIDENT), case)


@pytest.mark.parametrize(
    ("held", "readers", "outside"),
    [
        ([t.neighbourhood_token(AREA)], [t.neighbourhood_token(AREA)], True),
        ([t.NEIGHBOURHOOD_BASE], [t.NEIGHBOURHOOD_BASE], True),
        ([t.neighbourhood_token(AREA), MEMBER], [t.neighbourhood_token(AREA), MEMBER], False),
        ([t.neighbourhood_token(AREA), MEMBER], [t.neighbourhood_token(AREA)], True),
        ([t.neighbourhood_token(AREA)], [MEMBER], False),
        ([t.neighbourhood_token(AREA)], [], False),
    ],
)
def test_an_outsider_comes_for_a_committee_only(held: list[int], readers: list[int], outside: bool) -> None:
    assert access.is_outsider(person(1, *held), matter(*readers)) is outside


REVEAL = "cases.reveal_resident"
HANDLES = {"handler_id": 1}
SHOWS = [
    # what is held, the matter, whether the petitioner agreed, whether they are shown, and in one click
    ([MEMBER], matter(MEMBER, **HANDLES), [], True, True),
    ([HEAD], matter(HEAD), [], True, True),
    ([t.office_token(OFFICE, t.LETTERS)], matter(t.office_token(OFFICE, t.LETTERS)), [], True, False),
    ([MEMBER], matter(MEMBER), [True], False, False),
    ([ELSEWHERE], matter(ELSEWHERE, HELPS), [True], True, False),
    ([ELSEWHERE], matter(ELSEWHERE, HELPS), [False], False, False),
    ([ELSEWHERE], matter(ELSEWHERE, HELPS), [], False, False),
    ([t.neighbourhood_token(AREA)], matter(t.neighbourhood_token(AREA)), [True], True, False),
    ([t.neighbourhood_token(AREA)], matter(t.neighbourhood_token(AREA)), [], False, False),
    ([MEMBER], matter(MEMBER, resident=None, **HANDLES), [], False, False),
    ([MEMBER], matter(ELSEWHERE, **HANDLES), [], False, False),
]


@pytest.mark.parametrize(("held", "case", "agreed", "shown", "at_once"), SHOWS)
def test_who_wrote_is_shown_to_those_who_work_on_it_and_to_helpers_where_agreed(
    monkeypatch: pytest.MonkeyPatch, held: list[int], case: Any, agreed: list[bool], shown: bool, at_once: bool
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(hooks, "may_reveal", lambda _user, _case: [])
    monkeypatch.setattr(hooks, "identity_shared", lambda *given: asked.append(given) or agreed)
    user = person(1, *held, may=(REVEAL,))
    assert access.may_reveal(user, case) is shown
    assert access.reveals_in_one_click(user, case) is at_once
    assert not access.may_reveal(person(1, *held), case), "no post gives the permission"
    assert all(given == (case, case.resident) for given in asked)
    asked.clear()
    named = access.may_reveal(user, case, "another")
    assert named is (shown or (case.resident is None and case.handler_id == 1))
    assert access.reveals_in_one_click(user, case, "another") is (at_once or (case.resident is None))
    assert all(given == (case, "another") for given in asked)


def test_a_rule_of_a_kind_is_told_who_asks_and_of_what(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(hooks, "may_reveal", lambda *given: asked.append(given) or [True])
    user, case = person(1, MEMBER, may=(REVEAL,)), matter(MEMBER)
    assert access.may_reveal(user, case)
    assert not access.reveals_in_one_click(user, case)
    assert all(one[0] is user and one[1] is case for one in asked)


@pytest.mark.parametrize(
    ("said", "held", "shown"),
    [
        ([True], ELSEWHERE, True),
        ([False], MEMBER, False),
        ([True, False], MEMBER, False),
        ([False, True], MEMBER, False),
        ([None], MEMBER, True),
        ([None], ELSEWHERE, False),
        ([None, True], ELSEWHERE, True),
    ],
)
def test_no_stands_above_yes_and_both_above_what_follows_from_posts(
    monkeypatch: pytest.MonkeyPatch, said: list[bool | None], held: int, shown: bool
) -> None:
    monkeypatch.setattr(hooks, "may_reveal", lambda _user, _case: said)
    monkeypatch.setattr(hooks, "identity_shared", lambda _case, _resident: [])
    case = matter(MEMBER, ELSEWHERE, **HANDLES)
    assert access.may_reveal(person(1, held, may=(REVEAL,)), case) is shown
    assert not access.may_reveal(person(1, held), case), "no rule of a kind stands in for the permission"


WHY = [
    # of which token, in which matter, the words
    (t.neighbourhood_token(AREA), matter(), "Your neighbourhood committee is asked to help"),
    (t.NEIGHBOURHOOD_BASE, matter(), "Your neighbourhood committee is asked to help"),
    (t.GROUP_BASE + 4, matter(), "A grant to a group you are in"),
    (t.GROUP_BASE, matter(), "A grant to a group you are in"),
    (t.user_token(1), matter(handler_id=1, opened_by_id=1), "You handle it"),
    (t.user_token(1), matter(handler_id=2, opened_by_id=1), "You entered it"),
    (t.user_token(1), matter(handler_id=2, opened_by_id=2), "A grant to you by name"),
    (HEAD, matter(), "You head the lead office"),
    (HEAD_ELSEWHERE, matter(), "Your office is asked to take it over"),
    (t.office_token(OFFICE, t.LETTERS), matter(), "Your desk registered it and follows it"),
    (
        t.office_token(OFFICE, t.ACCUSATIONS),
        matter(),
        "You hold one of the two posts named for confidential reports",
    ),
    (LEADER, matter(), "You are the leader in charge"),
    (MEMBER, matter(), "Your office leads it"),
    (ELSEWHERE, matter(), "Your office helps with it"),
]


@pytest.mark.parametrize(("token", "case", "words"), WHY)
def test_the_reason_is_said_in_words(token: int, case: Any, words: str) -> None:
    case.readers = [token]
    with translation.override("en"):
        user = person(1, token)
        assert access.why_visible(user, case) == [words]
        deputy = person(9, colleagues=(user,))
        said = access.why_visible(deputy, case)
        assert [one.endswith(f"(you stand in for {user})") for one in said] == [True]
        assert access.why_visible(person(5), case) == []


def test_every_reason_is_said_once_in_order() -> None:
    case = matter(HEAD, MEMBER)
    with translation.override("en"):
        assert access.why_visible(person(1, HEAD, MEMBER, ELSEWHERE), case) == [
            "Your office leads it",
            "You head the lead office",
        ]


@pytest.mark.parametrize(
    "given",
    [{"is_authenticated": False}, {"is_active": False}, {"kind": "resident"}, {"posts_today": []}],
)
def test_who_has_no_post_today_brings_nothing(given: dict[str, Any]) -> None:
    user = person(1, MEMBER)
    assert t.own_tokens(user) == sorted([MEMBER, t.user_token(1)])
    vars(user).update(given)
    assert t.own_tokens(user) == []
    assert t.tokens_of(user) == []


def test_what_a_colleague_brings_is_brought_too_each_once() -> None:
    one, two = person(1, MEMBER, HEAD), person(2, MEMBER)
    two.stands_in_for = (one,)
    assert t.tokens_of(two) == sorted({MEMBER, HEAD, t.user_token(1), t.user_token(2)})
    assert t.persons(two) == [two, one]
    assert t.persons(SimpleNamespace()) == [SimpleNamespace()]


def test_the_numbers_are_those_that_the_database_computes() -> None:
    assert (t.office_token(7, 3), t.office_token(None, 3), t.office_token(0, 3)) == (703, 3, 3)
    assert (t.user_token(5), t.neighbourhood_token(5)) == (1_000_000_005, 1_900_000_005)
