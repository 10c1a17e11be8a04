"""Taking an issued paper back in the moves of a case, so that another can be written in its place.

Transition("paper_recall", ..., form="caojiadu.core.documents.recalling.RecallForm",
           when=(recalling.something_stands,), effects=(recalling.recall,))
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents.forms import PaperChoice
from caojiadu.core.documents.models import Paper, Recall


class RecallForm(MoveForm):
    """Which paper holds no more, and why."""

    paper = PaperChoice(label=gettext_lazy("Paper"), queryset=Paper.objects.none(), empty_label="—")
    reason = long_text(gettext_lazy("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issued = Paper.objects.issued().filter(case_id=self.case.pk).order_by("-id")
        pick_from(self, "paper", issued)


def something_stands(moving: Moving) -> None:
    """A guard: a paper is out that holds."""
    if not Paper.objects.issued().filter(case_id=moving.case.pk).exists():
        raise Refused(_("No paper was issued that could be taken back."))


def recall(moving: Moving) -> None:
    """An effect: it keeps its number and every word, and holds no more."""
    Recall.objects.create(paper=moving.data["paper"], at=moving.now)
