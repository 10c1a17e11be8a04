"""What the processes write down: one line for each event, and never what somebody typed or what a function held.

Left to itself, Django's log keeps each address with its search words, structlog the local variables of every frame of
an error, and an error of the database the row it refused: a letter's words and its writer's phone would stand in the
log. Here an address is named by its pattern, and the text of an error loses what may be a value.
"""

import copy
import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

import structlog
from django.http import HttpRequest

GONE = "…"
# What is not written in English is a value, and so is every address of mail and every long number.
_VALUES = re.compile(r"[^\x00-\x7f]+|(?<![\w.+-])[\w.+-]++@[\w.-]+|\d{5,}[\dXx]?", re.ASCII)
# Between quotes stands a value. An apostrophe between two letters quotes nothing, but it does in b'…'.
_QUOTE = re.compile(r"[\"“”「」]|(?<![A-Za-z])'|'(?![A-Za-z])|(?<=\b[bru])'", re.ASCII)
_CLOSING = {"'": "'", '"': '"', "“": "”", "「": "」"}
# PostgreSQL repeats the row or the statement below its message.
_REPEATED = re.compile(r"^[^\S\n]*+(DETAIL|LINE \d++|CONTEXT|QUERY|STATEMENT):.*", re.DOTALL | re.MULTILINE)
# What tells a person, wherever it is written: addresses of mail, phones, numbers of papers, words searched for.
_PERSONAL = re.compile(
    r"(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]+|(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx]|\?[^\s\"']++"
)
_PLAIN_PART = re.compile(r"[A-Za-z_.-]{1,32}|\d{1,4}|")


def configure(level: str) -> dict[str, Any]:
    """Send structlog through Python's logging; return the LOGGING setting for this level."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.ExceptionRenderer(lambda exc_info: error_in_words(exc_info[1])),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"discreet": {"()": "caojiadu.logs.Discreet"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
        "root": {"handlers": ["console"], "level": level},
        # Django's own handlers write the address as it came, and mail what a form held to ADMINS.
        "loggers": {"django": {"handlers": [], "level": "NOTSET"}},
    }


class Discreet(logging.Formatter):
    """Writes a line as another formatter does, but addresses by their pattern and errors without what they quote."""

    def __init__(self, inner: logging.Formatter | None = None) -> None:
        super().__init__()
        self.inner = inner or logging.Formatter()

    def format(self, record: logging.LogRecord) -> str:
        """Write the line."""
        line = self.inner.format(_without_values(record))
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            line = line.replace(request.path, pattern_of(request))
        return _PERSONAL.sub(GONE, line)


def make_discreet(logger: logging.Logger) -> None:
    """Keep how a logger that is not ours writes its lines, but not what somebody typed."""
    for handler in logger.handlers:
        if not isinstance(handler.formatter, Discreet):
            handler.setFormatter(Discreet(handler.formatter))


def _without_values(record: logging.LogRecord) -> logging.LogRecord:
    """A copy, since other handlers may get the same one. Celery hands over the error once more, as text."""
    record = copy.copy(record)
    if record.exc_info:
        record.exc_text, record.exc_info = error_in_words(record.exc_info[1]), None
    if isinstance(record.args, Mapping) and "exc" in record.args:
        record.args = {**record.args, "exc": without_values(str(record.args["exc"]))}
    return record


def pattern_of(request: HttpRequest) -> str:
    """Name the address of a request without the keys, names and numbers in it."""
    if match := request.resolver_match:
        return f"/{match.route}"
    return "/".join(part if _PLAIN_PART.fullmatch(part) else GONE for part in request.path.split("/"))


def error_in_words(error: BaseException | None) -> str:
    """Tell an error and what led to it, the latest first: its kind, where it rose, its message without values."""
    return "\nafter ".join(_one_error(each) for each in _chain(error))


def without_values(message: str) -> str:
    """Return the message of an error with each value in it replaced by an ellipsis."""
    return _VALUES.sub(GONE, _without_quoted(_REPEATED.sub("", message).rstrip()))


def _without_quoted(message: str) -> str:
    """Where a quote is never closed nobody knows which of them stood within a value: all from the first on goes."""
    outside, closing, at = [], "", 0
    for mark in _QUOTE.finditer(message):
        if not closing and mark[0] in _CLOSING:
            outside.append(message[at : mark.start()])
            closing = _CLOSING[mark[0]]
        elif mark[0] == closing:
            closing, at = "", mark.end()
    return outside[0] + GONE if closing else GONE.join((*outside, message[at:]))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _one_error(error: BaseException) -> str:
    trace: TracebackType | None = error.__traceback__
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind}: {without_values(str(error))}\n{''.join(traceback.format_tb(trace))}".rstrip()


def for_error_service(event: Any, _hint: Any) -> Any:
    """Take from an event for Sentry what was asked, typed or quoted; where and what kind stays."""
    asked = event.pop("request", {})
    event["request"] = {"method": asked.get("method", "")}
    for name in ("breadcrumbs", "extra", "logentry", "message"):
        event.pop(name, None)
    for error in event.get("exception", {}).get("values", ()):
        error["value"] = without_values(error.get("value") or "")
    return event
