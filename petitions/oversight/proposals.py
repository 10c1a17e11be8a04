"""What is done with a suggestion beside the moves: taking it in, and looking through what would be published."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core import personal
from caojiadu.core.accounts.models import User
from caojiadu.core.files.models import File
from caojiadu.core.hooks import provide
from caojiadu.core.personal.detection import Found, found_in, names_in
from petitions import hooks
from petitions.models import Petition
from petitions.models.suggestions import Proposal


def propose(petition: Petition, data: Mapping[str, Any]) -> None:
    """Keep what the form asked beside the letter, where it is a suggestion."""
    if petition.workflow.transition("allow_publishing") is None:
        return
    allowed = timezone.now() if data.get("publish") else None
    Proposal.objects.create(petition=petition, call=data.get("call"), allowed_at=allowed)


@provide("words_of_people")
def words_of_people(petition: Petition) -> Iterable[str]:
    """Who wrote and how to reach them, whom it is against, the names of its files, and everybody who works here."""
    for row in petition.petitioners.exclude(resident=None):
        yield from (row.resident.name_sealed, row.resident.address_sealed)
    yield from (part for part in petition.against.replace("，", "、").split("、"))
    for name in File.objects.filter(case_id=petition.pk).values_list("name", flat=True):
        yield name
        yield from names_in(name)
    yield from User.objects.filter(kind="staff", is_active=True).values_list("display_name", flat=True)


def known_words(petition: Petition) -> set[str]:
    """Every word that is personal in this matter."""
    return {word.strip() for words in hooks.words_of_people(petition) for word in words if len(word.strip()) > 1}


def finds(texts: Iterable[str], petition: Petition) -> dict[str, Found]:
    """What is found in these texts, each once, by the mark under which a decision about it is kept."""
    known = known_words(petition)
    return {mark_of(one): one for text in texts for one in found_in(text, known)}


def mark_of(found: Found) -> str:
    """A short keyed digest that stands for words without repeating them."""
    return str(personal.digest("found", f"{found.kind}:{found.text}"))[:16]
