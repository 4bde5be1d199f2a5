"""What the pages and papers of meetings and sparring tell, and to whom: tried as one with an account and too little
right to it, and as a colleague in a hurry.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dialogmoeder import afholdelse
from dialogmoeder.actions import aftaler, dagsorden, deltagere, hold, plan, sparring
from dialogmoeder.actions.foraeldre import fortael, svar_samtykke
from dialogmoeder.actions.kald_ind import kald_ind
from dialogmoeder.actions.punkt import aabn_for_deltagere, giv_grundlag, luk_for
from dialogmoeder.actions.referat import referat_for
from dialogmoeder.fristtyper import FORAELDRE, FORTAEL
from dialogmoeder.kreds import laes
from dialogmoeder.models import Forberedelse, Moede, Punkt, Punktgrundlag, Slags, Sparring
from opsporing import samtykke as samtykker
from opsporing.adgang.roller import Rolle
from opsporing.boern import actions as boern
from opsporing.databeskyttelse.udskrift import udskrift
from opsporing.frister.paamindelser import paamind
from opsporing.fristtyper import HANDLING_UDEN_ANSVARLIG
from opsporing.handlinger import actions as handlinger
from opsporing.models import (
    Anledning,
    Barn,
    Frist,
    Handling,
    Log,
    Paamindelse,
    Samtykke,
    Spaerring,
    Udelukkelse,
    User,
)
from opsporing.organisation import actions as organisation
from opsporing.overblik.delt import delte_sager
from opsporing.spaerring import actions as spaerringer
from tests.cast import By
from tests.factories import moeder as lav
from tests.integration.dialogmoeder.holdt import almas, i_gang, skriv, talt_om

LogInd = Callable[..., Client]


def _url(hvad: str, *args: int) -> str:
    return reverse(f"dialogmoeder:{hvad}", args=args)


@pytest.fixture
def to_familier(by: By) -> Moede:
    """A netværksmøde today about Alma and Bo, with their parents, and PPR with part in Alma's item alone."""
    moede = lav.moede(by.birken, by.leder, nu=by.nu, planlagt_at=by.nu, slags=Slags.NETVAERKSMOEDE)
    for hvem in (by.leder, by.paedagog, by.mor, by.bos_mor, "Helle Højbo"):
        lav.deltager(moede, hvem, nu=by.nu, **({"fag": "foraeldre"} if isinstance(hvem, str) else {}))
    ppr = lav.deltager(moede, by.ppr, nu=by.nu)
    for barn in (by.alma, by.bo):
        lav.punkt(moede, barn, by.paedagog, nu=by.nu)
    moede.status, moede.indkaldt_at = "indkaldt", by.nu
    moede.save()
    fortael(
        punkt=almas_i(moede, by), personer=[by.mor], maade="mundtligt", givet_den=by.nu.date(), by=by.leder, nu=by.nu
    )
    giv_grundlag(
        punkt=almas_i(moede, by),
        deltager=ppr,
        grundlag=Punktgrundlag.SSD,
        begrundelse="PPR skal kunne råde os.",
        by=by.leder,
        nu=by.nu,
    )
    return hold.begynd_moede(moede=moede, by=by.leder, nu=by.nu)


def almas_i(moede: Moede, by: By) -> Punkt:
    return moede.punkter.get(barn=by.alma)


