"""Rows that may be one person, and the assessment that joining them needs; rows that are there already are compared."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


SUGGEST = """
INSERT INTO community_sameperson (one_id, other_id, ground, state, found_at, reason)
SELECT before, id, 'paper', 'suggested', now(), ''
FROM (SELECT lag(id) OVER (PARTITION BY id_digest ORDER BY id) AS before, id
      FROM community_resident WHERE id_digest <> '') AS papers
WHERE before IS NOT NULL
UNION
SELECT before, id, 'phone', 'suggested', now(), ''
FROM (SELECT lag(id) OVER (PARTITION BY name_digest, phone_digest ORDER BY id) AS before, id, id_digest,
             lag(id_digest) OVER (PARTITION BY name_digest, phone_digest ORDER BY id) AS paper
      FROM community_resident WHERE name_digest <> '' AND phone_digest <> '') AS phones
WHERE before IS NOT NULL AND (paper = '' OR id_digest = '' OR paper <> id_digest)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0003_find_by_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImpactAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('done_on', models.DateField(verbose_name='done on')),
                ('done_by', models.CharField(max_length=120, verbose_name='done by')),
                ('purpose', models.TextField(verbose_name='purpose and manner: lawful, justified, necessary')),
                ('influence', models.TextField(verbose_name='influence on people, and risks')),
                ('measures', models.TextField(verbose_name='measures: lawful, effective, fitting the risk')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='in force until')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded')),
                ('recorded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'impact assessment',
                'verbose_name_plural': 'impact assessments',
                'ordering': ('-done_on', '-id'),
                'default_permissions': ('view', 'add', 'change'),
            },
        ),
        migrations.CreateModel(
            name='SamePerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('paper', 'same paper'), ('phone', 'same name and phone'), ('hand', 'named by hand')], max_length=10, verbose_name='ground')),
                ('state', models.CharField(choices=[('suggested', 'to be looked at'), ('same', 'one person'), ('different', 'two people')], default='suggested', max_length=10, verbose_name='state')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='found')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.resident', verbose_name='first row')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.resident', verbose_name='second row')),
            ],
            options={
                'verbose_name': 'pair of rows of one person',
                'verbose_name_plural': 'pairs of rows of one person',
                'permissions': (('decide_sameperson', 'Can decide which rows are one person'),),
                'default_permissions': (),
                'indexes': [models.Index(fields=['state', '-id'], name='same_person_state'), models.Index(fields=['other', 'state'], name='same_person_other')],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='same_person_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='same_person_in_order')],
            },
        ),
        migrations.RunSQL(SUGGEST, migrations.RunSQL.noop),
    ]
