"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    """Letters and calls."""

    name = "petitions"
    verbose_name = _("Letters and calls")

    def ready(self) -> None:
        """Declare the kinds of matter and the words of their messages."""
        from petitions import (  # noqa: F401
            categories,
            desk_panels,
            messages,
            messages_who,
            oversight,
            paper_frame,
            providers,
            recount,
            workflows,
        )
        from petitions.same import matches, splitting  # noqa: F401
