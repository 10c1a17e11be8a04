"""What must be true before a move; each raises Refused with words for the reader."""

from petitions.guards.petitioner import content_or_second_round, first_round, not_judged, question_open, unhappy
from petitions.guards.served import address_known, notice_served
from petitions.guards.work import (
    can_be_asked,
    co_opinions_in,
    coordinated,
    not_read_yet,
)

__all__ = [
    "address_known",
    "can_be_asked",
    "co_opinions_in",
    "content_or_second_round",
    "coordinated",
    "first_round",
    "not_judged",
    "not_read_yet",
    "notice_served",
    "question_open",
    "unhappy",
]
