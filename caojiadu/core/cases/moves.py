"""The one door: a case is opened by `open_case` and changes only by `move`.

Both are one transaction in one order: lock the base row, find the move, check the actor, validate the form, run the
guards, append the event, set state and clocks, run the effects (rows only), put notices in the outbox.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache, wraps
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from caojiadu.core.accounts.absences import away_today
from caojiadu.core.cases import clocks, hooks, search
from caojiadu.core.cases.access import acts_as, may_move
from caojiadu.core.cases.assign import hand_to_person, handlers_of
from caojiadu.core.cases.deciding import moves_that_bar, whose_hands
from caojiadu.core.cases.errors import Invalid, NotAllowed, OutOfTurn
from caojiadu.core.cases.forms import MoveForm, in_words
from caojiadu.core.cases.models import Assignment, Case, CaseEvent, Confidentiality
from caojiadu.core.cases.models.case import next_number
from caojiadu.core.cases.moving import Actor, Moving, append
from caojiadu.core.cases.offers import end_offers
from caojiadu.core.cases.step_forms import form_class
from caojiadu.core.cases.tell import tell
from caojiadu.core.history import IN_PLACE_OF
from caojiadu.core.organisation.models import Office
from caojiadu.core.types import NamedModel, NamedRow, Typed, Uploads, Values
from caojiadu.core.workflow import State, Transition, Workflow, all_workflows, find
from caojiadu.core.workflow.parts import OPEN, Effect

SERIES = "SX"  # of kinds that have no numbers of their own


def model_of(flow: Workflow) -> NamedModel:
    """The model class of a kind."""
    return apps.get_model(flow.model)


@transaction.atomic
def open_case(
    *,
    kind: str,
    actor: Actor,
    office: Office,
    title: str,
    now: dt.datetime | None = None,
    search_text: str = "",
    quiet: bool = False,
    beside: Values | None = None,
    **fields: Any,
) -> NamedRow:
    """Open a matter of a kind: its row, lead office, clocks, first event, notices and, last, its number.

    `fields` are the fields of the kind's model; `search_text` is what else a search should find, beside the title;
    `beside` is what the effects of opening are given that is no field. `quiet` tells nobody, for letters brought in by
    the thousand.
    """
    flow = find(kind)
    now = now or timezone.now()
    if flow.restricted:
        fields["confidentiality"] = Confidentiality.RESTRICTED
    case = model_of(flow).objects.create(
        kind=kind,
        office=office,
        title=title,
        state=flow.initial.key,
        opened_at=fields.pop("opened_at", now),
        opened_by=actor.user if actor.by == "staff" else None,
        closed_at=now if flow.initial.rests else None,
        **fields,
    )
    Assignment(case_id=case.pk, role=Assignment.Role.LEAD, office=office, since=now).save(force_insert=True)
    moving = Moving(case=case, move=None, actor=actor, now=now, data={**fields, **(beside or {})})
    moving.event = append(case=case, move=OPEN, actor=actor, source="", target=case.state, now=now, public=True)
    case.first_event = moving.event
    clocks.start_first(case, flow)
    if not flow.secret:
        search.index(case, search_text)
    if flow.restricted and (opener := actor.user_id) in handlers_of(office.pk) and not away_today([opener]):
        hand_to_person(moving, actor.user)
    _run_effects(flow.open_effects, moving)
    number = next_number(flow.series or SERIES, now)
    moving.change(number=number, due_at=case.due_at, **_hands(moving, OPEN, case.state))
    if flow.record is not None:
        hooks.record_changed(moving, flow.record)
    if not quiet:
        tell(moving.event, case, flow.open_notify)
    return case


@cache
def model_numbered(series: str) -> NamedModel | None:
    """The model of the matters whose numbers begin so, where it is one alone."""
    models = {flow.model for flow in all_workflows() if (flow.series or SERIES) == series}
    return apps.get_model(models.pop()) if len(models) == 1 else None


def _keeping_uploads(made: Callable[..., CaseEvent]) -> Callable[..., CaseEvent]:
    """Keep the files that came with a form which is refused, though all else is taken back: they are sent once only."""

    @wraps(made)
    def keeping(**what: Any) -> CaseEvent:
        try:
            return made(**what)
        except Invalid as refused:
            said = refused.form.errors
            if refused.form.is_multipart():
                refused.form.full_clean()
                refused.form.errors.update(said)  # a guard or an effect says more than the form itself finds
            raise

    return keeping


@in_words(lambda **what: model_of(what["case"].workflow))
@_keeping_uploads
@transaction.atomic
def move(
    *,
    case: Case,
    key: str,
    actor: Actor,
    data: Typed = None,
    files: Uploads = None,
    extra: Values | None = None,
    now: dt.datetime | None = None,
    seen: int | None = None,
) -> CaseEvent:
    """Make one move. `files` are uploads for its form; `extra` carries keys that no form validates (a clock, a
    report); `seen` is the version last read.

    Raises NotAllowed, OutOfTurn, Refused by a guard, or Invalid with the form.
    """
    concrete = hold(case)
    flow = find(concrete.kind)
    if concrete.receipt_due:
        hooks.issue_receipt(concrete)
    step = _find(flow, key, concrete, seen, actor)
    moving = Moving(case=concrete, move=step, actor=actor, now=now or timezone.now())
    form = _prepare(moving, step, data, files, extra)
    target = step.target if step.choose_target is None else _chosen(step.choose_target(moving), step)
    moving.event = append(
        case=concrete,
        move=step.key,
        actor=actor,
        source=concrete.state,
        target=(target or flow.states[concrete.state]).key,
        now=moving.now,
        public=step.public,
        form=form,
        extra=_with_principal(extra, actor, step, concrete),
    )
    _write(moving, step, target, flow)
    clocks.start_and_meet(concrete, step.key, moving.now, step.writes)
    if target and target.rests:
        clocks.end_all(concrete, moving.now)
        end_offers(concrete, moving.now)
    _run_effects(step.effects, moving)
    if flow.record is not None:
        hooks.record_changed(moving, flow.record)
    tell(moving.event, concrete, step.notify)
    return moving.event


def would_move(*, case: NamedRow, key: str, actor: Actor, data: Typed = None) -> None:
    """Ask of a matter in its own kind whether a move could be made as it stands, and change nothing.

    Raises what `move` raises before it writes; what only its effects find out, the move itself says.
    """
    step = _find(case.workflow, key, case, None, actor)
    _prepare(Moving(case=case, move=step, actor=actor, now=timezone.now()), step, data, None, None)


def _prepare(moving: Moving, step: Transition, data: Typed, files: Uploads, extra: Values | None) -> MoveForm | None:
    """Ask all that is asked before anything is written; the form, where there is one, with what it read."""
    for guard in step.when:
        guard(moving)
    form = moving.form = _validated(step, moving, data, files)
    moving.data = {**(form.cleaned_data if form else {}), **(extra or {})}
    for guard in step.guards:
        guard(moving)
    return form


def hold(case: Case) -> NamedRow:
    """The matter in its own kind, held until the transaction ends: with both its rows, so that what another move wrote
    into either meanwhile is read."""
    own = type(case)
    if own is Case:
        own = model_of(find(Case.objects.values_list("kind", flat=True).get(pk=case.pk)))
    return own.objects.select_for_update(no_key=True, of=("self", "case_ptr")).get(pk=case.pk)


def _with_principal(extra: Values | None, actor: Actor, step: Transition, case: Case) -> Values | None:
    """A deputy's event names whom they stand in for."""
    if actor.by != "staff":
        return extra
    person = acts_as(actor.user, step, case)
    return extra if person is None or person.pk == actor.user.pk else {**(extra or {}), IN_PLACE_OF: person.pk}


