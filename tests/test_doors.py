"""Every door through which a report against somebody could leak, each tried with words that cannot be mistaken."""

import inspect
import json
import logging
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.celery import app as celery
from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.access import may_open
from caojiadu.core.cases.grants import grant_case
from caojiadu.core.cases.models import Case, CaseSearch, Clock
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.district import sending
from caojiadu.core.district.models import Report
from caojiadu.core.files.models import File
from caojiadu.core.files.moves import store
from caojiadu.core.notices import worker
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.wording import words
from caojiadu.timer import app as timer
from petitions.models import Petition
from tests.cast import DISTRICT, STAFF
from tests.core.files import samples
from tests.petitions.letters import go, in_hand
from tests.petitions.online import LETTER, form_token, post, receipt
from tests.rails import same_people
from tests.world import client_of

__all__ = ["same_people"]
SLOW = "three lives of a report, each looked for behind every door by everybody else"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_people")]
PHONE = "13711112222"
TITLE, BODY, AGAINST, PLACE, NOTE = "琥珀题目", "玛瑙正文", "翡翠经理", "珊瑚弄堂", "珍珠批注"
MARKS = (TITLE, BODY, AGAINST, PLACE, NOTE, PHONE)
SECRET = {"title": TITLE, "body": BODY, "place": PLACE, "phone": PHONE}
KEEPERS = {"keeper", "second_keeper"}
# Written as one by the resident; entered at the window as a request and corrected; naming a leader.
WAYS = ("written", "corrected", "above")


@pytest.fixture(params=WAYS)
def told(
    request: Any, cast: Any, settings: Any, tmp_path: Any, caplog: Any, capfd: Any, monkeypatch: Any
) -> SimpleNamespace:
    """A report against somebody that lived its whole life, with everything said on the way."""
    caplog.set_level(logging.INFO)
    settings.FILES_ROOT, settings.SMS_FILE = tmp_path / "files", tmp_path / "sms.log"
    settings.NOTICE_QUIET_HOURS = ""
    against = f"{AGAINST}、{cast.leader.display_name}" if request.param == "above" else AGAINST
    browser, window = Client(), client_of(cast.window)
    case, html = _corrected(cast, window, against) if request.param == "corrected" else _written(browser, against)
    world = SimpleNamespace(cast=cast, way=request.param, receipt=html, browser=browser, window=window, browsers={})
    world.ordinary = in_hand(cast, co=("F",))
    Case.objects.filter(pk=world.ordinary.pk).update(parent=case)
    world.file = store(uploaded=samples.upload("证据.jpg", samples.picture(), "image/jpeg"), case=case, audience="both")
    _live(case, cast)
    world.case = Petition.objects.get(pk=case.pk)
    world.sms, world.log = settings.SMS_FILE, lambda: caplog.text + "".join(capfd.readouterr())
    return world


def _written(browser: Client, against: str) -> tuple[Petition, str]:
    response = post(browser, kind="accusation", against=against, **SECRET)
    petition, _code = receipt(browser, response["Location"])
    return petition, browser.get(response["Location"]).content.decode()


def _corrected(cast: Any, window: Client, against: str) -> tuple[Petition, str]:
    """Entered by a window clerk, opened to a colleague by a grant, then found to be a report against somebody."""
    page = window.get(reverse("letters_desk:enter"))
    token = page.context["form"]["form_token"].value()
    data = {**LETTER, **SECRET, "against": against, "channel": "visit", "form_token": token, "read_back": "on"}
    response = window.post(reverse("letters_desk:enter"), data)
    assert response.status_code == 302, response.context["form"].errors
    petition = Petition.objects.get(title=TITLE)
    grant_case(case=petition, to=cast.stranger, reason="专班", by=cast.administrator)
    petition = go(petition, "reclassify", cast.clerk, kind="petition_accusation", reason="属于检举")
    return petition, window.get(response["Location"]).content.decode()


def _live(case: Petition, cast: Any) -> None:
    """A note, messages sent, the limit passed with every rung, forwarded, acknowledged, messages sent again."""
    worker.send_due(seconds=5)
    if case.registrar_id:
        go(case, "note", cast.keeper, note=NOTE)
    for _rung in range(5):
        Clock.objects.filter(case=case).update(next_at=timezone.now(), due_at=timezone.now())
        sweep()
    if case.registrar_id:
        go(case, "forward", cast.keeper, reason=NOTE)
    sending.send_due(seconds=5)
    worker.send_due(seconds=5)


def pages(browser: Client, *addresses: str) -> str:
    """What somebody reads on these pages."""
    found = []
    for address in addresses:
        response = browser.get(address, follow=True)
        assert response.status_code in (200, 302, 404, 405, 410), (address, response.status_code)
        found.append("".join(map(str, response.streaming_content)) if response.streaming else response.content.decode())
    return "\n".join(found)


# One for each ground on which somebody of the house might see a matter; the matrix tries everybody.
OTHERS = ("window", "clerk", "head", "handler", "stranger", "security_head", "leader", "administrator")


