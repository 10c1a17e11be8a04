"""Made-up entries go through the same forms and moves as real ones, and come once."""

import io

import pytest
from django.core.management import call_command

from caojiadu.core.registers.declaration import all_registers
from petitions import hooks
from petitions.demo.people import make_people


@pytest.mark.django_db
def test_a_demonstration_has_entries_in_every_register_of_an_office_once(tmp_path, settings) -> None:
    settings.VAR_DIR = tmp_path
    people = make_people()
    hooks.demo(people)
    there = entries()
    assert [key for key, count in there.items() if not count] == []
    call_command("audit_verify", stdout=io.StringIO())
    call_command("check_access", stdout=io.StringIO())

    hooks.demo(people)
    assert entries() == there


def entries() -> dict[str, int]:
    return {one.key: one.model_class.objects.count() for one in all_registers() if not one.everywhere}
