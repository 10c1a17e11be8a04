"""Ballots of a round: sent, changed until it closes, counted; whoever sent one stays unknown."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from caojiadu.core.personal import digest
from offices.management.models import AppraisalRound, Ballot, BranchAppraisal, Grade, GradeCount, Voice

SATISFIED = (Grade.VERY_GOOD, Grade.GOOD)


class Closed(Exception):
    """The round is not open, or not any more."""


def open_rounds(today: dt.date | None = None) -> QuerySet[AppraisalRound]:
    """The rounds that residents can answer today."""
    today = today or timezone.localdate()
    rows = AppraisalRound.objects.filter(state="round_open", opens_on__lte=today, closes_on__gte=today)
    return rows.order_by("closes_on", "pk")


def sent_by(in_round: AppraisalRound, who: str) -> Ballot | None:
    """The ballot that somebody sent already. `who` is the key of an account or of a browser."""
    return Ballot.objects.filter(round=in_round, digest=_digest(in_round, who)).first() if who else None


def given_in(ballot: Ballot) -> list[GradeCount]:
    """The grades of a ballot with who got them, as they stand on the form."""
    return list(ballot.counts.select_related("appraisal__resource").order_by("appraisal"))


@transaction.atomic
def send(*, in_round: AppraisalRound, who: str, voice: str, grades: Mapping[int, int], remark: str) -> Ballot:
    """Keep a ballot; a second one of the same account or browser takes the place of the first. Raises Closed."""
    locked = AppraisalRound.objects.select_for_update(of=("self",)).get(pk=in_round.pk)
    if not open_rounds().filter(pk=locked.pk).exists():
        raise Closed
    now = timezone.now()
    values = {"voice": voice, "remark": remark, "sent_at": now}
    ballot, _made = Ballot.objects.update_or_create(round=locked, digest=_digest(locked, who), defaults=values)
    ballot.counts.all().delete()
    wanted = BranchAppraisal.objects.filter(round=locked, pk__in=grades)
    GradeCount.objects.bulk_create(
        GradeCount(appraisal=one, ballot=ballot, voice=voice, grade=grades[one.pk]) for one in wanted
    )
    return ballot


def forget(in_round: AppraisalRound) -> None:
    """The round is over: what said which ballots came from one browser goes."""
    Ballot.objects.filter(round=in_round).update(digest="")


def count_paper(appraisal: BranchAppraisal, voice: str, numbers: Mapping[int, int]) -> None:
    """Add what was counted on paper."""
    GradeCount.objects.bulk_create(
        GradeCount(appraisal=appraisal, voice=voice, grade=grade, number=number)
        for grade, number in numbers.items()
        if number
    )


@dataclass
class Line:
    """What one sort of voices gave to a body."""

    label: Any
    grades: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.grades)

    @property
    def satisfied(self) -> int | None:
        """Of a hundred, how many were satisfied or very satisfied; None where nobody said anything."""
        return round(100 * sum(self.grades[: len(SATISFIED)]) / self.total) if self.total else None


def result_of(appraisal: BranchAppraisal) -> list[Line]:
    """One line for each sort of voices, and one for all: numbers by grade, the best first. One query."""
    return _lines(_counted(appraisal=appraisal).get(appraisal.pk, {}))


@dataclass(frozen=True)
class Result:
    """What one body was given in a round, by all voices together."""

    appraisal: BranchAppraisal
    every: Line

    @property
    def grades(self) -> list[tuple[Any, int, int]]:
        """Each grade with how often it was given, and how many that are of a hundred."""
        total = self.every.total or 1
        return [(label, n, round(100 * n / total)) for label, n in zip(Grade.labels, self.every.grades, strict=True)]


def results_of(in_round: AppraisalRound) -> list[Result]:
    """What each body in a round was given, in the order of the form; who was left out is not there. Two queries."""
    rows = BranchAppraisal.objects.filter(round=in_round).exclude(state="appraisal_left_out")
    found = _counted(appraisal__round=in_round)
    return [Result(one, _lines(found.get(one.pk, {}))[-1]) for one in rows.select_related("resource").order_by("pk")]


def result_is_public(in_round: AppraisalRound) -> bool:
    """The count is over, and the head has put its figures on the public page."""
    return in_round.published_on is not None and in_round.state in ("round_over", "round_done")


def _counted(**which: Any) -> dict[int, dict[tuple[str, int], int]]:
    """How often each sort of voices gave each grade, by appraisal."""
    found: dict[int, dict[tuple[str, int], int]] = defaultdict(dict)
    for row in GradeCount.objects.filter(**which).values("appraisal", "voice", "grade").annotate(n=Sum("number")):
        found[row["appraisal"]][row["voice"], row["grade"]] = row["n"]
    return found


def _lines(found: Mapping[tuple[str, int], int]) -> list[Line]:
    lines = [Line(label, [found.get((voice, grade), 0) for grade in Grade.values]) for voice, label in Voice.choices]
    return [*lines, Line("", [sum(line.grades[at] for line in lines) for at in range(len(Grade.values))])]


def _digest(in_round: AppraisalRound, who: str) -> str:
    return digest(f"ballot:{in_round.pk}", who)
