"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt

from django.utils import timezone

AHEAD = timezone.localdate() + dt.timedelta(days=20)
WANTED = {
    "education": {
        "starts_at": f"{AHEAD}T14:00",
        "ends_at": f"{AHEAD}T16:00",
        "sign_up_until": f"{AHEAD}T12:00",
    },
    "owners-committees": {"elected_on": "2026-01-15", "term_until": "2030-01-15"},
    "owners-committee-members": {"since": "2026-01-15", "trained_on": "2026-02-15"},
    "owners-foundings": {"reported_on": "2026-01-15"},
    "owners-reelections": {"noticed_on": "2026-01-15"},
    "owners-filings": {"elected_on": "2026-01-15", "received_on": "2026-02-01", "term_until": "2030-01-15"},
    "owners-assemblies": {"noticed_on": "2026-01-15"},
}
