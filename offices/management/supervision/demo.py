"""Supervision slips to branches (C2), at every point of their lives."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import DistrictBody
from caojiadu.core.registers.demo import Told, fill, named

DAY = dt.timedelta(days=1)


def slips(people: Mapping[str, Any], today: dt.date, bodies: list[Any]) -> list[Any]:
    """Drafted, issued, signed for, answered, not settled, reported up, closed."""
    if not bodies:
        return []
    enforcement, market = bodies[3], bodies[4]
    issue = ("head", "slip_issue", {"way": "paper"})
    sign = ("handler", "slip_sign", {"signed_by": "值班室", "signed_on": today})
    done = {"answer": "done", "feedback": "已组织集中整治，设置固定岗。", "feedback_on": today}
    answer = ("handler", "slip_answer", done)
    verify = ("handler-c2", "slip_verify", {"seen": "现场查看，已恢复。"})
    part = ("handler", "slip_answer", done | {"answer": "part", "feedback": "已约谈商户，设备更换需要时间。"})
    again = {"wanted_on": today + 7 * DAY, "reason": "油烟仍明显，须限期更换净化设备。"}
    up = {
        "body": DistrictBody.objects.get(key="market").pk,
        "reason": "涉及多部门职责，街道协调后仍未解决。",
        "tried": "两次督办、一次现场协调。",
    }
    return fill(
        "supervision-slips",
        people,
        Told(_slip("夜间流动设摊", enforcement, "several", "地铁口夜间设摊占道，影响通行。", today + 5 * DAY)),
        Told(
            _slip("沿街商铺跨门营业", enforcement, "conduct", "反复回潮，请落实固定管理。", today + 5 * DAY), (issue,)
        ),
        Told(
            _slip("屋顶违法搭建", enforcement, "call", "派单后未到场，请到场处置并反馈。", today + 3 * DAY),
            (issue, sign),
        ),
        Told(
            _slip("小区内无照经营", market, "several", "居民多次反映，请联合处置。", today + 4 * DAY),
            (issue, sign, answer),
        ),
        Told(
            _slip("餐饮店油烟扰民", market, "conduct", "多次投诉，请依法处理。", today + 2 * DAY),
            (issue, sign, part, ("handler-c2", "slip_not_settled", again)),
        ),
        Told(
            _slip("合用厨房改建餐饮", market, "unclear", "职责不清，请牵头研究。", today + 2 * DAY),
            (issue, sign, part, ("head", "report_up", up)),
        ),
        Told(
            _slip("非机动车停放点管理", enforcement, "several", "请划定停放点并落实管理。", today + 6 * DAY),
            (issue, sign, answer, verify, ("head", "slip_close", {"result": "停放有序，销号。"})),
        ),
    )


def _slip(title: str, body: Any, ground: str, demand: str, day: dt.date) -> dict[str, Any]:
    return {"title": title, "resource": named(body), "ground": ground, "demand": demand, "wanted_on": day}
