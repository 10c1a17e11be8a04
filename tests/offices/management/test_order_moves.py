"""The 12345 order: who makes which move, what stands in the way, what each leaves behind."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.cases.access import may_move, may_reveal
from caojiadu.core.cases.errors import Invalid, NotAllowed, Refused
from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.desk.panels import concrete
from caojiadu.core.notices.models import Notice
from caojiadu.core.workflow import By, find
from offices.management.hotline import limits
from offices.management.models import HotlineRules, OrderExtension
from tests.cast import STAFF, again
from tests.offices.management.orders import (
    HAPPY,
    REPLY,
    UNHAPPY,
    act,
    closed,
    contacted,
    dispatched,
    office,
    received,
    replied,
)

pytestmark = pytest.mark.django_db
CENTRE, OFFICE = {"head", "handler", "colleague"}, {"co_head", "co_handler"}
# The order is with the self-governance office (co_head, co_handler); the centre is in the management office.
WHO = {
    "dispatch_order": CENTRE,
    "redispatch": CENTRE,
    "send_back": {"head"},
    "call_meeting": {"head"},
    "assign": {"co_head"},
    "take": OFFICE,
    "ask_return": OFFICE,
    "allow_return": CENTRE,
    "refuse_return": CENTRE,
    "first_contact": OFFICE | CENTRE,
    "contact_again": OFFICE | CENTRE,
    "file_reply": OFFICE,
    "release_reply": CENTRE,
    "reject_reply": CENTRE,
    "ask_extension": OFFICE,
    "grant_extension": {"head"},
    "refuse_extension": {"head"},
    "make_complex": {"head"},
    "urge": CENTRE,
    "mark_dangerous": OFFICE | CENTRE,
    "call_back": CENTRE,
    "recheck": CENTRE,
    "close_order": CENTRE,
    "note": OFFICE | CENTRE,
}


def test_who_makes_which_move(cast: SimpleNamespace) -> None:
    case, wrong = concrete(Case.objects.get(pk=dispatched(cast).pk)), []
    moves = {step.key: step for step in find("hotline_order").transitions if step.by == By.STAFF}
    assert set(moves) == set(WHO)
    for key, step in moves.items():
        may = {name for name in STAFF if may_move(Actor.staff(again(getattr(cast, name))), step, case)}
        if may != WHO[key]:
            wrong.append(f"{key}: {sorted(may)}")
    assert not wrong, "\n".join(wrong)


def test_from_being_received_to_being_closed(cast: SimpleNamespace) -> None:
    case = closed(cast)
    assert (case.state, case.office.code, case.satisfied, case.solved, case.result_solved) == (
        *("order_closed", "F"),
        *(True, True, True),
    )
    moves = list(case.events.values_list("move", flat=True))
    assert moves == ["open", "dispatch_order", "first_contact", "file_reply", "release_reply", "call_back"]
    assert {clock.state for clock in case.clocks.all()} == {Clock.State.MET}
    # It is no letter: no route, no opinion, no query code, no word to the resident.
    assert not Notice.objects.exclude(resident_key=None).exists()


def test_a_caller_who_is_unhappy_gets_a_recheck_with_a_limit_of_its_own(cast: SimpleNamespace) -> None:
    case = replied(cast)
    with pytest.raises(Invalid):
        act(case, "recheck", cast.colleague, **HAPPY)
    case = act(case, "recheck", cast.colleague, **UNHAPPY)
    clock = limits.running(case.pk)
    assert (case.state, case.round, case.satisfied, clock.key, clock.days) == (
        *("order_handling", 2, False),
        *("recheck", 3),
    )
    case = act(case, "file_reply", cast.co_handler, **{**REPLY, "told_at": timezone.now()})
    case = act(act(case, "release_reply", cast.head), "call_back", cast.head, **HAPPY)
    assert [reply.round for reply in case.replies.all()] == [1, 2] and case.satisfied


def test_what_the_forms_ask_for(cast: SimpleNamespace) -> None:
    now, two = timezone.now(), dt.timedelta(days=2)
    fresh, case, done = dispatched(cast), contacted(cast), replied(cast)
    table: list[tuple[Any, str, Any, dict[str, Any], str]] = [
        (fresh, "first_contact", cast.co_handler, {"reached": "yes", "at": now}, "person"),
        (fresh, "first_contact", cast.co_handler, {"reached": "no", "at": now}, "reason"),
        (
            fresh,
            "first_contact",
            cast.co_handler,
            {"reached": "yes", "at": now + two, "person": "吴"},
            "at",
        ),
        (
            fresh,
            "first_contact",
            cast.co_handler,
            {"reached": "yes", "at": now - two, "person": "吴"},
            "at",
        ),
        (fresh, "redispatch", cast.head, {"office": fresh.office_id, "handler": cast.stranger.pk}, "handler"),
        (case, "file_reply", cast.co_handler, {**REPLY, "told_at": ""}, "told_at"),
        (case, "file_reply", cast.co_handler, {**REPLY, "told_at": now, "fact": "other"}, "fact_note"),
        (case, "file_reply", cast.co_handler, {**REPLY, "told_at": now, "claim": "other"}, "claim_note"),
        (case, "file_reply", cast.co_handler, {**REPLY, "told_at": now, "result": "other"}, "result_note"),
        (case, "ask_extension", cast.co_handler, {"days": 0, "reason": "设备待购"}, "days"),
        (case, "ask_extension", cast.co_handler, {"days": 2}, "reason"),
        (done, "call_back", cast.head, {"reached": "no"}, "reason"),
        (done, "call_back", cast.head, {"reached": "yes", "satisfied": "yes"}, "solved"),
        (done, "call_back", cast.head, {**UNHAPPY, "reason": ""}, "reason"),
    ]
    for order, key, who, data, field in table:
        with pytest.raises(Invalid) as refused:
            act(order, key, who, **data)
        assert field in refused.value.form.errors, (key, data)


def test_returns_need_a_reason_the_centre_and_the_window(cast: SimpleNamespace) -> None:
    case = dispatched(cast)
    act(case, "ask_return", cast.co_handler, reason="不属本科室")
    assert Notice.objects.filter(template="order_return_asked", user_id=cast.head.pk).exists()
    case = act(case, "refuse_return", cast.colleague, reason="属于你们")
    assert case.state == "order_handling"
    act(case, "ask_return", cast.co_handler, reason="物业事项")
    case = act(case, "allow_return", cast.colleague)
    assert (case.state, case.office.code, case.handler, case.returns, case.for_meeting) == (
        *("order_received", "C", None),
        *(1, False),
    )
    case = act(case, "dispatch_order", cast.head, office=office("D"), handler=cast.stranger.pk)
    act(case, "ask_return", cast.stranger, reason="也不属本科室")
    case = act(case, "allow_return", cast.head)
    assert case.returns == 2 and case.for_meeting
    assert Notice.objects.filter(template="order_for_meeting", user_id=cast.leader.pk).exists()
    sent = act(case, "send_back", cast.head, reason="属邻近街道")
    assert sent.state == "order_sent_back" and not limits.running(sent.pk)


def test_the_window_for_returns_is_a_setting(cast: SimpleNamespace) -> None:
    friday = timezone.make_aware(dt.datetime(2025, 9, 26, 10))
    case = dispatched(cast, received=friday, now=friday)
    # 2025-09-28 is a working Sunday: one working day from the Friday ends on it.
    act(case, "ask_return", cast.co_handler, reason="不属本科室", now=friday + dt.timedelta(days=2))
    case = act(case, "refuse_return", cast.head, reason="属于")
    late = friday + dt.timedelta(days=3)
    with pytest.raises(Refused, match="1"):
        act(case, "ask_return", cast.co_handler, reason="不属本科室", now=late)
    HotlineRules.objects.update_or_create(pk=1, defaults={"return_days": 3})
    assert act(case, "ask_return", cast.co_handler, reason="不属本科室", now=late).state == "order_return_asked"


def test_extensions_need_a_reason_the_head_and_stay_below_the_most(cast: SimpleNamespace) -> None:
    case = contacted(cast)
    before = limits.running(case.pk)
    case = act(case, "ask_extension", cast.co_handler, days=3, reason="等材料")
    with pytest.raises(NotAllowed):
        act(case, "grant_extension", cast.colleague)
    case = act(case, "grant_extension", cast.head)
    after = limits.running(case.pk)
    assert after.due_on > before.due_on and after.why["extended"] == 3
    assert Case.objects.get(pk=case.pk).due_at <= after.due_at
    with pytest.raises(Refused):
        act(case, "ask_extension", cast.co_handler, days=3, reason="还要等")
    case = act(case, "ask_extension", cast.co_handler, days=2, reason="还要等")
    case = act(case, "refuse_extension", cast.head, reason="应当能完成")
    assert limits.running(case.pk).due_on == after.due_on
    with pytest.raises(Refused):
        act(case, "ask_extension", cast.co_handler, days=1, reason="晚了", now=after.due_at + dt.timedelta(seconds=1))
    # A reply ends what is still asked for.
    act(case, "ask_extension", cast.co_handler, days=1, reason="再等")
    act(case, "file_reply", cast.co_handler, **{**REPLY, "told_at": timezone.now()})
    assert list(OrderExtension.objects.values_list("granted", flat=True)) == [True, False, False]


def test_complex_orders_run_from_their_receipt(cast: SimpleNamespace) -> None:
    case = dispatched(cast)
    case = act(case, "make_complex", cast.head, reason="涉及多部门")
    clock = limits.running(case.pk)
    assert (clock.key, clock.days, clock.started_at) == ("complex", 15, case.opened_at)
    with pytest.raises(Refused):
        act(case, "make_complex", cast.head, reason="再来一次")


def test_who_wrote_a_reply_does_not_check_it_and_contact_comes_first(cast: SimpleNamespace) -> None:
    case = dispatched(cast, to=("C", "handler"))
    act(case, "ask_return", cast.handler, reason="不属本科室")
    case = act(case, "refuse_return", cast.head, reason="属于")
    with pytest.raises(Refused):
        act(case, "file_reply", cast.handler, **{**REPLY, "told_at": timezone.now()})
    case = act(case, "contact_again", cast.handler, reached="no", at=timezone.now(), reason="无人接听")
    case = act(case, "file_reply", cast.handler, **{**REPLY, "way": "none"})
    with pytest.raises(Refused):
        act(case, "release_reply", cast.handler)
    case = act(case, "reject_reply", cast.colleague, reason="补充结果")
    case = act(case, "file_reply", cast.handler, **{**REPLY, "way": "none"})
    case = act(case, "release_reply", cast.colleague)
    with pytest.raises(Refused):
        act(case, "close_order", cast.colleague, reason="结束")
    case = act(case, "call_back", cast.head, reached="no", reason="关机")
    assert (case.state, case.told_at, case.contacted_at, case.called_back_at) == ("order_closed", None, None, None)
    quiet = act(replied(cast, call_back=False), "close_order", cast.head, reason="来电人不需要回访")
    assert quiet.state == "order_closed"


def test_an_office_gives_it_out_or_somebody_takes_it(cast: SimpleNamespace) -> None:
    case = act(received(cast.head), "dispatch_order", cast.head, office=office("F"))
    assert case.handler is None
    assert Notice.objects.filter(template="order_dispatched", user_id=cast.co_head.pk).exists()
    case = act(case, "redispatch", cast.head, office=office("D"), handler=cast.stranger.pk)
    assert (case.office.code, case.handler) == ("D", cast.stranger)
    case = act(case, "redispatch", cast.head, office=office("F"))
    assert act(case, "take", cast.co_handler).handler == cast.co_handler
    with pytest.raises(Refused):
        act(case, "take", cast.co_head)
    assert act(case, "assign", cast.co_head, handler=cast.co_head.pk).handler == cast.co_head


def test_dangers_are_told_at_once_and_urging_is_counted(cast: SimpleNamespace) -> None:
    case = dispatched(cast, dangerous=True)
    told = set(Notice.objects.filter(template="order_danger", urgent=True).values_list("user_id", flat=True))
    assert told == {cast.head.pk, cast.leader.pk}
    assert Notice.objects.filter(template="order_dispatched", urgent=True, user_id=cast.co_head.pk).exists()
    with pytest.raises(Refused):
        act(case, "mark_dangerous", cast.co_handler, reason="又一次")
    plain = act(dispatched(cast), "mark_dangerous", cast.co_handler, reason="煤气味")
    assert plain.dangerous
    assert Notice.objects.filter(case_number=plain.number, template="order_danger", user_id=cast.leader.pk).exists()
    assert act(act(plain, "urge", cast.head), "urge", cast.head, note="今天完成").urges == 2


def test_a_late_order_climbs_inside_the_office_only(cast: SimpleNamespace) -> None:
    came = timezone.now() - dt.timedelta(days=60)
    case = dispatched(cast, received=came, now=came)
    for days in (1, 10, 20, 30, 40):
        sweep(came + dt.timedelta(days=days))
    late = Notice.objects.filter(case_number=case.number, template="limit_late")
    assert set(late.values_list("user_id", flat=True)) == {cast.co_handler.pk, cast.co_head.pk, cast.leader.pk}
    assert not case.reports.exists()


def test_who_sees_a_caller(cast: SimpleNamespace) -> None:
    open_one, private = dispatched(cast), dispatched(cast, private=True)

    def seen(case: Any) -> set[str]:
        return {name for name in STAFF if may_reveal(again(getattr(cast, name)), Case.objects.get(pk=case.pk))}

    assert seen(open_one) == CENTRE | OFFICE
    assert seen(private) == CENTRE
    HotlineRules.objects.update_or_create(pk=1, defaults={"handlers_see_private": True})
    assert seen(private) == CENTRE | OFFICE


# The day an order came, its class, the last day: across National Day 2025, Spring Festival and Labour Day 2026.
DAYS = [
    ("2025-09-26", "inquiry", "2025-09-28"),
    ("2025-09-26", "recheck", "2025-09-30"),
    ("2025-09-26", "help", "2025-10-10"),
    ("2025-09-26", "complex", "2025-10-23"),
    ("2025-09-30", "inquiry", "2025-10-09"),
    ("2025-10-03", "recheck", "2025-10-11"),
    ("2026-02-12", "inquiry", "2026-02-13"),
    ("2026-02-12", "help", "2026-02-26"),
    ("2026-02-13", "inquiry", "2026-02-14"),
    ("2026-02-14", "inquiry", "2026-02-24"),
    ("2026-04-30", "recheck", "2026-05-08"),
    ("2026-04-30", "help", "2026-05-11"),
    ("2026-09-24", "complex", "2026-10-22"),
    ("2026-06-18", "inquiry", "2026-06-22"),
]


def test_each_class_has_its_limit_across_holidays(cast: SimpleNamespace) -> None:
    wrong = []
    for day, order_class, last in DAYS:
        came = timezone.make_aware(dt.datetime.fromisoformat(f"{day}T16:30"))
        case = received(cast.head, received=came, order_class=order_class)
        clock, contact = limits.running(case.pk), Clock.objects.get(case=case, key="contact")
        if (clock.due_on.isoformat(), clock.working, clock.legal, contact.days) != (last, True, False, 1):
            wrong.append(f"{day} {order_class}: {clock.due_on}, not {last}")
    assert not wrong, "\n".join(wrong)
