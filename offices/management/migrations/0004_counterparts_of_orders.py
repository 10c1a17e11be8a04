"""What is noted about orders in 12345 moves to the counterparts that all kinds share."""

from django.db import migrations

_MOVE = """
INSERT INTO external_systems_counterpart
    (case_id, system, number, changes, changed_at, exported_at, entered_at, agreed_at)
SELECT c.id, '12345', c.foreign_number,
    CASE WHEN s.told THEN ARRAY[CASE WHEN c.state = 'order_sent_back' THEN 'send_back' ELSE 'release_reply' END]
        ELSE ARRAY[]::varchar[] END,
    CASE WHEN s.told THEN coalesce(o.replied_at, c.closed_at, c.opened_at) END,
    CASE WHEN s.told THEN o.exported_at END,
    CASE WHEN s.told THEN o.confirmed_at END,
    o.last_sync_at
FROM office_management_hotlineorder o
JOIN cases_case c ON c.id = o.case_ptr_id
CROSS JOIN LATERAL (SELECT c.state IN ('order_replied', 'order_closed', 'order_sent_back') AS told) s
WHERE c.foreign_system = '12345'
"""


class Migration(migrations.Migration):
    dependencies = [("office_management", "0003_sheet_progress"), ("external_systems", "0001_counterparts")]
    operations = [migrations.RunSQL(_MOVE, "DELETE FROM external_systems_counterpart WHERE system = '12345'")]
