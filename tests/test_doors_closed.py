"""What closes the doors: confidentiality takes every ground away, being let in is not being the petitioner."""

import inspect
from typing import Any

import pytest
from django.urls import reverse

from caojiadu.celery import app as celery
from caojiadu.core.cases.access import may_open
from caojiadu.core.cases.grants import grant_case
from caojiadu.core.cases.models import Case, CaseSearch
from caojiadu.core.cases.moving import Actor
from caojiadu.timer import app as timer
from tests.cast import DISTRICT, KEEPERS, STAFF
from tests.petitions.letters import in_hand
from tests.world import client_of

pytestmark = pytest.mark.django_db


def test_a_matter_in_hand_closes_to_everybody_who_had_it(cast: Any) -> None:
    """Whatever ground somebody had: handler, head, co-office, desk, leader, whoever entered it, by a grant."""
    case = in_hand(cast, co=("F",), actor=Actor.staff(cast.window), channel="call")
    grant_case(case=case, to=cast.stranger, reason="专班", by=cast.security_admin)
    people = {name: getattr(cast, name) for name in (*STAFF, *DISTRICT)}
    before = {name for name, user in people.items() if may_open(user, Case.objects.get(pk=case.pk))}
    assert {"clerk", "handler", "co_head", "co_handler", "window", "stranger", "leader"} <= before
    Case.objects.filter(pk=case.pk).update(confidentiality=2)
    closed = Case.objects.get(pk=case.pk)
    assert {name for name, user in people.items() if may_open(user, closed)} == KEEPERS
    assert not CaseSearch.objects.filter(case=closed).exists()


def test_a_reader_by_grant_gets_no_code(cast: Any) -> None:
    """Being let in to read is not being the petitioner."""
    case = in_hand(cast)
    grant_case(case=case, to=cast.window, reason="核对", by=cast.security_admin)
    address = reverse("letters_desk:code", args=[case.number])
    assert client_of(cast.window).get(reverse("desk:case", args=[case.number])).status_code == 200
    assert client_of(cast.window).get(address).status_code == 404
    assert client_of(cast.window).post(address, {"checked": "身份证"}).status_code == 404
    assert client_of(cast.clerk).get(address).status_code == 200


def test_no_task_is_given_words() -> None:
    """Beat sends no arguments, and no task of ours takes any: each asks the database what is due."""
    assert not [name for name, entry in timer.conf.beat_schedule.items() if entry.get("args") or entry.get("kwargs")]
    celery.loader.import_default_modules()
    ours = [task for name, task in celery.tasks.items() if not name.startswith("celery.")]
    assert ours
    assert not [task.name for task in ours if inspect.signature(task.run).parameters]
