"""The hours of training that each group owes (G0)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM

declare(
    Register(
        key="training-hours-owed",
        label=_("Training hours owed"),
        singular=_("Training hours owed"),
        model="office_human_resources.TrainingTarget",
        function="G0",
        title=_("Name of the rule"),
        fields=("title", "group", "year", "hours", "source"),
        columns=("group", "year", "hours"),
        filters=("group",),
        hint=_("What each group of staff owes in a year, as the notice of the year says."),
    )
)
declare_duty(Duty("yearly-appraisals", _("Begin the yearly appraisals of all groups of staff"), "G0", 12, 10, OWN_NORM))