def test_one_family_is_not_told_of_another_at_the_same_table(by: By, to_familier: Moede, log_ind: LogInd) -> None:
    alma = almas_i(to_familier, by)
    kald_ind(
        punkt=to_familier.punkter.get(barn=by.bo),
        ansaettelse=by.socialraadgiver.ansat,
        grundlag=Punktgrundlag.SSD,
        begrundelse="Hun kender familien.",
        by=by.leder,
        nu=by.nu,
    )
    poul, pia = log_ind(by.ppr), log_ind(by.paedagog)
    for adresse in (_url("moede", to_familier.pk), _url("punkt", alma.pk), _url("referat", alma.pk)):
        side = poul.get(adresse).text
        for ord_ in ("Britt", "Bo Ærebo", "Helle", "0-2 år\n"):
            assert ord_ not in side, (adresse, ord_)
        assert "Merete" in side, adresse
    assert "Britt" in pia.get(_url("moede", to_familier.pk)).text
    skriv(alma, by.paedagog, by, lykkes_fag="Hun leger.")
    referat = referat_for(alma)
    assert referat is not None
    internt = afholdelse.udskrift(alma, referat, foraeldre=False, nu=by.nu)["til_stede"]
    assert any("Merete" in hvem for hvem in internt)
    assert not [hvem for hvem in internt if "Britt" in hvem or "Sofie" in hvem]
    # The parents' version is one text for both who hold custody, of whom one may be hidden from the other.
    ud = afholdelse.udskrift(alma, referat, foraeldre=True, nu=by.nu)["til_stede"]
    assert not [hvem for hvem in ud if any(navn in hvem for navn in ("Merete", "Åkjær", "Britt", "Helle", "Sofie"))]
    assert any("Pia Bjerre" in hvem for hvem in ud)


def test_a_closed_item_does_not_tell_how_old_the_child_is(by: By, to_familier: Moede, log_ind: LogInd) -> None:
    Punkt.objects.filter(moede=to_familier).update(smaa=True)
    Punkt.objects.filter(pk=almas_i(to_familier, by).pk).update(smaa=False)
    assert "0-2 år" in log_ind(by.leder).get(_url("moede", to_familier.pk)).text
    assert "0-2 år" not in log_ind(by.ppr).get(_url("moede", to_familier.pk)).text


def test_a_suspicion_in_minutes_that_were_not_finished_follows_the_item(by: By, log_ind: LogInd) -> None:
    moede = i_gang(by)
    punkt = almas(moede)
    naeste = lav.moede(by.birken, by.leder, nu=by.nu, team=moede.team, planlagt_at=by.nu + timedelta(days=42))
    hold.tag_fat(punkt=punkt, by=by.leder, nu=by.nu)
    skriv(punkt, by.paedagog, by, overgreb="mistanke", overgreb_hvorfor="Et mærke.")
    # Written, and not talked to an end: nobody is told while it stands.
    assert laes(moede, by.nu, punkt=punkt).om(punkt).kan_fortaelles == []
    assert "Vis ikke arket til familien" in log_ind(by.leder).get(_url("ark", punkt.pk)).text
    nyt = hold.udsaet(punkt=punkt, by=by.leder, nu=by.nu)
    assert nyt is not None and nyt.moede == naeste
    assert Spaerring.objects.staaende().get(anledning=punkt.anledning).grund == "mistanke"
    # Only myndighed lifts it, whatever is written for the next meeting.
    Forberedelse.objects.filter(punkt=nyt).delete()
    assert laes(naeste, by.nu, punkt=nyt).om(nyt).kan_fortaelles == []
    for en in Spaerring.objects.staaende():
        spaerringer.ophaev(spaerring=en, grund="Lægen har set hende.", by=by.socialraadgiver, nu=by.nu)
    assert len(laes(naeste, by.nu, punkt=nyt).om(nyt).kan_fortaelles) == 2


