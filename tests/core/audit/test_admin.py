"""The trail in admin: read only, and reading it is recorded."""

import pytest
from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.audit.models import Entry
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.models import Bar
from tests.petitions.letters import write

pytestmark = pytest.mark.django_db
LIST = "/admin/audit/entry/"


@pytest.fixture
def entry(db):
    return record(action="export", subject_type="case", subject_key="XF-1", reason="monthly report")


def test_an_administrator_reads_and_changes_nothing(client, cast, entry):
    client.force_login(cast.audit_admin)
    page = client.get(LIST, {"action": "export"})
    assert page.status_code == 200
    assert "monthly report" in page.content.decode()
    assert client.get(f"{LIST}{entry.pk}/change/").status_code == 200
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{entry.pk}/change/", {"reason": "x"}).status_code == 403
    assert client.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    seen = Entry.objects.get(subject_type="audit.entry")
    assert (seen.action, seen.actor_user_id, seen.subject_key) == ("read", cast.audit_admin.pk, "action=export")


def test_a_clerk_does_not_see_it(client, cast, entry):
    client.force_login(cast.clerk)
    assert client.get(LIST).status_code in (302, 403, 404)
    assert not Entry.objects.filter(subject_type="audit.entry").exists()


CONFIDENTIAL = "/admin/audit/confidentialentry/"


def test_reads_of_reports_against_people_are_read_by_the_audit_administrator(client, cast, entry):
    """Not what is against themselves; nobody else; in no ordinary list; and each look is written down."""
    auditor = cast.audit_admin
    other, own = (write("petition_accusation", fields={"against": name}) for name in ("某物业经理", "某物业经理二"))
    Bar.objects.create(case=own, user=auditor, reason="accused", since=timezone.now())
    for case in (other, own):
        record(action="read", subject_type="case", subject_key=case.number, actor=cast.keeper, reason="核对线索")
    client.force_login(auditor)
    page = client.get(CONFIDENTIAL).content.decode()
    assert other.number in page and own.number not in page and "XF-1" not in page
    assert "核对线索" not in page, "why is read one by one"
    kept = {case: Entry.objects.get(subject_key=case.number, reason="核对线索") for case in (other, own)}
    assert "核对线索" in client.get(f"{CONFIDENTIAL}{kept[other].pk}/change/").content.decode()
    assert client.get(f"{CONFIDENTIAL}{kept[own].pk}/change/").status_code == 302, "there is none"
    client.get(CONFIDENTIAL, {"q": other.number})
    ordinary = client.get(LIST).content.decode()
    assert not [word for word in (other.number, own.number, "核对线索") if word in ordinary]
    seen = Entry.objects.filter(subject_type="audit.confidential", actor_user_id=auditor.pk)
    assert [*seen.order_by("id").values_list("subject_key", flat=True)] == ["list", str(kept[other].pk), "list"]
    client.force_login(User.objects.create_superuser("root"))
    assert other.number not in client.get(CONFIDENTIAL).content.decode(), "the break-glass account reads no matter"
    for name in ("system_admin", "security_admin", "keeper"):
        client.force_login(getattr(cast, name))
        assert client.get(CONFIDENTIAL).status_code in (302, 403, 404), name


def test_the_list_counts_no_further_than_anybody_leafs(client, cast, monkeypatch):
    monkeypatch.setattr("caojiadu.core.audit.admin.CappedPaginator.most", 60)
    for n in range(70):
        record(action="read", subject_type="case", subject_key=n)
    client.force_login(cast.audit_admin)
    assert client.get(LIST).context["cl"].paginator.count == 60
