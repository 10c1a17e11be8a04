"""The app of letters and calls."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

KINDS_AND_TEXTS = (
    "kinds",
    "letters.messages",
    "digests.workflow",
    "meetings.workflow",
    "supervision.workflow",
    "urgent.workflow",
    "external_record",
)
ANSWER_HOOKS = (
    "desk_page",
    "demo.oversight",
    "digests.pages",
    "findable",
    "duplicates.matches",
    "duplicates.splitting",
    "handling.work",
    "letters.categories",
    "meetings.pages",
    "papers.parts",
    "stages.recount",
    "supervision.pages",
    "supervision.slips",
    "tracking.hooks",
    "urgent.pages",
    "figures.counting",  # the last of its links on the desk
)


class PetitionsConfig(AppConfig):
    """Letters and calls."""

    name = "petitions"
    verbose_name = _("Letters and calls")

    def ready(self) -> None:
        """Declare the kinds of matter, the words of their messages, and what answers the hooks of the core."""
        for name in (*KINDS_AND_TEXTS, *ANSWER_HOOKS):
            import_module(f"petitions.{name}")
