-- Sums of open matters that are not confidential: one row more for what a matter becomes, one for what it was. Rows are
-- only ever added here, so that no two changes wait for each other; core/cases/open_counts.py puts them together.

CREATE FUNCTION cases_count_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.closed_at IS NULL AND OLD.confidentiality < 2 THEN
        INSERT INTO cases_opencount (office_id, kind, state, due_at, number)
        VALUES (OLD.office_id, OLD.kind, OLD.state, OLD.due_at, -1);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.closed_at IS NULL AND NEW.confidentiality < 2 THEN
        INSERT INTO cases_opencount (office_id, kind, state, due_at, number)
        VALUES (NEW.office_id, NEW.kind, NEW.state, NEW.due_at, 1);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER cases_open_count AFTER INSERT OR DELETE ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_count_open();
CREATE TRIGGER cases_open_count_changed AFTER UPDATE ON cases_case
    FOR EACH ROW WHEN (
        (OLD.office_id, OLD.kind, OLD.state, OLD.due_at, OLD.closed_at IS NULL, OLD.confidentiality < 2)
        IS DISTINCT FROM
        (NEW.office_id, NEW.kind, NEW.state, NEW.due_at, NEW.closed_at IS NULL, NEW.confidentiality < 2)
    ) EXECUTE FUNCTION cases_count_open();

INSERT INTO cases_opencount (office_id, kind, state, due_at, number)
SELECT office_id, kind, state, due_at, count(*) FROM cases_case WHERE closed_at IS NULL AND confidentiality < 2
GROUP BY 1, 2, 3, 4;
