"""Facts are "not yet set" until somebody fills them in, and the deploy check says so."""

import pytest
from django.core.checks import run_checks
from django.utils.translation import override

from caojiadu.core.organisation.checks import facts_are_filled
from caojiadu.core.organisation.facts import fact, facts, facts_missing, names_unconfirmed
from caojiadu.core.organisation.models import Fact, Office

pytestmark = pytest.mark.django_db


def test_an_empty_fact_says_not_yet_set():
    with override("en"):
        assert fact("office_phone") == "not yet set"
        assert fact("no_such_fact") == "not yet set"


def test_a_filled_fact_is_shown_in_the_readers_language():
    Fact.objects.filter(key="office_hours").update(value_zh="周一至周五", value_en="Monday to Friday")
    with override("en"):
        assert fact("office_hours") == "Monday to Friday"
    with override("zh-hans"):
        assert fact("office_hours") == "周一至周五"


def test_one_language_serves_both():
    Fact.objects.filter(key="office_phone").update(value_zh="021-00000000")
    with override("en"):
        assert fact("office_phone") == "021-00000000"


def test_many_facts_cost_one_query(django_assert_num_queries):
    fact("office_phone")
    with django_assert_num_queries(1):  # whether anything changed
        found = facts(group="petitions")
        assert [str(found[key]) for key in found]
    assert set(facts(keys=["office_phone", "icp_number"])) == {"office_phone", "icp_number"}
    assert len(facts()) == 38


def test_every_empty_fact_is_missing_until_filled():
    assert len(facts_missing()) == 38
    Fact.objects.filter(key="director").update(value_zh="某某")
    assert "director" not in {found.key for found in facts_missing()}


def test_the_deploy_check_fails_for_every_empty_fact():
    found = [message for message in run_checks(include_deployment_checks=True) if message.id == "organisation.E002"]
    assert len(found) == 38
    assert not [message for message in run_checks() if message.id.startswith("organisation.")]


def test_the_deploy_check_names_the_centre_of_a_fact():
    with override("en"):
        assert any("Reception Service Centre · Telephone" in message.msg for message in facts_are_filled())


def test_the_deploy_check_warns_of_the_unsure_name_only_when_all_is_filled():
    Fact.objects.update(value_zh="填好")
    assert [message.id for message in facts_are_filled()] == ["organisation.W001"]
    assert [office.code for office in names_unconfirmed()] == ["G"]
    Office.objects.update(confirmed=True)
    assert facts_are_filled() == []


def test_the_deploy_check_asks_for_the_lists_first():
    Fact.objects.all().delete()
    assert [message.id for message in facts_are_filled()] == ["organisation.E001"]
