"""Celery: tasks take keys, call one verb, and may run twice without harm. `caojiadu/timer.py` says when."""

import os

from celery import Celery
from celery.signals import worker_before_create_process

from caojiadu import sharing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caojiadu.settings")
app = Celery("caojiadu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
worker_before_create_process.connect(sharing.keep_for_all)
