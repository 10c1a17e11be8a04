"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.moves import move
from caojiadu.core.registers.declared import find
from caojiadu.core.registers.shapes.progress import open_milestones
from caojiadu.core.registers.verbs import enter

AHEAD = timezone.localdate() + dt.timedelta(days=20)
WANTED: dict[str, dict[str, Any]] = {
    "self-government-projects": {"paid_on": f"{timezone.localdate()}"},
    "education": {
        "starts_at": f"{AHEAD}T14:00",
        "ends_at": f"{AHEAD}T16:00",
        "sign_up_until": f"{AHEAD}T12:00",
    },
    "owners-committees": {"elected_on": "2026-01-15", "term_until": "2030-01-15"},
    "owners-committee-members": {"since": "2026-01-15", "trained_on": "2026-02-15"},
    "owners-foundings": {"reported_on": "2026-01-15"},
    "owners-reelections": {"noticed_on": "2026-01-15"},
    "owners-filings": {"elected_on": "2026-01-15", "received_on": "2026-02-01", "term_until": "2030-01-15"},
    "owners-assemblies": {"noticed_on": "2026-01-15"},
}


def met(kind: str) -> Any:
    """A meeting of residents about a project whose outcome is published."""

    def before(project: Any, people: list[Any]) -> None:
        at = {"held_at": timezone.now() - dt.timedelta(hours=1), "place": "活动室", "chair": "主任"}
        about = {"project": project, "neighbourhood": project.neighbourhood, "matter": "方案", "sides": "居民"}
        one = enter(find("three-meetings"), {"title": "会议", "kind_of": kind, **about, **at}, user=people[0])
        for who, key, data in (
            (people[0], "hold", {"expected": 9, "present": 8}),
            (people[0], "minute", {"minutes": "发言", "outcome": "同意"}),
            (people[2], "settle", {}),
        ):
            move(case=one, key=key, actor=Actor.staff(who), data=data)

    return before


def reach_all(project: Any, people: list[Any]) -> None:
    """Nothing is left to be reached."""
    for one in open_milestones(project):
        move(case=project, key="reach", actor=Actor.staff(people[0]), data={"milestone": one.pk, "what": "完成"})


BEFORE = {"self-government-projects": {"approve": met("hearing"), "review": met("review"), "finish": reach_all}}
