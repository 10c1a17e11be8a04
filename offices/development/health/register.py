"""Public health (H8): campaigns, vaccination drives, epidemic notices."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day, only_in
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import event
from caojiadu.core.workflow import State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

HEALTH = event.states("health", open=_("Announced, under way"))
register(
    event.workflow(
        HEALTH,
        key="health_campaign",
        label=_("Health campaign"),
        model="office_development.HealthCampaign",
        function="H8",
        series="WJ",
        asks={"record": ("handed_out", "households")},
        public=("title", "place", "goal"),
    )
)
declare(
    Register(
        key="health-campaigns",
        label=_("Health campaigns"),
        singular=_("Health campaign"),
        model="office_development.HealthCampaign",
        function="H8",
        title=_("Name of the campaign"),
        fields=(
            *("title", "theme", "partner", "goal", "neighbourhood"),
            *("starts_at", "ends_at", "place", "places", "sign_up_until"),
        ),
        columns=("theme", "neighbourhood", "starts_at", "households"),
        filters=("theme", "neighbourhood"),
        public=("theme", "goal", "neighbourhood", "starts_at", "ends_at", "place"),
        shown_in=(HEALTH.open, HEALTH.held, HEALTH.recorded),
        shown_since="published_on",
        hint=_("Against mosquitoes and rats, against smoking, for blood donation: what was reached."),
    )
)
DRIVE = Matter("office_development.VaccinationDrive")
PLANNED = State("vaccination_planned", _("Planned"))
OPEN_DRIVE = State("vaccination_open", _("Vaccination under way"))
HELD = State("vaccination_held", _("Over, counts to be entered"), tone="soon")
RECORDED = State("vaccination_recorded", _("Recorded"), final=True, tone="done")
CANCELLED = State("vaccination_cancelled", _("Cancelled"), final=True, tone="done")

register(
    Workflow(
        key="vaccination_drive",
        label=_("Vaccination drive"),
        model=DRIVE.model,
        function="H8",
        initial=PLANNED,
        series="YF",
        open_told=_("Planned"),
        transitions=(
            DRIVE.step(
                "vaccination_invite", _("Invite and begin"), PLANNED, to=OPEN_DRIVE, fields=("invited",), main=True
            ),
            DRIVE.step("vaccination_more", _("Invite more people"), OPEN_DRIVE, fields=("invited",), asks=("note",)),
            DRIVE.step("vaccination_end", _("The drive is over"), OPEN_DRIVE, to=HELD, asks=("done",), main=True),
            DRIVE.step(
                "vaccination_count",
                _("Enter the counts"),
                HELD,
                to=RECORDED,
                fields=("vaccinated", "reactions", "outcome"),
                main=True,
            ),
            DRIVE.step("vaccination_move", _("Change the days"), PLANNED, fields=("since", "until"), asks=("reason",)),
            DRIVE.step(
                "vaccination_move_end", _("Change the last day"), OPEN_DRIVE, fields=("until",), asks=("reason",)
            ),
            DRIVE.end("vaccination_cancel", _("Cancel the drive"), PLANNED, OPEN_DRIVE, to=CANCELLED, by=DRIVE.lead),
            *DRIVE.usual(PLANNED, OPEN_DRIVE, HELD, with_papers=False),
        ),
        limits=(
            on_day(
                "begin",
                _("First day of the drive"),
                "since",
                _("Plan of the health service"),
                starts=(OPEN,),
                met_by=("vaccination_invite", "vaccination_cancel"),
                warn=(3,),
            ),
            on_day(
                "end",
                _("Last day of the drive"),
                "until",
                _("Plan of the health service"),
                starts=("vaccination_invite",),
                met_by=("vaccination_end", "vaccination_cancel"),
                warn=(3,),
                applies=only_in(OPEN_DRIVE),
            ),
            norm(
                "count",
                _("Enter the counts"),
                5,
                starts=("vaccination_end",),
                met_by=("vaccination_count",),
                working=True,
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="vaccination-drives",
        label=_("Vaccination drives"),
        singular=_("Vaccination drive"),
        model=DRIVE.model,
        function="H8",
        title=pgettext_lazy("vaccination drives", "Name of the drive"),
        fields=("title", "vaccine", "group", "neighbourhood", "site", "since", "until", "wanted"),
        columns=("vaccine", "group", "until", "vaccinated"),
        filters=("group", "neighbourhood"),
        hint=_("How many were invited and how many came. Who they are, the health service knows."),
    )
)
NOTICE = Matter("office_development.EpidemicNotice")
RECEIVED = State("epidemic_received", _("Received, to be passed on"), tone="late")
PASSED = State("epidemic_passed", _("Passed on, being carried out"))
CARRIED_OUT = State("epidemic_carried_out", _("Carried out, in force"))
LIFTED = State("epidemic_lifted", _("Notice lifted"), final=True, tone="done")


register(
    Workflow(
        key="epidemic_notice",
        label=_("Epidemic notice"),
        model=NOTICE.model,
        function="H8",
        initial=RECEIVED,
        series="YQ",
        open_told=_("Notice received"),
        open_notify=(steps.TO_DECIDE,),
        transitions=(
            NOTICE.step(
                "epidemic_pass",
                _("Pass the notice down"),
                RECEIVED,
                to=PASSED,
                fields=("passed_to",),
                optional=("told",),
                main=True,
                hint=_("To the neighbourhood committees, the health service centre, schools and firms concerned."),
            ),
            NOTICE.step(
                "epidemic_carry_out", _("Enter what was done"), PASSED, to=CARRIED_OUT, fields=("measures",), main=True
            ),
            NOTICE.step(
                "epidemic_raise",
                _("The level changes"),
                PASSED,
                CARRIED_OUT,
                to=PASSED,
                by=NOTICE.head_or_leader,
                fields=("level", "ordered"),
                hint=_("Everybody who reads the notice sees the new level at once."),
            ),
            NOTICE.step(
                "epidemic_lift",
                _("Notice lifted"),
                RECEIVED,
                PASSED,
                CARRIED_OUT,
                to=LIFTED,
                by=NOTICE.head_or_leader,
                asks=("reason",),
            ),
            NOTICE.publish(
                PASSED,
                CARRIED_OUT,
                by=NOTICE.staff("handle", Who.HEAD, Who.LEADER),
                by_nobody_who=(OPEN, "epidemic_pass"),
                fields=("title", "told"),
            ),
            NOTICE.take_off(PASSED, CARRIED_OUT, by=NOTICE.staff("handle", Who.HEAD)),
            *NOTICE.usual(RECEIVED, PASSED, CARRIED_OUT),
        ),
        limits=(
            norm(
                "pass",
                _("Pass the notice on"),
                1,
                starts=(OPEN,),
                met_by=("epidemic_pass", "epidemic_lift"),
                counted_from="received_at",
                warn=(),
            ),
            norm(
                "carry_out",
                _("Report what was done"),
                3,
                starts=("epidemic_pass", "epidemic_raise"),
                met_by=("epidemic_carry_out", "epidemic_lift"),
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="epidemic-notices",
        label=_("Epidemic notices"),
        singular=_("Epidemic notice"),
        model=NOTICE.model,
        function="H8",
        title=_("Name of the notice"),
        fields=("title", "origin", "level", "disease", "received_at", "neighbourhood", "ordered"),
        columns=("level", "disease", "received_at"),
        filters=("level", "neighbourhood"),
        public=("level", "disease", "told"),
        shown_in=(PASSED, CARRIED_OUT),
        shown_since="published_on",
        hint=_("What the health authorities order is passed on, carried out and lifted. No person is named."),
    )
)
