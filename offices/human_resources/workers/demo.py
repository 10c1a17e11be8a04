"""Made-up community workers with their grades, and supporting workers with their contracts (G3, G4)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.demo import Told, fill, named

GRADES = (
    ("一般岗一级", "general", 1, "6200"),
    ("一般岗三级", "general", 3, "6900"),
    ("主管岗五级", "senior", 5, "7800"),
)


def workers(people: Mapping[str, Any], today: dt.date) -> None:
    """A scale, workers on trial and graded, one grading under way, a course and an appraisal."""
    grades = fill("worker-grades", people, *_scale(today - dt.timedelta(days=300)))
    found = fill(
        "community-workers",
        people,
        Told(_worker("施某", "窗口接待、民政条线", "1978-05", 55, today, 900)),
        Told(_worker("严某", "综治调解条线", "1975-10", 50, today, 900)),
        Told(_worker("华某", "党建条线", "1996-03", 60, today, 150)),
    )
    if not grades or not found:
        return
    hear = ("handler", "grading_hear", {"committee_view": "居委会同意，群众反映良好。"})
    show = ("handler", "grading_show", {"shown_on": today - dt.timedelta(days=8)})
    grant = ("head", "grading_grant", {"effective_on": today, "heard": "无异议"})
    fill(
        "worker-gradings",
        people,
        Told(_grading(found[0], grades[1]), (hear, show, grant)),
        Told(_grading(found[1], grades[0]), (hear, show)),
    )
    course = {"provider": "区社区学院", "starts_on": today - dt.timedelta(days=9), "ends_on": today, "hours": 8}
    fill(
        "community-worker-training",
        people,
        Told(
            {"title": "人民调解实务", "person": named(found[1]), "topic": "law", **course},
            (("handler", "enrol", {"note": "已报名。"}),),
        ),
        Told({"title": "社区治理案例", "person": named(found[2]), "topic": "governance", **course}),
    )
    fill(
        "community-worker-appraisals",
        people,
        Told(
            {"title": "施某年度考核", "person": named(found[0]), "year": today.year - 1},
            (("head", "summarise", {"summary": "全年走访居民三百余户。"}),),
        ),
    )


def _scale(since: dt.date) -> list[Told]:
    told = {"since": since, "source": "区薪酬标准（示例）"}
    return [
        Told({"title": title, "sequence": way, "step": step, "pay": pay, **told}) for title, way, step, pay in GRADES
    ]


def supporting(people: Mapping[str, Any], today: dt.date) -> None:
    """Supporting workers of firms, one contract near its end, attendance of two months."""
    soon = today + dt.timedelta(days=40)
    found = fill(
        "supporting-workers",
        people,
        Told(_helper("秦某", "C", "市容巡查", "dispatch", "甲劳务公司", "1970-07", 60, months_after(soon, -24), soon)),
        Told(
            _helper(
                "尤某", "D", "窗口引导", "service", "乙服务公司", "1976-12", 50, today - dt.timedelta(days=300), None
            )
        ),
    )
    if not found:
        return
    fill("attendance", people, *(Told(_month(found[0], today, back, absent)) for back, absent in ((1, 0), (2, 1))))
    fill(
        "contract-renewals",
        people,
        Told(
            {"title": "秦某合同到期", "worker": named(found[0]), "ends_on": soon},
            (
                ("handler", "renewal_ask", {"wish": "stay"}),
                ("handler", "renewal_judge", {"work_seen": "工作认真，巡查到位。"}),
            ),
        ),
    )


def _worker(name: str, duty: str, born: str, age: int, today: dt.date, days: int) -> dict[str, Any]:
    joined = today - dt.timedelta(days=days)
    return {
        "title": name,
        "neighbourhood": Neighbourhood.objects.get(key="wunan").pk,
        "duty": duty,
        "born": born,
        "original_age": age,
        "joined_on": joined,
        "trial_until": months_after(joined, 6),
    }


def _grading(worker: Any, grade: Any) -> dict[str, Any]:
    title = f"{worker.title}试用期满定级"
    grounds = "试用期满，考核合格。"
    return {"title": title, "worker": named(worker), "why": "first", "grade": named(grade), "grounds": grounds}


def _helper(
    name: str,
    office: str,
    duty: str,
    engaged: str,
    firm: str,
    born: str,
    age: int,
    begun: dt.date,
    ends: dt.date | None,
) -> dict[str, Any]:
    return {
        "title": name,
        "works_in": Office.objects.get(code=office).pk,
        "duty": duty,
        "engaged": engaged,
        "firm": firm,
        "born": born,
        "original_age": age,
        "joined_on": begun,
        "contract_from": begun,
        "contract_until": ends,
    }


def _month(worker: Any, today: dt.date, back: int, absent: int) -> dict[str, Any]:
    month = f"{months_after(today.replace(day=1), -back):%Y-%m}"
    days = {"owed": 22, "worked": 21 - absent, "leave": 1, "absent": absent}
    return {"title": f"{worker.title}{month}考勤", "worker": named(worker), "month": month, **days}
