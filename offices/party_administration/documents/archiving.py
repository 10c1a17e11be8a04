"""How every paper ends (A2): archived here, and handed over to the archive when its time has come."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.limits import on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import Limit, State, Transition

ARCHIVES = _("Regulations on the Archives Law, art. 20")


def archive(matter: Matter, stem: str, *way: State, **more: Any) -> tuple[Transition, Transition]:
    """The last two moves of a paper: `way` is where it stands when done, archived here, and gone to the archive."""
    done, here, gone = way
    fields = ("file_number", "retention")
    return (
        matter.step(f"{stem}_archive", _("Archive it"), done, to=here, fields=fields, main=True, **more),
        matter.step(f"{stem}_transfer", _("Hand over to the archive"), here, to=gone, asks=("note",)),
    )


def transfer(*stems: str) -> Limit:
    """Ten years after the paper was made (the date is set when it is archived); it runs on while the paper rests."""
    return on_day(
        "transfer",
        _("Hand over to the archive"),
        "transfer_on",
        ARCHIVES,
        starts=tuple(f"{stem}_archive" for stem in stems),
        met_by=tuple(f"{stem}_transfer" for stem in stems),
        runs_at_rest=True,
        climbs=False,
        warn=(180, 30),
        legal=True,
    )
