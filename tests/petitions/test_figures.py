"""The figures: each equals what SQL says for itself and the length of the list that it opens, whoever reads it."""

import datetime as dt
import io
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from caojiadu.core.cases import figures as counted_figures
from caojiadu.core.cases.figures import figures_of
from caojiadu.core.cases.models import Bar, Case, Category, Clock, FigureCount
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.tasks import count_figures
from caojiadu.core.organisation.models import Office
from petitions.figures.counting import tables
from petitions.models import BreachKind, JointRules, SupervisionCard
from petitions.urgent.workflow import report_flash
from tests.cast import again
from tests.petitions.letters import accepted, answered, go, in_hand, make_resident, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
READERS = ("clerk", "leader", "head", "co_head", "keeper")
# figure: how SQL counts it over the same rows, by itself
LETTERS = "k.kind IN ('petition_appeal', 'petition_suggestion')"
CLOCK = "EXISTS (SELECT 1 FROM cases_clock c WHERE c.case_id = k.id AND c.key = 'close' AND c.state = '{}')"
EVENT = "EXISTS (SELECT 1 FROM cases_caseevent e WHERE e.case_id = k.id AND e.move = '{}')"
CARD = "(SELECT taken FROM petitions_supervisioncard s WHERE s.case_ptr_id = k.id)"
JUDGED = "(SELECT answer_grade FROM petitions_judgement j WHERE j.petition_id = k.id ORDER BY round DESC LIMIT 1)"
SQL = {
    "all": LETTERS,
    "form.web": f"{LETTERS} AND k.channel = 'web'",
    "form.call": f"{LETTERS} AND k.channel = 'call'",
    "form.visit": f"{LETTERS} AND k.channel = 'visit'",
    "kind.appeal": "k.kind = 'petition_appeal'",
    "kind.suggestion": "k.kind = 'petition_suggestion'",
    "times.first": f"{LETTERS} AND NOT k.repeat",
    "people.one": f"{LETTERS} AND k.headcount = 1",
    "people.several": f"{LETTERS} AND k.headcount > 1",
    "people.mass": f"{LETTERS} AND k.headcount >= 5",
    "field.none": f"{LETTERS} AND k.category_id IS NULL",
    "office.C": f"{LETTERS} AND k.office_id = (SELECT id FROM organisation_office WHERE code = 'C')",
    "way.answered": f"{LETTERS} AND k.id IN (SELECT case_ptr_id FROM petitions_petition WHERE answered_at IS NOT NULL)",
    "way.open": f"{LETTERS} AND k.closed_at IS NULL",
    "answer.explained": f"{LETTERS} AND (SELECT outcome FROM petitions_answer a WHERE a.petition_id = k.id "
    "AND released_at IS NOT NULL ORDER BY round DESC LIMIT 1) = 'explained'",
    "time.close_met": f"{LETTERS} AND {CLOCK.format('met')}",
    "time.close_late": f"{LETTERS} AND {CLOCK.format('late')}",
    "passed.offices": f"{LETTERS} AND {EVENT.format('hand_over')}",
    "answer_grade.judged": f"{LETTERS} AND {JUDGED} IS NOT NULL",
    "answer_grade.4": f"{LETTERS} AND {JUDGED} = 4",
    "cards.all": "k.kind = 'supervision_card'",
    "cards.taken": f"{CARD} = 'taken'",
    "cards.waiting": "k.kind = 'supervision_card' AND k.state = 'card_issued'",
    "house.flash": "k.kind = 'flash_report'",
}


@pytest.fixture
def told(cast: Any) -> SimpleNamespace:
    """Letters of every sort, two cards, an urgent report, a report against somebody."""
    resident = make_resident()
    root = Category.objects.filter(parent=None).first()
    for channel in ("web", "call", "call", "visit"):
        write(channel=channel, fields={"against": "某物业公司", "category": root.children.first()})
    for several in (3, 5):
        Case.objects.filter(pk=write().pk).update(headcount=several)
    write("petition_suggestion")
    write("petition_accusation", fields={"against": "某物业经理"})
    done = answered(cast, resident=resident)
    go(done, "read_answer", by="resident")
    go(done, "judge", by="resident", office_grade=5, answer_grade=4, comment="")
    late = in_hand(cast, resident=make_resident("李四", "13900001111"))
    Clock.objects.filter(case=late, key="close").update(state="late")
    offices = {office.code: office.pk for office in Office.objects.all()}
    go(accepted(cast), "hand_over", cast.clerk, office=offices["F"], co_offices=[], reason="职责")
    for taken in ("taken", ""):
        case = in_hand(cast)
        data = {"breach": BreachKind.objects.first().pk, "advice": "请答复", "days": 3, "office": case.office_id}
        go(case, "supervise", again(cast.clerk), **data)
        if taken:
            card = SupervisionCard.objects.get(parent=case)
            move(
                case=card, key="reply_card", actor=Actor.staff(again(cast.head)), data={"taken": taken, "reply": "已办"}
            )
    flash = {"title": "燃气", "place": "万航渡路", "what": "泄漏", "people": "", "harm": "", "doing": ""}
    report_flash(actor=Actor.staff(again(cast.handler)), data=flash | {"learned_at": timezone.now()})
    Bar.objects.create(case=done, user=cast.leader, reason="recused", since=timezone.now())
    return SimpleNamespace(cast=cast, root=root)


