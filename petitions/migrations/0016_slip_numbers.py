"""Slips are numbered by each body for itself."""

from django.db import migrations

OF_EACH_BODY = """
UPDATE cases_case SET foreign_system = 'district_slip:' || card.body_id
FROM petitions_supervisioncard card
WHERE card.case_ptr_id = cases_case.id AND cases_case.foreign_system = 'district_slip' AND card.body_id IS NOT NULL
"""


class Migration(migrations.Migration):
    """Rows only."""

    dependencies = [("petitions", "0015_read_by_office")]

    operations = [migrations.RunSQL(OF_EACH_BODY, migrations.RunSQL.noop)]
