"""The numbers of underretninger through the real client: right, for the right people, and pointing at nobody."""

import csv
import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from opsporing.adgang.roller import Rolle
from opsporing.models import Barn, Frist, Koen, Log, Person, Udelukkelse, User
from opsporing.organisation.actions import ansaet, opret_bruger, opret_enhed
from tests.cast import By
from tests.factories.barn import BarnFactory
from tests.factories.modtaget import med_brev, modtagne
from underretning.models import Modtaget
from underretning.models.modtaget import Modtagetstatus
from underretning.rules.visning import Emne
from underretning.views.tal import RAEKKEKOLONNER

Som = Callable[[User], Client]
TAL, PDF, CSV, RAEKKER = (reverse(f"underretning:{navn}") for navn in ("tal", "tal_udskriv", "tal_csv", "tal_raekker"))
SIDER = (TAL, PDF, CSV)


@pytest.fixture
def som(log_ind: Callable[[User], Client]) -> Som:
    """A browser that has been open for a while: the first page of a session also starts its clocks."""

    def ind(user: User) -> Client:
        client = log_ind(user)
        client.get("/konto/")
        return client

    return ind


def dag(aar: int, maaned: int, dag_: int) -> datetime:
    return datetime(aar, maaned, dag_, 12, tzinfo=UTC)


def boern(by: By, antal: int, foedt: date = date(2022, 5, 1), **felter: Any) -> list[Barn]:
    """So many children with numbers of their own (days above 60 are nobody's)."""
    begynder = 6_100_000_000 + Barn.objects.count() * 1000
    nye = (
        BarnFactory.build(kommune=by.kommune, foedt_den=foedt, cpr=str(begynder + nr), **felter) for nr in range(antal)
    )
    return Barn.objects.bulk_create(nye)


@pytest.fixture
def sidste_aar(by: By) -> None:
    """2025: 30 about children of three, 12 of two, 9 of one, 3 of five; 2024: 20 of two."""
    fordeling = [(30, 2022, {"trin": 0}), (12, 2023, {"trin": 3}), (9, 2024, {"trin": 2}), (3, 2020, {"trin": 5})]
    for antal, foedt, felter in fordeling:
        hvem = boern(by, antal, date(foedt, 1, 1), koen=Koen.DRENG)
        modtagne(by.myndighed, hvem, dag(2025, 6, 1), aarsager=["13"], **felter)
    modtagne(by.myndighed, boern(by, 20, date(2022, 1, 1)), dag(2024, 6, 1), trin=0, underretter_kode="3")


def linjer(svar: Any, emne: Emne) -> dict[str, int | None]:
    return {linje.kode: linje.antal for linje in svar.context["side"].visning.tabeller[emne].linjer}


def fil(svar: Any) -> tuple[list[str], list[list[str]]]:
    assert svar.headers["Content-Type"] == "text/csv; charset=utf-8" and svar.content.startswith(b"\xef\xbb\xbf")
    hoved, *resten = csv.reader(io.StringIO(svar.content.decode("utf-8-sig")), delimiter=";")
    return hoved, resten


# ---- who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rolle", Rolle)
def test_the_leader_and_forvaltning_alone(by: By, som: Som, rolle: Rolle) -> None:
    navn = {Rolle.DAGTILBUDSLEDER: "leder"}.get(rolle, rolle.value)
    client = som(by.bruger[navn])
    maa = rolle in {Rolle.FORVALTNING, Rolle.MYNDIGHEDSLEDER}
    assert {client.get(side).status_code for side in SIDER} <= ({200, 302} if maa else {403})
    assert client.get(RAEKKER).status_code == (200 if rolle is Rolle.MYNDIGHEDSLEDER else 403)
    assert ("Underretninger i tal" in client.get("/konto/").text) is maa


def test_others_have_nothing_before_a_year_is_finished(by: By, som: Som) -> None:
    modtagne(by.myndighed, boern(by, 40), dag(2026, 6, 1))
    client = som(by.forvaltning)
    svar = client.get(TAL)
    assert svar.context["side"] is None and "Der er ingen år at vise endnu" in svar.text
    assert client.get(PDF).url == client.get(CSV).url == TAL


