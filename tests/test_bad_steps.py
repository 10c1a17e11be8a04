"""Every step at the desk with what nobody should send, from the opening of a matter to its end."""

from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.test import Client

from caojiadu.core.cases.access import may_move
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import model_of
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.panels import concrete
from caojiadu.core.desk.views.moves import not_now
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.declaration import by_model
from caojiadu.core.workflow import By, Transition, Workflow, all_workflows
from tests.bad_input_world import one_house
from tests.cast import again
from tests.entries import sees
from tests.hostile import VALUES, filled, post, undone
from tests.rails import one_rail, same_people, settled
from tests.unkind import SOME, grouped, try_all

__all__ = ["one_house", "one_rail", "same_people"]
SLOW = "the whole life of every kind of letter, each form with every hostile value"

# Steps that ask for a second keeper, for both sides' signatures or for an ended matter: test_stages makes them. A joint
# meeting about an order that no office takes is called in the story of the grid centre's meetings, and who asked to be
# rung is rung in test_elder.
TRIED_ELSEWHERE = {
    ("hotline_order", "call_meeting"),
    ("petition_accusation", "archive"),
    ("petition_accusation", "serve"),
    ("petition_accusation", "take_out"),
    ("petition_appeal", "no_longer_back"),
    ("petition_appeal", "object"),
    ("petition_appeal", "rang_back"),
    ("petition_appeal", "sign_mediation"),
    ("petition_appeal", "sign_no_longer"),
    ("petition_suggestion", "object"),
}


class Walk:
    """Goes through a kind's whole life by its own pages; every form on the way is tried with what is hostile."""

    # Where the first choice of a list would be refused, or somebody else has to act.
    CHOICES: ClassVar[dict[str, Any]] = {
        "recuse": {"person": "handler", "handler": "colleague"},
        "dispatch": {"handler": "handler"},
        "dispatch_order": {"office": "C", "handler": "handler"},
        "redispatch": {"office": "C", "handler": "handler"},
        "recheck": {"satisfied": "no", "solved": "no"},
        "reclassify": {"kind": "petition_suggestion"},
    }
    JOINING = ("link", "mark_repeat", "merge", "refuse_repeat")
    ONLY: ClassVar[dict[str, str]] = {
        "handle": "handler",
        "verify": "colleague",
        "not_put_right": "colleague",
        "file_reply": "handler",
    }

    def __init__(self, house: SimpleNamespace) -> None:
        self.house = house
        self.people = {name: settled(again(user)) for name, user in house.users.items()}
        self.forms: set[Any] = set()
        self.states: set[tuple[str, str]] = set()
        self.moves: set[tuple[str, str]] = set()
        self.trouble: list[str] = []

    def go_on(self, case: Case) -> None:
        """Try every step from here, then follow those that lead somewhere new."""
        for step in case.workflow.from_state(case.state):
            if step.by != By.STAFF or self._known(case, step):
                continue
            client = self._client(case, step)
            if client is None:
                continue
            path = f"/desk/cases/{case.number}/{step.key}/"
            page = client.get(path)
            if page.status_code == 302:
                continue  # not offered as the matter stands
            good = self._good(page, step)
            self.moves.add((case.kind, step.key))
            if step.form not in self.forms:
                self.forms.add(step.form)
                thorough = step.key == "note"
                fields: Any = [*good] if thorough else grouped(page.context["form"])
                self.trouble += try_all(client, path, good, fields=fields, values=VALUES if thorough else SOME)
            with undone():
                post(client, path, good)
                now = Case.objects.get(pk=case.pk)
                if (now.kind, now.state) not in self.states:
                    self.states.add((now.kind, now.state))
                    self.go_on(now)

    def _known(self, case: Case, step: Any) -> bool:
        """Say whether the step was tried for this kind and leads to nothing new."""
        new = {target.key for target in step.targets} - {state for kind, state in self.states if kind == case.kind}
        return (case.kind, step.key) in self.moves and not new

    def _client(self, case: Case, step: Any) -> Client | None:
        """The browser of somebody who may take this step."""
        only, own = self.ONLY.get(step.key), concrete(case)
        for name, person in self.people.items() if only is None else [(only, self.people[only])]:
            actor = Actor.staff(person)
            if may_move(actor, step, own) and sees(person, case) and not_now(own, step, actor) is None:
                return self.house.people[name]
        return None

    def _good(self, page: Any, step: Any) -> dict[str, Any]:
        form = page.context["form"]
        good = filled(form) if form else {}
        if step.key in self.JOINING:
            good["linked"] = self.house.earlier[page.context["case"].kind]
        for name, value in self.CHOICES.get(step.key, {}).items():
            good[name] = self.house.users[value].pk if value in self.house.users else value
        if len(str(good.get("office", ""))) == 1 and str(good["office"]).isalpha():
            good["office"] = Office.objects.get(code=good["office"]).pk
        if "co_offices" in good:
            good["co_offices"] = [Office.objects.get(code="F").pk]
        return {**good, "seen": str(page.context["case"].version)}


@pytest.mark.usefixtures("one_rail", "same_people")
def test_every_step_at_the_desk_withstands_every_value_in_every_field(house: SimpleNamespace) -> None:
    walk = Walk(house)
    for case in house.stages:
        walk.go_on(Case.objects.get(pk=case.pk))
    assert not walk.trouble, "\n".join(walk.trouble)
    every = {(flow.key, step.key) for flow in all_workflows() if not kept(flow) for step in by_staff(flow)}
    assert not sorted(every - walk.moves - TRIED_ELSEWHERE)
    assert not sorted(TRIED_ELSEWHERE & walk.moves)


def kept(flow: Workflow) -> bool:
    """Whether a register keeps these matters: their moves are walked with those of all registers."""
    return by_model(model_of(flow)) is not None


def by_staff(flow: Workflow) -> list[Transition]:
    """The moves that people of the house take."""
    return [step for step in flow.transitions if step.by == By.STAFF]
