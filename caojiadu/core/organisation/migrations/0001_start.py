import caojiadu.core.bilingual
import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='short name')),
                ('name_zh', models.CharField(max_length=60, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=120, verbose_name='English name')),
                ('also_zh', models.CharField(blank=True, max_length=60, verbose_name='other Chinese name')),
                ('also_en', models.CharField(blank=True, max_length=120, verbose_name='other English name')),
                ('assists', models.BooleanField(default=False, verbose_name='assists only')),
            ],
            options={
                'verbose_name': 'centre',
                'verbose_name_plural': 'centres',
                'ordering': ('order', 'key'),
            },
            bases=(caojiadu.core.bilingual.Bilingual, models.Model),
        ),
        migrations.CreateModel(
            name='Function',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('code', models.CharField(max_length=4, unique=True, verbose_name='official code')),
                ('name_zh', models.CharField(max_length=120, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=240, verbose_name='English name')),
                ('assists', models.BooleanField(default=False, verbose_name='assists only')),
                ('record_zh', models.TextField(verbose_name='record kept, Chinese')),
                ('record_en', models.TextField(verbose_name='record kept, English')),
                ('states_zh', models.TextField(verbose_name='states, Chinese')),
                ('states_en', models.TextField(verbose_name='states, English')),
                ('limits_zh', models.TextField(blank=True, verbose_name='limit or cycle, Chinese')),
                ('limits_en', models.TextField(blank=True, verbose_name='limit or cycle, English')),
                ('basis', models.CharField(choices=[('law', 'law'), ('practice', 'practice'), ('unsure', 'to be confirmed')], default='practice', max_length=10, verbose_name='basis of the limit')),
                ('source_zh', models.CharField(blank=True, max_length=300, verbose_name='source of the limit, Chinese')),
                ('source_en', models.CharField(blank=True, max_length=300, verbose_name='source of the limit, English')),
                ('others_zh', models.TextField(blank=True, verbose_name='who else takes part, Chinese')),
                ('others_en', models.TextField(blank=True, verbose_name='who else takes part, English')),
                ('keywords_zh', models.TextField(blank=True, verbose_name='everyday words, Chinese')),
                ('keywords_en', models.TextField(blank=True, verbose_name='everyday words, English')),
            ],
            options={
                'verbose_name': 'function',
                'verbose_name_plural': 'functions',
                'ordering': ('order', 'code'),
                'permissions': (('move_function', 'Can move a function to another office'),),
            },
            bases=(caojiadu.core.bilingual.Bilingual, models.Model),
        ),
        migrations.CreateModel(
            name='Neighbourhood',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='short name')),
                ('code', models.CharField(max_length=4, unique=True, verbose_name='official code')),
                ('name_zh', models.CharField(max_length=30, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=60, verbose_name='English name')),
                ('pinyin', models.CharField(max_length=60, verbose_name='pinyin')),
            ],
            options={
                'verbose_name': 'neighbourhood',
                'verbose_name_plural': 'neighbourhoods',
                'ordering': ('order', 'code'),
            },
            bases=(caojiadu.core.bilingual.Bilingual, models.Model),
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('code', models.CharField(max_length=2, unique=True, verbose_name='official code')),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='short name')),
                ('name_zh', models.CharField(max_length=60, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=120, verbose_name='English name')),
                ('plate_zh', models.CharField(blank=True, max_length=60, verbose_name='second plate, Chinese')),
                ('plate_en', models.CharField(blank=True, max_length=120, verbose_name='second plate, English')),
                ('confirmed', models.BooleanField(default=True, help_text='Untick while it is unsure whether the office bears this name.', verbose_name='names confirmed')),
            ],
            options={
                'verbose_name': 'office',
                'verbose_name_plural': 'offices',
                'ordering': ('order', 'code'),
            },
            bases=(caojiadu.core.bilingual.Bilingual, models.Model),
        ),
        migrations.CreateModel(
            name='DistrictBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='short name')),
                ('name_zh', models.CharField(max_length=60, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=160, verbose_name='English name')),
                ('field_zh', models.CharField(blank=True, max_length=120, verbose_name='its field, Chinese')),
                ('field_en', models.CharField(blank=True, max_length=240, verbose_name='its field, English')),
                ('receives', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('escalation', 'what the office cannot settle'), ('opinion', 'opinions and suggestions'), ('urgent', 'urgent and major matters'), ('overdue', 'matters past their limit'), ('review', 'file copies for review'), ('objection', 'objections to a transfer'), ('joint', 'requests for a joint meeting'), ('accusation', 'reports against officials'), ('grid', 'grid cases'), ('hotline', '12345 orders'), ('consult', 'matters of its own field')], max_length=12), blank=True, default=list, size=None, verbose_name='receives')),
                ('confirmed', models.BooleanField(default=False, help_text='Tick when the present name of this body has been checked.', verbose_name='name confirmed')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
                ('channel', models.CharField(choices=[('portal', "this portal's district pages"), ('http', 'signed JSON to another system')], default='portal', max_length=8, verbose_name='channel')),
                ('endpoint', models.URLField(blank=True, verbose_name='address of its system')),
                ('key_id', models.SlugField(blank=True, help_text='The secret of this name is read from the environment.', max_length=40, verbose_name='key name')),
            ],
            options={
                'verbose_name': 'district body',
                'verbose_name_plural': 'district bodies',
                'ordering': ('order', 'key'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('channel', 'http'), _negated=True), models.Q(models.Q(('endpoint', ''), _negated=True), models.Q(('key_id', ''), _negated=True)), _connector='OR'), name='organisation_body_http_has_endpoint')],
            },
            bases=(caojiadu.core.bilingual.Bilingual, models.Model),
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('group', models.CharField(choices=[('office', 'the office'), ('leaders', 'leaders'), ('centre', 'centres'), ('petitions', 'letters and calls'), ('privacy', 'personal information'), ('site', 'the website')], max_length=10, verbose_name='kind of fact')),
                ('label_zh', models.CharField(max_length=80, verbose_name='Chinese label')),
                ('label_en', models.CharField(max_length=120, verbose_name='English label')),
                ('value_zh', models.CharField(blank=True, max_length=300, verbose_name='value')),
                ('value_en', models.CharField(blank=True, max_length=300, verbose_name='English value, where it differs')),
                ('required', models.BooleanField(default=True, editable=False, verbose_name='required')),
                ('centre', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='organisation.centre', verbose_name='centre')),
            ],
            options={
                'verbose_name': 'fact',
                'verbose_name_plural': 'facts',
                'ordering': ('order', 'key'),
            },
        ),
        migrations.AddField(
            model_name='centre',
            name='function',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='centres', to='organisation.function', verbose_name='function'),
        ),
        migrations.AddField(
            model_name='function',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='functions', to='organisation.office', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='centre',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='centres', to='organisation.office', verbose_name='office'),
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('code', models.CharField(max_length=6, unique=True, verbose_name='official code')),
                ('text_zh', models.TextField(verbose_name='Chinese text')),
                ('text_en', models.TextField(verbose_name='English text')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clauses', to='organisation.responsibility', verbose_name='responsibility')),
            ],
            options={
                'verbose_name': 'responsibility',
                'verbose_name_plural': 'responsibilities',
                'ordering': ('order', 'code'),
            },
        ),
        migrations.AddField(
            model_name='function',
            name='responsibilities',
            field=models.ManyToManyField(blank=True, related_name='functions', to='organisation.responsibility', verbose_name='responsibilities'),
        ),
    ]
