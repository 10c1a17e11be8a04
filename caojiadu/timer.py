"""The timer: Celery's beat without the portal behind it, in half the memory.

`python -m celery -A caojiadu.timer beat` sends the names of tasks when their time has come, and needs neither their
code nor a table. What is done when is listed here; offices add theirs in `OfficeConfig.timed`.
"""

from typing import Any

from celery import Celery
from celery.loaders.app import AppLoader
from celery.schedules import crontab
from django.apps import AppConfig
from django.conf import settings

from caojiadu.core.organisation.office import OfficeConfig

SCHEDULE: dict[str, dict[str, Any]] = {
    "say that time passes": {"task": "operations.beat", "schedule": 30.0},
    "look whether all is well": {"task": "operations.look", "schedule": 300.0},
    "send notices": {"task": "notices.send_due", "schedule": 5.0},
    "send reports to the district": {"task": "district.send_due", "schedule": 10.0},
    "sweep the clocks": {"task": "cases.sweep", "schedule": 60.0},
    "make receipts of letters": {"task": "petitions.issue_receipts", "schedule": 5.0},
    "call on for urgent reports": {"task": "petitions.call_on", "schedule": 20.0},
    "remind of meetings": {"task": "petitions.remind_of_meetings", "schedule": crontab(hour=9, minute=0)},
    "put sums together": {"task": "cases.fold_counts", "schedule": 60.0},
    "count figures": {"task": "cases.count_figures", "schedule": 5.0},
    "do what was asked for many matters": {"task": "desk.run_many", "schedule": 5.0},
    "put long lists together as sheets": {"task": "desk.make_sheets", "schedule": 5.0},
    "tell what saved views hold, and remind": {"task": "desk.tell_views", "schedule": crontab(minute="*/5")},
    "scan held files": {"task": "files.scan_held", "schedule": 60.0},
    "seal the audit trail": {"task": "audit.seal", "schedule": 60.0},
    "forget query codes": {"task": "petitions.forget_codes", "schedule": 300.0},
    "learn from decisions": {"task": "petitions.learn", "schedule": crontab(hour=2, minute=20)},
    "ask for missing consent": {"task": "petitions.ask_for_consent", "schedule": crontab(hour=8, minute=20)},
    "remind of appointments": {"task": "services.sweep_appointments", "schedule": crontab(minute="*/10")},
    "recount dates in registers": {"task": "registers.recount", "schedule": crontab(minute="*/5")},
    "remind of dates in registers": {"task": "registers.remind", "schedule": crontab(hour=8, minute=30)},
    "let offices look every day": {"task": "registers.every_day", "schedule": crontab(hour=8, minute=40)},
    "put yearly duties into the plans": {"task": "registers.open_duties", "schedule": crontab(hour=4, minute=10)},
    "close the days of the hall": {"task": "services.settle_days", "schedule": crontab(hour=0, minute="5,35")},
    "enter the figures of the hall": {"task": "services.enter_hall_figures", "schedule": crontab(hour=1, minute=15)},
    "throw away unsent files": {"task": "files.clear_stash", "schedule": crontab(hour=3, minute=40)},
    "end expired sessions": {"task": "accounts.clear_expired", "schedule": crontab(hour=3, minute=10)},
}


class NoTasks(AppLoader):
    """Leaves the tasks where they are: only the workers import them."""

    def import_default_modules(self) -> list[str]:
        """Import nothing."""
        return []


def office_tasks() -> dict[str, dict[str, Any]]:
    """What the installed offices want done at fixed times, read from their configurations alone."""
    offices = (AppConfig.create(name) for name in settings.INSTALLED_APPS if name.startswith("offices."))
    return {name: task for office in offices if isinstance(office, OfficeConfig) for name, task in office.timed.items()}


def with_end(task: dict[str, Any]) -> dict[str, Any]:
    """What comes again within minutes need not be made up for after hours without a worker; what comes once a day is.

    The end is written by this clock and read by the workers': it leaves room for clocks that do not agree.
    """
    often = isinstance(task["schedule"], float) and task["schedule"] < settings.TASK_EXPIRES
    return {**task, "options": {"expires": settings.TASK_EXPIRES}} if often else task


# No fixups: Celery's own for Django would set the whole portal up.
app = Celery("caojiadu", fixups=[], loader=NoTasks, set_as_current=False)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {name: with_end(task) for name, task in {**SCHEDULE, **office_tasks()}.items()}
