"""The catalogue of service items."""

import caojiadu.core.bilingual
import django.db.models.deletion
import services.catalogue.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LifeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='short name')),
                ('name_zh', models.CharField(max_length=40, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=60, verbose_name='English name')),
                ('icon', models.SlugField(default='people', max_length=40, verbose_name='icon')),
            ],
            options={
                'verbose_name': 'occasion in life',
                'verbose_name_plural': 'occasions in life',
                'ordering': ('order', 'key'),
            },
            bases=(caojiadu.core.bilingual.Bilingual, models.Model),
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='short name')),
                ('name_zh', models.CharField(max_length=60, verbose_name='Chinese name')),
                ('name_en', models.CharField(max_length=120, verbose_name='English name')),
                ('also_zh', models.CharField(blank=True, max_length=300, verbose_name='what people say, Chinese')),
                ('also_en', models.CharField(blank=True, max_length=300, verbose_name='what people say, English')),
                ('what_zh', models.TextField(verbose_name='what it is, Chinese')),
                ('what_en', models.TextField(verbose_name='what it is, English')),
                ('decider_zh', models.CharField(blank=True, max_length=120, verbose_name='who decides, Chinese')),
                ('decider_en', models.CharField(blank=True, max_length=200, verbose_name='who decides, English')),
                ('channel', models.CharField(choices=[('guide', 'this guide only'), ('window', 'at the window'), ('link', 'on another site')], default='window', max_length=8, verbose_name='how it is done')),
                ('link', models.URLField(blank=True, verbose_name='address of the other site')),
                ('published', models.BooleanField(default=True, verbose_name='published')),
                ('retired_on', models.DateField(blank=True, null=True, verbose_name='no longer offered since')),
                ('centre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='service_items', to='organisation.centre', verbose_name='centre')),
                ('function', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='service_items', to='organisation.function', verbose_name='function')),
                ('events', models.ManyToManyField(blank=True, related_name='items', to='services.lifeevent', verbose_name='occasions in life')),
            ],
            options={
                'verbose_name': 'service item',
                'verbose_name_plural': 'service items',
                'ordering': ('order', 'key'),
            },
            bases=(caojiadu.core.bilingual.Bilingual, models.Model),
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(default=services.catalogue.models.new_key, editable=False, max_length=60, unique=True)),
                ('text_zh', models.CharField(max_length=300, verbose_name='Chinese text')),
                ('text_en', models.CharField(max_length=400, verbose_name='English text')),
                ('source_zh', models.CharField(blank=True, max_length=200, verbose_name='source, Chinese')),
                ('source_en', models.CharField(blank=True, max_length=240, verbose_name='source, English')),
                ('confirmed', models.BooleanField(default=False, help_text='Tick once it agrees with the source; the public sees it then.', verbose_name='confirmed')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='services.item', verbose_name='service item')),
            ],
            options={
                'verbose_name': 'condition',
                'verbose_name_plural': 'conditions',
                'ordering': ('order', 'key'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', False), models.Q(('source_zh', ''), _negated=True), _connector='OR'), name='condition_confirmed_has_source')],
            },
        ),
        migrations.CreateModel(
            name='Amount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(default=services.catalogue.models.new_key, editable=False, max_length=60, unique=True)),
                ('text_zh', models.CharField(max_length=300, verbose_name='Chinese text')),
                ('text_en', models.CharField(max_length=400, verbose_name='English text')),
                ('source_zh', models.CharField(blank=True, max_length=200, verbose_name='source, Chinese')),
                ('source_en', models.CharField(blank=True, max_length=240, verbose_name='source, English')),
                ('confirmed', models.BooleanField(default=False, help_text='Tick once it agrees with the source; the public sees it then.', verbose_name='confirmed')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='services.item', verbose_name='service item')),
            ],
            options={
                'verbose_name': 'amount',
                'verbose_name_plural': 'amounts',
                'ordering': ('order', 'key'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', False), models.Q(('source_zh', ''), _negated=True), _connector='OR'), name='amount_confirmed_has_source')],
            },
        ),
        migrations.CreateModel(
            name='Limit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(default=services.catalogue.models.new_key, editable=False, max_length=60, unique=True)),
                ('text_zh', models.CharField(max_length=300, verbose_name='Chinese text')),
                ('text_en', models.CharField(max_length=400, verbose_name='English text')),
                ('source_zh', models.CharField(blank=True, max_length=200, verbose_name='source, Chinese')),
                ('source_en', models.CharField(blank=True, max_length=240, verbose_name='source, English')),
                ('confirmed', models.BooleanField(default=False, help_text='Tick once it agrees with the source; the public sees it then.', verbose_name='confirmed')),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='days')),
                ('working', models.BooleanField(default=True, verbose_name='working days')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='services.item', verbose_name='service item')),
            ],
            options={
                'verbose_name': 'limit',
                'verbose_name_plural': 'limits',
                'ordering': ('order', 'key'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', False), models.Q(('source_zh', ''), _negated=True), _connector='OR'), name='limit_confirmed_has_source')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(default=services.catalogue.models.new_key, editable=False, max_length=60, unique=True)),
                ('text_zh', models.CharField(max_length=300, verbose_name='Chinese text')),
                ('text_en', models.CharField(max_length=400, verbose_name='English text')),
                ('source_zh', models.CharField(blank=True, max_length=200, verbose_name='source, Chinese')),
                ('source_en', models.CharField(blank=True, max_length=240, verbose_name='source, English')),
                ('confirmed', models.BooleanField(default=False, help_text='Tick once it agrees with the source; the public sees it then.', verbose_name='confirmed')),
                ('obtained', models.BooleanField(default=False, help_text='Then residents are not asked for it.', verbose_name='the office gets it itself')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='services.item', verbose_name='service item')),
            ],
            options={
                'verbose_name': 'paper',
                'verbose_name_plural': 'papers',
                'ordering': ('order', 'key'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', False), models.Q(('source_zh', ''), _negated=True), _connector='OR'), name='paper_confirmed_has_source')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('loaded', models.JSONField(default=dict, editable=False)),
                ('key', models.SlugField(default=services.catalogue.models.new_key, editable=False, max_length=60, unique=True)),
                ('text_zh', models.CharField(max_length=300, verbose_name='Chinese text')),
                ('text_en', models.CharField(max_length=400, verbose_name='English text')),
                ('source_zh', models.CharField(blank=True, max_length=200, verbose_name='source, Chinese')),
                ('source_en', models.CharField(blank=True, max_length=240, verbose_name='source, English')),
                ('confirmed', models.BooleanField(default=False, help_text='Tick once it agrees with the source; the public sees it then.', verbose_name='confirmed')),
                ('wanted', models.BooleanField(default=True, verbose_name='yes is the answer that fits')),
                ('otherwise_zh', models.CharField(max_length=200, verbose_name='what to tell otherwise, Chinese')),
                ('otherwise_en', models.CharField(max_length=300, verbose_name='what to tell otherwise, English')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='services.item', verbose_name='service item')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ('order', 'key'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed', False), models.Q(('source_zh', ''), _negated=True), _connector='OR'), name='question_confirmed_has_source')],
            },
        ),
    ]
