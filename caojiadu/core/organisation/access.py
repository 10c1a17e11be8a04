"""Who may change the organisation: administrators alone."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from caojiadu.core.administrators import SECURITY, SYSTEM
from caojiadu.core.doors import Link
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.facts import facts_missing

EDITED = ("office", "centre", "neighbourhood", "fact")
READ = ("function", "responsibility")


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """The system administrator edits names, plates and facts, and moves functions; the security administrator keeps the
    ways and keys by which matters go to the district."""
    names = {f"view_{model}" for model in EDITED + READ} | {f"change_{model}" for model in EDITED} | {"move_function"}
    keys = {"view_districtbody", "change_districtbody"}
    return {
        SYSTEM: {f"organisation.{name}" for name in names},
        SECURITY: {f"organisation.{name}" for name in keys},
    }


@provide("to_look_after")
def facts_to_fill_in(user: Any) -> list[Link]:
    """Facts that nobody has filled in: the public reads nothing in their place."""
    n = len(facts_missing()) if user.has_perm("organisation.change_fact") else 0
    if not n:
        return []
    said = ngettext("%(n)d fact is not filled in yet", "%(n)d facts are not filled in yet", n) % {"n": n}
    return [Link(f"{reverse('admin:organisation_fact_changelist')}?filled=no", said)]
