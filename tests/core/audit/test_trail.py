"""Writing entries."""

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory

from caojiadu.core.audit.models import Entry
from caojiadu.core.audit.sealed import ENTRIES
from caojiadu.core.audit.trail import read_once, record, record_many

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_trail(owner_connection):
    """Begin without the entries that loading the official lists wrote."""
    owner_connection.execute("TRUNCATE audit_entry")


def the_row():
    """Return the only entry as the database gives it back."""
    (row,) = ENTRIES.rows(from_xid=0, before_xid=None)
    return row


def test_an_entry_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        record(action="read", subject_type="case", subject_key="XF-1", reason="because")
    assert Entry.objects.get().reason == "because"


def test_an_entry_survives_the_way_through_the_database():
    request = RequestFactory().get("/", REMOTE_ADDR="::ffff:10.0.0.7")
    data = {"n": 1e22, "list": (1, None, True), "nul": "a\0b", "half": "\ud83d", "emoji": "😀", 5: {"x": b"\xff"}}
    record(
        action="x" * 40, subject_type="case", subject_key="k" * 500, reason="\0很长" * 900, request=request, data=data
    )
    assert ENTRIES.is_genuine(the_row())
    entry = Entry.objects.get()
    assert (entry.ip, entry.data["nul"], entry.data["5"]) == ("10.0.0.7", "ab", {"x": "ff"})


def test_the_signed_in_user_is_meant_and_a_resident_is_only_a_number():
    user = get_user_model().objects.create_user("13800000000", kind="resident")
    request = RequestFactory().get("/")
    request.user = user
    record(action="read", subject_type="case", subject_key="1", request=request)
    record(action="read", subject_type="case", subject_key="1", actor=get_user_model().objects.create_user("li.na"))
    assert list(Entry.objects.order_by("id").values_list("actor_label", flat=True)) == ["", "li.na"]
    assert Entry.objects.order_by("id")[0].actor_user_id == user.pk


def test_many_are_one_statement(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        record_many(action="export", subject_type="case", subject_keys=range(50), reason="monthly report")
    assert Entry.objects.count() == 50
    assert all(ENTRIES.is_genuine(row) for row in ENTRIES.rows(from_xid=0, before_xid=None))


def test_each_view_is_written_but_one_view_once():
    for _view in range(2):
        request = RequestFactory().get("/")
        for _part in range(3):
            read_once(request=request, subject_type="case", subject_key="XF-1")
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(("proxies", "header", "expected"), [
    (0, "6.6.6.6", "10.0.0.1"),
    (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
    (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
    (2, "6.6.6.6", "10.0.0.1"),
    (1, "nonsense", "10.0.0.1"),
])  # fmt: skip
def test_only_our_own_proxies_are_believed(settings, proxies, header, expected):
    settings.TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)
    assert record(action="x", subject_type="x", subject_key="x", request=request).ip == expected


@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_rewrite_history(table, statement):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
