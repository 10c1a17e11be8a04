"""Made-up civil servants and permanent staff, their training and appraisals (G1, G2)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.demo import Told, fill, named

PLENTY = {"summary": "全年认真履职，完成走访和台账工作。", "superior": "工作扎实，群众认可。"}


def staff(people: Mapping[str, Any], today: dt.date) -> None:
    """Hours owed, people in their posts, courses and appraisals in several states."""
    _hours_owed(people, today.year)
    servants = fill(
        "civil-servants",
        people,
        Told(_servant("沈某", "A", "一级主任科员", "chief1", "1967-02", 60, today)),
        Told(_servant("陶某", "C", "科员", "clerk1", "1990-11", 55, today)),
        Told(_servant("姜某", "E", "四级调研员", "researcher4", "1968-08", 60, today)),
        Told(_servant("谢某", "D", "三级主任科员", "chief3", "1973-04", 55, today)),
        Told(_new("邹某", "F", "1999-06", today)),
    )
    permanent = fill(
        "permanent-staff",
        people,
        Told(_permanent("苏某", "社区事务受理服务中心", "management", 8, "1972-09", 55, today)),
        Told(_permanent("方某", "社区文化活动中心", "professional", 11, "1969-01", 60, today)),
        Told(_permanent("陆某", "城市运行管理中心", "skilled", 4, "1966-12", 60, today)),
    )
    if not servants or not permanent:
        return
    _training(people, today, servants, permanent)
    _appraisals(people, today, servants, permanent)


def _hours_owed(people: Mapping[str, Any], year: int) -> None:
    fill(
        "training-hours-owed",
        people,
        *(
            Told(
                {
                    "title": f"{year}年{name}学时",
                    "group": group,
                    "year": year,
                    "hours": hours,
                    "source": "本年度培训通知",
                }
            )
            for group, name, hours in (
                ("civil", "公务员", 90),
                ("permanent", "事业编制人员", 90),
                ("community", "社区工作者", 40),
            )
        ),
    )


def _training(people: Mapping[str, Any], today: dt.date, servants: list[Any], permanent: list[Any]) -> None:
    done = today - dt.timedelta(days=20)
    attend = ("handler", "attend", {"attended": 24, "mark": "良好", "result": "完成全部课程。"})
    enrol = ("handler", "enrol", {"note": "已报区委党校。"})
    course = {"provider": "区委党校", "starts_on": done, "ends_on": done + dt.timedelta(days=4), "hours": 24}
    fill(
        "civil-servant-training",
        people,
        Told(
            {"title": "科级干部进修班", "person": named(servants[0]), "purpose": "in_service", **course},
            (enrol, attend, ("head", "credit", {"credited": 24})),
        ),
        Told(
            {"title": "依法行政专题班", "person": named(servants[1]), "purpose": "special", **course}, (enrol, attend)
        ),
        Told({"title": "初任培训班", "person": named(servants[4]), "purpose": "initial", **course}, (enrol,)),
    )
    fill(
        "permanent-staff-training",
        people,
        Told({"title": "窗口服务规范", "person": named(permanent[0]), "occasion": "in_post", **course}, (enrol,)),
        Told({"title": "公共文化服务专业课", "person": named(permanent[1]), "occasion": "in_post", **course}),
    )


def _appraisals(people: Mapping[str, Any], today: dt.date, servants: list[Any], permanent: list[Any]) -> None:
    last = today.year - 1
    summary = ("head", "summarise", {"summary": PLENTY["summary"]})
    assigned = ("head", "assign", {"handler": people["handler-g"].pk, "note": "请办理。"})
    said = {"superior": PLENTY["superior"], "colleagues": "测评良好。", "rank": "competent"}
    proposed = (assigned, ("handler", "summarise", {"summary": PLENTY["summary"]}), ("handler", "propose", said))
    told = (("head", "decide", {"rank": "competent"}), ("handler", "tell", {"told_on": today}))
    fill(
        "civil-servant-appraisals",
        people,
        Told(_of(servants[0], last), (*proposed, *told, ("handler", "file", {}))),
        Told(_of(servants[1], last), proposed),
        Told(_of(servants[2], last), (summary,)),
    )
    heard = {"superior": PLENTY["superior"], "served": "窗口评价满意。", "rank": "qualified"}
    fill(
        "permanent-staff-appraisals",
        people,
        Told(_of(permanent[0], last) | {"scope": "year"}, (assigned, proposed[1], ("handler", "propose", heard))),
        Told(_of(permanent[1], last) | {"scope": "year"}, (summary,)),
    )


def _of(person: Any, year: int) -> dict[str, Any]:
    return {"title": f"{person.title}{year}年度考核", "person": named(person), "year": year}


def _servant(name: str, office: str, post: str, rank: str, born: str, age: int, today: dt.date) -> dict[str, Any]:
    joined = today.replace(day=1) - dt.timedelta(days=365 * 12)
    since = joined + dt.timedelta(days=400)
    return _entrant(name, office, post, born, age, joined) | {"rank": rank, "rank_since": since, "confirmed_on": since}


def _new(name: str, office: str, born: str, today: dt.date) -> dict[str, Any]:
    return _entrant(name, office, "科员", born, 60, today - dt.timedelta(days=200))


def _entrant(name: str, office: str, post: str, born: str, age: int, joined: dt.date) -> dict[str, Any]:
    works_in = Office.objects.get(code=office).pk
    days = {"joined_on": joined, "posted_on": joined}
    return {"title": name, "works_in": works_in, "post": post, "born": born, "original_age": age, **days}


def _permanent(
    name: str, institution: str, post_class: str, level: int, born: str, age: int, today: dt.date
) -> dict[str, Any]:
    begun = today - dt.timedelta(days=700)
    return {
        "title": name,
        "institution": institution,
        "post_class": post_class,
        "level": level,
        "born": born,
        "original_age": age,
        "joined_on": begun,
        "contract_from": begun,
        "contract_until": begun + dt.timedelta(days=3 * 365),
    }