def test_a_switch_that_is_set_later_reaches_the_items_there_are(by: By, log_ind: LogInd) -> None:
    """Nobody is sent to talk with parents who must not know, about a meeting to come or one that was held."""
    holdt = i_gang(by)
    talt_om(holdt, by, overgreb="nej")
    hold.afslut_moede(moede=holdt, by=by.leder, nu=by.nu)
    naeste = lav.moede(by.birken, by.leder, nu=by.nu)
    nyt = dagsorden.saet_paa(moede=naeste, art="barn", barn=by.alma, by=by.paedagog, nu=by.nu)
    venter = Frist.objects.aabne().filter(
        kode__in=[FORTAEL, FORAELDRE], anledning__in=[almas(holdt).anledning, nyt.anledning]
    )
    assert venter.count() == 2
    # What another house keeps from them is not told of here.
    andet = lav.anledninger.opret(kode="trivsel.vurdering", enhed=by.nord, barn=by.alma, nu=by.nu)
    spaerringer.saet(anledning=andet, grund="tvivl", gennemses_om_dage=14, by=by.sundhedsplejerske, nu=by.nu)
    assert venter.count() == 2
    sag = lav.anledninger.opret(kode="trivsel.vurdering", enhed=by.egern, barn=by.alma, nu=by.nu)
    spaerring = spaerringer.saet(anledning=sag, grund="mistanke", gennemses_om_dage=14, by=by.leder, nu=by.nu)
    assert not venter.exists()
    side = log_ind(by.paedagog).get(reverse("orientering:resultat", args=[almas(holdt).anledning_id]))
    assert side.status_code == 404 or side.context["alle_spaerret"]
    assert len(set(Spaerring.objects.filter(anledning__ejer_enhed=by.birken).values_list("sag", flat=True))) == 1
    spaerringer.ophaev(spaerring=spaerring, grund="Afklaret.", by=by.socialraadgiver, nu=by.nu)
    assert venter.count() == 2
    # An underretning leaves no trace, whoever prepares.
    skrevet = lav.anledninger.opret(kode="underretning.skrevet", enhed=by.birken, barn=by.alma, nu=by.nu, lukket=True)
    spaerringer.saet(anledning=skrevet, grund="mistanke", gennemses_om_dage=14, by=by.leder, nu=by.nu)
    assert venter.count() == 2
    # What is suspected in one of the unit's items keeps the others, and is one decision.
    spaerring = spaerringer.saet(
        anledning=nyt.anledning, grund="tvivl", gennemses_om_dage=14, by=by.leder, nu=by.nu, hvorfor="Et mærke."
    )
    assert not venter.exists()
    assert "Et mærke." not in log_ind(by.leder).get(_url("referat", almas(holdt).pk)).text
    assert laes(holdt, by.nu).om(almas(holdt)).kan_fortaelles == []
    spaerringer.ophaev(spaerring=spaerring, grund="Afklaret.", by=by.socialraadgiver, nu=by.nu)
    assert venter.count() == 2
    assert not Spaerring.objects.staaende().filter(anledning__kode="dialogmoeder.punkt").exists()


def test_the_parents_version_is_given_by_the_childs_own_house(by: By, log_ind: LogInd) -> None:
    moede = i_gang(by)
    hun = kald_ind(
        punkt=almas(moede),
        ansaettelse=by.sundhedsplejerske.ansat,
        grundlag=Punktgrundlag.SSD,
        begrundelse="Hun kender familien.",
        by=by.leder,
        nu=by.nu,
    )
    assert hun.tilknytning is not None
    talt_om(moede, by)
    hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu)
    signe = log_ind(by.sundhedsplejerske)
    assert "Forældrenes udgave" not in signe.get(_url("referat", almas(moede).pk)).text
    for side in ("foraeldreudgave", "foraeldreudgave_udskriv", "foraeldre"):
        assert signe.get(_url(side, almas(moede).pk)).status_code == 403
    resultat = reverse("orientering:resultat", args=[almas(moede).anledning_id])
    assert signe.get(resultat).status_code == 403
    assert log_ind(by.leder).get(resultat).status_code == 200


