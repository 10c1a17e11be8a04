"""Who wrote a letter becomes its first petitioner; codes and claims that there are belong to them."""

from django.db import migrations

FORWARD = """
INSERT INTO petitions_petitioner
    (key, petition_id, resident_id, role, first, how, joined_at, share_identity, shows_name, served_at, review_until)
SELECT gen_random_uuid(), p.case_ptr_id, c.resident_id, 'representative', true,
    CASE WHEN c.opened_by_id IS NULL THEN 'wrote' ELSE 'desk' END,
    c.opened_at, p.share_identity, true, p.served_at, p.review_until
FROM petitions_petition p JOIN cases_case c ON c.id = p.case_ptr_id;
UPDATE petitions_querycode q SET petitioner_id = f.id FROM petitions_petitioner f WHERE f.petition_id = q.case_id;
UPDATE petitions_claim q SET petitioner_id = f.id FROM petitions_petitioner f WHERE f.petition_id = q.case_id;
UPDATE petitions_submission q SET petitioner_id = f.id FROM petitions_petitioner f
    WHERE f.petition_id = q.petition_id;
"""
BACK = """
UPDATE petitions_querycode SET petitioner_id = NULL;
UPDATE petitions_claim SET petitioner_id = NULL;
UPDATE petitions_submission SET petitioner_id = NULL;
DELETE FROM petitions_mandate;
DELETE FROM petitions_petitioner;
"""


class Migration(migrations.Migration):
    """Rows only."""

    dependencies = (("petitions", "0011_petitioners"),)
    operations = (migrations.RunSQL(FORWARD, BACK),)
