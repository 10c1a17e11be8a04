"""The secrecy review before publication (A3): submitted by one, decided by another, published only once passed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.moves import Moving
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import Notify, State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

LABEL = "office_party_administration"
MATTER = Matter(f"{LABEL}.PublicationReview")
SUBMITTED = State("review_submitted", _("Submitted, to be reviewed"))
ASKED = State("review_asked", _("Unclear, asked above"), tone="soon")
PASSED = State("review_passed", _("Passed, may be published"))
REJECTED = State("review_rejected", _("Rejected, to be changed"), tone="soon")
PUBLISHED = State("review_published", _("Published"), final=True, tone="done")
WITHDRAWN = State("review_withdrawn", _("Not published"), final=True, tone="done")
# The office that wants it published, and the office that reviews.
SUBMITTER = MATTER.staff("submit", Who.LEAD, Who.CO)

for _key, _words in {
    "review_passed": ("保密审查已通过：{number}", "The secrecy review was passed: {number}"),
    "review_rejected": ("保密审查未通过：{number}", "The secrecy review was not passed: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Every office submits what it wants to publish."""
    return {role: {MATTER.may("submit")} for role in ("handler", "head")}


class PassForm(MoveForm):
    """What the reviewer has looked for; without each of the three nothing passes."""

    no_state_secret = forms.BooleanField(label=_("It holds no state secret, nor anything that points to one"))
    no_work_secret = forms.BooleanField(label=_("It holds no work secret and nothing that is not to be public yet"))
    no_personal = forms.BooleanField(label=_("It holds no personal data, or only what the law has published"))
    ground = long_text(_("Ground of the decision"), rows=2, required=False)
    key_fields = ("no_state_secret", "no_work_secret", "no_personal")


def decided(moving: Moving) -> None:
    """Note who decided, and on what ground."""
    moving.change(reviewed_by=moving.actor.user, ground=moving.data["ground"])


def paper_holds(moving: Moving) -> None:
    """A guard: what is void is not published, so nothing passes that goes with a void paper."""
    if moving.case.paper and moving.case.paper.is_void:
        raise Refused(_("This paper is void."))


def telling(template: str) -> Any:
    """The office that submitted it, and whoever has it, hear of the decision."""
    return (Notify("co", template), Notify("handler", template))


NOT_OWN = steps.not_by_whoever_made(OPEN, "review_resubmit")
register(
    Workflow(
        key="publication_review",
        label=_("Review before publication"),
        model=MATTER.model,
        function="A3",
        initial=SUBMITTED,
        series="SC",
        open_told=_("Submitted"),
        open_effects=(steps.share_with("asked_by"), steps.stamp("submitted_by")),
        transitions=(
            MATTER.step(
                "review_pass",
                _("Pass it"),
                SUBMITTED,
                ASKED,
                to=PASSED,
                form="offices.party_administration.documents.reviews_register.PassForm",
                when=(paper_holds,),
                guards=(NOT_OWN,),
                effects=(decided,),
                notify=telling("review_passed"),
                main=True,
                hint=_("Reviewed first, published afterwards."),
            ),
            MATTER.step(
                "review_reject",
                _("Reject it"),
                SUBMITTED,
                ASKED,
                to=REJECTED,
                fields=("ground",),
                guards=(NOT_OWN,),
                effects=(steps.stamp("reviewed_by"), steps.count("rejections")),
                notify=telling("review_rejected"),
            ),
            MATTER.step(
                "review_ask",
                _("Unclear: ask above"),
                SUBMITTED,
                to=ASKED,
                asks=("reason",),
                guards=(NOT_OWN,),
                hint=_("Until the answer is there it is treated as secret and stays unpublished."),
            ),
            MATTER.step(
                "review_resubmit",
                _("Submit it changed"),
                REJECTED,
                to=SUBMITTED,
                by=SUBMITTER,
                fields=("wording",),
                when=(paper_holds,),
                effects=(steps.stamp("submitted_by"),),
                main=True,
            ),
            MATTER.step(
                "review_publish",
                _("Note the publication"),
                PASSED,
                to=PUBLISHED,
                by=SUBMITTER,
                fields=("published_on", "where"),
                main=True,
            ),
            MATTER.end("review_withdraw", _("Do not publish it"), SUBMITTED, ASKED, PASSED, REJECTED, to=WITHDRAWN),
            MATTER.papers(SUBMITTED, PASSED, REJECTED, by=SUBMITTER),
            *MATTER.usual(SUBMITTED, ASKED, PASSED, REJECTED, with_papers=False),
        ),
        limits=(
            norm(
                "review",
                _("Review it"),
                2,
                starts=(OPEN, "review_resubmit"),
                met_by=("review_pass", "review_reject", "review_ask"),
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="publication-reviews",
        label=_("Reviews before publication"),
        singular=_("Review before publication"),
        model=MATTER.model,
        function="A3",
        title=_("Title of the text"),
        fields=("title", "asked_by", "medium", "paper", "publish_on", "wording"),
        columns=("asked_by", "medium", "published_on"),
        filters=("medium", "asked_by"),
        asked_by_all=True,
        hint=_("Nothing is published before somebody else has looked at it (Regulations on state secrets, art. 42)."),
    )
)