def _find(flow: Workflow, key: str, case: Case, seen: int | None, actor: Actor) -> Transition:
    """The step, where it may be made now, by this actor."""
    step = flow.transition(key)
    if step is None:
        raise NotAllowed(_("This step is not yours to take."))
    stale = seen is not None and seen != case.version
    if stale or case.state not in map(attrgetter("key"), step.sources):
        raise OutOfTurn(_("Somebody was faster: the matter has moved on. Look at it again before you decide."))
    if not may_move(actor, step, case):
        raise NotAllowed(_("This step is not yours to take."))
    return step


def _chosen(chosen: State | None, step: Transition) -> State | None:
    """Where the matter itself decided that the move leads."""
    if chosen is not None and chosen not in step.targets:
        raise ValueError(f"{step.key} does not lead to {chosen.key}")
    return chosen


def _validated(step: Transition, moving: Moving, data: Typed, files: Uploads) -> MoveForm | None:
    kind_of_form = form_class(moving.case.workflow, step)
    if kind_of_form is None:
        return None
    form = kind_of_form(data or {}, files or MultiValueDict(), case=moving.case, actor=moving.actor)
    if not form.is_valid():
        raise Invalid(form)
    return form


def _write(moving: Moving, step: Transition, target: State | None, flow: Workflow) -> None:
    """What was typed into the matter, and its state."""
    case = moving.case
    if step.writes:
        moving.change(**{name: moving.data[name] for name in step.writes})
    values: dict[str, Any] = {"version": case.version + 1}
    if target and target.key != case.state:
        was_at_rest = flow.states[case.state].rests
        values["state"] = target.key
        if target.rests and not was_at_rest:
            values.update(closed_at=moving.now, waiting="")
        if was_at_rest and not target.rests:
            values["closed_at"] = None
    moving.change(**values, **_hands(moving, step.key, (target or flow.states[case.state]).key))


def _hands(moving: Moving, key: str, state: str) -> dict[str, list[int]]:
    """Whose hand keeps them from what is decided in a state, once a move that leads or stays there has its event;
    nothing where that is as it was."""
    bars, case = moves_that_bar().get(state), moving.case
    if (state == case.state and key not in (bars or ())) or not (bars or case.hands):
        return {}
    return {"hands": whose_hands(case, bars) if bars else []}


def _run_effects(effects: Iterable[Effect], moving: Moving) -> None:
    for effect in effects:
        if isinstance(effect, str):
            hooks.effect(effect, moving)
        else:
            effect(moving)