def test_numbers_of_the_own_municipality_only(by: By, som: Som, sidste_aar: None) -> None:
    nabo = opret_bruger(kommune=by.naboby.kommune, username="nabo_forvaltning", navn="Nete Nabo", by=None, nu=by.nu)
    ansaet(user=nabo, enhed=by.naboby.rod, rolle=Rolle.FORVALTNING, by=None, nu=by.nu)
    assert som(nabo).get(TAL).context["side"] is None
    myndighed = opret_enhed(
        kommune=by.naboby.kommune, type="myndighed", navn="Naboens", foraelder=by.naboby.rod, by=None, nu=by.nu
    )
    modtagne(myndighed, [BarnFactory(kommune=by.naboby.kommune, cpr="6109248888")], dag(2025, 6, 1))
    assert som(by.forvaltning).get(TAL).context["side"].visning.antal == 54


# ---- the leader ---------------------------------------------------------------------------------------------------


def test_the_leaders_numbers_are_right(by: By, som: Som) -> None:
    mor = Person.objects.create(kommune=by.kommune, fornavn="Mor", efternavn="Ventende", cpr="6101901299")
    ventet = BarnFactory(kommune=by.kommune, foedt_den=None, fornavn="", termin=date(2026, 12, 1), mor=mor)
    toaarig, femaarig = boern(by, 1, date(2024, 3, 1), koen=Koen.PIGE)[0], boern(by, 1, date(2020, 10, 20))[0]
    uden_cpr = BarnFactory(kommune=by.kommune)
    for barn, felter in (
        (ventet, {"trin": 0, "aarsager": ["9"]}),
        (toaarig, {"trin": 1, "aarsager": ["13"]}),
        (toaarig, {"trin": 3, "aarsager": ["14"], "underretter_kode": "3"}),
        (femaarig, {"trin": 4}),
        (uden_cpr, {}),
    ):
        med_brev(by.myndighed, barn, dag(2026, 3, 10), by=by.socialraadgiver, **felter)
    videre = med_brev(by.myndighed, toaarig, dag(2026, 3, 11), by=by.socialraadgiver)
    Modtaget.objects.filter(pk=videre.pk).update(
        status=Modtagetstatus.OVERSENDT, oversendt_til="Naboby", oversendt_at=by.nu, oversendt_by=by.socialraadgiver
    )
    svar = som(by.myndighedsleder).get(TAL)
    side = svar.context["side"]
    assert (side.valg.navn, side.visning.antal, side.visning.boern, side.valg.sikker) == ("2026", 2, 2, False)
    # The five-year-old turns six before the year is over.
    assert linjer(svar, Emne.ALDER) == {"U0": 1, "0": 0, "1": 0, "2": 1, "3": 0, "4": 0, "5": 0}
    assert linjer(svar, Emne.KOEN) == {"P": 1, "D": 0, "9": 0, "U": 1}
    assert linjer(svar, Emne.TRIN) == {"0-2": 1, "3": 1, "4-6": 0, "uoplyst": 0}
    assert {k: n for k, n in linjer(svar, Emne.AARSAG).items() if n} == {"9": 1, "13": 1, "14": 1}
    assert {k: n for k, n in linjer(svar, Emne.UNDERRETTER).items() if n} == {"4": 2}
    for saetning in (
        "1 underretning kom samme dag som en anden om det samme barn",
        "1 underretning handlede om et barn, der er fyldt 6 år",
        "1 underretning handlede om et barn uden CPR-nummer",
        "1 underretning er sendt videre til barnets handlekommune",
        "Listen over årsager er ikke efterprøvet",
        "Alderen er den, barnet har på periodens sidste dag",
    ):
        assert saetning in svar.text


def test_a_matter_she_is_shut_out_of_leaves_no_trace(by: By, som: Som) -> None:
    for barn in boern(by, 2):
        en = med_brev(by.myndighed, barn, dag(2026, 3, 10), by=by.socialraadgiver, aarsager=["7"])
    client = som(by.myndighedsleder)
    assert client.get(TAL).context["side"].visning.antal == 2
    Udelukkelse.objects.create(
        kommune=by.kommune, anledning=en.anledning, user=by.myndighedsleder, sat_at=by.nu, sat_by=by.socialraadgiver
    )
    side = client.get(TAL).context["side"]
    assert (side.visning.antal, side.tider[0].af) == (1, 1)
    assert len(fil(client.get(RAEKKER))[1]) == 1


def test_a_merged_child_is_one_child(by: By, som: Som) -> None:
    rigtig, dobbelt = boern(by, 2)
    for barn in (rigtig, dobbelt):
        med_brev(by.myndighed, barn, dag(2026, 3, 10), by=by.socialraadgiver)
    Barn.objects.filter(pk=dobbelt.pk).update(sammenlagt_i=rigtig)
    visning = som(by.myndighedsleder).get(TAL).context["side"].visning
    assert (visning.antal, visning.boern) == (1, 1)


