"""Myndighed's pages about switches, and what the unit sees on its own matter."""

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

from opsporing.models import Barn, Log, Person, Spaerring, Tilknytning, User
from opsporing.spaerring import actions
from tests.cast import NU, By
from tests.factories.barn import BarnFactory
from tests.factories.vurdering import afsluttet_vurdering
from tests.integration.spaerring.conftest import HVORFOR
from trivsel.models import Vurdering

LogInd = Callable[[User], Client]
LISTE = "/spaerringer/"
#: Whatever a page shows, it asks at most this often: session, user, employments and log included.
FLEST_FORESPOERGSLER = 12


def url(spaerring: Spaerring, hvad: str = "") -> str:
    return reverse(f"spaerring{hvad}", args=[spaerring.pk])


def tekst(svar: Any) -> str:
    """What stands on the page, without tags and with single spaces."""
    indhold = svar.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", indhold)).split())


def svar_paa(spaerring: Spaerring, **felter: str) -> dict[str, str]:
    """The form of a confirmation as the page posts it."""
    svar = {"grund": "Vi taler med barnet først.", "gennemses_den": "2026-11-02", "stand": spaerring.stand}
    return {f"bekraeft-{navn}": vaerdi for navn, vaerdi in (svar | felter).items()}


# ---- what is seen ---------------------------------------------------------------------------------------------------


def test_today_leads_to_the_switch(by: By, spaerring: Spaerring, log_ind: LogInd) -> None:
    for user in (by.socialraadgiver, by.myndighedsleder):
        side = log_ind(user).get("/")
        assert "Bekræft eller ophæv en spærring Alma Åkjær Se spærringen" in tekst(side)
        assert f'href="{url(spaerring)}"' in side.text
        assert side.context["dag"].nu
    for user in (by.paedagog, by.leder):
        assert "spærring" not in tekst(log_ind(user).get("/")).lower()


def test_the_list_says_what_waits_and_what_is_confirmed(by: By, saet: Any, log_ind: LogInd) -> None:
    waits, stands, lifted = saet(person=by.mor), saet(person=by.far), saet()
    actions.bekraeft(
        spaerring=stands, grund="Politiet.", gennemses_den=NU.date() + timedelta(days=9), by=by.myndighedsleder, nu=NU
    )
    actions.ophaev(spaerring=lifted, grund="Afklaret.", by=by.socialraadgiver, nu=NU)
    side = log_ind(by.socialraadgiver).get(LISTE)
    liste = side.context["liste"]
    assert [[linje.pk for linje in linjer] for _, _, linjer in liste.grupper] == [[waits.pk], [stands.pk]]
    assert [linje.pk for linje in liste.ophaevede] == [lifted.pk]
    assert "Børnehuset Birken · sat 14. okt. af Pia Bjerre" in tekst(side)
    assert "bekræftet 14. okt. af Mona Fald" in tekst(side)
    assert "ophævet 14. okt. af Sofie Kær" in tekst(side)
    post = Log.objects.get(haendelse="opsporing.spaerringer_vist")
    assert (post.boern, post.bruger) == ([str(by.barn.pk)], str(by.socialraadgiver.pk))


def test_an_empty_list_says_what_will_come(by: By, log_ind: LogInd) -> None:
    assert "Ingen spærringer venter" in tekst(log_ind(by.socialraadgiver).get(LISTE))
    assert not Log.objects.filter(haendelse="opsporing.spaerringer_vist").exists()


def test_the_page_tells_of_the_switch_and_of_nothing_behind_it(
    by: By, spaerring: Spaerring, vurdering: Vurdering, log_ind: LogInd
) -> None:
    side = log_ind(by.socialraadgiver).get(url(spaerring))
    staar = tekst(side)
    for ord_ in (
        "Alma Åkjær",
        "1. september 2024",
        "En trivselsvurdering i Børnehuset Birken, 14. oktober 2026.",
        "Alle med forældremyndighed: Frank Åkjær, Merete Åkjær",
        "Pia Bjerre, Børnehuset Birken, 14. oktober 2026",
        "der er tvivl, om det kan være overgreb",
        HVORFOR,
        "Svar senest 15. oktober 2026",
    ):
        assert ord_ in staar
    assert by.barn.cpr not in side.text and by.mor.cpr not in side.text
    assert vurdering.svar["andre_forklaringer"] not in side.text
    for sted in (
        reverse("trivsel:vurdering", args=[vurdering.pk]),
        reverse("barn", args=[by.barn.pk]),
        reverse("handling:opret", args=[vurdering.anledning_id]),
    ):
        assert sted not in side.text
        assert log_ind(by.socialraadgiver).get(sted).status_code in (403, 404)
    post = Log.objects.get(haendelse="opsporing.spaerring_vist")
    assert (post.anledning, post.boern) == (str(spaerring.sag_id), [str(by.barn.pk)])


