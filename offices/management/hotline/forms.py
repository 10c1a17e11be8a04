"""The forms of the moves on a 12345 order. They check shape; rules live in the guards."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.cases.forms import MoveForm, field_of, long_text, pick_from
from caojiadu.core.cases.tell import posts_today
from caojiadu.core.organisation.models import Office
from offices.management.models import HandlerReply

YES_NO = (("yes", _("Yes")), ("no", _("No")))
HANDLERS = ("handler", "head")
SHORT = "short"  # answers of a word or two stand beside one another


def yes_or_no(label: Any, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    """A question with two answers."""
    return forms.ChoiceField(
        label=label, choices=YES_NO, widget=forms.RadioSelect({"class": SHORT}), required=required, help_text=help_text
    )


def choice(label: Any, choices: Any) -> forms.ChoiceField:
    """One of a few, all of them to be seen."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect({"class": SHORT}))


def point_in_time(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    """A day with its time."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, help_text=help_text, widget=widget)


class NoteForm(MoveForm):
    """An internal note."""

    note = long_text(_("Note"))


class RemarkForm(MoveForm):
    """A note, where there is something to say."""

    note = long_text(_("Note"), rows=2, required=False)


class ReasonForm(MoveForm):
    reason = long_text(_("Why"), rows=2)


class ReturnForm(MoveForm):
    """Why it is not this office's, and whose it is."""

    reason = long_text(_("Why"), rows=2)
    belongs_to = forms.CharField(label=_("Whose it is, as far as known"), max_length=120, required=False)


class PersonChoice(forms.ModelChoiceField):
    """A member of staff, with the office beside the name."""

    offices: dict[int, str]

    def label_from_instance(self, obj: User) -> str:
        return f"{obj} · {self.offices.get(obj.pk, '')}"


class DispatchForm(MoveForm):
    """Which office, and perhaps who there."""

    office = forms.ModelChoiceField(label=_("Office that handles it"), queryset=Office.objects.all())
    handler = PersonChoice(
        label=_("Handler"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Left empty, the head of the office gives it to somebody."),
    )
    note = long_text(_("Note"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.held_on().filter(role__in=HANDLERS, office__isnull=False, user__is_active=True)
        self.places = {post.user_id: post.office for post in posts.select_related("office")}
        handler = field_of(self, "handler", PersonChoice)
        handler.offices = {user: str(office) for user, office in self.places.items()}
        kept = set(self.places) - set(self.case.barred)
        handler.queryset = User.objects.filter(pk__in=kept).order_by("display_name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        office, handler = cleaned.get("office"), cleaned.get("handler")
        if office and handler and not _works_in(handler, office):
            self.add_error("handler", _("This person does not work in the office chosen."))
        return cleaned


def _works_in(user: User, office: Office) -> bool:
    return any(user.pk in posts_today(role=role, office_id=office.pk) for role in HANDLERS)


class AssignForm(MoveForm):
    """Who of the office handles it."""

    handler = forms.ModelChoiceField(label=_("Handler"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = {one for role in HANDLERS for one in posts_today(role=role, office_id=self.case.office_id)}
        pick_from(self, "handler", User.objects.filter(pk__in=members - set(self.case.barred)))

    def initial_values(self) -> dict[str, Any]:
        return {"handler": self.case.handler_id}


class Timed(MoveForm):
    """Has moments that lie between the receipt of the order and now."""

    def check_moment(self, value: dt.datetime | None) -> dt.datetime | None:
        if value and value > timezone.now() + dt.timedelta(minutes=5):
            raise forms.ValidationError(_("This moment has not come yet."))
        if value and timezone.localdate(value) < timezone.localdate(self.case.opened_at):
            raise forms.ValidationError(_("This is before the order was received."))
        return value


class ContactForm(Timed):
    """Whether the caller was reached, when, who spoke, and if not, why."""

    key_fields = ("reached",)
    reached = yes_or_no(_("Was the caller contacted?"))
    at = point_in_time(_("When"))
    person = forms.CharField(
        label=_("Contact person"), max_length=40, required=False, help_text=_("Who of us spoke with the caller.")
    )
    reason = forms.CharField(
        label=_("If not: why"),
        max_length=300,
        required=False,
        help_text=_("For example: rang three times, nobody answered; no number was left."),
    )

    def initial_values(self) -> dict[str, Any]:
        return {"at": timezone.localtime(), "person": str(self.actor.user)}

    def clean_at(self) -> dt.datetime | None:
        return self.check_moment(self.cleaned_data["at"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reached") == "yes" and not cleaned.get("person"):
            self.add_error("person", _("Say who spoke with the caller."))
        if cleaned.get("reached") == "no" and not cleaned.get("reason"):
            self.add_error("reason", _("Say why the caller was not contacted."))
        return cleaned


class ReplyForm(Timed):
    """The handler's form, as the 12345 system asks for it."""

    key_fields = ("fact", "claim", "site_visit", "result", "way")
    quiet_words = ("fact_note", "claim_note", "result_note", "responsibility", "text")
    fact = choice(_("Fact finding"), HandlerReply.Fact.choices)
    fact_note = long_text(_("Note on the facts"), rows=2, required=False)
    claim = choice(_("Claim finding"), HandlerReply.Claim.choices)
    claim_note = long_text(_("Note on the claim"), rows=2, required=False)
    site_visit = yes_or_no(_("Was somebody on site?"))
    result = choice(_("Result"), HandlerReply.Result.choices)
    result_note = long_text(_("Note on the result"), rows=2, required=False)
    responsibility = forms.CharField(
        label=_("Responsibility"), max_length=120, help_text=_("Who is responsible for what was found.")
    )
    way = choice(_("How the caller was told"), HandlerReply.Way.choices)
    told_at = point_in_time(_("When the caller was told"), required=False)
    text = long_text(_("Reply to the caller"), rows=6, help_text=_("Word for word as it is to be entered in 12345."))

    def initial_values(self) -> dict[str, Any]:
        last = self.case.replies.last()
        names = [name for name in self.base_fields if name not in ("site_visit", "told_at")]
        kept = {name: getattr(last, name) for name in names} if last else {}
        if last and last.site_visit:
            kept["site_visit"] = "yes"
        return kept | {"told_at": timezone.localtime()}

    def clean_told_at(self) -> dt.datetime | None:
        return self.check_moment(self.cleaned_data["told_at"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("fact", "claim", "result"):
            if cleaned.get(name) == "other" and not cleaned.get(f"{name}_note"):
                self.add_error(f"{name}_note", _("“Other” needs a note."))
        if cleaned.get("way") == HandlerReply.Way.NONE:
            cleaned["told_at"] = None
        elif "told_at" in cleaned and not cleaned["told_at"]:
            self.add_error("told_at", _("Say when the caller was told."))
        return cleaned


class ExtensionForm(MoveForm):
    """How much more time, and why."""

    days = forms.IntegerField(label=_("Working days more"), min_value=1, max_value=90, initial=1)
    reason = long_text(_("Why"), rows=2)


class CallBackForm(MoveForm):
    """What the caller says."""

    key_fields = ("reached", "satisfied", "solved", "contacted")
    reached = yes_or_no(_("Was the caller reached?"))
    satisfied = yes_or_no(_("Is the caller satisfied?"), required=False)
    solved = yes_or_no(_("Is it solved, says the caller?"), required=False)
    contacted = yes_or_no(_("Was the caller contacted first?"), required=False)
    reason = forms.CharField(
        label=_("Reason, in the caller's words"),
        max_length=300,
        required=False,
        help_text=_("Needed where the caller is dissatisfied, or was not reached."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reached") == "yes":
            for name in ("satisfied", "solved", "contacted"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("Ask the caller."))
        unhappy = cleaned.get("reached") == "no" or cleaned.get("satisfied") == "no"
        if unhappy and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why."))
        return cleaned


class RecheckForm(CallBackForm):
    """What the caller is not satisfied with."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and (cleaned["reached"] == "no" or cleaned["satisfied"] == cleaned["solved"] == "yes"):
            self.add_error(None, _("A re-check needs a caller who is not satisfied, or a matter that is not solved."))
        return cleaned
