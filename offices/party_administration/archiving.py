"""How every paper ends (A2): archived here, and handed over to the archive when its time has come."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.limits import on_day
from caojiadu.core.workflow import Limit, State, Transition

ARCHIVES = _("Regulations on the Archives Law, art. 20")


def archive(stem: str, *way: State, staff: Mapping[str, Any], **more: Any) -> tuple[Transition, Transition]:
    """The last two moves of a paper: `way` is where it stands when done, archived here, and gone to the archive."""
    done, here, gone = way
    kept = Transition(
        f"{stem}_archive",
        _("Archive it"),
        (done,),
        here,
        **staff,
        fields=("file_number", "retention"),
        main=True,
        **more,
    )
    return kept, Transition(f"{stem}_transfer", _("Hand over to the archive"), (here,), gone, **staff, asks=("note",))


def transfer(*stems: str) -> Limit:
    """Ten years after the paper was made (the date is set when it is archived); it runs on while the paper rests."""
    return on_day(
        "transfer",
        _("Hand over to the archive"),
        "transfer_on",
        ARCHIVES,
        starts=tuple(f"{stem}_archive" for stem in stems),
        met_by=tuple(f"{stem}_transfer" for stem in stems),
        beside=True,
        climbs=False,
        warn=(180, 30),
        legal=True,
    )
