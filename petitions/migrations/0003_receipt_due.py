from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_last_change'),
        ('organisation', '0002_last_change'),
        ('petitions', '0002_last_change'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='petition',
            name='receipt_due',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name='petition',
            index=models.Index(condition=models.Q(('receipt_due', True)), fields=['case_ptr'], name='petition_receipt'),
        ),
    ]
