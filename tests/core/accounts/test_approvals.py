"""No administrator opens anything alone: each attack is played, and each rule of the second administrator."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from caojiadu.core.accounts import approvals
from caojiadu.core.accounts.models import Approval, Post, User
from caojiadu.core.accounts.posts import appoint, end_post
from caojiadu.core.audit.models import Entry
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import DistrictBody, Office
from tests.core.accounts.conftest import PASSWORD
from tests.core.accounts.test_admin import HOLDERS, PERSON, USERS, errors, inline

PAGES = "/admin/accounts/approval/"
WHY = "接替离任的同事"
SENSITIVE = ["accusations", "leader", "head", "system_admin", "security_admin", "audit_admin"]


@pytest.fixture
def second(db: None) -> User:
    """Another who gives posts."""
    user = User.objects.create_user("second", password=PASSWORD)
    appoint(user=user, role="security_admin")
    return user


@pytest.fixture
def auditor(db: None) -> User:
    """Looks at both."""
    user = User.objects.create_user("auditor", password=PASSWORD)
    appoint(user=user, role="audit_admin")
    return user


@pytest.fixture
def keeper(db: None) -> User:
    """Reads reports against people."""
    user = User.objects.create_user("reports", password=PASSWORD, display_name="顾维明", phone_sealed="+8613812345678")
    appoint(user=user, role="accusations", office=Office.objects.get(key="party_administration"))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


@pytest.fixture
def admin(administrator: User) -> Client:
    """Keeps accounts, signed in."""
    return signed_in(administrator)


@pytest.fixture
def guard(guardian: User) -> Client:
    """Gives posts, signed in."""
    return signed_in(guardian)


def row_of(role: str, **changed: Any) -> dict[str, Any]:
    """A post as its row of the form sends it."""
    office = Office.objects.get(key="security").pk if role in ("accusations", "head", "handler") else ""
    row = {"role": role, "office": office, "body": "", "neighbourhood": "", "since": "2026-01-01", "until": ""}
    return {**row, **changed}


def send(guard: Client, user: User, *rows: dict[str, Any], initial: int = 0, **changed: Any) -> Any:
    """The posts of a person, as they are sent."""
    response = guard.post(f"{HOLDERS}{user.pk}/change/", {"why": WHY, **inline(*rows, initial=initial), **changed})
    assert "login" not in response.headers.get("Location", "")
    return response


def send_person(admin: Client, user: User, **changed: Any) -> Any:
    """The form of a person, as it is sent."""
    data = {**PERSON, "username": user.username, "display_name": user.display_name, "is_active": "on", "phone": ""}
    sent = {name: value for name, value in {**data, "why": WHY, **changed}.items() if value is not None}
    response = admin.post(f"{USERS}{user.pk}/change/", sent)
    assert "login" not in response.headers.get("Location", "")
    return response


def own_row(post: Post, **changed: Any) -> dict[str, Any]:
    return {"id": post.pk, "user": post.user_id, "until": post.until or "", **changed}


def roles(user: User) -> set[str]:
    return {post.role for post in User.objects.get(pk=user.pk).posts_today}


def asked(user: User, by: User, role: str = "leader") -> Approval:
    return approvals.ask_for_post(post=Post(user=user, role=role), reason=WHY, by=by)


def discipline() -> DistrictBody:
    return DistrictBody.objects.get(receives__contains=["accusation"])


@pytest.mark.parametrize("role", SENSITIVE)
def test_a_sensitive_post_opens_nothing_until_another_administrator_approves(
    guard: Client, guardian: User, second: User, auditor: User, administrator: User, clerk: User, role: str
) -> None:
    response = send(guard, clerk, own_row(clerk.posts.get()), row_of(role), initial=1)
    assert response.status_code == 302, errors(response)
    assert roles(clerk) == {"handler"}
    request = Approval.objects.get()
    assert (request.user, request.asked_by, request.reason) == (clerk, guardian, WHY)
    for user in (guardian, second, auditor):
        signed_in(user).post(f"{PAGES}{request.pk}/decide/", {"approve": "yes"})
        assert roles(clerk) == {"handler"}, "who asked, another of the same kind, and who only looks decide nothing"
    assert signed_in(administrator).post(f"{PAGES}{request.pk}/decide/", {"approve": "yes"}).status_code == 302
    assert roles(clerk) == {"handler", role}
    assert Post.objects.get(user=clerk, role=role).since == timezone.localdate()


def test_a_made_up_person_gets_no_sensitive_post(admin: Client, guard: Client) -> None:
    """The attack that opened reports: a new account with the post of their keepers."""
    posts = inline(row_of("accusations"), row_of("handler"))
    assert admin.post(f"{USERS}add/", {**PERSON, "phone": "", "why": WHY, **posts}).status_code == 302
    made = User.objects.get(username="newcomer")
    assert roles(made) == set(), "whoever keeps accounts gives no posts"
    assert admin.post(f"{HOLDERS}{made.pk}/change/", {"why": WHY, **posts}).status_code == 403
    response = send(guard, made, row_of("accusations"), row_of("handler"))
    assert response.status_code == 302, errors(response)
    assert roles(made) == {"handler"}
    assert Approval.objects.get().data["role"] == "accusations"


def test_discipline_inspection_at_the_district_is_sensitive_too(guard: Client, officer: User) -> None:
    Post.objects.filter(user=officer).delete()
    body = discipline()
    response = send(guard, officer, row_of("district", body=body.pk))
    assert response.status_code == 302, errors(response)
    assert not roles(officer)
    assert Approval.objects.get().data["body"] == body.pk


def test_without_a_reason_it_is_not_even_asked_for(guard: Client, clerk: User) -> None:
    response = send(guard, clerk, own_row(clerk.posts.get()), row_of("leader"), initial=1, why=" ")
    assert response.status_code == 200
    assert "请说明理由" in response.content.decode()
    assert not Approval.objects.exists()


@pytest.mark.parametrize("emptied", ["", "  ", "\u3000"])
def test_nobody_who_opens_reports_loses_the_name_by_which_they_are_kept_out(
    admin: Client, guard: Client, keeper: User, clerk: User, emptied: str
) -> None:
    """The attack: a name emptied by one administrator, and a report against it opens to the one it is against."""
    response = send_person(admin, keeper, display_name=emptied)
    assert "请填写姓名" in response.content.decode()
    assert User.objects.get(pk=keeper.pk).display_name == "顾维明"
    assert send_person(admin, clerk, display_name=emptied).status_code == 302, "of anybody else it may be unknown"
    response = send(guard, User.objects.get(pk=clerk.pk), own_row(clerk.posts.get()), row_of("leader"), initial=1)
    assert "请填写姓名" in response.content.decode()
    assert not Approval.objects.exists()


@pytest.mark.parametrize("until", ["", "2099-01-01"])
def test_a_post_that_ended_does_not_open_again_by_a_later_last_day(guard: Client, keeper: User, until: str) -> None:
    post = end_post(post=keeper.posts.get(), on=timezone.localdate())
    Post.objects.filter(pk=post.pk).update(since=dt.date(2026, 1, 1), until=dt.date(2026, 2, 1))
    response = send(guard, keeper, own_row(post, until=until), initial=1)
    assert response.status_code == 302, errors(response)
    assert not roles(keeper)
    assert Approval.objects.get().what == "longer"


def test_a_sensitive_post_ends_at_once(guard: Client, keeper: User) -> None:
    """Taking a right away must not wait for anybody."""
    post = keeper.posts.get()
    Post.objects.filter(pk=post.pk).update(since=dt.date(2026, 1, 1))
    assert send(guard, keeper, own_row(post, until="2026-02-01"), initial=1).status_code == 302
    assert not roles(keeper)
    assert not Approval.objects.exists()


def test_an_ordinary_post_needs_nobody_else(guard: Client, clerk: User) -> None:
    send(guard, clerk, own_row(clerk.posts.get()), row_of("window", office=Office.objects.first().pk), initial=1)
    assert roles(clerk) == {"handler", "window"}


def test_the_phone_by_which_a_password_is_set_anew_is_changed_by_two(
    admin: Client, administrator: User, guardian: User, clerk: User
) -> None:
    """The attack: one's own number entered for somebody, and a code asked for in their name."""
    assert send_person(admin, clerk, phone="13900000001").status_code == 302
    kept = User.objects.get(pk=clerk.pk)
    assert (kept.phone_sealed, kept.phone_proven_at) == ("", None)
    request = Approval.objects.get()
    assert "13900000001" not in str(request.data)
    page = signed_in(guardian).get(f"{PAGES}{request.pk}/decide/").content.decode()
    assert "139****0001" in page
    approvals.decide(approval=request, approve=True, by=User.objects.get(pk=guardian.pk))
    kept = User.objects.get(pk=clerk.pk)
    assert kept.phone_sealed == "+8613900000001"
    assert kept.phone_proven_at
    assert kept.check_password(PASSWORD)