def others(told: SimpleNamespace) -> Iterator[Client]:
    """Those of the house who are not its keepers."""
    for name in OTHERS:
        if name not in told.browsers:
            told.browsers[name] = client_of(getattr(told.cast, name))
        yield told.browsers[name]


def desk_of(told: SimpleNamespace, *addresses: str) -> str:
    return "\n".join(pages(browser, *addresses) for browser in others(told))


def listed(told: SimpleNamespace, **query: str) -> str:
    """Titles on everybody's list; the page itself repeats what was searched for."""
    found = []
    for browser in others(told):
        page = browser.get(reverse("desk:cases"), query).context["page"]
        found += [f"{row.title} {row.number}" for row in page.rows]
    return "\n".join(found)


def rows_of(model: str, **where: Any) -> str:
    """Every column of every row of a table, as text."""
    return "\n".join(str(row) for row in apps.get_model(model).objects.filter(**where).values_list())


QUEUES = ("late", "confidential", "all")
Door = Callable[[SimpleNamespace], str]
DOORS: dict[str, Door] = {
    "staff lists and rail": lambda t: desk_of(t, *(f"{reverse('desk:cases')}?queue={key}" for key in QUEUES)),
    "search by words": lambda t: "\n".join(listed(t, q=mark) for mark in (TITLE, BODY, AGAINST, PLACE)),
    "search by initials": lambda t: listed(t, q="hptm"),
    "search by number": lambda t: listed(t, q=t.case.number),
    "filters": lambda t: listed(t, queue="all", kind="petition_accusation") + listed(t, queue="all", state="forwarded"),
    "detail": lambda t: desk_of(t, reverse("desk:case", args=[t.case.number])),
    "moves": lambda t: desk_of(
        t, *(reverse("desk:move", args=[t.case.number, key]) for key in ("note", "forward", "reclassify"))
    ),
    "person": lambda t: desk_of(t, reverse("desk:person", args=[t.case.number])),
    "where another matter came from": lambda t: desk_of(t, reverse("desk:case", args=[t.ordinary.number])),
    "hand tasks": lambda t: desk_of(t, reverse("desk:tasks")),
    "messages in the portal": lambda t: desk_of(t, reverse("notices:inbox"), reverse("notices:trouble")),
    "what is at the district": lambda t: desk_of(t, reverse("district_desk:outgoing")),
    "the window's receipt and new code": lambda t: pages(
        t.window,
        reverse("letters_desk:receipt", args=[t.case.number]),
        reverse("letters_desk:code", args=[t.case.number]),
    ),
    "a file": lambda t: desk_of(t, reverse("files:download", args=[t.file.key])),
    "admin": lambda t: pages(
        client_of(t.cast.administrator),
        *(
            reverse(f"admin:{name}_changelist")
            for name in ("cases_case", "district_report", "notices_notice", "audit_entry", "cases_category")
        ),
        reverse("admin:cases_case_all_grants"),
        reverse("admin:cases_case_let_in", args=[t.case.pk]),
        reverse("admin:cases_case_change", args=[t.case.pk]),
        f"{reverse('admin:cases_case_changelist')}?q={t.case.number}",
    ),
    "an inbox of another body": lambda t: pages(
        client_of(t.cast.district),
        f"{reverse('district:home')}?show=all",
        reverse("district:messages"),
        *(reverse("district:report", args=[report.key]) for report in Report.objects.filter(case=t.case)),
    ),
    "my matters, by the phone alone": lambda t: pages(
        client_of(resident_account(phone=f"+86{PHONE}")), "/me/", reverse("petitions:matter", args=[t.case.number])
    ).replace(PHONE, ""),
    "public pages": lambda t: pages(
        Client(), "/", "/about/", "/petitions/track/", "/petitions/suggestions/", "/healthz", "/readyz"
    ),
    "a stranger's track page": lambda t: pages(Client(), reverse("petitions:matter", args=[t.case.number])),
    "receipt": lambda t: t.receipt,
    "outbox": lambda t: rows_of("notices.Notice"),
    "words of messages": lambda t: "\n".join(str(words(notice)) for notice in Notice.objects.all()),
    "e-mail": lambda t: "\n".join(str(message.message()) for message in mail.outbox),
    "text messages": lambda t: (t.sms.read_text() if t.sms.exists() else "").replace(PHONE, ""),
    "events": lambda t: "\n".join(json.dumps(event.data, ensure_ascii=False) for event in t.case.events.all()),
    "audit trail": lambda t: rows_of("audit.Entry"),
    "search table": lambda t: rows_of("cases.CaseSearch", case_id=t.case.pk),
    "forms sent in": lambda t: rows_of("petitions.Submission"),
    "hand tasks' rows": lambda t: rows_of("cases.Task"),
    "sessions": lambda t: "\n".join(str(session.get_decoded()) for session in Session.objects.all()),
    "counts of tries": lambda t: "\n".join(
        rows_of(model._meta.label)
        for model in apps.get_app_config("accounts").get_models()
        if "Throttle" in model.__name__
    ),
    "logs": lambda t: t.log(),
}


