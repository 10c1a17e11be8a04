"""Who needs another term of support gets one before the evaluation."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office_development', '0005_grant_rounds'),
    ]

    operations = [
        migrations.AlterField(
            model_name='incubation',
            name='outcome',
            field=models.CharField(blank=True, choices=[('grown', 'Stands on its own'), ('failed', 'Does not go on')], default='', max_length=6, verbose_name='result of the evaluation'),
        ),
    ]
