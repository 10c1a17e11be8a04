"""Made-up delegates, members, proposals, and the centre's rooms, bookings and counts (B12 to B14)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.registers.demo import Told, fill, named, show

DAY = dt.timedelta(days=1)


def delegates(people: Mapping[str, Any], now: dt.datetime) -> None:
    """Rosters with what came of each, and the centre at work."""
    today = now.date()
    _delegates(people, today)
    _members(people, today)
    _centre(people, now)


def _area() -> Any:
    return Neighbourhood.objects.order_by("pk").values_list("pk", flat=True).first()


def _task(today: dt.date, task: str, *codes: str) -> tuple[str, str, dict[str, Any]]:
    offices = [office.pk for office in Office.objects.filter(code__in=codes)]
    wanted = today + 15 * DAY
    return ("handler", "hand_out", {"offices": offices, "task": task, "content": "提出办理意见。", "wanted_on": wanted})


def _delegates(people: Mapping[str, Any], today: dt.date) -> None:
    kept = {"neighbourhood": _area(), "term_until": today + 900 * DAY, "trained_on": today - 200 * DAY}
    roster = fill(
        "party-delegates",
        people,
        Told({"title": "孔某", "congress": "district", "elected_by": "某选举单位", **kept}),
        Told({"title": "曹某", "congress": "district", "elected_by": "某居民区", **kept}),
        Told({"title": "严某", "congress": "city", "elected_by": "某选举单位", **kept}),
    )
    if not roster:
        return
    at = {"hours": "14:00—16:00", "place": "党代表工作室"}
    announced = ("handler", "announce", {"announced_at": "宣传栏、公众号"})
    listed = ("handler", "close_list", {"signed_up": 9})
    met = ("handler", "hold", {"members_met": 6, "residents_met": 4, "opinions": "建议增加老年助餐点。"})
    answered = ("handler", "answer", {"answer": "已纳入明年助餐点布局。"})
    soon = {"delegate": named(roster[0]), "planned_on": today + 20 * DAY, **at}
    now_ = {"delegate": named(roster[1]), "planned_on": today, **at}
    fill(
        "delegate-receptions",
        people,
        Told({"title": "下月党代表接待", **soon}, (announced,)),
        Told({"title": "本月党代表接待", **now_}, (announced, listed, met, _task(today, "研究助餐点布局", "D"))),
        Told(
            {"title": "专题接待", **now_},
            (announced, listed, met, answered, ("handler", "appraise", {"appraisal": "happy"})),
        ),
    )
    came = {"received_on": today - 5 * DAY, "signers": 2, "content": "加强楼宇党群阵地建设。"}
    filed = ("head", "file", {"filed_on": today - 2 * DAY})
    drafted = ("handler", "draft", {"talked": "已当面沟通。", "reply": "已制定楼宇阵地计划。"})
    fill(
        "delegate-proposals",
        people,
        Told({"title": "关于加强楼宇党建的提议", "delegate": named(roster[2]), "sort": "proposal", **came}),
        Told(
            {"title": "关于支部活动场地共享的提案", "delegate": named(roster[0]), "sort": "motion", **came},
            (filed, drafted),
        ),
    )


def _members(people: Mapping[str, Any], today: dt.date) -> None:
    kept = {"neighbourhood": _area(), "term_until": today + 800 * DAY}
    roster = fill(
        "cppcc-members",
        people,
        Told({"title": "华某", "level": "district", "sector": "教育", "workplace": "某学校", **kept}),
        Told({"title": "金某", "level": "district", "sector": "医药卫生", "workplace": "某医院", **kept}),
        Told({"title": "魏某", "level": "city", "sector": "经济", "workplace": "某公司", **kept}),
    )
    if not roster:
        return
    fill(
        "cppcc-visits",
        people,
        Told(
            {"title": "走访委员", "member": named(roster[0]), "way": "visit", "visited_on": today - 30 * DAY}
            | {"said": "关注学校周边秩序。", "promised": "反馈整治情况"}
        ),
        Told(
            {"title": "委员进社区义诊", "member": named(roster[1]), "way": "service", "visited_on": today - 80 * DAY}
            | {"said": "", "promised": ""}
        ),
    )
    came = {"came_on": today - 10 * DAY, "reply_by": today + 60 * DAY, "content": "建议完善措施，方便居民。"}
    signed: Any = ("handler", "sign_for", {})
    talked = ("handler", "talk", {"talked_on": today - 2 * DAY, "talked": "委员希望听取居民意见。"})
    drafted = ("handler", "draft", {"result": "done", "reply": "已完成人行道修复。"})
    fill(
        "cppcc-proposals",
        people,
        Told(
            {"title": "关于学校周边慢行空间的提案", "member": named(roster[0]), "file_number": "某号", "role": "lead"}
            | came,
            (signed, talked, drafted),
        ),
        Told(
            {"title": "关于社区康复服务的提案", "member": named(roster[1]), "file_number": "某某号", "role": "join"}
            | came,
            (signed,),
        ),
    )
    noted = {"noted_on": today - DAY, "situation": "小微企业租金压力较大。", "proposal": "建议延续租金减免。"}
    edited = ("handler", "edit", {"edited": "部分小微企业反映租金压力较大，建议延续租金减免政策。"})
    fill(
        "opinion-notes",
        people,
        Told({"title": "关于小微企业租金的建议", "member": named(roster[2]), "topic": "economy", **noted}, (edited,)),
        Told({"title": "关于非遗进校园的建议", "member": named(roster[0]), "topic": "culture", **noted}),
    )


def _centre(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()
    hours = {"opens": "09:00", "closes": "20:00", "open_on": "every", "step_free": "on"}
    rooms = fill(
        "centre-rooms",
        people,
        Told({"title": "多功能厅", "use": "hall", "centre": "党群服务中心", "seats": 120, "equipment": "投影"} | hours),
        Told({"title": "党课教室", "use": "class", "centre": "党群服务中心", "seats": 40, "equipment": "屏幕"} | hours),
        Told({"title": "谈心室", "use": "talk", "centre": "楼宇党群服务站", "seats": 6, "equipment": ""} | hours),
    )
    if not rooms:
        return
    show(people, *rooms)
    day = today + 5 * DAY
    slot = {"starts_at": f"{day}T14:00", "ends_at": f"{day}T16:00", "asked_by": "", "people": 30}
    ok: Any = ("head", "approve", {})
    fill(
        "centre-bookings",
        people,
        Told(
            {"title": "主题党日", "room": named(rooms[1]), "used_by": "party", "user_name": "甲科技公司党支部"} | slot,
            (ok,),
        ),
        Told({"title": "公益讲座", "room": named(rooms[0]), "used_by": "social", "user_name": "某社会组织"} | slot),
    )
    visit = {"title": "初心之旅参观", "sort": "visit", "run_by": "党群服务中心", "room": named(rooms[0])}
    times = {"ends_at": f"{day}T11:00", "place": "展厅", "places": 40, "sign_up_until": ""}
    past = {"starts_at": f"{today - DAY}T09:00", "ends_at": f"{today - DAY}T11:00"}
    fill(
        "centre-activities",
        people,
        Told(visit | times | {"starts_at": f"{day}T09:00"}, (("handler", "announce", {}),)),
        Told(
            visit | times | past | {"title": "便民服务日", "sort": "service"},
            (
                ("handler", "hold", {"others": 64}),
                ("handler", "record", {"summary": "理发、义诊、磨刀。", "young": 20}),
            ),
        ),
    )
    counted = {"centre": "党群服务中心", "groups": 2, "helped": 12, "closed_early": "", "why_closed": ""}
    fill(
        "visitor-counts",
        people,
        *(
            Told({"title": "日统计", "counted_on": today - number * DAY, "visitors": 120 + 9 * number} | counted)
            for number in range(1, 6)
        ),
    )
