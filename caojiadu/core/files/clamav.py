"""The client of the virus scanner; see scanner.py."""

import socket
from typing import Any

from clamd import ClamdError, ClamdNetworkSocket

__all__ = ["ClamdError", "Scanner"]


class _WholeSocket(socket.socket):
    """A socket whose send() sends all: the client library does not look how much went."""

    def send(self, data: Any, flags: int = 0) -> int:
        self.sendall(data, flags)
        return len(data)


class Scanner(ClamdNetworkSocket):
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
