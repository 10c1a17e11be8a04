"""`responsibilities --check` compares the official list with the code."""

import re

import pytest
from django.core.management import CommandError, call_command

from caojiadu.core.organisation import consistency
from caojiadu.core.organisation.consistency import compare
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.workflow import workflow
from caojiadu.core.workflow.parts import By, State, Transition
from caojiadu.core.workflow.workflow import Workflow

pytestmark = pytest.mark.django_db


@pytest.fixture
def strange_kind():
    """A kind of matter that names a function nobody has."""
    start, end = State("start", "Start"), State("end", "End", final=True)
    close = Transition("close", "Close", (start,), end, by=By.TIMER)
    kind = Workflow("strange", "Strange", "cases.Case", "Z9", start, (close,))
    workflow.register(kind)
    yield kind
    del workflow._workflows["strange"]


def test_the_list_agrees_with_the_code(capsys):
    call_command("responsibilities", "--check")
    said = capsys.readouterr().out
    # An office of one's own comes on top of the official 75.
    assert f"of {Function.objects.count()} functions have a working record." in said
    assert Function.objects.filter(office__code__in="ABCDEFGH").count() == 75


def test_a_kind_counts_as_the_record_of_its_function():
    found = compare()
    assert found.faults == []
    assert set(found.kinds).isdisjoint(found.without_record)
    assert len(found.kinds) + len(found.without_record) == Function.objects.count() >= 75


def test_a_kind_that_names_no_function_is_a_fault(strange_kind, capsys):
    with pytest.raises(CommandError, match="1 faults"):
        call_command("responsibilities", "--check")
    assert "Z9" in capsys.readouterr().err


def test_a_list_not_loaded_is_a_fault():
    Function.objects.filter(code="H12").delete()
    assert compare().faults == ["function H12 is not loaded: run load_official_lists"]


def test_what_no_list_names_and_idle_offices_are_faults():
    free = next(letter for letter in "ZYXWV" if not Office.objects.filter(code=letter).exists())
    idle = Office.objects.create(code=free, key="idle", name_zh="青年", name_en="Youth")
    Function.objects.create(code="E9", office=Office.objects.get(code="E"), name_zh="新", name_en="New")
    assert compare().faults == ["function E9 is loaded, but in no office's list", f"office {free} has no function"]
    assert idle.functions.count() == 0


def test_an_office_of_the_settings_without_an_app_is_a_fault(settings):
    settings.OFFICES = [*settings.OFFICES, "youth"]
    assert "office youth is in the settings, but is not an office's app" in consistency.compare().faults


def test_without_check_it_shows_the_list(capsys):
    call_command("responsibilities")
    assert "  E3 信访 Letters and calls [R7.a R7.b]" in capsys.readouterr().out


def test_lines_says_how_much_code_each_office_has_of_its_own(capsys):
    call_command("responsibilities", "--lines")
    said = re.findall(r"^([A-H]) .+: (\d+) lines, (\d+) for each function$", capsys.readouterr().out, re.MULTILINE)
    assert [code for code, _lines, _each in said] == list("ABCDEFGH")
    assert all(int(each) <= int(lines) > 0 for _code, lines, each in said)
