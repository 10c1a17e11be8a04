"""The list of an event: who has a place, who waits for one, who moves up, who came, and telling them."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.access import trusted_since
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, Words, pick_from
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.community.models import Relative
from caojiadu.core.community.relatives import people, relatives_of
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices.outbox import put_to_residents
from caojiadu.core.notices.texts import register_template
from caojiadu.core.personal import Unusable, normal_phone
from caojiadu.core.registers.models import SignUp

if TYPE_CHECKING:
    from caojiadu.core.registers.patterns.event import Event

MOST_TOGETHER = 20
DOORS_OPEN = dt.timedelta(hours=1)  # before the beginning, from when on one marks oneself as present
MOST_OF_ACCOUNT = 5  # people whom one resident brings along; more ask the office
for _key, _title, _body in (
    (
        "event_place",
        ("您报名的活动已有名额", "You have a place now"),
        (
            "您候补的活动（编号{number}）已有名额，请按时参加。咨询：{office_name} {office_phone}",
            "You have a place now at the event {number} for which you were waiting. {office_name} {office_phone}",
        ),
    ),
    (
        "event_changed",
        ("您报名的活动有变更", "An event you signed up for has changed"),
        (
            "您报名的活动（编号{number}）时间或地点有变更。咨询：{office_name} {office_phone}",
            "Time or place of the event {number} you signed up for has changed. {office_name} {office_phone}",
        ),
    ),
    (
        "event_cancelled",
        ("您报名的活动已取消", "An event you signed up for is cancelled"),
        (
            "您报名的活动（编号{number}）已取消，敬请谅解。咨询：{office_name} {office_phone}",
            "The event {number} you signed up for is cancelled; we are sorry. {office_name} {office_phone}",
        ),
    ),
):
    register_template(_key, title=_title, body=_body)


def on_list(event: "Event") -> QuerySet[SignUp]:
    """Everybody who has a place or waits for one, in the order in which they signed up."""
    return SignUp.objects.filter(event_id=event.pk).exclude(state=SignUp.State.WITHDRAWN).select_related("resident")


def of_account(rows: QuerySet[SignUp], user: User, relative: Relative | None = None) -> QuerySet[SignUp]:
    """Those whom an account signed up, or the office for the same phone; a number changes hands after some time.

    With a relative, that person's, where the consent names them.
    """
    rows = rows.filter(at__gte=trusted_since())
    if relative is not None:
        return rows.filter(resident__in=people(relative).values("pk")) if relative.names_all else rows.none()
    return rows.filter(resident__phone_digest=user.phone_digest).exclude(resident__phone_digest="")


def with_relatives(rows: QuerySet[SignUp], user: User) -> dict[SignUp, Relative | None]:
    """Those of an account, in their order, and then those of whom it acts for, each with that relative."""
    found: dict[SignUp, Relative | None] = {}
    for relative in (None, *relatives_of(user)):
        for row in of_account(rows, user, relative):
            found.setdefault(row, relative)
    return found


def taken(event: "Event") -> int:
    """How many places are taken."""
    rows = SignUp.objects.filter(event_id=event.pk, state=SignUp.State.PLACE)
    return rows.aggregate(n=Sum("people"))["n"] or 0


class SignUpForm(MoveForm):
    """Who comes, and how many in all."""

    personal_fields = ("name", "phone")

    name = Words(label=gettext_lazy("Full name"), max_length=60)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=20)
    people = forms.IntegerField(
        label=gettext_lazy("People in all"), min_value=1, max_value=MOST_TOGETHER, initial=1, required=False
    )

    def clean_phone(self) -> str:
        try:
            return normal_phone(self.cleaned_data["phone"])
        except (Unusable, ValueError) as error:
            raise ValidationError(str(error)) from error


class JoinForm(MoveForm):
    """A resident signs up with the phone of the account."""

    personal_fields = ("name", "phone")

    name = Words(label=gettext_lazy("Full name"), max_length=60)
    people = forms.IntegerField(
        label=gettext_lazy("People in all"), min_value=1, max_value=MOST_OF_ACCOUNT, initial=1, required=False
    )

    def clean(self) -> dict[str, Any]:
        """The phone is that which was proven when signing in; so many come with one account in all."""
        cleaned = super().clean() or self.cleaned_data
        before = of_account(on_list(self.case), self.actor.user).aggregate(n=Sum("people"))["n"] or 0
        if "people" not in self.errors and before + (cleaned.get("people") or 1) > MOST_OF_ACCOUNT:
            most = _("At most %(n)d people come with one phone. For more, please ring the office.")
            self.add_error("people", most % {"n": MOST_OF_ACCOUNT})
        return {**cleaned, "phone": self.actor.user.phone_sealed}


class OneOfListForm(MoveForm):
    """Which of those on the list."""

    sign_up = forms.ModelChoiceField(SignUp.objects.none(), label=gettext_lazy("Who signed up"), empty_label="—")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "sign_up", on_list(self.case))


class LeaveForm(OneOfListForm):
    """Which of those that the account signed up, or who is one of its relatives."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [row.pk for row in with_relatives(on_list(self.case), self.actor.user)]
        pick_from(self, "sign_up", on_list(self.case).filter(pk__in=keys))


