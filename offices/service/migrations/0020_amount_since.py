from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def from_carried_out(apps, _schema):
    """The amounts that re-checks brought into the entries hold from the day of the last one."""
    reviews = apps.get_model("office_service", "AssistanceReview").objects
    carried = reviews.filter(household=OuterRef("pk"), carried_out=True, proposal="change").order_by("-effective_on")
    apps.get_model("office_service", "AssistedHousehold").objects.update(
        monthly_since=Subquery(carried.values("effective_on")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("office_service", "0019_applicant_words")]

    operations = [
        migrations.AddField(
            model_name="assistedhousehold",
            name="monthly_since",
            field=models.DateField(
                blank=True,
                help_text="Where the amount changes: from which day. Wrong from the start: the day the aid began. Empty: as before.",
                null=True,
                verbose_name="this amount since",
            ),
        ),
        migrations.RunPython(from_carried_out, migrations.RunPython.noop),
    ]
