"""Every address × every person, and every surface × every sort of matter: one answer, from one rule."""

import copy
import re
from collections.abc import Callable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import override_settings
from django.urls import URLPattern, get_resolver, reverse

from caojiadu.core.administrators import ADMINISTRATORS
from caojiadu.core.cases.access import may_open, why_visible
from caojiadu.core.cases.models import Case
from caojiadu.core.desk.queues import ALL, cases_in, queues_for
from offices.management.models import GridClass
from tests.cast import make_cast
from tests.matrix_table import ADMIN_LISTS, GET, OWN, POSTED_BY_OWNER, Rule
from tests.rails import one_rail, one_refusal, same_people
from tests.world import OPENS, PEOPLE, client_of, make_world

__all__ = ["one_rail", "one_refusal", "same_people"]
SLOW = "every address for everybody, looked at and posted to"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("same_people")]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """One world for all tests of the module, in a transaction that is taken back at its end."""
    files = override_settings(FILES_ROOT=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        yield make_world(make_cast())
        transaction.set_rollback(True)


@pytest.fixture
def browsers(world: SimpleNamespace) -> dict[str, Any]:
    return {person: client_of(world.people[person]) for person in PEOPLE}


def names(patterns: Any, space: tuple[str, ...] = ()) -> Iterator[str]:
    """The name of every address of the portal, the admin's apart."""
    for one in patterns:
        if isinstance(one, URLPattern):
            yield ":".join([*space, one.name or str(one.pattern)])
        elif one.namespace != "admin":
            yield from names(one.url_patterns, (*space, *filter(None, [one.namespace])))


def arguments(world: SimpleNamespace, sample: str) -> list[Any]:
    """What an address is asked with for a sample of the table."""
    special = {
        "": [],
        "measure": ["facts"],
        "file": [world.file.key],
        "secret_file": [world.secret_file.key],
        "task": [world.task.pk],
        "secret_task": [world.secret_task.pk],
        "meeting": [world.meeting.number],
        "notice": [world.notice.pk],
        "secret_notice": [world.secret_notice.pk],
        "batch": [world.batch.key],
        "reminder": [world.reminder.pk],
        "view": [world.view.key],
        "long_list": [world.long_list.key],
        "sheet": [world.sheet.key],
        "12345": ["12345"],
        "city": ["city-petitions"],
        "no_system": ["nowhere"],
        "number_sheet": ["city-petitions", world.number_sheet.key],
        "ordinary_there": ["city-petitions", world.cases["ordinary"].number],
        "order_there": ["12345", world.cases["order"].number],
        "accusation_there": ["city-petitions", world.cases["accusation"].number],
        "reclassified_there": ["city-petitions", world.cases["reclassified"].number],
        "grid_there": ["city-petitions", world.cases["grid"].number],
        "public": [world.public.pk],
        "prepared": [world.prepared.pk],
        "slip": [world.slip.number],
        "report": [world.report.key],
        "secret_report": [world.secret_report.key],
        "notice_paper": [world.cases["ordinary"].papers.get(kind="acceptance").key],
        "unread_paper": [world.cases["answered"].papers.get(kind="opinion").key],
        "secret_paper": [world.cases["accusation"].papers.get(kind="receipt").key],
        "paper": [world.report.key, world.file.key],
        "note": [world.cases["ordinary"].number, "note"],
        "draft": [world.cases["ordinary"].number, "draft"],
        "forward": [world.cases["accusation"].number, "forward"],
        "opine": [world.cases["ordinary"].number, "opine"],
        "ask_office": [world.cases["ordinary"].number, "ask_office"],
        "absence": [world.absence.pk],
        "person": [world.cases["ordinary"].resident.key],
        "pair": [world.pair.pk],
        "reception_day": [world.reception_day.pk],
        "handler": [world.people["handler"].pk],
        "nonsense": [world.cases["ordinary"].number, "nonsense"],
        "link": [world.link],
        "over": ["x" * 24],
        "appraisal": [world.appraisal.number],
        "prepared_appraisal": [world.prepared_appraisal.number],
        "no_appraisal": ["PL-2026-999999"],
        "no_register": ["sites"],
        "service": ["pension"],
        "year": [2026],
        "disclosure": [world.disclosure.number],
        "paper_number": ["YS-2026-999999"],
        "news": [world.news.pk],
        "news_unreviewed": [world.news_unreviewed.pk],
        "news_gone": [world.news_gone.pk],
        "hall": [world.hall_ticket.day.centre.key],
        "no_hall": ["life-service"],
        "ticket": [world.hall_ticket.day.centre.key, world.hall_ticket.key],
        "no_ticket": [world.hall_ticket.day.centre.key, "nothing"],
        "booked": [world.appointment.number],
        "no_relative": ["00000000-0000-4000-8000-000000000000"],
        "hours": ["civil-servants", 2026],
        "large_class": ["event_looks"],
        "no_large_class": ["event_nothing"],
        "small_class": [GridClass.objects.order_by("pk")[0].pk],
    }
    return special[sample] if sample in special else [world.cases[sample].number]


def rows() -> Iterator[tuple[str, str, Rule]]:
    for name, rule in GET.items():
        samples = rule if isinstance(rule, dict) else {"": rule}
        for sample, expected in samples.items():
            yield name, sample, expected


def answer(response: Any) -> int:
    """The status; a file is read to its end, so that it is closed."""
    if response.streaming:
        list(response.streaming_content)
    return int(response.status_code)


def test_no_address_is_outside_the_matrix() -> None:
    # Registers open by the permission for each: tests/core/registers asks every one of them.
    found = {name for name in names(get_resolver().url_patterns) if not name.startswith("registers:")}
    assert found == set(GET)


@pytest.mark.usefixtures("one_rail", "one_refusal")
def test_every_address_answers_everybody_as_the_table_says(world: SimpleNamespace, browsers: dict[str, Any]) -> None:
    wrong = []
    for name, sample, rule in rows():
        address = reverse(name, args=arguments(world, sample))
        for person, browser in browsers.items():
            response = browser.get(address)
            got = answer(response)
            if got != rule(person):
                wrong.append(f"{name} [{sample}] {person}: {got}, not {rule(person)}")
            if person != "visitor" and "no-store" not in response.get("Cache-Control", ""):
                wrong.append(f"{name} [{sample}] {person}: stays in the browser")
    assert not wrong, "\n".join(wrong)


CHANGING = {
    "cases_case": "id, version, state, waiting, readers, barred",
    "petitions_petition": "case_ptr_id, served_at, round",
    "cases_assignment": "id, until, opinion",
    "cases_task": "id, done_at",
    "cases_caseevent": "id",
    "notices_notice": "id, state",
    "district_report": "id, state, number",
    "petitions_querycode": "id, replaced_at",
    "petitions_claim": "id",
    "external_systems_counterpart": "case_id, number, changed_at, exported_at, entered_at",
    "external_systems_numbersheet": "id, taken_at",
    "services_ticket": "id, state, window_id",
    "services_hallwindow": "id, clerk_id",
    "office_management_ordersheet": "id, state",
    "office_management_ballot": "id, voice, remark",
    "petitions_petitioner": "id, role, withdrawn_at, served_at",
    "petitions_joining": "petition_id, closed_at",
}


def footprint() -> list[str]:
    """Everything that a request by somebody who may not could have changed, in one statement."""
    parts = [
        f"SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t), '')) FROM (SELECT {columns} FROM {table}) t"
        for table, columns in CHANGING.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.usefixtures("one_rail", "one_refusal")
def test_an_empty_post_breaks_nothing_and_moves_nothing_for_those_who_may_not(
    world: SimpleNamespace, browsers: dict[str, Any]
) -> None:
    before, wrong = footprint(), []
    for name, sample, rule in rows():
        address = reverse(name, args=arguments(world, sample))
        for person in PEOPLE:
            got, after = posted(browsers[person], address, before)
            if got >= 500:
                wrong.append(f"{name} [{sample}] {person}: {got}")
            elif not may_post(name, sample, rule, person) and (after != before or got in (200, 422, 409)):
                wrong.append(f"{name} [{sample}] {person}: {got}" + ", and something changed" * (after != before))
    assert not wrong, "\n".join(wrong)


READS = re.compile(r"SELECT|DECLARE|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT")
# A request writes its session, the log of what was read and the count of tries; no trigger takes these any further.
BESIDE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) "?(django_session|audit_entry|accounts_throttle)\b')


class Writes:
    """Notes whether anything was written that the footprint could show."""

    def __init__(self) -> None:
        self.made = False

    def __call__(self, execute: Any, sql: Any, parameters: Any, many: bool, context: Any) -> Any:
        self.made |= not READS.match(str(sql)) and not BESIDE.match(str(sql))
        return execute(sql, parameters, many, context)


def posted(browser: Any, address: str, before: list[str]) -> tuple[int, list[str]]:
    """Post nothing, look at what changed where anything was written, and undo it: rows and cookies are as they were."""
    cookies, writes = copy.deepcopy(browser.cookies), Writes()
    with transaction.atomic():
        with connection.execute_wrapper(writes):
            got = answer(browser.post(address))
        after = footprint() if writes.made else before
        transaction.set_rollback(True)
    browser.cookies = cookies
    return got, after


def may_post(name: str, sample: str, rule: Rule, person: str) -> bool:
    """Whether a person gets beyond the door: who may look may also send, and the owner makes the resident's steps."""
    space, _colon, step = name.rpartition(":")
    if space == "petitions" and step in POSTED_BY_OWNER:
        return person == "resident" and sample in OWN
    return rule(person) in (200, 302) and not (rule(person) == 302 and person == "visitor" and space)


@pytest.mark.usefixtures("one_refusal")
def test_each_list_of_the_admin_is_for_its_administrator(browsers: dict[str, Any]) -> None:
    registered = {model._meta.label_lower for model in admin.site._registry}
    assert registered == set(ADMIN_LISTS), "a list of the admin without a row"
    wrong = []
    for label, owners in ADMIN_LISTS.items():
        address = reverse(f"admin:{label.replace('.', '_')}_changelist")
        for person, browser in browsers.items():
            got = answer(browser.get(address))
            if (got == 200) != (person in (*owners, "superuser")) or got >= 500:
                wrong.append(f"{label} {person}: {got}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["admin:index", "admin:login"])
def test_others_find_no_admin(browsers: dict[str, Any], name: str) -> None:
    for person, browser in browsers.items():
        got = answer(browser.get(reverse(name)))
        if person in (*ADMINISTRATORS, "superuser"):
            assert got in (200, 302)
        else:
            assert got in ((302,) if person == "visitor" else (302, 404)), person


# Every surface on which a matter shows, as a question: does this person meet this matter there?
@cache
def listed(browser: Any, **query: str) -> set[int]:
    """What stands on somebody's list, by key; asked once by each browser, since nothing changes meanwhile."""
    response = browser.get(reverse("desk:cases"), {"queue": ALL.key, **query})
    return {row.pk for row in response.context["page"].rows} if response.status_code == 200 else set()


def counted(user: Any, case: Case) -> bool:
    queues = queues_for(user) if user.is_authenticated and user.kind == "staff" else []
    return any(cases_in(queue, user).filter(pk=case.pk).exists() for queue in queues)


SURFACES: dict[str, Callable[..., bool]] = {
    "visible_to": lambda user, browser, case: Case.objects.visible_to(user).filter(pk=case.pk).exists(),
    "why": lambda user, browser, case: bool(why_visible(user, case)),
    "number": lambda user, browser, case: case.pk in listed(browser, q=case.number or ""),
    "detail": lambda user, browser, case: answer(browser.get(reverse("desk:case", args=[case.number]))) == 200,
    "counts": lambda user, browser, case: counted(user, case),
}
# Words and initials find no report against somebody, for its keepers neither; else they agree as well.
BY_WORDS: dict[str, Callable[..., bool]] = {
    "words": lambda user, browser, case: case.pk in listed(browser, q=case.title),
    "initials": lambda user, browser, case: case.pk in listed(browser, q={"grid": "jgqs"}.get(case.kind[:4], "yjsg")),
}
MATTERS = ("ordinary", "answered", "entered", "grid", "order", "accusation", "reclassified", "above")


@pytest.mark.usefixtures("one_rail", "one_refusal")
def test_every_surface_says_the_same(world: SimpleNamespace, browsers: dict[str, Any]) -> None:
    disagreements = []
    for person, browser in browsers.items():
        user, on_list = world.people[person], listed(browser)
        for matter in MATTERS:
            case = world.cases[matter]
            found = disagreeing(user, browser, case, opens=person in OPENS[matter])
            if (case.pk in on_list) != (person in OPENS[matter]):
                found.append("list")
            disagreements += [f"{matter} {person}: {surface}" for surface in found]
    assert not disagreements, "\n".join(disagreements)


def disagreeing(user: Any, browser: Any, case: Case, *, opens: bool) -> list[str]:
    """The surfaces on which a person meets a matter that they may not open, or misses one that they may."""
    found = [] if may_open(user, case) == opens else ["the rule"]
    found += [name for name, surface in SURFACES.items() if surface(user, browser, case) != opens]
    by_words = opens and not case.workflow.secret
    found += [name for name, surface in BY_WORDS.items() if surface(user, browser, case) != by_words]
    if opens:
        return found
    pages = [reverse("desk:person", args=[case.number])]
    pages += [reverse("desk:move", args=[case.number, move.key]) for move in case.workflow.from_state(case.state)]
    return found + [address for address in pages if answer(browser.get(address)) == 200]


def test_the_database_itself_is_asked_with_the_rights_of_the_portal(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == "caojiadu_app"
