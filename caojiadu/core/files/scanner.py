"""ClamAV, when CLAMAV_ADDRESS names it: "host:port" or the path of a socket."""

import io
import time

from django.conf import settings

TIMEOUT = 5.0
# Nobody waits for the task that releases held files.
PATIENT_TIMEOUT = 60.0
# After a failure uploads do not wait for the scanner again at once; the task that releases held files does.
REST = 30.0
_resting: dict[str, float] = {}


class ScannerDown(Exception):
    """The scanner gave no answer; what was to be scanned is held."""


def scan(content: bytes, *, insist: bool = False) -> str:
    """Return the name of the virus in a content, or nothing. Raises ScannerDown."""
    address = settings.CLAMAV_ADDRESS
    if not address:
        return ""
    # The client library brings all of pkg_resources, and offices without a scanner never need it.
    from caojiadu.core.files.clamav import ClamdError, Scanner

    if not insist and _resting.get(address, 0.0) > time.monotonic():
        raise ScannerDown(address)
    try:
        answer = Scanner(address, PATIENT_TIMEOUT if insist else TIMEOUT).instream(io.BytesIO(content))
    except (OSError, ValueError, ClamdError) as error:
        _resting[address] = time.monotonic() + REST
        raise ScannerDown(address) from error
    status, finding = (answer or {}).get("stream", ("", None))
    if status not in ("OK", "FOUND"):
        raise ScannerDown(address)
    _resting.pop(address, None)
    return str(finding or "virus") if status == "FOUND" else ""
