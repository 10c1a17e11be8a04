"""The mark of whoever had a hand in a matter agrees with its history, however the steps went, and after a load."""

from types import SimpleNamespace

import pytest

from caojiadu.core.cases.deciding import mark_hands, moves_that_bar
from caojiadu.core.cases.models import Case
from petitions.demo.bulk import load
from tests.marks import check_marks
from tests.petitions.letters import DRAFT, go, in_hand, to_sign, told

pytestmark = pytest.mark.django_db


def test_loaded_letters_carry_the_marks_that_their_steps_would_have_left(cast: SimpleNamespace) -> None:
    load(300, vars(cast), say=lambda _text: None)
    assert Case.objects.open().exclude(hands=[]).exists()
    assert mark_hands() == 0
    for key in Case.objects.open().values_list("pk", flat=True):
        check_marks(key)


def test_marks_follow_the_state_and_are_written_anew_where_they_are_wrong(cast: SimpleNamespace) -> None:
    case = told(in_hand(cast), cast)
    assert case.hands == []
    case = to_sign(case, cast)
    assert cast.handler.pk in case.hands
    assert cast.clerk.pk not in case.hands or "check" in moves_that_bar()[case.state]
    Case.objects.filter(pk=case.pk).update(hands=[cast.head.pk])
    assert mark_hands() == 1
    check_marks(case.pk)
    case = go(case, "send_back", cast.head, reason="请补充依据。")
    assert case.hands == []
    Case.objects.filter(pk=case.pk).update(hands=[cast.head.pk])
    assert (mark_hands(), mark_hands()) == (1, 0)
    case = go(case, "assign", cast.head, handler=cast.head.pk)
    case = go(go(go(case, "draft", cast.head, **DRAFT), "submit", cast.head), "check", cast.clerk)
    assert cast.head.pk in case.hands
