"""The form with which residents order a service, for themselves or for a relative."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.forms import DayField, Words, long_text
from caojiadu.core.front import my_matters
from caojiadu.core.front.forms import RadioCards
from caojiadu.core.front.templatetags.portal import day
from offices.service.life.ordering import KIND
from offices.service.models import LifeOrder

CONSENT = gettext_lazy("They agree that I order for them, and that the provider gets their place and my phone.")


class OrderForm(forms.Form):
    """What is needed, when, where, and for whom. With a provider, of what that provider does."""

    details = long_text(
        gettext_lazy("What needs to be done?"), rows=3, help_text=gettext_lazy("The provider reads this.")
    )
    wanted_on = DayField(label=gettext_lazy("On which day?"))
    hours = forms.ChoiceField(label=gettext_lazy("At what time?"), choices=LifeOrder.Hours.choices)
    place = Words(
        label=gettext_lazy("Where?"),
        max_length=200,
        help_text=gettext_lazy("The provider sees the road only until the order is accepted."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    for_whom = forms.ChoiceField(
        label=gettext_lazy("For whom is it?"), choices=LifeOrder.ForWhom.choices, widget=RadioCards(), initial="self"
    )
    served = Words(
        label=gettext_lazy("Name of your relative"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Only where it is for a relative."),
    )
    agreed = forms.BooleanField(label=CONSENT, required=False)
    older = forms.BooleanField(
        label=gettext_lazy("Whoever is served is 60 or older"),
        required=False,
        help_text=gettext_lazy("Orders for older people are passed on first."),
    )
    name = Words(label=gettext_lazy("Your name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = _("We pass the order on by %(day)s at the latest. For an earlier day, please ring %(phone)s.")
        until = my_matters.answered_by(KIND, "pass")
        self.fields["wanted_on"].help_text = said % {"day": day(until), "phone": my_matters.phone_to_ask()}

    def clean_wanted_on(self) -> Any:
        """A day that is still to come, and not so far away that nobody can promise it."""
        wanted = self.cleaned_data["wanted_on"]
        if wanted < timezone.localdate():
            raise ValidationError(_("This day has passed. Please name another one."))
        last = timezone.localdate() + dt.timedelta(days=settings.ORDERS_AHEAD_DAYS)
        if wanted > last:
            raise ValidationError(_("Name a day up to %(day)s. For later ones order again then.") % {"day": day(last)})
        return wanted

    def clean(self) -> dict[str, Any]:
        """Whoever orders for a relative says for whom, and that they agree (PIPL, art. 13)."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("for_whom", "self") != "self":
            if not cleaned.get("served") and "served" not in self.errors:
                self.add_error("served", _("Write the name of your relative."))
            if not cleaned.get("agreed"):
                self.add_error("agreed", _("Ask them first, and tick this if they agree."))
        return cleaned

    def values(self, kind: str, provider: Any) -> dict[str, Any]:
        data, relative = self.cleaned_data, self.cleaned_data["for_whom"] != "self"
        return {
            "kind_of": kind,
            "provider": provider,
            **{name: data[name] for name in ("details", "wanted_on", "hours", "for_whom", "older")},
            "place_sealed": data["place"],
            "served_sealed": data["served"] if relative else "",
            "agreed": relative and data["agreed"],
        }
