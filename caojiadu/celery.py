"""Celery: tasks take keys, call one verb, and may run twice without harm. The beat schedule is here;
offices add theirs in `OfficeConfig.timed`."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caojiadu.settings")
app = Celery("caojiadu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "send notices": {"task": "notices.send_due", "schedule": 5.0, "options": {"expires": 5}},
    "send reports to the district": {"task": "district.send_due", "schedule": 10.0, "options": {"expires": 10}},
    "sweep the clocks": {"task": "cases.sweep", "schedule": 60.0, "options": {"expires": 60}},
    "call on for urgent reports": {"task": "petitions.call_on", "schedule": 20.0, "options": {"expires": 20}},
    "remind of meetings": {"task": "petitions.remind_of_meetings", "schedule": crontab(hour=9, minute=0)},
    "count figures": {"task": "cases.count_figures", "schedule": 5.0, "options": {"expires": 5}},
    "scan held files": {"task": "files.scan_held", "schedule": 60.0, "options": {"expires": 60}},
    "seal the audit trail": {"task": "audit.seal", "schedule": 60.0, "options": {"expires": 60}},
    "forget query codes": {"task": "petitions.forget_codes", "schedule": 300.0, "options": {"expires": 300}},
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
