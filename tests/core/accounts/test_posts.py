"""Posts from day to day, and the permissions that come with them."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from caojiadu.core import hooks
from caojiadu.core.accounts.groups import default_permissions, sync_post_groups
from caojiadu.core.accounts.models import GivenPermission, Post, User
from caojiadu.core.accounts.posts import appoint, current_posts, end_post
from caojiadu.core.accounts.roles import Role
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    """The user as the next request reads them."""
    return User.objects.get(pk=user.pk)


def test_role_numbers_never_change() -> None:
    assert {role.value: role.code for role in Role} == {
        "handler": 1,
        "head": 2,
        "letters": 3,
        "window": 4,
        "accusations": 5,
        "leader": 6,
        "district": 7,
        "committee": 9,
        "system_admin": 10,
        "security_admin": 11,
        "audit_admin": 12,
    }


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [(0, None, True), (-9, 0, True), (0, 0, True), (1, None, False), (-9, -1, False), (-9, 9, True)],
)
def test_a_post_is_held_from_its_first_to_its_last_day(since: int, until: int | None, held: bool) -> None:
    user = User.objects.create_user("somebody")
    today = timezone.localdate()
    appoint(
        user=user,
        role="leader",
        since=today + timedelta(since),
        until=None if until is None else today + timedelta(until),
    )
    assert bool(current_posts(user)) is held


def test_today_is_the_day_in_shanghai() -> None:
    from time_machine import travel

    user = User.objects.create_user("somebody")
    appoint(user=user, role="leader", since=date(2026, 3, 2))
    with travel("2026-03-01T15:59:00+00:00"):
        assert not fresh(user).posts_today
    with travel("2026-03-01T16:01:00+00:00"):
        assert fresh(user).posts_today


def test_posts_are_read_in_one_query(clerk: User, django_assert_num_queries) -> None:
    clerk = fresh(clerk)
    with django_assert_num_queries(1):
        assert [(post.role, post.office.key, post.group_name) for post in clerk.posts_today] == [
            ("handler", "security", "security.handler")
        ]
        assert current_posts(clerk) is clerk.posts_today


def test_an_ended_post_is_gone_at_once(clerk: User) -> None:
    post = clerk.posts.get()
    post.since -= timedelta(5)
    post.save()
    end_post(post=post, on=timezone.localdate() - timedelta(1))
    assert not fresh(clerk).posts_today
    assert Post.objects.filter(pk=post.pk).exists()


@pytest.mark.parametrize("role", ["handler", "head", "letters", "window", "accusations", "district"])
def test_a_role_without_its_place_is_refused(role: str) -> None:
    user = User.objects.create_user("somebody", kind="district" if role == "district" else "staff")
    with pytest.raises(ValidationError):
        appoint(user=user, role=role)


def test_impossible_posts_are_refused(clerk: User, officer: User, resident: User) -> None:
    security, today = Office.objects.get(key="security"), timezone.localdate()
    for given in (
        {"user": clerk, "role": "leader", "office": security},
        {"user": clerk, "role": "handler", "office": security},
        {"user": clerk, "role": "head", "office": security, "until": today - timedelta(1)},
        {"user": clerk, "role": "district", "body": DistrictBody.objects.first()},
        {"user": officer, "role": "handler", "office": security},
        {"user": resident, "role": "handler", "office": security},
        {"user": clerk, "role": "king"},
    ):
        with pytest.raises(ValidationError):
            appoint(**given)


def test_the_database_refuses_them_too(clerk: User) -> None:
    with pytest.raises(IntegrityError, match="post_sits_where_its_role_does"):
        Post.objects.create(user=clerk, role="handler")


def permission(name: str) -> Permission:
    label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=label, codename=codename)


def test_permissions_come_from_the_groups_of_todays_posts(clerk: User) -> None:
    Group.objects.get_or_create(name="security.handler")[0].permissions.set([permission("workdays.change_day")])
    clerk = fresh(clerk)
    assert clerk.get_all_permissions() == {"workdays.change_day"}
    assert clerk.has_perm("workdays.change_day")
    assert clerk.has_module_perms("workdays")
    assert not clerk.has_perm("workdays.add_day")
    clerk.is_active = False
    assert not clerk.has_perm("workdays.change_day")


def test_nothing_but_posts_gives_permissions(clerk: User, officer: User) -> None:
    Group.objects.get_or_create(name="security.handler")[0].permissions.set([permission("workdays.change_day")])
    group = Group.objects.create(name="side door")
    group.permissions.add(permission("workdays.add_day"))
    clerk.groups.add(group)
    clerk.user_permissions.add(permission("workdays.view_day"))
    assert fresh(clerk).get_all_permissions() == {"workdays.change_day"}
    assert fresh(officer).get_all_permissions() == {"district.receive_report"}


def test_permissions_cost_three_queries_however_often_they_are_asked(clerk: User, django_assert_num_queries) -> None:
    clerk = fresh(clerk)
    with django_assert_num_queries(3):  # posts, whom one stands in for, permissions
        for _time in range(5):
            clerk.has_perm("workdays.change_day")


def test_the_break_glass_account_holds_no_post() -> None:
    root = User.objects.create_superuser("root")
    assert root.posts_today == []
    assert root.get_all_permissions() == set()
    assert root.is_staff


def test_only_administrators_enter_the_admin(clerk: User, administrator: User, officer: User, resident: User) -> None:
    assert [user.is_staff for user in (clerk, administrator, officer, resident)] == [False, True, False, False]


def test_every_default_permission_is_given(db: None) -> None:
    for name, permissions in default_permissions().items():
        held = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
        assert permissions <= {f"{label}.{codename}" for label, codename in held}, name


def test_reading_the_lists_again_keeps_what_administrators_changed() -> None:
    group = Group.objects.get(name="system_admin")
    group.permissions.remove(permission("accounts.add_user"))
    group.permissions.add(permission("sessions.view_session"))
    sync_post_groups()
    names = set(group.permissions.values_list("codename", flat=True))
    assert "add_user" not in names
    assert "view_session" in names


def test_a_permission_of_a_new_version_reaches_its_groups(monkeypatch) -> None:
    def newer() -> dict[str, set[str]]:
        return {"handler": {"workdays.view_day"}, "security.head": {"workdays.add_day"}, "leader": {"workdays.add_day"}}

    monkeypatch.setitem(hooks._providers, "post_permissions", [*hooks._providers["post_permissions"], newer])
    before = GivenPermission.objects.count()
    sync_post_groups()
    offices = Office.objects.count()
    assert GivenPermission.objects.count() == before + offices + 2
    for office in Office.objects.all():
        assert Group.objects.get(name=f"{office.key}.handler").permissions.filter(codename="view_day").exists()
    assert Group.objects.get(name="security.head").permissions.filter(codename="add_day").exists()
    assert not Group.objects.filter(name="service.head", permissions__codename="add_day").exists()


@pytest.mark.parametrize(
    "given", [{"handler": {"workdays.fly"}}, {"king": {"workdays.view_day"}}, {"moon.head": {"workdays.view_day"}}]
)
def test_unknown_names_stop_the_loading(monkeypatch, given: dict[str, set[str]]) -> None:
    monkeypatch.setitem(hooks._providers, "post_permissions", [lambda: given])
    with pytest.raises(LookupError):
        sync_post_groups()


def test_a_new_account_keeps_what_was_given() -> None:
    root = fresh(User.objects.create_superuser("root", "Root@EXAMPLE.ORG", "three plane trees", display_name="值班"))
    assert (root.username, root.email, root.display_name, root.is_superuser) == (
        "root",
        "Root@example.org",
        "值班",
        True,
    )
    assert root.check_password("three plane trees")
    plain = fresh(User.objects.create_user("plain", "A@EXAMPLE.ORG"))
    assert (plain.email, plain.is_superuser, plain.has_usable_password()) == ("A@example.org", False, False)


def test_what_people_and_posts_are_called(clerk: User, officer: User, administrator: User) -> None:
    assert (str(clerk), clerk.get_full_name(), clerk.get_short_name()) == ("周敏",) * 3
    assert str(User(username="nobody")) == "nobody"
    phone = User(username="nobody", phone_sealed="+8613800138000")
    assert str(phone) == phone.masked_phone and "138" in str(phone) and "nobody" not in str(phone)
    of_office, of_body, of_house = (user.posts_today[0] for user in (clerk, officer, administrator))
    assert str(of_office) == f"{of_office.get_role_display()} · {of_office.office}"
    assert str(of_body) == f"{of_body.get_role_display()} · {of_body.body}"
    assert str(of_house) == of_house.get_role_display()
    area = Neighbourhood.objects.all()[0]
    assert str(Post(role="committee", neighbourhood=area)).endswith(f" · {area}")
