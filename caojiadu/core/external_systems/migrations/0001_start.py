import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_start'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SystemRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(max_length=40, unique=True, verbose_name='system')),
                ('in_use', models.BooleanField(default=True, help_text='Switched off, nothing is noted as still to be entered there; what was noted before stays.', verbose_name='matters are entered there')),
            ],
            options={
                'verbose_name': 'other system of record',
                'verbose_name_plural': 'other systems of record',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='NumberSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('system', models.CharField(max_length=40, verbose_name='system')),
                ('name', models.CharField(max_length=120, verbose_name='file')),
                ('all_entered', models.BooleanField(default=True)),
                ('sent_at', models.DateTimeField(verbose_name='sent')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='taken')),
                ('rows', models.JSONField(default=list)),
                ('outcome', models.JSONField(default=list)),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sheet of numbers',
                'verbose_name_plural': 'sheets of numbers',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Counterpart',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='counterpart', serialize=False, to='cases.case')),
                ('system', models.CharField(max_length=40, verbose_name='system')),
                ('number', models.CharField(blank=True, default='', max_length=60, verbose_name='number there')),
                ('changes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('changed_at', models.DateTimeField(null=True, verbose_name='changed here')),
                ('exported_at', models.DateTimeField(null=True, verbose_name='exported')),
                ('entered_at', models.DateTimeField(null=True, verbose_name='entered there')),
                ('agreed_at', models.DateTimeField(null=True, verbose_name='last agreed')),
                ('agreed_before', models.DateTimeField(null=True)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'counterpart',
                'verbose_name_plural': 'counterparts',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('changed_at__isnull', False), ('entered_at', None)), fields=['system', 'changed_at', 'case'], name='counterpart_to_enter'), models.Index(condition=models.Q(('entered_by__isnull', False)), fields=['entered_by', '-entered_at'], name='counterpart_entered')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('system', 'number'), name='counterpart_once'), models.CheckConstraint(condition=models.Q(('changed_at__isnull', False), ('entered_at', None), _connector='OR'), name='counterpart_entered_changes')],
            },
        ),
    ]
