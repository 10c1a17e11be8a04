"""Social workers, service teams and their projects (G5)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import project
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.human_resources.social.models import SocialWorker

MATTER = Matter("office_human_resources.CertificateRenewal")
CERTIFICATE = _("Day on the certificate")
STANDING = ("standing", SocialWorker.Standing.REGISTERED, SocialWorker.Standing.ACTIVE)  # what lapsed ends no more

WORKERS = declare(
    Register(
        key="social-workers",
        label=_("Social workers"),
        singular=_("Social worker"),
        model="office_human_resources.SocialWorker",
        function="G5",
        title=_("Full name"),
        fields=("title", "field", "level", "employer", "registered_on", "valid_until"),
        columns=("field", "level", "standing", "valid_until"),
        filters=("field", "standing"),
        reminders=(
            Reminder("valid", _("Registration ends"), "valid_until", lead=90, article=CERTIFICATE, where=STANDING),
        ),
        hint=_("Who serves in which field, with a certificate that is registered until its day."),
    )
)

DUE = State("certificate_due", _("Registration ends, hours to be checked"))
CHECKED = State("certificate_checked", _("Hours checked, to be handed in"))
SENT = State("certificate_sent", _("Handed in for renewal"))
RENEWED = State("certificate_renewed", _("Certificate renewed"), final=True, tone="done")
LAPSED = State("certificate_lapsed", _("Certificate lapsed"), final=True, tone="done")
ALIVE = (DUE, CHECKED, SENT)


def renewed(moving: Moving) -> None:
    """The worker's certificate is valid again."""
    values = {"valid_until": moving.case.renewed_until, "standing": SocialWorker.Standing.ACTIVE}
    change(WORKERS, moving.case.worker, values, user=moving.actor.user)


def lapsed(moving: Moving) -> None:
    """The worker has no valid certificate any more."""
    change(WORKERS, moving.case.worker, {"standing": SocialWorker.Standing.LAPSED}, user=moving.actor.user)


register(
    Workflow(
        key="certificate_renewal",
        label=_("Renewal of a certificate"),
        model=MATTER.model,
        function="G5",
        initial=DUE,
        series="GZ",
        open_told=_("Registration ends"),
        transitions=(
            MATTER.step(
                "certificate_check",
                _("Check the hours"),
                DUE,
                CHECKED,
                to=CHECKED,
                fields=("taught", "owed"),
                main=True,
            ),
            MATTER.step("certificate_send", _("Hand it in"), CHECKED, to=SENT, fields=("sent_on",), main=True),
            MATTER.step(
                "certificate_renew",
                _("Renewed"),
                SENT,
                to=RENEWED,
                fields=("renewed_until",),
                effects=(renewed,),
                main=True,
            ),
            MATTER.end("certificate_lapse", _("It lapses"), *ALIVE, to=LAPSED, by=MATTER.lead, effects=(lapsed,)),
            *MATTER.usual(*ALIVE),
        ),
        limits=(
            on_day(
                "valid",
                _("Handed in before the registration ends"),
                "ends_on",
                CERTIFICATE,
                starts=(OPEN,),
                met_by=("certificate_send", "certificate_lapse"),
                warn=(30, 10),
            ),
        ),
    )
)
declare(
    Register(
        key="certificate-renewals",
        label=_("Renewals of certificates"),
        singular=_("Renewal of a certificate"),
        model=MATTER.model,
        function="G5",
        title=_("Heading"),
        fields=("title", "worker", "ends_on"),
        columns=("worker", "ends_on", "sent_on", "renewed_until"),
        filters=("worker",),
        hint=_("Hours of further education are checked, then it is handed in, renewed or lapses."),
    )
)
declare(
    Register(
        key="service-teams",
        label=_("Service teams"),
        singular=_("Service team"),
        model="office_human_resources.ServiceTeam",
        function="G5",
        title=_("Name of the team"),
        fields=("title", "neighbourhood", "field", "organisation", "members", "certified", "serves", "judged_on"),
        columns=("field", "organisation", "members"),
        filters=("field", "neighbourhood"),
        reminders=(Reminder("judged", _("Look at the team"), "judged_on", months=12, article=OWN_NORM),),
        public=("field", "organisation", "members", "serves"),
        hint=_("Teams that serve residents in one field; looked at every year."),
    )
)
PROJECTS = project.states("teamproject")
register(
    project.workflow(
        PROJECTS,
        key="team_project",
        label=_("Project of a service team"),
        model="office_human_resources.TeamProject",
        function="G5",
        series="GT",
    )
)
declare(
    Register(
        key="team-projects",
        label=_("Projects of service teams"),
        singular=_("Project of a service team"),
        model="office_human_resources.TeamProject",
        function="G5",
        title=_("Name of the project"),
        fields=("title", "team", "reaches", "method", "aim", "budget"),
        columns=("team", "next_due", "granted"),
        filters=("team",),
        public=("aim", "reaches", "granted", "spent", "result", "verdict"),
        shown_in=(PROJECTS.published,),
        shown_since="published_on",
        hint=_("What teams take on, with money and milestones, reviewed and open to everybody."),
    )
)
