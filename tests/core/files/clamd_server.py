"""A scanner on a real socket that speaks INSTREAM and says what it is told to say."""

import socketserver
import struct
import threading
from typing import Any


class Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        """Read one stream and answer it."""
        server: Any = self.server
        assert self.rfile.readline() == b"nINSTREAM\n"
        chunks = []
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            chunks.append(self.rfile.read(size))
        content = b"".join(chunks)
        server.scanned.append(content)
        if server.answer == "frozen":
            server.thaw.wait(20)
        elif server.answer == "virus" or server.bad in content:
            self.wfile.write(b"stream: Win.Test.EICAR_HDB-1 FOUND\n")
        elif server.answer == "clean":
            self.wfile.write(b"stream: OK\n")
        elif server.answer == "error":
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\n")


class ClamdServer(socketserver.ThreadingTCPServer):
    """Answers "clean", "virus", "error", "frozen" (nothing for long) or "nothing" (hangs up)."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.answer = "clean"
        self.bad = b"\0 nothing is like this \0"
        self.scanned: list[bytes] = []
        self.thaw = threading.Event()
        self.address = f"127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        self.thaw.set()
        self.shutdown()
        self.server_close()
