"""The system of record of letters: the city's petition system, into which every letter, call and visit goes.

Source: 2022 Regulations on petition work, art. 21. A report against somebody goes its own way and is never entered
there by this office, so that kind names no other system.
"""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import Record, System

CITY = System("city-petitions", _("the city's petition system"))
_ALL = (
    *("register", "accept", "sign_refusal", "transfer_out", "objection_agreed", "record_objection", "withdraw"),
    *("release", "answer_with", "answered_with", "carried_out", "judge_unhappy"),
    *("merge", "unmerge", "came_free"),
)
OF_SUGGESTIONS = Record(CITY, entered=_ALL)
OF_APPEALS = Record(
    CITY,
    entered=(
        *_ALL,
        *("accept_duty", "divert", "sign_no_longer", "grant_extension", "sign_mediation"),
        *("ask_review", "ask_review_desk", "review_decided", "record_review"),
        *("ask_re_review", "ask_re_review_desk", "re_review_decided", "record_re_review"),
    ),
)