def test_one_from_outside_sees_to_an_agreement_reads_its_item_alone_and_no_longer_than_her_ground(
    by: By, log_ind: LogInd, ur: time_machine.Traveller
) -> None:
    moede = i_gang(by)
    alma, anonym = almas(moede), moede.punkter.get(art="anonymt")
    rita = deltagere.tilfoej(moede=moede, ansaettelse=by.raadgiver.ansat, by=by.leder, nu=by.nu)
    leder, den = log_ind(by.leder), by.nu.date() + timedelta(days=60)

    def aftal(punkt: Punkt, hvem: User) -> int:
        data = {"hvad": f"{hvem.fornavn} ser Alma lege.", "ansvarlig": hvem.pk, "opfoelgning_den": den}
        return leder.post(_url("aftale", punkt.pk), data).status_code

    def valg(klient: Client, adresse: str) -> set[str]:
        return {str(tekst) for _, tekst in klient.get(adresse).context["form"].fields["ansvarlig"].choices}

    # Only whom the item is open to on a ground: not who is merely asked to the meeting, nor a colleague of hers.
    assert {"Poul Riis, PPR", "Pia Bjerre"} <= valg(leder, _url("aftale", alma.pk))
    assert not [navn for navn in valg(leder, _url("aftale", alma.pk)) if "Rita" in navn or "Signe" in navn]
    for hvem in (by.raadgiver, by.sundhedsplejerske, by.socialraadgiver, by.paedagog_eg, by.leder2):
        assert aftal(alma, hvem) == 422
    # Where no child is named the house sees to it itself.
    assert aftal(anonym, by.ppr) == 422 and not Handling.objects.exists()
    for person in (by.mor, by.far):
        svar_samtykke(punkt=alma, deltager=rita, person=person, ja=True, by=by.leder, nu=by.nu)
    assert [aftal(alma, hun) for hun in (by.raadgiver, by.ppr, by.paedagog)] == [302, 302, 302]
    # The parents are told by their child's own house.
    leder.post(_url("fortaeller", alma.pk), {"fortaeller": by.raadgiver.pk})
    assert almas(moede).fortaeller is None
    hendes, pouls, pias = (Handling.objects.get(ansvarlig=hun) for hun in (by.raadgiver, by.ppr, by.paedagog))
    talt_om(moede, by)
    hold.afslut_moede(moede=moede, by=by.leder, nu=by.nu)

    assert [sag.til for sag in delte_sager(by.raadgiver, by.nu)] == [None]

    # Two months later the others' time has run out.
    senere = by.nu + timedelta(days=55)
    ur.move_to(senere)
    aftaler.luk_for_ansvarlige(nu=senere)
    assert set(Anledning.objects.for_user(by.raadgiver, senere)) == {alma.anledning}
    assert not Barn.objects.for_user(by.raadgiver, senere).exists()
    assert not Moede.objects.for_user(by.raadgiver, senere).exists()
    leder, klient, aftalen = log_ind(by.leder), log_ind(by.raadgiver), reverse("handling:vis", args=[hendes.pk])
    foelg = reverse("handling:foelg_op", args=[hendes.pk])
    side = klient.get(reverse("i_dag")).text
    assert "Følg op: Rita ser Alma lege" in side and "Poul ser" not in side
    assert "Ret aftalen" not in klient.get(aftalen).text and "Følg op" in klient.get(aftalen).text
    for adresse in (aftalen, foelg, _url("punkt", alma.pk), _url("referat", alma.pk)):
        assert klient.get(adresse).status_code == 200, adresse
    assert _url("moede", moede.pk) not in klient.get(_url("punkt", alma.pk)).text
    for andet in (_url("moede", moede.pk), _url("punkt", anonym.pk), reverse("barn", args=[by.alma.pk])):
        assert klient.get(andet).status_code == 404, andet
    assert klient.get(reverse("handling:ret", args=[hendes.pk])).status_code == 403
    # What others see to at the same item she reads and leaves alone.
    assert klient.get(reverse("handling:vis", args=[pias.pk])).status_code == 200
    assert klient.get(reverse("handling:foelg_op", args=[pias.pk])).status_code == 403
    svar = {"virkning": "delvist", "tekst": "Hun gik med.", "videre": "igen", "naeste_den": den, "version": "0"}
    assert klient.post(foelg, svar).status_code == 302
    paamind(nu=senere)
    assert set(Paamindelse.objects.values_list("modtager__username", flat=True)) >= {"raadgiver", "ppr"}
    set_ = Log.objects.filter(haendelse="opsporing.handling_set", boern=[str(by.alma.pk)], bruger=by.raadgiver.pk)
    assert set_.filter(rolle="raadgiver").exists()
    assert "Rita" not in str(udskrift(by.kommune, by.alma, None, None))
    # The parents' version says who does what.
    referat = referat_for(alma)
    assert referat is not None
    givet = afholdelse.udskrift(alma, referat, foraeldre=True, nu=senere)["handlinger"]
    assert [h.ansvarlig for h in givet] == [by.raadgiver, by.ppr, by.paedagog]

    # A yes is taken back: the item closes at once, the agreement stands, and the leader is told to find somebody.
    samtykker.traek(samtykke=Samtykke.objects.get(person=by.far, ja=True), by=by.leder, nu=senere)
    for adresse in (aftalen, foelg, _url("punkt", alma.pk), _url("referat", alma.pk)):
        assert klient.get(adresse).status_code == 404, adresse
    assert klient.post(foelg, svar | {"version": "1"}).status_code == 404
    assert "Følg op" not in klient.get(reverse("i_dag")).text
    hendes.refresh_from_db()
    assert (hendes.ansvarlig, hendes.afsluttet_at) == (by.raadgiver, None)
    assert "En aftale har ingen, der kan sørge for den" in leder.get(reverse("i_dag")).text
    assert "Rita Holt kan ikke sørge for det mere" in leder.get(_url("referat", alma.pk)).text
    assert "Rita Holt kan ikke læse punktet mere" in leder.get(aftalen).text
    assert "Vælg en anden under" in leder.get(aftalen).text
    paamind(nu=senere)
    uden = Paamindelse.objects.filter(frist__kode=HANDLING_UDEN_ANSVARLIG)
    assert {p.modtager for p in uden} == {by.leder}
    # Poul's ground is another; taken from him by hand it is the same.
    assert Punkt.objects.for_user(by.ppr, senere).filter(pk=alma.pk).exists()
    luk_for(punkt=alma, deltager=moede.deltagere.get(ansaettelse=by.ppr.ansat), by=by.leder, nu=senere)
    assert not Punkt.objects.for_user(by.ppr, senere).exists()
    venter = Frist.objects.aabne().filter(kode=HANDLING_UDEN_ANSVARLIG)
    assert set(venter.values_list("trin", flat=True)) == {str(hendes.pk), str(pouls.pk)}
    # Somebody else takes over, or the parents say yes again.
    handlinger.ret(handling=pouls, rev=0, ansvarlig=by.paedagog2, by=by.leder, nu=senere)
    svar_samtykke(punkt=alma, deltager=rita, person=by.far, ja=True, by=by.leder, nu=senere)
    assert not venter.exists()
    assert klient.get(foelg).status_code == 200
    # When it is done, it is closed to her.
    assert klient.post(foelg, svar | {"videre": "slut", "version": "1"}).status_code == 302
    aftaler.luk_for_ansvarlige(nu=senere)
    assert not Anledning.objects.for_user(by.raadgiver, senere).exists()


