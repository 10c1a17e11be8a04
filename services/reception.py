"""The reception centre of the sub-district: its key in the list of centres, and the office that runs it."""

from collections.abc import Iterable

from caojiadu.core.organisation.models import Function

CENTRE = "affairs-reception"
FUNCTION = "D7"


def runs_reception(offices: Iterable[int]) -> bool:
    """Whether one of these offices runs the centre."""
    return Function.objects.filter(code=FUNCTION, office__in=offices).exists()
