"""Who may change the organisation: administrators alone."""

from caojiadu.core.hooks import provide

EDITED = ("office", "centre", "districtbody", "neighbourhood", "fact")
READ = ("function", "responsibility")


@provide("post_permissions")
def post_permissions() -> dict[str, set[str]]:
    """Administrators see all of it, edit names, plates, channels and facts, and move functions."""
    names = {f"view_{model}" for model in EDITED + READ} | {f"change_{model}" for model in EDITED} | {"move_function"}
    return {"administrator": {f"organisation.{name}" for name in names}}
