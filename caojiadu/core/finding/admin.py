"""What is done elsewhere, kept by administrators; and what residents looked for and did not find, to read."""

from typing import Any

from django.contrib import admin
from django.db.models import Field, Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.audit.trail import record
from caojiadu.core.finding.models import Elsewhere, Unanswered


@admin.register(Elsewhere)
class ElsewhereAdmin(ModelAdmin):
    """Rows are added, changed and confirmed; each change is in the audit trail."""

    owner = SYSTEM
    list_display = ("name_zh", "name_en", "who_zh", "phone", "confirmed")
    list_filter = ("confirmed",)
    search_fields = ("key", "name_zh", "name_en", "also_zh", "also_en", "who_zh")
    exclude = ("loaded", "order")

    def get_readonly_fields(self, request: HttpRequest, obj: Elsewhere | None = None) -> tuple[str, ...]:
        """The short name stands in addresses that people keep."""
        return ("key",) if obj else ()

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """An address typed without a scheme is meant to be safe."""
        if db_field.name == "link":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Elsewhere, form: Any, change: bool) -> None:
        """Save, and record which fields were changed."""
        super().save_model(request, obj, form, change)
        record(
            action="change" if change else "add",
            actor=request.user,
            request=request,
            subject_type=obj._meta.label_lower,
            subject_key=obj.key,
            data={"fields": form.changed_data},
        )

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The next reading of the file would bring it back: what does not hold is not confirmed."""
        return False


@admin.register(Unanswered)
class UnansweredAdmin(ModelAdmin):
    """What to put into the words of a service, or among what is done elsewhere."""

    owner = SYSTEM
    list_display = ("words", "day", "times")
    list_filter = ("day",)
    search_fields = ("words",)
    ordering = ("-times", "-day")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come by themselves."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """They are counted, not written."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """They go by themselves after some months."""
        return False