def test_no_door_shows_a_word(told: SimpleNamespace) -> None:
    seen = ((door, look(told)) for door, look in DOORS.items())
    shown = {door: [mark for mark in MARKS if mark in text] for door, text in seen}
    assert not {door: marks for door, marks in shown.items() if marks}


def test_lists_and_messages_do_not_even_show_its_number(told: SimpleNamespace) -> None:
    """The clerks who had it before it was corrected keep the one message that it was to be registered."""
    doors = ["staff lists and rail", "search by number", "filters", "hand tasks", "what is at the district"]
    doors += ["where another matter came from", "an inbox of another body", "public pages", "search by initials"]
    assert not [door for door in doors if told.case.number in DOORS[door](told)]


def test_the_words_do_exist_for_those_who_keep_it(told: SimpleNamespace) -> None:
    """The marks are there to be found: else the other tests would prove nothing."""
    address = reverse("desk:case", args=[told.case.number])
    for name in KEEPERS:
        page = pages(client_of(getattr(told.cast, name)), address)
        assert (BODY in page) == (told.way != "above")
    discipline = client_of(told.cast.discipline)
    report = Report.objects.get(case=told.case)
    assert BODY in pages(discipline, reverse("district:report", args=[report.key]))
    assert (report.kind, report.body.key) == ("accusation", "discipline")


def test_nobody_else_may_open_it(told: SimpleNamespace) -> None:
    allowed = set() if told.way == "above" else KEEPERS
    people = {name: getattr(told.cast, name) for name in (*STAFF, *DISTRICT)}
    assert {name for name, user in people.items() if may_open(user, told.case)} == allowed
    assert not CaseSearch.objects.filter(case=told.case).exists()
    assert Case.objects.get(pk=told.case.pk).registrar_id is None or told.way != "above"


def test_it_climbs_no_ladder(told: SimpleNamespace) -> None:
    """However late: nobody but the keepers and the resident hears of it, and the district of no limit that passed."""
    late = Notice.objects.filter(case_number=told.case.number, template__in=("limit_late", "limit_soon"))
    heard = set(late.exclude(user=None).values_list("user__username", flat=True))
    assert heard <= KEEPERS
    assert not Report.objects.filter(case=told.case).exclude(kind="accusation").exists()


def test_messages_say_nothing_but_the_number(told: SimpleNamespace) -> None:
    for notice in Notice.objects.filter(case_number=told.case.number):
        assert set(notice.context) <= {"number"}, notice.context


def test_the_window_shows_no_code_of_a_corrected_letter(told: SimpleNamespace) -> None:
    """With the code one reads the letter."""
    if told.way == "corrected":
        assert "data-query-code" not in told.receipt
    else:
        assert "data-query-code" in told.receipt


def test_a_matter_in_hand_closes_to_everybody_who_had_it(cast: Any) -> None:
    """Whatever ground somebody had: handler, head, co-office, desk, leader, whoever entered it, by a grant."""
    case = in_hand(cast, co=("F",), actor=Actor.staff(cast.window), channel="call")
    grant_case(case=case, to=cast.stranger, reason="专班", by=cast.administrator)
    people = {name: getattr(cast, name) for name in (*STAFF, *DISTRICT)}
    before = {name for name, user in people.items() if may_open(user, Case.objects.get(pk=case.pk))}
    assert {"clerk", "handler", "co_head", "co_handler", "window", "stranger", "leader"} <= before
    Case.objects.filter(pk=case.pk).update(confidentiality=2)
    closed = Case.objects.get(pk=case.pk)
    assert {name for name, user in people.items() if may_open(user, closed)} == KEEPERS
    assert not CaseSearch.objects.filter(case=closed).exists()


def test_a_reader_by_grant_gets_no_code(cast: Any) -> None:
    """Being let in to read is not being the petitioner."""
    case = in_hand(cast)
    grant_case(case=case, to=cast.window, reason="核对", by=cast.administrator)
    address = reverse("letters_desk:code", args=[case.number])
    assert client_of(cast.window).get(reverse("desk:case", args=[case.number])).status_code == 200
    assert client_of(cast.window).get(address).status_code == 404
    assert client_of(cast.window).post(address, {"checked": "身份证"}).status_code == 404
    assert client_of(cast.clerk).get(address).status_code == 200


def test_no_task_is_given_words() -> None:
    """Beat sends no arguments, and no task of ours takes any: each asks the database what is due."""
    assert not [name for name, entry in timer.conf.beat_schedule.items() if entry.get("args") or entry.get("kwargs")]
    celery.loader.import_default_modules()
    ours = [task for name, task in celery.tasks.items() if not name.startswith("celery.")]
    assert ours
    assert not [task.name for task in ours if inspect.signature(task.run).parameters]


def test_a_letter_is_not_followed_by_its_words_in_the_file_table(told: SimpleNamespace) -> None:
    """A file knows its case by key, and its name is the resident's own."""
    assert not [mark for mark in MARKS if mark in str(File.objects.filter(case=told.case).values_list())]
    assert form_token(told.browser)
