"""Bodies that can be called on in managing the community (C1)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare

declare(
    Register(
        key="resources",
        label=_("Bodies to call on"),
        singular=_("Body to call on"),
        model="office_management.Resource",
        function="C1",
        title=_("Name of the body"),
        fields=("title", "kind", "field", "contact", "phone", "strength", "agreement_until"),
        columns=("kind", "field", "contact"),
        filters=("kind",),
        reminders=(
            Reminder(
                "agreement",
                _("Contract or agreement ends"),
                "agreement_until",
                lead=60,
                article=_("Day in the contract"),
            ),
        ),
        hint=_("Branches, departments, companies and teams that work in the street, and whom to ring there."),
    )
)
