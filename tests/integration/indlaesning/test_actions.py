"""A file's way: all or nothing, only the plan that was shown, and nothing kept when it is over."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.frister.ajourfoering import DAGLIGE
from opsporing.indlaesning import actions, tasks, udfoer
from opsporing.indlaesning.actions import OVERGANGE, S
from opsporing.indlaesning.fremdrift import Maaler
from opsporing.indlaesning.plan import stille
from opsporing.models import Barn, Foraeldremyndighed, Indlaesning, Indlaesningsstatus, Log, Person, Tilknytning
from opsporing.organisation import actions as organisation
from tests.cast import NU, By
from tests.integration.indlaesning.conftest import BOERN, Stille

Indlaes = Callable[..., Indlaesning]

NORA = "620523-5246;Nora;Ærø;02-05-2023;pige;nej;egern;01-10-2026;;6303921254;Maja;Ærø;nej;6404901257;Jens;Ærø"


def antal() -> list[int]:
    return [model.objects.count() for model in (Barn, Person, Foraeldremyndighed, Tilknytning)]


def hent(indlaesning: Indlaesning) -> Indlaesning:
    return Indlaesning.objects.get(pk=indlaesning.pk)


def test_every_status_has_its_ways_on() -> None:
    assert set(OVERGANGE) == set(Indlaesningsstatus)
    assert not OVERGANGE[S.UDFOERT]
    assert not OVERGANGE[S.KASSERET]


@pytest.mark.parametrize("status", list(Indlaesningsstatus))
@pytest.mark.parametrize(("handling", "til"), [("svar", S.LAESER), ("udfoer", S.UDFOERES), ("kasser", S.KASSERET)])
def test_only_the_ways_there_are(by: By, proev: Indlaes, status: S, handling: str, til: S) -> None:
    indlaesning = proev(NORA)
    felter: dict[str, Any] = {"status": status}
    if status in {S.UDFOERT, S.KASSERET}:
        felter |= {"indhold": None, "resultat": None}
    Indlaesning.objects.filter(pk=indlaesning.pk).update(**felter)
    valg: dict[str, Any] = {"indlaesning": indlaesning, "by": by.administrator, "nu": NU}
    valg |= {"svar": {"svar": {}}, "udfoer": {"aftryk": indlaesning.aftryk}}.get(handling, {})
    if til in OVERGANGE[status]:
        assert getattr(actions, handling)(**valg).status == til
    else:
        with pytest.raises(Denied):
            getattr(actions, handling)(**valg)
        assert hent(indlaesning).status == status


def test_nothing_of_the_file_is_left_when_it_is_over(by: By, indlaes: Indlaes, proev: Indlaes) -> None:
    udfoert = indlaes(NORA)
    kasseret = actions.kasser(indlaesning=proev(NORA), by=by.administrator, nu=NU)
    for indlaesning in (udfoert, kasseret):
        frisk = hent(indlaesning)
        assert (frisk.indhold, frisk.resultat, frisk.svar) == (None, None, {})
        assert frisk.sammendrag["linjer"] == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Indlaesning.objects.filter(pk=udfoert.pk).update(indhold=b"igen")


def test_a_fault_in_one_line_stops_all(by: By, proev: Indlaes) -> None:
    foer = antal()
    proevet = proev(NORA, NORA.replace("egern", "findesikke").replace("620523-5246", "620523-5248"))
    assert proevet.status == "fejlet"
    assert [f["linje"] for f in proevet.resultat["fejl"]] == [3]
    with pytest.raises(Denied):
        actions.udfoer(indlaesning=proevet, aftryk=proevet.aftryk, by=by.administrator, nu=NU)
    assert antal() == foer


def test_a_file_that_cannot_be_read_says_why(by: By, proev: Indlaes) -> None:
    indlaesning = actions.opret(
        kommune=by.kommune, art="boern", filnavn="x.xlsx", data=b"PK\x03\x04", by=by.administrator, nu=NU
    )
    frisk = actions.arbejd(indlaesning_id=indlaesning.pk, nu=NU, maaler=Stille)
    assert frisk.status == "fejlet"
    assert "Excel-ark" in frisk.fejl


def test_when_it_breaks_in_the_middle_nothing_stands(
    by: By, proev: Indlaes, gennemfoer: Indlaes, monkeypatch: pytest.MonkeyPatch
) -> None:
    foer = antal()

    def braender(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("midt i det hele")

    monkeypatch.setattr(udfoer, "sig_det_videre", braender)
    fejlet = gennemfoer(proev(NORA))
    assert fejlet.status == "fejlet"
    assert "intet af filen er gemt" in fejlet.fejl
    assert antal() == foer
    assert not Log.objects.filter(haendelse__in=["opsporing.barn_oprettet", "opsporing.indlaesning_udfoert"]).filter(
        bruger=str(by.administrator.pk)
    )


def test_only_the_plan_that_was_shown(by: By, proev: Indlaes) -> None:
    proevet = proev(NORA)
    with pytest.raises(Denied, match="en anden end den, du så"):
        actions.udfoer(indlaesning=proevet, aftryk="0" * 64, by=by.administrator, nu=NU)


def test_what_changed_meanwhile_is_shown_before_it_is_done(by: By, proev: Indlaes, gennemfoer: Indlaes) -> None:
    proevet = proev(NORA)
    boern.opret_barn(
        kommune=by.kommune,
        by=None,
        nu=NU,
        fornavn="Nora",
        efternavn="Ærø",
        cpr="6205235246",
        foedt_den=by.david.foedt_den.replace(2023, 5, 2),
    )
    igen = gennemfoer(proevet)
    assert (igen.status, igen.aendret) == ("provet", True)
    assert igen.sammendrag["nye_boern"] == 0
    assert igen.aftryk != proevet.aftryk
    assert not Tilknytning.objects.filter(barn__fornavn="Nora", kommune=by.kommune).exists()
    assert gennemfoer(igen).status == "udfoert"


def test_somebody_writes_the_same_at_the_same_moment(
    by: By, proev: Indlaes, gennemfoer: Indlaes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the plan and the writing another process makes the child; the database refuses, and we plan again."""
    proevet = proev(NORA)
    rigtig = udfoer.udfoer

    def foerst_en_anden(*args: Any, **kwargs: Any) -> None:
        monkeypatch.setattr(actions, "udfoer_plan", rigtig)
        Barn.objects.create(
            kommune=by.kommune, fornavn="Nora", efternavn="Ærø", cpr="6205235246", foedt_den=by.david.foedt_den
        )
        rigtig(*args, **kwargs)

    monkeypatch.setattr(actions, "udfoer_plan", foerst_en_anden)
    igen = gennemfoer(proevet)
    # Their row was made in our transaction here and went with it; what matters is that ours did not stand half.
    assert (igen.status, igen.aendret) == ("provet", True)
    assert not Barn.objects.filter(cpr="6205235246").exists()


