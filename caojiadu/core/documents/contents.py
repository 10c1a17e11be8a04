"""What a paper says: its parts, the frame around them, and the paragraphs of each language."""

import datetime as dt
import hmac
import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from caojiadu.core import personal
from caojiadu.core.documents import hooks
from caojiadu.core.documents.kinds import Line, PaperKind
from caojiadu.core.documents.models import Paper
from caojiadu.core.organisation.facts import facts

ISSUER = {"zh": "静安区曹家渡街道办事处", "en": "Caojiadu Sub-district Office, Jing'an District"}
UNSET = {"zh": "尚未设置", "en": "not yet set"}
LANGUAGES = ("zh", "en")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def digest_of(content: Mapping[str, Any]) -> str:
    """The keyed digest of a content: only the portal can make one, so a changed row shows."""
    return personal.digest("paper", json.dumps(content, sort_keys=True, ensure_ascii=False))


def unchanged(paper: Paper) -> bool:
    """Say whether a paper still says what was checked or signed."""
    return hmac.compare_digest(paper.digest, digest_of(paper.content))


def frame_of(paper: Paper, case: Any, *, number: str, at: dt.datetime) -> dict[str, Any]:
    """Everything on the paper that nobody typed, as it is at this moment."""
    known = hooks.paper_frame(case.kind, case) or hooks.usual_paper_frame(case)
    return {
        "number": number,
        "on": timezone.localdate(at).isoformat(),
        "to": known["to"],
        "names": {"case": case.number or "", "office": {"zh": case.office.name_zh, "en": case.office.name_en}}
        | known["names"],
        "contacts": _contacts(known["facts"]),
        "languages": list(LANGUAGES if paper.bilingual or known["english"] else LANGUAGES[:1]),
    }


def _contacts(keys: tuple[str, ...]) -> list[dict[str, dict[str, str]]]:
    found = facts(keys=keys)
    rows = [found[key] for key in keys if key in found]
    return [
        {
            "label": {"zh": row.label_zh, "en": row.label_en},
            "value": {
                "zh": row.value_zh or row.value_en or UNSET["zh"],
                "en": row.value_en or row.value_zh or UNSET["en"],
            },
        }
        for row in rows
    ]


def page_of(kind: PaperKind, content: Mapping[str, Any], language: str) -> dict[str, Any]:
    """One language of a paper, ready to be set: plain texts only."""
    frame = content["frame"]
    values = _values(kind, content, language)
    return {
        "language": language,
        "issuer": ISSUER[language],
        "title": kind.title_zh if language == "zh" else kind.title_en,
        "number": frame["number"],
        "to": said(frame["to"], language),
        "blocks": [block for line in kind.lines for block in _blocks(line, values, content["parts"], language)],
        "date": day(dt.date.fromisoformat(frame["on"]), language),
        "contacts": [
            {"label": said(row["label"], language), "value": said(row["value"], language)} for row in frame["contacts"]
        ],
    }


def _values(kind: PaperKind, content: Mapping[str, Any], language: str) -> dict[str, str]:
    frame = content["frame"]
    named = {
        "on": frame["on"],
        **dict.fromkeys((part.key for part in kind.parts), ""),
        **frame["names"],
        **content["parts"],
    }
    return {key: said(value, language) for key, value in named.items()}


def _blocks(line: Line, values: Mapping[str, str], parts: Mapping[str, Any], language: str) -> list[dict[str, str]]:
    """The paragraphs of one line: words of several lines that were typed become several paragraphs."""
    if line.needs and not said(parts.get(line.needs, ""), language):
        return []
    text = (line.zh if language == "zh" else line.en).format_map(values)
    kept = [one.strip() for one in text.split("\n") if one.strip()]
    return [{"kind": "heading" if line.heading else "text", "text": one} for one in kept]


def said(value: Any, language: str) -> str:
    """A value in one language: a text serves both, a pair has one for each, an ISO day is written out."""
    if isinstance(value, Mapping):
        return str(value.get(language) or value.get("zh") or value.get("en") or "")
    text = str(value or "")
    return day(dt.date.fromisoformat(text), language) if _is_day(text) else text


def _is_day(text: str) -> bool:
    if len(text) != 10:
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def day(on: dt.date, language: str) -> str:
    """2026年11月24日, or 24 November 2026."""
    if language == "zh":
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"
