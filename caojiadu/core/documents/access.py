"""Who reads a paper: staff who may open its case; outside, whoever the app of the case lets in.

That app provides `may_read_paper` (request, paper) and `paper_opened` (request, paper), which is called when somebody
outside opens one: reading online is service.
"""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit.trail import read_once
from caojiadu.core.cases.access import is_outsider, may_reveal
from caojiadu.core.cases.confidential import ask_again_for
from caojiadu.core.cases.models import Case
from caojiadu.core.documents import hooks
from caojiadu.core.documents.contents import page_of
from caojiadu.core.documents.models import Paper
from caojiadu.core.documents.typesetting import DRAFT_MARK, pdf_of, preview, previewed, render
from caojiadu.core.personal import mask_name


@dataclass(frozen=True)
class Reading:
    """A paper in somebody's hands."""

    paper: Paper
    staff: bool
    names: bool

    def content(self, case: Any, *, names: bool) -> dict[str, Any]:
        """What it says, the addressee masked unless `names`."""
        content = previewed(self.paper, case)
        to = content["frame"]["to"]
        if not names and isinstance(to, str):
            content["frame"]["to"] = mask_name(to)
        return content

    def pdf(self, case: Any) -> bytes:
        """The PDF for this reader: the kept one; of a draft, and for whoever sees no names, one for the moment."""
        if self.names:
            return pdf_of(self.paper) if self.paper.issued else preview(self.paper, case)
        return bytes(render(self.paper, self.content(case, names=False), mark="" if self.paper.issued else DRAFT_MARK))


def open_paper_or_404(request: HttpRequest, key: uuid.UUID, *, action: str) -> Reading:
    """The paper for whoever may read it, written into the audit trail; for everybody else there is none."""
    paper = Paper.objects.select_related("case__office", "case__resident").filter(key=key).first()
    if paper is None:
        raise Http404
    reading = _reading(request, paper)
    if reading is None:
        raise Http404
    ask_again_for(request, paper.case)
    read_once(
        request=request, action=action, subject_type="paper", subject_key=paper.key, office_id=paper.case.office_id
    )
    return reading


def _inside(user: Visitor, paper: Paper) -> bool:
    """Whether somebody reads it as one of the house: a neighbourhood committee that helps does not."""
    case = Case.objects.visible_to(user).filter(pk=paper.case_id).first()
    return case is not None and not is_outsider(user, case)


def _reading(request: HttpRequest, paper: Paper) -> Reading | None:
    user = request.user
    if user.is_authenticated and _inside(user, paper):
        names = paper.case.resident_id is None or may_reveal(user, paper.case)
        return Reading(paper, staff=True, names=names)
    if any(answer is True for answer in hooks.may_read_paper(request, paper)):
        hooks.paper_opened(request, paper)
        return Reading(paper, staff=False, names=True)
    return None


def pages_of(reading: Reading, case: Any) -> list[dict[str, Any]]:
    """Each language of a paper for a page; staff see the addressee masked, as everywhere."""
    content = reading.content(case, names=not reading.staff)
    return [page_of(reading.paper.declared, content, language) for language in content["frame"]["languages"]]
