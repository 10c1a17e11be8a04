"""An issued paper never changes: a trigger refuses it; its PDF is inserted and read, nothing else."""

from django.db import migrations

from caojiadu.core.audit.roles import append_only

CREATE = """
CREATE FUNCTION documents_paper_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'paper %% was issued and cannot be changed', OLD.number USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER documents_paper_issued BEFORE UPDATE OR DELETE ON documents_paper
    FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION documents_paper_issued();
""".replace("%%", "%")
DROP = """
DROP TRIGGER documents_paper_issued ON documents_paper;
DROP FUNCTION documents_paper_issued();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_papers"), ("audit", "0002_roles")]

    operations = [migrations.RunSQL(CREATE, DROP), *append_only("documents_paperpdf")]
