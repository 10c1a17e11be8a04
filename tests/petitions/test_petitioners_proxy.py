"""Who acts for somebody: with consent or without, until it is taken back; guardians until the child comes of age."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.models import Case, Task
from caojiadu.core.files.models import File
from caojiadu.core.notices import worker
from caojiadu.core.notices.models import Notice
from caojiadu.core.personal import unseal
from petitions.models import JointRules, Mandate, Petition
from petitions.petitioners.rules import ask_where_missing
from tests.petitions.letters import DRAFT, go
from tests.petitions.online import LETTER, errors, post, send, track
from tests.petitions.test_intake_window import CALL
from tests.petitions.test_petitioners import page, released, row_of, shown, worked
from tests.world import client_of

pytestmark = pytest.mark.django_db
PROXY, RESIDENT = "+8613812345678", "+8613900000009"
FOR = {
    "on_behalf": "other",
    "for_name": "王阿婆",
    "for_phone": "13900000009",
    "for_relation": "child",
    "for_consent": "code",
}
WARD = {"on_behalf": "ward", "for_name": "小明", "for_relation": "parent", "for_phone": ""}


def own_code(petition):
    """The code that waits in the outbox for the resident's own phone."""
    found = Notice.objects.get(template="petition_own_code", case_number=petition.number)
    return re.search('"code": "([^"]+)"', unseal(found.sealed))[1]


def numbers(browser):
    return [item.number for item in browser.get("/me/").context["items"]]


def account(phone):
    browser = Client()
    browser.force_login(resident_account(phone=phone))
    return browser


def told(petition, resident):
    return Notice.objects.filter(
        case_number=petition.number, template="petition_answered", resident_key=resident.key
    ).exists()


# What was done about the power: what the proxy then finds at the code, the phone, the file given out, the answer, the
# message that it is there, and whether they may reply.
TABLE = {
    "nobody agreed": (None, {"track": True, "me": True, "file": False, "answer": False, "told": True, "reply": False}),
    "agreed by code": (
        "agree",
        {"track": True, "me": True, "file": True, "answer": True, "told": True, "reply": True},
    ),
    "refused": ("end", {"track": False, "me": False, "file": False, "answer": False, "told": False, "reply": False}),
    "taken back": (
        "agree, end",
        {"track": False, "me": False, "file": False, "answer": False, "told": False, "reply": False},
    ),
    "ended at the desk": (
        "desk",
        {"track": False, "me": False, "file": False, "answer": False, "told": False, "reply": False},
    ),
}


@pytest.mark.parametrize("way", TABLE)
def test_what_a_proxy_finds_at_each_door(way, cast):
    steps, expected = TABLE[way]
    browser = Client()
    petition, code = send(browser, **FOR)
    resident = petition.resident
    assert (resident.name_sealed, resident.phone_sealed) == ("王阿婆", RESIDENT)
    own = shown(petition, own_code(petition))
    for step in (steps or "").split(", "):
        if step in ("agree", "end"):
            own.post(f"/petitions/{petition.number}/proxy/", {"do": step})
        elif step == "desk":
            go(petition, "end_mandate", cast.clerk, who=row_of(petition, "张三").pk, reason="本人来电")
    worked(petition, cast)
    go(petition, "ask", cast.handler, question="几号楼？")
    browser.post(f"/petitions/{petition.number}/reply/", {"reply": "三号楼"})
    replied = petition.questions.get().replied_at is not None
    own.post(f"/petitions/{petition.number}/reply/", {"reply": "三号楼"})
    released(petition, cast)
    given = File.objects.create(
        case=petition, name="告.txt", content_type="text/plain", size=1, sha256="", state="held", audience="resident"
    )
    browser.post(f"/petitions/{petition.number}/read/")
    proxy_account = account(PROXY)
    proxy_account.post(f"/petitions/{petition.number}/read/")
    found = {
        "track": track(Client(), petition.number, code).status_code == 302,
        "me": petition.number in numbers(account(PROXY)),
        "file": browser.get(f"/files/{given.key}/").status_code == 200,
        "answer": any(DRAFT["text"] in page(one, petition) for one in (browser, proxy_account)),
        "told": told(petition, row_of(petition, "张三").resident),
        "reply": replied,
    }
    assert found == expected
    # Whatever became of the proxy, it is the resident's matter: told, opened, read.
    assert told(petition, resident)
    assert petition.number in numbers(account(RESIDENT))
    own.post(f"/petitions/{petition.number}/read/")
    assert DRAFT["text"] in page(own, petition)
    assert own.get(f"/files/{given.key}/").status_code == 200


