-- Who may open a case, as two arrays on the case. The numbers are those of core/cases/tokens.py:
-- office x 100 + role, 1,000,000,000 + user, 1,500,000,000 + group; role 0 is "works in the office", 2 its head,
-- 3 letters clerk, 5 confidential post, 6 (office 0) the leaders; 50 is no role: the office helps;
-- 51 neither: the office is asked to take the lead, and its head reads the case to decide; 1,900,000,000 + neighbourhood:
-- its committee helps with an ordinary case.

CREATE FUNCTION cases_tokens(c cases_case) RETURNS integer[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT token ORDER BY token), '{}') FROM (
        -- confidential: the two posts of the registering desk, and nobody else on any ground
        SELECT c.registrar_id * 100 + 5 AS token WHERE c.confidentiality = 2 AND c.registrar_id IS NOT NULL
        UNION ALL SELECT c.office_id * 100 WHERE c.confidentiality = 0
        UNION ALL SELECT c.office_id * 100 + 2 WHERE c.confidentiality < 2
        UNION ALL SELECT 6 WHERE c.confidentiality < 2
        UNION ALL SELECT c.registrar_id * 100 + 3 WHERE c.confidentiality < 2 AND c.registrar_id IS NOT NULL
        UNION ALL SELECT 1000000000 + c.handler_id WHERE c.confidentiality < 2 AND c.handler_id IS NOT NULL
        UNION ALL SELECT 1000000000 + c.opened_by_id WHERE c.confidentiality = 0 AND c.opened_by_id IS NOT NULL
        -- a co-office opens it as any member would, and finds it in its queue by a token of its own
        UNION ALL SELECT a.office_id * 100 + code FROM cases_assignment a CROSS JOIN (VALUES (0), (50)) AS co (code)
            WHERE c.confidentiality = 0 AND a.case_id = c.id AND a.role = 'co' AND a.until IS NULL
        -- an office that is asked to take it over: its head, and a token for the queue
        UNION ALL SELECT a.office_id * 100 + code FROM cases_assignment a CROSS JOIN (VALUES (2), (51)) AS asked (code)
            WHERE c.confidentiality < 2 AND a.case_id = c.id AND a.role = 'asked' AND a.until IS NULL
        UNION ALL SELECT 1900000000 + a.neighbourhood_id FROM cases_assignment a
            WHERE c.confidentiality = 0 AND a.case_id = c.id AND a.role = 'committee' AND a.until IS NULL
        UNION ALL SELECT 1000000000 + g.user_id FROM cases_caseuserobjectpermission g
            JOIN auth_permission p ON p.id = g.permission_id AND p.codename = 'read_case'
            WHERE c.confidentiality < 2 AND g.content_object_id = c.id
        UNION ALL SELECT 1500000000 + g.group_id FROM cases_casegroupobjectpermission g
            JOIN auth_permission p ON p.id = g.permission_id AND p.codename = 'read_case'
            WHERE c.confidentiality < 2 AND g.content_object_id = c.id
    ) AS tokens
$$;

CREATE FUNCTION cases_barred(case_key bigint) RETURNS integer[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT user_id::integer ORDER BY user_id::integer), '{}')
    FROM cases_bar WHERE case_id = case_key
$$;

-- The case row itself changed: its own update already holds the lock, so compute in place.
CREATE FUNCTION cases_case_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.readers := cases_tokens(NEW);
    NEW.barred := cases_barred(NEW.id);
    RETURN NEW;
END $$;

CREATE TRIGGER cases_case_access_new BEFORE INSERT ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_case_access();
CREATE TRIGGER cases_case_access_changed BEFORE UPDATE ON cases_case
    FOR EACH ROW WHEN (
        (OLD.office_id, OLD.registrar_id, OLD.handler_id, OLD.opened_by_id, OLD.confidentiality, OLD.readers, OLD.barred)
        IS DISTINCT FROM
        (NEW.office_id, NEW.registrar_id, NEW.handler_id, NEW.opened_by_id, NEW.confidentiality, NEW.readers, NEW.barred)
    ) EXECUTE FUNCTION cases_case_access();

-- A row beside the case changed: lock the case first, then recompute in a statement that sees what others committed
-- while we waited. Without the lock, of forty changes at once all but the last would be lost.
CREATE FUNCTION cases_refresh_access(case_key bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM cases_case WHERE id = case_key FOR NO KEY UPDATE;
    UPDATE cases_case c SET readers = cases_tokens(c), barred = cases_barred(c.id)
    WHERE c.id = case_key AND (c.readers, c.barred) IS DISTINCT FROM (cases_tokens(c), cases_barred(c.id));
END $$;

CREATE FUNCTION cases_beside_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM cases_refresh_access(OLD.case_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM cases_refresh_access(NEW.case_id); END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION cases_grant_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM cases_refresh_access(OLD.content_object_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM cases_refresh_access(NEW.content_object_id); END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER cases_assignment_access AFTER INSERT OR UPDATE OR DELETE ON cases_assignment
    FOR EACH ROW EXECUTE FUNCTION cases_beside_changed();
CREATE TRIGGER cases_bar_access AFTER INSERT OR UPDATE OR DELETE ON cases_bar
    FOR EACH ROW EXECUTE FUNCTION cases_beside_changed();
CREATE TRIGGER cases_user_grant_access AFTER INSERT OR UPDATE OR DELETE ON cases_caseuserobjectpermission
    FOR EACH ROW EXECUTE FUNCTION cases_grant_changed();
CREATE TRIGGER cases_group_grant_access AFTER INSERT OR UPDATE OR DELETE ON cases_casegroupobjectpermission
    FOR EACH ROW EXECUTE FUNCTION cases_grant_changed();

-- The search row carries a copy, so that one index answers "these words, of what I may open". A case that becomes
-- confidential loses its search row.
CREATE FUNCTION cases_search_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.confidentiality = 2 THEN
        DELETE FROM cases_casesearch WHERE case_id = NEW.id;
    ELSE
        UPDATE cases_casesearch SET readers = NEW.readers WHERE case_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER cases_search_access AFTER UPDATE ON cases_case
    FOR EACH ROW WHEN ((OLD.readers, OLD.confidentiality) IS DISTINCT FROM (NEW.readers, NEW.confidentiality))
    EXECUTE FUNCTION cases_search_access();

-- The planner must know rare tokens from common ones: a leader's list runs down an index by date, a grant's from here.
ALTER TABLE cases_case ALTER COLUMN readers SET STATISTICS 1000;
ALTER TABLE cases_casesearch ALTER COLUMN readers SET STATISTICS 1000;
