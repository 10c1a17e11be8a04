"""Digests of opinions: gathered, sent to the district as one paper, answered there for all that stand in it (F4)."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import escalation
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.self_governance.opinions.models import Opinion

MATTER = Matter("office_self_governance.OpinionDigest")
DRAFT = State("opinion_digest_draft", _("Being gathered"))
SENT = State("opinion_digest_sent", _("Sent to the district"))
ANSWERED = State("opinion_digest_answered", _("Answered by the district"), final=True, tone="done")
DROPPED = State("opinion_digest_dropped", _("Digest given up"), final=True, tone="done")


def holds_some(moving: Moving) -> None:
    """A guard: a digest without an opinion says nothing."""
    if not moving.case.opinions.exists():
        raise Refused(gettext("There is no opinion in this digest."))


def tells(key: str) -> Any:
    """An effect: every opinion in the digest takes this step."""

    def effect(moving: Moving) -> None:
        for opinion in Opinion.objects.filter(digest=moving.case.pk):
            step = opinion.workflow.transition(key)
            if step and opinion.state in {source.key for source in step.sources}:
                move(case=opinion, key=key, actor=Actor.timer(), now=moving.now, extra={"digest": moving.case.pk})

    return effect


register(
    Workflow(
        key="opinion_digest",
        label=_("Digest of opinions"),
        model=MATTER.model,
        function="F4",
        initial=DRAFT,
        series="MZ",
        open_told=_("Being gathered"),
        transitions=(
            MATTER.step("opinion_digest_open", _("Write the opening words"), DRAFT, fields=("opening",)),
            escalation.report_up(
                MATTER,
                DRAFT,
                to=SENT,
                **escalation.DIGEST,
                label=_("Send to the district"),
                when=(holds_some,),
                effects=(tells("digest_sent"),),
                main=True,
            ),
            *escalation.from_district(SENT, answered=ANSWERED, then=(tells("digest_answered"),)),
            MATTER.end(
                "opinion_digest_drop",
                _("Give the digest up"),
                DRAFT,
                to=DROPPED,
                by=MATTER.lead,
                effects=(tells("digest_back"),),
            ),
            *MATTER.usual(DRAFT, SENT, with_papers=False),
        ),
        limits=(
            norm(
                "send",
                _("Send the digest"),
                10,
                starts=(OPEN,),
                met_by=("report_up", "opinion_digest_drop"),
                working=True,
                warn=(3,),
            ),
        ),
    )
)
declare(
    Register(
        key="opinion-digests",
        label=_("Digests of opinions"),
        singular=_("Digest of opinions"),
        model=MATTER.model,
        function="F4",
        title=_("Title of the digest"),
        fields=("title", "since", "until", "opening"),
        columns=("since", "until"),
        hint=_("Opinions of a period in one paper for the district, without persons."),
    )
)
