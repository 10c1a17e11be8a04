"""What every template may use without loading it: icons, chips, dates, form controls."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, Field, Select
from django.forms.renderers import get_default_renderer
from django.template.defaultfilters import linebreaksbr
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from caojiadu.core.bilingual import in_language
from caojiadu.core.doors import Item
from caojiadu.core.organisation.models import Fact
from caojiadu.core.workflow import Text

register = template.Library()

TONE_ICONS = {
    "wait": "arrow-repeat",
    "soon": "clock",
    "late": "exclamation-triangle-fill",
    "done": "check-lg",
    "plain": "",
}
SOON_DAYS = 3
NEAR_DAYS = 7
FAR_YEAR = 2200
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
CONTROL_CLASSES = {"select": "form-select", "checkbox": "form-check-input"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; hidden from screen readers unless it has a label of its own."""
    if not label:
        return _silent_icon(name)
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, static("img/icons.svg"), name
    )


@cache
def _silent_icon(name: str) -> SafeString:
    # A list draws a hundred of a handful.
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("img/icons.svg"), name)


@register.simple_tag
def chip_state(label: Text, tone: str = "wait", icon: str | None = None) -> SafeString:
    """A state or a limit, always in words. Tones: wait (in hand, waiting), soon, late, done, plain, date; each has its
    icon, unless another is named. Two or three stand in each row of a list: too many for a template each."""
    if not label:
        return SafeString("")
    name = TONE_ICONS.get(tone, "") if icon is None else icon
    drawn = _silent_icon(name) if name else ""
    return format_html('<span class="chip {}">{}{}</span>', tone or "plain", drawn, label)


@register.simple_tag
def chip_due(due_at: dt.datetime | dt.date | None, now: dt.datetime | None = None) -> SafeString:
    """A limit: how many days are left or gone, or the date while it is far; nothing where there is no limit."""
    if due_at is None or due_at.year >= FAR_YEAR:
        return SafeString("")
    return chip_state(*due_words(due_at, now or timezone.now()))


def due_words(due_at: dt.datetime | dt.date, now: dt.datetime) -> tuple[str, str, str | None]:
    """A limit in words, its tone, and the icon where it is not the tone's own."""
    left = (_local_date(due_at) - timezone.localdate(now)).days
    passed = isinstance(due_at, dt.datetime) and due_at < now
    return _due_words(left, passed, due_at)


def _due_words(left: int, passed: bool, due_at: dt.datetime | dt.date) -> tuple[str, str, str | None]:
    if left < 0:
        return ngettext("%(days)d day late", "%(days)d days late", -left) % {"days": -left}, "late", None
    if left == 0:
        return (_("Late since today"), "late", None) if passed else (_today(due_at), "soon", None)
    if left <= NEAR_DAYS:
        words = ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}
        return (words, "soon", None) if left <= SOON_DAYS else (words, "plain", "clock")
    return day(due_at), "date", ""


def _today(due_at: dt.datetime | dt.date) -> str:
    """Working hours run out within the day; any other limit with it."""
    if not isinstance(due_at, dt.datetime) or timezone.localtime(due_at).time() == dt.time.max:
        return _("Due today")
    return _("Due at %(time)s") % {"time": f"{timezone.localtime(due_at):%H:%M}"}


def _local_date(value: dt.datetime | dt.date) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value


@register.simple_tag
def piles(items: Iterable[Item]) -> dict[str, list[Item]]:
    """My matters in three piles, each in its order: what needs me, what is under way, what is over."""
    found: dict[str, list[Item]] = {"needs": [], "runs": [], "over": []}
    for item in items:
        found["needs" if item.needs_me else "over" if item.over else "runs"].append(item)
    return found


@register.simple_tag
def filled(facts: Iterable[Fact]) -> list[Fact]:
    """Of facts those that somebody has filled in."""
    return [fact for fact in facts if fact.filled]


@register.filter
def day(value: dt.datetime | dt.date | None) -> str:
    """A date as people say it: 11 月 20 日 (with the year when it is another year), 20 Nov 2026."""
    if not value:
        return ""
    date = _local_date(value)
    chinese = f"{date.month} 月 {date.day} 日"
    if date.year != timezone.localdate().year:
        chinese = f"{date.year} 年 {chinese}"
    return in_language(chinese, date_format(date, "j M Y"))


