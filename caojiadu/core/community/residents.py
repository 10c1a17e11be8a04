"""Verbs about residents: who is who, and what they agreed to."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from caojiadu.core.accounts.throttle import one_at_a_time
from caojiadu.core.community.duplicates import suggest_others
from caojiadu.core.community.models import Resident
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.personal import check_id_number, clean_line, digest, name_digest, normal_phone


def find_or_create_resident(
    *,
    name: str,
    phone: str = "",
    id_type: str = "",
    id_number: str = "",
    address: str = "",
    neighbourhood: Neighbourhood | None = None,
    proven: bool = False,
) -> Resident:
    """Return the resident these details belong to, made now when nobody fits. Raises Unusable for what cannot be right.

    The same phone and name are the same person, unless the papers differ; without a phone, the same paper and name.
    Another phone, or none, makes a row of its own, which staff may join with the others: whoever opens an account with
    the phone of a row sees what hangs on it, and a number is written down wrongly as easily as a neighbour's paper is
    known. What is written fills gaps and overwrites nothing; with `proven` (a clerk has seen the paper) the address
    given replaces the old one.
    """
    given = _details(name, phone, id_type, id_number, address, neighbourhood)
    with transaction.atomic(savepoint=False):
        one_at_a_time(*{given["phone_digest"], given["id_digest"]} - {""})  # or two letters would make two residents
        found = _same_person(given) or Resident(language=get_language())
        taken = set()
        for field, value in given.items():
            if value and (proven or not getattr(found, field)) and value != getattr(found, field):
                setattr(found, field, value)
                taken.add(field)
        if taken or found.pk is None:
            found.save()
        if taken & {"name_digest", "phone_digest", "id_digest"}:  # what other rows of the same person would share
            suggest_others(found)
    return found


@transaction.atomic
def agree_to_e_service(*, resident: Resident, text_version: str) -> None:
    """Keep that a resident agreed to be served electronically: when, and to which text."""
    resident.agreed_e_service_at, resident.agreed_e_service_text = timezone.now(), text_version
    resident.save(update_fields=["agreed_e_service_at", "agreed_e_service_text"])


@transaction.atomic
def withdraw_e_service(*, resident: Resident) -> None:
    """Take the agreement back; papers go by post or over the window from now on."""
    resident.agreed_e_service_at, resident.agreed_e_service_text = None, ""
    resident.save(update_fields=["agreed_e_service_at", "agreed_e_service_text"])


def _details(
    name: str, phone: str, id_type: str, id_number: str, address: str, neighbourhood: Neighbourhood | None
) -> dict[str, Any]:
    """Bring what was given to its normal form, with its digests."""
    name, phone = clean_line(name), normal_phone(phone) if phone else ""
    number = check_id_number(id_type, id_number) if id_number else ""
    return {
        "name_sealed": name,
        "name_digest": name_digest(name),
        "phone_sealed": phone,
        "phone_digest": digest("phone", phone),
        "id_type": id_type if number else "",
        "id_sealed": number,
        "id_digest": digest(f"id:{id_type}", number),
        "address_sealed": clean_line(address),
        "neighbourhood": neighbourhood,
    }


def _same_person(given: dict[str, Any]) -> Resident | None:
    """Find the row of that name and phone, or of neither phone, by paper; one without a paper may get it."""
    same = Resident.objects.filter(name_digest=given["name_digest"], phone_digest=given["phone_digest"]).order_by("pk")
    if not given["id_digest"]:
        return same.first() if given["phone_digest"] else None
    found: dict[str, Resident] = {}
    for row in same.filter(id_digest__in={given["id_digest"], "" if given["phone_digest"] else given["id_digest"]}):
        found.setdefault(row.id_digest, row)
    return found.get(given["id_digest"]) or found.get("")
