"""The rules of grants, one condition at a time: who can be let in, what is listed, and what is written."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.utils import timezone

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.audit.models import Entry
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.grants import (
    entry_of,
    grant_case,
    grants_of,
    groups_to_grant,
    people_to_grant,
    read_permission,
    revoke_grant,
)
from tests.petitions.letters import write

pytestmark = pytest.mark.django_db


def test_who_can_be_let_in(cast: SimpleNamespace) -> None:
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    User.objects.create_user("without_a_post", display_name="无岗")
    Post.objects.filter(user=cast.stranger).update(until=timezone.localdate().replace(year=2021))
    # A post written past every verb lets no resident in.
    resident = User.objects.create_user("resident_with_post", kind="resident")
    Post.objects.create(user=resident, role="leader")
    appoint(user=cast.committee, role="leader")
    User.objects.filter(pk=cast.window.pk).update(display_name=cast.clerk.display_name)
    cast.window.display_name = cast.clerk.display_name
    working = ("window", "clerk", "head", "handler", "co_head", "co_handler", "security_head", "keeper")
    expected = [getattr(cast, one) for one in (*working, "second_keeper", "leader", "committee")]
    assert list(people_to_grant()) == sorted(expected, key=lambda one: (one.display_name, one.pk))
    names = list(groups_to_grant().values_list("name", flat=True))
    assert {"security.head", "security.window", "security.accusations"} <= set(names)
    assert names == sorted(names)
    assert not {"leader", "system_admin", "security_admin", "audit_admin"} & set(names)


def test_the_permission_is_that_of_cases() -> None:
    permission = read_permission()
    Permission.objects.create(
        codename="read_case", content_type=Permission.objects.exclude(pk=permission.pk)[0].content_type
    )
    assert read_permission() == permission
    assert permission.content_type.app_label == "cases"


def test_what_is_written_of_a_grant(cast: SimpleNamespace) -> None:
    request: Any = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    case, by, group = write(), cast.security_admin, Group.objects.get(name="service.head")
    for to, data in ((cast.stranger, {"user": cast.stranger.pk}), (group, {"group": group.pk})):
        before = Entry.objects.count()
        grant, _new = grant_case(case=case, to=to, reason="专班核查", by=by, request=request)
        given = entry_of(grant)
        revoke_grant(grant=grant, by=cast.leader, reason="已结束", request=request)
        fields = ("action", "actor_user_id", "subject_type", "subject_key", "office_id", "reason", "ip", "data")
        assert list(Entry.objects.order_by("pk").values_list(*fields))[before:] == [
            ("grant", by.pk, "case", case.number, case.office_id, "专班核查", "192.0.2.7", data),
            ("revoke", cast.leader.pk, "case", case.number, case.office_id, "已结束", "192.0.2.7", data),
        ]
        assert given is not None and (given.action, given.data) == ("grant", data)


def test_a_grant_finds_its_own_entry(cast: SimpleNamespace) -> None:
    case, other, data = write(), write(), {"user": cast.stranger.pk}
    grant, _new = grant_case(case=case, to=cast.stranger, reason="x", by=cast.security_admin)
    own = entry_of(grant)
    grant_case(case=case, to=cast.co_handler, reason="x", by=cast.security_admin)
    record(action="revoke", actor=None, subject_type="case", subject_key=case.number, data=data)
    record(action="grant", actor=None, subject_type="record", subject_key=case.number, data=data)
    record(action="grant", actor=None, subject_type="case", subject_key=other.number, data=data)
    assert entry_of(grant) == own
    record(action="grant", actor=cast.leader, subject_type="case", subject_key=case.number, data=data)
    again = entry_of(grant)
    assert again is not None and again.actor_user_id == cast.leader.pk


def test_of_one_matter_only_its_own_are_listed(cast: SimpleNamespace, django_assert_num_queries: Any) -> None:
    case, other, by = write(), write(), cast.security_admin
    group = Group.objects.get(name="service.head")
    to = (cast.stranger, cast.co_handler, group)
    own = [grant_case(case=case, to=one, reason="x", by=by)[0] for one in to]
    others = [grant_case(case=other, to=one, reason="x", by=by)[0] for one in to]
    with django_assert_num_queries(4):
        found, everything = grants_of(case), grants_of()
        for grant in (*found, *everything):
            assert grant.content_object.office
            assert grant.user if hasattr(grant, "user") else grant.group
    assert found == own
    assert everything == [others[1], others[0], own[1], own[0], others[2], own[2]]
