"""What stands on the papers of a letter: its own words for each part, whom it is addressed to, whom to ask."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Min, Q
from django.utils import timezone, translation

from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents import papers
from caojiadu.core.hooks import provide
from petitions.letters.addresses import track_address
from petitions.letters.models import Answer, Petition
from petitions.letters.states import ACCUSATION, APPEAL, SUGGESTION
from petitions.papers.kinds import OPINION, REPLY, matter_of

logger = logging.getLogger(__name__)
RECEIPTS_AT_ONCE = 500
AGAIN = dt.timedelta(minutes=1)
_ROUTES = {
    Petition.Route.PETITION: {
        "zh": "信访程序，出具书面处理意见",
        "en": "petition procedure, with a written opinion",
    },
    Petition.Route.DUTY: {
        "zh": "由本单位依法履行职责或者答复",
        "en": "this office performs its duty by law, or answers",
    },
    None: {"zh": "建议意见的研究和回复", "en": "study of the suggestion, and a reply"},
}
_REVIEW = {
    "zh": (
        "如对本处理意见不服，您可以自收到本意见书之日起30日内，向静安区人民政府提出书面复查申请。"
        "申请时请提交：写明申请人、复查请求、事实和理由的书面申请；本意见书复印件；申请人身份证明复印件。"
    ),
    "en": (
        "If you do not agree, you may ask the People's Government of Jing'an District in writing for a review within "
        "30 days of receiving this opinion. Hand in: a written request with your name, what you ask for, facts and "
        "reasons; a copy of this opinion; a copy of your identity paper."
    ),
}
_OUTCOMES = {
    Answer.Outcome.SUPPORTED: {"zh": "您的信访请求予以支持。", "en": "Your request is supported."},
    Answer.Outcome.EXPLAINED: {
        "zh": "您的信访请求合理但缺乏法律依据，已向您作出解释说明。",
        "en": "Your request is reasonable but has no basis in law; this was explained to you.",
    },
    Answer.Outcome.NOT_SUPPORTED: {"zh": "您的信访请求不予支持。", "en": "Your request is not supported."},
    Answer.Outcome.ADOPTED: {"zh": "您的建议予以采纳。", "en": "Your suggestion is adopted."},
    Answer.Outcome.PARTLY: {"zh": "您的建议予以部分采纳。", "en": "Your suggestion is adopted in part."},
    Answer.Outcome.NOTED: {"zh": "您的建议已留作参考，未予采纳。", "en": "Your suggestion is noted, not adopted."},
}


def with_matter(*names: str, **more: Callable[[Moving], Any]) -> Callable[[Moving], dict[str, Any]]:
    """Parts of a short paper: what the matter is called, these fields of the form, and what `more` finds."""

    def parts(moving: Moving) -> dict[str, Any]:
        typed = {name: moving.data.get(name) or "" for name in names}
        return {"matter": matter_of(moving.case), **typed, **{key: find(moving) for key, find in more.items()}}

    return parts


@provide("issue_receipt")
def issue_receipt(case: Case) -> bool:
    """Issue the receipt of a letter as of the moment it was taken in, where it is still due; say whether it stands.

    Whoever asks first makes it: the worker, else a page that shows papers, else the next step. The number, the code
    and all that the receipt says are shown at once without it. So one that cannot be made keeps nobody from the letter:
    it is said in the log, and steps aside for a while.
    """
    try:
        _issue_receipt(case)
    except Exception as error:
        # Words of a letter may stand in the words of an error: its kind must do.
        logger.error("receipt of %s could not be made: %s", case.pk, type(error).__name__)
        Petition.objects.filter(pk=case.pk).update(receipt_tried_at=timezone.now())
        return False
    return True


@transaction.atomic
def _issue_receipt(case: Case) -> None:
    if not Petition.objects.filter(pk=case.pk, receipt_due=True).update(receipt_due=False):
        return
    petition = Petition.objects.get(pk=case.pk)
    parts = {
        "matter": matter_of(petition),
        "kind": _both(petition.workflow.label),
        "limit": petition.clocks.get(key="tell").due_on,
        "track": track_address(petition),
    }
    taken_in = petition.events.earliest("pk")
    papers.issue(case=petition, key="receipt", parts=parts, by=petition.opened_by, now=taken_in.at)


def issue_receipts() -> int:
    """Issue the receipts that are due, those first that nobody tried yet; one that failed waits a while and holds up no
    other. Returns how many."""
    tried_lately = Q(receipt_tried_at__gt=timezone.now() - AGAIN)
    due = Petition.objects.filter(receipt_due=True).exclude(tried_lately)
    return sum(map(issue_receipt, due.order_by(F("receipt_tried_at").asc(nulls_first=True), "pk")[:RECEIPTS_AT_ONCE]))


@provide("receipt_due_since")
def receipt_due_since() -> dt.datetime | None:
    """When the first of the letters came that still wait for their receipt."""
    return Petition.objects.filter(receipt_due=True).aggregate(first=Min("opened_at"))["first"]


def acceptance(moving: Moving) -> dict[str, Any]:
    """The notice of acceptance: by whom, on which route, until when."""
    case = moving.case
    close = case.clocks.filter(key="close", state="running").first()
    return {
        "matter": matter_of(case),
        "body": {"zh": case.office.name_zh, "en": case.office.name_en},
        "route": _ROUTES[case.route],
        "limit": close.due_on if close else "",
        "track": track_address(case),
    }


def answer_kind(moving: Moving) -> str:
    """An answer on route 6 is a handling opinion, which opens the way to review; after a second look it is a reply."""
    return answer_kind_of(moving.case)


def answer_kind_of(petition: Petition) -> str:
    """The kind of paper that answers this round."""
    opinion = petition.route == Petition.Route.PETITION and not petition.is_second_look
    return OPINION.key if opinion else REPLY.key


def answer(moving: Moving) -> dict[str, Any]:
    case = moving.case
    asked = case.request or case.title
    return parts_of_answer(asked, moving.data, opinion=answer_kind_of(case) == OPINION.key)


def parts_of_answer(asked: str, said: Mapping[str, str], *, opinion: bool) -> dict[str, Any]:
    """What was asked, found, decided and on which basis; an opinion says how to ask for review."""
    parts = {
        "request": asked,
        "facts": said["text"],
        "opinion": _OUTCOMES[Answer.Outcome(said["outcome"])],
        "basis": said["basis"],
    }
    return parts | {"review": _REVIEW} if opinion else parts


def _both(label: Any) -> dict[str, str]:
    """A translated text in both languages."""
    found = {}
    for key, language in (("zh", "zh-hans"), ("en", "en")):
        with translation.override(language):
            found[key] = str(label)
    return found


CONTACTS = ("petition_phone", "petition_address", "petition_hours")
_NOBODY = {"zh": "来信人", "en": "The petitioner"}


def frame(petition: Petition) -> dict[str, Any]:
    """The frame of a paper of this matter, as it is now."""
    resident = petition.resident
    return {
        "to": _to(petition),
        "names": {
            "matter": matter_of(petition),
            "received": timezone.localdate(petition.opened_at).isoformat(),
            "track": track_address(petition),
        },
        "english": resident is not None and resident.language.startswith("en"),
        "facts": CONTACTS,
    }


def _to(petition: Petition) -> str | dict[str, str]:
    """Whoever wrote; of several the one who leads, with how many they are. One text, which is masked as a name is."""
    name = petition.resident.name_sealed if petition.resident else ""
    signed = petition.petitioners.present().own().count() if petition.headcount > 1 else 1
    if not name or signed < 2:
        return name or _NOBODY
    return f"{name}等{signed}人"


for _kind in (APPEAL, SUGGESTION, ACCUSATION):
    provide(f"paper_frame.{_kind}")(frame)
