"""What letters add to the common pages of the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.cases.models import Assignment
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from petitions.digest_panels import digest_panels
from petitions.meeting_panels import joint_panels
from petitions.models import Petition
from petitions.stage_panels import proposed, stages_panel
from petitions.workflows import ACCUSATION, APPEAL, SUGGESTION

# With these moves one wants to see the answer.
WITH_ANSWER = {"submit", "release", "send_back"}


def panels(petition: Petition, user: Any) -> list[Panel]:
    """The letter, questions and replies, opinions, answers."""
    helping = Assignment.objects.filter(case_id=petition.pk, role=Assignment.Role.CO, until=None)
    return [
        Panel(
            "petitions/desk/letter.html",
            {
                "petition": petition,
                "questions": list(petition.questions.all()),
                "opinions": list(helping.select_related("office")),
            },
        ),
        stages_panel(petition),
        _answers(petition),
        *joint_panels(petition, user),
        *digest_panels(petition, user),
    ]


def beside(petition: Petition, key: str) -> list[Panel]:
    """The draft beside the moves that are about it."""
    return proposed(petition, key) + ([_answers(petition)] if key in WITH_ANSWER else [])


def _answers(petition: Petition) -> Panel:
    answers = petition.answers.select_related("drafted_by", "released_by")
    return Panel(
        "petitions/desk/answers.html",
        {"petition": petition, "answers": list(answers), "judgements": list(petition.judgements.all())},
    )


@provide("desk_links")
def desk_links(user: Any) -> list[dict[str, Any]]:
    """Entering calls and visits, for those who sit where people ring and come."""
    if not user.has_perm("petitions.enter_petition"):
        return []
    return [{"url": reverse("letters_desk:enter"), "label": _("Enter a call or visit")}]


for _kind in (APPEAL, SUGGESTION, ACCUSATION):
    provide(f"panels.{_kind}")(panels)
    provide(f"beside.{_kind}")(beside)
