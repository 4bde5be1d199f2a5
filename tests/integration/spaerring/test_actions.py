"""The switch: who may decide, what it opens and to whom, what rests while it stands and wakes when it is lifted."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from opsporing import anledning as anledninger
from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.databeskyttelse.udskrift import udskrift
from opsporing.frister import actions as frister
from opsporing.models import (
    Anledning,
    Barn,
    Enhed,
    Frist,
    Grundlag,
    Handling,
    Log,
    Maade,
    Spaerring,
    Tilknytning,
    User,
)
from opsporing.opbevaring.actions import slet
from opsporing.opbevaring.plan import laeg_plan
from opsporing.organisation import actions as organisation
from opsporing.orientering import actions as orientering
from opsporing.spaerring import actions
from opsporing.tid import dato
from tests.cast import NU, By
from trivsel.actions import faelles
from trivsel.models import Vurdering

Saet = Callable[..., Spaerring]
RESULTAT = "trivsel.resultat"


def bekraeft(spaerring: Spaerring, by: User, dage: int = 14, nu: datetime = NU, **felter: Any) -> Spaerring:
    svar = {"grund": "Vi taler med barnet først.", "gennemses_den": dato(nu) + timedelta(days=dage)} | felter
    return actions.bekraeft(spaerring=spaerring, by=by, nu=nu, **svar)


def ophaev(spaerring: Spaerring, by: User, nu: datetime = NU, **felter: Any) -> Spaerring:
    return actions.ophaev(spaerring=spaerring, by=by, nu=nu, **{"grund": "Mærket er forklaret."} | felter)


def aabne(anledning: int, kode: str = RESULTAT) -> list[date]:
    return [dato(f.forfalder_at) for f in Frist.objects.aabne().filter(anledning=anledning, kode=kode)]


# ---- who decides ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hvem", ["paedagog", "leder", "ppr", "forvaltning", "administrator", "databeskyttelse"])
def test_only_myndighed_decides(by: By, spaerring: Spaerring, hvem: str) -> None:
    for afgoer in (bekraeft, ophaev):
        with pytest.raises(Denied, match="Kun familieafdelingen"):
            afgoer(spaerring, by.bruger[hvem])
    spaerring.refresh_from_db()
    assert (spaerring.bekraeftet_at, spaerring.ophaevet_at) == (None, None)


def test_not_even_the_neighbours_myndighed(by: By, spaerring: Spaerring) -> None:
    nabo = by.naboby
    enhed = organisation.opret_enhed(
        kommune=nabo.kommune, type="myndighed", navn="Familieafdelingen", foraelder=nabo.rod, by=None, nu=NU
    )
    ansaettelse = organisation.ansaet(user=nabo.leder, enhed=enhed, rolle="socialraadgiver", by=None, nu=NU)
    naboens = User.objects.get(pk=nabo.leder.pk).vaelg(ansaettelse)
    assert not Spaerring.objects.for_user(naboens, NU).exists()
    with pytest.raises(Denied):
        ophaev(spaerring, naboens)


@pytest.mark.parametrize("hvem", ["socialraadgiver", "myndighedsleder"])
def test_both_roles_of_myndighed_decide_with_a_reason(by: By, spaerring: Spaerring, hvem: str) -> None:
    for afgoer in (bekraeft, ophaev):
        with pytest.raises(Denied, match="Skriv, hvorfor"):
            afgoer(spaerring, by.bruger[hvem], grund=" \n")
    spaerring = bekraeft(spaerring, by.bruger[hvem])
    assert (spaerring.bekraeftet_by, spaerring.gennemses_den) == (by.bruger[hvem], date(2026, 10, 28))
    assert ophaev(spaerring, by.bruger[hvem]).ophaevet_by == by.bruger[hvem]


@pytest.mark.parametrize("dage", [-1, 0, 93])
def test_a_review_lies_ahead_and_not_too_far(by: By, spaerring: Spaerring, dage: int) -> None:
    with pytest.raises(Denied, match="højst tre måneder"):
        bekraeft(spaerring, by.socialraadgiver, dage)


def test_the_database_keeps_a_confirmation_whole(spaerring: Spaerring) -> None:
    for felter in ({"bekraeftet_at": NU}, {"sag": spaerring.anledning_id}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Spaerring.objects.filter(pk=spaerring.pk).update(**felter)


def test_what_has_been_lifted_cannot_be_confirmed_and_is_lifted_once(by: By, spaerring: Spaerring) -> None:
    ophaev(spaerring, by.socialraadgiver)
    with pytest.raises(Denied, match="er ophævet"):
        bekraeft(spaerring, by.socialraadgiver)
    assert ophaev(spaerring, by.myndighedsleder, grund="Igen").ophaevet_by == by.socialraadgiver


def test_who_decides_on_what_a_colleague_has_changed_is_told(by: By, spaerring: Spaerring) -> None:
    laest = spaerring.stand
    bekraeft(spaerring, by.socialraadgiver, stand=laest)
    for afgoer in (bekraeft, ophaev):
        with pytest.raises(actions.Foraeldet) as fejl:
            afgoer(spaerring, by.myndighedsleder, stand=laest)
        assert fejl.value.spaerring.bekraeftet_by == by.socialraadgiver
    ophaev(spaerring, by.myndighedsleder, stand=fejl.value.spaerring.stand)


def test_each_review_falls_due_anew(by: By, spaerring: Spaerring) -> None:
    for nr in (1, 2):
        # Twice on one day, for the same day.
        bekraeft(spaerring, by.socialraadgiver, 14)
        assert aabne(spaerring.sag_id, "opsporing.spaerring_gennemses") == [date(2026, 10, 28)], nr
    assert aabne(spaerring.sag_id, "opsporing.spaerring_bekraeftes") == []
    assert Frist.objects.filter(anledning=spaerring.sag_id, opfyldt_by=by.socialraadgiver).count() == 2


# ---- what it opens --------------------------------------------------------------------------------------------------


def test_myndighed_sees_the_switch_and_nothing_behind_it(by: By, spaerring: Spaerring, vurdering: Vurdering) -> None:
    frister.opret(kode=RESULTAT, anledning=vurdering.anledning, enhed=by.egern, forfalder=NU, nu=NU)
    for user in (by.socialraadgiver, by.myndighedsleder):
        assert list(Spaerring.objects.for_user(user, NU)) == [spaerring]
        assert list(Anledning.objects.for_user(user, NU)) == [spaerring.sag]
        assert not Barn.objects.for_user(user, NU).exists()
        assert not Vurdering.objects.for_user(user, NU).exists()
        assert not Handling.objects.for_user(user, NU).exists()
        assert {f.anledning_id for f in Frist.objects.for_user(user, NU)} == {spaerring.sag_id}


def test_the_unit_cannot_open_myndigheds_matter(by: By, spaerring: Spaerring) -> None:
    for user in (by.paedagog, by.leder, by.ppr, by.databeskyttelse):
        assert not Spaerring.objects.for_user(user, NU).exists()
        assert not Anledning.objects.for_user(user, NU).filter(pk=spaerring.sag_id).exists()


def test_what_is_lifted_is_seen_for_a_month(by: By, spaerring: Spaerring) -> None:
    ophaev(spaerring, by.socialraadgiver)
    assert Spaerring.objects.for_user(by.socialraadgiver, NU + timedelta(days=29)).exists()
    assert not Spaerring.objects.for_user(by.socialraadgiver, NU + timedelta(days=30)).exists()


def _uden_myndighed(by: By) -> None:
    Enhed.objects.filter(pk=by.myndighed.pk).update(nedlagt_at=NU)


def test_without_a_myndighed_it_stands_and_waits_for_one(by: By, saet: Saet) -> None:
    _uden_myndighed(by)
    spaerring = saet()
    actions.ajourfoer(nu=NU)
    assert spaerring.sag.ejer_enhed == by.rod
    assert not Tilknytning.objects.filter(grundlag=Grundlag.SPAERRING).exists()
    nye = [
        organisation.opret_enhed(kommune=by.kommune, type="myndighed", navn=navn, foraelder=by.rod, by=None, nu=NU)
        for navn in ("Modtagelsen", "Børn og Unge")
    ]
    for _ in range(2):
        actions.ajourfoer(nu=NU)
    assert [t.enhed for t in spaerring.sag.tilknytninger.order_by("enhed")] == nye
    spaerring.sag.refresh_from_db()
    assert spaerring.sag.ejer_enhed == nye[0]
    assert Frist.objects.aabne().get(anledning=spaerring.sag).enhed == nye[0]


def test_the_only_myndighed_is_not_closed_while_something_stands(by: By, spaerring: Spaerring) -> None:
    assert "1 spærring kan kun ophæves her" in organisation.hindrer_nedlaeggelse(by.myndighed, NU)
    organisation.opret_enhed(kommune=by.kommune, type="myndighed", navn="Modtagelsen", foraelder=by.rod, by=None, nu=NU)
    assert not [h for h in organisation.hindrer_nedlaeggelse(by.myndighed, NU) if "spærring" in h or "barn" in h]


def test_a_matter_without_a_child_has_no_parents_to_keep_it_from(by: By, saet: Saet) -> None:
    with pytest.raises(ValueError, match="uden barn"):
        saet(anledning=anledninger.opret(kode="proeve", enhed=by.egern, barn=None, nu=NU))


# ---- what rests and what wakes --------------------------------------------------------------------------------------


def test_the_duty_to_tell_rests_and_wakes(by: By, saet: Saet, vurdering: Vurdering) -> None:
    frister.opret(kode=RESULTAT, anledning=vurdering.anledning, enhed=by.egern, forfalder=NU, nu=NU)
    spaerring = saet()
    assert aabne(vurdering.anledning_id) == []
    senere = NU + timedelta(days=20)
    ophaev(spaerring, by.socialraadgiver, senere)
    assert aabne(vurdering.anledning_id) == [date(2026, 11, 8)]
    assert Frist.objects.aabne().get(kode=RESULTAT).enhed == by.egern


def test_for_one_of_them_the_other_is_still_told(by: By, saet: Saet, vurdering: Vurdering) -> None:
    frister.opret(kode=RESULTAT, anledning=vurdering.anledning, enhed=by.egern, forfalder=NU, nu=NU)
    spaerring = saet(person=by.far)
    assert aabne(vurdering.anledning_id) == [dato(NU)]
    orientering.registrer_resultat(
        anledning=vurdering.anledning,
        personer=[by.mor],
        maade=Maade.MUNDTLIGT,
        givet_den=dato(NU),
        by=by.paedagog,
        nu=NU,
    )
    assert aabne(vurdering.anledning_id) == []
    ophaev(spaerring, by.socialraadgiver, NU + timedelta(days=3))
    assert aabne(vurdering.anledning_id) == [date(2026, 10, 22)]


def test_nothing_wakes_while_another_switch_stands(by: By, saet: Saet, vurdering: Vurdering) -> None:
    mors, fars = saet(person=by.mor), saet(person=by.far)
    ophaev(mors, by.socialraadgiver)
    assert aabne(vurdering.anledning_id) == [date(2026, 10, 19)]
    Frist.objects.all().delete()
    saet()
    ophaev(fars, by.socialraadgiver)
    assert aabne(vurdering.anledning_id) == []


def test_nobody_is_asked_to_tell_after_the_child_has_left(by: By, spaerring: Spaerring, vurdering: Vurdering) -> None:
    for tilknytning in Tilknytning.objects.indskrivninger().filter(barn=by.barn):
        boern.udskriv(tilknytning=tilknytning, by=None, nu=NU)
    ophaev(spaerring, by.socialraadgiver, NU + timedelta(days=1))
    assert aabne(vurdering.anledning_id) == []


def test_a_correction_does_not_lift_it(by: By, spaerring: Spaerring, vurdering: Vurdering) -> None:
    """The team corrects its answer to nothing pointing at abuse: still only myndighed lets the parents know."""
    ny = faelles.ret(vurdering=vurdering, grund="Vi svarede forkert.", by=by.paedagog, nu=NU)
    assert ny.svar["overgreb"] == "intet_peger"
    faelles.gem_faelles(
        vurdering=ny,
        aendringer={"barnets_perspektiv": "Peger på døren."},
        set_rev=ny.rev,
        by=by.paedagog,
        nu=NU,
    )
    faelles.afslut_faelles(vurdering=ny, by=by.paedagog, nu=NU)
    assert actions.er_spaerret(ny.anledning_id)
    assert aabne(ny.anledning_id) == []
    arvet = Spaerring.objects.get(anledning=ny.anledning_id)
    assert (arvet.grund, arvet.hvorfor) == ("tvivl", "Vi har talt om det.")
    ophaev(spaerring, by.socialraadgiver)
    assert actions.er_spaerret(ny.anledning_id)
    ophaev(arvet, by.socialraadgiver)
    assert aabne(ny.anledning_id) == [date(2026, 10, 19)]


# ---- the child moves, is joined with another, and is forgotten ------------------------------------------------------


def test_myndighed_still_decides_after_a_move_to_another_municipality(by: By, spaerring: Spaerring) -> None:
    boern.flyt_kommune(barn=by.barn, til_enhed=by.naboby.stue, by=None, nu=NU)
    assert Spaerring.objects.for_user(by.socialraadgiver, NU + timedelta(hours=1)).exists()
    assert not Barn.objects.for_user(by.paedagog, NU + timedelta(hours=1)).filter(pk=by.barn.pk).exists()


def test_two_rows_of_a_child_are_joined_with_both_switches(by: By, spaerring: Spaerring, saet: Saet) -> None:
    sag = anledninger.opret(kode="proeve", enhed=by.ugle, barn=by.david, nu=NU)
    anden = saet(anledning=sag)
    boern.sammenlaeg(behold=by.barn, overfloedig=by.david, by=None, nu=NU + timedelta(hours=1))
    senere = NU + timedelta(hours=2)
    assert set(Spaerring.objects.for_user(by.socialraadgiver, senere)) == {spaerring, anden}
    assert {s.anledning.barn for s in Spaerring.objects.select_related("anledning__barn")} == {by.barn}


def test_a_switch_is_kept_as_long_as_what_it_covered(by: By, spaerring: Spaerring, vurdering: Vurdering) -> None:
    ophaev(spaerring, by.socialraadgiver)
    laenge = NU + timedelta(days=365 * 12)
    sager = {spaerring.sag_id, vurdering.anledning_id}
    assert not sager & _gaar(by, laenge, "opsporing.anledning")
    for tilknytning in Tilknytning.objects.indskrivninger().filter(barn=by.barn):
        boern.udskriv(tilknytning=tilknytning, by=None, nu=NU)
    # Lifting it woke a duty, and that is still open.
    assert not sager & _gaar(by, laenge, "opsporing.anledning")
    frister.annuller(anledning=vurdering.anledning_id, nu=NU)
    assert sager <= _gaar(by, laenge, "opsporing.anledning")
    slet(kommune=by.kommune, antal=laeg_plan(by.kommune, laenge).antal, by=None, nu=laenge)
    assert not Spaerring.objects.exists()
    assert not Spaerring.pgh_event_model.objects.exists()
    assert not Anledning.objects.filter(barn=by.barn).exists()


def _gaar(by: By, nu: datetime, kode: str) -> set[int]:
    plan = laeg_plan(by.kommune, nu)
    return {raekke.pk for afsnit in plan.afsnit if afsnit.type.kode == kode for raekke in afsnit.gaar}


# ---- the log --------------------------------------------------------------------------------------------------------


def test_everything_is_logged(by: By, spaerring: Spaerring) -> None:
    bekraeft(spaerring, by.socialraadgiver)
    ophaev(spaerring, by.myndighedsleder)
    linjer = Log.objects.filter(haendelse__startswith="opsporing.spaerring").order_by("pk")
    assert [(p.haendelse.removeprefix("opsporing.spaerring_"), p.bruger, p.boern) for p in linjer] == [
        (hvad, str(hvem.pk), [str(by.barn.pk)])
        for hvad, hvem in (
            ("sat", by.paedagog),
            ("aabnet_for", by.paedagog),
            ("bekraeftet", by.socialraadgiver),
            ("ophaevet", by.myndighedsleder),
        )
    ]


def test_what_myndighed_did_while_it_stood_is_not_told_afterwards(by: By, spaerring: Spaerring) -> None:
    """A list with the child in it, seen by familieafdelingen, would tell the parents when the suspicion was."""
    from opsporing import log

    for nu in (NU, NU + timedelta(days=1), NU + timedelta(days=3)):
        log.record("opsporing.boern_vist", by=by.socialraadgiver, nu=nu, boern=[by.barn])
    ophaev(spaerring, by.socialraadgiver, NU + timedelta(days=2))
    fundet = udskrift(by.kommune, by.barn, None, None)
    assert [dag.dato for dag in fundet.dage for o in dag.opslag if o.enhed == "Familieafdelingen"] == [
        date(2026, 10, 17)
    ]
    assert fundet.noget_udeladt
