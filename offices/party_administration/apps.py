"""App configuration."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from caojiadu.core.organisation.office import OfficeConfig


class PartyAdministrationConfig(OfficeConfig):
    """The Party and Administration Office."""

    code = "A"
    verbose_name = _("Party and Administration Office")
    pages: ClassVar[dict[str, str]] = {"news/": "news.urls", "disclosure/": "disclosure.urls"}
