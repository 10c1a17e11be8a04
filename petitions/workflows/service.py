"""Recording how papers reached the petitioner; possible in every state in which a matter can stand."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.documents import serving_moves as serving
from caojiadu.core.workflow import By, Purpose, Transition, Who
from petitions import effects, guards
from petitions.workflows.states import FORMS, HANDLE, SUBMITTED, UNDER_WAY

SERVE = Transition(
    "serve",
    _("Record how a paper was served"),
    (SUBMITTED,),
    needs=HANDLE,
    who=(Who.REGISTRAR, Who.HANDLER),
    form="caojiadu.core.documents.forms.ServeForm",
    when=(serving.something_to_serve,),
    effects=(serving.record_service,),
    public=True,
    told=_("A paper was sent or handed over to you"),
    hint=_("Sent is not served: a limit that starts on receipt starts on the day on which it was received."),
    purpose=Purpose.PAPERS,
)
READ_PAPER = Transition(
    "read_paper",
    _("The petitioner read a paper"),
    (SUBMITTED,),
    by=By.RESIDENT,
    guards=(serving.not_read_yet,),
    effects=(serving.read_online,),
    public=True,
    told=_("You read a paper"),
)
PAPER_DELIVERED = Transition(
    "paper_delivered",
    _("A message about a paper was delivered"),
    (SUBMITTED,),
    by=By.TIMER,
    effects=(serving.message_delivered,),
    public=True,
    told=_("A message about a paper reached you"),
)
ADDRESS_UNCLEAR = Transition(
    "address_unclear",
    _("Record that name or address is unclear"),
    UNDER_WAY,
    needs=HANDLE,
    who=(Who.REGISTRAR, Who.HANDLER),
    form=FORMS + "papers.AddressUnclearForm",
    when=(guards.address_known,),
    effects=(effects.address_unclear,),
    hint=_("Nobody has to be notified whose name or address is unclear (Regulations, art. 23)."),
    purpose=Purpose.PAPERS,
)
ANYWHERE = (SERVE, READ_PAPER, PAPER_DELIVERED)
