"""The practice profile as the administrator works on it: nothing lost, a reason every time, no child pointed at."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from adbb.actions import forloeb
from adbb.models import Forloeb
from opsporing.boern import actions as boern
from opsporing.models import Barn, Log, Profilversion, User
from opsporing.organisation import actions
from opsporing.overblik import profil_ord, regelproeve
from opsporing.overblik.profil_form import ProfilForm
from opsporing.profil import Praksisprofil, aendret, profil_for
from opsporing.skemaer.actions import indlaes
from tests.cast import NU, By
from tests.factories.barn import BarnFactory
from tests.factories.vurdering import Afsluttet, afsluttede_vurderinger, runde
from trivsel.models import EgenVurdering
from trivsel.population import population
from trivsel.rules.regler import HoejesteTegn, Taerskler

Ind = Callable[[User], Client]
PROFIL = reverse("profil")
SUNDHEDSPLEJENS = {"adbb_besoeg", "besoegsvurdering"}


@pytest.fixture
def admin(by: By, log_ind: Ind) -> Client:
    return log_ind(by.administrator)


def _som_vist(side: Any) -> dict[str, Any]:
    """What a browser would send if nothing were touched: the values of the page's own form."""
    data: dict[str, Any] = {}
    lister = [side.context["runder"], side.context["besoeg"]]
    for form in (side.context["form"], *(f for liste in lister for f in (*liste.forms, liste.management_form))):
        for felt in form:
            vaerdi = felt.value()
            if vaerdi is None or vaerdi is False:
                continue
            data[felt.html_name] = "on" if vaerdi is True else vaerdi
    return data | {"nr": str(side.context["nr"])}


def _gem(client: Client, *, grund: str = "Vi har talt om det.", **felter: Any) -> Any:
    data = _som_vist(client.get(PROFIL)) | {"grund": grund} | felter
    return client.post(PROFIL, {n: v for n, v in data.items() if v is not None}, follow=True)


def _profil(by: By) -> Praksisprofil:
    by.kommune.refresh_from_db()
    return profil_for(by.kommune)


def _version(by: By, nr: int) -> str:
    return reverse("profil_version", args=[Profilversion.objects.get(kommune=by.kommune, nr=nr).pk])


def test_hvert_felt_af_profilen_kan_ses_og_har_ord() -> None:
    """A field added to the profile must find its place on the page and in the history."""
    navne = [f.name for f in fields(Praksisprofil)]
    assert sorted(profil_ord.FELTER) == sorted(navne)
    form = ProfilForm(profil=Praksisprofil())
    egne = {
        *("positioner", "vurderere", "regel", "runder", "opbevaring", "overgang_moedeledere", "moeder"),
        *SUNDHEDSPLEJENS,
    }
    for navn in set(navne) - egne:
        assert navn in form.fields, navn


def test_moederne_gemmes_og_det_der_ikke_bruges_beholder_sit(by: By, admin: Client) -> None:
    _gem(admin, moede_ressourceteam_kadence_uger="8", moede_ressourceteam_navn="Tværteam", moede_fokusteam_minutter="")
    moeder = _profil(by).moeder
    assert (moeder["ressourceteam"]["kadence_uger"], moeder["ressourceteam"]["navn"]) == (8, "Tværteam")
    assert moeder["fokusteam"] == Praksisprofil().moeder["fokusteam"]
    svar = _gem(admin, moede_ressourceteam_minutter="30", moede_ressourceteam_smaa_minutter="40")
    assert "Kan ikke være længere end mødet" in svar.text
    assert "hver 8. uge" in admin.get(_version(by, 2)).text
    # With nobody chosen a sparring without an answer would reach nobody.
    assert "Vælg mindst én. Rådgiverne har ingen leder her" in _gem(admin, chefroller=None).text
    assert _profil(by).chefroller == ["forvaltning"]


