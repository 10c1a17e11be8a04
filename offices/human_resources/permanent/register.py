"""Permanent staff: contracts, training, appraisal (G2)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.workflow import register
from offices.human_resources.patterns import appraisal, person, training

RULES = _("Regulations on Personnel of Public Institutions, art. 13")

declare(
    Register(
        key="permanent-staff",
        label=_("Permanent staff"),
        one=_("Member of the permanent staff"),
        model="office_human_resources.PermanentStaff",
        function="G2",
        title=_("Full name"),
        fields=(
            "title",
            "institution",
            "post_class",
            "level",
            *person.BASE,
            "contract_from",
            "contract_until",
            "trial_until",
            "trial_passed_on",
        ),
        columns=("institution", "post_class", "contract_until", "retires_on"),
        filters=("post_class", "retires_on"),
        reminders=(
            Reminder("trial", _("Trial ends"), "trial_until", article=RULES, until_done="trial_passed_on"),
            Reminder("contract", _("Contract ends"), "contract_until", lead=60, article=_("Day in the contract")),
            person.RETIRES,
        ),
        hint=_(
            "Posts by class and level, and contracts, as a rule for three years or more"
            " (Regulations on Personnel of Public Institutions, art. 12)."
        ),
    )
)
register(
    training.workflow(
        training.states("permanenttraining"),
        key="permanent_staff_training",
        label=_("Training of permanent staff"),
        model="office_human_resources.PermanentStaffTraining",
        function="G2",
        series="GX",
        asks=("certificate",),
    )
)
declare(
    Register(
        key="permanent-staff-training",
        label=_("Training of permanent staff"),
        one=_("Training of permanent staff"),
        model="office_human_resources.PermanentStaffTraining",
        function="G2",
        title=_("Name of the course"),
        fields=("title", "person", "occasion", *training.BASE),
        columns=("person", "occasion", "ends_on", "credited"),
        filters=("person", "occasion"),
        hint=_("Courses before, in and between posts, with their certificates."),
    )
)
register(
    appraisal.workflow(
        appraisal.states("permanentappraisal"),
        key="permanent_staff_appraisal",
        label=_("Appraisal of permanent staff"),
        model="office_human_resources.PermanentStaffAppraisal",
        function="G2",
        series="GS",
        asks=("served",),
        review=norm(
            "review",
            _("Objection decided"),
            30,
            starts=("object",),
            met_by=("review",),
            article=_("Regulations on Personnel of Public Institutions, art. 38; the days are the office's own norm"),
            since="objected_on",
            kept_on="reviewed_on",
        ),
    )
)
declare(
    Register(
        key="permanent-staff-appraisals",
        label=_("Appraisals of permanent staff"),
        one=_("Appraisal of permanent staff"),
        model="office_human_resources.PermanentStaffAppraisal",
        function="G2",
        title=_("Heading"),
        fields=("title", "person", "year", "scope"),
        columns=("person", "year", "scope", "rank", "hours_credited", "hours_owed"),
        filters=("person", "rank"),
        sensitive=True,
        hint=_(
            "Each year and at the end of a term; those who are served are heard"
            " (Regulations on Personnel of Public Institutions, art. 20)."
        ),
    )
)
