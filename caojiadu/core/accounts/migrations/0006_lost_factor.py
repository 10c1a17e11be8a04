from django.db import migrations, models

WHAT = [
    ("post", "Give a post"),
    ("longer", "Let a post last longer"),
    ("active", "Open an account again"),
    ("name", "Change a name"),
    ("phone", "Change a phone, by which a password is set anew"),
    ("factor", "Take away a second factor that was lost"),
    ("body", "Change where reports against people go"),
]


class Migration(migrations.Migration):

    dependencies = [("accounts", "0005_own_passwords")]

    operations = [
        migrations.AlterField(
            model_name="approval",
            name="what",
            field=models.CharField(choices=WHAT, max_length=10, verbose_name="what is asked"),
        ),
    ]
