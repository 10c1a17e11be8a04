"""Applications for assistance (D4), online or at the window, to the decision of the head and the household's entry.

The street decides itself (Shanghai Regulations on Social Assistance, art. 36); what is to be granted is posted first,
name and outcome only (arts. 33, 38). Whoever needs help at once gets it first (art. 29: three months as a rule).
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declared import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.shapes.applied import look_again, missing_papers, take_back, tell_who_applied_online
from caojiadu.core.registers.shapes.kinds import Kind, states_of
from caojiadu.core.workflow import Notify, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.service import aid_moves as moves
from offices.service.models.aid import WITH_COSTS, Category
from offices.service.registers.assistance import DECIDES

_ARRIVED = ("收到一项救助申请，请安排经办人：{number}", "An application for assistance has arrived: {number}")
register_template("aid_arrived", title=_ARRIVED, body=_ARRIVED)
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
    },
    rests=("done", "ended", "withdrawn"),
    soon=("urgent", "posted", "granted", "refused"),
)
KIND = Kind("office_service.AidApplication")
BEFORE = tuple(
    AT[name] for name in ("received", "waiting", "urgent", "accepted", "means", "visited", "proposed", "posted")
)
IN_HAND = (*BEFORE, AT["granted"], AT["refused"], AT["later"])
TOLD_ONLINE = (tell_who_applied_online,)
GIVEN_UP = ("aid_withdraw", "take_back")


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
            notify=(steps.TO_DECIDE,),
            main=True,
        ),
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
    """Posted, granted or refused by somebody who proposed nothing, told with grounds."""
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
            guards=(moves.posting_over_or_urgent,),
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
        KIND.step(
            "aid_tell",
            _("Written decision delivered"),
            AT["granted"],
            to=AT["done"],
            fields=("told_on", "delivery"),
            others=(AT["later"],),
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
        KIND.step(
            "aid_later",
            _("Papers and checks are made up for"),
            AT["later"],
            to=AT["done"],
            fields=("means_on", "means"),
            main=True,
            public=True,
            told=_("Papers handed in later"),
        ),
    )


DONE = ("aid_grant", "aid_refuse", *GIVEN_UP)
register(
    Workflow(
        key="aid_application",
        label=_("Application for assistance"),
        model=KIND.model,
        function="D4",
        initial=AT["received"],
        series="KN",
        open_told=_("Application received"),
        open_notify=(Notify("head", "aid_arrived"),),
        open_effects=(moves.note_consent,),
        restricted=True,
        transitions=(
            *taken_in(),
            *looked_into(),
            *decided(),
            KIND.step(
                "aid_withdraw",
                _("The applicant withdraws, or takes the consent back"),
                *BEFORE,
                to=AT["withdrawn"],
                asks=("reason",),
                effects=(moves.end_consent,),
                public=True,
                told=_("Withdrawn"),
                danger=True,
            ),
            take_back(BEFORE, AT["withdrawn"], effects=(moves.end_consent,)),
            *steps.usual(KIND.handle, *IN_HAND),
        ),
        limits=(
            norm(
                "accept",
                _("Accept, or say what is missing"),
                3,
                starts=(OPEN,),
                met_by=("aid_accept", "say_missing", "aid_urgent", *GIVEN_UP),
                since="received_on",
                kept_on="accepted_on",
                working=True,
                warn=(1,),
            ),
            look_again("aid_accept", "aid_urgent", "aid_withdraw"),
            norm(
                "urgent",
                _("Help that cannot wait"),
                1,
                starts=(OPEN,),
                met_by=("aid_accept", *DONE),
                applies=lambda case: case.comes_first,
                working=True,
                warn=(),
            ),
            norm(
                "decide",
                _("Decision on the application"),
                30,
                starts=("aid_accept",),
                met_by=DONE,
                since="accepted_on",
                kept_on="decided_on",
                article=DECIDES,
                working=True,
                extends=moves.SPECIAL,
                warn=(10, 3),
            ),
            norm(
                "posting",
                _("Decide after the days of posting"),
                3,
                starts=("aid_post",),
                met_by=(*DONE, "aid_again", "aid_object"),
                since="posted_until",
                kept_on="decided_on",
                working=True,
                warn=(1,),
            ),
            norm(
                "tell",
                _("Tell the applicant"),
                3,
                starts=("aid_grant", "aid_refuse"),
                met_by=("aid_tell", "aid_tell_refusal"),
                since="decided_on",
                kept_on="told_on",
                working=True,
                warn=(1,),
            ),
            norm(
                "later",
                _("Papers and checks after help that came first"),
                30,
                starts=("aid_tell",),
                met_by=("aid_later",),
                applies=lambda case: case.accepted_on is None,
                warn=(10, 3),
            ),
        ),
    )
)
APPLICATIONS = declare(
    Register(
        key="assistance-applications",
        label=_("Applications for assistance"),
        one=_("Application for assistance"),
        model=KIND.model,
        function="D4",
        title=_("The application in one line"),
        fields=(
            "title",
            "aid",
            "urgent",
            "members",
            "people",
            "income",
            "assets",
            "causes",
            "costs",
            "consent",
            "neighbourhood",
            "received_on",
        ),
        columns=("aid", "urgent", "received_on", "posted_until"),
        filters=("aid", "neighbourhood"),
        person=True,
        sensitive=True,
        applied=("urgent", "members", "people", "income", "assets", "causes", "costs", "consent"),
        consents=("consent",),
        kept_as="aid",
        asked_of=(("urgent", Category.RELIEF), ("costs", *WITH_COSTS)),
        hint=_("From the application to the decision: means, home, first finding, posting, decision, delivery."),
    )
)