def test_uroert_gemmer_intet(by: By, admin: Client) -> None:
    svar = _gem(admin)
    assert "ikke ændret noget" in svar.text
    # The page is long: each part can be led to.
    fra, til = (set(re.findall(moenster, svar.text)) for moenster in (r'href="#([^"]+)">', r'id="([^"]+)"'))
    assert len(fra) > 15
    assert fra <= til
    assert Profilversion.objects.filter(kommune=by.kommune).count() == 1


def test_aendring_bliver_en_ny_version_med_hvem_hvornaar_og_hvorfor(by: By, admin: Client) -> None:
    svar = _gem(
        admin,
        ord_groen="Godt",
        farver=None,
        vurderere_vuggestue="3",
        vurderere_dagpleje="dagplejer",
        mfa_roller=["dagtilbudsleder", "administrator"],
        resultat_dage="11",
        opbevaring_vurdering="36",
        grund="Besluttet på ledermødet",
    )
    assert "Gemt som version 2" in svar.text or svar.redirect_chain
    profil = _profil(by)
    assert profil.positioner["groen"] == "Godt"
    assert profil.farver is False
    assert profil.vurderere["vuggestue"] == ["", "", ""]
    assert profil.vurderere["dagpleje"] == ["dagplejer"]
    assert sorted(profil.mfa_roller) == ["administrator", "dagtilbudsleder"]
    assert (profil.resultat_dage, profil.opbevaring["vurdering"]) == (11, 36)
    version = Profilversion.objects.get(kommune=by.kommune, nr=2)
    assert (version.oprettet_by, version.oprettet_at, version.grund) == (
        by.administrator,
        NU,
        "Besluttet på ledermødet",
    )
    post = Log.objects.filter(haendelse="opsporing.profil_gemt").latest("id")
    assert set(post.felter) == {"positioner", "farver", "vurderere", "mfa_roller", "resultat_dage", "opbevaring"}
    assert profil_for(by.naboby.kommune) == Praksisprofil()


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({"grund": ""}, "Udfyld feltet"),
        ({"ord_gul": ""}, "Udfyld feltet"),
        ({"ord_gul": "trivsel"}, "hver sit ord"),
        ({"resultat_dage": "0"}, "1"),
        ({"resultat_dage": "mange"}, "heltal"),
        ({"gule_i_dimension": "31"}, "30"),
        ({"roede_til_gul": "3", "roede_i_dimension": "2"}, "højeste position"),
        ({"regel_art": "andet"}, "gyldig valgmulighed"),
        ({"mfa_roller": ["kejser"]}, "gyldig valgmulighed"),
        ({"vurderere_vuggestue": "7"}, "gyldig valgmulighed"),
        ({"runde-0-aabner": "31-02"}, "Skriv dag og måned"),
        ({"runde-0-lukker": "når vi er færdige"}, "Skriv dag og måned"),
        ({"runde-0-alder_til_mdr": "1"}, "mindst lige så høj"),
        ({"runde-0-DELETE": "on"}, "mindst to runder"),
        ({"runde-3-navn": "Forårsrunden"}, "samme navn"),
        ({"adbb_graense": "0"}, "1"),
        ({"adbb_graense": "33"}, "32"),
        ({"adbb_gentag_dage": "91"}, "90"),
        ({"besoeg-0-fra_mdr": "1"}, "større end eller lig 2"),
        ({"besoeg-1-til_mdr": "25"}, "mindre end eller lig 24"),
        ({"besoeg-1-til_mdr": "7"}, "mindst lige så høj"),
        ({"besoeg-0-til_mdr": "8"}, "overlapper"),
        ({"besoeg-1-navn": "2-3 Måneder"}, "samme navn"),
        ({"besoeg-2-navn": "Ekstra"}, "Udfyld feltet"),
        ({"besoegsvurdering_fra": ""}, "lad begge stå tomme"),
        ({"besoegsvurdering_fra": "11"}, "mindst lige så høj"),
        ({"besoegsvurdering_til": "25"}, "24"),
        ({"opbevaring_adbb": "0"}, "1"),
    ],
)
def test_forkert_gemmer_intet_og_beholder_det_skrevne(by: By, admin: Client, felter: dict[str, Any], fejl: str) -> None:
    svar = _gem(admin, **{"dpo": "x", "ord_roed": "Noget helt særligt", **felter})
    assert svar.status_code == 200
    assert fejl in svar.text
    assert "Noget helt særligt" in svar.text
    assert Profilversion.objects.filter(kommune=by.kommune).count() == 1


