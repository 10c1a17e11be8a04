"""Mediation of civil disputes (E6): committees, mediators, and each dispute from the request to the archive."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import clocks
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import OnlineApplication, Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.online_application import papers_added, take_back, tell_who_applied_online
from caojiadu.core.workflow import By, Limit, State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.security.mediation.models import COURT_DAYS, Mediation, MediationCommittee, MediationParty

MATTER = Matter("office_security.Mediation")
REQUESTED = State("mediation_requested", _("Mediation asked for"))
MEDIATING = State("mediation_under_way", _("Accepted, under mediation"))
AGREED = State("mediation_agreed", _("Agreed, to be performed"), tone="soon")
AT_COURT = State("mediation_at_court", _("Before the court for confirmation"), tone="soon")
CONFIRMED = State("mediation_confirmed", _("Confirmed by the court, to be performed"), tone="soon")
PERFORMED = State("mediation_performed", _("Performed, to be archived"))
FAILED = State("mediation_failed", _("Ended without result, to be archived"))
WITHDRAWN = State("mediation_withdrawn", _("Withdrawn"), final=True, tone="done")
DECLINED = State("mediation_declined", _("Not accepted"), final=True, tone="done")
ARCHIVED = State("mediation_archived", _("Archived"), final=True, tone="done")
OPEN_STATES = (REQUESTED, MEDIATING, AGREED, AT_COURT, CONFIRMED, PERFORMED, FAILED)
LEAVES = ("mediation_withdraw", "take_back")


def choose_committee(moving: Moving) -> None:
    """An effect of opening: where nobody chose a committee it is that of the neighbourhood, or the sub-district's."""
    if moving.case.committee_id:
        return
    there = MediationCommittee.objects.filter(ended_on=None)
    levels, place = MediationCommittee.Level, moving.case.neighbourhood_id
    near = there.filter(level=levels.RESIDENTS, neighbourhood=place).first() if place else None
    moving.change(committee=near or there.filter(level=levels.STREET).first())


def has_committee(moving: Moving) -> None:
    """A guard: a committee mediates, and it is known which."""
    if moving.case.committee_id is None:
        raise Refused(gettext("Choose the committee that mediates first."))


def all_willing(moving: Moving) -> None:
    """A guard: there is another party, and nobody refuses (art. 17: who refuses is not mediated with)."""
    answers = set(moving.case.parties.filter(ended_on=None).values_list("willing", flat=True))
    if not answers:
        raise Refused(gettext("Enter the other party first."))
    if MediationParty.Willing.NO in answers:
        raise Refused(gettext("A party refuses mediation: it cannot go on (People's Mediation Law, art. 17)."))
    if MediationParty.Willing.ASKED in answers:
        raise Refused(gettext("Ask every party first whether they let it be mediated."))


def all_signed(moving: Moving) -> None:
    """A guard: a written agreement is there once every party has signed it (art. 29)."""
    unsigned = moving.case.parties.filter(ended_on=None, signed_on=None).exclude(side=MediationParty.Side.THIRD)
    if moving.data.get("form") == Mediation.Form.WRITTEN and unsigned.exists():
        raise Refused(gettext("Enter with every party on which day they signed."))


def was_met(moving: Moving) -> None:
    """A guard: nobody agrees before anybody met."""
    if not moving.case.meetings:
        raise Refused(gettext("Enter the meeting first."))


def begin_anew(moving: Moving) -> None:
    """What came of the agreement before no longer holds: its history keeps it, and everybody signs again."""
    moving.change(meetings=0, visited_on=None, performance="", court_asked_on=None, ruling="")
    moving.case.parties.update(signed_on=None)


def end_of_asking(moving: Moving) -> None:
    """Asking the court is up to the parties: once its days have passed, nobody is late with it."""
    clocks.end(moving.case, ["confirm"], moving.now)


