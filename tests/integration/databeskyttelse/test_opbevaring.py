"""The pages about retention, through the real client."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing import anledning as anledninger
from opsporing.boern import actions as boern
from opsporing.handlinger import actions as handlinger
from opsporing.models import Barn, Handling, Holdegrund, Log, Tilbageholdelse
from opsporing.opbevaring import actions
from opsporing.opbevaring.plan import laeg_plan
from tests.cast import By
from tests.factories.tid import NU

LogInd = Callable[..., Client]
SENERE = NU + timedelta(days=740)


@pytest.fixture
def stop(by: By) -> Callable[[Barn], None]:
    def slut(barn: Barn) -> None:
        sag = anledninger.opret(kode="proeve", enhed=by.egern, barn=barn, nu=NU)
        handling = handlinger.opret(
            anledning=sag,
            hvad="Noget",
            ansvarlig=by.paedagog,
            opfoelgning_den=NU.date(),
            by=by.paedagog,
            nu=NU,
        )
        handlinger.afslut(handling=handling, by=by.paedagog, nu=NU)
        for tilknytning in barn.tilknytninger.filter(til=None):
            boern.udskriv(tilknytning=tilknytning, by=None, nu=NU)

    return slut


@pytest.fixture
def klient(by: By, stop: Callable[[Barn], None], ur: Any, log_ind: LogInd) -> Client:
    """Data protection, two years after Alma and Bo have left."""
    stop(by.alma)
    stop(by.bo)
    ur.move_to(SENERE)
    return log_ind(by.databeskyttelse)


def test_looking_says_what_and_why_and_is_noted(by: By, klient: Client) -> None:
    actions.saet_tilbageholdelse(barn=by.bo, grund=Holdegrund.AKTINDSIGT, by=by.databeskyttelse, nu=SENERE)
    svar = klient.get(reverse("opbevaring"))
    tekst = svar.content.decode()
    assert svar.status_code == 200
    for ord_ in (
        "Aftaler om, hvad vi gør, og hvordan det gik",
        "2 år efter, at barnet er stoppet i enheden",
        f"barn nr. {by.alma.pk}, Børnehuset Birken",
        "Tilbageholdt: anmodning om aktindsigt eller indsigt.",
        "Slet nu",
    ):
        assert ord_ in tekst
    assert "Åkjær" not in tekst
    assert Handling.objects.count() == 2
    post = Log.objects.get(haendelse="opsporing.opbevaring_vist")
    assert {str(by.alma.pk), str(by.bo.pk)} <= set(post.boern)


def test_deleting_takes_the_number_typed(by: By, klient: Client) -> None:
    antal = laeg_plan(by.kommune, SENERE).antal
    assert antal > 0
    for forkert, kode in (("", 422), ("x", 422), ("0", 422), (antal + 1, 409)):
        svar = klient.post(reverse("opbevaring_slet"), {"antal": forkert})
        assert svar.status_code == kode
        assert Handling.objects.count() == 2
    assert f"Der er {antal} nu." in svar.content.decode()
    svar = klient.post(reverse("opbevaring_slet"), {"antal": antal}, follow=True)
    tekst = svar.content.decode()
    assert "Slettet:" in tekst
    assert "tidligere versioner" in tekst
    assert "Der er ikke noget at slette nu" in tekst
    assert not Handling.objects.exists()
    assert not Barn.objects.filter(pk__in=[by.alma.pk, by.bo.pk]).exists()


@pytest.mark.parametrize("hvem", ["paedagog", "leder", "administrator", "forvaltning"])
def test_other_roles_are_refused(hvem: str, by: By, log_ind: LogInd) -> None:
    klient = log_ind(by.bruger[hvem])
    assert klient.get(reverse("opbevaring")).status_code == 403
    assert klient.post(reverse("opbevaring_slet"), {"antal": 1}).status_code == 403
    assert klient.get(reverse("tilbageholdelser")).status_code == 403


def test_another_municipality_sees_and_deletes_only_its_own(by: By, klient: Client, log_ind: LogInd) -> None:
    nabo = log_ind(by.naboby.databeskyttelse)
    assert "Der er ikke noget at slette nu" in nabo.get(reverse("opbevaring")).content.decode()
    assert nabo.post(reverse("opbevaring_slet"), {"antal": laeg_plan(by.kommune, SENERE).antal}).status_code == 409
    hold = actions.saet_tilbageholdelse(barn=by.bo, grund=Holdegrund.SAG, by=by.databeskyttelse, nu=SENERE)
    assert nabo.post(reverse("tilbageholdelse_ophaev", args=[hold.pk])).status_code == 404
    svar = nabo.post(reverse("tilbageholdelser"), {"cpr": by.alma.cpr, "grund": "sag"})
    assert "Kommunen har intet barn med det nummer." in svar.content.decode()


def test_a_hold_is_set_by_number_and_lifted_again(by: By, klient: Client) -> None:
    svar = klient.post(reverse("tilbageholdelser"), {"cpr": by.alma.cpr, "grund": "aktindsigt"}, follow=True)
    tekst = svar.content.decode()
    assert "Intet om Alma Åkjær bliver slettet, før du ophæver det igen." in tekst
    assert by.alma.cpr not in tekst
    hold = Tilbageholdelse.objects.get()
    svar = klient.post(reverse("tilbageholdelse_ophaev", args=[hold.pk]), follow=True)
    assert "Tilbageholdelsen for Alma Åkjær er ophævet." in svar.content.decode()
    hold.refresh_from_db()
    assert hold.ophaevet_by == by.databeskyttelse
    assert klient.get(reverse("tilbageholdelse_ophaev", args=[hold.pk])).status_code == 405
    haendelser = Log.objects.filter(haendelse__startswith="opsporing.tilbageholdelse_").order_by("pk")
    assert [p.haendelse.rpartition("_")[2] for p in haendelser] == ["sat", "ophaevet"]


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        ({"cpr": "", "grund": "sag"}, "Udfyld feltet."),
        ({"cpr": "12", "grund": "sag"}, "10 cifre"),
        ({"cpr": "6109244234"}, "Vælg en af mulighederne."),
        ({"cpr": "6109244234", "grund": "andet"}, "Marker en gyldig valgmulighed"),
    ],
)
def test_a_bad_hold_is_answered_in_danish(data: dict[str, str], besked: str, by: By, log_ind: LogInd) -> None:
    svar = log_ind(by.databeskyttelse).post(reverse("tilbageholdelser"), data)
    assert svar.status_code == 422
    assert besked in svar.content.decode()
    assert not Tilbageholdelse.objects.exists()


def test_the_list_of_holds_is_a_reading_of_children(by: By, log_ind: LogInd) -> None:
    actions.saet_tilbageholdelse(barn=by.alma, grund=Holdegrund.KLAGE, by=by.databeskyttelse, nu=NU)
    log_ind(by.databeskyttelse).get(reverse("tilbageholdelser"))
    assert Log.objects.get(haendelse="opsporing.tilbageholdelser_set").boern == [str(by.alma.pk)]


def test_the_page_asks_the_same_for_few_as_for_many(by: By, stop: Any, ur: Any, log_ind: LogInd) -> None:
    stop(by.alma)
    ur.move_to(SENERE)
    klient, antal = log_ind(by.databeskyttelse), []
    klient.get(reverse("opbevaring"))
    for mange in (0, 30):
        for n in range(mange):
            barn = boern.opret_barn(kommune=by.kommune, fornavn=f"Barn{n}", foedt_den=NU.date(), by=None, nu=NU)
            boern.indskriv(barn=barn, enhed=by.egern, by=None, nu=NU)
            stop(barn)
        with CaptureQueriesContext(connection) as spurgt:
            assert klient.get(reverse("opbevaring")).status_code == 200
        antal.append(len(spurgt))
    assert antal[0] == antal[1]
