"""A resident's e-mail: set under "My matters", confirmed by a code sent there, used beside text messages."""

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.models import Task
from caojiadu.core.community.models import EmailCode, Resident
from caojiadu.core.notices import worker
from caojiadu.core.notices.models import Notice
from petitions.petitioners.access import new_code
from tests.petitions.letters import go, in_hand, make_resident, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
PHONE, EMAIL, ADDRESS = "+8613812345678", "zhang.san@example.com", "/me/email/"


@pytest.fixture
def mine(settings: Any, tmp_path: Any) -> Client:
    """A browser signed in with the phone of 张三, who has written; messages go at any hour."""
    settings.NOTICE_QUIET_HOURS, settings.SMS_FILE = "", tmp_path / "sms.log"
    write(resident=make_resident())
    client = client_of(resident_account(phone=PHONE))
    client.raise_request_exception = True
    return client


def code_sent() -> str:
    """The code in the newest e-mail."""
    worker.send_due()
    return re.search(r"\d{6}", mail.outbox[-1].body)[0]


def confirmed(mine: Client) -> Resident:
    """An address that was set and confirmed."""
    mine.post(ADDRESS, {"email": EMAIL})
    assert mine.post(ADDRESS, {"code": code_sent()}).status_code == 302
    return with_email()[0]


def with_email() -> list[Resident]:
    """Everybody who has an address."""
    return [one for one in Resident.objects.all() if one.email_sealed]


def test_an_address_counts_once_its_code_came_back(mine: Client) -> None:
    assert ADDRESS in mine.get("/me/").content.decode()
    assert mine.post(ADDRESS, {"email": "不是邮箱"}).context["form"].errors
    assert mine.post(ADDRESS, {"email": EMAIL}).status_code == 302
    assert not with_email()
    code = code_sent()
    assert mail.outbox[-1].to == [EMAIL] and "z***@example.com" in mine.get(ADDRESS).content.decode()
    wrong = mine.post(ADDRESS, {"code": "000000" if code != "000000" else "111111"})
    assert "4" in str(wrong.context["code_form"].errors)
    assert mine.post(ADDRESS, {"code": code}).status_code == 302
    resident = Resident.objects.get()
    assert (resident.email_sealed, EmailCode.objects.count()) == (EMAIL, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM community_resident r UNION ALL SELECT n::text FROM notices_notice n")
        assert not any("example.com" in row for (row,) in cursor.fetchall())
    assert Entry.objects.filter(action="set_email", subject_key=str(resident.key)).exists()
    page = mine.get(ADDRESS).content.decode()
    assert "z***@example.com" in page and EMAIL not in page
    # The same code counts once, and one that is too old never.
    assert mine.post(ADDRESS, {"code": code}).status_code == 302
    mine.post(ADDRESS, {"email": "other@example.com"})
    EmailCode.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    mine.post(ADDRESS, {"code": code_sent()})
    resident.refresh_from_db()
    assert resident.email_sealed == EMAIL


def test_guessing_ends_and_so_does_sending(mine: Client) -> None:
    mine.post(ADDRESS, {"email": EMAIL})
    code = code_sent()
    for _each in range(5):
        mine.post(ADDRESS, {"code": f"{(int(code) + 1) % 10**6:06d}"})
    mine.post(ADDRESS, {"code": code})
    assert not with_email()
    sent = [mine.post(ADDRESS, {"email": EMAIL}).status_code for _each in range(5)]
    assert sent == [302, 302, 302, 302, 200]


def test_news_go_there_too_with_the_number_alone_until_it_is_taken_back(mine: Client, cast: SimpleNamespace) -> None:
    resident = confirmed(mine)
    case = go(in_hand(cast, resident=resident, title="楼道堆物"), "ask", cast.handler, question="几楼的楼道？")
    told = Notice.objects.filter(case_number=case.number, resident_key=resident.key)
    channels = set(told.values_list("channel"))
    assert channels == {("portal",), ("sms",), ("email",)}
    worker.send_due()
    news = [one for one in mail.outbox if case.number in one.body]
    assert news and all(one.to == [EMAIL] and "楼道" not in one.body + one.subject for one in news)
    # An e-mail that nobody takes opens no task to ring as long as the text message arrives.
    lost = Notice.objects.filter(case_number=case.number, channel="email").latest("pk")
    Notice.objects.filter(pk=lost.pk).update(state="sending", attempts=1, claimed_at=timezone.now())
    lost.refresh_from_db()
    worker.settle(lost, "failed", error="refused")
    assert not Task.objects.exists()
    assert mine.post(ADDRESS, {"forget": "1"}).status_code == 302
    assert not with_email()
    assert Entry.objects.filter(action="forget_email").exists()
    before = Notice.objects.filter(channel="email").count()
    go(case, "reply", by="resident", reply="三楼")
    go(case, "ask", cast.handler, question="还有吗？")
    assert Notice.objects.filter(channel="email").count() == before


def test_it_is_set_for_the_own_person_only(mine: Client, cast: SimpleNamespace) -> None:
    # A daughter keeps her mother's letter under her account: the mother's messages stay with the mother.
    mother = write(resident=make_resident("李奶奶", "13900001111"))
    mine.post("/petitions/track/", {"number": mother.number, "code": new_code(mother, timezone.now())})
    assert mine.post(f"/petitions/{mother.number}/keep/").status_code == 302
    assert confirmed(mine).phone_sealed == PHONE
    assert Resident.objects.get(pk=mother.resident_id).email_sealed == ""
    # Whoever has not written has nobody to set it for; staff and visitors have no such page.
    stranger = client_of(resident_account(phone="+8613700000000"))
    stranger.post(ADDRESS, {"email": EMAIL})
    assert EmailCode.objects.count() == 0 and 'name="email"' not in stranger.get(ADDRESS).content.decode()
    assert client_of(cast.clerk).get(ADDRESS).status_code == 404
    assert Client().get(ADDRESS).status_code == 302
    row = client_of(cast.system_admin).get(reverse("admin:community_resident_changelist"))
    assert EMAIL not in row.content.decode()
