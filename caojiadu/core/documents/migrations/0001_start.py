import caojiadu.core.personal.fields
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from caojiadu.core.audit.roles import append_only

# An issued paper never changes; its PDF is inserted and read, nothing else.
ISSUED = """
CREATE FUNCTION documents_paper_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'paper % was issued and cannot be changed', OLD.number USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER documents_paper_issued BEFORE UPDATE OR DELETE ON documents_paper
    FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION documents_paper_issued();
"""
NOT_ISSUED = """
DROP TRIGGER documents_paper_issued ON documents_paper;
DROP FUNCTION documents_paper_issued();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_start'),
        ('cases', '0001_start'),
        ('community', '0001_start'),
        ('files', '0001_start'),
        ('organisation', '0001_start'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=10, verbose_name='kind')),
                ('bilingual', models.BooleanField(default=False, verbose_name='in both languages')),
                ('number', models.CharField(blank=True, default='', max_length=60, verbose_name='number')),
                ('state', models.CharField(choices=[('drafted', 'draft'), ('checked', 'checked'), ('issued', 'signed and issued'), ('void', 'dropped')], default='drafted', max_length=8, verbose_name='state')),
                ('sealed', caojiadu.core.personal.fields.SealedTextField(default='{}')),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('drafted_at', models.DateTimeField(verbose_name='drafted')),
                ('drafters', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None)),
                ('checked_at', models.DateTimeField(null=True, verbose_name='checked')),
                ('signed_at', models.DateTimeField(null=True, verbose_name='signed and issued')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='cases.case', verbose_name='case')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='drafted by')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
            ],
            options={
                'verbose_name': 'official paper',
                'verbose_name_plural': 'official papers',
                'ordering': ('id',),
                'permissions': (('check_paper', 'Check papers before they are signed'), ('sign_paper', 'Sign papers')),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PaperRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10, unique=True, verbose_name='kind')),
                ('prefix', models.CharField(help_text='The number reads: start〔year〕number号.', max_length=20, verbose_name='start of its number')),
                ('needs_check', models.BooleanField(default=False, verbose_name='is checked before it is signed')),
                ('bilingual', models.BooleanField(default=False, verbose_name='always in both languages')),
            ],
            options={
                'verbose_name': 'rule for a paper',
                'verbose_name_plural': 'rules for papers',
                'ordering': ('id',),
                'default_permissions': ('view', 'change'),
            },
        ),
        migrations.CreateModel(
            name='PaperPdf',
            fields=[
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='pdf', serialize=False, to='documents.paper')),
                ('sealed', caojiadu.core.personal.fields.SealedTextField()),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'PDF of a paper',
                'verbose_name_plural': 'PDFs of papers',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Recall',
            fields=[
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='recall', serialize=False, to='documents.paper')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'paper taken back',
                'verbose_name_plural': 'papers taken back',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('picture', models.BinaryField(verbose_name='picture')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
                ('in_use', models.BooleanField(default=True, verbose_name='in use')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'picture of the seal',
                'verbose_name_plural': 'pictures of the seal',
                'ordering': ('-id',),
                'default_permissions': ('view', 'add', 'change'),
            },
        ),
        migrations.AddField(
            model_name='paper',
            name='seal',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.seal', verbose_name='picture of the seal'),
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('online', 'read online'), ('window', 'handed over and signed for'), ('post', 'by post, signed for'), ('sms', 'text message, with a delivery receipt'), ('email', 'e-mail, with a delivery receipt')], max_length=8, verbose_name='how')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('served_at', models.DateTimeField(null=True, verbose_name='served')),
                ('proof', models.CharField(blank=True, max_length=200, verbose_name='proof')),
                ('recorded_at', models.DateTimeField(verbose_name='recorded')),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.districtbody')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='documents.paper')),
                ('proof_file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.file')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.resident')),
            ],
            options={
                'verbose_name': 'service of a paper',
                'verbose_name_plural': 'services of papers',
                'ordering': ('id',),
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='seal',
            constraint=models.UniqueConstraint(condition=models.Q(('in_use', True)), fields=('in_use',), name='one_seal_in_use'),
        ),
        migrations.AddIndex(
            model_name='paper',
            index=models.Index(fields=['case', 'kind', 'state'], name='paper_of_case'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='paper_number_once'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('drafted', 'checked'))), fields=('case', 'kind'), name='one_draft_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), models.Q(models.Q(('number', ''), _negated=True), models.Q(('digest', ''), _negated=True), ('signed_at__isnull', False)), _connector='OR'), name='issued_paper_is_whole'),
        ),
        migrations.AddIndex(
            model_name='service',
            index=models.Index(fields=['paper', 'served_at'], name='service_of_paper'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', False), ('served_at__isnull', False), _connector='OR'), name='service_sent_or_served'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('served_at', None), ('how', 'online'), models.Q(('proof', ''), _negated=True), _connector='OR'), name='service_has_its_proof'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('resident', None), ('body', None), _connector='OR'), name='service_to_one'),
        ),
        migrations.RunSQL(ISSUED, NOT_ISSUED),
        *append_only("documents_paperpdf"),
        *append_only("documents_recall"),
    ]
