"""The states of an application for assistance, and the steps between them; guards and effects are in aid_moves."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.online_application import missing_papers, tell_who_applied_online
from caojiadu.core.workflow import By, Notify, State, Transition
from offices.service.aid import moves

_GONE = (
    "已撤回核对同意，救助仍在发放的已启动复核：{number}",
    "Consent to the means check withdrawn; a re-check begins where aid still runs: {number}",
)
register_template("aid_consent_gone", title=_GONE, body=_GONE)
RECEIVED = State("aid_received", _("Received, papers to be checked"), told=_("Received, papers are being checked"))
WAITING = State("aid_waiting", _("Waiting for missing papers"))
URGENT = State(
    "aid_urgent",
    _("Urgent: proposed at once, to be decided"),
    tone="soon",
    told=_("Help that cannot wait is being decided"),
)
ACCEPTED = State(
    "aid_accepted", _("Accepted, means to be checked"), told=_("Accepted, the means of the household are being checked")
)
MEANS = State("aid_means", _("Means checked, home to be visited"), told=_("Means checked, a visit to the home follows"))
VISITED = State(
    "aid_visited", _("Home visited, finding to be proposed"), told=_("Home visited, a first finding follows")
)
PROPOSED = State("aid_proposed", _("Finding proposed, to be posted or refused"), told=_("A first finding is made"))
POSTED = State("aid_posted", _("Posted for objections"), tone="soon")
GRANTED = State("aid_granted", _("Granted, applicant to be told"), tone="soon", told=_("Approved"))
REFUSED = State("aid_refused", _("Refused, applicant to be told"), tone="soon", told=_("Not granted"))
LATER = State("aid_later", _("Helped first, papers and checks to follow"), told=_("Approved, papers and checks follow"))
# The consent can still be withdrawn.
DONE = State("aid_done", _("Granted and told"), done=True, tone="done", told=_("Approved"))
ENDED = State("aid_ended", _("Refused and told"), final=True, tone="done", told=_("Not granted"))
WITHDRAWN = State("aid_withdrawn", _("Withdrawn"), final=True, tone="done")
CONSENT_GONE = State(
    "aid_consent_gone",
    _("Granted, the consent withdrawn afterwards"),
    final=True,
    tone="done",
    told=_("Approved, you withdrew your consent"),
)
MATTER = Matter("office_service.AidApplication")
LOOKED_INTO = (ACCEPTED, MEANS, VISITED, PROPOSED, POSTED)
BEFORE = (RECEIVED, WAITING, URGENT, *LOOKED_INTO)
IN_HAND = (*BEFORE, GRANTED, REFUSED, LATER)
TOLD_ONLINE = (tell_who_applied_online,)


def when_told(moving: Moving) -> State:
    """Told, it is over, unless help came first: then papers and checks follow, with a consent that stands."""
    if moving.case.consent_ended_on:
        return CONSENT_GONE
    return LATER if moving.case.accepted_on is None else DONE


def when_consent_ended(moving: Moving) -> State | None:
    """The decision is told first where that is still to be done; no papers or checks follow any more."""
    return None if moving.case.state == GRANTED.key else CONSENT_GONE


def taken_in() -> tuple[Transition, ...]:
    """Received, what is missing said once, accepted; or, where one cannot wait, proposed at once."""
    return (
        *missing_papers(MATTER, RECEIVED, WAITING),
        MATTER.step(
            "aid_accept",
            _("Accept"),
            RECEIVED,
            WAITING,
            to=ACCEPTED,
            fields=("accepted_on",),
            optional=("agreed", "consent"),
            main=True,
            public=True,
            told=_("Application accepted"),
            effects=(moves.note_consent, *TOLD_ONLINE),
        ),
        MATTER.step(
            "aid_urgent",
            _("Help first: propose at once"),
            RECEIVED,
            WAITING,
            to=URGENT,
            fields=("grounds", "monthly", "since", "until"),
            optional=("longer_why",),
            when=(moves.cannot_wait,),
            notify=(steps.TO_DECIDE,),
            hint=_("Papers, means and home are checked afterwards."),
        ),
        MATTER.step(
            "aid_not_urgent",
            _("It can wait: the usual way"),
            URGENT,
            to=RECEIVED,
            by=MATTER.head_or_leader,
            asks=("reason",),
            effects=(moves.unpost,),
        ),
    )


def looked_into() -> tuple[Transition, ...]:
    """Means, home, first finding."""
    return (
        MATTER.step(
            "aid_means",
            _("Enter the answer of the means check"),
            ACCEPTED,
            to=MEANS,
            fields=("means_on", "means"),
            main=True,
            public=True,
            told=_("The means of the household were checked"),
            hint=_("Only what the household agreed to have checked."),
        ),
        MATTER.step(
            "aid_visit",
            _("Enter the visit to the home"),
            MEANS,
            to=VISITED,
            fields=("home_on", "visitor", "second_visitor", "at_home"),
            main=True,
            public=True,
            told=_("Your home was visited"),
        ),
        MATTER.step(
            "aid_propose",
            _("Propose the first finding"),
            VISITED,
            to=PROPOSED,
            fields=("proposal", "grounds"),
            optional=("monthly", "since", "until", "longer_why"),
            guards=(moves.not_received_yet,),
            notify=(steps.TO_DECIDE,),
            main=True,
        ),
    )


def looked_into_again() -> tuple[Transition, ...]:
    """Sent back by the head or after an objection; or it takes longer."""
    return (
        MATTER.step(
            "aid_again",
            _("Have it looked into again"),
            PROPOSED,
            POSTED,
            to=ACCEPTED,
            by=MATTER.head_or_leader,
            asks=("reason",),
            effects=(moves.unpost,),
        ),
        MATTER.step(
            "aid_object",
            _("An objection is to be looked into"),
            POSTED,
            to=ACCEPTED,
            asks=("reason",),
            effects=(moves.unpost, *TOLD_ONLINE),
            public=True,
            told=_("Looked into again after an objection"),
            hint=_("Who objects is not told to the applicant. It is checked, found and posted anew."),
        ),
        MATTER.step(
            "aid_longer",
            _("Special case: it takes longer"),
            *LOOKED_INTO,
            by=MATTER.head_or_leader,
            asks=("reason",),
            effects=(moves.take_longer, *TOLD_ONLINE),
            public=True,
            told=_("The decision takes longer"),
            hint=_("Once, by 15 working days."),
        ),
    )


def decided() -> tuple[Transition, ...]:
    """Posted, granted or refused by somebody who proposed nothing."""
    four_eyes = steps.not_by_whoever_made("aid_propose", "aid_urgent")
    return (
        MATTER.step(
            "aid_post",
            _("Review for secrecy and post"),
            PROPOSED,
            to=POSTED,
            by=MATTER.head_or_leader,
            when=(four_eyes, moves.found_to_be_granted),
            effects=(moves.post, *TOLD_ONLINE),
            public=True,
            told=_("To be granted, posted for objections"),
            main=True,
            hint=_("Everybody can read the masked name and the outcome for the days of posting, and nothing else."),
        ),
        MATTER.step(
            "aid_grant",
            _("Grant it"),
            URGENT,
            POSTED,
            to=GRANTED,
            by=MATTER.head_or_leader,
            fields=("decided_on", "decision"),
            when=(four_eyes,),
            guards=(moves.posting_over_or_urgent, moves.not_received_yet),
            effects=(moves.open_entry, *TOLD_ONLINE),
            public=True,
            told=_("Assistance granted"),
            main=True,
            hint=_("The household's entry is opened at once; it stands in the next payment roll."),
        ),
        MATTER.step(
            "aid_refuse",
            _("Refuse it"),
            PROPOSED,
            to=REFUSED,
            by=MATTER.head_or_leader,
            fields=("decided_on", "refused_why"),
            when=(four_eyes, moves.found_to_be_refused),
            effects=TOLD_ONLINE,
            public=True,
            told=_("Assistance not granted"),
            danger=True,
        ),
    )


def told() -> tuple[Transition, ...]:
    """The written decision delivered, with its grounds."""
    return (
        MATTER.step(
            "aid_tell",
            _("Written decision delivered"),
            GRANTED,
            to=DONE,
            fields=("told_on", "delivery"),
            other_targets=(LATER, CONSENT_GONE),
            choose_target=when_told,
            public=True,
            told=_("Decision delivered"),
            main=True,
        ),
        MATTER.step(
            "aid_tell_refusal",
            _("Written refusal delivered"),
            REFUSED,
            to=ENDED,
            fields=("told_on", "delivery"),
            public=True,
            told=_("Decision delivered"),
            main=True,
            hint=_("With the grounds, and to whom they can object."),
        ),
    )


def made_up_for() -> tuple[Transition, ...]:
    """Papers and checks that follow help that came first, or do not."""
    return (
        MATTER.step(
            "aid_later",
            _("Papers and checks are made up for"),
            LATER,
            to=DONE,
            fields=("means_on", "means"),
            optional=("agreed", "consent"),
            effects=(moves.note_consent, moves.pass_on_consent),
            main=True,
            public=True,
            told=_("Papers handed in later"),
            hint=_("Only what the household agreed to have checked."),
        ),
        MATTER.end(
            "aid_not_made_up",
            _("Papers or checks do not follow: have the household re-checked"),
            LATER,
            to=DONE,
            by=MATTER.lead,
            effects=(moves.look_at_what_came_first, *TOLD_ONLINE),
            public=True,
            told=_("Papers and checks did not follow: the household is re-checked"),
            hint=_("Where the aid still runs, the re-check begins at once."),
        ),
    )


def consent_withdrawn() -> tuple[Transition, ...]:
    """Withdrawn after the grant, on the portal or at the window: it is as easy as giving it (PIPL, art. 15)."""
    rest: dict[str, Any] = {
        "choose_target": when_consent_ended,
        "when": (moves.rests_on_consent,),
        "effects": (moves.end_consent, moves.look_at_anew),
        "public": True,
        "notify": (Notify("handler", "aid_consent_gone"), Notify("head", "aid_consent_gone")),
    }
    told = _("You withdrew your consent to the means check")
    return (
        MATTER.step(
            "withdraw_consent",
            _("Withdraw the consent to the means check"),
            GRANTED,
            LATER,
            DONE,
            to=CONSENT_GONE,
            by=By.RESIDENT,
            told=told,
            **rest,
        ),
        MATTER.step(
            "aid_consent_gone",
            _("The applicant withdrew the consent to the means check"),
            GRANTED,
            LATER,
            DONE,
            to=CONSENT_GONE,
            told=told,
            asks=("note",),
            danger=True,
            **rest,
        ),
    )
