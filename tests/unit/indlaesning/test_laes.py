"""Reading files in every encoding, separator and spelling systems export; each fault has line, column and reason."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from opsporing.cpr import Koen, demo_cpr
from opsporing.indlaesning.kolonner import BOERN, KOLONNER, Art, eksempel, hovednoegle
from opsporing.indlaesning.laes import FLEST_FEJL, Laest, laes
from opsporing.indlaesning.tekst import STOERST, Filfejl

#: The tests live then: the number of somebody who is born in 2056 is nobody's yet, and follows all the rules.
I_DAG = date(2056, 11, 22)
HOVED = "barn_cpr;fornavn;efternavn;fødselsdato;køn;beskyttet;enhedskode;startdato;slutdato;svangerskabsuger"
MED_MOR = HOVED + ";forælder1_cpr;forælder1_fornavn;forælder1_efternavn;forælder1_beskyttet"
MEDARBEJDERE = "medarbejdernummer;brugernavn;navn;email;enhedskode;rolle;startdato;slutdato"


def boern(*linjer: str, hoved: str = HOVED, nul_foran: bool = False) -> Laest:
    return laes("\n".join([hoved, *linjer]).encode(), Art.BOERN, i_dag=I_DAG, nul_foran=nul_foran)


def medarbejdere(*linjer: str) -> Laest:
    return laes("\n".join([MEDARBEJDERE, *linjer]).encode(), Art.MEDARBEJDERE, i_dag=I_DAG)


def fejlen(laest: Laest) -> tuple[int, str, str]:
    """The one fault, whose line gave no row."""
    assert [f.linje for f in laest.fejl] == [laest.fejl[0].linje], laest.fejl
    assert laest.fejl[0].linje not in {r.linje for r in laest.raekker}
    return laest.fejl[0].linje, laest.fejl[0].kolonne, laest.fejl[0].grund


def test_a_line_says_what_it_says() -> None:
    [r] = boern("090154-5234;Åse Øjvind;Ærø-Åkjær;09-01-2054;pige;ja;STR-1;01-11-2054;31-10-2056;34+5").raekker
    assert (r.linje, r.cpr, r.erstatning, r.fornavn, r.efternavn) == (2, "0901545234", False, "Åse Øjvind", "Ærø-Åkjær")
    assert (r.foedt_den, r.koen, r.beskyttet) == (date(2054, 1, 9), "pige", True)
    assert (r.gestationsuger, r.gestationsdage) == (34, 5)
    assert (r.enhedskode, r.start, r.slut, r.foraeldre) == ("STR-1", date(2054, 11, 1), date(2056, 10, 31), ())


def test_custody_holders_stand_on_the_line() -> None:
    linje = ";Ida;Krog;02-08-2056;;;N;02-08-2056;;;610120-4248;Merete;Åkjær;nej"
    [r] = boern(linje, hoved=MED_MOR).raekker
    [mor] = r.foraeldre
    assert (mor.nr, mor.cpr, mor.fornavn, mor.efternavn, mor.beskyttet) == (1, "6101204248", "Merete", "Åkjær", False)
    assert (r.cpr, r.koen, r.beskyttet) == (None, None, None)


# The file -----------------------------------------------------------------------------------------------------------

ALLE_BOGSTAVER = "Æøå ÆØÅ äöü éèô ÇñŠž"


@pytest.mark.parametrize("tegnsaet", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("skilletegn", [";", ",", "\t"])
@pytest.mark.parametrize("linjeskift", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends(tegnsaet: str, skilletegn: str, linjeskift: str) -> None:
    linjer = [HOVED, f";{ALLE_BOGSTAVER};Åkjær;9.1.2054;;;S;1/11/2054;;", ";Bo;Lund;2054-01-09;;;S;2054-11-01;;"]
    tekst = linjeskift.join(linje.replace(";", skilletegn) for linje in linjer)
    laest = laes(tekst.encode(tegnsaet), Art.BOERN, i_dag=I_DAG)
    assert [(r.linje, r.fornavn, r.foedt_den, r.start) for r in laest.raekker] == [
        (2, ALLE_BOGSTAVER, date(2054, 1, 9), date(2054, 11, 1)),
        (3, "Bo", date(2054, 1, 9), date(2054, 11, 1)),
    ]


def test_quoted_cells_hold_separators_quotes_and_line_breaks_and_lines_are_counted_as_an_editor_does() -> None:
    laest = boern('"";"Ida\nMarie";"Krog";02-08-2056;;;"N";02-08-2056;;', "", ";Bo;;02-08-2056;;;N;02-08-2056;;")
    assert [(r.linje, r.fornavn) for r in laest.raekker] == [(2, "Ida Marie")]
    assert fejlen(laest) == (5, "efternavn", "Barnets efternavn mangler.")


def test_letters_composed_and_invisible_marks_taken_away() -> None:
    [r] = boern(";\u200bA\u030ase\u00a0 Marie\u00ad ;Krog;02-08-2056;;;N;02-08-2056;;").raekker
    assert r.fornavn == "Åse Marie"


def test_headings_by_any_name_in_any_order_and_unknown_ones_are_told() -> None:
    hoved = "Mors CPR,Mors fornavn,Mors efternavn,Telefon,EFTERNAVN,Fornavn ,Født,Stuekode,Indmeldt,CPR-nr."
    laest = boern("6101204248,Merete,Åkjær,12345678,Krog,Ida,02-08-2056,N,02-08-2056,", hoved=f"sep=,\n{hoved}")
    assert laest.ubrugte == ("Telefon",)
    [r] = laest.raekker
    assert (r.linje, r.fornavn, r.efternavn, r.foraeldre[0].fornavn) == (3, "Ida", "Krog", "Merete")


@pytest.mark.parametrize("art", list(Art))
def test_no_two_columns_answer_to_one_heading(art: Art) -> None:
    navne = [hovednoegle(n) for k in KOLONNER[art] for n in {k.noegle, k.titel, *k.ogsaa}]
    egne = {hovednoegle(k.titel) for k in KOLONNER[art]}
    assert len(egne) == len(KOLONNER[art])
    pr_navn: dict[str, set[str]] = {}
    for k in KOLONNER[art]:
        for n in {k.noegle, k.titel, *k.ogsaa}:
            pr_navn.setdefault(hovednoegle(n), set()).add(k.noegle)
    assert {n: ks for n, ks in pr_navn.items() if len(ks) > 1} == {}
    assert all(navne)


@pytest.mark.parametrize("art", list(Art))
@pytest.mark.parametrize("tegnsaet", ["utf-8", "cp1252"])
def test_the_example_we_hand_out_can_be_read(art: Art, tegnsaet: str) -> None:
    laest = laes(eksempel(art).encode(tegnsaet), art, i_dag=date(2026, 11, 22))
    assert not laest.fejl
    assert len(laest.raekker) == 1


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        (b"", "Filen er tom."),
        (b"  \r\n \n", "Filen er tom."),
        (b"PK\x03\x04\x14\x00", "Excel-ark (xlsx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel-ark (xls)"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "pakket fil"),
        (f"{HOVED}\n;I\x00da".encode(), "tegn, som ikke findes i en tekstfil"),
        (f"{HOVED}\n;Ida\n".encode() + b"\x81\x8d\xff", "omkring linje 3"),
        (b"\xff\xfe\x00", "kan ikke læses"),
        (b"navn;adresse\nIda;Vej 1\n", "Ingen af dem blev fundet"),
        (HOVED.encode(), "ingen linjer"),
        (HOVED.replace("efternavn;", "").encode(), "Filen mangler kolonnen efternavn."),
        (b"fornavn;efternavn;enhedskode;startdato\n", "barn_cpr eller fødselsdato"),
        (f"{HOVED};Fornavn\n".encode(), "»fornavn« står to gange"),
        (b'"uden slut;x\n', "Ingen af dem blev fundet"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(data: bytes, besked: str) -> None:
    with pytest.raises(Filfejl, match=r"\w") as fanget:
        laes(data, Art.BOERN, i_dag=I_DAG)
    assert besked in str(fanget.value)


def test_a_file_has_a_size() -> None:
    with pytest.raises(Filfejl, match="for stor"):
        laes(b"x" * (STOERST + 1), Art.BOERN, i_dag=I_DAG)


def test_staff_files_need_something_to_know_people_by() -> None:
    with pytest.raises(Filfejl, match="medarbejdernummer eller brugernavn"):
        laes(b"navn;enhedskode;rolle;startdato\n", Art.MEDARBEJDERE, i_dag=I_DAG)


def test_a_misplaced_quotation_mark_is_one_fault_and_ends_the_reading() -> None:
    laest = boern(
        ";Bo;Lund;02-08-2056;;;N;02-08-2056;;",
        ';"Ida" Marie;Krog;02-08-2056;;;N;02-08-2056;;',
        ";Eva;Lund;02-08-2056;;;N;02-08-2056;;",
    )
    assert [r.fornavn for r in laest.raekker] == ["Bo"]
    assert laest.fejl[0].linje == 3
    assert "anførselstegn" in laest.fejl[0].grund
    uden_slut = boern(';"Ida;Krog;02-08-2056', ";Bo;Lund;02-08-2056")
    assert [f.linje for f in uden_slut.fejl] == [2]


def test_more_faults_than_help_anybody_are_counted_and_not_listed() -> None:
    laest = boern(*[";;;;;;;;;"] + [";Bo;;02-08-2056;;;N;02-08-2056;;"] * (FLEST_FEJL + 7))
    assert (len(laest.fejl), laest.antal_fejl, laest.antal) == (FLEST_FEJL, FLEST_FEJL + 7, FLEST_FEJL + 7)


# The cells ----------------------------------------------------------------------------------------------------------

GOD = {
    "cpr": "",
    "fornavn": "Ida",
    "efternavn": "Krog",
    "foedt": "02-08-2056",
    "koen": "",
    "beskyttet": "",
    "enhed": "N",
    "start": "02-08-2056",
    "slut": "",
    "uger": "",
}


def linje(**andet: str) -> str:
    return ";".join((GOD | andet).values())


@pytest.mark.parametrize(
    ("andet", "kolonne", "grund"),
    [
        ({"cpr": "12345"}, "barn_cpr", "Et CPR-nummer har 10 cifre. Her er 5."),
        ({"cpr": "abc"}, "barn_cpr", "består kun af cifre"),
        ({"cpr": "208565246"}, "barn_cpr", "Her er 9"),
        ({"cpr": "0308565246"}, "fødselsdato", "passer ikke med CPR-nummeret"),
        ({"cpr": "0208565246", "koen": "dreng"}, "køn", "Kønnet passer ikke"),
        ({"foedt": ""}, "fødselsdato", "Skriv fødselsdatoen"),
        ({"foedt": "02-08-56"}, "fødselsdato", "fire cifre"),
        ({"foedt": "30-02-2056"}, "fødselsdato", "Den dato findes ikke."),
        ({"foedt": "46236"}, "fødselsdato", "Det er ikke en dato"),
        ({"foedt": "02-08-1812"}, "fødselsdato", "Årstallet kan ikke passe."),
        ({"foedt": "23-11-2056"}, "fødselsdato", "ligger i fremtiden"),
        ({"foedt": "02-08-1990"}, "fødselsdato", "en voksens fødselsdato"),
        ({"efternavn": ""}, "efternavn", "Barnets efternavn mangler."),
        ({"fornavn": "SÃ¸ren"}, "fornavn", "ødelagt"),
        ({"fornavn": "=HYPERLINK(1)"}, "fornavn", "ligner ikke et navn"),
        ({"fornavn": "12"}, "fornavn", "ligner ikke et navn"),
        ({"fornavn": "Ida\x07"}, "fornavn", "usynlige tegn"),
        ({"fornavn": "I" * 101}, "fornavn", "længere end 100"),
        ({"koen": "blå"}, "køn", "Skriv pige eller dreng."),
        ({"beskyttet": "måske"}, "beskyttet", "Skriv ja eller nej."),
        ({"enhed": ""}, "enhedskode", "Enhedskoden mangler."),
        ({"enhed": "N" * 51}, "enhedskode", "længere end 50"),
        ({"start": ""}, "startdato", "Startdatoen mangler."),
        ({"slut": "01-08-2056"}, "slutdato", "ligger før startdatoen"),
        ({"uger": "51"}, "svangerskabsuger", "mellem 20 og 45"),
        ({"uger": "mange"}, "svangerskabsuger", "mellem 20 og 45"),
        ({"uger": "34+7"}, "svangerskabsuger", "34+5"),
        ({"uger": "+5"}, "svangerskabsuger", "34+5"),
    ],
)
def test_a_bad_cell_gives_line_column_and_reason(andet: dict[str, str], kolonne: str, grund: str) -> None:
    fundet = fejlen(boern(linje(fornavn="Bo"), linje(**andet)))
    assert fundet[:2] == (3, kolonne)
    assert grund in fundet[2]


@pytest.mark.parametrize("celle", ["Nabo", "12345", "1101", "17", "٠٢١٧"])
def test_what_is_no_code_of_a_municipality(celle: str) -> None:
    _, kolonne, grund = fejlen(boern(f"{linje()};{celle}", hoved=f"{HOVED};handlekommunekode"))
    assert (kolonne, "fire cifre" in grund) == ("handlekommunekode", True)


def test_no_reason_repeats_a_number() -> None:
    laest = boern(linje(cpr="208565246"), linje(cpr="0308565246"), linje(cpr="02085652461"))
    assert len(laest.fejl) == 3
    assert not any(ciffer in f.grund for f in laest.fejl for ciffer in ("208565246", "0308565246", "5246"))


def test_all_that_is_wrong_with_a_line_is_told_at_once() -> None:
    laest = boern(linje(fornavn="12", koen="blå", start="x"))
    assert {f.kolonne for f in laest.fejl} == {"fornavn", "køn", "startdato"}


@pytest.mark.parametrize(
    ("celle", "dag"),
    [
        ("02-08-2056", date(2056, 8, 2)),
        ("2-8-2056", date(2056, 8, 2)),
        ("02/08/2056", date(2056, 8, 2)),
        ("02.08.2056", date(2056, 8, 2)),
        ("2056-08-02", date(2056, 8, 2)),
        ("2056-08-02T00:00:00", date(2056, 8, 2)),
        ("02-08-2056 00:00", date(2056, 8, 2)),
        ("02-08-2056 0.00.00", date(2056, 8, 2)),
    ],
)
def test_dates_as_systems_write_them(celle: str, dag: date) -> None:
    [r] = boern(linje(start=celle)).raekker
    assert r.start == dag


@pytest.mark.parametrize("celle", ["", "31-12-9999", "9999-12-31", "31-12-2999"])
def test_no_end(celle: str) -> None:
    [r] = boern(linje(slut=celle)).raekker
    assert r.slut is None


@given(st.dates(date(2039, 1, 1), I_DAG), st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_every_date_is_read_back(dag: date, form: str) -> None:
    [r] = boern(linje(foedt=dag.strftime(form), start=dag.strftime(form))).raekker
    assert (r.foedt_den, r.start) == (dag, dag)


@pytest.mark.parametrize(
    ("celle", "koen"), [("P", "pige"), ("Pige", "pige"), ("K", "pige"), ("m", "dreng"), ("", None)]
)
def test_sex_as_systems_write_it(celle: str, koen: str | None) -> None:
    [r] = boern(linje(koen=celle)).raekker
    assert r.koen == koen


@pytest.mark.parametrize(("celle", "svar"), [("Ja", True), ("X", True), ("0", False), ("NEJ", False), ("", None)])
def test_yes_and_no_as_systems_write_them(celle: str, svar: bool | None) -> None:
    [r] = boern(linje(beskyttet=celle)).raekker
    assert r.beskyttet is svar


def test_the_number_gives_birth_date_and_sex() -> None:
    [r] = boern(linje(cpr="020856-5246", foedt="")).raekker
    assert (r.foedt_den, r.koen) == (date(2056, 8, 2), "pige")


def test_modulus_11_never_refuses_and_is_a_warning() -> None:
    laest = boern(linje(cpr="020856-5247", foedt=""))
    assert [r.cpr for r in laest.raekker] == ["0208565247"]
    assert [(f.linje, f.kolonne) for f in laest.advarsler] == [(2, "barn_cpr")]


def test_a_replacement_number_promises_neither_date_nor_sex() -> None:
    nummer = demo_cpr(date(2056, 8, 2), 0, Koen.PIGE)
    [r] = boern(linje(cpr=nummer, foedt="03-08-2056", koen="dreng")).raekker
    assert (r.cpr, r.erstatning, r.foedt_den, r.koen) == (nummer, True, date(2056, 8, 3), "dreng")
    assert fejlen(boern(linje(cpr="6200565246", foedt="")))[1] == "fødselsdato"


def test_a_lost_zero_is_put_back_only_when_somebody_says_so_and_the_birth_date_agrees() -> None:
    assert "Sæt nullet på igen" in fejlen(boern(linje(cpr="208565246")))[2]
    [r] = boern(linje(cpr="208565246"), nul_foran=True).raekker
    assert r.cpr == "0208565246"
    assert "fødselsdatoen" in fejlen(boern(linje(cpr="208565246", foedt="03-08-2056"), nul_foran=True))[2]
    assert fejlen(boern(linje(cpr="208565246", foedt=""), nul_foran=True))[1] == "barn_cpr"


@pytest.mark.parametrize(
    ("mor", "kolonne", "grund"),
    [
        (";Merete;;", "forælder1_efternavn", "efternavn mangler"),
        (";;Åkjær;", "forælder1_fornavn", "fornavn mangler"),
        ("6101204248;;;", "forælder1_fornavn", "fornavn mangler"),
        ("0208565246;Merete;Åkjær;", "forælder1_cpr", "samme CPR-nummer som barnet"),
        ("0308565248;Merete;Åkjær;", "forælder1_cpr", "født efter barnet"),
        (";Merete;Åkjær;måske", "forælder1_beskyttet", "ja eller nej"),
    ],
)
def test_faults_in_custody_holders(mor: str, kolonne: str, grund: str) -> None:
    laest = boern(f"{linje(cpr='0208565246')};{mor}", hoved=MED_MOR)
    assert kolonne in {f.kolonne for f in laest.fejl}
    assert any(grund in f.grund for f in laest.fejl if f.kolonne == kolonne)


def test_two_custody_holders_are_two_people() -> None:
    hoved = f"{MED_MOR};forælder2_cpr;forælder2_fornavn;forælder2_efternavn"
    laest = boern(f"{linje()};6101204248;Merete;Åkjær;;6101204248;Frank;Åkjær", hoved=hoved)
    assert fejlen(laest) == (2, "forælder2_cpr", "De to forældre har samme CPR-nummer.")


@pytest.mark.parametrize("celler", [";Ida;Krog;02-08-2056", f"{linje()};ekstra"])
def test_lines_with_too_few_or_too_many_cells(celler: str) -> None:
    assert fejlen(boern(celler))[1] == ""


def test_empty_cells_after_the_last_column_do_no_harm() -> None:
    assert len(boern(f"{linje()};;;").raekker) == 1


# Staff --------------------------------------------------------------------------------------------------------------


def test_a_line_of_staff() -> None:
    [r] = medarbejdere("10482;MaHo;Maja Holm;Maja@Fjordby.example;STR-1;Pædagog;01-08-2054;").raekker
    assert (r.medarbejdernr, r.brugernavn, r.navn, r.email) == ("10482", "maho", "Maja Holm", "maja@fjordby.example")
    assert (r.enhedskode, r.rolle, r.start, r.slut) == ("STR-1", "paedagog", date(2054, 8, 1), None)


@pytest.mark.parametrize(
    ("celler", "kolonne", "grund"),
    [
        (";;Maja Holm;;S;pædagog;01-08-2054;", "", "medarbejdernummer eller brugernavn"),
        ("1;m a;Maja Holm;;S;pædagog;01-08-2054;", "brugernavn", "brugernavn består af"),
        ("6101204248;;Maja Holm;;S;pædagog;01-08-2054;", "medarbejdernummer", "CPR-nummer"),
        ("1;610120-4248;Maja Holm;;S;pædagog;01-08-2054;", "brugernavn", "CPR-nummer"),
        ("1;;;;S;pædagog;01-08-2054;", "navn", "Navnet mangler."),
        ("1;;Maja;ikke en mail;S;pædagog;01-08-2054;", "email", "ikke en e-mailadresse"),
        ("1;;Maja;;S;direktør;01-08-2054;", "rolle", "Rollen findes ikke"),
        ("1;;Maja;;S;administrator;01-08-2054;", "rolle", "kan ikke gives fra en fil"),
        ("1;;Maja;;S;databeskyttelse;01-08-2054;", "rolle", "kan ikke gives fra en fil"),
        ("1;;Maja;;S;;01-08-2054;", "rolle", "Rollen mangler."),
    ],
)
def test_faults_in_staff(celler: str, kolonne: str, grund: str) -> None:
    fundet = fejlen(medarbejdere(celler))
    assert fundet[1] == kolonne
    assert grund in fundet[2]


# Anything at all ----------------------------------------------------------------------------------------------------

hoveder = st.lists(st.sampled_from([k.titel for k in BOERN] + ["x", "navn", "rolle"]), max_size=8).map(";".join)
celler = st.text(max_size=15) | st.sampled_from(["02-08-2056", '"', '""', "0208565246", "Ida", "=1+1", "ja"])
tabeller = st.lists(st.lists(celler, max_size=12).map(";".join), max_size=6).map("\n".join)


@settings(max_examples=300)
@given(
    st.binary(max_size=400)
    | st.tuples(hoveder | st.just(HOVED), tabeller).map("\n".join).map(lambda t: t.encode("utf-8", "surrogatepass"))
)
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example(HOVED.encode() + b"\n" + b'"' * 4_000)
def test_no_bytes_are_too_odd(data: bytes) -> None:
    for art in Art:
        try:
            laest = laes(data, art, i_dag=I_DAG)
        except Filfejl as fejl:
            assert str(fejl).endswith(".")
        else:
            assert all(f.linje > 0 and f.grund.endswith((".", "?")) for f in laest.fejl)
            assert len(laest.raekker) + len({f.linje for f in laest.fejl}) >= min(laest.antal, 1)


@given(st.dates(date(2049, 1, 1), I_DAG - timedelta(days=1)), st.integers(0, 400), st.sampled_from(Koen))
def test_hyphen_or_not_is_one_number(foedt: date, nr: int, koen: Koen) -> None:
    nummer = demo_cpr(foedt, nr, koen)
    med, uden = f"{nummer[:6]}-{nummer[6:]}", nummer
    laest = boern(linje(cpr=med, foedt=foedt.isoformat()), linje(cpr=uden, foedt=foedt.isoformat()))
    assert [r.cpr for r in laest.raekker] == [nummer, nummer]
