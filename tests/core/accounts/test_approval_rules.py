"""What a second administrator approves, word for word as it was asked, one condition at a time."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone, translation

from caojiadu.core.accounts import approvals
from caojiadu.core.accounts.models import Approval, Post, User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.administrators import ADMINISTRATORS, SECURITY, SYSTEM
from caojiadu.core.audit.models import Entry
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office
from caojiadu.core.personal import phone_digest, seal
from tests.core.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(dt.datetime(2026, 3, 6, 0, 30))  # the day before it in UTC
TODAY, DAY = dt.date(2026, 3, 6), dt.timedelta(days=1)
WHY = "接替离任的同事"
WHAT = Approval.What


@pytest.fixture(autouse=True)
def _that_day() -> Any:
    with time_machine.travel(NOW, tick=False), translation.override("en"):
        yield


@pytest.fixture
def second(db: None) -> User:
    """Another administrator."""
    user = User.objects.create_user("second", password=PASSWORD)
    appoint(user=user, role="security_admin")
    return User.objects.get(pk=user.pk)


def security() -> Office:
    return Office.objects.get(key="security")


def discipline() -> DistrictBody:
    return DistrictBody.objects.get(receives__contains=["accusation"])


def from_there(user: User) -> Any:
    """A request of somebody from an address that the audit trail keeps."""
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.7")
    request.user = user
    return request


def asked(what: str, by: User, user: User | None = None, **data: Any) -> Approval:
    return approvals.ask(what=what, data=data, reason=WHY, by=by, user=user)


def approved(request: Approval, by: User) -> Approval:
    return approvals.decide(approval=request, approve=True, by=by)


def entries(action: str) -> list[Entry]:
    return list(Entry.objects.filter(action=action))


def test_what_is_asked_is_kept_with_its_days_and_written_down(administrator: User, clerk: User, settings: Any) -> None:
    settings.APPROVAL_DAYS = 3
    made = approvals.ask(what="name", data={"display_name": "别人"}, reason=f" {WHY} ", by=administrator, user=clerk)
    kept = Approval.objects.get(pk=made.pk)
    assert (kept.what, kept.user, kept.data, kept.reason) == ("name", clerk, {"display_name": "别人"}, WHY)
    assert (kept.asked_by, kept.asked_at, kept.ends_at) == (administrator, NOW, NOW + 3 * DAY)
    (entry,) = entries("approval_asked")
    assert (entry.actor_user_id, entry.subject_type, entry.subject_key) == (
        administrator.pk,
        "accounts.user",
        str(clerk.pk),
    )
    assert (entry.reason, entry.data) == (WHY, {"approval": made.pk, "what": "name", "display_name": "别人"})
    long = approvals.ask(what="name", data={}, reason="因" * 400, by=administrator, user=clerk)
    assert Approval.objects.get(pk=long.pk).reason == "因" * 300
    for nothing in ("", "  \n"):
        with pytest.raises(ValidationError):
            approvals.ask(what="name", data={}, reason=nothing, by=administrator, user=clerk)


def test_from_where_it_was_asked_and_decided_is_written_down(administrator: User, second: User, clerk: User) -> None:
    here, there = from_there(administrator), from_there(second)
    post = Post(user=clerk, role="leader", since=TODAY)
    approvals.ask(what="name", data={}, reason=WHY, by=administrator, user=clerk, request=here)
    made = approvals.ask_for_post(post=post, reason=WHY, by=administrator, request=here)
    approvals.ask_to_change_body(body=discipline(), changed={"channel": "http"}, reason=WHY, request=here)
    approvals.decide(approval=made, approve=True, by=second, request=there)
    assert [one.ip for one in (*entries("approval_asked"), *entries("approval_approved"))] == ["192.0.2.7"] * 4
    body = Approval.objects.get(what="body")
    assert (body.asked_by, body.user, body.reason) == (administrator, None, WHY)
    assert body.data == {"body": discipline().pk, "changed": {"channel": "http"}}


def test_of_what_is_no_persons_the_request_itself_is_written_down(administrator: User, second: User) -> None:
    made = asked("body", administrator, body=discipline().pk, changed={"channel": "http"})
    assert approvals.concerned(made) == str(discipline())
    (entry,) = entries("approval_asked")
    assert (entry.subject_type, entry.subject_key) == ("accounts.approval", str(made.pk))


@pytest.mark.parametrize(("approve", "decision"), [(True, "approved"), (False, "refused")])
def test_who_decided_and_when_is_written_down(
    administrator: User, second: User, clerk: User, approve: bool, decision: str
) -> None:
    made = asked("active", administrator, clerk, is_active=True)
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    approvals.decide(approval=made, approve=approve, by=second)
    kept = Approval.objects.get(pk=made.pk)
    assert (kept.decision, kept.decided_by, kept.decided_at) == (decision, second, NOW)
    assert User.objects.get(pk=clerk.pk).is_active is approve
    (entry,) = entries(f"approval_{decision}")
    assert (entry.actor_user_id, entry.reason, entry.data["approval"]) == (second.pk, WHY, made.pk)
    with pytest.raises(ValidationError, match="decided already"):
        approved(made, second)


def test_only_an_administrator_of_another_kind_decides_and_counts_what_waits(
    administrator: User, second: User, clerk: User
) -> None:
    about_clerk, about_second = (asked("name", administrator, one, display_name="甲") for one in (clerk, second))
    by_second = asked("name", second, clerk, display_name="乙")
    body = asked("body", administrator, body=discipline().pk, changed={})
    may = {
        (user, one): approvals.may_decide(user, one)
        for user in (administrator, second, clerk)
        for one in (about_clerk, about_second, by_second, body)
    }
    allowed = {(second, about_clerk), (second, body), (administrator, by_second)}
    assert {key for key, found in may.items() if found} == allowed
    assert [approvals.waiting_for(user) for user in (administrator, second, clerk)] == [1, 2, 0]
    Approval.objects.filter(pk=body.pk).update(ends_at=NOW)
    assert approvals.waiting_for(second) == 1
    # A permission alone, which one administrator can give to a post, does not make an administrator.
    Group.objects.get(name="security.handler").permissions.add(Permission.objects.get(codename="decide_approval"))
    # As which of the three somebody asked counts, not what they are by now; and who only looks decides nothing.
    third = {kind: User.objects.create_user(kind) for kind in (*ADMINISTRATORS, "break-glass")}
    for kind in ADMINISTRATORS:
        appoint(user=third[kind], role=kind)
    User.objects.filter(username="break-glass").update(is_superuser=True)
    third = {kind: User.objects.get(username=kind) for kind in third}
    Post.objects.filter(user=administrator).update(role="security_admin")
    assert {kind for kind in third if approvals.may_decide(third[kind], about_clerk)} == {SECURITY, "break-glass"}
    assert {kind for kind in third if approvals.may_decide(third[kind], by_second)} == {SYSTEM, "break-glass"}
    by_root = asked("name", third["break-glass"], clerk, display_name="丙")
    assert {kind for kind in third if approvals.may_decide(third[kind], by_root)} == {SYSTEM, SECURITY}
    allowed = User.objects.get(pk=clerk.pk)
    assert allowed.has_perm("accounts.decide_approval") and not approvals.may_decide(allowed, about_second)


@pytest.mark.parametrize(
    ("since", "until", "begins"),
    [(TODAY - 9 * DAY, None, TODAY), (TODAY, TODAY + DAY, TODAY), (TODAY + DAY, TODAY + 9 * DAY, TODAY + DAY)],
)
def test_an_approved_post_begins_today_at_the_earliest(
    administrator: User, second: User, clerk: User, since: dt.date, until: dt.date | None, begins: dt.date
) -> None:
    post = Post(user=clerk, role="head", office=security(), since=since, until=until)
    made = approvals.ask_for_post(post=post, reason=WHY, by=administrator)
    assert (made.what, made.user, made.reason, made.asked_by) == ("post", clerk, WHY, administrator)
    assert not Post.objects.filter(role="head").exists()
    approved(made, second)
    given = Post.objects.get(user=clerk, role="head")
    assert (given.office, given.body, given.neighbourhood) == (security(), None, None)
    assert (given.since, given.until) == (begins, until)


def test_a_post_is_given_where_it_was_asked_for(administrator: User, second: User, clerk: User, officer: User) -> None:
    area = Neighbourhood.objects.all()[0]
    Post.objects.filter(user__in=(officer, clerk)).delete()
    posts = (
        Post(user=officer, role="district", body=discipline()),
        Post(user=clerk, role="committee", neighbourhood=area),
    )
    for post in posts:
        post.since = TODAY
        approved(approvals.ask_for_post(post=post, reason=WHY, by=administrator), second)
    assert Post.objects.get(user=officer).body == discipline()
    assert Post.objects.get(user=clerk).neighbourhood == area


def test_whoever_has_no_password_of_their_own_gets_no_such_post(administrator: User, second: User, clerk: User) -> None:
    clerk.set_unusable_password()
    clerk.save()
    made = approvals.ask_for_post(post=Post(user=clerk, role="leader", since=TODAY), reason=WHY, by=administrator)
    with pytest.raises(ValidationError, match="password of their own"):
        approved(made, second)
    assert Approval.objects.get(pk=made.pk).waits and not Post.objects.filter(role="leader").exists()


@pytest.mark.parametrize("until", [None, TODAY + 9 * DAY])
def test_a_post_lasts_longer_only_once_that_is_approved(
    administrator: User, second: User, clerk: User, until: dt.date | None
) -> None:
    post = appoint(user=clerk, role="leader")
    Post.objects.filter(pk=post.pk).update(since=TODAY - 9 * DAY, until=TODAY - DAY)
    assert {one.role for one in User.objects.get(pk=clerk.pk).posts_today} == {"handler"}
    post.refresh_from_db()
    post.until = until
    made = approvals.ask_for_post(post=post, reason=WHY, by=administrator)
    assert (made.what, made.data) == ("longer", {"post": post.pk, "until": until.isoformat() if until else None})
    assert Post.objects.get(pk=post.pk).until == TODAY - DAY
    approved(made, second)
    assert Post.objects.get(pk=post.pk).until == until
    assert {one.role for one in User.objects.get(pk=clerk.pk).posts_today} == {"handler", "leader"}


def test_what_cannot_be_is_not_approved_either(administrator: User, second: User, clerk: User) -> None:
    post = appoint(user=clerk, role="leader")
    wrong = asked("longer", administrator, clerk, post=post.pk, until=(post.since - 9 * DAY).isoformat())
    nameless = asked("name", administrator, clerk, display_name="名" * 999)
    body = asked("body", administrator, body=discipline().pk, changed={"channel": "pigeon"})
    for made in (wrong, nameless, body):
        with pytest.raises(ValidationError):
            approved(made, second)
    assert Approval.objects.waiting().count() == 3
    assert (Post.objects.get(pk=post.pk).until, discipline().channel) == (None, "portal")


def test_a_name_and_a_way_for_reports_change_as_asked_and_nothing_else(
    administrator: User, second: User, clerk: User
) -> None:
    made = asked("name", administrator, clerk, display_name="新名字")
    User.objects.filter(pk=clerk.pk).update(language="en")
    approved(made, second)
    kept = User.objects.get(pk=clerk.pk)
    assert (kept.display_name, kept.username, kept.is_active) == ("新名字", clerk.username, True)
    changed = {"channel": "http", "endpoint": "https://elsewhere.example/", "key_id": "mine"}
    before = discipline().name_zh
    approved(asked("body", administrator, body=discipline().pk, changed=changed), second)
    body = discipline()
    assert {name: getattr(body, name) for name in changed} == changed and body.name_zh == before


@pytest.mark.parametrize(
    ("role", "since", "until", "sensitive"),
    [
        *((role, TODAY, None, True) for role in ("accusations", "leader", "head", *ADMINISTRATORS)),
        ("handler", TODAY, None, False),
        ("leader", TODAY - 9 * DAY, TODAY, True),
        ("leader", TODAY - 9 * DAY, TODAY - DAY, False),
        ("leader", TODAY + DAY, None, True),
    ],
)
def test_whoever_holds_or_is_to_hold_a_post_that_opens_reports_is_sensitive(
    clerk: User, role: str, since: dt.date, until: dt.date | None, sensitive: bool
) -> None:
    Post.objects.filter(user=clerk).delete()
    assert not approvals.is_sensitive(clerk)
    office = security() if role in ("accusations", "head", "handler") else None
    Post.objects.create(user=clerk, role=role, office=office, since=since, until=until)
    assert approvals.is_sensitive(clerk) is sensitive


def test_so_is_an_officer_of_discipline_a_rank_and_whoever_waits_for_such_a_post(
    administrator: User, clerk: User, officer: User
) -> None:
    assert not approvals.is_sensitive(officer)
    Post.objects.filter(user=officer).update(body=discipline())
    assert approvals.is_sensitive(officer)
    assert approvals.is_sensitive(User.objects.create_superuser("root", kind="staff"))
    other = User.objects.create_user("other", kind="staff")
    for what in WHAT:
        made = asked(what, administrator, clerk)
        assert approvals.is_sensitive(clerk) is (what in (WHAT.POST, WHAT.LONGER)), what
        assert not approvals.is_sensitive(other), "what waits for one is nothing to another"
        Approval.objects.filter(pk=made.pk).update(ends_at=NOW)
        assert not approvals.is_sensitive(clerk)


def test_whoever_decides_reads_exactly_what_is_asked(administrator: User, second: User, clerk: User) -> None:
    post = Post(user=clerk, role="head", office=security(), since=TODAY, until=TODAY + DAY)
    made = approvals.ask_for_post(post=post, reason=WHY, by=administrator)
    where = f"{Post(role='head').get_role_display()} · {security()}"
    assert approvals.says(made) == [("post", where), ("first day", "6 Mar 2026"), ("last day", "7 Mar 2026")]
    given = appoint(user=clerk, role="leader")
    longer = asked("longer", administrator, clerk, post=given.pk, until="2026-03-09")
    assert approvals.says(longer)[1:] == [("last day now", "no last day"), ("new last day", "9 Mar 2026")]
    assert approvals.says(longer)[0] == ("post", str(given))
    Post.objects.filter(pk=given.pk).update(until=TODAY)
    assert approvals.says(longer)[1] == ("last day now", "6 Mar 2026")
    assert approvals.says(asked("active", administrator, clerk, is_active=True)) == []
    assert approvals.says(asked("name", administrator, clerk, display_name="甲")) == [("new name", "甲")]
    phone = asked("phone", administrator, clerk, phone=seal("+8613900000001"))
    assert approvals.says(phone) == [("new phone", "139****0001")]
    body = asked("body", administrator, body=discipline().pk, changed={"endpoint": "https://elsewhere.example/"})
    first, *others = approvals.says(body)
    assert first == ("district body", str(discipline()))
    name = str(DistrictBody._meta.get_field("endpoint").verbose_name)
    assert others == [(name, " → https://elsewhere.example/")]
    for place, role in ((discipline(), "district"), (Neighbourhood.objects.all()[0], "committee")):
        kind = {"district": "body", "committee": "neighbourhood"}[role]
        somewhere = approvals.ask_for_post(
            post=Post(user=clerk, role=role, since=TODAY, **{kind: place}), reason=WHY, by=administrator
        )
        assert approvals.says(somewhere)[0][1].endswith(f" · {place}")
    nowhere = approvals.ask_for_post(post=Post(user=clerk, role="leader", since=TODAY), reason=WHY, by=administrator)
    assert "·" not in approvals.says(nowhere)[0][1]


def test_a_phone_counts_as_proven_once_two_administrators_say_whose_it_is(
    administrator: User, second: User, clerk: User
) -> None:
    made = asked("phone", administrator, clerk, phone=seal("+8613912345678"))
    assert made.asked_as == SYSTEM
    assert User.objects.get(pk=clerk.pk).phone_proven_at is None
    approved(made, second)
    kept = User.objects.get(pk=clerk.pk)
    assert (kept.phone_sealed, kept.phone_digest) == ("+8613912345678", phone_digest("+8613912345678"))
    assert kept.phone_proven_at == NOW


def test_a_lost_second_factor_is_taken_from_the_one_who_lost_it(
    administrator: User, second: User, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[User] = []
    monkeypatch.setattr(approvals.factor, "take_away", taken.append)
    made = asked("factor", administrator, clerk)
    assert approvals.says(made) == [] and taken == []
    approved(made, second)
    assert taken == [clerk]
