"""Preparing an item and talking with the parents, through the pages."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dialogmoeder import kendetegn
from dialogmoeder.actions import dagsorden, deltagere, plan
from dialogmoeder.actions.forberedelse import gem
from dialogmoeder.actions.indkald import indkald
from dialogmoeder.actions.punkt import giv_grundlag, luk_for
from dialogmoeder.fristtyper import FORAELDRE, FORBEREDELSE, FORBEREDT
from dialogmoeder.kreds import laes
from dialogmoeder.models import Forberedelse, Moede, Punkt
from opsporing import anledning as anledninger
from opsporing.databeskyttelse.udskrift import udskrift
from opsporing.frister.kalender import forrige_arbejdsdag
from opsporing.fristtyper import CERTIFICERING
from opsporing.models import Anledning, Frist, Log, Orientering, Samtykke, Spaerring, Tilknytning
from opsporing.opbevaring.actions import slet
from opsporing.opbevaring.plan import laeg_plan
from opsporing.organisation.actions import hindrer_nedlaeggelse
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato
from tests.cast import By

Som = Callable[[Any], Client]
SVAR = {
    "anledning": "Alma sover ikke til middag.",
    "udbytte": "Hvad vi prøver først.",
    "lykkes": "Hun falder til ro hos Pia.",
    "set": "Tre middage i uge 45.",
    "barnets_perspektiv": "Hun siger: ikke mørkt.",
    "trin_udvikling": "trin_2",
    "overgreb": "intet_peger",
}


@pytest.fixture
def moede(by: By) -> Moede:
    moede = plan.opret_moede(
        slags="ressourceteam",
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=by.nu + timedelta(days=21),
        by=by.leder,
        nu=by.nu,
    )
    deltagere.tilfoej(moede=moede, ansaettelse=by.ppr.ansat, by=by.leder, nu=by.nu)
    return moede


@pytest.fixture
def punkt(by: By, moede: Moede) -> Punkt:
    return dagsorden.saet_paa(
        moede=moede, art="barn", barn=by.alma, overskrift="Hvordan får Alma ro?", by=by.paedagog, nu=by.nu
    )


def url(navn: str, punkt: Punkt) -> str:
    return reverse(f"dialogmoeder:{navn}", args=[punkt.pk])


def skriv(klient: Client, punkt: Punkt, handling: str, **svar: str) -> Any:
    side = klient.get(url("forbered", punkt)).context["form"]
    return klient.post(
        url("forbered", punkt),
        {"rev": side.rev, "klient": side.klient, "foer": side.foer, "handling": handling} | svar,
    )


def test_written_in_peace_sent_to_all_read_by_those_with_part_in_it(by: By, punkt: Punkt, log_ind: Som) -> None:
    pia, poul = log_ind(by.paedagog), log_ind(by.ppr)
    senest = forrige_arbejdsdag(dato(punkt.moede.planlagt_at) - timedelta(days=3))
    frist = Frist.objects.get(anledning=punkt.anledning, kode=FORBEREDELSE)
    assert (dato(frist.forfalder_at), frist.ansvarlig) == (senest, by.paedagog)
    svar = skriv(pia, punkt, "send", anledning=SVAR["anledning"])
    assert svar.status_code == 422
    assert Forberedelse.objects.get().svar == {"anledning": SVAR["anledning"]}, "nothing that was written is lost"
    assert skriv(pia, punkt, "send", **SVAR).status_code == 302
    frist.refresh_from_db()
    assert frist.opfyldt_at == by.nu
    indkald(moede=punkt.moede, by=by.leder, nu=by.nu)
    assert poul.get(url("punkt", punkt)).status_code == 404
    _fortael(log_ind(by.paedagog), punkt, by)
    poul_er = punkt.moede.deltagere.get(ansaettelse=by.ppr.ansat).pk
    log_ind(by.paedagog).post(
        url("foraeldre_svar", punkt), {f"svar-{poul_er}-{person.pk}": "ja" for person in (by.mor, by.far)}
    )
    venter = Frist.objects.aabne().filter(anledning=punkt.anledning, kode=FORBEREDT)
    assert set(venter.values_list("ansvarlig__username", flat=True)) == {"leder", "ppr"}
    # Closed for him by hand it is not his to read any more, and given again it is.
    om = {"punkt": punkt, "deltager": punkt.moede.deltagere.get(pk=poul_er), "by": by.leder, "nu": by.nu}
    luk_for(**om)
    assert not venter.filter(ansvarlig=by.ppr).exists()
    giv_grundlag(**om, grundlag="samtykke")
    assert venter.filter(ansvarlig=by.ppr).exists()
    side = log_ind(by.ppr).get(url("punkt", punkt))
    assert not venter.filter(ansvarlig=by.ppr).exists()
    assert "ikke mørkt" in side.content.decode()
    assert log_ind(by.ppr).get(url("forbered", punkt)).status_code == 403
    ja = Samtykke.objects.filter(anledning=punkt.anledning).first()
    assert ja is not None
    assert log_ind(by.ppr).get(url("foraeldre", punkt)).status_code == 403
    assert Log.objects.filter(haendelse="dialogmoeder.punkt_set", bruger=str(by.ppr.pk)).count() == 1
    # And nothing else of the child, and nothing for a colleague in the same house who is not asked.
    assert log_ind(by.ppr).get(reverse("barn", args=[by.alma.pk])).status_code == 404
    assert log_ind(by.paedagog2).get(url("punkt", punkt)).status_code == 404
    # A yes that is taken back closes it at once.
    assert log_ind(by.paedagog).post(url("foraeldre_traek", punkt), {"samtykke": ja.pk}).status_code == 302
    assert log_ind(by.ppr).get(url("punkt", punkt)).status_code == 404


def _fortael(klient: Client, punkt: Punkt, by: By) -> Any:
    return klient.post(
        url("foraeldre", punkt),
        {"personer": [by.mor.pk, by.far.pk], "maade": "mundtligt", "givet_den": dato(by.nu).isoformat()},
    )


def test_what_is_not_sent_is_not_read_outside(by: By, punkt: Punkt, log_ind: Som, ur: Any) -> None:
    skriv(log_ind(by.paedagog), punkt, "senere", anledning="Endnu kun tanker")
    indkald(moede=punkt.moede, by=by.leder, nu=by.nu)
    _fortael(log_ind(by.paedagog), punkt, by)
    deltager = punkt.moede.deltagere.get(ansaettelse=by.ppr.ansat)
    svar = log_ind(by.leder).post(
        url("grundlag", punkt), {"deltager": deltager.pk, "grundlag": "ssd", "begrundelse": "PPR kender hende."}
    )
    assert svar.status_code == 302
    tekst = log_ind(by.ppr).get(url("punkt", punkt)).content.decode()
    assert "ikke sendt endnu" in tekst and "kun tanker" not in tekst
    assert "dagen er gået" not in tekst
    # What comes after its day is marked as late, before it comes and afterwards.
    ur.move_to(punkt.moede.planlagt_at - timedelta(days=1))
    assert "dagen er gået" in log_ind(by.ppr).get(url("punkt", punkt)).text
    assert skriv(log_ind(by.paedagog), punkt, "send", **SVAR).status_code == 302
    assert "for sent: den skulle være ude" in log_ind(by.ppr).get(url("punkt", punkt)).text


def test_the_talk_meets_its_deadline_and_the_childs_page_tells_nobody(by: By, punkt: Punkt, log_ind: Som) -> None:
    assert Frist.objects.aabne().filter(anledning=punkt.anledning, kode=FORAELDRE).exists()
    assert _fortael(log_ind(by.paedagog), punkt, by).status_code == 302
    assert not Frist.objects.aabne().filter(anledning=punkt.anledning, kode=FORAELDRE).exists()
    # A colleague who has the child, and no part in the item, is not told by its page that there is one.
    tekst = log_ind(by.paedagog2).get(reverse("barn", args=[by.alma.pk])).content.decode()
    assert "tages op på et møde" not in tekst and "Hvordan får Alma ro" not in tekst
    noteret = Orientering.objects.get(anledning=punkt.anledning, person=by.mor)
    assert log_ind(by.paedagog2).post(reverse("orientering:fortryd", args=[noteret.pk])).status_code == 404
    assert log_ind(by.paedagog).post(url("foraeldre_fortryd", punkt), {"orientering": noteret.pk}).status_code == 302
    assert Frist.objects.aabne().filter(anledning=punkt.anledning, kode=FORAELDRE).exists()


def test_without_a_name_it_is_said_what_the_child_could_be_known_by_before_anybody_reads_it(
    by: By, moede: Moede, log_ind: Som
) -> None:
    punkt = dagsorden.saet_paa(moede=moede, art="anonymt", overskrift="Ro om middagen", by=by.paedagog, nu=by.nu)
    indkald(moede=moede, by=by.leder, nu=by.nu)
    pia = log_ind(by.paedagog)
    svar = {felt: vaerdi for felt, vaerdi in SVAR.items() if felt != "overgreb"} | {
        "anledning": f"{by.far.fornavn} siger, at det er værst om natten.",
        "set": f"Det er født {by.alma.foedt_den:%d.%m.%Y}.",
    }
    gemt = pia.post(
        url("forbered_gem", punkt),
        json.dumps({"rev": 0, "klient": "a", "felter": {"anledning": svar["anledning"]}}),
        content_type="application/json",
    ).json()
    assert list(gemt["bemaerk"]) == ["anledning"] and f"Her står {by.far.fornavn}." in gemt["bemaerk"]["anledning"]
    stoppet = skriv(pia, punkt, "send", **svar)
    assert stoppet.status_code == 422
    assert [f.felt for f in stoppet.context["kendetegn"]] == ["anledning", "set"]
    assert "Send alligevel" in stoppet.text and "fødselsdagen" in stoppet.text
    assert Forberedelse.objects.get().sendt_at is None
    assert "værst om natten" not in log_ind(by.ppr).get(url("punkt", punkt)).text
    # A warning, and nothing more: what she means she can send.
    assert skriv(pia, punkt, "send_alligevel", **svar).status_code == 302
    assert Log.objects.get(haendelse="dialogmoeder.sendt_trods_advarsel").felter == ["anledning", "set"]
    # Those who work elsewhere are told of no names there.
    assert kendetegn.i_punktet(punkt, Forberedelse.objects.get(), by.ppr, by.nu) == []


def test_a_suspicion_keeps_it_from_the_parents_until_myndighed_lifts_it(by: By, punkt: Punkt, log_ind: Som) -> None:
    pia = log_ind(by.paedagog)
    skriv(pia, punkt, "senere", overgreb="tvivl")
    # Written and not sent yet, it holds already.
    assert pia.get(url("foraeldre", punkt)).context["om"].kan_fortaelles == []
    skriv(pia, punkt, "send", **SVAR | {"overgreb": "tvivl", "overgreb_hvorfor": "Et mærke på armen."})
    spaerring = Spaerring.objects.get(anledning=punkt.anledning)
    assert not Frist.objects.aabne().filter(anledning=punkt.anledning, kode=FORAELDRE).exists()
    svar = _fortael(log_ind(by.paedagog), punkt, by)
    assert svar.status_code == 422 and not Orientering.objects.filter(anledning=punkt.anledning).exists()
    assert not Samtykke.objects.exists()
    spaerringer.ophaev(spaerring=spaerring, grund="Mærket var maling.", by=by.socialraadgiver, nu=by.nu)
    assert Frist.objects.aabne().filter(anledning=punkt.anledning, kode=FORAELDRE).exists()
    assert _fortael(log_ind(by.paedagog), punkt, by).status_code == 302


def test_a_switch_on_what_it_sprang_from_holds_here_and_in_the_parents_log(by: By, moede: Moede) -> None:
    sag = anledninger.opret(kode="trivsel.vurdering", enhed=by.egern, barn=by.alma, nu=by.nu)
    spaerring = spaerringer.saet(
        anledning=sag, grund="mistanke", gennemses_om_dage=14, by=by.leder, nu=by.nu, person=by.far
    )
    punkt = dagsorden.saet_paa(moede=moede, art="barn", barn=by.alma, kilde=sag, by=by.paedagog, nu=by.nu)
    arvet = Spaerring.objects.get(anledning=punkt.anledning)
    assert (arvet.sag_id, arvet.person) == (spaerring.sag_id, by.far)
    kreds = laes(moede, by.nu, punkt=punkt).om(punkt)
    assert [p.pk for p in kreds.kan_fortaelles] == [by.mor.pk]
    assert not [d for d in udskrift(by.kommune, by.alma, None, None).dage for o in d.opslag if "dagsorden" in o.hvad]
    spaerringer.ophaev(spaerring=spaerring, grund="Afklaret.", by=by.socialraadgiver, nu=by.nu)
    assert len(laes(moede, by.nu, punkt=punkt).om(punkt).kan_fortaelles) == 2
    assert [d for d in udskrift(by.kommune, by.alma, None, None).dage for o in d.opslag if "dagsorden" in o.hvad]


def test_an_item_does_not_keep_a_unit_from_closing(by: By, punkt: Punkt) -> None:
    indkald(moede=punkt.moede, by=by.leder, nu=by.nu)
    assert [h for h in hindrer_nedlaeggelse(by.birken, by.nu) if "barn" in h or "sag" in h] == []
    assert [h for h in hindrer_nedlaeggelse(by.ppr_team, by.nu) if "barn" in h or "sag" in h] == []


def test_the_deadlines_follow_the_meeting_and_fall_with_it(by: By, punkt: Punkt) -> None:
    plan.ret_moede(moede=punkt.moede, planlagt_at=punkt.moede.planlagt_at + timedelta(days=7), by=by.leder, nu=by.nu)
    senest = forrige_arbejdsdag(dato(by.nu) + timedelta(days=25))
    frist = Frist.objects.aabne().get(anledning=punkt.anledning, kode=FORBEREDELSE)
    assert dato(frist.forfalder_at) == senest
    gem(punkt=punkt, aendringer={"lykkes": SVAR["lykkes"]}, set_rev=0, by=by.paedagog, nu=by.nu)
    plan.aflys(moede=punkt.moede, grund="Sygdom", by=by.leder, nu=by.nu)
    assert not Frist.objects.aabne().filter(anledning=punkt.anledning).exists()
    # What was written waits for the next meeting, and was not sent to anybody there.
    naeste = plan.opret_moede(
        slags="ressourceteam",
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=by.nu + timedelta(days=60),
        by=by.leder,
        nu=by.nu,
    )
    punkt.refresh_from_db()
    igen = dagsorden.saet_paa(moede=naeste, art="barn", barn=by.alma, by=by.paedagog, nu=by.nu, fortsaetter=punkt)
    assert (igen.forberedelse.svar, igen.forberedelse.sendt_at) == ({"lykkes": SVAR["lykkes"]}, None)


def test_what_names_no_child_is_deleted_too(by: By, moede: Moede) -> None:
    """Matters without a child, and what opened them, do not stay behind for ever."""
    anonymt = dagsorden.saet_paa(
        moede=moede, art="anonymt", overskrift="Hvad gør vi?", by=by.paedagog, nu=by.nu
    ).anledning_id
    indkald(moede=moede, by=by.leder, nu=by.nu)
    assert Tilknytning.objects.filter(anledning=anonymt, barn=None).exists()
    certifikater = anledninger.opret(kode=CERTIFICERING, enhed=by.birken, barn=None, nu=by.nu)
    plan.aflys(moede=moede, grund="Sygdom", by=by.leder, nu=by.nu)
    for aar in (3, 5):
        da = by.nu + timedelta(days=365 * aar)
        slet(kommune=by.kommune, antal=laeg_plan(by.kommune, da).antal, by=None, nu=da)
    assert not Anledning.objects.filter(pk__in=[anonymt, moede.anledning_id]).exists()
    assert not Tilknytning.objects.filter(anledning=anonymt).exists()
    assert Anledning.objects.filter(pk=certifikater.pk).exists()
