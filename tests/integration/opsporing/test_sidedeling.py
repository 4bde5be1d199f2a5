"""A list page by page: what Django's own would show, with a query less."""

from typing import Any

import pytest
from django.core.paginator import Paginator

from opsporing.models import Barn
from opsporing.sidedeling import Sidedeling
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("nummer", [None, "", "1", "2", "3", "4", "99", "0", "-1", "to", "²", "9" * 30])
def test_it_shows_what_djangos_own_shows(nummer: str | None) -> None:
    cast.byg()
    boern = Barn.objects.order_by("pk")
    vores = Sidedeling(boern, 3).get_page(nummer)
    djangos = Paginator(boern, 3).get_page(nummer)
    if nummer in {"0", "-1", "9" * 30}:
        # Django answers what cannot be with the last page; the first is where people begin.
        djangos = Paginator(boern, 3).get_page(1)
    assert list(vores) == list(djangos)
    assert (vores.number, vores.paginator.count, vores.paginator.num_pages) == (
        djangos.number,
        djangos.paginator.count,
        djangos.paginator.num_pages,
    )
    assert (vores.has_next(), vores.has_previous()) == (djangos.has_next(), djangos.has_previous())


def test_the_page_and_the_count_are_one_query(django_assert_num_queries: Any) -> None:
    cast.byg()
    with django_assert_num_queries(1):
        side = Sidedeling(Barn.objects.order_by("pk"), 3).get_page(2)
        assert len(list(side)) == 3
        assert side.paginator.count > 6


def test_an_empty_list_has_one_empty_page() -> None:
    side = Sidedeling(Barn.objects.order_by("pk"), 3).get_page(1)
    assert (list(side), side.paginator.count, side.paginator.num_pages) == ([], 0, 1)
