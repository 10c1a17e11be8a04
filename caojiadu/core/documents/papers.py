"""The verbs on papers: draft, check, sign, issue, drop. Called inside a move, so the case is locked.

Each raises Refused with words for the clerk. Numbers are given last, under the row lock of their series.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.memo import once
from caojiadu.core.cases.models.case import count_up
from caojiadu.core.documents import kinds
from caojiadu.core.documents.contents import digest_of, frame_of, unchanged
from caojiadu.core.documents.models import Paper, PaperRule, Recall, Seal

State = Paper.State


@once
def open_paper(case: Any, key: str) -> Paper | None:
    """The paper of a kind that is drafted or checked, if there is one."""
    return Paper.objects.open().filter(case_id=case.pk, kind=key).first()


@once
def last_issued(case: Any, *keys: str) -> Paper | None:
    """The newest issued paper of these kinds."""
    return Paper.objects.issued().filter(case_id=case.pk, kind__in=keys).order_by("-id").first()


def draft(*, case: Any, key: str, parts: Mapping[str, Any], by: Any, now: dt.datetime) -> Paper:
    """Write the draft of a kind, or write it again: what was checked before has to be checked again."""
    there = open_paper(case, key) or Paper(case_id=case.pk, kind=key)
    paper = _drafted(there, parts, by, now, PaperRule.of(there.declared))
    paper.save()
    return paper


def _drafted(paper: Paper, parts: Mapping[str, Any], by: Any, now: dt.datetime, rule: PaperRule) -> Paper:
    """A draft that is not written yet, in place of what stood there."""
    refuse_missing(paper.declared, parts)
    paper.content = {"parts": _plain(parts)}
    paper.bilingual = rule.bilingual
    paper.state, paper.digest = State.DRAFTED, ""
    paper.drafted_by, paper.drafted_at = by, now
    paper.drafters = sorted({*paper.drafters, by.pk}) if by else paper.drafters
    paper.checked_by = paper.checked_at = None
    return paper


def check(*, case: Any, key: str, by: Any, now: dt.datetime) -> Paper:
    """Confirm a draft as it stands."""
    paper = refuse_check(case, key, by)
    paper.state, paper.checked_by, paper.checked_at = State.CHECKED, by, now
    paper.digest = digest_of(paper.content)
    paper.save()
    return paper


def sign(*, case: Any, key: str, by: Any, now: dt.datetime) -> Paper:
    """Sign and issue: the paper gets its number and never changes again."""
    paper = refuse_signature(case, key, by)
    return _issue(paper, case, by, now, PaperRule.of(paper.declared))


def issue(*, case: Any, key: str, parts: Mapping[str, Any], by: Any, now: dt.datetime) -> Paper:
    """Draft and issue in one, for kinds that need no signature."""
    kind = kinds.find(key)
    if kind.signature:
        raise Refused(_("%(paper)s has to be signed first.") % {"paper": kind.title})
    rule = PaperRule.of(kind)
    draft = open_paper(case, key) if kind.check else None
    return _issue(_drafted(draft or Paper(case_id=case.pk, kind=key), parts, by, now, rule), case, by, now, rule)


def drop(*, case: Any, key: str) -> None:
    """Drop a draft that nobody wants any more; issued papers stay."""
    Paper.objects.open().filter(case_id=case.pk, kind=key).update(state=State.VOID)


def take_back(*, case: Any, key: str, since: dt.datetime, now: dt.datetime) -> None:
    """Take back what was issued of a kind since a moment and has neither gone out nor been served: it holds no more."""
    issued = Paper.objects.issued().filter(case_id=case.pk, kind=key, signed_at__gte=since, services=None)
    Recall.objects.bulk_create(Recall(paper=paper, at=now) for paper in issued)


def drop_all(case: Any) -> None:
    """Drop every draft of a case that ends."""
    Paper.objects.open().filter(case_id=case.pk).update(state=State.VOID)


def refuse_missing(kind: kinds.PaperKind, parts: Mapping[str, Any], *, late: bool = False) -> None:
    """Raise Refused while a required part is missing; those asked for late only when `late`."""
    asked = [part for part in kind.parts if part.required and (late or not part.late)]
    if missing := [part for part in asked if not kinds.said_at_all(parts.get(part.key))]:
        raise Refused(
            _("%(paper)s is not complete. Missing: %(parts)s.")
            % {"paper": kind.title, "parts": ", ".join(part.label for part in missing)}
        )


def refuse_without_draft(case: Any, key: str) -> Paper:
    """Return the draft. Raises Refused where there is none, or where it is not complete."""
    paper = open_paper(case, key)
    if paper is not None:
        refuse_missing(paper.declared, paper.parts)
        return paper
    if last_issued(case, key):
        raise Refused(
            _("%(paper)s was signed and issued already. To change something, write a new one.")
            % {"paper": kinds.find(key).title}
        )
    raise Refused(_("Write the draft first."))


def refuse_check(case: Any, key: str, by: Any) -> Paper:
    """Return the draft that this person may check. Raises Refused."""
    paper = refuse_without_draft(case, key)
    if by.pk in paper.drafters:
        raise Refused(_("You drafted this paper; somebody else has to check it."))
    return paper


def refuse_signature(case: Any, key: str, by: Any) -> Paper:
    """Return the paper that this person may sign. Raises Refused."""
    paper = refuse_without_draft(case, key)
    if by.pk in paper.drafters:
        raise Refused(_("You drafted this paper; somebody else has to sign it: the head of the office, or a leader."))
    refuse_missing(paper.declared, paper.parts, late=True)
    if paper.state == State.CHECKED and not unchanged(paper):
        raise Refused(_("This paper was changed after it was checked. Have it checked again."))
    if PaperRule.of(paper.declared).needs_check and paper.state != State.CHECKED:
        raise Refused(_("This paper has to be checked before it is signed."))
    return paper


def _issue(paper: Paper, case: Any, by: Any, now: dt.datetime, rule: PaperRule) -> Paper:
    year = timezone.localdate(now).year
    paper.number = f"{rule.prefix}〔{year}〕{count_up(paper.declared.series, year)}号"
    paper.content = {"parts": paper.parts, "frame": frame_of(paper, case, number=paper.number, at=now)}
    paper.digest = digest_of(paper.content)
    paper.seal = Seal.objects.filter(in_use=True).only("pk").first()
    paper.state, paper.signed_by, paper.signed_at = State.ISSUED, by, now
    paper.save()
    return paper


def _plain(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Words as they are kept: days as ISO, pairs of languages as they are, all else as text."""
    kept = {}
    for key, value in parts.items():
        text = value.isoformat() if isinstance(value, dt.date) else str(value or "")
        kept[key] = value if isinstance(value, dict) else text
    return kept
