"""Loading the official list: as often as one likes, without losing what administrators edited."""

import pytest
from django.core.management import call_command

from caojiadu.core.hooks import _providers, provide
from caojiadu.core.organisation.data_files import Lists
from caojiadu.core.organisation.lists import ListError, load_official_lists, merge
from caojiadu.core.organisation.models import DistrictBody, Fact, Function, Office, Responsibility

pytestmark = pytest.mark.django_db


def test_loading_again_writes_nothing():
    before = list(Function.objects.values()), list(Office.objects.values()), list(Fact.objects.values())
    load_official_lists()
    assert before == (list(Function.objects.values()), list(Office.objects.values()), list(Fact.objects.values()))


def test_an_edited_fact_body_and_name_survive():
    Fact.objects.filter(key="office_phone").update(value_zh="021-00000000")
    DistrictBody.objects.filter(key="letters-calls").update(
        confirmed=True, name_zh="区信访办", channel="http", endpoint="https://example.test/in", key_id="district"
    )
    Office.objects.filter(code="G").update(name_zh="社区人才办公室", confirmed=True)
    load_official_lists()
    body = DistrictBody.objects.get(key="letters-calls")
    assert Fact.objects.get(key="office_phone").value_zh == "021-00000000"
    assert (body.confirmed, body.name_zh, body.channel, body.key_id) == (True, "区信访办", "http", "district")
    assert Office.objects.get(code="G").name_zh == "社区人才办公室"


def test_an_unedited_field_follows_the_file():
    Function.objects.filter(code="E1").update(name_zh="旧名", loaded={"name_zh": "旧名"})
    load_official_lists()
    assert Function.objects.get(code="E1").name_zh == "安全生产和施工安全"


def test_a_moved_function_stays_where_it_was_moved():
    Function.objects.filter(code="D8").update(office=Office.objects.get(code="H"))
    Function.objects.filter(code="D8").update(loaded={**Function.objects.get(code="D8").loaded, "name_en": "older"})
    load_official_lists()
    assert Function.objects.get(code="D8").office.code == "H"


def test_a_clause_taken_from_a_function_comes_back_and_a_strange_one_goes():
    function = Function.objects.get(code="E3")
    function.responsibilities.set(Responsibility.objects.filter(code="R1.d"))
    load_official_lists()
    assert set(function.responsibilities.values_list("code", flat=True)) == {"R7.a", "R7.b"}


def test_a_row_that_names_an_unknown_office_is_refused():
    with pytest.raises(ListError, match="'Z'"):
        merge(Function(), {"code": "Z1", "office": "Z"}, {"office": {}})


def test_other_apps_load_theirs_in_the_same_transaction():
    def fails() -> None:
        raise RuntimeError("no")

    Fact.objects.filter(key="site_code").delete()
    provide("load_lists")(fails)
    try:
        with pytest.raises(RuntimeError):
            load_official_lists()
    finally:
        _providers["load_lists"].remove(fails)
    assert not Fact.objects.filter(key="site_code").exists()


def test_the_command_says_how_much_it_loaded(capsys):
    call_command("load_official_lists")
    said = capsys.readouterr().out
    assert f"{Function.objects.count()} functions" in said
    assert "14 neighbourhoods" in said
    assert all(kind in said for kind in Lists.__dataclass_fields__)
