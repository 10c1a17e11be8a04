import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_start'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('token_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('content_type', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='size')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('state', models.CharField(choices=[('held', 'still being checked'), ('clean', 'checked'), ('refused', 'refused after the check')], max_length=10, verbose_name='state')),
                ('finding', models.CharField(blank=True, max_length=200, verbose_name='finding')),
                ('audience', models.CharField(choices=[('staff', 'staff only'), ('resident', 'the resident who wrote'), ('both', 'staff and the resident')], default='both', max_length=10, verbose_name='meant for')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='cases.case')),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'file',
                'verbose_name_plural': 'files',
                'ordering': ('id',),
                'indexes': [models.Index(condition=models.Q(('case', None)), fields=['token_digest'], name='file_pending'), models.Index(condition=models.Q(('state', 'held')), fields=['id'], name='file_held')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('token_digest', '')), models.Q(('case', None), models.Q(('token_digest', ''), _negated=True)), _connector='OR'), name='file_attached_or_pending')],
            },
        ),
    ]
