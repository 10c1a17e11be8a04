"""Trouble, through the doors people use: queue gone or frozen, workers killed, database restarted under load."""

import os
import re
import signal
import statistics
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from celery import Celery
from redis import Redis

from caojiadu.embedded.processes import wait_until
from tests.core.notices.adapters import HERE
from tests.house import House
from tests.petitions.online import LETTER
from tests.visitor import Answer, Visitor

SLOW = "servers are killed, frozen and started again"
SORRY = "系统正在恢复"


@pytest.fixture(scope="module")
def house(django_db_setup: None) -> Iterator[House]:
    """One house for all of these tests; what a test breaks, it mends."""
    made = House()
    try:
        made.start()
        yield made
    finally:
        made.stop()


def visitor(house: House, title: str = "路灯不亮") -> Visitor:
    """Somebody who has just opened the form."""
    found = Visitor(house.base, title=title)
    assert found.open()
    return found


def write(house: House, title: str) -> Answer:
    """Write one letter, which must be taken."""
    answer = visitor(house, title).send()
    assert answer.receipt, answer.text
    return answer


def usual(house: House, title: str) -> float:
    """How long “Send” takes, in seconds: the middle one of five."""
    return statistics.median(write(house, f"{title} {number}").seconds for number in range(5))


def numbers(house: House) -> dict[str, str]:
    """Every letter that is there, by its number."""
    return dict(house.rows("SELECT number, title FROM cases_case"))


def assert_no_gap(house: House) -> None:
    """Numbers are counted without gap or double."""
    counts = [int(re.sub(r".*-", "", number)) for (number,) in house.rows("SELECT number FROM cases_case")]
    assert sorted(counts) == list(range(1, len(counts) + 1))


def get(house: House, path: str) -> requests.Response:
    """Fetch a page."""
    return requests.get(f"{house.base}{path}", timeout=30)


def test_ready_means_that_letters_can_be_taken_and_alive_asks_nobody(house: House) -> None:
    def states() -> tuple[int, int]:
        return get(house, "/readyz").status_code, get(house, "/healthz").status_code

    assert states() == (200, 200)
    house.queue.freeze()
    assert states() == (200, 200)
    house.queue.thaw()
    house.queue.stop()
    assert states() == (200, 200)
    house.stop_database()
    assert states() == (503, 200)
    page = get(house, "/petitions/new/")
    assert (page.status_code, page.headers["Retry-After"], SORRY in page.text) == (503, "30", True)
    house.start_database()
    house.queue.start()
    assert states() == (200, 200)


def test_no_log_and_no_task_tells_who_wrote_or_what_was_searched_for(house: House) -> None:
    marks = ("13976543210", "欧阳见微", "楼道里堆着旧家具", "mark@example.org")
    person = Visitor(house.base, title=marks[2], body=marks[2] * 3, name=marks[1], phone=marks[0], email=marks[3])
    assert person.open() and (receipt := person.send().receipt)
    for mark in marks:
        get(house, f"/services/?q={mark}")
        assert get(house, f"/nowhere/{mark}/?q={mark}").status_code == 404
        requests.post(f"{house.base}/petitions/track/", {"number": mark, "code": mark}, timeout=30)
    house.stop_database()
    assert get(house, f"/services/?q={marks[1]}").status_code == 503
    house.start_database()
    house.start_workers("worker")
    assert wait_until(lambda: house.says("web", "request_failed"), seconds=30)
    house.end("worker")
    queue = Redis.from_url(house.queue.url)
    tasks = [part for key in queue.keys("*") if queue.type(key) == b"list" for part in queue.lrange(key, 0, -1)]
    said = "".join([*(path.read_text("utf-8", "replace") for path in house.folder.glob("*.log")), *map(str, tasks)])
    assert not [mark for mark in (*marks, receipt[1]) if mark in said]
    assert "GET /services/" in said and "GET /nowhere/…/" in said


def test_the_figures_count_what_every_web_process_served(house: House) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert {page.status_code for page in pool.map(lambda _number: get(house, "/privacy/"), range(24))} == {200}
    figures = get(house, "/metrics").text
    name = "django_http_responses_total_by_status_view_method_total"
    (served,) = re.findall(rf'^{name}{{.*view="privacy"}} (.*)$', figures, re.M)
    assert float(served) == 24
    assert re.search("^caojiadu_queue_count ", figures, re.M)


def test_eight_browsers_press_send_twice_at_once(house: House) -> None:
    before = len(numbers(house))
    people = [visitor(house, f"连按两次 {number}") for number in range(8)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(Visitor.send, people * 2))
    receipts = [answer.receipt for answer in answers]
    assert None not in receipts
    assert receipts[:8] == receipts[8:]
    assert len(set(receipts)) == 8
    assert len(numbers(house)) == before + 8
    assert_no_gap(house)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_the_database_restarted_under_load_loses_no_letter_that_was_acknowledged(house: House, how: int) -> None:
    receipts: dict[str, str] = {}
    refused: list[Answer] = []

    def send(person: Visitor) -> bool:
        answer = person.send()
        if answer.receipt is None:
            refused.append(answer)
            return False
        receipts[answer.receipt[0]] = person.fields["title"]
        return True

    def write_on(thread: int) -> None:
        for number in range(6):
            person = Visitor(house.base, title=f"重启 {how} {thread} {number}")
            assert wait_until(person.open, seconds=30)
            assert wait_until(lambda person=person: send(person), seconds=30)

    with ThreadPoolExecutor(4) as pool:
        threads = [pool.submit(write_on, thread) for thread in range(4)]
        assert wait_until(lambda: len(receipts) >= 8, seconds=30)
        house.stop_database(how=how)
        down = [Visitor(house.base).send(), get(house, "/petitions/track/").status_code]
        house.start_database()
        for thread in threads:
            thread.result()
    assert down[0].status == 503
    kept = {number: title for number, title in numbers(house).items() if title.startswith(f"重启 {how} ")}
    assert kept == receipts
    assert max(Counter(kept.values()).values()) == 1
    assert len(kept) == 24
    assert {(answer.status == 503, SORRY in answer.text) for answer in refused} <= {(True, True)}
    assert LETTER["body"] not in house.log("web")
    assert house.password not in house.log("web")
    assert_no_gap(house)


