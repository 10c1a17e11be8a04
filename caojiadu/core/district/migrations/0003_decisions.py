"""What bodies decide: on objections to a transfer, and on requests for review."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the decision and its date, and the kinds that ask for one."""

    dependencies = [
        ('district', '0002_replies'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='decided_on',
            field=models.DateField(null=True, verbose_name='date of the decision'),
        ),
        migrations.AddField(
            model_name='report',
            name='decision',
            field=models.CharField(blank=True, choices=[('agreed', 'Agreed: the material goes back'), ('refused', 'Not agreed: the matter stays with the sub-district'), ('upheld', 'The opinion is upheld'), ('changed', 'The opinion is changed'), ('revoked', 'The opinion is revoked, and the matter handled again'), ('not_accepted', 'The request is not accepted')], max_length=12, verbose_name='decision'),
        ),
        migrations.AlterField(
            model_name='report',
            name='kind',
            field=models.CharField(choices=[('unsettled', 'What the office cannot settle'), ('opinion', 'Opinion or suggestion'), ('overdue', 'A limit that passed'), ('accusation', 'Report against somebody'), ('objection', 'Objection to a transfer'), ('transfer', 'Matter passed to you'), ('review', 'Request for review'), ('re_review', 'Request for re-review, for the municipality')], max_length=10, verbose_name='kind'),
        ),
    ]
