"""Permanent staff: contracts, training, appraisal (G2)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import norm
from offices.human_resources.patterns import appraisal, person, training

RULES = _("Regulations on Personnel of Public Institutions, art. 13")

declare(
    Register(
        key="permanent-staff",
        label=_("Permanent staff"),
        singular=_("Member of the permanent staff"),
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
training.declare_courses(
    "permanenttraining",
    "permanent-staff-training",
    _("Training of permanent staff"),
    _("Training of permanent staff"),
    key="permanent_staff_training",
    model="office_human_resources.PermanentStaffTraining",
    function="G2",
    series="GX",
    asks=("certificate",),
    what="occasion",
    hint=_("Courses before, in and between posts, with their certificates."),
)
appraisal.declare_appraisals(
    "permanentappraisal",
    "permanent-staff-appraisals",
    _("Appraisals of permanent staff"),
    _("Appraisal of permanent staff"),
    key="permanent_staff_appraisal",
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
        counted_from="objected_on",
        met_on="reviewed_on",
    ),
    more=("scope",),
    hint=_(
        "Each year and at the end of a term; those who are served are heard"
        " (Regulations on Personnel of Public Institutions, art. 20)."
    ),
)
