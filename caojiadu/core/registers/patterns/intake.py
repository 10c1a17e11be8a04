"""Applications that an office takes in for an agency: accepted, passed on, decided there, the applicant told.

(受理→审核→办结.) What is missing is said once and completely (State Council provisions on online government services,
arts. 6–9; the office never asks for what it can obtain itself).
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.declaration import OnlineApplication, declare_matter
from caojiadu.core.registers.limits import by_law, norm
from caojiadu.core.registers.matter import Extra, Matter
from caojiadu.core.registers.patterns.decisions import paper_steps
from caojiadu.core.registers.patterns.online_application import (
    Applied,
    look_again,
    missing_papers,
    take_back,
    tell_who_applied_online,
)
from caojiadu.core.registers.patterns.states import states_of
from caojiadu.core.registers.rules import in_order, not_ahead, refuse
from caojiadu.core.workflow import Limit, State, Text, Transition, Workflow
from caojiadu.core.workflow.parts import OPEN

DAYS = ("received_on", "accepted_on", "handed_on", "decided_on", "told_on")


class Application(Applied, Case):
    """One application. A kind adds what it is about, and what a grant says."""

    received_on = models.DateField(_("application received on"))
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    handed_on = models.DateField(_("passed to the agency on"), null=True, blank=True)
    decided_on = models.DateField(_("decided by the agency on"), null=True, blank=True)
    refused_why = models.TextField(_("grounds of the refusal"), blank=True)
    told_on = models.DateField(_("applicant told on"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_being_granted(self) -> bool:
        """Whether the step that is taken now grants it: what a grant says is asked then, and of none that stands."""
        return self.state.endswith("_handed") and self.decided_on is not None and not self.refused_why

    def clean(self) -> None:
        """Each day has come, and follows the one before it."""
        super().clean()
        refuse(not_ahead(self, *DAYS), in_order(self, *DAYS))


def states(stem: str) -> dict[str, State]:
    """The states of one kind, their keys begun with `stem`."""
    labels = {
        "received": _("Received, papers to be checked"),
        "waiting": _("Waiting for missing papers"),
        "accepted": _("Accepted, to be passed on"),
        "handed": _("With the agency, to be decided"),
        "granted": _("Granted, applicant to be told"),
        "refused": _("Refused, applicant to be told"),
        "done": _("Granted and told"),
        "ended": _("Refused and told"),
        "withdrawn": _("Withdrawn"),
    }
    told = {
        "received": _("Received, papers are being checked"),
        "accepted": _("Accepted, is passed on"),
        "handed": _("Passed on, is being decided"),
        "granted": _("Approved"),
        "refused": _("Not granted"),
        "done": _("Approved"),
        "ended": _("Not granted"),
    }
    rests = ("done", "ended", "withdrawn")
    return states_of(stem, labels, rests=rests, soon=("granted", "refused"), told=told)


def workflow(
    stem: str,
    *,
    decide: tuple[int, Any],
    working: bool = True,
    by_law_for: Callable[[Any], bool] | None = None,
    asks: Extra | None = None,
    optional: Extra | None = None,
    guards: Extra | None = None,
    effects: Extra | None = None,
    more: tuple[Transition, ...] = (),
    **given: Any,
) -> Workflow:
    """The workflow of a kind. `decide` is in how many days of acceptance the agency decides, and the article.

    They are working days unless `working` says otherwise. Without an article they are what the office itself goes by,
    and no applicant is promised them. Where the article speaks of some applications only, `by_law_for` says of which;
    the same number of days is then the office's own norm for the others.

    `asks`, `optional`, `guards` and `effects` add to its moves "accept", "hand", "grant", "refuse", "tell"; the
    permission is `handle_…`.
    """
    at: dict[str, State] = states(stem)
    matter = Matter(
        given["model"], fields=asks or {}, optional=optional or {}, guards=guards or {}, effects=effects or {}
    )
    running = (at["received"], at["waiting"], at["accepted"], at["handed"])
    return Workflow(
        initial=at["received"],
        open_told=_("Application received"),
        transitions=(
            *missing_papers(matter, at["received"], at["waiting"]),
            *_taken_in(at, matter),
            *_decided(at, matter),
            *_told(at, matter),
            matter.end("withdraw", _("The applicant withdraws"), *running, to=at["withdrawn"], by=matter.lead),
            take_back(running, at["withdrawn"]),
            *_papers(at, matter),
            *more,
            *matter.usual(*running, at["granted"], at["refused"]),
        ),
        limits=(_ACCEPT, look_again("accept", "withdraw"), _HAND, *_decision(*decide, working, by_law_for), _TELL),
        **given,
    )


def declare_applications(
    stem: str,
    register_key: str,
    label: Text,
    one: Text,
    *,
    asks_for: tuple[str, ...],
    online: OnlineApplication,
    **given: Any,
) -> None:
    """Declare one kind of application: its workflow, and its register, which asks for its own fields."""
    shown = {name: given.pop(name, ()) for name in ("columns", "filters")}
    more = {name: given.pop(name) for name in ("hint",) if name in given}
    flow = workflow(stem, label=one, **given)
    declare_matter(
        flow,
        key=register_key,
        label=label,
        title=_("The application in one line"),
        fields=("title", *asks_for, "received_on"),
        person=True,
        sensitive=flow.restricted,
        online=online,
        **shown,
        **more,
    )


def _taken_in(at: dict[str, State], matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step(
            "accept",
            _("Accept"),
            at["received"],
            at["waiting"],
            to=at["accepted"],
            fields=("accepted_on",),
            main=True,
            public=True,
            told=_("Application accepted"),
            effects=(tell_who_applied_online,),
        ),
        matter.step(
            "hand",
            _("Passed to the agency"),
            at["accepted"],
            to=at["handed"],
            fields=("handed_on",),
            main=True,
            public=True,
            told=_("Passed to the body that decides"),
        ),
    )


def _decided(at: dict[str, State], matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step(
            "grant",
            _("The agency granted it"),
            at["handed"],
            to=at["granted"],
            fields=("decided_on",),
            main=True,
            public=True,
            told=_("Approved by the agency"),
            effects=(tell_who_applied_online,),
        ),
        matter.step(
            "refuse",
            _("The agency refused it"),
            at["handed"],
            to=at["refused"],
            fields=("decided_on", "refused_why"),
            danger=True,
            public=True,
            told=_("Not granted"),
            effects=(tell_who_applied_online,),
        ),
    )


def _told(at: dict[str, State], matter: Matter) -> tuple[Transition, ...]:
    return (
        matter.step("tell", _("Applicant told"), at["granted"], to=at["done"], fields=("told_on",), main=True),
        matter.step(
            "tell_refusal",
            _("Applicant told of the refusal"),
            at["refused"],
            to=at["ended"],
            fields=("told_on",),
            asks=("note",),
            main=True,
            hint=_("With the grounds, and to whom they can object."),
        ),
    )


_ACCEPT = norm(
    "accept",
    _("Accept, or say what is missing"),
    1,
    starts=(OPEN,),
    met_by=("accept", "say_missing", "withdraw", "take_back"),
    counted_from="received_on",
    met_on="accepted_on",
    working=True,
    warn=(),
)
_HAND = norm(
    "hand",
    _("Pass it to the agency"),
    2,
    starts=("accept",),
    met_by=("hand", "withdraw", "take_back"),
    counted_from="accepted_on",
    met_on="handed_on",
    working=True,
    warn=(1,),
)
_TELL = norm(
    "tell",
    _("Tell the applicant"),
    2,
    starts=("grant", "refuse"),
    met_by=("tell", "tell_refusal"),
    counted_from="decided_on",
    met_on="told_on",
    working=True,
    warn=(1,),
)


def _decision(days: int, article: Text, working: bool, by_law_for: Callable[[Any], bool] | None) -> Iterator[Limit]:
    """The agency decides in so many days of acceptance; lateness of another body climbs no ladder of ours.

    Regulations count from receipt; an application is received once it is whole, and that is what accepting it says.
    """
    rest: dict[str, Any] = {
        "starts": ("accept",),
        "met_by": ("grant", "refuse", "withdraw", "take_back"),
        "counted_from": "accepted_on",
        "met_on": "decided_on",
        "working": working,
        "warn": (5, 2),
        "climbs": False,
    }
    if not article:
        yield norm("decide", _("Decision of the agency"), days, public=False, **rest)
        return
    yield by_law("decide", _("Decision of the agency"), days, article, applies=by_law_for, **rest)
    if by_law_for is not None:
        others: Callable[[Any], bool] = lambda case: not by_law_for(case)  # noqa: E731
        yield norm("decide_others", _("Decision of the agency"), days, applies=others, **rest)


def _papers(at: dict[str, State], matter: Matter) -> tuple[Transition, ...]:
    return paper_steps(
        matter,
        waiting=(at["waiting"],),
        accepted=(at["accepted"], at["handed"]),
        granted=(at["granted"], at["done"]),
        refused=(at["refused"], at["ended"]),
    )