def test_a_child_that_moved_away_is_not_opened_again(by: By) -> None:
    moede = i_gang(by)
    alma = almas(moede)
    boern.flyt_kommune(barn=by.alma, til_enhed=by.naboby.stue, by=None, nu=by.nu)
    aabn_for_deltagere(moede=moede, by=by.leder, nu=by.nu)
    for hvem in ("leder", "paedagog", "ppr"):
        assert not Punkt.objects.for_user(by.bruger[hvem], by.nu).filter(pk=alma.pk).exists()


def test_the_parents_log_tells_nothing_of_a_meeting_that_is_kept_from_them(by: By, log_ind: LogInd) -> None:
    moede = i_gang(by)
    named = sparring.stil(
        til_enhed=by.ppr_team,
        tekst="Vi er i tvivl.",
        barn=by.alma,
        grundlag="ssd",
        begrundelse="Vi skal handle rigtigt.",
        by=by.paedagog,
        nu=by.nu,
    )
    leder = log_ind(by.leder)
    for adresse in (_url("moede", moede.pk), _url("dagsorden", moede.pk), _url("hold", moede.pk), _url("liste")):
        assert leder.get(adresse).status_code == 200
    assert log_ind(by.ppr).get(_url("sparring", named.pk)).status_code == 200

    def fortaeller() -> set[str]:
        alle = [o.hvad for dag in udskrift(by.kommune, by.alma, None, None).dage for o in dag.opslag]
        return {hvad for hvad in alle if "møde" in hvad or "dagsorden" in hvad or "spa" in hvad or "rådgiver" in hvad}

    assert {"åbnede et møde", "åbnede en sparring"} <= fortaeller()
    talt_om(moede, by, overgreb="mistanke", overgreb_hvorfor="Et mærke.")
    # What is left is the sparring, which no switch stands on.
    assert all("sparring" in hvad or "rådgiver" in hvad for hvad in fortaeller())
    spaerringer.saet(
        anledning=lav.anledninger.opret(kode="trivsel.vurdering", enhed=by.egern, barn=by.alma, nu=by.nu),
        grund="mistanke",
        gennemses_om_dage=14,
        by=by.leder,
        nu=by.nu,
    )
    assert fortaeller() == set()


