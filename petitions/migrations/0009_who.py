"""Reception days of leaders, who received a visitor, and opinions of neighbourhood committees."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('petitions', '0008_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='petition',
            options={'permissions': (('enter_petition', 'Enter a call, a visit or a letter'), ('register_petition', 'Register, accept, refuse and hand out letters and calls'), ('assign_petition', 'Give a letter or call to a person, release answers'), ('handle_petition', 'Work on a letter or call'), ('keep_accusations', 'Keep confidential reports'), ('advise_petition', 'Give an opinion on a letter or call')), 'verbose_name': 'letter or call', 'verbose_name_plural': 'letters and calls'},
        ),
        migrations.AddField(
            model_name='petition',
            name='received_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='leader who received the visitor'),
        ),
        migrations.CreateModel(
            name='ReceptionDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('starts', models.TimeField(verbose_name='from')),
                ('ends', models.TimeField(verbose_name='until')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='leader')),
            ],
            options={
                'verbose_name': 'reception day',
                'verbose_name_plural': 'reception days',
                'ordering': ('day', 'starts', 'id'),
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('leader', 'day', 'starts'), name='reception_once', violation_error_message='This leader receives at this time already.'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='reception_ends_after_it_starts', violation_error_message='The end comes before the beginning.')],
            },
        ),
    ]
