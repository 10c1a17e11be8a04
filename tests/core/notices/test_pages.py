"""The staff pages and the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.channels import Rejected, Uncertain
from caojiadu.core.notices import queries, worker
from caojiadu.core.notices.lists import load_templates
from caojiadu.core.notices.models import Notice, Template
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.organisation.models import Office

INBOX, TROUBLE = "/desk/notices/", "/desk/notices/trouble/"


@pytest.fixture
def letters(client, clerk) -> User:
    """A letters clerk, signed in, reading English."""
    appoint(user=clerk, role="letters", office=Office.objects.get(key="security"))
    client.force_login(clerk, backend="caojiadu.core.accounts.backends.PostBackend")
    client.cookies["django_language"] = "en"
    return clerk


@pytest.fixture
def failed(resident, provider) -> Notice:
    """A message that was refused."""
    return _in_trouble(resident, provider, "a", Rejected("There is no phone number"))


def _in_trouble(resident, provider, key, trouble) -> Notice:
    put(template="test_plain", to=To.resident(resident), dedup_key=key, channels=("sms",), case_number="XF-1")
    provider.script.append(trouble)
    worker.send_due()
    return Notice.objects.get(dedup_key=f"{key}:sms")


def test_my_messages_are_read_one_by_one_or_all(client, letters):
    for key in ("a", "b", "c"):
        put(template="test_plain", to=To.user(letters), dedup_key=key, channels=("portal",), case_number=f"XF-{key}")
    page = client.get(INBOX)
    assert page.status_code == 200
    assert page.content.decode().count("Mark as read") == 3
    assert "Number XF-a" in page.content.decode()
    assert 'href="/desk/cases/XF-a/"' in page.content.decode()
    newest = Notice.objects.order_by("-id").first()
    assert client.post(INBOX, {"key": newest.pk}).status_code == 302
    assert client.get(INBOX).content.decode().count("Mark as read") == 2
    client.post(INBOX)
    assert "Mark" not in client.get(INBOX).content.decode()


def test_an_empty_inbox_says_so(client, letters):
    assert "No messages yet" in client.get(INBOX).content.decode()
    assert "Everything has arrived" in client.get(TROUBLE).content.decode()


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "１", "", "\0"])
def test_a_strange_address_is_the_first_page(client, letters, before):
    assert client.get(INBOX, {"before": before}).status_code == 200
    assert client.post(INBOX, {"key": before}).status_code == 302


def test_pages_go_by_key(client, letters):
    Notice.objects.bulk_create(
        Notice(dedup_key=f"{number}:portal", channel="portal", template="test_plain", user=letters, language="en")
        for number in range(queries.PAGE + 5)
    )
    first, following = queries.inbox_page(letters)
    second, end = queries.inbox_page(letters, before=following)
    assert (len(first), len(second), end) == (queries.PAGE, 5, None)
    assert not {line.notice.pk for line in first} & {line.notice.pk for line in second}
    page = client.get(INBOX).content.decode()
    assert f"?before={following}" in page


def test_trouble_shows_a_masked_recipient(client, letters, failed, everything_is_visible):
    page = client.get(TROUBLE).content.decode()
    assert "138****5678" in page
    assert "张*" in page
    assert "张三" not in page
    assert "13812345678" not in page


def test_six_rows_of_trouble_take_as_many_queries_as_one(letters, failed, resident, provider, everything_is_visible):
    with CaptureQueriesContext(connection) as one:
        queries.trouble_page(letters)
    for number in range(5):
        _in_trouble(resident, provider, f"more-{number}", Rejected("no"))
    with CaptureQueriesContext(connection) as six:
        assert len(queries.trouble_page(letters)[0]) == 6
    assert len(one) == len(six) <= 6


def test_a_message_is_sent_again_with_a_reason(client, letters, failed, everything_is_visible):
    address = f"{TROUBLE}{failed.pk}/"
    assert client.get(address).status_code == 200
    empty = client.post(address, {"reason": " "})
    assert empty.status_code == 422
    assert client.post(address, {"reason": "rang"}, follow=True).redirect_chain[0][0] == TROUBLE
    failed.refresh_from_db()
    assert failed.state == "queued"
    assert client.post(address, {"reason": "rang"}).status_code == 404


def test_a_message_may_be_settled_because_the_person_knows(client, letters, failed, everything_is_visible):
    done = client.post(f"{TROUBLE}{failed.pk}/", {"reason": "told by phone", "told": "1"}, follow=True)
    assert "Noted." in done.content.decode()
    failed.refresh_from_db()
    assert failed.state == "cancelled"


def test_an_uncertain_one_asks_to_ring_first(client, letters, resident, provider, everything_is_visible):
    row = _in_trouble(resident, provider, "b", Uncertain("no"))
    assert "may have arrived" in client.get(f"{TROUBLE}{row.pk}/").content.decode()


def test_trouble_about_a_case_one_may_not_see_is_not_there(client, letters, failed):
    # No case has this number, so nobody may see it.
    assert "XF-1" not in client.get(TROUBLE).content.decode()
    assert client.get(f"{TROUBLE}{failed.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["handler", "head"])
def test_others_have_messages_and_no_trouble_page(client, db, role):
    user = User.objects.create_user("other")
    appoint(user=user, role=role, office=Office.objects.get(key="management"))
    client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
    assert client.get(INBOX).status_code == 200
    assert client.get(TROUBLE).status_code == 404
    assert client.post(f"{TROUBLE}1/").status_code == 404


def test_residents_and_strangers_stay_outside(client, db):
    assert client.get(INBOX).status_code == 302
    user = User.objects.create_user("r", kind=User.Kind.RESIDENT)
    client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
    assert client.get(INBOX).status_code == 404
    assert client.get(TROUBLE).status_code == 404


@pytest.fixture
def administrator(client, db) -> User:
    """An administrator, signed in, reading English."""
    user = User.objects.create_user("admin")
    appoint(user=user, role="system_admin")
    client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
    client.cookies["django_language"] = "en"
    return user


def test_administrators_edit_words_and_are_told_of_mistakes(client, administrator):
    load_templates()
    row = Template.objects.get(key="test_plain")
    address = reverse("admin:notices_template_change", args=[row.pk])
    page = client.get(address).content.decode()
    assert "编号{number}" in page
    words = {"title_zh": "", "body_zh": "{whom}", "title_en": "", "body_en": ""}
    assert "There is no {whom} here" in client.post(address, words).content.decode()
    assert client.post(address, words | {"body_zh": "号码{number}"}).status_code == 302
    row.refresh_from_db()
    assert row.body_zh == "号码{number}"


def test_administrators_read_the_outbox_masked_and_send_again_with_a_reason(client, administrator, failed):
    address = reverse("admin:notices_notice_changelist")
    page = client.get(address).content.decode()
    assert "138****5678" in page
    assert "13812345678" not in page
    assert client.get(reverse("admin:notices_notice_change", args=[failed.pk])).status_code == 200
    chosen = {"action": "send_once_more", "_selected_action": [failed.pk], "index": 0}
    assert "Give a reason" in client.post(address, chosen, follow=True).content.decode()
    client.post(address, chosen | {"reason": "rang"})
    failed.refresh_from_db()
    assert failed.state == "queued"
    assert failed.next_try_at <= timezone.now()


def test_nothing_is_added_changed_or_deleted_in_the_outbox(client, administrator, failed):
    assert client.get(reverse("admin:notices_notice_add")).status_code == 403
    change = reverse("admin:notices_notice_change", args=[failed.pk])
    assert client.post(change, {"state": "sent"}).status_code == 403
    assert client.post(reverse("admin:notices_notice_delete", args=[failed.pk]), {"post": "yes"}).status_code == 403
