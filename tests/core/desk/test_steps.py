"""A long list of steps is grouped by purpose, works without a script, and loses no step."""

from typing import Any

import pytest
from django.urls import reverse

from caojiadu.core.desk.steps import AT_A_GLANCE, LABELS, grouped
from caojiadu.core.workflow import By, Purpose, all_workflows
from tests.petitions.letters import accepted, go, in_hand, make_resident, write
from tests.world import client_of


def step(key: str, purpose: Purpose = Purpose.DECIDE) -> dict[str, Any]:
    return {"key": key, "purpose": purpose}


def test_a_short_list_stays_as_it_is() -> None:
    some = [step("note", Purpose.NOTES), *(step(str(n)) for n in range(AT_A_GLANCE - 1))]
    assert [group.steps for group in grouped(some)] == [some]
    assert grouped([]) == []


def test_a_long_one_begins_with_what_decides_and_keeps_the_order_of_each_purpose() -> None:
    some = [step(f"{purpose}{n}", purpose) for n in range(2) for purpose in reversed(Purpose)]
    groups = grouped(some)
    assert [group.label for group in groups] == ["", *LABELS.values()]
    assert [one["key"] for group in groups for one in group.steps] == [
        f"{purpose}{n}" for purpose in (Purpose.DECIDE, *LABELS) for n in range(2)
    ]


def test_every_purpose_but_the_first_has_a_name() -> None:
    assert set(LABELS) == set(Purpose) - {Purpose.DECIDE}


def test_steps_of_letters_stand_where_a_clerk_looks_for_them() -> None:
    where = {
        move.key: move.purpose
        for flow in all_workflows()
        if flow.key.startswith("petition_")
        for move in flow.transitions
        if move.by == By.STAFF
    }
    expected = {
        **dict.fromkeys(("register", "accept", "refuse", "draft", "release", "transfer_out"), Purpose.DECIDE),
        **dict.fromkeys(("assign", "hand_over", "ask_office", "recuse", "hold"), Purpose.PEOPLE),
        **dict.fromkeys(("serve", "address_unclear", "mediate"), Purpose.PAPERS),
        **dict.fromkeys(("link", "merge", "split", "mark_repeat"), Purpose.LINKS),
        **dict.fromkeys(("report_up", "supervise", "flash_report", "ask_meeting"), Purpose.UPWARD),
        **dict.fromkeys(("note", "ask", "coordinate", "ask_missing"), Purpose.NOTES),
    }
    assert {key: where[key] for key in expected} == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "make"), [("clerk", accepted), ("head", accepted), ("handler", in_hand)])
def test_every_step_is_a_link_and_the_rest_is_folded_by_name(cast: Any, who: str, make: Any) -> None:
    case = make(cast)
    page = client_of(getattr(cast, who)).get(reverse("desk:case", args=[case.number]))
    text, moves, groups = page.content.decode(), page.context["moves"], page.context["steps"]
    assert len(moves) > AT_A_GLANCE
    assert sorted(one["key"] for group in groups for one in group.steps) == sorted(one["key"] for one in moves)
    for one in moves:
        assert text.count(f'href="{reverse("desk:move", args=[case.number, one["key"]])}"') == 1, one["key"]
    assert text.count('<details class="more-steps">') == sum(bool(group.label) for group in groups)
    for group in (one for one in groups if one.label):
        assert f"<summary><h3>{group.label}</h3>" in text


@pytest.mark.django_db
def test_what_takes_it_on_is_never_folded(cast: Any) -> None:
    case = go(write(resident=make_resident()), "register", cast.clerk)
    page = client_of(cast.clerk).get(reverse("desk:case", args=[case.number]))
    first = page.context["steps"][0]
    assert first.label == "" and first.steps[0]["key"] == "accept" and first.steps[0]["main"]
    page = client_of(cast.head).get(reverse("desk:case", args=[accepted(cast).number]))
    assert page.context["steps"][0].steps[0]["key"] == "assign"
