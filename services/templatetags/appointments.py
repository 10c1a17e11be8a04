"""Days and times of appointments, as people say them."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from caojiadu.core.bilingual import in_language
from caojiadu.core.front.templatetags.portal import day

register = template.Library()


@register.filter
def weekday(value: dt.date | dt.datetime) -> str:
    """A day with its weekday: 11 月 30 日 星期一, Mon, 30 Nov 2026."""
    date = timezone.localdate(value) if isinstance(value, dt.datetime) else value
    return in_language(f"{day(date)} {date_format(date, 'l')}", f"{date_format(date, 'D')}, {day(date)}")


@register.filter
def clock(value: dt.datetime) -> str:
    """The time of day: 09:00."""
    return f"{timezone.localtime(value):%H:%M}"
