"""What papers answer when lower layers call upward."""

from caojiadu.core.documents import kinds
from caojiadu.core.documents.models import PaperRule
from caojiadu.core.hooks import provide


@provide("load_lists")
def load_paper_rules() -> None:
    """Write a row for each declared kind; keep what an administrator changed."""
    for kind in kinds.all_kinds():
        declared = PaperRule.declared(kind)
        PaperRule.objects.get_or_create(kind=declared.pop("kind"), defaults=declared)


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """The desk and the head check, the head and a leader sign; administrators set rules and the seal."""
    check, sign = "documents.check_paper", "documents.sign_paper"
    rules = {"view_paperrule", "change_paperrule", "view_seal", "add_seal"}
    return {
        "letters": {check},
        "head": {check, sign},
        "leader": {check, sign},
        "administrator": {f"documents.{name}" for name in rules},
    }
