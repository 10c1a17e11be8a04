"""The floor of `make bench`: the least that Django and PostgreSQL need for the same rows.

One file, no sign-in, no middleware, no templates, no rights: each view reads or writes the rows that the portal's page
needs, and joins them to text. What the portal takes beyond this is its own.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONArray
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from caojiadu.core.cases.models import Case, CaseEvent, CaseSearch, Clock, EventWords, Series
from caojiadu.core.cases.search import query_for
from caojiadu.core.community.models import Resident
from caojiadu.core.organisation.models import Fact, Office
from petitions.letters.models import Petition, QueryCode

LINE = ("number", "title", "state", "due_at", "office__name_zh", "handler__display_name", "neighbourhood__name_zh")


def _text(rows: Iterable[Any]) -> HttpResponse:
    return HttpResponse("\n".join(map(str, rows)))


def home(_request: HttpRequest) -> HttpResponse:
    """What an administrator filled in of the office."""
    return _text(Fact.objects.values_list("key", "value_zh"))


def queue(_request: HttpRequest) -> HttpResponse:
    """The first fifty that are open, by limit."""
    return _text(_lines(Case.objects.filter(closed_at=None).order_by("due_at", "id")))


def narrowed(_request: HttpRequest) -> HttpResponse:
    """The newest fifty in one state."""
    return _text(_lines(Case.objects.filter(state="in_hand").order_by("-opened_at", "-id")))


def found(_request: HttpRequest) -> HttpResponse:
    """The newest fifty with a word."""
    hits = CaseSearch.objects.filter(vector=query_for("噪音")).order_by((F("case_id") + 0).desc())
    keys = list(hits.values_list("case_id", flat=True)[:1000])
    return _text(_lines(Case.objects.filter(pk__in=keys).order_by("-opened_at", "-id")))


def _lines(cases: QuerySet[Case]) -> Iterable[object]:
    """Fifty lines, each with when and what happened last."""
    events = CaseEvent.objects.filter(case_id=OuterRef("pk")).order_by("-id")
    return cases.annotate(last=Subquery(events.values(said=JSONArray("at", "move"))[:1])).values_list(*LINE, "last")[
        :50
    ]


def case(_request: HttpRequest, number: str) -> HttpResponse:
    """A letter with its events, their words and its limits."""
    row = Petition.objects.select_related("office", "handler", "resident", "category").get(number=number)
    events = CaseEvent.objects.filter(case_id=row.pk).select_related("words").order_by("-id")[:50]
    limits = Clock.objects.filter(case_id=row.pk).values_list("key", "due_at", "state")
    return _text([row.title, row.body, row.office, *(event.move for event in events), *limits])


def follow(request: HttpRequest) -> HttpResponse:
    """A letter by its number and code, with its events."""
    row = Petition.objects.get(number=request.GET["number"])
    QueryCode.objects.filter(case_id=row.pk).exists()
    return _text(
        [row.title, row.state, *CaseEvent.objects.filter(case_id=row.pk, public=True).values_list("move", "at")]
    )


def submit(_request: HttpRequest) -> HttpResponse:
    """Five rows for a letter: who wrote, the letter in two tables, its event and words; the number of its year."""
    now = timezone.now()
    office = Office.objects.get(code="E").pk
    with transaction.atomic():
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(Series._meta.db_table)
            cursor.execute(f"SELECT last FROM {table} WHERE key = 'XF' AND year = %s FOR UPDATE", [now.year])
        resident = Resident.objects.create()
        row = Petition.objects.create(
            kind="petition_appeal",
            number=f"B-{uuid.uuid4().hex[:20]}",
            title="夜间施工噪音扰民",
            body="小区南门外工地夜间施工到凌晨两点，影响老人休息。",
            state="submitted",
            opened_at=now,
            due_at=now + dt.timedelta(days=15),
            resident=resident,
            office_id=office,
            registrar_id=office,
        )
        event = CaseEvent.objects.create(case_id=row.pk, move="open", at=now, actor_kind="resident")
        EventWords.objects.create(event=event, text={"note": "已收到。"})
    return _text([row.number])


def step(_request: HttpRequest, number: str) -> HttpResponse:
    """A row locked, an event with its words, the row written."""
    with transaction.atomic():
        row = Case.objects.select_for_update(no_key=True).get(number=number)
        event = CaseEvent.objects.create(case_id=row.pk, move="note", at=timezone.now(), actor_kind="staff")
        EventWords.objects.create(event=event, text={"note": "已电话联系。"})
        Case.objects.filter(pk=row.pk).update(version=F("version") + 1)
    return _text([row.number])


def overview(_request: HttpRequest) -> HttpResponse:
    """Open matters by office and state, and the first few that are late."""
    counts = Case.objects.filter(closed_at=None).values_list("office", "state").annotate(Count("pk"))
    late = Case.objects.filter(closed_at=None, due_at__lt=timezone.now()).order_by("due_at", "id")
    return _text([*counts, *late.values_list(*LINE)[:5]])


urlpatterns = [
    path("home/", home),
    path("queue/", queue),
    path("narrowed/", narrowed),
    path("found/", found),
    path("case/<slug:number>/", case),
    path("follow/", follow),
    path("submit/", submit),
    path("step/<slug:number>/", step),
    path("overview/", overview),
]
