"""Links between cases, and what a list is narrowed by."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of links; three fields on the case that say what its links amount to."""

    dependencies = [
        ('cases', '0004_standstill'),
        ('community', '0001_initial'),
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('related', 'related to'), ('repeat', 'repeats'), ('merged', 'merged into'), ('split', 'split off from')], max_length=8)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('before', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'link between cases',
                'verbose_name_plural': 'links between cases',
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='case',
            name='linked',
            field=models.BooleanField(default=False, verbose_name='linked with another'),
        ),
        migrations.AddField(
            model_name='case',
            name='repeat',
            field=models.BooleanField(default=False, verbose_name='repeat letter'),
        ),
        migrations.AddField(
            model_name='case',
            name='repeats',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='repeated, times'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('repeat', True)), fields=['-opened_at', '-id'], name='case_repeat'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('linked', True)), fields=['-opened_at', '-id'], name='case_linked'),
        ),
        migrations.AddField(
            model_name='caselink',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caselink',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_from', to='cases.case'),
        ),
        migrations.AddField(
            model_name='caselink',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_to', to='cases.case'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('case', 'other', 'kind'), name='linked_once'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'merged'), ('until', None)), fields=('case',), name='merged_into_one'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.CheckConstraint(condition=models.Q(('case', models.F('other')), _negated=True), name='linked_to_another'),
        ),
    ]
