"""What moves do to a letter beyond its state: rows only, inside the transaction of the move."""

from petitions.effects.desk import (
    accept,
    accept_duty,
    accept_suggestion,
    bar_accused,
    change_kind,
    date_imported_answer,
    forward_unread,
    names_its_keepers,
    search_text,
    set_fields,
)
from petitions.effects.handing import hand_out
from petitions.effects.petitioner import judge, read_answer, reply, second_round
from petitions.effects.upward import forward, pass_on, report_up, stop_waiting
from petitions.effects.work import address_unclear, ask, assign, climb, keep_draft, note_reading, recuse, release

__all__ = [
    "accept",
    "accept_duty",
    "accept_suggestion",
    "address_unclear",
    "ask",
    "assign",
    "bar_accused",
    "change_kind",
    "climb",
    "date_imported_answer",
    "forward",
    "forward_unread",
    "hand_out",
    "judge",
    "keep_draft",
    "names_its_keepers",
    "note_reading",
    "pass_on",
    "read_answer",
    "recuse",
    "release",
    "reply",
    "report_up",
    "search_text",
    "second_round",
    "set_fields",
    "stop_waiting",
]
