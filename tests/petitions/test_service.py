"""A notice that no message carries is done by hand, and the answer waits for the one of acceptance."""

import pytest
from django.utils import timezone

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Task
from caojiadu.core.notices.models import Notice
from tests.petitions.letters import DRAFT, go, in_hand, make_resident

pytestmark = pytest.mark.django_db


def _to_release(cast, resident=None):
    case = in_hand(cast, resident=resident)
    return go(go(case, "draft", cast.handler, **DRAFT), "submit", cast.handler)


def _done(tasks):
    tasks.update(done_at=timezone.now(), result="已寄出")


def test_each_notice_to_somebody_without_a_phone_opens_a_hand_task(cast):
    case = in_hand(cast, resident=make_resident(phone=""))
    tasks = case.tasks.filter(kind=Task.Kind.POST)
    assert {task.office.code for task in tasks} == {"E"}
    assert [task.key.split("-")[2] for task in tasks.order_by("id")] == ["petition_received", "petition_accepted"]
    assert not in_hand(cast).tasks.exists()


def test_the_answer_waits_until_the_notice_was_posted(cast):
    case = _to_release(cast, make_resident(phone=""))
    with pytest.raises(Refused):
        go(case, "release", cast.head)
    _done(case.tasks.filter(key__contains="petition_accepted"))
    assert go(case, "release", cast.head).state == "answered"


def test_the_head_may_give_a_reason(cast):
    case = _to_release(cast, make_resident(phone=""))
    assert go(case, "release", cast.head, reason="居委会已口头告知").state == "answered"


def test_where_the_message_failed_somebody_rings_first(cast):
    case = _to_release(cast)
    Notice.objects.filter(case_number=case.number, channel="sms").update(state="failed")
    with pytest.raises(Refused):
        go(case, "release", cast.head)
    now = timezone.now()
    Task.objects.create(case_id=case.pk, kind="ring", key="r", office=case.registrar, created_at=now, due_at=now)
    _done(case.tasks.filter(key="r"))
    assert go(case, "release", cast.head).state == "answered"
