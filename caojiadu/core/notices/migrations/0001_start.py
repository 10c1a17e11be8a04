import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=80, unique=True, verbose_name='message key')),
                ('title_zh', models.CharField(blank=True, default='', max_length=60, verbose_name='Chinese title')),
                ('body_zh', models.CharField(blank=True, default='', max_length=300, verbose_name='Chinese message')),
                ('title_en', models.CharField(blank=True, default='', max_length=120, verbose_name='English title')),
                ('body_en', models.CharField(blank=True, default='', max_length=600, verbose_name='English message')),
            ],
            options={
                'verbose_name': 'message text',
                'verbose_name_plural': 'message texts',
                'ordering': ('key',),
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dedup_key', models.CharField(max_length=200, unique=True, verbose_name='message key')),
                ('channel', models.CharField(choices=[('portal', 'in the portal'), ('email', 'e-mail'), ('sms', 'text message'), ('webhook', 'another system')], max_length=10, verbose_name='way of sending')),
                ('template', models.CharField(max_length=80, verbose_name='message text')),
                ('resident_key', models.UUIDField(null=True, verbose_name='resident')),
                ('endpoint', models.CharField(blank=True, default='', max_length=80, verbose_name='other system')),
                ('case_number', models.CharField(blank=True, default='', max_length=40, verbose_name='case number')),
                ('context', models.JSONField(blank=True, default=dict, verbose_name='values filled in')),
                ('sealed', models.TextField(blank=True, default='', verbose_name='sealed content')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('urgent', models.BooleanField(default=False, verbose_name='urgent')),
                ('state', models.CharField(choices=[('queued', 'waiting to be sent'), ('sending', 'being sent'), ('sent', 'sent'), ('delivered', 'delivered'), ('failed', 'could not be sent'), ('uncertain', 'not known whether sent'), ('cancelled', 'cancelled')], default='queued', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('attempts_allowed', models.PositiveSmallIntegerField(default=12, verbose_name='tries allowed')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written at')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next try')),
                ('expires_at', models.DateTimeField(null=True, verbose_name='of no use after')),
                ('claimed_at', models.DateTimeField(null=True, verbose_name='being sent since')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent at')),
                ('delivered_at', models.DateTimeField(null=True, verbose_name='delivered at')),
                ('read_at', models.DateTimeField(null=True, verbose_name='read at')),
                ('foreign_id', models.CharField(blank=True, default='', max_length=200, verbose_name='number at the provider')),
                ('error', models.CharField(blank=True, default='', max_length=200, verbose_name='last trouble')),
                ('user', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'permissions': [('handle_trouble', 'Can see undelivered notices and send them again')],
                'indexes': [models.Index(models.OrderBy(models.F('urgent'), descending=True), models.F('next_try_at'), models.F('id'), condition=models.Q(('state', 'queued')), name='notice_due'), models.Index(condition=models.Q(('state', 'sending')), fields=['claimed_at'], name='notice_claimed'), models.Index(condition=models.Q(('channel', 'portal')), fields=['user', '-id'], name='notice_user_inbox'), models.Index(condition=models.Q(('channel', 'portal')), fields=['resident_key', '-id'], name='notice_resident_inbox'), models.Index(condition=models.Q(('state__in', ('failed', 'uncertain'))), fields=['-id'], name='notice_trouble'), models.Index(condition=models.Q(('foreign_id', ''), _negated=True), fields=['channel', 'foreign_id'], name='notice_foreign'), models.Index(condition=models.Q(('case_number', ''), _negated=True), fields=['case_number'], name='notice_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('resident_key', None), ('user', None)), models.Q(('endpoint', ''), ('user', None)), models.Q(('endpoint', ''), ('resident_key', None)), _connector='OR'), name='notice_one_recipient'), models.CheckConstraint(condition=models.Q(('sealed', ''), ('state__in', ('queued', 'sending')), _connector='OR'), name='notice_sealed_is_erased_after_use'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sending'), _negated=True), ('claimed_at__isnull', False), _connector='OR'), name='notice_claim_has_its_time')],
            },
        ),
    ]