def test_the_day_is_the_danish_one(by: By, som: Som) -> None:
    """Half past eleven in the evening in UTC on New Year's Eve is the new year here."""
    modtagne(by.myndighed, boern(by, 30), datetime(2024, 12, 31, 23, 30, tzinfo=UTC))
    assert som(by.forvaltning).get(TAL).context["side"].valg.noegle == "2025"


def test_periods_can_be_chosen(by: By, som: Som, sidste_aar: None) -> None:
    med_brev(by.myndighed, boern(by, 1)[0], dag(2026, 9, 30), by=by.socialraadgiver)
    client = som(by.myndighedsleder)
    assert client.get(TAL, {"periode": "2026-3"}).context["side"].visning.antal == 1
    assert client.get(TAL, {"periode": "2026-4"}).context["side"].visning.antal == 0
    assert "3. kvartal 2026" in client.get(TAL, {"periode": "2026-3"}).text
    for vrøvl in ("x", "", "2026-5", "1999", "2026-3'", str(10**20)):
        assert client.get(TAL, {"periode": vrøvl, "tal": vrøvl}).context["side"].valg.noegle == "2026"
    andre = som(by.forvaltning)
    assert andre.get(TAL).context["side"].valg.noegle == "2025"
    assert andre.get(TAL, {"periode": "2024"}).context["side"].visning.antal == 20
    for ikke_til_andre in ("2026", "2025-3"):
        assert andre.get(TAL, {"periode": ikke_til_andre, "tal": ""}).context["side"].valg.noegle == "2025"


def test_a_year_that_runs_is_not_held_up_against_a_whole_one(by: By, som: Som, sidste_aar: None) -> None:
    for aar in (2025, 2026):
        med_brev(by.myndighed, boern(by, 1)[0], dag(aar, 3, 10), by=by.socialraadgiver)
    svar = som(by.myndighedsleder).get(TAL)
    side = svar.context["side"]
    assert (side.valg.i_gang, side.aendring) == (True, "") and "2026 indtil nu" in svar.text
    assert list(side.aarsgraf.celler) == [("2025", ["1", ""]), ("2026, indtil nu", ["1", ""])]
    svar = som(by.forvaltning).get(TAL)
    assert list(svar.context["side"].aarsgraf.celler) == [("2024", ["20", ""]), ("2025", ["55", "175,0 % flere"])]


def test_groups_without_anything_to_show_stand_in_the_table_alone(by: By, som: Som, sidste_aar: None) -> None:
    for user, uden, ord_ in (
        (by.forvaltning, 13, "13 grupper vises ikke."),  # all came from one, and the noughts would tell
        (by.myndighedsleder, 12, "12 grupper er tomme og står kun i tabellen."),
    ):
        med_brev(by.myndighed, boern(by, 1)[0], dag(2025, 3, 10), by=by.socialraadgiver)
        svar = som(user).get(TAL, {"periode": "2025"})
        (afsnit,) = [a for a in svar.context["side"].afsnit if a.emne is Emne.UNDERRETTER]
        assert (len(afsnit.graf.raekker), len(afsnit.graf.celler)) == (13 - uden, 13)
        assert ord_ in svar.text


def test_the_leader_can_see_it_as_others_may(by: By, som: Som) -> None:
    for barn in boern(by, 3, date(2023, 1, 1)):
        med_brev(by.myndighed, barn, dag(2025, 3, 10), by=by.socialraadgiver)
    client = som(by.myndighedsleder)
    assert client.get(TAL, {"periode": "2025"}).context["side"].visning.antal == 3
    svar = client.get(TAL, {"tal": "andre"})
    assert (svar.context["side"].valg.sikker, svar.context["side"].visning.antal) == (True, None)
    assert "for få underretninger" in svar.text and RAEKKER not in svar.text


# ---- others -------------------------------------------------------------------------------------------------------


def test_others_see_nothing_small(by: By, som: Som, sidste_aar: None) -> None:
    svar = som(by.forvaltning).get(TAL)
    side = svar.context["side"]
    assert (side.valg.navn, side.visning.antal, side.aendring) == ("2025", 54, "170,0 % flere")
    assert linjer(svar, Emne.ALDER) == {"U0": None, "0": None, "1": 9, "2": 12, "3": 30, "4": None, "5": None}
    assert linjer(svar, Emne.TRIN) == {"0-2": 39, "3": None, "4-6": None, "uoplyst": 0}
    assert Emne.KOEN not in side.visning.tabeller
    assert "170,0 % flere end i 2024" in svar.text and "vises ikke" in svar.text
    _, tal = fil(som(by.forvaltning).get(CSV))
    antal = [vaerdi for _, _, række, _, maal, vaerdi in tal if maal == "antal" and række != "Ikke oplyst"]
    assert "vises ikke" in antal and not [n for n in antal if n.isdigit() and int(n) < 5]


