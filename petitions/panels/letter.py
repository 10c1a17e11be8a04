"""What letters add to the common pages of the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.cases.access import is_outsider
from caojiadu.core.cases.helping import helped_by, helpers_of
from caojiadu.core.desk.panels import Panel
from caojiadu.core.documents import lists
from caojiadu.core.hooks import provide
from petitions.clocks.standing import opinion_rounds
from petitions.models import Petition
from petitions.oversight.reception import may_keep_roster
from petitions.panels import people as desk_people
from petitions.panels.digests import digest_panels
from petitions.panels.meetings import joint_panels
from petitions.panels.stages import proposed, stages_panel
from petitions.panels.track import WITH_PUBLIC_TEXT, track
from petitions.same.panels import same_beside, same_panels
from petitions.workflows import ACCUSATION, APPEAL, SUGGESTION

# With these moves one wants to see the draft.
WITH_DRAFT = {"submit", "check", "release", "send_back", "sign_mediation"}


def panels(petition: Petition, user: Any) -> list[Panel]:
    """The letter, questions and replies, opinions, answers; for a committee the letter and what it is asked itself."""
    outside = is_outsider(user, petition)
    helping = helped_by(petition, user) if outside else helpers_of(petition)
    letter = Panel(
        "petitions/desk/letter.html",
        {
            "petition": petition,
            "outside": outside,
            "questions": [] if outside else list(petition.questions.all()),
            "opinions": list(helping.select_related("opinion_by")),
        },
    )
    if outside:
        return [letter]
    return [
        letter,
        stages_panel(petition),
        *desk_people.panel(petition, user),
        _answers(petition),
        *same_panels(petition),
        *joint_panels(petition, user),
        *digest_panels(petition, user),
        Panel("documents/panel.html", {"papers": lists.for_staff(petition)}),
        *([track(petition, user)] if petition.kind == SUGGESTION else []),
    ]


def beside(petition: Petition, key: str, _user: Any) -> list[Panel]:
    """The draft beside the moves that are about it, as it would go out; the public text; letters on the same matter."""
    if petition.kind == SUGGESTION and key in WITH_PUBLIC_TEXT:
        return [track(petition, None)]
    draft = Panel("documents/beside.html", {"draft": lists.draft_of(petition)})
    return [*proposed(petition, key), *([draft] if key in WITH_DRAFT else []), *same_beside(petition, key)]


def _answers(petition: Petition) -> Panel:
    answers = petition.answers.select_related("drafted_by", "released_by")
    return Panel(
        "petitions/desk/answers.html",
        {
            "petition": petition,
            "answers": list(answers),
            "opinions": opinion_rounds(petition),
            "judgements": list(petition.judgements.all()),
        },
    )


@provide("desk_links")
def desk_links(user: Any) -> list[dict[str, Any]]:
    """Entering calls and visits, for those who sit where people ring and come; the roster, for the desk."""
    links = []
    if user.has_perm("petitions.enter_petition"):
        links.append({"url": reverse("letters_desk:enter"), "label": _("Enter a call or visit")})
    if may_keep_roster(user):
        links.append({"url": reverse("letters_desk:roster"), "label": _("Reception days of leaders")})
    return links


for _kind in (APPEAL, SUGGESTION, ACCUSATION):
    provide(f"panels.{_kind}")(panels)
    provide(f"beside.{_kind}")(beside)
