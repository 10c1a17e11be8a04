"""A residence permit that ends soon: its holder is told once. The office is told by the register's own reminder."""

import datetime as dt
from itertools import groupby

from django.utils import timezone

from caojiadu.core.hooks import provide
from caojiadu.core.notices.outbox import put_to_residents, written
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers.dates import days_ahead
from offices.security.population.models import Occupant

register_template(
    "permit_ends",
    title=("居住证签注提醒", "Your residence permit is to be renewed"),
    body=(
        "您登记的居住证{day}到期，请在到期前一个月内到社区事务受理服务中心办理签注，也可登录门户申请；已办理的请忽略。"
        "{office_name} {office_phone}",
        "Your residence permit, as entered with us, ends on {day}. Please renew it within the month before, at the "
        "reception centre or on the portal. If you have done so, do nothing. {office_name} {office_phone}",
    ),
    variables=("day",),
)


@provide("every_day")
def tell_of_renewal(now: dt.datetime) -> int:
    """Tell whoever lives here and has a phone, once for each last day, that the permit ends; how many were told.

    A permit is renewed within the month before its day (Interim Regulations on Residence Permits, art. 10). It is told
    as many calendar days ahead as the office itself is told. Four queries on a usual day, however many people.
    """
    today = timezone.localdate(now)
    last = today + dt.timedelta(days=days_ahead("occupants", "permit"))
    rows = Occupant.objects.filter(ended_on=None, permit_until__range=(today, last), resident__phone_digest__gt="")
    ending = {f"permit_ends-{row.resident_id}-{row.permit_until}": row for row in rows.select_related("resident")}
    there = written(ending)
    new = sorted((row.permit_until, key) for key, row in ending.items() if key not in there)
    for day, keys in groupby(new, key=lambda one: one[0]):
        owners = ((ending[key].resident, key) for _day, key in keys)
        to = [(resident, "permit_ends", key) for resident, key in owners if resident is not None]
        put_to_residents(to, context={"day": day.isoformat()})
    return len(new)
