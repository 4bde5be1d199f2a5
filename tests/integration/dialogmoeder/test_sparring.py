"""A doubt, asked of an adviser: who reads it, what is promised, and what ends it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dialogmoeder.actions import plan
from dialogmoeder.actions import sparring as actions
from dialogmoeder.fristtyper import LAES, SVAR
from dialogmoeder.models import Slags, Sparring, Sparringsgrundlag, Sparringsstatus
from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.frister.paamindelser import paamind
from opsporing.models import Anledning, Barn, Frist, Handling, Log, Paamindelse, Samtykke
from opsporing.organisation import actions as organisation
from opsporing.profil import profil_for
from tests.cast import By
from tests.factories import moeder as lav

TVIVL = "Et barn på to et halvt leger mest alene. Hvad kan vi prøve?"


def _url(hvad: str, *args: int) -> str:
    return reverse(f"dialogmoeder:{hvad}", args=args)


def _aaben_frist(en: Sparring, kode: str) -> Frist:
    return Frist.objects.aabne().get(anledning=en.anledning, kode=kode)


@pytest.fixture
def med_navn(by: By) -> Sparring:
    """Pia asks PPR about Alma; both parents have said yes."""
    return actions.stil(
        til_enhed=by.ppr_team,
        tekst=TVIVL,
        barn=by.alma,
        grundlag=Sparringsgrundlag.SAMTYKKE,
        ja_fra=[by.mor, by.far],
        by=by.paedagog,
        nu=by.nu,
    )


def test_uden_navn_fra_tvivl_til_afsluttet(by: By, ur, log_ind: Callable[..., Client]) -> None:
    """The whole way through the pages: asked in one form, taken, answered, asked again, answered, ended."""
    pia, poul = log_ind(by.paedagog), log_ind(by.ppr)
    side = pia.get(_url("sparring_ny")).content.decode()
    assert "inden for 5 hverdage" in side
    ny = {"til_enhed": by.ppr_team.pk, "tekst": "Alma leger alene.", "alder_mdr": "30"}
    svar = pia.post(_url("sparring_ny"), ny)
    assert svar.status_code == 422
    assert "Der står Alma i teksten" in svar.content.decode()
    assert "Send alligevel" in svar.content.decode()
    for tekst in (f"{by.far.fornavn} er bekymret.", "610924-1234 leger alene."):
        assert pia.post(_url("sparring_ny"), ny | {"tekst": tekst}).status_code == 422
    assert pia.post(_url("sparring_ny"), ny | {"tekst": TVIVL}).status_code == 302
    en = Sparring.objects.get()
    assert (en.barn, en.grundlag, en.alder_mdr) == (None, Sparringsgrundlag.ANONYMT, 30)
    assert _aaben_frist(en, SVAR).enhed == by.ppr_team

    assert "Svar på en sparring" in poul.get(reverse("i_dag")).content.decode()
    assert "Venter på dit svar" in poul.get(_url("sparringer")).content.decode()
    poul.post(_url("tag", en.pk))
    assert _aaben_frist(en, SVAR).ansvarlig == by.ppr
    assert "Poul Riis svarer" in pia.get(_url("sparringer")).content.decode()
    assert poul.post(_url("svar", en.pk), {"svar-tekst": " "}).status_code == 422
    poul.post(_url("svar", en.pk), {"svar-tekst": "Sid ved siden af i ti minutter."})
    assert _aaben_frist(en, LAES).ansvarlig == by.paedagog
    assert "Læs svaret" in pia.get(reverse("i_dag")).content.decode()

    ur.shift(timedelta(days=7))
    pia, poul = log_ind(by.paedagog), log_ind(by.ppr)
    side = pia.get(_url("sparring", en.pk)).content.decode()
    assert "Sid ved siden af i ti minutter." in side
    pia.post(_url("spoerg_igen", en.pk), {"igen-tekst": "Det hjælper om formiddagen. Og om eftermiddagen?"})
    en.refresh_from_db()
    assert en.status == Sparringsstatus.STILLET
    assert _aaben_frist(en, SVAR).ansvarlig == by.ppr
    assert not Frist.objects.aabne().filter(kode=LAES).exists()
    poul.post(_url("svar", en.pk), {"svar-tekst": "Prøv det samme."})
    pia.post(_url("afslut_sparring", en.pk))
    assert not Frist.objects.aabne().filter(anledning=en.anledning).exists()
    # It ended while he wrote: nothing is sent, and he has his words back.
    svar = poul.post(_url("svar", en.pk), {"svar-tekst": "Prøv også med sang."})
    assert svar.status_code == 403
    assert "Prøv også med sang." in svar.content.decode()
    assert en.indlaeg.count() == 4

    # Those who were asked read it for a while more, and the one who asked as long as it is kept.
    ur.shift(timedelta(days=by.ppr.profil.moede_adgang_dage, minutes=-1))
    pia, poul = log_ind(by.paedagog), log_ind(by.ppr)
    assert poul.get(_url("sparring", en.pk)).status_code == 200
    ur.shift(timedelta(minutes=2))
    assert poul.get(_url("sparring", en.pk)).status_code == 404
    assert pia.get(_url("sparring", en.pk)).status_code == 200
    haendelser = set(Log.objects.filter(haendelse__startswith="dialogmoeder.").values_list("haendelse", flat=True))
    assert haendelser >= {
        f"dialogmoeder.sparring_{hvad}"
        for hvad in ("stillet", "taget", "besvaret", "spurgt_igen", "afsluttet", "set", "ny_set")
    }


def test_med_navn_kun_naar_alle_har_sagt_ja(by: By, log_ind: Callable[..., Client]) -> None:
    pia = log_ind(by.paedagog)
    adresse = f"{_url('sparring_ny')}?barn={by.alma.pk}"
    data = {"til_enhed": by.ppr_team.pk, "tekst": "Alma leger alene.", "grundlag": "samtykke", "ja_fra": [by.mor.pk]}
    svar = pia.post(adresse, data)
    assert svar.status_code == 422
    assert "Frank har ikke sagt ja" in svar.content.decode()
    assert not Samtykke.objects.exists()
    pia.post(adresse, data | {"ja_fra": [by.mor.pk, by.far.pk]})
    en = Sparring.objects.get()
    assert en.barn == by.alma
    assert Samtykke.objects.filter(anledning=en.anledning, modtager=by.ppr_team, ja=True).count() == 2
    # A child she has not in daily life is not there to choose.
    assert pia.get(f"{_url('sparring_ny')}?barn={by.ella.pk}").status_code == 404


@pytest.mark.parametrize(
    ("hvem", "ser"),
    [
        *(("paedagog", True), ("leder", True), ("ppr", True)),
        *(("paedagog2", False), ("paedagog_eg", False), ("leder2", False), ("raadgiver", False)),
        *(("sundhedsplejerske", False), ("socialraadgiver", False)),
    ],
)
def test_hvem_der_ser_den(by: By, med_navn: Sparring, hvem: str, *, ser: bool) -> None:
    user = by.bruger[hvem]
    assert Sparring.objects.for_user(user, by.nu).exists() == ser
    if hvem == "ppr":
        # The matter is open, and nothing else of the child.
        assert not Barn.objects.for_user(user, by.nu).filter(tilknytninger__anledning=None).exists()
        assert list(Anledning.objects.for_user(user, by.nu)) == [med_navn.anledning]


def test_et_ja_der_traekkes_lukker_med_det_samme(
    by: By, med_navn: Sparring, ur, log_ind: Callable[..., Client]
) -> None:
    poul = log_ind(by.ppr)
    assert poul.get(_url("sparring", med_navn.pk)).status_code == 200
    ur.shift(timedelta(minutes=1))
    log_ind(by.leder).post(_url("traek_sparring", med_navn.pk))
    assert poul.get(_url("sparring", med_navn.pk)).status_code == 404
    assert "Alma" not in poul.get(reverse("i_dag")).content.decode()
    assert set(Samtykke.objects.values_list("trukket_at", flat=True)) == {by.nu + timedelta(minutes=1)}


def test_et_svar_der_udebliver_siges_til_dem_over_ppr(
    by: By, med_navn: Sparring, ur, log_ind: Callable[..., Client]
) -> None:
    """PPR has nobody who leads it here: from the day after the promise the chief is told, and of no child; also where
    an older profile names no chief."""
    profil = replace(profil_for(by.kommune), chefroller=[])
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="Vi ringer.", by=None, nu=by.nu)
    forfalder = _aaben_frist(med_navn, SVAR).forfalder_at
    paamind(nu=forfalder)
    assert not Paamindelse.objects.filter(modtager=by.forvaltning).exists()
    ur.move_to(forfalder + timedelta(minutes=1))
    assert paamind(nu=forfalder + timedelta(minutes=1))
    besked = Paamindelse.objects.get(slags="eskaleret")
    assert (besked.modtager, besked.uden_indsigt) == (by.forvaltning, True)
    side = log_ind(by.forvaltning).get(reverse("i_dag")).content.decode()
    assert "1 sparring har ikke fået svar i tide" in side
    assert "PPR. Tal med dem dér" in side
    assert "Alma" not in side
    actions.svar(sparring=med_navn, tekst="Prøv i morgen.", by=by.ppr, nu=forfalder + timedelta(minutes=2))
    assert "har ikke fået svar" not in log_ind(by.forvaltning).get(reverse("i_dag")).content.decode()


def test_hver_side_goer_sit(by: By, med_navn: Sparring) -> None:
    """The one who asks does not answer, an adviser does not ask or end, and another team answers nothing."""
    nu = by.nu
    with pytest.raises(Denied):
        actions.svar(sparring=med_navn, tekst="x", by=by.leder, nu=nu)
    with pytest.raises(Denied):
        actions.svar(sparring=med_navn, tekst="x", by=by.raadgiver, nu=nu)
    with pytest.raises(Denied):
        actions.afslut(sparring=med_navn, by=by.ppr, nu=nu)
    with pytest.raises(Denied, match="du selv har"):
        actions.stil(
            til_enhed=by.ppr_team, tekst="x", barn=by.ella, grundlag="ssd", begrundelse="y", by=by.paedagog, nu=nu
        )
    with pytest.raises(Denied, match="ingen rådgivere"):
        actions.stil(til_enhed=by.egen, tekst="x", by=by.paedagog, nu=nu)
    with pytest.raises(Denied, match="uden forældrenes ja"):
        actions.stil(til_enhed=by.ppr_team, tekst="x", barn=by.alma, grundlag="ssd", by=by.paedagog, nu=nu)
    with pytest.raises(Denied, match="skal have sagt ja"):
        actions.stil(
            til_enhed=by.ppr_team, tekst="x", barn=by.alma, grundlag="samtykke", ja_fra=[by.mor], by=by.paedagog, nu=nu
        )
    assert Sparring.objects.count() == 1
    assert not Samtykke.objects.exclude(anledning=med_navn.anledning).exists()


def test_et_barn_der_stod_to_gange_faar_det_hele(by: By, med_navn: Sparring) -> None:
    """Sparring and items follow; where both stood on one agenda, one is taken off."""
    dobbelt = boern.opret_barn(
        kommune=by.kommune, fornavn="Alma", efternavn="Aakjær", foedt_den=by.alma.foedt_den, by=None, nu=by.nu
    )
    boern.indskriv(barn=dobbelt, enhed=by.egern, by=None, nu=by.nu)
    moede = lav.moede(by.birken, by.leder, nu=by.nu)
    lav.punkt(moede, by.alma, by.paedagog, nu=by.nu)
    andet = lav.punkt(moede, dobbelt, by.paedagog, nu=by.nu)
    boern.sammenlaeg(behold=dobbelt, overfloedig=by.alma, by=None, nu=by.nu)
    med_navn.refresh_from_db()
    assert med_navn.barn == dobbelt
    assert list(moede.punkter.exclude(status="trukket")) == [andet]
    assert set(moede.punkter.values_list("barn", flat=True)) == {dobbelt.pk}


def test_taget_med_til_et_moede_uden_traaden(by: By, log_ind: Callable[..., Client]) -> None:
    en = actions.stil(til_enhed=by.ppr_team, tekst=TVIVL, alder_mdr=30, by=by.paedagog, nu=by.nu)
    pia, adresse = log_ind(by.paedagog), _url("til_dagsorden", en.pk)
    assert "Der er ikke planlagt et møde" in pia.get(adresse).content.decode()
    moede = lav.moede(by.birken, by.leder, nu=by.nu)
    assert pia.post(adresse, {"moede": moede.pk, "overskrift": ""}).status_code == 422
    pia.post(adresse, {"moede": moede.pk, "overskrift": "Hvordan får vi hende med i legen?"})
    punkt = moede.punkter.get()
    assert (punkt.art, punkt.barn, punkt.forslag, punkt.kilde) == ("anonymt", None, "sparring", en.anledning)
    assert punkt.forberedes_by == by.paedagog
    # The adviser sees that it is there, and not the item.
    side = log_ind(by.ppr).get(_url("sparring", en.pk)).content.decode()
    assert "På dagsordenen til et møde" in side
    assert _url("punkt", punkt.pk) not in side


def test_fra_tvivl_til_team_til_plan(by: By, med_navn: Sparring, ur, log_ind: Callable[..., Client]) -> None:
    """The chain Køge draws: a sparring is answered, goes on to the team, and ends in a plan somebody sees to."""
    actions.svar(sparring=med_navn, tekst="Tag det med på jeres team.", by=by.ppr, nu=by.nu)
    team = plan.opret_team(
        enhed=by.birken, slags=Slags.RESSOURCETEAM, navn="Teamet", tovholder=by.leder, by=by.leder, nu=by.nu
    )
    moede = plan.lav_serie(team=team, dage=[(by.nu + timedelta(weeks=4)).date()], by=by.leder, nu=by.nu)[0]
    videre = {"moede": moede.pk, "overskrift": "Hvordan får vi hende med i legen?"}
    svar = log_ind(by.paedagog).post(_url("til_dagsorden", med_navn.pk), videre)
    punkt = moede.punkter.get()
    assert svar["Location"] == _url("punkt", punkt.pk)
    assert (punkt.barn, punkt.forslag, punkt.kilde) == (by.alma, "sparring", med_navn.anledning)
    assert log_ind(by.leder).post(_url("indkald", moede.pk)).status_code == 302

    ur.move_to(moede.planlagt_at)
    leder = log_ind(by.leder)
    leder.post(_url("begynd", moede.pk))
    assert leder.post(_url("tag_fat", punkt.pk))["Location"] == _url("referat", punkt.pk)
    den = (moede.planlagt_at + timedelta(days=28)).date()
    leder.post(
        _url("aftale", punkt.pk),
        {"hvad": "Pia begynder legen.", "ansvarlig": by.paedagog.pk, "opfoelgning_den": den},
    )
    handling = Handling.objects.get()
    assert (handling.ansvarlig, handling.barn, handling.anledning) == (by.paedagog, by.alma, punkt.anledning)

    # On the day it is hers to follow up, and the way back to where it was agreed is open to her.
    ur.move_to(moede.planlagt_at + timedelta(days=28))
    pia = log_ind(by.paedagog)
    assert reverse("handling:foelg_op", args=[handling.pk]) in pia.get(reverse("i_dag")).content.decode()
    assert _url("punkt", punkt.pk) in pia.get(reverse("handling:vis", args=[handling.pk])).content.decode()
    assert _url("punkt", punkt.pk) in pia.get(_url("sparring", med_navn.pk)).content.decode()

    # Nobody follows it up: her leader is told, long after the others' time with the item has run out.
    senere = moede.planlagt_at + timedelta(days=29 + by.leder.profil.eskaler_dage)
    ur.move_to(senere)
    paamind(nu=senere)
    eskaleret = Paamindelse.objects.filter(slags="eskaleret", frist__anledning=punkt.anledning, modtager=by.leder)
    assert eskaleret.filter(uden_indsigt=False).exists()
