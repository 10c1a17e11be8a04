"""The figures on requests for information that the annual report gives (GID 50)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.hooks import provide
from offices.party_administration.models import DisclosureRequest

HANDLE = "office_party_administration.handle_disclosurerequest"
Kind = DisclosureRequest.Applicant


@dataclass(frozen=True)
class Line:
    """One line of the table: what is counted, and how many from citizens, from organisations, and in all."""

    label: str
    citizens: int
    bodies: int

    @property
    def total(self) -> int:
        return self.citizens + self.bodies


def lines_of(year: int) -> list[Line]:
    """What was brought over, came in, was answered how or ended otherwise, and is carried on. One query.

    A request belongs to the year in which it was entered, which no correction moves; an answer to the year in which it
    was approved. What was brought over and came in adds up to what was dealt with and is carried on.
    """
    new, before = Q(opened_at__year=year), Q(opened_at__year__lt=year)
    closed = Q(closed_at__year=year)
    open_then = Q(closed_at=None) | Q(closed_at__year__gt=year)
    wanted: dict[str, tuple[Any, Q]] = {
        "before": (_("Brought over from the year before"), before & (open_then | closed)),
        "new": (_("New in this year"), new),
        **{
            f"as_{key}": (label, closed & Q(state="disclosure_answered", outcome=key))
            for key, label in DisclosureRequest.Outcome.choices
        },
        "given_up": (_("Not corrected, given up"), closed & Q(state="disclosure_given_up")),
        "withdrawn": (_("Withdrawn by the applicant"), closed & Q(state="disclosure_withdrawn")),
        "open": (_("Carried on to the next year"), (before | new) & open_then),
    }
    counts = {
        f"{key}_{kind}": Count("pk", filter=condition & Q(applicant=kind))
        for key, (_label, condition) in wanted.items()
        for kind in Kind.values
    }
    found = DisclosureRequest.objects.aggregate(**counts)
    return [
        Line(str(label), found[f"{key}_{Kind.CITIZEN}"], found[f"{key}_{Kind.BODY}"])
        for key, (label, _condition) in wanted.items()
    ]


@provide("office_pages")
def own_pages(office: Any, user: Visitor) -> list[tuple[str, str]]:
    """The table, on the page of the office."""
    if office.key != "party_administration" or not user.has_perm(HANDLE):
        return []
    address = reverse("office_party_administration:disclosure_year", args=[timezone.localdate().year])
    return [(address, _("Figures on requests for information"))]
