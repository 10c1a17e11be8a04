"""What the desk shows of the stages of a letter."""

from caojiadu.core.cases import history
from caojiadu.core.desk.panels import Panel
from caojiadu.core.external_systems.desks import name_of
from petitions.clocks.rights import OBJECT
from petitions.models import Petition, Transferred

# What somebody signs, and the move in which it was written.
_WRITTEN_IN = {
    "sign_refusal": ("refuse", "refuse_repeat"),
    "sign_no_longer": ("no_longer",),
    "grant_extension": ("ask_extension",),
}


def stages_panel(petition: Petition) -> Panel:
    """Where it came from, an extension asked for, requests for review."""
    transfer = Transferred.objects.select_related("body").filter(petition_id=petition.pk).first()
    return Panel(
        "petitions/desk/stages.html",
        {
            "transfer": transfer,
            "object_why": OBJECT.until(transfer.received_on) if transfer else None,
            "object_article": OBJECT.article,
            "system": name_of(petition.foreign_system),
            "number": petition.foreign_number,
            "extensions": list(petition.extensions.select_related("asked_by")),
            "reviews": list(petition.reviews.all()),
        },
    )


def proposed(petition: Petition, key: str) -> list[Panel]:
    """Beside a signature: what was proposed, in the words that the petitioner will read."""
    written = _WRITTEN_IN.get(key)
    if written is None:
        return []
    rows = history.last_words(petition, *written)
    asked = petition.extensions.filter(decided_at=None).first() if key == "grant_extension" else None
    return [Panel("petitions/desk/proposed.html", {"rows": rows, "days": asked.days if asked else None})]
