"""Where a letter can stand, who makes the moves, and which moves are entered into the city's petition system.

Every letter, call and visit goes into that system (2022 Regulations, art. 21). A report against somebody goes its own
way and is never entered there by this office, so that kind names no other system.
"""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.matter import Matter, Staff
from caojiadu.core.workflow import Record, State, System, Who

APPEAL, SUGGESTION, ACCUSATION = "petition_appeal", "petition_suggestion", "petition_accusation"
SUBMITTED = State("submitted", _("Received, not yet registered"))
REGISTERED = State("registered", _("Registered"))
IN_HAND = State("in_hand", _("In hand"))
CHECKING = State("checking", _("Answer being checked"))
REVIEW = State("review", _("Answer waiting to be signed"))
# Not at rest: it waits for the answer of the letter it was merged into, and its own limits run on.
MERGED = State("merged", _("Merged into another letter"), told=_("In hand, together with another letter"))
ANSWERED = State("answered", _("Answered"), done=True, tone="done")
REFUSING = State("refusing", _("Refusal waiting for signature"), told=_("Registered"))
REFUSED = State("refused", _("Not accepted"), done=True, tone="done")
NO_LONGER_PROPOSED = State("no_longer_proposed", _("“No longer accepted” waiting for signature"), told=_("Registered"))
NO_LONGER = State("no_longer", _("No longer accepted"), done=True, tone="done")
TRANSFERRED = State("transferred", _("Transferred to another body"), done=True, tone="done")
SENT_BACK = State("sent_back", _("Back with the body that transferred it"), done=True, tone="done")
DIVERTED = State("diverted", _("Shown another legal route"), done=True, tone="done")
WITHDRAWN = State("withdrawn", _("Withdrawn"), done=True, tone="done")
FORWARDED = State("forwarded", _("With discipline inspection"))
FILED = State("filed", _("Kept for reference"), done=True, tone="done")
CONCLUDED = State("concluded", _("Concluded"), done=True, tone="done")
# After the answer. While another body decides, nobody here has to act: the matter rests and that limit runs beside it.
CARRYING_OUT = State("carrying_out", _("Answered, being carried out"))
REVIEWING = State("reviewing", _("With the district for review"), done=True)
REVIEWED = State("reviewed", _("Reviewed by the district"), done=True, tone="done")
RE_REVIEWING = State("re_reviewing", _("With the municipality for re-review"), done=True)
ENDED = State("ended", _("Ended by the re-review"), done=True, tone="done")
ARCHIVED = State("archived", _("Archived"), done=True, tone="done")
LETTER = Matter("petitions.Petition")
CLERK = LETTER.staff("register", Who.REGISTRAR)
HEAD = LETTER.staff("assign", Who.HEAD)
HANDLER = LETTER.staff("handle", Who.HANDLER)
ANYBODY_ON_IT = LETTER.staff("handle", Who.HANDLER, Who.LEAD, Who.CO, Who.REGISTRAR)
KEEPER = Staff("petitions.keep_accusations", (Who.REGISTRAR,))
# Whoever may sign a paper, and never its author: the head of the office that has the matter, or a leader.
SIGNER = Staff("documents.sign_paper", (Who.HEAD, Who.LEADER))
BEFORE_ACCEPTANCE = (SUBMITTED, REGISTERED, REFUSING, NO_LONGER_PROPOSED)
WORKED_ON = (IN_HAND, CHECKING, REVIEW)
UNDER_WAY = (*BEFORE_ACCEPTANCE, *WORKED_ON, MERGED)
# An answer was given. It may be read, judged and objected to in each of these.
AFTER_ANSWER = (ANSWERED, CARRYING_OUT, REVIEWING, REVIEWED, RE_REVIEWING, ENDED)
# An unhappy judgement opens a second look, unless the matter has gone to the last instance.
SECOND_LOOK = (ANSWERED, CARRYING_OUT, REVIEWING, REVIEWED)


CITY = System("city-petitions", _("the city's petition system"))
_ALL = (
    *("register", "accept", "sign_refusal", "transfer_out", "objection_agreed", "record_objection", "withdraw"),
    *("release", "answer_with", "answered_with", "carried_out", "judge_unhappy"),
    *("merge", "unmerge", "came_free"),
)
OF_SUGGESTIONS = Record(CITY, entered=_ALL)
OF_APPEALS = Record(
    CITY,
    entered=(
        *_ALL,
        *("accept_duty", "divert", "sign_no_longer", "grant_extension", "sign_mediation"),
        *("ask_review", "ask_review_desk", "review_decided", "record_review"),
        *("ask_re_review", "ask_re_review_desk", "re_review_decided", "record_re_review"),
    ),
)
