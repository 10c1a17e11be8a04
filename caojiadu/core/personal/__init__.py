"""Personal data: sealed at rest, found by keyed digests, checked, and masked wherever it is shown."""

from caojiadu.core.personal.fields import (
    SealedTextField,
    Unreadable,
    check_keys,
    digest,
    id_digest,
    name_digest,
    phone_digest,
    seal,
    unseal,
)
from caojiadu.core.personal.masks import mask_address, mask_email, mask_id, mask_id_outside, mask_name, mask_phone
from caojiadu.core.personal.numbers import IdType, birth_day, check_id_number, normal_phone, takes_messages
from caojiadu.core.personal.words import Unusable, clean_line, clean_text

__all__ = [
    "IdType",
    "SealedTextField",
    "Unreadable",
    "Unusable",
    "birth_day",
    "check_id_number",
    "check_keys",
    "clean_line",
    "clean_text",
    "digest",
    "id_digest",
    "mask_address",
    "mask_email",
    "mask_id",
    "mask_id_outside",
    "mask_name",
    "mask_phone",
    "name_digest",
    "normal_phone",
    "phone_digest",
    "seal",
    "takes_messages",
    "unseal",
]
