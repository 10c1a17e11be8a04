import caojiadu.core.community.models.masked
import caojiadu.core.personal.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_start'),
        ('organisation', '0001_start'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EmailCode',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('email_sealed', caojiadu.core.personal.fields.SealedTextField()),
                ('code_digest', models.CharField(max_length=64)),
                ('tries_left', models.PositiveSmallIntegerField()),
                ('expires_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
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
            name='Resident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name_sealed', caojiadu.core.personal.fields.SealedTextField(blank=True, default='', verbose_name='full name')),
                ('name_digest', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('phone_sealed', caojiadu.core.personal.fields.SealedTextField(blank=True, default='', verbose_name='phone')),
                ('phone_digest', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('email_sealed', caojiadu.core.personal.fields.SealedTextField(blank=True, default='', verbose_name='e-mail')),
                ('id_type', models.CharField(blank=True, choices=[('id_card', 'Resident identity card'), ('residence_permit', 'Residence permit for Hong Kong, Macao and Taiwan residents'), ('hk_macao_permit', 'Mainland travel permit for Hong Kong and Macao residents'), ('taiwan_permit', 'Mainland travel permit for Taiwan residents'), ('passport', 'Passport')], default='', max_length=20, verbose_name='kind of paper')),
                ('id_sealed', caojiadu.core.personal.fields.SealedTextField(blank=True, default='', verbose_name='number of the paper')),
                ('id_digest', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('address_sealed', caojiadu.core.personal.fields.SealedTextField(blank=True, default='', verbose_name='address')),
                ('language', models.CharField(choices=[('zh-hans', '中文'), ('en', 'English')], default='zh-hans', max_length=10, verbose_name='language')),
                ('agreed_e_service_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed to electronic service')),
                ('agreed_e_service_text', models.CharField(blank=True, default='', max_length=40, verbose_name='version of the text agreed to')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('neighbourhood', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='organisation.neighbourhood', verbose_name='neighbourhood')),
            ],
            options={
                'verbose_name': 'resident',
                'verbose_name_plural': 'residents',
                'default_permissions': ('view',),
            },
            bases=(caojiadu.core.community.models.masked.Masked, models.Model),
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
            },
        ),
        migrations.CreateModel(
            name='Relative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('relation', models.CharField(choices=[('parent', 'my father or mother'), ('child', 'my child')], max_length=6, verbose_name='who it is')),
                ('name_sealed', caojiadu.core.personal.fields.SealedTextField(verbose_name='full name')),
                ('name_digest', models.CharField(editable=False, max_length=64)),
                ('phone_sealed', caojiadu.core.personal.fields.SealedTextField(blank=True, default='', verbose_name='phone')),
                ('phone_digest', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('id_type', models.CharField(blank=True, choices=[('id_card', 'Resident identity card'), ('residence_permit', 'Residence permit for Hong Kong, Macao and Taiwan residents'), ('hk_macao_permit', 'Mainland travel permit for Hong Kong and Macao residents'), ('taiwan_permit', 'Mainland travel permit for Taiwan residents'), ('passport', 'Passport')], default='', max_length=20, verbose_name='kind of paper')),
                ('id_sealed', caojiadu.core.personal.fields.SealedTextField(blank=True, default='', verbose_name='number of the paper')),
                ('id_digest', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('paper', models.CharField(blank=True, choices=[('household', 'Household register'), ('birth', 'Birth certificate'), ('guardian', 'Guardianship paper'), ('mandate', 'Signed authorisation, with both identity papers')], default='', max_length=9, verbose_name='paper seen')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('agreed_at', models.DateTimeField(null=True, verbose_name='agreed')),
                ('agreed_text', models.CharField(blank=True, default='', max_length=40, verbose_name='version of the text agreed to')),
                ('until', models.DateField(null=True, verbose_name='until')),
                ('used_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='account last used')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name="the relative's account, or the clerk who saw the papers")),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relatives', to=settings.AUTH_USER_MODEL, verbose_name='account that acts')),
            ],
            options={
                'verbose_name': 'relative for whom an account acts',
                'verbose_name_plural': 'relatives for whom accounts act',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('phone_digest', ''), _negated=True), fields=['phone_digest'], name='relative_by_phone'), models.Index(condition=models.Q(('paper', ''), _negated=True), fields=['-id'], name='relative_at_window')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreed_by', None), ('until', None)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('until__isnull', False)), _connector='OR'), name='relative_agreed_by_somebody_until'), models.CheckConstraint(condition=models.Q(models.Q(('paper', ''), models.Q(('phone_digest', ''), _negated=True)), models.Q(models.Q(('paper', ''), _negated=True), models.Q(('id_digest', ''), _negated=True)), _connector='OR'), name='relative_by_phone_or_by_paper'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user', 'name_digest', 'phone_digest', 'id_digest'), name='relative_once')],
            },
            bases=(caojiadu.core.community.models.masked.Masked, models.Model),
        ),
        migrations.AddIndex(
            model_name='resident',
            index=models.Index(condition=models.Q(('phone_digest', ''), _negated=True), fields=['phone_digest', 'name_digest'], name='resident_by_phone'),
        ),
        migrations.AddIndex(
            model_name='resident',
            index=models.Index(condition=models.Q(('name_digest', ''), _negated=True), fields=['name_digest'], name='resident_by_name'),
        ),
        migrations.AddConstraint(
            model_name='resident',
            constraint=models.UniqueConstraint(condition=models.Q(('id_digest', ''), _negated=True), fields=('id_digest', 'name_digest', 'phone_digest'), name='one_resident_per_paper_name_and_phone'),
        ),
        migrations.AddConstraint(
            model_name='resident',
            constraint=models.CheckConstraint(condition=models.Q(('id_digest', ''), models.Q(('id_type', ''), _negated=True), _connector='OR'), name='a_paper_has_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='resident',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_e_service_at', None), models.Q(('agreed_e_service_text', ''), _negated=True), _connector='OR'), name='agreed_to_a_known_text'),
        ),
        migrations.AddIndex(
            model_name='sameperson',
            index=models.Index(fields=['state', '-id'], name='same_person_state'),
        ),
        migrations.AddIndex(
            model_name='sameperson',
            index=models.Index(fields=['other', 'state'], name='same_person_other'),
        ),
        migrations.AddConstraint(
            model_name='sameperson',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='same_person_once'),
        ),
        migrations.AddConstraint(
            model_name='sameperson',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='same_person_in_order'),
        ),
    ]