def figures(user: Any) -> dict[str, Any]:
    user = again(user)
    found = tables(user, TODAY(), TODAY(), figures_of("letters", user, TODAY(), TODAY()))
    return {figure.key: figure for table in found for figure in table.figures}


def by_sql(user: Any, where: str) -> int:
    """The same figure, counted by hand over what the person may open."""
    seen = list(Case.objects.visible_to(again(user)).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM cases_case k WHERE k.id = ANY(%s) AND k.confidentiality < 2 AND {where}", [seen]
        )
        return int(cursor.fetchone()[0])


def test_every_figure_is_what_sql_says_and_the_length_of_its_list(told: SimpleNamespace) -> None:
    wrong = []
    for who in READERS:
        user, browser = getattr(told.cast, who), client_of(getattr(told.cast, who))
        found = figures(user)
        for key, where in SQL.items():
            if key in found and (n := by_sql(user, where)) != found[key].count:
                wrong.append(f"{who} {key}: {found[key].count}, SQL says {n}")
        for key, figure in found.items():
            if not figure.count and who != "leader":
                continue
            page = browser.get(figure.url).context["page"]
            if len(page.rows) != figure.count:
                wrong.append(f"{who} {key}: {figure.count}, the list has {len(page.rows)}")
    assert not wrong, "\n".join(wrong)


def test_the_figures_of_the_sample_are_not_all_nothing(told: SimpleNamespace) -> None:
    found = figures(told.cast.clerk)
    nothing = [key for key in SQL if not found[key].count]
    assert nothing == []
    assert found[f"field.{told.root.pk}"].count == 4
    named = next(figure for key, figure in found.items() if key.startswith("against."))
    assert (named.label, named.count) == ("某物业公司", 4)
    # Who is kept out of a matter does not count it.
    assert figures(told.cast.leader)["all"].count == found["all"].count - 1


def test_reports_against_somebody_are_one_count_for_their_two_posts_and_nothing_for_others(
    told: SimpleNamespace,
) -> None:
    assert {key: one.count for key, one in figures(told.cast.keeper).items()} == {"accusations": 1}
    day = TODAY().isoformat()
    for who in ("clerk", "leader", "head", "keeper"):
        found = figures(getattr(told.cast, who))
        assert ("accusations" in found) == (who == "keeper")
        query = {"queue": "all", "since": day, "until": day, "cell": "accusations"}
        page = client_of(getattr(told.cast, who)).get(reverse("desk:cases"), query).context["page"]
        assert len(page.rows) == (1 if who == "keeper" else 0), who
        assert (
            "某物业经理" not in client_of(getattr(told.cast, who)).get(reverse("letters_desk:figures")).content.decode()
        )


@pytest.mark.parametrize(
    "cell", ["", "nonsense", "against.x", "against.999999999", "against." + "9" * 60, "a\0b", "field.0"]
)
def test_a_figure_that_there_is_not_opens_nothing_and_breaks_nothing(cast: Any, cell: str) -> None:
    in_hand(cast)
    page = client_of(cast.clerk).get(reverse("desk:cases"), {"queue": "all", "cell": cell})
    assert page.status_code == 200
    assert len(page.context["page"].rows) == (0 if cell else 1)


def test_counting_is_two_statements_however_many_cases(told: SimpleNamespace, django_assert_num_queries: Any) -> None:
    user = again(told.cast.clerk)
    assert Case.objects.visible_to(user).exists()  # posts and groups are known by now
    JointRules.today()  # and so is the rule of joint letters
    # How many; offices, fields twice, breaches, whether the house changed; the counts; the most-named.
    with django_assert_num_queries(8):
        figures_of("letters", user, TODAY(), TODAY())


