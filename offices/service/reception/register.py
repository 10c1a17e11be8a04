"""The reception centre (D7): windows, who sits there, day figures, items for other centres, bad reviews."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moves import open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Function
from caojiadu.core.registers.declaration import Register, Reminder, declare, find
from caojiadu.core.registers.limits import OWN_NORM, by_law, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change, enter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.service import hooks
from offices.service.models import BadReview, HallFigures, ItemOnBehalf, ServiceWindow

MATTER = Matter("office_service.BadReview")


def have_in_hall(window: ServiceWindow, _user: Visitor | None) -> None:
    """A window of the register is one of the hall, where people are called to it; a machine calls nobody."""
    served = window.scope not in (ServiceWindow.Scope.SELF, ServiceWindow.Scope.GUIDE)
    first = window.scope == ServiceWindow.Scope.PRIORITY
    hooks.window_kept(entry=window.pk, title=window.title, active=window.is_current and served, first=first)


REVIEWS = _("Shanghai Regulations on the Business Environment, art. 30")

declare(
    Register(
        key="service-windows",
        label=_("Windows of the hall"),
        singular=_("Window of the hall"),
        model="office_service.ServiceWindow",
        function="D7",
        title=_("Number of the window"),
        fields=("title", "scope", "items", "floor", "opens", "closes", "low", "device_on"),
        columns=("scope", "items", "floor"),
        filters=("scope",),
        reminders=(
            Reminder("device", _("Check of the devices owed"), "device_on", months=1, lead=5, article=OWN_NORM),
        ),
        public=("scope", "items", "floor", "opens", "closes", "low"),
        on_change=(have_in_hall,),
        hint=_("What each window takes and when it is open; older and disabled people come first."),
    )
)
declare(
    Register(
        key="window-duties",
        label=_("Duty roster of the windows"),
        singular=_("Duty at a window"),
        model="office_service.WindowDuty",
        function="D7",
        title=_("Clerk"),
        fields=("title", "window", "begins_on", "until", "shift", "stand_in", "trained_on"),
        columns=("window", "shift", "begins_on", "until"),
        filters=("shift", "window"),
        reminders=(
            Reminder("next", _("Next roster owed"), "until", days=-3, lead=4, article=OWN_NORM),
            Reminder("training", _("Training owed"), "trained_on", months=12, article=OWN_NORM),
        ),
        hint=_("Who sits where from day to day, and who stands in. Nobody sits at two windows at once."),
    )
)
declare(
    Register(
        key="hall-figures",
        label=_("Figures of the hall"),
        singular=_("Figures of a day in the hall"),
        model="office_service.HallFigures",
        function="D7",
        title=_("Remark on the day"),
        fields=(
            "title",
            "counted_on",
            "tickets",
            "called",
            "accepted",
            "on_behalf",
            "told_missing",
            "wait",
            "longest",
            "bad",
        ),
        columns=("counted_on", "tickets", "accepted", "on_behalf", "wait"),
        hint=_(
            "Numbers only, day by day. The hall enters tickets, waits and reviews by itself after each day; items "
            "accepted and people told what is missing are added by hand."
        ),
    )
)
declare(
    Register(
        key="items-on-behalf",
        label=_("Items accepted for other centres"),
        singular=_("Item accepted for another centre"),
        model="office_service.ItemOnBehalf",
        function="D7",
        title=_("The application in one line"),
        fields=("title", "item", "mode", "home", "accepted_on", "sent_on", "promised_on", "result_on", "delivery"),
        columns=("item", "home", "promised_on", "result_on"),
        filters=("mode",),
        reminders=(
            Reminder(
                "send",
                _("To be sent home"),
                "accepted_on",
                days=1,
                lead=1,
                article=OWN_NORM,
                until_done="sent_on",
                where=("mode", "home"),
            ),
            Reminder(
                "result",
                _("Result due"),
                "promised_on",
                lead=2,
                article=_("Day promised by the centre at home"),
                until_done="result_on",
            ),
        ),
        person=True,
        hint=_("Accepted here for anybody in the city; where it is decided at home, the papers go there the next day."),
    )
)

GIVEN = State("badreview_given", _("Given, person to be contacted"), tone="soon")
CONFIRMED = State("badreview_confirmed", _("Confirmed, to be put right"))
FIXED = State("badreview_fixed", _("Put right, to be called back"), tone="soon")
CALLED = State("badreview_called", _("Put right and called back"), final=True, tone="done")
DISMISSED = State("badreview_dismissed", _("Checked and not confirmed"), final=True, tone="done")

register(
    Workflow(
        key="bad_review",
        label=_("Bad review"),
        model=MATTER.model,
        function="D7",
        initial=GIVEN,
        series="PX",
        open_told=_("Review received"),
        transitions=(
            MATTER.step(
                "badreview_confirm",
                _("Contacted and confirmed"),
                GIVEN,
                to=CONFIRMED,
                fields=("contacted_on", "verified", "cause", "fix_by"),
                public=True,
                told=_("Contacted; it is being put right"),
                main=True,
                hint=_("What is clear is put right at once, the rest by a day that is told."),
            ),
            MATTER.end(
                "badreview_dismiss",
                _("Contacted and not confirmed"),
                GIVEN,
                to=DISMISSED,
                fields=("contacted_on", "verified"),
                public=True,
                told=_("Checked and explained"),
            ),
            MATTER.step(
                "badreview_fix",
                _("Put right"),
                CONFIRMED,
                to=FIXED,
                fields=("fixed_on", "fixed"),
                public=True,
                told=_("Put right"),
                main=True,
            ),
            MATTER.step(
                "badreview_call",
                _("Called back: content"),
                FIXED,
                to=CALLED,
                fields=("called_on", "content"),
                asks=("result",),
                main=True,
            ),
            MATTER.step(
                "badreview_again",
                _("Called back: not put right"),
                FIXED,
                to=CONFIRMED,
                fields=("fix_by",),
                asks=("result",),
            ),
            *MATTER.usual(GIVEN, CONFIRMED, FIXED),
        ),
        limits=(
            by_law(
                "contact",
                _("Contact the person and check"),
                1,
                REVIEWS,
                starts=(OPEN,),
                met_by=("badreview_confirm", "badreview_dismiss"),
                counted_from="reviewed_on",
                met_on="contacted_on",
                working=True,
                warn=(),
            ),
            on_day(
                "fix",
                _("Day by which it is put right"),
                "fix_by",
                REVIEWS,
                starts=("badreview_confirm", "badreview_again"),
                met_by=("badreview_fix",),
                legal=True,
                met_on="fixed_on",
                warn=(2,),
            ),
            norm(
                "call",
                _("Call back"),
                3,
                starts=("badreview_fix",),
                met_by=("badreview_call", "badreview_again"),
                counted_from="fixed_on",
                met_on="called_on",
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="bad-reviews",
        label=_("Bad reviews under a real name"),
        singular=_("Bad review"),
        model=MATTER.model,
        function="D7",
        title=pgettext_lazy("bad reviews", "What it is about, in one line"),
        fields=("title", "grade", "way", "window", "reviewed_on", "said"),
        columns=("grade", "cause", "reviewed_on"),
        filters=("grade", "window"),
        person=True,
        hint=_(
            "The person is contacted within 1 working day; what was wrong is put right, and the person called back."
        ),
    )
)


@provide("named_bad_review")
def open_bad_review(*, resident: Any, title: str, worst: bool, said: str) -> BadReview:
    """A bad review given on the portal under a name: the person is contacted within 1 working day."""
    found: BadReview = open_case(
        kind="bad_review",
        actor=Actor.resident(),
        office=Function.objects.select_related("office").get(code="D7").office,
        title=title or gettext("Service without a name"),
        search_text=said,
        resident=resident,
        grade=BadReview.Grade.WORST if worst else BadReview.Grade.BAD,
        way=BadReview.Way.ONLINE,
        reviewed_on=timezone.localdate(),
        said=said,
    )
    return found


@provide("bad_reviews_since")
def followed_up(since: Any) -> dict[str, int]:
    """How many were given from a day on, and how far they were followed up. Two queries."""
    rows = BadReview.objects.filter(reviewed_on__gte=since)
    met = Clock.objects.filter(case__in=rows.values("pk"), key="contact", state=Clock.State.MET)
    counted = rows.aggregate(
        given=Count("pk"),
        called=Count("pk", filter=Q(state=CALLED.key)),
        content=Count("pk", filter=Q(state=CALLED.key, content=True)),
        dismissed=Count("pk", filter=Q(state=DISMISSED.key)),
    )
    return {**counted, "in_time": met.count()}


@provide("hall_day_counted")
def enter_figures(day: Any, user: Any = None) -> HallFigures:
    """The figures of a day, entered from what the hall counted, or brought up to date; what was typed stays.

    Items accepted for other centres are counted in their own register.
    """
    figures = find("hall-figures")
    assert figures is not None
    values = {**(hooks.hall_counted(day) or {}), "on_behalf": ItemOnBehalf.objects.filter(accepted_on=day).count()}
    entry: HallFigures | None = HallFigures.objects.filter(counted_on=day).first()
    if entry is not None:
        return change(figures, entry, values, user=user)
    return enter(figures, {"title": f"{day:%m月%d日}", "counted_on": day, **values}, user=user)
