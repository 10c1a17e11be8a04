"""Screening for contradictions (E4): counts only, for the head and the keepers named by the head."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare

declare(
    Register(
        key="stability-screenings",
        label=_("Screening for contradictions: counts"),
        singular=_("Screening"),
        model="office_security.Screening",
        function="E4",
        title=_("Period"),
        fields=(
            "title",
            "cycle",
            "theme",
            "neighbourhood",
            "screened_on",
            "next_on",
            "stage",
            "found",
            "high",
            "middle",
            "low",
            "named",
            "resolved",
            "reviewed",
            "reported_up",
        ),
        columns=("theme", "neighbourhood", "found", "high", "resolved", "stage"),
        filters=("theme", "stage", "neighbourhood"),
        reminders=(Reminder("next", _("Next screening"), "next_on", lead=2, article=_("The office's own norm")),),
        sensitive=True,
        hint=_("Numbers only, week by week or month by month; end an entry once all of it is reviewed."),
    )
)
