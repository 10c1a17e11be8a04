"""Names kept in two languages, shown in the reader's."""

from django.utils.translation import get_language


def in_language(chinese: str, english: str) -> str:
    """Return the text of the active language, or the other one where it is empty."""
    first, second = (english, chinese) if (get_language() or "").startswith("en") else (chinese, english)
    return first or second


class Bilingual:
    """Mixin for models with `name_zh` and `name_en`: `name` follows the reader."""

    name_zh: str
    name_en: str

    @property
    def name(self) -> str:
        """The name in the active language."""
        return in_language(self.name_zh, self.name_en)

    def __str__(self) -> str:
        return self.name
