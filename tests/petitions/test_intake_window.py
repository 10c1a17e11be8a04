"""The window: entering what people say, its receipt, and a new code."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from caojiadu.core.audit.models import Entry
from petitions.models import Petition
from petitions.petitioners.access import new_code
from tests.petitions.letters import make_resident, write

pytestmark = pytest.mark.django_db
CALL = {
    "channel": "call",
    "kind": "appeal",
    "title": "路灯不亮",
    "body": "弄堂口三盏路灯都不亮。",
    "name": "王芳",
    "read_back": "on",
    "notice_read": "on",
}


@pytest.fixture
def sit(client):
    """Sit down at the window as somebody."""

    def as_person(user):
        client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
        return client

    return as_person


def test_a_call_is_entered_and_its_receipt_follows(cast, sit):
    window = sit(cast.window)
    page = window.post(reverse("letters_desk:enter"), CALL, follow=True)
    petition = Petition.objects.get()
    assert page.redirect_chain[-1][0] == reverse("letters_desk:receipt", args=[petition.number])
    assert f'data-case-number="{petition.number}"' in page.content.decode()
    assert (petition.channel, petition.opened_by, petition.read_back) == ("call", cast.window, True)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"read_back": ""}, "read_back"),
        ({"notice_read": ""}, "notice_read"),
        ({"name": ""}, "name"),
        ({"title": ""}, "title"),
        ({"channel": "pigeon"}, "channel"),
        ({"phone": "12"}, "phone"),
        ({"received_on": "2199-01-01"}, "received_on"),
        ({"received_on": "2001-01-01"}, "received_on"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(cast, sit, changed, field):
    page = sit(cast.window).post(reverse("letters_desk:enter"), {**CALL, **changed})
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert CALL["body"] in page.content.decode()
    assert not Petition.objects.exists()


def test_paper_needs_no_reading_back_and_its_limit_runs_from_the_day_it_arrived(cast, sit):
    paper = {**CALL, "channel": "letter", "read_back": "", "notice_read": "", "received_on": "2026-11-20"}
    sit(cast.window).post(reverse("letters_desk:enter"), paper)
    petition = Petition.objects.get()
    assert petition.opened_at.date().isoformat() == "2026-11-20"
    assert petition.clocks.get(key="tell").started_at == petition.opened_at


def test_a_new_code_is_shown_once_and_a_page_loaded_again_makes_no_other(cast, sit):
    petition = write(resident=make_resident())
    clerk = sit(cast.clerk)
    address = reverse("letters_desk:code", args=[petition.number])
    shown = clerk.post(address, {"checked": "paper"}, follow=True)
    again = clerk.get(shown.redirect_chain[-1][0])
    codes = [page.content.decode().split('data-query-code="')[1][:8] for page in (shown, again)]
    assert codes[0] == codes[1]


def test_a_keeper_renews_the_code_of_a_confidential_report_and_nobody_sees_what_it_says(cast, sit, client):
    against = {"against": "某物业经理"}
    report = write("petition_accusation", resident=make_resident(), title="收受礼金", fields=against)
    old, address = new_code(report, timezone.now()), reverse("letters_desk:code", args=[report.number])
    for who in ("clerk", "window", "head", "leader", "system_admin"):
        assert sit(getattr(cast, who)).get(address).status_code == 404, who
    keeper = sit(cast.keeper)
    assert address in keeper.get(reverse("desk:case", args=[report.number])).content.decode()
    page = keeper.get(address)
    assert page.status_code == 200 and keeper.post(address, {}).context["form"].errors
    assert not Entry.objects.filter(action="new_code").exists()
    given = keeper.post(address, {"checked": "paper"}, follow=True)
    for shown in (page, given):
        assert not any(word in shown.content.decode() for word in ("收受礼金", "某物业经理", "张三"))
    code = given.content.decode().split('data-query-code="')[1][:8]
    logged = Entry.objects.get(action="new_code")
    assert (logged.subject_key, logged.actor_user_id, logged.reason) == (report.number, cast.keeper.pk, "paper")
    pdf = keeper.get(reverse("letters_desk:receipt_pdf", args=[report.number]))
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.content)).pages)
    assert report.number in text.replace("\u200b", "") and "收受礼金" not in text and "某物业经理" not in text
    # The code before opens nothing any more; keepers enter nothing and renew no other letter's code.
    assert client.post("/petitions/track/", {"number": report.number, "code": old}).status_code == 200
    assert client.post("/petitions/track/", {"number": report.number, "code": code}).status_code == 302
    other = write(resident=make_resident())
    assert keeper.get(reverse("letters_desk:code", args=[other.number])).status_code == 404
    assert keeper.get(reverse("letters_desk:enter")).status_code == 404
    nameless = write("petition_accusation", fields={**against, "anonymous": True})
    assert keeper.get(reverse("letters_desk:code", args=[nameless.number])).status_code == 404


@pytest.mark.parametrize("who", ["handler", "head", "leader", "stranger", "district"])
def test_others_enter_nothing(cast, sit, who):
    assert sit(getattr(cast, who)).get(reverse("letters_desk:enter")).status_code == 404
