-- The sums of open_counts.sql by whom a matter waits for, too.

CREATE OR REPLACE FUNCTION cases_count_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.closed_at IS NULL AND OLD.confidentiality < 2 THEN
        INSERT INTO cases_opencount (office_id, kind, state, waiting, due_at, number)
        VALUES (OLD.office_id, OLD.kind, OLD.state, OLD.waiting, OLD.due_at, -1);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.closed_at IS NULL AND NEW.confidentiality < 2 THEN
        INSERT INTO cases_opencount (office_id, kind, state, waiting, due_at, number)
        VALUES (NEW.office_id, NEW.kind, NEW.state, NEW.waiting, NEW.due_at, 1);
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER cases_open_count_changed ON cases_case;
CREATE TRIGGER cases_open_count_changed AFTER UPDATE ON cases_case
    FOR EACH ROW WHEN (
        (OLD.office_id, OLD.kind, OLD.state, OLD.waiting, OLD.due_at, OLD.closed_at IS NULL, OLD.confidentiality < 2)
        IS DISTINCT FROM
        (NEW.office_id, NEW.kind, NEW.state, NEW.waiting, NEW.due_at, NEW.closed_at IS NULL, NEW.confidentiality < 2)
    ) EXECUTE FUNCTION cases_count_open();

DELETE FROM cases_opencount;
INSERT INTO cases_opencount (office_id, kind, state, waiting, due_at, number)
SELECT office_id, kind, state, waiting, due_at, count(*) FROM cases_case WHERE closed_at IS NULL AND confidentiality < 2
GROUP BY 1, 2, 3, 4, 5;
