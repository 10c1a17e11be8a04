"""Channels, and articles with their three reviews by three people (B5)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL

MATTER = Matter(f"{LABEL}.Article")
SECRECY = _("Regulations on the State Secrets Law, art. 42: secrecy is reviewed first; days by the office's own norm")
DRAFTED = State("article_drafted", _("Drafted, first review"))
FIRST = State("article_first", _("First review passed, second review"))
SECOND = State("article_second", _("Second review passed, final review"))
PASSED = State("article_passed", _("All reviews passed, to be published"), tone="soon")
WITHDRAWN = State("article_withdrawn", _("Withdrawn"), final=True, tone="done")
DROPPED = State("article_dropped", _("Not published"), final=True, tone="done")
PUBLISHED = State("article_published", _("Article published"), done=True, tone="done")
IN_REVIEW = (DRAFTED, FIRST, SECOND)
WRITER = (OPEN, "revise")


def note_posted(moving: Moving) -> None:
    """The channel was last used on this day."""
    channel, day = moving.case.outlet, moving.case.published_on
    if channel.posted_on is None or channel.posted_on < day:
        change(CHANNELS, channel, {"posted_on": day}, user=moving.actor.user)


CHANNELS = declare(
    Register(
        key="publicity-channels",
        label=_("Channels of publicity"),
        singular=_("Channel of publicity"),
        model=f"{LABEL}.PublicityChannel",
        function="B5",
        title=_("Name of the channel"),
        fields=("title", "kind", "keeper", "registered_until", "readers", "posted_on", "looked_over_on"),
        columns=("kind", "keeper", "posted_on"),
        filters=("kind",),
        reminders=(
            Reminder("registration", _("Registration lapses"), "registered_until", article=_("Day on the paper")),
            Reminder("silent", _("Nothing was published for a fortnight"), "posted_on", days=14, lead=3),
            Reminder("look", _("Look the channel over"), "looked_over_on", months=3, lead=14, article=OWN_NORM),
        ),
        public=("kind",),
        hint=_("Accounts, boards, screens and papers, who keeps each, and when it was last used."),
    )
)
register(
    Workflow(
        key="article",
        label=_("Article"),
        model=MATTER.model,
        function="B5",
        initial=DRAFTED,
        series="XC",
        open_told=_("Drafted"),
        transitions=(
            MATTER.step("revise", _("Revise the text"), DRAFTED, fields=("title", "body", "sources"), asks=("note",)),
            MATTER.step(
                "first",
                _("First review: passed"),
                DRAFTED,
                to=FIRST,
                asks=("note",),
                when=(steps.not_by_whoever_made(*WRITER),),
                notify=(steps.TO_DECIDE,),
                main=True,
                hint=_("Facts, names, figures and words, against the sources."),
            ),
            MATTER.decide(
                "second",
                _("Second review: passed"),
                FIRST,
                to=SECOND,
                asks=("note",),
                not_by=(
                    *WRITER,
                    "first",
                ),
                main=True,
                hint=_("Direction and tact, and whether it may be published at all: secrets, personal details."),
            ),
            MATTER.decide(
                "final",
                _("Final review: passed"),
                SECOND,
                to=PASSED,
                asks=("note",),
                not_by=(
                    *WRITER,
                    "first",
                    "second",
                ),
                main=True,
            ),
            MATTER.step(
                "back",
                _("Send back to be revised"),
                FIRST,
                SECOND,
                PASSED,
                to=DRAFTED,
                by=MATTER.head_or_leader,
                asks=("reason",),
                hint=_("All three reviews are made again."),
            ),
            MATTER.step(
                "publish",
                _("It is published"),
                PASSED,
                to=PUBLISHED,
                fields=("published_on", "whereabouts"),
                effects=(note_posted,),
                main=True,
            ),
            MATTER.end(
                "withdraw",
                _("Withdraw the article"),
                PUBLISHED,
                to=WITHDRAWN,
                by=MATTER.head_or_leader,
                hint=_("Take it off the channel first; it leaves the public page with this step."),
            ),
            MATTER.end("drop", _("Do not publish it"), *IN_REVIEW, PASSED, to=DROPPED, by=MATTER.head_or_leader),
            *MATTER.usual(*IN_REVIEW, PASSED),
        ),
        limits=(
            norm("first", _("First review"), 1, starts=(OPEN, "back"), met_by=("first", "drop"), working=True, warn=()),
            norm(
                "second",
                _("Second review"),
                1,
                starts=("first",),
                met_by=("second", "back", "drop"),
                working=True,
                warn=(),
            ),
            norm(
                "final",
                _("Final review, with secrecy"),
                1,
                article=SECRECY,
                starts=("second",),
                met_by=("final", "back", "drop"),
                working=True,
                warn=(),
            ),
            on_day(
                "out",
                _("Publish the article"),
                "wanted_on",
                _("The day that was planned"),
                starts=(OPEN,),
                met_by=("publish", "drop"),
                met_on="published_on",
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="articles",
        label=_("Articles"),
        singular=_("Article"),
        model=MATTER.model,
        function="B5",
        title=_("Headline"),
        fields=("title", "outlet", "genre", "wanted_on", "sources", "body"),
        columns=("outlet", "genre", "wanted_on", "published_on"),
        filters=("outlet", "genre"),
        public=("genre", "published_on", "body"),
        shown_in=(PUBLISHED,),
        shown_since="published_on",
        hint=_("Three reviews by three people, none of whom wrote it; nothing is out before the third."),
    )
)
