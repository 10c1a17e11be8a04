import caojiadu.core.audit.order
import caojiadu.core.bilingual
import caojiadu.core.cases.models.clock
import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from pathlib import Path

from caojiadu.core.audit.roles import append_only

HERE = Path(__file__).parent


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_start'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('community', '0001_start'),
        ('organisation', '0001_start'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('number', models.CharField(editable=False, max_length=24, null=True, unique=True, verbose_name='number')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('headcount', models.PositiveIntegerField(default=1, verbose_name='people behind it')),
                ('state', models.CharField(max_length=32, verbose_name='state')),
                ('channel', models.CharField(choices=[('web', 'Online'), ('letter', 'Letter'), ('call', 'Call'), ('fax', 'Fax'), ('visit', 'Visit'), ('import', 'Imported'), ('staff', 'Opened by staff')], default='web', max_length=12, verbose_name='channel')),
                ('confidentiality', models.PositiveSmallIntegerField(choices=[(0, 'Ordinary'), (1, 'Restricted: handler, head, desk and leader'), (2, 'Confidential: the two named posts only')], default=0, verbose_name='confidentiality')),
                ('waiting', models.CharField(blank=True, choices=[('resident', 'Waiting for the resident'), ('district', 'Waiting for the district')], default='', max_length=10, verbose_name='waiting for')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
                ('due_at', models.DateTimeField(default=datetime.datetime(9999, 12, 31, 0, 0, tzinfo=datetime.UTC), verbose_name='due')),
                ('repeat', models.BooleanField(default=False, verbose_name='repeat letter')),
                ('repeats', models.PositiveSmallIntegerField(default=0, verbose_name='repeated, times')),
                ('linked', models.BooleanField(default=False, verbose_name='linked with another')),
                ('foreign_system', models.CharField(blank=True, default='', max_length=40, verbose_name='other system')),
                ('foreign_number', models.CharField(blank=True, default='', max_length=60, verbose_name='number there')),
                ('readers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None)),
                ('barred', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('function', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.function', verbose_name='function')),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handler')),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='held by')),
                ('neighbourhood', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.neighbourhood', verbose_name='neighbourhood')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='organisation.office', verbose_name='lead office')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='cases.case', verbose_name='from')),
                ('registrar', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.office', verbose_name='registering desk')),
                ('resident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.resident', verbose_name='resident')),
            ],
            options={
                'verbose_name': 'case',
                'verbose_name_plural': 'cases',
                'ordering': ('due_at', 'id'),
                'permissions': (('read_case', 'Open this case'), ('reveal_resident', 'See who wrote, with a reason')),
            },
        ),
        migrations.CreateModel(
            name='CaseEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at', models.DateTimeField()),
                ('move', models.CharField(max_length=40)),
                ('actor_kind', models.CharField(choices=[('staff', 'staff'), ('resident', 'resident'), ('timer', 'the portal'), ('district', 'the district'), ('link', 'by a link that was sent')], max_length=10)),
                ('actor_user_id', models.BigIntegerField(null=True)),
                ('actor_office_id', models.BigIntegerField(null=True)),
                ('source', models.CharField(max_length=32)),
                ('target', models.CharField(max_length=32)),
                ('public', models.BooleanField(default=False)),
                ('data', models.JSONField(default=dict)),
                ('words_digest', models.CharField(blank=True, max_length=64)),
                ('xid', models.BigIntegerField(db_default=caojiadu.core.audit.order.TransactionId(), editable=False)),
                ('mac', models.CharField(editable=False, max_length=64)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='cases.case')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='EventWords',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='cases.caseevent')),
                ('salt', models.CharField(max_length=32)),
                ('text', models.JSONField()),
            ],
            options={
                'verbose_name': 'words of an event',
                'verbose_name_plural': 'words of events',
            },
        ),
        migrations.CreateModel(
            name='CaseGroupObjectPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='cases.case')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CaseLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('related', 'related to'), ('repeat', 'repeats'), ('merged', 'merged into'), ('split', 'split off from')], max_length=8)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('before', models.JSONField(default=dict)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_from', to='cases.case')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_to', to='cases.case')),
            ],
            options={
                'verbose_name': 'link between cases',
                'verbose_name_plural': 'links between cases',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='CaseUserObjectPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='cases.case')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_zh', models.CharField(max_length=60, verbose_name='Chinese name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='English name')),
                ('published', models.BooleanField(default=False, verbose_name='offered to residents')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('function', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='organisation.function', verbose_name='function')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='organisation.office', verbose_name='office')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='cases.category', verbose_name='parent')),
            ],
            options={
                'verbose_name': 'category',
                'verbose_name_plural': 'categories',
                'ordering': ('order', 'id'),
            },
            bases=(caojiadu.core.bilingual.Bilingual, models.Model),
        ),
        migrations.AddField(
            model_name='case',
            name='category',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.category', verbose_name='category'),
        ),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('legal', models.BooleanField()),
                ('article', models.CharField(max_length=120)),
                ('days', models.PositiveSmallIntegerField()),
                ('working', models.BooleanField()),
                ('roll', models.CharField(blank=True, max_length=8)),
                ('started_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('due_at', models.DateTimeField()),
                ('why', models.JSONField()),
                ('provisional', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('running', 'running'), ('stopped', 'standing still'), ('met', 'met in time'), ('late', 'met late'), ('ended', 'ended with the case')], default='running', max_length=8)),
                ('ended_at', models.DateTimeField(null=True)),
                ('warned', models.PositiveSmallIntegerField(default=0)),
                ('rung', models.PositiveSmallIntegerField(default=0)),
                ('next_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clocks', to='cases.case')),
            ],
            options={
                'verbose_name': 'clock',
                'verbose_name_plural': 'clocks',
                'ordering': ('due_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ClockStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(max_length=40)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(null=True)),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='cases.clock')),
                ('continued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.caseevent')),
                ('stopped_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.caseevent')),
            ],
            options={
                'verbose_name': 'standstill of a limit',
                'verbose_name_plural': 'standstills of limits',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='FigureCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('tokens', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('narrowed', models.JSONField(default=dict)),
                ('asked_at', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(null=True)),
                ('reached', models.DateField(null=True)),
                ('made_at', models.DateTimeField(null=True)),
                ('counts', models.JSONField(default=dict)),
                ('rest', models.JSONField(default=list)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'count of figures',
                'verbose_name_plural': 'counts of figures',
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='LimitRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('key', models.CharField(max_length=40, verbose_name='limit')),
                ('label', models.CharField(max_length=120, verbose_name='name')),
                ('days', models.PositiveSmallIntegerField(verbose_name='days')),
                ('working', models.BooleanField(default=False, verbose_name='working days')),
                ('roll', models.CharField(blank=True, choices=[('back', 'the working day before'), ('forward', 'the working day after')], max_length=8, verbose_name='when it ends on a day off')),
                ('legal', models.BooleanField(default=True, verbose_name='set by law')),
                ('article', models.CharField(max_length=120, verbose_name='source')),
                ('warn', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None, verbose_name='warn, days before')),
                ('rungs', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=caojiadu.core.cases.models.clock.default_rungs, size=4, verbose_name='climb, days after: handler, head, leader, district')),
            ],
            options={
                'verbose_name': 'limit',
                'verbose_name_plural': 'limits',
                'ordering': ('kind', 'id'),
                'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='limit_rule_once'), models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='limit_rule_days')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=12)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'number series',
                'verbose_name_plural': 'number series',
                'constraints': [models.UniqueConstraint(fields=('key', 'year'), name='series_once')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ring', 'Ring the resident'), ('post', 'Send it by post or ring'), ('file', 'Ask for another file: one was unsafe'), ('consent', 'Ask the resident whether they agree that somebody acts for them')], max_length=10, verbose_name='kind')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('created_at', models.DateTimeField(verbose_name='since')),
                ('due_at', models.DateTimeField(verbose_name='due')),
                ('done_at', models.DateTimeField(null=True, verbose_name='done')),
                ('result', models.TextField(blank=True, verbose_name='result')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='cases.case')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'task',
                'verbose_name_plural': 'tasks',
                'ordering': ('due_at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='CaseSearch',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search', serialize=False, to='cases.case')),
                ('readers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'verbose_name': 'search text',
                'verbose_name_plural': 'search texts',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['readers', 'vector'], name='case_search')],
            },
        ),
        migrations.CreateModel(
            name='Bar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('recused', 'recused'), ('accused', 'named in the matter')], max_length=10)),
                ('since', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bars', to='cases.case')),
            ],
            options={
                'verbose_name': 'bar',
                'verbose_name_plural': 'bars',
                'constraints': [models.UniqueConstraint(fields=('case', 'user'), name='bar_once')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'lead office'), ('co', 'co-office'), ('person', 'handler'), ('asked', 'asked to take the lead'), ('committee', 'neighbourhood committee')], max_length=10)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
                ('question', models.TextField(blank=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('next_at', models.DateTimeField(null=True)),
                ('told', models.PositiveSmallIntegerField(default=0)),
                ('urged_at', models.DateTimeField(null=True)),
                ('opinion', models.TextField(blank=True)),
                ('opinion_at', models.DateTimeField(null=True)),
                ('neighbourhood', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.neighbourhood')),
                ('office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.office')),
                ('opinion_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='cases.case')),
            ],
            options={
                'verbose_name': 'assignment',
                'verbose_name_plural': 'assignments',
                'ordering': ('id',),
                'indexes': [models.Index(condition=models.Q(('next_at__isnull', False), ('until', None)), fields=['next_at', 'id'], name='assignment_sweep')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('role', 'lead'), ('until', None)), fields=('case',), name='one_lead_office'), models.UniqueConstraint(condition=models.Q(('role', 'person'), ('until', None)), fields=('case',), name='one_handler'), models.UniqueConstraint(condition=models.Q(('role', 'co'), ('until', None)), fields=('case', 'office'), name='co_office_once'), models.UniqueConstraint(condition=models.Q(('role', 'asked'), ('until', None)), fields=('case',), name='one_office_asked'), models.UniqueConstraint(condition=models.Q(('role', 'committee'), ('until', None)), fields=('case', 'neighbourhood'), name='committee_once'), models.CheckConstraint(condition=models.Q(models.Q(('neighbourhood__isnull', False), ('office', None), ('role', 'committee')), models.Q(models.Q(('role', 'committee'), _negated=True), ('neighbourhood', None), ('office__isnull', False)), _connector='OR'), name='assignment_place'), models.CheckConstraint(condition=models.Q(models.Q(('role', 'person'), ('user__isnull', False)), models.Q(models.Q(('role', 'person'), _negated=True), ('user', None)), _connector='OR'), name='assignment_person')],
            },
        ),
        migrations.AddIndex(
            model_name='caseevent',
            index=models.Index(fields=['case', 'id'], name='event_case'),
        ),
        migrations.AddIndex(
            model_name='caseevent',
            index=models.Index(fields=['xid', 'id'], name='event_sealing'),
        ),
        migrations.AlterUniqueTogether(
            name='casegroupobjectpermission',
            unique_together={('group', 'permission', 'content_object')},
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
        migrations.AlterUniqueTogether(
            name='caseuserobjectpermission',
            unique_together={('user', 'permission', 'content_object')},
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.UniqueConstraint(models.F('parent'), models.F('name_zh'), name='category_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(('published', False), ('office__isnull', False), _connector='OR'), name='category_published_has_owner', violation_error_message='Name the office that answers for a category before offering it to residents.'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['office', 'state', 'due_at', 'id'], name='case_office_state'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['office', 'due_at', 'id'], name='case_office_open'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['handler', 'due_at', 'id'], name='case_handler_open'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['registrar', 'due_at', 'id'], name='case_registrar_open'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['due_at', 'id'], name='case_due_open'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ('submitted', 'registered'))), fields=['registrar', 'due_at', 'id'], name='case_to_register'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('handler', None)), fields=['office', 'due_at', 'id'], name='case_unassigned'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('held_by__isnull', False)), fields=['held_by', 'due_at', 'id'], name='case_held'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('waiting', ''), _negated=True), fields=['due_at', 'id'], name='case_waiting'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('opened_by__isnull', False)), fields=['opened_by', 'due_at', 'id'], name='case_opened_by'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('headcount__gt', 1)), fields=['due_at', 'id'], name='case_joint'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['state', 'due_at', 'id'], name='case_state_open'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['-opened_at', '-id'], name='case_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['kind', 'due_at', 'id'], name='case_kind_open'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['kind', '-opened_at', '-id'], name='case_kind_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['resident', '-opened_at'], name='case_resident'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('repeat', True)), fields=['-opened_at', '-id'], name='case_repeat'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('linked', True)), fields=['-opened_at', '-id'], name='case_linked'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['readers'], name='case_readers'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=django.contrib.postgres.indexes.GinIndex(condition=models.Q(('closed_at', None)), fastupdate=False, fields=['readers'], name='case_readers_open'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('foreign_number', ''), _negated=True), fields=('foreign_system', 'foreign_number'), name='case_foreign_number_once'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('state', 'running')), fields=['next_at', 'id'], name='clock_sweep'),
        ),
        migrations.AddIndex(
            model_name='clock',
            index=models.Index(condition=models.Q(('provisional', True), ('state', 'running')), fields=['due_on'], name='clock_provisional'),
        ),
        migrations.AddConstraint(
            model_name='clock',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('running', 'stopped'))), fields=('case', 'key'), name='clock_runs_once'),
        ),
        migrations.AddConstraint(
            model_name='clockstop',
            constraint=models.UniqueConstraint(condition=models.Q(('last_day', None)), fields=('clock',), name='clock_stands_still_once'),
        ),
        migrations.AddConstraint(
            model_name='clockstop',
            constraint=models.CheckConstraint(condition=models.Q(('last_day', None), ('last_day__gte', models.F('first_day')), _connector='OR'), name='clock_stop_in_order'),
        ),
        migrations.AddIndex(
            model_name='figurecount',
            index=models.Index(condition=models.Q(('made_at', None)), fields=['id'], name='figure_count_waiting'),
        ),
        migrations.AddConstraint(
            model_name='figurecount',
            constraint=models.UniqueConstraint(fields=('kind', 'user', 'tokens', 'since', 'until', 'narrowed'), name='figure_count_once'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('done_at', None)), fields=['office', 'due_at', 'id'], name='task_open'),
        ),
        migrations.RunSQL((HERE / "access.sql").read_text("utf-8"), (HERE / "access_undo.sql").read_text("utf-8")),
        *append_only("cases_caseevent"),
    ]
