"""What each verb about petitioners writes, and what stands in its way, one condition at a time."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case, Task
from caojiadu.core.cases.moving import Actor, Moving
from caojiadu.core.notices.models import Notice
from petitions.models import Joining, JointRules, Mandate, Petition, Petitioner
from petitions.petitioners import people, rules
from petitions.petitioners.forms import Person
from petitions.petitioners.people import Acting, Signer
from tests.petitions.letters import make_resident, write

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(dt.datetime(2026, 3, 6, 0, 30))  # the day before it in UTC
TODAY, DAY = dt.date(2026, 3, 6), dt.timedelta(days=1)
ROLE, HOW = Petitioner.Role, Petitioner.How
OTHERS = ("李一", "王二", "赵三", "钱四", "孙五", "周六")


@pytest.fixture(autouse=True)
def _same_day_two_hours_later() -> Any:
    with time_machine.travel(NOW + dt.timedelta(hours=2), tick=False):
        yield


def someone(number: int = 0) -> Any:
    return make_resident(OTHERS[number], f"1390000000{number}")


def letter(*represent: bool, **given: Any) -> Petition:
    """A letter of 张三 and as many others, each of whom represents the others or does not."""
    case = write(resident=make_resident(), **given)
    for number, represents in enumerate(represent):
        people.enrol(case, Signer(someone(number), represents), how=HOW.LINK, now=NOW)
    return case


def own(case: Petition) -> list[Petitioner]:
    return list(case.petitioners.order_by("id"))


def acting(row: Petitioner, role: str = ROLE.PROXY, number: int = 5, **given: Any) -> Petitioner:
    """Somebody who acts for a petitioner."""
    return people.let_act(row, Acting(someone(number), role, "child", **given), how=HOW.WROTE, now=NOW - 9 * DAY)


def moving(case: Petition, by: Any = None, **data: Any) -> Any:
    """A step of the desk, of a resident with an account, or of the portal."""
    return Moving(Petition.objects.get(pk=case.pk), None, by or Actor.timer(), NOW, data)


def refused(guard: Any, *given: Any) -> bool:
    try:
        guard(*given)
    except Refused:
        return True
    return False


def task(row: Petitioner) -> Task:
    key = rules.consent_key(row)
    fields = {"case_id": row.petition_id, "kind": "consent", "created_at": NOW - DAY, "due_at": NOW}
    return Task.objects.create(key=key, office_id=row.petition.office_id, **fields)


@pytest.mark.parametrize(("side", "how"), [("staff", HOW.DESK), ("resident", HOW.WROTE), ("timer", HOW.WROTE)])
def test_whoever_wrote_leads_and_those_with_them_came_the_same_way(cast: Any, side: str, how: str) -> None:
    case = write(resident=make_resident(), fields={"share_identity": True})
    case.petitioners.all().delete()
    actors = {"staff": Actor.staff(cast.clerk), "resident": Actor.resident(cast.window), "timer": Actor.timer()}
    power = Acting(someone(1), ROLE.PROXY, "child")
    opening = moving(case, actors[side], signers=[Signer(someone(), True)], acting=power)
    rules.enrol_first(opening)
    first, signer, proxy = own(case)
    assert (first.resident, first.role, first.first) == (case.resident, ROLE.REPRESENTATIVE, True)
    assert (first.share_identity, first.shows_name, first.joined_at) == (True, True, case.opened_at)
    assert [one.how for one in (first, signer, proxy)] == [how] * 3
    assert (signer.role, signer.first, signer.joined_at) == (ROLE.REPRESENTATIVE, False, case.opened_at)
    assert (proxy.role, proxy.mandate.principal, proxy.joined_at) == (ROLE.PROXY, first, case.opened_at)
    assert Case.objects.get(pk=case.pk).headcount == opening.case.headcount == 2, "who acts for somebody is nobody more"


def test_those_whom_a_clerk_enters_are_found_again_and_told(cast: Any) -> None:
    case = letter()
    entered = (Person("李一", "13900000000", "武定西路1号", represents=True), Person("王二", address="武定西路2号"))
    rules.add_petitioners(moving(case, Actor.staff(cast.clerk), people=entered))
    _first, one, two = own(case)
    assert one.resident == someone() and one.resident.address_sealed == "武定西路1号"
    assert (two.resident.name_sealed, two.resident.phone_sealed) == ("王二", "")
    assert two.resident.address_sealed == "武定西路2号"
    assert [(row.role, row.how, row.joined_at) for row in (one, two)] == [
        (ROLE.REPRESENTATIVE, HOW.DESK, NOW),
        (ROLE.PETITIONER, HOW.DESK, NOW),
    ]
    told = Notice.objects.filter(template="petition_joined")
    assert {(notice.resident_key, notice.case_number) for notice in told} == {
        (row.resident.key, case.number) for row in (one, two)
    }
    assert Case.objects.get(pk=case.pk).headcount == 3


@pytest.mark.parametrize(
    ("represent", "heir"), [((False, True), 2), ((False, False), 1), ((True, True), 1)], ids=["one", "none", "both"]
)
def test_where_the_first_leaves_the_next_leads_with_their_own_days(represent: Any, heir: int) -> None:
    case = letter(*represent)
    rows = own(case)
    Petitioner.objects.filter(pk=rows[heir].pk).update(served_at=NOW - DAY, review_until=TODAY + 9 * DAY)
    rules.leave(moving(case, petitioner=rows[0].pk))
    first, *others = own(case)
    assert (first.withdrawn_at, first.first) == (NOW, False)
    led = [row for row in others if row.first]
    assert [(row.pk, row.role) for row in led] == [(rows[heir].pk, ROLE.REPRESENTATIVE)]
    kept = Petition.objects.get(pk=case.pk)
    assert (kept.resident, kept.served_at, kept.review_until) == (led[0].resident, NOW - DAY, TODAY + 9 * DAY)
    assert kept.headcount == 2
    rules.remove_petitioner(moving(case, who=next(row for row in others if not row.first)))
    assert Petition.objects.get(pk=case.pk).resident == led[0].resident, "the lead stays where it is"


def test_those_chosen_represent_and_the_first_of_them_leads_where_nobody_does(cast: Any) -> None:
    case = letter(True, False, False)
    first, one, two, three = own(case)
    rules.choose_representatives(moving(case, who=[first, two]))
    roles = [(row.role, row.first) for row in own(case)]
    yes, no = (ROLE.REPRESENTATIVE, False), (ROLE.PETITIONER, False)
    leads = (ROLE.REPRESENTATIVE, True)
    assert roles == [leads, no, yes, no]
    rules.choose_representatives(moving(case, who=[three, two]))
    assert [(row.role, row.first) for row in own(case)] == [no, no, leads, yes]
    assert Petition.objects.get(pk=case.pk).resident == two.resident
    rules.choose_representatives(moving(case, who=[one, two]))
    assert [(row.role, row.first) for row in own(case)] == [no, yes, leads, no], "who leads goes on leading"


def test_nobody_moves_a_matter_with_the_part_of_another() -> None:
    case, other = letter(True), write(resident=someone(3))
    first, one = own(case)
    assert rules.part_of(moving(case)) == first
    assert rules.part_of(moving(case, petitioner=one.pk)) == one
    with pytest.raises(Petitioner.DoesNotExist):
        rules.part_of(moving(case, petitioner=own(other)[0].pk))


def test_a_link_is_closed_once_and_for_its_own_letter() -> None:
    case, other = letter(), write(resident=someone(3))
    for one in (case, other):
        rules.open_joining(moving(one))
    rules.close_joining(moving(case))
    assert [Joining.objects.get(petition=one).closed_at for one in (case, other)] == [NOW, None]
    Joining.objects.filter(petition=case).update(closed_at=NOW - DAY)
    rules.close_joining(moving(case))
    assert Joining.objects.get(petition=case).closed_at == NOW - DAY
    token = Joining.objects.get(petition=case).token_sealed
    rules.open_joining(moving(case))
    opened = Joining.objects.get(petition=case)
    assert opened.closed_at is None and opened.opened_at == NOW and opened.token_sealed != token


@pytest.mark.parametrize("until", [None, TODAY + 99 * DAY])
def test_a_guardian_needs_no_consent_and_is_guardian_until_their_day(cast: Any, until: dt.date | None) -> None:
    case = letter(True)
    data = {"who": own(case)[1], "name": "钱四", "phone": "13900000003", "relation": "parent"}
    rules.name_guardian(moving(case, Actor.staff(cast.clerk), **data | ({"until": until} if until else {})))
    guardian = own(case)[2]
    power = guardian.mandate
    assert (guardian.resident, guardian.role, guardian.how) == (someone(3), ROLE.GUARDIAN, HOW.DESK)
    assert (guardian.joined_at, power.principal, power.relation) == (NOW, data["who"], "parent")
    assert (power.until, power.consent_at) == (until, NOW)


def test_a_consent_is_noted_with_who_saw_it_and_ends_its_own_task_once(cast: Any) -> None:
    case = letter(True)
    first, one = own(case)
    proxy, other, third = acting(first), acting(one, number=4), acting(one, ROLE.GUARDIAN, 3)
    asked, kept = task(proxy), task(other)
    rules.confirm_consent(moving(case, Actor.staff(cast.clerk), who=proxy, how="paper"))
    power = Mandate.objects.get(petitioner=proxy)
    assert (power.consent, power.consent_at, power.consent_by) == ("paper", NOW, cast.clerk)
    assert Mandate.objects.get(petitioner=other).consent_at is None
    done = dict(Task.objects.values_list("pk", "done_at")), dict(Task.objects.values_list("pk", "done_by"))
    assert [(done[0][one.pk], done[1][one.pk]) for one in (asked, kept)] == [(NOW, cast.clerk.pk), (None, None)]
    # The person themselves, with a code: no member of staff did it, and what was done before stays as it was.
    Task.objects.filter(pk=asked.pk).update(done_at=NOW - DAY)
    rules.confirm_consent(moving(case, Actor.staff(cast.head), who=proxy, how="window"))
    rules.agree_to_proxy(moving(case, Actor.resident(cast.window), petitioner=one.pk))
    power = Mandate.objects.get(petitioner=other)
    assert (power.consent, power.consent_at, power.consent_by) == ("code", NOW, cast.window)
    kept.refresh_from_db()
    asked.refresh_from_db()
    assert (kept.done_at, kept.done_by, asked.done_at, asked.done_by) == (NOW, None, NOW - DAY, cast.clerk)
    assert Mandate.objects.get(petitioner=third).consent == "", "a guardian's power is not theirs to give"


def test_a_petitioner_ends_the_power_of_their_own_proxies_alone(cast: Any) -> None:
    case = letter(True)
    first, one = own(case)
    mine, guardian = acting(first), acting(first, ROLE.GUARDIAN, 3)
    theirs, ended = acting(one, number=4), acting(first, number=2)
    Petitioner.objects.filter(pk=ended.pk).update(withdrawn_at=NOW - DAY)
    assert list(rules.acting_for(first)) == [mine]
    tasks = task(mine), task(theirs)
    rules.end_proxy(moving(case, Actor.resident(), petitioner=first.pk))
    gone = {row.pk: row.withdrawn_at for row in own(case)}
    assert [gone[row.pk] for row in (mine, guardian, theirs, ended)] == [NOW, None, None, NOW - DAY]
    assert list(Task.objects.order_by("id").values_list("done_at", flat=True)) == [NOW, None] and tasks
    rules.end_mandate(moving(case, Actor.staff(cast.clerk), who=theirs))
    assert Petitioner.objects.get(pk=theirs.pk).withdrawn_at == NOW
    closed = Task.objects.get(pk=tasks[1].pk)
    assert (closed.done_at, closed.done_by) == (NOW, cast.clerk)


def test_whom_somebody_acts_for_is_asked_by_themselves_alone() -> None:
    case = letter(True)
    first, one = own(case)
    proxy = acting(first)
    assert not refused(rules.has_proxy, moving(case, petitioner=first.pk))
    assert refused(rules.has_proxy, moving(case, petitioner=one.pk)), "nobody acts for them"
    assert refused(rules.has_proxy, moving(case, petitioner=proxy.pk)), "whoever acts does not answer for the person"
    # Somebody who acts, for whom another acts in turn, still acts.
    further = acting(proxy, number=4)
    assert list(rules.acting_for(proxy)) == [further]
    assert refused(rules.has_proxy, moving(case, petitioner=proxy.pk))


@pytest.mark.parametrize(
    ("represents", "sure", "speaks"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_representatives_speak_and_who_acts_for_one_with_a_power_that_is_sure(
    represents: bool, sure: bool, speaks: bool
) -> None:
    case = letter(represents)
    row = own(case)[1]
    proxy = acting(row)
    Mandate.objects.filter(petitioner=proxy).update(consent_at=NOW if sure else None)
    assert refused(rules.speaks, moving(case, petitioner=row.pk)) is not represents
    assert refused(rules.speaks, moving(case, petitioner=proxy.pk)) is not speaks
    assert refused(rules.power_is_sure, moving(case, petitioner=proxy.pk)) is not sure
    assert not refused(rules.power_is_sure, moving(case, petitioner=row.pk))


def test_the_answer_is_read_once_by_each() -> None:
    case = letter(True)
    first, one = own(case)
    proxy = acting(first)
    assert refused(rules.answer_released, moving(case))
    Petition.objects.filter(pk=case.pk).update(answered_at=NOW)
    Petitioner.objects.filter(pk=first.pk).update(served_at=NOW)
    assert not refused(rules.answer_released, moving(case))
    for row, read in ((first, True), (proxy, True), (one, False)):
        assert refused(rules.not_read, moving(case, petitioner=row.pk)) is read


@pytest.mark.parametrize("others", [0, 1, 2])
def test_one_leaves_while_others_stay_and_the_last_withdraws(others: int) -> None:
    case = letter(*[True] * others)
    acting(own(case)[0])
    assert refused(rules.others_remain, moving(case)) is (others == 0)
    assert refused(rules.alone, moving(case)) is (others > 0)
    assert refused(rules.somebody_stays, moving(case, who=own(case)[0])) is (others == 0)
    # Somebody who is gone already takes nobody away.
    if others:
        gone = own(case)[1]
        people.end([gone], NOW)
        assert refused(rules.others_remain, moving(case)) is (others == 1)


def test_only_the_first_hands_out_the_link_of_a_letter_with_names() -> None:
    case = letter(True)
    first, one = own(case)
    assert not refused(rules.leads, moving(case, petitioner=first.pk))
    assert not refused(rules.leads, moving(case, petitioner=acting(first).pk))
    assert refused(rules.leads, moving(case, petitioner=one.pk))
    assert refused(rules.leads, moving(write()))
    secret = write("petition_accusation", resident=someone(2), fields={"against": "某物业经理"})
    assert refused(rules.leads, moving(secret))


@pytest.mark.parametrize(
    ("channel", "there", "new", "plain", "full"),
    [
        ("web", 1, 4, 0, False),
        ("web", 1, 5, 0, True),
        ("web", 3, 2, 0, False),
        ("web", 3, 3, 0, True),
        ("web", 1, 0, 6, False),
        ("visit", 1, 4, 0, False),
        ("visit", 1, 5, 0, True),
    ],
)
def test_at_most_five_represent_the_others(channel: str, there: int, new: int, plain: int, full: bool) -> None:
    """Regulations on petition work, art. 20; online the office's own rule, which starts with the same number."""
    case = letter(*[True] * (there - 1), channel=channel)
    entered = [SimpleNamespace(represents=True)] * new + [SimpleNamespace(represents=False)] * plain
    assert refused(rules.room_for_representatives, moving(case, people=entered)) is full


