"""Made-up letters: those loaded in bulk are as moves would have left them."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F, Min, Q
from django.utils import timezone

from caojiadu.core.cases.models import FAR, Case, CaseEvent, CaseSearch, Clock, EventWords, Series
from caojiadu.core.cases.search import query_for
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.community.models import Resident
from caojiadu.core.personal import phone_digest
from caojiadu.core.workflow import find
from petitions.demo.bulk import load
from petitions.demo.letters import STAGES, Storyteller
from petitions.demo.people import make_people
from petitions.demo.stages import STAGES_OF_THE_LAW
from petitions.models import Answer, Judgement, Petition
from petitions.petitioners.models import Petitioner
from tests.petitions.letters import go, write

MANY = 600
pytestmark = pytest.mark.django_db


@pytest.fixture
def said():
    """What loading said."""
    return []


@pytest.fixture
def loaded(cast, said, monkeypatch):
    """Several hundred letters beside one that was written: as if they were very many, three copies of each."""
    monkeypatch.setattr("petitions.demo.bulk.MADE", MANY // 3)
    monkeypatch.setattr("petitions.demo.bulk.BARE", MANY)
    written = write()
    load(MANY, vars(cast), say=said.append)
    return written


def test_access_and_seals_agree(loaded):
    call_command("check_access", stdout=io.StringIO())
    rows = list(CaseEvent.seal.rows(from_xid=0, before_xid=None))
    assert len(rows) > MANY * 4
    assert all(CaseEvent.seal.is_genuine(row) for row in rows)


def test_a_tenth_is_open_and_a_few_are_confidential(loaded, said):
    assert Petition.objects.count() == MANY + 1
    assert Case.objects.open().count() == MANY // 10 + 1
    assert 0 < Case.objects.filter(confidentiality=2).count() < MANY // 20
    assert not CaseSearch.objects.filter(case__confidentiality=2).exists()
    assert CaseSearch.objects.count() == Case.objects.filter(confidentiality=0).count()
    assert said


def test_each_stands_where_its_events_led_and_its_clocks_say(loaded):
    for case in Case.objects.prefetch_related("events", "clocks")[:200]:
        events = list(case.events.all())
        assert [event.source for event in events[1:]] == [event.target for event in events[:-1]]
        assert events[-1].target == case.state
        assert find(case.kind).states[case.state].rests == (case.closed_at is not None)
        running = [clock.due_at for clock in case.clocks.all() if clock.state == Clock.State.RUNNING]
        assert case.due_at == min(running, default=FAR)
    assert not CaseEvent.objects.filter(at__gt=timezone.now()).exists()


def test_numbers_go_on_where_the_year_stood(loaded):
    assert Case.objects.filter(number=None).count() == 0
    for series in Series.objects.filter(key="XF"):
        assert Case.objects.filter(number__startswith=f"XF-{series.year}-").count() == series.last
    assert write().number.endswith(f"{Series.objects.get(key='XF', year=timezone.localdate().year).last:06d}")


def test_residents_are_sealed_and_found_again(loaded, cast):
    somebody = Resident.objects.exclude(pk=loaded.resident_id).first()
    stored = Resident.objects.extra(select={"raw": "phone_sealed"}).get(pk=somebody.pk).raw
    assert somebody.phone_sealed.startswith("+86138") and somebody.phone_sealed not in stored
    assert phone_digest(somebody.phone_sealed) == somebody.phone_digest
    people = Resident.objects.count()
    load(50, vars(cast), say=lambda _text: None)
    assert Resident.objects.count() == people
    assert Case.objects.filter(confidentiality=2, pk__in=CaseSearch.objects.values("pk")).count() == 0


def test_words_and_initials_find_them(loaded):
    for typed, words in (("噪音", "噪音"), ("电梯", "电梯"), ("gxdc", "共享单车")):
        found = CaseSearch.objects.filter(vector=query_for(typed)).values_list("case__title", flat=True)
        assert any(words in title for title in found)


def test_the_sweep_finds_hardly_anything_to_do(loaded):
    assert sum(sweep().values()) <= MANY // 20
    earliest = Case.objects.open().aggregate(at=Min("due_at"))["at"]
    assert (timezone.now() - earliest).days < 11


def test_work_goes_on_with_them(loaded, cast):
    waiting = Petition.objects.filter(state="review", office__code="C", assignments__role="co").first()
    waiting = waiting or Petition.objects.filter(state="review", office__code="C").first()
    waiting.assignments.filter(role="co", opinion="").update(opinion="同意")
    assert go(waiting, "release", cast.head, reason="只有一人").state == "carrying_out"
    assert Answer.objects.get(petition=waiting).released_by == cast.head
    happy = Petition.objects.filter(state="answered", served_at=None, resident__isnull=False).first()
    read = go(happy, "read_answer", by="resident")
    assert go(read, "judge", by="resident", office_grade=5, answer_grade=4, comment="").state == "answered"
    assert Judgement.objects.filter(petition=happy).count() == 1


def test_the_sequences_go_on(loaded, cast):
    before = Case.objects.order_by("-pk").first().pk
    case = write()
    assert case.pk > before
    assert CaseEvent.objects.filter(case=case).count() == 1
    assert not EventWords.objects.filter(Q(salt="") | Q(text={})).exists()
    assert not Case.objects.filter(closed_at__lt=F("opened_at")).exists()


def structure():
    """Indexes and constraints of all tables by name; a condition may be spelt otherwise when it was read back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, split_part(indexdef, ' WHERE ', 1) FROM pg_indexes UNION ALL "
            "SELECT conrelid::regclass::text, conname || pg_get_constraintdef(oid) FROM pg_constraint"
        )
        return sorted(cursor.fetchall())


