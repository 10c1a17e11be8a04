"""What stands beside single letters: urgent reports, supervision, meetings, digests: loading it fills the desk."""

from petitions import digest_panels, meeting_panels, supervision_panels, urgent_panels  # noqa: F401
from petitions.demo import oversight  # noqa: F401
from petitions.reports import hooks  # noqa: F401
