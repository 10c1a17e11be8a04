"""Taking an order in: typed by the centre or brought in from a sheet."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from caojiadu.core.cases.models import FAR, Clock
from caojiadu.core.cases.moves import open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.sweep import RUNG_NAMES
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.organisation.models import DistrictBody, Function
from offices.management.hotline.effects import tell_of_danger
from offices.management.hotline.models import SYSTEM
from offices.management.hotline.workflow import HOTLINE_ORDER
from offices.management.models import HotlineOrder

TITLE, NUMBER, PLACE = 120, 60, 200


@dataclass(frozen=True)
class Order:
    """An order as it comes from the district."""

    number: str
    order_class: str
    title: str
    content: str
    received: dt.datetime
    place: str = ""
    name: str = ""
    phone: str = ""
    neighbourhood: Any = None
    private: bool = False
    call_back: bool = True
    dangerous: bool = False

    @property
    def class_label(self) -> str:
        return str(HotlineOrder.Class(self.order_class).label)


@dataclass(frozen=True)
class Entrance:
    """Where orders come in, looked up once for as many as there are."""

    function: Function
    sender: DistrictBody | None

    @classmethod
    def now(cls) -> "Entrance":
        """The function of 12345 orders with its office, and the body of the district that passes them on."""
        senders = DistrictBody.objects.filter(active=True, receives__contains=["hotline"])
        return cls(Function.objects.select_related("office").get(code="C3"), senders.first())


def is_here(number: str) -> bool:
    """Say whether an order was taken in before."""
    return HotlineOrder.objects.filter(foreign_system=SYSTEM, foreign_number=number).exists()


@transaction.atomic
def take_order(order: Order, *, actor: Actor, entrance: Entrance | None = None, quiet: bool = False) -> HotlineOrder:
    """Open an order with the centre. Raises Unusable for a phone that cannot be right.

    `quiet` tells nobody, save of a danger; a limit that passed before the order came here climbs nobody's ladder.
    """
    entrance = entrance or Entrance.now()
    case: HotlineOrder = open_case(
        kind=HOTLINE_ORDER,
        actor=actor,
        office=entrance.function.office,
        function=entrance.function,
        title=order.title,
        channel="import" if quiet else "staff",
        resident=find_or_create_resident(name=order.name, phone=order.phone) if order.phone else None,
        neighbourhood=order.neighbourhood,
        opened_at=order.received,
        foreign_system=SYSTEM,
        foreign_number=order.number,
        sender=entrance.sender,
        order_class=order.order_class,
        content=order.content,
        place=order.place,
        dangerous=order.dangerous,
        keep_private=order.private,
        call_back_wanted=order.call_back,
        search_text=f"{order.content} {order.place} {order.number}",
        quiet=quiet,
    )
    if order.dangerous:
        tell_of_danger(case)
    if quiet:
        passed = Clock.objects.filter(case_id=case.pk, state=Clock.State.RUNNING, due_at__lt=timezone.now())
        passed.update(rung=len(RUNG_NAMES), next_at=FAR)
    return case
