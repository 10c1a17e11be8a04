"""Local chronicles (H12): chapters from the material to the shelf, sources, photographs; a yearbook every year."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.development.chronicles.models import ChroniclePhoto

CHAPTER = Matter("office_development.Chapter")
COLLECTED = State("chapter_collected", _("Material is being gathered"))
DRAFTED = State("chapter_drafted", _("Written, to be reviewed"))
REVIEWED = State("chapter_reviewed", _("Reviewed, to be filed"), tone="soon")
FILED = State("chapter_filed", _("Filed with the chronicle"), final=True, tone="done")
DROPPED = State("chapter_dropped", _("Chapter left out"), final=True, tone="done")


def rests_on_sources(moving: Moving) -> None:
    """A guard: a chapter names what it rests on, and shows no photograph that may not be published."""
    if not moving.case.sources.filter(ended_on=None).exists():
        raise Refused(gettext("No source of this chapter is entered."))
    withheld = moving.case.photos.filter(ended_on=None).exclude(consent=ChroniclePhoto.Consent.ALL).first()
    if withheld:
        raise Refused(gettext("“%(title)s” may not be published; take it out or ask again.") % {"title": withheld})


register(
    Workflow(
        key="chapter",
        label=_("Chapter"),
        model=CHAPTER.model,
        function="H12",
        initial=COLLECTED,
        series="ZJ",
        open_told=_("Material is gathered"),
        transitions=(
            CHAPTER.step("chapter_outline", _("Change the outline"), COLLECTED, DRAFTED, fields=("outline",)),
            CHAPTER.step(
                "chapter_draft", _("Hand in the manuscript"), COLLECTED, to=DRAFTED, fields=("text",), main=True
            ),
            CHAPTER.decide(
                "chapter_review",
                _("Review the manuscript"),
                DRAFTED,
                to=REVIEWED,
                fields=("review",),
                not_by=("chapter_draft",),
                guards=(rests_on_sources,),
                main=True,
                hint=_("Facts, names, secrecy and wording. Whoever wrote it does not review it."),
            ),
            CHAPTER.step(
                "chapter_back",
                _("Back to the author"),
                DRAFTED,
                REVIEWED,
                to=COLLECTED,
                by=CHAPTER.head_or_leader,
                fields=("wanted_on",),
                asks=("reason",),
            ),
            CHAPTER.step("chapter_file", _("File the chapter"), REVIEWED, to=FILED, fields=("shelf",), main=True),
            CHAPTER.end(
                "chapter_drop", _("Leave the chapter out"), COLLECTED, DRAFTED, to=DROPPED, by=CHAPTER.head_or_leader
            ),
            *CHAPTER.usual(COLLECTED, DRAFTED, REVIEWED),
        ),
        limits=(
            on_day(
                "manuscript",
                _("Manuscript wanted by"),
                "wanted_on",
                _("Plan of the book"),
                starts=(OPEN, "chapter_back"),
                met_by=("chapter_draft", "chapter_drop"),
                warn=(14, 3),
            ),
            norm(
                "review",
                _("Review the manuscript"),
                20,
                starts=("chapter_draft",),
                met_by=("chapter_review", "chapter_back", "chapter_drop"),
                working=True,
                warn=(5, 1),
            ),
        ),
    )
)
declare(
    Register(
        key="chapters",
        label=_("Chapters of the chronicle"),
        singular=_("Chapter"),
        model=CHAPTER.model,
        function="H12",
        title=_("Title of the chapter"),
        fields=("title", "work", "covers_from", "covers_to", "author", "wanted_on", "outline"),
        columns=("work", "covers_from", "covers_to", "wanted_on"),
        filters=("work",),
        hint=_("Chapters of yearbook and chronicle: gathered, written, reviewed, filed."),
    )
)
declare(
    Register(
        key="chronicle-sources",
        label=_("Sources of the chronicle"),
        singular=_("Source of the chronicle"),
        model="office_development.ChronicleSource",
        function="H12",
        title=_("Title of the source"),
        fields=("title", "sort", "chapter", "dated", "kept_at", "trust", "excerpt"),
        columns=("sort", "dated", "trust"),
        filters=("sort", "chapter"),
        hint=_("Where a fact comes from, where the source is kept, and how far it was checked."),
    )
)
declare(
    Register(
        key="photographs",
        label=_("Photographs"),
        singular=_("Photograph"),
        model="office_development.ChroniclePhoto",
        function="H12",
        title=_("Title of the photograph"),
        fields=("title", "chapter", "taken", "shows", "given_by", "given_on", "returned_on", "consent"),
        columns=("taken", "shows", "consent"),
        filters=("consent", "chapter"),
        reminders=(
            Reminder(
                "back",
                _("Give the original back"),
                "given_on",
                days=30,
                lead=7,
                article=OWN_NORM,
                until_done="returned_on",
            ),
        ),
        public=("taken", "shows"),
        hint=_("Old and new photographs: what they show, and whether whoever gave them lets them be shown."),
    )
)
declare_duty(Duty("yearbook", _("Compile the yearbook"), "H12", 10, 31, OWN_NORM))
