"""Steps of made-up letters through the rarer stages: refusal, extension, objection, review, the archive."""

import datetime as dt
from typing import Any

from django.utils import timezone

from caojiadu.core.organisation.models import DistrictBody
from petitions.stages.rules import note_transfer

# How far each has come, and how many days ago it was written.
STAGES_OF_THE_LAW = (
    ("refusing", 9),
    ("carrying_out", 26),
    ("extended", 45),
    ("extension_asked", 50),
    ("reviewing", 40),
    ("reviewed", 75),
    ("ended", 120),
    ("objected", 2),
    ("archived", 130),
)
FOR_APPEALS = {"extended", "extension_asked", "reviewing", "reviewed", "ended", "archived"}
_REASON = "委托的检测机构尚未出具报告，需要等待结论后答复。"


def sign_refusal(s: Any, case: Any, _office: str) -> Any:
    return s.go(case, "sign_refusal", s.head("E"))


def carried_out(s: Any, case: Any, office: str) -> Any:
    return s.go(case, "carried_out", s.handler(office), after=3, done="整改已完成，我们回访了三户居民。")


def _ask_extension(s: Any, case: Any, office: str) -> Any:
    return s.go(case, "ask_extension", s.handler(office), after=20, days=20, reason=_REASON)


def _grant(s: Any, case: Any, office: str) -> Any:
    alone = s.handler(office) == s.head(office)
    return s.go(case, "grant_extension", "leader" if alone else s.head(office))


def _ask_review(s: Any, case: Any, _office: str) -> Any:
    return s.go(case, "ask_review", after=6, reason="答复没有说清楚为什么只整改一半，请区里复查。")


def _record(key: str) -> Any:
    def recorded(s: Any, case: Any, _office: str) -> Any:
        day = timezone.localdate(min(s.now + dt.timedelta(days=18), timezone.now()))
        data = {"decision": "upheld", "number": "", "decided_on": day, "served_on": day}
        return s.go(case, key, "letters", after=18, text="经审查，原意见事实清楚、依据充分，予以维持。", **data)

    return recorded


def _ask_re_review(s: Any, case: Any, _office: str) -> Any:
    return s.go(case, "ask_re_review", after=5, reason="对复查意见仍有不同看法，请市里复核。")


def _object(s: Any, case: Any, _office: str) -> Any:
    body = DistrictBody.objects.get(key="letters-calls")
    note_transfer(case, body=body, sender="", received_on=timezone.localdate(case.opened_at))
    return s.go(case, "object", "letters", after=0, reason="反映的道路由区建设管理部门养护，不属于街道职责。")


def _archive(s: Any, case: Any, _office: str) -> Any:
    return s.go(case, "archive", "letters", after=60, note="卷宗齐全。")


# The plain stage before, and the steps beyond it.
PATHS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "extension_asked": ("in_hand", (_ask_extension,)),
    "extended": ("in_hand", (_ask_extension, _grant)),
    "reviewing": ("judged", (_ask_review,)),
    "reviewed": ("judged", (_ask_review, _record("record_review"))),
    "ended": ("judged", (_ask_review, _record("record_review"), _ask_re_review, _record("record_re_review"))),
    "objected": ("registered", (_object,)),
    "archived": ("judged", (_archive,)),
}
