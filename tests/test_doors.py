"""Every door through which a report against somebody could leak, each tried with words that cannot be mistaken."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.accounts.models import User
from caojiadu.core.administrators import ADMINISTRATORS
from caojiadu.core.audit.models import Entry
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.access import may_open
from caojiadu.core.cases.models import Case, CaseSearch
from caojiadu.core.district.models import Report
from caojiadu.core.files.models import File
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.wording import words
from caojiadu.core.registers.access import seen_by
from caojiadu.core.registers.models import CalendarKey
from tests.cast import DISTRICT, KEEPERS, STAFF
from tests.doors_world import AGAINST, BODY, MARKS, NOTE, PHONE, PLACE, TITLE, WAYS, overheard, told_world
from tests.petitions.online import form_token
from tests.rails import same_people
from tests.world import client_of

__all__ = ["same_people"]
SLOW = "three lives of a report, each looked for behind every door by everybody else"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_people")]


@pytest.fixture(scope="module")
def world(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SimpleNamespace]:
    """Three reports against somebody that lived their whole lives, with everything said on the way.

    They lie in a transaction that is taken back after the last test.
    """
    folder = tmp_path_factory.mktemp("told")
    ours = {"FILES_ROOT": folder / "files", "SMS_FILE": folder / "sms.log", "NOTICE_QUIET_HOURS": ""}
    with django_db_blocker.unblock(), override_settings(**ours), transaction.atomic():
        with overheard(request.config) as said:
            world = told_world()
        world.said, world.sms = said.getvalue(), settings.SMS_FILE
        world.mails = [str(message.message()) for message in mail.outbox]
        yield world
        transaction.set_rollback(True)


@pytest.fixture(params=WAYS)
def told(request: Any, world: SimpleNamespace, caplog: Any, capfd: Any) -> SimpleNamespace:
    """One of these lives, with what is said while a test looks."""
    caplog.set_level(logging.INFO)
    log = SimpleNamespace(log=lambda: world.said + caplog.text + "".join(capfd.readouterr()))
    return SimpleNamespace(**{**vars(world), **vars(world.lives[request.param]), **vars(log)})


def pages(browser: Client, *addresses: str) -> str:
    """What somebody reads on these pages."""
    found = []
    for address in addresses:
        response = browser.get(address, follow=True)
        assert response.status_code in (200, 302, 404, 405, 410), (address, response.status_code)
        found.append(
            "".join(map(str, response.streaming_content))
            if response.streaming
            else response.content.decode(errors="replace")
        )
    return "\n".join(found)


def others(told: SimpleNamespace) -> Iterator[Client]:
    """Those of the house who are not its keepers."""
    return iter(told.browsers.values())


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
    "admin": lambda t: (
        pages(
            client_of(t.cast.security_admin),
            reverse("admin:cases_case_changelist"),
            reverse("admin:cases_case_all_grants"),
            reverse("admin:cases_case_let_in", args=[t.case.pk]),
            reverse("admin:cases_case_change", args=[t.case.pk]),
            f"{reverse('admin:cases_case_changelist')}?q={t.case.number}",
        )
        + pages(
            client_of(t.cast.system_admin),
            *(reverse(f"admin:{name}_changelist") for name in ("district_report", "notices_notice", "cases_category")),
        )
        + pages(client_of(t.cast.audit_admin), reverse("admin:audit_entry_changelist"))
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
    "e-mail": lambda t: "\n".join([*t.mails, *(str(message.message()) for message in mail.outbox)]),
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


# Pages that look the same whichever of the three lives one asks for: looked at once.
SAME = {"staff lists and rail", "search by words", "search by initials", "filters", "hand tasks"}
SAME |= {"messages in the portal", "what is at the district", "public pages"}


def look(door: str, told: SimpleNamespace) -> str:
    """What is seen behind a door."""
    if door not in SAME:
        return DOORS[door](told)
    if door not in told.seen:
        told.seen[door] = DOORS[door](told)
    return str(told.seen[door])


def test_no_door_shows_a_word(told: SimpleNamespace) -> None:
    seen = ((door, look(door, told)) for door in DOORS)
    shown = {door: [mark for mark in MARKS if mark in text] for door, text in seen}
    assert not {door: marks for door, marks in shown.items() if marks}


def test_lists_and_messages_do_not_even_show_its_number(told: SimpleNamespace) -> None:
    """The clerks who had it before it was corrected keep the one message that it was to be registered."""
    doors = ["staff lists and rail", "search by number", "filters", "hand tasks", "what is at the district"]
    doors += ["where another matter came from", "an inbox of another body", "public pages", "search by initials"]
    assert not [door for door in doors if told.case.number in look(door, told)]


def test_the_words_do_exist_for_those_who_keep_it(told: SimpleNamespace) -> None:
    """The marks are there to be found, and the logs were read: else the other tests would prove nothing."""
    assert "request_started" in told.said
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


def test_a_letter_is_not_followed_by_its_words_in_the_file_table(told: SimpleNamespace) -> None:
    """A file knows its case by key, and its name is the resident's own."""
    assert not [mark for mark in MARKS if mark in str(File.objects.filter(case=told.case).values_list())]
    assert form_token(told.browser)


