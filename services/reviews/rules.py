"""Verbs and questions about reviews."""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from caojiadu.core.accounts.throttle import one_at_a_time
from caojiadu.core.community.residents import find_or_create_resident
from services import hooks
from services.catalogue.models import Item
from services.reviews.models import Grade, Review, Step, Tally

BAD = (Grade.POOR, Grade.VERY_POOR)
SHOWN_MONTHS = 12
AGAIN = dt.timedelta(hours=1)  # within which the same form with the same in it is the button pressed twice
_COUNT = """
INSERT INTO services_tally AS kept (month, item_id, step, grade, given) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (month, item_id, step, grade) DO UPDATE SET given = kept.given + 1
"""


@transaction.atomic
def judge(
    *, item: Item | None, step: str, grade: int, said: str = "", name: str = "", phone: str = "", asked: str = ""
) -> Review:
    """Keep a review and count it; whoever names themselves in a bad one is contacted within 1 working day.

    (Shanghai Regulations on the Business Environment, art. 30; the matter is the Service Office's.) The form `asked`
    that is sent twice with the same in it is one review. Raises Unusable for a phone that cannot be.
    """
    case = resident = None
    if name and grade in BAD and hooks.named_bad_review.answered:
        resident = find_or_create_resident(name=name, phone=phone)
    if asked:
        one_at_a_time(f"review:{asked}")
        just_now = Review.objects.filter(asked=asked, given_at__gte=timezone.now() - AGAIN, case__resident=resident)
        if (same := just_now.filter(item=item, step=step, grade=grade, said=said).first()) is not None:
            return same
    if resident is not None:
        title = item.name_zh if item else ""
        case = hooks.named_bad_review(resident=resident, title=title, worst=grade == Grade.VERY_POOR, said=said)
    review = Review.objects.create(item=item, step=step, grade=grade, said=said, case=case, asked=asked)
    with connection.cursor() as cursor:
        month = timezone.localdate().replace(day=1)
        cursor.execute(_COUNT, [month, item.pk if item else None, step, grade])
    return review


def results() -> dict[str, Any]:
    """What was given in the last twelve months: all together by grade, and for each item how many were satisfied."""
    since = (timezone.localdate() - dt.timedelta(days=30 * SHOWN_MONTHS)).replace(day=1)
    rows = Tally.objects.filter(month__gte=since).values_list("item", "grade").annotate(n=Sum("given")).order_by()
    by_item: dict[int | None, dict[int, int]] = {}
    for item, grade, n in rows:
        by_item.setdefault(item, {})[grade] = n
    named = Item.objects.in_bulk([key for key in by_item if key])
    lines = [_line(named[key], counts) for key, counts in by_item.items() if key in named]
    together = {grade: sum(counts.get(grade, 0) for counts in by_item.values()) for grade in Grade.values}
    return {
        **_line(None, together),
        "since": since,
        "grades": [(grade.label, together[grade.value]) for grade in Grade],
        "items": sorted(lines, key=lambda line: (-line["total"], line["item"].order)),
    }


def followed_up() -> dict[str, int] | None:
    """What became of the bad reviews under a name in those months: how many, contacted, put right and called back.

    None where nobody follows them up, or there were none.
    """
    since = (timezone.localdate() - dt.timedelta(days=30 * SHOWN_MONTHS)).replace(day=1)
    found: dict[str, int] = hooks.bad_reviews_since(since) or {}
    return found if found.get("given") else None


def _line(item: Item | None, counts: dict[int, int]) -> dict[str, Any]:
    total = sum(counts.values())
    satisfied = sum(n for grade, n in counts.items() if grade not in BAD)
    return {"item": item, "total": total, "satisfied": round(100 * satisfied / total) if total else None}


SESSION = "judged"  # what this browser judged already: number and step
MOST = 50
# The latest step first, with the fields of the application of which one says that it was reached.
REACHED = (
    (Step.DELIVERY, ("told_on",)),
    (Step.RESULT, ("decided_on",)),
    (Step.ACCEPTANCE, ("accepted_on",)),
)


def asked_about(request: HttpRequest, found: Any) -> dict[str, Any] | None:
    """The latest step that this application reached, as the page asks about it; None before the first, or judged."""
    for step, fields in REACHED:
        if any(getattr(found, field, None) for field in fields):
            judged = f"{found.number}:{step}" in request.session.get(SESSION, [])
            return None if judged else {"step": step.value, "label": step.label, "grades": Grade.choices}
    return None


def note_judged(request: HttpRequest, number: str, step: str) -> None:
    """The page of this application does not ask about the step again. A review itself holds no number."""
    if number:
        kept = [*request.session.get(SESSION, []), f"{number}:{step}"]
        request.session[SESSION] = kept[-MOST:]
