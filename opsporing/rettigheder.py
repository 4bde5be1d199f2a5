"""What the application's database role may do, and may not.

The application connects as a role that owns no table. It may read and write rows, but in the log and in the history of
rows it may only read and add: nobody who has taken over a page can rewrite who looked or what was changed. It may never
truncate, create or alter anything. What is granted is said here once and put in force by `manage.py rettigheder`, which
runs after every migration.

History is written by triggers, and django-pgtrigger lets any session pass over them with `SET pgtrigger.ignore`. No
role can be forbidden to set that, so what the triggers ask is answered here: never.
"""

import pghistory
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from pghistory.models import Context

from opsporing.models import Log

#: Django's record of which migrations have run; only the owner writes it.
READ_ONLY = frozenset({"django_migrations"})

# The name of the argument is django-pgtrigger's: with another one neither of us could replace the other's.
CLOSE_HISTORY = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT false $$
"""


class RolleFejl(Exception):
    """The application's role is missing or may do more than it should; the text says what to do."""


def append_only() -> frozenset[str]:
    """The tables in which rows may be added and read but never changed or deleted: the log, and every history."""
    historik = (model._meta.db_table for model in pghistory.core.event_models())
    return frozenset({Log._meta.db_table, Context._meta.db_table, *historik})


def privileges(table: str) -> str:
    """What the application's role may do in `table`, as SQL lists it."""
    if table in READ_ONLY:
        return "SELECT"
    if table in append_only():
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"


def close_history(connection: BaseDatabaseWrapper) -> None:
    """Let no session, the owner's included, pass over the triggers that keep history; `connection` is the owner's."""
    with connection.cursor() as cursor:
        cursor.execute(CLOSE_HISTORY)


def grant(connection: BaseDatabaseWrapper, rolle: str) -> dict[str, str]:
    """Give `rolle` exactly what it needs in the database of `connection`, which must be the owner's, and close history.

    Call it in a transaction, so that a running application never sees a moment without rights. Returns what each table
    got. Raises `RolleFejl` when the role is missing, is a superuser, or owns or inherits what it must not.
    """
    quote = connection.ops.quote_name
    close_history(connection)
    with connection.cursor() as cursor:
        _check_role(cursor, rolle)
        tables = _tables(cursor)
        app = quote(rolle)
        database = quote(connection.settings_dict["NAME"])
        cursor.execute(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
        cursor.execute(f"GRANT CONNECT ON DATABASE {database} TO {app}")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {app}")
        cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {app}")
        cursor.execute(f"REVOKE ALL ON SCHEMA public FROM {app}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {app}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}")
        given = {table: privileges(table) for table in tables}
        for table, what in given.items():
            cursor.execute(f"GRANT {what} ON {quote(table)} TO {app}")
        for function in _functions_as_owner(cursor):
            # These run with the owner's rights, so only the application may call them.
            cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {app}")
    return given


def _check_role(cursor: CursorWrapper, rolle: str) -> None:
    cursor.execute(
        "SELECT rolsuper OR rolcreaterole OR rolbypassrls, rolname = current_user, "
        "pg_has_role(oid, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER') "
        "FROM pg_roles WHERE rolname = %s",
        [rolle],
    )
    found = cursor.fetchone()
    if found is None:
        raise RolleFejl(
            f"Rollen {rolle} findes ikke i databasen. Opret den først: CREATE ROLE {rolle} LOGIN PASSWORD '…'."
        )
    mighty, is_owner, inherits = found
    if mighty:
        raise RolleFejl(f"Rollen {rolle} er superbruger eller må oprette roller. Brug en almindelig rolle.")
    if is_owner or inherits:
        raise RolleFejl(f"Rollen {rolle} ejer databasen eller arver fra dens ejer. Brug to adskilte roller.")
    cursor.execute(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_roles r ON r.oid = c.relowner WHERE n.nspname = 'public' AND r.rolname = %s",
        [rolle],
    )
    if cursor.fetchone()[0]:
        raise RolleFejl(f"Rollen {rolle} ejer tabeller. Lad ejeren overtage dem: REASSIGN OWNED BY {rolle} TO …")


def _tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') "
        # What an extension brought along is not ours to grant.
        "AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY c.relname"
    )
    return [name for (name,) in cursor.fetchall()]


def _functions_as_owner(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname = 'public' AND p.prosecdef AND p.proowner = current_user::regrole ORDER BY 1"
    )
    return [name for (name,) in cursor.fetchall()]
