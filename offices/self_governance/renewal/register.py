"""Places renewed with residents, and their upkeep (F3; R4)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare

declare(
    Register(
        key="renewal-places",
        label=_("Places to be renewed with residents"),
        singular=_("Place to be renewed"),
        model="office_self_governance.RenewalPlace",
        function="F3",
        title=_("Where"),
        fields=(
            "title",
            "neighbourhood",
            "kind",
            "state_before",
            "wished_by",
            "owner",
            "project",
            "renewed_on",
            "kept_by",
            "looked_on",
        ),
        columns=("neighbourhood", "kind", "renewed_on"),
        filters=("neighbourhood", "kind"),
        reminders=(
            Reminder("upkeep", _("Look how it is kept up"), "looked_on", months=6, article=_("The office's own norm")),
        ),
        public=("neighbourhood", "kind", "wished_by", "renewed_on", "kept_by"),
        hint=_("What residents wish to see renewed around them; a self-government project does it with them."),
    )
)
