"""Secrecy (A3): shortcomings until they are gone, reviews by somebody else, counts that take no names."""

from types import SimpleNamespace
from typing import Any

import pytest

from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.models import RecordDate
from caojiadu.core.workdays.deadlines import add_days
from offices.party_administration.models import SecrecyTally
from tests.entries import signed_in
from tests.offices.party_administration.house import (
    BASE,
    enter,
    errors_of,
    make_people,
    office,
    running,
    step,
    today,
    tried,
)

SEEN = {"no_state_secret": "on", "no_work_secret": "on", "no_personal": "on"}


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return make_people()


def planned(user: Any, sort: str) -> Any:
    typed = {"title": "年度保密检查", "sort": sort, "scope": "各科室", "planned_on": today(5)}
    return enter(user, "secrecy-work", **typed)


def submitted(user: Any, **values: Any) -> Any:
    typed = {"title": "夏季活动安排", "asked_by": office("C").pk, "medium": "site", "paper": "", "publish_on": ""}
    return enter(user, "publication-reviews", **{**typed, "wording": "活动安排如下。", **values})


def test_shortcomings_are_put_right_and_looked_at_by_the_head(people: SimpleNamespace) -> None:
    work = planned(people.clerk, "self_check")
    assert running(work) == {"planned": today(5)}
    found = {"attended": "12", "shortcomings": "个别电脑未设口令。", "right_by": today(4)}
    early = tried(people.clerk, work, "secrecy_find", **found)
    assert "right_by" in errors_of(early) and "个别电脑未设口令。" in early.content.decode()
    work = step(people.clerk, work, "secrecy_find", **{**found, "right_by": today(20)})
    assert running(work) == {"right": today(20)}
    work = step(people.head, work, "secrecy_right", put_right="已设口令。")
    assert tried(people.head, work, "secrecy_gone", seen="看过").status_code == 409  # who reported it
    work = step(people.head, work, "secrecy_not_gone", right_by=today(25), reason="仍有一台")
    assert running(work) == {"right": today(25)}
    step(people.clerk, work, "secrecy_right", put_right="已全部设置。")
    assert tried(people.clerk, work, "secrecy_gone", seen="看过").status_code == 404
    assert tried(people.head, work, "secrecy_gone", seen="看过").status_code == 409  # had a hand in it
    assert step(people.leader, work, "secrecy_gone", seen="逐台查看").closed_at


def test_a_training_finds_no_shortcomings(people: SimpleNamespace) -> None:
    work = planned(people.clerk, "training")
    assert tried(people.clerk, work, "secrecy_find", attended=1, shortcomings="x", right_by=today(9)).status_code == 409
    assert step(people.clerk, work, "secrecy_carry_out", attended="40", gist="观看教育片。").closed_at


def test_a_text_is_reviewed_by_another_before_it_is_published(people: SimpleNamespace) -> None:
    review = submitted(people.clerk)
    assert running(review) == {"review": add_days(today(), 2, working=True, roll=None).date}
    assert signed_in(people.manager).get(f"/desk/cases/{review.number}/").status_code == 200
    assert signed_in(people.stranger).get(f"/desk/cases/{review.number}/").status_code == 404
    assert tried(people.clerk, review, "review_publish", published_on=today(), where="首页").status_code == 409
    assert tried(people.clerk, review, "review_pass", **SEEN, ground="").status_code == 409  # who submitted it
    missing = tried(people.second, review, "review_pass", **{**SEEN, "no_personal": ""}, ground="已看")
    assert missing.status_code == 422 and "no_personal" in errors_of(missing) and "已看" in missing.content.decode()
    review = step(people.second, review, "review_reject", ground="含居民姓名。")
    assert (review.state, review.rejections, running(review)) == ("review_rejected", 1, {})
    assert Notice.objects.filter(template="review_rejected", user=people.manager).exists()
    review = step(people.second, review, "review_resubmit", wording="已删去姓名。")
    for who in (people.second, people.clerk):  # each submitted some of it
        assert tried(who, review, "review_pass", **SEEN, ground="").status_code == 409
    review = step(people.head, review, "review_pass", **SEEN, ground="")
    assert review.reviewed_by == people.head
    review = step(people.clerk, review, "review_publish", published_on=today(), where="首页公告")
    assert review.state == "review_published"


def test_an_office_submits_changes_and_publishes_its_own_text(people: SimpleNamespace) -> None:
    review = submitted(people.manager)
    assert tried(people.manager, review, "review_pass", **SEEN, ground="").status_code == 404
    step(people.clerk, review, "review_reject", ground="含电话。")
    step(people.manager, review, "review_resubmit", wording="已删。")
    step(people.clerk, review, "review_pass", **SEEN, ground="")
    assert step(people.manager, review, "review_publish", published_on=today(), where="公告栏").closed_at


def test_what_is_unclear_is_asked_above_and_stays_unpublished(people: SimpleNamespace) -> None:
    review = step(people.head, submitted(people.clerk), "review_ask", reason="涉及规划内容")
    assert tried(people.clerk, review, "review_publish", published_on=today(), where="x").status_code == 409
    assert step(people.head, review, "review_withdraw", reason="上级答复不宜公开").closed_at


@pytest.mark.parametrize("words", ["密级：秘密\n正文", "机密★10年", "【绝密】\n正文"])
def test_a_text_with_a_mark_of_a_secret_is_not_even_kept(people: SimpleNamespace, words: str) -> None:
    refused = submitted(people.clerk, wording=words)
    assert refused.status_code == 422 and "wording" in errors_of(refused)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("title", {"title": "二〇二六年张先生"}),
        ("title", {"title": "联系电话13800138000"}),
        ("given_back", {"given_back": "9"}),
        ("came_in", {"came_in": "-1"}),
    ],
)
def test_counts_take_no_names_and_must_add_up(people: SimpleNamespace, field: str, values: dict[str, Any]) -> None:
    typed = {"title": "2026年第三季度", "until": today(), "brought_over": "3", "came_in": "2", "given_back": "1"}
    typed |= {"destroyed": "1", "trained": "40", "incidents": "0"}
    head, url = signed_in(people.head), f"{BASE}secret-paper-counts/new/"
    assert signed_in(people.clerk).get(url).status_code == 404  # open to the head, and to keepers the head names
    refused = head.post(url, {**typed, **values})
    assert refused.status_code == 422 and field in errors_of(refused)
    assert not SecrecyTally.objects.exists()
    assert head.post(url, typed).status_code == 302
    assert RecordDate.objects.get(record=SecrecyTally.objects.get()).key == "count"