def settled(house: House) -> bool:
    """Say whether every text message of every letter has left, whatever became of it."""
    waiting = "SELECT count(*) FROM notices_notice WHERE channel = 'sms' AND state IN ('queued', 'sending')"
    return house.rows(waiting) == [(0,)]


def text_messages(house: House) -> dict[str, str]:
    """What became of each text message, by its key."""
    return dict(house.rows("SELECT dedup_key, state FROM notices_notice WHERE channel = 'sms'"))


def test_with_the_queue_gone_or_frozen_letters_are_taken_as_fast_and_their_messages_leave_once(house: House) -> None:
    house.start_workers("worker")
    house.start_beat()
    usually = usual(house, "平常")
    assert wait_until(lambda: settled(house), seconds=30), house.log("worker")
    house.queue.stop()
    gone = usual(house, "队列停了")
    assert wait_until(lambda: house.says("worker", "Connection to broker lost"), seconds=30)
    house.queue.start()
    assert wait_until(lambda: settled(house), seconds=60), house.log("worker") + house.log("beat")
    house.queue.freeze()
    frozen = usual(house, "队列不动")
    assert wait_until(lambda: house.says("beat", "Timeout reading from socket"), seconds=60)
    house.queue.thaw()
    assert wait_until(lambda: settled(house), seconds=60), house.log("worker") + house.log("beat")
    assert max(gone, frozen) < 2 * usually + 0.5, (usually, gone, frozen)
    assert set(text_messages(house).values()) == {"sent"}
    assert sorted(house.messages()) == sorted(text_messages(house))
    assert len(house.messages()) == len(numbers(house))
    house.end("beat")
    house.end("worker")


def test_a_worker_whose_queue_goes_in_the_middle_of_its_task_ends_that_task_and_takes_the_next(house: House) -> None:
    tasks = Celery(broker=house.queue.url)
    gate = house.var / "gate"
    os.mkfifo(gate)
    house.start_workers("worker", SMS_ADAPTER=f"{HERE}.StuckBlind")
    write(house, "队列半路停了")
    tasks.send_task("notices.send_due", queue="notices")
    assert wait_until(lambda: (house.var / "begun").exists(), seconds=30), house.log("worker")
    house.queue.stop()
    assert wait_until(lambda: house.says("worker", "Connection to broker lost"), seconds=30)
    opened = gate.rename(house.var / "opened")
    opened.open("wb").close()
    house.queue.start()
    write(house, "队列又好了")
    tasks.send_task("notices.send_due", queue="notices")
    assert wait_until(lambda: settled(house), seconds=30), house.log("worker")
    assert set(text_messages(house).values()) == {"sent"}
    assert sorted(house.messages()) == sorted(text_messages(house))
    (house.var / "begun").unlink()
    house.end("worker")


def test_a_letter_whose_message_was_cut_off_is_doubtful_and_two_workers_send_the_others_once(house: House) -> None:
    tasks = Celery(broker=house.queue.url)
    gate, blind = house.var / "gate", {"SMS_ADAPTER": f"{HERE}.StuckBlind"}
    known = set(text_messages(house))
    os.mkfifo(gate)
    house.start_workers("first", "others", queues={"first": "notices", "others": "ordinary,heavy"}, **blind)
    write(house, "断在半路")
    tasks.send_task("notices.send_due", queue="notices")
    assert wait_until(lambda: (house.var / "begun").exists(), seconds=30), house.log("first")
    # A provider that hangs holds up messages and nothing else.
    tasks.send_task("operations.beat", queue="ordinary")
    beaten = "SELECT count(*) FROM operations_mark WHERE name = 'beat' AND at > now() - interval '1 minute'"
    assert wait_until(lambda: house.rows(beaten) == [(1,)], seconds=30), house.log("others")
    house.end("others")
    house.kill("first")
    gate.unlink()
    cut_off = (house.var / "begun").read_text("utf-8")
    assert text_messages(house)[cut_off] == "sending"
    for number in range(6):
        write(house, f"后来的 {number}")
    house.rows("UPDATE notices_notice SET claimed_at = claimed_at - interval '6 minutes' WHERE state = 'sending'")
    house.start_workers("first", "second", **blind)
    for _ in range(4):
        tasks.send_task("notices.send_due", queue="notices")
    assert wait_until(lambda: settled(house), seconds=30), house.log("first") + house.log("second")
    found = {key: state for key, state in text_messages(house).items() if key not in known}
    assert len(found) == 7
    assert {key for key, state in found.items() if state == "uncertain"} == {cut_off}
    assert {state for key, state in found.items() if key != cut_off} == {"sent"}
    assert sorted(key for key in house.messages() if key in found) == sorted(found)
