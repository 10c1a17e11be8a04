"""A column for reasons of dates: JSON, packed to a fifth, since every limit of every matter keeps one."""

import json
import zlib
from typing import Any

from django.db import models

# What reasons have in common: known to both sides, it need not be in any of them, and 600 bytes become 120. It is part
# of the format of stored rows: not a letter of it may ever change.
_SAMPLE = (
    '{"at":"16:30","hours":{"closes":"17:30","count":4,"opens":"08:30","since":"10:00"},"stopped":0,'
    '{"effect":"back","effect":"moved","why":"calendar","why":"make_up"},'
    '"names_en":["Dragon Boat Festival"],"names_zh":["端午节"],'
    '"names_en":["Mid-Autumn Festival"],"names_zh":["中秋节"],'
    '"names_en":["National Day"],"names_zh":["国庆节"],"names_en":["Labour Day"],"names_zh":["劳动节"],'
    '"names_en":["Tomb-sweeping Day"],"names_zh":["清明节"],"names_en":["New Year\'s Day"],"names_zh":["元旦"],'
    '"names_en":["Spring Festival"],"names_zh":["春节"],"why":"holiday"}],"unpublished":[2027],"working":false}'
    '{"date":"2026-02-21","days":15,"extended":0,"provisional":false,"roll":null,"start":"2026-01-06","steps":['
    '{"effect":"counted","first":"2026-01-08","last":"2026-01-12","why":"working"},'
    '{"effect":"skipped","first":"2026-01-13","last":"2026-01-14","why":"weekend"},'
    '{"effect":"counted","first":"2026-01-15","last":"2026-01-16","why":"working"}],"unpublished":[],"working":true}'
).encode()


def packed(value: Any) -> bytes:
    """JSON in as few bytes as may be."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packing = zlib.compressobj(9, zdict=_SAMPLE)
    return packing.compress(text.encode()) + packing.flush()


def unpacked(value: bytes | memoryview) -> Any:
    """What `packed` made smaller. Raises zlib.error where it is anything else."""
    return json.loads(zlib.decompressobj(zdict=_SAMPLE).decompress(bytes(value)))


class PackedJSONField(models.BinaryField):
    """Plain values that nobody searches for, kept packed."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: Any, *_where: Any) -> Any:
        return None if value is None else unpacked(value)

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else packed(value)
