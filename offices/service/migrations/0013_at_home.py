from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('office_service', '0012_rolls'),
    ]

    operations = [
        migrations.RenameField(model_name='aidapplication', old_name='seen', new_name='at_home'),
    ]
