"""When somebody is away, and posts in a neighbourhood's committee."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='first day away')),
                ('last', models.DateField(verbose_name='last day away')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'ordering': ('first', 'id'),
                'default_permissions': (),
            },
        ),
        migrations.RemoveConstraint(
            model_name='post',
            name='post_sits_where_its_role_does',
        ),
        migrations.RemoveConstraint(
            model_name='post',
            name='one_open_post_of_a_kind',
        ),
        migrations.AddField(
            model_name='post',
            name='neighbourhood',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='organisation.neighbourhood', verbose_name='neighbourhood'),
        ),
        migrations.AlterField(
            model_name='post',
            name='role',
            field=models.CharField(choices=[('window', 'Window clerk'), ('letters', 'Letters-and-calls clerk'), ('accusations', 'Post for accusations'), ('handler', 'Handler'), ('head', 'Head of the office'), ('leader', 'Sub-district leader'), ('district', 'District officer'), ('administrator', 'Administrator'), ('committee', 'Neighbourhood committee')], max_length=20, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('neighbourhood', None), ('office__isnull', False), ('role__in', ('window', 'letters', 'accusations', 'handler', 'head'))), models.Q(('body__isnull', False), ('neighbourhood', None), ('office', None), ('role', 'district')), models.Q(('body', None), ('neighbourhood__isnull', False), ('office', None), ('role', 'committee')), models.Q(('body', None), ('neighbourhood', None), ('office', None), ('role__in', ('leader', 'administrator'))), _connector='OR'), name='post_sits_where_its_role_does', violation_error_message='Choose an office for posts in an office, a district body for district officers, a neighbourhood for its committee, and none of them for leaders and administrators.'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(models.F('user'), models.F('role'), django.db.models.functions.comparison.Coalesce('office', 0), django.db.models.functions.comparison.Coalesce('body', 0), django.db.models.functions.comparison.Coalesce('neighbourhood', 0), condition=models.Q(('until', None)), name='one_open_post_of_a_kind', violation_error_message='This person already holds this post.'),
        ),
        migrations.AddField(
            model_name='absence',
            name='deputy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='deputy'),
        ),
        migrations.AddField(
            model_name='absence',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='absence',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='person'),
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
    ]
