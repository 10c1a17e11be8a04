"""The timer: no task is dropped for a clock some seconds off, and each goes to the queue that is its own."""

import pytest
from celery.schedules import crontab

from caojiadu.celery import app
from caojiadu.timer import app as timer


def test_no_task_ends_before_clocks_may_differ() -> None:
    entries = timer.conf.beat_schedule
    assert {entry.get("options", {}).get("expires", 600) for entry in entries.values()} == {600}
    # What comes at an hour of the day is made up for, however late a worker comes back.
    assert not [
        name for name, entry in entries.items() if isinstance(entry["schedule"], crontab) and "options" in entry
    ]


@pytest.mark.parametrize(("task", "queue"), [
    ("notices.send_due", "notices"),
    ("district.send_due", "notices"),
    ("office_management.bring_in_sheets", "heavy"),
    ("petitions.learn", "heavy"),
    ("desk.run_many", "heavy"),
    ("desk.make_sheets", "heavy"),
    ("desk.tell_views", "heavy"),
    ("cases.sweep", "ordinary"),
    ("operations.beat", "ordinary"),
])  # fmt: skip
def test_each_task_has_its_queue_and_a_worker_without_choice_takes_all(task: str, queue: str) -> None:
    for one in (app, timer):
        assert one.amqp.router.route({}, task)["queue"].name == queue
    assert set(app.amqp.queues) == {"ordinary", "notices", "heavy"}