def test_tables_are_left_as_they_were_and_copies_are_letters_of_their_own(cast, monkeypatch):
    before = structure()
    monkeypatch.setattr("petitions.demo.bulk.MADE", 20)
    monkeypatch.setattr("petitions.demo.bulk.BARE", 20)
    load(50, vars(cast), say=lambda _text: None)
    assert structure() == before
    rows = list(Petition.objects.order_by("pk").values_list("pk", "number", "opened_at"))
    assert len(rows) == len({number for _pk, number, _at in rows}) == 50
    assert [at for _pk, _number, at in rows] == sorted(at for _pk, _number, at in rows)
    for model in (CaseSearch, Clock, CaseEvent, Petitioner):
        found = model.objects.values_list("petition_id" if model is Petitioner else "case_id", flat=True)
        assert set(found) <= {pk for pk, _number, _at in rows}
    assert Petitioner.objects.values("key").distinct().count() == Petitioner.objects.count() == 50
    assert all(CaseEvent.seal.is_genuine(row) for row in CaseEvent.seal.rows(from_xid=0, before_xid=None))


def test_a_failure_leaves_nothing_and_the_triggers_on(cast, monkeypatch):
    monkeypatch.setattr("petitions.demo.bulk.BATCH", 10)
    monkeypatch.setattr("petitions.demo.bulk.Books.end", lambda _books: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load(20, vars(cast), say=lambda _text: None)
    assert Petition.objects.count() == 0
    assert Case.objects.get(pk=write().pk).readers


def test_each_stage_is_told(db):
    teller = Storyteller(make_people())
    teller.written = len(STAGES) - len(STAGES_OF_THE_LAW)
    teller.tell(len(STAGES_OF_THE_LAW))
    states = set(Petition.objects.values_list("state", flat=True))
    assert states >= {"refusing", "carrying_out", "reviewing", "ended", "archived", "registered"}
    assert Petition.objects.filter(extensions__granted=True).exists()
    assert Petition.objects.filter(transferred__objected_at__isnull=False).exists()
