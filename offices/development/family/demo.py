"""Made-up matters of family planning (H9): none of these families exists."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.demo import Told, fill, named
from offices.development.demo_events import area

DAY = dt.timedelta(days=1)


def family(people: Mapping[str, Any], today: dt.date) -> None:
    """Registrations, further births, subsidies, special families and their aid."""
    _births(people, today)
    _subsidies(people, today)
    _specials(people, today)


def _births(people: Mapping[str, Any], today: dt.date) -> None:
    registered = {"registered_on": today, "register_number": "某登字〔2026〕12号"}
    fill(
        "birth-registrations",
        people,
        Told(_birth("一孩登记", "钱某", "first", today), (("head", "birth_register", registered),)),
        Told(_birth("二孩登记", "郑某", "second", today), (("head", "birth_missing", {"missing": "户口簿复印件。"}),)),
        Told(_birth("三孩登记", "冯某", "third", today)),
    )
    examined = ("handler", "furtherbirth_examine", {"examination": "材料齐全，符合条例规定的情形。"})
    sent = ("head", "furtherbirth_send", {"sent_on": today})

    def taken(ago: int) -> Any:
        return ("handler", "furtherbirth_accept", {"papers_on": today - ago * DAY})

    fill(
        "further-births",
        people,
        Told(_further("病残儿再生育", "蒋某", "disabled", today - 5 * DAY), (_given(people), taken(5), examined, sent)),
        Told(_further("子女病残再生育", "韩某", "disabled", today - 2 * DAY), (_given(people), taken(2), examined)),
        Told(_further("其他情形再生育", "杨某", "other", today - DAY)),
    )


def _subsidies(people: Mapping[str, Any], today: dt.date) -> None:
    checked = ("handler", "subsidy_check", {"checked": "证件与台账一致。"})
    granted = ("head", "subsidy_grant", {"granted_on": today, "sum_granted": 1000})
    fill(
        "family-subsidies",
        people,
        Told(
            _subsidy("独生子女父母奖励", "朱某", "only_child", today.year),
            (_given(people), checked, ("head", "subsidy_send", {}), granted),
        ),
        Told(_subsidy("年老一次性奖励", "秦某", "retired", today.year), (_given(people), checked)),
        Told(_subsidy("特别扶助金", "尤某", "special", today.year)),
    )


def _specials(people: Mapping[str, Any], today: dt.date) -> None:
    families = fill(
        "special-families",
        people,
        Told(_special("许某家庭", "许某", "lost", today - 40 * DAY)),
        Told(_special("施某家庭", "施某", "disabled", today - 100 * DAY)),
        Told(_special("张某家庭", "张某", "lost", None)),
    )
    if not families:
        return
    arranged = ("head", "specialaid_arrange", {"helper": "某社会工作服务社"})
    given = ("head", "specialaid_give", {"given": "住院期间安排陪护十天。"})
    fill(
        "special-aid",
        people,
        Told(_aid("住院陪护", families[0], "nursing", today), (arranged, given)),
        Told(_aid("节日探望", families[1], "comfort", today), (arranged,)),
        Told(_aid("就医陪诊", families[2], "medical", today)),
    )


def _given(people: Mapping[str, Any]) -> tuple[str, str, dict[str, Any]]:
    return ("head", "assign", {"handler": people["handler-h"].pk, "note": "请审核。"})


def _birth(title: str, name: str, order: str, today: dt.date) -> dict[str, Any]:
    days = {"expected_on": today + 90 * DAY, "asked_on": today - DAY}
    return {"title": title, "name": name, "order": order, **days, "handed_in": "身份证、结婚证。"}


def _further(title: str, name: str, ground: str, asked: dt.date) -> dict[str, Any]:
    return {"title": title, "name": name, "ground": ground, "children_now": 1, "asked_on": asked}


def _subsidy(title: str, name: str, kind: str, year: int) -> dict[str, Any]:
    return {"title": title, "name": name, "kind_of": kind, "year": year, "grounds": "持有有关证明，符合条件。"}


def _special(title: str, name: str, kind: str, visited: dt.date | None) -> dict[str, Any]:
    keep = {"contact": "街道干部", "contact_nearby": "居委会干部", "doctor": "社区卫生服务中心全科医生"}
    seen = {"since": "2022-06-01", "visited_on": visited or "", "needs": "就医陪同、节日慰问。"}
    return {"title": title, "name": name, "kind": kind, "neighbourhood": area(), **keep, **seen}


def _aid(title: str, of: Any, need: str, today: dt.date) -> dict[str, Any]:
    return {"title": title, "family": named(of), "need": need, "told_on": today, "situation": "需要尽快安排。"}