def test_what_is_registered_after_the_year_is_finished_does_not_move_it(by: By, som: Som, sidste_aar: None) -> None:
    foer = som(by.forvaltning).get(TAL).context["side"].visning.antal
    modtagne(by.myndighed, boern(by, 7), dag(2025, 12, 30), registreret_at=dag(2026, 2, 1))
    assert som(by.forvaltning).get(TAL).context["side"].visning.antal == foer == 54
    modtagne(by.myndighed, boern(by, 7), dag(2025, 12, 30), registreret_at=dag(2026, 1, 31))
    assert som(by.forvaltning).get(TAL).context["side"].visning.antal == 61


def test_a_code_that_did_not_hold_is_told_and_mended_by_hand(by: By, som: Som, sidste_aar: None) -> None:
    modtagne(by.myndighed, boern(by, 1), dag(2025, 6, 1), underretter_kode="7")
    svar = som(by.forvaltning).get(TAL)
    assert svar.context["side"].visning.antal == 54
    assert "Under 5 underretninger har en kode, der ikke gjaldt den dag" in svar.text


# ---- in time ------------------------------------------------------------------------------------------------------


def test_what_was_done_in_time(by: By, som: Som) -> None:
    """Over the night the clock is put forward: 24 hours are 24 hours."""
    i_tide, praecis, for_sent, ikke = (
        med_brev(by.myndighed, barn, dag(2026, 3, 28), by=by.socialraadgiver) for barn in boern(by, 4)
    )
    med_brev(by.myndighed, boern(by, 1)[0], by.nu - timedelta(hours=23), by=by.socialraadgiver)  # not due yet
    for en, efter in ((i_tide, 3), (praecis, 24), (for_sent, 24.01)):
        Modtaget.objects.filter(pk=en.pk).update(
            vurderet_at=en.modtaget_at + timedelta(hours=efter),
            vurderet_by=by.socialraadgiver,
            akut=False,
            vurdering="Nej.",
        )
    kvitteringer = Frist.objects.filter(kode="underretning.kvitter")
    kvitteringer.filter(anledning=i_tide.anledning).update(opfyldt_at=dag(2026, 3, 30))
    kvitteringer.filter(anledning=praecis.anledning).update(opfyldt_at=dag(2026, 4, 30))
    kvitteringer.filter(anledning=ikke.anledning).update(annulleret_at=dag(2026, 3, 30))
    svar = som(by.myndighedsleder).get(TAL)
    assert [(t.naaet, t.af) for t in svar.context["side"].tider] == [(2, 4), (1, 3), (0, 4)]
    assert "2 af 4, 50,0 %" in svar.text


def test_others_see_a_rough_share(by: By, som: Som) -> None:
    alle = modtagne(by.myndighed, boern(by, 22), dag(2025, 6, 1))
    Modtaget.objects.filter(pk__in=[m.pk for m in alle[:19]]).update(
        vurderet_at=dag(2025, 6, 1), vurderet_by=by.socialraadgiver, akut=False, vurdering="Nej."
    )
    svar = som(by.forvaltning).get(TAL)
    assert [t.tekst for t in svar.context["side"].tider] == ["ca. 90 %", "for få til at vise", "for få til at vise"]


# ---- on paper and as a file ---------------------------------------------------------------------------------------


def test_the_file_says_what_the_page_says(by: By, som: Som, sidste_aar: None) -> None:
    client = som(by.forvaltning)
    hoved, tal = fil(client.get(CSV, {"periode": "2025"}))
    assert hoved == ["periode", "tabel", "række", "kode", "mål", "værdi"]
    vaerdi = {tuple(linje[1:5]): linje[5] for linje in tal}
    assert len(vaerdi) == len(tal) and {linje[0] for linje in tal} == {"2025"}
    assert vaerdi["barnets alder", "3 år", "3", "antal"] == "30"
    assert vaerdi["barnets alder", "3 år", "3", "procent"] == "55,6"
    assert vaerdi["barnets alder", "Ufødt", "U0", "antal"] == "vises ikke"
    assert vaerdi["barnets alder", "Ufødt", "U0", "procent"] == ""
    assert vaerdi["år for år", "2024", "", "antal"] == "20"
    visning = client.get(TAL).context["side"].visning
    skjulte = visning.antal_skjulte + sum(n is None for n in (visning.boern, visning.flere, visning.uden))
    skjulte += sum(t.andel is None for t in client.get(TAL).context["side"].tider)
    assert sum(v == "vises ikke" for v in vaerdi.values()) == skjulte > 0