def test_more_than_five_stay_where_nobody_new_represents() -> None:
    case = letter(True, True)
    JointRules.objects.update_or_create(pk=1, defaults={"representatives_online": 1})
    assert not refused(rules.room_for_representatives, moving(case, people=[SimpleNamespace(represents=False)]))
    assert refused(rules.room_for_representatives, moving(case, people=[SimpleNamespace(represents=True)]))


def test_a_consent_that_is_missing_too_long_is_asked_for_once() -> None:
    case = letter(True, True)
    first, one, two = own(case)
    days = JointRules.today().consent_days
    late, gone, agreed, fresh = acting(first), acting(one, number=4), acting(two, number=3), acting(two, number=2)
    Petitioner.objects.filter(role=ROLE.PROXY).update(joined_at=NOW - days * DAY)
    Petitioner.objects.filter(pk=fresh.pk).update(joined_at=NOW - days * DAY + dt.timedelta(minutes=1))
    Petitioner.objects.filter(pk=gone.pk).update(withdrawn_at=NOW)
    Mandate.objects.filter(petitioner=agreed).update(consent_at=NOW)
    assert rules.ask_where_missing(NOW) == 1
    asked = Task.objects.get()
    assert (asked.case_id, asked.kind, asked.key) == (case.pk, "consent", rules.consent_key(late))
    assert (asked.created_at, asked.due_at) == (NOW, NOW + 5 * DAY)
    assert Mandate.objects.get(petitioner=late).asked_at == NOW
    assert Mandate.objects.filter(asked_at=None).count() == 3
    assert rules.ask_where_missing(NOW) == 0
