"""WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caojiadu.settings")
application = get_wsgi_application()
# The code itself stays: without it a collection is short, and processes forked from this one share its memory.
gc.collect()
gc.freeze()