register(
    Workflow(
        key="mediation",
        label=_("Mediation of a civil dispute"),
        model=MATTER.model,
        function="E6",
        initial=REQUESTED,
        series="TJ",
        open_told=_("Asked for mediation"),
        open_effects=(choose_committee,),
        transitions=(
            MATTER.step("mediation_committee", _("Choose the committee"), REQUESTED, fields=("committee",)),
            MATTER.step(
                "mediation_accept",
                _("Accept"),
                REQUESTED,
                to=MEDIATING,
                fields=("mediator",),
                guards=(has_committee, all_willing),
                public=True,
                told=_("Accepted for mediation"),
                effects=(tell_who_applied_online,),
                main=True,
                hint=_("Mediation is free of charge. Enter the other party before."),
            ),
            MATTER.step(
                "mediation_decline",
                _("Do not accept"),
                REQUESTED,
                to=DECLINED,
                by=MATTER.head,
                fields=("refused_why",),
                public=True,
                told=_("Not accepted for mediation"),
                effects=(tell_who_applied_online,),
                danger=True,
            ),
            MATTER.step(
                "mediation_meet",
                _("Enter a meeting"),
                MEDIATING,
                fields=("met_on",),
                asks=("result",),
                effects=(steps.count("meetings"),),
                public=True,
                told=_("The parties met"),
            ),
            MATTER.step(
                "mediation_agree",
                _("They agreed"),
                MEDIATING,
                to=AGREED,
                fields=("form", "agreement", "effective_on", "perform_by"),
                when=(was_met,),
                guards=(all_willing, all_signed),
                public=True,
                told=_("Agreement reached"),
                effects=(tell_who_applied_online,),
                main=True,
            ),
            MATTER.end(
                "mediation_end",
                _("End without agreement"),
                MEDIATING,
                to=FAILED,
                by=MATTER.lead,
                public=True,
                told=_("Mediation ended without agreement"),
                effects=(tell_who_applied_online,),
                hint=_("Tell the parties that they may turn to arbitration, the authorities or the court."),
            ),
            MATTER.step(
                "mediation_ask_court",
                _("Both ask the court to confirm it"),
                AGREED,
                to=AT_COURT,
                fields=("court_asked_on",),
                public=True,
                told=_("Joint request to the court"),
            ),
            MATTER.step(
                "mediation_confirm",
                _("The court confirms it"),
                AT_COURT,
                to=CONFIRMED,
                fields=("ruling",),
                public=True,
                told=_("Confirmed by the court"),
                main=True,
            ),
            MATTER.step(
                "mediation_unconfirmed",
                _("The court does not confirm it"),
                AT_COURT,
                to=AGREED,
                asks=("reason",),
                hint=_("The parties may change the agreement by mediation, or sue."),
            ),
            MATTER.step(
                "mediation_anew",
                _("Mediate again"),
                AGREED,
                CONFIRMED,
                to=MEDIATING,
                asks=("reason",),
                effects=(begin_anew,),
            ),
            MATTER.step(
                "mediation_performed",
                _("Visited: performed in full"),
                AGREED,
                CONFIRMED,
                to=PERFORMED,
                fields=("visited_on",),
                asks=("result",),
                public=True,
                told=_("Agreement performed"),
                main=True,
            ),
            MATTER.step(
                "mediation_visit",
                _("Visited: not performed yet"),
                AGREED,
                CONFIRMED,
                fields=("visited_on", "performance", "perform_by"),
                asks=("result",),
                hint=_("Give the day by which you visit again."),
            ),
            MATTER.end(
                "mediation_broken",
                _("End: not performed"),
                AGREED,
                CONFIRMED,
                to=FAILED,
                hint=_("Tell the parties of the court; what it has confirmed can be enforced."),
            ),
            MATTER.step(
                "mediation_archive", _("Archive"), PERFORMED, FAILED, to=ARCHIVED, fields=("shelf",), main=True
            ),
            MATTER.withdraw("mediation_withdraw", REQUESTED, MEDIATING, to=WITHDRAWN),
            *papers_added(MATTER, (REQUESTED,), REQUESTED),
            take_back((REQUESTED, MEDIATING), WITHDRAWN),
            *MATTER.usual(*OPEN_STATES),
            MATTER.step(
                "mediation_court_over",
                _("The days in which to ask the court have passed"),
                *OPEN_STATES,
                by=By.TIMER,
                effects=(end_of_asking,),
            ),
        ),
        limits=(
            norm(
                "answer",
                _("Accept or not"),
                3,
                starts=(OPEN,),
                met_by=("mediation_accept", "mediation_decline", *LEAVES),
                working=True,
                warn=(1,),
            ),
            norm(
                "mediate",
                _("Time to mediate"),
                30,
                starts=("mediation_accept", "mediation_anew"),
                met_by=("mediation_agree", "mediation_end", *LEAVES),
                warn=(7, 2),
            ),
            on_day(
                "perform",
                _("Performance and visit"),
                "perform_by",
                _("The day in the agreement"),
                starts=("mediation_agree",),
                met_by=("mediation_performed", "mediation_broken", "mediation_anew"),
                warn=(3,),
            ),
            Limit(
                "confirm",
                _("Joint request to the court"),
                COURT_DAYS,
                _("People's Mediation Law, art. 33"),
                counted_from="effective_on",
                starts=("mediation_agree",),
                met_by=("mediation_ask_court", "mediation_performed", "mediation_broken", "mediation_anew"),
                met_on="court_asked_on",
                on_breach="mediation_court_over",
                warn=(10, 3),
                climbs=False,
            ),
            norm(
                "archive",
                _("Archive"),
                30,
                starts=("mediation_performed", "mediation_end", "mediation_broken"),
                met_by=("mediation_archive",),
                warn=(7,),
            ),
        ),
    )
)
declare(
    Register(
        key="mediation-committees",
        label=_("Mediation committees"),
        singular=_("Mediation committee"),
        model="office_security.MediationCommittee",
        function="E6",
        title=_("Name of the committee"),
        fields=("title", "level", "neighbourhood", "chair", "members", "women", "elected_on"),
        columns=("level", "neighbourhood", "chair"),
        filters=("level", "neighbourhood"),
        reminders=(
            Reminder(
                "term",
                _("Term of the committee ends"),
                "elected_on",
                months=36,
                lead=90,
                article=_("People's Mediation Law, art. 9"),
            ),
        ),
        public=("level", "neighbourhood"),
        hint=_("The committees that mediate in this sub-district, and when their terms end."),
    )
)
declare(
    Register(
        key="mediators",
        label=_("Mediators"),
        singular=_("Mediator"),
        model="office_security.Mediator",
        function="E6",
        title=_("Name of the mediator"),
        fields=("title", "committee", "standing", "strengths", "trained_on", "engaged_until"),
        columns=("committee", "standing", "trained_on"),
        filters=("committee",),
        reminders=(
            Reminder("training", _("Training owed"), "trained_on", months=12, article=OWN_NORM),
            Reminder("engaged", _("Engagement ends"), "engaged_until", lead=60, article=_("Day on the paper")),
        ),
        hint=_("Who mediates, for which committee, and when they were last trained."),
    )
)
declare(
    Register(
        key="mediations",
        label=_("Mediations"),
        singular=_("Mediation"),
        model=MATTER.model,
        function="E6",
        title=_("The dispute in one line"),
        fields=("title", "dispute", "source", "committee", "neighbourhood", "wish"),
        columns=("dispute", "committee", "mediator"),
        filters=("dispute", "committee"),
        person=True,
        online=OnlineApplication(("dispute", "neighbourhood", "wish"), received=""),
        hint=_("Each dispute from the request to the archive. The person is who asks for mediation."),
    )
)
declare(
    Register(
        key="mediation-parties",
        label=_("Parties of disputes"),
        singular=_("Party of a dispute"),
        model="office_security.MediationParty",
        function="E6",
        title=_("What they are in the dispute"),
        fields=("title", "mediation", "side", "willing", "acts_for", "signed_on"),
        columns=("mediation", "side", "willing"),
        filters=("mediation",),
        person=True,
        hint=_("The other parties of each dispute, whether they let it be mediated, and when they signed."),
    )
)
