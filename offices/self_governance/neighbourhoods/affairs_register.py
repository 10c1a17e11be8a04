"""Affairs that committees lay open, and the approved lists of tasks and proofs (F1)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare

declare(
    Register(
        key="published-affairs",
        label=_("Published affairs of neighbourhood committees"),
        singular=_("Published affair"),
        model="office_self_governance.PublishedAffair",
        function="F1",
        title=_("Heading"),
        fields=("title", "neighbourhood", "topic", "since", "until", "text"),
        columns=("neighbourhood", "topic", "until"),
        filters=("neighbourhood", "topic"),
        reminders=(
            Reminder(
                "next", _("Next publication owed"), "until", months=6, lead=30, article=_("The office's own norm")
            ),
        ),
        public=("neighbourhood", "topic", "since", "until", "text"),
        hint=_("What each committee lays open to its residents. It is public once somebody else has reviewed it."),
    )
)
declare(
    Register(
        key="approved-items",
        label=_("Approved tasks and proofs of committees"),
        singular=_("Approved item"),
        model="office_self_governance.ApprovedItem",
        function="F1",
        title=_("Name of the item"),
        fields=("title", "kind", "asked_by", "basis", "how", "valid_until"),
        columns=("kind", "asked_by", "valid_until"),
        filters=("kind",),
        reminders=(Reminder("valid", _("Item of the list lapses"), "valid_until", article=_("Day in the approval")),),
        public=("kind", "asked_by", "basis", "how"),
        hint=_("The lists as approved. A task or a proof that is not on them is refused."),
    )
)
