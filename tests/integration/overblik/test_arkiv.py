"""What a unit wrote about a child who has left: opened by its leader alone, with a purpose, for an hour, to be read."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from opsporing import arkiv
from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.models import Anledning, Barn, Handling, Log, Tilknytning, User
from tests.cast import By
from tests.factories.barn import BarnFactory
from tests.integration.overblik.conftest import FLEST_FORESPOERGSLER, dag
from trivsel.models import Vurdering

Som = Callable[[User], Client]
Lav = Callable[..., Any]
ARKIV = reverse("arkiv")


@pytest.fixture
def stoppet(by: By, vurderet: Lav) -> Barn:
    """Alma, who moved to Børnehuset Egen a month ago; Birken wrote two vurderinger and an agreement about her."""
    vurderet(by.barn, "gul", dag(2026, 5, 20))
    v = vurderet(by.barn, "roed", dag(2026, 9, 8))
    Handling.objects.create(
        kommune=by.kommune,
        anledning=v.anledning,
        barn=by.barn,
        enhed=by.egern,
        hvad="Billedkort ved skift",
        ansvarlig=by.paedagog,
        aftalt_den=date(2026, 9, 8),
        opfoelgning_den=date(2026, 10, 8),
        oprettet_at=v.afsluttet_at,
        oprettet_by=by.paedagog,
    )
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=dag(2026, 9, 14))
    return by.barn


def aabn(client: Client, barn: Barn, **felter: str) -> Any:
    data = {"formaal": "klage", "tekst": "Forældrene klager over stuen."} | felter
    return client.post(reverse("arkiv_aabn", args=[barn.pk]), data)


def laes(client: Client, barn: Barn) -> Any:
    return client.get(reverse("arkiv_barn", args=[barn.pk]))


def test_without_the_archive_nothing_is_left(by: By, som: Som, stoppet: Barn) -> None:
    sag = Vurdering.objects.filter(barn=stoppet).first()
    client = som(by.leder)
    assert client.get(reverse("barn", args=[stoppet.pk])).status_code == 404
    assert client.get(reverse("trivsel:vurdering", args=[sag.pk])).status_code == 404
    assert laes(client, stoppet).status_code == 404


def test_the_leader_searches_states_the_purpose_and_reads(by: By, som: Som, stoppet: Barn) -> None:
    client = som(by.leder)
    fundet = client.post(ARKIV, {"navn": "åkj"})
    assert [b.pk for b in fundet.context["fund"].boern] == [stoppet.pk]
    assert stoppet.cpr not in fundet.text
    svar = aabn(client, stoppet)
    assert svar.url == reverse("arkiv_barn", args=[stoppet.pk])
    side = laes(client, stoppet)
    assert [v.samlet for v, _ in side.context["vurderinger"]] == ["roed", "gul"]
    assert "Billedkort ved skift" in side.text and "Åbent for dig til kl. 11.00" in side.text
    assert "Klage: Forældrene klager over stuen." in side.text
    for v, _ in side.context["vurderinger"]:
        svar = client.get(reverse("trivsel:vurdering", args=[v.pk]))
        assert svar.status_code == 200
        links = set(re.findall(r'href="(/[^"]+)"', svar.text.split("<main")[1].split("</main")[0]))
        assert reverse("arkiv_barn", args=[stoppet.pk]) in links
        assert {client.get(link).status_code for link in links} == {200}, links
    assert client.get(reverse("barn", args=[stoppet.pk])).status_code == 404  # the matters, not the child


def test_each_step_is_logged_and_the_words_are_not(by: By, som: Som, stoppet: Barn) -> None:
    client = som(by.leder)
    client.post(ARKIV, {"navn": "Alma"})
    client.get(reverse("arkiv_aabn", args=[stoppet.pk]))
    aabn(client, stoppet)
    laes(client, stoppet)
    poster = list(Log.objects.filter(bruger=str(by.leder.pk), boern=[str(stoppet.pk)]).order_by("pk"))
    assert [(p.haendelse, p.formaal) for p in poster] == [
        ("opsporing.boern_soegt", "arkiv"),
        ("opsporing.boern_vist", "arkiv"),
        ("opsporing.arkiv_aabnet", "klage"),
        ("opsporing.arkiv_set", ""),
    ]
    assert poster[2].antal == 2
    assert not any("klager over" in str(vars(p)) or "Alma" in str(vars(p)) for p in poster)


def test_it_closes_by_itself_after_the_hour(by: By, som: Som, stoppet: Barn, ur: time_machine.Traveller) -> None:
    client = som(by.leder)
    aabn(client, stoppet)
    sag = Vurdering.objects.filter(barn=stoppet).first()
    ur.shift(timedelta(minutes=25))
    client.get("/konto/")
    ur.shift(timedelta(minutes=25))
    assert laes(client, stoppet).status_code == 200
    ur.shift(timedelta(minutes=10))
    assert laes(client, stoppet).status_code == 404
    assert client.get(reverse("trivsel:vurdering", args=[sag.pk])).status_code == 404
    assert aabn(client, stoppet, formaal="tilsyn").status_code == 302  # opened again with a new purpose
    assert laes(client, stoppet).status_code == 200


@pytest.mark.parametrize(
    ("hvem", "status"),
    [
        ("paedagog", 403),
        ("dagplejekonsulent", 403),
        ("sundhedsplejerske", 403),
        ("ppr", 403),
        ("socialraadgiver", 403),
        ("forvaltning", 403),
        ("administrator", 403),
        ("databeskyttelse", 403),
        ("leder2", 404),
        ("ledende_sundhedsplejerske", 404),
    ],
)
def test_nobody_else_gets_in(by: By, som: Som, stoppet: Barn, hvem: str, status: int) -> None:
    aabn(som(by.leder), stoppet)
    client = som(by.bruger[hvem])
    assert laes(client, stoppet).status_code == status
    assert aabn(client, stoppet).status_code == status
    assert client.get(reverse("arkiv_aabn", args=[stoppet.pk])).status_code == status
    assert Tilknytning.objects.filter(grundlag="arkivindsigt").exclude(ansaettelse=by.leder.ansaettelse).count() == 0
    if status == 404:
        assert client.post(ARKIV, {"navn": "Alma"}).context["fund"].boern == []
    with pytest.raises(Denied):
        arkiv.aabn_arkiv(barn=stoppet, formaal="klage", tekst="x", by=by.bruger[hvem], nu=by.nu)


def test_what_she_opened_is_open_to_her_alone(by: By, som: Som, stoppet: Barn) -> None:
    from opsporing.adgang.roller import Rolle
    from opsporing.organisation.actions import ansaet, opret_bruger

    kollega = opret_bruger(kommune=by.kommune, username="souschef", navn="Sus Chef", by=None, nu=by.nu)
    ansaet(user=kollega, enhed=by.birken, rolle=Rolle.DAGTILBUDSLEDER, by=None, nu=by.nu)
    aabn(som(by.leder), stoppet)
    sag = Vurdering.objects.filter(barn=stoppet).first()
    assert laes(som(kollega), stoppet).status_code == 404
    assert som(kollega).get(reverse("trivsel:vurdering", args=[sag.pk])).status_code == 404


def test_only_the_own_units_matters(by: By, som: Som, stoppet: Barn, vurderet: Lav) -> None:
    andres = vurderet(stoppet, "gul", by.nu, enhed=by.ulv, vurderere=[by.paedagog_eg])
    client = som(by.leder)
    aabn(client, stoppet)
    assert len(laes(client, stoppet).context["vurderinger"]) == 2
    assert client.get(reverse("trivsel:vurdering", args=[andres.pk])).status_code == 404
    aabnede = Tilknytning.objects.filter(grundlag="arkivindsigt").values_list("anledning__ejer_enhed", flat=True)
    assert set(aabnede) == {by.birken.pk}


def test_only_children_who_have_left(by: By, som: Som, vurderet: Lav) -> None:
    vurderet(by.bo)
    client = som(by.leder)
    assert client.post(ARKIV, {"navn": "Bo"}).context["fund"].boern == []
    assert client.get(reverse("arkiv_aabn", args=[by.bo.pk])).status_code == 404
    boern.flyt(barn=by.bo, fra_enhed=by.egern, til_enhed=by.ugle, by=None, nu=by.nu)
    assert client.post(ARKIV, {"navn": "Bo"}).context["fund"].boern == []  # still in the house
    with pytest.raises(Denied, match="stoppet"):
        arkiv.aabn_arkiv(barn=by.bo, formaal="klage", tekst="x", by=by.leder, nu=by.nu)


@pytest.mark.parametrize(
    "felter", [{"tekst": ""}, {"tekst": "   "}, {"formaal": ""}, {"formaal": "nysgerrig"}, {"tekst": "x" * 401}]
)
def test_no_purpose_no_access(by: By, som: Som, stoppet: Barn, felter: dict[str, str]) -> None:
    svar = aabn(som(by.leder), stoppet, **felter)
    assert svar.status_code == 422 and svar.context["form"].errors
    assert not Tilknytning.objects.filter(grundlag="arkivindsigt").exists()
    assert not Log.objects.filter(haendelse="opsporing.arkiv_aabnet").exists()


def test_nothing_written_is_said(by: By, som: Som) -> None:
    nyt = BarnFactory(kommune=by.kommune, fornavn="Ny", efternavn="Nielsen")
    tilknytning = boern.indskriv(barn=nyt, enhed=by.ugle, by=None, nu=dag(2026, 9, 1))
    boern.udskriv(tilknytning=tilknytning, by=None, nu=dag(2026, 9, 2))
    Anledning.objects.filter(barn=nyt).delete()
    svar = aabn(som(by.leder), nyt)
    assert svar.status_code == 422 and "ikke skrevet noget" in svar.text


def test_opening_twice_opens_once(by: By, som: Som, stoppet: Barn) -> None:
    client = som(by.leder)
    assert aabn(client, stoppet).status_code == aabn(client, stoppet).status_code == 302
    foerste = arkiv.aabn_arkiv(barn=stoppet, formaal="tilsyn", tekst="igen", by=by.leder, nu=by.nu)
    assert len(foerste) == 2 and Tilknytning.objects.filter(grundlag="arkivindsigt").count() == 2
    assert Log.objects.filter(haendelse="opsporing.arkiv_aabnet").count() == 1


def test_what_is_opened_for_reading_cannot_be_changed(by: By, som: Som, stoppet: Barn) -> None:
    client = som(by.leder)
    aabn(client, stoppet)
    v = Vurdering.objects.filter(barn=stoppet, samlet="roed").get()
    handling = Handling.objects.get(barn=stoppet)
    assert arkiv.kun_arkiv(by.leder, v.anledning, by.nu)
    for navn, args, data in (
        ("trivsel:ret", v.pk, {"grund": "Jeg vil rette."}),
        ("handling:opret", v.anledning_id, {}),
        ("handling:ret", handling.pk, {}),
        ("handling:foelg_op", handling.pk, {}),
    ):
        svar = client.post(reverse(navn, args=[args]), data)
        assert (navn, svar.status_code) == (navn, 403)
    assert Vurdering.objects.filter(barn=stoppet).count() == 2
    boern.flyt(barn=stoppet, fra_enhed=by.ulv, til_enhed=by.egern, by=None, nu=by.nu)
    assert not arkiv.kun_arkiv(by.leder, v.anledning, by.nu)  # back in the house: hers as every other child


def test_short_and_odd_searches(by: By, som: Som, stoppet: Barn) -> None:
    client = som(by.leder)
    assert client.post(ARKIV, {"navn": "a"}).status_code == 422
    assert client.post(ARKIV, {"navn": "%%"}).context["fund"].boern == []
    assert client.post(ARKIV, {"navn": "__"}).context["fund"].boern == []
    assert client.post(ARKIV, {"navn": "ÅKJÆR alma"}).context["fund"].boern == [stoppet]
    assert client.get(ARKIV).status_code == 200


@pytest.mark.parametrize("antal", [1, 50])
def test_the_number_of_queries_does_not_grow(
    by: By, som: Som, stoppet: Barn, vurderet: Lav, mange: Lav, forespoergsler: Lav, antal: int
) -> None:
    for nr in range(antal):
        vurderet(stoppet, "gul", dag(2026, 1, 8) + timedelta(days=nr))
    for barn in mange(antal):
        Tilknytning.objects.filter(barn=barn).update(til=by.nu - timedelta(days=1))
    client = som(by.leder)
    aabn(client, stoppet)
    laes(client, stoppet)
    for hent in (
        lambda: laes(client, stoppet),
        lambda: client.post(ARKIV, {"navn": "prøve"}),
        lambda: client.get(ARKIV),
    ):
        with forespoergsler() as taeller:
            assert hent().status_code == 200
        assert taeller() <= FLEST_FORESPOERGSLER - 3