def test_an_account_with_a_sensitive_post_opens_again_only_once_approved(
    admin: Client, keeper: User, second: User
) -> None:
    User.objects.filter(pk=keeper.pk).update(is_active=False)
    response = send_person(admin, keeper)
    assert response.status_code == 302, errors(response)
    assert not User.objects.get(pk=keeper.pk).is_active
    approvals.decide(approval=Approval.objects.get(), approve=True, by=User.objects.get(pk=second.pk))
    assert User.objects.get(pk=keeper.pk).is_active


def test_a_keeper_is_not_renamed_alone(admin: Client, keeper: User) -> None:
    """Who is named in a report is kept out by name: under another name they would read what is against them."""
    response = send_person(admin, keeper, display_name="别人")
    assert response.status_code == 302, errors(response)
    assert User.objects.get(pk=keeper.pk).display_name == "顾维明"
    assert Approval.objects.get().data == {"display_name": "别人"}


def test_a_keepers_account_is_closed_at_once(admin: Client, keeper: User) -> None:
    assert send_person(admin, keeper, is_active=None).status_code == 302
    assert not User.objects.get(pk=keeper.pk).is_active


def test_nobody_decides_what_they_asked_for_or_what_concerns_them(administrator: User, guardian: User) -> None:
    request = asked(administrator, guardian)
    for user in (administrator, guardian):
        with pytest.raises(ValidationError):
            approvals.decide(approval=request, approve=True, by=User.objects.get(pk=user.pk))
        with pytest.raises(IntegrityError), transaction.atomic():
            Approval.objects.update(decision="approved", decided_by=user, decided_at=timezone.now())
    assert not Post.objects.filter(role="leader").exists()


