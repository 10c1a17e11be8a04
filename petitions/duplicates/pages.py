"""Letters on one matter at the desk: a part of the page of a letter, fetched late, a page of its own, and the forms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.cases.access import is_outsider, may_move
from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.cases.links import can_be_linked, merged_into, open_links
from caojiadu.core.cases.models import Case, CaseLink, Confidentiality
from caojiadu.core.cases.models.case import normal_number
from caojiadu.core.cases.moving import Actor
from caojiadu.core.desk.panels import Panel
from caojiadu.core.desk.views.common import case_or_404, page
from caojiadu.core.workflow import Transition
from petitions.duplicates.matches import Match, matches
from petitions.duplicates.rules import TAKES_OTHERS, same_petitioner
from petitions.letters.fields import LongField, TypedField
from petitions.letters.models import Petition
from petitions.letters.states import APPEAL, ENDED, MERGED, SUGGESTION


class NumberField(forms.ModelChoiceField):
    """A case by its number, typed or taken from a link; only one that the person may open is found."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Case.objects.none(),
            to_field_name="number",
            error_messages={"invalid_choice": _("There is no such matter that you may open.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(normal_number(value) if value else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "autocomplete": "off", "spellcheck": "false"}


def number_of_other() -> NumberField:
    return NumberField(label=_("Number of the other letter"), help_text=_("For example XF-2026-000012."))


class OtherForm(MoveForm):
    linked_fields = ("linked",)
    linked = number_of_other()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Case.objects.visible_to(self.actor.user).exclude(confidentiality=Confidentiality.SECRET)
        pick_from(self, "linked", seen)

    def clean_linked(self) -> Case:
        other: Case = self.cleaned_data["linked"]
        if other.pk == self.case.pk:
            raise ValidationError(gettext("That is this letter itself."))
        if not can_be_linked(other):
            raise ValidationError(gettext("A matter of this kind is not joined with letters."))
        return other


class LinkForm(OtherForm):
    reason = long_text(_("Why"), rows=2, required=False)


class RepeatForm(LinkForm):
    """An earlier letter on the same matter."""


class UnlinkForm(MoveForm):
    """Which link was wrong, and why."""

    linked = forms.ModelChoiceField(label=_("Linked with"), queryset=Case.objects.none())
    reason = long_text(_("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (CaseLink.Kind.RELATED, CaseLink.Kind.REPEAT)
        ends = open_links(self.case).filter(kind__in=kinds).values_list("case_id", "other_id")
        keys = {key for pair in ends for key in pair} - {self.case.pk}
        pick_from(self, "linked", Case.objects.visible_to(self.actor.user).filter(pk__in=keys))


class RefuseRepeatForm(OtherForm):
    """The earlier letter, and the words that the petitioner reads."""

    public_words = ("reason",)
    reason = long_text(_("What the petitioner is told"), help_text=_("The petitioner reads this."))

    def initial_values(self) -> dict[str, Any]:
        return {
            "reason": gettext(
                "Your earlier letter on the same matter has been accepted and is being handled within its limit. "
                "Under article 19 of the Regulations on petition work it is not accepted a second time. "
                "You will get the answer to the earlier letter."
            )
        }


class MergeForm(OtherForm):
    """The letter into which this one goes."""

    reason = long_text(_("Why it is the same matter"), rows=2)


class UnmergeForm(MoveForm):
    reason = long_text(_("Why"), rows=2)


class SplitForm(MoveForm):
    """The second matter in a letter."""

    quiet_words = ("text", "request")
    title = TypedField(label=_("Title of the second matter"))
    text = LongField(
        label=_("What the letter says about it"),
        help_text=_("Keep the petitioner's own words, and take out what belongs to the first matter."),
    )
    request = LongField(label=_("What is asked for"), required=False, rows=3)
    reason = long_text(_("Why"), rows=2)

    def initial_values(self) -> dict[str, Any]:
        return {"text": self.case.body, "request": self.case.request}


# While one makes these moves, one wants to know what else was written on the matter.
DECIDING = {"register", "accept", "accept_duty", "refuse", "divert", "merge", "mark_repeat", "refuse_repeat", "link"}
ANSWERING = {"draft", "submit", "check", "release"}


def duplicate_panels(petition: Petition) -> list[Panel]:
    """A place that fetches the letters like this one, as long as anything is to be decided."""
    return [_later(petition)] if petition.is_open and not petition.workflow.secret else []


def duplicates_beside(petition: Petition, key: str) -> list[Panel]:
    """The same beside the moves of the desk; and beside the answer, who else gets it."""
    if petition.workflow.secret:
        return []
    if key in ANSWERING and petition.linked:
        waiting = merged_into(petition).filter(case__state=MERGED.key).order_by("case_id")
        numbers = list(waiting.values_list("case__number", flat=True))
        return [Panel("petitions/duplicates/merged.html", {"numbers": numbers})] if numbers else []
    return [_later(petition)] if key in DECIDING else []


def _later(petition: Petition) -> Panel:
    return Panel("petitions/duplicates/same_later.html", {"petition": petition})


# The moves that join two letters, in the order in which they are offered.
JOINING = ("merge", "refuse_repeat", "no_longer", "mark_repeat", "link")


@require_safe
@staff_required
def duplicates(request: HttpRequest, number: str) -> HttpResponse:
    """Letters on the same matter and related ones, with the reasons, and what can be done."""
    case = case_or_404(request, number)
    # Which letters come from one person is no business of a committee that helps with one of them.
    if case.kind not in (APPEAL, SUGGESTION) or is_outsider(request.user, case):
        raise Http404
    moves = [move for key in JOINING if (move := _open_move(case, key, request.user))]
    found = [_line(case, match, moves) for match in matches(case, request.user)]
    context = {
        "case": case,
        "likely": [line for line in found if line["match"].likely],
        "related": [line for line in found if not line["match"].likely],
    }
    if getattr(request, "htmx", False):
        return render(request, "petitions/duplicates/_same.html", context)
    return page(request, "petitions/duplicates/same.html", context)


def _open_move(petition: Petition, key: str, user: Any) -> Transition | None:
    step = petition.workflow.transition(key)
    if step is None or petition.state not in {source.key for source in step.sources}:
        return None
    return step if may_move(Actor.staff(user), step, petition) else None


def _line(petition: Petition, match: Match, moves: list[Any]) -> dict[str, Any]:
    offered = [move for move in moves if _fits(petition, match.petition, move.key)]
    return {"match": match, "moves": [{"label": move.label, "url": _url(petition, match, move)} for move in offered]}


def _url(petition: Petition, match: Match, move: Any) -> str:
    field = "ended" if move.key == "no_longer" else "linked"
    return f"{reverse('desk:move', args=[petition.number, move.key])}?{field}={match.petition.number}"


def _fits(petition: Petition, other: Petition, key: str) -> bool:
    """Say whether a move makes sense with this other letter; its guards decide."""
    earlier = (other.opened_at, other.pk) < (petition.opened_at, petition.pk)
    taken = other.kind == petition.kind and other.state in TAKES_OTHERS
    return {
        "merge": taken,
        "refuse_repeat": taken and earlier and same_petitioner(petition, other),
        "no_longer": other.kind == petition.kind and other.state == ENDED.key,
        "mark_repeat": earlier,
        "link": True,
    }[key]
