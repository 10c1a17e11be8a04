from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("petitions", "0004_watch_calls")]

    operations = [
        migrations.AddField(
            model_name="petition",
            name="receipt_tried_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
