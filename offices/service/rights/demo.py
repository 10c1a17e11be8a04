"""Made-up cases of harm to children, and rights cases (R5, R6)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.registers.demo import Told, fill


def rights(people: Mapping[str, Any], today: dt.date) -> None:
    """Harm that is being reported and harm that was; rights cases at every stage."""
    now, ago = timezone.now(), [today - dt.timedelta(days=days) for days in range(10)]
    found = now - dt.timedelta(hours=3)
    told = {
        "harm_police": {"police_at": now, "police_to": "派出所值班民警"},
        "harm_civil": {"civil_at": now, "civil_to": "区民政局值班员"},
        "harm_school": {"school_at": now, "school_to": "区教育局值班员"},
    }
    reports = [("head", key, typed) for key, typed in told.items()]
    safe = ("head", "harm_protect", {"safe_with": "外祖母", "measures": "临时照料，安排心理疏导。"})

    def harm(title: str, name: str, kind: str, source: str, *moves: Any) -> Told:
        given = {"title": title, "name": name, "harm": kind, "source": source, "age": 8}
        return Told({**given, "found_at": found, "facts": "身上有伤，情绪低落。"}, moves)

    fill(
        "harm-to-children",
        people,
        harm("疑似被监护人殴打", "齐某", "violence", "school", reports[0]),
        harm("独自在家无人照看", "康某", "neglect", "neighbour", *reports, safe),
    )

    def check(wrong: str) -> Any:
        return ("head", "rights_check", {"checked": "经走访核实，情况属实。", "wrong": wrong})

    help_given = ("head", "rights_help", {"helped": "联系法律援助并协助调解。"})

    def case(title: str, name: str, group: str, wrong: str, *moves: Any) -> Told:
        given = {"title": title, "name": name, "group": group, "wrong": wrong, "source": "self"}
        return Told({**given, "heard_on": ago[2], "told": "本人来访反映。"}, moves)

    fill(
        "rights-cases",
        people,
        case("子女拒绝赡养", "伍某", "older", "support"),
        case("求职时被拒", "余某", "disabled", "work", check("work")),
        case("优待政策未落实", "元某", "military", "service", check("service"), help_given),
    )
