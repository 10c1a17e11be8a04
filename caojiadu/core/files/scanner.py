"""ClamAV, when CLAMAV_ADDRESS names it: "host:port" or the path of a socket."""

import io
import socket
import time
from typing import Any

import clamd
from django.conf import settings

TIMEOUT = 5.0
# Nobody waits for the task that releases held files.
PATIENT_TIMEOUT = 60.0
# After a failure uploads do not wait for the scanner again at once; the task that releases held files does.
REST = 30.0
_resting: dict[str, float] = {}


class ScannerDown(Exception):
    """The scanner gave no answer; what was to be scanned is held."""


class _WholeSocket(socket.socket):
    """A socket whose send() sends all: the client library does not look how much went."""

    def send(self, data: Any, flags: int = 0) -> int:
        """Send everything."""
        self.sendall(data, flags)
        return len(data)


class _Scanner(clamd.ClamdNetworkSocket):
    """The library's client, with a limit on connecting too, and sockets by path."""

    def __init__(self, address: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self.address = address

    def _init_socket(self) -> None:
        by_path = self.address.startswith("/")
        host, _colon, port = self.address.rpartition(":")
        family = socket.AF_UNIX if by_path else socket.AF_INET6 if ":" in host else socket.AF_INET
        self.clamd_socket = _WholeSocket(family, socket.SOCK_STREAM)
        self.clamd_socket.settimeout(self.timeout)
        self.clamd_socket.connect(self.address if by_path else (host.strip("[]"), int(port)))


def scan(content: bytes, *, insist: bool = False) -> str:
    """Return the name of the virus in a content, or nothing. Raises ScannerDown."""
    address = settings.CLAMAV_ADDRESS
    if not address:
        return ""
    if not insist and _resting.get(address, 0.0) > time.monotonic():
        raise ScannerDown(address)
    try:
        answer = _Scanner(address, PATIENT_TIMEOUT if insist else TIMEOUT).instream(io.BytesIO(content))
    except (OSError, ValueError, clamd.ClamdError) as error:
        _resting[address] = time.monotonic() + REST
        raise ScannerDown(address) from error
    status, finding = (answer or {}).get("stream", ("", None))
    if status not in ("OK", "FOUND"):
        raise ScannerDown(address)
    _resting.pop(address, None)
    return str(finding or "virus") if status == "FOUND" else ""
