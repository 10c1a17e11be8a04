"""Residents in admin: masked, and for looking only; and the assessments without which rows are not joined."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SECURITY, SYSTEM
from caojiadu.core.audit.trail import record
from caojiadu.core.community.models import ImpactAssessment, Resident


@admin.register(Resident)
class ResidentAdmin(ModelAdmin):
    """Nothing here is clear, and nothing is searched by phone or paper: the address bar would keep it."""

    owner = SYSTEM
    list_display = ("key", "name", "phone", "paper", "address", "neighbourhood", "created_at")
    list_display_links = ("key",)
    list_filter = ("neighbourhood", "id_type")
    search_fields = ("key__exact",)
    search_help_text = _("The resident's key")
    list_select_related = ("neighbourhood",)
    ordering = ("-id",)
    list_per_page = 50
    show_full_result_count = False
    fields = (
        *("key", "name", "phone", "email", "id_type", "paper", "address", "neighbourhood", "language"),
        *("agreed_e_service_at", "agreed_e_service_text", "created_at"),
    )
    readonly_fields = fields

    @admin.display(description=_("full name"))
    def name(self, obj: Resident) -> str:
        return obj.masked_name

    @admin.display(description=_("phone"))
    def phone(self, obj: Resident) -> str:
        return obj.masked_phone

    @admin.display(description=_("e-mail"))
    def email(self, obj: Resident) -> str:
        return obj.masked_email

    @admin.display(description=_("number of the paper"))
    def paper(self, obj: Resident) -> str:
        return obj.masked_id_outside

    @admin.display(description=_("address"))
    def address(self, obj: Resident) -> str:
        return obj.masked_address

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Resident | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Resident | None = None) -> bool:
        return False


@admin.register(ImpactAssessment)
class ImpactAssessmentAdmin(ModelAdmin):
    """Recorded and corrected here, never deleted: it is kept for at least three years (PIPL, art. 56)."""

    owner = SECURITY
    list_display = ("title", "done_on", "done_by", "valid_until")
    ordering = ("-done_on", "-id")
    fields = ("title", "done_on", "done_by", "purpose", "influence", "measures", "valid_until")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and record who did and which fields changed."""
        if not change:
            obj.recorded_by = request.user
        super().save_model(request, obj, form, change)
        record(
            action="change" if change else "add",
            request=request,
            subject_type="community.impactassessment",
            subject_key=obj.pk,
            data={"fields": form.changed_data},
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
