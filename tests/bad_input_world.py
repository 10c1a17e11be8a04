"""What the tests of bad input need: everybody at a browser of their own, and matters at every point of their lives."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.models import Case, Task
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.moving import Actor
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.organisation.models import Office
from petitions.digests.workflow import gather
from petitions.meetings.rules import call_meeting, open_task
from petitions.models import AgendaItem, BreachKind, Joining
from petitions.stages.rules import note_transfer
from petitions.supervision.workflow import issue_card
from petitions.urgent.workflow import report_flash
from tests.cast import make_cast
from tests.core.district.reports import reported, sent
from tests.offices.management.orders import contacted, received
from tests.petitions.letters import DRAFT, accepted, answered, go, in_hand, make_resident, to_sign, told, write
from tests.petitions.suggestions import answered_suggestion, prepare, published
from tests.petitions.test_review import ask, decide, served

BACKEND = "caojiadu.core.accounts.backends.PostBackend"
PHONE = "+8613812345678"
KINDS = ("petition_appeal", "petition_suggestion")
LONG_AGO = timezone.now() - timedelta(days=3)


@pytest.fixture(scope="module", name="house")
def one_house(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """One world for all tests of a module, in a transaction that is taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _house()
        transaction.set_rollback(True)


def browser(user: Any = None) -> Client:
    """A browser in which somebody is signed in; what breaks answers 500 instead of stopping the test."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def _house() -> SimpleNamespace:
    cast = make_cast()
    resident = make_resident()
    people = {name: browser(user) for name, user in vars(cast).items()}
    people |= {"visitor": browser(), "resident": browser(resident_account(phone=PHONE))}
    asked = go(in_hand(cast, resident=resident), "ask", cast.handler, question="几号楼？")
    told = go(answered(cast, resident=resident), "read_answer", resident_account(phone=PHONE), by="resident")
    return SimpleNamespace(
        users=vars(cast),
        people=people,
        asked=asked,
        told=told,
        fresh=write(resident=resident),
        link=_link(),
        report=sent(reported(cast)),
        task=_task(asked),
        notice=_failed(asked),
        stages=_stages(cast),
        earlier={kind: in_hand(cast, kind=kind, resident=resident, received_at=LONG_AGO).number for kind in KINDS},
    )


def _link() -> str:
    """The link with which neighbours sign a letter."""
    letter = go(write(resident=make_resident("李四", "13900000002")), "open_joining", by="resident")
    return str(Joining.objects.get(petition=letter).token_sealed)


def _stages(cast: Any) -> list[Case]:
    """Where the walk over all moves begins; the rest it reaches by itself."""
    working = told(in_hand(cast, co=("F",), resident=make_resident()), cast)
    go(working, "coordinate", cast.handler, parties="物业", tried="约谈无果")
    go(working, "draft", cast.handler, **DRAFT)
    go(working, "open_grid_case", cast.head, grid_title="井盖缺失", grid_place="长宁路")
    suggestion = in_hand(cast, kind="petition_suggestion", co=("F",), resident=make_resident())
    go(suggestion, "draft", cast.handler, **{**DRAFT, "outcome": "adopted"})
    disputes = [_disputed(cast, kind) for kind in ("petition_appeal", "petition_suggestion")]
    given_back = [
        go(accepted(cast, kind=kind), "give_back", cast.head, reason="不属本科室")
        for kind in ("petition_appeal", "petition_suggestion")
    ]
    handed_out = [accepted(cast, kind=kind) for kind in ("petition_appeal", "petition_suggestion")]
    to_prepare, waiting = answered_suggestion(cast), prepare(cast, answered_suggestion(cast))
    public = published(cast).petition
    secret = write("petition_accusation", fields={"against": "某物业经理"}, resident=make_resident())
    data = {"title": "燃气泄漏", "place": "万航渡路", "what": "正在疏散", "people": "", "harm": "", "doing": ""}
    flash = report_flash(actor=Actor.staff(cast.handler), data={**data, "learned_at": timezone.now()})
    card = issue_card(
        actor=Actor.staff(cast.clerk),
        office=working.office,
        data={"breach": BreachKind.objects.first(), "advice": "请按期答复", "days": 5},
        parent=in_hand(cast),
    )
    grid = Case.objects.get(parent=working)
    for case in (working, suggestion):
        go(case, "link", cast.clerk, linked=accepted(cast).number)
    beside = [*_beside(cast, suggestion), *(_merged(cast, kind) for kind in KINDS)]
    fresh, track = write(resident=make_resident()), [to_prepare, waiting, public]
    first = [fresh, working, suggestion, secret, *track, grid, flash, card]
    return [*first, *disputes, *given_back, *handed_out, *beside, *_above(cast), *_after(cast)]


def _above(cast: Any) -> list[Case]:
    """What another body passed to us, objected to; what it has to decide; a longer limit asked for."""
    objected = []
    for kind in KINDS:
        case = write(kind, resident=make_resident())
        note_transfer(case, body=None, sender="上海市信访办公室", received_on=timezone.localdate())
        case = go(case, "register", cast.clerk)
        objected.append(go(case, "object", cast.clerk, reason="属市级部门职责"))
    asked = go(
        told(in_hand(cast, resident=make_resident()), cast), "ask_extension", cast.handler, days=9, reason="须鉴定"
    )
    waiting = ask(served(cast))
    once_more = ask(go(decide(ask(served(cast))), "read_review", by="resident"), "ask_re_review")
    stopped = go(once_more, "hearing", cast.clerk, first_day=timezone.localdate(), reason="来函告知")
    return [*objected, asked, waiting, decide(ask(served(cast))), stopped]


def _after(cast: Any) -> list[Case]:
    """An answer that promises something, and one whose petitioner has it."""
    promised = [
        answered(cast, kind=kind, outcome=how) for kind, how in zip(KINDS, ("supported", "adopted"), strict=True)
    ]
    return [*promised, served(cast)]


def _beside(cast: Any, suggestion: Case) -> list[Case]:
    """A joint meeting that has begun, a task of it, a digest; each with what its steps need."""
    actor, desk = Actor.staff(cast.clerk), Office.objects.get(code="E")
    items = []
    for case in (in_hand(cast), in_hand(cast)):
        go(case, "ask_meeting", cast.handler, why="多部门")
        items.append(AgendaItem.objects.get(case=case))
    data = {"title": "联席会议", "held_at": timezone.now(), "place": "三楼", "chair": "主任", "offices": [desk]}
    meeting = call_meeting(actor=actor, data=data | {"bodies": (), "areas": ()}, items=items[:1])
    step = {"task": "巡查", "what": "巡查一周", "office": Office.objects.get(code="C")}
    moving = Moving(meeting, None, actor, timezone.now(), step | {"last_day": timezone.localdate() + timedelta(days=9)})
    days = {"since": timezone.localdate(), "until": timezone.localdate()}
    # A returned order comes back without a contact, so the way to a reply begins with one whose caller was rung.
    orders = [contacted(cast, to=("C", "handler"), call_back=False), received(cast.head)]
    return [meeting, open_task(moving), gather(actor=actor, suggestions=[suggestion], **days), *orders]


def _merged(cast: Any, kind: str) -> Case:
    """A letter whose petitioner was not reached, merged into one that was answered since."""
    other = in_hand(cast, kind=kind, resident=make_resident())
    case = go(write(kind, resident=make_resident("周七", "")), "register", cast.clerk)
    case = go(case, "merge", cast.clerk, linked=other.number, reason="同一工地")
    outcome = {"outcome": "noted"} if kind == "petition_suggestion" else {}
    go(to_sign(told(other, cast), cast, **outcome), "release", cast.head)
    return Case.objects.get(pk=case.pk)


def _disputed(cast: Any, kind: str) -> Case:
    """Two offices do not agree, an offer is open, and a leader holds it, with the draft in hand."""
    case = in_hand(cast, kind=kind, co=("D",), resident=make_resident())
    other = cast.co_head.posts_today[0].office_id
    for _time in range(2):
        case = go(case, "hand_over", cast.head, office=other, reason="更对口")
        case = go(case, "decline_lead", cast.co_head, reason="不属本科室")
    case = go(case, "hold", cast.leader, leader=cast.leader.pk, reason="重点事项")
    case = go(case, "hand_over", cast.head, office=other, reason="更对口")
    outcome = "adopted" if kind == "petition_suggestion" else "supported"
    return to_sign(case, cast, outcome=outcome)


def _task(case: Case) -> Task:
    now = timezone.now()
    return Task.objects.create(
        case_id=case.pk, kind=Task.Kind.RING, key="ring-1", office_id=case.office_id, created_at=now, due_at=now
    )


def _failed(case: Case) -> Notice:
    put(
        template="petition_accepted",
        to=To.resident(case.resident),
        dedup_key="lost",
        channels=("sms",),
        case_number=case.number,
    )
    Notice.objects.filter(dedup_key="lost:sms").update(state="failed", error="There is no phone number")
    return Notice.objects.get(dedup_key="lost:sms")
