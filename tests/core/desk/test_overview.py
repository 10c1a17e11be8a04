"""The overview of leaders: each figure is the list that it opens, late matters say why, and nobody else sees it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.models import Post
from caojiadu.core.cases.deciding import mark_hands
from caojiadu.core.cases.models import Bar, Case, Clock
from caojiadu.core.desk.queues import cases_in, find_queue, to_count
from caojiadu.core.keyset import capped_counts
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.declaration import find
from tests.cast import make_staff
from tests.desk import Desk
from tests.entries import entered, people, signed_in
from tests.marks import check_marks
from tests.petitions.letters import DRAFT, go, in_hand, to_sign, told

pytestmark = pytest.mark.django_db
URL = "/desk/overview/"


def late(case: Any) -> None:
    """The limits of a matter passed yesterday."""
    past = timezone.now() - dt.timedelta(days=1)
    Clock.objects.filter(case_id=case.pk).update(due_at=past)
    Case.objects.filter(pk=case.pk).update(due_at=past)


def listed(client: Any, url: str) -> int:
    return len(client.get(url).context["page"].rows)


def test_each_figure_is_the_list_that_it_opens_and_late_matters_say_why(cast: Any) -> None:
    clerk, head = Desk("e-clerk"), Desk("a-head", "head", "A")
    advice = entered(find("legal-advice"), clerk.user)
    soon = entered(find("legal-advice"), clerk.user, "乙")
    task = entered(find("district-tasks"), head.user)
    late(advice)
    Case.objects.filter(pk=soon.pk).update(due_at=timezone.now() + dt.timedelta(days=2))
    Case.objects.filter(pk=task.pk).update(state="district_task_drafted")
    leader = signed_in(cast.leader)
    page = leader.get(URL)
    shown = {part.key: part for part in page.context["parts"]}
    assert list(shown) == ["sign", "flash_report", "district_task", "soon", "late"]
    assert [row["pk"] for row, _why in shown["sign"].rows] == [task.pk]
    assert [row["pk"] for row, _why in shown["district_task"].rows] == [task.pk]
    assert [(row["pk"], [label for label, _article in why]) for row, why in shown["late"].rows] == [
        (advice.pk, ["解答期限"])
    ]
    assert soon.pk in [row["pk"] for row, _why in shown["soon"].rows]
    for part in shown.values():
        assert listed(leader, part.url) == int(part.count), part.key
    figures = {
        line.office.code: {key: (count, url) for key, count, url in line.figures} for line in page.context["offices"]
    }
    assert (figures["E"]["open"][0], figures["E"]["late"][0], figures["A"]["open"][0]) == (2, 1, 1)
    for line in figures.values():
        for count, url in line.values():
            assert listed(leader, url) == count, url
    assert URL in leader.get(reverse("desk:cases")).content.decode()
    assert URL in leader.get("/desk/").content.decode()
    for other in (cast.head, cast.clerk, cast.system_admin):
        assert signed_in(other).get(URL).status_code == 404


def test_the_overview_takes_the_same_queries_for_one_and_for_many(cast: Any) -> None:
    clerk, leader, counts = Desk("e-clerk"), signed_in(cast.leader), []
    late(entered(find("legal-advice"), clerk.user))
    leader.get(URL)
    for mark in "乙丙":
        with CaptureQueriesContext(connection) as asked:
            assert leader.get(URL).status_code == 200
        counts.append(len(asked))
        late(entered(find("legal-advice"), clerk.user, mark))
    assert counts[0] == counts[1]


def test_a_leader_is_asked_for_what_the_head_may_not_decide(cast: Any) -> None:
    """What the head of the office decides does not drown what waits for a leader."""
    leader = signed_in(cast.leader)

    def waiting() -> set[int]:
        part = leader.get(URL).context["parts"][0]
        assert part.count == str(len(part.rows))
        return {row["pk"] for row, _why in part.rows}

    case = to_sign(told(in_hand(cast), cast), cast)
    assert waiting() == set()
    written = go(told(in_hand(cast), cast), "assign", cast.head, handler=cast.head.pk)
    written = go(go(written, "draft", cast.head, **DRAFT), "submit", cast.head)
    written = go(written, "check", cast.clerk)
    assert waiting() == {written.pk}
    Case.objects.filter(pk=case.pk).update(held_by=cast.leader)
    assert waiting() == {written.pk, case.pk}
    other = make_staff("other-leader", "副主任", "leader", "")
    Case.objects.filter(pk=written.pk).update(held_by=other)
    assert waiting() == {case.pk}


@pytest.mark.parametrize("why", ["opened_by_head", "no_head", "head_kept_out", "another_head_may", "desk_may"])
def test_a_leader_is_asked_where_no_head_is_left_to_decide(cast: Any, why: str) -> None:
    """The head opened it, is kept out, or there is none; where a second head or the desk may, no leader is asked."""
    register = find("joint-projects")
    parts = people(register)
    case = entered(register, parts["head" if why in ("opened_by_head", "another_head_may") else "clerk"])
    Case.objects.filter(pk=case.pk).update(state="meeting_planned" if why == "desk_may" else "jointproject_discussed")
    assert mark_hands() == (0 if why == "desk_may" else 1)
    assert mark_hands() == 0
    check_marks(case.pk)
    if why in ("no_head", "desk_may"):
        begun, ended = (timezone.localdate() - dt.timedelta(days=days) for days in (30, 1))
        Post.objects.filter(user=parts["head"]).update(since=begun, until=ended)
    elif why == "head_kept_out":
        Bar.objects.create(case_id=case.pk, user=parts["head"], reason="回避", since=timezone.now())
    elif why == "another_head_may":
        make_staff("second-head", "副科长", "head", register.function[0])
    queue = find_queue(cast.leader, "sign")
    waits = {one.pk for one in cases_in(queue, cast.leader)}
    assert capped_counts([to_count(queue, cast.leader)]) == [str(len(waits))]
    assert waits == (set() if why in ("another_head_may", "desk_may") else {case.pk})


@pytest.mark.parametrize(
    ("by", "heads", "hears"),
    [("clerk", 1, {"head"}), ("head", 1, {"leader"}), ("head", 2, {"second"}), ("clerk", 0, {"leader"})],
)
def test_whoever_decides_next_hears_of_it(cast: Any, by: str, heads: int, hears: set[str]) -> None:
    """A notice goes to a head who did not take the step; where there is none, to the leaders who may decide."""
    register = find("health-liaison")
    told = {**people(register), "leader": cast.leader}
    if heads == 2:
        told["second"] = make_staff("second-head", "副科长", "head", register.function[0])
    if heads == 0:
        Post.objects.filter(user=told["head"]).delete()
    case = entered(register, told[by])
    notices = Notice.objects.filter(template="to_decide", case_number=case.number)
    assert set(notices.values_list("user_id", flat=True)) == {told[name].pk for name in hears}
