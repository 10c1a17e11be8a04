"""Hours of the reception centre and some appointments, for a demonstration: made up, like everything there."""

import datetime as dt
from typing import Any

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Centre
from services.appointments.booking import book
from services.appointments.models import Appointment, BookingRules, OpeningHours
from services.appointments.times import Diary, Slot
from services.catalogue.models import Item
from services.reception import CENTRE

PHONE = "+8613800000000"  # the one that a demonstration is signed in with
HALVES = ((dt.time(9), dt.time(11, 30)), (dt.time(13, 30), dt.time(16, 30)))
WEEK = dt.timedelta(days=7)
# who, for what, older or disabled, from which phone, and how it ended where it lies in the past
BOOKED = (
    ("陈某", "social-card", "", PHONE, ""),
    ("陈某某", "senior-card", "older", PHONE, ""),
    ("王某", "pension", "older", "+8613800000011", ""),
    ("李某", "unemployment-benefit", "", "+8613800000012", ""),
    ("赵某", "disability-subsidies", "disabled", "+8613800000013", ""),
    ("孙某", "residence-permit", "", "+8613800000014", ""),
    ("周某", "medical-claim", "", "+8613800000015", "came"),
    ("吴某", "pension", "older", "+8613800000016", "came"),
    ("郑某", "social-card", "", "+8613800000012", "missed"),
)


@provide("demo")
def fill_appointments(_people: Any) -> None:
    """Hours from Monday to Friday and a few appointments, unless there are hours."""
    if BookingRules.objects.exists():
        return
    rules = BookingRules.objects.create(centre=Centre.objects.get(key=CENTRE))
    OpeningHours.objects.bulk_create(
        OpeningHours(rules=rules, weekday=day, opens=opens, closes=closes, minutes=30, places=3, kept=1)
        for day in range(5)
        for opens, closes in HALVES
    )
    items = {item.key: item for item in Item.objects.all()}
    slots: list[Slot] = [slot for day in Diary(rules).days() for slot in day.slots]
    for number, (name, key, need, phone, ended) in enumerate(BOOKED):
        item = items.get(key)
        if item is None or number * 3 >= len(slots):
            continue
        by, starts_at = resident_account(phone=phone), slots[number * 3].starts_at
        relation = "parent" if (phone, need) == (PHONE, "older") else "self"
        made = book(item=item, starts_at=starts_at, name=name, phone=phone, by=by, relation=relation, need=need)
        if ended:
            # As of two weeks before: booked, and gone as noted.
            before = {"starts_at": made.starts_at - 2 * WEEK, "ends_at": made.ends_at - 2 * WEEK}
            Appointment.objects.filter(pk=made.pk).update(state=ended, made_at=made.made_at - 3 * WEEK, **before)
