"""The verbs on files: keep one, tie it to a case, release it, throw it away."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from caojiadu.core.audit.trail import record
from caojiadu.core.cases.models import Case
from caojiadu.core.files import hooks, storage
from caojiadu.core.files.checks import Checked, check_upload
from caojiadu.core.files.cleaning import put_unknown_aside
from caojiadu.core.files.errors import UnfitFile, gone
from caojiadu.core.files.limits import STASH_HOURS
from caojiadu.core.files.models import File, FileQuerySet
from caojiadu.core.files.scanner import ScannerDown, scan
from caojiadu.core.files.text import virus

Audience = File.Audience
State = File.State


def store(*, uploaded: Any, case: Case, actor: Any = None, audience: str = Audience.BOTH) -> File:
    """Check an upload and keep it with a case. `actor` is a user. Raises UnfitFile."""
    return _keep(check_upload(uploaded), case=case, uploaded_by=actor, audience=audience)


def stash(*, uploaded: Any, token: str, actor: Any = None) -> File:
    """Check an upload and keep it, once only, for a form that is not sent in whole yet. Raises UnfitFile."""
    checked = check_upload(uploaded)
    digest = token_digest(token)
    same = File.objects.pending(digest).filter(sha256=checked.sha256, name=checked.name).first()
    return same or _keep(checked, token_digest=digest, uploaded_by=actor)


def stashed(token: str) -> FileQuerySet:
    """Return the files kept for a form."""
    return File.objects.pending(token_digest(token) if token else "")


def token_digest(token: str) -> str:
    """Return what the database keeps of a form's token: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _keep(checked: Checked, **fields: Any) -> File:
    try:
        finding, state = scan(checked.content), State.CLEAN
    except ScannerDown:
        finding, state = "", State.HELD
    if finding:
        raise virus(finding)
    key = uuid.uuid4()
    storage.write(key, checked.content)
    return File.objects.create(
        key=key,
        name=checked.name,
        content_type=checked.content_type,
        size=len(checked.content),
        sha256=checked.sha256,
        state=state,
        **fields,
    )


@transaction.atomic
def attach(*, files: Iterable[File], case: Case, actor: Any = None, audience: str = Audience.BOTH) -> list[File]:
    """Tie stashed files to a case; call it in the transaction that opens or moves the case."""
    wanted = [file.pk for file in files]
    found = list(File.objects.select_for_update().filter(pk__in=wanted, case=None).order_by("id"))
    for file in found:
        file.case, file.token_digest, file.audience = case, "", audience
        file.uploaded_by = file.uploaded_by or actor
    File.objects.bulk_update(found, ["case", "token_digest", "audience", "uploaded_by"])
    return found


def copy_to(*, file: File, case: Case, actor: Any = None) -> File:
    """Keep a clean file with another case as well: a row and bytes of its own, which live and go with that case.

    Raises UnfitFile where its content cannot be read or kept.
    """
    if not file.readable:
        raise gone()
    try:
        content = storage.path_of(file.key).read_bytes()
    except OSError as error:
        raise gone() from error
    key = uuid.uuid4()
    storage.write(key, content)
    kept = {name: getattr(file, name) for name in ("name", "content_type", "size", "sha256", "state", "audience")}
    return File.objects.create(key=key, case=case, uploaded_by=actor, **kept)


@transaction.atomic
def discard(*, token: str, keys: Iterable[str]) -> None:
    """Throw away files of a form that is not sent yet."""
    _delete(stashed(token).filter(key__in=[key for key in keys if _is_key(key)]))


def clear_stash() -> None:
    """Throw away what nobody sent within a day; what no row knows is put aside."""
    before = timezone.now() - timedelta(hours=STASH_HOURS)
    with transaction.atomic():
        _delete(File.objects.filter(case=None, uploaded_at__lt=before))
    put_unknown_aside()


def scan_held() -> int:
    """Scan held files, oldest first, release or refuse each, and return how many; stops when the scanner is down."""
    done = 0
    for file in File.objects.filter(state=State.HELD).order_by("id")[:200]:
        try:
            finding = scan(storage.path_of(file.key).read_bytes(), insist=True)
        except ScannerDown:
            break
        except FileNotFoundError:
            finding = "content lost"
        done += _judge(file, finding)
    return done


@transaction.atomic
def _judge(file: File, finding: str) -> int:
    """Set what the scanner said, once; those who keep the case learn of a refusal through the hook."""
    state = State.REFUSED if finding else State.CLEAN
    if not File.objects.filter(pk=file.pk, state=State.HELD).update(state=state, finding=finding[:200]):
        return 0
    file.state, file.finding = state, finding
    record(action="scan", subject_type="file", subject_key=file.key, data={"state": str(state), "finding": finding})
    if finding:
        transaction.on_commit(partial(storage.remove, file.key))
        hooks.file_refused(file)
    return 1


def _delete(files: FileQuerySet) -> None:
    keys = list(files.values_list("key", flat=True))
    files.delete()
    for key in keys:
        transaction.on_commit(partial(storage.remove, key))


def _is_key(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


__all__ = [
    "Audience",
    "State",
    "UnfitFile",
    "attach",
    "clear_stash",
    "copy_to",
    "discard",
    "scan_held",
    "stash",
    "stashed",
    "store",
]
