"""Made-up requests for government information at every point of their way."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Move, Told, fill

TAKE_UP: Move = ("handler", "disclosure_take_up", {})


def disclosure(people: Mapping[str, Any], today: dt.date) -> None:
    """One to look at, one to be corrected, one at a third party, one to approve, two answered."""
    correction = {"to_correct": "请写明所需信息的年份和项目名称。", "correct_by": today + dt.timedelta(days=10)}
    third = ("handler", "disclosure_ask_third", {"third_party": "某物业服务公司"})
    given = _draft("given", "您申请的项目验收结论如下：该项目已通过验收，整改事项均已完成。", "")
    other = _draft(
        "other",
        "您申请的不动产登记资料不属于本机关负责公开，请向不动产登记机构查询。",
        "《政府信息公开条例》第三十六条第五项。",
    )
    petition = _draft(
        "petition",
        "您反映的是楼道照明维修问题，可通过门户网站“写信反映”提出，我们将按信访程序登记、办理并答复。",
        "《政府信息公开条例》第三十九条：以政府信息公开申请的形式进行信访的，不作为政府信息公开申请处理。",
    )
    approve: Move = ("head", "disclosure_approve", {})
    correct = ("handler", "disclosure_ask_correction", correction)
    fill(
        "disclosure-requests",
        people,
        Told(_asked("社区食堂服务采购结果", "张某", "今年社区食堂服务采购的中标结果。", today)),
        Told(_asked("改造项目资料", "李某", "小区改造的材料。", today), (correct,)),
        Told(_asked("公共收益核查情况", "王某", "某某小区公共收益核查情况。", today), (TAKE_UP, third)),
        Told(_asked("不动产登记资料", "赵某", "某处房屋的登记资料。", today), (TAKE_UP, other)),
        Told(_asked("加装电梯项目验收结论", "陈某", "某某小区加装电梯的验收结论。", today), (TAKE_UP, given, approve)),
        Told(_asked("楼道照明", "周某", "楼道的灯一直不亮，请尽快修理。", today), (TAKE_UP, petition, approve)),
    )


def _draft(outcome: str, answer: str, ground: str) -> tuple[str, str, dict[str, Any]]:
    return ("handler", "disclosure_draft", {"outcome": outcome, "answer": answer, "ground": ground})


def _asked(title: str, name: str, features: str, day: dt.date) -> dict[str, Any]:
    typed = {"title": title, "name": name, "phone": "", "id_type": "", "id_number": "", "features": features}
    return {**typed, "applicant": "citizen", "organisation": "", "delivery": "collect", "received_on": day}
