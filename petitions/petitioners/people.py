"""Who takes part in a matter: taking people in, counting them, what each may do, who is told; and the link to sign."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from caojiadu.core import personal
from caojiadu.core.cases.models import Case, Channel
from caojiadu.core.community.models import Resident
from caojiadu.core.hooks import provide
from petitions.letters.models import Petition, QueryCode
from petitions.petitioners.models import VISIT_REPRESENTATIVES, Joining, JointRules, Mandate, Petitioner

Role = Petitioner.Role


@dataclass(frozen=True)
class Signer:
    """One more petitioner, as a clerk enters them."""

    resident: Resident
    represents: bool = False


@dataclass(frozen=True)
class Acting:
    """Who files for the resident of a letter, and on what ground; `given_to` is the clerk who saw the consent."""

    person: Resident
    role: str
    relation: str
    consent: str = ""
    given_to: Any = None
    until: dt.date | None = None


def signers_of(petition: Petition) -> list[Signer]:
    """Everybody besides the one who leads, as they would sign another letter."""
    rows = petition.petitioners.present().own().filter(first=False)
    return [Signer(row.resident, row.role == Role.REPRESENTATIVE) for row in rows]


def carry_over(whole: Petition, new: Petition, now: dt.datetime) -> None:
    """Give everybody in a matter split off what they had in the whole: what they agreed to, and who acts for them with
    what consent."""
    parts = {row.resident_id: row for row in new.petitioners.present().own()}
    for row in whole.petitioners.present().own():
        agreed = {"share_identity": row.share_identity, "shows_name": row.shows_name}
        Petitioner.objects.filter(pk=parts[row.resident_id].pk).update(**agreed)
    acting = whole.petitioners.present().acting()
    for power in Mandate.objects.filter(petitioner__in=acting).select_related("petitioner", "principal"):
        there, kept = power.petitioner, ("relation", "consent", "consent_at", "consent_by", "until")
        row = Petitioner.objects.create(
            petition=new, resident=there.resident, role=there.role, how=there.how, joined_at=now
        )
        values = {name: getattr(power, name) for name in kept}
        Mandate.objects.create(petitioner=row, principal=parts[power.principal.resident_id], **values)


def most_representatives(petition: Petition) -> int:
    """How many may represent the others: by law for a visit, by the office's rule otherwise."""
    if petition.channel == Channel.VISIT:
        return VISIT_REPRESENTATIVES
    return JointRules.today().representatives_online


def too_many_representatives(most: int) -> str:
    """The words for one representative too many."""
    return _(
        "At most %(most)d people may represent the others (Regulations on petition work, art. 20). "
        "The others sign as petitioners: each gets a code and the answer all the same."
    ) % {"most": most}


def may_take_one_more(petition: Petition) -> bool:
    """Say whether another representative may be chosen."""
    chosen = petition.petitioners.present().filter(role=Role.REPRESENTATIVE).count()
    return chosen < most_representatives(petition)


def enrol(petition: Petition, signer: Signer, *, how: str, now: dt.datetime, **more: Any) -> Petitioner:
    """Take one more petitioner in; whoever is there already stays as they are."""
    there = petition.petitioners.filter(resident=signer.resident, withdrawn_at=None, role__in=Petitioner.OWN).first()
    if there is not None:
        return there
    role = Role.REPRESENTATIVE if signer.represents else Role.PETITIONER
    return Petitioner.objects.create(
        petition=petition, resident=signer.resident, role=role, how=how, joined_at=now, **more
    )


def let_act(principal: Petitioner, acting: Acting, *, how: str, now: dt.datetime) -> Petitioner:
    """Note that somebody acts for a petitioner. A guardian needs no consent; a clerk may have seen a proxy's."""
    row = Petitioner.objects.create(
        petition_id=principal.petition_id, resident=acting.person, role=acting.role, how=how, joined_at=now
    )
    given = acting.role == Role.GUARDIAN or acting.given_to is not None
    Mandate.objects.create(
        petitioner=row,
        principal=principal,
        relation=acting.relation,
        consent=acting.consent,
        consent_at=now if given else None,
        consent_by=acting.given_to,
        until=acting.until,
    )
    return row


def end(rows: Iterable[Petitioner], now: dt.datetime) -> None:
    """Let petitioners leave, with whoever acts for them: their codes open nothing, and nobody tells them any more."""
    keys = {row.pk for row in rows}
    keys |= set(Mandate.objects.filter(principal__in=keys).values_list("petitioner_id", flat=True))
    Petitioner.objects.filter(pk__in=keys, withdrawn_at=None).update(withdrawn_at=now, first=False)
    QueryCode.objects.filter(petitioner__in=keys, replaced_at=None).update(replaced_at=now)


