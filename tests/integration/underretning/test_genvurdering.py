"""The case looked at anew: who counts as new, who can read meanwhile, and how it ends."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.adgang.permissions import Denied
from opsporing.models import Frist, Log, Spaerring, Tilknytning, Udelukkelse, User
from opsporing.spaerring import actions as spaerringer
from tests.cast import NU, By
from tests.factories.modtaget import afgjort, indkommet, vurderet
from tests.integration.underretning.conftest import ansat
from underretning import genvurderingside
from underretning.actions import behandl, videre
from underretning.actions import genvurdering as actions
from underretning.actions.behandl import Foraeldet
from underretning.actions.modtag import spaer
from underretning.fristtyper import GENVURDER
from underretning.models import Genvurdering, Genvurderingsdeltager, Modtaget, Overgreb
from underretning.rules import genvurdering as regler
from underretning.rules.genvurdering import Del

LogInd = Callable[[User], Client]
KONKLUSION = "Hjælpen passer, men der skal mere til om morgenen."
SENEST_FORESPOERGSLER = 40


def side(modtaget: Modtaget, hvad: str = "genvurdering") -> str:
    return reverse(f"underretning:{hvad}", args=[modtaget.pk])


def tekst(svar: Any) -> str:
    indhold = svar.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", indhold)).split())


def ser(user: User, modtaget: Modtaget, nu: Any = NU) -> bool:
    return Modtaget.objects.for_user(user, nu).filter(pk=modtaget.pk).exists()


def begynd(modtaget: Modtaget, *deltagere: User, by: User, **mere: Any) -> Any:
    return actions.begynd_genvurdering(modtaget=modtaget, deltagere=deltagere, by=by, nu=NU, **mere)


def slut(modtaget: Modtaget, by: User, **mere: Any) -> Any:
    ind = {"passer": True, "konklusion": KONKLUSION} | mere
    return actions.afslut_genvurdering(modtaget=modtaget, by=by, nu=NU, **ind)


def foer(modtaget: Modtaget) -> dict[int, set[Del]]:
    fundet = regler.tidligere(genvurderingside.sporene(modtaget))
    return {user: {spor.hvad for spor in alle} for user, alle in fundet.items()}


@pytest.fixture
def modtaget(by: By) -> Modtaget:
    """A new one about Alma, who gets help already; Sofie is responsible."""
    return vurderet(by.barn, by.myndighed, by.socialraadgiver, hjaelp=True)


@pytest.fixture
def foerste(by: By) -> Modtaget:
    """An older one about Alma that Sofie assessed and decided."""
    return afgjort(by.barn, by.myndighed, by.socialraadgiver, for_timer_siden=2400)


# ---- who is new -----------------------------------------------------------------------------------------------------


def test_in_the_first_underretning_everybody_is_new(by: By, modtaget: Modtaget) -> None:
    begynd(modtaget, by.socialraadgiver, by=by.socialraadgiver)
    slut(modtaget, by.socialraadgiver)
    assert Genvurderingsdeltager.objects.filter(genvurdering__modtaget=modtaget).get().ny


def test_who_assessed_and_decided_before_is_not(by: By, foerste: Modtaget, modtaget: Modtaget, kollega: User) -> None:
    assert foer(modtaget) == {by.socialraadgiver.pk: {Del.ANSVARLIG, Del.VURDEREDE, Del.AFGJORDE}}
    begynd(modtaget, by.socialraadgiver, by=by.socialraadgiver)
    with pytest.raises(Denied, match="ikke har behandlet sagen før"):
        slut(modtaget, by.socialraadgiver)
    begynd(modtaget, by.socialraadgiver, kollega, by=by.socialraadgiver)
    slut(modtaget, by.socialraadgiver)
    assert {d.user_id: d.ny for d in Genvurderingsdeltager.objects.filter(genvurdering__modtaget=modtaget)} == {
        by.socialraadgiver.pk: False,
        kollega.pk: True,
    }


def test_a_case_about_a_sibling_is_the_same_family(by: By, modtaget: Modtaget, kollega: User) -> None:
    vurderet(by.david, by.myndighed, kollega, for_timer_siden=500)
    assert kollega.pk in foer(modtaget)
    [d] = [d for d in genvurderingside.side(modtaget, NU).deltagere if d.user == kollega]
    assert "søskendes underretning" in d.ord


def test_a_stranger_to_the_family_is_no_handler(by: By, modtaget: Modtaget, kollega: User) -> None:
    vurderet(by.ella, by.myndighed, kollega, for_timer_siden=500)
    assert foer(modtaget) == {}


def test_the_same_writing_about_a_sibling_is_no_earlier_case(by: By, modtaget: Modtaget, kollega: User) -> None:
    vurderet(by.david, by.myndighed, kollega, kvitteringsnummer=modtaget.kvitteringsnummer, for_timer_siden=5)
    assert foer(modtaget) == {}


def test_whoever_a_case_went_through_has_handled_it(
    by: By, foerste: Modtaget, modtaget: Modtaget, kollega: User
) -> None:
    videre.overdrag(modtaget=foerste, rev=foerste.rev, til=kollega, by=by.socialraadgiver, nu=NU)
    assert foer(modtaget)[kollega.pk] >= {Del.OVERTOG, Del.ANSVARLIG}
    assert Del.OVERDROG in foer(modtaget)[by.socialraadgiver.pk]


def test_an_assessment_that_was_made_anew_still_counts(by: By, foerste: Modtaget, modtaget: Modtaget) -> None:
    foerste = behandl.aaben_igen(modtaget=foerste, rev=foerste.rev, by=by.myndighedsleder, nu=NU)
    behandl.afgoer(modtaget=foerste, rev=foerste.rev, udfald="ingen", afgoerelse="Nyt.", by=by.myndighedsleder, nu=NU)
    assert Del.AFGJORDE in foer(modtaget)[by.socialraadgiver.pk]
    assert Del.AFGJORDE in foer(modtaget)[by.myndighedsleder.pk]


def test_who_lifted_a_switch_or_took_part_before_has_handled_it(
    by: By, foerste: Modtaget, modtaget: Modtaget, kollega: User
) -> None:
    spaer(foerste.anledning, Overgreb.TVIVL, by=by.socialraadgiver, nu=NU)
    spaerring = Spaerring.objects.get(anledning=foerste.anledning)
    spaerringer.ophaev(spaerring=spaerring, grund="Afklaret.", by=kollega, nu=NU)
    assert foer(modtaget)[kollega.pk] == {Del.SPAERREDE}


def test_who_has_worked_with_the_family_elsewhere_says_so(by: By, modtaget: Modtaget, kollega: User) -> None:
    begynd(modtaget, kollega, by=by.socialraadgiver, kendte=[kollega])
    with pytest.raises(Denied):
        slut(modtaget, by.socialraadgiver)
    assert genvurderingside.side(modtaget, NU).kendte == {kollega.pk}


# ---- who can take part, and read ------------------------------------------------------------------------------------


def test_those_who_take_part_read_it_until_it_ends(by: By, modtaget: Modtaget, kollega: User) -> None:
    assert not ser(kollega, modtaget)
    begynd(modtaget, kollega, by=by.socialraadgiver)
    assert ser(kollega, modtaget)
    slut(modtaget, by.socialraadgiver)
    assert not ser(kollega, modtaget, NU + timedelta(seconds=1))
    assert ser(by.socialraadgiver, modtaget, NU + timedelta(seconds=1))


def test_who_is_taken_off_loses_it_at_once(by: By, modtaget: Modtaget, kollega: User) -> None:
    begynd(modtaget, kollega, by=by.socialraadgiver)
    begynd(modtaget, by.myndighedsleder, by=by.socialraadgiver)
    assert not ser(kollega, modtaget, NU + timedelta(seconds=1))
    assert [d.user for d in Genvurderingsdeltager.objects.filter(genvurdering__modtaget=modtaget)] == [
        by.myndighedsleder
    ]


def test_who_gets_the_case_meanwhile_keeps_it(by: By, modtaget: Modtaget, kollega: User) -> None:
    begynd(modtaget, kollega, by=by.socialraadgiver)
    modtaget.refresh_from_db()
    videre.overdrag(modtaget=modtaget, rev=modtaget.rev, til=kollega, by=by.socialraadgiver, nu=NU)
    slut(modtaget, kollega)
    assert ser(kollega, modtaget, NU + timedelta(days=1))


def test_nobody_from_outside_and_nobody_shut_out_takes_part(by: By, modtaget: Modtaget, kollega: User) -> None:
    with pytest.raises(Denied, match="familieafdelingen"):
        begynd(modtaget, by.paedagog, by=by.socialraadgiver)
    Udelukkelse.objects.create(
        kommune=by.kommune, anledning=modtaget.anledning, user=kollega, sat_at=NU, sat_by=by.socialraadgiver
    )
    with pytest.raises(Denied):
        begynd(modtaget, kollega, by=by.socialraadgiver)
    assert not Tilknytning.objects.filter(anledning=modtaget.anledning, formaal=actions.FORMAAL).exists()


def test_who_takes_part_decides_nothing(by: By, modtaget: Modtaget, kollega: User) -> None:
    begynd(modtaget, kollega, by=by.socialraadgiver)
    with pytest.raises(Denied, match="er ansvarlig"):
        slut(modtaget, kollega)


# ---- when, and how it ends ------------------------------------------------------------------------------------------


def test_it_meets_the_deadline_and_is_one_decision(by: By, modtaget: Modtaget) -> None:
    begynd(modtaget, by.myndighedsleder, by=by.socialraadgiver)
    assert Frist.objects.aabne().filter(anledning=modtaget.anledning, kode=GENVURDER).exists()
    slut(modtaget, by.socialraadgiver)
    assert not Frist.objects.aabne().filter(anledning=modtaget.anledning, kode=GENVURDER).exists()
    with pytest.raises(Foraeldet):
        slut(modtaget, by.myndighedsleder)
    with pytest.raises(Denied, match="er afsluttet"):
        begynd(modtaget, by.socialraadgiver, by=by.socialraadgiver)


def test_two_at_once_and_one_is_told(by: By, modtaget: Modtaget) -> None:
    begynd(modtaget, by.myndighedsleder, by=by.socialraadgiver)
    modtaget.refresh_from_db()
    behandl.oplys(
        modtaget=modtaget,
        rev=modtaget.rev,
        oplysninger=behandl.Oplysninger(trin=3),
        by=by.myndighedsleder,
        nu=NU,
    )
    with pytest.raises(Foraeldet):
        slut(modtaget, by.socialraadgiver, set_rev=modtaget.rev)


def test_there_is_nothing_to_reassess_without_help_or_before_the_assessment(by: By) -> None:
    with pytest.raises(Denied, match="hjælp i gang"):
        begynd(vurderet(by.barn, by.myndighed, by.socialraadgiver), by.socialraadgiver, by=by.socialraadgiver)
    with pytest.raises(Denied, match="Vurdér først"):
        begynd(indkommet(by.bo, by.myndighed), by.socialraadgiver, by=by.socialraadgiver)


@pytest.mark.parametrize("mangler", ["ingen_med", "ingen_ord"])
def test_it_takes_people_and_words(by: By, modtaget: Modtaget, mangler: str) -> None:
    if mangler == "ingen_med":
        with pytest.raises(Denied, match="Vælg først"):
            slut(modtaget, by.socialraadgiver)
        with pytest.raises(Denied, match="Vælg, hvem"):
            begynd(modtaget, by=by.socialraadgiver)
    else:
        begynd(modtaget, by.socialraadgiver, by=by.socialraadgiver)
        with pytest.raises(Denied, match="nået frem til"):
            slut(modtaget, by.socialraadgiver, konklusion="  ")


# ---- the page -------------------------------------------------------------------------------------------------------


def test_the_whole_way_through_the_pages(
    by: By, foerste: Modtaget, modtaget: Modtaget, kollega: User, log_ind: LogInd
) -> None:
    client = log_ind(by.socialraadgiver)
    foerst = tekst(client.get(side(modtaget)))
    assert "Sofie Kær: var ansvarlig: underretningen fra" in foerst
    assert "Karen Mose: har ikke behandlet sagen før" in foerst
    hvem = {"hvem-deltagere": [by.socialraadgiver.pk]}
    assert client.post(side(modtaget, "genvurdering_begynd"), hvem).status_code == 302
    assert "Der mangler en ny." in tekst(client.get(side(modtaget)))
    modtaget.refresh_from_db()
    ord_ = {"slut-passer": "nej", "slut-konklusion": KONKLUSION, "slut-rev": modtaget.rev}
    nej = client.post(side(modtaget, "genvurdering_afslut"), ord_)
    assert nej.status_code == 422
    assert KONKLUSION in nej.content.decode()
    hvem = {"hvem-deltagere": [by.socialraadgiver.pk, kollega.pk]}
    assert client.post(side(modtaget, "genvurdering_begynd"), hvem).status_code == 302
    assert client.post(side(modtaget, "genvurdering_afslut"), ord_).status_code == 302
    efter = tekst(client.get(side(modtaget)))
    assert "passer ikke længere" in efter
    assert "Karen Mose, Familieafdelingen: ny i sagen" in efter


def test_who_comes_second_keeps_her_words(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    begynd(modtaget, by.myndighedsleder, by=by.socialraadgiver)
    client = log_ind(by.socialraadgiver)
    ord_ = {"slut-passer": "ja", "slut-konklusion": KONKLUSION, "slut-rev": 0}
    svar = client.post(side(modtaget, "genvurdering_afslut"), ord_)
    assert svar.status_code == 409
    assert KONKLUSION in svar.content.decode()
    assert "En kollega har" in tekst(svar)


def test_nobody_chosen_is_said(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    svar = log_ind(by.socialraadgiver).post(side(modtaget, "genvurdering_begynd"), {})
    assert svar.status_code == 422
    assert "Vælg, hvem der er med i genvurderingen." in tekst(svar)


def test_the_page_costs_the_same_after_many_cases(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    vurderet(by.barn, by.myndighed, by.socialraadgiver, for_timer_siden=900)
    client.get(side(modtaget))
    with CaptureQueriesContext(connection) as en:
        client.get(side(modtaget))
    folk = [ansat(by, by.myndighed, f"s{nr}", f"Social {nr}", "socialraadgiver") for nr in range(6)]
    for nr in range(30):
        vurderet(by.barn, by.myndighed, folk[nr % 6], for_timer_siden=1000 + nr)
    with CaptureQueriesContext(connection) as mange:
        client.get(side(modtaget))
    assert len(mange) == len(en) <= SENEST_FORESPOERGSLER


# ---- two at once ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_who_end_it_at_the_same_moment_one_wins_and_the_other_is_told(by: By, modtaget: Modtaget) -> None:
    """Two real connections with the same page in front of them, and no revision to tell them apart."""
    begynd(modtaget, by.socialraadgiver, by=by.socialraadgiver)
    startskud, udfald = threading.Barrier(2), []

    def afslut(user: User) -> None:
        try:
            startskud.wait(5)
            actions.afslut_genvurdering(
                modtaget=Modtaget.objects.get(pk=modtaget.pk), passer=True, konklusion=user.navn, by=user, nu=NU
            )
            udfald.append(("vandt", user.navn))
        except Foraeldet as nej:
            udfald.append(("fik besked", nej.modtaget.genvurdering.konklusion))
        finally:
            connections.close_all()

    traade = [threading.Thread(target=afslut, args=(user,)) for user in (by.socialraadgiver, by.myndighedsleder)]
    for traad in traade:
        traad.start()
    for traad in traade:
        traad.join(30)
    assert sorted(hvad for hvad, _ in udfald) == ["fik besked", "vandt"]
    vinder = dict(udfald)["vandt"]
    assert dict(udfald)["fik besked"] == vinder
    slut_nu = Genvurdering.objects.get()
    assert (slut_nu.konklusion, slut_nu.afsluttet_by.navn, slut_nu.modtaget.rev) == (vinder, vinder, modtaget.rev + 1)
    assert Log.objects.filter(haendelse="underretning.genvurdering_afsluttet").count() == 1
