import caojiadu.core.audit.order
import django.utils.timezone
import uuid
from django.db import migrations, models

from caojiadu.core.audit.roles import append_only, grant_application_role


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('action', models.CharField(max_length=40, verbose_name='action')),
                ('actor_user_id', models.BigIntegerField(blank=True, null=True, verbose_name='user (number)')),
                ('actor_label', models.CharField(blank=True, max_length=150, verbose_name='who')),
                ('office_id', models.BigIntegerField(blank=True, null=True, verbose_name='office (number)')),
                ('subject_type', models.CharField(max_length=60, verbose_name='kind of record')),
                ('subject_key', models.CharField(max_length=100, verbose_name='number or key')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('ip', models.GenericIPAddressField(blank=True, null=True, verbose_name='IP address')),
                ('data', models.JSONField(blank=True, default=dict, verbose_name='details')),
                ('xid', models.BigIntegerField(db_default=caojiadu.core.audit.order.TransactionId(), editable=False)),
                ('mac', models.CharField(editable=False, max_length=64)),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit entries',
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['xid', 'id'], name='audit_entry_sealing'), models.Index(fields=['subject_type', 'subject_key', '-id'], name='audit_entry_subject'), models.Index(fields=['actor_user_id', '-id'], name='audit_entry_actor'), models.Index(fields=['at'], name='audit_entry_at')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=63)),
                ('number', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('from_xid', models.BigIntegerField()),
                ('before_xid', models.BigIntegerField()),
                ('rows', models.PositiveBigIntegerField()),
                ('rows_digest', models.CharField(max_length=64)),
                ('head', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'seal',
                'verbose_name_plural': 'seals',
                'ordering': ('table', 'number'),
                'constraints': [models.UniqueConstraint(fields=('table', 'number'), name='audit_seal_one_chain')],
            },
        ),
        *grant_application_role(),
        *append_only("audit_entry"),
        *append_only("audit_seal"),
    ]
