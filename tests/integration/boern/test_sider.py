"""The list of children, the search among them, and the number of one: own children only, and every look is logged."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.boern import actions
from opsporing.boern.soegning import FLEST
from opsporing.models import Barn, Log, Tilknytning, User
from tests.cast import NU, By
from tests.factories.barn import BarnFactory

LogInd = Callable[[User], Client]
URL = "/boern/"


def navne(side: Any) -> list[str]:
    return [barn.fornavn for barn, _ in side.context["raekker"]]


def test_the_list_is_ones_own_children_in_danish_order(by: By, log_ind: LogInd) -> None:
    side = log_ind(by.leder).get(URL)
    assert navne(side) == ["Alma", "Bo", "Clara", "David"]
    assert navne(log_ind(by.paedagog).get(URL)) == ["Alma", "Bo", "Clara"]
    assert "Ella" not in side.text and "Nora" not in side.text
    by.bo.fornavn = "Åse"
    by.bo.save()
    assert navne(log_ind(by.leder).get(URL)) == ["Alma", "Clara", "David", "Åse"]


def test_each_child_stands_with_the_unit_it_is_seen_through(by: By, log_ind: LogInd) -> None:
    actions.indskriv(barn=by.barn, enhed=by.nord, by=None, nu=NU)
    side = log_ind(by.paedagog).get(URL)
    [(barn, steder), *_] = side.context["raekker"]
    assert (barn, steder) == (by.barn, [by.egern.navn])
    assert "Distrikt Nord" not in side.text


def test_who_was_shown_is_logged_and_not_what_was_searched_for(by: By, log_ind: LogInd) -> None:
    client = log_ind(by.paedagog)
    client.get(URL)
    client.post(URL, {"q": "alma åkjær"})
    vist, soegt = Log.objects.filter(haendelse__in=["opsporing.boern_vist", "opsporing.boern_soegt"]).order_by("id")
    assert set(vist.boern) == {str(b.pk) for b in by.egernboern}
    assert soegt.boern == [str(by.barn.pk)]
    assert "alma" not in str(Log.objects.filter(pk=soegt.pk).values().get()).lower()


@pytest.mark.parametrize(
    ("tekst", "fundne"),
    [
        ("alma", ["Alma"]),
        ("ALMA", ["Alma"]),
        ("al", ["Alma"]),
        ("åkjær", ["Alma", "David"]),
        ("Åkjær", ["Alma", "David"]),
        ("aakjær", ["Alma", "David"]),
        ("åkj alm", ["Alma"]),
        ("  østlund  ", ["Clara"]),
        ("almma", ["Alma"]),
        ("Klara", ["Clara"]),
        ("xyzzy", []),
        ("%%", []),
        ("__", []),
        ("' OR 1=1 --", []),
        ("109241", []),
    ],
)
def test_search_by_name(by: By, log_ind: LogInd, tekst: str, fundne: list[str]) -> None:
    side = log_ind(by.leder).post(URL, {"q": tekst})
    assert side.status_code == 200
    assert navne(side) == fundne
    assert not fundne or tekst.strip() in side.text  # what was typed is still in the field


def test_a_name_that_only_resembles_is_said_to(by: By, log_ind: LogInd) -> None:
    assert "Ingen hedder præcis det, men 1 navn ligner." in log_ind(by.leder).post(URL, {"q": "almma"}).text
    assert "1 barn fundet." in log_ind(by.leder).post(URL, {"q": "alma"}).text


@pytest.mark.parametrize("tekst", ["6109244234", "610924-4234", " 610924 4234 "])
def test_search_by_number_and_the_number_is_not_shown_again(by: By, log_ind: LogInd, tekst: str) -> None:
    side = log_ind(by.leder).post(URL, {"q": tekst})
    assert navne(side) == ["Alma"]
    assert "610924-4234" not in side.text.replace(f'value="{tekst.strip()}"', "")
    assert "610924-••••" in side.text
    assert "6109244234" not in str(list(Log.objects.values()))


def test_others_children_are_not_found(by: By, log_ind: LogInd) -> None:
    client = log_ind(by.leder)
    assert navne(client.post(URL, {"q": "Ella"})) == []
    assert navne(client.post(URL, {"q": "Nora Nabo"})) == []
    assert navne(client.post(URL, {"q": "6109244252"})) == []


def test_a_child_that_left_is_gone_from_the_same_second(by: By, log_ind: LogInd) -> None:
    actions.udskriv(tilknytning=Tilknytning.objects.get(barn=by.barn), by=None, nu=NU)
    assert navne(log_ind(by.leder).post(URL, {"q": "alma"})) == []
    assert navne(log_ind(by.paedagog).get(URL)) == ["Bo", "Clara"]


def test_a_matter_alone_opens_nobody_in_the_list(by: By, log_ind: LogInd) -> None:
    assert log_ind(by.ppr).get(URL).status_code == 403
    assert navne(log_ind(by.socialraadgiver).get(URL)) == []


@pytest.mark.parametrize("tekst", ["", "  ", "a", "\x00\x00", "a" * 101])
def test_a_search_for_next_to_nothing_asks_for_more(by: By, log_ind: LogInd, tekst: str) -> None:
    side = log_ind(by.leder).post(URL, {"q": tekst})
    assert side.status_code == 422
    assert navne(side) == []
    assert "Fejl" in side.text


def test_too_many_hits_are_cut_and_it_is_said(by: By, log_ind: LogInd) -> None:
    for n in range(FLEST + 1):
        barn = BarnFactory(kommune=by.kommune, fornavn=f"Ida {n:02d}", efternavn="Holm")
        Tilknytning.objects.create(kommune=by.kommune, barn=barn, enhed=by.egern, grundlag="indskrivning", fra=NU)
    side = log_ind(by.paedagog).post(URL, {"q": "ida"})
    assert len(navne(side)) == FLEST
    assert f"De første {FLEST} børn." in side.text
    anden = log_ind(by.paedagog).get(f"{URL}?side=2")
    assert len(navne(anden)) == 4


def test_an_expected_child_has_no_age(by: By, log_ind: LogInd) -> None:
    ventet = BarnFactory(kommune=by.kommune, ventet=True)
    actions.indskriv(barn=ventet, enhed=by.nord, by=None, nu=NU)
    side = log_ind(by.sundhedsplejerske).get(URL)
    assert "ventes 20. dec. 2026" in side.text


def test_as_many_queries_for_fifty_as_for_one(by: By, log_ind: LogInd) -> None:
    client = log_ind(by.paedagog_eg)

    def maal(metode: str) -> int:
        with CaptureQueriesContext(connection) as fanget:
            client.get(URL) if metode == "GET" else client.post(URL, {"q": "el"})
        return len(fanget)

    maal("GET")
    foer = maal("GET"), maal("POST")
    for n in range(49):
        barn = BarnFactory(kommune=by.kommune, fornavn=f"Else {n}", foedt_den=date(2021, 1, 1) + timedelta(n))
        Tilknytning.objects.create(kommune=by.kommune, barn=barn, enhed=by.ulv, grundlag="indskrivning", fra=NU)
    assert (maal("GET"), maal("POST")) == foer
    assert max(foer) <= 12


# The number ---------------------------------------------------------------------------------------------------------


def test_the_number_is_shown_by_an_act_that_is_logged(by: By, log_ind: LogInd) -> None:
    client = log_ind(by.paedagog)
    url = reverse("barn_cpr", args=[by.barn.pk])
    assert client.get(url).status_code == 405
    assert not Log.objects.filter(haendelse="opsporing.cpr_vist").exists()
    side = client.post(url)
    assert "610924-4234" in side.text
    assert side.headers["Cache-Control"] == "no-store, private"
    stump = client.post(url, headers={"HX-Request": "true"})
    assert "610924-4234" in stump.text
    assert "<html" not in stump.text
    posten, _ = Log.objects.filter(haendelse="opsporing.cpr_vist")
    assert (posten.boern, posten.felter) == ([str(by.barn.pk)], ["cpr"])


def test_nobody_elses_number(by: By, log_ind: LogInd) -> None:
    url = reverse("barn_cpr", args=[by.barn.pk])
    assert log_ind(by.paedagog_ugle).post(url).status_code == 404
    assert log_ind(by.naboby.leder).post(url).status_code == 404
    assert log_ind(by.ppr).post(url).status_code == 403
    assert log_ind(by.administrator).post(url).status_code == 403
    assert log_ind(by.paedagog).post(reverse("barn_cpr", args=[by.clara.pk])).status_code == 404
    assert Barn.objects.get(pk=by.clara.pk).cpr is None
    assert not Log.objects.filter(haendelse="opsporing.cpr_vist").exists()
