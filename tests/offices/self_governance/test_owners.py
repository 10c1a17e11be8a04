"""Estates and owners' committees (F2): every limit of the Shanghai Provisions on Residential Property Management."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import RecordDate
from offices.self_governance.models import OwnersCommittee
from offices.self_governance.owners.models import carried
from tests.offices.self_governance.room import BASE, DAY, due, ended, enter, matter, state, step

pytestmark = pytest.mark.django_db


def estate(room: SimpleNamespace, title: str = "东方某苑", **typed: Any) -> Any:
    given = {
        "title": title,
        "kind": "commodity",
        "buildings": 6,
        "households": 480,
        "managed": "early",
        "firm": "甲公司",
    }
    answer = enter(room.clerk, "estates", **{**given, **typed})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"].rstrip("/").rpartition("/")[2]


def test_an_owners_committee_from_the_report_to_its_filing(room: SimpleNamespace) -> None:
    home, today = estate(room), room.today
    reported, group, posted = today - 80 * DAY, today - 25 * DAY, today - 20 * DAY
    founding = matter(
        room.clerk, "owners-foundings", title="首届业委会", estate=f"#{home}", reporter="owners", reported_on=reported
    )
    assert due(founding, "group") == reported + 60 * DAY
    typed = {"group_on": group, "group_size": 9, "group_owners": 10}
    assert step(room.clerk, founding, "founding_set_up", **typed).status_code == 422  # more owners than members
    assert step(room.clerk, founding, "founding_set_up", **{**typed, "group_owners": 5}).status_code == 302
    assert ended(founding, "group") == Clock.State.MET  # on its day, though it is entered later
    assert due(founding, "posting") == group + 7 * DAY
    assert due(founding, "assembly") == group + 90 * DAY
    before = step(room.clerk, founding, "founding_post", posted_on=group - DAY)
    assert before.status_code == 422 and "筹备组成立日期" in before.content.decode()
    assert step(room.clerk, founding, "founding_post", posted_on=posted).status_code == 302
    assert ended(founding, "posting") == Clock.State.MET
    assert step(room.clerk, founding, "founding_draft", drafts_on=today - 10 * DAY).status_code == 302
    assert step(room.clerk, founding, "founding_failed", reason="参与表决人数不足").status_code == 302
    assert step(room.clerk, founding, "founding_elect", assembly_on=today + DAY, elected=5).status_code == 422
    assert step(room.clerk, founding, "founding_elect", assembly_on=today - 3 * DAY, elected=5).status_code == 302
    assert due(founding, "filing") == today + 27 * DAY

    filing = handed_in(room, home, elected_on=today - 3 * DAY, received_on=today - DAY)
    assert state(founding) == "founding_filing" and ended(founding, "filing") == Clock.State.MET
    assert due(filing, "complete") == today + 19 * DAY
    file_it(room, filing)
    assert state(founding) == "founding_done" and state(filing) == "filing_filed"
    committee = OwnersCommittee.objects.get(estate=home)
    assert (committee.filing_number, committee.seats, committee.term) == (filing.number, 5, 1)
    dates = dict(RecordDate.objects.filter(record=committee).values_list("key", "due_on"))
    assert dates == {"notice": months_after(committee.term_until, -5), "term": committee.term_until}
    assert room.stranger.get(f"/desk/cases/{filing.number}/").status_code == 404


def handed_in(room: SimpleNamespace, home: str, **typed: Any) -> Case:
    given = {"title": "业委会备案", "estate": f"#{home}", "occasion": "first", "seats": 5, "handed_in": "决议、名单"}
    return matter(room.clerk, "owners-filings", **{**given, "term_until": room.today + 4 * 365 * DAY, **typed})


def file_it(room: SimpleNamespace, filing: Case) -> None:
    """The clerk asks for what is missing and checks; somebody else, the head, files."""
    assert step(room.clerk, filing, "filing_ask", missing="管理规约").status_code == 302
    assert step(room.clerk, filing, "filing_complete", completed_on=room.today).status_code == 302
    assert step(room.clerk, filing, "filing_check", findings="材料齐全").status_code == 302
    assert Notice.objects.filter(template="to_decide", case_number=filing.number).exists()
    assert step(room.clerk, filing, "filing_file").status_code in (403, 404)
    assert step(room.head, filing, "filing_file").status_code == 302


def test_the_head_who_checked_it_does_not_file_it(room: SimpleNamespace) -> None:
    filing = handed_in(room, estate(room), elected_on=room.today, received_on=room.today)
    assert step(room.head, filing, "filing_check", findings="材料齐全").status_code == 302
    assert step(room.head, filing, "filing_file").status_code == 409
    assert step(room.head, filing, "filing_again", reason="请经办核对").status_code == 302
    assert step(room.clerk, filing, "filing_check", findings="材料齐全").status_code == 302
    why = "选举程序不符合议事规则"
    assert step(room.head, filing, "filing_refuse", reason=why).status_code == 409  # has checked some of it
    assert step(room.leader, filing, "filing_refuse", reason=why).status_code == 302
    assert not OwnersCommittee.objects.exists()


def test_papers_that_never_come_are_refused_and_may_be_taken_back(room: SimpleNamespace) -> None:
    home = estate(room)
    for client, last, end in ((room.head, "filing_refuse", "filing_refused"), (room.clerk, "filing_withdraw", "")):
        filing = handed_in(room, home, elected_on=room.today, received_on=room.today)
        assert step(room.clerk, filing, "filing_ask", missing="管理规约").status_code == 302
        assert step(client, filing, last, reason="逾期未补正").status_code == 302
        assert state(filing) == (end or "filing_withdrawn") and ended(filing, "complete") == Clock.State.MET


@pytest.mark.parametrize(
    ("years", "refused"), [(2, True), (3, False), (5, False), (6, True)], ids=["two", "three", "five", "six"]
)
def test_a_term_is_three_to_five_years(room: SimpleNamespace, years: int, refused: bool) -> None:
    elected = dt.date(2025, 3, 1)
    home = estate(room)
    typed = {"title": "某苑业委会", "estate": f"#{home}", "term": 1, "elected_on": elected, "seats": 5}
    answer = enter(room.clerk, "owners-committees", **typed, term_until=months_after(elected, 12 * years))
    assert answer.status_code == (422 if refused else 302)
    if refused:
        assert answer.context["form"].errors.keys() == {"term_until"}
    else:
        again = enter(room.clerk, "owners-committees", **typed, term_until=months_after(elected, 12 * years))
        assert again.context["form"].errors.keys() == {"estate"}  # one at a time


def test_papers_that_come_late_say_by_how_many_days_and_a_filing_fits_its_estate(room: SimpleNamespace) -> None:
    home = estate(room)
    late = handed_in(room, home, elected_on=room.today - 40 * DAY, received_on=room.today)
    assert late.ownersfiling.late_by == 10
    typed = {"title": "备案", "estate": f"#{home}", "seats": 5, "handed_in": "决议", "term_until": room.today}
    answer = enter(
        room.clerk, "owners-filings", **typed, occasion="change", elected_on=room.today, received_on=room.today
    )
    assert answer.context["form"].errors.keys() == {"occasion"}


def test_a_committee_is_elected_anew_before_its_term_ends(room: SimpleNamespace) -> None:
    home, today = estate(room), room.today
    until = months_after(today, 4)
    typed = {"title": "某苑业委会", "estate": f"#{home}", "term": 2, "elected_on": months_after(until, -60), "seats": 7}
    made = enter(room.clerk, "owners-committees", **typed, term_until=until)
    old = OwnersCommittee.objects.get(pk=int(made["Location"].rstrip("/").rpartition("/")[2]))
    assert RecordDate.objects.get(record=old, key="notice").due_on == months_after(until, -5)
    noticed = today - 30 * DAY
    case = matter(
        room.clerk, "owners-reelections", title="换届", committee=f"#{old.pk}", ground="report", noticed_on=noticed
    )
    assert due(case, "group") == noticed + 60 * DAY
    assert [row.key for row in RecordDate.objects.filter(record=old)] == ["term"]  # it was reported: told no more
    step(room.clerk, case, "reelection_set_up", group_on=today - 20 * DAY, group_size=7)
    assert due(case, "term") == until
    step(room.clerk, case, "reelection_list", candidates_on=today - 9 * DAY)
    step(room.clerk, case, "reelection_failed", reason="票数不足")
    step(room.clerk, case, "reelection_list", candidates_on=today - 5 * DAY)
    step(room.clerk, case, "reelection_vote", voted_on=today - DAY, elected=7)
    assert ended(case, "term") == Clock.State.MET and due(case, "filing") == today + 29 * DAY
    filing = handed_in(room, home, occasion="again", elected_on=today - DAY, received_on=today, seats=7)
    file_it(room, filing)
    assert state(case) == "reelection_taking_over" and due(case, "hand_over") == today + 10 * DAY
    assert step(room.clerk, case, "reelection_hand_over", handed_over="印章、账册").status_code == 302
    old.refresh_from_db()
    new = OwnersCommittee.objects.get(estate=home, ended_on=None)
    assert (old.ended_on, new.term, state(case)) == (today - DAY, 3, "reelection_done")


def test_a_limit_that_passed_before_it_was_entered_is_late_at_once(room: SimpleNamespace) -> None:
    founding = matter(
        room.clerk,
        "owners-foundings",
        title="迟报",
        estate=f"#{estate(room)}",
        reporter="developer",
        reported_on=room.today - 61 * DAY,
    )
    assert sweep(timezone.now())["climbed"] == 1
    assert founding.events.filter(move="late").exists()
    step(room.clerk, founding, "founding_set_up", group_on=room.today, group_size=9, group_owners=5)
    assert ended(founding, "group") == Clock.State.LATE
    assert step(room.head, founding, "founding_drop", reason="条件尚不具备").status_code == 302


@pytest.mark.parametrize(
    ("voting", "favour", "grave", "result"),
    [
        (("66.67", "66.67"), ("50.01", "50.01"), False, True),
        (("66.66", "80"), ("100", "100"), False, False),
        (("80", "80"), ("50", "60"), False, False),
        (("80", "80"), ("74.99", "80"), True, False),
        (("80", "80"), ("75", "75"), True, True),
    ],
)
def test_whether_a_vote_is_carried_follows_from_the_shares(
    voting: tuple[str, str], favour: tuple[str, str], grave: bool, result: bool
) -> None:
    shares = {"voting": [Decimal(one) for one in voting], "favour": [Decimal(one) for one in favour]}
    assert carried(**shares, grave=grave) is result


def test_an_assembly_votes_and_posts_or_is_ordered_to_correct(room: SimpleNamespace) -> None:
    typed = {
        "title": "续聘物业",
        "estate": f"#{estate(room)}",
        "question": "是否续聘",
        "form": "writing",
        "noticed_on": room.today - 20 * DAY,
    }
    early = enter(room.clerk, "owners-assemblies", **typed, voting_until=room.today - 30 * DAY)
    assert early.context["form"].errors.keys() == {"voting_until"}
    count = {"people_voting": "70", "area_voting": "70", "people_for": "60", "area_for": "60"}
    for grave, last, end in (("", "assembly_post", "assembly_posted"), ("on", "assembly_post", "assembly_posted")):
        case = matter(room.clerk, "owners-assemblies", **typed, grave=grave, voting_until=room.today)
        assert step(room.clerk, case, "assembly_count", **{**count, "area_for": "101"}).status_code == 422
        step(room.clerk, case, "assembly_count", **count)
        assert state(case) == ("assembly_not_carried" if grave else "assembly_carried")
        assert due(case, "post") == room.today + 3 * DAY
        step(room.clerk, case, last, posted_on=room.today)
        assert state(case) == end
    case = matter(room.clerk, "owners-assemblies", **typed, voting_until=room.today)
    step(room.clerk, case, "assembly_count", **count)
    assert step(room.head, case, "assembly_order", reason="违反管理规约的表决程序").status_code == 302
    assert step(room.clerk, case, "assembly_correct", result="已重新表决").status_code == 302


def test_an_estate_names_its_firm_and_its_contract_is_told_ahead(room: SimpleNamespace) -> None:
    typed = {"title": "某里", "kind": "sold", "buildings": 2, "households": 90}
    assert enter(room.clerk, "estates", **typed, managed="early").context["form"].errors.keys() == {"firm"}
    nobody = enter(room.clerk, "estates", **typed, managed="nobody", firm="甲公司")
    assert nobody.context["form"].errors.keys() == {"managed"}
    until = room.today + 90 * DAY
    assert RecordDate.objects.get(record=estate(room, contract_until=until)).due_on == until
    assert room.stranger.get(f"{BASE}estates/").status_code == 404


def test_members_have_one_chair_and_are_trained_once_a_year(room: SimpleNamespace) -> None:
    home = estate(room)
    enter(
        room.clerk,
        "owners-committees",
        title="某苑业委会",
        estate=f"#{home}",
        term=1,
        elected_on="2025-03-01",
        term_until="2029-03-01",
        seats=5,
    )
    typed = {"title": "3号楼", "committee": "某苑业委会", "post": "chair", "since": "2025-03-01", "name": "张某甲"}
    made = enter(room.clerk, "owners-committee-members", **typed, trained_on="2026-03-31")
    assert RecordDate.objects.get(record=made["Location"].rstrip("/").rpartition("/")[2]).due_on == dt.date(2027, 3, 31)
    second = enter(room.clerk, "owners-committee-members", **{**typed, "name": "李某乙"})
    assert second.context["form"].errors.keys() == {"post"}
