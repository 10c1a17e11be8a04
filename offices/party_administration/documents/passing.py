"""Passing papers round: who has to read or countersign one, and who did."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caojiadu.core.accounts.models import User
from caojiadu.core.cases import clocks
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, pick_from
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.query import persons
from caojiadu.core.cases.tell import posts_today, tell_people
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.patterns.distribution import share
from offices.party_administration.models import Passing

READ, COUNTERSIGN = Passing.Purpose.READ, Passing.Purpose.COUNTERSIGN
for _key, _words in {
    "paper_read": ("请传阅公文：{number}", "A paper for you to read: {number}"),
    "paper_countersign": ("请会签公文：{number}", "A paper for your office to countersign: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


class OfficesForm(MoveForm):
    """Which offices have to countersign."""

    offices = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Offices"), queryset=Office.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    key_fields: tuple[str, ...] = ("offices",)
    purpose = COUNTERSIGN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "offices", Office.objects.exclude(pk=self.case.office_id))

    def initial_values(self) -> dict[str, Any]:
        there = passed(self.case, self.purpose)
        return {name: [key for key in there.values_list(one, flat=True) if key] for name, one in self.named.items()}

    @property
    def named(self) -> dict[str, str]:
        """The fields of the form, each with what it names of a passing."""
        return {name: name.removesuffix("s") for name in self.fields}


class ReadersForm(OfficesForm):
    """Which offices and leaders have to read it; whoever is left out and has not read it yet need not."""

    leaders = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Leaders"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    key_fields = ("offices", "leaders")
    purpose = READ

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = User.objects.filter(pk__in=posts_today(role="leader")).order_by("display_name", "pk")
        pick_from(self, "leaders", leaders)
        self.fields["offices"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["offices"] and not cleaned["leaders"]:
            raise forms.ValidationError(_("Name at least one office or leader."))
        return cleaned


def passed(case: Any, purpose: str) -> QuerySet[Passing]:
    """To whom a paper was passed for something."""
    return Passing.objects.filter(case_id=case.pk, purpose=purpose)


def waiting(case: Any, purpose: str) -> QuerySet[Passing]:
    """Who has not done it yet."""
    return passed(case, purpose).filter(done_at=None)


def mine(case: Any, purpose: str, user: Any) -> QuerySet[Passing]:
    """Of those that wait, those for which a person speaks: an office of theirs, or themselves."""
    people = persons(user)
    offices = [post.office_id for one in people for post in one.posts_today if post.office_id]
    return waiting(case, purpose).filter(Q(office__in=offices) | Q(leader__in=[one.pk for one in people]))


def waits_for_me(purpose: str) -> Any:
    """A guard: it was passed to whoever makes the move."""

    def guard(moving: Moving) -> None:
        if not mine(moving.case, purpose, moving.actor.user).exists():
            raise Refused(_("This paper was not passed to you."))

    return guard


def all_read(moving: Moving) -> None:
    """A guard: everybody to whom it was passed has read it."""
    count = waiting(moving.case, READ).count()
    if count:
        raise Refused(ngettext("%(n)d has not read it yet.", "%(n)d have not read it yet.", count) % {"n": count})


def pass_round(purpose: str) -> Any:
    """An effect: exactly those named have to do it, besides those who did already; new ones are told."""

    def effect(moving: Moving) -> None:
        offices, leaders = moving.data["offices"], moving.data.get("leaders") or []
        there = passed(moving.case, purpose)
        there.filter(done_at=None).exclude(Q(office__in=offices) | Q(leader__in=leaders)).delete()
        known = set(there.values_list("office", "leader"))
        wanted = [*((one, None) for one in offices), *((None, one) for one in leaders)]
        new = [pair for pair in wanted if (pair[0] and pair[0].pk, pair[1] and pair[1].pk) not in known]
        for office, leader in new:
            Passing.objects.create(
                case_id=moving.case.pk, purpose=purpose, office=office, leader=leader, passed_at=moving.now
            )
            if office:
                share(moving, office)
        _tell(moving, f"paper_{purpose}", new)

    return effect


def done(purpose: str) -> Any:
    """An effect: whoever makes the move has read, or countersigned; where nobody waits any more, its limit is met."""

    def effect(moving: Moving) -> None:
        rows = mine(moving.case, purpose, moving.actor.user)
        rows.update(done_at=moving.now, done_by=moving.actor.user)
        if not waiting(moving.case, purpose).exists():
            clocks.meet(moving.case, [purpose], moving.now)
            clocks.refresh_due(moving.case)

    return effect


def others_wait(moving: Moving, purpose: str) -> bool:
    """Whether somebody else than whoever makes the move has still to do it."""
    own = mine(moving.case, purpose, moving.actor.user).values("pk")
    return waiting(moving.case, purpose).exclude(pk__in=own).exists()


def forget(purpose: str) -> Any:
    """An effect: what was said does not hold for what is written again."""

    def effect(moving: Moving) -> None:
        passed(moving.case, purpose).delete()

    return effect


def drop_waiting(purpose: str) -> Any:
    """An effect: whoever has not done it yet need not."""

    def effect(moving: Moving) -> None:
        waiting(moving.case, purpose).delete()

    return effect


def _tell(moving: Moving, template: str, new: list[Any]) -> None:
    people = {leader.pk for _office, leader in new if leader}
    for office, _leader in new:
        people |= posts_today(role="head", office_id=office.pk) if office else set()
    tell_people(moving.case, people, template, key=f"event-{moving.written.pk}", leave_out=moving.actor.user_id)


def panel_of(case: Any) -> list[Panel]:
    """Who has to read and countersign it, and who did."""
    rows = Passing.objects.filter(case_id=case.pk).select_related("office", "leader", "done_by")
    return [Panel("offices/party_administration/passing.html", {"rows": list(rows)})] if rows else []


@provide("panels.received_paper")
def of_received(case: Any, _user: Any) -> list[Panel]:
    """On the page of a paper received."""
    return panel_of(case)


@provide("panels.issued_paper")
def of_issued(case: Any, _user: Any) -> list[Panel]:
    """On the page of a paper issued."""
    return panel_of(case)


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Papers are read and countersigned in every office; leaders direct what came in and sign what goes out."""
    label = "office_party_administration"
    read, sign = f"{label}.read_receivedpaper", f"{label}.countersign_issuedpaper"
    leader = {read, f"{label}.direct_receivedpaper", f"{label}.sign_issuedpaper"}
    return {"handler": {read}, "head": {read, sign}, "leader": leader}
