"""Made-up tasks from the district (A0, R8)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import DistrictBody, Office
from caojiadu.core.registers.demo import Move, Told, fill


def district_tasks(people: Mapping[str, Any], today: dt.date) -> None:
    """Tasks that came, are with the offices, were reported and were found done."""
    offices = {office.code: office.pk for office in Office.objects.all()}
    out = {"offices": [offices["C"], offices["E"], offices["F"]], "task": "排查并报送情况", "content": "逐项排查。"}
    handed = ("handler", "hand_out", {**out, "wanted_on": today + dt.timedelta(days=15)})
    drafted = ("handler", "district_task_draft_alone", {"report": "已按要求完成，情况如下：各项工作均已落实。"})
    reported: Move = ("head", "district_task_report", {})
    done = ("handler", "district_task_found_done", {"note": "交办单位电话确认办结。"})
    fill(
        "district-tasks",
        people,
        Told(_task("报送年度重点工作完成情况", "general-office", 1, today)),
        Told(_task("开展既有建筑安全排查", "construction", 2, today), (handed,)),
        Told(_task("报送社区养老设施情况", "civil-affairs", 3, today), (drafted,)),
        Told(_task("落实夏季防汛值守", "emergency", 4, today), (drafted, reported)),
        Told(_task("核对居民区基本信息", "general-office", 5, today), (drafted, reported, done)),
    )


def _task(title: str, body: str, number: int, today: dt.date) -> dict[str, Any]:
    return {
        "title": title,
        "body": DistrictBody.objects.get(key=body).pk,
        "ground": "paper",
        "district_number": f"某〔{today.year}〕{number}号",
        "task": f"{title}，按期书面报告。",
        "came_on": today,
        "wanted_on": today + dt.timedelta(days=25),
    }