def test_whoever_is_no_administrator_decides_nothing(guardian: User, clerk: User, keeper: User) -> None:
    request = asked(clerk, guardian)
    with pytest.raises(ValidationError):
        approvals.decide(approval=request, approve=True, by=User.objects.get(pk=keeper.pk))
    assert signed_in(keeper).get(f"{PAGES}{request.pk}/decide/").status_code in (302, 404)


def test_a_post_that_one_administrator_lets_decide_decides_nothing(administrator: User, clerk: User) -> None:
    """The attack: a made-up handler, and the permission given to all handlers."""
    request = asked(administrator, clerk)
    puppet = User.objects.create_user("puppet", password=PASSWORD)
    appoint(user=puppet, role="handler", office=Office.objects.get(key="security"))
    Group.objects.get(name="security.handler").permissions.add(Permission.objects.get(codename="decide_approval"))
    assert User.objects.get(pk=puppet.pk).has_perm("accounts.decide_approval")
    with pytest.raises(ValidationError):
        approvals.decide(approval=request, approve=True, by=User.objects.get(pk=puppet.pk))


def test_what_is_refused_has_no_effect_and_is_decided_once(administrator: User, guardian: User, clerk: User) -> None:
    request, by = asked(clerk, guardian), User.objects.get(pk=administrator.pk)
    approvals.decide(approval=request, approve=False, by=by)
    with pytest.raises(ValidationError):
        approvals.decide(approval=request, approve=True, by=by)
    assert roles(clerk) == {"handler"}


def test_what_waits_too_long_ends_by_itself(administrator: User, guardian: User, clerk: User, settings: Any) -> None:
    settings.APPROVAL_DAYS = 3
    request = asked(clerk, guardian)
    assert request.ends_at == request.asked_at + dt.timedelta(days=3)
    Approval.objects.update(ends_at=timezone.now())
    with pytest.raises(ValidationError):
        approvals.decide(approval=request, approve=True, by=User.objects.get(pk=administrator.pk))
    assert roles(clerk) == {"handler"}
    assert not Approval.objects.waiting().exists()


