"""Taking in a letter, call or visit: one verb for every channel."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from caojiadu.core.cases.models import Confidentiality
from caojiadu.core.cases.moves import open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.models import Resident
from caojiadu.core.organisation.models import Function
from caojiadu.core.workflow import find
from petitions.handling.desk import forward_unread, names_its_keepers, search_text
from petitions.letters.models import Petition, QueryCode
from petitions.petitioners.access import first_code
from petitions.petitioners.people import Acting, Signer


@transaction.atomic(savepoint=False)
def open_letter(
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
    file_names: Sequence[str] = (),
) -> tuple[Petition, QueryCode]:
    """Open a letter or call. Returns it and the query code, whose words are shown once and kept only as a digest.

    `signers` are further petitioners; `acting` files for the resident, and then the code is theirs. A report against
    somebody is closed to all but its two posts; where it, or one of the `file_names` sent with it, names one of
    them or a leader, nobody here opens it and it goes to discipline inspection at once.
    """
    now = now or timezone.now()
    function = Function.objects.select_related("office").get(code="E3")
    secret = find(kind).secret
    above_us = secret and _names_its_keepers(title, fields, file_names)
    petition: Petition = open_case(
        kind=kind,
        actor=actor,
        office=function.office,
        registrar=None if above_us else function.office,
        function=function,
        title=title,
        channel=channel,
        resident=resident,
        confidentiality=Confidentiality.SECRET if secret else Confidentiality.NORMAL,
        opened_at=received_at or now,
        now=now,
        foreign_system=foreign[0],
        foreign_number=foreign[1],
        quiet=quiet,
        search_text="" if secret or fields.get("ring_back") else search_text(Petition(**fields)),
        beside={"signers": signers, "acting": acting},
        receipt_due=not quiet,
        **fields,
    )
    if above_us:
        forward_unread(petition, now)
        petition.refresh_from_db()
    return petition, first_code(petition, now, petition.sender)


def _names_its_keepers(title: str, fields: Mapping[str, Any], file_names: Sequence[str]) -> bool:
    text = "\n".join((search_text(Petition(**fields)), *file_names))
    return names_its_keepers(about=f"{fields.get('against') or ''}\n{title}", text=text)
