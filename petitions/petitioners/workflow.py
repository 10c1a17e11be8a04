"""Moves about petitioners and those who act for them, fitted to the states of a kind."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.matter import Staff
from caojiadu.core.workflow import By, State, Transition
from petitions.letters.states import AFTER_ANSWER, LETTER
from petitions.petitioners import rules


def with_people(transitions: Iterable[Transition], desk: Staff) -> tuple[Transition, ...]:
    """The moves of a kind, and beside them those about people; `desk` says which staff make them."""
    transitions = tuple(transitions)
    states: dict[str, State] = {}
    for move in transitions:
        for state in (*move.sources, *move.targets):
            states.setdefault(state.key, state)
    always = tuple(states.values())
    under_way = tuple(state for state in always if not state.rests and state not in AFTER_ANSWER)
    not_final = tuple(state for state in always if not state.final)
    return (
        *transitions,
        *_of_people(under_way, not_final, desk),
        *_of_powers(not_final, desk),
        *_of_residents(under_way, always),
    )


def _of_people(under_way: tuple[State, ...], not_final: tuple[State, ...], desk: Staff) -> tuple[Transition, ...]:
    """Who stands behind a letter, and who speaks for all."""
    return (
        LETTER.step(
            "add_petitioners",
            _("Add petitioners"),
            *under_way,
            by=desk,
            form="petitions.petitioners.forms.AddPetitionersForm",
            guards=(rules.room_for_representatives,),
            effects=(rules.add_petitioners,),
            hint=_("Each gets messages, the answer and a code of their own, which you give out afterwards."),
            in_panel=True,
        ),
        LETTER.step(
            "remove_petitioner",
            _("Take a petitioner out"),
            *under_way,
            by=desk,
            form="petitions.petitioners.forms.RemovePetitionerForm",
            guards=(rules.somebody_stays,),
            effects=(rules.remove_petitioner,),
            danger=True,
            in_panel=True,
        ),
        LETTER.step(
            "choose_representatives",
            _("Choose representatives"),
            *not_final,
            by=desk,
            form="petitions.petitioners.forms.ChooseRepresentativesForm",
            effects=(rules.choose_representatives,),
            hint=_("They reply to questions and judge the answer for all."),
            in_panel=True,
        ),
    )


def _of_powers(not_final: tuple[State, ...], desk: Staff) -> tuple[Transition, ...]:
    """Who acts for somebody else."""
    return (
        LETTER.step(
            "name_guardian",
            _("Name a guardian"),
            *not_final,
            by=desk,
            form="petitions.petitioners.forms.NameGuardianForm",
            effects=(rules.name_guardian,),
            hint=_("For a minor, or an adult who cannot act for themselves."),
            in_panel=True,
        ),
        LETTER.step(
            "confirm_consent",
            _("Note that the resident agrees"),
            *not_final,
            by=desk,
            form="petitions.petitioners.forms.ConfirmConsentForm",
            effects=(rules.confirm_consent,),
            hint=_("Until then whoever acts for them gets no answer and makes no step."),
            in_panel=True,
        ),
        LETTER.step(
            "end_mandate",
            _("End a power to act"),
            *not_final,
            by=desk,
            form="petitions.petitioners.forms.EndMandateForm",
            effects=(rules.end_mandate,),
            hint=_("From then on their code opens nothing and they are told nothing."),
            danger=True,
            in_panel=True,
        ),
    )


def _of_residents(under_way: tuple[State, ...], always: tuple[State, ...]) -> tuple[Transition, ...]:
    """A link is for letters under way; a power to act can be taken back at any time."""
    return (
        LETTER.step("join", _("Somebody signed as well"), *under_way, by=By.RESIDENT, effects=(rules.recount,)),
        LETTER.step(
            "leave_joint",
            _("A petitioner left"),
            *under_way,
            by=By.RESIDENT,
            guards=(rules.others_remain, rules.power_is_sure),
            effects=(rules.leave,),
        ),
        LETTER.step(
            "open_joining",
            _("The link to sign was opened"),
            *under_way,
            by=By.RESIDENT,
            guards=(rules.leads,),
            effects=(rules.open_joining,),
        ),
        LETTER.step(
            "close_joining",
            _("The link to sign was closed"),
            *always,
            by=By.RESIDENT,
            guards=(rules.leads,),
            effects=(rules.close_joining,),
        ),
        LETTER.step(
            "agree_to_proxy",
            _("The resident agreed that somebody acts for them"),
            *always,
            by=By.RESIDENT,
            guards=(rules.has_proxy,),
            effects=(rules.agree_to_proxy,),
        ),
        LETTER.step(
            "end_proxy",
            _("The resident took the power to act back"),
            *always,
            by=By.RESIDENT,
            guards=(rules.has_proxy,),
            effects=(rules.end_proxy,),
        ),
    )
