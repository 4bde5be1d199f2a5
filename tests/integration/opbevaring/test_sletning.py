"""What is kept long enough goes with its history, in the right order; what must stay stays, and says why."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from opsporing import anledning as anledninger
from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.frister import actions as frister
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.models import (
    Anledning,
    Barn,
    Emne,
    Foraeldremyndighed,
    Frist,
    Handling,
    Holdegrund,
    Log,
    Opfoelgning,
    Orientering,
    Paamindelse,
    Person,
    Tilbageholdelse,
    Tilknytning,
    Udsendelse,
)
from opsporing.models.indlaesning import Indlaesning
from opsporing.opbevaring import actions
from opsporing.opbevaring.plan import Plan, laeg_plan
from opsporing.opbevaring.tekster import opbevaringstekster
from opsporing.organisation import actions as organisation
from opsporing.profil import Praksisprofil
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato
from tests.cast import By
from tests.factories.tid import NU
from tests.integration.opbevaring.conftest import LAENGE_EFTER
from trivsel.models import EgenVurdering, Vurdering

#: Everything that can be written about a child in the core and in trivsel.
OM_BOERN = (
    Vurdering,
    EgenVurdering,
    Handling,
    Opfoelgning,
    Orientering,
    Frist,
    Anledning,
    Tilknytning,
    Foraeldremyndighed,
)


def gaar(plan: Plan) -> dict[str, int]:
    return {a.type.kode: len(a.gaar) for a in plan.afsnit if a.gaar}


def holdes(plan: Plan) -> dict[str, set[tuple[str, ...]]]:
    return {a.type.kode: {r.grunde for r in a.holdes} for a in plan.afsnit if a.holdes}


def slet(by: By, nu: Any = LAENGE_EFTER) -> Any:
    return actions.slet(kommune=by.kommune, antal=laeg_plan(by.kommune, nu).antal, by=by.databeskyttelse, nu=nu)


def historik(model: Any, *ids: int) -> int:
    return model.pgh_event_model.objects.filter(pgh_obj_id__in=ids).count()


@pytest.fixture
def stoppet(by: By, vurder: Any, aftal: Any, orienter: Any, stop: Any) -> Vurdering:
    """Alma had a vurdering with an agreement, her parents were told, and then she left."""
    vurdering = vurder(by.alma)
    aftal(vurdering.anledning)
    orienter(by.alma)
    orienter(by.alma, emne=Emne.RESULTAT, anledning=vurdering.anledning)
    stop(by.alma)
    return vurdering


# When -----------------------------------------------------------------------------------------------------------------


def test_nothing_goes_while_the_child_is_there(by: By, vurder: Any, aftal: Any, orienter: Any) -> None:
    vurdering = vurder(by.alma)
    aftal(vurdering.anledning)
    orienter(by.alma)
    om_ti_aar = NU + timedelta(days=3650)
    assert set(gaar(laeg_plan(by.kommune, om_ti_aar))) == {"opsporing.frist"}


def test_the_time_is_counted_from_the_day_the_child_left_the_unit(by: By, stoppet: Vurdering) -> None:
    dagen_foer = NU + timedelta(days=730)
    assert dato(dagen_foer) == date(2028, 10, 13)
    assert "trivsel.vurdering" not in gaar(laeg_plan(by.kommune, dagen_foer))
    assert "trivsel.vurdering" not in gaar(laeg_plan(by.kommune, dagen_foer + timedelta(days=1)))
    assert "trivsel.vurdering" in gaar(laeg_plan(by.kommune, dagen_foer + timedelta(days=2)))


def test_a_move_within_the_unit_is_not_leaving(by: By, vurder: Any) -> None:
    vurder(by.alma)
    boern.flyt(barn=by.alma, fra_enhed=by.egern, til_enhed=by.ugle, by=None, nu=NU)
    assert gaar(laeg_plan(by.kommune, LAENGE_EFTER)) == {}


def test_what_the_former_unit_wrote_goes_while_the_child_lives_on_elsewhere(by: By, vurder: Any) -> None:
    gammel = vurder(by.alma)
    boern.flyt(barn=by.alma, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=NU)
    ny = vurder(by.alma, enhed=by.ulv)
    slet(by)
    assert list(Vurdering.objects.all()) == [ny]
    assert not Anledning.objects.filter(pk=gammel.anledning_id).exists()
    assert Barn.objects.filter(pk=by.alma.pk).exists()


def test_the_municipality_decides_how_long(by: By, stoppet: Vurdering) -> None:
    profil = Praksisprofil()
    profil.opbevaring.update(vurdering=60, handling=1)
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="", by=None, nu=NU)
    plan = gaar(laeg_plan(by.kommune, NU + timedelta(days=40)))
    assert plan == {"opsporing.handling": 1}


def test_another_municipality_is_left_alone(by: By, stoppet: Vurdering) -> None:
    assert laeg_plan(by.naboby.kommune, LAENGE_EFTER).antal == 0
    slet(by)
    assert Barn.objects.filter(pk=by.naboby.barn.pk).exists()


# What -----------------------------------------------------------------------------------------------------------------


def test_everything_about_the_child_goes_with_its_history(by: By, stoppet: Vurdering) -> None:
    foer = {model: list(model.objects.filter(**_om(model, by.alma)).values_list("pk", flat=True)) for model in OM_BOERN}
    assert all(foer.values())
    plan = laeg_plan(by.kommune, LAENGE_EFTER)
    assert gaar(plan) == {
        "trivsel.vurdering": 1,
        "opsporing.handling": 1,
        "opsporing.orientering": 2,
        "opsporing.frist": 1,
        "opsporing.anledning": 1,
        "opsporing.barn": 1,
    }
    slettet = slet(by)
    assert slettet.typer == gaar(plan)
    for model, ids in foer.items():
        assert not model.objects.filter(pk__in=ids).exists()
        assert historik(model, *ids) == 0
    assert (Barn.objects.filter(pk=by.alma.pk).exists(), historik(Barn, by.alma.pk)) == (False, 0)
    assert slettet.historik > 10
    assert laeg_plan(by.kommune, LAENGE_EFTER).antal == 0


def _om(model: Any, barn: Barn) -> dict[str, Any]:
    stier = {
        EgenVurdering: "vurdering__barn",
        Opfoelgning: "handling__barn",
        Frist: "anledning__barn",
    }
    return {stier.get(model, "barn"): barn}


def test_the_history_of_others_stays(by: By, stoppet: Vurdering, vurder: Any) -> None:
    anden = vurder(by.bo)
    foer = historik(Vurdering, anden.pk)
    slet(by)
    assert (historik(Vurdering, anden.pk), historik(Barn, by.bo.pk)) == (foer, 1)
    assert foer > 0


def test_parents_go_with_their_last_child(by: By, vurder: Any, stop: Any) -> None:
    stop(by.alma)
    slet(by)
    assert Person.objects.filter(pk=by.mor.pk).exists()
    david = by.david
    stop(david, NU + timedelta(days=1))
    slet(by, LAENGE_EFTER + timedelta(days=10))
    assert not Person.objects.filter(pk__in=[by.mor.pk, by.far.pk]).exists()
    assert historik(Person, by.mor.pk) == 0
    assert Person.objects.filter(pk=by.bos_mor.pk).exists()


def test_a_correction_goes_with_what_it_corrected(by: By, vurder: Any, stop: Any) -> None:
    gammel = vurder(by.alma)
    ny = vurder(by.alma, erstatter=gammel, rettelse_grund="Forkert barn på to tegn")
    vurder(by.alma, erstatter=ny, rettelse_grund="Igen")
    stop(by.alma)
    with pytest.raises(ProtectedError), transaction.atomic():
        gammel.delete()
    assert slet(by).typer["trivsel.vurdering"] == 3


def test_a_double_row_goes_with_the_child_it_was_joined_into(by: By, stop: Any) -> None:
    dobbelt = boern.opret_barn(kommune=by.kommune, fornavn="Alma", foedt_den=date(2024, 9, 1), by=None, nu=NU)
    boern.indskriv(barn=dobbelt, enhed=by.egern, by=None, nu=NU)
    boern.sammenlaeg(behold=by.alma, overfloedig=dobbelt, by=None, nu=NU)
    assert gaar(laeg_plan(by.kommune, LAENGE_EFTER)) == {}
    stop(by.alma)
    slet(by)
    assert not Barn.objects.filter(pk__in=[by.alma.pk, dobbelt.pk]).exists()


def test_reminders_letters_and_old_files_go_too(by: By) -> None:
    sag = anledninger.opret(kode="proeve", enhed=by.egern, barn=by.alma, nu=NU)
    frist = frister.opret(kode=HANDLING_OPFOELGNING, trin="1", anledning=sag, enhed=by.egern, forfalder=NU, nu=NU)
    Paamindelse.objects.create(
        frist=frist,
        modtager=by.paedagog,
        ansaettelse=by.paedagog.ansaettelse,
        slags="forfalden",
        forfalder_at=NU,
        oprettet_at=NU,
    )
    Udsendelse.objects.create(modtager=by.paedagog, noegle="uge-2026-42", antal=1, message_id="<x>", oprettet_at=NU)
    Indlaesning.objects.create(kommune=by.kommune, art="boern", filnavn="boern.csv", oprettet_at=NU)
    frister.opfyld(anledning=sag, kode=HANDLING_OPFOELGNING, trin="1", by=by.paedagog, nu=NU)
    assert slet(by, NU + timedelta(days=200)).typer == {"opsporing.indlaesning": 1}
    assert slet(by, NU + timedelta(days=400)).typer == {"opsporing.frist": 1, "opsporing.udsendelse": 1}
    assert not Paamindelse.objects.exists()
    assert Anledning.objects.filter(pk=sag.pk).exists()


# What holds it back ---------------------------------------------------------------------------------------------------


def test_a_legal_hold_keeps_everything_about_the_child(by: By, stoppet: Vurdering, vurder: Any, stop: Any) -> None:
    vurder(by.bo)
    stop(by.bo)
    hold = actions.saet_tilbageholdelse(barn=by.alma, grund=Holdegrund.AKTINDSIGT, by=by.databeskyttelse, nu=NU)
    plan = laeg_plan(by.kommune, LAENGE_EFTER)
    assert set(holdes(plan)) == {
        "trivsel.vurdering",
        "opsporing.handling",
        "opsporing.orientering",
        "opsporing.frist",
        "opsporing.anledning",
        "opsporing.barn",
    }
    assert set().union(*holdes(plan).values()) == {("Tilbageholdt: anmodning om aktindsigt eller indsigt.",)}
    slet(by)
    assert Vurdering.objects.filter(pk=stoppet.pk).exists()
    assert not Vurdering.objects.filter(barn=by.bo).exists()
    actions.ophaev_tilbageholdelse(hold=hold, by=by.databeskyttelse, nu=LAENGE_EFTER)
    slet(by, LAENGE_EFTER + timedelta(days=1))
    assert not Vurdering.objects.exists()
    assert Barn.objects.filter(pk=by.alma.pk).exists()
    # The lifted hold itself is kept for a year, and the child as long as it is there.
    slet(by, LAENGE_EFTER + timedelta(days=400))
    assert not Barn.objects.filter(pk=by.alma.pk).exists()
    assert historik(Tilbageholdelse, hold.pk) == 0


def test_an_open_deadline_and_a_switch_keep_the_matter(by: By, vurder: Any, aftal: Any, stop: Any) -> None:
    med_frist, spaerret = vurder(by.alma), vurder(by.alma)
    aftal(spaerret.anledning)
    frister.opret(
        kode=HANDLING_OPFOELGNING, trin="x", anledning=med_frist.anledning, enhed=by.egern, forfalder=NU, nu=NU
    )
    spaerringer.saet(anledning=spaerret.anledning, grund="tvivl", gennemses_om_dage=14, by=by.leder, nu=NU)
    stop(by.alma)
    plan = laeg_plan(by.kommune, LAENGE_EFTER)
    frist = "Der er en åben frist i sagen."
    assert holdes(plan)["trivsel.vurdering"] == {
        (frist,),
        ("Forældrene må ikke orienteres om sagen, og det er ikke afklaret endnu.",),
    }
    assert "opsporing.handling" not in gaar(plan)
    slet(by)
    assert Vurdering.objects.count() == 2


def test_a_vurdering_under_way_is_kept(by: By, vurder: Any, stop: Any) -> None:
    stop(by.alma)
    vurdering = vurder(by.alma, afsluttet=False)
    assert holdes(laeg_plan(by.kommune, LAENGE_EFTER)) == {"trivsel.vurdering": {("Vurderingen er ikke afsluttet.",)}}
    Vurdering.objects.filter(pk=vurdering.pk).update(udgaaet_at=NU)
    assert "trivsel.vurdering" in gaar(laeg_plan(by.kommune, LAENGE_EFTER))


def test_what_is_kept_longer_keeps_what_it_hangs_on(by: By, stoppet: Vurdering) -> None:
    profil = Praksisprofil()
    profil.opbevaring.update(vurdering=12, orientering=60)
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="", by=None, nu=NU)
    slet(by)
    assert not Vurdering.objects.exists()
    assert Anledning.objects.filter(pk=stoppet.anledning_id).exists()
    assert Orientering.objects.count() == 2
    assert Barn.objects.filter(pk=by.alma.pk).exists()
    venter = {a.type.kode: a.venter for a in laeg_plan(by.kommune, LAENGE_EFTER).afsnit if a.venter}
    assert venter["opsporing.anledning"] == venter["opsporing.barn"] == 1


# How ------------------------------------------------------------------------------------------------------------------


def test_looking_deletes_nothing(by: By, stoppet: Vurdering, django_assert_max_num_queries: Any) -> None:
    foer = {model: model.objects.count() for model in OM_BOERN}
    with django_assert_max_num_queries(70):
        laeg_plan(by.kommune, LAENGE_EFTER)
    assert {model: model.objects.count() for model in OM_BOERN} == foer


def test_only_what_was_shown_is_deleted(by: By, stoppet: Vurdering) -> None:
    plan = laeg_plan(by.kommune, LAENGE_EFTER)
    with pytest.raises(actions.PlanenErAendret) as aendret:
        actions.slet(kommune=by.kommune, antal=plan.antal + 1, by=by.databeskyttelse, nu=LAENGE_EFTER)
    assert aendret.value.plan.antal == plan.antal
    assert Vurdering.objects.exists()


@pytest.mark.parametrize("hvem", ["leder", "administrator", "forvaltning", "myndighedsleder"])
def test_only_data_protection_deletes_and_holds_back(hvem: str, by: By, stoppet: Vurdering) -> None:
    with pytest.raises(Denied):
        actions.slet(kommune=by.kommune, antal=0, by=by.bruger[hvem], nu=LAENGE_EFTER)
    with pytest.raises(Denied):
        actions.saet_tilbageholdelse(barn=by.alma, grund=Holdegrund.SAG, by=by.bruger[hvem], nu=NU)


def test_it_is_logged_by_type_with_the_children_and_without_their_names(by: By, stoppet: Vurdering) -> None:
    slet(by)
    poster = Log.objects.filter(haendelse="opsporing.opbevaring_slettet").order_by("pk")
    assert next((p.felter, p.antal, p.bruger) for p in poster) == (
        ["trivsel.vurdering"],
        1,
        str(by.databeskyttelse.pk),
    )
    assert {tuple(p.boern) for p in poster} == {(str(by.alma.pk),)}
    assert poster.count() == 6


def test_the_log_of_the_child_outlives_the_child(by: By, stoppet: Vurdering) -> None:
    foer = Log.objects.filter(boern__contains=[str(by.alma.pk)]).count()
    slet(by)
    assert Log.objects.filter(boern__contains=[str(by.alma.pk)]).count() > foer


def test_the_application_cannot_erase_the_history_of_what_is_there(by: By, stoppet: Vurdering) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT slet_historik('trivsel_vurdering', %s)", [[stoppet.pk]])
        assert cursor.fetchone() == (0,)
    assert historik(Vurdering, stoppet.pk) > 0


def test_a_hold_is_set_once_and_lifted_once(by: By) -> None:
    foerste = actions.saet_tilbageholdelse(barn=by.alma, grund=Holdegrund.KLAGE, by=by.databeskyttelse, nu=NU)
    igen = actions.saet_tilbageholdelse(barn=by.alma, grund=Holdegrund.KLAGE, by=by.databeskyttelse, nu=NU)
    assert foerste == igen
    for dage in (1, 2):
        hold = actions.ophaev_tilbageholdelse(hold=igen, by=by.databeskyttelse, nu=NU + timedelta(days=dage))
    assert hold.ophaevet_at == NU + timedelta(days=1)
    assert Log.objects.filter(haendelse__startswith="opsporing.tilbageholdelse").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Tilbageholdelse.objects.create(
            kommune=by.kommune, barn=by.alma, grund="noget", sat_at=NU, sat_by=by.databeskyttelse
        )


# What parents are told ------------------------------------------------------------------------------------------------


def test_the_letter_says_what_how_long_and_why(by: By) -> None:
    profil = Praksisprofil()
    profil.opbevaring.update(vurdering=18)
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="", by=None, nu=NU)
    by.kommune.refresh_from_db()
    tekster = opbevaringstekster(by.kommune, NU.date())
    vurderinger = next(t for t in tekster if t["hvad"].startswith("trivselsvurderinger"))
    assert vurderinger["hvor_laenge"] == "18 måneder efter, at barnet er stoppet i enheden"
    assert "dagtilbudsloven § 1, stk. 1" in vurderinger["grundlag"]
    assert tekster[-1]["hvor_laenge"] == "2 år efter opslaget"
    assert all(set(t) == {"hvad", "hvor_laenge", "grundlag"} and all(t.values()) for t in tekster)
