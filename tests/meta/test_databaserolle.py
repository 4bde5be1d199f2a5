"""The application's role in the database may do what the product needs, and nothing that lets the log be rewritten."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.db import ProgrammingError, connection, transaction

from opsporing import rettigheder
from opsporing.models import Log

pytestmark = pytest.mark.django_db

APPEND_ONLY = sorted(rettigheder.append_only())


def privileges_of(table: str, role: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT privilege_type FROM information_schema.table_privileges WHERE table_name = %s AND grantee = %s",
            [table, role],
        )
        return {name for (name,) in cursor.fetchall()}


def test_the_tests_themselves_connect_as_the_application(settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        user, mighty = cursor.fetchone()
    assert user == settings.APP_ROLLE
    assert not mighty


def test_the_application_owns_nothing():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


def test_the_log_and_every_history_are_append_only():
    assert Log._meta.db_table in APPEND_ONLY
    assert get_user_model()._meta.db_table + "event" in APPEND_ONLY


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_an_append_only_table_can_be_read_and_added_to_only(table, settings):
    assert privileges_of(table, settings.APP_ROLLE) == {"SELECT", "INSERT"}


def test_the_record_of_migrations_can_only_be_read(settings):
    assert privileges_of("django_migrations", settings.APP_ROLLE) == {"SELECT"}


def test_no_table_can_be_truncated_referenced_or_given_triggers(settings):
    allowed = {"SELECT", "INSERT", "UPDATE", "DELETE"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, privilege_type FROM information_schema.table_privileges "
            "WHERE grantee IN (%s, 'PUBLIC') AND table_schema = 'public'",
            [settings.APP_ROLLE],
        )
        rows = cursor.fetchall()
    assert rows
    assert [(table, what) for table, what in rows if what not in allowed] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE opsporing_log SET haendelse = 'x'",
        "DELETE FROM opsporing_log",
        "TRUNCATE opsporing_log",
        "TRUNCATE opsporing_barn",
        "ALTER TABLE opsporing_log DISABLE TRIGGER ALL",
        "DROP TABLE opsporing_log",
        "CREATE TABLE smuthul (id int)",
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean "
        "LANGUAGE sql AS 'SELECT true'",
        "SET session_replication_role = replica",
    ],
)
def test_the_database_refuses(statement):
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_functions_with_the_owners_rights_are_the_applications_alone(settings):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text, has_function_privilege(%s, p.oid, 'EXECUTE'), "
            "coalesce(p.proacl::text, '') ~ '[{,]=X' "
            "FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace",
            [settings.APP_ROLLE],
        )
        for name, app_may, public_may in cursor.fetchall():
            assert app_may, name
            assert not public_may, name


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_leaves_nothing_behind_although_the_application_may_not_truncate(ejer: psycopg.Connection):
    Log.objects.create(nu=datetime(2026, 3, 2, tzinfo=UTC), haendelse="proeve.skrevet")
    assert ejer.execute("SELECT count(*) FROM opsporing_log").fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_the_next_transactional_test_starts_from_the_template(ejer: psycopg.Connection):
    assert not Log.objects.exists()
    assert ejer.execute("SELECT count(*) FROM opsporing_log").fetchone() == (0,)
