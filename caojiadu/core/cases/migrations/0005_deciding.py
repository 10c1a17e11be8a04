from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

_TRIGGERS = """
CREATE FUNCTION cases_case_decides() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.decides := EXISTS (SELECT FROM cases_decidingstate WHERE state = NEW.state);
    RETURN NEW;
END $$;
CREATE TRIGGER cases_case_decides_new BEFORE INSERT ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_case_decides();
CREATE TRIGGER cases_case_decides_changed BEFORE UPDATE ON cases_case
    FOR EACH ROW WHEN ((OLD.state, OLD.decides) IS DISTINCT FROM (NEW.state, NEW.decides))
    EXECUTE FUNCTION cases_case_decides();
"""
_UNDO = """
DROP TRIGGER cases_case_decides_changed ON cases_case;
DROP TRIGGER cases_case_decides_new ON cases_case;
DROP FUNCTION cases_case_decides;
"""


class Migration(migrations.Migration):
    """Whether a matter waits for a decision. `load_official_lists` fills it for what is open (`mark_states`)."""

    atomic = False
    dependencies = [("cases", "0004_open_counts")]
    operations = [
        migrations.CreateModel(
            name="DecidingState",
            fields=[("state", models.CharField(max_length=32, primary_key=True, serialize=False))],
            options={
                "verbose_name": "state that waits for a decision",
                "verbose_name_plural": "states that wait for a decision",
            },
        ),
        migrations.AddField(
            model_name="case",
            name="decides",
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.RunSQL(_TRIGGERS, _UNDO),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("decides", True)),
                fields=["due_at", "id"],
                name="case_deciding",
            ),
        ),
    ]
