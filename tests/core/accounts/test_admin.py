"""Administrators keep people and posts: no default passwords, no clear phones, nothing deleted."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.adapter import NAME_SCOPE
from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.audit.models import Entry
from caojiadu.core.community.models import Resident
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.organisation.models import Office

USERS = "/admin/accounts/user/"
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


def errors(response) -> str:
    """What the page complains about."""
    return " ".join(re.findall(r'class="[^"]*error[^"]*"[^>]*>(.*?)<', response.content.decode(), re.S))


def test_a_new_person_has_no_password_and_the_phone_is_sealed(admin: Client) -> None:
    office = Office.objects.get(key="service")
    post = {"role": "handler", "office": office.pk, "body": "", "since": "2026-01-01", "until": ""}
    response = admin.post(f"{USERS}add/", {**PERSON, "phone": "13812345678", **inline(post)})
    assert response.status_code == 302, errors(response)
    made = User.objects.get(username="newcomer")
    assert not made.has_usable_password()
    assert made.phone_sealed == "+8613812345678"
    assert made.phone_digest
    assert [kept.group_name for kept in made.posts_today] == ["service.handler"]
    assert Entry.objects.filter(action="add", subject_key=str(made.pk)).exists()


@pytest.mark.parametrize("change", [{"phone": "123"}, {"phone": "\x00"}, {"username": ""}, {"kind": "resident"}])
def test_bad_details_are_refused(admin: Client, change: dict[str, str]) -> None:
    response = admin.post(f"{USERS}add/", {**PERSON, "phone": "", **change, **inline()})
    assert response.status_code == 200
    assert not User.objects.filter(display_name="李华").exists()


def test_a_lent_password_is_marked(admin: Client, clerk: User) -> None:
    page = admin.get(f"{USERS}{clerk.pk}/password/")
    assert page.status_code == 200
    word = "a long lent password"
    response = admin.post(f"{USERS}{clerk.pk}/password/", {"password1": word, "password2": word})
    assert response.status_code == 302, errors(response)
    clerk = User.objects.get(pk=clerk.pk)
    assert clerk.password_lent
    assert clerk.check_password(word)


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


def test_a_post_ends_and_cannot_be_turned_into_another(admin: Client, clerk: User) -> None:
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
    change = {**PERSON, "username": "clerk", "is_active": "on", "phone": "", **inline(row, initial=1)}
    response = admin.post(f"{USERS}{clerk.pk}/change/", change)
    assert response.status_code == 302, errors(response)
    kept = Post.objects.get(pk=post.pk)
    assert (kept.role, kept.office, kept.since) == (post.role, post.office, post.since)
    assert kept.until == timezone.localdate()
    assert Entry.objects.filter(action="change", subject_key=str(clerk.pk)).exists()


@pytest.mark.parametrize("role", ["district", "handler"])
def test_a_role_of_the_other_side_or_without_a_place_is_refused(admin: Client, clerk: User, role: str) -> None:
    post = clerk.posts.get()
    kept = {"id": post.pk, "user": clerk.pk, "until": ""}
    row = {"role": role, "office": "", "body": "", "since": "2026-01-01", "until": ""}
    change = {**PERSON, "username": "clerk", "is_active": "on", "phone": "", **inline(kept, row, initial=1)}
    assert admin.post(f"{USERS}{clerk.pk}/change/", change).status_code == 200
    assert clerk.posts.count() == 1


def test_nobody_gives_posts_to_themselves(admin: Client, administrator: User) -> None:
    office = Office.objects.get(key="security")
    row = {"role": "head", "office": office.pk, "body": "", "since": "2026-01-01", "until": ""}
    change = {**PERSON, "username": "keeper", "is_active": "on", "phone": "", **inline(row)}
    admin.post(f"{USERS}{administrator.pk}/change/", change)
    assert administrator.posts.count() == 1


def test_nothing_is_deleted(admin: Client, clerk: User, administrator: User) -> None:
    group = Group.objects.get(name="administrator")
    for page in (f"{USERS}{clerk.pk}/delete/", f"/admin/auth/group/{group.pk}/delete/", "/admin/auth/group/add/"):
        assert admin.post(page, {"post": "yes"}).status_code == 403, page
    page = admin.get(f"{USERS}{clerk.pk}/change/").content.decode()
    assert "DELETE" not in page


def test_permissions_of_a_group_are_changed_here(admin: Client) -> None:
    group = Group.objects.get(name="administrator")
    keep = list(group.permissions.values_list("pk", flat=True))[:-1]
    response = admin.post(f"/admin/auth/group/{group.pk}/change/", {"name": "other", "permissions": keep})
    assert response.status_code == 302, errors(response)
    group = Group.objects.get(pk=group.pk)
    assert group.name == "administrator"
    assert sorted(group.permissions.values_list("pk", flat=True)) == sorted(keep)


def test_the_break_glass_account_is_out_of_reach(admin: Client) -> None:
    root = User.objects.create_superuser("root")
    assert admin.post(f"{USERS}{root.pk}/password/", {"password1": "x", "password2": "x"}).status_code == 403
    assert "_save" not in admin.get(f"{USERS}{root.pk}/change/").content.decode()


def test_a_lock_is_ended_by_hand(admin: Client, clerk: User) -> None:
    for _try in range(6):
        throttle.hit(scope=NAME_SCOPE, key="clerk", limit=5, seconds=900)
    admin.post(USERS, {"action": "unlock", "_selected_action": [clerk.pk]})
    assert not throttle.is_over(scope=NAME_SCOPE, key="clerk", limit=5)


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
