"""The sort keys of the database and of Python are the same, so that lists stand alike wherever they are sorted."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opsporing.navne import dansk_sortering

BOGSTAVER = "abzABZæøåäöÆØÅÄÖéèêëáàâíìîïóòôúùûüýçñðÉÈÊËÁÀÂÍÌÎÏÓÒÔÚÙÛÜÝÇÑÐ -'.,09ŠŁłžИи"


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(st.sampled_from(BOGSTAVER), max_size=12), min_size=1, max_size=20))
def test_database_and_python_agree_on_the_key_and_the_order(navne: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT n, dansk_sortering(n) FROM unnest(%s::text[]) n ORDER BY dansk_sortering(n) COLLATE "C"', [navne]
        )
        raekker = cursor.fetchall()
    assert [noegle for _, noegle in raekker] == [dansk_sortering(navn) for navn, _ in raekker]
    assert [noegle for _, noegle in raekker] == sorted(dansk_sortering(navn) for navn in navne)