@register.filter
def full_day(value: dt.date) -> str:
    """A date with its day of the week: 12 月 2 日，星期三; Wednesday, 2 December."""
    weekday = date_format(value, "l")
    return in_language(f"{day(value)}，{weekday}", f"{weekday}, {date_format(value, 'j F')}")


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A date with its time of day."""
    if not value:
        return ""
    date, clock = day(value), f"{timezone.localtime(value):%H:%M}"
    return in_language(f"{date} {clock}", f"{date}, {clock}")


@register.filter
def span(value: dt.timedelta | None) -> str:
    """A length of time as people say it: 4 min, 2 h 5 min, 3 days."""
    if value is None:
        return ""
    minutes = max(int(value.total_seconds() // 60), 0)
    if minutes < 60:
        return _("%(minutes)d min") % {"minutes": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    return ngettext("%(days)d day", "%(days)d days", hours // 24) % {"days": hours // 24}


@register.simple_tag
def fact(value: Any) -> Any:
    """What an entry holds: a date as people say it, a text with its lines, a dash where there is nothing."""
    if value is None or value == "":
        return "—"
    if isinstance(value, dt.date):
        return when(value)
    return as_written(linebreaksbr(str(value), autoescape=True))


@register.filter
def unbroken(text: str) -> str:
    """Keep words with a hyphen on one line."""
    return text.replace("-", "\N{NON-BREAKING HYPHEN}")


@register.simple_tag
def when(value: dt.datetime | dt.date) -> SafeString:
    """A <time> element: date, and the time of day where there is one."""
    said = moment(value) if isinstance(value, dt.datetime) else day(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), said)


@register.filter
def as_written(value: object) -> SafeString:
    """What somebody wrote, its Chinese marked as such on a page of another language, so that it is read out as Chinese
    (WCAG 3.1.2)."""
    said = conditional_escape(str(value) if not isinstance(value, SafeString) else value)
    if (get_language() or "").startswith("zh"):
        return said
    return SafeString(HAN.sub(r'<span lang="zh-Hans">\g<0></span>', said))


@register.filter
def said(field: BoundField) -> list[str]:
    """What is wrong with a field; one that was left empty says what belongs there."""
    plain = str(Field.default_error_messages["required"])
    return [_left_empty(field) if error == plain else str(error) for error in field.errors]


def _left_empty(field: BoundField) -> str:
    label = {"label": field.label}
    kind = field.widget_type
    if kind == "checkbox":
        return _("Please tick “%(label)s”.") % label
    if kind.startswith(("select", "radio", "checkboxselect", "ticks", "date")):
        return _("Please choose: %(label)s.") % label
    return _("Please fill in: %(label)s.") % label


@register.simple_tag
def to_mend(form: BaseForm) -> list[tuple[str, str, str]]:
    """Every error that has its field: the field, its name where the words do not say it, and the words."""
    lines = ((field.auto_id, str(field.label), error) for field in form for error in said(field))
    return [(key, "" if label in error else label, error) for key, label, error in lines]


@register.simple_tag
def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """The attributes of a control, as Django's own template writes them, in a fraction of its time."""
    written = (
        f" {escape(name)}" if value is True else f' {escape(name)}="{conditional_escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )
    return SafeString("".join(written))


@register.simple_tag
def options(choices: Iterable[Mapping[str, Any]]) -> SafeString:
    """The options of a list to choose from: there may be hundreds, too many for a template each."""
    return SafeString("".join(map(_option, choices)))


def _option(one: Mapping[str, Any]) -> str:
    if one["template_name"] != Select.option_template_name:  # a control of the administrators' pages
        return get_default_renderer().render(one["template_name"], {"widget": one})
    said = conditional_escape(localize(one["label"]))
    return f'\n  <option value="{conditional_escape(one["value"])}"{attributes(one["attrs"])}>{said}</option>'


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a field, with the classes of the portal's look."""
    kind = field.widget_type
    classes = CONTROL_CLASSES.get(kind, "form-select" if "select" in kind else "form-control")
    given = field.field.widget.attrs.get("class", "")
    wrong = "is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": " ".join(filter(None, (classes, given, wrong)))})
