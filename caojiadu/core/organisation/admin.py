"""The organisation for administrators: official text is read, names, plates, channels and facts are edited."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Field, Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SECURITY, SYSTEM
from caojiadu.core.audit.trail import record

from . import hooks
from .admin_filters import FilledFilter
from .forms import DistrictBodyForm, MoveFunctionForm
from .models import Centre, DistrictBody, Fact, Function, Neighbourhood, Office, Responsibility
from .moves import move_function


class ListedAdmin(ModelAdmin):
    """Rows come from the official list: none is added or removed here, and every change is recorded."""

    editable: ClassVar[tuple[str, ...]] = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The list decides which rows there are."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A row that others point to is never removed."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Everything but what may be edited."""
        hidden = ("loaded", "order", *self.editable)
        names = [field.name for field in self.model._meta.get_fields() if not field.auto_created]
        return [name for name in names if name not in hidden]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and record which fields were changed."""
        super().save_model(request, obj, form, change)
        record(
            action="change",
            actor=request.user,
            request=request,
            subject_type=obj._meta.label_lower,
            subject_key=obj.natural_key()[0],
            data={"fields": form.changed_data},
        )


@admin.register(Office)
class OfficeAdmin(ListedAdmin):
    """Names and plates change when offices are reorganised."""

    owner = SYSTEM
    list_display = ("code", "name_zh", "name_en", "plate_zh", "confirmed")
    list_display_links = ("code", "name_zh")
    list_filter = ("confirmed",)
    search_fields = ("code", "name_zh", "name_en", "plate_zh", "plate_en")
    editable = ("name_zh", "name_en", "plate_zh", "plate_en", "confirmed")
    fields = ("code", "key", *editable)


@admin.register(Responsibility)
class ResponsibilityAdmin(ListedAdmin):
    """The official wording, to read."""

    owner = SYSTEM
    list_display = ("code", "text_zh", "text_en")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("code", "text_zh", "text_en")
    fields = ("code", "parent", "text_zh", "text_en")


@admin.register(Function)
class FunctionAdmin(ListedAdmin):
    """Functions to read; moving one to another office is an action with a permission of its own."""

    owner = SYSTEM
    list_display = ("code", "name_zh", "name_en", "office", "basis", "assists")
    list_display_links = ("code", "name_zh")
    list_filter = ("office", "basis", "assists")
    list_select_related = ("office",)
    search_fields = ("code", "name_zh", "name_en", "keywords_zh", "keywords_en")
    actions = ("move_to_office",)
    exclude = ("loaded", "order")

    def has_move_permission(self, request: HttpRequest) -> bool:
        """Whether the person may move functions between offices."""
        return request.user.has_perm("organisation.move_function")

    @admin.action(description=_("Move to another office"), permissions=("move",))
    def move_to_office(self, request: HttpRequest, queryset: QuerySet[Function]) -> HttpResponse:
        """Ask for the office, then move each chosen function with its open cases."""
        form = MoveFunctionForm(request.POST if "office" in request.POST else None)
        if not form.is_valid():
            return self._ask_office(request, queryset, form)
        for function in queryset:
            move_function(function=function, office=form.cleaned_data["office"], actor=request.user)
        self.message_user(request, _("The functions were moved, with their open cases."), messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())

    def _ask_office(self, request: HttpRequest, queryset: QuerySet[Function], form: Form) -> HttpResponse:
        """The page that asks which office the functions go to."""
        context = self.admin_site.each_context(request) | {
            "title": _("Move to another office"),
            "functions": queryset,
            "form": form,
            "opts": self.model._meta,
        }
        return TemplateResponse(request, "admin/organisation/function/move.html", context)


@admin.register(Centre)
class CentreAdmin(ListedAdmin):
    """Names of centres; their addresses, telephones and hours are facts."""

    owner = SYSTEM
    list_display = ("name_zh", "name_en", "office", "function", "assists")
    list_filter = ("office", "assists")
    list_select_related = ("office", "function")
    search_fields = ("name_zh", "name_en", "also_zh", "also_en")
    editable = ("name_zh", "name_en", "also_zh", "also_en")
    fields = ("key", "office", "function", "assists", *editable)


@admin.register(Neighbourhood)
class NeighbourhoodAdmin(ListedAdmin):
    """The residential areas."""

    owner = SYSTEM
    list_display = ("code", "name_zh", "name_en", "pinyin")
    list_display_links = ("code", "name_zh")
    search_fields = ("code", "name_zh", "name_en", "pinyin")
    editable = ("name_zh", "name_en", "pinyin")
    fields = ("code", "key", *editable)


@admin.register(DistrictBody)
class DistrictBodyAdmin(ListedAdmin):
    """Bodies of the district: whether the name is checked, and how reports reach them."""

    owner = SECURITY
    list_display = ("name_zh", "name_en", "confirmed", "active", "channel")
    list_filter = ("confirmed", "active", "channel")
    search_fields = ("key", "name_zh", "name_en", "field_zh", "field_en")
    editable = ("name_zh", "name_en", "confirmed", "active", "channel", "endpoint", "key_id")
    fields = ("key", "field_zh", "field_en", "receives", *editable, "why")
    form = DistrictBodyForm

    def save_model(self, request: HttpRequest, obj: DistrictBody, form: Any, change: bool) -> None:
        """Save all but what a second administrator must approve first."""
        held_back = form.to_approve()
        for name in held_back:
            setattr(obj, name, form.initial[name])
        super().save_model(request, obj, form, change)
        if held_back:
            reason = form.cleaned_data["why"]
            hooks.ask_to_change_body(body=obj, changed=held_back, reason=reason, request=request)
            said = _("Asked for, and not in force yet: another administrator must approve it.")
            self.message_user(request, said, messages.WARNING)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """An address typed without a scheme is meant to be safe."""
        if db_field.name == "endpoint":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Fact)
class FactAdmin(ListedAdmin):
    """What only the office can tell; empty ones are left out on the pages."""

    owner = SYSTEM
    list_display = ("__str__", "value_zh", "value_en", "group")
    list_filter = (FilledFilter, "group")
    list_select_related = ("centre",)
    search_fields = ("key", "label_zh", "label_en", "value_zh", "value_en", "centre__name_zh", "centre__name_en")
    editable = ("value_zh", "value_en")
    fields = ("key", "group", "label_zh", "label_en", *editable)
