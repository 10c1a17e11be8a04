"""More kinds of report: urgent matters, meetings asked for, digests, answers to supervision slips."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Choices only."""

    dependencies = [("district", "0003_decisions")]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="kind",
            field=models.CharField(
                choices=[
                    ("unsettled", "What the office cannot settle"),
                    ("opinion", "Opinion or suggestion"),
                    ("overdue", "A limit that passed"),
                    ("accusation", "Report against somebody"),
                    ("objection", "Objection to a transfer"),
                    ("transfer", "Matter passed to you"),
                    ("review", "Request for review"),
                    ("re_review", "Request for re-review, for the municipality"),
                    ("flash", "Urgent or major matter"),
                    ("meeting", "Request for a joint meeting"),
                    ("digest", "Digest of suggestions"),
                    ("slip", "Answer to a supervision slip"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
