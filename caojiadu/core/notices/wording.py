"""The words of a row, in its reader's language: the office's own where it wrote some, the standard ones elsewhere."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import override

from caojiadu.core.notices.models import Notice, Template
from caojiadu.core.notices.models.template import TEXT_FIELDS
from caojiadu.core.notices.texts import Text, render
from caojiadu.core.organisation.models import Fact


def own_words(keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """What the office wrote itself, by message key, in one query."""
    return {row.pop("key"): row for row in Template.objects.filter(key__in=set(keys)).values("key", *TEXT_FIELDS)}


def office_phone() -> Fact | None:
    """The office's phone, one query."""
    return Fact.objects.filter(key="office_phone").first()


def variables_of(notice: Notice, extra: Mapping[str, str] | None = None, phone: Fact | None = None) -> dict[str, Any]:
    """Everything its text may name; the phone is empty, not "not yet set", until it is known."""
    phone = phone or office_phone()
    found = phone.text if phone and (phone.value_zh or phone.value_en) else ""
    common = {"number": notice.case_number, "office_phone": found, "office_name": str(settings.SITE_NAME)}
    return common | notice.context | dict(extra or {})


def words(
    notice: Notice,
    *,
    language: str = "",
    extra: Mapping[str, str] | None = None,
    own: Mapping[str, Mapping[str, str]] | None = None,
    phone: Fact | None = None,
) -> Text:
    """Title and body; a list hands in `own` and `phone`, read once for all its rows."""
    language = language or notice.language
    own = own_words([notice.template]) if own is None else own
    with override(language):
        return render(notice.template, variables_of(notice, extra, phone), language, own.get(notice.template))