def namespaced(space: str) -> Iterator[URLPattern]:
    """Every address of a namespace, as the portal declares it today."""
    for one in get_resolver().url_patterns:
        yield from _within(one, space)


def _within(one: Any, space: str) -> Iterator[URLPattern]:
    for below in getattr(one, "url_patterns", ()):
        if isinstance(below, URLPattern) and getattr(one, "namespace", "") == space:
            yield below
        yield from _within(below, space)


def registers_pages(user: Any, case: Case) -> str:
    """Every page of the registers that names nothing but the office, or a register of it; and the feed, signed out."""
    secret, browser, found = f"{user.pk:040x}", client_of(user), []
    CalendarKey.objects.update_or_create(user=user, defaults={"digest": hashlib.sha256(secret.encode()).hexdigest()})
    due = f"{timezone.localdate(case.due_at):%Y-%m}" if case.due_at else ""
    for office in {held.office.key.replace("_", "-") for held in user.posts_today if held.office}:
        known = {"office": [office], "secret": [secret], "key": [one.key for one in seen_by(user)]}
        for pattern in namespaced("registers"):
            names = list(pattern.pattern.regex.groupindex)
            if known.keys() >= set(names):
                for values in product([office], *(known[name] for name in names)):
                    address = reverse(f"registers:{pattern.name}", args=values)
                    found.append(pages(Client() if "secret" in names else browser, f"{address}?month={due}"))
    return "\n".join(found)


@pytest.mark.parametrize("told", WAYS[:1], indirect=True)
def test_no_calendar_no_feed_and_no_register_shows_it_not_even_to_its_keepers(told: SimpleNamespace) -> None:
    """While it is still open and has a limit: the feed needs no sign-in, and opening the calendar is no logged read."""
    day = timezone.now() + timezone.timedelta(days=3)
    Case.objects.filter(pk=told.case.pk).update(
        closed_at=None, due_at=day, office=told.cast.keeper.posts_today[0].office
    )
    Case.objects.filter(pk=told.ordinary.pk).update(closed_at=None, due_at=day)
    case = Case.objects.get(pk=told.case.pk)
    for name in (*sorted(KEEPERS), "clerk", "head", *ADMINISTRATORS):
        seen = registers_pages(getattr(told.cast, name), case)
        assert not [mark for mark in (*MARKS, case.number) if mark in seen], name
    assert told.ordinary.number in registers_pages(told.cast.handler, told.ordinary)


def admin_rows(numbers: list[str]) -> Iterator[str]:
    """The page of every row that names one of them, of every model that has a page in the admin."""
    for model in admin.site._registry:
        address = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{address}_changelist")
        if any(field.name == "case_number" for field in model._meta.fields) or model is Entry:
            key = "subject_key" if model is Entry else "case_number"
            rows = model._default_manager.filter(**{f"{key}__in": numbers})
            yield from (reverse(f"{address}_change", args=[row.pk]) for row in rows)


def test_no_page_of_the_administrators_tells_that_there_is_one(world: SimpleNamespace) -> None:
    """Every list, declared now or later: its number, whom it was told, and who read it for which reason."""
    keeper, numbers = world.cast.keeper, [life.case.number for life in world.lives.values()]
    files = [str(life.file.key) for life in world.lives.values()]
    reports = [str(report.key) for report in Report.objects.filter(case__number__in=numbers)]
    assert len(reports) == len(numbers)
    for kind, keys in (("case", numbers), ("file", files), ("report", reports)):
        for key in keys:
            record(action="read", subject_type=kind, subject_key=key, actor=keeper, reason=NOTE)
    browser = client_of(User.objects.create_superuser("root"))
    addresses = list(admin_rows(numbers))
    assert len(addresses) > len(admin.site._registry)
    for address in addresses:
        text = pages(browser, address)
        shown = [mark for mark in (NOTE, *numbers, *files) if mark in text]
        assert not shown, (address, shown)
    for model in (Notice, Entry):
        listed = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for number in numbers:
            assert not browser.get(listed, {"q": number}).context["cl"].result_count
