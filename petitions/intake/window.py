"""Taking in a call, a visit or a letter on paper at the window."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.actor import Actor
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.files.moves import attach
from petitions.forms.letter import CASE_KINDS, NOTICE_VERSION
from petitions.intake.online import OF_THE_LETTER, Taken, owner_of, parties_from
from petitions.intake.opening import new_code, take_in
from petitions.intake.transfers import note_transfer
from petitions.models import Petition
from petitions.oversight.proposals import propose
from petitions.people.joint import Signer


def take_in_at_window(data: Mapping[str, Any], user: Any) -> Taken:
    """Open what a clerk entered. A limit runs from the day the paper arrived."""
    reachable = data["anonymous"] or bool(data["phone"] or data["address"])
    resident, acting = parties_from(data, given_to=user if data["for_agreed"] else None)
    petition, code = take_in(
        kind=CASE_KINDS[data["kind"]],
        actor=Actor.staff(user),
        title=data["title"],
        channel=data["channel"],
        resident=resident,
        acting=acting,
        signers=[_signer(person) for person in data["people"]],
        received_at=start_of(data["received_on"]),
        foreign=(data["foreign_system"], data["foreign_number"]) if data["foreign_number"] else ("", ""),
        fields={
            **{name: data[name] for name in OF_THE_LETTER},
            "category": data.get("category"),
            "notice_version": NOTICE_VERSION if data["notice_read"] else "",
            "read_back": data["read_back"],
            "address_unclear": not reachable,
            "received_by": data["received_by"],
            "came": data["came"],
        },
    )
    propose(petition, data)
    if data["transferred_by"] or data["transferred_other"]:
        note_transfer(
            petition,
            body=data["transferred_by"],
            sender=data["transferred_other"],
            received_on=data["received_on"] or timezone.localdate(),
        )
    attach(files=data["attachments"], case=petition, actor=user)
    return petition, code, _slips(petition, code, own_code=acting is None or data["for_own_code"])


def _signer(person: Any) -> Signer:
    resident = find_or_create_resident(name=person.name, phone=person.phone, address=person.address)
    return Signer(resident, person.represents)


def _slips(petition: Petition, code: str, *, own_code: bool) -> dict[str, str]:
    """A code for each further petitioner, to hand out; whose matter a proxy files gets one if they want it."""
    others = petition.petitioners.exclude(pk=owner_of(petition, code).pk)
    if not own_code:
        others = others.exclude(first=True)
    return {str(row.key): new_code(petition, timezone.now(), row) for row in others}


def start_of(day: dt.date | None) -> dt.datetime | None:
    """Nine in the morning of an earlier day; None for today, which is counted from now."""
    if day is None or day == timezone.localdate():
        return None
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
