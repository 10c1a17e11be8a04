"""Background work on cases."""

from celery import shared_task

from caojiadu.core.cases.figures import count_waiting
from caojiadu.core.cases.open_counts import fold
from caojiadu.core.cases.sweep import sweep


@shared_task(name="cases.sweep", acks_late=True)
def sweep_clocks() -> dict[str, int]:
    """Warn of limits that come and climb for those that passed."""
    return sweep()


@shared_task(name="cases.count_figures")
def count_figures() -> None:
    """Count the figures of long periods that somebody asked for."""
    count_waiting()


@shared_task(name="cases.fold_counts")
def fold_counts() -> None:
    """Put together what changes added to the sums of open matters."""
    fold()
