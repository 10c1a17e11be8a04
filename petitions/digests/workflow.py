"""Digests of suggestions: gathered, edited, sent to the district as one paper, answered there."""

import datetime as dt
import re
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.errors import MoveError, Refused
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.cases.moves import Moving, move, open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district import reports
from caojiadu.core.organisation.queries import office_of_function
from caojiadu.core.registers.matter import Matter, Staff
from caojiadu.core.workdays.deadlines import end_of
from caojiadu.core.workflow import By, Notify, State, Who, Workflow, register
from petitions.digests.models import DigestItem, SuggestionDigest
from petitions.letters.models import Petition
from petitions.letters.states import ANSWERED, CARRYING_OUT, LETTER, REGISTERED, SUBMITTED, WORKED_ON

DIGEST, SUGGESTION = "suggestion_digest", "petition_suggestion"
MOST = 100  # suggestions offered at once
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)")
_PAPER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def suggestions_to_gather(user: Visitor, since: dt.date, until: dt.date) -> QuerySet[Petition]:
    """Suggestions received in a period that the person may open and that are in no digest yet."""
    seen = Case.objects.visible_to(user).filter(kind=SUGGESTION)
    begin = timezone.make_aware(dt.datetime.combine(since, dt.time.min))
    seen = seen.filter(opened_at__gte=begin, opened_at__lte=end_of(until))
    gone = DigestItem.objects.exclude(digest__state="digest_dropped").values("suggestion")
    rows = Petition.objects.filter(pk__in=seen.values("pk")).exclude(pk__in=gone)
    return rows.exclude(state__in=("withdrawn", "refused")).order_by("opened_at", "pk")


@transaction.atomic
def gather(
    *, actor: Actor, since: dt.date, until: dt.date, suggestions: Iterable[Petition], now: dt.datetime | None = None
) -> SuggestionDigest:
    """Open a digest with these suggestions; their summaries are written next."""
    now = now or timezone.now()
    desk = office_of_function("E3")
    digest: SuggestionDigest = open_case(
        kind=DIGEST,
        actor=actor,
        office=desk,
        registrar=desk,
        function=desk.functions.filter(code="E3").first(),
        title=f"人民建议摘报 {since:%Y.%m.%d}—{until:%Y.%m.%d}",
        channel="staff",
        since=since,
        until=until,
        now=now,
    )
    DigestItem.objects.bulk_create(
        DigestItem(digest=digest, suggestion=one, summary=one.title) for one in suggestions if one.kind == SUGGESTION
    )
    return digest


def names_somebody(text: str, suggestion: Petition) -> bool:
    """Say whether a summary holds a phone, the number of a paper, or the name of whoever wrote."""
    name = suggestion.resident.name_sealed if suggestion.resident else ""
    return bool(_PHONE.search(text) or _PAPER.search(text)) or (len(name) > 1 and name in text)


def text_of(digest: SuggestionDigest) -> str:
    """The digest as the district reads it: numbered summaries, no person, no number of ours."""
    lines = [f"{place}. {item.summary}" for place, item in enumerate(digest.items.all(), start=1)]
    return "\n\n".join(filter(None, [digest.opening, *lines]))


def fit_to_send(moving: Moving) -> None:
    """Every suggestion is one still, has its summary, and no summary names a person."""
    items = list(moving.case.items.select_related("suggestion__resident"))
    if not items:
        raise Refused(gettext("There is no suggestion in this digest."))
    for item in items:
        one = item.suggestion
        if one.kind != SUGGESTION or one.confidentiality == Confidentiality.SECRET:
            raise Refused(gettext("One of the matters is no suggestion any more. Take it out first."))
        if not item.summary.strip():
            raise Refused(gettext("Write a summary of each suggestion first."))
        if names_somebody(item.summary, one):
            raise Refused(gettext("A summary holds a name, a phone or the number of a paper. Take it out first."))


def edit(moving: Moving) -> None:
    """Keep the summaries; what was ticked leaves the digest."""
    moving.change(opening=moving.data["opening"])
    for item in moving.case.items.all():
        if moving.data.get(f"out_{item.pk}"):
            item.delete()
        else:
            DigestItem.objects.filter(pk=item.pk).update(summary=moving.data[f"summary_{item.pk}"])


def send(moving: Moving) -> None:
    """Send it as one report; each suggestion's own history says so."""
    digest = moving.case
    reports.put(
        case=digest,
        event=moving.event,
        kind=reports.Report.Kind.DIGEST,
        body=moving.data["body"],
        reason=text_of(digest),
        by=moving.actor.user,
        now=moving.now,
    )
    for item in digest.items.select_related("suggestion"):
        _tell(item, moving)


def _tell(item: DigestItem, moving: Moving) -> None:
    try:
        move(
            case=item.suggestion,
            key="digested",
            actor=Actor.timer(),
            extra={"digest": moving.case.pk},
            now=moving.now,
        )
    except MoveError:
        return  # it is no suggestion any more


GATHERED = State("digest_gathered", _("Being written"))
SENT = State("digest_sent", _("Sent to the district"), done=True, tone="done")
DROPPED = State("digest_dropped", _("Given up"), final=True, tone="done")
GIVEN_BACK = State("digest_returned", _("Concluded"), final=True, tone="done")
MATTER = Matter("petitions.SuggestionDigest")
EDITOR = Staff("petitions.send_digest", (Who.REGISTRAR, Who.HEAD))
DIGESTED = LETTER.step(
    "digested",
    _("Passed on in a digest"),
    SUBMITTED,
    REGISTERED,
    *WORKED_ON,
    ANSWERED,
    CARRYING_OUT,
    by=By.TIMER,
    public=True,
    told=_("Passed on to the district"),
)
register(
    Workflow(
        key=DIGEST,
        label=_("Digest of suggestions"),
        model="petitions.SuggestionDigest",
        function="E3",
        series="JY",
        initial=GATHERED,
        transitions=(
            MATTER.step(
                "edit_digest",
                _("Write the summaries"),
                GATHERED,
                by=EDITOR,
                form="petitions.digests.pages.EditDigestForm",
                effects=(edit,),
            ),
            MATTER.step(
                "send_digest",
                _("Send to the district"),
                GATHERED,
                to=SENT,
                by=EDITOR,
                form="petitions.digests.pages.SendDigestForm",
                guards=(fit_to_send,),
                effects=(send,),
                main=True,
            ),
            MATTER.step(
                "drop_digest",
                _("Give it up"),
                GATHERED,
                to=DROPPED,
                by=EDITOR,
                form="petitions.digests.pages.DropDigestForm",
                danger=True,
            ),
            MATTER.step("district_acknowledged", _("The district acknowledged"), SENT, by=By.DISTRICT),
            MATTER.step(
                "district_answered",
                _("The district answered"),
                SENT,
                to=GIVEN_BACK,
                by=By.DISTRICT,
                notify=(Notify("registrar", "case_district"),),
            ),
        ),
        climbs=False,
    )
)
