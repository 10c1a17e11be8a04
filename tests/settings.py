"""Settings of the suite: the portal's own, with secrets that protect nothing, quicker where it does not matter."""

import os
import tempfile
from pathlib import Path

os.environ["PORTAL_MODE"] = "test"
os.environ.setdefault("SECRET_KEY", "only for tests: " + "s" * 40)
os.environ.setdefault("PERSONAL_DATA_KEYS", "k1:" + "cGVyc29uYWwtZGF0YS1rZXktZm9yLXRlc3RzLW9ubHk=")
os.environ.setdefault("PERSONAL_LOOKUP_KEY", "only for tests: " + "l" * 40)
os.environ.setdefault("AUDIT_KEY", "only for tests: " + "a" * 40)
worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
for _name in ("DATABASE_URL", "DATABASE_APPLICATION_URL"):
    if _own := os.environ.pop(f"{_name}_{worker}", ""):
        os.environ[_name] = _own
os.environ.setdefault("DATABASE_URL", "postgres:///portal")
# Nothing listens on port 1: whatever a page or a verb does must not need the queue. See the `redis_server` fixture.
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")
_var = Path(os.environ.get("PORTAL_VAR") or f"{tempfile.gettempdir()}/caojiadu-var-{os.getuid()}") / worker
_var.mkdir(parents=True, exist_ok=True)
os.environ["PORTAL_VAR"] = str(_var)
# Playwright keeps an event loop in the thread that runs the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from caojiadu.settings import *  # noqa: E402, F403
from caojiadu.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_DAYS = 0  # tests travel
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
SECURITY_CONTACT = ["mailto:weakness@portal.example"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# One database for each worker, made from the template; see tests/databases.py.
TEMPLATE_DATABASE = f"{DATABASES['default']['NAME']}_template"
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["TEST"] = {"NAME": f"test_{DATABASES['default']['NAME']}_{worker}"}
