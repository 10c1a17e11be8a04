"""Orders of the life service centre from outside: residents order, follow and rate; a provider answers by a link."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text, refused_by_model
from caojiadu.core.cases.models import Case, CaseEvent
from caojiadu.core.cases.moves import Moving, open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.tell import tell
from caojiadu.core.community.models import Relative
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.front import my_matters
from caojiadu.core.front.forms import RadioCards
from caojiadu.core.front.templatetags.portal import day as shown
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.models import Function
from caojiadu.core.workflow import Notify
from offices.service.models import LifeOrder

KIND, FUNCTION = "life_order", "D8"
SALT = "life-order"
LINK_DAYS = 60  # for so long a link works; no provider promises more
AGAIN = dt.timedelta(minutes=10)  # within which the same order of the same account is the button pressed twice
TITLE = 40  # characters of what was written that stand in the title

for _key, _title, _body in (
    (
        "order_accepted",
        ("您的生活服务订单已接单", "Your order was accepted"),
        (
            "您的生活服务订单（编号{number}）已有服务商接单，上门日期请登录查看。{office_name} {office_phone}",
            "A provider accepted your order {number}: sign in to read the day. {office_name} {office_phone}",
        ),
    ),
    (
        "order_served",
        ("请评价本次生活服务", "Please rate the service"),
        (
            "您的生活服务订单（编号{number}）已完成，请登录评价。如未上门请告诉我们。{office_name} {office_phone}",
            "Your order {number} is reported as served: sign in to rate it. If nobody came, tell us. "
            "{office_name} {office_phone}",
        ),
    ),
    (
        "order_moved",
        ("生活服务订单有新进展", "News of a service order"),
        ("生活服务订单{number}有新进展，请查看。", "There is news of the service order {number}."),
    ),
    (
        "order_older",
        ("老年人生活服务订单，请优先办理", "An order for an older person: please see to it first"),
        (
            "生活服务订单{number}为老年人下单，请优先派单。",
            "The service order {number} is for an older person: please pass it on first.",
        ),
    ),
):
    register_template(_key, title=_title, body=_body)


class StarsForm(MoveForm):
    """How good it was, one to five stars, in the resident's own hand."""

    key_fields = ("stars",)
    public_words = ("said",)

    stars = forms.TypedChoiceField(
        label=gettext_lazy("How was it?"),
        coerce=int,
        widget=RadioCards(),
        choices=[
            (5, gettext_lazy("★★★★★ very good")),
            (4, gettext_lazy("★★★★ good")),
            (3, gettext_lazy("★★★ fair")),
            (2, gettext_lazy("★★ poor: it should be made good")),
            (1, gettext_lazy("★ very poor: it should be made good")),
        ],
    )
    said = long_text(gettext_lazy("What would you like to say?"), rows=3, required=False)


class CallOffForm(MoveForm):
    """Why nobody comes, in words for whoever ordered."""

    public_words = ("reason",)

    reason = long_text(gettext_lazy("Why"), rows=2, help_text=gettext_lazy("Whoever ordered online reads these words."))


def keep_stars(moving: Moving) -> None:
    """An effect: the rating stands on the order."""
    moving.change(stars=moving.data["stars"], said=moving.data.get("said", ""))


def nobody_comes(moving: Moving) -> None:
    """An effect: what was promised no longer holds; while the order is asked for again, nobody has it either."""
    again = {"provider": None} if moving.case.state == "lifeorder_asked" else {}
    moving.change(accepted_on=None, promised_on=None, **again)


def link_anew(moving: Moving) -> None:
    """An effect: whoever it is passed to now has not accepted it."""
    moving.change(accepted_on=None)


def tell_of_online(moving: Moving) -> None:
    """An effect of opening: an order made online lies before its office; that of an older person comes first."""
    if moving.case.channel == "web" and moving.event:
        template = "order_older" if moving.case.older else "order_moved"
        tell(moving.written, moving.case, [Notify("head", template), Notify("handler", template)])


def tell_who_ordered(template: str) -> Any:
    """An effect: whoever ordered online is told online; the others are rung, as before."""

    def effect(moving: Moving) -> None:
        if moving.case.channel == "web" and moving.event:
            tell(moving.written, moving.case, [Notify("resident", template)])

    return effect


def same_link(moving: Moving) -> None:
    """A guard: the link is that of the provider who has the order now."""
    if moving.data.get("passed") != last_passed(moving.case):
        raise Refused(_("This link does not work any more."))


