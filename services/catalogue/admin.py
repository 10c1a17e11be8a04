"""The catalogue for administrators: items with what is said of them are added, changed, confirmed and retired."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Field, Q, QuerySet
from django.forms import ChoiceField, FileField, ModelForm
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline
from unfold.widgets import UnfoldAdminFileFieldWidget

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.audit.trail import record
from caojiadu.core.files.checks import check_upload
from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.scanner import ScannerDown, scan
from caojiadu.core.files.text import virus
from services.catalogue.checking import LINES, aged
from services.catalogue.items import registers
from services.catalogue.models import (
    Amount,
    Blank,
    Condition,
    Cost,
    Item,
    ItemVersion,
    LifeEvent,
    Limit,
    Paper,
    Question,
    Step,
)
from services.catalogue.versions import PARTS, version_of


class SaidForm(ModelForm):
    """A line; whoever confirms it, or changes what is confirmed, has just compared it with its source."""

    def save(self, commit: bool = True) -> Any:
        touched = {"confirmed", "text_zh", "text_en", "source_zh"} & set(self.changed_data)
        if self.instance.confirmed and touched and "checked_on" not in self.changed_data:
            self.instance.checked_on = timezone.localdate()
        return super().save(commit)


class SaidInline(StackedInline):
    """What is said of an item, each with its source."""

    form = SaidForm

    extra = 0
    tab = True
    exclude = ("loaded", "order")


INLINES = [
    type(f"{model.__name__}Inline", (SaidInline,), {"model": model})
    for model in (Condition, Paper, Limit, Cost, Step, Amount, Question)
]


class BlankForm(ModelForm):
    """A form to download: checked like every upload. A row that is there keeps its file until another is chosen."""

    upload = FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, Word or Excel, at most 10 MB."),
        widget=UnfoldAdminFileFieldWidget,
    )

    class Meta:
        model = Blank
        fields = ("title_zh", "title_en", "language")

    def clean(self) -> dict[str, Any]:
        """A file that may be kept. Raises ValidationError."""
        cleaned = super().clean() or self.cleaned_data
        if upload := cleaned.get("upload"):
            self._take(upload)
        elif not self.instance.pk and "upload" not in self.errors:
            self.add_error("upload", _("Please attach a file."))
        return cleaned

    def _take(self, upload: Any) -> None:
        try:
            kept = check_upload(upload)
            if finding := scan(kept.content):
                raise virus(finding)
        except UnfitFile as refused:
            self.add_error("upload", str(refused.message))
        except ScannerDown:
            self.add_error("upload", _("Files cannot be checked just now. Please try again later."))
        else:
            self.instance.name, self.instance.content_type = kept.name, kept.content_type
            self.instance.content, self.instance.size = kept.content, len(kept.content)


class BlankInline(StackedInline):
    model = Blank
    form = BlankForm
    extra = 0
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Blank]:
        """Without their contents."""
        return super().get_queryset(request).defer("content")


class Unconfirmed(admin.SimpleListFilter):
    """Items of which something waits to be confirmed."""

    title = _("to be confirmed")
    parameter_name = "unconfirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("something to confirm")), ("old", _("compared more than a year ago"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "old":
            old = [model._default_manager.filter(aged()).values("item") for model in LINES]
            return queryset.filter(pk__in=old[0].union(*old[1:]))
        return queryset.filter(waiting__gt=0) if self.value() == "yes" else queryset


class Kept(ModelAdmin):
    """Saved with a line in the audit trail that names the fields."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what belongs to it, then note what was changed."""
        lines = {one.prefix: [str(row.instance) for row in one if row.has_changed()] for one in formsets}
        super().save_related(request, form, formsets, change)
        record(
            action="change" if change else "add",
            actor=request.user,
            request=request,
            subject_type=form.instance._meta.label_lower,
            subject_key=form.instance.key,
            data={"fields": form.changed_data} | {name: rows for name, rows in lines.items() if rows},
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What people were told is retired, not deleted."""
        return False


@admin.register(Item)
class ItemAdmin(Kept):
    """A service item with everything that is said of it."""

    owner = SYSTEM
    list_display = ("name_zh", "name_en", "function", "channel", "published", "to_confirm")
    list_filter = (Unconfirmed, "published", "channel", "events")
    list_select_related = ("function",)
    search_fields = ("key", "name_zh", "name_en", "also_zh", "also_en")
    filter_horizontal = ("events",)
    inlines: ClassVar[list[Any]] = [*INLINES, BlankInline]
    exclude = ("loaded", "order")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save it with its lines, and keep what it says from now on."""
        super().save_related(request, form, formsets, change)
        version_of(form.instance)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """An address typed without a scheme is meant to be safe."""
        if db_field.name == "link":
            kwargs["assume_scheme"] = "https"
        if db_field.name == "kept_in":
            choices = [("", "—"), *((one.key, str(one.label)) for one in registers())]
            return ChoiceField(
                choices=choices, required=False, label=db_field.verbose_name, help_text=db_field.help_text
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Item | None = None) -> tuple[str, ...]:
        """The short name stands in addresses that people keep."""
        return ("key",) if obj else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        """Each with how much of it waits to be confirmed."""
        waiting = [
            Count(name, filter=Q(**{f"{name}__confirmed": False}), distinct=True) for name in (*PARTS, "questions")
        ]
        return super().get_queryset(request).annotate(waiting=sum(waiting[1:], waiting[0]))

    @admin.display(description=_("to confirm"), ordering="waiting")
    def to_confirm(self, item: Any) -> int:
        """How many lines the public does not see yet."""
        return int(item.waiting)


@admin.register(ItemVersion)
class ItemVersionAdmin(ModelAdmin):
    """What the items said at a time, and how many applications began with it. To be read, never changed."""

    owner = SYSTEM
    list_display = ("item", "since", "began")
    list_filter = ("item",)
    list_select_related = ("item",)
    fields = ("item", "since", "began", "said")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ItemVersion]:
        """Each with its applications counted."""
        return super().get_queryset(request).annotate(number=Count("applications"))

    @admin.display(description=_("applications"), ordering="number")
    def began(self, version: Any) -> int:
        """How many applications began with it."""
        return int(version.number)

    @admin.display(description=_("what it said"))
    def said(self, version: ItemVersion) -> str:
        """Its words, part by part."""
        parts = {name: version.lines(name) for name in PARTS}
        return render_to_string("services/catalogue/_version.html", {"version": version, "parts": parts})

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They come by themselves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Applications point to them."""
        return False


@admin.register(LifeEvent)
class LifeEventAdmin(Kept):
    """The occasions under which items are found."""

    owner = SYSTEM
    list_display = ("name_zh", "name_en", "key")
    search_fields = ("name_zh", "name_en")
    exclude = ("loaded", "order")
