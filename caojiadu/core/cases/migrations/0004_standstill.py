"""Days on which a limit stood still."""
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the standstills; a limit that stands still is the one of its key as much as one that runs."""

    dependencies = [
        ('cases', '0003_post_task'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClockStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(max_length=40)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(null=True)),
            ],
            options={
                'verbose_name': 'standstill of a limit',
                'verbose_name_plural': 'standstills of limits',
                'ordering': ('id',),
            },
        ),
        migrations.RemoveConstraint(
            model_name='clock',
            name='clock_runs_once',
        ),
        migrations.AlterField(
            model_name='clock',
            name='state',
            field=models.CharField(choices=[('running', 'running'), ('stopped', 'standing still'), ('met', 'met in time'), ('late', 'met late'), ('ended', 'ended with the case')], default='running', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('running', 'stopped'))), fields=('case', 'key'), name='clock_runs_once'),
        ),
        migrations.AddField(
            model_name='clockstop',
            name='clock',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='cases.clock'),
        ),
        migrations.AddField(
            model_name='clockstop',
            name='continued_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.caseevent'),
        ),
        migrations.AddField(
            model_name='clockstop',
            name='stopped_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.caseevent'),
        ),
        migrations.AddConstraint(
            model_name='clockstop',
            constraint=models.UniqueConstraint(condition=models.Q(('last_day', None)), fields=('clock',), name='clock_stands_still_once'),
        ),
        migrations.AddConstraint(
            model_name='clockstop',
            constraint=models.CheckConstraint(condition=models.Q(('last_day', None), ('last_day__gte', models.F('first_day')), _connector='OR'), name='clock_stop_in_order'),
        ),
    ]
