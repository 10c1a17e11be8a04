"""What must be true before a digest goes up."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Confidentiality
from caojiadu.core.cases.moves import Moving
from petitions.oversight.digests import SUGGESTION, names_somebody


def fit_to_send(moving: Moving) -> None:
    """Every suggestion is one still, has its summary, and no summary names a person."""
    items = list(moving.case.items.select_related("suggestion__resident"))
    if not items:
        raise Refused(_("There is no suggestion in this digest."))
    for item in items:
        one = item.suggestion
        if one.kind != SUGGESTION or one.confidentiality == Confidentiality.SECRET:
            raise Refused(_("One of the matters is no suggestion any more. Take it out first."))
        if not item.summary.strip():
            raise Refused(_("Write a summary of each suggestion first."))
        if names_somebody(item.summary, one):
            raise Refused(_("A summary holds a name, a phone or the number of a paper. Take it out first."))
