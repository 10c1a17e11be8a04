"""Whoever closes a centre at once says why."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office_development', '0007_grounds_of_a_birth'),
    ]

    operations = [
        migrations.AddField(
            model_name='culturalclosure',
            name='grounds',
            field=models.TextField(blank=True, help_text='For a closure at once, which needs no seven days.', verbose_name='what the danger is'),
        ),
    ]