def test_a_killed_worker_is_followed_by_another(by: By, proev: Indlaes) -> None:
    proevet = proev(NORA)
    actions.udfoer(indlaesning=proevet, aftryk=proevet.aftryk, by=by.administrator, nu=NU)
    assert Indlaesning.objects.venter_paa_maskinen().get() == proevet
    tasks.arbejd()
    tasks.arbejd()
    assert hent(proevet).status == "udfoert"
    assert Barn.objects.filter(cpr="6205235246").count() == 1
    assert Log.objects.filter(haendelse="opsporing.indlaesning_udfoert").count() == 1


def test_somebody_who_is_no_longer_administrator_does_nothing(by: By, proev: Indlaes) -> None:
    proevet = proev(NORA)
    actions.udfoer(indlaesning=proevet, aftryk=proevet.aftryk, by=by.administrator, nu=NU)
    organisation.afslut_ansaettelse(ansaettelse=by.administrator.ansaettelse, til=NU, by=None, nu=NU)
    faerdig = actions.arbejd(indlaesning_id=proevet.pk, nu=NU, maaler=Stille)
    assert faerdig.status == "fejlet"
    assert "ikke længere administrator" in faerdig.fejl
    assert not Barn.objects.filter(cpr="6205235246").exists()


def test_what_is_queued_can_still_be_discarded_and_then_nothing_happens(by: By, proev: Indlaes) -> None:
    proevet = proev(NORA)
    actions.udfoer(indlaesning=proevet, aftryk=proevet.aftryk, by=by.administrator, nu=NU)
    actions.kasser(indlaesning=proevet, by=by.administrator, nu=NU)
    assert actions.arbejd(indlaesning_id=proevet.pk, nu=NU, maaler=Stille).status == "kasseret"
    assert not Barn.objects.filter(cpr="6205235246").exists()


def test_discarded_while_it_was_tried_stays_discarded(by: By, proev: Indlaes, monkeypatch: pytest.MonkeyPatch) -> None:
    rigtig = actions.laes

    def imens(*args: Any, **kwargs: Any) -> Any:
        actions.kasser(indlaesning=Indlaesning.objects.latest("pk"), by=by.administrator, nu=NU)
        return rigtig(*args, **kwargs)

    monkeypatch.setattr(actions, "laes", imens)
    assert proev(NORA).status == "kasseret"


def test_forgotten_files_go_by_themselves(by: By, proev: Indlaes) -> None:
    assert actions.kasser_glemte in DAGLIGE
    glemt, gammel = proev(NORA), proev("x")
    assert actions.kasser_glemte(nu=NU + timedelta(days=13)) == 0
    assert actions.kasser_glemte(nu=NU + timedelta(days=14)) == 2
    assert {hent(glemt).status, hent(gammel).status} == {"kasseret"}


def test_the_log_has_no_names_numbers_or_file_names(by: By, indlaes: Indlaes) -> None:
    indlaes(NORA)
    tekst = str(list(Log.objects.values()))
    assert not any(ord_ in tekst for ord_ in ("Nora", "Ærø", "6205235246", "fil.csv"))


def test_the_history_says_who(by: By, indlaes: Indlaes) -> None:
    indlaes(NORA)
    barn = Barn.objects.get(cpr="6205235246")
    raekke = Barn.pgh_event_model.objects.get(pgh_obj_id=barn.pk)  # type: ignore[attr-defined]
    assert raekke.pgh_context.metadata["bruger"] == by.administrator.pk


def test_progress_is_told_on_another_connection(by: By, proev: Indlaes) -> None:
    """The teller never waits: a row that is locked, or not committed yet, is passed over."""
    indlaesning = proev(NORA)
    with Maaler(indlaesning.pk) as fremdrift:
        fremdrift("Gemmer", 1, 2)
        fremdrift("Gemmer", 2, 2)
    assert hent(indlaesning).skridt == ""
    with nullcontext(stille) as fremdrift:
        fremdrift("Gemmer", 1, 2)


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_work_is_not_committed(by: By) -> None:
    indlaesning = actions.opret(
        kommune=by.kommune, art="boern", filnavn="f.csv", data=f"{BOERN}\n{NORA}".encode(), by=None, nu=NU
    )
    with transaction.atomic(), Maaler(indlaesning.pk) as fremdrift:
        by.barn.save()
        fremdrift("Gemmer", 7, 9)
        frisk = hent(indlaesning)
    assert (frisk.skridt, frisk.naaet, frisk.i_alt) == ("Gemmer", 7, 9)
