"""The letters to the one who wrote: what is in them, what never is, what falls due, and the pages about them."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.models import Frist, Log, Person, User
from tests.cast import NU, By
from tests.factories.modtaget import afgjort, indkommet, vurderet
from underretning import brevside
from underretning.actions import brev as actions
from underretning.actions.modtag import Underretter, spaer
from underretning.fristtyper import KVITTER, TILBAGEMELD
from underretning.models import Brev, Brevart, Modtaget, Overgreb, Pligt, Tilbagemelding
from underretning.omkring import foraeldre
from underretning.omkring import navne as navne_paa
from underretning.rules.brev import hvad_er_galt

LogInd = Callable[[User], Client]
ANONYM = Underretter("8", anonym=True)
NABOEN = Underretter("13", "Karen Holm", "Birkevej 12, 4600 Køge")
MOR = Underretter("13", "Merete Åkjær", "12 34 56 78")
MOR_SOM_FAGPERSON = Underretter("3", "Merete Åkjær, pædagog", "12 34 56 78")
SENEST_FORESPOERGSLER = 30


def side(modtaget: Modtaget, art: str = "kvittering", hvad: str = "brev") -> str:
    return reverse(f"underretning:{hvad}", args=[modtaget.pk, art])


def tekst(svar: Any) -> str:
    indhold = svar.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", indhold)).split())


def pdf_tekst(svar: Any) -> str:
    return " ".join("".join(side.extract_text() for side in PdfReader(BytesIO(svar.content)).pages).split())


def er_aaben(modtaget: Modtaget, kode: str) -> bool:
    return Frist.objects.aabne().filter(anledning=modtaget.anledning_id, kode=kode).exists()


def kvitter(modtaget: Modtaget, by: User) -> Brev:
    return actions.dan_brev(modtaget=modtaget, art=Brevart.KVITTERING, by=by, nu=NU)


def svar(modtaget: Modtaget, by: User, valg: str = "igangsat", tilfoejelse: str = "") -> Brev:
    return actions.dan_brev(
        modtaget=modtaget, art=Brevart.TILBAGEMELDING, valg=valg, tilfoejelse=tilfoejelse, by=by, nu=NU
    )


@pytest.fixture
def modtaget(by: By) -> Modtaget:
    """About Alma, from a professional, assessed and decided."""
    return afgjort(by.barn, by.myndighed, by.socialraadgiver)


# ---- who gets what --------------------------------------------------------------------------------------------------


def test_a_professional_gets_her_receipt_and_an_answer(by: By, modtaget: Modtaget) -> None:
    kvittering, tilbage = kvitter(modtaget, by.socialraadgiver), svar(modtaget, by.socialraadgiver)
    assert brevside.laest(kvittering).til == "Kære Pia Bjerre"
    assert "Du hører fra os igen" in brevside.laest(kvittering).tekst
    assert "sat en undersøgelse eller hjælp i gang" in brevside.laest(tilbage).tekst


@pytest.mark.parametrize(
    ("fra", "pligt"),
    [(NABOEN, Pligt.ALLE), (MOR, Pligt.ALLE), (MOR, Pligt.FAGPERSON), (MOR_SOM_FAGPERSON, Pligt.FAGPERSON)],
)
def test_family_and_citizens_get_the_citizens_receipt_and_nothing_else(by: By, fra: Underretter, pligt: Pligt) -> None:
    en = afgjort(by.barn, by.myndighed, by.socialraadgiver, underretter=fra, pligt=pligt)
    ord_ = brevside.laest(kvitter(en, by.socialraadgiver))
    assert "eller om vi kender familien" in ord_.tekst
    assert "Du hører fra os igen" not in ord_.tekst
    assert "Birkevej" not in ord_.tekst
    with pytest.raises(Denied):
        svar(en, by.socialraadgiver)
    assert not en.breve.filter(art=Brevart.TILBAGEMELDING).exists()


def test_who_has_a_parents_name_is_greeted_without_it(by: By) -> None:
    en = afgjort(by.barn, by.myndighed, by.socialraadgiver, underretter=MOR, pligt=Pligt.ALLE)
    ord_ = brevside.laest(kvitter(en, by.socialraadgiver))
    assert ord_.til == "Til dig, der har underrettet"
    assert "Merete" not in ord_.tekst


def test_a_grandmother_with_the_childs_surname_is_greeted_without_it(by: By) -> None:
    farmor = Underretter("13", "Gerda Åkjær", "")
    en = afgjort(by.barn, by.myndighed, by.socialraadgiver, underretter=farmor, pligt=Pligt.ALLE)
    assert "Åkjær" not in brevside.laest(kvitter(en, by.socialraadgiver)).tekst


def test_nobody_anonymous_gets_anything_and_nothing_falls_due(by: By) -> None:
    en = afgjort(by.barn, by.myndighed, by.socialraadgiver, underretter=ANONYM, pligt=Pligt.ALLE)
    assert not er_aaben(en, KVITTER)
    with pytest.raises(Denied, match="anonym"):
        kvitter(en, by.socialraadgiver)


def test_another_municipality_gets_a_receipt_of_its_own(by: By) -> None:
    fra = Underretter("1", "Ærø Kommune", "")
    en = afgjort(by.barn, by.myndighed, by.socialraadgiver, underretter=fra, pligt=Pligt.FLYTNING)
    assert "jeres underretning efter barnets lov § 132" in brevside.laest(kvitter(en, by.socialraadgiver)).tekst


def test_a_former_custody_holder_is_family_too(by: By) -> None:
    en = afgjort(by.barn, by.myndighed, by.socialraadgiver, underretter=MOR_SOM_FAGPERSON)
    boern.afslut_foraeldremyndighed(barn=by.barn, person=by.mor, by=None, nu=NU)
    with pytest.raises(Denied):
        svar(en, by.socialraadgiver)


# ---- what is in them ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("overgreb", Overgreb.values)
@pytest.mark.parametrize("valg", Tilbagemelding.values)
def test_no_letter_names_the_child_its_family_or_a_place(by: By, overgreb: str, valg: str) -> None:
    hjaelp = valg == "i_forvejen"
    udfald = "ingen" if valg == "ikke_igangsat" else "undersoegelse"
    en = vurderet(by.barn, by.myndighed, by.socialraadgiver, overgreb=overgreb)
    Modtaget.objects.filter(pk=en.pk).update(
        status="afgjort",
        udfald=udfald,
        afgoerelse="x",
        afgjort_at=NU,
        afgjort_by=by.socialraadgiver,
        hjaelp_i_gang=hjaelp,
    )
    en.refresh_from_db()
    for et in (kvitter(en, by.socialraadgiver), svar(en, by.socialraadgiver, valg)):
        ord_ = brevside.laest(et)
        assert ord_ is not None
        navne = [*foraeldre([by.barn]), by.barn, by.david]
        assert hvad_er_galt(ord_.tekst, navne_paa(navne)) == ""
        assert "overgreb" not in ord_.tekst or "Men er der mistanke om overgreb" in ord_.tekst


@pytest.mark.parametrize("ord_", ["Alma får støtte.", "Davids skole er med.", "Merete får hjælp.", "Hos 610924-4234."])
def test_an_addition_that_names_somebody_is_refused(by: By, modtaget: Modtaget, ord_: str) -> None:
    with pytest.raises(Denied):
        svar(modtaget, by.socialraadgiver, tilfoejelse=ord_)
    assert not modtaget.breve.exists()


def test_kind_and_duration_stand_only_where_something_runs(by: By, modtaget: Modtaget) -> None:
    brev = svar(modtaget, by.socialraadgiver, tilfoejelse="En familiebehandler kommer i tre måneder.")
    assert "En familiebehandler kommer i tre måneder." in brevside.laest(brev).tekst
    with pytest.raises(Denied):
        svar(modtaget, by.socialraadgiver, "saerlige_forhold", tilfoejelse="Tre måneder.")


def test_what_was_not_decided_is_not_told(by: By) -> None:
    en = afgjort(by.barn, by.myndighed, by.socialraadgiver, udfald="ingen")
    for valg in ("igangsat", "i_forvejen"):
        with pytest.raises(Denied, match="Vælg et andet svar"):
            svar(en, by.socialraadgiver, valg)
    assert "ikke har sat en undersøgelse" in brevside.laest(svar(en, by.socialraadgiver, "ikke_igangsat")).tekst


def test_nothing_is_answered_before_it_is_decided(by: By) -> None:
    en = vurderet(by.barn, by.myndighed, by.socialraadgiver)
    with pytest.raises(Denied, match="Afgør først"):
        svar(en, by.socialraadgiver)
    assert kvitter(en, by.socialraadgiver).pk


def test_of_several_children_the_letter_says_that_it_is_about_one(by: By) -> None:
    en, anden = (
        afgjort(barn, by.myndighed, by.socialraadgiver, kvitteringsnummer="2026-SAMMEN2")
        for barn in (by.barn, by.david)
    )
    assert "gælder et af dem" in brevside.laest(svar(en, by.socialraadgiver)).tekst
    assert anden.kvitteringsnummer in brevside.laest(svar(anden, by.socialraadgiver)).tekst


def test_the_number_to_call_is_the_municipalitys(by: By, modtaget: Modtaget) -> None:
    by.kommune.modtagelse_telefon = "12 34 56 78"
    by.kommune.modtagelse_aabningstid = "hverdage 8-15"
    by.kommune.vagttelefon = "87 65 43 21"
    by.kommune.save()
    ord_ = brevside.laest(kvitter(modtaget, by.socialraadgiver)).tekst
    assert "Du kan ringe til os på 12 34 56 78, hverdage 8-15." in ord_
    assert "Uden for åbningstiden svarer social vagt på 87 65 43 21." in ord_


# ---- frozen, sent, left out -----------------------------------------------------------------------------------------


def test_the_words_are_frozen_when_the_letter_is_made(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    brev = kvitter(modtaget, by.socialraadgiver)
    client = log_ind(by.socialraadgiver)
    foer = pdf_tekst(client.get(side(modtaget, hvad="brev_udskriv")))
    by.kommune.navn = "Storkommunen"
    by.kommune.save()
    Modtaget.objects.filter(pk=modtaget.pk).update(underretter_navn="En anden")
    assert pdf_tekst(client.get(side(modtaget, hvad="brev_udskriv"))) == foer
    brev.refresh_from_db()
    assert brevside.laest(brev).afsender.kommune == "Prøveby Kommune"


def test_sent_meets_the_deadline_and_cannot_be_changed(by: By, modtaget: Modtaget) -> None:
    brev = kvitter(modtaget, by.socialraadgiver)
    assert er_aaben(modtaget, KVITTER)
    actions.note_sendt(brev=brev, maade="digital_post", by=by.socialraadgiver, nu=NU)
    assert not er_aaben(modtaget, KVITTER)
    assert er_aaben(modtaget, TILBAGEMELD)
    with pytest.raises(Denied, match="kan ikke ændres"):
        kvitter(modtaget, by.socialraadgiver)
    with pytest.raises(Denied, match="kan ikke ændres"):
        actions.note_sendt(brev=brev, maade="post", by=by.socialraadgiver, nu=NU)
    brev.refresh_from_db()
    assert (brev.sendt_by, brev.sendt_maade) == (by.socialraadgiver, "digital_post")


def test_before_it_is_sent_it_can_be_written_again(by: By, modtaget: Modtaget) -> None:
    svar(modtaget, by.socialraadgiver)
    brev = svar(modtaget, by.socialraadgiver, "saerlige_forhold")
    assert modtaget.breve.count() == 1
    assert "særlige forhold" in brevside.laest(brev).tekst


def test_to_leave_one_out_takes_a_reason_and_meets_the_deadline(by: By, modtaget: Modtaget) -> None:
    def lad_vaere(grund: str) -> Brev:
        return actions.undlad_brev(modtaget=modtaget, art="tilbagemelding", grund=grund, by=by.socialraadgiver, nu=NU)

    with pytest.raises(Denied):
        lad_vaere(" ")
    lad_vaere("Hun er mistænkt.")
    assert not er_aaben(modtaget, TILBAGEMELD)
    assert Log.objects.filter(haendelse="underretning.brev_undladt").count() == 1


def test_a_letter_that_is_not_made_is_not_sent(by: By, modtaget: Modtaget) -> None:
    brev = actions.undlad_brev(modtaget=modtaget, art="kvittering", grund="Ringet op.", by=by.socialraadgiver, nu=NU)
    with pytest.raises(Denied, match="ikke noget brev"):
        actions.note_sendt(brev=brev, maade="post", by=by.socialraadgiver, nu=NU)


def test_only_the_one_responsible_and_the_leader_write(by: By, modtaget: Modtaget, kollega: User) -> None:
    with pytest.raises(Denied, match="er ansvarlig"):
        kvitter(modtaget, kollega)
    assert kvitter(modtaget, by.myndighedsleder).pk


# ---- the pages ------------------------------------------------------------------------------------------------------


def test_the_receipt_through_the_pages(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    foer = client.get(side(modtaget))
    assert foer.status_code == 200
    assert "Skriv kvitteringen" in tekst(foer)
    assert client.post(side(modtaget)).status_code == 302
    skrevet = client.get(side(modtaget))
    assert "Kære Pia Bjerre Tak for din" in tekst(skrevet)
    assert client.post(side(modtaget, hvad="brev_sendt"), {"sendt-maade": ""}).status_code == 422
    assert client.post(side(modtaget, hvad="brev_sendt"), {"sendt-maade": "post"}).status_code == 302
    efter = tekst(client.get(side(modtaget)))
    assert "Brev med posten" in efter
    assert "Jeg har sendt det" not in efter
    assert not er_aaben(modtaget, KVITTER)


def test_what_was_typed_stays_when_it_is_refused(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    nej = client.post(side(modtaget, "tilbagemelding"), {"valg": "igangsat", "tilfoejelse": "Alma får støtte."})
    assert nej.status_code == 422
    assert "Alma får støtte." in nej.content.decode()
    assert "må ikke stå i brevet" in tekst(nej)
    ja = client.post(side(modtaget, "tilbagemelding"), {"valg": "igangsat", "tilfoejelse": ""})
    assert ja.status_code == 302
    assert client.post(side(modtaget, "tilbagemelding"), {"valg": ""}).status_code == 422


def test_an_addition_is_dropped_where_it_does_not_belong(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    client.post(side(modtaget, "tilbagemelding"), {"valg": "saerlige_forhold", "tilfoejelse": "Tre måneder."})
    assert modtaget.breve.get().tilfoejelse == ""


def test_staff_are_told_what_nobody_has_verified(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    ord_ = tekst(log_ind(by.socialraadgiver).get(side(modtaget)))
    assert "Ikke efterprøvet" in ord_
    assert "barnets lov § 138" in ord_


def test_a_standing_switch_stops_no_receipt_and_asks_for_care(by: By, log_ind: LogInd) -> None:
    en = afgjort(by.barn, by.myndighed, by.socialraadgiver, overgreb=Overgreb.HJEMMET)
    spaer(en.anledning, Overgreb.HJEMMET, by=by.socialraadgiver, nu=NU)
    client = log_ind(by.socialraadgiver)
    assert "Pas på, hvor brevet havner" in tekst(client.get(side(en)))
    assert client.post(side(en)).status_code == 302


def test_the_pdf_is_tagged_and_holds_nothing_of_the_child(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    kvitter(modtaget, by.socialraadgiver)
    svaret = log_ind(by.socialraadgiver).get(side(modtaget, hvad="brev_udskriv"))
    assert svaret["Content-Type"] == "application/pdf"
    assert "Alma" not in svaret["Content-Disposition"]
    laest = PdfReader(BytesIO(svaret.content))
    assert laest.root_object["/Lang"] == "da"
    assert laest.root_object["/MarkInfo"]["/Marked"]
    assert laest.metadata is not None
    assert laest.metadata.title == "Vi har modtaget din underretning"
    assert b"pdfuaid" in laest.root_object["/Metadata"].get_object().get_data()
    ord_ = pdf_tekst(svaret)
    assert modtaget.kvitteringsnummer in ord_
    for navn in ("Alma", "Åkjær", "Merete", "Frank", "610924"):
        assert navn not in ord_
    assert "Side 1 af 1" in ord_


def test_the_pdf_comes_within_a_second(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    kvitter(modtaget, by.socialraadgiver)
    client = log_ind(by.socialraadgiver)
    client.get(side(modtaget, hvad="brev_udskriv"))

    def brugt() -> float:
        begyndt = process_time()
        client.get(side(modtaget, hvad="brev_udskriv"))
        return process_time() - begyndt

    assert min(brugt() for _ in range(3)) < 1


def test_what_is_not_there_cannot_be_printed(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    assert client.get(side(modtaget, hvad="brev_udskriv")).status_code == 403
    assert client.get(side(modtaget, "tilkaldelse")).status_code == 404


@pytest.mark.parametrize("art", Brevart.values)
def test_who_may_not_read_it_finds_nothing(
    by: By, modtaget: Modtaget, kollega: User, log_ind: LogInd, art: str
) -> None:
    for user, kode in ((kollega, 404), (by.leder, 403), (by.administrator, 403)):
        client = log_ind(user)
        for hvad in ("brev", "brev_udskriv"):
            assert client.get(side(modtaget, art, hvad)).status_code == kode
        for hvad in ("brev_sendt", "brev_undlad"):
            assert client.post(side(modtaget, art, hvad)).status_code == kode


def test_the_page_costs_the_same_with_a_large_family(by: By, modtaget: Modtaget, log_ind: LogInd) -> None:
    client = log_ind(by.socialraadgiver)
    client.get(side(modtaget))
    with CaptureQueriesContext(connection) as faa:
        client.get(side(modtaget))
    for nr in range(50):
        person = Person.objects.create(kommune=by.kommune, fornavn=f"Nr{nr}", efternavn="Mange")
        by.barn.foraeldremyndigheder.create(kommune=by.kommune, person=person, fra=NU - timedelta(days=nr), til=NU)
    with CaptureQueriesContext(connection) as mange:
        client.get(side(modtaget))
    assert len(mange) == len(faa) <= SENEST_FORESPOERGSLER


def test_one_that_nobody_has_assessed_has_its_receipt_too(by: By, kollega: User) -> None:
    en = indkommet(by.barn, by.myndighed)
    assert kvitter(en, kollega).pk
