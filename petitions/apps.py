"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    """Letters and calls."""

    name = "petitions"
    verbose_name = _("Letters and calls")

    def ready(self) -> None:
        """Declare the kinds of matter and the words of their messages."""
        from petitions import categories, messages, providers, reading, record, workflows  # noqa: F401
        from petitions.clocks import recount  # noqa: F401
        from petitions.demo import oversight  # noqa: F401
        from petitions.messages import who  # noqa: F401
        from petitions.oversight import slips  # noqa: F401
        from petitions.panels import digests, letter, meetings, supervision, urgent  # noqa: F401
        from petitions.papers import frame  # noqa: F401
        from petitions.reports import hooks  # noqa: F401
        from petitions.same import matches, splitting  # noqa: F401
