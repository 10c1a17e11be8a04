"""An office's own page counts all its registers in one statement."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.declaration import registers_of
from tests.cast import make_staff
from tests.entries import signed_in

pytestmark = pytest.mark.django_db
MOST = 21  # half of them are of the frame of the desk


@pytest.mark.parametrize("code", "ABCDEFGH")
def test_an_offices_page_takes_a_few_statements_however_many_registers_it_keeps(
    cast: SimpleNamespace, code: str
) -> None:
    office = Office.objects.get(code=code)
    slug = office.key.replace("_", "-")
    head = signed_in(make_staff("office-head", "科长", "head", code))
    address = f"/desk/{slug}/"
    page = head.get(address)
    shown = sum(len(lines) for _function, lines in page.context["groups"])
    assert 0 < shown <= len(registers_of({one.code for one in office.functions.all()}))
    with CaptureQueriesContext(connection) as asked:
        head.get(address)
    assert len(asked) <= MOST, "\n".join(one["sql"][:300] for one in asked)
