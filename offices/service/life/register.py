"""The community life service centre (D8): providers, and orders within what the provider promised."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import By, Notify, State, Transition, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.service.life.ordering import (
    accepted,
    day_ahead,
    keep_stars,
    link_anew,
    nobody_comes,
    not_accepted,
    same_link,
    tell_of_online,
    tell_who_ordered,
)

MATTER = Matter("office_service.LifeOrder")
GOOD = 3  # stars from which an order ends without making anything good

declare(
    Register(
        key="life-providers",
        label=_("Service providers"),
        singular=_("Service provider"),
        model="office_service.LifeProvider",
        function="D8",
        title=_("Name of the provider"),
        fields=(
            "title",
            "kind",
            "sort",
            "licence",
            "licence_until",
            "licence_open",
            "terms",
            "promise",
            "signed_until",
            "evaluated_on",
        ),
        columns=("kind", "sort", "promise", "licence_until"),
        filters=("kind",),
        reminders=(
            Reminder("licence", _("Licence lapses"), "licence_until", lead=60, article=_("Day on the paper")),
            Reminder("agreement", _("Agreement ends"), "signed_until", lead=60, article=_("Day in the agreement")),
            Reminder("evaluate", _("Evaluation owed"), "evaluated_on", months=12, article=OWN_NORM),
        ),
        public=("kind", "sort", "terms", "promise"),
        hint=_("Merchants and volunteers who serve residents, with licence, prices and what they promise."),
    )
)

ASKED = State("lifeorder_asked", _("Asked for, to be passed on"))
PASSED = State("lifeorder_passed", _("With the provider"))
SERVED = State("lifeorder_served", _("Served, to be rated"), tone="soon")
POOR = State("lifeorder_poor", _("Rated badly, to be made good"), tone="late")
RATED = State("lifeorder_rated", _("Rated"), final=True, tone="done")
AMENDED = State("lifeorder_amended", _("Made good"), final=True, tone="done")
CANCELLED = State("lifeorder_cancelled", _("Order cancelled"), final=True, tone="done")
_TELL_STAFF = (Notify("handler", "order_moved"), Notify("head", "order_moved"))
_ASKED_AGAIN: dict[str, Any] = {
    "effects": (nobody_comes, tell_who_ordered("order_moved")),
    "public": True,
    "told": _("The provider cannot do it; another one is looked for"),
}


def by_stars(moving: Moving) -> State | None:
    """A bad rating is not the end: the provider makes it good. Who cannot be reached rates nothing."""
    stars = moving.data.get("stars")
    return RATED if stars is None or stars >= GOOD else POOR


def _by_the_provider() -> tuple[Transition, ...]:
    """What a provider without an account does with the link of one order (`offices.service.life.ordering`)."""
    return (
        MATTER.step(
            "lifeorder_accept",
            _("Accept with a day"),
            PASSED,
            by=By.LINK,
            fields=("promised_on",),
            when=(not_accepted,),
            guards=(same_link, day_ahead),
            effects=(steps.day("accepted_on"), tell_who_ordered("order_accepted")),
            notify=_TELL_STAFF,
            public=True,
            told=_("The provider accepted it"),
        ),
        MATTER.step(
            "lifeorder_decline",
            _("Decline"),
            PASSED,
            to=ASKED,
            by=By.LINK,
            asks=("reason",),
            when=(not_accepted,),
            guards=(same_link,),
            notify=_TELL_STAFF,
            **_ASKED_AGAIN,
        ),
        MATTER.step(
            "lifeorder_report",
            _("Report it as served"),
            PASSED,
            to=SERVED,
            by=By.LINK,
            fields=("served_on",),
            optional=("price",),
            guards=(same_link, accepted),
            effects=(tell_who_ordered("order_served"),),
            notify=_TELL_STAFF,
            public=True,
            told=_("Served"),
        ),
    )


def _by_the_resident() -> tuple[Transition, ...]:
    """What whoever ordered online does."""
    return (
        MATTER.step(
            "give_up",
            _("Cancel the order"),
            ASKED,
            to=CANCELLED,
            by=By.RESIDENT,
            notify=_TELL_STAFF,
            public=True,
            told=_("You cancelled the order"),
        ),
        MATTER.step(
            "rate",
            _("Rate it"),
            SERVED,
            to=RATED,
            by=By.RESIDENT,
            form="offices.service.life.ordering.StarsForm",
            effects=(keep_stars,),
            other_targets=(POOR,),
            choose_target=by_stars,
            notify=_TELL_STAFF,
            public=True,
            told=_("You rated it"),
        ),
    )


register(
    Workflow(
        key="life_order",
        label=_("Service order"),
        model=MATTER.model,
        function="D8",
        initial=ASKED,
        series="DD",
        open_told=_("Service asked for"),
        open_effects=(tell_of_online,),
        transitions=(
            MATTER.step(
                "lifeorder_pass",
                _("Pass it to a provider"),
                ASKED,
                to=PASSED,
                fields=("provider", "promised_on"),
                effects=(link_anew,),
                public=True,
                told=_("Passed to a provider"),
                main=True,
            ),
            MATTER.step(
                "lifeorder_back", _("The provider cannot do it"), PASSED, to=ASKED, asks=("reason",), **_ASKED_AGAIN
            ),
            MATTER.step(
                "lifeorder_serve",
                _("Served"),
                PASSED,
                to=SERVED,
                fields=("served_on",),
                optional=("price",),
                effects=(tell_who_ordered("order_served"),),
                public=True,
                told=_("Served"),
                main=True,
            ),
            MATTER.step(
                "lifeorder_rate",
                _("Enter the rating"),
                SERVED,
                to=RATED,
                optional=("stars", "said"),
                other_targets=(POOR,),
                choose_target=by_stars,
                main=True,
                hint=_("Ring and ask. One or two stars are made good by the provider; without any, say why."),
            ),
            MATTER.step("lifeorder_amend", _("It was made good"), POOR, to=AMENDED, fields=("amends",), main=True),
            MATTER.step(
                "lifeorder_cancel",
                _("Cancel the order"),
                ASKED,
                PASSED,
                to=CANCELLED,
                form="offices.service.life.ordering.CallOffForm",
                effects=(nobody_comes, tell_who_ordered("order_moved")),
                public=True,
                told=_("Order cancelled"),
                danger=True,
            ),
            *_by_the_provider(),
            *_by_the_resident(),
            *MATTER.usual(ASKED, PASSED, SERVED, POOR),
        ),
        limits=(
            norm(
                "pass",
                _("Pass the order on"),
                1,
                starts=(OPEN, "lifeorder_back", "lifeorder_decline"),
                met_by=("lifeorder_pass", "lifeorder_cancel", "give_up"),
                working=True,
                warn=(),
            ),
            on_day(
                "serve",
                _("Day promised by the provider"),
                "promised_on",
                _("The provider's promise"),
                starts=("lifeorder_pass",),
                met_by=(
                    "lifeorder_serve",
                    "lifeorder_report",
                    "lifeorder_back",
                    "lifeorder_decline",
                    "lifeorder_cancel",
                ),
                met_on="served_on",
                warn=(1,),
            ),
            norm(
                "rate",
                _("Ask how it was"),
                3,
                starts=("lifeorder_serve", "lifeorder_report"),
                met_by=("lifeorder_rate", "rate"),
                counted_from="served_on",
                working=True,
                warn=(1,),
            ),
            norm(
                "amend",
                _("Have it made good"),
                5,
                starts=("lifeorder_rate", "rate"),
                met_by=("lifeorder_amend",),
                working=True,
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="life-orders",
        label=_("Service orders"),
        singular=_("Service order"),
        model=MATTER.model,
        function="D8",
        title=_("The order in one line"),
        fields=("title", "kind_of", "wanted_on", "hours", "details", "older", "pays", "neighbourhood"),
        columns=("kind_of", "older", "provider", "promised_on", "stars"),
        filters=("kind_of", "older", "provider"),
        person=True,
        hint=_("Meals, repair, care: passed to a provider, served as promised, rated; a bad rating is made good."),
    )
)