@pytest.mark.parametrize("approve", [True, False])
def test_keepers_leaders_and_administrators_are_told_of_both(
    administrator: User, guardian: User, auditor: User, clerk: User, keeper: User, approve: bool
) -> None:
    head = User.objects.create_user("leader", display_name="领导")
    appoint(user=head, role="leader")
    request = asked(clerk, guardian, role="system_admin")
    approvals.decide(approval=request, approve=approve, by=User.objects.get(pk=administrator.pk))
    for template in ("approval_asked", f"approval_{request.Decision.APPROVED if approve else 'refused'}"):
        told = Notice.objects.filter(template=template)
        heard = set(told.filter(channel="portal").values_list("user__username", flat=True))
        assert heard >= {"reports", "leader", "keeper", "guardian", "auditor"}
        assert set(told.filter(channel="sms").values_list("user__username", flat=True)) == {"reports"}
    actions = set(Entry.objects.filter(subject_key=str(clerk.pk)).values_list("action", flat=True))
    assert {"approval_asked", "approval_approved" if approve else "approval_refused"} <= actions


def test_the_page_says_what_is_asked_and_counts_what_waits(administrator: User, guardian: User, clerk: User) -> None:
    request = asked(clerk, guardian)
    browser = signed_in(administrator)
    page = browser.get(f"{PAGES}{request.pk}/decide/").content.decode()
    assert WHY in page
    assert str(clerk) in page
    assert 'name="approve"' in page
    assert 'data-to-approve="1"' in browser.get("/admin/").content.decode()
    assert 'name="approve"' not in signed_in(guardian).get(f"{PAGES}{request.pk}/decide/").content.decode()
    for method in ("add/", f"{request.pk}/delete/"):
        assert browser.post(f"{PAGES}{method}", {"post": "yes"}).status_code == 403


def send_body(guard: Client, body: DistrictBody, **changed: Any) -> Any:
    """The form of a district body, as the administrator sends it."""
    names = ("name_zh", "name_en", "channel", "endpoint", "key_id")
    data = {**{name: getattr(body, name) for name in names}, "active": "on", "why": WHY, **changed}
    return guard.post(f"/admin/organisation/districtbody/{body.pk}/change/", data)


TAKEN = {"channel": "http", "endpoint": "https://elsewhere.example/", "key_id": "mine"}


def test_reports_go_nowhere_else_until_another_administrator_approves(guard: Client, administrator: User) -> None:
    """The attack: the address of discipline inspection set to one's own."""
    assert send_body(guard, discipline(), **TAKEN).status_code == 302
    assert (discipline().channel, discipline().endpoint) == ("portal", "")
    request = Approval.objects.get()
    page = signed_in(administrator).get(f"{PAGES}{request.pk}/decide/").content.decode()
    assert "elsewhere.example" in page
    assert signed_in(administrator).post(f"{PAGES}{request.pk}/decide/", {"approve": "yes"}).status_code == 302
    assert {name: getattr(discipline(), name) for name in TAKEN} == TAKEN


def test_where_reports_go_is_not_changed_without_a_reason(guard: Client) -> None:
    assert send_body(guard, discipline(), **{**TAKEN, "why": ""}).status_code == 200
    assert not Approval.objects.exists()


def test_other_bodies_change_at_once(guard: Client) -> None:
    body = DistrictBody.objects.exclude(pk=discipline().pk).first()
    assert body is not None
    assert send_body(guard, body, **{**TAKEN, "why": ""}).status_code == 302
    assert DistrictBody.objects.get(pk=body.pk).endpoint == TAKEN["endpoint"]
    assert not Approval.objects.exists()


@pytest.mark.parametrize("word", [None, PASSWORD])
def test_nobody_without_a_password_of_their_own_gets_such_a_post(
    administrator: User, guardian: User, clerk: User, word: str | None
) -> None:
    """The attack: an account whose invitation goes to somebody else's phone, who signs in once the post is approved."""
    clerk.set_password(word)
    clerk.save()
    request = asked(clerk, guardian)
    signed_in(administrator).post(f"{PAGES}{request.pk}/decide/", {"approve": "yes"})
    assert roles(clerk) == ({"handler", "leader"} if word else {"handler"})
