"""Celery: tasks take keys, call one verb, and may run twice without harm. `caojiadu/timer.py` says when."""

import logging
import os
from typing import Any

from celery import Celery
from celery.signals import after_setup_logger, after_setup_task_logger, beat_init, worker_before_create_process

from caojiadu import sharing
from caojiadu.logs import make_discreet

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caojiadu.settings")
app = Celery("caojiadu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
worker_before_create_process.connect(sharing.keep_for_all)


@after_setup_logger.connect
@after_setup_task_logger.connect
def keep_the_log_discreet(logger: logging.Logger, **_sent: object) -> None:
    """Celery writes the errors of tasks with what they quote."""
    make_discreet(logger)


@beat_init.connect
def refuse_an_empty_timer(sender: Any, **_sent: object) -> None:
    """End a beat that was started with this app, as versions before 0.2.0 did: it would run and send nothing."""
    if sender.app is app:
        raise SystemExit("This app has no schedule. Start beat with: python -m celery -A caojiadu.timer beat")
