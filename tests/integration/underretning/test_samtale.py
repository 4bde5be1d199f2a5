"""The talk with the child: when it must be held, what is written down, and what meets the deadline."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.models import Barn, Frist, User
from opsporing.tid import dato
from tests.cast import NU, By
from tests.factories.modtaget import afgjort, indkommet, vurderet
from underretning.actions import samtale as actions
from underretning.actions import videre
from underretning.fristtyper import SAMTALE
from underretning.models import Modtaget, Overgreb

LogInd = Callable[[User], Client]
I_DAG = dato(NU)
ORD = "Jeg spurgte: Hvordan er det hjemme? Alma: »Far råber.« Hun lagde dukken under puden."
SENEST_FORESPOERGSLER = 30


def side(modtaget: Modtaget, hvad: str = "samtale") -> str:
    return reverse(f"underretning:{hvad}", args=[modtaget.pk])


def tekst(svar: Any) -> str:
    indhold = svar.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", indhold)).split())


def er_aaben(modtaget: Modtaget) -> bool:
    return Frist.objects.aabne().filter(anledning=modtaget.anledning_id, kode=SAMTALE).exists()


def tal(modtaget: Modtaget, by: User, *, uden: bool = True, **mere: Any) -> Any:
    ind = {"holdt_den": I_DAG, "hvem": "Sofie og Pia", "notat": ORD} | mere
    return actions.registrer_samtale(modtaget=modtaget, uden=uden, by=by, nu=NU, **ind)


def lad_vaere(modtaget: Modtaget, by: User, grund: str, hvorfor: str = "Hun siger ti ord.") -> Any:
    return actions.undlad_samtale(modtaget=modtaget, grund=grund, hvorfor=hvorfor, by=by, nu=NU)


@pytest.fixture
def mistanke(by: By) -> Modtaget:
    """About Alma, on suspicion against somebody at home."""
    return vurderet(by.barn, by.myndighed, by.socialraadgiver, overgreb=Overgreb.HJEMMET)


def test_without_the_parents_meets_the_deadline(by: By, mistanke: Modtaget) -> None:
    assert er_aaben(mistanke)
    tal(mistanke, by.socialraadgiver)
    assert not er_aaben(mistanke)


def test_with_suspected_parents_there_it_is_kept_as_it_was_and_the_deadline_runs(by: By, mistanke: Modtaget) -> None:
    tal(mistanke, by.socialraadgiver, uden=False)
    assert er_aaben(mistanke)
    assert mistanke.samtaler.get().uden_foraeldre is False
    tal(mistanke, by.socialraadgiver)
    assert not er_aaben(mistanke)


@pytest.mark.parametrize("overgreb", [Overgreb.MEDARBEJDER, Overgreb.ANDEN_VOKSEN, Overgreb.MELLEM_BOERN])
def test_where_others_are_suspected_the_parents_may_be_there(by: By, overgreb: Overgreb) -> None:
    en = vurderet(by.barn, by.myndighed, by.socialraadgiver, overgreb=overgreb)
    assert er_aaben(en)
    tal(en, by.socialraadgiver, uden=False)
    assert not er_aaben(en)


def test_the_childs_maturity_may_speak_against_it_but_not_that_it_is_unnecessary(by: By, mistanke: Modtaget) -> None:
    with pytest.raises(Denied, match="Ved mistanke om overgreb"):
        lad_vaere(mistanke, by.socialraadgiver, "unoedig")
    with pytest.raises(Denied, match="Skriv, hvorfor"):
        lad_vaere(mistanke, by.socialraadgiver, "modenhed", "  ")
    lad_vaere(mistanke, by.socialraadgiver, "modenhed")
    assert not er_aaben(mistanke)
    assert mistanke.samtaler.get().undladt_grund == "Barnets modenhed taler imod: Hun siger ti ord."


def test_without_suspicion_it_is_a_choice(by: By) -> None:
    en = vurderet(by.barn, by.myndighed, by.socialraadgiver)
    assert not er_aaben(en)
    lad_vaere(en, by.socialraadgiver, "unoedig")
    tal(en, by.socialraadgiver, uden=False)
    assert en.samtaler.count() == 2


@pytest.mark.parametrize("dage", [1, -3])
def test_the_day_lies_between_the_underretning_and_today(by: By, mistanke: Modtaget, dage: int) -> None:
    with pytest.raises(Denied, match="Dagen"):
        tal(mistanke, by.socialraadgiver, holdt_den=I_DAG + timedelta(days=dage))
    assert not mistanke.samtaler.exists()


@pytest.mark.parametrize("mangler", ["hvem", "notat"])
def test_words_are_asked_for(by: By, mistanke: Modtaget, mangler: str) -> None:
    with pytest.raises(Denied):
        tal(mistanke, by.socialraadgiver, **{mangler: " "})


def test_a_child_that_is_not_born_is_not_talked_with(by: By) -> None:
    ventet = Barn.objects.create(kommune=by.kommune, termin=I_DAG + timedelta(days=60), mor=by.mor)
    en = vurderet(ventet, by.myndighed, by.socialraadgiver, overgreb=Overgreb.HJEMMET)
    assert not er_aaben(en)
    with pytest.raises(Denied, match="ikke født"):
        tal(en, by.socialraadgiver)


def test_elsewhere_and_closed_nothing_more_is_written(by: By, mistanke: Modtaget) -> None:
    en = indkommet(by.bo, by.myndighed)
    en = videre.oversend(
        modtaget=en, rev=en.rev, til="Ærø Kommune", sammenfatning="Flyttet.", by=by.socialraadgiver, nu=NU
    ).modtaget
    with pytest.raises(Denied):
        tal(en, by.socialraadgiver)


def test_only_the_one_responsible_writes(by: By, mistanke: Modtaget, kollega: User) -> None:
    with pytest.raises(Denied, match="er ansvarlig"):
        tal(mistanke, kollega)


# ---- the page -------------------------------------------------------------------------------------------------------


def test_the_page_says_what_the_law_asks_for_and_what_suits_the_age(
    by: By, mistanke: Modtaget, log_ind: LogInd
) -> None:
    client = log_ind(by.socialraadgiver)
    ord_ = tekst(client.get(side(mistanke)))
    assert "Uden forældrene." in ord_
    assert "Tal med barnet, eller skriv, hvorfor du ikke gør det." in ord_
    assert "Vær på gulvet" in ord_
    assert "Der er ikke brug for en samtale" not in ord_
    holdt = {
        "holdt-holdt_den": I_DAG.isoformat(),
        "holdt-uden_foraeldre": "uden",
        "holdt-hvem": "Sofie og Pia",
        "holdt-notat": ORD,
    }
    assert client.post(side(mistanke, "samtale_registrer"), holdt).status_code == 302
    efter = tekst(client.get(side(mistanke)))
    assert "Far råber." in efter
    assert "Tal med barnet, eller" not in efter


def test_bad_input_loses_nothing(by: By, mistanke: Modtaget, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    i_morgen = {
        "holdt-holdt_den": (I_DAG + timedelta(days=1)).isoformat(),
        "holdt-uden_foraeldre": "uden",
        "holdt-hvem": "Sofie",
        "holdt-notat": ORD,
    }
    svar = client.post(side(mistanke, "samtale_registrer"), i_morgen)
    assert svar.status_code == 422
    assert "Far råber." in svar.content.decode()
    assert "ikke kommet endnu" in tekst(svar)
    assert client.post(side(mistanke, "samtale_registrer"), {}).status_code == 422
    ikke = client.post(side(mistanke, "samtale_undlad"), {"ikke-grund": "unoedig", "ikke-hvorfor": "Nej."})
    assert ikke.status_code == 422
    assert "Nej." in ikke.content.decode()
    ja = client.post(side(mistanke, "samtale_undlad"), {"ikke-grund": "modenhed", "ikke-hvorfor": "Ti ord."})
    assert ja.status_code == 302


def test_without_a_duty_the_page_says_that_it_is_allowed(by: By, log_ind: LogInd) -> None:
    en = afgjort(by.barn, by.myndighed, by.socialraadgiver)
    assert "Du må gerne tale med barnet." in tekst(log_ind(by.socialraadgiver).get(side(en)))


def test_the_page_costs_the_same_with_many_talks(by: By, mistanke: Modtaget, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    tal(mistanke, by.socialraadgiver)
    client.get(side(mistanke))
    with CaptureQueriesContext(connection) as en:
        client.get(side(mistanke))
    for _ in range(49):
        tal(mistanke, by.socialraadgiver)
    with CaptureQueriesContext(connection) as mange:
        client.get(side(mistanke))
    assert len(mange) == len(en) <= SENEST_FORESPOERGSLER


def test_when_it_is_born_meanwhile_there_is_a_child_to_talk_with(by: By) -> None:
    ventet = Barn.objects.create(kommune=by.kommune, termin=I_DAG, mor=by.mor)
    en = vurderet(ventet, by.myndighed, by.socialraadgiver, overgreb=Overgreb.HJEMMET)
    boern.foed(barn=ventet, foedt_den=I_DAG, by=None, nu=NU)
    assert tal(en, by.socialraadgiver).pk
