"""Serving papers in the moves of a case: effects and guards for `Transition`s.

    Transition("serve", ..., form="caojiadu.core.documents.forms.ServeForm",
               when=(serving.something_to_serve,), effects=(serving.record_service,))
    Transition("read_paper", ..., by=By.RESIDENT, guards=(serving.not_read_yet,), effects=(serving.read_online,))
    Transition("paper_delivered", ..., by=By.TIMER, effects=(serving.message_delivered,))

The last two are given the key of the paper as `extra={"paper": paper.pk}`. Whatever counts as served reaches
`PaperKind.on_served`, where limits "on receipt" start.
"""

from typing import Any

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents.models import Paper, Service
from caojiadu.core.documents.serving import moment_of, reader_in, record, served_at, unserved
from caojiadu.core.files.moves import Audience, attach


def something_to_serve(moving: Moving) -> None:
    """A guard: a paper is out that has not reached everybody."""
    if not any(paper.declared.needs_service for paper in unserved(moving.case)):
        raise Refused(_("Every paper that was issued has been served."))


def not_read_yet(moving: Moving) -> None:
    """A guard: this paper was not served on the reader yet."""
    if _paper(moving).services.filter(resident=reader_in(moving)).exclude(served_at=None).exists():
        raise Refused(_("It is recorded already that this paper was served."))


def record_service(moving: Moving) -> None:
    """An effect: keep what the form says."""
    data, paper, by = moving.data, moving.data["paper"], moving.actor.user
    files = data.get("proof_files", [])
    kept = attach(files=files, case=moving.case, actor=by, audience=Audience.STAFF)
    _note(
        moving,
        paper=paper,
        to=data["to"],
        how=data["how"],
        by=by,
        sent_at=moment_of(data["sent_on"], after=paper.signed_at, now=moving.now),
        served_at=moment_of(data["received_on"], after=paper.signed_at, now=moving.now),
        proof=data["proof"],
        proof_file=kept[0] if kept else None,
    )


def read_online(moving: Moving) -> None:
    """An effect: the petitioner reads a paper now."""
    serve_online(moving, _paper(moving))


def serve_online(moving: Moving, paper: Paper) -> None:
    """Note that the petitioner reads this paper now, unless they have it already."""
    reader = reader_in(moving)
    if served_at(paper, reader) is None:
        _note(moving, paper=paper, to=reader, how=Service.How.ONLINE, by=None, served_at=moving.now)


def message_delivered(moving: Moving) -> None:
    """An effect: a message about a paper was delivered to somebody who agreed to be served so."""
    data = moving.data
    _note(
        moving,
        paper=_paper(moving),
        to=reader_in(moving),
        how=data["how"],
        by=None,
        sent_at=data["sent_at"],
        served_at=moving.now,
        proof=data["receipt"],
    )


def _paper(moving: Moving) -> Paper:
    return Paper.objects.get(pk=moving.data["paper"], case_id=moving.case.pk)


def _note(moving: Moving, **what: Any) -> None:
    service = record(now=moving.now, **what)
    heard = service.paper.declared.on_served
    if service.served_at and heard:
        heard(moving, service)
