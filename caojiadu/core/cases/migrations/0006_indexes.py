import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes by state, category and handler for what is closed too; none that another covers or nothing asks for."""

    dependencies = [
        ('cases', '0005_deciding'),
        ('community', '0002_last_change'),
        ('organisation', '0002_last_change'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='case',
            name='case_office_state',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_waiting',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_resident',
        ),
        migrations.AlterField(
            model_name='case',
            name='category',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.category', verbose_name='category'),
        ),
        migrations.AlterField(
            model_name='case',
            name='function',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.function', verbose_name='function'),
        ),
        migrations.AlterField(
            model_name='case',
            name='handler',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handler'),
        ),
        migrations.AlterField(
            model_name='case',
            name='held_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='held by'),
        ),
        migrations.AlterField(
            model_name='case',
            name='neighbourhood',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.neighbourhood', verbose_name='neighbourhood'),
        ),
        migrations.AlterField(
            model_name='case',
            name='number',
            field=models.CharField(editable=False, max_length=24, null=True, verbose_name='number'),
        ),
        migrations.AlterField(
            model_name='case',
            name='opened_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AlterField(
            model_name='case',
            name='parent',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='cases.case', verbose_name='from'),
        ),
        migrations.AlterField(
            model_name='case',
            name='registrar',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.office', verbose_name='registering desk'),
        ),
        migrations.AlterField(
            model_name='case',
            name='resident',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.resident', verbose_name='resident'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('waiting', ''), _negated=True), fields=['office', 'due_at', 'id'], name='case_waiting_office'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['state', '-opened_at', '-id'], name='case_state_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('category__isnull', False)), fields=['category', '-opened_at', '-id'], name='case_category_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('handler__isnull', False)), fields=['handler', '-opened_at', '-id'], name='case_handler_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('resident__isnull', False)), fields=['resident', '-opened_at'], name='case_resident_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent'], name='case_parent'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('number',), name='case_number_once'),
        ),
    ]
