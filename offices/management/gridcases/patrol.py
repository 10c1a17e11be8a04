"""Patrol: what a supervisor finds is sent with class, place and photo; what was put right waits to be seen on site."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from offices.management.gridcases import effects
from offices.management.gridcases.guards import handled_by
from offices.management.gridcases.providers import open_grid_case
from offices.management.gridcases.states import HANDLED, ON_SPOT
from offices.management.models import GridCase, GridClass

SHOWN = 50


def groups() -> list[tuple[str, list[tuple[str, str | Promise]]]]:
    """The large classes in use, those of events before those of parts: the first tap."""
    used = set(GridClass.objects.filter(active=True).values_list("group", flat=True))
    rows = [(key, label) for key, label in GridClass.Group.choices if key in used]
    return [(thing, [row for row in rows if row[0].startswith(thing)]) for thing in ("event", "part")]


@transaction.atomic
def report_find(*, user: Visitor, grid_class: GridClass, data: Mapping[str, Any], after: str = "") -> GridCase:
    """Send what was found, with its photo; what was put right at once is noted so, for somebody else to look at.

    `data` is what the form of the find holds; `after` is the token under which its photos of afterwards are kept.
    """
    actor = Actor.staff(user)
    case = open_grid_case(
        actor=actor,
        title=grid_class.name_zh,
        place=data["place"],
        neighbourhood=data["neighbourhood"],
        what=data["what"],
        grid_class=grid_class,
        source=GridCase.Source.PATROL,
    )
    effects.photos("before")(Moving(case, None, actor, timezone.now(), data))
    if data.get("done"):
        step = {"grid_class": grid_class.pk, "place": data["place"], "done": data["done"]}
        move(case=case, key="spot", actor=actor, data={**step, "after_photos-token": after})
    return case


def finds_of(user: Any) -> list[GridCase]:
    """What somebody found today, the newest first."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = GridCase.objects.visible_to(user).filter(opened_by=user, opened_at__gte=today)
    return list(rows.select_related("grid_class").order_by("-opened_at", "-pk")[:SHOWN])


def to_verify(user: Visitor) -> list[GridCase]:
    """What others report as put right, so that this person can go and see; what waits longest comes first."""
    rows = GridCase.objects.visible_to(user).filter(state__in=(HANDLED.key, ON_SPOT.key), closed_at=None)
    own = handled_by(user).filter(case_id=OuterRef("pk"))
    return list(rows.exclude(Exists(own)).select_related("grid_class").order_by("due_at", "pk")[:SHOWN])


def last_neighbourhood(user: Any) -> int | None:
    """Where the person's last find was: the next one is likely near it."""
    rows = GridCase.objects.filter(opened_by=user, neighbourhood__isnull=False)
    found: int | None = rows.order_by("-pk").values_list("neighbourhood", flat=True).first()
    return found
