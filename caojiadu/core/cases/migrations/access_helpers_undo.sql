CREATE OR REPLACE FUNCTION cases_tokens(c cases_case) RETURNS integer[] LANGUAGE sql STABLE AS $$
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
        UNION ALL SELECT 1000000000 + g.user_id FROM cases_caseuserobjectpermission g
            JOIN auth_permission p ON p.id = g.permission_id AND p.codename = 'read_case'
            WHERE c.confidentiality < 2 AND g.content_object_id = c.id
        UNION ALL SELECT 1500000000 + g.group_id FROM cases_casegroupobjectpermission g
            JOIN auth_permission p ON p.id = g.permission_id AND p.codename = 'read_case'
            WHERE c.confidentiality < 2 AND g.content_object_id = c.id
    ) AS tokens
$$;