def test_regel_og_taerskler_gemmes(by: By, admin: Client) -> None:
    _gem(admin, regel_art="hoejeste_tegn")
    assert _profil(by).regel == {"art": "hoejeste_tegn", "mindst_set_procent": 50}
    _gem(admin, regel_art="taerskler", gule_samlet="6")
    assert _profil(by).regel["gule_samlet"] == 6


@pytest.mark.parametrize("skrevet", ["15-04", "15.4", "15/4", "15. april", "15 April"])
def test_runder_med_danske_dage(by: By, admin: Client, skrevet: str) -> None:
    _gem(admin, **{"runde-0-aabner": skrevet, "runde-0-navn": "Vårrunden"})
    assert _profil(by).runder[0]["aabner"] == "04-15"
    assert 'value="15-04"' in admin.get(PROFIL).text


def test_runder_tilfoejes_og_slettes(by: By, admin: Client) -> None:
    ny = {
        "navn": "Ekstra",
        "arena": "vuggestue",
        "aabner": "1-2",
        "lukker": "28-2",
        "alder_fra_mdr": "6",
        "alder_til_mdr": "20",
    }
    _gem(admin, **{f"runde-6-{n}": v for n, v in ny.items()})
    runder = _profil(by).runder
    assert runder[-1] == {**ny, "aabner": "02-01", "lukker": "02-28", "alder_fra_mdr": 6, "alder_til_mdr": 20}
    _gem(admin, **{"runde-6-DELETE": "on"})
    assert len(_profil(by).runder) == 6


def test_besoeg_med_adbb_faar_kode_efter_alderen(by: By, admin: Client) -> None:
    """A visit that is only called something else stays the same visit; one without a name is called by its ages."""
    _gem(admin, **{"besoeg-0-navn": "Det tidlige", "besoeg-2-fra_mdr": "6", "besoeg-2-til_mdr": "6"})
    assert _profil(by).adbb_besoeg == [
        {"kode": "2-3", "navn": "Det tidlige", "fra_mdr": 2, "til_mdr": 3},
        {"kode": "6-6", "navn": "6 måneder", "fra_mdr": 6, "til_mdr": 6},
        {"kode": "8-10", "navn": "8-10 måneder", "fra_mdr": 8, "til_mdr": 10},
    ]
    _gem(admin, **{f"besoeg-{nr}-DELETE": "on" for nr in range(3)})
    assert _profil(by).adbb_besoeg == []
    assert "Ingen" in admin.get(_version(by, 3)).text


