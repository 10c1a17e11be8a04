"""What stands around the words of a letter's paper: whom it is addressed to, what it is about, whom to ask."""

from typing import Any

from django.utils import timezone

from caojiadu.core.hooks import provide
from petitions.addresses import track_address
from petitions.models import Petition
from petitions.papers.kinds import matter_of
from petitions.workflows import ACCUSATION, APPEAL, SUGGESTION

CONTACTS = ("petition_phone", "petition_address", "petition_hours")
_NOBODY = {"zh": "来信人", "en": "The petitioner"}


def frame(petition: Petition) -> dict[str, Any]:
    """The frame of a paper of this matter, as it is now."""
    resident = petition.resident
    return {
        "to": _to(petition),
        "names": {
            "matter": matter_of(petition),
            "received": timezone.localdate(petition.opened_at).isoformat(),
            "track": track_address(petition),
        },
        "english": resident is not None and resident.language.startswith("en"),
        "facts": CONTACTS,
    }


def _to(petition: Petition) -> str | dict[str, str]:
    """Whoever wrote; of several the one who leads, with how many they are. One text, which is masked as a name is."""
    name = petition.resident.name_sealed if petition.resident else ""
    signed = petition.petitioners.present().own().count()
    if not name or signed < 2:
        return name or _NOBODY
    return f"{name}等{signed}人"


for _kind in (APPEAL, SUGGESTION, ACCUSATION):
    provide(f"paper_frame.{_kind}")(frame)
