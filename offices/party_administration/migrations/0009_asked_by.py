from django.db import migrations


class Migration(migrations.Migration):
    """The office that asks is called so in every register that all may ask."""

    dependencies = [("office_party_administration", "0008_internal")]
    operations = [
        migrations.RenameField("expenseclaim", "claimed_by", "asked_by"),
        migrations.RenameField("purchase", "needed_by", "asked_by"),
        migrations.RenameField("publicationreview", "from_office", "asked_by"),
        migrations.AlterModelOptions(
            name='expenseclaim',
            options={'permissions': (('handle_expenseclaim', 'Work on expense claims'), ('file_expenseclaim', 'File expense claims'), ('check_expenseclaim', "Check the expense claims of one's office"), ('approve_expenseclaim', 'Approve expense claims')), 'verbose_name': 'expense claim', 'verbose_name_plural': 'expense claims'},
        ),
        migrations.AlterModelOptions(
            name='publicationreview',
            options={'permissions': (('handle_publicationreview', 'Review texts before publication'), ('submit_publicationreview', 'Submit texts for the secrecy review'), ('close_publicationreview', 'Decide in the secrecy review')), 'verbose_name': 'review before publication', 'verbose_name_plural': 'reviews before publication'},
        ),
    ]
