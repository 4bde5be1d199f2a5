"""Why a unit may see a child: periods, moves in the same second, one matter for one person, walls in the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from opsporing import anledning as anledninger
from opsporing.boern import actions as boern
from opsporing.models import Anledning, Barn, Frist, Grundlag, Tilknytning
from opsporing.organisation import actions as organisation
from opsporing.skemaer.actions import indlaes
from tests import cast
from tests.cast import By
from trivsel.actions import runder
from trivsel.models import Vurdering

SEKUND = timedelta(seconds=1)


@pytest.fixture
def by(db: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    return by


@pytest.fixture
def sag(by: By) -> Anledning:
    return runder.opret_ekstra(barn=by.barn, enhed=by.egern, by=by.paedagog, nu=by.nu).anledning


def _ser(user: Any, barn: Barn, nu: Any) -> bool:
    return Barn.objects.for_user(user, nu).filter(pk=barn.pk).exists()


def test_nobody_sees_nobody(by: By) -> None:
    assert not Barn.objects.for_user(None, by.nu).exists()
    assert not Barn.objects.for_user(by.administrator, by.nu).exists()
    by.paedagog.is_active = False
    assert not Barn.objects.for_user(by.paedagog, by.nu).exists()


def test_access_ends_with_the_period_to_the_second(by: By) -> None:
    tilknytning = by.barn.tilknytninger.get()
    boern.udskriv(tilknytning=tilknytning, by=None, nu=by.nu, til=by.nu + timedelta(hours=1))
    slut = by.nu + timedelta(hours=1)
    assert _ser(by.paedagog, by.barn, slut - SEKUND)
    assert not _ser(by.paedagog, by.barn, slut)


def test_a_planned_enrolment_opens_when_it_begins(by: By) -> None:
    start = by.nu + timedelta(days=30)
    boern.indskriv(barn=by.barn, enhed=by.ulv, by=None, nu=by.nu, fra=start)
    assert not _ser(by.leder2, by.barn, start - SEKUND)
    assert _ser(by.leder2, by.barn, start)


def test_a_move_moves_access_in_the_same_second_and_leaves_the_records(by: By, sag: Anledning) -> None:
    boern.flyt(barn=by.barn, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=by.nu)
    assert not _ser(by.paedagog, by.barn, by.nu)
    assert _ser(by.paedagog_eg, by.barn, by.nu)
    assert not Anledning.objects.for_user(by.paedagog, by.nu).filter(pk=sag.pk).exists()
    assert not Anledning.objects.for_user(by.paedagog_eg, by.nu).filter(pk=sag.pk).exists()
    assert not Vurdering.objects.for_user(by.leder2, by.nu).exists()


def test_a_move_to_another_municipality_makes_a_new_child_and_takes_no_records(by: By, sag: Anledning) -> None:
    nyt = boern.flyt_kommune(barn=by.barn, til_enhed=by.naboby.stue, by=None, nu=by.nu)
    assert nyt.pk != by.barn.pk and nyt.cpr == by.barn.cpr
    assert not _ser(by.paedagog, by.barn, by.nu) and not _ser(by.leder, by.barn, by.nu)
    assert _ser(by.naboby.paedagog, nyt, by.nu)
    assert not Anledning.objects.for_user(by.naboby.paedagog, by.nu).filter(barn=nyt).exists()
    assert nyt.foraeldremyndigheder.filter(til=None).count() == 2


def _aabn(by: By, sag: Anledning, **felter: Any) -> Tilknytning:
    return anledninger.aabn_for(
        anledning=sag,
        enhed=by.ppr_team,
        grundlag=Grundlag.SPARRING,
        til=by.nu + timedelta(days=14),
        by=by.paedagog,
        nu=by.nu,
        **felter,
    )


def test_one_matter_opens_and_nothing_else(by: By, sag: Anledning) -> None:
    anden = anledninger.opret(kode="trivsel.vurdering", enhed=by.egern, barn=by.barn, nu=by.nu)
    _aabn(by, sag)
    mine = Anledning.objects.for_user(by.ppr, by.nu)
    assert sag in mine and anden not in mine
    assert not _ser(by.ppr, by.barn, by.nu)
    assert sag not in Anledning.objects.for_user(by.ppr, by.nu + timedelta(days=14))


def test_one_matter_for_one_person_is_closed_to_her_colleagues(by: By, sag: Anledning) -> None:
    kollega = organisation.opret_bruger(kommune=by.kommune, username="ppr2", navn="Pia Dam", by=None, nu=by.nu)
    organisation.ansaet(user=kollega, enhed=by.ppr_team, rolle="ppr", by=None, nu=by.nu)
    _aabn(by, sag, ansaettelse=by.ppr.ansaettelse)
    assert sag in Anledning.objects.for_user(by.ppr, by.nu)
    kollega.vaelg(kollega.ansaettelser.select_related("enhed__kommune__profil").get())
    assert sag not in Anledning.objects.for_user(kollega, by.nu)


def test_sparring_cannot_open_the_whole_child(by: By) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Tilknytning.objects.create(
            kommune=by.kommune, barn=by.barn, enhed=by.ppr_team, grundlag=Grundlag.SPARRING, fra=by.nu
        )


def test_seeing_the_child_does_not_open_another_units_journal(by: By, sag: Anledning) -> None:
    boern.indskriv(barn=by.barn, enhed=by.nord, by=None, nu=by.nu)
    assert _ser(by.sundhedsplejerske, by.barn, by.nu)
    assert sag not in Anledning.objects.for_user(by.sundhedsplejerske, by.nu)
    assert sag in Anledning.objects.for_user(by.paedagog, by.nu)


def test_the_database_refuses_a_row_that_points_into_another_municipality(by: By) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Tilknytning.objects.create(
            kommune=by.kommune,
            barn=by.naboby.barn,
            enhed=by.egern,
            grundlag=Grundlag.INDSKRIVNING,
            fra=by.nu,
        )
        connection.check_constraints()


def test_two_rows_of_one_child_are_joined_and_nothing_is_lost(by: By, sag: Anledning) -> None:
    dobbelt = boern.opret_barn(
        kommune=by.kommune, fornavn="Alma", efternavn="Aakjær", foedt_den=by.barn.foedt_den, by=None, nu=by.nu
    )
    boern.indskriv(barn=dobbelt, enhed=by.egern, by=None, nu=by.nu)
    boern.sammenlaeg(behold=dobbelt, overfloedig=by.barn, by=None, nu=by.nu)
    dobbelt.refresh_from_db()
    sag.refresh_from_db()
    assert dobbelt.cpr and sag.barn == dobbelt
    assert Vurdering.objects.get(anledning=sag).barn == dobbelt
    assert dobbelt.tilknytninger.filter(til=None).count() == 1
    assert _ser(by.paedagog, dobbelt, by.nu)


def test_a_list_of_all_that_is_open_holds_what_each_row_says_of_itself(by: By, sag: Anledning) -> None:
    """The keys that lists begin with, the condition on one row, and the short way on the child's page agree for
    everybody: with matters of several units, about nobody, opened to one person alone, and before and after.
    """
    nu = by.nu + timedelta(hours=1)
    hos_andre = runder.opret_ekstra(barn=by.boern["ella"], enhed=by.ulv, by=by.paedagog_eg, nu=by.nu).anledning
    anledninger.opret(kode="trivsel.vurdering", enhed=by.sundhedspleje, barn=by.barn, nu=by.nu)
    anledninger.opret(kode="trivsel.vurdering", enhed=by.birken, barn=None, nu=by.nu)
    for bruger, anledning in ((by.ppr, sag), (by.paedagog, hos_andre), (by.leder, hos_andre)):
        anledninger.aabn_for(
            anledning=anledning,
            enhed=bruger.ansaettelse.enhed,
            grundlag=Grundlag.SPARRING,
            til=nu + SEKUND,
            by=None,
            nu=by.nu,
            ansaettelse=bruger.ansaettelse if bruger is not by.leder else None,
        )
    aabne = 0
    for bruger in [None, *by.bruger.values(), by.naboby.leder]:
        for tidspunkt in (nu, nu + SEKUND):
            hver_for_sig = set(Anledning.objects.for_user(bruger, tidspunkt).values_list("pk", flat=True))
            noegler = Anledning.objects.noegler_for_user(bruger, tidspunkt)
            assert set(Anledning.objects.filter(pk__in=noegler).values_list("pk", flat=True)) == hver_for_sig
            frister = Frist.objects.filter(anledning__in=noegler)
            assert set(frister) == set(Frist.objects.for_user(bruger, tidspunkt))
            aabne += len(hver_for_sig)
            for barn in Barn.objects.for_user(bruger, tidspunkt):
                journal = bruger.ansaettelse.enhed.journalenhed
                om_barnet = Frist.objects.for_user(bruger, tidspunkt).filter(anledning__barn=barn)
                egne = om_barnet.filter(anledning__ejer_enhed=journal)
                assert set(Frist.objects.i_egen_journal_om(barn, bruger)) == set(egne)
    assert aabne > 20
