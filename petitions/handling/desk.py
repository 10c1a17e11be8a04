"""The letters-and-calls desk: register, correct the kind, accept and hand out, show another legal route."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.roles import Role
from caojiadu.core.cases import links, search
from caojiadu.core.cases.assign import set_co_offices
from caojiadu.core.cases.clocks import fit_kind
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.models import Bar, CaseSearch, Category, Confidentiality
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.workflow import Notify, find
from petitions.handling.handing_over import OfficesForm, hand_out
from petitions.handling.named import holders, named_in
from petitions.learning.hints import Hinted, note_if_taken
from petitions.letters.models import Petition
from petitions.letters.states import CLERK, DIVERTED, IN_HAND, LETTER, REGISTERED, SUBMITTED
from petitions.papers.workflow import issue_acceptance


def set_fields(*names: str) -> Callable[[Moving], None]:
    """An effect that copies fields of the form to the case."""

    def copy(moving: Moving) -> None:
        moving.change(**{name: moving.data[name] for name in names if moving.data.get(name) is not None})

    return copy


def search_text(case: Petition) -> str:
    """What a search finds beside the title."""
    return " ".join((case.body, case.request, case.place))


def names_its_keepers(*, about: str, text: str) -> bool:
    """Say whether a report may be against a leader, or somebody who holds one of the two posts that read reports."""
    known = holders()
    named = named_in(known, about=about, text=text)
    return any(one.user_id in named and one.role in (Role.ACCUSATIONS, Role.LEADER) for one in known)


def bar_accused(moving: Moving) -> None:
    """Whoever a letter may be against never opens it, whatever their post, today or later. Of an ordinary letter that
    is whom it says it is against; a report against somebody is read whole."""
    case = moving.case
    if find(case.kind).secret:
        named = named_in(holders(), about=f"{case.against}\n{case.title}", text=report_text(case))
    else:
        named = named_in(holders(), about=case.against) if case.against else set()
    if not named:
        return
    Bar.objects.bulk_create(
        (Bar(case_id=case.pk, user_id=one, reason=Bar.Reason.ACCUSED, since=moving.now) for one in named),
        ignore_conflicts=True,
    )
    case.refresh_from_db(fields=["barred"])


def report_text(case: Petition) -> str:
    """The running text of a report, and what its files are called."""
    return "\n".join((search_text(case), *case.files.values_list("name", flat=True)))


def forward_unread(case: Petition, now: dt.datetime) -> None:
    """Where a report names one of its two keepers or a leader, nobody here opens it: it goes to discipline at once."""
    move(case=case, key="forward_unread", actor=Actor.timer(), now=now)


def change_kind(moving: Moving) -> None:
    """Correct the legal kind; a report against somebody is closed to all but its two posts from this moment."""
    kind = moving.data["kind"]
    secret = find(kind).secret
    moving.change(kind=kind, confidentiality=Confidentiality.SECRET if secret else Confidentiality.NORMAL, handler=None)
    if secret:
        CaseSearch.objects.filter(pk=moving.case.pk).delete()
        set_co_offices(moving, [])
        links.end_all(moving.case, moving.now)
        bar_accused(moving)
        about = f"{moving.case.against}\n{moving.case.title}"
        if names_its_keepers(about=about, text=report_text(moving.case)):
            moving.change(registrar=None)
            forward_unread(moving.case, moving.now)
    else:
        search.index(moving.case, search_text(moving.case))
        bar_accused(moving)
    fit_kind(moving.case, moving.now)


def accept(moving: Moving) -> None:
    """Accept on route 6."""
    moving.change(route=Petition.Route.PETITION, accepted_at=moving.now)


def accept_duty(moving: Moving) -> None:
    """Accept on route 5."""
    moving.change(route=Petition.Route.DUTY, accepted_at=moving.now)


def accept_suggestion(moving: Moving) -> None:
    """Accept a suggestion, which has no route."""
    moving.change(accepted_at=moving.now)


KINDS = (
    ("petition_appeal", _("Appeal or request")),
    ("petition_suggestion", _("Suggestion")),
    ("petition_accusation", _("Report against somebody")),
)


class ReclassifyForm(MoveForm):
    """Which of the three legal kinds it is."""

    key_fields = ("kind",)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    reason = long_text(_("Why"), rows=2)

    def clean_kind(self) -> str:
        kind: str = self.cleaned_data["kind"]
        if kind == self.case.kind:
            raise forms.ValidationError(_("It is of this kind already."))
        return kind


class RegisterForm(Hinted):
    """What the desk fixes when it registers."""

    hinted = "category"
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.filter(office__isnull=False), required=False
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("Neighbourhood"), queryset=Neighbourhood.objects.all(), required=False
    )

    def initial_values(self) -> dict[str, Any]:
        return {"category": self.case.category_id, "neighbourhood": self.case.neighbourhood_id}


class AcceptForm(Hinted, OfficesForm):
    """Accept and hand out in one step."""

    hinted = "office"
    note = long_text(_("Note for the office"), required=False, rows=2)


class DivertForm(MoveForm):
    """Which other legal route is open."""

    public_words = ("reason",)
    route = forms.TypedChoiceField(
        label=_("Legal route"),
        coerce=int,
        choices=[choice for choice in Petition.Route.choices if choice[0] < Petition.Route.DUTY],
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Where to go and why"), help_text=_("The petitioner reads this."))


RECLASSIFY = LETTER.step(
    "reclassify",
    _("Correct the kind"),
    SUBMITTED,
    REGISTERED,
    to=SUBMITTED,
    by=CLERK,
    form="petitions.handling.desk.ReclassifyForm",
    effects=(change_kind,),
    notify=(Notify("registrar", "case_to_register"),),
    hint=_("A suggestion, an appeal or request, or a report against somebody."),
)
REGISTER_MOVE = LETTER.step(
    "register",
    _("Register"),
    SUBMITTED,
    to=REGISTERED,
    by=CLERK,
    form="petitions.handling.desk.RegisterForm",
    effects=(note_if_taken("category"), set_fields("category", "neighbourhood")),
    public=True,
    told=_("Registered"),
    main=True,
)
ACCEPT = LETTER.step(
    "accept",
    _("Accept"),
    REGISTERED,
    to=IN_HAND,
    by=CLERK,
    form="petitions.handling.desk.AcceptForm",
    effects=(note_if_taken("office"), accept, hand_out, issue_acceptance),
    notify=(
        Notify("resident", "petition_accepted"),
        Notify("head", "case_for_office"),
        Notify("co", "case_for_co_office"),
    ),
    public=True,
    told=_("Accepted"),
    main=True,
)
ACCEPT_DUTY = LETTER.step(
    "accept_duty",
    _("Accept as a duty of ours"),
    REGISTERED,
    to=IN_HAND,
    by=CLERK,
    form="petitions.handling.desk.AcceptForm",
    effects=(note_if_taken("office"), accept_duty, hand_out, issue_acceptance),
    notify=ACCEPT.notify,
    public=True,
    told=_("Accepted"),
    hint=_(
        "Route 5: the office performs its duty or answers; the 60-day clock of the petition procedure does not run."
    ),
)
DIVERT = LETTER.step(
    "divert",
    _("Show another legal route"),
    REGISTERED,
    to=DIVERTED,
    by=CLERK,
    form="petitions.handling.desk.DivertForm",
    effects=(set_fields("route"),),
    notify=(Notify("resident", "petition_diverted"),),
    public=True,
    told=_("Shown another legal route"),
    hint=_("Routes 1 to 4: court, arbitration, Party appeal or an administrative procedure."),
)
