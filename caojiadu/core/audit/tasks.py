"""Background work of the audit trail."""

from celery import shared_task

from caojiadu.core.audit.sealing import seal_all


@shared_task(name="audit.seal")
def seal() -> None:
    """Seal what can be sealed."""
    seal_all()