def not_accepted(moving: Moving) -> None:
    """A guard: it is accepted once, and not declined any more: whoever ordered has been told of the day."""
    if moving.case.accepted_on:
        raise Refused(_("You accepted this order already. If you cannot come, please ring the life service centre."))


def accepted(moving: Moving) -> None:
    """A guard: nothing is served that was not accepted."""
    if not moving.case.accepted_on:
        raise Refused(_("Accept the order first."))


def day_ahead(moving: Moving) -> None:
    """A guard: the day is still to come, and within what the provider promised and the centre agreed to.

    That is the day that is wished for, one that the office entered, or one within the provider's own days.
    """
    order, day, today = moving.case, moving.data["promised_on"], timezone.localdate(moving.now)
    if day < today:
        moving.refuse("promised_on", _("This day has passed. Please name another one."))
    if lapsed := order.provider.lapsed_by(day):
        moving.refuse("promised_on", _("%(why)s Please ring the life service centre.") % {"why": lapsed})
    if day > last_day(order, today):
        moving.refuse("promised_on", words_of_last_day(order, today))


def last_day(order: LifeOrder, today: dt.date) -> dt.date:
    """The last day that a provider may promise; past where licence or agreement have ended."""
    provider = order.provider
    assert provider is not None  # it is passed to one before it promises anything
    promised = max(order.wanted_on, order.promised_on or today, today + dt.timedelta(days=provider.promise))
    return min(promised, provider.licence_until or promised, provider.signed_until or promised)


def words_of_last_day(order: LifeOrder, today: dt.date) -> str:
    """What a provider is told of it, before and after another day is named."""
    last = last_day(order, today)
    if last < today:
        return _("Your licence or your agreement with us has ended. Please ring the life service centre.")
    said = _("Name a day up to %(day)s. If you can come only later, please ring the life service centre.")
    return said % {"day": shown(last)}


def last_passed(order: Any) -> int | None:
    """The event with which an order was passed on last."""
    rows = CaseEvent.objects.filter(case_id=order.pk, move="lifeorder_pass").order_by("-pk")
    return rows.values_list("pk", flat=True).first()


def link_of(order: LifeOrder) -> str:
    """The address that whoever has the order now may open, without an account."""
    token = signing.dumps([order.pk, last_passed(order)], salt=SALT)
    return f"{settings.SITE_URL.rstrip('/')}{reverse('life:provider', args=[token])}"


def order_of(token: str) -> tuple[LifeOrder | None, int]:
    """The order of a link, and with which event it was passed on; None for a link that does not work any more."""
    try:
        key, passed = signing.loads(token, salt=SALT, max_age=dt.timedelta(days=LINK_DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None, 0
    found = LifeOrder.objects.select_related("resident", "provider", "office").filter(pk=key).first()
    if found is None or passed != last_passed(found) or found.state == "lifeorder_asked":
        return None, 0
    return found, passed


def orders_of(user: Any, relative: Relative | None = None) -> QuerySet[Case]:
    """What was ordered here with the account of somebody; with a relative, what that person ordered."""
    return my_matters.more_of_account(Case.objects.filter(kind=KIND, channel="web"), user, relative)


@transaction.atomic
def order(*, user: Any, name: str, values: dict[str, Any]) -> Any:
    """Open an order; pressed twice it is one. Raises Unusable, ValidationError."""
    User.objects.select_for_update().get(pk=user.pk)
    resident = find_or_create_resident(name=name, phone=user.phone_sealed)
    just_now = LifeOrder.objects.filter(opened_at__gte=timezone.now() - AGAIN, closed_at=None)
    just_now = just_now.filter(resident=resident, channel="web", kind_of=values["kind_of"]).select_related("provider")
    if (before := my_matters.sent_before(just_now, values)) is not None:
        return before
    for problem in refused_by_model(LifeOrder(state="lifeorder_asked"), values):
        raise problem
    function = Function.objects.select_related("office").get(code=FUNCTION)
    kind = LifeOrder(kind_of=values["kind_of"]).get_kind_of_display()
    return open_case(
        kind=KIND,
        actor=Actor.resident(user),
        office=function.office,
        function=function,
        title=f"{kind}: {Truncator(values['details']).chars(TITLE)}",
        search_text=values["details"],
        channel="web",
        resident=resident,
        **values,
    )