def test_the_rows_are_in_codes_and_name_nobody(by: By, som: Som) -> None:
    mor = Person.objects.create(kommune=by.kommune, fornavn="Mor", efternavn="Ventende", cpr="6101901299")
    ventet = BarnFactory(kommune=by.kommune, foedt_den=None, fornavn="", termin=date(2026, 12, 1), mor=mor)
    barn = boern(by, 1, date(2024, 3, 1), koen=Koen.PIGE)[0]
    med_brev(by.myndighed, ventet, dag(2026, 3, 9), by=by.socialraadgiver, underretter_kode="13")
    for nr in range(2):
        med_brev(by.myndighed, barn, dag(2026, 3, 10), by=by.socialraadgiver, trin=nr, aarsager=["13", "9"])
    svar = som(by.myndighedsleder).get(RAEKKER)
    hoved, raekker = fil(svar)
    assert hoved == list(RAEKKEKOLONNER)
    assert raekker == [
        ["2026-03-09", "13", "", "U0", "U", "7999", "", "ja"],
        ["2026-03-10", "4", "13 9", "2", "P", "7999", "0", "ja"],
        ["2026-03-10", "4", "13 9", "2", "P", "7999", "1", "ja"],
    ]
    assert not [o for o in (barn.cpr, barn.fornavn, barn.efternavn, mor.cpr, "Ventende", "Lea Lund") if o in svar.text]


def test_on_paper(by: By, som: Som, sidste_aar: None) -> None:
    client = som(by.forvaltning)
    begyndt = time.perf_counter()
    svar = client.get(PDF)
    varede = time.perf_counter() - begyndt
    pdf = PdfReader(io.BytesIO(svar.content))
    assert svar.headers["Content-Disposition"] == 'inline; filename="underretninger-2025.pdf"'
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"].value
    assert pdf.metadata is not None and pdf.metadata.title == "Underretninger om små børn, 2025"
    tekst = " ".join("\n".join(side.extract_text() for side in pdf.pages).split())
    for ord_ in ("Prøveby Kommune", "Små tal vises ikke", "55,6 %", "Sådan er der talt", "årsager er ikke efterprøvet"):
        assert ord_ in tekst
    assert "må ikke deles" not in tekst and varede < 5
    assert "må ikke deles" in " ".join(
        side.extract_text() for side in PdfReader(io.BytesIO(som(by.myndighedsleder).get(PDF).content)).pages
    )


def test_looking_and_taking_home_are_logged_without_children(by: By, som: Som, sidste_aar: None) -> None:
    med_brev(by.myndighed, boern(by, 1)[0], dag(2026, 3, 10), by=by.socialraadgiver)
    client = som(by.myndighedsleder)
    foer = Log.objects.latest("pk").pk
    for side in (*SIDER, RAEKKER):
        assert client.get(side).status_code == 200
    poster = Log.objects.filter(pk__gt=foer).order_by("pk")
    assert [(p.haendelse, p.boern, p.anledning) for p in poster] == [
        (f"underretning.{navn}", [], "") for navn in ("tal_set", "tal_udskrevet", "tal_hentet", "raekker_hentet")
    ]
    assert poster[3].antal == 1


# ---- what it costs ------------------------------------------------------------------------------------------------


@contextmanager
def forespoergsler() -> Iterator[Callable[[], int]]:
    with CaptureQueriesContext(connection) as fanget:
        yield lambda: sum("SAVEPOINT" not in q["sql"] for q in fanget.captured_queries)


@pytest.mark.parametrize("antal", [1, 50])
def test_the_number_of_queries_does_not_grow(by: By, som: Som, antal: int) -> None:
    for aar in (2024, 2025):
        modtagne(by.myndighed, boern(by, 30 * antal), dag(aar, 6, 1))
    for barn in boern(by, antal):
        med_brev(by.myndighed, barn, dag(2026, 3, 10), by=by.socialraadgiver)
    for user in (by.forvaltning, by.myndighedsleder):
        client = som(user)
        for adresse in SIDER:
            with forespoergsler() as taeller:
                assert client.get(adresse).status_code == 200
            # Who it is (3), the underretninger, what was done in time (2), and the log.
            assert taeller() == 7, (user, adresse)
    client = som(by.myndighedsleder)
    with forespoergsler() as taeller:
        assert client.get(RAEKKER).status_code == 200
    assert taeller() == 5
