"""Looking at what an act would do to each of many matters, doing it, and taking it back.

Each matter is moved by `move` in a transaction of its own, with the line that says what became of it: whoever begins
again after a stop goes on with the lines that still wait, and does nothing twice.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import Invalid, MoveError, OutOfTurn
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import model_of, move, would_move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.many.acts import ACTS, Act, step_of, typed_for
from caojiadu.core.desk.models import Batch, BatchLine

MOST = 200  # matters in one act
AT_ONCE = 10  # that are done while one waits; more are the worker's
State = BatchLine.State


@dataclass(frozen=True)
class Prospect:
    """A matter, and why nothing would happen to it; no words where it would."""

    case: Case
    why: str = ""


def prospects(act: Act, keys: Iterable[int], user: User, typed: dict[str, Any]) -> list[Prospect]:
    """What would become of each matter that the person may open, in the order of the keys."""
    found = _in_their_kinds(user, list(keys)[:MOST])
    return [Prospect(case, _why_not(act, case, user, typed)) for case in found]


def begin(act: Act, cases: Iterable[tuple[int, int]], user: User, typed: dict[str, Any], said: str) -> Batch:
    """Keep what is to be done to which matters (key and version that was looked at); a few are done at once."""
    seen = dict(list(cases)[:MOST])
    with transaction.atomic():
        batch = Batch.objects.create(
            by=user,
            act=act.key,
            typed_sealed=json.dumps(typed, ensure_ascii=False),
            said=said[:100],
            language=get_language() or "zh-hans",
        )
        keys = Case.objects.visible_to(user).filter(pk__in=seen).values_list("pk", flat=True)
        BatchLine.objects.bulk_create(
            BatchLine(batch=batch, case_id=key, seen=seen[key]) for key in sorted(keys, key=list(seen).index)
        )
    if len(seen) <= AT_ONCE:
        run(batch)
    return batch


def undo(batch: Batch) -> None:
    """Take back what was done, where nobody worked on it since."""
    changed = batch.lines.filter(state=State.DONE).update(state=State.UNDOING)
    Batch.objects.filter(pk=batch.pk).update(done_at=None)
    if changed <= AT_ONCE:
        run(batch)


def run(batch: Batch) -> None:
    """Go through the lines that wait. Two at once share them."""
    act = next(act for act in ACTS if act.key == batch.act)
    user = User.objects.get(pk=batch.by_id)
    with override(batch.language):
        while _next(batch, act, user):
            pass
    if not batch.lines.filter(state__in=BatchLine.TO_DO).exists():
        Batch.objects.filter(pk=batch.pk).update(done_at=timezone.now())


def run_waiting() -> int:
    """What the worker does: every act that still has lines to do."""
    waiting = list(Batch.objects.filter(done_at=None).order_by("id"))
    for batch in waiting:
        run(batch)
    return len(waiting)


@transaction.atomic
def _next(batch: Batch, act: Act, user: User) -> bool:
    waiting = batch.lines.filter(state__in=BatchLine.TO_DO).select_for_update(skip_locked=True)
    line = waiting.first()
    if line is None:
        return False
    back = line.state == State.UNDOING
    try:
        # Whoever may open it no more learns nothing of it; so does whoever left.
        case = next(iter(_in_their_kinds(user, [line.case_id])), None) if user.is_active else None
        if case is None:
            raise MoveError(_("You can no longer open it."))
        if back:
            _take_back(act, line, case, user)
        else:
            _do(act, line, case, user, json.loads(batch.typed_sealed))
    except MoveError as refused:
        line.state, line.why_sealed = (State.KEPT if back else State.REFUSED), words_of(refused)
    line.save(update_fields=["state", "why_sealed", "step", "left", "before"])
    return True


def _do(act: Act, line: BatchLine, case: Any, user: User, typed: dict[str, Any]) -> None:
    step = step_of(act, case, user)
    line.before = {"handler": case.handler_id, "office": case.office_id}
    typed = typed_for(step, case, user, typed)
    move(case=case, key=step.key, actor=Actor.staff(user), data=typed, seen=line.seen)
    line.state, line.step = State.DONE, step.key
    line.left = Case.objects.values_list("version", flat=True).get(pk=case.pk)


def _take_back(act: Act, line: BatchLine, case: Any, user: User) -> None:
    if case.version != line.left:
        raise OutOfTurn(_("Somebody has worked on it since."))
    key, typed = act.undo(case, line.step, line.before)
    step = case.workflow.transition(key)
    move(case=case, key=key, actor=Actor.staff(user), data=typed_for(step, case, user, typed), seen=line.left)
    line.state = State.UNDONE


def _why_not(act: Act, case: Any, user: User, typed: dict[str, Any]) -> str:
    try:
        step = step_of(act, case, user)
        would_move(case=case, key=step.key, actor=Actor.staff(user), data=typed_for(step, case, user, typed))
    except MoveError as refused:
        return words_of(refused)
    return ""


def words_of(refused: MoveError) -> str:
    """Why not, in words: those of the step's form, where that was it."""
    if isinstance(refused, Invalid):
        return " ".join(str(error) for errors in refused.form.errors.values() for error in errors)
    return str(refused.message) or _("This is not possible as the matter stands.")


def _in_their_kinds(user: User, keys: list[int]) -> list[Any]:
    """The matters that a person may open, each in its own kind: one statement for each table."""
    places = {key: place for place, key in enumerate(keys)}
    found: list[Any] = list(Case.objects.visible_to(user).filter(pk__in=keys))
    models: dict[Any, list[int]] = {}
    for case in found:
        models.setdefault(model_of(case.workflow), []).append(case.pk)
    own = [case for model, some in models.items() for case in model.objects.filter(pk__in=some)]
    return sorted(own, key=lambda case: places[case.pk])
