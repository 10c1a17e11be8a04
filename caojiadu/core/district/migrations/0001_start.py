import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_start'),
        ('files', '0001_start'),
        ('organisation', '0001_start'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='key')),
                ('event_key', models.UUIDField(editable=False, unique=True)),
                ('kind', models.CharField(choices=[('unsettled', 'What the office cannot settle'), ('opinion', 'Opinion or suggestion'), ('overdue', 'A limit that passed'), ('accusation', 'Report against somebody'), ('objection', 'Objection to a transfer'), ('transfer', 'Matter passed to you'), ('review', 'Request for review'), ('re_review', 'Request for re-review, for the municipality'), ('flash', 'Urgent or major matter'), ('meeting', 'Request for a joint meeting'), ('digest', 'Digest of suggestions'), ('slip', 'Answer to a supervision slip'), ('task', 'Report on a task that you gave'), ('findings', 'Findings on an application, for your decision')], max_length=10, verbose_name='kind')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('reason', models.TextField(blank=True, verbose_name='why it goes up')),
                ('tried', models.TextField(blank=True, verbose_name='what was tried')),
                ('against', models.CharField(blank=True, max_length=200, verbose_name='against')),
                ('resident_limit', models.DateField(null=True, verbose_name="the resident's limit")),
                ('days_late', models.PositiveSmallIntegerField(null=True, verbose_name='days late')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reported')),
                ('state', models.CharField(choices=[('queued', 'On its way'), ('sending', 'Being sent'), ('sent', 'Sent, not yet acknowledged'), ('acknowledged', 'Acknowledged'), ('answered', 'Answered'), ('returned', 'Returned'), ('failed', 'Could not be sent')], default='queued', max_length=12, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('attempts_allowed', models.PositiveSmallIntegerField(default=20, verbose_name='tries allowed')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next try')),
                ('claimed_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, max_length=200, verbose_name='last trouble')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number at the district')),
                ('acknowledged_at', models.DateTimeField(null=True, verbose_name='acknowledged')),
                ('replied_at', models.DateTimeField(null=True, verbose_name='replied')),
                ('reply', models.TextField(blank=True, verbose_name='reply')),
                ('decision', models.CharField(blank=True, choices=[('agreed', 'Agreed: the material goes back'), ('refused', 'Not agreed: the matter stays with the sub-district'), ('upheld', 'The opinion is upheld'), ('changed', 'The opinion is changed'), ('revoked', 'The opinion is revoked, and the matter handled again'), ('not_accepted', 'The request is not accepted')], max_length=12, verbose_name='decision')),
                ('decided_on', models.DateField(null=True, verbose_name='date of the decision')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='organisation.districtbody', verbose_name='district body')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='cases.case', verbose_name='case')),
                ('files', models.ManyToManyField(related_name='+', to='files.file', verbose_name='papers')),
                ('proposed_lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.districtbody', verbose_name='proposed lead')),
                ('reply_files', models.ManyToManyField(related_name='+', to='files.file', verbose_name='papers with the reply')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'report to the district',
                'verbose_name_plural': 'reports to the district',
                'ordering': ('-created_at', '-id'),
                'permissions': (('receive_report', "Receive what is reported to one's body"), ('send_report_again', 'Send again what could not be sent')),
            },
        ),
        migrations.CreateModel(
            name='Received',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_id', models.CharField(max_length=40)),
                ('message_key', models.CharField(max_length=200)),
                ('content_digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer', models.JSONField(default=dict)),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='received', to='district.report')),
            ],
            options={
                'verbose_name': 'message from the district',
                'verbose_name_plural': 'messages from the district',
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('state', 'queued')), fields=['next_try_at', 'id'], name='report_due'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['body', 'state', '-created_at', '-id'], name='report_inbox'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('state', 'sending')), fields=['claimed_at'], name='report_claimed'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(models.Q(('state__in', ('answered', 'returned')), _negated=True), models.Q(('kind', 'overdue'), _negated=True)), fields=['created_at', 'id'], name='report_outgoing'),
        ),
        migrations.AddConstraint(
            model_name='received',
            constraint=models.UniqueConstraint(fields=('key_id', 'message_key'), name='received_once'),
        ),
    ]
