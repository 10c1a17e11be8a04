"""What becomes of letters brought in from another system: answered there, or too old to be worked on here."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, Transition
from petitions import effects
from petitions.workflows.states import ANSWERED, FILED, SUBMITTED

IMPORT_ANSWERED = Transition(
    "import_answered",
    _("Brought in with its answer"),
    (SUBMITTED,),
    ANSWERED,
    by=By.TIMER,
    effects=(effects.date_imported_answer,),
    public=True,
    told=_("Answered"),
)
IMPORT_FILED = Transition(
    "import_filed",
    _("Brought in for reference"),
    (SUBMITTED,),
    FILED,
    by=By.TIMER,
    public=True,
    told=_("Kept for reference"),
)
