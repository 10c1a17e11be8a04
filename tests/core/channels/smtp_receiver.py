"""A small real SMTP server in a thread: takes mail, or misbehaves at the step the test names."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class SmtpReceiver:
    """Speaks as much of RFC 5321 as a client needs; `trouble` maps a command to an answer, or to "cut" or "hang"."""

    def __init__(self) -> None:
        self.messages: list[tuple[list[str], bytes]] = []
        self.trouble: dict[str, str] = {}
        self.port = 0
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.ended: asyncio.Event

    def run(self) -> None:
        """Serve until told to end."""
        self.loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        self.ended = asyncio.Event()
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await self.ended.wait()
        server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.recipients: list[str] = []
        await self._say(writer, "220 mail ready")
        while line := await reader.readline():
            word = line.decode().strip().partition(" ")[0].upper()
            if not await self._answer(word, line.decode().strip(), reader, writer):
                break
        writer.close()

    async def _answer(self, word: str, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        trouble = self.trouble.get(word)
        if trouble == "hang":
            await self.ended.wait()
        if trouble in ("cut", "hang"):
            return False
        if word == "RCPT":
            self.recipients.append(line)
        if word == "DATA" and not trouble:
            return await self._data(reader, writer)
        await self._say(writer, trouble or ("221 bye" if word == "QUIT" else "250 ok"))
        return word != "QUIT"

    async def _data(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        await self._say(writer, "354 go on")
        content = await reader.readuntil(b"\r\n.\r\n")
        trouble = self.trouble.get("END")
        if not trouble or trouble == "cut":
            self.messages.append((self.recipients, content))
        if trouble == "cut":
            return False
        await self._say(writer, trouble or "250 taken")
        return True

    @staticmethod
    async def _say(writer: asyncio.StreamWriter, line: str) -> None:
        writer.write(f"{line}\r\n".encode())
        await writer.drain()


@contextmanager
def smtp_receiver() -> Iterator[SmtpReceiver]:
    """Run a mail server while the test lasts."""
    server = SmtpReceiver()
    thread = threading.Thread(target=server.run)
    thread.start()
    server.ready.wait()
    try:
        yield server
    finally:
        server.loop.call_soon_threadsafe(server.ended.set)
        thread.join()
        server.loop.close()
