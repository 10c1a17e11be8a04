"""Reviews of services, and how many were given."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_state_open'),
        ('services', '0002_appointments'),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('guide', 'Finding out and this guide'), ('booking', 'Booking a time'), ('window', 'At the window'), ('result', 'The result')], max_length=8, verbose_name='what is judged')),
                ('grade', models.PositiveSmallIntegerField(choices=[(5, 'Very satisfied'), (4, 'Satisfied'), (3, 'Fair'), (2, 'Dissatisfied'), (1, 'Very dissatisfied')], verbose_name='grade')),
                ('said', models.TextField(blank=True, verbose_name='what was said')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('case', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='matter opened')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='services.item', verbose_name='service item')),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'reviews',
                'indexes': [models.Index(fields=['-given_at', '-id'], name='reviews_newest_first'), models.Index(fields=['grade', '-given_at', '-id'], name='reviews_of_a_grade')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('step', models.CharField(choices=[('guide', 'Finding out and this guide'), ('booking', 'Booking a time'), ('window', 'At the window'), ('result', 'The result')], max_length=8)),
                ('grade', models.PositiveSmallIntegerField(choices=[(5, 'Very satisfied'), (4, 'Satisfied'), (3, 'Fair'), (2, 'Dissatisfied'), (1, 'Very dissatisfied')])),
                ('given', models.PositiveIntegerField(default=0)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='services.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('month', 'item', 'step', 'grade'), name='one_tally_of_a_grade', nulls_distinct=False)],
            },
        ),
    ]
