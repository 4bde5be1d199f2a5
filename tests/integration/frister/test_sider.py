"""The page "Nyt til dig", and what today's page is told."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.boern import actions as boern
from opsporing.frister import actions
from opsporing.frister.paamindelser import paamind
from opsporing.frister.visning import nyt
from opsporing.models import Log, Paamindelse
from opsporing.organisation import actions as organisation
from tests.cast import By
from tests.factories.tid import NU

FORFALDER = date(2026, 10, 20)
LogInd = Callable[..., Client]


@pytest.fixture(autouse=True)
def _ur(ur: Any) -> None:
    """The pages are opened while the tests' own moment lasts."""


def side(klient: Client) -> str:
    svar = klient.get(reverse("paamindelser"))
    assert svar.status_code == 200
    return svar.content.decode()


def test_one_line_for_many_children_and_the_reading_is_logged(by: By, frist: Any, log_ind: LogInd) -> None:
    for barn in ("alma", "bo", "clara"):
        frist(FORFALDER, barn=barn)
    paamind(nu=NU)
    tekst = side(log_ind(by.paedagog))
    assert "Gør noget for 3 børn" in tekst
    assert "Alma, Bo og Clara" in tekst
    post = Log.objects.get(haendelse="opsporing.paamindelse_set")
    assert set(post.boern) == {str(barn.pk) for barn in by.egernboern}


def test_an_empty_page_says_what_will_come(by: By, log_ind: LogInd) -> None:
    assert "Der er ikke noget nyt til dig" in side(log_ind(by.forvaltning))


def test_read_is_read_and_new_is_new(by: By, frist: Any, log_ind: LogInd) -> None:
    frist(FORFALDER)
    paamind(nu=NU)
    klient = log_ind(by.paedagog)
    [pk] = Paamindelse.objects.filter(modtager=by.paedagog).values_list("pk", flat=True)
    svar = klient.post(reverse("paamindelser_laes"), {"paamindelse": [pk, "x", "9" * 30]}, follow=True)
    tekst = svar.content.decode()
    assert "1 påmindelse er markeret som læst." in tekst
    assert "Der er ikke noget nyt til dig" in tekst
    assert "Gør noget" in tekst
    assert Paamindelse.objects.get(modtager=by.paedagog2).set_at is None
    assert klient.get(reverse("paamindelser_laes")).status_code == 405


def test_what_is_done_or_moved_or_gone_is_not_shown(by: By, frist: Any, log_ind: LogInd) -> None:
    gjort, flyttet = frist(FORFALDER, barn="alma"), frist(FORFALDER, barn="bo")
    frist(FORFALDER, barn="clara")
    paamind(nu=NU)
    actions.opfyld(anledning=gjort.anledning, kode=gjort.kode, by=by.paedagog, nu=NU)
    actions.flyt(anledning=flyttet.anledning, kode=flyttet.kode, forfalder=FORFALDER + timedelta(days=40))
    boern.flyt(barn=by.clara, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=NU)
    tekst = side(log_ind(by.paedagog))
    assert "Der er ikke noget nyt til dig" in tekst
    assert not [barn for barn in by.egernboern if re.search(rf"\b{barn.fornavn}\b", tekst)]


def test_a_leader_is_shown_where_it_stands_and_not_the_task(by: By, frist: Any, log_ind: LogInd, ur: Any) -> None:
    frist(FORFALDER, barn="alma")
    frist(FORFALDER, barn="david", enhed="ugle")
    ur.shift(timedelta(days=15))
    paamind(nu=NU + timedelta(days=15))
    tekst = side(log_ind(by.leder))
    assert "Overskredet i din enhed" in tekst
    assert "Alma, Egern" in tekst
    assert "David, Ugle" in tekst
    assert f'href="{reverse("barn", args=[by.alma.pk])}"' in tekst
    assert "/goer/" not in tekst


def test_what_waits_under_another_employment_is_said(by: By, frist: Any, log_ind: LogInd) -> None:
    organisation.ansaet(user=by.paedagog, enhed=by.ulv, rolle="paedagog", by=by.administrator, nu=NU)
    frist(FORFALDER, barn="ella", enhed="ulv", ansvarlig=by.paedagog)
    paamind(nu=NU + timedelta(minutes=1))
    tekst = side(log_ind(by.paedagog))
    assert "Du har 1 påmindelse i en anden enhed" in tekst
    assert "Ella" not in tekst


def test_todays_page_is_told_the_same(by: By, frist: Any) -> None:
    frist(FORFALDER, barn="alma")
    paamind(nu=NU + timedelta(days=15))
    hos_leder = nyt(by.leder, NU + timedelta(days=15))
    assert [n.tekst for n in hos_leder.eskalerede] == ["Gør noget: Alma, Egern."]
    assert (hos_leder.egne, hos_leder.boern, hos_leder.antal_ulaeste) == ([], [by.alma.pk], 1)
    assert nyt(by.forvaltning, NU).ulaeste == []


def test_the_page_asks_the_same_for_one_as_for_many(by: By, frist: Any, log_ind: LogInd) -> None:
    klient, antal = log_ind(by.paedagog), []
    side(klient)
    for runde, stoerrelse in enumerate((1, 40)):
        for n in range(stoerrelse):
            frist(FORFALDER, barn=["alma", "bo", "clara"][n % 3], trin=f"{runde}-{n}", ansvarlig=by.paedagog)
        paamind(nu=NU)
        with CaptureQueriesContext(connection) as spurgt:
            side(klient)
        antal.append(len(spurgt))
    assert antal[0] == antal[1] <= 12


def test_today_shows_the_leader_what_is_overdue_and_staff_that_there_is_news(
    by: By, frist: Any, log_ind: LogInd
) -> None:
    frist(FORFALDER, barn="alma")
    paamind(nu=NU + timedelta(days=15))
    lederens = log_ind(by.leder).get(reverse("i_dag")).content.decode()
    assert "Gør noget: Alma, Egern." in lederens
    assert str(by.alma.pk) in Log.objects.filter(haendelse="opsporing.boern_vist").latest("pk").boern
    assert "1 ny påmindelse" in log_ind(by.paedagog).get(reverse("i_dag")).content.decode()
