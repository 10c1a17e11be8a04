"""What stands beside the made-up letters: urgent reports, supervision, a joint meeting with its task, a digest."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone, translation

from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office
from petitions.digests.workflow import SUGGESTION, gather
from petitions.letters.models import Petition
from petitions.meetings.models import AgendaItem
from petitions.meetings.rules import call_meeting
from petitions.supervision.models import BreachKind, SupervisionCard
from petitions.supervision.workflow import issue_card
from petitions.urgent.models import DutyOrder, FlashReport
from petitions.urgent.workflow import report_flash

GAS = {
    "title": "弄堂燃气泄漏",
    "place": "万航渡路近余姚路",
    "what": "居民反映楼道有强烈燃气味，物业已关闭总阀，正在疏散居民。",
    "people": "约30人",
    "harm": "可能引起爆炸，目前无人受伤",
    "doing": "已拨打119和燃气抢修，居委会协助疏散。",
}
WALL = {
    "title": "旧里外墙脱落",
    "place": "康定路",
    "what": "外墙砖脱落砸中停放的电动车，现场已拉警戒线。",
    "people": "无人受伤",
    "harm": "仍有脱落风险",
    "doing": "联系房管机构排险。",
}


@provide("demo")
def tell(people: Mapping[str, Any]) -> None:
    """Make one of each, once, out of letters that are in hand."""
    if FlashReport.objects.exists():
        return
    with translation.override("zh-hans"):
        now = timezone.now()
        cases = list(Petition.objects.filter(state="in_hand", kind="petition_appeal").exclude(handler=None)[:4])
        if len(cases) < 4:
            return
        _urgent(people, cases[0], now)
        _supervision(people, cases[1], cases[2], now)
        _meeting(people, cases[2], cases[3], now)
        _digest(people, now)


def _go(case: Case, key: str, user: Any, now: dt.datetime, **data: Any) -> None:
    move(case=case, key=key, actor=Actor.staff(user), data=data, now=now)


def _urgent(people: Mapping[str, Any], case: Petition, now: dt.datetime) -> None:
    DutyOrder.objects.create(user=people["leader"], place=1)
    DutyOrder.objects.create(user=people["head-e"], place=2)
    then = now - dt.timedelta(days=6, hours=3)
    first: FlashReport = report_flash(
        actor=Actor.staff(people["handler-c"]), data={**GAS, "learned_at": then - dt.timedelta(minutes=6)}, now=then
    )
    _go(first, "acknowledge", people["leader"], then + dt.timedelta(minutes=3))
    minutes = dt.timedelta(minutes=40)
    _go(first, "follow", people["handler-c"], then + minutes, text="漏点已找到，正在更换接头。", doing="燃气公司抢修")
    _go(first, "conclude", people["handler-c"], then + 3 * minutes, text="已修复并复测合格，居民返家，无人受伤。")
    report_flash(
        actor=Actor.staff(people["letters"]),
        data={**WALL, "learned_at": now - dt.timedelta(minutes=12)},
        parent=case,
        now=now - dt.timedelta(minutes=4),
    )


def _supervision(people: Mapping[str, Any], late: Petition, other: Petition, now: dt.datetime) -> None:
    kinds = {kind.key: kind for kind in BreachKind.objects.all()}
    data = {"breach": kinds["not-answered"], "advice": "请于三个工作日内约见信访人并书面答复。", "days": 3}
    actor = Actor.staff(people["letters"])
    issue_card(actor=actor, office=late.office, data=data, parent=late, now=now - dt.timedelta(days=9))
    data = {"breach": kinds["procedure"], "advice": "补齐现场核查记录，按程序征求协办科室意见。", "days": 5}
    card: SupervisionCard = issue_card(
        actor=actor, office=other.office, data=data, parent=other, now=now - dt.timedelta(days=4)
    )
    head = people[f"head-{other.office.code.lower()}"]
    _go(card, "reply_card", head, now - dt.timedelta(days=1), taken="taken", reply="核查记录已补齐，协办意见已征求。")
    slip = {"breach": kinds["not-told"], "advice": "请说明告知情况并反馈。", "days": 5}
    body = DistrictBody.objects.get(key="letters-calls")
    office = Office.objects.get(code="D")
    issue_card(actor=actor, office=office, data={**slip, "body": body}, number_there="示例督〔2026〕1号", now=now)


def _meeting(people: Mapping[str, Any], one: Petition, other: Petition, now: dt.datetime) -> None:
    actor, held = Actor.staff(people["letters"]), now - dt.timedelta(days=2)
    for case in (one, other):
        handler = people["letters"]
        _go(case, "ask_meeting", handler, held - dt.timedelta(days=3), why="涉及多个部门，需要明确牵头单位。")
    first, second = AgendaItem.objects.filter(case__in=(one, other)).order_by("id")
    data = {
        "title": "居民区疑难事项联席会议",
        "held_at": held,
        "place": "街道三楼会议室",
        "chair": str(people["leader"]),
        "offices": Office.objects.filter(code__in=("C", "D", "F")),
        "bodies": DistrictBody.objects.filter(key__in=("housing", "urban-enforcement")),
        "areas": Neighbourhood.objects.all()[:1],
        "guests": "物业公司",
    }
    meeting = call_meeting(actor=actor, data=data, items=[first], now=held - dt.timedelta(days=2))
    _go(meeting, "minute", people["letters"], held, item=first.pk, minutes="由管理办牵头，房管机构配合，两周内反馈。")
    task = {"item": first.pk, "task": "现场会诊并提出方案", "what": "约物业、房管机构到场，形成书面方案。"}
    office = Office.objects.get(code="C")
    last_day = now.date() + dt.timedelta(days=10)
    _go(meeting, "decide", people["letters"], now, **task, office=office.pk, last_day=last_day)
    later = {**data, "title": "物业矛盾联席会议", "held_at": now + dt.timedelta(days=3)}
    call_meeting(actor=actor, data=later, items=[second], now=now)


def _digest(people: Mapping[str, Any], now: dt.datetime) -> None:
    ideas = list(Petition.objects.filter(kind=SUGGESTION).exclude(state__in=("withdrawn", "refused"))[:3])
    since = (now - dt.timedelta(days=90)).date()
    gather(actor=Actor.staff(people["letters"]), since=since, until=now.date(), suggestions=ideas, now=now)
