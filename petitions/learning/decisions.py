"""What clerks decided, as examples to learn from. Reports against somebody are never among them."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from caojiadu.core.cases.models import CaseEvent, Confidentiality
from caojiadu.core.workflow import all_workflows
from petitions.learning.models import Subject
from petitions.learning.weights import REST, features
from petitions.letters.models import Petition

if TYPE_CHECKING:
    from petitions.learning.training import Example

MOST = 10_000  # decisions, the newest first
# The moves with which a clerk fixes each, and where the case keeps it, corrected if somebody corrected it since.
MOVES = {Subject.CATEGORY: ("register",), Subject.OFFICE: ("accept", "accept_duty")}
KEPT = {Subject.CATEGORY: "category_id", Subject.OFFICE: "office_id"}


def decided(subject: str) -> QuerySet[Petition]:
    """The letters on which it was decided by a clerk, newest first."""
    open_kinds = [flow.key for flow in all_workflows() if flow.model == "petitions.Petition" and not flow.secret]
    by_clerk = CaseEvent.objects.filter(case_id=OuterRef("pk"), move__in=MOVES[Subject(subject)], actor_kind="staff")
    return (
        Petition.objects.filter(Exists(by_clerk), kind__in=open_kinds, confidentiality=Confidentiality.NORMAL)
        .exclude(**{KEPT[Subject(subject)]: None})
        .order_by("-pk")
    )


def features_of(petition: Petition) -> list[str]:
    """What a letter is made of; the name of whoever wrote, and whom it is against, are taken out first."""
    known = petition.resident.name_sealed if petition.resident else ""
    return features(petition.title, f"{petition.body}\n{petition.request}", (known, petition.against))


def examples(subject: str, *, min_each: int) -> "list[Example]":
    """Every decision as an example; what was chosen too seldom is the rest, about which nothing is said."""
    from petitions.learning.training import Example

    rows = list(_rows(subject))
    counts = Counter(label for _features, label, _person in rows)
    rest = sum(number for number in counts.values() if number < min_each)
    kept = ((found, label if counts[label] >= min_each else REST, person) for found, label, person in rows)
    return [Example(*row) for row in kept if row[1] != REST or rest >= min_each]


def _rows(subject: str) -> Iterator[tuple[list[str], int, object]]:
    for petition in decided(subject).select_related("resident")[:MOST]:
        person = f"r{petition.resident_id}" if petition.resident_id else petition.pk
        yield features_of(petition), getattr(petition, KEPT[Subject(subject)]), person