def test_sundhedsplejens_tal_og_alder_gemmes_og_kan_laeses(by: By, admin: Client) -> None:
    _gem(
        admin,
        adbb_graense="6",
        adbb_gentag_dage="10",
        adbb_team_dage="21",
        adbb_samtale_dage="1",
        besoegsvurdering_fra="9",
        besoegsvurdering_til="11",
        opbevaring_adbb="60",
        opbevaring_supervision="24",
    )
    profil = _profil(by)
    tal = (profil.adbb_graense, profil.adbb_gentag_dage, profil.adbb_team_dage, profil.adbb_samtale_dage)
    assert (*tal, profil.besoegsvurdering) == (6, 10, 21, 1, {"fra_mdr": 9, "til_mdr": 11})
    assert (profil.opbevaring["adbb"], profil.opbevaring["supervision"]) == (60, 24)
    forskelle = {f.label: (f.foer, f.efter) for f in admin.get(_version(by, 2)).context["forskelle"]}
    assert "ADBB: 60 måneder; Supervision i ADBB: 24 måneder; Overgange: 24" in forskelle.pop("Opbevaring")[1]
    assert forskelle == {
        "Grænsen for summen i ADBB": ("5", "6"),
        "Gentag ADBB": ("14 dage", "10 dage"),
        "Det tværfaglige team": ("14 dage", "21 dage"),
        "Samtale med forældrene om ADBB": ("3 dage", "1 dag"),
        "Sundhedsplejens første trivselsvurdering": ("8-10 måneder", "9-11 måneder"),
    }
    _gem(admin, besoegsvurdering_fra="", besoegsvurdering_til="")
    assert _profil(by).besoegsvurdering == {}
    assert "Laves ikke efter alder" in admin.get(_version(by, 3)).text


def test_et_barn_ses_ikke_to_gange_fordi_alderen_for_besoeget_aendres(by: By, admin: Client) -> None:
    """Gro is in the middle of 2-3 months when the municipality makes it 2-4; those who were never seen get the new."""
    forloeb.tag_ind(kommune=by.kommune, nu=NU)
    assert [f.besoeg for f in Forloeb.objects.filter(barn=by.gro)] == ["2-3"]
    uset = BarnFactory(kommune=by.kommune, foedt_den=by.gro.foedt_den - timedelta(days=61))
    boern.indskriv(barn=uset, enhed=by.nord, by=None, nu=NU)
    assert not Forloeb.objects.filter(barn=uset).exists()
    _gem(admin, **{"besoeg-0-til_mdr": "4"})
    by.kommune.refresh_from_db()
    forloeb.tag_ind(kommune=by.kommune, nu=NU)
    assert [f.besoeg for f in Forloeb.objects.filter(barn=by.gro)] == ["2-3"]
    assert [f.besoeg for f in Forloeb.objects.filter(barn=uset)] == ["2-4"]


def test_et_valg_formularen_ikke_kender_bevares(by: By, admin: Client) -> None:
    saerlig = Praksisprofil()
    saerlig.vurderere["vuggestue"] = ["paedagog", "dagtilbudsleder"]
    actions.gem_profil(kommune=by.kommune, profil=saerlig, grund="x", by=by.administrator, nu=NU)
    assert "2, som nu" in admin.get(PROFIL).text
    _gem(admin, resultat_dage="9")
    assert _profil(by).vurderere["vuggestue"] == ["paedagog", "dagtilbudsleder"]


def test_to_der_retter_samtidig_mister_intet(by: By, admin: Client, log_ind: Ind) -> None:
    foerst = _som_vist(admin.get(PROFIL))
    _gem(log_ind(by.administrator), resultat_dage="11", paamind_dage="3", grund="Den anden")
    svar = admin.post(PROFIL, foerst | {"ord_groen": "Mit ord", "resultat_dage": "20", "grund": "Min grund"})
    assert svar.status_code == 409
    assert "Anders Bo har gemt, mens du skrev" in svar.text
    assert "Påmindelse før en frist: 7 dage → 3 dage" in svar.text
    assert re.search(r"Samtale med forældrene, midterste trin: .*11 dage.*20 dage", svar.text)
    assert _profil(by).resultat_dage == 11
    # What I wrote stands on top of what was saved, and the second time it is a decision.
    igen = _som_vist(svar)
    assert (igen["ord_groen"], igen["resultat_dage"], igen["paamind_dage"]) == ("Mit ord", 20, 3)
    assert igen["grund"] == "Min grund"
    admin.post(PROFIL, igen)
    profil = _profil(by)
    assert (profil.positioner["groen"], profil.resultat_dage, profil.paamind_dage) == ("Mit ord", 20, 3)
    assert by.kommune.profil.nr == 3


