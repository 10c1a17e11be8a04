"""The day of an inspection as a field of its own; what was inspected before has the day on which that was entered.

Where an order was served or the department told before that day, it is the earlier one.
"""

from typing import Any

from django.db import migrations, models
from django.utils import timezone

INSPECTED = ("inspect_clean", "inspect_found", "inspect_major")


def fill(apps: Any, _editor: Any) -> None:
    """Take the day of the step that entered the inspection; where there is none, the day on which it was opened.

    No later than the day on which the order was served or the department told: nothing of both comes before it.
    """
    events = apps.get_model("cases", "CaseEvent").objects.filter(move__in=INSPECTED)
    entered = events.filter(case_id=models.OuterRef("pk")).order_by("id").values("at")[:1]
    rows = apps.get_model("office_security", "Inspection").objects.filter(inspected_on=None)
    done = rows.exclude(state__in=("inspection_planned", "inspection_off")).annotate(entered=models.Subquery(entered))
    for row in done.iterator():
        known = (timezone.localdate(row.entered or row.opened_at), row.served_on, row.department_on)
        row.inspected_on = min(filter(None, known))
        row.save(update_fields=["inspected_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_kinds"),
        ("office_security", "0011_mediation_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="inspection",
            name="inspected_on",
            field=models.DateField(blank=True, null=True, verbose_name="day of the inspection"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
