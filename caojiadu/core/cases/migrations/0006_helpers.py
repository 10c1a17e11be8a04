"""Who helps and by when, who is asked to take the lead, which leader holds it; and who may open it then."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


HERE = Path(__file__).parent


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_links'),
        ('community', '0001_initial'),
        ('organisation', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='assignment',
            name='neighbourhood',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.neighbourhood'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='next_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='assignment',
            name='question',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='assignment',
            name='told',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='assignment',
            name='urged_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='held_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='held by'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='office',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.office'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='role',
            field=models.CharField(choices=[('lead', 'lead office'), ('co', 'co-office'), ('person', 'handler'), ('asked', 'asked to take the lead'), ('committee', 'neighbourhood committee')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('next_at__isnull', False), ('until', None)), fields=['next_at', 'id'], name='assignment_sweep'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('held_by__isnull', False)), fields=['held_by', 'due_at', 'id'], name='case_held'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'asked'), ('until', None)), fields=('case',), name='one_office_asked'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'committee'), ('until', None)), fields=('case', 'neighbourhood'), name='committee_once'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('neighbourhood__isnull', False), ('office', None), ('role', 'committee')), models.Q(models.Q(('role', 'committee'), _negated=True), ('neighbourhood', None), ('office__isnull', False)), _connector='OR'), name='assignment_place'),
        ),
        migrations.RunSQL(
            (HERE / "access_helpers.sql").read_text("utf-8"),
            (HERE / "access_helpers_undo.sql").read_text("utf-8"),
        ),
    ]
