"""Overgange come, move and go with the enrolments that are planned."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.frister.ajourfoering import HOOKS, koer
from opsporing.frister.paamindelser import paamind
from opsporing.models import Frist, Tilknytning
from opsporing.skemaer import actions as skemaer
from opsporing.skemaer.dele import Skemafejl
from opsporing.tid import dato
from overgange import kopi as kopier
from overgange.actions import besoeg as besoeg_actions
from overgange.actions import haand, liv
from overgange.actions import skema as skema_actions
from overgange.actions.overlevering import udelad
from overgange.models import Art, Besoegsstatus, Overgang, Status
from tests.cast import By
from tests.factories.barn import BarnFactory
from tests.integration.overgange.planlagt import START, midnat, plan
from tests.integration.overgange.skemaet import giv, sig, skriv


def _frister(o: Overgang) -> dict[str, date]:
    return {f.kode: dato(f.forfalder_at) for f in Frist.objects.aabne().filter(anledning=o.anledning_id)}


def test_en_plads_et_andet_sted_giver_en_overgang_med_frister(by: By, almas: Overgang) -> None:
    assert (almas.art, almas.fra_enhed, almas.til_enhed, almas.start_den, almas.status) == (
        Art.DAGTILBUD_BOERNEHAVE,
        by.egern,
        by.ulv,
        START,
        Status.PLANLAGT,
    )
    assert almas.anledning.ejer_enhed == by.birken
    assert _frister(almas) == {"overgange.skema": date(2026, 12, 14), "overgange.besoeg": date(2026, 12, 21)}


def test_hjemmefra_er_det_distriktet_der_giver_videre(by: By) -> None:
    plan(by.gro, by.inga, date(2027, 6, 1), by.nu)
    o = Overgang.objects.get(barn=by.gro)
    assert (o.art, o.fra_enhed, o.til_enhed) == (Art.HJEM_DAGTILBUD, by.nord, by.inga)
    assert o.anledning.ejer_enhed == by.sundhedspleje


def test_inden_for_huset_er_der_ingen_overgang(by: By) -> None:
    plan(by.barn, by.ugle, START, by.nu)
    assert not Overgang.objects.exists()


def test_uden_et_sted_at_komme_fra_er_der_ingen(by: By) -> None:
    barn = BarnFactory(kommune=by.kommune)
    plan(barn, by.ulv, START, by.nu)
    assert not Overgang.objects.exists()


def test_en_anden_dag_flytter_fristerne(by: By, almas: Overgang) -> None:
    senere = START + timedelta(days=28)
    Tilknytning.objects.filter(barn=by.barn, enhed=by.ulv).update(fra=midnat(senere))
    boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=by.nu)
    almas.refresh_from_db()
    assert almas.start_den == senere
    assert _frister(almas) == {"overgange.skema": date(2027, 1, 11), "overgange.besoeg": date(2027, 1, 18)}
    assert Overgang.objects.count() == 1


def test_en_anden_boernehave_flytter_den_der_ikke_er_givet_videre(by: By, almas: Overgang) -> None:
    Tilknytning.objects.filter(barn=by.barn, enhed=by.ulv).update(enhed=by.inga)
    boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=by.nu)
    almas.refresh_from_db()
    assert (almas.til_enhed, almas.art, almas.status) == (by.inga, Art.FLYTNING, Status.PLANLAGT)


def test_et_andet_hus_efter_overleveringen_begynder_med_det_skrevne_og_spoerger_igen(
    by: By, almas: Overgang, log_ind: Any
) -> None:
    skriv(almas, by)
    for person in (by.mor, by.far):
        sig(almas, by, person)
    giv(almas, by)
    Tilknytning.objects.filter(barn=by.barn, enhed=by.ulv).update(enhed=by.inga)
    boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=by.nu + timedelta(hours=1))
    almas.refresh_from_db()
    ny = Overgang.objects.aabne().get(barn=by.barn)
    assert (almas.status, ny.status, ny.til_enhed) == (Status.AFLYST, Status.UDFYLDES, by.inga)
    assert ny.skema.svar["barnets_ord"] == "Jeg vil have min traktor med."
    # A yes is about one receiver, and nothing is given before everybody has been asked about this one.
    kopi = kopier.byg(ny, skema_actions.skema_for(ny), by.paedagog, by.nu)
    assert kopi.spoerges
    assert {s.ja for d in kopi.dele for s in d.svar} == {None}
    with pytest.raises(Denied, match="alle med forældremyndighed"):
        giv(ny, by)
    klient = log_ind(by.paedagog)
    assert "ført med som en kladde" in klient.get(reverse("overgange:overgang", args=[ny.pk])).text
    assert "et andet sted" in klient.get(reverse("overgange:skema", args=[ny.pk])).text


def test_et_nej_til_et_besoeg_gaelder_det_ene_sted(by: By, almas: Overgang) -> None:
    besoeg = almas.besoeg.get(nr=1)
    nej = besoeg_actions.Udfald(Besoegsstatus.AFSLAAET, grund="De kender stedet.")
    besoeg_actions.afslut_besoeg(besoeg=besoeg, udfald=nej, by=by.paedagog, nu=by.nu)
    senere = by.nu + timedelta(days=60)
    for enhed, igen in ((by.ulv, False), (by.inga, True)):
        Tilknytning.objects.filter(barn=by.barn, enhed=by.ulv).update(enhed=enhed)
        boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=senere)
        besoeg.refresh_from_db()
        assert (besoeg.status, besoeg.grund) == (("tilbudt", "") if igen else ("afslaaet", "De kender stedet."))
        assert ("overgange.besoeg" in _frister(almas)) == igen


def test_aflyst_naar_pladsen_ikke_er_der_og_igen_naar_den_er(by: By, almas: Overgang) -> None:
    pladsen = Tilknytning.objects.get(barn=by.barn, enhed=by.ulv)
    boern.udskriv(tilknytning=pladsen, by=None, nu=by.nu)
    almas.refresh_from_db()
    assert almas.status == Status.AFLYST
    assert _frister(almas) == {}
    assert not Tilknytning.objects.gaeldende(by.nu).filter(anledning=almas.anledning_id).exists()
    boern.indskriv(barn=by.barn, enhed=by.ulv, by=None, nu=by.nu, fra=midnat(date(2027, 2, 1)))
    almas.refresh_from_db()
    assert (almas.status, almas.start_den) == (Status.PLANLAGT, date(2027, 2, 1))
    assert set(_frister(almas)) == {"overgange.skema", "overgange.besoeg"}
    assert Overgang.objects.count() == 1


def test_en_start_der_er_gaaet_uden_overlevering_bliver_staaende_og_kan_ses_af_afgiveren(
    by: By, almas: Overgang, ur: Any
) -> None:
    ur.move_to(midnat(START) + timedelta(days=3, hours=10))
    nu = midnat(START) + timedelta(days=3, hours=10)
    for hook in HOOKS:
        hook(nu=nu)
    boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=nu)
    almas.refresh_from_db()
    assert (almas.status, almas.start_den) == (Status.PLANLAGT, START)
    assert Frist.objects.overskredne(nu).filter(anledning=almas.anledning_id, kode="overgange.skema").exists()
    assert Overgang.objects.for_user(by.paedagog, nu).filter(pk=almas.pk).exists()
    assert not type(by.barn).objects.for_user(by.paedagog, nu).filter(pk=by.barn.pk).exists()
    assert not Overgang.objects.for_user(by.paedagog_eg, nu).filter(pk=almas.pk).exists()


def test_barnets_stue_i_huset_foelger_med(by: By, almas: Overgang) -> None:
    egern = Tilknytning.objects.gaeldende(by.nu).indskrivninger().get(barn=by.barn, enhed=by.egern)
    boern.udskriv(tilknytning=egern, by=None, nu=by.nu)
    boern.indskriv(barn=by.barn, enhed=by.ugle, by=None, nu=by.nu, til=midnat(START))
    almas.refresh_from_db()
    assert almas.fra_enhed == by.ugle
    assert set(Frist.objects.aabne().filter(anledning=almas.anledning_id).values_list("enhed", flat=True)) == {
        by.ugle.pk
    }
    assert Overgang.objects.for_user(by.paedagog_ugle, by.nu).filter(pk=almas.pk).exists()


def test_det_naeste_skift_kommer_naar_barnet_er_begyndt(by: By, ur: Any) -> None:
    boern.indskriv(barn=by.gro, enhed=by.inga, by=None, nu=by.nu, fra=midnat(START), til=midnat(date(2027, 9, 1)))
    boern.indskriv(barn=by.gro, enhed=by.ulv, by=None, nu=by.nu, fra=midnat(date(2027, 9, 1)))
    [foerste] = Overgang.objects.filter(barn=by.gro)
    assert foerste.til_enhed == by.inga
    udelad(overgang=foerste, grund="Forældrene siger nej tak.", by=by.sundhedsplejerske, nu=by.nu)
    nu = midnat(START) + timedelta(days=1)
    for hook in HOOKS:
        hook(nu=nu)
    anden = Overgang.objects.exclude(pk=foerste.pk).get(barn=by.gro)
    assert (anden.fra_enhed, anden.til_enhed, anden.art) == (by.inga, by.ulv, Art.DAGTILBUD_BOERNEHAVE)


def test_den_der_er_afsluttet_uden_overlevering_kommer_ikke_igen(by: By, almas: Overgang) -> None:
    udelad(overgang=almas, grund="Forældrene siger nej tak.", by=by.paedagog, nu=by.nu)
    boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=by.nu)
    for hook in HOOKS:
        hook(nu=by.nu)
    assert Overgang.objects.get().status == Status.AFSLUTTET


def test_mange_boern_koster_det_samme_som_eet(by: By) -> None:
    def fold(antal: int) -> int:
        boernene = [BarnFactory(kommune=by.kommune) for _ in range(antal)]
        for barn in boernene:
            Tilknytning.objects.create(
                kommune=by.kommune, barn=barn, enhed=by.egern, grundlag="indskrivning", fra=by.nu - timedelta(days=9)
            )
            Tilknytning.objects.create(
                kommune=by.kommune, barn=barn, enhed=by.ulv, grundlag="indskrivning", fra=midnat(START)
            )
        with CaptureQueriesContext(
            connection,
        ) as spurgt:
            liv.foelg_boern(boern=[b.pk for b in boernene], by=None, nu=by.nu)
        assert Overgang.objects.filter(barn__in=boernene).count() == antal
        return len(spurgt)

    eet = fold(1)
    assert fold(12) == eet
    assert eet <= 16


def test_til_skole_laves_i_haanden(by: By) -> None:
    o = haand.opret(
        barn=by.david,
        art=Art.BOERNEHAVE_SKOLE,
        til_navn="Skovskolen",
        start_den=date(2027, 8, 9),
        by=by.paedagog_ugle,
        nu=by.nu,
    )
    assert (o.modtager, o.fra_enhed, o.status) == ("Skovskolen", by.ugle, Status.PLANLAGT)
    boern.sig_det_videre(boern=[by.david.pk], by=None, nu=by.nu)
    o.refresh_from_db()
    assert o.status == Status.PLANLAGT
    igen = haand.opret(
        barn=by.david,
        art=Art.BOERNEHAVE_SKOLE,
        til_navn="Skovskolen",
        start_den=date(2027, 8, 9),
        by=by.paedagog_ugle,
        nu=by.nu,
    )
    assert igen == o


@pytest.mark.parametrize(
    ("hvem", "felter"),
    [
        ("paedagog", {"til_navn": "Skovskolen", "start_den": START}),
        ("paedagog_ugle", {"til_navn": "", "start_den": START}),
        ("paedagog_ugle", {"til_navn": "Skovskolen", "start_den": date(2026, 1, 1)}),
        ("paedagog_ugle", {"til_navn": "Skovskolen, 610190-4238", "start_den": START}),
    ],
)
def test_i_haanden_kun_af_dem_der_har_barnet_og_kun_det_der_kan_vaere(by: By, hvem: str, felter: Any) -> None:
    with pytest.raises(Denied):
        haand.opret(barn=by.david, art=Art.BOERNEHAVE_SKOLE, by=by.bruger[hvem], nu=by.nu, **felter)
    assert not Overgang.objects.exists()


def test_paa_tvaers_af_kommuner_aflyses_det_der_var_planlagt(by: By, almas: Overgang) -> None:
    boern.flyt_kommune(barn=by.barn, til_enhed=by.naboby.stue, by=None, nu=by.nu)
    almas.refresh_from_db()
    assert almas.status == Status.AFLYST


def test_et_barn_der_stod_to_gange_beholder_een_overgang(by: By, almas: Overgang) -> None:
    andet = BarnFactory(kommune=by.kommune)
    boern.indskriv(barn=andet, enhed=by.egern, by=None, nu=by.nu - timedelta(days=3))
    plan(andet, by.ulv, START, by.nu)
    boern.sammenlaeg(behold=by.barn, overfloedig=andet, by=None, nu=by.nu)
    # Nothing falls due twice, or about a row that only points to the child.
    assert Overgang.objects.aabne().get() == almas
    assert set(Frist.objects.aabne().filter(kode__startswith="overgange.").values_list("anledning", flat=True)) == {
        almas.anledning_id
    }


def test_til_en_anden_kommune_laves_i_haanden_og_goeres_faerdig_efter_at_barnet_er_flyttet(by: By) -> None:
    o = haand.opret(
        barn=by.barn,
        art=Art.FLYTNING,
        til_navn="Solsikken i Naboby",
        start_den=dato(by.nu) + timedelta(days=5),
        by=by.paedagog,
        nu=by.nu,
    )
    skriv(o, by)
    sig(o, by, by.mor)
    sig(o, by, by.far)
    nyt = boern.flyt_kommune(barn=by.barn, til_enhed=by.naboby.stue, by=None, nu=by.nu)
    o.refresh_from_db()
    assert (o.status, o.barn) == (Status.UDFYLDES, by.barn)
    assert giv(o, by).anledning is None
    # The child there is another row, and nothing of this one is seen from there.
    assert not Overgang.objects.filter(barn=nyt).exists()
    assert not Overgang.objects.for_user(by.naboby.leder, by.nu).exists()


def test_et_opfoelgende_moede_flytter_med_og_et_holdt_besoeg_kommer_ikke_igen(by: By, almas: Overgang) -> None:
    besoeg = almas.besoeg.get(nr=1)
    nej = besoeg_actions.Udfald(Besoegsstatus.AFSLAAET, grund="De kender stedet.")
    besoeg_actions.afslut_besoeg(besoeg=besoeg, udfald=nej, by=by.paedagog, nu=by.nu)
    besoeg_actions.foelg_op_paa_besoeg(besoeg=besoeg, by=by.paedagog, nu=by.nu)
    assert _frister(almas) == {
        "overgange.skema": date(2026, 12, 14),
        "overgange.moede": START + timedelta(days=90),
    }
    senere = START + timedelta(days=28)
    Tilknytning.objects.filter(barn=by.barn, enhed=by.ulv).update(fra=midnat(senere))
    boern.sig_det_videre(boern=[by.barn.pk], by=None, nu=by.nu)
    assert _frister(almas)["overgange.moede"] == senere + timedelta(days=90)
    boern.udskriv(tilknytning=Tilknytning.objects.get(barn=by.barn, enhed=by.ulv), by=None, nu=by.nu)
    assert _frister(almas) == {}
    boern.indskriv(barn=by.barn, enhed=by.ulv, by=None, nu=by.nu, fra=midnat(senere))
    assert set(_frister(almas)) == {"overgange.skema", "overgange.moede"}


def test_kommunens_eget_skema_er_det_der_udfyldes_og_det_begyndte_bliver_paa_sit(by: By, almas: Overgang) -> None:
    standard = skema_actions.gaeldende_skema(almas)
    uden_stemme = standard.toml.replace('samtykke_del = "stemme"', 'samtykke_del = "styrker"')
    with pytest.raises(Skemafejl, match="barnets eget perspektiv"):
        skemaer.opret_kommuneversion(
            skema=standard.skema, kommune=by.kommune, toml=uden_stemme, by=by.administrator, nu=by.nu
        )
    eget = standard.toml.replace('navn = "Overgangsskema', 'navn = "Prøvebys overgangsskema', 1)
    version = skemaer.opret_kommuneversion(
        skema=standard.skema, kommune=by.kommune, toml=eget, by=by.administrator, nu=by.nu
    )
    skemaer.publicer(version=version, by=by.administrator, nu=by.nu)
    skriv(almas, by)
    assert almas.skema.skemaversion == version
    assert almas.skema.definition().navn.startswith("Prøvebys overgangsskema")
    skemaer.udgaa(version=version, by=by.administrator, nu=by.nu)
    assert skema_actions.gaeldende_skema(almas) == standard
    skriv(almas, by, mad="Spiser alt.")
    sig(almas, by, by.mor)
    sig(almas, by, by.far)
    assert giv(almas, by).dele.count() == 5


def test_lederen_faar_vist_sagen_og_ikke_et_barn_der_er_gaaet(by: By, almas: Overgang, ur: Any, log_ind: Any) -> None:
    nu = midnat(START) + timedelta(days=3, hours=10)
    ur.move_to(nu)
    koer([*HOOKS, paamind], nu=nu)
    client = log_ind(by.leder)
    sagen, barnet = reverse("overgange:overgang", args=[almas.pk]), reverse("barn", args=[by.barn.pk])
    for side in ("leder_forsinket", "paamindelser"):
        indhold = client.get(reverse(side)).content.decode()
        assert "Et overgangsskema er ikke givet videre" in indhold
        assert f'href="{sagen}"' in indhold
        assert f'href="{barnet}"' not in indhold
    assert client.get(sagen).status_code == 200
    assert client.get(barnet).status_code == 404
