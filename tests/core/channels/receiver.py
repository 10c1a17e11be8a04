"""A real HTTP server in a thread: checks signatures, then does what the test's script says."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from caojiadu.core.channels import signed_http

SECRETS = {"street": "a secret shared by both sides, 32 characters"}
Script = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Takes one POST and answers by the script."""

    protocol_version = "HTTP/1.1"
    server: "Receiver"

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            signed = signed_http.verify(
                method=self.command,
                target=self.path,
                headers=self.headers,
                body=self.body,
                secrets=SECRETS,
                replayed=self.server.replayed,
            )
        except signed_http.BadSignature as error:
            return self.answer(401, {"error": str(error)})
        self.server.requests.append((signed.idempotency_key, json.loads(self.body)))
        script = self.server.scripts.pop(0) if self.server.scripts else take
        return script(self)

    def answer(self, status: int, reply: object, **headers: str) -> None:
        """Answer in JSON."""
        self.raw(status, json.dumps(reply).encode(), **headers)

    def raw(self, status: int, body: bytes, **headers: str) -> None:
        """Answer with any bytes."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class Receiver(ThreadingHTTPServer):
    """Remembers what it took; a key it knows gets the number it got before."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.scripts: list[Script] = []
        self.requests: list[tuple[str, object]] = []
        self.numbers: dict[str, str] = {}
        self.nonces: set[str] = set()
        self.ended = threading.Event()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/inbox/?from=street"

    def replayed(self, nonce: str, keep: int) -> bool:
        """Whether a nonce was seen before."""
        known = nonce in self.nonces
        self.nonces.add(nonce)
        return known


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Run a receiver while the test lasts."""
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def take(handler: Handler) -> None:
    """Accept once under each key."""
    key = handler.server.requests[-1][0]
    number = handler.server.numbers.setdefault(key, f"QX-{len(handler.server.numbers) + 1}")
    handler.answer(201, {"number": number})


def status(code: int, **headers: str) -> Script:
    """Answer with a status."""
    return lambda handler: handler.answer(code, {}, **headers)


def body(content: bytes) -> Script:
    """Answer 200 with any bytes."""
    return lambda handler: handler.raw(200, content)


def hang(handler: Handler) -> None:
    """Take the request and say nothing until the test is over."""
    handler.server.ended.wait(30)
    handler.close_connection = True


def take_then_cut(handler: Handler) -> None:
    """Accept, and break off in the middle of the answer."""
    key = handler.server.requests[-1][0]
    handler.server.numbers.setdefault(key, f"QX-{len(handler.server.numbers) + 1}")
    handler.wfile.write(b'HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"num')
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def drip(handler: Handler) -> None:
    """Answer one byte at a time, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not handler.server.ended.wait(0.05):
        try:
            handler.wfile.write(b" ")
        except OSError:
            break
    handler.close_connection = True
