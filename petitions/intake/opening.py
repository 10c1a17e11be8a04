"""Taking in a letter, call or visit: one verb for every channel."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from caojiadu.core import personal
from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.cases.moves import open_case
from caojiadu.core.community.models import Resident
from caojiadu.core.organisation.models import Office
from caojiadu.core.organisation.queries import office_of_function
from caojiadu.core.workflow import find
from petitions.effects import forward_unread, names_its_keepers, search_text
from petitions.models import Petition, Petitioner, QueryCode
from petitions.papers.parts import issue_receipt
from petitions.people.joint import Acting, Signer, first_of

# Letters and digits that nobody mistakes for one another, read out on the phone or from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8


@transaction.atomic
def take_in(
    *,
    kind: str,
    actor: Actor,
    title: str,
    channel: str,
    fields: Mapping[str, Any],
    resident: Resident | None = None,
    received_at: dt.datetime | None = None,
    now: dt.datetime | None = None,
    foreign: tuple[str, str] = ("", ""),
    quiet: bool = False,
    signers: Sequence[Signer] = (),
    acting: Acting | None = None,
) -> tuple[Petition, str]:
    """Open a letter or call. Returns it and the query code, which is shown once and kept only as a digest.

    `signers` are further petitioners; `acting` files for the resident, and then the code is theirs. A report against
    somebody is closed to all but its two posts; where it names one of them or a leader, nobody here opens it and it
    goes to discipline inspection at once.
    """
    now = now or timezone.now()
    desk: Office = office_of_function("E3")
    secret = find(kind).secret
    above_us = secret and names_its_keepers(f"{fields.get('against', '')} {title}")
    petition: Petition = open_case(
        kind=kind,
        actor=actor,
        office=desk,
        registrar=None if above_us else desk,
        function=desk.functions.filter(code="E3").first(),
        title=title,
        channel=channel,
        resident=resident,
        confidentiality=Confidentiality.SECRET if secret else Confidentiality.NORMAL,
        opened_at=received_at or now,
        now=now,
        foreign_system=foreign[0],
        foreign_number=foreign[1],
        quiet=quiet,
        search_text="" if secret else search_text(Petition(**_texts(fields))),
        beside={"signers": signers, "acting": acting},
        **fields,
    )
    if not quiet:
        issue_receipt(petition, now)
    if above_us:
        forward_unread(petition, now)
        petition.refresh_from_db()
    return petition, new_code(petition, now, petition.petitioners.acting().first() if acting else None)


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: fields.get(name, "") for name in ("body", "request", "place")}


@transaction.atomic
def new_code(petition: Petition, now: dt.datetime, petitioner: Petitioner | None = None) -> str:
    """Give one petitioner, else the first, a fresh query code; the one before stops working.

    Two clerks at once get one after the other.
    """
    Case.objects.select_for_update(no_key=True).get(pk=petition.pk)
    row = petitioner or first_of(petition)
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    QueryCode.objects.filter(petitioner=row, replaced_at=None).update(replaced_at=now)
    QueryCode.objects.create(
        case_id=petition.pk, petitioner=row, digest=code_digest(petition.number, code), created_at=now
    )
    return code


def find_code(number: str, code: str) -> QueryCode | None:
    """The petitioner's code that was typed; a number that does not exist costs as much work as a wrong code."""
    good = QueryCode.objects.filter(case__number=number, digest=code_digest(number, code), replaced_at=None)
    return good.filter(petitioner__in=Petitioner.objects.present()).select_related("petitioner").first()


def code_digest(number: str | None, code: str) -> str:
    """The keyed digest of a code, tied to the number of its matter."""
    return str(personal.digest("query code", f"{number}:{normal_code(code)}"))


def normal_code(code: str) -> str:
    """A code as it was given out, whatever case, spaces or hyphens somebody typed."""
    return "".join(sign for sign in code.upper() if sign.isalnum())
