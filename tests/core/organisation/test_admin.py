"""Administrators read the official list, edit what is theirs to edit, and move functions."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.audit.models import Entry
from caojiadu.core.organisation.models import DistrictBody, Fact, Function, Office

pytestmark = pytest.mark.django_db
MODELS = ("office", "responsibility", "function", "centre", "neighbourhood", "districtbody", "fact")


@pytest.fixture
def administrator(client):
    user = User.objects.create(username="admin.li")
    appoint(user=user, role="system_admin")
    client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
    return client


@pytest.fixture
def guardian():
    """Who keeps the ways and keys by which matters leave the house."""
    user, client = User.objects.create(username="admin.wu"), Client()
    appoint(user=user, role="security_admin")
    client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
    return client


def page(model, name="changelist", *args):
    return reverse(f"admin:organisation_{model}_{name}", args=args)


def change(client, row, **data):
    return client.post(page(row._meta.model_name, "change", row.pk), data, headers={"accept-language": "en"})


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_row_opens_and_is_searched(administrator, guardian, model):
    administrator = guardian if model == "districtbody" else administrator
    row = apps.get_model("organisation", model).objects.first()
    assert administrator.get(page(model)).status_code == 200
    assert administrator.get(page(model), {"q": "信访"}).status_code == 200
    assert administrator.get(page(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_added_or_deleted(administrator, model):
    row = apps.get_model("organisation", model).objects.first()
    assert administrator.get(page(model, "add")).status_code == 403
    assert administrator.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_a_fact_is_filled_in_and_the_change_recorded(administrator):
    row = Fact.objects.get(key="office_phone")
    data = {"value_zh": "021-00000000", "value_en": "", "key": "other", "label_zh": "别的"}
    assert change(administrator, row, **data).status_code == 302
    row.refresh_from_db()
    assert (row.value_zh, row.key, row.label_zh) == ("021-00000000", "office_phone", "联系电话")
    entry = Entry.objects.get(subject_type="organisation.fact", subject_key="office_phone")
    assert entry.data == {"fields": ["value_zh"]}


def test_an_office_is_renamed_but_keeps_code_and_key(administrator):
    row = Office.objects.get(code="G")
    data = {"name_zh": "社区人才办公室", "name_en": "Community Talent Office", "confirmed": "on"}
    assert change(administrator, row, code="Z", key="zzz", **data).status_code == 302
    row.refresh_from_db()
    assert (row.name_zh, row.code, row.key, row.confirmed) == ("社区人才办公室", "G", "human_resources", True)


def test_an_outside_channel_needs_address_and_key(guardian):
    row = DistrictBody.objects.get(key="letters-calls")
    names = {"name_zh": row.name_zh, "name_en": row.name_en, "active": "on", "channel": "http"}
    assert change(guardian, row, **names).status_code == 200
    data = names | {"endpoint": "https://example.test/in", "key_id": "district"}
    assert change(guardian, row, **data).status_code == 302
    row.refresh_from_db()
    assert (row.channel, row.endpoint) == ("http", "https://example.test/in")


def test_official_text_is_read_only(administrator):
    row = Function.objects.get(code="E3")
    change(administrator, row, name_zh="别的", record_zh="别的")
    row.refresh_from_db()
    assert row.name_zh == "信访"


def test_a_function_is_moved_by_the_action_after_asking_for_the_office(administrator):
    row = Function.objects.get(code="E7")
    action = {"action": "move_to_office", "_selected_action": [row.pk]}
    asked = administrator.post(page("function"), action)
    assert asked.status_code == 200
    assert "E7" in asked.content.decode()
    assert Function.objects.get(code="E7").office.code == "E"
    done = administrator.post(page("function"), action | {"office": Office.objects.get(code="C").pk})
    assert done.status_code == 302
    assert Function.objects.get(code="E7").office.code == "C"


def test_moving_to_no_office_asks_again(administrator):
    row = Function.objects.get(code="E7")
    action = {"action": "move_to_office", "_selected_action": [row.pk], "office": "0"}
    asked = administrator.post(page("function"), action)
    assert asked.status_code == 200
    assert Function.objects.get(code="E7").office.code == "E"


@pytest.mark.parametrize(("choice", "number"), [("no", 37), ("yes", 1)])
def test_facts_are_filtered_by_whether_they_are_filled(administrator, choice, number):
    Fact.objects.filter(key="office_phone").update(value_zh="021-00000000")
    shown = administrator.get(page("fact"), {"filled": choice})
    assert shown.context["cl"].result_count == number


def test_staff_without_the_post_see_nothing(client):
    user = User.objects.create(username="clerk")
    appoint(user=user, role="handler", office=Office.objects.get(code="E"))
    client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
    row = Function.objects.get(code="E7")
    action = {"action": "move_to_office", "_selected_action": [row.pk], "office": Office.objects.get(code="C").pk}
    assert client.get(page("fact")).status_code in (302, 403, 404)
    assert client.post(page("function"), action).status_code in (302, 403, 404)
    assert Function.objects.get(code="E7").office.code == "E"
