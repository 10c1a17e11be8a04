"""The page of a letter at the desk: what each theme shows on it, and beside a move."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.access import is_outsider
from caojiadu.core.cases.helping import helped_by, helpers_now
from caojiadu.core.cases.memo import known
from caojiadu.core.desk.panels import Panel
from caojiadu.core.documents import lists
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from petitions.digests.pages import digest_panels
from petitions.duplicates.pages import duplicate_panels, duplicates_beside
from petitions.letters.models import Petition
from petitions.letters.states import ACCUSATION, APPEAL, SUGGESTION
from petitions.meetings.pages import joint_panels
from petitions.petitioners.panels import people_panel
from petitions.reception.models import may_keep_roster
from petitions.review.standing import opinion_rounds
from petitions.stages.pages import proposed, stages_panel
from petitions.suggestions.pages import WITH_PUBLIC_TEXT, track_panel

# With these moves one wants to see the draft.
WITH_DRAFT = {"submit", "check", "release", "send_back", "sign_mediation"}


def panels(petition: Petition, user: Any) -> list[Panel]:
    """The letter, questions and replies, opinions, answers; for a committee the letter and what it is asked itself."""
    outside = is_outsider(user, petition)
    helping = list(helped_by(petition, user).select_related("opinion_by")) if outside else helpers_now(petition)
    letter = Panel(
        "petitions/letters/panel.html",
        {
            "petition": petition,
            "outside": outside,
            "questions": [] if outside else list(known(petition, petition.questions.all())),
            "opinions": helping,
        },
    )
    if outside:
        return [letter]
    return [
        letter,
        stages_panel(petition),
        *people_panel(petition, user),
        _answers(petition),
        *duplicate_panels(petition),
        *joint_panels(petition, user),
        *digest_panels(petition, user),
        Panel("documents/panel.html", {"papers": lists.for_staff(petition)}),
        *([track_panel(petition, user)] if petition.kind == SUGGESTION else []),
    ]


def beside(petition: Petition, key: str, _user: Any) -> list[Panel]:
    """The draft beside the moves that are about it, as it would go out; the public text; letters on the same matter."""
    if petition.kind == SUGGESTION and key in WITH_PUBLIC_TEXT:
        return [track_panel(petition, None)]
    draft = Panel("documents/beside.html", {"draft": lists.draft_of(petition)})
    return [*proposed(petition, key), *([draft] if key in WITH_DRAFT else []), *duplicates_beside(petition, key)]


def _answers(petition: Petition) -> Panel:
    answers = known(petition, petition.answers.select_related("drafted_by", "released_by"))
    return Panel(
        "petitions/answers/panel.html",
        {
            "petition": petition,
            "answers": list(answers),
            "opinions": opinion_rounds(petition),
            "judgements": list(known(petition, petition.judgements.all())),
        },
    )


@provide("desk_links")
def desk_links(user: User) -> list[RailLink]:
    """Entering calls and visits, for those who sit where people ring and come; the roster, for the desk."""
    links: list[RailLink] = []
    if user.has_perm("petitions.enter_petition"):
        links.append(RailLink(reverse("letters_desk:enter"), _("Enter a call or visit")))
    if may_keep_roster(user):
        links.append(RailLink(reverse("letters_desk:roster"), _("Reception days of leaders")))
    return links


for _kind in (APPEAL, SUGGESTION, ACCUSATION):
    provide(f"panels.{_kind}")(panels)
    provide(f"beside.{_kind}")(beside)