def test_historik_og_sammenligning(by: By, admin: Client, log_ind: Ind) -> None:
    _gem(admin, resultat_dage="11", grund="Før jul")
    _gem(admin, resultat_dage="12", ord_gul="Vågen", grund="Efter jul")
    historik = admin.get(reverse("profil_historik")).text
    assert historik.index("Version 3") < historik.index("Version 2") < historik.index("Version 1")
    for tekst in ("Før jul", "Efter jul", "Anders Bo", "Samtale med forældrene, midterste trin"):
        assert tekst in historik
    side = admin.get(_version(by, 3))
    assert {f.label for f in side.context["forskelle"]} == {
        "Ord for placeringerne",
        "Samtale med forældrene, midterste trin",
    }
    assert ("11 dage", "12 dage") in [(f.foer, f.efter) for f in side.context["forskelle"]]
    mod_foerste = admin.get(_version(by, 3) + "?mod=1")
    assert ("10 dage", "12 dage") in [(f.foer, f.efter) for f in mod_foerste.context["forskelle"]]
    assert admin.get(reverse("profil_version", args=[10**9])).status_code == 404
    assert admin.get(_version(by, 3) + "?mod=9").status_code == 404


def test_en_anden_kommunes_versioner_findes_ikke(by: By, admin: Client) -> None:
    for dage in (1, 2, 3):
        profil = replace(Praksisprofil(), resultat_dage=dage)
        actions.gem_profil(kommune=by.naboby.kommune, profil=profil, grund="", by=None, nu=NU)
    fremmed = Profilversion.objects.get(kommune=by.naboby.kommune, nr=3)
    assert admin.get(reverse("profil_version", args=[fremmed.pk])).status_code == 404
    assert admin.get(_version(by, 1) + "?mod=3").status_code == 404
    assert len(admin.get(reverse("profil_historik")).context["raekker"]) == 1


@pytest.mark.parametrize("navn", ["paedagog", "leder", "forvaltning", "databeskyttelse"])
def test_kun_administratoren(by: By, log_ind: Ind, navn: str) -> None:
    client = log_ind(by.bruger[navn])
    for url in (PROFIL, reverse("profil_historik"), _version(by, 1)):
        assert client.get(url).status_code == 403


# What another rule would have given ------------------------------------------------------------------------------


def _historie(by: By, antal: dict[str, int]) -> None:
    """A round that has ended, with so many children whose every tegn is of the colour (or with n yellow tegn)."""
    indlaes(nu=NU)
    afsluttet = runde(by.kommune, aabner=date(2026, 4, 1), lukker=date(2026, 5, 31), lukket_at=NU - timedelta(days=60))
    nye = []
    for farve, n in antal.items():
        boern = Barn.objects.bulk_create(
            Barn(kommune=by.kommune, fornavn=f"{farve}{i}", foedt_den=date(2024, 9, 1)) for i in range(n)
        )
        nye += [Afsluttet(b, by.egern, farve, nu=NU - timedelta(days=70), runde=afsluttet) for b in boern]
    afsluttede_vurderinger(nye, [by.paedagog, by.paedagog2])


def _proev(client: Client, **felter: Any) -> Any:
    data = _som_vist(client.get(PROFIL)) | {"proev": "1"} | felter
    return client.post(PROFIL, {n: v for n, v in data.items() if v is not None})


