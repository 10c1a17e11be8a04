"""Who helps: offices and neighbourhood committees, each with a day of its own, and one answer by the lead."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Post
from caojiadu.core.cases import helping
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.cases.helping import OPINION, helpers_now, helpers_of, latest_day, usual_day
from caojiadu.core.cases.models import Assignment, Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import speaks_for, tell_people
from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.workflow import Limit, Notify, Purpose, Who
from petitions.letters.states import IN_HAND, LETTER, WORKED_ON


def has_helpers(moving: Moving) -> None:
    if not _opinions(moving.case):
        raise Refused(gettext("Nobody helps with this matter."))


def opinion_missing(moving: Moving) -> None:
    """Somebody who helps has not said anything yet."""
    if None not in _opinions(moving.case):
        raise Refused(gettext("Everybody who helps has given an opinion."))


def _opinions(case: Case) -> list[dt.datetime | None]:
    """When each of those who help gave an opinion."""
    return [one.opinion_at for one in helpers_now(case)]


def ask_office(moving: Moving) -> None:
    """Ask an office to help, by a day."""
    data = moving.data
    row = helping.ask_office(moving, data["office"], day=data["due_on"], question=data["question"])
    _say(moving, row, "case_for_co_office")


def ask_committee(moving: Moving) -> None:
    """Ask a neighbourhood's committee to help, by a day."""
    data = moving.data
    row = helping.ask_committee(moving, data["neighbourhood"], day=data["due_on"], question=data["question"])
    _say(moving, row, "case_for_co_office")


def urge(moving: Moving) -> None:
    """Press a helper for its opinion, at once."""
    row = moving.data["helper"]
    Assignment.objects.filter(pk=row.pk).update(urged_at=moving.now)
    _say(moving, row, "case_urged")


def change(moving: Moving) -> None:
    row = moving.data["helper"]
    helping.set_day(row, moving.data["due_on"], moving.now)
    row.question = moving.data["question"]
    row.save(update_fields=["due_at", "next_at", "told", "question"])
    _say(moving, row, "case_help_changed")


def release(moving: Moving) -> None:
    """A helper is told, and reads the matter no more."""
    row = moving.data["helper"]
    _say(moving, row, "case_help_over")
    helping.release(row, moving.now)


def opine(moving: Moving) -> None:
    """Keep the opinion of the helper for which the actor speaks."""
    rows = helping.helped_by(moving.case, moving.actor.user)
    helping.keep_opinion(rows, moving.data["opinion"], moving.actor.user, moving.now)


def _say(moving: Moving, row: Assignment, template: str) -> None:
    key = f"event-{moving.written.pk}"
    tell_people(moving.case, speaks_for(row), template, key=key, leave_out=moving.actor.user_id)


