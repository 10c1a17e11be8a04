import caojiadu.core.audit.order
import caojiadu.core.personal.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from caojiadu.core.audit.roles import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_start'),
        ('cases', '0001_start'),
        ('community', '0001_start'),
        ('organisation', '0001_start'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('action', models.CharField(max_length=20)),
                ('actor_user_id', models.BigIntegerField(null=True)),
                ('data', models.JSONField(default=dict)),
                ('words_digest', models.CharField(blank=True, default='', max_length=64)),
                ('xid', models.BigIntegerField(db_default=caojiadu.core.audit.order.TransactionId(), editable=False)),
                ('mac', models.CharField(editable=False, max_length=64)),
            ],
            options={
                'verbose_name': 'event of an entry',
                'verbose_name_plural': 'events of entries',
                'ordering': ('id',),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'key to a calendar',
                'verbose_name_plural': 'keys to calendars',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='milestone')),
                ('due_on', models.DateField(verbose_name='to be reached by')),
                ('done_on', models.DateField(null=True, verbose_name='reached')),
                ('done', models.TextField(blank=True, verbose_name='what was done')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='cases.case')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': ('due_on', 'id'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='OfficeTask',
            fields=[
                ('case_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='cases.case')),
                ('content', models.TextField(verbose_name='what is to be done')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='on what ground')),
                ('wanted_on', models.DateField(verbose_name='to be done by')),
                ('outcome', models.TextField(blank=True, verbose_name='what came of it')),
                ('returns', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='sent back, times')),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.office', verbose_name='given by')),
            ],
            options={
                'verbose_name': 'task of an office',
                'verbose_name_plural': 'tasks of offices',
                'permissions': (('handle_officetask', 'Work on tasks'), ('verify_officetask', 'Verify tasks')),
            },
            bases=('cases.case',),
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(editable=False, max_length=40, verbose_name='register')),
                ('title', models.CharField(max_length=120, verbose_name='name')),
                ('due_on', models.DateField(editable=False, null=True, verbose_name='due')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('ended_on', models.DateField(editable=False, null=True, verbose_name='ended')),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('vector', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('entered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('neighbourhood', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.neighbourhood', verbose_name='neighbourhood')),
                ('office', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.office', verbose_name='office')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.resident', verbose_name='resident')),
            ],
            options={
                'verbose_name': 'entry of a register',
                'verbose_name_plural': 'entries of registers',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RecordDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('due_on', models.DateField()),
                ('remind_on', models.DateField(null=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.office')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dates', to='registers.record')),
            ],
            options={
                'verbose_name': 'date of an entry',
                'verbose_name_plural': 'dates of entries',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='RecordWords',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='registers.recordevent')),
                ('salt', models.CharField(max_length=32)),
                ('text', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'words of an event',
                'verbose_name_plural': 'words of events',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='recordevent',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='registers.record'),
        ),
        migrations.CreateModel(
            name='ReminderRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=40, verbose_name='register')),
                ('key', models.CharField(max_length=40, verbose_name='date')),
                ('label', models.CharField(max_length=120, verbose_name='name')),
                ('months', models.SmallIntegerField(default=0, verbose_name='months after')),
                ('days', models.SmallIntegerField(default=0, verbose_name='days after')),
                ('lead', models.PositiveSmallIntegerField(default=30, verbose_name='told, days before')),
                ('legal', models.BooleanField(default=False, verbose_name='set by law')),
                ('article', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('recounted', models.BooleanField(default=True, editable=False)),
            ],
            options={
                'verbose_name': 'date in registers',
                'verbose_name_plural': 'dates in registers',
                'ordering': ('register', 'id'),
                'constraints': [models.UniqueConstraint(fields=('register', 'key'), name='reminder_rule_once')],
            },
        ),
        migrations.CreateModel(
            name='SheetIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('register', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=200)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('rows_sealed', caojiadu.core.personal.fields.SealedTextField(blank=True, default='')),
                ('good', models.PositiveIntegerField(default=0)),
                ('bad', models.JSONField(default=list)),
                ('done_at', models.DateTimeField(null=True)),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sheet for a register',
                'verbose_name_plural': 'sheets for registers',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SignUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveSmallIntegerField(default=1, verbose_name='people in all')),
                ('state', models.CharField(choices=[('place', 'Has a place'), ('waiting', 'Waiting for a place'), ('withdrawn', 'Withdrawn')], max_length=10, verbose_name='state')),
                ('came', models.BooleanField(null=True, verbose_name='came')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ups', to='cases.case')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.resident', verbose_name='resident')),
            ],
            options={
                'verbose_name': 'sign-up',
                'verbose_name_plural': 'sign-ups',
                'ordering': ('id',),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Spending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paid_on', models.DateField(verbose_name='paid')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount (yuan)')),
                ('purpose', models.CharField(max_length=120, verbose_name='what for')),
                ('voucher', models.CharField(max_length=60, verbose_name='number of the voucher')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spendings', to='cases.case')),
            ],
            options={
                'verbose_name': 'spending',
                'verbose_name_plural': 'spendings',
                'ordering': ('paid_on', 'id'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='WorkItem',
            fields=[
                ('case_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='cases.case')),
                ('year', models.PositiveSmallIntegerField(db_index=True, verbose_name='year')),
                ('aim', models.TextField(blank=True, verbose_name='aim')),
                ('planned_on', models.DateField(verbose_name='to be done by')),
                ('outcome', models.TextField(blank=True, verbose_name='what came of it')),
                ('duty', models.CharField(blank=True, default='', editable=False, max_length=40)),
            ],
            options={
                'verbose_name': 'item of the work plan',
                'verbose_name_plural': 'items of the work plan',
                'permissions': (('handle_workitem', 'Work on the plan'), ('approve_workitem', 'Approve the plan')),
                'constraints': [models.UniqueConstraint(condition=models.Q(('duty', ''), _negated=True), fields=('duty', 'year'), name='duty_once_a_year')],
            },
            bases=('cases.case',),
        ),
        migrations.CreateModel(
            name='Keeper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=40)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(null=True)),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'keeper of a register',
                'verbose_name_plural': 'keepers of registers',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('register', 'user'), name='keeper_once_at_a_time')],
            },
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['register', '-id'], name='record_newest'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['register', 'title'], name='record_title'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('ended_on', None)), fields=['register', '-id'], name='record_current'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('due_on__isnull', False), ('ended_on', None)), fields=['register', 'due_on', 'id'], name='record_due'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('published_at__isnull', False)), fields=['register', '-id'], name='record_public'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('resident__isnull', False)), fields=['resident'], name='record_resident'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='record_words'),
        ),
        migrations.AddIndex(
            model_name='recorddate',
            index=models.Index(fields=['office', 'due_on'], name='record_date_calendar'),
        ),
        migrations.AddIndex(
            model_name='recorddate',
            index=models.Index(condition=models.Q(('remind_on__isnull', False)), fields=['remind_on', 'id'], name='record_date_remind'),
        ),
        migrations.AddConstraint(
            model_name='recorddate',
            constraint=models.UniqueConstraint(fields=('record', 'key'), name='record_date_once'),
        ),
        migrations.AddIndex(
            model_name='recordevent',
            index=models.Index(fields=['xid', 'id'], name='record_event_sealing'),
        ),
        migrations.AddIndex(
            model_name='sheetin',
            index=models.Index(fields=['register', '-sent_at'], name='sheet_in_newest'),
        ),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('event', 'resident'), name='signed_up_once'),
        ),
        migrations.AddConstraint(
            model_name='spending',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='spending_above_nothing'),
        ),
        *append_only("registers_recordevent"),
    ]
