"""A declaration that cannot work is refused when it is built; one that can is drawn and walked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caojiadu.core.workflow import (
    By,
    Limit,
    Record,
    State,
    Stop,
    System,
    Transition,
    Who,
    Workflow,
    WorkflowError,
    all_workflows,
    find,
    workflow,
)

OPEN, WORK, DONE = State("new", "New"), State("work", "Work"), State("done", "Done", final=True)
TAKE = Transition("take", "Take", (OPEN,), WORK, needs="x.do", who=(Who.LEAD,))
END = Transition("end", "End", (WORK,), DONE, needs="x.do", who=(Who.HEAD,))
LATE = Transition("late", "Late", (OPEN, WORK), by=By.TIMER)
SOON = Limit("soon", "Soon", 5, "art. 1", starts=("open",), met_by=("end",), on_breach="late")


def build(*transitions: Transition, limits: tuple[Limit, ...] = ()) -> Workflow:
    """A workflow of these moves."""
    return Workflow(
        key="k", label="K", model="x.Y", function="A1", initial=OPEN, transitions=transitions, limits=limits
    )


def test_a_sound_declaration_is_built_and_drawn():
    flow = build(TAKE, END, LATE, limits=(SOON,))
    assert list(flow.states) == ["new", "work", "done"]
    assert [move.key for move in flow.from_state("work")] == ["end", "late"]
    assert "new --> work: take" in flow.draw()
    assert flow.draw().count("[*]") == 2


@pytest.mark.parametrize(
    ("transitions", "limits", "says"),
    [
        ((replace(TAKE, needs=""), END), (), "without a permission"),
        ((replace(TAKE, who=()), END), (), "without a permission"),
        ((TAKE, END, replace(LATE, needs="x.do")), (), "not made by staff"),
        ((TAKE, END, replace(LATE, who=(Who.HEAD,))), (), "not made by staff"),
        ((TAKE,), (), "work has no way out"),
        ((TAKE, END, replace(TAKE, key="odd", sources=(State("lost", "Lost"),))), (), "nothing reaches lost"),
        ((TAKE, END, replace(TAKE, key="back", sources=(DONE,))), (), "leaves the final state done"),
        ((TAKE, replace(END, key="take")), (), "two moves share a key"),
        ((TAKE, replace(END, key="open")), (), "a move is called 'open'"),
        ((TAKE, END, replace(END, key="void", sources=())), (), "leaves no state"),
        ((TAKE, replace(END, target=State("work", "Other", final=True))), (), "declared twice"),
        ((TAKE, END, LATE), (replace(SOON, on_breach="end"),), "no timer move"),
        ((TAKE, END, LATE), (replace(SOON, on_breach="gone"),), "no timer move"),
        ((TAKE, END, LATE), (replace(SOON, met_by=("gone",)),), "unknown move gone"),
        ((TAKE, END, LATE), (replace(SOON, days=0),), "wrong length"),
        ((TAKE, END, LATE), (replace(SOON, roll="sideways"),), "wrong length or roll"),
        ((TAKE, END, LATE), (replace(SOON, ends_on="day"),), "ends on a date and counts days"),
        ((TAKE, END, LATE), (replace(SOON, ends_on="day", days=0, working=True),), "ends on a date and counts days"),
        ((TAKE, END, LATE), (replace(SOON, ends_on="day", days=0, roll="back"),), "ends on a date and counts days"),
        (
            (TAKE, END, LATE),
            (replace(SOON, ends_on="day", days=0, counted_from="day"),),
            "ends on a date and counts days",
        ),
        ((replace(TAKE, form="x.Form", fields=("title",)), END), (), "has a form and names fields"),
        ((replace(TAKE, form="x.Form", asks=("reason",)), END), (), "has a form and names fields"),
        ((TAKE, END, LATE), (SOON, SOON), "two limits share a key"),
        (
            (TAKE, END, LATE),
            (replace(SOON, stops=(Stop("s", "S", "a", by=("gone",), resumed_by=("end",)),)),),
            "move gone",
        ),
        ((replace(TAKE, other_targets=(DONE,)), END), (), "does not choose"),
    ],
)
def test_what_cannot_work_is_refused(transitions, limits, says):
    with pytest.raises(WorkflowError, match=says):
        build(*transitions, limits=limits)


@pytest.mark.parametrize(
    ("key", "entered", "dropped", "secret", "says"),
    [
        ("City System", ("take",), (), False, "no key of another system"),
        ("x" * 41, ("take",), (), False, "no key of another system"),
        ("city", ("gone",), (), False, "unknown move gone"),
        ("city", ("take",), ("gone",), False, "unknown move gone"),
        ("city", ("take",), ("take",), False, "both entered in city and dropped"),
        ("city", (), ("take",), False, "nothing is ever entered"),
        ("city", ("take",), (), True, "it is secret"),
    ],
)
def test_a_system_of_record_that_cannot_be_kept_is_refused(key, entered, dropped, secret, says):
    record = Record(System(key, "City"), entered=entered, dropped=dropped)
    with pytest.raises(WorkflowError, match=says):
        replace(build(TAKE, END), record=record, secret=secret)
    assert replace(build(TAKE, END), record=Record(System("city", "City"), ("open", "take"), ("end",))).record


def test_every_registered_kind_can_be_found_and_drawn():
    assert all_workflows()
    for flow in all_workflows():
        assert find(flow.key) is flow
        assert flow.draw().startswith("stateDiagram-v2")


def test_moves_and_limits_are_found_by_their_keys():
    flow = build(replace(TAKE, form="x.Form"), END, LATE, limits=(replace(SOON, key="day", days=1), SOON))
    assert (flow.transition("end"), flow.transition("gone")) == (END, None)
    assert (flow.limit("soon"), flow.limit("gone")) == (SOON, None)


def test_a_kind_is_registered_once(monkeypatch):
    monkeypatch.setattr(workflow, "_workflows", {})
    flow = build(TAKE, END)
    assert workflow.register(flow) is workflow.register(flow) is workflow.find("k")
    with pytest.raises(WorkflowError, match="k is registered twice"):
        workflow.register(build(TAKE, replace(END, label="Other")))
    assert (workflow.is_registered("k"), workflow.is_registered("gone"), workflow.all_kinds()) == (True, False, {"k"})


def test_what_a_state_and_a_limit_say_of_themselves():
    assert (WORK.rests, DONE.rests, State("x", "X", done=True).rests) == (False, True, True)
    assert (WORK.public_label, replace(WORK, told="In hand").public_label) == ("Work", "In hand")
    assert [replace(SOON, **given).date for given in ({}, {"ends_on": "a"}, {"counted_from": "b"})] == ["", "a", "b"]


def test_a_move_writes_what_it_asks_for_and_what_may_be_given() -> None:
    assert replace(TAKE, fields=("a", "b"), optional=("c",)).writes == ("a", "b", "c")


def test_an_unknown_kind_is_named():
    with pytest.raises(LookupError, match="nonsense"):
        find("nonsense")


@given(st.data())
def test_a_walk_ends_at_rest_or_can_go_on(data):
    """From any state that moves can reach there is a move, or nobody has to act."""
    flow = data.draw(st.sampled_from(all_workflows()))
    here = flow.initial
    for _step in range(data.draw(st.integers(0, 12))):
        onward = [move for move in flow.from_state(here.key) if move.target]
        if not onward:
            break
        here = data.draw(st.sampled_from(onward)).target
    assert flow.from_state(here.key) or here.final


@pytest.mark.parametrize("flow", all_workflows(), ids=lambda flow: flow.key)
def test_no_staff_move_is_open_to_everybody(flow):
    for move in flow.transitions:
        assert (move.by == By.STAFF) == bool(move.needs and move.who)
