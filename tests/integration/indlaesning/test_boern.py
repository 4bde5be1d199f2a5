"""A file of children meets what is known: made, changed, ended; and the same file twice does nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opsporing.boern import actions as boern
from opsporing.indlaesning.bestand import sidste_dag
from opsporing.models import Barn, Foraeldremyndighed, Indlaesning, Log, Person, Tilknytning
from tests.cast import NU, By

Indlaes = Callable[..., Indlaesning]

# Number, names, born, sex, protected, unit, from, to; then number, names and protection of one parent, and the other.
NORA = "620523-5246;Nora;Ærø;02-05-2023;pige;nej;egern;01-10-2026;;6303921254;Maja;Ærø;nej;6404901257;Jens;Ærø"
ALMA = "6109244234;Alma;Åkjær;01-09-2024;;;egern;{start};;;;;;;;"


def billede() -> dict[str, Any]:
    """All the tables an import of children writes to, but for the log."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Barn, Person, Foraeldremyndighed, Tilknytning)
    }


def start(by: By, barn: str) -> str:
    return Tilknytning.objects.get(barn=by.boern[barn]).fra.astimezone().strftime("%d-%m-%Y")


def test_a_new_child_comes_with_family_and_unit(by: By, indlaes: Indlaes) -> None:
    indlaest = indlaes(NORA)
    nora = Barn.objects.get(cpr="6205235246")
    assert (nora.navn, nora.foedt_den, nora.koen, nora.beskyttet) == ("Nora Ærø", date(2023, 5, 2), "pige", False)
    mor, far = Person.objects.filter(foraeldremyndigheder__barn=nora).order_by("cpr")
    assert (mor.navn, mor.cpr, far.navn) == ("Maja Ærø", "6303921254", "Jens Ærø")
    [indskrivning] = nora.tilknytninger.all()
    assert (indskrivning.enhed, indskrivning.grundlag, indskrivning.til) == (by.egern, "indskrivning", None)
    assert indskrivning.fra == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert nora in Barn.objects.for_user(by.paedagog, NU)
    assert nora not in Barn.objects.for_user(by.paedagog_ugle, NU)
    assert indlaest.sammendrag["nye_boern"] == 1


def test_a_child_of_a_district_is_there_because_it_lives_there(by: By, indlaes: Indlaes) -> None:
    indlaes(NORA.replace("egern", "nord"))
    assert Tilknytning.objects.get(barn__cpr="6205235246").grundlag == "sundhedsplejedistrikt"


def test_the_same_file_again_changes_nothing(by: By, proev: Indlaes, indlaes: Indlaes) -> None:
    linjer = (
        NORA,
        NORA.replace("egern;01-10-2026;", "ugle;01-09-2025;30-09-2026"),
        ";;Nyfødt;01-10-2026;;;nord;01-10-2026;;;Maja;Nyfødt;;;;",
        ";Bo;Lund;01-11-2024;;;egern;01-10-2026;;;;;;;;",
    )
    indlaes(*linjer)
    foer = billede()
    igen = proev(*linjer)
    assert igen.status == "provet"
    assert igen.sammendrag["uaendrede"] == 3
    assert not any(igen.sammendrag[k] for k in ("oprettes", "rettes", "afsluttes", "spoergsmaal"))
    indlaes(*linjer)
    assert billede() == foer


def test_siblings_share_a_custody_holder_by_number_only(by: By, indlaes: Indlaes) -> None:
    bror = NORA.replace("620523-5246;Nora", "620524-5247;Emil").replace("02-05-2023;pige", "02-05-2024;dreng")
    indlaes(NORA, bror, bror.replace("620524-5247;Emil;Ærø;02-05-2024", "620525-5247;Karl;Ærø;02-05-2025"))
    assert Person.objects.filter(cpr="6303921254").count() == 1
    uden = ";Ada;Lund;01-01-2024;;;egern;01-10-2026;;;Eva;Lund;;;;"
    indlaes(uden, uden.replace("Ada", "Per").replace("01-01-2024", "01-01-2022"))
    assert Person.objects.filter(fornavn="Eva", efternavn="Lund").count() == 3  # Ella's mother is a third


