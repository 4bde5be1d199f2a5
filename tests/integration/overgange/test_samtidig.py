"""Two who work on the same overgang at once: nothing that is written or said is lost, and no day moves by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.boern import actions as boern
from opsporing.models import Frist, Samtykke, Tilknytning
from opsporing.organisation.actions import gem_profil
from opsporing.profil import profil_for
from opsporing.tid import dato
from overgange.actions import besoeg as besoeg_actions
from overgange.actions import haand, liv
from overgange.actions import modtager as modtager_actions
from overgange.actions import overlevering as actions
from overgange.actions import skema as skema_actions
from overgange.models import Besoegsstatus, Overgang, Overlevering
from tests.cast import By
from tests.integration.overgange.planlagt import START, midnat
from tests.integration.overgange.skemaet import giv, sig

Som = Callable[[Any], Client]
BEGYNDT = midnat(START) + timedelta(hours=9)


def _url(navn: str, pk: int) -> str:
    return reverse(f"overgange:{navn}", args=[pk])


def _tekst(svar: Any) -> str:
    return unescape(svar.content.decode())


def test_et_ja_der_er_trukket_tilbage_gives_ikke_igen_af_en_side_der_stod_aaben(
    by: By, skrevet: Overgang, log_ind: Som
) -> None:
    sig(skrevet, by, by.mor)
    client, siden = log_ind(by.paedagog), _url("samtykke", skrevet.pk)
    vist = client.get(siden, {"person": by.mor.pk}).content.decode()
    assert 'name="vist_stemme" value="ja"' in vist
    # Meanwhile she takes it back in another window.
    samtykke = Samtykke.objects.get(anledning=skrevet.anledning, person=by.mor, hvad__contains="stemme")
    actions.traek_samtykke(overgang=skrevet, samtykke=samtykke, by=by.paedagog2, nu=by.nu)
    sendt = {"person": by.mor.pk, "stemme": "ja", "vist_stemme": "ja", "familie": "nej", "vist_familie": "ja"}
    svar = client.post(siden, sendt | {"handling": "videre"})
    assert svar["Location"] == f"{siden}?person={by.mor.pk}"
    assert "Et svar blev ændret et andet sted" in _tekst(client.get(svar["Location"]))
    staar = Samtykke.objects.filter(anledning=skrevet.anledning, person=by.mor, trukket_at=None)
    assert not staar.filter(hvad__contains="stemme").exists()
    # What was changed on the page is an answer.
    assert staar.get(hvad__contains="Familien").ja is False


def test_to_svarer_og_to_skriver_om_starten_og_begges_ord_staar(
    by: By, skrevet: Overgang, givet: Overlevering, ur: Any, log_ind: Som
) -> None:
    ur.move_to(BEGYNDT)
    spurgt = modtager_actions.spoerg(overlevering=givet, tekst="Sover hun?", by=by.paedagog_eg, nu=BEGYNDT)
    modtager_actions.besvar(spoergsmaal=spurgt, svar="Ja.", by=by.paedagog2, nu=BEGYNDT)
    imens = {"spoergsmaal": spurgt.pk, "svar": "Kun på maven."}
    svar = log_ind(by.paedagog).post(_url("svar", skrevet.pk), imens)
    assert svar.status_code == 409
    for ord_ in ("Spørgsmålet er allerede besvaret.", "Det, du skrev", "Kun på maven.", "Ja."):
        assert ord_ in _tekst(svar)
    modtager_actions.kvitter(overlevering=givet, by=by.paedagog_eg, nu=BEGYNDT)
    modtager_actions.foelg_op(overlevering=givet, tekst="Det gik godt.", by=by.paedagog_eg, nu=BEGYNDT)
    modtager = log_ind(by.paedagog_eg)
    svar = modtager.post(_url("foelg_op", givet.pk), {"tekst": "Hun græd den første dag."})
    assert svar.status_code == 409
    for ord_ in ("Det gik godt.", "Hun græd den første dag.", "blev ikke gemt"):
        assert ord_ in _tekst(svar)
    assert modtager.get(_url("foelg_op", givet.pk)).status_code == 403


def test_en_ny_udgave_imens_lader_spoergsmaalet_staa(
    by: By, skrevet: Overgang, givet: Overlevering, ur: Any, log_ind: Som
) -> None:
    skema_actions.genaabn_skema(overgang=skrevet, by=by.paedagog, nu=by.nu)
    ny = giv(skrevet, by)
    ur.move_to(BEGYNDT)
    svar = log_ind(by.paedagog_eg).post(_url("spoerg", givet.pk), {"spoerg-tekst": "Hvad sang I?"})
    assert svar.status_code == 409
    assert "Hvad sang I?" in _tekst(svar)
    assert _url("spoerg", ny.pk) in _tekst(svar)


def test_det_der_skrives_mens_en_anden_giver_videre_staar_at_kopiere(
    by: By, skrevet: Overgang, givet: Overlevering, log_ind: Som
) -> None:
    client = log_ind(by.paedagog)
    svar = client.post(
        _url("skema", skrevet.pk), {"rev": "1", "hvad_hjaelper": "En sang og en klud.", "handling": "luk"}
    )
    assert svar.status_code == 409
    for ord_ in ("Det sidste blev ikke gemt", "En sang og en klud.", "Skemaet er givet videre."):
        assert ord_ in _tekst(svar)
    svar = client.post(_url("udelad", skrevet.pk), {"grund": "De siger nej tak."})
    assert svar.status_code == 422
    for ord_ in ("Der er allerede givet noget videre", "De siger nej tak."):
        assert ord_ in _tekst(svar)
    besoeg = skrevet.besoeg.get()
    nej = besoeg_actions.Udfald(Besoegsstatus.AFSLAAET, grund="De kender stedet.")
    besoeg_actions.afslut_besoeg(besoeg=besoeg, udfald=nej, by=by.paedagog2, nu=by.nu)
    svar = client.post(_url("besoeg", besoeg.pk), {"rev": "0", "foraeldrene": "Hun er glad for bøger."})
    assert svar.status_code == 409
    assert "Hun er glad for bøger." in _tekst(svar)


def test_to_aftaler_besoeget_og_ingens_navne_forsvinder(by: By, almas: Overgang, log_ind: Som) -> None:
    besoeg, client = almas.besoeg.get(), log_ind(by.paedagog)
    adresse = _url("besoeg_planlaeg", besoeg.pk)
    aftalt = {"den": "20-10-2026", "klokken": "14:30", "varer_minutter": "60", "sted": "institution"}
    aftalt |= {"moedeleder": by.leder.pk, "familie": [by.mor.pk], "afgivere": [by.paedagog.pk]}
    foerst = {"aftryk": client.get(adresse).context["aftryk"]}
    assert client.post(adresse, aftalt | foerst | {"andre": "Hanne Friis, tolk"}).status_code == 302
    # A colleague whose page is from before writes over nothing: she sees what stands, and what she wrote stays.
    svar = log_ind(by.paedagog2).post(adresse, aftalt | foerst | {"andre": "Ole Bro, nabo"})
    assert svar.status_code == 422
    for ord_ in ("En anden har ændret aftalen", "Hanne Friis, tolk", "Ole Bro, nabo"):
        assert ord_ in _tekst(svar)
    assert [d.navn for d in besoeg.deltagere.filter(side="anden")] == ["Hanne Friis"]
    begge = aftalt | {"aftryk": svar.context["aftryk"], "andre": "Hanne Friis, tolk\nOle Bro, nabo"}
    assert log_ind(by.paedagog2).post(adresse, begge).status_code == 302
    assert besoeg.deltagere.filter(side="anden").count() == 2


def test_det_der_er_trukket_tilbage_siden_skal_ogsaa_ses(
    by: By, skrevet: Overgang, givet: Overlevering, ur: Any, log_ind: Som
) -> None:
    ur.move_to(BEGYNDT)
    sig(skrevet, by, by.far, nej={"stemme"}, nu=BEGYNDT)
    client = log_ind(by.paedagog_eg)
    assert 'name="dele" value="stemme"' in client.get(_url("overlevering", givet.pk)).content.decode()
    sig(skrevet, by, by.far, nej={"stemme", "hjaelper"}, nu=BEGYNDT)
    svar = client.post(_url("stop_set", givet.pk), {"dele": ["stemme"]}, follow=True)
    assert "Der er trukket mere tilbage imens" in _tekst(svar)
    assert modtager_actions.stoppet_venter(givet) == ["hjaelper"]


def test_det_der_kunne_laeses_foer_starten_blev_flyttet_er_ikke_glemt(
    by: By, skrevet: Overgang, ur: Any, log_ind: Som
) -> None:
    """They may have printed it: they are told, and say so, though there is nothing to read until later."""
    profil = replace(profil_for(by.kommune), overgang_laeses_dage_foer=7)
    gem_profil(kommune=by.kommune, profil=profil, grund="Prøve", by=by.administrator, nu=by.nu)
    skrevet = Overgang.objects.select_related("kommune__profil").get(pk=skrevet.pk)
    sig(skrevet, by, by.mor)
    sig(skrevet, by, by.far, nej={"familie"})
    givet = giv(skrevet, by)
    nu = midnat(START - timedelta(days=5)) + timedelta(hours=9)
    ur.move_to(nu)
    assert "traktor" in _tekst(log_ind(by.paedagog_eg).get(_url("overlevering", givet.pk)))
    pladsen = Tilknytning.objects.indskrivninger().filter(barn=by.barn, enhed=by.ulv)
    pladsen.update(fra=midnat(START + timedelta(days=28)))
    boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=nu)
    assert log_ind(by.paedagog_eg).get(_url("overlevering", givet.pk)).status_code == 404
    sig(skrevet, by, by.far, nej={"stemme"}, nu=nu)
    client = log_ind(by.paedagog_eg)
    assert "Forældrene har trukket et ja tilbage" in _tekst(client.get(reverse("i_dag")))
    side = _tekst(client.get(_url("overlevering", givet.pk)))
    assert "<li>Barnets egen stemme</li>" in side
    assert "Farvel i vinduet" not in side
    svar = client.post(_url("stop_set", givet.pk), {"dele": ["stemme"]}, follow=True)
    assert "I ikke bruger det mere" in _tekst(svar)
    assert modtager_actions.stoppet_venter(givet) == []
    assert client.get(_url("overlevering", givet.pk)).status_code == 404
    # Of what came in a new one that they could never read they are told nothing, though it is open for another part.
    svar_paa = partial(actions.svar_samtykke, overgang=skrevet, person=by.far, by=by.paedagog, nu=nu)
    svar_paa(svar={"hjaelper": False})
    skema_actions.genaabn_skema(overgang=skrevet, by=by.paedagog, nu=nu)
    svar_paa(svar={"familie": True})
    ny = giv(skrevet, by, nu=nu)
    svar_paa(svar={"familie": False})
    assert modtager_actions.stoppet_venter(ny) == ["hjaelper"]
    # The start falls away: they are asked to shred what they could read.
    boern.udskriv(tilknytning=pladsen.get(), by=None, nu=nu)
    assert Frist.objects.aabne().filter(kode="overgange.makuler", anledning=ny.anledning).exists()


def test_det_nye_sted_faar_ogsaa_besked_om_det_der_stod_i_en_aeldre_udgave(
    by: By, skrevet: Overgang, givet: Overlevering, ur: Any, log_ind: Som
) -> None:
    ur.move_to(BEGYNDT)
    sig(skrevet, by, by.far, nej={"stemme"}, nu=BEGYNDT)
    # Given anew before they have answered; and a part that is not in the new one is taken back after that.
    skema_actions.genaabn_skema(overgang=skrevet, by=by.paedagog, nu=BEGYNDT)
    skrevet.refresh_from_db()
    skema_actions.gem_skema(overgang=skrevet, aendringer={"mad": ""}, set_rev=99, by=by.paedagog, nu=BEGYNDT)
    ny = giv(skrevet, by, nu=BEGYNDT)
    assert modtager_actions.stoppet_venter(ny) == ["stemme"]
    helbred = Samtykke.objects.get(
        anledning=skrevet.anledning, person=by.far, hvad__contains="helbred", trukket_at=None
    )
    actions.traek_samtykke(overgang=skrevet, samtykke=helbred, by=by.paedagog, nu=BEGYNDT)
    assert modtager_actions.stoppet_venter(ny) == ["helbred", "stemme"]
    client = log_ind(by.paedagog_eg)
    side = _tekst(client.get(_url("overlevering", ny.pk)))
    assert side.count("Er trukket tilbage 4. januar 2027") == 2
    client.post(_url("stop_set", ny.pk), {"dele": ["helbred", "stemme"]})
    side = _tekst(client.get(_url("overlevering", ny.pk)))
    assert "Er trukket tilbage" not in side
    assert modtager_actions.stoppet_venter(ny) == []


def test_kun_en_anden_startdag_flytter_det_nye_steds_dage(by: By, skrevet: Overgang, givet: Overlevering) -> None:
    """What the municipality changes in its profile moves nothing, also when the child changes stue meanwhile."""
    foer = {f.kode: f.forfalder_at for f in Frist.objects.aabne().filter(anledning=givet.anledning)}
    profil = replace(profil_for(by.kommune), overgang_laeses_dage_foer=14, overgang_kvitter_dage=3)
    gem_profil(kommune=by.kommune, profil=profil, grund="Prøve", by=by.administrator, nu=by.nu)
    Tilknytning.objects.filter(barn=by.barn, enhed=by.egern).update(enhed=by.ugle)
    boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=by.nu)
    skrevet.refresh_from_db()
    assert skrevet.fra_enhed == by.ugle
    givet.refresh_from_db()
    assert givet.laeses_fra == START
    assert {f.kode: f.forfalder_at for f in Frist.objects.aabne().filter(anledning=givet.anledning)} == foer


def test_det_der_gives_igen_beholder_sin_uge_naar_starten_flyttes(
    by: By, skrevet: Overgang, givet: Overlevering
) -> None:
    naer = START - timedelta(days=6)
    nu = midnat(naer) + timedelta(hours=9)
    skema_actions.genaabn_skema(overgang=skrevet, by=by.paedagog, nu=nu)
    igen = Frist.objects.aabne().get(anledning=skrevet.anledning, kode="overgange.skema")
    foer = dato(igen.forfalder_at)
    Tilknytning.objects.filter(barn=by.barn, enhed=by.ulv).update(fra=midnat(START + timedelta(days=1)))
    boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=nu)
    igen.refresh_from_db()
    assert dato(igen.forfalder_at) == foer > dato(nu)


def test_en_overgang_der_er_der_i_forvejen_faar_ikke_en_anden_dag_i_stilhed(by: By, log_ind: Som) -> None:
    haand.opret(
        barn=by.david, art="boernehave_skole", til_navn="Skovskolen", start_den=START, by=by.paedagog_ugle, nu=by.nu
    )
    felter = {"art": "boernehave_skole", "til_navn": "Skovskolen", "start_den": "2027-08-02"}
    client = log_ind(by.paedagog_ugle)
    Overgang.objects.update(oprettet_at=by.nu - timedelta(days=1))
    svar = client.post(_url("ny", by.david.pk), felter, follow=True)
    assert "Der var allerede en overgang til Skovskolen" in _tekst(svar)
    assert "Barnet begynder 4. januar 2027." in _tekst(svar)
    assert [o.start_den for o in Overgang.objects.filter(barn=by.david)] == [date(2027, 1, 4)]


def _laaser(handling: Callable[[], object]) -> list[str]:
    """The tables whose rows an action locks, in turn."""
    with CaptureQueriesContext(connection) as sete:
        handling()
    alle = [q["sql"].split(' FROM "')[1].split('"')[0] for q in sete if "FOR " in q["sql"] and " FROM " in q["sql"]]
    return [navn for navn in alle if navn in {"opsporing_barn", "overgange_overgang", "overgange_spoergsmaal"}]


@pytest.mark.parametrize("hvad", ["svar", "plads", "spoergsmaal"])
def test_alle_laaser_barnet_foer_overgangen_og_overgangen_foer_resten(
    by: By, skrevet: Overgang, givet: Overlevering, hvad: str
) -> None:
    """In another order two of them would wait for each other, and one would lose what it was about to save."""
    if hvad == "svar":
        assert _laaser(lambda: sig(skrevet, by, by.mor))[:2] == ["opsporing_barn", "overgange_overgang"]
    elif hvad == "plads":
        handling = lambda: liv.foelg_boern(boern=[by.barn.pk], by=None, nu=by.nu)  # noqa: E731
        assert _laaser(handling) == ["opsporing_barn", "overgange_overgang"]
    else:
        spurgt = modtager_actions.spoerg(overlevering=givet, tekst="Sover hun?", by=by.paedagog_eg, nu=BEGYNDT)
        laast = _laaser(lambda: modtager_actions.besvar(spoergsmaal=spurgt, svar="Ja.", by=by.paedagog, nu=BEGYNDT))
        assert laast == ["overgange_overgang", "overgange_spoergsmaal"]
