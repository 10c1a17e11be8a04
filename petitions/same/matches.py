"""What the desk is shown beside a letter: likely the same matter, or related, and why."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from petitions.models import Petition
from petitions.same.candidates import candidates
from petitions.same.scoring import Letter, features, learned, probability
from petitions.same.words import Shares, local_shares

MOST_LIKELY, MOST_RELATED, MOST_WORDS = 8, 5, 4
_TELLING = 2.3  # a word in fewer than a tenth of the letters


@dataclass(frozen=True)
class Match:
    """Another letter, how likely it is the same matter, and the reasons in words."""

    petition: Petition
    chance: float
    reasons: list[str]

    @property
    def likely(self) -> bool:
        """Say whether it is likely the same matter, rather than a related one."""
        return self.chance >= learned()["likely"]


def matches(petition: Petition, user: Any) -> list[Match]:
    """The letters that a person may open and that are like this one, the likeliest first."""
    shares = Shares(local_shares())
    own = as_letter(petition)
    found = []
    for other in candidates(petition, user):
        letter = as_letter(other)
        chance = probability(features(own, letter, shares))
        if chance >= learned()["related"]:
            found.append(Match(other, chance, _reasons(petition, own, other, letter, shares)))
    found.sort(key=lambda match: (-match.chance, -match.petition.pk))
    likely = [match for match in found if match.likely][:MOST_LIKELY]
    return likely + [match for match in found if not match.likely][:MOST_RELATED]


def as_letter(petition: Petition) -> Letter:
    """What is compared of a letter."""
    resident = petition.resident
    return Letter(
        title=petition.title,
        text=f"{petition.place} {petition.body} {petition.request}",
        day=timezone.localdate(petition.opened_at),
        person=(resident.phone_digest or resident.pk) if resident else None,
    )


def _reasons(petition: Petition, own: Letter, other: Petition, letter: Letter, shares: Shares) -> list[str]:
    found = []
    if words := shared_words(own, letter, shares):
        found.append(_("both write of %(words)s") % {"words": "、".join(words)})
    if own.person is not None and own.person == letter.person:
        same = petition.resident_id == other.resident_id
        found.append(_("same petitioner") if same else _("same phone"))
    if petition.neighbourhood_id and petition.neighbourhood_id == other.neighbourhood_id:
        found.append(_("same neighbourhood: %(name)s") % {"name": other.neighbourhood})
    days = abs((own.day - letter.day).days)
    apart = ngettext("%(days)d day apart", "%(days)d days apart", days) % {"days": days}
    found.append(apart if days else _("the same day"))
    return found


def shared_words(one: Letter, other: Letter, shares: Shares) -> list[str]:
    """The stretches of one title that stand in the other letter, the most telling first."""
    runs = [*_runs(one.title, other), *_runs(other.title, one)]
    weighed = {run: max(shares.tells(run[at : at + 2]) for at in range(len(run) - 1)) for run in runs}
    telling = sorted((run for run, tells in weighed.items() if tells > _TELLING), key=lambda run: -weighed[run])
    kept: list[str] = []
    for run in telling:
        if not any(run in longer or longer in run for longer in kept):
            kept.append(run)
    return kept[:MOST_WORDS]


def _runs(title: str, letter: Letter) -> list[str]:
    found, run = [], ""
    for at, sign in enumerate(title):
        if title[at : at + 2].lower() in letter.in_all and len(title) > at + 1:
            run = run or sign
            run += title[at + 1]
        else:
            found.append(run)
            run = ""
    return [run for run in [*found, run] if len(run) > 1]
