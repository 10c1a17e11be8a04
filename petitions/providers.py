"""What letters and calls answer when lower layers call upward."""

from caojiadu.core.hooks import provide


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Which permissions on letters each post brings."""
    handle = {"petitions.handle_petition", "petitions.view_petition"}
    return {
        "window": {"petitions.enter_petition"},
        "letters": handle | {"petitions.enter_petition", "petitions.register_petition"},
        "handler": handle,
        "head": handle | {"petitions.assign_petition"},
        "leader": {"petitions.view_petition"},
        "accusations": {"petitions.keep_accusations"},
    }
