DROP TRIGGER cases_search_access ON cases_case;
DROP TRIGGER cases_group_grant_access ON cases_casegroupobjectpermission;
DROP TRIGGER cases_user_grant_access ON cases_caseuserobjectpermission;
DROP TRIGGER cases_bar_access ON cases_bar;
DROP TRIGGER cases_assignment_access ON cases_assignment;
DROP TRIGGER cases_case_access_changed ON cases_case;
DROP TRIGGER cases_case_access_new ON cases_case;
DROP FUNCTION cases_search_access, cases_grant_changed, cases_beside_changed, cases_case_access;
DROP FUNCTION cases_refresh_access, cases_barred, cases_tokens;
