"""Background work on files."""

from celery import shared_task

from caojiadu.core.files import moves


@shared_task(name="files.scan_held")
def scan_held() -> None:
    """Release or refuse files that wait for the scanner."""
    moves.scan_held()


@shared_task(name="files.clear_stash")
def clear_stash() -> None:
    """Throw away what nobody sent."""
    moves.clear_stash()