def test_the_code_goes_to_the_residents_own_phone_and_not_to_the_proxy(settings, tmp_path):
    settings.SMS_FILE, settings.NOTICE_QUIET_HOURS = tmp_path / "sms.log", ""
    browser = Client()
    petition, code = send(browser, **FOR)
    mine = own_code(petition)
    assert mine != code
    assert mine not in page(browser, petition, "receipt/") + page(browser, petition)
    worker.send_due(seconds=5)
    sent = (tmp_path / "sms.log").read_text()
    line = next(line for line in sent.splitlines() if mine in line)
    assert "13900000009" in line
    assert code not in sent
    notice = Notice.objects.get(template="petition_own_code")
    assert (notice.sealed, notice.resident_key) == ("", None)
    first = Notice.objects.filter(case_number=petition.number, channel="sms", resident_key__isnull=False)
    assert set(first.values_list("template", flat=True)) == {"petition_filed_for_you", "petition_received"}


def test_a_report_against_somebody_sends_no_code_and_its_proxy_stays_confidential(cast):
    refused = post(Client(), **FOR, kind="accusation", against="某经理")
    assert "for_consent" in errors(refused)
    petition, _code = send(Client(), **{**FOR, "for_consent": "window"}, kind="accusation", against="某经理")
    assert not Notice.objects.filter(template="petition_own_code").exists()
    for phone in (PROXY, RESIDENT):
        assert petition.number not in numbers(account(phone))
    keeper = client_of(cast.keeper).get(reverse("desk:case", args=[petition.number])).content.decode()
    assert "张*" in keeper
    for name in ("clerk", "window", "leader", "head"):
        assert client_of(getattr(cast, name)).get(f"/desk/cases/{petition.number}/").status_code == 404
    go(petition, "confirm_consent", cast.keeper, who=row_of(petition, "张三").pk, how="paper")
    assert Mandate.objects.get().consent_at is not None


def test_consent_that_is_missing_becomes_a_task_of_the_desk_once(cast):
    petition, _code = send(Client(), **FOR)
    days = JointRules.today().consent_days
    assert ask_where_missing(timezone.now() + dt.timedelta(days=days - 1)) == 0
    assert [ask_where_missing(timezone.now() + dt.timedelta(days=days + one)) for one in (0, 1)] == [1, 0]
    task = Task.objects.get(kind=Task.Kind.CONSENT)
    assert client_of(cast.clerk).get(reverse("desk:task", args=[task.pk])).status_code == 200
    step = reverse("desk:move", args=[petition.number, "confirm_consent"])
    clerk = client_of(cast.clerk)
    assert clerk.post(step, {"who": row_of(petition, "王阿婆").pk, "how": "window"}).status_code == 422
    assert clerk.post(step, {"who": row_of(petition, "张三").pk, "how": "code"}).status_code == 422
    assert clerk.post(step, {"who": row_of(petition, "张三").pk, "how": "window"}).status_code == 302
    task.refresh_from_db()
    assert (task.done_at is not None, Mandate.objects.get().consent_by) == (True, cast.clerk)


