"""The databases of the tests: gone when they are to be gone."""

from collections.abc import Callable

import psycopg
import pytest

from tests.support.database import TestDatabases


def test_a_copy_goes_also_while_the_application_is_connected(
    databases: TestDatabases, ny_database: Callable[..., str]
) -> None:
    navn = ny_database()
    with psycopg.connect(databases.variables(navn)["DATABASE_URL"], autocommit=True) as forbundet:
        databases.drop(navn)
        with pytest.raises(psycopg.OperationalError):
            forbundet.execute("SELECT 1")