def test_the_same_figures_leave_as_sheet_and_paper_and_it_is_logged(told: SimpleNamespace) -> None:
    browser, day = client_of(told.cast.clerk), TODAY().isoformat()
    query = {"since": day, "until": day}
    wanted = {(one.label, one.count) for one in figures(told.cast.clerk).values()}
    sheet = openpyxl.load_workbook(
        io.BytesIO(browser.get(reverse("letters_desk:figures"), {**query, "as": "xlsx"}).content)
    )
    rows = {(row[0], row[1]) for row in sheet.active.iter_rows(values_only=True) if isinstance(row[1], int)}
    assert rows == wanted
    paper = PdfReader(io.BytesIO(browser.get(reverse("letters_desk:figures"), {**query, "as": "pdf"}).content))
    text = "".join(page.extract_text() for page in paper.pages)
    assert "某物业公司" in text and "督办" in text


# who asks, what for, the answer
ASKED: list[tuple[str, dict[str, str], int, bool]] = [
    ("clerk", {}, 200, True),
    ("clerk", {"since": "2026-12-31", "until": "2026-01-01"}, 200, False),
    ("clerk", {"since": "昨天", "until": ""}, 200, False),
    ("clerk", {"as": "exe"}, 200, True),
    ("handler", {}, 404, False),
    ("window", {}, 404, False),
]


@pytest.mark.parametrize(("who", "query", "status", "counted"), ASKED)
def test_who_reads_them_and_for_which_days(cast: Any, who: str, query: Any, status: int, counted: bool) -> None:
    page = client_of(getattr(cast, who)).get(reverse("letters_desk:figures"), query)
    assert page.status_code == status
    assert bool(page.context and page.context.get("tables")) == counted


def test_many_matters_are_counted_behind_the_scenes_with_the_same_result(
    told: SimpleNamespace, monkeypatch: Any
) -> None:
    Case.objects.filter(kind="petition_suggestion").update(opened_at=timezone.now() - dt.timedelta(days=70))
    address, since = reverse("letters_desk:figures"), (TODAY() - dt.timedelta(days=400)).isoformat()
    query = {"since": since, "until": TODAY().isoformat()}
    wanted = {who: shown(client_of(getattr(told.cast, who)).get(address, query)) for who in READERS}
    assert wanted["clerk"]["kind.suggestion"] == 1 and not FigureCount.objects.exists()
    monkeypatch.setattr(counted_figures, "AT_ONCE", 0)
    for who in READERS:
        browser = client_of(getattr(told.cast, who))
        page = browser.get(address, query)
        assert not page.context["tables"] and '<progress id="bar"' in page.content.decode(), who
        assert browser.get(address, {**query, "as": "pdf"})["Content-Type"].startswith("text/html")
    count_figures()
    for who in READERS:
        assert shown(client_of(getattr(told.cast, who)).get(address, query)) == wanted[who], who
    # What was counted stays until somebody asks for it anew, and nobody reads what another may open.
    browser = client_of(told.cast.clerk)
    write()
    again_page = browser.get(address, query)
    assert shown(again_page) == wanted["clerk"] and "统计截至" in again_page.content.decode()
    assert browser.post(f"{address}?since={since}&until={query['until']}").status_code == 302
    browser.get(address, query)
    count_figures()
    assert shown(browser.get(address, query))["all"] == wanted["clerk"]["all"] + 1
    assert browser.get(address, {**query, "as": "pdf"}).content.startswith(b"%PDF")


def test_a_count_that_was_broken_off_goes_on_and_an_old_one_is_made_anew(cast: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(counted_figures, "AT_ONCE", 0)
    for days in (0, 40):
        Case.objects.filter(pk=write().pk).update(opened_at=timezone.now() - dt.timedelta(days=days))
    user, since = again(cast.clerk), TODAY() - dt.timedelta(days=60)
    asked = ("letters", user, since, TODAY())
    assert not figures_of(*asked).ready
    half = TODAY() - dt.timedelta(days=30)
    claimed = timezone.now() - dt.timedelta(minutes=6)
    FigureCount.objects.update(
        reached=half.replace(day=1) - dt.timedelta(days=1), counts={"all": 7}, claimed_at=claimed
    )
    assert 0 < figures_of(*asked).percent < 100
    count_figures()
    found = figures_of(*asked)
    assert found.ready and found.counts["all"] >= 8
    FigureCount.objects.update(made_at=timezone.now() - dt.timedelta(days=1))
    assert not figures_of(*asked).ready
    figures_of(*asked)
    count_figures()
    assert figures_of(*asked).counts["all"] == 2
    FigureCount.objects.update(asked_at=timezone.now() - dt.timedelta(days=8))
    count_figures()
    assert not FigureCount.objects.exists()


def shown(response: Any) -> dict[str, int]:
    """What a page of figures says."""
    return {figure.key: figure.count for table in response.context["tables"] for figure in table.figures}
