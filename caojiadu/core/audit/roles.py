"""What the application's database role may do: everything the portal needs, and no rewriting of append-only tables.

Migrations run as the owner. A table is made append-only by the migration that creates it:
`operations = [CreateModel(...), *append_only("cases_caseevent")]`, with a dependency on ("audit", "0001_start").
"""

from django.conf import settings
from django.db.migrations import RunSQL


def quoted(name: str) -> str:
    """Quote an identifier for SQL. Raises ValueError on a NUL."""
    if "\0" in name:
        raise ValueError("an identifier cannot hold a NUL")
    return '"' + name.replace('"', '""') + '"'


def application_role() -> str:
    """Return the quoted name of the role that the web and the workers sign in with."""
    return quoted(settings.APPLICATION_ROLE)


def ensure_role() -> RunSQL:
    """Create the application role where it is missing and we may; the server's keeper gives it a password."""
    literal = "'" + settings.APPLICATION_ROLE.replace("'", "''") + "'"
    return RunSQL(
        f"""
        DO $do$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {literal}) THEN
                CREATE ROLE {application_role()} NOLOGIN;
            END IF;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'The role {settings.APPLICATION_ROLE.replace("'", "''")} is missing; '
                    'create it as a superuser (CREATE ROLE ... LOGIN), then migrate again';
        END $do$
        """,
        RunSQL.noop,
    )


def grant_application_role() -> list[RunSQL]:
    """Let the application role read and write all tables of the schema, those of later migrations included."""
    role = application_role()
    tables, sequences = "SELECT, INSERT, UPDATE, DELETE", "USAGE, SELECT"
    return [
        ensure_role(),
        RunSQL(f"GRANT USAGE ON SCHEMA public TO {role}", f"REVOKE USAGE ON SCHEMA public FROM {role}"),
        RunSQL(
            f"GRANT {tables} ON ALL TABLES IN SCHEMA public TO {role};"
            f"GRANT {sequences} ON ALL SEQUENCES IN SCHEMA public TO {role}",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};"
            f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}",
        ),
        RunSQL(
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {tables} ON TABLES TO {role};"
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {sequences} ON SEQUENCES TO {role}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {role};"
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {role}",
        ),
    ]


def append_only(table: str) -> list[RunSQL]:
    """Take UPDATE, DELETE and TRUNCATE on a table from the application role; it may still insert and read."""
    name, role = quoted(table), application_role()
    return [
        RunSQL(
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {name} FROM {role}",
            f"GRANT UPDATE, DELETE ON {name} TO {role}",
        )
    ]
