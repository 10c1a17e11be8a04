"""The pages' own forms: an order typed by the centre, sheets, the period of the figures, the filter of the list."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import long_text
from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.personal import Unusable, clean_line, normal_phone
from offices.management.hotline.figures import Period
from offices.management.hotline.forms import point_in_time
from offices.management.hotline.opening import NUMBER, PLACE, TITLE, Order, is_here
from offices.management.models import HotlineOrder

LONGEST_PERIOD = 5 * 366


class OrderForm(forms.Form):
    """An order that the district passed on by phone, or that is typed from 12345."""

    number = forms.CharField(
        label=_("Number in 12345"),
        max_length=NUMBER,
        widget=forms.TextInput({"autofocus": True, "autocomplete": "off"}),
    )
    order_class = forms.ChoiceField(
        label=_("Class"),
        choices=HotlineOrder.Class.choices,
        widget=forms.RadioSelect,
        initial=HotlineOrder.Class.HELP,
        help_text=_("It sets the limit."),
    )
    dangerous = forms.BooleanField(
        label=_("Threat, safety hazard or urgent need"),
        required=False,
        help_text=_("Head and leaders are told at once, at any hour."),
    )
    title = forms.CharField(label=_("Title"), max_length=TITLE)
    content = long_text(_("What the caller said"))
    place = forms.CharField(label=_("Where"), max_length=PLACE, required=False)
    neighbourhood = forms.ModelChoiceField(
        label=_("Neighbourhood"), queryset=Neighbourhood.objects.all(), required=False
    )
    name = forms.CharField(label=_("Caller's name"), max_length=40, required=False)
    phone = forms.CharField(label=_("Caller's phone"), max_length=30, required=False)
    keep_private = forms.BooleanField(label=_("The caller wants confidentiality"), required=False)
    call_back = forms.BooleanField(label=_("The caller wants to be called back"), required=False, initial=True)
    received = point_in_time(
        _("Received at"), required=False, help_text=_("When the district passed it on. Empty means now.")
    )

    def clean_number(self) -> str:
        number = _line(self.cleaned_data["number"])
        if is_here(number):
            raise forms.ValidationError(_("An order with this number is here already."))
        return number

    def clean_title(self) -> str:
        return _line(self.cleaned_data["title"])

    def clean_place(self) -> str:
        return _line(self.cleaned_data["place"])

    def clean_name(self) -> str:
        return _line(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        try:
            return normal_phone(self.cleaned_data["phone"]) if self.cleaned_data["phone"].strip() else ""
        except Unusable as error:
            raise forms.ValidationError(error.message) from error

    def clean_received(self) -> dt.datetime:
        """A moment that has come, and not so long ago that it must be a slip."""
        received: dt.datetime | None = self.cleaned_data["received"]
        now = timezone.now()
        if received and received > now + dt.timedelta(minutes=5):
            raise forms.ValidationError(_("This moment has not come yet."))
        if received and received < now - dt.timedelta(days=366):
            raise forms.ValidationError(_("This is more than a year ago. Check the year."))
        return min(received or now, now)

    def order(self) -> Order:
        data = self.cleaned_data
        names = ("number", "order_class", "title", "content", "received", "place", "name", "phone", "neighbourhood")
        kept = {name: data[name] for name in names}
        return Order(**kept, private=data["keep_private"], call_back=data["call_back"], dangerous=data["dangerous"])


def _line(value: str) -> str:
    try:
        return clean_line(value)
    except Unusable as error:
        raise forms.ValidationError(error.message) from error


class PeriodForm(forms.Form):
    """From when until when, of which office and class."""

    first = forms.DateField(label=_("Received from"), required=False, widget=forms.DateInput({"type": "date"}))
    last = forms.DateField(label=_("Received to"), required=False, widget=forms.DateInput({"type": "date"}))
    office = forms.ModelChoiceField(
        label=_("Office"), queryset=Office.objects.all(), required=False, empty_label=_("any")
    )
    order_class = forms.ChoiceField(
        label=_("Class"), required=False, choices=[("", _("any")), *HotlineOrder.Class.choices]
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("This is before the first day."))
        if first and last and (last - first).days > LONGEST_PERIOD:
            self.add_error("first", _("At most five years at a time."))
        return cleaned

    @property
    def period(self) -> Period:
        """The days asked for; without any, this month so far."""
        today = timezone.localdate()
        found = self.cleaned_data if self.is_valid() else {}
        last = found.get("last") or today
        return Period(found.get("first") or last.replace(day=1), last)

    @property
    def narrowed(self) -> dict[str, Any]:
        """Office and class as the address has them."""
        found = self.cleaned_data if self.is_valid() else {}
        office, order_class = found.get("office"), found.get("order_class")
        pairs = (("office", office and office.pk), ("order_class", order_class))
        return {name: value for name, value in pairs if value}


class ListForm(PeriodForm):
    """What narrows a list of orders: without days, of any time."""

    q = forms.CharField(label=_("Search"), required=False, max_length=60)

    def narrow(self, orders: Any) -> Any:
        """By days, office, class, and number here or there."""
        found = self.cleaned_data if self.is_valid() else {}
        if not self.is_valid():
            return orders.none()
        if found["first"] or found["last"]:
            today = timezone.localdate()
            orders = Period(found["first"] or dt.date(1990, 1, 1), found["last"] or today).of(orders)
        for name in ("office", "order_class"):
            orders = orders.filter(**{name: found[name]}) if found[name] else orders
        if text := found["q"].strip():
            orders = orders.filter(foreign_number__istartswith=text) | orders.filter(number__iexact=text)
        return orders

    @property
    def filters(self) -> int:
        return sum(1 for value in self.cleaned_data.values() if value) if self.is_valid() else 0