def count(petition: Petition) -> int:
    """How many people stand behind a matter: those who signed, or those who came if they were more."""
    return max(1, petition.petitioners.present().own().count(), petition.came or 0)


def first_of(petition: Case) -> Petitioner:
    """The petitioner who leads."""
    found: Petitioner = Petitioner.objects.get(petition_id=petition.pk, first=True)
    return found


def mandate_of(row: Petitioner) -> Mandate | None:
    """The power with which somebody acts; none for whose matter it is."""
    return Mandate.objects.select_related("principal__resident").filter(petitioner=row).first() if row.acts else None


def powers_of(rows: Iterable[Petitioner]) -> list[Mandate]:
    """The powers with which some of these act, each with whose part it is."""
    acting = [row.pk for row in rows if row.acts]
    return list(Mandate.objects.select_related("principal").filter(petitioner__in=acting))


def filed_for(rows: Iterable[Petitioner]) -> set[int]:
    """Those of them for whom somebody acts today."""
    acting = Petitioner.objects.present().acting()
    powers = Mandate.objects.filter(principal__in=[row.pk for row in rows], petitioner__in=acting)
    return set(powers.values_list("principal_id", flat=True))


def principal_of(row: Petitioner) -> Petitioner:
    """Whose part it is: the petitioner for whom somebody acts, else they themselves."""
    mandate = mandate_of(row)
    return mandate.principal if mandate else row


def is_confirmed(row: Petitioner) -> bool:
    """Say whether somebody acts with a power that is sure; true for whoever acts for themselves."""
    mandate = mandate_of(row)
    return mandate is None or mandate.consent_at is not None


def speaks(row: Petitioner) -> bool:
    """Say whether a person replies and judges for all: a representative, or who acts for one with a sure power."""
    return principal_of(row).role == Role.REPRESENTATIVE and is_confirmed(row)


@provide("residents_told")
def residents_told(case: Case, template: str) -> list[tuple[Resident, str]] | None:
    """Whom a message to the resident goes to, and which words; None for what is no letter.

    Somebody without a phone is told through whoever acts for them.
    """
    rows = list(Petitioner.objects.present().filter(petition_id=case.pk))
    if not rows:
        return None
    acting = Mandate.objects.filter(petitioner__in=list(filter(attrgetter("acts"), rows)))
    spoken_for = set(acting.values_list("principal_id", flat=True))
    found: dict[int, tuple[Resident, str]] = {}
    for row in rows:
        words = template
        if template == "petition_received" and not row.acts:
            # The first message says to each what happened: they wrote, they signed, or somebody filed for them.
            words = template if row.first else "petition_joined"
            words = "petition_filed_for_you" if row.pk in spoken_for else words
        if row.resident and (row.resident.phone_sealed or row.pk not in spoken_for):
            found.setdefault(row.resident.pk, (row.resident, words))
    return list(found.values())


def new_link(now: dt.datetime) -> dict[str, Any]:
    """The values of a link opened now: a token that nobody guesses, good for as many days as the rule says."""
    token = secrets.token_urlsafe(18)
    ends = now + dt.timedelta(days=JointRules.today().link_days)
    return {
        "token_sealed": token,
        "token_digest": link_digest(token),
        "opened_at": now,
        "expires_at": ends,
        "closed_at": None,
    }


def link_digest(token: str) -> str:
    """The keyed digest by which a link is found."""
    return str(personal.digest("link to sign", token))


def find_link(token: str) -> Joining | None:
    """The letter of a link, as long as it can be signed: it is under way, and no report against somebody."""
    found = Joining.objects.select_related("petition").filter(token_digest=link_digest(token)).first()
    return found if found is not None and found.is_open and takes_signers(found) else None


def takes_signers(joining: Joining) -> bool:
    """Say whether the matter itself still takes somebody in."""
    return not joining.petition.workflow.secret and joining.petition.takes("join")


@provide("identity_shared")
def petitioner_shares_identity(case: Any, resident: Any) -> bool:
    """The petitioner agreed that helping offices see who they are."""
    return Petitioner.objects.filter(petition_id=case.pk, resident=resident, share_identity=True).exists()


@provide("person_of_case")
def person_of_case(case: Any, key: str) -> Any:
    """One of several petitioners, or who acts for one, by key."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    found = Petitioner.objects.filter(petition_id=case.pk, key=wanted).first()
    return found.resident if found else None


@provide("mass_from")
def mass_from() -> int:
    """With how many people a joint visit begins."""
    return JointRules.today().mass_from


@provide("load_lists")
def load_joint_rules() -> None:
    """Lay the one row of rules down with its starting values; what administrators set stays."""
    JointRules.objects.get_or_create(pk=1)
