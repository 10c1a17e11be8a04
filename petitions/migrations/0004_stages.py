"""Transfers, extensions, requests for review, and what was carried out."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds what the stages of a letter keep."""

    dependencies = [
        ('district', '0003_decisions'),
        ('organisation', '0001_initial'),
        ('petitions', '0003_urgent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='petition',
            name='carried_out_at',
            field=models.DateTimeField(null=True, verbose_name='carried out'),
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(verbose_name='days more')),
                ('reason', models.TextField(verbose_name='reason')),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('granted', models.BooleanField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='petitions.petition')),
            ],
            options={
                'verbose_name': 'extension',
                'verbose_name_plural': 'extensions',
                'ordering': ('id',),
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('petition',), name='one_extension_waits'), models.UniqueConstraint(condition=models.Q(('granted', True)), fields=('petition',), name='extended_once'), models.CheckConstraint(condition=models.Q(('days__range', (1, 30))), name='extension_at_most_30_days')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.PositiveSmallIntegerField(choices=[(1, 'Review'), (2, 'Re-review')], verbose_name='stage')),
                ('how', models.CharField(choices=[('online', 'Online'), ('window', 'At the window'), ('post', 'By post')], max_length=6, verbose_name='how it came')),
                ('asked_on', models.DateField(verbose_name='asked on')),
                ('asked_at', models.DateTimeField(verbose_name='entered')),
                ('reason', models.TextField(verbose_name='what is asked for, and why')),
                ('last_day', models.DateField(null=True, verbose_name='last day to ask')),
                ('days_late', models.PositiveSmallIntegerField(default=0, verbose_name='days late')),
                ('decision', models.CharField(blank=True, choices=[('upheld', 'The opinion is upheld'), ('changed', 'The opinion is changed'), ('revoked', 'The opinion is revoked, and the matter handled again'), ('not_accepted', 'The request is not accepted')], max_length=12, verbose_name='decision')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number of the opinion')),
                ('decided_on', models.DateField(null=True, verbose_name='date of the opinion')),
                ('text', models.TextField(blank=True, verbose_name='the opinion')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='known here')),
                ('served_at', models.DateTimeField(null=True, verbose_name='the petitioner has the opinion')),
                ('ask_until', models.DateField(null=True, verbose_name='last day to ask for re-review')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='petitions.petition')),
                ('report', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='district.report')),
            ],
            options={
                'verbose_name': 'request for review',
                'verbose_name_plural': 'requests for review',
                'ordering': ('id',),
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('petition',), name='one_review_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Transferred',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sender', models.CharField(blank=True, max_length=120, verbose_name='transferred by, where it is no body of the district')),
                ('received_on', models.DateField(verbose_name='transfer received on')),
                ('object_until', models.DateField(verbose_name='last day to object')),
                ('objected_at', models.DateTimeField(null=True, verbose_name='objected')),
                ('objection', models.TextField(blank=True, verbose_name='reasons of the objection')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='objection settled')),
                ('agreed', models.BooleanField(null=True, verbose_name='the sender takes it back')),
                ('reply', models.TextField(blank=True, verbose_name='reply of the sender')),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.districtbody', verbose_name='transferred by')),
                ('petition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='transferred', to='petitions.petition')),
            ],
            options={
                'verbose_name': 'transfer',
                'verbose_name_plural': 'transfers',
                'default_permissions': (),
                'indexes': [models.Index(fields=['object_until'], name='transfer_object_until')],
                'constraints': [models.CheckConstraint(condition=models.Q(('body__isnull', False), models.Q(('sender', ''), _negated=True), _connector='OR'), name='transfer_has_a_sender')],
            },
        ),
    ]