def test_the_window_files_for_somebody_who_agreed_there(cast):
    window = client_of(cast.window)
    data = {**CALL, **FOR, "channel": "visit", "for_consent": "window", "phone": "13812345678"}
    html = window.post(
        reverse("letters_desk:enter"), {**data, "for_agreed": "on", "for_own_code": "on"}, follow=True
    ).content.decode()
    assert len(set(re.findall(r'data-query-code="([^"]+)"', html))) == 2
    power = Mandate.objects.get()
    assert (power.consent, power.consent_by) == ("window", cast.window)
    html = window.post(
        reverse("letters_desk:enter"), {**data, "title": "只给代理人查询码", "for_phone": ""}, follow=True
    ).content.decode()
    assert len(set(re.findall(r'data-query-code="([^"]+)"', html))) == 1
    newest = Petition.objects.latest("pk")
    assert newest.resident.name_sealed == "王阿婆"
    assert Mandate.objects.latest("pk").consent_at is None
    # Without a phone the resident is told through whoever acts for them.
    assert not Task.objects.filter(case=newest, kind=Task.Kind.POST).exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"for_name": ""}, "for_name"),
        ({"for_relation": ""}, "for_relation"),
        ({"for_phone": ""}, "for_phone"),
        ({"for_phone": "12"}, "for_phone"),
        ({"for_phone": "138 1234 5678"}, "for_phone"),
        ({"for_consent": "nonsense"}, "for_consent"),
        ({"on_behalf": "nonsense"}, "on_behalf"),
        ({**WARD, "for_born": "2000-01-01"}, "for_born"),
        ({**WARD, "for_born": "2199-01-01"}, "for_born"),
        ({**WARD, "for_born": "nonsense"}, "for_born"),
        ({"on_behalf": "self", "id_type": "id_card", "id_number": "31010620150601001X"}, "on_behalf"),
        ({"on_behalf": "self", "joint": "on", "anonymous": "on"}, "joint"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_lost(changed, field):
    response = post(Client(), **{**FOR, **changed})
    assert response.status_code == 200
    assert field in errors(response)
    assert LETTER["body"] in response.content.decode()
    assert not Case.objects.exists()


def test_a_guardian_acts_until_the_child_comes_of_age(cast):
    with time_machine.travel(dt.datetime(2026, 12, 2, 2, tzinfo=dt.UTC)):
        browser = Client()
        petition, code = send(browser, **WARD, for_born="2009-01-05")
        assert Mandate.objects.get().until == dt.date(2027, 1, 5)
        case = released(worked(petition, cast), cast)
        browser.post(f"/petitions/{petition.number}/read/")
        assert DRAFT["text"] in page(browser, petition)
        assert Petition.objects.get(pk=case.pk).served_at is not None
    with time_machine.travel(dt.datetime(2027, 1, 4, 2, tzinfo=dt.UTC)):
        assert track(Client(), petition.number, code).status_code == 302
    with time_machine.travel(dt.datetime(2027, 1, 5, 2, tzinfo=dt.UTC)):
        assert track(Client(), petition.number, code).status_code == 200
        assert browser.get(f"/petitions/{petition.number}/").status_code == 404
        html = client_of(cast.clerk).get(reverse("desk:case", args=[petition.number])).content.decode()
        assert "已于1 月 5 日结束" in html


def test_the_desk_names_a_guardian_and_no_word_of_them_stays_in_the_history(cast):
    petition, _code = send(Client())
    go(
        petition,
        "name_guardian",
        cast.clerk,
        who=row_of(petition, "张三").pk,
        name="监护人甲",
        phone="13900000005",
        relation="relative",
    )
    power = Mandate.objects.get()
    assert (power.until, power.petitioner.role) == (None, "guardian")
    event = petition.events.get(move="name_guardian")
    assert "监护人甲" not in f"{event.data}"
    assert not hasattr(event, "words")
    assert petition.number in numbers(account("+8613900000005"))


def test_who_acts_for_the_resident_neither_agrees_for_them_nor_ends_it():
    browser = Client()
    petition, _code = send(browser, **FOR)
    for step in ("agree", "end"):
        assert browser.post(f"/petitions/{petition.number}/proxy/", {"do": step}).status_code == 404
    assert Mandate.objects.get().consent_at is None
    browser.post(f"/petitions/{petition.number}/withdraw/", {"reason": ""})
    assert Petition.objects.get(pk=petition.pk).state == "submitted"
