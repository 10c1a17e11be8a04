"""A notice that no message carries is done by hand, and the answer waits for the service of the one of acceptance."""

import pytest
from django.utils import timezone

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Task
from tests.petitions.letters import go, in_hand, make_resident, to_sign, told

pytestmark = pytest.mark.django_db


def test_each_notice_to_somebody_without_a_phone_opens_a_hand_task(cast):
    case = in_hand(cast, resident=make_resident(phone=""))
    tasks = case.tasks.filter(kind=Task.Kind.POST)
    assert {task.office.code for task in tasks} == {"E"}
    assert [task.key.split("-")[2] for task in tasks.order_by("id")] == ["petition_received", "petition_accepted"]
    assert not in_hand(cast).tasks.exists()


def test_the_answer_waits_until_the_notice_was_served(cast):
    case = to_sign(in_hand(cast, resident=make_resident(phone="")), cast)
    case.tasks.filter(key__contains="petition_accepted").update(done_at=timezone.now(), result="已寄出")
    notice = case.papers.get(kind="acceptance")
    case = go(case, "serve", cast.clerk, paper=notice.pk, how="post", sent_on=timezone.localdate(), proof="EMS 1")
    with pytest.raises(Refused, match=notice.number):
        go(case, "release", cast.head)
    assert go(told(case, cast), "release", cast.head).state == "answered"
    assert notice.services.count() == 2


def test_nobody_is_waited_for_whose_address_is_unclear(cast):
    case = to_sign(in_hand(cast, resident=make_resident(phone="")), cast)
    case = go(case, "address_unclear", cast.handler, reason="信件退回，电话空号")
    assert case.address_unclear
    with pytest.raises(Refused):
        go(case, "address_unclear", cast.handler, reason="再次")
    assert go(case, "release", cast.head).state == "answered"


def test_somebody_without_a_name_is_not_waited_for(cast):
    case = in_hand(cast, resident=False)
    assert case.resident is None
    assert go(to_sign(case, cast), "release", cast.head).state == "answered"
