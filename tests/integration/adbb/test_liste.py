"""The list of courses: its groups, its pages, and what it costs."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adbb import oversigt
from adbb.actions import forloeb as actions
from adbb.actions.forloeb import gennemfoerte, stand_for
from adbb.models import Forloeb
from adbb.rules.score import Skridt
from adbb.views.forloeb import PR_SIDE
from opsporing.boern import actions as boern
from opsporing.models import Barn, Log, User
from tests.cast import By
from tests.factories.adbb import OVER, forloeb_for, informer, scor

LISTE = reverse("adbb:liste")
#: One item could not be assessed.
UDEN_SUM = (0, 0, 0, 0, 0, 0, 0, "ikke_vurderet")


def bor(by: By, navn: str, foedt: date, enhed: str = "nord") -> Barn:
    barn = boern.opret_barn(kommune=by.kommune, fornavn=navn, efternavn="Nyby", foedt_den=foedt, by=None, nu=by.nu)
    boern.indskriv(barn=barn, enhed=by.enhed[enhed], by=None, nu=by.nu)
    informer(barn, by.enhed[enhed], by.sundhedsplejerske)
    return barn


def grupper(user: User, by: By) -> dict[str, list[str]]:
    alle = oversigt.forloeb(user, by.nu)
    fundet = oversigt.grupper(oversigt.listet(alle), oversigt.antal_pr_gruppe(alle), by.nu)
    assert all(g.antal == len(g.raekker) for g in fundet)
    return {g.kode: [r.barn.fornavn for r in g.raekker] for g in fundet}


@pytest.fixture
def signe(by: By) -> User:
    """Signe under her employment, as the middleware has it."""
    by.sundhedsplejerske.vaelg(by.sundhedsplejerske.ansaettelser.get())
    return by.sundhedsplejerske


@pytest.fixture
def i_hver_gruppe(by: By, signe: User) -> dict[str, Forloeb]:
    """Gro has not been seen; the others are in the same age."""
    navne = ("Team", "Gentag", "Nydag", "Slut", "Senere")
    boernene = {navn: bor(by, navn, date(2026, 9, 10) if navn == "Senere" else date(2026, 7, 20)) for navn in navne}
    actions.ajourfoer(nu=by.nu)
    fundet = {"Gro": forloeb_for(by.gro), **{navn: forloeb_for(barn) for navn, barn in boernene.items()}}
    scor(fundet["Team"], signe, OVER, nu=by.nu - timedelta(days=9))
    scor(fundet["Team"], signe, OVER, nu=by.nu - timedelta(days=1))
    scor(fundet["Gentag"], signe, OVER, nu=by.nu - timedelta(days=20))
    scor(fundet["Nydag"], signe, UDEN_SUM, nu=by.nu - timedelta(days=2), attraktion_grund="Hun sov.")
    scor(fundet["Slut"], signe, nu=by.nu - timedelta(days=3))
    return fundet


def test_the_groups_are_what_the_rules_say(by: By, signe: User, i_hver_gruppe: dict[str, Forloeb]) -> None:
    """The list reads deadlines, the rules read screenings: they agree, also about the day."""
    assert grupper(signe, by) == {
        "team": ["Team"],
        "gentag": ["Gentag", "Nydag"],
        "venter": ["Gro"],
        "senere": ["Senere"],
        "faerdige": ["Slut"],
    }
    skridt = {Skridt.TEAM: "team", Skridt.GENTAG: "gentag", Skridt.NY_DAG: "gentag", Skridt.FAERDIG: "faerdige"}
    koder = list(oversigt.TITLER)
    for f in oversigt.listet(oversigt.forloeb(signe, by.nu)):
        staar = stand_for(f, gennemfoerte(f))
        assert koder[f.gruppe] == skridt.get(staar.skridt, koder[f.gruppe])
        assert f.afsluttet_at or f.dag == (staar.senest or f.senest), f.barn.navn


def test_a_row_says_what_is_late_begun_and_how_it_ended(
    by: By, log_ind: Callable[..., Client], i_hver_gruppe: dict[str, Forloeb]
) -> None:
    svar = log_ind(by.sundhedsplejerske).get(LISTE)
    raekker = {r.barn.fornavn: r for g in svar.context["grupper"] for r in g.raekker}
    assert {navn for navn, r in raekker.items() if r.forsinket} == {"Gentag"}
    assert raekker["Slut"].udfald == "under grænsen" and "Under grænsen" in svar.text
    assert not svar.context["kan_vaelge"] and 'id="vis"' not in svar.text and "Viser" not in svar.text


def test_page_by_page_with_the_whole_counted(by: By, log_ind: Callable[..., Client]) -> None:
    for nr in range(PR_SIDE + 3):
        bor(by, f"B{nr:02}", date(2026, 8, 1), "syd" if nr % 2 else "nord")
    senere = bor(by, "Senere", date(2026, 9, 10))
    actions.ajourfoer(nu=by.nu)
    alle = Forloeb.objects.aabne().count()
    client = log_ind(by.ledende_sundhedsplejerske)
    foerste, anden = client.get(LISTE), client.get(LISTE, {"side": 2})
    viste = [[r.barn for g in svar.context["grupper"] for r in g.raekker] for svar in (foerste, anden)]
    assert (len(viste[0]), len(viste[0]) + len(viste[1])) == (PR_SIDE, alle)
    assert not set(viste[0]) & set(viste[1]) and viste[1][-1] == senere
    assert f"Viser 1–50 af {alle} forløb" in foerste.text
    assert f"I alderen nu ({alle - 1})" in foerste.text and "Kommer snart i alderen (1)" in foerste.text
    assert f">{alle - 1} forløb<" in anden.text, "the group goes on"

    [post] = Log.objects.filter(haendelse="adbb.liste_set").order_by("-pk")[:1]
    assert set(post.boern) == {str(b.pk) for b in viste[1]}, "those shown, and no other"

    kun = client.get(LISTE, {"vis": "senere"})
    assert [r.barn for g in kun.context["grupper"] for r in g.raekker] == [senere]
    syd = client.get(LISTE, {"vis": "venter", "distrikt": by.syd.pk})
    assert {r.forloeb.enhed for g in syd.context["grupper"] for r in g.raekker} == {by.syd}
    assert "Ingen forløb her" in client.get(LISTE, {"vis": "team"}).text
    for side in ("99", "x", "-1", ""):
        assert client.get(LISTE, {"side": side, "vis": "findes ikke"}).status_code == 200


@pytest.mark.parametrize("hvem", ["sundhedsplejerske", "ledende_sundhedsplejerske"])
def test_many_rows_cost_no_more_queries(by: By, log_ind: Callable[..., Client], hvem: str) -> None:
    client = log_ind(by.bruger[hvem])

    def antal() -> int:
        client.get(LISTE)
        with CaptureQueriesContext(connection) as fanget:
            assert client.get(LISTE).status_code == 200
        return sum("SAVEPOINT" not in q["sql"] for q in fanget.captured_queries)

    actions.ajourfoer(nu=by.nu)
    een = antal()
    for nr in range(PR_SIDE + 10):
        bor(by, f"B{nr:02}", date(2026, 8, 1))
    actions.ajourfoer(nu=by.nu)
    assert len(re.findall(r'scope="row"', client.get(LISTE).text)) == PR_SIDE
    assert antal() == een <= 9
