"""Papers that the moves of a letter draft, check, sign and issue, and who is told that one waits for them."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import staff_in, tell
from caojiadu.core.documents import moving as documents
from caojiadu.core.documents import papers
from caojiadu.core.workflow import Notify
from petitions.papers import parts as paper_parts

issue_acceptance = documents.issue("acceptance", paper_parts.acceptance)
draft_answer = documents.draft(paper_parts.answer_kind, paper_parts.answer)
check_answer = documents.check(paper_parts.answer_kind)
sign_answer = documents.sign(paper_parts.answer_kind)
draft_mediation = documents.draft("mediation", paper_parts.with_matter("parties", "terms", "signed_a", "signed_b"))


def tell_who_is_next(moving: Moving) -> None:
    """Tell the desk that a draft waits to be checked, or whoever may sign it; never only its author."""
    case = moving.case
    if case.state == "checking":
        tell(moving.event, case, [Notify("registrar", "case_to_check")])
        return
    paper = papers.open_paper(case, paper_parts.answer_kind(moving))
    heads = staff_in("head", case) - set(paper.drafters if paper else ())
    tell(moving.event, case, [Notify("head" if heads else "leader", "case_to_release")])


def mediation_drafted(moving: Moving) -> None:
    """A mediation agreement waits for its signature."""
    if papers.open_paper(moving.case, "mediation") is None:
        raise Refused(_("Write the draft first."))