def test_a_sparring_is_open_to_those_who_advise_and_to_nobody_else_there(by: By) -> None:
    """An adviser may work in a house of her own, as one of several there."""
    vejleder = organisation.opret_bruger(
        kommune=by.kommune, username="vejleder", navn="Vera Vej", email="", password="x", by=None, nu=by.nu
    )
    hendes = organisation.ansaet(user=vejleder, enhed=by.egen, rolle=Rolle.RAADGIVER, by=None, nu=by.nu)
    vejleder.vaelg(hendes)
    en = sparring.stil(til_enhed=by.egen, tekst="Hvad gør vi?", alder_mdr=30, by=by.paedagog, nu=by.nu)

    def ser(user: User) -> bool:
        return Sparring.objects.for_user(user, by.nu).filter(pk=en.pk).exists()

    assert ser(vejleder) and ser(by.paedagog) and ser(by.leder)
    assert not ser(by.leder2) and not ser(by.paedagog_eg)
    # Asked of an adviser in her own house, ending it does not close it to the one who asked.
    organisation.ansaet(user=vejleder, enhed=by.egern, rolle=Rolle.RAADGIVER, by=None, nu=by.nu)
    egen = sparring.stil(til_enhed=by.egern, tekst="Hvad gør vi?", alder_mdr=30, by=by.paedagog, nu=by.nu)
    assert not Sparring.objects.for_user(by.paedagog2, by.nu).filter(pk=egen.pk).exists()
    sparring.afslut(sparring=egen, by=by.paedagog, nu=by.nu)
    assert Sparring.objects.for_user(by.paedagog, by.nu + timedelta(days=90)).filter(pk=egen.pk).exists()


def test_what_nobody_ends_closes_to_those_who_answered_it_and_opens_when_they_are_asked_again(by: By) -> None:
    en = sparring.stil(til_enhed=by.ppr_team, tekst="Hvad gør vi?", alder_mdr=30, by=by.paedagog, nu=by.nu)
    sparring.svar(sparring=en, tekst="Prøv små grupper.", by=by.ppr, nu=by.nu)

    def ser(nu: datetime) -> tuple[bool, bool]:
        sparring.luk_for_raadgivere(nu=nu)
        dem = (by.ppr, by.paedagog)
        return tuple(Sparring.objects.for_user(hun, nu).filter(pk=en.pk).exists() for hun in dem)  # type: ignore[return-value]

    assert ser(by.nu + timedelta(days=27)) == (True, True)
    senere = by.nu + timedelta(days=28)
    assert ser(senere) == (False, True)
    sparring.spoerg_igen(sparring=en, tekst="Det hjalp lidt.", by=by.paedagog, nu=senere)
    assert ser(senere + timedelta(days=90)) == (True, True)


@pytest.mark.parametrize("hvor", ["saet_paa", "punkt_ret", "spoerg_igen", "til_dagsorden", "aflys"])
def test_a_name_does_not_slip_into_what_is_without_one(by: By, log_ind: LogInd, hvor: str) -> None:
    moede = lav.moede(by.birken, by.leder, nu=by.nu)
    punkt = lav.punkt(moede, None, by.paedagog, nu=by.nu)
    aabn_for_deltagere(moede=moede, by=by.paedagog, nu=by.nu)
    en = lav.sparring(by.paedagog, by.ppr_team, nu=by.nu)
    om: dict[str, Any] = {"overskrift": "Hvordan hjælper vi Alma?", "minutter": 20, "forberedes_by": by.paedagog.pk}
    adresse, data = {
        "saet_paa": (_url("saet_paa", moede.pk), om | {"art": "anonymt"}),
        "punkt_ret": (_url("punkt_ret", punkt.pk), om),
        "spoerg_igen": (_url("spoerg_igen", en.pk), {"igen-tekst": "Almas mor siger det samme."}),
        "aflys": (_url("aflys", moede.pk), {"grund": "Almas mor er syg."}),
        "til_dagsorden": (_url("til_dagsorden", en.pk), om | {"moede": moede.pk}),
    }[hvor]
    foer = (moede.punkter.count(), en.indlaeg.count(), punkt.overskrift)
    svar = log_ind(by.leder if hvor == "aflys" else by.paedagog).post(adresse, data)
    assert svar.status_code == 422
    assert "Alma" in svar.text
    punkt.refresh_from_db()
    assert (moede.punkter.count(), en.indlaeg.count(), punkt.overskrift) == foer


