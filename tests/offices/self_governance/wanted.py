"""What is typed for entries of the office whose own rules want more than the kind of a field says."""

import datetime as dt
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.patterns.progress import open_milestones
from caojiadu.core.registers.verbs import enter
from offices.self_governance.models import NeighbourhoodCommittee


def without_committee(_user: Any) -> str:
    """A neighbourhood that has no committee yet: each has one at a time."""
    taken = NeighbourhoodCommittee.objects.filter(ended_on=None).values("neighbourhood")
    return str(Neighbourhood.objects.exclude(pk__in=taken).values_list("pk", flat=True)[0])


def listed_task(user: Any) -> str:
    """An item of the approved list that is a task, not a proof."""
    from tests.entries import entered

    register = find("approved-items")
    assert register is not None
    item = entered(register, user)
    type(item).objects.filter(pk=item.pk).update(kind="task")
    return f"#{item.pk}"


AHEAD = timezone.localdate() + dt.timedelta(days=20)
OWNERS_DAYS = {"group_on": "2026-02-01", "group_size": "9", "group_owners": "5", "handed_in_on": "2026-05-01"}
WANTED: dict[str, dict[str, Any]] = {
    "self-government-projects": {"paid_on": f"{timezone.localdate()}"},
    "education": {
        "starts_at": f"{AHEAD}T14:00",
        "ends_at": f"{AHEAD}T16:00",
        "sign_up_until": f"{AHEAD}T12:00",
    },
    "neighbourhood-committees": {
        "neighbourhood": without_committee,
        "elected_on": "2026-01-15",
        "seats": "7",
        "met_on": "2026-02-01",
        "charter_on": "2026-02-01",
    },
    "neighbourhood-committee-members": {"since": "2026-01-15"},
    "committee-elections": {
        "seats": "7",
        "vote_on": "2026-03-01",
        "listed_on": "2026-02-01",
        "nominated_on": "2026-02-10",
        "result_on": "2026-03-02",
        "voters": "900",
        "candidates": "9",
        "ballots": "800",
        "valid": "790",
        "elected": "7",
    },
    "committee-charters": {"adopted_on": "2026-01-15", "received_on": "2026-02-01"},
    "published-affairs": {"since": "2026-01-01", "until": "2026-03-31"},
    "approved-items": {"kind": "proof"},
    "committee-tasks": {"item": listed_task},
    "opinions": {"heard_on": "2026-01-15"},
    "opinion-digests": {"since": "2026-01-01", "until": "2026-01-31"},
    "renewal-places": {"renewed_on": "2026-01-15", "looked_on": "2026-02-15"},
    "owners-committees": {"elected_on": "2026-01-15", "term_until": "2030-01-15", "reported_on": "2026-02-01"},
    "owners-committee-members": {"since": "2026-01-15", "trained_on": "2026-02-15"},
    "owners-foundings": OWNERS_DAYS
    | {"reported_on": "2026-01-15", "posted_on": "2026-02-02", "drafts_on": "2026-03-01", "assembly_on": "2026-04-01"},
    "owners-reelections": OWNERS_DAYS
    | {"noticed_on": "2026-01-15", "candidates_on": "2026-03-01", "voted_on": "2026-04-01"},
    "owners-filings": {
        "elected_on": "2026-01-15",
        "received_on": "2026-02-01",
        "completed_on": "2026-02-10",
        "term_until": "2030-01-15",
    },
    "owners-assemblies": {"noticed_on": "2026-01-15", "voting_until": "2026-02-01", "posted_on": "2026-02-02"}
    | dict.fromkeys(("people_voting", "area_voting", "people_for", "area_for"), "80"),
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
            (people[2], "publish", {"title": "会议", "matter": "方案", "outcome": "同意"}),
        ):
            move(case=one, key=key, actor=Actor.staff(who), data=data)

    return before


def reach_all(project: Any, people: list[Any]) -> None:
    """Nothing is left to be reached."""
    for one in open_milestones(project):
        move(case=project, key="reach", actor=Actor.staff(people[0]), data={"milestone": one.pk, "what": "完成"})


def digest_begun(_opinion: Any, people: list[Any]) -> None:
    """A digest is being gathered."""
    days = {"since": dt.date(2026, 1, 1), "until": dt.date(2026, 1, 31)}
    enter(find("opinion-digests"), {"title": "专报", "opening": "", **days}, user=people[0])


def opinion_gathered(digest: Any, people: list[Any]) -> None:
    """An opinion stands in it."""
    about = {"neighbourhood": Neighbourhood.objects.first(), "source": "visit", "voices": 1}
    said = {"title": "路灯不亮", "text": "路灯不亮", "heard_on": dt.date(2026, 1, 15)}
    one = enter(find("opinions"), {**about, **said}, user=people[0])
    for key, data in (
        ("opinion_classify", {"theme": "safety", "summary": "建议检修路灯"}),
        ("opinion_report", {"reason": "居委会难以解决"}),
        ("opinion_list", {"digest": digest.pk}),
    ):
        move(case=one, key=key, actor=Actor.staff(people[0]), data=data)


BEFORE = {
    "opinions": {"opinion_list": digest_begun},
    "opinion-digests": {"report_up": opinion_gathered},
    "self-government-projects": {"approve": met("hearing"), "review": met("review"), "finish": reach_all},
}
