"""The receiver's side: what may be read and when, and that nothing else of the former place is there."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.models import Anledning, Barn, Frist, Handling, Log, Tilknytning
from opsporing.tid import dato
from overgange.actions import modtager as actions
from overgange.models import Overgang, Overlevering, Spoergsmaal, Status
from overgange.permissions_modtager import til_laesning
from tests.cast import By
from tests.factories import overgange as lav

FOER = datetime(2026, 10, 31, 12, tzinfo=UTC)
BEGYNDT = datetime(2026, 11, 2, 8, tzinfo=UTC)


def _url(hvad: str, en: Overlevering | None = None) -> str:
    return reverse(f"overgange:{hvad}", args=[en.pk] if en else [])


@pytest.fixture
def givet(by: By, overgang: Overgang) -> Overlevering:
    return lav.overlevering(overgang, by=by.paedagog, nu=by.nu)


@pytest.fixture
def begyndt(by: By, givet: Overlevering, flyt: Any, ur: Any) -> Overlevering:
    """The second of November: Alma has begun in Ulv."""
    flyt(by.alma, by.egern, by.ulv, datetime(2026, 11, 1, tzinfo=UTC))
    ur.move_to(BEGYNDT)
    return givet


def test_intet_foer_dagen_og_derefter_kun_det_der_blev_givet(
    by: By, givet: Overlevering, flyt: Any, ur: Any, log_ind: Callable[..., Client]
) -> None:
    for hvem in (by.paedagog_eg, by.leder2):
        ur.move_to(FOER)
        assert log_ind(hvem).get(_url("overlevering", givet)).status_code == 404
        assert "Alma" not in log_ind(hvem).get(_url("modtagne")).content.decode()
    flyt(by.alma, by.egern, by.ulv, datetime(2026, 11, 1, tzinfo=UTC))
    ur.move_to(BEGYNDT)
    for hvem in (by.paedagog_eg, by.leder2):
        liste = log_ind(hvem).get(_url("modtagne")).content.decode()
        assert "Alma Åkjær" in liste
        side = log_ind(hvem).get(_url("overlevering", givet)).content.decode()
        assert "Delt om udvikling." in side
        assert "Delt om familien." in side
        # The sender's own page of it, and its matter, are not open to the receiver.
        assert not Overgang.objects.for_user(hvem, BEGYNDT).exists()
    # Another house, the former one and another municipality never.
    for navn in ("paedagog", "leder", "dagplejer", "sundhedsplejerske"):
        assert log_ind(by.bruger[navn]).get(_url("overlevering", givet)).status_code == 404, navn
    assert log_ind(by.naboby.leder).get(_url("overlevering", givet)).status_code == 404
    assert log_ind(by.forvaltning).get(_url("overlevering", givet)).status_code == 403


def test_saa_mange_dage_foer_som_profilen_siger(by: By, overgang: Overgang, ur: Any) -> None:
    en = lav.overlevering(overgang, by=by.paedagog, nu=by.nu, laeses_fra=date(2026, 10, 26))
    paa_dagen = datetime(2026, 10, 26, 8, tzinfo=UTC)
    assert not til_laesning(by.paedagog_eg, datetime(2026, 10, 25, 22, 59, tzinfo=UTC)).exists()
    assert list(til_laesning(by.paedagog_eg, paa_dagen)) == [en]
    # Only the one matter: the child itself is not open yet, and nothing else about it.
    assert not Barn.objects.for_user(by.paedagog_eg, paa_dagen).filter(pk=by.alma.pk).exists()
    sager = Anledning.objects.for_user(by.paedagog_eg, paa_dagen).filter(barn=by.alma)
    assert [sag.pk for sag in sager] == [en.anledning_id]
    # When the start is past and the child has not begun there, it is closed again.
    assert not til_laesning(by.paedagog_eg, datetime(2026, 11, 1, 8, tzinfo=UTC)).exists()


def test_intet_andet_af_det_gamle_steds_papirer_er_synligt(
    by: By, begyndt: Overlevering, log_ind: Callable[..., Client]
) -> None:
    sag = Anledning.objects.create(
        kommune=by.kommune, ejer_enhed=by.birken, barn=by.alma, kode="trivsel.vurdering", oprettet_at=by.nu
    )
    Handling.objects.create(
        kommune=by.kommune,
        anledning=sag,
        barn=by.alma,
        enhed=by.egern,
        hvad="Hemmeligheden om Alma",
        ansvarlig=by.paedagog,
        aftalt_den=date(2026, 10, 14),
        opfoelgning_den=date(2026, 12, 1),
        oprettet_at=by.nu,
        oprettet_by=by.paedagog,
    )
    for hvem in (by.paedagog_eg, by.leder2):
        egne = Anledning.objects.for_user(hvem, BEGYNDT).filter(barn=by.alma)
        assert {en.ejer_enhed_id for en in egne} == {by.egen.pk}
        klient = log_ind(hvem)
        sider = [
            reverse("barn", args=[by.alma.pk]),
            _url("overlevering", begyndt),
            _url("modtagne"),
            reverse("i_dag"),
        ]
        for adresse in sider:
            svar = klient.get(adresse)
            assert svar.status_code == 200, adresse
            assert "Hemmeligheden" not in svar.content.decode(), adresse
        assert klient.get(reverse("handling:vis", args=[Handling.objects.get(anledning=sag).pk])).status_code == 404


def test_det_trukne_er_der_ikke_mere(by: By, begyndt: Overlevering, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.paedagog_eg)
    lav.stop(begyndt, "familie", nu=BEGYNDT)
    side = klient.get(_url("overlevering", begyndt)).content.decode()
    assert "Delt om familien." not in side
    assert "Er trukket tilbage 2. november 2026" in side
    assert "Delt om udvikling." in side
    assert "Noget er trukket tilbage" in klient.get(_url("modtagne")).content.decode()
    pdf = klient.get(_url("overlevering_udskriv", begyndt))
    tekst = "\n".join(blad.extract_text() for blad in PdfReader(BytesIO(pdf.content)).pages)
    assert "Delt om udvikling." in tekst
    assert "Delt om familien." not in tekst


def test_det_der_blev_trukket_foer_nogen_kunne_laese_det_naevnes_ikke(
    by: By, overgang: Overgang, flyt: Any, ur: Any, log_ind: Callable[..., Client]
) -> None:
    en = lav.overlevering(overgang, by=by.paedagog, nu=by.nu)
    lav.stop(en, "familie", nu=FOER)
    flyt(by.alma, by.egern, by.ulv, datetime(2026, 11, 1, tzinfo=UTC))
    ur.move_to(BEGYNDT)
    side = log_ind(by.paedagog_eg).get(_url("overlevering", en)).content.decode()
    assert "Familien" not in side
    assert "trukket" not in side


def test_den_der_ser_sagen_i_huset_faar_at_vide_hvornaar_den_aabner(by: By, log_ind: Callable[..., Client]) -> None:
    overgang = lav.overgang(by.alma, by.egern, by.ugle, date(2026, 11, 1), nu=by.nu)
    foer = lav.overlevering(overgang, by=by.paedagog, nu=by.nu)
    Overlevering.objects.filter(pk=foer.pk).update(erstattet_at=by.nu, laeses_fra=by.nu.date())
    en = lav.overlevering(overgang, by=by.paedagog, nu=by.nu)
    frister.opret(
        kode="overgange.kvitter", anledning=en.anledning, enhed=by.ugle, forfalder=date(2026, 11, 9), nu=by.nu
    )
    klient = log_ind(by.leder)
    side = klient.get(_url("overlevering", en)).text
    assert "kan læses fra 1. november 2026" in side
    assert "Delt om" not in side
    assert "Kan læses fra 1. nov. 2026" in klient.get(_url("modtagne")).text
    assert klient.post(_url("kvitter", en)).status_code == 404
    assert klient.get(_url("overlevering_udskriv", en)).status_code == 404
    assert Log.objects.filter(bruger=str(by.leder.pk), haendelse="overgange.overlevering_venter_set").count() == 1
    # She wrote in the one she could read before the start was moved: her words are there, and nothing of the new one.
    for hvad, felt in (("spoerg", "spoerg-tekst"), ("foelg_op", "tekst")):
        svar = klient.post(_url(hvad, foer), {felt: "Hvad sang I?"})
        assert svar.status_code == 409
        assert "Hvad sang I?" in svar.text
        assert "Delt om" not in svar.text
    assert "kan læses fra 1. nov." in log_ind(by.paedagog).get(reverse("i_dag")).text


def test_kvitteret_een_gang_og_set_hos_begge(by: By, begyndt: Overlevering, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.paedagog_eg)
    assert "Vi har læst det" in klient.get(_url("overlevering", begyndt)).content.decode()
    for _ in range(2):
        assert klient.post(_url("kvitter", begyndt)).status_code == 302
    begyndt.refresh_from_db()
    assert (begyndt.kvitteret_by, begyndt.overgang.status) == (by.paedagog_eg, Status.KVITTERET)
    assert Log.objects.filter(haendelse="overgange.kvitteret").count() == 1
    assert "Vi har læst det" not in klient.get(_url("overlevering", begyndt)).content.decode()


def test_spoergsmaal_og_svar_ses_hos_begge_og_intet_andet(
    by: By, begyndt: Overlevering, log_ind: Callable[..., Client]
) -> None:
    klient = log_ind(by.paedagog_eg)
    tomt = klient.post(_url("spoerg", begyndt), {"spoerg-tekst": " "})
    assert tomt.status_code == 422
    assert klient.post(_url("spoerg", begyndt), {"spoerg-tekst": "Sover hun til middag?"}).status_code == 302
    en = Spoergsmaal.objects.get()
    frist = Frist.objects.aabne().get(anledning=begyndt.overgang.anledning, kode="overgange.svar")
    assert frist.enhed == by.egern
    # The place the child has left still sees this one matter, and answers.
    Tilknytning.objects.create(
        kommune=by.kommune, barn=by.alma, enhed=by.egern, grundlag="overgang", fra=by.nu,
        anledning=begyndt.overgang.anledning,
    )  # fmt: skip
    actions.besvar(spoergsmaal=en, svar="Ja, en time.", by=by.paedagog, nu=BEGYNDT)
    assert "Ja, en time." in klient.get(_url("overlevering", begyndt)).content.decode()
    assert not Frist.objects.aabne().filter(kode="overgange.svar").exists()
    with pytest.raises(Denied, match="allerede"):
        actions.besvar(spoergsmaal=en, svar="Nej.", by=by.paedagog, nu=BEGYNDT)


def test_et_spoergsmaal_op_til_jul_besvares_foer_helligdagene(by: By, begyndt: Overlevering) -> None:
    fredag = datetime(2026, 12, 18, 9, tzinfo=UTC)
    actions.spoerg(overlevering=begyndt, tekst="Sover hun til middag?", by=by.paedagog_eg, nu=fredag)
    frist = Frist.objects.aabne().get(anledning=begyndt.overgang.anledning, kode="overgange.svar")
    assert dato(frist.forfalder_at) == date(2026, 12, 23)


def test_opfoelgningen_afslutter_overgangen(by: By, begyndt: Overlevering, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.paedagog_eg)
    assert klient.get(_url("foelg_op", begyndt)).status_code == 403
    klient.post(_url("kvitter", begyndt))
    tomt = klient.post(_url("foelg_op", begyndt), {"tekst": ""})
    assert tomt.status_code == 422
    assert klient.post(_url("foelg_op", begyndt), {"tekst": "Hun faldt hurtigt til."}).status_code == 302
    begyndt.refresh_from_db()
    overgang = Overgang.objects.get(pk=begyndt.overgang_id)
    assert (begyndt.opfoelgning, overgang.status) == ("Hun faldt hurtigt til.", Status.AFSLUTTET)
    assert overgang.afsluttet_at == BEGYNDT
    assert overgang.anledning.afsluttet_at == BEGYNDT
    assert "Hun faldt hurtigt til." in klient.get(_url("overlevering", begyndt)).content.decode()


def test_opfoelgning_foerst_naar_barnet_er_begyndt(by: By, overgang: Overgang) -> None:
    en = lav.overlevering(overgang, by=by.paedagog, nu=by.nu, laeses_fra=by.nu.date())
    actions.kvitter(overlevering=en, by=by.paedagog_eg, nu=by.nu)
    with pytest.raises(Denied, match="når barnet er begyndt"):
        actions.foelg_op(overlevering=en, tekst="Godt.", by=by.paedagog_eg, nu=by.nu)


def test_sagen_lukkes_foerst_naar_ingen_venter_paa_svar(
    by: By, begyndt: Overlevering, log_ind: Callable[..., Client]
) -> None:
    actions.kvitter(overlevering=begyndt, by=by.paedagog_eg, nu=BEGYNDT)
    en = actions.spoerg(overlevering=begyndt, tekst="Sover hun?", by=by.paedagog_eg, nu=BEGYNDT)
    actions.foelg_op(overlevering=begyndt, tekst="Godt.", by=by.paedagog_eg, nu=BEGYNDT)
    sag = Anledning.objects.get(pk=begyndt.overgang.anledning_id)
    assert sag.afsluttet_at is None
    actions.besvar(spoergsmaal=en, svar="Ja.", by=by.paedagog, nu=BEGYNDT)
    sag.refresh_from_db()
    assert sag.afsluttet_at == BEGYNDT
    assert not Overgang.objects.for_user(by.paedagog, BEGYNDT).exists()
    # One more question finds somebody to answer it, who sees no more when she has.
    igen = actions.spoerg(overlevering=begyndt, tekst="Hvad sang I?", by=by.paedagog_eg, nu=BEGYNDT)
    assert Overgang.objects.for_user(by.paedagog, BEGYNDT).get() == begyndt.overgang
    klient = log_ind(by.paedagog)
    svar = klient.post(
        reverse("overgange:svar", args=[begyndt.overgang_id]), {"spoergsmaal": igen.pk, "svar": "Lille Peter. " * 200}
    )
    assert svar.status_code == 422
    assert "Lille Peter. Lille Peter." in svar.content.decode()
    actions.besvar(spoergsmaal=igen, svar="Lille Peter Edderkop.", by=by.paedagog, nu=BEGYNDT)
    assert not Overgang.objects.for_user(by.paedagog, BEGYNDT).exists()


def test_en_ny_udgave_afloeser_den_gamle(by: By, begyndt: Overlevering, log_ind: Callable[..., Client]) -> None:
    actions.spoerg(overlevering=begyndt, tekst="Sover hun?", by=by.paedagog_eg, nu=BEGYNDT)
    Overlevering.objects.filter(pk=begyndt.pk).update(erstattet_at=BEGYNDT)
    ny = lav.overlevering(begyndt.overgang, by=by.paedagog, nu=BEGYNDT, dele=["udvikling"])
    svar = log_ind(by.paedagog_eg).get(_url("overlevering", begyndt))
    assert svar["Location"] == _url("overlevering", ny)
    assert "Sover hun?" in log_ind(by.paedagog_eg).get(_url("overlevering", ny)).content.decode()
    with pytest.raises(Denied, match="ny udgave"):
        actions.kvitter(overlevering=begyndt, by=by.paedagog_eg, nu=BEGYNDT)
    papir = log_ind(by.paedagog_eg).get(_url("overlevering_udskriv", begyndt))
    assert papir["Location"] == _url("overlevering_udskriv", ny)
    # Where nothing stands any more nothing is read, not by its address either.
    Overlevering.objects.filter(pk=ny.pk).update(erstattet_at=BEGYNDT)
    for hvad in ("overlevering", "overlevering_udskriv"):
        for en in (begyndt, ny):
            assert log_ind(by.paedagog_eg).get(_url(hvad, en)).status_code == 404


def test_papiret_er_maerket_op_og_uden_cpr_og_adresse(
    by: By, begyndt: Overlevering, log_ind: Callable[..., Client]
) -> None:
    svar = log_ind(by.paedagog_eg).get(_url("overlevering_udskriv", begyndt))
    assert svar["Content-Type"] == "application/pdf"
    laeser = PdfReader(BytesIO(svar.content))
    assert laeser.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert laeser.trailer["/Root"]["/Lang"] == "da"
    tekst = "\n".join(blad.extract_text() for blad in laeser.pages)
    assert "Delt om familien." in tekst
    assert tekst.count("Fingeraftryk") == 1
    assert "Fingeraftryk" in laeser.pages[-1].extract_text()
    assert "610924" not in tekst
    assert Log.objects.filter(haendelse="overgange.overlevering_udskrevet", boern=[str(by.alma.pk)]).count() == 1
    # A protected child's paper has the first name alone, wherever it is printed.
    assert by.alma.efternavn in tekst
    Barn.objects.filter(pk=by.alma.pk).update(beskyttet=True)
    papir = PdfReader(BytesIO(log_ind(by.paedagog_eg).get(_url("overlevering_udskriv", begyndt)).content))
    tekst = "\n".join(blad.extract_text() for blad in papir.pages)
    assert "Det følger med Alma" in tekst
    assert by.alma.efternavn not in tekst


def test_hver_laesning_staar_i_loggen(by: By, begyndt: Overlevering, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.paedagog_eg)
    klient.get(_url("overlevering", begyndt))
    klient.get(_url("modtagne"))
    sete = Log.objects.filter(bruger=str(by.paedagog_eg.pk), boern__contains=[str(by.alma.pk)]).order_by("pk")
    assert [en.haendelse for en in sete] == ["overgange.overlevering_set", "overgange.modtagne_set"]


def test_siderne_koster_det_samme_med_mange(by: By, begyndt: Overlevering, log_ind: Callable[..., Client]) -> None:
    klient = log_ind(by.paedagog_eg)

    def antal(adresse: str) -> int:
        klient.get(adresse)
        with CaptureQueriesContext(connection) as sete:
            assert klient.get(adresse).status_code == 200
        return len(sete)

    adresser = [_url("modtagne"), _url("overlevering", begyndt)]
    en = [antal(adresse) for adresse in adresser]
    for nr in range(5):
        actions.spoerg(overlevering=begyndt, tekst=f"Nummer {nr}?", by=by.paedagog_eg, nu=BEGYNDT)
    for barn in (by.bo, by.clara, by.david):
        overgang = lav.overgang(barn, by.egern, by.ulv, date(2026, 11, 9), nu=by.nu)
        lav.overlevering(overgang, by=by.paedagog, nu=by.nu, laeses_fra=date(2026, 11, 1))
    assert [antal(adresse) for adresse in adresser] == en
    assert klient.get(adresser[0]).content.decode().count("Ikke læst") == 4
    assert "5 spørgsmål venter på svar" in klient.get(adresser[0]).text
