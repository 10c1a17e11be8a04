"""One person is one row, and no two people ever become one by themselves."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.utils import translation

from caojiadu.core.community.models import Resident, SamePerson
from caojiadu.core.community.residents import agree_to_e_service, find_or_create_resident, withdraw_e_service
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.personal import Unusable

pytestmark = pytest.mark.django_db
CARD = {"id_type": "id_card", "id_number": "11010519491231002X"}
OTHER_CARD = {"id_type": "id_card", "id_number": "360426199101010071"}
BASE = {"name": "张三", "phone": "13812345678"}


def made(**details: object) -> Resident:
    """The resident of these details."""
    return find_or_create_resident(**{**BASE, **details})


def test_a_new_person_is_sealed_and_masked() -> None:
    place = Neighbourhood.objects.first()
    with translation.override("en"):
        found = made(**CARD, address=" 静安区余姚路100弄5号 ", neighbourhood=place)
    found = Resident.objects.get(pk=found.pk)
    assert (found.masked_name, found.masked_phone, found.masked_id, found.masked_id_outside) == (
        "张*",
        "138****5678",
        "1101**********002X",
        "1****************X",
    )
    assert found.masked_address == "静安区余姚路100弄***"
    assert (found.neighbourhood, found.language, str(found)) == (place, "en", "张*")


@pytest.mark.parametrize(
    ("first", "then", "same"),
    [
        ({}, {}, True),
        ({}, {"phone": "+86 138-1234-5678", "name": " 张三"}, True),
        ({}, {"name": "李四"}, False),
        ({}, {"name": ""}, False),
        ({}, {"phone": "13912345678"}, False),
        (CARD, CARD, True),
        (CARD, {}, True),
        (CARD, {**CARD, "id_number": " 11010519491231002x"}, True),
        (CARD, {**CARD, "phone": ""}, False),  # a row's phone may be a stranger's who knew the paper
        ({**CARD, "phone": ""}, {**CARD, "phone": ""}, True),
        # whoever knows a neighbour's number does not get the neighbour's notices
        (CARD, {**CARD, "phone": "13912345678"}, False),
        ({**CARD, "phone": ""}, CARD, False),
        (CARD, {**CARD, "name": "李四"}, False),
        (CARD, OTHER_CARD, False),
        ({}, CARD, True),
        ({"phone": ""}, {"phone": ""}, False),
    ],
)
def test_who_is_the_same_person(first: dict[str, str], then: dict[str, str], same: bool) -> None:
    assert (made(**first).pk == made(**then).pk) is same


def test_a_letter_fills_gaps_and_overwrites_nothing() -> None:
    made(address="余姚路1弄")
    place = Neighbourhood.objects.first()
    found = Resident.objects.get(pk=made(**CARD, address="长宁路2弄", neighbourhood=place).pk)
    assert (found.address_sealed, found.id_sealed, found.neighbourhood) == ("余姚路1弄", CARD["id_number"], place)


@pytest.mark.parametrize("phone", ["13912345678", ""])
def test_a_clerk_who_saw_the_paper_turns_no_row_to_another_phone(phone: str) -> None:
    first = made(**CARD, address="余姚路1弄")
    second = made(**CARD, phone=phone, address="长宁路2弄", proven=True)
    third = made(**CARD, address="长宁路3弄", proven=True)
    assert third.pk == first.pk != second.pk == made(**CARD, phone=phone, proven=True).pk
    found = {(one.phone_sealed, one.address_sealed) for one in Resident.objects.all()}
    assert found == {("+8613812345678", "长宁路3弄"), (phone and f"+86{phone}", "长宁路2弄")}
    assert SamePerson.objects.get().ground == "paper"


def test_a_row_without_a_phone_gets_none_from_a_clerk() -> None:
    made(**CARD, phone="", proven=True)
    assert made(**CARD, proven=True).phone_sealed and Resident.objects.filter(phone_digest="").count() == 1


@pytest.mark.parametrize("bad", [{"phone": "123"}, {**CARD, "id_number": "1"}, {"name": "张\x00"}, {"address": "\x00"}])
def test_what_cannot_be_right_makes_nobody(bad: dict[str, str]) -> None:
    with pytest.raises(Unusable):
        made(**bad)
    assert not Resident.objects.exists()


def test_the_agreement_names_its_text_and_can_be_taken_back() -> None:
    resident = made()
    agree_to_e_service(resident=resident, text_version="2026-01")
    found = Resident.objects.get()
    assert found.agreed_e_service_at
    assert found.agreed_e_service_text == "2026-01"
    withdraw_e_service(resident=resident)
    assert Resident.objects.get().agreed_e_service_at is None


def test_an_agreement_without_a_text_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="agreed_to_a_known_text"):
        agree_to_e_service(resident=made(), text_version="")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("details", [{}, CARD])
def test_two_letters_in_one_moment_make_one_resident(details: dict[str, str]) -> None:
    start = Barrier(8)

    def write(_number: int) -> int:
        try:
            start.wait()
            return made(**details).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(write, range(8)))) == 1
    assert Resident.objects.count() == 1


def test_finding_a_person_reads_by_index(owner_connection: Any) -> None:
    found = made(**CARD)
    # Many share a name; the phone or the paper tells them apart.
    alike = [Resident(name_digest=found.name_digest, phone_digest=f"{n:064}") for n in range(500)]
    Resident.objects.bulk_create(alike)
    owner_connection.execute("ANALYZE community_resident")
    for where in ({"id_digest": found.id_digest}, {"phone_digest": found.phone_digest}):
        plan = Resident.objects.filter(name_digest=found.name_digest, **where).explain()
        assert "resident_by_phone" in plan or "one_resident_per_paper" in plan, plan
