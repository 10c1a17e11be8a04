"""Settings of a house: those of the suite, but connections are kept between requests, as on a real server."""

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

DATABASES["default"]["CONN_MAX_AGE"] = 60
