"""Neighbourhood committees: terms, elections, meetings, charters, open affairs, proofs and tasks (F1)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.demo import Move, Told, fill, named, show

DAY = dt.timedelta(days=1)


def neighbourhoods(people: Mapping[str, Any], today: dt.date) -> None:
    """Committees in office first, then what goes on in them."""
    places = {one.name_zh.removesuffix("居民区"): one for one in Neighbourhood.objects.all()}
    committees = fill(
        "neighbourhood-committees",
        people,
        Told(_committee(places, "武南", 7, months_after(today, -57), today - 120 * DAY)),
        Told(_committee(places, "高荣", 7, months_after(today, -30), today - 340 * DAY)),
        Told(_committee(places, "万航", 6, months_after(today, -29), today - 60 * DAY)),
        Told(_committee(places, "长春", 5, months_after(today, -30), None)),
        Told(_committee(places, "康定", 9, months_after(today, -28), today - 200 * DAY)),
    )
    if not committees:
        return
    fill(
        "neighbourhood-committee-members",
        people,
        Told(_member(committees[0], "张某甲", "第一、第二居民小组", "director", "general")),
        Told(_member(committees[0], "李某乙", "第三居民小组", "deputy", "mediation")),
        Told(_member(committees[0], "王某丙", "第四居民小组", "member", "children")),
        Told(_member(committees[1], "陈某丁", "沿街片区", "director", "general")),
    )
    _elections(people, committees, today)
    _meetings(people, committees, today)
    _charters(people, committees, today)
    _affairs(people, places, today)
    _lists(people, places, today)


def _elections(people: Mapping[str, Any], committees: list[Any], today: dt.date) -> None:
    plan = "成立选举委员会，登记选民，提名候选人，无记名投票，公布结果并交接。"
    typed = {"seats": 7, "plan": plan, "way": "households"}
    approved: Move = ("head", "election_approve", {})
    listed = ("handler", "election_list", {"listed_on": today - 12 * DAY, "voters": 1260})
    named_ = ("handler", "election_nominate", {"nominated_on": today - 3 * DAY, "candidates": 9})
    next_year = {"title": "高荣居民区居委会换届选举", "committee": named(committees[1])}
    fill(
        "committee-elections",
        people,
        Told(
            typed
            | {"title": "武南居民区居委会换届选举", "committee": named(committees[0]), "vote_on": today + 20 * DAY},
            (approved, listed, named_),
        ),
        Told(typed | next_year | {"vote_on": today + 160 * DAY}),
    )


def _meetings(people: Mapping[str, Any], committees: list[Any], today: dt.date) -> None:
    noon = timezone.make_aware(dt.datetime.combine(today - 20 * DAY, dt.time(14)))
    typed = {"place": "居民区活动室", "chair": "张某甲"}
    held = ("handler", "hold", {"expected": 120, "present": 96, "absent": "24户请假"})
    minuted = (
        "handler",
        "minute",
        {"minutes": "听取居委会年度工作报告，讨论楼道堆物整治。", "decided": "通过居民公约修订稿。"},
    )
    past = {"committee": named(committees[4]), "who": "residents", "held_at": noon}
    coming = {"committee": named(committees[3]), "who": "residents", "held_at": noon + 35 * DAY}
    fill(
        "residents-meetings",
        people,
        Told(
            typed | past | {"title": "康定居民区年度居民会议", "topics": "年度工作报告；居民公约修订。"},
            (held, minuted),
        ),
        Told(typed | coming | {"title": "长春居民区年度居民会议", "topics": "年度工作报告；自治项目征集。"}),
    )


def _charters(people: Mapping[str, Any], committees: list[Any], today: dt.date) -> None:
    read = ("handler", "charter_read", {"note": "未见与法律法规抵触之处。"})
    back = ("handler", "charter_return", {"advice": "第六条对租户设置罚款，于法无据，请删除。"})
    days = {"adopted_on": today - 20 * DAY, "received_on": today - 5 * DAY}
    charter = {"committee": named(committees[4]), "sort": "charter", "content": "组织、议事、公开和监督规则。"}
    convention = {"committee": named(committees[2]), "sort": "convention", "content": "楼道整洁、文明养宠、邻里互助。"}
    fill(
        "committee-charters",
        people,
        Told({"title": "康定居民区居民自治章程"} | charter | days, (read, ("head", "charter_file", {}))),
        Told({"title": "万航居民区居民公约"} | convention | days, (back,)),
    )


def _affairs(people: Mapping[str, Any], places: Mapping[str, Any], today: dt.date) -> None:
    quarter = {"since": today - 100 * DAY, "until": today - 10 * DAY}
    money = {"topic": "money", "text": "本期收入12000元，支出8600元，用于楼道照明和居民活动。明细张贴于公告栏。"}
    aid = {"topic": "aid", "text": "本期新增困难帮扶3户，均已按规定公示，无异议。"}
    project = {"topic": "project", "text": "“楼道会客厅”项目已完成，居民评议满意率95%。"}
    affairs = fill(
        "published-affairs",
        people,
        Told(quarter | money | {"title": "武南居民区居务收支公开", "neighbourhood": places["武南"].pk}),
        Told(quarter | aid | {"title": "高荣居民区惠民帮扶情况公开", "neighbourhood": places["高荣"].pk}),
        Told(quarter | project | {"title": "康定居民区自治项目公开", "neighbourhood": places["康定"].pk}),
    )
    show(people, *affairs[:2])


def _lists(people: Mapping[str, Any], places: Mapping[str, Any], today: dt.date) -> None:
    items = fill(
        "approved-items",
        people,
        Told(_item("养犬登记居住情况证明", "proof", "公安部门")),
        Told(_item("居民同住情况证明", "proof", "不动产登记机构")),
        Told(_item("协助开展人口信息核对", "task", "公安部门")),
        Told(_item("协助组织居民健康体检", "task", "卫生健康部门")),
    )
    show(people, *items)
    checked = ("handler", "proof_check", {"checked": "已上门走访并询问楼组长，情况属实。"})
    ask = {"neighbourhood": places["武南"].pk, "phone": "", "id_type": "", "id_number": ""}
    dog = {"title": "办理养犬登记", "item": named(items[0]), "used_at": "派出所", "stated": "申请人在本居民区居住。"}
    live = {"title": "办理不动产登记", "item": named(items[1]), "used_at": "区不动产登记机构", "stated": "同住情况。"}
    fill(
        "proofs",
        people,
        Told(ask | dog | {"name": "周某"}, (checked, ("head", "proof_issue", {"copies": 1}))),
        Told(ask | live | {"name": "吴某"}),
        Told(ask | live | {"name": "郑某"}, (("head", "proof_refuse", {"reason": "所述情况应由派出所出具证明。"}),)),
    )
    task = {"neighbourhood": places["高荣"].pk, "wanted_on": today + 30 * DAY}
    let_in = ("head", "committee_task_let_in", {"means": "区卫生健康部门拨付工作经费"})
    health = {"title": "六十五岁以上老人体检组织", "item": named(items[3]), "asked_by": "区卫生健康委"}
    people_ = {"title": "人口信息年度核对", "item": named(items[2]), "asked_by": "派出所"}
    fill(
        "committee-tasks",
        people,
        Told(task | health | {"content": "通知并组织辖区老人分批体检。"}, (let_in,)),
        Told(task | people_ | {"content": "协助核对居住人员变动情况。"}),
    )


def _committee(
    places: Mapping[str, Any], name: str, seats: int, elected: dt.date, met: dt.date | None
) -> dict[str, Any]:
    typed = {"title": f"{name}居民委员会", "neighbourhood": places[name].pk, "term": 3, "elected_on": elected}
    return {**typed, "seats": seats, "groups": 6, "met_on": met, "charter_on": None}


def _member(committee: Any, name: str, part: str, post: str, duty: str) -> dict[str, Any]:
    typed = {"title": part, "committee": named(committee), "name": name, "post": post, "duty": duty}
    return {**typed, "since": committee.elected_on, "phone": "", "id_type": "", "id_number": ""}


def _item(title: str, kind: str, asked_by: str) -> dict[str, Any]:
    return {
        "title": title,
        "kind": kind,
        "asked_by": asked_by,
        "basis": "区级清单（演示数据）",
        "how": "",
        "valid_until": None,
    }
