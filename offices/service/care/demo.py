"""Made-up care files of each group with visits (R5, R6)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.demo import Told, fill, named

# The files' register, that of their visits, and the files: the situation, the name, and what the group asks for.
GROUPS: tuple[tuple[str, str, tuple[tuple[str, str, dict[str, Any]], ...]], ...] = (
    (
        "older-people",
        "older-people-visits",
        (
            ("独居，子女在外地", "狄某", {"living": "alone", "band": "80", "care_level": 3, "meals": "on"}),
            ("与老伴同住", "米某", {"living": "couple", "band": "70"}),
            ("百岁老人，与女儿同住", "贝某", {"living": "family", "band": "100", "allowance": "on"}),
        ),
    ),
    (
        "children-in-difficulty",
        "children-visits",
        (
            ("父母服刑，随祖父母生活", "臧某", {"situation": "unattended", "guardian": "祖父"}),
            ("本人重病", "伏某", {"situation": "ill", "guardian": "母亲", "benefit": "on"}),
        ),
    ),
    (
        "disabled-people",
        "disabled-people-visits",
        (
            ("一级视力残疾，独自出行困难", "成某", {"disability": "sight", "grade": "1", "nursing_subsidy": "on"}),
            ("四级肢体残疾，已就业", "谈某", {"disability": "limbs", "grade": "4", "aids": "助行器"}),
        ),
    ),
    (
        "women-in-need",
        "women-visits",
        (
            ("单亲，孩子上小学", "庞某", {"situation": "single", "children": 1}),
            ("收到公安告诫书副本", "熊某", {"situation": "violence", "children": 2}),
        ),
    ),
    (
        "overseas-chinese",
        "overseas-chinese-visits",
        (
            ("早年归国，独居", "纪某", {"status": "returned", "country": "某国", "paper": "市侨务部门确认"}),
            ("兄长旅居海外", "舒某", {"status": "relative", "country": "某国", "paper": "区侨务部门确认"}),
        ),
    ),
    (
        "ethnic-contacts",
        "ethnic-visits",
        (("经营清真餐馆", "屈某", {"wish": "food"}), ("子女入学咨询", "项某", {"wish": "school"})),
    ),
    (
        "military-families",
        "military-visits",
        (
            ("儿子在部队服役", "祝某", {"family": "serving"}),
            ("烈士遗属", "董某", {"family": "survivor", "card": "on", "pension": "on"}),
        ),
    ),
)


def care(people: Mapping[str, Any], today: dt.date) -> None:
    """The files of each group; of each the first with help given, the second with help owed."""
    place = str(Neighbourhood.objects.get(key="wunan").pk)
    ago = [today - dt.timedelta(days=days) for days in range(200)]
    days = {
        "older-people": {"assessed_on": ago[150]},
        "children-in-difficulty": {"born_on": today - dt.timedelta(days=3600)},
        "women-in-need": {"warned_on": ago[9]},
        "overseas-chinese": {"confirmed_on": ago[190]},
        "ethnic-contacts": {"consent_on": ago[60]},
        "military-families": {"plaque_on": ago[180]},
    }
    for files, visits, rows in GROUPS:
        base = {"carer": "社工甲", "support": "邻居帮助", "neighbourhood": place, **days.get(files, {})}
        told = [Told({"title": title, "name": name, **given, **base}) for title, name, given in rows]
        made = fill(files, people, *told)
        if not made:
            continue
        seen = {
            "visited_on": ago[6],
            "way": "home",
            "found": "情况平稳。",
            "need": "希望有人陪同就医。",
            "help_by": ago[2],
        }
        helped = {"help": "已联系志愿者陪同。", "helped_on": ago[3], "follow_by": today + dt.timedelta(days=8)}
        owed = {**seen, "visited_on": ago[1], "help_by": today + dt.timedelta(days=2), "way": "phone"}
        fill(
            visits,
            people,
            Told({"title": "例行探访", "file": named(made[0]), **seen, **helped}),
            Told({"title": "电话问候", "file": named(made[1]), **owed}),
        )
