"""A message from another system: read strictly, done once.

`{"report": "<our key>", "kind": "acknowledged" | "answered" | "returned", "number": "…", "text": "…"}`. An objection is
"agreed" or "refused", a request for review "decided" with `decision` and `decided_on` (ISO). What is wrong is named in
English by code and words: it is read by whoever connects the two systems.
"""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from caojiadu.core.channels.signatures import Signed
from caojiadu.core.district import replies
from caojiadu.core.district.forms import AcknowledgeForm, AnswerForm, DecideForm
from caojiadu.core.district.models import Received, Report
from caojiadu.core.organisation.models import DistrictBody

FIELDS = dict.fromkeys(("report", "kind", "number", "text", "decision", "decided_on"), str)


class Wrong(Exception):
    """What the other system is told: an HTTP status, a code, words."""

    def __init__(self, status: int, code: str, words: str) -> None:
        super().__init__(code)
        self.status, self.code, self.words = status, code, words


@dataclass(frozen=True)
class Message:
    """A message that makes sense."""

    report: uuid.UUID
    kind: str
    number: str
    text: str
    decision: str = ""
    decided_on: dt.date | None = None


def read(body: bytes) -> Message:
    """Take the JSON apart. Raises Wrong."""
    found = fields_of(body, FIELDS)
    kind, text = found.get("kind", ""), found.get("text", "")
    if kind not in _DO:
        raise Wrong(422, "wrong_kind", f"The kind is one of {', '.join(_DO)}.")
    if kind == "acknowledged" and text:
        raise Wrong(422, "text_not_expected", "An acknowledgement carries a number and no text.")
    number = found.get("number", "")
    if number or kind == "acknowledged":
        number = _clean("number", AcknowledgeForm({"number": number}))
    if kind != "acknowledged":
        text = _clean("text", AnswerForm({"text": text}))
    return Message(_key(found.get("report", "")), kind, number, text, *_decided(kind, found))


def _decided(kind: str, found: dict[str, Any]) -> tuple[str, dt.date | None]:
    """What was decided and when, of a decision; of anything else, nothing."""
    if kind != "decided":
        if extra := sorted(found.keys() & {"decision", "decided_on"}):
            raise Wrong(422, "not_expected", f"Only a decision carries {', '.join(extra)}.")
        return "", None
    form = DecideForm(found)
    form.full_clean()
    for name in ("decision", "decided_on"):
        if name in form.errors:
            raise Wrong(422, f"wrong_{name}", f"The {name} is missing or cannot be used.")
    return form.cleaned_data["decision"], form.cleaned_data["decided_on"]


def fields_of(body: bytes, known: Mapping[str, type]) -> dict[str, Any]:
    """The fields of a JSON object, each known and of its type. Raises Wrong."""
    found = _object(body)
    if unknown := sorted(found.keys() - known.keys()):
        raise Wrong(422, "unknown_field", f"Unknown: {', '.join(unknown)[:200]}.")
    if wrong := sorted(name for name, value in found.items() if type(value) is not known[name]):
        kinds = ", ".join(f"{name} ({'text' if known[name] is str else 'a whole number'})" for name in wrong)
        raise Wrong(422, "wrong_type", f"Not of the type that is wanted: {kinds}.")
    return found


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Wrong(400, "not_json", "The body is not JSON in UTF-8.") from None
    if not isinstance(found, dict):
        raise Wrong(422, "not_an_object", "The body is not a JSON object.")
    return found


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Wrong(422, "wrong_report", "The report is not a key of ours.") from None


def _clean(name: str, form: Any) -> str:
    if not form.is_valid():
        raise Wrong(422, f"wrong_{name}", f"The {name} is missing, too long, or holds what cannot be kept.")
    return str(form.cleaned_data[name])


def take(signed: Signed, body: bytes) -> dict[str, Any]:
    """Do what a signed message says, once for each of its keys. Returns the answer. Raises Wrong."""
    message = read(body)
    report = reports_of(signed.key_id).filter(key=message.report).first()
    if report is None:
        raise Wrong(404, "no_such_report", "There is no such report for this key.")
    try:
        return once(signed, body, lambda: _done(report, message), report=report)
    except replies.OutOfTurn:
        raise Wrong(409, "out_of_turn", "The report does not stand where this reply fits.") from None


@transaction.atomic
def once(
    signed: Signed, content: bytes, do: Callable[[], dict[str, Any]], *, report: Report | None = None
) -> dict[str, Any]:
    """Do what a message says, once for each of its keys: a repeat is answered as the first was, and does nothing.

    Raises Wrong where the key came with other content before, and whatever `do` raises, which leaves no trace.
    """
    digest = hashlib.sha256(content).hexdigest()
    row, new = Received.objects.get_or_create(
        key_id=signed.key_id,
        message_key=signed.idempotency_key,
        defaults={"content_digest": digest, "report": report},
    )
    if not new:
        if row.content_digest != digest:
            raise Wrong(422, "key_used", "This idempotency key came with another message before.")
        return dict(row.answer)
    row.answer = do()
    row.save(update_fields=["answer"])
    return row.answer


def _done(report: Report, message: Message) -> dict[str, Any]:
    done = _DO[message.kind](report, message)
    return {"report": str(done.key), "state": done.state, "number": done.number}


def reports_of(key_id: str) -> Any:
    """The reports of the bodies whose system signs with a key."""
    return Report.objects.filter(body__channel=DistrictBody.Channel.HTTP, body__key_id=key_id)


_DO = {
    "acknowledged": lambda report, message: replies.acknowledge(report=report, number=message.number),
    "answered": lambda report, message: replies.answer(report=report, text=message.text, number=message.number),
    "agreed": lambda report, message: replies.settle_objection(
        report=report, agreed=True, text=message.text, number=message.number
    ),
    "refused": lambda report, message: replies.settle_objection(
        report=report, agreed=False, text=message.text, number=message.number
    ),
    "decided": lambda report, message: replies.decide(
        report=report,
        decision=message.decision,
        text=message.text,
        decided_on=message.decided_on or timezone.localdate(),
        number=message.number,
    ),
    "returned": lambda report, message: replies.send_back(report=report, reason=message.text, number=message.number),
}
