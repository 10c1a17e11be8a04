import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

WHAT = [
    ("post", "Give a post"),
    ("longer", "Let a post last longer"),
    ("active", "Open an account again"),
    ("name", "Change a name"),
    ("phone", "Change a phone, by which a password is set anew"),
    ("body", "Change where reports against people go"),
]
# A password that an administrator lent and nobody changed is known to two people: it counts no more, and its owner
# chooses one by a code to the phone.
NO_LENT_PASSWORDS = "UPDATE accounts_user SET password = '!' || md5(random()::text) WHERE password_lent"


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0004_three_administrators"),
    ]

    operations = [
        migrations.RunSQL(NO_LENT_PASSWORDS, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="user", name="password_lent"),
        migrations.AddField(
            model_name="user",
            name="phone_proven_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="signincode",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="approval",
            name="what",
            field=models.CharField(choices=WHAT, max_length=10, verbose_name="what is asked"),
        ),
    ]
