"""The page of keys."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.desk.views.common import page

# What static/js/desk.js does.
KEYS = (
    ("/", _("Search")),
    ("j", _("The next matter of the list")),
    ("k", _("The matter before it")),
    ("o", _("Open the matter")),
    ("x", _("Tick the matter, for many at once")),
    ("u", _("Back to the list")),
    ("g", _("Today")),
    ("?", _("This page")),
)


@staff_required
def keys(request: HttpRequest) -> HttpResponse:
    """What each key does, and a switch for whoever wants none."""
    return page(request, "desk/keys.html", {"keys": KEYS})
