import caojiadu.core.bilingual
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Day',
            fields=[
                ('date', models.DateField(primary_key=True, serialize=False, verbose_name='date')),
                ('working', models.BooleanField(verbose_name='working day')),
                ('name_zh', models.CharField(blank=True, max_length=60, verbose_name='name in Chinese')),
                ('name_en', models.CharField(blank=True, max_length=60, verbose_name='name in English')),
                ('source', models.CharField(choices=[('published', 'published holiday plan'), ('edited', 'edited here')], default='edited', max_length=10, verbose_name='source')),
            ],
            options={
                'verbose_name': 'calendar day',
                'verbose_name_plural': 'calendar days',
                'ordering': ('date',),
            },
            bases=(caojiadu.core.bilingual.Bilingual, models.Model),
        ),
    ]
