"""Why relief is granted for longer than the rule."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office_service', '0005_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='assistedhousehold',
            name='longer_why',
            field=models.CharField(blank=True, help_text='Temporary relief is granted for three months as a rule (art. 29).', max_length=200, verbose_name='why for more than three months'),
        ),
    ]