class HeldForm(MoveForm):
    """Who of the list came, and how many others."""

    came = forms.ModelMultipleChoiceField(
        SignUp.objects.none(),
        label=gettext_lazy("Who of the list came"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    others = forms.IntegerField(
        label=gettext_lazy("How many others came"), min_value=0, max_value=99_999, initial=0, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = on_list(self.case).filter(came=True).aggregate(n=Sum("people"))["n"] or 0
        listed = on_list(self.case).exclude(came=True)
        pick_from(self, "came", listed)
        if there:
            text = _("Those who scanned the code at the door are counted already: %(n)d.")
            self.fields["came"].help_text = self.fields["others"].help_text = text % {"n": there}
        if not listed:
            del self.fields["came"]


def sign_up(moving: Moving) -> None:
    """Put somebody on the list: with a place while there is one for all who come, else waiting for it."""
    data = moving.data
    resident = find_or_create_resident(name=data["name"], phone=data["phone"])
    if on_list(moving.case).filter(resident=resident).exists():
        raise Refused(_("This person is on the list already."))
    people = data.get("people") or 1
    has_place = fits(moving.case, people)
    state = SignUp.State.PLACE if has_place else SignUp.State.WAITING
    SignUp.objects.create(event_id=moving.case.pk, resident=resident, people=people, state=state, at=moving.now)


def withdraw(moving: Moving) -> None:
    """Take somebody off the list; whoever waits longest and fits moves up."""
    row = moving.data["sign_up"]
    SignUp.objects.filter(pk=row.pk).update(state=SignUp.State.WITHDRAWN)
    move_up(moving)


def move_up(moving: Moving) -> None:
    """Give free places to those who wait, in their order, and tell them; nobody moves up once it has begun."""
    if moving.now >= moving.case.starts_at:
        return
    free = None if moving.case.places is None else moving.case.places - taken(moving.case)
    moved = []
    for row in on_list(moving.case).filter(state=SignUp.State.WAITING):
        if free is None or row.people <= free:
            free = None if free is None else free - row.people
            moved.append(row)
    SignUp.objects.filter(pk__in=[row.pk for row in moved]).update(state=SignUp.State.PLACE)
    _tell(moving, moved, "event_place")


def note_who_came(moving: Moving) -> None:
    """Note on the list who came, and on the event how many in all; whoever scanned the code at the door came."""
    came = [row.pk for row in moving.data.get("came") or ()]
    on_list(moving.case).filter(pk__in=came).update(came=True)
    on_list(moving.case).exclude(came=True).update(came=False)
    listed = on_list(moving.case).filter(came=True).aggregate(n=Sum("people"))["n"] or 0
    moving.change(attended=listed + (moving.data.get("others") or 0))


def door_closed(event: "Event") -> str:
    """Why nobody marks themselves as present now; empty where they can."""
    now = timezone.now()
    if now < event.starts_at - DOORS_OPEN:
        return _("You can mark yourself as present from one hour before the beginning.")
    return _("This is over.") if now > event.ends_at or event.attended is not None or event.closed_at else ""


@transaction.atomic
def arrive(event: "Event", rows: Iterable[SignUp]) -> int:
    """Mark those of these rows that have a place as present: how many people. Raises Refused while the door is closed.

    What the office writes down afterwards waits for it, and keeps it.
    """
    Case.objects.select_for_update(no_key=True).get(pk=event.pk)
    event.refresh_from_db()
    if why := door_closed(event):
        raise Refused(why)
    there = on_list(event).filter(pk__in=[row.pk for row in rows], state=SignUp.State.PLACE)
    there.update(came=True)
    return there.aggregate(n=Sum("people"))["n"] or 0


def tell_list(template: str) -> Callable[[Moving], None]:
    """An effect: everybody on the list hears of it."""
    return lambda moving: _tell(moving, on_list(moving.case), template)


def tell_everybody(event: "Event", template: str, *, key: str) -> None:
    """Tell everybody on the list of an event, once per key; of anything that has no list, nobody."""
    told = [(row.resident, template, f"{key}-{template}-r{row.resident_id}") for row in on_list(event)]
    put_to_residents(told, case_number=event.number or "")


def fits(event: "Event", people: int) -> bool:
    """Whether there are so many places left."""
    return event.places is None or taken(event) + people <= event.places


def _tell(moving: Moving, rows: Iterable[SignUp], template: str) -> None:
    key = f"event-{moving.event.pk if moving.event else moving.case.pk}-{template}"
    told = [(row.resident, template, f"{key}-r{row.resident_id}") for row in rows]
    put_to_residents(told, case_number=moving.case.number or "")
