"""Estates and their owners' committees at every point of their lives (F2)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.demo import Told, fill, named
from offices.self_governance.owners.models import OwnersCommittee

DAY = dt.timedelta(days=1)


def owners(people: Mapping[str, Any], today: dt.date) -> None:
    """Estates, then committees in office, then what is under way."""
    estates = fill(
        "estates",
        people,
        Told(_estate("东方某苑", "commodity", 6, 480, "chosen", "甲物业公司", today + 60 * DAY)),
        Told(_estate("万航某邨", "sold", 12, 720, "chosen", "乙物业公司", today + 300 * DAY)),
        Told(_estate("康定某公寓", "commodity", 2, 160, "early", "丙物业公司", today + 500 * DAY)),
        Told(_estate("延平某里", "rented", 8, 210, "nobody", "", None)),
        Told(_estate("余姚某花园", "commodity", 4, 320, "early", "丁物业公司", today + 150 * DAY)),
        Told(_estate("武定某新村", "mixed", 9, 540, "chosen", "乙物业公司", today + 30 * DAY)),
    )
    if not estates:
        return
    committees = fill(
        "owners-committees",
        people,
        Told(_committee(estates[0], 3, months_after(today, -55), months_after(today, 5), 7)),
        Told(_committee(estates[1], 2, months_after(today, -30), months_after(today, 30), 9)),
        Told(_committee(estates[5], 4, months_after(today, -33), months_after(today, 3), 5)),
    )
    fill(
        "owners-committee-members",
        people,
        Told(_member(committees[0], "张某甲", "3号楼", "chair", today - 200 * DAY)),
        Told(_member(committees[0], "李某乙", "5号楼", "deputy", today - 200 * DAY)),
        Told(_member(committees[1], "王某丙", "1号楼", "chair", today - 350 * DAY)),
        Told(_member(committees[1], "赵某丁", "7号楼", "member", None)),
    )
    _foundings(people, estates, today)
    _reelections(people, committees, today)
    _filings(people, estates, today)
    _assemblies(people, estates, today)


def _foundings(people: Mapping[str, Any], estates: list[Any], today: dt.date) -> None:
    group = {"group_on": today - 60 * DAY, "group_size": 9, "group_owners": 5}
    set_up = ("handler", "founding_set_up", group)
    posted = ("handler", "founding_post", {"posted_on": today - 56 * DAY})
    drafted = ("handler", "founding_draft", {"drafts_on": today - 30 * DAY})
    elected = ("handler", "founding_elect", {"assembly_on": today - 10 * DAY, "elected": 5})
    dropped = ("head", "founding_drop", {"reason": "交付使用面积尚未达到规定比例，已书面答复报告人。"})
    fill(
        "owners-foundings",
        people,
        Told(_founding("余姚某花园成立首届业委会", estates[4], 100, today), (set_up, posted, drafted, elected)),
        Told(_founding("康定某公寓成立首届业委会", estates[2], 25, today)),
        Told(_founding("延平某里申请成立业委会", estates[3], 40, today), (dropped,)),
    )


def _reelections(people: Mapping[str, Any], committees: list[Any], today: dt.date) -> None:
    group = ("handler", "reelection_set_up", {"group_on": today - 20 * DAY, "group_size": 7})
    listed = ("handler", "reelection_list", {"candidates_on": today - 5 * DAY})
    late = {"title": "武定某新村业委会第五届换届", "committee": named(committees[2]), "ground": "street"}
    due = {"title": "东方某苑业委会第四届换届", "committee": named(committees[0]), "ground": "report"}
    fill(
        "owners-reelections",
        people,
        Told({**late, "noticed_on": today - 50 * DAY}, (group, listed)),
        Told({**due, "noticed_on": today - 3 * DAY}),
    )


def _filings(people: Mapping[str, Any], estates: list[Any], today: dt.date) -> None:
    there = OwnersCommittee.objects.get(estate=estates[1], ended_on=None)
    checked = ("handler", "filing_check", {"findings": "补选程序和得票数符合议事规则，材料齐全。"})
    asked = ("handler", "filing_ask", {"missing": "缺管理规约文本和业主委员会会议决定。"})
    change = {
        "title": "万航某邨业委会补选委员备案",
        "estate": named(estates[1]),
        "occasion": "change",
        "elected_on": today - 20 * DAY,
        "received_on": today - 8 * DAY,
        "seats": 9,
        "term_until": there.term_until,
        "handed_in": "补选结果公告、会议记录、新任委员基本情况表。",
    }
    first = {
        "title": "余姚某花园第一届业委会备案",
        "estate": named(estates[4]),
        "occasion": "first",
        "elected_on": today - 10 * DAY,
        "received_on": today - 2 * DAY,
        "seats": 5,
        "term_until": months_after(today - 10 * DAY, 36),
        "handed_in": "首次业主大会会议决议、议事规则、业主委员会委员名单。",
    }
    fill(
        "owners-filings",
        people,
        Told(change, (checked, ("head", "filing_file", {}))),
        Told(first, (asked,)),
    )


def _assemblies(people: Mapping[str, Any], estates: list[Any], today: dt.date) -> None:
    count = {"people_voting": "71.50", "area_voting": "70.20", "people_for": "64.00", "area_for": "62.80"}
    fund = {
        "title": "东方某苑使用维修资金更换水泵",
        "estate": named(estates[0]),
        "question": "使用专项维修资金更换生活水泵。",
        "form": "writing",
        "noticed_on": today - 25 * DAY,
        "voting_until": today - 2 * DAY,
    }
    firm = {
        "title": "武定某新村续聘物业企业",
        "estate": named(estates[5]),
        "question": "物业服务合同到期后是否续聘现企业。",
        "form": "online",
        "noticed_on": today - 3 * DAY,
        "voting_until": today + 12 * DAY,
    }
    fill("owners-assemblies", people, Told(fund, (("handler", "assembly_count", count),)), Told(firm))


def _estate(
    title: str, kind: str, buildings: int, households: int, managed: str, firm: str, until: dt.date | None
) -> dict[str, Any]:
    return {
        "title": title,
        "kind": kind,
        "buildings": buildings,
        "households": households,
        "developer": "某置业公司" if kind == "commodity" else "",
        "managed": managed,
        "firm": firm,
        "contract_until": until,
    }


def _committee(estate: Any, term: int, elected: dt.date, until: dt.date, seats: int) -> dict[str, Any]:
    title = f"{estate.title}业主委员会"
    typed = {"title": title, "estate": named(estate), "term": term, "elected_on": elected}
    return {**typed, "term_until": until, "seats": seats}


def _member(committee: Any, name: str, building: str, post: str, trained: dt.date | None) -> dict[str, Any]:
    since = committee.elected_on
    typed = {"title": building, "committee": named(committee), "name": name, "post": post, "since": since}
    return {**typed, "trained_on": trained, "phone": "", "id_type": "", "id_number": ""}


def _founding(title: str, estate: Any, days: int, today: dt.date) -> dict[str, Any]:
    reported = {"reporter": "developer", "reported_on": today - days * DAY}
    return {"title": title, "estate": named(estate), **reported}
