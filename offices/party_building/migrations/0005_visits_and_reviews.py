"""An enterprise was last visited when its visits say so; who reviewed an article stands in its history."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('office_party_building', '0004_words'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='article',
            name='final_by',
        ),
        migrations.RemoveField(
            model_name='article',
            name='first_by',
        ),
        migrations.RemoveField(
            model_name='article',
            name='second_by',
        ),
        migrations.AlterField(
            model_name='enterprise',
            name='visited_on',
            field=models.DateField(editable=False, null=True, verbose_name='last visit'),
        ),
    ]
