"""What some cases have not is not demanded of them; re-checks note when they were brought into the entry."""

import django.core.validators
from django.db import migrations, models


def were_carried_out(apps, _editor):
    """Until now a decision was brought into the household's entry when it was made."""
    reviews = apps.get_model("office_service", "AssistanceReview").objects
    reviews.filter(state__in=("aidreview_decided", "aidreview_told")).update(carried_out=True)


class Migration(migrations.Migration):

    dependencies = [
        ('office_service', '0006_longer_relief'),
    ]

    operations = [
        migrations.AddField(
            model_name='assistancereview',
            name='carried_out',
            field=models.BooleanField(default=False, editable=False, verbose_name="brought into the household's entry"),
        ),
        migrations.AddField(
            model_name='pensionclaim',
            name='amount',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='Funeral allowance and survivors: paid once.', max_digits=10, null=True, verbose_name='amount granted (yuan)'),
        ),
        migrations.AlterField(
            model_name='insuranceregistration',
            name='since',
            field=models.DateField(blank=True, null=True, verbose_name='to hold from'),
        ),
        migrations.AlterField(
            model_name='medicalenrolment',
            name='premium',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='contribution (yuan)'),
        ),
        migrations.AlterField(
            model_name='pensionclaim',
            name='retires_on',
            field=models.DateField(blank=True, null=True, verbose_name='to be paid from'),
        ),
        migrations.AlterField(
            model_name='pensionclaim',
            name='years',
            field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(60)], verbose_name='years of contributions'),
        ),
        migrations.RunPython(were_carried_out, migrations.RunPython.noop),
    ]
