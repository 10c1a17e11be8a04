"""The reasons of a deadline as sentences, in the language of the reader."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from caojiadu.core.bilingual import in_language
from caojiadu.core.workdays.arithmetic import Counted, Hours, Step, Terms


def sentences(terms: Terms, counted: Counted) -> list[str]:
    """Return why a date is what it is: the rule, each run of days skipped, added or moved over, and the end."""
    told = [_asked(terms), *_extension(terms), *_standstill(terms), *_counting(counted.steps), *_moving(counted.steps)]
    told.append(_end(counted))
    if counted.unpublished:
        years = _list(str(year) for year in sorted(counted.unpublished))
        told.append(
            _(
                "The holidays of %(years)s have not been published yet: the date is provisional, "
                "and is worked out again when they are."
            )
            % {"years": years}
        )
    return told


def _end(counted: Counted) -> str:
    if counted.at is None:
        return _("The last day is %(date)s, until 24:00.") % {"date": _full(counted.date)}
    return _("It ends on %(date)s at %(time)s.") % {"date": _full(counted.date), "time": f"{counted.at:%H:%M}"}


def _in_hours(terms: Terms, hours: Hours) -> str:
    said = {"count": hours.count, "date": _full(terms.start), "time": f"{hours.since:%H:%M}"}
    said |= {"opens": f"{hours.opens:%H:%M}", "closes": f"{hours.closes:%H:%M}"}
    return (
        ngettext(
            "%(count)s working hour from %(date)s, %(time)s; a working day runs from %(opens)s to %(closes)s.",
            "%(count)s working hours from %(date)s, %(time)s; a working day runs from %(opens)s to %(closes)s.",
            hours.count,
        )
        % said
    )


def _asked(terms: Terms) -> str:
    if terms.hours:
        return _in_hours(terms, terms.hours)
    said = {"count": terms.days, "date": _full(terms.start)}
    if terms.working:
        return (
            ngettext(
                "%(count)s working day, counted from the day after %(date)s.",
                "%(count)s working days, counted from the day after %(date)s.",
                terms.days,
            )
            % said
        )
    return (
        ngettext(
            "%(count)s day, days off included, counted from the day after %(date)s.",
            "%(count)s days, days off included, counted from the day after %(date)s.",
            terms.days,
        )
        % said
    )


def _extension(terms: Terms) -> list[str]:
    if not terms.extended:
        return []
    said = {"count": terms.extended, "total": terms.total}
    if terms.hours:
        return [_("Extended by %(count)s working days.") % said]
    if terms.working:
        return [_("Extended by %(count)s working days, %(total)s in all.") % said]
    return [_("Extended by %(count)s days, %(total)s in all.") % said]


def _standstill(terms: Terms) -> list[str]:
    if not terms.stopped:
        return []
    return [
        ngettext(
            "It stood still for %(count)s day, which is not counted.",
            "It stood still for %(count)s days, which are not counted.",
            terms.stopped,
        )
        % {"count": terms.stopped}
    ]


def _counting(steps: Iterable[Step]) -> list[str]:
    """Say holidays and make-up days one by one, in order, and all weekends in one sentence at the end."""
    steps = [step for step in steps if step.effect in {"counted", "skipped"}]
    told = [_one(step) for step in steps if step.why in {"holiday", "make_up"}]
    weekends = [step for step in steps if step.why == "weekend"]
    if weekends:
        count = sum(step.days for step in weekends)
        said = {"days": _list(_span(step) for step in weekends), "count": count}
        told.append(
            ngettext(
                "Weekends are not counted: %(days)s (%(count)s day).",
                "Weekends are not counted: %(days)s (%(count)s days).",
                count,
            )
            % said
        )
    return told


def _one(step: Step) -> str:
    said = {"days": _span(step), "name": _name(step)}
    if step.why == "make_up":
        if not step.names_zh:
            return _("%(days)s: a working day at the weekend, counted.") % said
        return _("%(days)s: a working day that makes up for %(name)s, counted.") % said
    if not step.names_zh:
        return _("%(days)s: closed, not counted.") % said
    return _("%(days)s: days off for %(name)s, not counted.") % said


def _moving(steps: Iterable[Step]) -> list[str]:
    """Say on which day off the count ended and which way it moved."""
    moved = [step for step in steps if step.effect in {"forward", "back"}]
    if not moved:
        return []
    reasons = [_("%(days)s: %(name)s") % {"days": _span(step), "name": _name(step)} for step in moved]
    if moved[0].effect == "forward":
        said = {"day": _day(moved[0].first), "reasons": _list(reasons)}
        return [_("The count ends on %(day)s, a day off (%(reasons)s): it runs to the next working day.") % said]
    said = {"day": _day(moved[0].last), "reasons": _list(reversed(reasons))}
    return [_("The count ends on %(day)s, a day off (%(reasons)s): due on the last working day before it.") % said]


def _name(step: Step) -> str:
    """Return the holidays of a run, or what an unnamed run is."""
    plain = {"weekend": _("weekend"), "holiday": _("days off")}.get(step.why, "")
    return in_language("、".join(step.names_zh), " / ".join(step.names_en)) or plain


def _span(step: Step) -> str:
    """Return the first and last day of a run, saying a month that both share only once."""
    if step.first == step.last:
        return _day(step.first)
    same_month = (step.first.year, step.first.month) == (step.last.year, step.last.month)
    if not same_month:
        return _("%(first)s to %(last)s") % {"first": _day(step.first), "last": _day(step.last)}
    return _("%(first)s to %(last)s") % {
        "first": date_format(step.first, pgettext("date format: first day of a span within one month", "j")),
        "last": date_format(step.last, pgettext("date format: last day of a span within one month", "j F")),
    }


def _day(day: date) -> str:
    return date_format(day, pgettext("date format: day and month", "j F"))


def _full(day: date) -> str:
    return date_format(day, pgettext("date format: weekday and full date", "l j F Y"))


def _list(parts: Iterable[str]) -> str:
    return pgettext("separator of a list", ", ").join(parts)
