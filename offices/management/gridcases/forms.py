"""The forms of the moves on a grid case. They check shape; rules live in the guards."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import DayInput, MoveForm, Words, long_text
from caojiadu.core.cases.models.case import normal_number
from caojiadu.core.files.uploads import PhotosField
from offices.management.hotline.forms import DispatchForm
from offices.management.models import GridCase, GridClass, GridPhoto, GridRules, Resource


class ClassField(forms.ModelChoiceField):
    """A class that is in use, with the large class before it and its limit behind."""

    def __init__(self, **kwargs: Any) -> None:
        queryset = kwargs.pop("queryset", GridClass.objects.filter(active=True))
        super().__init__(queryset=queryset, label=_("Class of the case"), empty_label="—", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """For example: Greening · damaged green · 5 working days."""
        return " · ".join(filter(None, (obj.get_group_display(), obj.name, obj.limit_text)))


class SeenForm(MoveForm):
    """Has photos from before anything was done: wanted as long as there is none."""

    before_photos = PhotosField(label=_("Photo before anything is done"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = GridPhoto.objects.filter(case=self.case.pk, stage=GridPhoto.Stage.BEFORE).exists()
        self.fields["before_photos"].required = not there

    def initial_values(self) -> dict[str, Any]:
        return {"grid_class": self.case.grid_class_id, "place": self.case.place}


class FileForm(SeenForm):
    """Class and exact place, and how it looks."""

    field_order: tuple[str, ...] = ("grid_class", "place", "before_photos")
    grid_class = ClassField()
    place = Words(label=_("Where exactly"), max_length=120)


class SpotForm(FileForm):
    """What was put right by whoever found it."""

    field_order = ("grid_class", "place", "before_photos", "done", "after_photos")
    grid_class = ClassField(
        queryset=GridClass.objects.filter(active=True, on_spot=True),
        help_text=_("Only small things are put right on the spot; which, is set with the classes."),
    )
    done = long_text(_("What was done"), rows=2)
    after_photos = PhotosField(label=_("Photo after it was put right"), required=True)


class SameForm(MoveForm):
    """Which case was there before."""

    linked_fields = ("other",)
    key_fields = ("other",)
    other = Words(label=_("Number of the other grid case"), max_length=24)

    def clean_other(self) -> GridCase:
        """A grid case that is there and is not this one."""
        number = normal_number(self.cleaned_data["other"])
        found = GridCase.objects.visible_to(self.actor.user).filter(number=number).exclude(pk=self.case.pk).first()
        if found is None:
            raise forms.ValidationError(gettext("There is no other grid case with this number."))
        return found


class GridDispatchForm(DispatchForm):
    """Which office, who there, and through whom."""

    field_order = ("office", "handler", "resource", "to", "note")
    resource = forms.ModelChoiceField(
        label=_("Branch or company that puts it right"),
        queryset=Resource.objects.filter(ended_on=None).order_by("title", "pk"),
        required=False,
        help_text=_("Without an account here: the handler passes it on, and enters what was done."),
    )
    to = Words(label=_("Passed to"), max_length=120, required=False, help_text=_("If not one of those listed."))

    def initial_values(self) -> dict[str, Any]:
        return {"office": self.case.office_id, "resource": self.case.resource_id, "to": self.case.to}


class AskTimeForm(MoveForm):
    """How much more time, and why."""

    days = forms.IntegerField(label=_("Working days more"), min_value=1, initial=1)
    reason = long_text(_("Why"), rows=2)

    def clean_days(self) -> int:
        days: int = self.cleaned_data["days"]
        most = GridRules.now().extension_days
        if days > most:
            raise forms.ValidationError(gettext("At most %(most)d working days.") % {"most": most})
        return days


class AskStandstillForm(MoveForm):
    """Until when it cannot be put right, and why."""

    until = forms.DateField(
        label=_("To be looked at again on"), widget=DayInput(), help_text=_("The limit stands still until then.")
    )
    reason = long_text(_("Why"), rows=2)

    def clean_until(self) -> dt.date:
        """From tomorrow to the most that the centre may give."""
        day: dt.date = self.cleaned_data["until"]
        last = timezone.localdate() + dt.timedelta(days=GridRules.now().suspended_days)
        if not timezone.localdate() < day <= last:
            raise forms.ValidationError(gettext("A day from tomorrow to %(last)s.") % {"last": date_format(last)})
        return day


class HandledForm(MoveForm):
    """What was done, and how it looks now."""

    done = long_text(_("What was done"), rows=3)
    after_photos = PhotosField(label=_("Photo after it was put right"), required=True)


class VerifyForm(MoveForm):
    """What was seen on site."""

    seen_on_site = long_text(_("What you saw on site"), rows=2)
    check_photos = PhotosField(label=_("Photo on verification"), camera=True)


class NotRightForm(MoveForm):
    """What is still wrong."""

    reason = long_text(_("Why"), rows=2)
    check_photos = PhotosField(label=_("Photo on verification"), camera=True)
