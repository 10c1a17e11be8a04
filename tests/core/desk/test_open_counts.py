"""The sums of open matters: each figure of a leader is the number of rows of the list that it opens, whoever is kept
out of what, and whatever happened to the matters."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from caojiadu.core.accounts.models import Absence, Post
from caojiadu.core.cases import open_counts
from caojiadu.core.cases.deciding import mark_states
from caojiadu.core.cases.models import Bar, Case, Confidentiality, DecidingState, OpenCount
from caojiadu.core.desk.overview import offices, parts
from caojiadu.core.desk.queues import QUEUES, cases_in, find_queue, to_count
from caojiadu.core.keyset import capped_counts
from caojiadu.core.organisation.models import Office
from tests.cast import SINCE, again, make_staff
from tests.petitions.letters import accepted, go, in_hand, write

pytestmark = pytest.mark.django_db


def figures(user: Any) -> dict[str, dict[str, int]]:
    """Each figure of the overview by office and queue, after the lists were compared with it."""
    user = again(user)
    found = {line.office.code: {key: number for key, number, _url in line.figures} for line in offices(user)}
    for code, line in found.items():
        for key, number in line.items():
            cases = cases_in(find_queue(user, key), user).filter(office__code=code)
            assert cases.count() == number, (user.username, code, key)
    for queue in QUEUES:
        if "leader" in queue.roles:
            assert capped_counts([to_count(queue, user)]) == [str(cases_in(queue, user).count())], queue.key
    for part in parts(user):
        assert str(len(part.rows)) == part.count, part.key
    return found


def bar(case: Case, user: Any) -> None:
    Bar.objects.create(case_id=case.pk, user=user, reason="accused", since=timezone.now())


def test_what_a_leader_may_not_open_is_in_no_figure(cast: Any) -> None:
    """Kept out, confidential, as deputy of somebody who is kept out, and as keeper of reports."""
    other, deputy = (make_staff(name, "副主任", "leader", "") for name in ("other-leader", "deputy"))
    today = timezone.localdate()
    Absence.objects.create(user=other, first=today, last=today, deputy=deputy, set_by=other)
    first, second, fresh = in_hand(cast), accepted(cast), write()
    write("petition_accusation")
    late, soon = timezone.now() - dt.timedelta(days=1), timezone.now() + dt.timedelta(days=2)
    Case.objects.filter(pk=first.pk).update(due_at=late)
    Case.objects.filter(pk=second.pk).update(due_at=soon)
    everything = {"open": 2, "soon": 1, "late": 1}
    assert [figures(one)["C"] for one in (cast.leader, other, deputy)] == [everything] * 3
    bar(first, cast.leader)
    bar(second, deputy)
    bar(fresh, other)
    bar(first, other)
    assert figures(cast.leader)["C"] == {"open": 1, "soon": 1, "late": 0}
    assert figures(other)["C"] == {"open": 1, "soon": 1, "late": 0}
    # As one who stands in: what they are kept out of themselves stays shut, the other's bar shuts nothing of theirs.
    assert figures(deputy)["C"] == {"open": 1, "soon": 0, "late": 1}
    assert (figures(other)["E"]["open"], figures(deputy)["E"]["open"]) == (0, 1)
    Post.objects.create(user=cast.leader, role="accusations", office=Office.objects.get(code="E"), since=SINCE)
    assert figures(cast.leader)["E"]["open"] == 2
    assert open_counts.differing() == []


def test_sums_follow_whatever_happens_to_a_matter(cast: Any) -> None:
    """Opened, moved on, closed, opened again, made confidential, given to another office; put together meanwhile."""
    case = write()
    Office.objects.get(code="C")
    before = figures(cast.leader)["E"]["open"]
    with transaction.atomic():
        gone = write()
        transaction.set_rollback(True)
    assert not Case.objects.filter(pk=gone.pk).exists()
    assert figures(cast.leader)["E"]["open"] == before
    case = go(case, "register", cast.clerk)
    open_counts.fold()
    Case.objects.filter(pk=case.pk).update(office=Office.objects.get(code="D"))
    assert (figures(cast.leader)["E"]["open"], figures(cast.leader)["D"]["open"]) == (before - 1, 1)
    for waits in ("resident", "district", ""):
        Case.objects.filter(pk=case.pk).update(waiting=waits)
        assert figures(cast.leader)["D"]["open"] == 1
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.SECRET)
    assert figures(cast.leader)["D"]["open"] == 0
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED, closed_at=timezone.now())
    assert figures(cast.leader)["D"]["open"] == 0
    Case.objects.filter(pk=case.pk).update(closed_at=None)
    assert figures(cast.leader)["D"]["open"] == 1
    parts_before = OpenCount.objects.count()
    open_counts.fold()
    assert OpenCount.objects.count() < parts_before
    assert figures(cast.leader)["D"]["open"] == 1
    assert open_counts.differing() == []


def test_what_waits_to_be_signed_is_counted_as_it_is_listed(cast: Any) -> None:
    """With a head and without, held by this leader or another, kept out by a hand, a bar or both."""
    other = make_staff("other-leader", "副主任", "leader", "")
    offices_by_code = {office.code: office for office in Office.objects.all()}

    def review(office: str, **values: Any) -> Case:
        case = write()
        Case.objects.filter(pk=case.pk).update(office=offices_by_code[office], state="review", **values)
        return case

    bar(review("C"), cast.head)
    bar(review("D"), cast.leader)
    wanted = {
        review("D").pk,
        review("C", held_by=cast.leader).pk,
        review("D", held_by=cast.leader).pk,
        review("C", hands=[cast.head.pk]).pk,
    }
    for office in "CD":
        review(office, held_by=other)
    review("C")
    bar(review("C", held_by=other), cast.head)
    queue = find_queue(again(cast.leader), "sign")
    listed = set(cases_in(queue, cast.leader).values_list("pk", flat=True))
    assert len(listed) == len(wanted) + 1 and listed > wanted
    assert capped_counts([to_count(queue, again(cast.leader))]) == [str(len(listed))]
    # Once the head is gone, what waited for them waits for the leader: nothing remembered stands in the way.
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Post.objects.filter(user=cast.head).update(until=yesterday)
    more = cases_in(queue, again(cast.leader))
    assert more.count() == len(listed) + 1
    assert capped_counts([to_count(queue, again(cast.leader))]) == [str(len(listed) + 1)]
    Post.objects.filter(user=cast.head).update(until=None)
    assert set(Case.objects.filter(decides=True).values_list("state", flat=True)) == {"review"}
    DecidingState.objects.all().delete()
    DecidingState.objects.create(state="registered")
    Case.objects.filter(state="review").update(decides=False)
    mark_states()
    assert set(cases_in(queue, cast.leader).values_list("pk", flat=True)) == listed


def test_wrong_sums_are_found_and_counted_again(cast: Any, owner_connection: Any) -> None:
    in_hand(cast)
    OpenCount.objects.update(number=7)
    assert open_counts.differing()
    open_counts.count_again(owner_connection)
    assert open_counts.differing() == []
