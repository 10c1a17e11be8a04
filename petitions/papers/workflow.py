"""Papers that the moves of a letter draft, check, sign and issue, and how each reached the petitioner.

Service is recorded in every state in which a matter can stand.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import staff_in, tell
from caojiadu.core.documents import moving as documents
from caojiadu.core.documents import papers
from caojiadu.core.documents import serving_moves as serving
from caojiadu.core.workflow import By, Notify, Purpose, Who
from petitions.letters.states import LETTER, SUBMITTED, UNDER_WAY
from petitions.papers import parts
from petitions.papers.serving import address_known

issue_acceptance = documents.issue("acceptance", parts.acceptance)
draft_answer = documents.draft(parts.answer_kind, parts.answer)
check_answer = documents.check(parts.answer_kind)
sign_answer = documents.sign(parts.answer_kind)
draft_mediation = documents.draft("mediation", parts.with_matter("parties", "terms", "signed_a", "signed_b"))


def tell_who_is_next(moving: Moving) -> None:
    """Tell the desk that a draft waits to be checked, or whoever may sign it; never only its author."""
    case = moving.case
    if case.state == "checking":
        tell(moving.written, case, [Notify("registrar", "case_to_check")])
        return
    paper = papers.open_paper(case, parts.answer_kind(moving))
    heads = staff_in("head", case) - set(paper.drafters if paper else ())
    tell(moving.written, case, [Notify("head" if heads else "leader", "case_to_release")])


def mediation_drafted(moving: Moving) -> None:
    """A mediation agreement waits for its signature."""
    if papers.open_paper(moving.case, "mediation") is None:
        raise Refused(gettext("Write the draft first."))


def address_unclear(moving: Moving) -> None:
    """Nobody is notified any more: name or address is unclear."""
    moving.change(address_unclear=True)


class AddressUnclearForm(MoveForm):
    reason = long_text(_("What was tried to reach the petitioner"), rows=3)


SERVE = LETTER.step(
    "serve",
    _("Record how a paper was served"),
    SUBMITTED,
    by=LETTER.staff("handle", Who.REGISTRAR, Who.HANDLER),
    form="caojiadu.core.documents.forms.ServeForm",
    when=(serving.something_to_serve,),
    effects=(serving.record_service,),
    public=True,
    told=_("A paper was sent or handed over to you"),
    hint=_("Sent is not served: a limit that starts on receipt starts on the day on which it was received."),
    purpose=Purpose.PAPERS,
)
READ_PAPER = LETTER.step(
    "read_paper",
    _("The petitioner read a paper"),
    SUBMITTED,
    by=By.RESIDENT,
    guards=(serving.not_read_yet,),
    effects=(serving.read_online,),
    public=True,
    told=_("You read a paper"),
)
PAPER_DELIVERED = LETTER.step(
    "paper_delivered",
    _("A message about a paper was delivered"),
    SUBMITTED,
    by=By.TIMER,
    effects=(serving.message_delivered,),
    public=True,
    told=_("A message about a paper reached you"),
)
ADDRESS_UNCLEAR = LETTER.step(
    "address_unclear",
    _("Record that name or address is unclear"),
    *UNDER_WAY,
    by=LETTER.staff("handle", Who.REGISTRAR, Who.HANDLER),
    form="petitions.papers.workflow.AddressUnclearForm",
    when=(address_known,),
    effects=(address_unclear,),
    hint=_("Nobody has to be notified whose name or address is unclear (Regulations, art. 23)."),
    purpose=Purpose.PAPERS,
)
ANYWHERE = (SERVE, READ_PAPER, PAPER_DELIVERED)
