"""Writing into the outbox."""

import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from caojiadu.core.accounts.models import User
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To

DUE = {"due": "2026-12-01"}


def tell(to, **more):
    put(template="test_told", to=to, dedup_key="told:1", context=DUE, case_number="XF-1", **more)


def rows() -> dict[str, Notice]:
    return {row.channel: row for row in Notice.objects.all()}


def test_a_resident_gets_it_in_the_portal_and_by_text_message(resident):
    tell(To.resident(resident))
    found = rows()
    assert set(found) == {"portal", "sms"}
    assert found["portal"].state == Notice.State.DELIVERED
    assert found["sms"].state == Notice.State.QUEUED
    assert found["sms"].dedup_key == "told:1:sms"
    assert (found["sms"].resident_key, found["sms"].user_id) == (resident.key, None)


def test_staff_get_it_in_the_portal_and_by_mail(clerk):
    tell(To.user(clerk))
    assert set(rows()) == {"portal", "email"}
    clerk.email = ""
    clerk.save()
    put(template="test_plain", to=To.user(clerk), dedup_key="plain:1")
    assert Notice.objects.filter(template="test_plain").get().channel == "portal"


def test_the_caller_may_choose_the_channels(resident):
    tell(To.resident(resident), channels=("sms",), urgent=True)
    assert set(rows()) == {"sms"}
    assert rows()["sms"].urgent


def test_the_same_key_again_writes_nothing(resident):
    tell(To.resident(resident))
    tell(To.resident(resident))
    assert Notice.objects.count() == 2


def test_a_row_holds_neither_name_nor_phone(resident):
    tell(To.resident(resident))
    row = Notice.objects.filter(channel="sms").values().get()
    assert "13812345678" not in str(row)
    assert "张" not in str(row)


def test_a_rolled_back_case_leaves_no_message(resident):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(To.resident(resident))
        raise RuntimeError
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("template", "context", "error"),
    [
        ("unheard_of", {}, LookupError),
        ("test_told", {}, ValueError),
        ("test_told", DUE | {"subject": "noise"}, ValueError),
        ("test_plain", DUE, ValueError),
    ],
)
def test_a_message_that_could_not_be_filled_in_is_a_fault_of_the_caller(resident, template, context, error):
    with pytest.raises(error):
        put(template=template, to=To.resident(resident), dedup_key="x", context=context)


@pytest.mark.parametrize("given", [{}, {"user_id": 1, "endpoint": "x"}])
def test_a_message_has_exactly_one_recipient(given):
    with pytest.raises(ValueError, match="one recipient"):
        To(**given)


def test_the_database_holds_to_one_recipient(resident, clerk):
    with pytest.raises(IntegrityError):
        Notice.objects.create(
            dedup_key="a:sms", channel="sms", template="test_plain", user=clerk, resident_key=resident.key
        )


def test_the_language_is_the_readers(resident):
    resident.language = "en"
    resident.save()
    tell(To.resident(resident))
    assert rows()["sms"].language == "en"


def test_a_landline_gets_a_row_too_so_that_somebody_rings(db):
    neighbour = find_or_create_resident(name="李四", phone="021-62345678")
    tell(To.resident(neighbour))
    assert set(rows()) == {"portal", "sms"}


def test_it_is_two_statements_and_waits_for_no_queue(resident):
    began = time.monotonic()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        tell(To.resident(resident))
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 2
    assert time.monotonic() - began < 0.5


def test_a_district_officer_gets_mail_and_no_text_message(db):
    officer = User.objects.create_user("officer", "o@example.org", kind=User.Kind.DISTRICT)
    tell(To.user(officer))
    assert set(rows()) == {"portal", "email"}
