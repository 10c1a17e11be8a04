"""The lines of a payment roll: who may read them, and the sheet that goes to whoever pays."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.forms import Words
from caojiadu.core.registers.access import may_see
from caojiadu.core.sheets.writing import workbook
from offices.service.assistance.register import HOUSEHOLDS
from offices.service.models import AidRoll
from offices.service.rolls.register import MATTER


class SheetForm(forms.Form):
    """Why the sheet is needed."""

    reason = Words(
        label=gettext_lazy("Why you need the list"), max_length=200, help_text=gettext_lazy("Kept in the log.")
    )


def may_read(user: Visitor) -> bool:
    """Whoever keeps the households in assistance reads the lines, and whoever approves the rolls."""
    return may_see(user, HOUSEHOLDS) or user.has_perm(MATTER.close)


def sheet_of(roll: AidRoll) -> bytes:
    """The roll as a workbook: one query, however many lines."""
    heads = (_("Entry"), _("Name"), _("Kind of paper"), _("Number of the paper"), _("Assistance"), _("Amount (yuan)"))
    rows = (
        (
            f"#{line.household_id}",
            line.household.resident.name_sealed if line.household.resident else line.household.title,
            line.household.resident.get_id_type_display() if line.household.resident else "",
            line.household.resident.id_sealed if line.household.resident else "",
            line.get_aid_display(),
            float(line.amount),
        )
        for line in roll.lines.select_related("household__resident").order_by("pk")
    )
    return workbook(roll.month, heads, [*rows, ("", "", "", "", _("In all"), float(roll.total))])
