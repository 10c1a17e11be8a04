"""Administrators keep people and posts: no default passwords, no clear phones, nothing deleted."""

import re
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts import tries
from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.posts import appoint, end_post
from caojiadu.core.audit.models import Entry
from caojiadu.core.community.models import Resident
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.organisation.models import Office

USERS = "/admin/accounts/user/"
HOLDERS = "/admin/accounts/holder/"
PERSON = {"username": "newcomer", "display_name": "李华", "kind": "staff", "email": "", "language": "zh-hans"}


def inline(*rows: dict[str, object], initial: int = 0) -> dict[str, object]:
    """The posts as the form sends them."""
    data: dict[str, object] = {
        "posts-TOTAL_FORMS": len(rows),
        "posts-INITIAL_FORMS": initial,
        "posts-MIN_NUM_FORMS": 0,
        "posts-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        data |= {f"posts-{number}-{name}": value for name, value in row.items()}
    return data


@pytest.fixture
def admin(client: Client, administrator: User) -> Client:
    """The administrator, signed in."""
    client.force_login(administrator)
    client.get("/admin/")
    return client


@pytest.fixture
def guard(guardian: User) -> Client:
    """Who gives posts, signed in."""
    client = Client()
    client.force_login(guardian)
    return client


def errors(response) -> str:
    """What the page complains about."""
    return " ".join(re.findall(r'class="[^"]*error[^"]*"[^>]*>(.*?)<', response.content.decode(), re.S))


def test_a_new_person_has_no_password_and_the_phone_is_sealed(admin: Client) -> None:
    response = admin.post(f"{USERS}add/", {**PERSON, "phone": "13812345678"})
    assert response.status_code == 302, errors(response)
    made = User.objects.get(username="newcomer")
    assert not made.has_usable_password()
    assert made.phone_sealed == "+8613812345678"
    assert made.phone_digest
    assert made.posts_today == []
    assert Entry.objects.filter(action="add", subject_key=str(made.pk)).exists()


def test_whoever_gives_posts_keeps_no_accounts(admin: Client, guard: Client, clerk: User) -> None:
    office = Office.objects.get(key="service")
    row = {"role": "window", "office": office.pk, "body": "", "since": "2026-01-01", "until": ""}
    kept = {"id": clerk.posts.get().pk, "user": clerk.pk, "until": ""}
    response = guard.post(f"{HOLDERS}{clerk.pk}/change/", {"why": "", **inline(kept, row, initial=1)})
    assert response.status_code == 302, errors(response)
    assert {post.group_name for post in User.objects.get(pk=clerk.pk).posts_today} >= {"service.window"}
    entry = Entry.objects.get(action="change", subject_key=str(clerk.pk))
    assert entry.subject_type == "accounts.user"
    for address in (USERS, f"{USERS}{clerk.pk}/change/", f"{USERS}{clerk.pk}/password/", f"{USERS}add/"):
        assert guard.get(address).status_code == 403, address
    for address in (HOLDERS, f"{HOLDERS}{clerk.pk}/change/"):
        assert admin.get(address).status_code == 403, address
    resident = User.objects.create_user("by-phone", kind="resident")
    assert "by-phone" not in guard.get(HOLDERS).content.decode()
    assert guard.get(f"{HOLDERS}{resident.pk}/change/").status_code == 302


@pytest.mark.parametrize("change", [{"phone": "123"}, {"phone": "\x00"}, {"username": ""}, {"kind": "resident"}])
def test_bad_details_are_refused(admin: Client, change: dict[str, str]) -> None:
    response = admin.post(f"{USERS}add/", {**PERSON, "phone": "", **change, **inline()})
    assert response.status_code == 200
    assert not User.objects.filter(display_name="李华").exists()


def test_nobody_sets_a_password_for_somebody_else(admin: Client, clerk: User, administrator: User) -> None:
    word = {"password1": "a long lent password", "password2": "a long lent password"}
    root = User.objects.create_superuser("root")
    for user in (clerk, administrator, root, User.objects.create_user("new")):
        assert admin.get(f"{USERS}{user.pk}/password/").status_code == 403
        assert admin.post(f"{USERS}{user.pk}/password/", word).status_code == 403
        assert not User.objects.get(pk=user.pk).check_password(word["password1"])
    assert admin.get("/admin/password_change/").url == reverse("account_change_password")


def test_a_resident_gets_no_password_and_shows_no_phone(admin: Client) -> None:
    user = User.objects.create_user("r1", kind="resident", phone_sealed="+8613812345678")
    assert admin.get(f"{USERS}{user.pk}/password/").status_code == 403
    page = admin.get(f"{USERS}{user.pk}/change/").content.decode()
    listed = admin.get(USERS).content.decode()
    for shown in (page, listed):
        assert "138****5678" in shown
        assert "13812345678" not in shown
    assert admin.post(f"{USERS}{user.pk}/change/", {}).status_code == 302
    assert not User.objects.get(pk=user.pk).is_active


def test_a_post_ends_and_cannot_be_turned_into_another(guard: Client, clerk: User) -> None:
    post = clerk.posts.get()
    today = timezone.localdate().isoformat()
    row = {
        "id": post.pk,
        "user": clerk.pk,
        "role": "head",
        "office": "",
        "body": "",
        "since": "2020-01-01",
        "until": today,
    }
    response = guard.post(f"{HOLDERS}{clerk.pk}/change/", {"why": "", **inline(row, initial=1)})
    assert response.status_code == 302, errors(response)
    kept = Post.objects.get(pk=post.pk)
    assert (kept.role, kept.office, kept.since) == (post.role, post.office, post.since)
    assert kept.until == timezone.localdate()
    assert Entry.objects.filter(action="change", subject_key=str(clerk.pk)).exists()


@pytest.mark.parametrize("role", ["district", "handler"])
def test_a_role_of_the_other_side_or_without_a_place_is_refused(guard: Client, clerk: User, role: str) -> None:
    post = clerk.posts.get()
    kept = {"id": post.pk, "user": clerk.pk, "until": ""}
    row = {"role": role, "office": "", "body": "", "since": "2026-01-01", "until": ""}
    change = {"why": "", **inline(kept, row, initial=1)}
    assert guard.post(f"{HOLDERS}{clerk.pk}/change/", change).status_code == 200
    assert clerk.posts.count() == 1


def test_nobody_gives_posts_to_themselves(guard: Client, guardian: User) -> None:
    office = Office.objects.get(key="security")
    row = {"role": "handler", "office": office.pk, "body": "", "since": "2026-01-01", "until": ""}
    guard.post(f"{HOLDERS}{guardian.pk}/change/", {"why": "", **inline(row)})
    assert guardian.posts.count() == 1


def test_nobody_is_two_administrators(guardian: User) -> None:
    """Not for a day, and whoever asks: the form says so, and the database holds to it."""
    today = timezone.localdate()
    for since, until in ((today, today), (today + timezone.timedelta(days=30), None)):
        with pytest.raises(ValidationError):
            appoint(user=guardian, role="audit_admin", since=since, until=until)
        with pytest.raises(IntegrityError, match="nobody_is_two"), transaction.atomic():
            Post.objects.create(user=guardian, role="system_admin", since=since, until=until)
    end_post(post=guardian.posts.get())
    appoint(user=guardian, role="audit_admin", since=today + timezone.timedelta(days=1))


def test_the_keeper_of_the_server_names_administrators(clerk: User, guardian: User) -> None:
    Post.objects.filter(user=guardian).update(since="2026-01-01")
    for user, kind, role in ((clerk, "system", "system_admin"), (guardian, "audit", "audit_admin")):
        call_command("administrator", user.username, kind, stdout=StringIO())
        assert User.objects.get(pk=user.pk).administers == role
        assert Entry.objects.get(action="administrator", subject_key=str(user.pk)).data == {"role": role}
    assert guardian.posts.count() == 2, "what was held is kept"
    call_command("administrator", "clerk", "security", stdout=StringIO())
    assert User.objects.get(pk=clerk.pk).administers == "security_admin"
    with pytest.raises(CommandError):
        call_command("administrator", "nobody", "audit")


def test_nothing_is_deleted(admin: Client, guard: Client, clerk: User) -> None:
    group = Group.objects.get(name="security.handler")
    pages = ("/admin/auth/group/add/", f"/admin/auth/group/{group.pk}/delete/", f"{HOLDERS}{clerk.pk}/delete/")
    for browser, page in ((admin, f"{USERS}{clerk.pk}/delete/"), *((guard, page) for page in pages)):
        assert browser.post(page, {"post": "yes"}).status_code == 403, page
    page = guard.get(f"{HOLDERS}{clerk.pk}/change/").content.decode()
    assert "DELETE" not in page


def test_permissions_of_a_group_are_changed_here(guard: Client) -> None:
    group = Group.objects.get(name="security.handler")
    keep = list(group.permissions.values_list("pk", flat=True))[:-1]
    response = guard.post(f"/admin/auth/group/{group.pk}/change/", {"name": "other", "permissions": keep})
    assert response.status_code == 302, errors(response)
    group = Group.objects.get(pk=group.pk)
    assert group.name == "security.handler"
    assert sorted(group.permissions.values_list("pk", flat=True)) == sorted(keep)


def test_no_administrator_widens_what_administrators_may_do(admin: Client, guard: Client, guardian: User) -> None:
    """The attack: the trail, or the accounts, given to one's own group or to another one holds; a page asks for the
    post, too."""
    own = Group.objects.get(name="security_admin")
    trail = Permission.objects.get(codename="view_entry")
    assert guard.post(f"/admin/auth/group/{own.pk}/change/", {"permissions": [trail.pk]}).status_code == 403
    appoint(user=guardian, role="handler", office=Office.objects.get(key="security"))
    other = Group.objects.get(name="security.handler")
    other.permissions.add(trail, *Permission.objects.filter(content_type__app_label__in=("accounts", "cases")))
    assert User.objects.get(pk=guardian.pk).has_perm("audit.view_entry")
    for address in ("/admin/audit/entry/", USERS, f"{USERS}{guardian.pk}/change/", "/admin/cases/limitrule/"):
        assert guard.get(address).status_code == 403, address


def test_the_break_glass_account_is_out_of_reach(admin: Client) -> None:
    root = User.objects.create_superuser("root")
    assert admin.post(f"{USERS}{root.pk}/password/", {"password1": "x", "password2": "x"}).status_code == 403
    assert "_save" not in admin.get(f"{USERS}{root.pk}/change/").content.decode()


def test_a_lock_is_ended_by_hand(admin: Client, clerk: User) -> None:
    request = RequestFactory().post("/")
    assert [tries.count(request, "clerk") for _try in range(6)] == [True] * 5 + [False]
    admin.post(USERS, {"action": "unlock", "_selected_action": [clerk.pk]})
    assert tries.count(request, "CLERK ")


@pytest.mark.parametrize("name", ["account_emailaddress", "mfa_authenticator"])
def test_no_half_built_menu(admin: Client, name: str) -> None:
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{name}_changelist")


def test_residents_are_masked_and_only_looked_at(admin: Client) -> None:
    made = find_or_create_resident(
        name="欧阳修",
        phone="13812345678",
        id_type="id_card",
        id_number="11010519491231002X",
        address="静安区余姚路100弄5号601室",
    )
    pages = [
        admin.get(f"/admin/community/resident/{query}").content.decode()
        for query in ("", f"{made.pk}/change/", f"?q={made.key}")
    ]
    for page in pages:
        assert "欧阳*" in page
        for clear in ("欧阳修", "13812345678", "11010519491231002X", "601室"):
            assert clear not in page
    assert admin.get("/admin/community/resident/?q=nonsense").status_code == 200
    assert admin.post(f"/admin/community/resident/{made.pk}/change/", {"name": "x"}).status_code == 403
    assert admin.post(f"/admin/community/resident/{made.pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin.get("/admin/community/resident/add/").status_code == 403
    assert Resident.objects.count() == 1


def test_a_head_without_an_administrators_post_sees_no_admin(client: Client, clerk: User) -> None:
    appoint(user=clerk, role="head", office=Office.objects.get(key="security"))
    client.force_login(User.objects.get(pk=clerk.pk))
    assert client.get(USERS, follow=True).status_code == 404
