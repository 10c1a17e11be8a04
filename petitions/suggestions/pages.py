"""Suggestions at the desk and for everybody: forms, what the desk shows, and the public pages."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from caojiadu.core.cases.forms import DayInput, MoveForm, field_of, long_text
from caojiadu.core.cases.memo import known
from caojiadu.core.cases.models import Case, Category, Confidentiality
from caojiadu.core.desk.panels import Panel
from caojiadu.core.keyset import page_after
from caojiadu.core.personal.detection import Found, found_in, take_out
from petitions.letters.fields import LongField, TypedField
from petitions.letters.models import Petition
from petitions.suggestions.models import Call, Proposal, Publication
from petitions.suggestions.workflow import known_words, mark_of, personal_details

OUT, LEFT = "out", "left"
AROUND = 14  # signs of the text shown on either side of what was found
MOST = 20_000  # signs of a text that are looked through
MOST_FOUND = 100  # things on which one form asks for a decision


class MeasureForm(MoveForm):
    """What was done because of the suggestion."""

    key_fields = ("case_number", "link")
    text = long_text(_("Measure taken"), rows=3)
    day = forms.DateField(label=_("On which day"), widget=DayInput)
    link = forms.URLField(
        label=_("Link"), required=False, max_length=300, assume_scheme="https", help_text=_("A page that shows it.")
    )
    case_number = TypedField(
        label=_("Number of a matter here"),
        required=False,
        max_length=24,
        help_text=_("Of any kind that you may open."),
    )

    def initial_values(self) -> dict[str, Any]:
        return {"day": timezone.localdate()}

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(gettext("This day has not come yet."))
        return day

    def clean_case_number(self) -> str:
        """One that the person may open, and never a report against somebody."""
        number: str = self.cleaned_data["case_number"].upper()
        visible = Case.objects.visible_to(self.actor.user).exclude(confidentiality=Confidentiality.SECRET)
        if number and not visible.filter(number=number).exists():
            raise ValidationError(gettext("There is no matter of this number that you may open."))
        return number


class RewardForm(MoveForm):
    """How the proposer was rewarded (Regulations, art. 29)."""

    reward = long_text(_("Reward"), rows=2, help_text=_("For example a letter of thanks, and on which day."))


class PrepareForm(MoveForm):
    """The public text; each personal detail found in it is taken out or stays for a reason."""

    key_fields = ("theme",)
    quiet_words = ("text", "answer", "measure")
    texts = ("title", "text", "answer", "measure")
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Category.objects.filter(parent=None), required=False)
    title = TypedField(label=_("Public title"))
    text = LongField(label=_("Suggestion, as everybody will read it"), rows=9)
    answer = LongField(label=_("Answer, as everybody will read it"), rows=7)
    measure = LongField(label=_("Measure taken"), rows=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.data if self.is_bound else self.initial
        typed = [str(source.get(name) or "")[:MOST] for name in self.texts]
        self.found = personal_details(typed, self.case)
        self.left: dict[str, str] = {}
        for mark, found in list(self.found.items())[:MOST_FOUND]:
            self._ask_about(mark, found, next(text for text in typed if found.text in text))

    def _ask_about(self, mark: str, found: Found, text: str) -> None:
        """A choice and a reason for one thing found."""
        kept = self._prepared.left.get(mark, "") if self._prepared else ""
        at = text.index(found.text)
        around = text[max(0, at - AROUND) : at + len(found.text) + AROUND].replace("\n", " ")
        self.fields[f"found_{mark}"] = forms.ChoiceField(
            label=f"{found.kind.label}：{found.text[:60]}",
            help_text=escape(f"…{around[:120]}…"),
            choices=((OUT, _("Take this out")), (LEFT, _("It may stay"))),
            widget=forms.RadioSelect,
            initial=LEFT if kept else OUT,
            error_messages={"required": _("Found just now: say what becomes of it.")},
        )
        self.fields[f"why_{mark}"] = TypedField(
            label=_("If it stays: why everybody may read it"), required=False, initial=kept
        )

    @cached_property
    def _prepared(self) -> Publication | None:
        return Publication.objects.filter(petition=self.case).first()

    def initial_values(self) -> dict[str, Any]:
        """The prepared text, or the letter and its answer as they are."""
        kept = self._prepared
        if kept is not None:
            return {"theme": kept.theme_id, **{name: getattr(kept, name) for name in self.texts}}
        answer = self.case.answers.exclude(released_at=None).order_by("-round").first()
        category = self.case.category
        while category is not None and category.parent_id:
            category = category.parent
        return {
            "theme": category.pk if category else None,
            "title": self.case.title,
            "text": "\n\n".join(filter(None, (self.case.body, self.case.request))),
            "answer": answer.text if answer else "",
            "measure": "\n".join(f"{one.day} {one.text} {one.link}".strip() for one in self.case.measures.all()),
        }

    def clean(self) -> dict[str, Any]:
        """Take out what is to go; what stays has its reason; nothing found remains without a decision."""
        cleaned = super().clean() or {}
        if len(self.found) > MOST_FOUND:
            self.add_error(None, gettext("Too much was found in this text. Please shorten it first."))
        for mark in self.found:
            if cleaned.get(f"found_{mark}") == LEFT:
                self.left[mark] = cleaned.get(f"why_{mark}", "")
                if not self.left[mark]:
                    self.add_error(f"why_{mark}", gettext("Say why, or take it out."))
        if not self.errors:
            self._take_out(cleaned)
        return cleaned

    def _take_out(self, cleaned: dict[str, Any]) -> None:
        cleaned["left"] = self.left
        known = known_words(self.case)
        for name in self.texts:
            going = [one for one in found_in(cleaned[name], known) if mark_of(one) not in self.left]
            cleaned[name] = take_out(cleaned[name], going)
            if len(cleaned[name]) > (field_of(self, name, forms.CharField).max_length or MOST):
                self.add_error(name, gettext("With what was taken out this is too long. Please shorten it."))


class PublishForm(MoveForm):
    checked = forms.BooleanField(
        label=_("I read every line: it holds no state or work secret and tells nobody who wrote it"),
        error_messages={"required": _("Read it, then tick this box.")},
    )


class TakeDownForm(MoveForm):
    reason = long_text(_("Why it is taken down"), rows=2)


WITH_PUBLIC_TEXT = {"publish", "take_down"}
EARLY = ("submitted", "registered")


def track_panel(petition: Petition, user: Any) -> Panel:
    """Consent, call, reward, what was done and the public text, with what was left in it."""
    measures = list(known(petition, petition.measures.select_related("by", "case")))
    linked = Case.objects.filter(pk__in=[one.case_id for one in measures if one.case_id])
    seen = set(linked.visible_to(user).values_list("pk", flat=True)) if user and measures else set()
    publications = Publication.objects.filter(petition=petition).select_related("prepared_by", "released_by")
    publication = known(petition, publications).first()
    return Panel(
        "petitions/suggestions/panel.html",
        {
            "petition": petition,
            "proposal": known(petition, Proposal.objects.filter(petition=petition).select_related("call")).first(),
            "measures": [(one, one.case_id in seen) for one in measures],
            "publication": publication,
            "left": _left(publication, petition) if publication else [],
            "early": petition.state in EARLY,
        },
    )


def _left(publication: Publication, petition: Petition) -> list[tuple[Any, str]]:
    """What was found and stays, each with its reason."""
    if not publication.left:
        return []
    texts = (publication.title, publication.text, publication.answer, publication.measure)
    found = personal_details(texts, petition)
    return [(found[mark], why) for mark, why in publication.left.items() if mark in found]


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The newest first, page by page, all or of one theme."""
    chosen, mark = request.GET.get("theme", ""), request.GET.get("after", "")
    themes = list(_themes())
    theme = next((one for one in themes if str(one.pk) == chosen), None)
    found: QuerySet[Any] = Publication.objects.public().select_related("theme")
    if theme is not None:
        found = found.filter(theme=theme)
    rows, following = page_after(found, mark, columns=("released_at", "id"), newest_first=True)
    context = {
        "rows": rows,
        "themes": themes,
        "theme": theme,
        "calls": Call.open_on(timezone.localdate()),
        "first_url": _url(theme, "") if mark else "",
        "next_url": _url(theme, following) if following else "",
    }
    return render(request, "petitions/suggestions/list.html", context)


@require_safe
def suggestion(request: HttpRequest, key: int) -> HttpResponse:
    """One of them: the suggestion, the answer, the outcome, what was done."""
    found = get_object_or_404(Publication.objects.public().select_related("theme", "petition__office"), pk=key)
    return render(request, "petitions/suggestions/suggestion.html", {"publication": found})


def _themes() -> QuerySet[Category]:
    """The themes under which something can be read."""
    shown = Publication.objects.public().filter(theme=OuterRef("pk"))
    return Category.objects.filter(Exists(shown), parent=None)


def _url(theme: Category | None, mark: str) -> str:
    query = {"theme": theme.pk if theme else "", "after": mark}
    return "?" + urlencode({name: value for name, value in query.items() if value})
