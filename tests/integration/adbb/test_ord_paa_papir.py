"""What parents get on paper, and the page where it is written, through the real client."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from adbb.actions import screening as actions
from adbb.models import Forloeb, Screening
from adbb.rules.ord import hvad_er_galt
from adbb.rules.score import PUNKTER
from opsporing.models import Frist, Log, Maade, Orientering
from opsporing.organisation import actions as organisation
from opsporing.orientering import actions as orientering
from opsporing.tid import dato
from tests.cast import By
from tests.factories.adbb import OVER, scor

Ind = Callable[..., Client]
TELEFON = "70 00 00 00"
#: What holds digits in the letter: the day it was printed, the day the child was seen, whom to ring, and the page.
MED_TAL = ("14. oktober 2026", "12. oktober 2026", TELEFON, "Side 1 af 1")
_DAG = timedelta(days=1)


@pytest.fixture
def screening(by: By, forloeb: Forloeb) -> Screening:
    """Gro's first, which reached the cut-off: with a note in the journal and the parents' own view."""
    by.kommune.kontakt = f"Ring til os på {TELEFON}"
    by.kommune.save(update_fields=["kontakt"])
    return scor(
        forloeb,
        by.sundhedsplejerske,
        OVER,
        den=date(2026, 10, 12),
        journalnote="Mor virker trist.",
        foraeldrenes_syn="Hun er stille.",
    )


def _adresse(hvad: str, screening: Screening) -> str:
    return reverse(f"adbb:{hvad}", args=[screening.forloeb_id, screening.pk])


def _fortael(by: By, screening: Screening) -> Orientering:
    orientering.registrer_resultat(
        anledning=screening.forloeb.anledning,
        trin=screening.resultat_trin,
        personer=[by.gro.foraeldremyndigheder.get().person],
        maade=Maade.MUNDTLIGT,
        givet_den=dato(by.nu),
        by=by.sundhedsplejerske,
        nu=by.nu,
    )
    return Orientering.objects.get(anledning=screening.forloeb.anledning, trin=screening.resultat_trin)


def _tekst(indhold: bytes) -> str:
    return " ".join(" ".join(side.extract_text().split()) for side in PdfReader(BytesIO(indhold)).pages)


def _laest(by: By, haendelse: str) -> int:
    return Log.objects.filter(
        haendelse=haendelse, bruger=str(by.sundhedsplejerske.pk), boern__contains=[str(by.gro.pk)]
    ).count()


# ---- the letter ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("egne", ["", "Gro hørte efter, da du sang.\n\nJeg kommer igen om to uger."])
def test_the_letter_holds_no_score_and_no_word_of_the_method(
    by: By, screening: Screening, log_ind: Ind, egne: str
) -> None:
    if egne:
        actions.ret_ord(screening=screening, tekst=egne, set_rev=screening.rev, by=by.sundhedsplejerske, nu=by.nu)
        screening.refresh_from_db()
    _fortael(by, screening)
    svar = log_ind(by.sundhedsplejerske).get(_adresse("ord_udskriv", screening))
    assert (svar.status_code, svar["Content-Type"]) == (200, "application/pdf")
    brev = _tekst(svar.content)
    assert "Til Gros forældre" in brev
    for saetning in actions.ord_til_foraeldre(screening).split("\n\n"):
        assert " ".join(saetning.split()) in brev
    # With those away the rest is held to the rule for what parents may read: no digit, no word of the method.
    for maa in MED_TAL:
        assert brev.count(maa) == 1
        brev = brev.replace(maa, "")
    assert hvad_er_galt(brev) == "", brev
    definition = screening.definition()
    navne = [felt.tekst for felt in map(definition.felt, PUNKTER) if felt]
    assert len(navne) == len(PUNKTER)
    for ordet in (*navne, "grænse", "Over grænsen", "screening", "trist", "stille", "overgreb", by.gro.cpr or "?"):
        assert ordet.lower() not in brev.lower(), ordet


def test_printing_is_logged_once_and_says_nothing_of_what_was_printed(
    by: By, screening: Screening, log_ind: Ind
) -> None:
    _fortael(by, screening)
    log_ind(by.sundhedsplejerske).get(_adresse("ord_udskriv", screening))
    post = Log.objects.get(haendelse="adbb.ord_udskrevet")
    assert (post.bruger, post.boern, post.objekt) == (
        str(by.sundhedsplejerske.pk),
        [str(by.gro.pk)],
        f"adbb.screening:{screening.pk}",
    )
    assert "lyde" not in str(Log.objects.filter(pk=post.pk).values())


def test_nothing_is_printed_or_logged_before_the_talk(by: By, screening: Screening, log_ind: Ind) -> None:
    svar = log_ind(by.sundhedsplejerske).get(_adresse("ord_udskriv", screening))
    assert svar.status_code == 403 and "Tal med forældrene først" in svar.text
    assert _laest(by, "adbb.ord_udskrevet") == 0


def test_what_is_not_for_parents_is_refused_on_the_page_and_kept(by: By, screening: Screening, log_ind: Ind) -> None:
    klient = log_ind(by.sundhedsplejerske)
    adresse = _adresse("ord", screening)
    for tekst in ("Hun fik 2 i øjenkontakt.", "Scoren var høj."):
        svar = klient.post(adresse, {"tekst": tekst, "rev": screening.rev})
        assert svar.status_code == 422 and tekst in svar.text
    screening.refresh_from_db()
    assert not screening.svar.get("foraeldretekst")
    assert _laest(by, "adbb.ord_gemt") == 0


# ---- two at the same words -----------------------------------------------------------------------------------------


def test_two_people_at_the_same_words_see_each_others(by: By, screening: Screening, log_ind: Ind) -> None:
    kollega = by.sundhedsplejerske2
    organisation.ansaet(user=kollega, enhed=by.nord, rolle="sundhedsplejerske", by=None, nu=by.nu)
    organisation.afslut_ansaettelse(ansaettelse=kollega.ansaettelser.get(enhed=by.syd), til=by.nu, by=None, nu=by.nu)
    adresse = _adresse("ord", screening)
    signe, sanne = log_ind(by.sundhedsplejerske), log_ind(kollega)
    # Both open the page before either saves.
    rev = {klient: _skjult(klient.get(adresse).text) for klient in (signe, sanne)}
    assert rev[signe] == rev[sanne]

    assert sanne.post(adresse, {"tekst": "Sannes ord.", "rev": rev[sanne]}).status_code == 302
    svar = signe.post(adresse, {"tekst": "Signes ord.", "rev": rev[signe]})
    assert svar.status_code == 422
    assert "En kollega har rettet ordene imens" in svar.text
    assert "Sannes ord." in svar.text and "Signes ord." in svar.text
    assert _staar(screening) == "Sannes ord."

    # The page she is given back knows what stands there, so what she gathers from the two is saved.
    samlet = {"tekst": "Sannes og Signes ord.", "rev": _skjult(svar.text)}
    assert signe.post(adresse, samlet).status_code == 302
    assert _staar(screening) == "Sannes og Signes ord."


def _skjult(side: str) -> str:
    fundet = re.search(r'<input type="hidden" name="rev" value="(\d+)"', side)
    assert fundet
    return fundet.group(1)


def _staar(screening: Screening) -> Any:
    screening.refresh_from_db()
    return screening.svar["foraeldretekst"]


# ---- a talk noted by mistake ---------------------------------------------------------------------------------------


def test_taking_back_a_talk_takes_back_the_one_it_was(by: By, screening: Screening, log_ind: Ind) -> None:
    """Two screenings were told; the talk about the first is taken back, and the second stays told."""
    _fortael(by, screening)
    anden = scor(screening.forloeb, by.sundhedsplejerske, OVER, den=dato(by.nu) + _DAG, nu=by.nu + _DAG)
    anden.forloeb = screening.forloeb
    foerste, om_anden = (Orientering.objects.get(trin=screening.resultat_trin), _fortael(by, anden))
    klient = log_ind(by.sundhedsplejerske)
    siden = f"{reverse('orientering:resultat', args=[screening.forloeb.anledning_id])}?trin={screening.resultat_trin}"
    fortryd = reverse("orientering:fortryd", args=[foerste.pk])
    vist = klient.get(siden).text
    assert fortryd in vist and reverse("orientering:fortryd", args=[om_anden.pk]) not in vist

    svar = klient.post(fortryd)
    assert svar.status_code == 302 and svar["Location"] == siden
    assert fortryd not in klient.get(siden).text
    aabne = Frist.objects.aabne().filter(anledning=screening.forloeb.anledning, kode="adbb.resultat")
    assert list(aabne.values_list("trin", flat=True)) == [screening.resultat_trin]
    for en, status in ((screening, 403), (anden, 200)):
        assert klient.get(_adresse("ord_udskriv", en)).status_code == status


def test_a_result_that_was_never_to_be_told_has_no_page(by: By, screening: Screening, log_ind: Ind) -> None:
    siden = reverse("orientering:resultat", args=[screening.forloeb.anledning_id])
    klient = log_ind(by.sundhedsplejerske)
    assert klient.get(siden).status_code == 404
    assert klient.get(f"{siden}?trin=99999999").status_code == 404
    assert klient.get(f"{siden}?trin={screening.resultat_trin}").status_code == 200
