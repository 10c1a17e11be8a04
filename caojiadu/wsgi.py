"""WSGI entry point."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caojiadu.settings")
application = get_wsgi_application()

from caojiadu import sharing  # noqa: E402  # needs the settings
from caojiadu.logs import make_discreet  # noqa: E402

make_discreet(logging.getLogger("gunicorn.error"))

sharing.load_pages()
sharing.keep_for_all()
