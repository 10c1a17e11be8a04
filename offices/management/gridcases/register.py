"""Grid cases (C3) as a register: list, search, filters, entry, export. How they live lies in `gridcases`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.registers.declaration import Register, declare
from offices.management.gridcases import workflow  # noqa: F401

declare(
    Register(
        key="grid-cases",
        label=_("Grid cases"),
        singular=_("Grid case"),
        model="office_management.GridCase",
        function="C3",
        title=pgettext_lazy("grid cases", "What is to be put right"),
        fields=("title", "grid_class", "place", "neighbourhood", "source", "what"),
        columns=("grid_class", "place", "source"),
        filters=("thing", "grid_class", "source", "resource", "neighbourhood", "for_meeting"),
        hint=_("Parts and events in the street: found, filed, dispatched, put right, verified by somebody else."),
    )
)
