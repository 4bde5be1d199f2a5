"""A file of staff: people made and known again, employments begun and ended; and what a file may not give."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from opsporing import anledning as anledninger
from opsporing.fristtyper import HANDLING_UDEN_ANSVARLIG
from opsporing.handlinger import actions as handlinger
from opsporing.indlaesning.bestand import sidste_dag
from opsporing.models import Ansaettelse, Barn, Frist, Indlaesning, Log, User
from opsporing.organisation import actions as organisation
from tests.cast import NU, By

Indlaes = Callable[..., Indlaesning]

MAJA = "10482;maho;Maja Holm;maja@proeveby.example;egern;pædagog;01-10-2026;"


def fra(user: User) -> str:
    return user.ansaettelser.get().fra.astimezone().strftime("%d-%m-%Y")


@pytest.fixture
def proev_medarbejdere(proev: Indlaes) -> Indlaes:
    return lambda *linjer, **valg: proev(*linjer, art="medarbejdere", **valg)


@pytest.fixture
def indlaes_medarbejdere(indlaes: Indlaes) -> Indlaes:
    return lambda *linjer, **valg: indlaes(*linjer, art="medarbejdere", **valg)


def test_a_new_person_with_two_employments(by: By, indlaes_medarbejdere: Indlaes) -> None:
    indlaes_medarbejdere(MAJA, "10482;maho;Maja Holm;;ugle;paedagog;01-11-2026;30-11-2026")
    maja = User.objects.get(username="maho")
    assert (maja.navn, maja.email, maja.medarbejdernr, maja.kommune) == (
        "Maja Holm",
        "maja@proeveby.example",
        "10482",
        by.kommune,
    )
    assert not maja.has_usable_password()
    assert maja.is_active
    assert {(a.enhed, a.rolle) for a in maja.ansaettelser.all()} == {(by.egern, "paedagog"), (by.ugle, "paedagog")}
    assert by.barn in Barn.objects.for_user(maja, NU)
    haendelser = set(Log.objects.filter(bruger=str(by.administrator.pk)).values_list("haendelse", flat=True))
    assert {"opsporing.bruger_oprettet", "opsporing.ansaettelse_oprettet"} <= haendelser


def test_the_same_file_again_changes_nothing(
    by: By, indlaes_medarbejdere: Indlaes, proev_medarbejdere: Indlaes
) -> None:
    indlaes_medarbejdere(MAJA)
    igen = proev_medarbejdere(MAJA.upper().replace("PÆDAGOG", "Pædagog").replace("MAJA HOLM", "Maja Holm"))
    assert (igen.status, igen.sammendrag["uaendrede"]) == ("provet", 1)
    assert User.objects.filter(medarbejdernr="10482").count() == 1


@pytest.mark.parametrize("kendt", ["12;paedagog;", ";paedagog;", "12;;"])
def test_a_person_is_known_by_number_user_name_or_e_mail(by: By, proev_medarbejdere: Indlaes, kendt: str) -> None:
    if kendt == "12;;":
        organisation.ret_bruger(user=by.paedagog, by=None, nu=NU, medarbejdernr="12")
    linje = f"{kendt}Pia Bjerre Lund;PAEDAGOG@7999.example;egern;pædagog;{fra(by.paedagog)};"
    proevet = proev_medarbejdere(linje)
    assert proevet.status == "provet", proevet.resultat
    assert ("navn", "Pia Bjerre", "Pia Bjerre Lund") in {
        (r["hvad"], r["foer"], r["efter"]) for r in proevet.resultat["rettes"]
    }
    assert {r["hvem"] for r in proevet.resultat["rettes"]} == {by.paedagog.pk}
    assert proevet.sammendrag["nye_ansaettelser"] == 0


def test_known_by_e_mail_alone(by: By, proev_medarbejdere: Indlaes) -> None:
    proevet = proev_medarbejdere(f"77;pibj;Pia Bjerre;paedagog@7999.example;egern;pædagog;{fra(by.paedagog)};")
    assert [(r["hvad"], r["efter"]) for r in proevet.resultat["rettes"]] == [("medarbejdernummer", "77")]
    assert any("beholder det brugernavn" in a["grund"] for a in proevet.resultat["advarsler"])


@pytest.mark.parametrize(
    ("linje", "kolonne", "grund"),
    [
        ("9;nabo_leder;Niels Nabo;;egern;pædagog;01-10-2026;", "brugernavn", "allerede af en anden"),
        ("9;ny;Ny Person;nabo_leder@7998.example;egern;pædagog;01-10-2026;", "email", "allerede af en anden"),
        ("9;paedagog;Pia Bjerre;leder@7999.example;egern;pædagog;01-10-2026;", "email", "allerede af en anden"),
        ("9;;Ny Person;;egern;pædagog;01-10-2026;", "brugernavn", "skal have et brugernavn"),
        ("9;ny;Ny Person;;birken;pædagog;01-10-2026;", "enhedskode", "Rollen pædagog har man i stue"),
        ("9;ny;Ny Person;;rod;leder;01-10-2026;", "enhedskode", "ingen enhed med den kode"),
        ("9;ny;Ny Person;;egern;leder;01-10-2026;", "enhedskode", "Rollen leder har man i"),
    ],
)
def test_what_a_file_of_staff_cannot_do(
    by: By, proev_medarbejdere: Indlaes, linje: str, kolonne: str, grund: str
) -> None:
    proevet = proev_medarbejdere(linje)
    assert proevet.status == "fejlet"
    assert [(f["linje"], f["kolonne"]) for f in proevet.resultat["fejl"]] == [(2, kolonne)]
    assert grund in proevet.resultat["fejl"][0]["grund"]
    assert "Nabo" not in proevet.resultat["fejl"][0]["grund"]


def test_another_staff_number_is_somebody_else(by: By, proev_medarbejdere: Indlaes) -> None:
    organisation.ret_bruger(user=by.paedagog, by=None, nu=NU, medarbejdernr="12")
    proevet = proev_medarbejdere(f"13;paedagog;Pia Bjerre;;egern;pædagog;{fra(by.paedagog)};")
    assert [f["kolonne"] for f in proevet.resultat["fejl"]] == ["medarbejdernummer"]


def test_nobody_changes_her_own_employments(by: By, proev_medarbejdere: Indlaes) -> None:
    proevet = proev_medarbejdere(";administrator;Anders Bo;;egern;pædagog;01-10-2026;")
    assert "dine egne ansættelser" in proevet.resultat["fejl"][0]["grund"]


def test_a_leaver_is_out_the_day_after_and_her_leader_hears_what_she_was_to_see_to(
    by: By, indlaes_medarbejdere: Indlaes
) -> None:
    sag = anledninger.opret(kode="proeve", enhed=by.egern, barn=by.alma, nu=NU)
    felter = {"ansvarlig": by.paedagog, "opfoelgning_den": date(2026, 11, 25), "by": by.paedagog, "nu": NU}
    aftale = handlinger.opret(anledning=sag, hvad="Vi læser højt.", **felter)
    indlaes_medarbejdere(f";paedagog;Pia Bjerre;;egern;pædagog;{fra(by.paedagog)};13-10-2026")
    ansaettelse = by.paedagog.ansaettelser.get()
    assert sidste_dag(ansaettelse.til) == date(2026, 10, 13)
    assert not Ansaettelse.objects.for_bruger(by.paedagog, NU).exists()
    assert Log.objects.filter(haendelse="opsporing.ansaettelse_afsluttet").exists()
    uden = Frist.objects.aabne().get(kode=HANDLING_UDEN_ANSVARLIG)
    assert (uden.anledning, uden.trin) == (sag, str(aftale.pk))


def test_a_whole_list_ends_who_is_missing_but_never_rights_that_no_file_gives(
    by: By, proev_medarbejdere: Indlaes
) -> None:
    def mangler(*linjer: str, **valg: Any) -> set[str]:
        return {r["navn"] for r in proev_medarbejdere(*linjer, fuld_liste=True, **valg).resultat["afsluttes"]}

    by.rod.kode = "rod"
    by.rod.save()
    assert mangler(MAJA) == {"Pia Bjerre", "Per Østen"}
    assert mangler("9;ny;Ny Person;;rod;forvaltning;01-10-2026;") == {"Frida Lyng"}


def test_a_closed_account_stays_closed(by: By, proev_medarbejdere: Indlaes) -> None:
    organisation.deaktiver_bruger(user=by.paedagog, by=by.administrator, nu=NU)
    proevet = proev_medarbejdere(f";paedagog;Pia Bjerre;;ugle;pædagog;{fra(by.paedagog)};")
    assert proevet.status == "provet"
    assert any("lukket" in a["grund"] for a in proevet.resultat["advarsler"])


def test_the_bulk_writes_what_the_single_actions_write(by: By, indlaes_medarbejdere: Indlaes) -> None:
    indlaes_medarbejdere(MAJA)
    fra_fil = User.objects.get(username="maho")
    start = fra_fil.ansaettelser.get().fra
    for_haand = organisation.opret_bruger(
        kommune=by.kommune, username="hand", navn="Maja Holm", by=by.administrator, nu=NU
    )
    organisation.ansaet(user=for_haand, enhed=by.egern, rolle="paedagog", by=by.administrator, nu=NU, fra=start)

    def spor(user: User) -> list[tuple[Any, ...]]:
        objekter = [f"opsporing.user:{user.pk}", f"opsporing.ansaettelse:{user.ansaettelser.get().pk}"]
        egne = Log.objects.filter(objekt__in=objekter).order_by("id")
        return [(p.haendelse, p.bruger, p.enhed, p.rolle, p.kommune, p.felter) for p in egne]

    assert spor(fra_fil) == spor(for_haand)
    uden = {"id", "user_id"}
    a, b = ({k: v for k, v in u.ansaettelser.values().get().items() if k not in uden} for u in (fra_fil, for_haand))
    assert a == b