def test_who_no_longer_prepares_or_leads_no_longer_sees_whose_family_it_is(by: By) -> None:
    moede = plan.opret_moede(
        slags=Slags.DIALOGMOEDE,
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=by.nu + timedelta(days=20),
        by=by.leder,
        nu=by.nu,
    )
    punkt = dagsorden.saet_paa(moede=moede, art="barn", barn=by.alma, forberedes_by=by.paedagog, by=by.leder, nu=by.nu)
    deltagere.tilfoej(moede=moede, person=by.mor, by=by.leder, nu=by.nu)

    def ser(user: User) -> bool:
        return Moede.objects.for_user(user, by.nu).filter(pk=moede.pk).exists()

    assert ser(by.paedagog)
    dagsorden.ret_punkt(punkt=punkt, overskrift="", minutter=20, forberedes_by=by.paedagog2, by=by.leder, nu=by.nu)
    assert ser(by.paedagog2) and not ser(by.paedagog)
    assert ser(by.leder)


def test_who_must_not_know_of_what_an_item_springs_from_does_not_read_the_item(by: By) -> None:
    sag = lav.anledninger.opret(kode="trivsel.vurdering", enhed=by.egern, barn=by.alma, nu=by.nu)
    Udelukkelse.objects.create(
        kommune=by.kommune, anledning=sag, user=by.leder, sat_at=by.nu, sat_by=by.myndighedsleder
    )
    moede = lav.moede(by.birken, by.paedagog, nu=by.nu)
    punkt = dagsorden.saet_paa(moede=moede, art="barn", barn=by.alma, kilde=sag, by=by.paedagog, nu=by.nu)
    assert Punkt.objects.for_user(by.paedagog, by.nu).filter(pk=punkt.pk).exists()
    assert not Punkt.objects.for_user(by.leder, by.nu).filter(pk=punkt.pk).exists()


def test_registered_twice_the_item_that_is_taken_off_closes(by: By) -> None:
    moede = i_gang(by)
    alma = almas(moede)
    dobbelt = boern.opret_barn(
        kommune=by.kommune, fornavn="Alma", efternavn="Åkjær", foedt_den=by.alma.foedt_den, by=None, nu=by.nu
    )
    boern.indskriv(barn=dobbelt, enhed=by.egern, by=None, nu=by.nu)
    lav.punkt(moede, dobbelt, by.paedagog, nu=by.nu)
    assert Punkt.objects.for_user(by.ppr, by.nu).filter(pk=alma.pk).exists()
    boern.sammenlaeg(behold=dobbelt, overfloedig=by.alma, by=None, nu=by.nu)
    assert not Punkt.objects.for_user(by.ppr, by.nu).filter(pk=alma.pk).exists()


def test_a_number_that_is_none_is_not_an_error(by: By, log_ind: LogInd, to_familier: Moede) -> None:
    pia = log_ind(by.paedagog)
    assert pia.get(_url("sparring_ny") + "?barn=²").status_code == 200
    assert pia.get(_url("sparring_ny") + "?barn=" + "9" * 30).status_code == 404
    assert pia.get(_url("evaluer", to_familier.pk) + "?for=²").status_code == 403
    assert log_ind(by.leder).get(_url("moede_ny") + "?efter=" + "9" * 30).status_code == 404