class DayForm(MoveForm):
    """What is asked, and by which day."""

    question = long_text(_("What you want to know"), rows=3, required=False)
    due_on = forms.DateField(label=_("By when"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest_day(self.case, timezone.now())
        if self.latest:
            words = gettext("At the latest %(day)s, so that time is left for your own answer.")
            self.fields["due_on"].help_text = words % {"day": date_format(self.latest)}

    def initial_values(self) -> dict[str, Any]:
        return {"due_on": usual_day(self.case, timezone.now())}

    def clean_due_on(self) -> dt.date:
        """A day to come, and one that leaves the lead some of its own."""
        day: dt.date = self.cleaned_data["due_on"]
        if day <= timezone.localdate():
            raise forms.ValidationError(gettext("This day must lie ahead."))
        if self.latest and day > self.latest:
            raise forms.ValidationError(
                gettext("Too late for your own answer: at the latest %(day)s.") % {"day": date_format(self.latest)}
            )
        return day


class AskOfficeForm(DayForm):
    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.all())
    field_order = ("office", "question", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = helpers_of(self.case).exclude(office=None).values("office_id")
        pick_from(self, "office", Office.objects.exclude(pk=self.case.office_id).exclude(pk__in=taken))


class AskCommitteeForm(DayForm):
    """Which neighbourhood's committee helps: one in which somebody has an account here."""

    neighbourhood = forms.ModelChoiceField(label=_("Neighbourhood"), queryset=Neighbourhood.objects.none())
    field_order = ("neighbourhood", "question", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        manned = Post.objects.held_on().filter(role="committee", user__is_active=True).values("neighbourhood_id")
        taken = helpers_of(self.case).exclude(neighbourhood=None).values("neighbourhood_id")
        pick_from(self, "neighbourhood", Neighbourhood.objects.filter(pk__in=manned).exclude(pk__in=taken))
        self.fields["neighbourhood"].help_text = gettext("Those in whose committee somebody has an account here.")

    def initial_values(self) -> dict[str, Any]:
        return {**super().initial_values(), "neighbourhood": self.case.neighbourhood_id}


class HelperForm(MoveForm):
    helper = forms.ModelChoiceField(label=_("Who helps"), queryset=Assignment.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.choices()
        pick_from(self, "helper", rows)
        if len(found := list(rows[:2])) == 1:
            self.fields["helper"].initial = found[0].pk

    def choices(self) -> Any:
        """Those who have not said anything yet."""
        return helpers_of(self.case).filter(opinion_at=None)


class UrgeForm(HelperForm):
    """A word to a helper who is slow."""

    note = long_text(_("What you tell them"), rows=2, required=False)


class ChangeForm(HelperForm, DayForm):
    field_order = ("helper", "question", "due_on")

    def initial_values(self) -> dict[str, Any]:
        found = list(self.choices()[:2])
        if len(found) != 1:
            return super().initial_values()
        due_on = timezone.localdate(found[0].due_at) if found[0].due_at else None
        return {**super().initial_values(), "question": found[0].question, "due_on": due_on}


class ReleaseForm(HelperForm):
    """Who is let go, and why."""

    reason = long_text(_("Why"), rows=2)

    def choices(self) -> Any:
        """Everybody who helps."""
        return helpers_of(self.case)


class OpinionForm(MoveForm):
    """The opinion of a helping office or committee."""

    opinion = long_text(_("Your opinion"), rows=6)


_LEADING = LETTER.staff("handle", Who.HANDLER, Who.REGISTRAR)
ASK_OFFICE = LETTER.step(
    "ask_office",
    _("Ask another office to help"),
    IN_HAND,
    by=_LEADING,
    form="petitions.handling.helping.AskOfficeForm",
    effects=(ask_office,),
    hint=_("It reads the matter, without name and phone of the petitioner, and gives one opinion. You answer."),
    purpose=Purpose.PEOPLE,
)
ASK_COMMITTEE = LETTER.step(
    "ask_committee",
    _("Ask a neighbourhood committee"),
    IN_HAND,
    by=_LEADING,
    form="petitions.handling.helping.AskCommitteeForm",
    effects=(ask_committee,),
    hint=_("It reads the letter, without name and phone of the petitioner, and gives one opinion. You answer."),
    purpose=Purpose.PEOPLE,
)
URGE = LETTER.step(
    "urge_help",
    _("Urge who helps"),
    *WORKED_ON,
    by=_LEADING,
    form="petitions.handling.helping.UrgeForm",
    when=(opinion_missing,),
    effects=(urge,),
    purpose=Purpose.PEOPLE,
)
CHANGE_HELP = LETTER.step(
    "change_help",
    _("Change what a helper is asked"),
    *WORKED_ON,
    by=_LEADING,
    form="petitions.handling.helping.ChangeForm",
    when=(opinion_missing,),
    effects=(change,),
    purpose=Purpose.PEOPLE,
)
RELEASE_HELP = LETTER.step(
    "release_help",
    _("Let a helper go"),
    *WORKED_ON,
    by=_LEADING,
    form="petitions.handling.helping.ReleaseForm",
    when=(has_helpers,),
    effects=(release,),
    purpose=Purpose.PEOPLE,
)
OPINE = LETTER.step(
    "opine",
    _("Give your opinion"),
    *WORKED_ON,
    by=LETTER.staff("advise", Who.CO, Who.COMMITTEE),
    form="petitions.handling.helping.OpinionForm",
    effects=(opine,),
    notify=(Notify("handler", "case_opinion"),),
    main=True,
)
GIVE_OPINION = Limit(
    OPINION,
    _("Opinion of a helping office"),
    5,
    _("Service norm of the office"),
    starts=(),
    met_by=(),
    on_breach="climb",
    working=True,
    legal=False,
    warn=(),
    public=False,
)
MOVES = (ASK_OFFICE, ASK_COMMITTEE, URGE, CHANGE_HELP, RELEASE_HELP, OPINE)
