"""The trail in admin: read only, and reading it is recorded."""

import pytest

from caojiadu.core.audit.models import Entry
from caojiadu.core.audit.trail import record

pytestmark = pytest.mark.django_db
LIST = "/admin/audit/entry/"


@pytest.fixture
def entry(db):
    return record(action="export", subject_type="case", subject_key="XF-1", reason="monthly report")


def test_an_administrator_reads_and_changes_nothing(client, cast, entry):
    client.force_login(cast.administrator)
    page = client.get(LIST, {"action": "export"})
    assert page.status_code == 200
    assert "monthly report" in page.content.decode()
    assert client.get(f"{LIST}{entry.pk}/change/").status_code == 200
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{entry.pk}/change/", {"reason": "x"}).status_code == 403
    assert client.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    seen = Entry.objects.get(subject_type="audit.entry")
    assert (seen.action, seen.actor_user_id, seen.subject_key) == ("read", cast.administrator.pk, "action=export")


def test_a_clerk_does_not_see_it(client, cast, entry):
    client.force_login(cast.clerk)
    assert client.get(LIST).status_code in (302, 403, 404)
    assert not Entry.objects.filter(subject_type="audit.entry").exists()


def test_the_list_counts_no_further_than_anybody_leafs(client, cast, monkeypatch):
    monkeypatch.setattr("caojiadu.core.audit.admin.CappedPaginator.most", 60)
    for n in range(70):
        record(action="read", subject_type="case", subject_key=n)
    client.force_login(cast.administrator)
    assert client.get(LIST).context["cl"].paginator.count == 60
