"""In which other systems the office enters matters, for administrators."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.admin import Audited
from caojiadu.core.external_systems.desks import name_of
from caojiadu.core.external_systems.models import SystemRule


@admin.register(SystemRule)
class SystemRuleAdmin(Audited, ModelAdmin):
    """One row for each system that a kind of matter names, changed here and recorded; none comes, none goes."""

    owner = SYSTEM
    list_display = ("name", "in_use")
    fields = ("name", "in_use")
    readonly_fields = ("name",)

    @admin.display(description=_("system"), ordering="system")
    def name(self, rule: SystemRule) -> str:
        """What the system is called."""
        return str(name_of(rule.system))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The kinds of matter name the systems."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
