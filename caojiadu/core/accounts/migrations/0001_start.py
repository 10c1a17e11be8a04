import caojiadu.core.accounts.models.people
import caojiadu.core.personal.fields
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('organisation', '0001_start'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignInCode',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('phone_sealed', caojiadu.core.personal.fields.SealedTextField()),
                ('phone_digest', models.CharField(max_length=64)),
                ('code_digest', models.CharField(max_length=64)),
                ('tries_left', models.PositiveSmallIntegerField()),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('kind', models.CharField(choices=[('staff', 'Staff'), ('resident', 'Resident'), ('district', 'District officer')], default='staff', max_length=10, verbose_name='kind')),
                ('display_name', models.CharField(blank=True, max_length=60, verbose_name='full name')),
                ('phone_sealed', caojiadu.core.personal.fields.SealedTextField(blank=True, default='', editable=False, verbose_name='phone')),
                ('phone_digest', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('language', models.CharField(choices=[('zh-hans', '中文'), ('en', 'English')], default='zh-hans', max_length=10, verbose_name='language')),
                ('password_lent', models.BooleanField(default=False, editable=False, verbose_name='password to be changed at the next sign-in')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
            },
            managers=[
                ('objects', caojiadu.core.accounts.models.people.People()),
            ],
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='first day away')),
                ('last', models.DateField(verbose_name='last day away')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='deputy')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'ordering': ('first', 'id'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='GivenPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='auth.group')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='auth.permission')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('window', 'Window clerk'), ('letters', 'Letters-and-calls clerk'), ('accusations', 'Post for accusations'), ('handler', 'Handler'), ('head', 'Head of the office'), ('leader', 'Sub-district leader'), ('district', 'District officer'), ('administrator', 'Administrator'), ('committee', 'Neighbourhood committee')], max_length=20, verbose_name='role')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='first day')),
                ('until', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='organisation.districtbody', verbose_name='district body')),
                ('neighbourhood', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='organisation.neighbourhood', verbose_name='neighbourhood')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='organisation.office', verbose_name='office')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
                'ordering': ('since', 'id'),
            },
        ),
        migrations.CreateModel(
            name='Throttle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(max_length=40)),
                ('key_digest', models.CharField(max_length=64)),
                ('hits', models.PositiveIntegerField()),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('scope', 'key_digest'), name='one_throttle_per_key')],
            },
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'resident'), models.Q(('phone_digest', ''), _negated=True)), fields=('phone_digest',), name='one_resident_per_phone'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'resident'), _negated=True), ('is_superuser', False), _connector='OR'), name='resident_is_no_superuser'),
        ),
        migrations.AddIndex(
            model_name='absence',
            index=models.Index(fields=['deputy', 'last'], name='absence_by_deputy'),
        ),
        migrations.AddIndex(
            model_name='absence',
            index=models.Index(fields=['user', 'last'], name='absence_by_user'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='absence_ends_after_begin'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('deputy', models.F('user')), _negated=True), name='absence_deputy_is_another'),
        ),
        migrations.AddConstraint(
            model_name='givenpermission',
            constraint=models.UniqueConstraint(fields=('group', 'permission'), name='given_once'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['office', 'role'], name='post_by_office'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['body', 'role'], name='post_by_body'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='post_ends_after_it_begins', violation_error_message='The last day comes before the first.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('neighbourhood', None), ('office__isnull', False), ('role__in', ('window', 'letters', 'accusations', 'handler', 'head'))), models.Q(('body__isnull', False), ('neighbourhood', None), ('office', None), ('role', 'district')), models.Q(('body', None), ('neighbourhood__isnull', False), ('office', None), ('role', 'committee')), models.Q(('body', None), ('neighbourhood', None), ('office', None), ('role__in', ('leader', 'administrator'))), _connector='OR'), name='post_sits_where_its_role_does', violation_error_message='Choose an office for posts in an office, a district body for district officers, a neighbourhood for its committee, and none of them for leaders and administrators.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(models.F('user'), models.F('role'), django.db.models.functions.comparison.Coalesce('office', 0), django.db.models.functions.comparison.Coalesce('body', 0), django.db.models.functions.comparison.Coalesce('neighbourhood', 0), condition=models.Q(('until', None)), name='one_open_post_of_a_kind', violation_error_message='This person already holds this post.'),
        ),
    ]