def test_one_of_them_is_named_and_protection_is_said(by: By, saet: Any, log_ind: LogInd) -> None:
    Barn.objects.filter(pk=by.barn.pk).update(beskyttet=True)
    Person.objects.filter(pk=by.far.pk).update(beskyttet=True)
    staar = tekst(log_ind(by.socialraadgiver).get(url(saet(person=by.far))))
    assert "Hvem må ikke orienteres Frank Åkjær (beskyttet)" in staar
    assert "Navne- og adressebeskyttelse" in staar
    assert "Merete" not in staar


def test_others_get_nothing(by: By, spaerring: Spaerring, log_ind: LogInd) -> None:
    for user in (by.paedagog, by.leder, by.databeskyttelse):
        for sted in (LISTE, url(spaerring), url(spaerring, "_bekraeft"), url(spaerring, "_ophaev")):
            assert log_ind(user).get(sted).status_code == 403
    Tilknytning.objects.filter(anledning=spaerring.sag_id).update(til=NU)
    for hvad in ("", "_bekraeft", "_ophaev"):
        assert log_ind(by.socialraadgiver).get(url(spaerring, hvad)).status_code == 404


def test_the_pages_ask_as_much_for_many_as_for_one(by: By, spaerring: Spaerring, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    steder = ("/", LISTE, url(spaerring))

    def talt() -> list[int]:
        antal = []
        for sted in steder:
            client.get(sted)
            with CaptureQueriesContext(connection) as spurgt:
                client.get(sted)
            antal.append(len(spurgt))
        return antal

    faa = talt()
    for _ in range(8):
        barn = BarnFactory(kommune=by.kommune)
        v = afsluttet_vurdering(barn, "gul", enhed=by.egern, vurderere=[by.paedagog])
        actions.saet(anledning=v.anledning, grund="mistanke", gennemses_om_dage=14, by=by.leder, nu=NU)
    assert talt() == faa
    assert max(faa) <= FLEST_FORESPOERGSLER


# ---- what is decided ------------------------------------------------------------------------------------------------


def test_a_switch_is_confirmed(by: By, spaerring: Spaerring, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    foreslaaet = client.get(url(spaerring)).context["bekraeft"]["gennemses_den"].value()
    assert foreslaaet == NU.date() + timedelta(days=14)
    side = client.post(url(spaerring, "_bekraeft"), svar_paa(spaerring), follow=True)
    assert side.redirect_chain[-1][0] == LISTE
    assert "Spærringen er bekræftet" in side.text
    spaerring.refresh_from_db()
    assert (spaerring.bekraeftet_grund, spaerring.gennemses_den.isoformat()) == (
        "Vi taler med barnet først.",
        "2026-11-02",
    )
    staar = tekst(client.get(url(spaerring)))
    assert "Vi taler med barnet først." in staar and "Ses igen senest 2. november 2026" in staar
    assert "Se på en spærring igen" in tekst(client.get("/"))


@pytest.mark.parametrize(
    ("felt", "vaerdi", "besked"),
    [
        ("grund", " ", "Skriv, hvorfor spærringen skal stå."),
        ("gennemses_den", "", "Vælg den dag, du ser på den igen."),
        ("gennemses_den", "2026-10-14", "Vælg en dag efter i dag og højst tre måneder frem."),
        ("gennemses_den", "2027-01-15", "Vælg en dag efter i dag og højst tre måneder frem."),
    ],
)
def test_what_is_missing_is_said(
    by: By, spaerring: Spaerring, log_ind: LogInd, felt: str, vaerdi: str, besked: str
) -> None:
    side = log_ind(by.socialraadgiver).post(url(spaerring, "_bekraeft"), svar_paa(spaerring, **{felt: vaerdi}))
    assert side.status_code == 422
    assert besked in tekst(side)
    spaerring.refresh_from_db()
    assert spaerring.bekraeftet_at is None


def test_a_switch_is_lifted(by: By, spaerring: Spaerring, vurdering: Vurdering, log_ind: LogInd) -> None:
    client = log_ind(by.myndighedsleder)
    mangler = client.post(url(spaerring, "_ophaev"), {"ophaev-grund": "", "ophaev-stand": ""})
    assert mangler.status_code == 422
    assert "Skriv, hvorfor spærringen ophæves." in tekst(mangler)
    assert "<details open" in mangler.text or "open><summary>Ophæv" in mangler.text
    side = client.post(
        url(spaerring, "_ophaev"), {"ophaev-grund": "Forklaret af lægen.", "ophaev-stand": ""}, follow=True
    )
    assert "Spærringen er ophævet. Børnehuset Birken kan se det på sagen." in tekst(side)
    staar = tekst(client.get(url(spaerring)))
    assert "Forklaret af lægen." in staar and "Bekræft spærringen" not in staar
    assert "Fortæl forældrene om resultatet" in tekst(log_ind(by.paedagog).get("/"))


def test_two_colleagues_lose_nothing(by: By, spaerring: Spaerring, log_ind: LogInd) -> None:
    foerst = svar_paa(spaerring)
    log_ind(by.myndighedsleder).post(url(spaerring, "_bekraeft"), svar_paa(spaerring, grund="Politiet afhører."))
    client = log_ind(by.socialraadgiver)
    side = client.post(url(spaerring, "_bekraeft"), foerst)
    assert side.status_code == 409
    staar = tekst(side)
    assert "En kollega har taget stilling" in staar and "Politiet afhører." in staar
    assert "Vi taler med barnet først." in side.text
    spaerring.refresh_from_db()
    assert spaerring.bekraeftet_grund == "Politiet afhører."
    assert f'value="{spaerring.stand}"' in side.text
    assert client.post(url(spaerring, "_bekraeft"), svar_paa(spaerring)).status_code == 302


def test_who_confirms_what_was_lifted_meanwhile_is_shown_it(by: By, spaerring: Spaerring, log_ind: LogInd) -> None:
    foerst = svar_paa(spaerring)
    actions.ophaev(spaerring=spaerring, grund="Afklaret.", by=by.myndighedsleder, nu=NU)
    side = log_ind(by.socialraadgiver).post(url(spaerring, "_bekraeft"), foerst)
    assert side.status_code == 409
    assert "Afklaret." in tekst(side)
    assert "En kollega har ophævet spærringen, siden du åbnede siden." in side.text


def test_who_comes_back_to_the_address_of_a_form_finds_the_page(by: By, spaerring: Spaerring, log_ind: LogInd) -> None:
    for hvad in ("_bekraeft", "_ophaev"):
        assert log_ind(by.socialraadgiver).get(url(spaerring, hvad))["Location"] == url(spaerring)


# ---- what the unit sees ---------------------------------------------------------------------------------------------


def _sagen(by: By, vurdering: Vurdering, log_ind: LogInd) -> str:
    sider = {
        tekst(log_ind(user).get(reverse("trivsel:vurdering", args=[vurdering.pk]))) for user in (by.paedagog, by.leder)
    }
    return " ".join(sider)


def test_the_unit_sees_that_it_stands_and_who_decides_and_not_why(
    by: By, spaerring: Spaerring, vurdering: Vurdering, log_ind: LogInd
) -> None:
    staar = _sagen(by, vurdering, log_ind)
    assert "Sat 14. oktober 2026 af Pia Bjerre, fordi der er tvivl, om det kan være overgreb." in staar
    assert "Familieafdelingen har fået besked og tager stilling senest 15. oktober 2026." in staar
    actions.bekraeft(
        spaerring=spaerring,
        grund="Politiet afhører barnet.",
        gennemses_den=NU.date() + timedelta(days=9),
        by=by.socialraadgiver,
        nu=NU,
    )
    staar = _sagen(by, vurdering, log_ind)
    assert "Sofie Kær, Familieafdelingen, har bekræftet det 14. oktober 2026" in staar
    assert "ser på det igen senest 23. oktober 2026" in staar
    actions.ophaev(spaerring=spaerring, grund="Politiet er færdige.", by=by.socialraadgiver, nu=NU)
    efter = _sagen(by, vurdering, log_ind)
    assert "ophævede den 14. oktober 2026. I må tale med forældrene om det igen." in efter
    assert "Udskriv til samtalen" in efter and "Politiet" not in staar + efter


def test_without_a_myndighed_the_unit_is_told_to_call(by: By, saet: Any, vurdering: Vurdering, log_ind: LogInd) -> None:
    by.myndighed.nedlagt_at = NU
    by.myndighed.save()
    saet()
    assert "kommunen har ikke oprettet den i systemet endnu" in _sagen(by, vurdering, log_ind)