def test_known_custody_holders_are_known(by: By, indlaes: Indlaes) -> None:
    linje = ALMA.format(start=start(by, "alma")).replace(";;;;;;;;", ";;6101901248;Merete;Åkjær;ja;;Frank;Aakjær")
    indlaes(linje)
    by.mor.refresh_from_db()
    assert by.mor.beskyttet
    assert Foraeldremyndighed.objects.filter(barn=by.barn, til=None).count() == 2
    assert Log.objects.filter(haendelse="opsporing.person_rettet", objekt=f"opsporing.person:{by.mor.pk}").exists()


def test_a_custody_holder_gets_a_number(by: By, indlaes: Indlaes) -> None:
    linje = f"7202254237;Bo;Ærebo;;;;egern;{start(by, 'bo')};;6505901250;Britt;Ærebo;;;;"
    indlaes(linje)
    by.bos_mor.refresh_from_db()
    assert by.bos_mor.cpr == "6505901250"
    assert Person.objects.filter(fornavn="Britt").count() == 1


def test_corrections_are_shown_with_both_values_and_numbers_masked(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    proevet = proev(f"6109244234;Alma Sofie;Åkjær-Lund;;pige;ja;egern;{start(by, 'alma')};;;;;;;;")
    rettes = {(r["hvad"], r["foer"], r["efter"]) for r in proevet.resultat["rettes"]}
    assert rettes == {
        ("fornavn", "Alma", "Alma Sofie"),
        ("efternavn", "Åkjær", "Åkjær-Lund"),
        ("køn", "ikke registreret", "pige"),
        ("beskyttet", "nej", "ja"),
    }
    gennemfoer(proevet)
    by.barn.refresh_from_db()
    assert (by.barn.navn, by.barn.beskyttet) == ("Alma Sofie Åkjær-Lund", True)
    post = Log.objects.get(haendelse="opsporing.barn_rettet")
    assert post.boern == [str(by.barn.pk)]
    assert set(post.felter) == {"fornavn", "efternavn", "koen", "beskyttet"}
    assert post.bruger == str(by.administrator.pk)


def test_a_file_fills_in_the_pregnancy_and_undoes_no_correction(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    """Files say again and again what the hospital once wrote; what sundhedsplejen has written since stays."""
    hoved = "fornavn;efternavn;fødselsdato;enhedskode;startdato;svangerskabsuger"
    linje = f"Gro;Holm;01-08-2026;nord;{start(by, 'gro')};"

    def laest(uger: str) -> tuple[list[tuple[str, str]], int | None, int | None]:
        proevet = proev(linje + uger, hoved=hoved)
        vist = [(r["foer"], r["efter"]) for r in proevet.resultat["rettes"] if r["hvad"] == "svangerskabsuger"]
        gennemfoer(proevet)
        by.gro.refresh_from_db()
        return vist, by.gro.gestationsuger, by.gro.gestationsdage

    assert laest("34") == ([("intet", "34")], 34, None)
    assert laest("34+5") == ([("34", "34+5")], 34, 5)
    assert laest("34") == ([], 34, 5)
    boern.ret_barn(barn=by.gro, by=by.sundhedsplejerske, nu=NU, gestationsuger=35, gestationsdage=1)
    assert laest("34+5") == ([], 35, 1)
    assert laest("") == ([], 35, 1)


def test_the_municipality_that_acts_comes_from_the_file_and_stays(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    """A spreadsheet takes the zero away; an empty cell changes nothing; a new code does not keep the old name."""
    hoved = "fornavn;efternavn;fødselsdato;enhedskode;startdato;handlekommunekode;handlekommune"
    linje = f"Gro;Holm;01-08-2026;nord;{start(by, 'gro')};"

    def laest(celler: str) -> tuple[str, str]:
        gennemfoer(proev(linje + celler, hoved=hoved))
        by.gro.refresh_from_db()
        return by.gro.handlekommune_kode, by.gro.handlekommune_navn

    assert laest("217;Nordby") == ("0217", "Nordby")
    assert laest(";") == ("0217", "Nordby")
    assert laest("0218;") == ("0218", "")


def test_nothing_in_the_file_says_nothing(by: By, proev: Indlaes) -> None:
    proevet = proev(f"6109244234;;Åkjær;;;;egern;{start(by, 'alma')};;;;;;;;")
    assert proevet.status == "provet"
    assert proevet.resultat["rettes"] == []


def test_a_leaver(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    proevet = proev(f"6109244234;Alma;Åkjær;;pige;;egern;{start(by, 'alma')};10-10-2026;;;;;;;")
    assert [r["navn"] for r in proevet.resultat["afsluttes"]] == ["Alma Åkjær"]
    gennemfoer(proevet)
    indskrivning = Tilknytning.objects.get(barn=by.barn)
    assert sidste_dag(indskrivning.til) == date(2026, 10, 10)
    assert by.barn not in Barn.objects.for_user(by.paedagog, NU)
    assert Log.objects.filter(haendelse="opsporing.barn_udskrevet", boern=[str(by.barn.pk)]).exists()


def test_a_move_is_an_end_and_a_beginning(by: By, indlaes: Indlaes) -> None:
    dag = start(by, "alma")
    indlaes(
        f"6109244234;Alma;Åkjær;;pige;;egern;{dag};10-10-2026;;;;;;;",
        "6109244234;Alma;Åkjær;;pige;;ugle;11-10-2026;;;;;;;;",
    )
    assert by.barn in Barn.objects.for_user(by.paedagog_ugle, NU)
    assert by.barn not in Barn.objects.for_user(by.paedagog, NU)


def test_overlapping_days_are_a_correction(by: By, indlaes: Indlaes) -> None:
    indlaes("6109244234;Alma;Åkjær;;pige;;egern;01-08-2025;;;;;;;;")
    [indskrivning] = Tilknytning.objects.filter(barn=by.barn)
    assert indskrivning.fra == datetime(2025, 7, 31, 22, tzinfo=UTC)
    assert Log.objects.filter(haendelse="opsporing.indskrivning_rettet").get().felter == ["fra"]


def test_missing_from_the_file_ends_nothing_unless_the_file_is_the_whole_list(by: By, proev: Indlaes) -> None:
    linje = ALMA.format(start=start(by, "alma"))
    assert proev(linje).resultat["afsluttes"] == []
    fuld = proev(linje, fuld_liste=True, ophoer_den=date(2026, 11, 30))
    # Bo and Clara are in Egern too; the other units are not in the file.
    assert {(r["navn"], r["efter"]) for r in fuld.resultat["afsluttes"]} == {
        ("Bo Ærebo", "til og med 30. nov. 2026"),
        ("Clara Østlund", "til og med 30. nov. 2026"),
    }


def test_a_whole_list_ends_enrolments_and_custody(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    linje = ALMA.format(start=start(by, "alma")).replace(";;;;;;;;", ";;6101901248;Merete;Åkjær;;;;")
    gennemfoer(proev(linje, fuld_liste=True, ophoer_den=date(2026, 11, 30)))
    slut = Tilknytning.objects.get(barn=by.bo).til
    assert sidste_dag(slut) == date(2026, 11, 30)
    assert by.bo in Barn.objects.for_user(by.paedagog, NU)
    assert list(by.barn.foraeldremyndigheder.filter(til=None).values_list("person", flat=True)) == [by.mor.pk]
    assert Foraeldremyndighed.objects.get(barn=by.barn, person=by.far).til == NU


def test_who_is_missing_is_not_worked_out_from_a_faulty_file(by: By, proev: Indlaes) -> None:
    proevet = proev(ALMA.format(start="x"), NORA, fuld_liste=True)
    assert proevet.status == "fejlet"
    assert proevet.resultat["afsluttes"] == []
    assert "når fejlene er rettet" in " ".join(proevet.resultat["bemaerkninger"])


@pytest.mark.parametrize(
    ("kode", "grund"),
    [
        ("findesikke", "ingen enhed med den kode"),
        ("birken", "en anden slags enhed"),
        ("ppr_team", "en anden slags enhed"),
    ],
)
def test_units_that_cannot_take_a_child(by: By, proev: Indlaes, kode: str, grund: str) -> None:
    proevet = proev(NORA.replace("egern", kode))
    assert proevet.status == "fejlet"
    [fejl] = proevet.resultat["fejl"]
    assert (fejl["linje"], fejl["kolonne"]) == (2, "enhedskode")
    assert grund in fejl["grund"]


def test_a_closed_unit_takes_only_what_ended_before(by: By, proev: Indlaes) -> None:
    by.ugle.nedlagt_at = NU
    by.ugle.save()
    aabent, slut = NORA.replace("egern", "ugle"), NORA.replace("egern;01-10-2026;", "ugle;01-10-2024;01-10-2026")
    assert "nedlagt" in proev(aabent).resultat["fejl"][0]["grund"]
    assert proev(slut).status == "provet"


def test_capitals_in_codes_do_not_matter(by: By, proev: Indlaes) -> None:
    assert proev(NORA.replace("egern", "EGERN")).status == "provet"


def test_nobody_reaches_another_municipality(by: By, indlaes: Indlaes) -> None:
    naboens = by.naboby.barn
    indlaes(f"{naboens.cpr};Nora;Nabo;;pige;;egern;01-10-2026;;;;;;;;")
    assert Barn.objects.filter(cpr=naboens.cpr).count() == 2
    naboens.refresh_from_db()
    assert naboens.koen == "ukendt"


def test_a_row_that_was_joined_with_another_is_nobody(by: By, proev: Indlaes) -> None:
    dobbelt = Barn.objects.create(
        kommune=by.kommune, fornavn="Alma", efternavn="Åkjær", foedt_den=by.barn.foedt_den, koen="pige"
    )
    boern.sammenlaeg(behold=by.barn, overfloedig=dobbelt, by=None, nu=NU)
    proevet = proev(ALMA.format(start=start(by, "alma")).replace("2024;;", "2024;pige;"))
    assert proevet.status == "provet"
    assert {r["hvem"] for r in proevet.resultat["rettes"]} == {by.barn.pk}


def test_the_bulk_writes_what_the_single_actions_write(by: By, indlaes: Indlaes) -> None:
    """The same child by file and by hand: same rows but for keys, same events in the child's log."""
    indlaes(NORA)
    fra_fil = Barn.objects.get(cpr="6205235246")
    for_haand = boern.opret_barn(
        kommune=by.kommune,
        by=by.administrator,
        nu=NU,
        fornavn="Nora",
        efternavn="Ærø",
        foedt_den=date(2023, 5, 2),
        koen="pige",
    )
    for person in Person.objects.filter(foraeldremyndigheder__barn=fra_fil).order_by("pk"):
        boern.giv_foraeldremyndighed(barn=for_haand, person=person, by=by.administrator, nu=NU)
    fra = fra_fil.tilknytninger.get().fra
    boern.indskriv(barn=for_haand, enhed=by.egern, by=by.administrator, nu=NU, fra=fra)

    def spor(barn: Barn) -> list[tuple[Any, ...]]:
        egne = Log.objects.filter(boern__contains=[str(barn.pk)]).order_by("id")
        return [(p.haendelse, p.bruger, p.enhed, p.rolle, p.kommune, p.felter, p.nu) for p in egne]

    def raekker(barn: Barn) -> list[list[dict[str, Any]]]:
        uden = {"id", "barn_id"}
        return [
            [
                {k: v for k, v in r.items() if k not in uden}
                for r in model.objects.filter(barn=barn).order_by("pk").values()
            ]
            for model in (Tilknytning, Foraeldremyndighed)
        ]

    assert spor(fra_fil) == spor(for_haand)
    assert raekker(fra_fil) == raekker(for_haand)
    historik = Barn.pgh_event_model.objects.filter(pgh_obj_id__in=[fra_fil.pk, for_haand.pk])  # type: ignore[attr-defined]
    assert sorted(historik.values_list("pgh_label", flat=True)) == ["insert", "insert"]


def test_as_many_queries_for_fifty_as_for_one(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    def maal(fra: int, til: int) -> int:
        linjer = [
            f";Barn {n};Lund;{date(2022, 1, 1) + timedelta(n):%d-%m-%Y};;;egern;01-10-2026;;;Mor {n};Lund;;;;"
            for n in range(fra, til)
        ]
        with CaptureQueriesContext(connection) as fanget:
            gennemfoer(proev(*linjer))
        return len(fanget)

    maal(0, 1)
    assert maal(1, 2) == maal(2, 52)
