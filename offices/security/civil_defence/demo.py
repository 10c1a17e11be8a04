"""Made-up lessons, siren tests and notices (R6)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill


def civil_defence(people: Mapping[str, Any], today: dt.date) -> None:
    """What was taught, a test to come and one that was reported, and two notices."""
    wunan = str(Neighbourhood.objects.get(key="wunan").pk)
    ago = [today - dt.timedelta(days=days) for days in (3, 60, 75)]
    fill(
        "civil-defence-lessons",
        people,
        Told(_lesson("识别防空警报", "talk", wunan, ago[1], 45, 120)),
        Told(_lesson("应急疏散和自救互救", "practice", wunan, ago[2], 30, 60)),
        Told(_lesson("民防知识展板", "show", wunan, ago[0], 210, 0)),
    )
    announced = {"channels": "小区公告栏、微信公众号"}
    sounded = {"sirens": 6, "silent": 0, "calls": 4}
    fill(
        "siren-tests",
        people,
        Told(_test("年度警报试鸣", today + dt.timedelta(days=30))),
        Told(
            _test("设备维修后试鸣", ago[0]),
            (
                ("handler", "siren_announce", {**announced, "announced_on": ago[1]}),
                ("handler", "siren_sound", sounded),
                ("head", "siren_report", {"result": "六台均正常鸣响。"}),
            ),
        ),
    )
    fill(
        "mobilisation-notices",
        people,
        Told(_notice("潜力数据年度核对", "survey", ago[0], today + dt.timedelta(days=18), "")),
        Told(
            _notice("国防教育报告会组织参加", "publicity", ago[0], today + dt.timedelta(days=5), "60"),
            (
                ("handler", "mobilisation_pass", {"passed_to": "十四个居民区"}),
                ("handler", "mobilisation_count", {"told": 80, "came": 62}),
            ),
        ),
    )


def _lesson(title: str, way: str, place: str, on: dt.date, reached: int, leaflets: int) -> dict[str, Any]:
    given = {"title": title, "way": way, "given_on": on, "place": "居民区活动室", "neighbourhood": place}
    return {**given, "reached": reached, "handed_out": leaflets}


def _test(title: str, on: dt.date) -> dict[str, Any]:
    return {"title": title, "sounds_on": on, "sounds_at": "11:35", "announce_by": on - dt.timedelta(days=10)}


def _notice(title: str, about: str, received: dt.date, reply: dt.date, asked: str) -> dict[str, Any]:
    days = {"received_on": received, "reply_by": reply}
    return {"title": title, "about": about, "sender": "区国防动员办公室", "asked": asked, **days}
