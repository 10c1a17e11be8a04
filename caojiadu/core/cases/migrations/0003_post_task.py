"""A hand task for what no message carries."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the kind "post"."""

    dependencies = [("cases", "0002_access")]

    operations = [
        migrations.AlterField(
            model_name="task",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ring", "Ring the resident"),
                    ("post", "Send it by post or ring"),
                    ("file", "Ask for another file: one was unsafe"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
