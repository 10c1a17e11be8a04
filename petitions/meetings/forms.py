"""Forms of joint meetings and their tasks."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.forms import MoveForm, field_of, long_text, pick_from
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.tell import posts_today
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office
from caojiadu.core.organisation.queries import bodies_for
from petitions.handling.work import AssignForm
from petitions.letters.fields import TypedField, day_input
from petitions.meetings.models import AgendaItem, JointMeeting
from petitions.meetings.rules import tried_so_far, waiting_items

FARTHEST = dt.timedelta(days=366)


class ItemField(forms.ModelChoiceField):
    """A matter on an agenda: by number, with its title for those who may open it."""

    seen: frozenset[int] = frozenset()

    def offer(self, rows: QuerySet[AgendaItem], seen: Iterable[int]) -> None:
        """Offer these matters; `seen` are the cases that the person may open."""
        self.queryset, self.seen = rows, frozenset(seen)

    def label_from_instance(self, obj: AgendaItem) -> str:
        return f"{obj.case.number} {obj.case.title}" if obj.case_id in self.seen else str(obj)


class ItemsField(ItemField, forms.ModelMultipleChoiceField):
    """Several of them."""


class AskMeetingForm(MoveForm):
    """What a meeting is to settle."""

    why = long_text(_("What the meeting is to settle"), rows=3)
    meeting = forms.ModelChoiceField(
        label=_("Meeting"),
        queryset=JointMeeting.objects.filter(state="meeting_planned"),
        required=False,
        empty_label=_("the next one"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Case.objects.visible_to(self.actor.user).values("pk")
        pick_from(self, "meeting", JointMeeting.objects.filter(state="meeting_planned", pk__in=seen))


class AskDistrictForm(MoveForm):
    """Why the district should call a meeting."""

    body = forms.ModelChoiceField(label=_("District body that receives it"), queryset=bodies_for("joint"))
    reason = long_text(_("What a meeting of the district is to settle, and who should come"))
    tried = long_text(_("What was tried"))

    def initial_values(self) -> dict[str, Any]:
        return {"body": bodies_for("joint").first(), "tried": tried_so_far(self.case)}


class MeetingFields(forms.Form):
    """Day, place, chair, and who comes."""

    held_at = forms.DateTimeField(
        label=_("Day and time"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = TypedField(label=_("Place"), max_length=120)
    chair = TypedField(label=_("Chair"), max_length=60)
    offices = forms.ModelMultipleChoiceField(
        label=_("Offices"),
        queryset=Office.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody who works there reads the meeting; titles only of matters they may open."),
    )
    bodies = forms.ModelMultipleChoiceField(
        label=_("District bodies"),
        queryset=DistrictBody.objects.filter(active=True).exclude(key="discipline"),
        required=False,
    )
    areas = forms.ModelMultipleChoiceField(
        label=_("Neighbourhoods"), queryset=Neighbourhood.objects.all(), required=False
    )
    guests = TypedField(label=_("Others from outside"), max_length=200, required=False)

    def clean_held_at(self) -> dt.datetime:
        """Within a year of today."""
        found: dt.datetime = self.cleaned_data["held_at"]
        if abs(found - timezone.now()) > FARTHEST:
            raise forms.ValidationError(gettext("This is more than a year away."))
        return found


class NewMeetingForm(MeetingFields):
    """Calling a meeting, with the matters that wait for one."""

    title = TypedField(label=_("What it is about, in one line"), max_length=60)
    items = ItemsField(
        label=_("Matters that wait for a meeting"),
        queryset=AgendaItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("title", "held_at", "place", "chair", "items", "offices", "bodies", "areas", "guests")

    def __init__(self, data: Any = None, *, user: Visitor, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        waiting = waiting_items(user)
        seen = list(waiting.values_list("case_id", flat=True))
        if not seen:
            del self.fields["items"]
            return
        field_of(self, "items", ItemsField).offer(waiting, seen)


class ArrangeForm(MeetingFields, MoveForm):
    """Changing day, place or who comes."""

    def initial_values(self) -> dict[str, Any]:
        case = self.case
        helping = case.assignments.filter(role="co", until=None).values_list("office_id", flat=True)
        kept = {name: getattr(case, name) for name in ("held_at", "place", "chair", "guests")}
        return {**kept, "offices": list(helping), "bodies": list(case.bodies.all()), "areas": list(case.areas.all())}


class AddItemsForm(MoveForm):
    """Which waiting matters it takes up as well."""

    items = ItemsField(
        label=_("Matters that wait for a meeting"),
        queryset=AgendaItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = waiting_items(self.actor.user)
        seen = waiting.values_list("case_id", flat=True)
        field_of(self, "items", ItemsField).offer(waiting, seen)


class OfAgenda(MoveForm):
    """A form about one matter of the agenda."""

    item = ItemField(label=_("Matter"), queryset=AgendaItem.objects.select_related("case"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = AgendaItem.objects.filter(meeting_id=self.case.pk).select_related("case")
        seen = Case.objects.visible_to(self.actor.user).filter(pk__in=rows.values("case"))
        field_of(self, "item", ItemField).offer(rows, seen.values_list("pk", flat=True))


class MinuteForm(OfAgenda):
    """The minutes of one matter; only those who may open it read them."""

    quiet_words = ("minutes",)
    minutes = long_text(
        _("Minutes"),
        rows=6,
        help_text=_("What was said and what was agreed. Who may open the matter reads this; others see its number."),
    )

    def initial_values(self) -> dict[str, Any]:
        return {"item": AgendaItem.objects.filter(meeting_id=self.case.pk, minuted_at=None).first()}


class DecideForm(OfAgenda):
    """What is to be done, by whom, until when."""

    quiet_words = ("task", "what")
    task = TypedField(label=_("Task, in one line"), max_length=60)
    what = long_text(_("What is to be done"), rows=3)
    office = forms.ModelChoiceField(label=_("Responsible office"), queryset=Office.objects.all())
    person = forms.ModelChoiceField(
        label=_("Responsible person"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Somebody of that office; left empty, its head gives it to somebody."),
    )
    last_day = forms.DateField(label=_("Last day"), widget=day_input())
    field_order = ("item", "task", "what", "office", "person", "last_day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].required = False
        people = posts_today(role="handler") | posts_today(role="head")
        pick_from(self, "person", User.objects.filter(pk__in=people).order_by("display_name", "pk"))

    def initial_values(self) -> dict[str, Any]:
        return {"last_day": timezone.localdate() + dt.timedelta(days=14)}

    def clean_last_day(self) -> dt.date:
        return ahead(self.cleaned_data["last_day"])

    def clean(self) -> dict[str, Any]:
        """The person works in that office."""
        cleaned = super().clean() or {}
        office, person = cleaned.get("office"), cleaned.get("person")
        if office and person:
            members = posts_today(role="handler", office_id=office.pk) | posts_today(role="head", office_id=office.pk)
            if person.pk not in members:
                self.add_error("person", gettext("This person does not work in that office."))
        return cleaned


def ahead(day: dt.date) -> dt.date:
    """A last day that is still to come, within a year."""
    today = timezone.localdate()
    if not today < day <= today + FARTHEST:
        raise forms.ValidationError(gettext("Choose a day from tomorrow on, within a year."))
    return day


class CancelForm(MoveForm):
    """Why it does not take place."""

    reason = long_text(_("Why"), rows=2)


class TaskDoneForm(MoveForm):
    quiet_words = ("result",)
    result = long_text(_("What came of it"), rows=4)


class PutOffForm(MoveForm):
    """A later last day, and why."""

    last_day = forms.DateField(label=_("Last day"), widget=day_input())
    reason = long_text(_("Why"), rows=2)

    def initial_values(self) -> dict[str, Any]:
        return {"last_day": self.case.last_day + dt.timedelta(days=7)}

    def clean_last_day(self) -> dt.date:
        """Still to come."""
        return ahead(self.cleaned_data["last_day"])


class GiveForm(AssignForm):
    """Who does the task."""
