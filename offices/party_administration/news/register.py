"""News and notices: any office writes its own; the head of the Party and Administration Office or a leader, who wrote
nothing of it, reviews it for secrecy and publishes it (Regulations on the State Secrets Law, art. 42)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import search
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.open_files import add_files, take_file_off
from caojiadu.core.workflow import Notify, State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_administration.news import page  # noqa: F401, its hooks

LABEL = "office_party_administration"
MATTER = Matter(f"{LABEL}.NewsItem")
WRITTEN = State("news_written", _("Written, to be reviewed"))
RETURNED = State("news_returned", _("Sent back, to be changed"), tone="soon")
PUBLIC = State("news_public", _("Read by everybody"), done=True, tone="done")
TAKEN_BACK = State("news_taken_back", _("Taken back"), final=True, tone="done")
DROPPED = State("news_dropped", _("Not published"), final=True, tone="done")
# The office that publishes it, and the office that reviews.
WRITER = MATTER.staff("write", Who.LEAD, Who.CO)
TEXT, EXTRA = ("title", "topic", "body", "shown_on"), ("area", "until_on")
WROTE = (OPEN, "news_revise", "news_correct", "news_files")

for _key, _words in {
    "news_back": ("信息发布稿被退回修改：{number}", "A text for the news page was sent back: {number}"),
    "news_published": ("信息已审查发布：{number}", "A text was reviewed and published: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Every office writes its own."""
    return {role: {MATTER.may("write")} for role in ("handler", "head")}


def in_its_own_name(moving: Moving) -> None:
    """An effect of opening: whoever writes it works in the office that publishes it, or in the one that reviews.

    Raises Refused otherwise.
    """
    case, posts = moving.case, moving.actor.user.posts_at_work
    if {case.asked_by_id, case.office_id}.isdisjoint(post.office_id for post in posts):
        raise Refused(_("You write for your own office only."), beside="asked_by")


def still_holds(moving: Moving) -> None:
    """A guard: what held until a day that has passed is not published any more."""
    if moving.case.until_on and moving.case.until_on < timezone.localdate(moving.now):
        raise Refused(_("The day until which it holds has passed. Change the days first."))


def found_anew(moving: Moving) -> None:
    """Its words are found as they stand now."""
    search.index(moving.case, moving.case.body)


def off_the_page(moving: Moving) -> None:
    """What everybody reads was reviewed as it stood: changed, it is reviewed again."""
    moving.change(published_on=None, corrected_on=timezone.localdate(moving.now))


def telling(template: str) -> tuple[Notify, ...]:
    """The office that wrote it, and whoever has it."""
    return (Notify("co", template), Notify("handler", template))


register(
    Workflow(
        key="news_item",
        label=_("News or notice"),
        model=MATTER.model,
        function="A0",
        initial=WRITTEN,
        series="XW",
        open_told=_("Written"),
        open_effects=(in_its_own_name, steps.share_with("asked_by")),
        transitions=(
            MATTER.decide(
                "news_publish",
                _("Review for secrecy and publish"),
                WRITTEN,
                to=PUBLIC,
                form="offices.party_administration.documents.reviews_register.PassForm",
                not_by=(*WROTE,),
                when=(still_holds,),
                effects=(steps.day("published_on"),),
                notify=telling("news_published"),
                main=True,
                hint=_("Everybody can read this from now on. Whoever wrote it does not publish it."),
            ),
            MATTER.step(
                "news_send_back",
                _("Send back to be changed"),
                WRITTEN,
                to=RETURNED,
                by=MATTER.head_or_leader,
                asks=("reason",),
                notify=telling("news_back"),
            ),
            MATTER.step(
                "news_revise",
                _("Change the text"),
                WRITTEN,
                RETURNED,
                to=WRITTEN,
                by=WRITER,
                fields=TEXT,
                optional=EXTRA,
                effects=(found_anew,),
            ),
            add_files(MATTER, "news_files", _("Add files that everybody may read"), WRITTEN, RETURNED, by=WRITER),
            take_file_off(MATTER, "news_file_off", WRITTEN, RETURNED, by=WRITER),
            MATTER.step(
                "news_correct",
                _("Correct what is published"),
                PUBLIC,
                to=WRITTEN,
                by=WRITER,
                fields=TEXT,
                optional=EXTRA,
                asks=("reason",),
                effects=(off_the_page, found_anew),
                hint=_("It leaves the public page until somebody else has reviewed it again."),
            ),
            MATTER.step(
                "news_take_back",
                _("Take it back"),
                PUBLIC,
                to=TAKEN_BACK,
                by=MATTER.head_or_leader,
                fields=("taken_back",),
                notify=telling("news_back"),
                danger=True,
                hint=_("Whoever opens it reads this reason instead of the text."),
            ),
            MATTER.end("news_drop", _("Do not publish it"), WRITTEN, RETURNED, to=DROPPED, by=WRITER),
            *MATTER.usual(WRITTEN, RETURNED, with_papers=False),
        ),
        limits=(
            norm(
                "news_review",
                _("Review it"),
                1,
                starts=(OPEN, "news_revise", "news_correct"),
                met_by=("news_publish", "news_send_back"),
                working=True,
                warn=(),
            ),
        ),
    )
)
declare(
    Register(
        key="news",
        label=_("News and notices"),
        singular=_("News or notice"),
        model=MATTER.model,
        function="A0",
        title=_("Headline"),
        fields=("title", "asked_by", "topic", "area", "body", "shown_on", "until_on"),
        columns=("asked_by", "topic", "area", "shown_on", "published_on"),
        filters=("topic", "asked_by", "area"),
        asked_by_all=True,
        hint=_("Any office writes its own; somebody who did not write it reviews it, then everybody reads it."),
    )
)
