"""One search: everything that the public may find, in one ranked list."""

from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core import memory
from caojiadu.core.finding import hooks
from caojiadu.core.finding.entries import Entry
from caojiadu.core.finding.matching import Hit, Index, best

LONGEST = 60  # characters of a question
MOST = 40  # answers
# Offered beside the field, so that nobody has to type.
EVERYDAY = (
    _("medical bills"),
    pgettext_lazy("looked for", "residence permit"),
    _("senior card"),
    _("social security card"),
    _("noise at night"),
    _("street lamp out"),
    _("clutter in the stairwell"),
    _("adding a lift"),
)


def find(typed: str) -> list[Hit]:
    """What fits a question, the best first; guesses stand after what is sure, and alone where nothing is."""
    typed = typed_well(typed)
    if not typed:
        return []
    changing = [entry for found in hooks.found_now(typed) for entry in found]
    hits = [*_kept().find(typed), *Index(changing).find(typed)]
    once = {hit.entry.url: hit for hit in sorted(hits, key=lambda hit: hit.points)}
    found = best(once.values())
    return ([hit for hit in found if hit.sure] or found)[:MOST]


def typed_well(typed: str) -> str:
    """A question in one line, as long as a question may be."""
    return " ".join(typed.replace("\0", "").split())[:LONGEST]


def _kept() -> Index:
    """What changes seldom, ready to be searched: the same for everybody who reads a language, of one day."""
    return memory.kept(("findable", get_language(), timezone.localdate()), lambda: Index(_entries()))


def _entries() -> list[Entry]:
    return [entry for found in hooks.findable() for entry in found]
