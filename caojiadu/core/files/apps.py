"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Uploaded files: checked, held until clean, served only to those who may read them."""

    name = "caojiadu.core.files"
    label = "files"
    verbose_name = _("Files")
