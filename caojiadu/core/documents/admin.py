"""Rules for papers and the seal, for administrators."""

import io
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminFileFieldWidget

from caojiadu.core.administrators import SECURITY, SYSTEM
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.admin import Audited
from caojiadu.core.documents import kinds
from caojiadu.core.documents.models import PaperRule, Seal

MOST_BYTES, MOST_PIXELS = 2_000_000, 2_000
SEAL_PIXELS = 500  # 300 a inch at the size of a seal, 42 mm


class PaperRuleForm(forms.ModelForm):
    """A start for the number that no other kind has."""

    class Meta:
        model = PaperRule
        fields = ("prefix", "needs_check", "bilingual")

    def clean_prefix(self) -> str:
        """Two kinds with one start would count to the same number twice."""
        prefix: str = " ".join(self.cleaned_data["prefix"].split())
        if PaperRule.objects.exclude(pk=self.instance.pk).filter(prefix=prefix).exists():
            raise ValidationError(gettext("Another kind of paper has this start already."))
        return prefix


@admin.register(PaperRule)
class PaperRuleAdmin(Audited, ModelAdmin):
    """One row for each kind of paper: they come from the code, so none is added or deleted."""

    owner = SYSTEM
    form = PaperRuleForm
    list_display = ("__str__", "prefix", "needs_check", "is_signed", "bilingual")
    fields = ("prefix", "is_signed", "needs_check", "bilingual")
    ordering = ("id",)

    @admin.display(description=_("is signed"), boolean=True)
    def is_signed(self, rule: PaperRule) -> bool:
        """A matter of its moves, shown and not set here."""
        return kinds.find(rule.kind).signature

    def get_readonly_fields(self, request: HttpRequest, obj: PaperRule | None = None) -> tuple[str, ...]:
        """A paper that nobody signs is not checked either."""
        signed = obj is not None and kinds.find(obj.kind).check
        return ("is_signed",) if signed else ("is_signed", "needs_check")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PaperRule | None = None) -> bool:
        return False


class SealForm(forms.ModelForm):
    """A picture, or the end of its use."""

    upload = forms.FileField(
        label=_("Picture of the seal"),
        help_text=_("PNG with a transparent ground, at most 2 MB. Papers issued from now on carry it."),
        widget=UnfoldAdminFileFieldWidget,
    )

    class Meta:
        model = Seal
        fields = ()

    def clean_upload(self) -> bytes:
        """Keep only what a picture is: read it and write it again."""
        from PIL import Image, UnidentifiedImageError  # seldom: loaded with the first seal

        upload = self.cleaned_data["upload"]
        if upload.size > MOST_BYTES:
            raise ValidationError(gettext("The picture is larger than 2 MB."))
        try:
            with Image.open(upload, formats=("PNG",)) as picture:
                if max(picture.size) > MOST_PIXELS:
                    raise ValidationError(gettext("The picture is wider or higher than 2,000 pixels."))
                clean = io.BytesIO()
                small = picture.convert("RGBA")
                small.thumbnail((SEAL_PIXELS, SEAL_PIXELS))
                small.save(clean, "PNG", optimize=True)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise ValidationError(gettext("This is no PNG picture.")) from error
        return clean.getvalue()


@admin.register(Seal)
class SealAdmin(ModelAdmin):
    """A new picture takes the place of the one before; papers that were issued keep theirs."""

    owner = SECURITY
    form = SealForm
    list_display = ("uploaded_at", "uploaded_by", "in_use")
    list_display_links = None
    actions = ("take_out_of_use",)

    def has_change_permission(self, request: HttpRequest, obj: Seal | None = None) -> bool:
        """Never: papers refer to a picture for good."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Seal | None = None) -> bool:
        return False

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Seal, form: Any, change: bool) -> None:
        """Take the one before out of use and put this one in."""
        Seal.objects.filter(in_use=True).update(in_use=False)
        obj.picture, obj.uploaded_by_id = form.cleaned_data["upload"], request.user.pk
        super().save_model(request, obj, form, change)
        record(action="add", subject_type="documents.seal", subject_key=obj.pk, request=request)

    @admin.action(description=_("Take out of use"), permissions=("add",))
    def take_out_of_use(self, request: HttpRequest, queryset: Any) -> None:
        """From now on papers go out without a seal."""
        for seal in queryset.filter(in_use=True):
            Seal.objects.filter(pk=seal.pk).update(in_use=False)
            record(action="change", subject_type="documents.seal", subject_key=seal.pk, request=request)
