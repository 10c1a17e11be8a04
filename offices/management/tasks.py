"""Work that runs by the clock."""

from celery import shared_task

from offices.management.hotline.sheets.incoming import bring_in_waiting


@shared_task(name="office_management.bring_in_sheets")
def bring_in_sheets() -> None:
    """Bring in the sheets of 12345 orders that wait."""
    bring_in_waiting()
