"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caojiadu.settings")
application = get_wsgi_application()

from caojiadu import sharing  # noqa: E402  # needs the settings

sharing.load_pages()
sharing.keep_for_all()
