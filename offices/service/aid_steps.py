"""The states of an application for assistance, and the steps between them; guards and effects are in aid_moves."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.patterns.kinds import Kind, states_of
from caojiadu.core.registers.patterns.online_application import missing_papers, tell_who_applied_online
from caojiadu.core.workflow import By, Notify, Transition, Who
from offices.service import aid_moves as moves

_GONE = (
    "已撤回核对同意，救助仍在发放的已启动复核：{number}",
    "Consent to the means check withdrawn; a re-check begins where aid still runs: {number}",
)
register_template("aid_consent_gone", title=_GONE, body=_GONE)
AT = states_of(
    "aid",
    {
        "received": _("Received, papers to be checked"),
        "waiting": _("Waiting for missing papers"),
        "urgent": _("Urgent: proposed at once, to be decided"),
        "accepted": _("Accepted, means to be checked"),
        "means": _("Means checked, home to be visited"),
        "visited": _("Home visited, finding to be proposed"),
        "proposed": _("Finding proposed, to be posted or refused"),
        "posted": _("Posted for objections"),
        "granted": _("Granted, applicant to be told"),
        "refused": _("Refused, applicant to be told"),
        "later": _("Helped first, papers and checks to follow"),
        "done": _("Granted and told"),
        "ended": _("Refused and told"),
        "withdrawn": _("Withdrawn"),
        "consent_gone": _("Granted, the consent withdrawn afterwards"),
    },
    rests=("done", "ended", "withdrawn", "consent_gone"),
    soon=("urgent", "posted", "granted", "refused"),
    told={
        "received": _("Received, papers are being checked"),
        "urgent": _("Help that cannot wait is being decided"),
        "accepted": _("Accepted, the means of the household are being checked"),
        "means": _("Means checked, a visit to the home follows"),
        "visited": _("Home visited, a first finding follows"),
        "proposed": _("A first finding is made"),
        "granted": _("Approved"),
        "refused": _("Not granted"),
        "later": _("Approved, papers and checks follow"),
        "done": _("Approved"),
        "ended": _("Not granted"),
        "consent_gone": _("Approved, you withdrew your consent"),
    },
)
AT["done"] = replace(AT["done"], final=False, done=True)  # the consent can still be withdrawn
KIND = Kind("office_service.AidApplication")
BEFORE = tuple(
    AT[name] for name in ("received", "waiting", "urgent", "accepted", "means", "visited", "proposed", "posted")
)
IN_HAND = (*BEFORE, AT["granted"], AT["refused"], AT["later"])
TOLD_ONLINE = (tell_who_applied_online,)


def taken_in() -> tuple[Transition, ...]:
    """Received, what is missing said once, accepted; or, where one cannot wait, proposed at once."""
    return (
        *missing_papers(AT["received"], AT["waiting"], needs=KIND.handle, who=(Who.LEAD,)),
        KIND.step(
            "aid_accept",
            _("Accept"),
            AT["received"],
            AT["waiting"],
            to=AT["accepted"],
            fields=("accepted_on",),
            optional=("agreed", "consent"),
            main=True,
            public=True,
            told=_("Application accepted"),
            effects=(moves.note_consent, *TOLD_ONLINE),
        ),
        KIND.step(
            "aid_urgent",
            _("Help first: propose at once"),
            AT["received"],
            AT["waiting"],
            to=AT["urgent"],
            fields=("grounds", "monthly", "since", "until"),
            optional=("longer_why",),
            when=(moves.cannot_wait,),
            notify=(steps.TO_DECIDE,),
            hint=_("Papers, means and home are checked afterwards."),
        ),
        KIND.step(
            "aid_not_urgent",
            _("It can wait: the usual way"),
            AT["urgent"],
            to=AT["received"],
            by=KIND.head_or_leader,
            asks=("reason",),
            effects=(moves.unpost,),
        ),
    )


def looked_into() -> tuple[Transition, ...]:
    """Means, home, first finding."""
    return (
        KIND.step(
            "aid_means",
            _("Enter the answer of the means check"),
            AT["accepted"],
            to=AT["means"],
            fields=("means_on", "means"),
            main=True,
            public=True,
            told=_("The means of the household were checked"),
            hint=_("Only what the household agreed to have checked."),
        ),
        KIND.step(
            "aid_visit",
            _("Enter the visit to the home"),
            AT["means"],
            to=AT["visited"],
            fields=("home_on", "visitor", "second_visitor", "at_home"),
            main=True,
            public=True,
            told=_("Your home was visited"),
        ),
        KIND.step(
            "aid_propose",
            _("Propose the first finding"),
            AT["visited"],
            to=AT["proposed"],
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
        KIND.step(
            "aid_again",
            _("Have it looked into again"),
            AT["proposed"],
            AT["posted"],
            to=AT["accepted"],
            by=KIND.head_or_leader,
            asks=("reason",),
            effects=(moves.unpost,),
        ),
        KIND.step(
            "aid_object",
            _("An objection is to be looked into"),
            AT["posted"],
            to=AT["accepted"],
            asks=("reason",),
            effects=(moves.unpost, *TOLD_ONLINE),
            public=True,
            told=_("Looked into again after an objection"),
            hint=_("Who objects is not told to the applicant. It is checked, found and posted anew."),
        ),
        KIND.step(
            "aid_longer",
            _("Special case: it takes longer"),
            *(AT[name] for name in ("accepted", "means", "visited", "proposed", "posted")),
            by=KIND.head_or_leader,
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
        KIND.step(
            "aid_post",
            _("Review for secrecy and post"),
            AT["proposed"],
            to=AT["posted"],
            by=KIND.head_or_leader,
            when=(four_eyes, moves.found_to_be_granted),
            effects=(moves.post, *TOLD_ONLINE),
            public=True,
            told=_("To be granted, posted for objections"),
            main=True,
            hint=_("Everybody can read the masked name and the outcome for the days of posting, and nothing else."),
        ),
        KIND.step(
            "aid_grant",
            _("Grant it"),
            AT["urgent"],
            AT["posted"],
            to=AT["granted"],
            by=KIND.head_or_leader,
            fields=("decided_on", "decision"),
            when=(four_eyes,),
            guards=(moves.posting_over_or_urgent, moves.not_received_yet),
            effects=(moves.open_entry, *TOLD_ONLINE),
            public=True,
            told=_("Assistance granted"),
            main=True,
            hint=_("The household's entry is opened at once; it stands in the next payment roll."),
        ),
        KIND.step(
            "aid_refuse",
            _("Refuse it"),
            AT["proposed"],
            to=AT["refused"],
            by=KIND.head_or_leader,
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
        KIND.step(
            "aid_tell",
            _("Written decision delivered"),
            AT["granted"],
            to=AT["done"],
            fields=("told_on", "delivery"),
            others=(AT["later"], AT["consent_gone"]),
            choose=partial(moves.when_told, AT),
            public=True,
            told=_("Decision delivered"),
            main=True,
        ),
        KIND.step(
            "aid_tell_refusal",
            _("Written refusal delivered"),
            AT["refused"],
            to=AT["ended"],
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
        KIND.step(
            "aid_later",
            _("Papers and checks are made up for"),
            AT["later"],
            to=AT["done"],
            fields=("means_on", "means"),
            optional=("agreed", "consent"),
            effects=(moves.note_consent, moves.pass_on_consent),
            main=True,
            public=True,
            told=_("Papers handed in later"),
            hint=_("Only what the household agreed to have checked."),
        ),
        KIND.step(
            "aid_not_made_up",
            _("Papers or checks do not follow: have the household re-checked"),
            AT["later"],
            to=AT["done"],
            asks=("reason",),
            effects=(moves.look_at_what_came_first, *TOLD_ONLINE),
            public=True,
            told=_("Papers and checks did not follow: the household is re-checked"),
            danger=True,
            hint=_("Where the aid still runs, the re-check begins at once."),
        ),
    )


def consent_withdrawn() -> tuple[Transition, ...]:
    """Withdrawn after the grant, on the portal or at the window: it is as easy as giving it (PIPL, art. 15)."""
    rest: dict[str, Any] = {
        "choose": partial(moves.when_consent_ended, AT),
        "when": (moves.rests_on_consent,),
        "effects": (moves.end_consent, moves.look_at_anew),
        "public": True,
        "notify": (Notify("handler", "aid_consent_gone"), Notify("head", "aid_consent_gone")),
    }
    told = _("You withdrew your consent to the means check")
    return (
        Transition(
            "withdraw_consent",
            _("Withdraw the consent to the means check"),
            (AT["granted"], AT["later"], AT["done"]),
            AT["consent_gone"],
            by=By.RESIDENT,
            told=told,
            **rest,
        ),
        KIND.step(
            "aid_consent_gone",
            _("The applicant withdrew the consent to the means check"),
            AT["granted"],
            AT["later"],
            AT["done"],
            to=AT["consent_gone"],
            told=told,
            asks=("note",),
            danger=True,
            **rest,
        ),
    )
