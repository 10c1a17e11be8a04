"""Where applications for an item are kept."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0004_reception_hall'),
    ]

    operations = [
        migrations.AddField(
            model_name='item',
            name='kept_in',
            field=models.SlugField(blank=True, help_text='Where an application made here is kept and worked on.', max_length=40, verbose_name='register of applications'),
        ),
        migrations.AlterField(
            model_name='item',
            name='channel',
            field=models.CharField(choices=[('guide', 'this guide only'), ('window', 'at the window'), ('link', 'on another site'), ('here', 'here, or at the window')], default='window', max_length=8, verbose_name='how it is done'),
        ),
    ]
