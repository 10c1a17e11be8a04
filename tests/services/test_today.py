"""The strip of today on the first page: the hall as it is now, and what is closed these days."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from caojiadu.core import memory
from caojiadu.core.organisation.models import Fact
from services.hall.tickets import open_day, stop_day
from services.models import Closure
from tests.services.halls import NOON, PUBLIC, came, centre, make_windows, tablet

pytestmark = pytest.mark.django_db


def page() -> str:
    """The first page a little later than a minute."""
    memory.forget()
    return Client().get("/").content.decode()


def test_the_first_page_says_how_the_hall_is_now_and_what_is_closed() -> None:
    with time_machine.travel(NOON):
        assert 'id="today"' not in page()  # nothing to say
        make_windows(1)
        assert "未开放" in page() and "现在不放号" in page()
        Fact.objects.filter(key=f"centre_{centre().key.replace('-', '_')}_hours").update(value_zh="周一至周五")
        assert "周一至周五" in page() and "现在不放号" not in page()
        open_day(centre())
        at = tablet()
        came(at), came(at)
        text = page()
        for words in ("开放中", "<b>2</b> 人在等", "12:00 更新", f'href="{PUBLIC}"'):
            assert words in text
        assert "约 <b>" not in text  # nobody can tell yet
        stop_day(centre())
        assert "未开放" in page()
        today = timezone.localdate()
        Closure.objects.create(centre=centre(), first_on=today, last_on=today, reason_zh="设备检修")
        later = today + dt.timedelta(days=30)
        Closure.objects.create(centre=centre(), first_on=later, last_on=later, reason_zh="盘点")
        text = page()
        assert "11 月 25 日：设备检修" in text and "盘点" not in text


def test_the_five_sections_stand_on_every_page_and_the_bar_below_only_where_one_reads() -> None:
    for address in ("/", "/services/", "/news/", "/petitions/new/", "/about/"):
        text = Client().get(address).content.decode()
        assert text.count('class="mainnav"') == 1
        assert text.count('class="tabs noprint"') == (address in ("/", "/services/", "/about/")), address
    assert 'href="/services/" aria-current="true"' in Client().get("/services/pension/").content.decode()
