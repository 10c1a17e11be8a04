"""Every matter of every register goes from its opening to its end by its own pages, and every form on the way holds."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from typing import Any

import pytest
import time_machine
from django import forms
from django.test import Client
from django.utils import timezone

from caojiadu.core.cases.access import may_move
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.step_forms import form_class
from caojiadu.core.desk.panels import concrete
from caojiadu.core.desk.views.moves import not_now
from caojiadu.core.files.uploads import UploadsField
from caojiadu.core.registers.declaration import Register, all_registers
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.decisions import paper_steps
from caojiadu.core.workflow import By
from tests.cast import again, make_staff
from tests.core.files import samples
from tests.entries import BEFORE, entered, office_of, people, sees, signed_in, typed_into
from tests.hostile import VALUES, undone
from tests.marks import check_marks
from tests.rails import same_people, settled, shared_rail

__all__ = ["same_people", "shared_rail"]
SLOW = "the whole life of every matter of some hundred and fifty registers, by its pages"
IN_PARTS = 4
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_people", "shared_rail")]
MATTERS = [pytest.param(one, id=one.key) for one in all_registers() if one.is_matter]
# One for each field of a form in turn.
UNKIND = (
    "'; -- %s {{ x }} <script>alert(1)</script>" + "长" * 5_000,
    VALUES["number of 5,000 digits"],
    VALUES["NUL"],
    VALUES["emoji"],
)
REFUSED = {302, 409, 422}
# Written, checked, signed and served alike in every register that has them: tests/services/test_issued.py.
PAPERS = {step.key for step in paper_steps(Matter("x.X"), waiting=(), accepted=(), granted=(), refused=())}
LATER = dt.timedelta(days=22)  # what entries are typed for lies twenty days ahead


@pytest.mark.parametrize("register", MATTERS)
def test_every_step_can_be_taken_and_withstands_what_nobody_should_send(register: Register) -> None:
    walk = Walk(register)
    walk.go_on(entered(register, walk.users[0]))
    # What a page of its own makes is tried with that page.
    every = {step.key for step in register.workflow.transitions if step.by == By.STAFF and not step.in_panel}
    every -= PAPERS
    assert not walk.trouble, "\n".join(walk.trouble)
    assert sorted(every - walk.moves) == []
    assert {key for key, state in register.workflow.states.items() if state.final} & walk.states


class Walk:
    """Goes through the life of one matter, stage by stage; what a step wrote is taken back before the next one."""

    def __init__(self, register: Register) -> None:
        self.register = register
        cast = people(register)
        colleague = make_staff(f"colleague-{register.key}", "同科丙", "handler", office_of(register).code)
        others = [make_staff(f"head-{code}", "他科科长", "head", code) for code in "AB"]
        others.append(make_staff("leader", "主任", "leader", ""))
        self.users = [cast["clerk"], colleague, cast["head"], *others]
        # One for each way in which somebody stands to a matter: works on it, decides on it, belongs to another office.
        self.readers = cycle([cast["clerk"].pk, cast["head"].pk, others[0].pk])
        self._begin_a_day()
        self.moves: set[str] = set()
        self.tried: set[str] = set()
        self.waited: set[str] = set()
        self.states: set[str] = set()
        self.trouble: list[str] = []

    def go_on(self, case: Case) -> None:
        """Take every step from here that is new or leads to somewhere new; then what waits for another or for a day.

        Readers open the pages of stages in turn.
        """
        self.states.add(case.state)
        check_marks(case.pk)
        page = f"/desk/cases/{case.number}/"
        if self.browsers[next(self.readers)].get(page).status_code == 500:
            self.trouble.append(f"{page} ({case.state}): 500")
        steps = [step for step in case.workflow.from_state(case.state) if step.by == By.STAFF or _from_another(step)]
        steps = [step for step in steps if step.key not in PAPERS]
        self._each(case, steps)
        with undone():
            for stay in [step for step in steps if not step.targets]:
                if any(self._leads_on(step) for step in steps):
                    self._take(case, stay)
                    self._each(Case.objects.get(pk=case.pk), steps)
        for step in steps:
            if self._leads_on(step) and step.key not in self.waited:
                self.waited.add(step.key)
                self._go_later(case, step)

    def _each(self, case: Case, steps: list[Any]) -> None:
        for step in steps:
            if self._leads_on(step):
                with undone():
                    self._go(case, step)

    def _leads_on(self, step: Any) -> bool:
        return step.key not in self.moves or bool({target.key for target in step.targets} - self.states)

    def _go(self, case: Case, step: Any) -> None:
        if before := BEFORE.get(self.register.key, {}).get(step.key):
            before(concrete(case), self.users)
        if self._take(case, step):
            now = Case.objects.get(pk=case.pk)
            if now.state not in self.states:
                self.go_on(now)

    def _go_later(self, case: Case, step: Any) -> None:
        """When the days that were typed have passed; who was signed in then is signed in anew."""
        before = self.browsers, self.today
        with undone(), time_machine.travel(timezone.now() + LATER, tick=True):
            self._begin_a_day()
            self._go(case, step)
        self.browsers, self.today = before

    def _begin_a_day(self) -> None:
        """Everybody signs in, with the posts that they hold on this day."""
        self.today = [settled(again(user)) for user in self.users]
        self.browsers = {user.pk: signed_in(user) for user in self.users}
        for client in self.browsers.values():
            client.raise_request_exception = False

    def _take(self, case: Case, step: Any) -> bool:
        """Let the first person take it who may; say whether somebody could."""
        if step.by == By.TIMER:
            return self._happens(case, step)
        path = f"/desk/cases/{case.number}/{step.key}/"
        for user in self._who_may(case, step):
            client = self.browsers[user.pk]
            page = client.get(path)
            form = page.context.get("form") if page.context else None
            good = typed_into(form, self.register, user) if form else {}
            seen = {"seen": str(page.context["case"].version)} if form else {}
            if good and step.key not in self.tried:
                self.tried.add(step.key)
                with undone():
                    self._answers(client, path, {**dict(zip(good, cycle(UNKIND), strict=False)), **seen})
            if self._answers(client, path, {**good, **files(form), **seen}) == 302:
                self.moves.add(step.key)
                return True
        return False

    def _happens(self, case: Case, step: Any) -> bool:
        """Let a step happen that another matter brings about."""
        kind, own, actor = form_class(case.workflow, step), concrete(case), Actor.timer()
        typed = typed_into(kind(case=own, actor=actor), self.register, self.users[0]) if kind else {}
        with suppress(MoveError, KeyError):
            move(case=case, key=step.key, actor=actor, data=typed)
            self.moves.add(step.key)
            return True
        return False

    def _answers(self, client: Client, path: str, data: dict[str, Any]) -> int:
        status = client.post(path, data).status_code
        if status not in REFUSED:
            self.trouble.append(f"{path} {str(data)[:200]}: {status}")
        return status

    def _who_may(self, case: Case, step: Any) -> Iterator[Any]:
        """One after another: mostly the first who may takes it, and nobody else need be asked."""
        own = concrete(case)
        for user in self.today:
            actor = Actor.staff(user)
            if may_move(actor, step, own) and sees(user, case) and not_now(own, step, actor) is None:
                yield user


def _from_another(step: Any) -> bool:
    """Whether a step is taken by no person, but leads on: another matter brings it about."""
    return step.by == By.TIMER and bool(step.targets)


def files(form: Any) -> dict[str, Any]:
    """A small picture for every field that takes a file."""
    kinds = (forms.FileField, UploadsField)
    names = [name for name, field in form.fields.items() if isinstance(field, kinds)] if form else []
    return {name: samples.upload("现场.jpg", samples.picture(), "image/jpeg") for name in names}
