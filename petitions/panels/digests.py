"""Digests on the pages of the desk, and on the pages of the suggestions in them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.cases.models import Case
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from petitions.models import DigestItem, SuggestionDigest
from petitions.oversight.digests import DIGEST


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The desk and heads gather; only those of the desk's office stand to a digest."""
    return {role: {"petitions.send_digest"} for role in ("letters", "head")}


def digests_of(user: Any) -> QuerySet[SuggestionDigest]:
    """The digests that a person may open."""
    return SuggestionDigest.objects.filter(pk__in=Case.objects.visible_to(user).filter(kind=DIGEST).values("pk"))


@provide(f"panels.{DIGEST}")
def panels(digest: SuggestionDigest, user: Any) -> list[Panel]:
    """The summaries; the matters themselves only for those who may open them."""
    items = list(digest.items.select_related("suggestion"))
    pks = [item.suggestion_id for item in items]
    opens = set(Case.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))
    return [Panel("petitions/desk/digests/digest.html", {"digest": digest, "items": items, "opens": opens})]


def digest_panels(case: Case, _user: Any) -> list[Panel]:
    """In which digests a suggestion went up, on its own page."""
    sent = DigestItem.objects.filter(suggestion_id=case.pk, digest__state__in=("digest_sent", "digest_returned"))
    items = list(sent.select_related("digest"))
    return [Panel("petitions/desk/digests/of_case.html", {"items": items})] if items else []


def gathers(user: Any) -> bool:
    """Whoever holds a letters post at the desk."""
    return user.has_role("letters") and user.has_perm("petitions.send_digest")


@provide("desk_links")
def desk_links(user: Any) -> list[dict[str, Any]]:
    """The digests, for those who write them."""
    if not gathers(user):
        return []
    return [{"url": reverse("letters_desk:digests"), "label": _("Digests of suggestions")}]
