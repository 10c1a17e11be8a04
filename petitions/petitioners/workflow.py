"""Moves about petitioners and those who act for them, fitted to the states of a kind."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, State, Transition
from petitions.letters.states import AFTER_ANSWER
from petitions.petitioners import rules


def with_people(transitions: Iterable[Transition], desk: Mapping[str, Any]) -> tuple[Transition, ...]:
    """The moves of a kind, and beside them those about people; `desk` says which staff make them."""
    transitions = tuple(transitions)
    states: dict[str, State] = {}
    for move in transitions:
        for state in (*move.sources, *move.targets):
            states.setdefault(state.key, state)
    always = tuple(states.values())
    under_way = tuple(state for state in always if not state.rests and state not in AFTER_ANSWER)
    not_final = tuple(state for state in always if not state.final)
    return (*transitions, *_of_desk(under_way, not_final, desk), *_of_residents(under_way, always))


def _of_desk(
    under_way: tuple[State, ...], not_final: tuple[State, ...], desk: Mapping[str, Any]
) -> tuple[Transition, ...]:
    beside = {**desk, "in_panel": True}
    return (*_of_people(under_way, not_final, beside), *_of_powers(not_final, beside))


def _of_people(
    under_way: tuple[State, ...], not_final: tuple[State, ...], beside: Mapping[str, Any]
) -> tuple[Transition, ...]:
    """Who stands behind a letter, and who speaks for all."""
    return (
        Transition(
            "add_petitioners",
            _("Add petitioners"),
            under_way,
            **beside,
            form="petitions.petitioners.forms.AddPetitionersForm",
            guards=(rules.room_for_representatives,),
            effects=(rules.add_petitioners,),
            hint=_("Each gets messages, the answer and a code of their own, which you give out afterwards."),
        ),
        Transition(
            "remove_petitioner",
            _("Take a petitioner out"),
            under_way,
            **beside,
            form="petitions.petitioners.forms.RemovePetitionerForm",
            guards=(rules.somebody_stays,),
            effects=(rules.remove_petitioner,),
            danger=True,
        ),
        Transition(
            "choose_representatives",
            _("Choose representatives"),
            not_final,
            **beside,
            form="petitions.petitioners.forms.ChooseRepresentativesForm",
            effects=(rules.choose_representatives,),
            hint=_("They reply to questions and judge the answer for all."),
        ),
    )


def _of_powers(not_final: tuple[State, ...], beside: Mapping[str, Any]) -> tuple[Transition, ...]:
    """Who acts for somebody else."""
    return (
        Transition(
            "name_guardian",
            _("Name a guardian"),
            not_final,
            **beside,
            form="petitions.petitioners.forms.NameGuardianForm",
            effects=(rules.name_guardian,),
            hint=_("For a minor, or an adult who cannot act for themselves."),
        ),
        Transition(
            "confirm_consent",
            _("Note that the resident agrees"),
            not_final,
            **beside,
            form="petitions.petitioners.forms.ConfirmConsentForm",
            effects=(rules.confirm_consent,),
            hint=_("Until then whoever acts for them gets no answer and makes no step."),
        ),
        Transition(
            "end_mandate",
            _("End a power to act"),
            not_final,
            **beside,
            form="petitions.petitioners.forms.EndMandateForm",
            effects=(rules.end_mandate,),
            hint=_("From then on their code opens nothing and they are told nothing."),
            danger=True,
        ),
    )


def _of_residents(under_way: tuple[State, ...], always: tuple[State, ...]) -> tuple[Transition, ...]:
    """A link is for letters under way; a power to act can be taken back at any time."""
    return (
        Transition("join", _("Somebody signed as well"), under_way, by=By.RESIDENT, effects=(rules.recount,)),
        Transition(
            "leave_joint",
            _("A petitioner left"),
            under_way,
            by=By.RESIDENT,
            guards=(rules.others_remain, rules.power_is_sure),
            effects=(rules.leave,),
        ),
        Transition(
            "open_joining",
            _("The link to sign was opened"),
            under_way,
            by=By.RESIDENT,
            guards=(rules.leads,),
            effects=(rules.open_joining,),
        ),
        Transition(
            "close_joining",
            _("The link to sign was closed"),
            always,
            by=By.RESIDENT,
            guards=(rules.leads,),
            effects=(rules.close_joining,),
        ),
        Transition(
            "agree_to_proxy",
            _("The resident agreed that somebody acts for them"),
            always,
            by=By.RESIDENT,
            guards=(rules.has_proxy,),
            effects=(rules.agree_to_proxy,),
        ),
        Transition(
            "end_proxy",
            _("The resident took the power to act back"),
            always,
            by=By.RESIDENT,
            guards=(rules.has_proxy,),
            effects=(rules.end_proxy,),
        ),
    )
