from django.contrib.postgres.indexes import OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Reverse


class Migration(migrations.Migration):
    """The end of a number finds a matter."""

    atomic = False
    dependencies = [("cases", "0008_packed_why")]
    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(OpClass(Reverse("number"), "text_pattern_ops"), name="case_number_backwards"),
        ),
    ]
