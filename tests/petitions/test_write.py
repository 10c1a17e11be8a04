"""Writing a letter online: what is taken, what is refused and kept, and that it is taken once."""

import pytest

from tests.petitions.online import post, receipt, send

pytestmark = pytest.mark.django_db


def test_a_letter_ends_on_a_receipt(client):
    petition, code = send(client)
    assert petition.kind == "petition_appeal"
    assert petition.resident.name_sealed == "张三"
    assert petition.resident.phone_sealed == "+8613812345678"
    assert len(code) == 8
    page = client.get(f"/petitions/{petition.number}/")
    assert page.status_code == 200
