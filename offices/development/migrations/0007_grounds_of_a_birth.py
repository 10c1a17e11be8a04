"""Only the grounds that the regulations of 2021 name."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office_development', '0006_incubation_result'),
    ]

    operations = [
        migrations.AlterField(
            model_name='furtherbirth',
            name='ground',
            field=models.CharField(choices=[('disabled', 'Child with a disability'), ('other', 'Another ground of the regulations')], max_length=9, verbose_name='ground of the request'),
        ),
    ]
