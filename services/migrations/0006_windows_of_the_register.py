"""The windows of a hall are those of the register of windows."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0005_applying'),
    ]

    operations = [
        migrations.AddField(
            model_name='hallwindow',
            name='entry',
            field=models.BigIntegerField(editable=False, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name='hallwindow',
            name='active',
            field=models.BooleanField(default=True, verbose_name='in use'),
        ),
    ]
