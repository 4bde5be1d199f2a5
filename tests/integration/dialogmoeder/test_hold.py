"""Holding a meeting: begun, written about, agreed at, put off, ended, and told of."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from dialogmoeder import afholdelse
from dialogmoeder.actions import aftaler, dagsorden, hold
from dialogmoeder.actions.aabninger import OPGAVE
from dialogmoeder.actions.kald_ind import kald_ind
from dialogmoeder.actions.referat import ret_referat
from dialogmoeder.fristtyper import FORTAEL, REFERAT
from dialogmoeder.models import Forberedelse, Moede, Moedestatus, Punkt, Punktgrundlag, Punktstatus, Referat, Slags
from opsporing import bilag
from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.handlinger import actions as handlinger
from opsporing.models import Emne, Frist, Handling, Log, Maade, Orientering, Skemaversion, Spaerring, Tilknytning
from opsporing.orientering import actions as orientering
from opsporing.spaerring import actions as spaerringer
from tests.cast import By
from tests.factories import moeder
from tests.integration.dialogmoeder.holdt import HELT_REFERAT, almas, i_gang, indkaldt, skriv, talt_om


def _url(navn: str, pk: int) -> str:
    return reverse(f"dialogmoeder:{navn}", args=[pk])


def _gem(klient: Client, punkt: Punkt, side: str, rev: int, **felter: Any) -> dict[str, Any]:
    svar = klient.post(
        _url("referat_gem", punkt.pk),
        json.dumps({"rev": rev, "klient": side, "felter": felter}),
        content_type="application/json",
    )
    assert svar.status_code == 200, svar.content
    return dict(svar.json())


def test_et_moede_begyndes_kun_indkaldt_paa_dagen_og_af_den_der_leder(by: By) -> None:
    moede = indkaldt(by)
    with pytest.raises(Denied, match="ledes af en anden"):
        hold.begynd_moede(moede=moede, by=by.leder2, nu=by.nu)
    with pytest.raises(Denied, match="dag er ikke kommet"):
        hold.begynd_moede(moede=moede, by=by.leder, nu=by.nu - timedelta(days=1))
    planlagt = moeder.moede(by.birken, by.leder, nu=by.nu, planlagt_at=by.nu)
    with pytest.raises(Denied, match="ikke indkaldt"):
        hold.begynd_moede(moede=planlagt, by=by.leder, nu=by.nu)
    hold.begynd_moede(moede=moede, by=by.leder, nu=by.nu)
    begyndt = hold.begynd_moede(moede=moede, by=by.leder, nu=by.nu + timedelta(hours=1))
    assert (begyndt.status, begyndt.begyndt_at) == (Moedestatus.I_GANG, by.nu)
    frist = Frist.objects.aabne().get(anledning=moede.anledning, kode=REFERAT)
    assert frist.ansvarlig == by.leder
    # What was to be done before the meeting is not asked for any more.
    assert not Frist.objects.aabne().filter(anledning__moedepunkt__moede=moede).exists()


def test_to_skriver_paa_en_gang_og_intet_gaar_tabt(by: By, log_ind: Callable[..., Client]) -> None:
    punkt = almas(i_gang(by))
    pia, poul = log_ind(by.paedagog), log_ind(by.ppr)
    assert _gem(pia, punkt, "a", 0, lykkes="Hun ler.", blik_dagtilbud="Hun søger Pia.")["konflikter"] == []
    svar = _gem(poul, punkt, "b", 0, blik_ppr="Hun hører efter.", lykkes="Hun leger.")
    assert svar["konflikter"] == ["lykkes"]
    referat = Referat.objects.get(punkt=punkt)
    assert referat.svar == {
        "lykkes": "Hun ler.",
        "blik_dagtilbud": "Hun søger Pia.",
        "blik_ppr": "Hun hører efter.",
    }
    assert referat.konflikter[0]["vaerdi"] == "Hun leger."
    poul.post(_url("referat_loes", punkt.pk), {"konflikt": referat.konflikter[0]["id"], "loesning": "begge"})
    referat.refresh_from_db()
    assert referat.svar["lykkes"] == "Hun ler.\n\nHun leger."


def test_et_moede_ingen_afsluttede_siger_det_og_taeller_ikke_dage(
    by: By, log_ind: Callable[..., Client], ur: time_machine.Traveller
) -> None:
    moede = i_gang(by)
    leder = log_ind(by.leder)
    side = leder.get(_url("hold", moede.pk)).content.decode()
    assert "Mødet er i gang" in side
    assert "Tiden i alt" in side
    ur.shift(timedelta(days=2))
    side = log_ind(by.leder).get(_url("hold", moede.pk)).content.decode()
    assert "Mødet er ikke afsluttet" in side
    assert "Tiden i alt" not in side


def test_hvem_der_skriver_og_hvornaar(by: By, log_ind: Callable[..., Client]) -> None:
    moede = indkaldt(by)
    punkt = almas(moede)
    with pytest.raises(Denied, match="ikke begyndt"):
        skriv(punkt, by.paedagog, by, lykkes="Nu")
    assert "Der er ikke noget referat endnu" in log_ind(by.ppr).get(_url("referat", punkt.pk)).content.decode()
    hold.begynd_moede(moede=moede, by=by.leder, nu=by.nu)
    skriv(punkt, by.ppr, by, blik_ppr="Vi hjælper gerne.")
    for user in (by.paedagog2, by.raadgiver, by.leder2):
        assert log_ind(user).get(_url("referat", punkt.pk)).status_code == 404
    # The other items are not PPR's, though he is at the same table.
    anonymt = moede.punkter.get(art="gruppe")
    hendes = log_ind(by.paedagog).get(_url("referat", anonymt.pk))
    assert hendes.status_code == 200
    talt_om(moede, by)
    hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu + timedelta(hours=2))
    with pytest.raises(Denied, match="lukket"):
        skriv(punkt, by.ppr, by, blik_ppr="Senere")


def test_arket_spoerger_kun_de_fag_der_sidder_ved_bordet(by: By, log_ind: Callable[..., Client]) -> None:
    moede = i_gang(by)
    klient = log_ind(by.leder)
    side = klient.get(_url("referat", almas(moede).pk)).content.decode()
    # Enter presses the first button of the form, which does nothing; the next one would postpone the item.
    assert side.index("disabled hidden>Enter") < side.index("Udsæt punktet")
    assert 'name="blik_ppr"' in side
    assert 'name="blik_raadgiver"' not in side
    gruppen = klient.get(_url("referat", moede.punkter.get(art="gruppe").pk)).content.decode()
    assert 'name="overgreb"' not in gruppen


def test_moedet_ender_foerst_naar_alt_er_talt_om_og_skrevet(by: By, log_ind: Callable[..., Client]) -> None:
    moede = i_gang(by)
    with pytest.raises(hold.IkkeFaerdig) as nej:
        hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu)
    assert set(nej.value.mangler) == set(moede.punkter.values_list("pk", flat=True))
    punkt = almas(moede)
    hold.behandl(punkt=punkt, by=by.leder, nu=by.nu)
    skriv(punkt, by.paedagog, by, **(HELT_REFERAT | {"naeste_skridt": []}))
    klient = log_ind(by.leder)
    svar = klient.post(_url("afslut", moede.pk), {"udsaet_resten": "on"})
    assert svar.status_code == 422
    assert "Hvad sker der nu?" in svar.content.decode()
    assert "ikke noteret, hvem der er her" in svar.content.decode()
    # Nothing has happened: the rest is not put off by a meeting that did not end.
    assert set(moede.punkter.values_list("status", flat=True)) == {"behandlet", "paa_dagsorden"}
    _gem(klient, punkt, "c", 1, naeste_skridt=["hverdag"])
    assert klient.post(_url("afslut", moede.pk), {"udsaet_resten": "on"}).status_code == 302
    moede.refresh_from_db()
    assert moede.status == Moedestatus.AFHOLDT
    assert sorted(moede.punkter.values_list("status", flat=True)) == ["behandlet", "udsat", "udsat"]
    assert Referat.objects.get(punkt=punkt).lukket_by == by.leder
    assert not Frist.objects.aabne().filter(anledning=moede.anledning, kode=REFERAT).exists()
    hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu + timedelta(days=1))
    moede.refresh_from_db()
    assert moede.afsluttet_at == by.nu


def test_uden_navn_ses_det_efter_foer_referatet_lukkes(by: By, log_ind: Callable[..., Client]) -> None:
    moede = i_gang(by)
    talt_om(moede, by)
    anonymt = moede.punkter.get(art="anonymt")
    klient, poul = log_ind(by.leder), log_ind(by.ppr)
    assert "Punktet er uden navn" in klient.get(_url("punkt", anonymt.pk)).text
    assert "Siden leder kun efter navne" in klient.get(_url("punkt", anonymt.pk)).text
    assert "Siden leder" not in poul.get(_url("punkt", anonymt.pk)).text
    rev = Referat.objects.get(punkt=anonymt).rev
    _gem(klient, anonymt, "a", rev, lykkes=f"{by.mor.fornavn} kommer før de andre.")
    stoppet = klient.post(_url("afslut", moede.pk))
    assert stoppet.status_code == 422
    assert f"Vi fandt: {by.mor.fornavn} under »Hvad lykkes?«" in stoppet.text
    assert Moede.objects.get(pk=moede.pk).status == Moedestatus.I_GANG
    ((foerste, _),) = stoppet.context["form"].fields["ingen_kan_kendes"].choices
    # A word for what stood there holds for that, and not for what has been written, or agreed, since.
    _gem(klient, anonymt, "a", rev + 1, set_og_proevet="Alma ville ikke hjem.")
    stoppet = klient.post(_url("afslut", moede.pk), {"ingen_kan_kendes": foerste})
    assert stoppet.status_code == 422 and "skrevet noget nyt imens" in stoppet.text
    den = by.nu.date() + timedelta(days=28)
    aftale = {"hvad": "Vi ringer til Merete.", "ansvarlig": by.leder, "opfoelgning_den": den}
    aftaler.aftal(punkt=anonymt, by=by.leder, nu=by.nu, **aftale)
    ((noegle, _),) = klient.get(_url("afslut", moede.pk)).context["form"].fields["ingen_kan_kendes"].choices
    assert klient.post(_url("afslut", moede.pk), {"ingen_kan_kendes": noegle}).status_code == 302
    sagt = Log.objects.get(haendelse="dialogmoeder.ingen_kan_kendes")
    assert (sagt.bruger, sagt.anledning) == (str(by.leder.pk), str(anonymt.anledning_id))
    assert set(sagt.felter) == {"lykkes", "set_og_proevet", "aftaler"}
    # What is added to it is read for the same; she who works elsewhere is told of no name.
    assert klient.post(_url("rettelse", anonymt.pk), {"tekst": "Det var Alma."}).status_code == 422
    data = {"tekst": "Det var Alma.", "alligevel": "on"}
    assert klient.post(_url("rettelse", anonymt.pk), data).status_code == 302
    assert Log.objects.filter(haendelse="dialogmoeder.ingen_kan_kendes", felter=["rettelse"]).exists()
    assert poul.post(_url("rettelse", anonymt.pk), {"tekst": "Ikke Alma."}).status_code == 302


def test_et_andet_hus_punkt_laeses_igennem_uden_at_dets_navne_siges(by: By) -> None:
    moede = i_gang(by)
    talt_om(moede, by)
    anonymt = moede.punkter.get(art="anonymt")
    anonymt.anledning.ejer_enhed = by.sundhedspleje
    anonymt.anledning.save()
    with pytest.raises(hold.KanKendes) as nej:
        hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu)
    (et,) = nej.value.eftersyn
    assert (et.punkt, et.fundet) == (anonymt, ())
    hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu, ingen_kan_kendes=[et.noegle])
    assert Log.objects.filter(haendelse="dialogmoeder.ingen_kan_kendes").exists()


def test_det_der_ikke_naas_kommer_paa_teamets_naeste_dagsorden(by: By) -> None:
    moede = i_gang(by)
    naeste = moeder.moede(
        by.birken, by.leder, nu=by.nu, planlagt_at=by.nu + timedelta(weeks=6), team=moede.team, slags=moede.slags
    )
    skriv(almas(moede), by.paedagog, by, lykkes="Nåede vi.")
    den = by.nu.date() + timedelta(days=28)
    aftaler.aftal(
        punkt=almas(moede), hvad="Fast voksen.", ansvarlig=by.paedagog, opfoelgning_den=den, by=by.leder, nu=by.nu
    )
    nyt = hold.udsaet(punkt=almas(moede), by=by.leder, nu=by.nu)
    assert nyt is not None
    assert (nyt.moede, nyt.fortsaetter, nyt.forslag, nyt.barn) == (naeste, almas(moede), "udsat", by.barn)
    # What was agreed the last time stands beside the item, for those it is open to.
    assert [a.handling.hvad for a in afholdelse.sidst(nyt, by.leder, by.nu)] == ["Fast voksen."]
    assert afholdelse.sidst(nyt, by.paedagog_ugle, by.nu) == []
    gruppe = hold.udsaet(punkt=moede.punkter.get(art="gruppe"), by=by.leder, nu=by.nu)
    assert gruppe is not None
    assert gruppe.overskrift == "Ro ved frokosten"
    assert Referat.objects.get(punkt=almas(moede)).svar == {"lykkes": "Nåede vi."}
    # A child that has left the house meanwhile is put off too, and on no agenda there.
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=by.nu)
    dagsorden.traek_punkt(punkt=nyt, by=by.leder, nu=by.nu)
    dagsorden.saet_paa_igen(punkt=almas(moede), by=by.leder, nu=by.nu)
    assert hold.udsaet(punkt=almas(moede), by=by.leder, nu=by.nu) is None
    boern.flyt(barn=by.barn, fra_enhed=by.ulv, til_enhed=by.egern, by=None, nu=by.nu)
    dagsorden.saet_paa_igen(punkt=nyt, by=by.leder, nu=by.nu)
    # Put off once: who taps again is told, and the agenda has it once.
    assert naeste.punkter.count() == 2
    # A slip of the hand is taken back, here and there; not when somebody has prepared it for then.
    dagsorden.saet_paa_igen(punkt=almas(moede), by=by.leder, nu=by.nu)
    nyt.refresh_from_db()
    assert (almas(moede).status, nyt.status) == ("paa_dagsorden", "trukket")
    assert dagsorden.taget_af(naeste, by.leder, by.nu) == []
    hold.behandl(punkt=almas(moede), by=by.leder, nu=by.nu)
    Forberedelse.objects.create(
        kommune=by.kommune,
        punkt=gruppe,
        skemaversion=Skemaversion.objects.gaeldende("moedeforberedelse", by.kommune),
        begyndt_at=by.nu,
        begyndt_by=by.leder,
        gemt_at=by.nu + timedelta(days=1),
    )
    with pytest.raises(Denied, match="forberedt til næste møde"):
        dagsorden.saet_paa_igen(punkt=moede.punkter.get(art="gruppe"), by=by.leder, nu=by.nu)


def test_en_aftale_aabner_punktet_for_den_der_soerger_for_den(by: By, log_ind: Callable[..., Client]) -> None:
    moede = i_gang(by)
    punkt = almas(moede)
    klient = log_ind(by.leder)
    den = by.nu.date() + timedelta(days=28)
    svar = klient.post(_url("aftale", punkt.pk), {"hvad": "", "ansvarlig": by.paedagog2.pk, "opfoelgning_den": den})
    assert svar.status_code == 422
    assert "Skriv, hvad I gør." in svar.content.decode()
    data = {"hvad": "Pia følger Alma ved skift.", "ansvarlig": by.paedagog2.pk, "opfoelgning_den": den}
    assert klient.post(_url("aftale", punkt.pk), data).status_code == 302
    handling = Handling.objects.get(anledning=punkt.anledning)
    assert (handling.ansvarlig, handling.barn) == (by.paedagog2, by.barn)
    per = log_ind(by.paedagog2)
    assert per.get(_url("referat", punkt.pk)).status_code == 200
    assert per.get(reverse("handling:foelg_op", args=[handling.pk])).status_code == 200
    assert per.get(_url("referat", moede.punkter.get(art="anonymt").pk)).status_code == 404
    # Handed on to somebody else, it is hers to read.
    assert not Punkt.objects.for_user(by.paedagog_ugle, by.nu).exists()
    handlinger.ret(handling=handling, rev=0, ansvarlig=by.paedagog_ugle, by=by.leder, nu=by.nu)
    assert list(Punkt.objects.for_user(by.paedagog_ugle, by.nu)) == [punkt]
    handlinger.ret(handling=handling, rev=1, ansvarlig=by.paedagog2, by=by.leder, nu=by.nu)
    # Months later he still can, as it is his to follow up; when he has, it is closed to him.
    talt_om(moede, by)
    hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu + timedelta(hours=2))
    senere = by.nu + timedelta(days=60)
    aftaler.luk_for_ansvarlige(nu=senere)
    assert Punkt.objects.for_user(by.paedagog2, senere).filter(pk=punkt.pk).exists()
    assert not Punkt.objects.for_user(by.paedagog_ugle, senere).exists()
    handlinger.afslut(handling=handling, by=by.leder, nu=senere)
    aftaler.luk_for_ansvarlige(nu=senere)
    assert not Punkt.objects.for_user(by.paedagog2, senere).filter(pk=punkt.pk).exists()
    assert Tilknytning.objects.filter(anledning=punkt.anledning, formaal=OPGAVE, til=senere).count() == 2


def test_foraeldrene_faar_det_mundtligt_foerst_og_saa_deres_egen_udgave(by: By, log_ind: Callable[..., Client]) -> None:
    moede = i_gang(by)
    punkt = almas(moede)
    aftaler.aftal(
        punkt=punkt,
        hvad="Fast voksen ved skift.",
        ansvarlig=by.paedagog,
        opfoelgning_den=by.nu.date() + timedelta(days=28),
        by=by.leder,
        nu=by.nu,
    )
    aftaler.vaelg_fortaeller(punkt=punkt, fortaeller=by.paedagog, by=by.leder, nu=by.nu)
    talt_om(moede, by, overgreb="nej")
    hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu)
    frist = Frist.objects.aabne().get(anledning=punkt.anledning, kode=FORTAEL)
    assert frist.ansvarlig == by.paedagog
    klient = log_ind(by.paedagog)
    foer = klient.get(_url("foraeldreudgave", punkt.pk)).content.decode()
    assert "Fortæl forældrene det først" in foer
    assert "Fast voksen ved skift." in foer
    assert klient.get(_url("foraeldreudgave_udskriv", punkt.pk)).status_code == 403
    orientering.registrer_resultat(
        anledning=punkt.anledning,
        personer=orientering.indehavere(by.barn),
        maade=Maade.MUNDTLIGT,
        givet_den=by.nu.date(),
        by=by.paedagog,
        nu=by.nu,
    )
    assert not Frist.objects.aabne().filter(anledning=punkt.anledning, kode=FORTAEL).exists()
    pdf = klient.get(_url("foraeldreudgave_udskriv", punkt.pk))
    laest = PdfReader(BytesIO(pdf.content))
    assert laest.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    tekst = "\n".join(blad.extract_text() for blad in laest.pages)
    for ord_ in ("Hun leger længe i puderummet.", "Fast voksen ved skift.", "Pia Bjerre", "Børnehuset Birken"):
        assert ord_ in tekst, ord_
    # Nothing internal, no other child's item, no CPR number, and no parent's name: both get the same text.
    for ord_ in ("overgreb", "Intet peger", "Samtale med forældrene", "stille dreng", "610924", "Merete", "Frank"):
        assert ord_ not in tekst, ord_
    internt = klient.get(_url("referat_udskriv", punkt.pk))
    tekst = "\n".join(blad.extract_text() for blad in PdfReader(BytesIO(internt.content)).pages)
    for ord_ in ("Intet peger på det", "Samtale med forældrene", "Kan læses af dem, der har del i punktet fra"):
        assert ord_ in tekst, ord_
    assert "stille dreng" not in tekst


@pytest.mark.parametrize("svar", ["tvivl", "mistanke"])
def test_en_mistanke_lukker_alt_for_foraeldrene(by: By, log_ind: Callable[..., Client], svar: str) -> None:
    moede = i_gang(by)
    punkt = almas(moede)
    talt_om(moede, by, overgreb=svar, overgreb_hvorfor="Et mærke, hun ikke vil tale om.")
    # From the moment the item is done, not only when the meeting ends.
    assert Spaerring.objects.staaende().get(anledning=punkt.anledning).grund == svar
    hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu)
    assert not Frist.objects.aabne().filter(anledning=punkt.anledning, kode=FORTAEL).exists()
    klient = log_ind(by.leder)
    side = klient.get(_url("foraeldreudgave", punkt.pk)).content.decode()
    assert "Forældrene får intet." in side
    assert "puderummet" not in side
    assert klient.get(_url("foraeldreudgave_udskriv", punkt.pk)).status_code == 403
    # When myndighed lifts it, the duty to tell runs again.
    spaerringer.ophaev(
        spaerring=Spaerring.objects.get(anledning=punkt.anledning),
        grund="Lægen har set hende.",
        by=by.socialraadgiver,
        nu=by.nu,
    )
    assert Frist.objects.aabne().filter(anledning=punkt.anledning, kode=FORTAEL).exists()


def test_foraeldre_der_var_med_er_fortalt_det(by: By) -> None:
    moede = indkaldt(by, slags=Slags.DIALOGMOEDE)
    mor = moeder.deltager(moede, by.mor, nu=by.nu)
    moeder.deltager(moede, by.far, nu=by.nu)
    moede = hold.begynd_moede(moede=moede, by=by.leder, nu=by.nu)
    hold.noter_fremmoede(moede=moede, deltog={mor.pk}, by=by.leder, nu=by.nu)
    talt_om(moede, by)
    hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu)
    fortalt = Orientering.objects.filter(anledning=almas(moede).anledning, emne=Emne.RESULTAT)
    assert [o.person for o in fortalt] == [by.mor]
    # The father was not there: he is to be told.
    assert Frist.objects.aabne().filter(anledning=almas(moede).anledning, kode=FORTAEL).exists()


def test_moedelederen_kalder_en_fagperson_ind(by: By, log_ind: Callable[..., Client]) -> None:
    moede = i_gang(by)
    punkt = almas(moede)
    rita = log_ind(by.raadgiver)
    assert rita.get(_url("referat", punkt.pk)).status_code == 404
    klient = log_ind(by.leder)
    data = {"ansaettelse": by.raadgiver.ansat.pk, "grundlag": "ssd", "begrundelse": ""}
    svar = klient.post(_url("kald_ind", punkt.pk), data)
    assert svar.status_code == 422
    data["begrundelse"] = "Vi skal vide, hvilken støtte hjemmet kan få."
    assert klient.post(_url("kald_ind", punkt.pk), data).status_code == 302
    assert rita.get(_url("referat", punkt.pk)).status_code == 200
    assert rita.get(_url("referat", moede.punkter.get(art="gruppe").pk)).status_code == 404
    with pytest.raises(Denied, match="sagt ja"):
        kald_ind(
            punkt=punkt,
            ansaettelse=by.sundhedsplejerske.ansat,
            grundlag=Punktgrundlag.SAMTYKKE,
            begrundelse="",
            by=by.leder,
            nu=by.nu,
        )
    assert not moede.deltagere.filter(ansaettelse=by.sundhedsplejerske.ansat).exists()


def test_tre_kolonner_vaelges_foer_der_er_skrevet_og_vises_for_familien(by: By, log_ind: Callable[..., Client]) -> None:
    moede = i_gang(by)
    punkt = almas(moede)
    klient = log_ind(by.leder)
    # The team's own sheet asks what the family is not to see, so it is on no shared screen.
    assert klient.get(_url("ark", punkt.pk)).status_code == 403
    assert klient.post(_url("ark_vaelg", punkt.pk), {"ark": "tre"}).status_code == 302
    side = klient.get(_url("ark", punkt.pk)).content.decode()
    assert "Det, der virker" in side
    assert "Åkjær" not in side
    assert "Ro ved frokosten" not in side
    _gem(klient, punkt, "f", 0, virker="Mormor henter hver tirsdag.")
    assert klient.post(_url("ark_vaelg", punkt.pk), {"ark": "eget"}).status_code == 403
    assert Referat.objects.get(punkt=punkt).definition().kode == "tre-kolonner"


def test_en_rettelse_staar_under_det_gamle(by: By, log_ind: Callable[..., Client]) -> None:
    moede = i_gang(by)
    talt_om(moede, by)
    referat = Referat.objects.get(punkt=almas(moede))
    with pytest.raises(Denied, match="ikke lukket"):
        ret_referat(referat=referat, tekst="Det var ikke sådan.", by=by.paedagog, nu=by.nu)
    hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu)
    klient = log_ind(by.paedagog)
    assert klient.post(_url("rettelse", almas(moede).pk), {"tekst": ""}).status_code == 422
    assert klient.post(_url("rettelse", almas(moede).pk), {"tekst": "Det var mormor."}).status_code == 302
    ret_referat(referat=referat, tekst="Og farfar.", by=by.leder, nu=by.nu)
    referat.refresh_from_db()
    assert referat.rettelse.index("Pia Bjerre") < referat.rettelse.index("Og farfar.")
    assert referat.svar["lykkes"] == HELT_REFERAT["lykkes"]

    # Who may read the minutes may enclose them with an underretning, as they stand and as long as she may.
    def noegler(user: Any, om_dage: int = 0, **til: bool) -> list[str]:
        om = by.nu + timedelta(days=om_dage)
        return [v.noegle for v in bilag.valgmuligheder(user, by.barn, om, **til) if "referat" in v.noegle]

    noegle = f"dialogmoeder.referat:{referat.pk}"
    ser = {u: noegler(by.bruger[u]) for u in ("paedagog", "leder", "ppr", "paedagog2", "raadgiver")}
    assert ser == {"paedagog": [noegle], "leder": [noegle], "ppr": [noegle], "paedagog2": [], "raadgiver": []}
    assert noegler(by.ppr, by.ppr.profil.moede_adgang_dage + 1) == []
    assert noegler(by.paedagog, til_foraeldre=True) == []
    kopi = json.dumps(bilag.frys(by.ppr, by.barn, noegle, by.nu).til_data(), ensure_ascii=False)
    for ord_ in (HELT_REFERAT["lykkes"], "Og farfar.", "Poul Riis", "Referat om Alma"):
        assert ord_ in kopi, ord_
    assert "Ro ved frokosten" not in kopi
    with pytest.raises(LookupError):
        bilag.frys(by.paedagog2, by.barn, noegle, by.nu)


def test_hele_vejen_gennem_siderne_for_moedelederen(by: By, log_ind: Callable[..., Client]) -> None:
    moede = indkaldt(by)
    klient = log_ind(by.leder)
    assert "Begynd mødet" in klient.get(_url("hold", moede.pk)).content.decode()
    assert klient.post(_url("begynd", moede.pk)).status_code == 302
    alle = list(moede.deltagere.values_list("pk", flat=True))
    klient.post(_url("fremmoede", moede.pk), {"deltog": [str(alle[0])]})
    assert sorted(moede.deltagere.values_list("deltog", flat=True)) == [False, False, True]
    svar = klient.post(_url("tag_fat", almas(moede).pk))
    assert svar["Location"] == _url("referat", almas(moede).pk)
    gruppe = moede.punkter.get(art="gruppe")
    svar = klient.post(svar["Location"], {"rev": "0", "klient": "x", "handling": "behandl", "lykkes": "Hun ler."})
    # Saved as it stood, and on to the next.
    assert svar["Location"] == _url("referat", gruppe.pk)
    assert Referat.objects.get(punkt=almas(moede)).svar["lykkes"] == "Hun ler."
    gruppe.refresh_from_db()
    assert (gruppe.status, gruppe.begyndt_at) == (Punktstatus.PAA_DAGSORDEN, by.nu)
    klient.post(_url("udsaet", gruppe.pk), {"fra": "hold"})
    svar = klient.post(_url("udsaet", gruppe.pk), {"fra": "hold"}, follow=True)
    assert "allerede taget stilling" in svar.content.decode()
    klient.post(_url("behandl", moede.punkter.get(art="anonymt").pk))
    afslut = klient.get(_url("afslut", moede.pk)).content.decode()
    assert "Det mangler" in afslut
    assert "ikke noteret, hvem der er her" not in afslut
    assert Moede.objects.get(pk=moede.pk).status == Moedestatus.I_GANG
    set_ = Log.objects.filter(haendelse="dialogmoeder.hold_set", anledning=str(moede.anledning_id)).first()
    assert set_ is not None
    assert set_.boern == [str(by.barn.pk)]
