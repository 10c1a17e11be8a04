"""What is measured, from when on it is worth a look, and from when on somebody is called."""

import logging
import math
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import redis
from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.audit.models import Entry, Seal
from caojiadu.core.cases import hooks
from caojiadu.core.cases.models import Clock
from caojiadu.core.files import cleaning
from caojiadu.core.notices import pauses
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.worker import due
from caojiadu.core.organisation.facts import facts_missing
from caojiadu.core.workdays.models import Day
from caojiadu.operations.backup import shelf
from caojiadu.operations.models import Mark

MINUTE, HOUR, DAY, GIGABYTE = 60, 3600, 24 * 3600, 10**9
logger = logging.getLogger(__name__)
# Rows of trouble that are counted at most: more say no more.
MOST = 1000


class State(StrEnum):
    """How a measure stands."""

    WELL = "well"
    LOOK = "look"
    CALL = "call"


@dataclass(frozen=True)
class Measure:
    """One figure. `ask` gives it, None where it is not asked for here; `inf` stands for never."""

    key: str
    label: str | Promise
    advice: str | Promise
    ask: Callable[[], float | None]
    look: float
    call: float
    unit: str = "seconds"

    def asked(self) -> "Finding | None":
        """What it gives, None where it is not asked for here. One that cannot be asked is as bad as can be."""
        try:
            with transaction.atomic():
                value = self.ask()
        except Exception as error:
            # The words of an error may hold a value.
            logger.error("the measure %s cannot be asked: %s", self.key, type(error).__name__)
            return Finding(self, 0.0 if self.unit == "bytes" else math.inf, known=False)
        return None if value is None else Finding(self, value)

    def state(self, value: float) -> State:
        """Free space is bad where it is low, all else where it is high."""
        sign = -1 if self.unit == "bytes" else 1
        if sign * value >= sign * self.call:
            return State.CALL
        return State.LOOK if sign * value >= sign * self.look else State.WELL


def lag(moment: datetime | None) -> float:
    """Seconds since a moment; 0 where there is none."""
    return max(0.0, (timezone.now() - moment).total_seconds()) if moment else 0.0


def since_mark(name: str) -> float:
    """Seconds since something happened last; it never did: inf."""
    found = Mark.objects.filter(name=name).first()
    return lag(found.at) if found else math.inf


def messages_late() -> float:
    """How long the message waits that was due first."""
    return lag(due().aggregate(first=Min("next_try_at"))["first"])


def messages_in_state(state: str) -> Callable[[], float]:
    """How many messages of the last day are in trouble."""

    def ask() -> float:
        since = timezone.now() - timedelta(days=1)
        rows = Notice.objects.filter(state__in=("failed", "uncertain")).order_by("-id")
        return sum(
            1 for found, created in rows.values_list("state", "created_at")[:MOST] if found == state and created > since
        )

    return ask


def clock_skew() -> float | None:
    """By how much two clocks of the installation differ at most, as the last beat found."""
    found = Mark.objects.filter(name="beat").first()
    return max(map(abs, found.data.get("skews", {}).values()), default=0.0) if found else None


def unsealed() -> float:
    """How long the oldest entry of the trail waits for its seal."""
    sealed = Seal.objects.filter(table=Entry._meta.db_table).aggregate(to=Max("before_xid"))["to"] or 0
    first = Entry.objects.filter(xid__gte=sealed).order_by("xid", "id").values_list("at", flat=True).first()
    return lag(first)


def limits_late() -> float:
    """How long the limit waits that should have been looked at first."""
    running = Clock.objects.filter(state=Clock.State.RUNNING, next_at__lte=timezone.now())
    return lag(running.aggregate(first=Min("next_at"))["first"])


def receipts_late() -> float:
    """How long the letter waits for its receipt that came first."""
    return lag(hooks.receipt_due_since())


def queue() -> float:
    """How many tasks wait in the queue; inf while it cannot be asked."""
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5)
    try:
        return float(sum(client.llen(name) for name in settings.QUEUES))
    except redis.RedisError:
        return math.inf
    finally:
        client.close()


def disk() -> float:
    """Free bytes where least are free."""
    places = {settings.VAR_DIR, settings.FILES_ROOT, settings.BACKUP_ROOT}
    return float(min(shutil.disk_usage(_there(Path(place))).free for place in places))


def _there(place: Path) -> Path:
    return next(folder for folder in (place, *place.parents) if folder.exists())


def backup_age() -> float | None:
    """Seconds since the last backup; not asked for where nobody would make one."""
    if not (settings.PRODUCTION or settings.BACKUP_RECIPIENTS):
        return None
    found = shelf.names()
    return lag(datetime.strptime(found[-1], shelf.NAME).replace(tzinfo=UTC)) if found else math.inf


def rehearsal_age() -> float | None:
    """Seconds since a backup was restored and looked at."""
    if backup_age() is None:
        return None
    note = shelf.root() / shelf.REHEARSED
    return lag(datetime.fromisoformat(note.read_text("utf-8").split()[0])) if note.is_file() else math.inf


def calendar() -> float:
    """Whether next year's days off are missing, from 15 November on: the State Council names them about then."""
    today = timezone.localdate()
    missing = today >= date(today.year, 11, 15) and today.year + 1 not in Day.objects.published_years()
    return float(missing) * (2 if today >= date(today.year, 12, 20) else 1)


