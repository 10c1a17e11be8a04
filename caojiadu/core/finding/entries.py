"""What can be found: one entry for each page, service, duty, event or answer that the public may read."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from caojiadu.core.workflow import Text


class Kind(TextChoices):
    """What an entry is, in a word that stands beside it. Where two fit alike, the one named first comes first."""

    SERVICE = "service", pgettext_lazy("kind of answer", "service")
    ELSEWHERE = "elsewhere", _("not done here")
    ORDER = "order", _("service at home")
    PAGE = "page", pgettext_lazy("kind of answer", "page")
    CENTRE = "centre", pgettext_lazy("kind of answer", "centre")
    DUTY = "duty", _("who is responsible")
    ACTIVITY = "activity", pgettext_lazy("kind of answer", "activity")
    ROOM = "room", pgettext_lazy("kind of answer", "room")
    NEWS = "news", pgettext_lazy("kind of answer", "news")
    SUGGESTION = "suggestion", pgettext_lazy("kind of answer", "suggestion")
    REGISTER = "register", _("public register")

    @property
    def icon(self) -> str:
        """Its drawing, by its name in the sprite."""
        return ICONS[self]


ICONS = {
    Kind.SERVICE: "card-checklist",
    Kind.ELSEWHERE: "box-arrow-up-right",
    Kind.ORDER: "house-door",
    Kind.PAGE: "file-earmark-text",
    Kind.CENTRE: "building",
    Kind.DUTY: "diagram-3",
    Kind.ACTIVITY: "calendar3",
    Kind.ROOM: "house",
    Kind.NEWS: "megaphone",
    Kind.SUGGESTION: "lightbulb",
    Kind.REGISTER: "archive",
}


@dataclass(frozen=True)
class Entry:
    """One thing to be found; title and line are in the reader's language.

    `words` are its names and what people say for it, in Chinese and in English, each parted by commas.
    """

    kind: Kind
    key: str
    url: str
    title: str
    line: str
    words: tuple[str, str]
    # Where one goes with it.
    place: str = ""
    # Of what is done elsewhere: by whom, and a number to ring.
    who: str = ""
    phone: str = ""


def page(key: str, address: str, *, title: str, line: str, words: tuple[str, str]) -> Entry:
    """A page that is always there, by the name of its address."""
    return Entry(Kind.PAGE, key, reverse(address), title, line, words)


def in_both(text: Text) -> tuple[str, str]:
    """A text of the code in Chinese and in English, whatever the reader's language."""
    with override("zh-hans"):
        chinese = str(text)
    with override("en"):
        return chinese, str(text)
