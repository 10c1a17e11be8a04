"""Made-up contacts, registrations, counts, unions, League branches and Women's Homes (B6, B7, B9 to B11)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill, named

DAY = dt.timedelta(days=1)


def groups(people: Mapping[str, Any], now: dt.datetime) -> None:
    """One register after the other, each at several points."""
    today = now.date()
    _united_front(people, today)
    _armed_forces(people, now)
    _unions(people, today)
    _youth(people, now)
    _women(people, now)


def _area() -> Any:
    return Neighbourhood.objects.order_by("pk").values_list("pk", flat=True).first()


def _somebody(name: str, number: int) -> dict[str, Any]:
    return {"name": name, "phone": f"1370000{number:04d}", "id_type": "", "id_number": ""}


def _times(day: dt.datetime, place: str, places: int = 30) -> dict[str, Any]:
    spans = {"starts_at": f"{day:%Y-%m-%dT14:00}", "ends_at": f"{day:%Y-%m-%dT16:00}", "sign_up_until": ""}
    return {**spans, "place": place, "places": places, "neighbourhood": _area()}


def _united_front(people: Mapping[str, Any], today: dt.date) -> None:
    listed = {"neighbourhood": _area(), "way": "visit", "purpose": "节日慰问和政策宣传", "steward": "统战干事"}
    listed |= {"agreed_on": today - 300 * DAY}
    contacts = fill(
        "united-front-contacts",
        people,
        Told({"title": "退休教师", "group": "overseas", **listed, **_somebody("周某", 1)}),
        Told({"title": "企业负责人", "group": "strata", **listed, **_somebody("吴某", 2)}),
        Told({"title": "退休医生", "group": "taiwan", **listed, **_somebody("郑某", 3)}),
    )
    if not contacts:
        return
    need = {"need": "希望协助办理老年助餐", "answer_by": today + 10 * DAY, "passed_to": "社区服务办公室"}
    none = {"need": "", "answer_by": "", "passed_to": "", "answered_on": "", "outcome": ""}
    fill(
        "united-front-visits",
        people,
        Told(
            {"title": "重阳走访", "contact": named(contacts[0]), "occasion": "festival", "visited_on": today - 30 * DAY}
            | none
            | need
        ),
        Told({"title": "年度走访", "contact": named(contacts[1]), "occasion": "yearly", "visited_on": today} | none),
    )


def _armed_forces(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()

    def man(cohort: str, name: str, number: int) -> dict[str, Any]:
        title = f"{today.year}年兵役登记名册"
        when = {"year": today.year, "notified_on": today - 20 * DAY, "neighbourhood": _area()}
        return {"title": title, "cohort": cohort, **when, **_somebody(name, number)}

    registered = ("head", "register", {"registered_on": today - 9 * DAY, "way": "online"})
    fill(
        "service-registrations",
        people,
        Told(man("eighteen", "冯某", 11)),
        Told(man("eighteen", "陈某", 12), (registered,)),
        Told(man("graduate", "褚某", 13), (("head", "remind", {"note": "电话提醒核验信息。"}),)),
    )
    fill(
        "militia-counts",
        people,
        Told(
            {
                "title": f"{today.year}年整组",
                "counted_on": today - 60 * DAY,
                "task": 60,
                "organised": 60,
                "veterans": 22,
                "trained": 30,
                "called": 2,
            }
        ),
    )
    _defence_education(people, now)
    round_ = {"visited_on": today - 100 * DAY, "neighbourhood": _area(), "veterans": 18, "value": "6400", "needs": 2}
    fill(
        "army-support-visits",
        people,
        Told({"title": "八一走访", "occasion": "army_day", "families": 32, **round_}),
        Told({"title": "送兵走访", "occasion": "send_off", "families": 4, **round_}),
    )


def _defence_education(people: Mapping[str, Any], now: dt.datetime) -> None:
    talk = {"title": "国防教育进社区", "theme": "history", "invited": "中小学生和家长", "unit": "某部队"}
    camp = {"title": "征兵政策咨询", "theme": "enlist", "invited": "适龄青年", "unit": ""}
    fill(
        "defence-education",
        people,
        Told(talk | _times(now + 15 * DAY, "文化中心"), (("handler", "announce", {}),)),
        Told(
            camp | _times(now - 3 * DAY, "党群服务中心"),
            (
                ("handler", "hold", {"others": 35}),
                ("handler", "record", {"summary": "现场咨询、发放资料。", "asked": 12}),
            ),
        ),
    )


def _unions(people: Mapping[str, Any], today: dt.date) -> None:
    def union(title: str, kind: str, members: int, elected: int) -> dict[str, Any]:
        days = {"elected_on": today - elected * DAY, "term_until": today + (1095 - elected) * DAY}
        size = {"staff": members + 20, "members": members, "seats": 5, "certified_until": today + 300 * DAY}
        return {"title": title, "kind": kind, "neighbourhood": _area(), "audited_on": today - 200 * DAY, **size, **days}

    unions = fill(
        "grassroots-unions",
        people,
        Told(union("甲科技公司工会", "own", 66, 1040)),
        Told(union("某大厦联合工会", "joint", 240, 400)),
        Told(union("某街区工会联合会", "area", 520, 200)),
    )
    if not unions:
        return
    asked = {"neighbourhood": _area(), "applied_on": today - 9 * DAY, "staff": 40, "members": 32}
    approved = ("head", "approve", {"approved_on": today - 5 * DAY})
    vote = {"elected_on": today - DAY, "came": 30, "seats": 3, "term_until": today + 1095 * DAY}
    way: Any = (approved, ("handler", "elect", vote), ("head", "register", {}))
    fill(
        "union-filings",
        people,
        Told({"title": "乙咨询公司工会", "union": "", "kind_of": "own", **asked}, way),
        Told({"title": "甲科技公司工会换届", "union": named(unions[0]), "kind_of": "own", **asked}, (approved,)),
    )
    policy = {"insured": 60, "premium": "7200", "valid_from": today - 300 * DAY, "valid_until": today + 65 * DAY}
    fill(
        "mutual-insurances",
        people,
        Told({"title": "住院保障", "union": named(unions[0]), "plan": "hospital", "claims": 3, **policy}),
        Told({"title": "重大疾病保障", "union": named(unions[1]), "plan": "illness", "claims": 0, **policy}),
    )
    member = {"applied_on": today - 2 * DAY, "wanted": "3000", "situation": "家属住院，负担较重。"}
    fill(
        "union-aid",
        people,
        Told(
            {
                "title": "生活困难帮扶",
                "union": named(unions[1]),
                "ground": "hardship",
                **member,
                **_somebody("卫某", 21),
            }
        ),
        Told(
            {"title": "住院慰问", "union": named(unions[0]), "ground": "illness", **member, **_somebody("蒋某", 22)},
            (("head", "check", {"found": "情况属实。"}),),
        ),
    )


def _youth(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()
    term = {"elected_on": today - 400 * DAY, "term_until": today + 330 * DAY, "met_on": today - 40 * DAY}
    kept = {"neighbourhood": _area(), "dues_until": today + 20 * DAY, **term}
    branches = fill(
        "league-branches",
        people,
        Told({"title": "某某居民区团支部", "kind": "residential", "members": 14, **kept}),
        Told({"title": "甲科技公司团支部", "kind": "company", "members": 22, **kept}),
    )
    if not branches:
        return
    joined = {"joined_on": today - 2500 * DAY, "registered_year": today.year, "transfer": ""}
    fill(
        "league-members",
        people,
        Told(
            {"title": "某公司", "branch": named(branches[1]), "post": "secretary", "leaves_on": today + 500 * DAY}
            | joined
            | _somebody("沈某", 31)
        ),
        Told(
            {"title": "某学校", "branch": named(branches[0]), "post": "member", "leaves_on": today + 25 * DAY}
            | joined
            | _somebody("韩某", 32)
        ),
    )
    care = {"title": "爱心寒托班", "sort": "care", "youngest": 7, "oldest": 12, "guardians": "on"}
    meet = {"title": "青年读书会", "sort": "meet", "youngest": 20, "oldest": 35, "guardians": ""}
    record = {"summary": "交流读书心得。", "agreed": 0, "minders": 2}
    fill(
        "youth-activities",
        people,
        Told(care | _times(now + 30 * DAY, "青少年活动室"), (("handler", "announce", {}),)),
        Told(
            meet | _times(now - 2 * DAY, "书房"),
            (("handler", "hold", {"others": 18}), ("handler", "record", record)),
        ),
    )


def _women(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()
    there = {
        "neighbourhood": _area(),
        "hours": "每周二、四下午",
        "offers": "法律咨询、心理疏导、亲子活动",
        "helpers": 3,
    }
    there |= {"looked_over_on": today - 100 * DAY}
    homes = fill(
        "womens-homes",
        people,
        Told({"title": "某某居民区妇女之家", "kind": "residential", "place": "居民区活动室", **there}),
        Told({"title": "某大厦妇女之家", "kind": "building", "place": "大厦二楼", **there}),
    )
    if not homes:
        return
    case = {"neighbourhood": _area(), "received_on": today, "wishes": "希望得到法律帮助。", "home": named(homes[0])}
    safety = ("head", "at_once", {"safety": "民警已到场，本人暂住亲属家。"})
    fill(
        "womens-cases",
        people,
        Told(
            {"title": "求助个案一", "sort": "violence", "source": "committee", "stated": "受到配偶殴打。"}
            | case
            | _somebody("杨某", 41),
            (safety,),
        ),
        Told(
            {"title": "求助个案二", "sort": "work", "source": "herself", "stated": "产假后被调岗降薪。"}
            | case
            | _somebody("朱某", 42)
        ),
    )
    class_ = {"title": "家庭教育讲堂", "theme": "family", "home": named(homes[0]), "teacher": "家庭教育指导师"}
    craft = {"title": "手工编织", "theme": "culture", "home": named(homes[1]), "teacher": ""}
    fill(
        "womens-activities",
        people,
        Told(class_ | _times(now + 7 * DAY, "居民区活动室"), (("handler", "announce", {}),)),
        Told(
            craft | _times(now - 4 * DAY, "大厦二楼"),
            (("handler", "hold", {"others": 16}), ("handler", "record", {"summary": "学习编织。", "families": 12})),
        ),
    )
