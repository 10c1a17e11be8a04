"""Hours and closures of the centres for administrators."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import ngettext
from unfold.admin import TabularInline

from caojiadu.core.administrators import SYSTEM
from services.appointments.booking import call_off, outside_hours
from services.appointments.models import BookingRules, Closure, OpeningHours, clean_hours
from services.catalogue.admin import Kept

NAMED = 20  # appointments named in one message


class HoursFormSet(BaseInlineFormSet):
    """The hours of a centre, which do not overlap."""

    def clean(self) -> None:
        """Look at all rows together. Raises ValidationError."""
        super().clean()
        if any(self.errors):
            return
        kept = [form.instance for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        clean_hours(kept)


class HoursInline(TabularInline):
    model = OpeningHours
    formset = HoursFormSet
    extra = 0


@admin.register(BookingRules)
class BookingRulesAdmin(Kept):
    """How a centre takes appointments, with its hours."""

    owner = SYSTEM
    list_display = ("centre", "days_ahead", "most_open", "kept_until_days", "make_up_weekday", "open_on_holidays")
    list_select_related = ("centre",)
    inlines: ClassVar[list[Any]] = [HoursInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the hours, and say which appointments they leave without a time."""
        super().save_related(request, form, formsets, change)
        rules = BookingRules.objects.prefetch_related("hours").get(pk=form.instance.pk)
        if left := outside_hours(rules):
            numbers = ", ".join(one.spoken for one in left[:NAMED])
            said = ngettext(
                "%(n)d appointment no longer fits the hours: %(numbers)s. It stays; please have it moved at the desk.",
                "%(n)d appointments no longer fit the hours: %(numbers)s. They stay; "
                "please have them moved at the desk.",
                len(left),
            )
            messages.warning(request, said % {"n": len(left), "numbers": numbers})

    def get_readonly_fields(self, request: HttpRequest, obj: BookingRules | None = None) -> tuple[str, ...]:
        """Appointments hang on the centre."""
        return ("centre",) if obj else ()


@admin.register(Closure)
class ClosureAdmin(Kept):
    """Days on which a centre is closed; whoever is booked then is told as it is saved."""

    owner = SYSTEM
    list_display = ("centre", "first_on", "last_on", "reason_zh")
    list_filter = ("centre",)
    list_select_related = ("centre",)

    def save_model(self, request: HttpRequest, obj: Closure, form: Any, change: bool) -> None:
        """Save it, and call off what is booked on these days."""
        super().save_model(request, obj, form, change)
        if number := call_off(closure=obj, by=request.user):
            said = ngettext(
                "%(n)d person was told and can choose another time.",
                "%(n)d people were told and can choose another time.",
                number,
            )
            messages.success(request, said % {"n": number})
