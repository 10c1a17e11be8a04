"""Residence registration and residence permits (E7): the street takes in, the police decide."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.community.duplicates import rows_of_person
from caojiadu.core.registers.declaration import OnlineApplication, find
from caojiadu.core.registers.patterns.intake import declare_applications
from caojiadu.core.registers.verbs import change
from offices.security.population.models import Occupant


def remind_of_renewal(moving: Moving) -> None:
    """An effect: the person's entry in the actual population says until when the permit holds, and reminds of it."""
    case, occupants = moving.case, find("occupants")
    until = case.permit_until
    if until is None or occupants is None or case.resident_id is None:
        return
    for one in Occupant.objects.filter(resident__in=rows_of_person(case.resident_id), ended_on=None):
        change(occupants, one, {"permit_until": until}, user=moving.actor.user)


declare_applications(
    "residence",
    "residence-permits",
    _("Residence permits"),
    _("Application for a residence permit"),
    key="residence_permit",
    model="office_security.ResidencePermit",
    function="E7",
    series="JW",
    decide=(15, _("Interim Regulations on Residence Permits, art. 9")),
    working=False,
    by_law_for=lambda case: case.has_limit_of_law,
    asks_for=("wish", "ground", "lives_since", "year_ends_on", "neighbourhood"),
    online=OnlineApplication(("wish", "ground", "lives_since", "year_ends_on", "neighbourhood")),
    columns=("wish", "ground", "year_ends_on", "permit_until"),
    filters=("wish",),
    optional={"grant": ("permit_until",), "tell": ("permit_on",)},
    effects={"tell": (remind_of_renewal,)},
    hint=_("Taken in here, decided by the police: a permit within 15 days, renewed in the last month of each year."),
)
