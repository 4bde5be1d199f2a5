"""Near matches are asked about and never joined in silence."""

from collections.abc import Callable
from datetime import date

import pytest

from opsporing.indlaesning import actions
from opsporing.indlaesning.plan import ANDEN
from opsporing.models import Barn, Indlaesning, Log, Person
from tests.cast import NU, By
from tests.integration.indlaesning.conftest import Stille

Indlaes = Callable[..., Indlaesning]

#: Clara Østlund in Egern has no number; her father is Carl Østlund.
CLARA = "9006244254;Clara;Østlund;30-06-2024;;;egern;01-10-2026;;;;;;;;"


def besvar(indlaesning: Indlaesning, by: By, **svar: str) -> Indlaesning:
    rene = {navn.removeprefix("l"): valgt for navn, valgt in svar.items()}
    actions.svar(indlaesning=indlaesning, svar=rene, by=by.administrator, nu=NU)
    return actions.arbejd(indlaesning_id=indlaesning.pk, nu=NU, maaler=Stille)


def test_a_number_for_a_child_that_had_none_is_asked_about(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    proevet = proev(CLARA)
    assert proevet.status == "venter_paa_svar"
    [spoergsmaal] = proevet.resultat["spoergsmaal"]
    assert spoergsmaal["linje"] == 2
    [kandidat] = spoergsmaal["kandidater"]
    assert kandidat["vaerdi"] == f"barn:{by.clara.pk}"
    assert kandidat["tekst"] == "Clara Østlund, født 30. juni 2024, uden CPR-nummer, Egern"
    assert "900624-••••" in spoergsmaal["tekst"]

    besvaret = besvar(proevet, by, l2=f"barn:{by.clara.pk}")
    assert besvaret.status == "provet"
    assert ("barn_cpr", "intet", "900624-••••") in {
        (r["hvad"], r["foer"], r["efter"]) for r in besvaret.resultat["rettes"]
    }
    gennemfoer(besvaret)
    by.clara.refresh_from_db()
    assert by.clara.cpr == "9006244254"
    assert Barn.objects.filter(fornavn="Clara").count() == 1
    assert Log.objects.filter(haendelse="opsporing.indlaesning_besvaret").get().antal == 1


def test_another_child(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    gennemfoer(besvar(proev(CLARA), by, l2=ANDEN))
    assert Barn.objects.filter(fornavn="Clara").count() == 2
    by.clara.refresh_from_db()
    assert by.clara.cpr is None


def test_nothing_is_carried_out_before_the_answer(by: By, proev: Indlaes) -> None:
    proevet = proev(CLARA)
    with pytest.raises(actions.Denied):
        actions.udfoer(indlaesning=proevet, aftryk=proevet.aftryk, by=by.administrator, nu=NU)
    assert Barn.objects.filter(fornavn="Clara").count() == 1


@pytest.mark.parametrize("svar", ["barn:999999", "barn:x", "linje:7", "", "DROP"])
def test_only_the_answers_that_were_offered_count(by: By, proev: Indlaes, svar: str) -> None:
    besvaret = besvar(proev(CLARA), by, l2=svar)
    assert besvaret.status == "venter_paa_svar"
    assert besvaret.svar == {}


def test_a_child_of_another_municipality_is_never_a_candidate(by: By, proev: Indlaes) -> None:
    naboens = by.naboby.barn
    naboens.cpr = None
    naboens.save()
    proevet = proev("6109244254;Nora;Nabo;;;;egern;01-10-2026;;;;;;;;")
    assert proevet.status == "provet"


def test_twins_with_numbers_are_two_and_nobody_is_asked(by: By, proev: Indlaes, indlaes: Indlaes) -> None:
    indlaes(
        "6505234254;Emma;Dahl;;;;egern;01-10-2026;;6101801248;Ina;Dahl;;;;",
        "6505234256;Emmy;Dahl;;;;egern;01-10-2026;;6101801248;Ina;Dahl;;;;",
    )
    assert Barn.objects.filter(efternavn="Dahl").count() == 2
    igen = proev("6505234256;Emmy;Dahl;;;;egern;01-10-2026;;6101801248;Ina;Dahl;;;;")
    assert (igen.status, igen.sammendrag["uaendrede"]) == ("provet", 1)


def test_a_twin_who_comes_alone_is_asked_about_while_numbers_are_missing(
    by: By, proev: Indlaes, indlaes: Indlaes
) -> None:
    indlaes(";Emma;Dahl;05-05-2023;;;egern;01-10-2026;;;Ina;Dahl;;;;")
    anden = ";Emmy;Dahl;05-05-2023;;;ugle;01-10-2026;;;Ina;Dahl;;;;"
    assert proev(anden).status == "venter_paa_svar"
    # Both at once: the one that is known is the known one, and its sister is not asked about beside it.
    begge = proev(";Emma;Dahl;05-05-2023;;;egern;01-10-2026;;;Ina;Dahl;;;;", anden.replace("ugle", "egern"))
    assert begge.status == "provet"
    assert begge.sammendrag["nye_boern"] == 1


def test_two_lines_that_may_be_one_child(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    linjer = (
        "6505234254;Emma;Dahl;;;;egern;01-10-2026;;;;;;;;",
        ";Emma;Dahl;05-05-2023;;;ugle;01-08-2026;30-09-2026;;Ina;Dahl;;;;",
    )
    proevet = proev(*linjer)
    [spoergsmaal] = proevet.resultat["spoergsmaal"]
    assert [k["vaerdi"] for k in spoergsmaal["kandidater"]] == ["linje:2"]
    gennemfoer(besvar(proevet, by, l3="linje:2"))
    [emma] = Barn.objects.filter(efternavn="Dahl")
    assert emma.tilknytninger.count() == 2
    assert emma.foraeldremyndigheder.get().person.navn == "Ina Dahl"
    # Now she is known by number, and by family and enrolment on the line without one.
    igen = proev(linjer[1])
    assert (igen.status, igen.sammendrag["uaendrede"]) == ("provet", 1)


def test_one_known_child_cannot_be_two_lines(by: By, proev: Indlaes) -> None:
    proevet = proev(CLARA, "9006244256;Clara;Østlund;30-06-2024;;;ugle;01-10-2026;;;;;;;;")
    svar = f"barn:{by.clara.pk}"
    besvaret = besvar(proevet, by, l2=svar, l3=svar)
    # The second line is simply another child now: same name, another number, and the known one is taken.
    assert besvaret.sammendrag["rettede_boern"] == 1
    assert besvaret.sammendrag["nye_boern"] == 1
    assert any("andet nummer" in a["grund"] for a in besvaret.resultat["advarsler"])


def test_an_expected_child_is_born(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    ventet = Barn.objects.create(kommune=by.kommune, termin=date(2026, 10, 1), mor=by.mor)
    proevet = proev("6410264254;Ea;Åkjær;;;;nord;04-10-2026;;6101901248;Merete;Åkjær;;;Frank;Åkjær")
    [kandidat] = proevet.resultat["spoergsmaal"][0]["kandidater"]
    assert kandidat["tekst"].startswith("Ventet barn (Merete Åkjær), ventet")
    gennemfoer(besvar(proevet, by, l2=f"barn:{ventet.pk}"))
    ventet.refresh_from_db()
    assert (ventet.navn, ventet.foedt_den, ventet.cpr) == ("Ea Åkjær", date(2026, 10, 4), "6410264254")
    assert {m.person.fornavn for m in ventet.foraeldremyndigheder.all()} == {"Merete", "Frank"}
    assert Person.objects.filter(fornavn="Merete").count() == 1
    assert Log.objects.filter(haendelse="opsporing.barn_foedt", boern=[str(ventet.pk)]).exists()


def test_a_child_expected_by_somebody_else_is_nobody(by: By, proev: Indlaes) -> None:
    Barn.objects.create(kommune=by.kommune, termin=date(2026, 10, 1), mor=by.bos_mor)
    assert proev("6410264254;Ea;Åkjær;;;;nord;04-10-2026;;6101901248;Merete;Åkjær;;;;").status == "provet"
