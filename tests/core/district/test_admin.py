"""Admin sees how the sending goes, reads no word of a report, and starts it again with a reason."""

import pytest

from caojiadu.core.audit.models import Entry
from caojiadu.core.district.checks import bodies_can_be_reached, secrets_are_long
from caojiadu.core.district.models import Report
from caojiadu.core.organisation.models import DistrictBody
from tests.core.channels.receiver import status
from tests.core.district.reports import accusation, due_again, reported, sent

pytestmark = pytest.mark.django_db
LIST = "/admin/district/report/"


def again(client, report, reason):
    data = {"action": "send_once_more", "_selected_action": [report.pk], "reason": reason}
    return client.post(LIST, data, follow=True)


def test_no_word_of_a_report_is_in_admin(cast, sit):
    reports = [sent(reported(cast)), sent(accusation(cast))]
    client = sit(cast.system_admin)
    for report in reports:
        for address in (LIST, f"{LIST}{report.pk}/change/"):
            text = client.get(address).content.decode()
            assert str(report.key) in text
            for word in (report.title, report.tried, report.case.number):
                assert word not in text
        changed = client.post(f"{LIST}{report.pk}/change/", {"state": "answered"})
        assert changed.status_code in (302, 403)
        assert Report.objects.get(pk=report.pk).state == "sent"


@pytest.mark.parametrize("who", ["clerk", "head", "keeper", "leader", "district"])
def test_nobody_else_has_the_list(cast, sit, who):
    assert sit(getattr(cast, who)).get(LIST).status_code in (302, 403, 404)


def test_what_failed_is_sent_again_with_a_reason_under_its_own_key(cast, sit, connected, system):
    system.scripts = [status(400)]
    report = sent(reported(cast, "housing"))
    client = sit(cast.system_admin)
    again(client, report, " ")
    assert Report.objects.get(pk=report.pk).state == "failed"
    again(client, report, "地址已更正")
    assert Entry.objects.get(subject_key=str(report.key), action="change").reason == "地址已更正"
    due_again(report)
    assert sent(report).state == "acknowledged"
    assert [key for key, _payload in system.requests] == [str(report.key)] * 2
    again(client, report, "再发一次")
    assert Report.objects.get(pk=report.pk).state == "acknowledged"


def test_checks_name_missing_short_and_shared_keys(db, settings):
    bodies = DistrictBody.objects.filter(key__in=("housing", "discipline"))
    bodies.update(channel="http", endpoint="https://example.org/", key_id="one")
    settings.DISTRICT_KEYS = {"two": "short"}
    found = [problem.id for check in (secrets_are_long, bodies_can_be_reached) for problem in check(None)]
    assert found == ["district.E001", "district.E002", "district.E002", "district.E003"]