def test_proev_viser_tal_per_regel_uden_at_gemme(by: By, admin: Client) -> None:
    _historie(by, {"groen": 30, "gul": 12, "roed": 8})
    # Ten of the green children have one yellow tegn: enough for the highest tegn, not for the thresholds.
    for egen in EgenVurdering.objects.filter(vurdering__barn__fornavn__in=[f"groen{i}" for i in range(10)]):
        egen.svar = {**egen.svar, next(iter(egen.svar)): "gul"}
        egen.save(update_fields=["svar"])
    side = _proev(admin, regel_art="hoejeste_tegn", grund="")
    assert side.status_code == 200
    linjer = side.context["regelproeve"].linjer
    gaeldende = next(linje for linje in linjer if linje.gaeldende)
    indtastet = next(linje for linje in linjer if linje.indtastet)
    assert (gaeldende.groen, gaeldende.gul, gaeldende.roed) == (30, 12, 8)
    assert (indtastet.groen, indtastet.gul, indtastet.roed) == (20, 22, 8)
    assert (gaeldende.andel, indtastet.andel) == (40, 60)
    assert "Den, du har skrevet" in side.text
    assert "Forslag for 50 børn" in side.text
    assert "groen0" not in side.text
    assert Profilversion.objects.filter(kommune=by.kommune).count() == 1


def test_smaa_tal_skjules_ogsaa_ved_fradrag(by: By, admin: Client) -> None:
    _historie(by, {"groen": 40, "gul": 9, "roed": 2})
    side = _proev(admin)
    linje = next(x for x in side.context["regelproeve"].linjer if x.gaeldende)
    assert linje.roed is None
    assert [linje.groen, linje.gul, linje.uden].count(None) >= 1
    assert linje.andel is None
    assert "skjult" in side.text
    assert not re.search(r'<td class="is-num">\s*2\s*</td>', side.text)


def test_for_faa_boern_giver_ingen_tal(by: By, admin: Client) -> None:
    _historie(by, {"groen": 10, "gul": 5})
    side = _proev(admin)
    assert side.context["regelproeve"].for_faa
    assert "for få vurderinger" in side.text


def test_en_regel_uden_mening_proeves_ikke(by: By, admin: Client) -> None:
    side = _proev(admin, roede_til_gul="9", roede_i_dimension="2")
    assert side.context["regelproeve"] is None
    assert "højeste position" in side.text


def test_kun_egen_kommunes_sidste_runde(by: By, admin: Client) -> None:
    _historie(by, {"groen": 20})
    gammel = runde(by.kommune, aabner=date(2025, 4, 1), lukker=date(2025, 5, 31), lukket_at=NU - timedelta(days=400))
    barn = Barn.objects.filter(fornavn="groen0").get()
    afsluttede_vurderinger([Afsluttet(barn, by.egern, "roed", runde=gammel)], [by.paedagog])
    grundlag = population(by.kommune)
    assert [r.aabner for r in grundlag.runder] == [date(2026, 4, 1)]
    assert len(grundlag.svar) == 20
    assert population(by.naboby.kommune).svar == []


def test_uenige_svar_taeller_foerst_naar_teamet_har_afklaret(by: By) -> None:
    _historie(by, {"groen": 1})
    egen = EgenVurdering.objects.get(nr=2)
    tegn = next(iter(egen.svar))
    egen.svar = {**egen.svar, tegn: "roed"}
    egen.save(update_fields=["svar"])
    assert None in [svar[tegn] for svar in population(by.kommune).svar[0].values() if tegn in svar]
    vurdering = egen.vurdering
    vurdering.svar = {**vurdering.svar, f"aftalt_{tegn}": "gul"}
    vurdering.save(update_fields=["svar"])
    assert "gul" in [svar[tegn] for svar in population(by.kommune).svar[0].values() if tegn in svar]


def test_sammenligningen_har_naboerne_med_hver_een_gang() -> None:
    regler = regelproeve._regler(Taerskler(), Taerskler(gule_samlet=5))
    assert len(regler) == len(set(regler))
    assert regler[:2] == [Taerskler(), Taerskler(gule_samlet=5)]
    assert HoejesteTegn() in regler
    assert all(profil_ord.regel_i_ord(r) for r in regler)


def test_aendret_naevner_felter_i_profilens_orden() -> None:
    foer = Praksisprofil()
    efter = replace(foer, resultat_dage=1, farver=False)
    assert aendret(foer, efter) == ["farver", "resultat_dage"]
