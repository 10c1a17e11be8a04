"""What an applicant does on the portal, and is told: for any register whose service item residents apply for there.

A kind names in `online` of its register what the applicant fills in. Its model is an `Applied`, its workflow has
`*missing_papers(…)` and `take_back(…)`, and every step of the office that the applicant should hear of has the effect
`tell_who_applied_online`.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.access import stands_as
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import tell
from caojiadu.core.files.moves import attach
from caojiadu.core.files.uploads import UploadsField
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import hooks
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import By, Effect, Limit, Notify, Purpose, State, Transition, Who

register_template(
    "application_moved",
    title=("您的申请有新进展", "News of your application"),
    body=(
        "您的申请（编号{number}）有新进展，请登录查看或向窗口询问。{office_name} {office_phone}",
        "There is news of your application {number}: sign in to read it, or ask at the window. "
        "{office_name} {office_phone}",
    ),
)
register_template(
    "applicant_moved",
    title=("申请人补交材料或撤回", "The applicant handed in papers or withdrew"),
    body=(
        "事项{number}：申请人补交了材料或撤回了申请。",
        "Matter {number}: the applicant handed in papers or withdrew it.",
    ),
)
HANDED_IN = ("supplement", "papers_brought")  # the moves with which papers come later


class Told:
    """What an applicant reads of a matter on the portal.

    `reads` names what else of it is shown there, once it is there: what was granted, until when; `decided_by` is the
    field that is there once it was granted.
    """

    reads: ClassVar[tuple[str, ...]] = ()
    decided_by: ClassVar[str] = "decided_on"

    @property
    def is_decided(self) -> bool:
        """Whether it was granted or refused: before that nothing is shown as a decision."""
        return bool(getattr(self, self.decided_by, None) or getattr(self, "refused_why", ""))


class Applied(Told, models.Model):
    """What every application has: what is missing, said once and completely."""

    missing = models.TextField(_("what is missing"), blank=True)

    class Meta:
        abstract = True


class SayMissingForm(MoveForm):
    """Everything that is missing, at once; said again, with the reason."""

    missing = long_text(_("What is missing"))
    again = long_text(_("Why it is said again"), rows=2, help_text=_("Staff read it, nobody else."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.case.missing:
            del self.fields["again"]

    def initial_values(self) -> dict[str, Any]:
        return {"missing": self.case.missing}


class SupplementForm(MoveForm):
    """What the applicant hands in later."""

    public_words: tuple[str, ...] = ("words",)

    papers = UploadsField(label=_("Papers"))
    words = long_text(_("Anything you want to say"), rows=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hooks.supplement_asks(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            self.add_error("papers", gettext("Add the papers, or say in words what we need to know."))
        return cleaned


class BroughtForm(SupplementForm):
    """What a clerk writes down of papers that somebody brings."""

    public_words = ()

    words = long_text(_("Note"), rows=2, required=False)


def tell_who_applied_online(moving: Moving) -> None:
    """An effect: whoever applied on the portal is told; whoever applied at the window is told there."""
    if moving.case.channel == "web" and moving.event:
        tell(moving.written, moving.case, [Notify("resident", "application_moved")])


def missing_papers(matter: Matter, received: State, waiting: State) -> tuple[Transition, ...]:
    """The office says once what is missing, and the applicant hands it in on the portal or brings it to a window."""
    return (
        matter.step(
            "say_missing",
            _("Say what is missing"),
            received,
            to=waiting,
            form=f"{__name__}.SayMissingForm",
            when=(_said_once,),
            hint=_("Everything at once, so that nobody has to come twice."),
            public=True,
            told=_("Told which papers are missing"),
            effects=(_say, tell_who_applied_online),
        ),
        matter.step(
            "supplement",
            _("Hand in what was missing"),
            waiting,
            to=received,
            by=By.RESIDENT,
            form="caojiadu.core.registers.patterns.online_application.SupplementForm",
            effects=(_keep_files,),
            notify=(Notify("handler", "applicant_moved"), Notify("head", "applicant_moved")),
            public=True,
            told=_("You handed in what was missing"),
        ),
        *papers_added(matter, (received, waiting), received),
    )


def papers_added(matter: Matter, before: tuple[State, ...], received: State) -> tuple[Transition, ...]:
    """More papers come before the office takes it up: with the same application sent once more, or to a window."""
    return (
        matter.step(
            "sent_again",
            _("Sent again with more papers"),
            received,
            by=By.RESIDENT,
            form="caojiadu.core.registers.patterns.online_application.SupplementForm",
            effects=(_keep_files,),
            notify=(Notify("handler", "applicant_moved"),),
            public=True,
            told=_("You sent it again with more papers"),
        ),
        matter.step(
            "papers_brought",
            _("Write down papers that were brought"),
            *before,
            to=received,
            by=matter.staff("handle", Who.LEAD, Who.WINDOW),
            form="caojiadu.core.registers.patterns.online_application.BroughtForm",
            effects=(_keep_files, tell_who_applied_online),
            notify=(Notify("handler", "applicant_moved"), Notify("head", "applicant_moved")),
            public=True,
            told=_("Papers were handed in at the window"),
            purpose=Purpose.PAPERS,
        ),
    )


def take_back(running: tuple[State, ...], withdrawn: State, effects: tuple[Effect, ...] = ()) -> Transition:
    """The applicant withdraws on the portal while it is in hand. Limits that this ends name it in `met_by`."""
    return Transition(
        "take_back",
        _("Withdraw the application"),
        running,
        withdrawn,
        by=By.RESIDENT,
        notify=(Notify("handler", "applicant_moved"),),
        public=True,
        told=_("You withdrew the application"),
        effects=effects,
    )


def look_again(*met_by: str) -> Limit:
    """How soon the office looks at what was handed in later."""
    return norm(
        "look_again",
        _("Look at what was handed in later"),
        1,
        starts=HANDED_IN,
        met_by=(*met_by, "say_missing", "take_back"),
        working=True,
        warn=(),
    )


def _said_once(moving: Moving) -> None:
    """It is said once and completely (State Council provisions on online government services, arts. 6-9)."""
    if moving.case.missing and not stands_as(moving.actor.user, (Who.HEAD,), moving.case):
        raise Refused(
            gettext("The applicant was told already what is missing. Only the head may say it again, with the reason.")
        )


def _say(moving: Moving) -> None:
    moving.change(missing=moving.data["missing"])


def _keep_files(moving: Moving) -> None:
    """Whoever asked for papers of their own in the form keeps them; the rest is attached as it came."""
    hooks.supplemented(moving)
    attach(files=moving.data["papers"], case=moving.case, actor=moving.actor.user)
