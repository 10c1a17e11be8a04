"""Papers that the moves of a letter draft, check, sign and issue."""

from caojiadu.core.documents import moving as documents
from petitions import paper_parts

issue_acceptance = documents.issue("acceptance", paper_parts.acceptance)
draft_answer = documents.draft(paper_parts.answer_kind, paper_parts.answer)
check_answer = documents.check(paper_parts.answer_kind)
sign_answer = documents.sign(paper_parts.answer_kind)
