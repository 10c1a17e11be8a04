"""`make load`: how many letters a second the whole portal takes, over HTTP, with its worker at work.

Starts the portal as `make run` does, in a folder of its own that goes away again, and lets SENDERS people (16)
write letters for SECONDS (30): each opens the form, sends it and reads the receipt, then begins anew. Prints letters a
second, and how long a letter took from the open form to its receipt. The senders take part of the same processors;
docs/performance.md says what is wanted.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import requests

SENDERS, SECONDS = int(os.environ.get("SENDERS", "16")), int(os.environ.get("SECONDS", "30"))
PATIENCE = 900  # seconds until the portal answers for the first time
TOKEN = re.compile(r'name="(form_token|csrfmiddlewaretoken)" value="([^"]+)"')
LETTER = {
    "kind": "appeal",
    "body": "小区南门外工地夜间施工到凌晨两点，影响老人休息。",
    "request": "请夜里停工",
    "place": "武定西路",
    "name": "张三",
    "notice_read": "on",
}
_numbers = count()


def main() -> int:
    """Start the portal, load it, stop it. Raises RuntimeError where a letter is not taken."""
    with tempfile.TemporaryDirectory(prefix="caojiadu-load-") as folder:
        port = _free_port()
        # All senders are one address here; nothing else differs from `make run`.
        own = {"PORTAL_VAR": folder, "PORT": str(port), "LETTERS_PER_ADDRESS_HOUR": "1000000000"}
        with (Path(folder) / "portal.log").open("wb") as log:
            portal = subprocess.Popen(
                [sys.executable, "-m", "caojiadu.embedded"], env={**os.environ, **own}, stdout=log, stderr=log
            )
        try:
            _wait_for(f"http://127.0.0.1:{port}/", portal, Path(folder) / "portal.log")
            _load(f"http://127.0.0.1:{port}")
        finally:
            portal.terminate()
            portal.wait(60)
    return 0


def _load(site: str) -> None:
    _send(requests.Session(), site)  # everything is loaded once
    ends = time.monotonic() + SECONDS
    with ThreadPoolExecutor(SENDERS) as senders:
        found = list(senders.map(lambda _sender: _write(site, ends), range(SENDERS)))
    took = sorted(seconds for one in found for seconds in one)
    median, late = statistics.median(took), took[int(len(took) * 0.95)]
    print(f"{len(took) / SECONDS:.1f} letters a second from {SENDERS} senders for {SECONDS} s")
    print(f"from the open form to the receipt: {median * 1000:.0f} ms, one in twenty over {late * 1000:.0f} ms")


def _write(site: str, ends: float) -> list[float]:
    """Letters one after another; how long each took."""
    browser, took = requests.Session(), []
    while time.monotonic() < ends:
        took.append(_send(browser, site))
    return took


def _send(browser: requests.Session, site: str) -> float:
    """One letter and its receipt: seconds. Raises RuntimeError where it is not taken."""
    began, at = time.monotonic(), next(_numbers)
    tokens = dict(TOKEN.findall(browser.get(f"{site}/petitions/new/").text))
    own = {"title": f"夜间施工噪音扰民之{at}", "phone": f"139{at:08}"}
    answer = browser.post(f"{site}/petitions/new/", {**LETTER, **own, **tokens}, headers={"Referer": site})
    if "/petitions/new/" in answer.url or not answer.ok:
        raise RuntimeError(f"a letter was not taken: {answer.status_code}")
    return time.monotonic() - began


def _wait_for(address: str, portal: "subprocess.Popen[bytes]", log: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and portal.poll() is None:
        try:
            requests.get(address, timeout=5)
        except requests.RequestException:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"the portal did not start: {log.read_text('utf-8')[-1000:]}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
