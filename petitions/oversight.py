"""What stands beside single letters: urgent reports, supervision, meetings, digests: loading it fills the desk."""

from petitions import urgent_panels  # noqa: F401
