"""What was done with a suggestion, a reward, and publishing it with two pairs of eyes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core import personal
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.memo import known
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.files.models import File
from caojiadu.core.hooks import provide
from caojiadu.core.personal.detection import Found, found_in, names_in
from caojiadu.core.workflow import By, Who
from petitions import hooks
from petitions.letters.models import Petition
from petitions.letters.states import ANSWERED, ARCHIVED, CARRYING_OUT, CLERK, LETTER, UNDER_WAY, WORKED_ON
from petitions.petitioners.rules import speaks
from petitions.suggestions.models import Measure, Proposal, Publication


def keep_proposal(petition: Petition, data: Mapping[str, Any]) -> None:
    """Keep what the form of a suggestion asked beside the letter."""
    allowed = timezone.now() if data.get("publish") else None
    Proposal.objects.create(petition=petition, call=data.get("call"), allowed_at=allowed)


@provide("words_of_people")
def words_of_people(petition: Petition) -> Iterable[str]:
    """Who wrote and how to reach them, whom it is against, the names of its files, and everybody who works here."""
    for row in petition.petitioners.all():
        if row.resident is not None:
            yield from (row.resident.name_sealed, row.resident.address_sealed)
    yield from (part for part in petition.against.replace("，", "、").split("、"))
    for name in File.objects.filter(case_id=petition.pk).values_list("name", flat=True):
        yield name
        yield from names_in(name)
    yield from User.objects.filter(kind="staff", is_active=True).values_list("display_name", flat=True)


def known_words(petition: Petition) -> set[str]:
    """Every word that is personal in this matter."""
    return {word.strip() for words in hooks.words_of_people(petition) for word in words if len(word.strip()) > 1}


def personal_details(texts: Iterable[str], petition: Petition) -> dict[str, Found]:
    """What is found in these texts, each once, by the mark under which a decision about it is kept."""
    known = known_words(petition)
    return {mark_of(one): one for text in texts for one in found_in(text, known)}


def mark_of(found: Found) -> str:
    """A short keyed digest that stands for words without repeating them."""
    return str(personal.digest("found", f"{found.kind}:{found.text}"))[:16]


def publication_of(case: Petition) -> Publication | None:
    """The public text, prepared or released."""
    return known(case, Publication.objects.filter(petition=case)).first()


def is_allowed(case: Petition) -> bool:
    """Say whether the proposer agrees today."""
    return known(case, Proposal.objects.filter(petition=case, allowed_at__isnull=False)).exists()


def allowed(moving: Moving) -> None:
    """The proposer agreed, and has not taken it back."""
    if not is_allowed(moving.case):
        raise Refused(gettext("The proposer has not agreed to its being published."))


def not_allowed_yet(moving: Moving) -> None:
    """Agreeing twice changes nothing."""
    if is_allowed(moving.case):
        raise Refused(gettext("You agreed already."))


def is_answered(moving: Moving) -> None:
    """There is an answer to show beside it."""
    if not known(moving.case, moving.case.answers.all()).exclude(released_at=None).exists():
        raise Refused(gettext("It is published with its answer, and there is none yet."))


def not_public(moving: Moving) -> None:
    """What everybody reads is not changed under their eyes."""
    found = publication_of(moving.case)
    if found is not None and found.is_public:
        raise Refused(gettext("It is published. Take it down first."))


def is_public(moving: Moving) -> None:
    """There is something to take down."""
    found = publication_of(moving.case)
    if found is None or not found.is_public:
        raise Refused(gettext("It is not published."))


def prepared(moving: Moving) -> None:
    """There is a public text that waits."""
    found = publication_of(moving.case)
    if found is None or found.is_public or found.taken_down_at:
        raise Refused(gettext("No public text waits for release: prepare one first."))


def prepared_by_another(moving: Moving) -> None:
    """Whoever prepared the text does not release it."""
    found = publication_of(moving.case)
    if found is not None and found.prepared_by_id == moving.actor.user_id:
        raise Refused(gettext("You prepared this text; somebody else has to release it."))


def nothing_open(moving: Moving) -> None:
    """Looked through once more: every personal detail has a decision."""
    found = publication_of(moving.case)
    if found is None:
        return
    texts = (found.title, found.text, found.answer, found.measure)
    undecided = [one.text[:40] for mark, one in personal_details(texts, moving.case).items() if mark not in found.left]
    if undecided:
        raise Refused(
            gettext("Not decided yet: %(found)s. Prepare the text once more.") % {"found": "、".join(undecided)}
        )


def keep_measure(moving: Moving) -> None:
    data = moving.data
    number = data["case_number"]
    Measure.objects.create(
        petition=moving.case,
        text=data["text"],
        link=data["link"],
        day=data["day"],
        case=Case.objects.get(number=number) if number else None,
        by=moving.actor.user,
        at=moving.now,
    )


def keep_reward(moving: Moving) -> None:
    """Keep how the proposer was rewarded."""
    Proposal.objects.update_or_create(petition=moving.case, defaults={"reward": moving.data["reward"]})


def allow(moving: Moving) -> None:
    """The proposer agrees to its being published."""
    Proposal.objects.update_or_create(petition=moving.case, defaults={"allowed_at": moving.now})


def forbid(moving: Moving) -> None:
    """The proposer takes the agreement back: whatever is public goes in the same moment."""
    Proposal.objects.filter(petition=moving.case).update(allowed_at=None)
    _down(moving, gettext("The proposer took back the agreement."))


def prepare(moving: Moving) -> None:
    """Keep the public text. What was released or taken down before counts no longer."""
    data, case = moving.data, moving.case
    answer = case.answers.exclude(released_at=None).order_by("-round").first()
    Publication.objects.update_or_create(
        petition=case,
        defaults={
            **{name: data[name] for name in ("theme", "title", "text", "answer", "measure", "left")},
            "outcome": answer.outcome,
            "answered_on": timezone.localdate(answer.released_at),
            "prepared_by": moving.actor.user,
            "prepared_at": moving.now,
            "released_by": None,
            "released_at": None,
            "taken_down_at": None,
            "taken_down_why": "",
        },
    )


def publish(moving: Moving) -> None:
    """Let everybody read it."""
    Publication.objects.filter(petition=moving.case).update(released_by=moving.actor.user, released_at=moving.now)


def take_down(moving: Moving) -> None:
    _down(moving, moving.data["reason"])


def _down(moving: Moving, why: str) -> None:
    shown = Publication.objects.filter(petition=moving.case, released_at__isnull=False, taken_down_at=None)
    shown.update(taken_down_at=moving.now, taken_down_why=why)


_THOSE_ON_IT = LETTER.staff("handle", Who.HANDLER, Who.HEAD, Who.REGISTRAR)
# Whoever may open it and sits high enough: the desk, the head of the office, a leader.
_SECOND = LETTER.staff("view", Who.REGISTRAR, Who.HEAD, Who.LEADER)
_PUBLIC = (ANSWERED, CARRYING_OUT, ARCHIVED)
_WORKED_ON = (*WORKED_ON, *_PUBLIC)
TRACK = (
    LETTER.step(
        "link_measure",
        _("Record what was done"),
        *_WORKED_ON,
        by=_THOSE_ON_IT,
        form="petitions.suggestions.pages.MeasureForm",
        effects=(keep_measure,),
        hint=_("The measure that came of the suggestion: in words, with a link, or as a matter of any kind."),
    ),
    LETTER.step(
        "reward",
        _("Note a reward"),
        *_WORKED_ON,
        by=_THOSE_ON_IT,
        form="petitions.suggestions.pages.RewardForm",
        effects=(keep_reward,),
        hint=_("Who makes a good suggestion may be rewarded (Regulations, art. 29)."),
    ),
    LETTER.step(
        "prepare_public",
        _("Prepare it for the public"),
        *_PUBLIC,
        by=CLERK,
        form="petitions.suggestions.pages.PrepareForm",
        when=(allowed, is_answered, not_public),
        effects=(prepare,),
        hint=_(
            "Phones, identity numbers, cards, addresses and known names are found for you, and below the texts you say "
            "what becomes of each. Read all of it all the same: what has no shape is not found."
        ),
    ),
    LETTER.step(
        "publish",
        _("Publish"),
        *_PUBLIC,
        by=_SECOND,
        form="petitions.suggestions.pages.PublishForm",
        when=(allowed, prepared),
        guards=(prepared_by_another, nothing_open),
        effects=(publish,),
        public=True,
        told=_("Your suggestion was published, without your name"),
        hint=_("Everybody reads it from this moment. Not by whoever prepared it."),
    ),
    LETTER.step(
        "take_down",
        _("Take it off the site"),
        *_WORKED_ON,
        by=_SECOND,
        form="petitions.suggestions.pages.TakeDownForm",
        when=(is_public,),
        effects=(take_down,),
        public=True,
        told=_("Your suggestion was taken off the site"),
        danger=True,
    ),
    LETTER.step(
        "allow_publishing",
        _("Agree to its being published"),
        *UNDER_WAY,
        *_PUBLIC,
        by=By.RESIDENT,
        guards=(speaks, not_allowed_yet),
        effects=(allow,),
        public=True,
        told=_("You agreed to its being published without your name"),
    ),
    LETTER.step(
        "forbid_publishing",
        _("Take back the agreement to publish"),
        *UNDER_WAY,
        *_PUBLIC,
        by=By.RESIDENT,
        guards=(speaks, allowed),
        effects=(forbid,),
        public=True,
        told=_("You took back the agreement to publish"),
    ),
)
