"""Made-up teams, facilities, sites and events of culture, sports and tourism (H5 to H7)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill, named
from offices.development.demo_events import ANNOUNCED, LISTED, area, at, held, published

DAY = dt.timedelta(days=1)


def leisure(people: Mapping[str, Any], now: dt.datetime) -> None:
    """Culture, sports, tourism."""
    _culture(people, now)
    _sports(people, now)
    _tourism(people, now)


def _culture(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()
    teams = fill(
        "culture-teams",
        people,
        Told(_team("某居民区合唱队", "choir", 36, today - 100 * DAY)),
        Told(_team("沪剧沙龙", "opera", 18, today - 400 * DAY)),
        Told(_team("摄影小组", "painting", 22, today - 30 * DAY)),
    )
    if not teams:
        return
    words = {"programme": "合唱、沪剧选段、朗诵。"}
    fill(
        "culture-events",
        people,
        Told(
            _event("邻里音乐会", "performance", teams[0], now - 12 * DAY),
            (
                *ANNOUNCED,
                *published("邻里音乐会", "文化活动中心剧场", **words),
                *held(120, summary="演出顺利，居民反响热烈。", cost=7600),
            ),
        ),
        Told(
            _event("元宵灯会", "festival", teams[1], now + 9 * DAY),
            (*ANNOUNCED, *LISTED, *published("元宵灯会", "文化活动中心剧场", **words)),
        ),
        Told(_event("街区影像展", "exhibition", teams[2], now + 25 * DAY)),
    )


def _sports(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()
    facilities = fill(
        "sports-facilities",
        people,
        Told(_facility("某小区健身苑点", "point", 12, today - 100 * DAY)),
        Told(_facility("某路健身步道", "track", 4, today - 20 * DAY)),
        Told(_facility("社区球场", "court", 6, None)),
    )
    fill(
        "sports-teams",
        people,
        Told(_sports_team("晨练太极队", "太极拳", 40, "second", today - 300 * DAY)),
        Told(_sports_team("乒乓球队", "乒乓球", 16, "first", today - 50 * DAY)),
        Told(_sports_team("健步走队", "健步走", 60, "none", None)),
    )
    if not facilities:
        return
    found = {"checked_on": today, "seen": "逐件检查，已拍照。"}
    worn = ("handler", "facility_check_enter", {**found, "finding": "worn", "faults": 2})
    good = ("handler", "facility_check_enter", {**found, "finding": "good", "faults": ""})
    danger = ("handler", "facility_check_enter", {**found, "finding": "danger", "faults": 1})
    mended = ("handler", "facility_check_mend", {"repair": "更换转轴和坐垫。"})
    fill(
        "facility-checks",
        people,
        Told(_check("健身苑点季度检查", facilities[0], today + 5 * DAY), (worn, mended)),
        Told(_check("步道季度检查", facilities[1], today + 5 * DAY), (good,)),
        Told(_check("球场季度检查", facilities[2], today + 2 * DAY), (danger,)),
        Told(_check("健身苑点下季度检查", facilities[0], today + 80 * DAY)),
    )
    words = {"sport": "健步走"}
    fill(
        "sports-events",
        people,
        Told(
            _match("社区健步走", "meeting", "健步走", named(facilities[1]), now - 15 * DAY),
            (*ANNOUNCED, *published("社区健步走", "健身步道起点", **words), *held(80, summary="全程安全。", injured=0)),
        ),
        Told(_match("乒乓球邀请赛", "match", "乒乓球", "", now + 10 * DAY), (*ANNOUNCED, *LISTED)),
        Told(_match("体质监测进社区", "test", "体质监测", "", now + 30 * DAY)),
    )


def _tourism(people: Mapping[str, Any], now: dt.datetime) -> None:
    today = now.date()
    sites = fill(
        "tourism-sites",
        people,
        Told(_site("某里弄建筑群", "street", "historic", "上世纪二十年代")),
        Told(_site("某名人旧居", "residence", "relic", "上世纪三十年代")),
        Told(_site("滨水步道", "park", "none", "")),
    )
    if not sites:
        return
    walks = fill(
        "walks",
        people,
        Told(_walk("里弄记忆线", sites[0], 2.4, True, today - 40 * DAY)),
        Told(_walk("名人足迹线", sites[1], 3.1, False, None)),
    )
    words = {"if_it_rains": "改为室内讲解"}
    fill(
        "tourism-events",
        people,
        Told(
            _tour("里弄记忆导览", walks[0], "shanghainese", now - 6 * DAY),
            (
                *ANNOUNCED,
                *published("里弄记忆导览", "地铁站出口集合", **words),
                *held(18, summary="讲解两小时。", visitors_from_outside=7),
            ),
        ),
        Told(_tour("名人足迹双语导览", walks[1], "english", now + 8 * DAY), (*ANNOUNCED, *LISTED)),
        Told(_tour("滨水晨行", walks[0], "chinese", now + 22 * DAY)),
    )


def _team(title: str, art: str, members: int, looked: dt.date) -> dict[str, Any]:
    days = {"entered_on": "2024-05-10", "looked_at_on": looked}
    return {"title": title, "art": art, "neighbourhood": area(), "members": members, "rehearses": "每周二上午", **days}


def _event(title: str, form: str, team: Any, day: dt.datetime) -> dict[str, Any]:
    money = {"performers": 30, "planned_cost": 8000, "programme": "合唱、沪剧选段、朗诵。"}
    about = {"title": title, "form": form, "team": named(team), "neighbourhood": area()}
    return {**about, **money, **at(day, "文化活动中心剧场", 150)}


def _facility(title: str, kind: str, pieces: int, checked: dt.date | None) -> dict[str, Any]:
    kept = {"kept_by": "某体育设施公司", "usable_until": "2029-12-31", "checked_on": checked or ""}
    return {"title": title, "kind": kind, "neighbourhood": area(), "address": "某路某号", "pieces": pieces, **kept}


def _check(title: str, facility: Any, wanted: dt.date) -> dict[str, Any]:
    return {"title": title, "facility": named(facility), "wanted_on": wanted}


def _sports_team(title: str, sport: str, members: int, grade: str, trained: dt.date | None) -> dict[str, Any]:
    led = {"instructor": grade, "instructor_trained_on": trained or ""}
    return {"title": title, "sport": sport, "neighbourhood": area(), "members": members, "trains": "每天早晨", **led}


def _match(title: str, form: str, sport: str, facility: str, day: dt.datetime) -> dict[str, Any]:
    about = {"title": title, "form": form, "sport": sport, "facility": facility, "neighbourhood": area()}
    safe = {"age_from": 16, "age_to": 70, "first_aid": "现场设医疗点，参加者购买意外险"}
    return {**about, **safe, **at(day, "健身步道起点", 100)}


def _site(title: str, kind: str, protected: str, built: str) -> dict[str, Any]:
    about = {"title": title, "kind": kind, "protected": protected, "built": built}
    where = {"neighbourhood": area(), "address": "某路某弄", "open_to_visitors": "外立面全天可观"}
    return {**about, **where, "story": "保存较完整的里弄风貌，见证街区百年变迁。"}


def _walk(title: str, site: Any, length: float, step_free: bool, walked: dt.date | None) -> dict[str, Any]:
    route = {"stops": "地铁站—某里弄—某旧居—滨水步道", "length": length, "duration": 90}
    return {
        "title": title,
        "main_site": named(site),
        **route,
        "step_free": "on" if step_free else "",
        "walked_on": walked or "",
    }


def _tour(title: str, walk: Any, language: str, day: dt.datetime) -> dict[str, Any]:
    led = {"guide": "社区讲解员", "language": language, "if_it_rains": "改为室内讲解"}
    return {"title": title, "walk": named(walk), **led, **at(day, "地铁站出口集合", 25)}