MEASURES = (
    Measure(
        "messages_late", _("The oldest message that is due waits"),
        _("Is a worker running? What does the provider say of the last messages?"),
        messages_late, 10 * MINUTE, HOUR,
    ),
    Measure(
        "messages_failed", _("Messages of the last day that could not be sent"),
        _("Look at the notices that could not be sent; send them again, one or all."),
        messages_in_state("failed"), 1, 50, "count",
    ),
    Measure(
        "messages_uncertain", _("Messages of the last day of which nobody knows whether they went out"),
        _("Look at these notices; send them again where they did not arrive."),
        messages_in_state("uncertain"), 1, 50, "count",
    ),
    Measure(
        "channels_paused", _("Ways of sending that pause, because the provider does not answer"),
        _("Ask the provider; messages wait, and what is doubtful can be sent again at the notices, one or all."),
        lambda: float(len(pauses.paused())), 1, math.inf, "count",
    ),
    Measure(
        "beat", _("Since the timer was last heard"),
        _("Start the timer (beat) and a worker; nothing happens by itself without them."),
        lambda: since_mark("beat"), 3 * MINUTE, 15 * MINUTE,
    ),
    Measure(
        "clock_skew", _("Clocks of the servers differ by"),
        _("Let every server keep its clock by the network (chrony or systemd-timesyncd)."),
        clock_skew, 2, 30,
    ),
    Measure(
        "unsealed", _("The oldest audit entry without its seal waits"),
        _("Run audit_verify, and look at the end of the worker's log."),
        unsealed, 10 * MINUTE, HOUR,
    ),
    Measure(
        "limits_late", _("The oldest limit that should have been looked at waits"),
        _("Look at the worker's log: a matter there cannot be looked at."),
        limits_late, 10 * MINUTE, HOUR,
    ),
    Measure(
        "receipts_late", _("The oldest receipt of a letter that is still to be made waits"),
        _("Look at the worker's log: the receipt there cannot be made. The letter itself is there and goes on."),
        receipts_late, 10 * MINUTE, HOUR,
    ),
    Measure(
        "queue", _("Tasks waiting in the queue"),
        _("Start another worker, or see what holds the ones that run. Letters are taken all the same."),
        queue, 500, 5000, "count",
    ),
    Measure(
        "disk", _("Free on the fullest disk"),
        _("Make room: uploads stop below 500 MB."),
        disk, 10 * GIGABYTE, 2 * GIGABYTE, "bytes",
    ),
    Measure(
        "backup", _("Since the last backup"),
        _("Run manage.py backup, and look at what caojiadu-backup.timer says."),
        backup_age, 36 * HOUR, 72 * HOUR,
    ),
    Measure(
        "rehearsal", _("Since the last rehearsal of a restore"),
        _("Take the key out of the safe and run manage.py restore --rehearse."),
        rehearsal_age, 45 * DAY, 120 * DAY,
    ),
    Measure(
        "files_mark", _("The folder of files belongs to another database"),
        _("See “Clean-up of files” in the manual; no file is removed until then."),
        lambda: float(cleaning.is_anothers()), 1, 1, "yes",
    ),
    Measure(
        "facts", _("Facts of the office that nobody has filled in"),
        _("Fill them in; pages leave them out until then."),
        lambda: float(len(facts_missing())), 1, math.inf, "count",
    ),
    Measure(
        "calendar", _("Next year's days off are missing"),
        _("Run manage.py load_holidays, or enter them; limits over the new year are provisional until then."),
        calendar, 1, 2, "yes",
    ),
)  # fmt: skip
BY_KEY = {measure.key: measure for measure in MEASURES}


@dataclass(frozen=True)
class Finding:
    """A measure with its value."""

    measure: Measure
    value: float
    known: bool = True

    @property
    def state(self) -> State:
        """How it stands."""
        return self.measure.state(self.value)

    @property
    def said(self) -> str:
        """The value in the reader's words."""
        return spelt(self.value, self.measure.unit) if self.known else gettext("cannot be asked")

    @property
    def sentence(self) -> str:
        """What is measured, with its value where it has one."""
        if self.known and self.measure.unit == "yes":
            return str(self.measure.label)
        return gettext("%(label)s: %(value)s") % {"label": self.measure.label, "value": self.said}


def findings() -> Iterator[Finding]:
    """Every measure that is asked for here."""
    yield from filter(None, (measure.asked() for measure in MEASURES))


def spelt(value: float, unit: str) -> str:
    """A value in words of the active language."""
    if unit == "yes":
        return str(_("yes") if value else _("no"))
    if math.isinf(value):
        return str(_("never") if unit == "seconds" else _("cannot be asked"))
    if unit == "bytes":
        return f"{value / GIGABYTE:.1f} GB"
    return _spelt_seconds(value) if unit == "seconds" else str(round(value))


def _spelt_seconds(value: float) -> str:
    if value < 2 * MINUTE:
        return ngettext("%(count)d second", "%(count)d seconds", round(value)) % {"count": round(value)}
    if value < 2 * HOUR:
        return str(_("%(count)d minutes")) % {"count": round(value / MINUTE)}
    if value < 2 * DAY:
        return str(_("%(count)d hours")) % {"count": round(value / HOUR)}
    return str(_("%(count)d days")) % {"count": round(value / DAY)}
