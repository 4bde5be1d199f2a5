"""The receiver's clock: elapsed hours whatever the wall says, reminders by the hour, and the chain of leaders."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from opsporing.frister.paamindelser import paamind_efter_uret
from opsporing.frister.udsendelse import send_ventende
from opsporing.frister.visning import nyt
from opsporing.models import Frist, Log, Paamindelse, Udelukkelse, User
from opsporing.organisation import actions as organisation
from opsporing.profil import profil_for
from tests.cast import NU, By
from tests.factories.modtaget import indkommet
from tests.integration.underretning.conftest import ansat
from underretning import indbakke
from underretning.actions import behandl
from underretning.actions.mistanke import noter_mistanke
from underretning.actions.registrer import Mistanke
from underretning.fristtyper import VURDER
from underretning.models import Modtaget, Overgreb

DANMARK = ZoneInfo("Europe/Copenhagen")
FRA = datetime(2024, 1, 1, tzinfo=UTC)
OEJEBLIKKE = st.timedeltas(timedelta(0), timedelta(days=8 * 365)).map(lambda efter: FRA + efter)


@given(OEJEBLIKKE, st.timedeltas(timedelta(0), timedelta(days=4)))
@example(datetime(2026, 3, 28, 12, tzinfo=UTC), timedelta(hours=23, minutes=59))
@example(datetime(2026, 10, 24, 12, tzinfo=UTC), timedelta(hours=24, minutes=1))
@example(datetime(2026, 12, 24, 12, tzinfo=UTC), timedelta(hours=12))
@example(datetime(2026, 12, 31, 22, tzinfo=UTC), timedelta(hours=12))
def test_it_is_late_after_24_hours_that_passed_and_not_before(modtaget: datetime, gaaet: timedelta) -> None:
    for zone in (UTC, DANMARK):  # what the form hands in is Danish, what the database gives is UTC
        en = Modtaget(modtaget_at=modtaget.astimezone(zone))
        assert en.vurderes_senest_at == modtaget + timedelta(hours=24)
        ur = indbakke.ur(en, modtaget + gaaet)
        assert ur.forsinket == (gaaet > timedelta(hours=24))
        assert 0 <= ur.brugt <= 100
        assert ("over tiden" in ur.tilbage) == ur.forsinket
        assert ur.frist.startswith("Frist ") and "kl. " in ur.frist


@pytest.mark.parametrize(
    ("timer", "hvem"),
    [
        (0.02, {"socialraadgiver", "myndighedsleder"}),
        (16.1, {"socialraadgiver", "myndighedsleder"}),
        (20.1, {"myndighedsleder"}),
        (24.1, {"socialraadgiver", "myndighedsleder", "forvaltning"}),
    ],
)
def test_it_is_told_by_the_hour_and_to_the_leader_before_it_runs_out(by: By, timer: float, hvem: set[str]) -> None:
    en = indkommet(by.alma, by.myndighed, for_timer_siden=0)
    foer = NU + timedelta(hours=timer - 1) if timer > 1 else NU - timedelta(minutes=1)
    paamind_efter_uret(nu=foer)
    kendte = set(Paamindelse.objects.values_list("pk", flat=True))
    paamind_efter_uret(nu=NU + timedelta(hours=timer))
    nye = Paamindelse.objects.exclude(pk__in=kendte).filter(frist__anledning=en.anledning_id, frist__kode=VURDER)
    assert set(nye.values_list("modtager__username", flat=True)) == hvem
    eskalerede = {p.modtager.username for p in nye if p.slags.startswith("eskaleret")}
    assert eskalerede == (hvem - {"socialraadgiver"} if timer > 20 else set())


def test_once_somebody_has_taken_it_only_she_is_reminded_and_after_the_assessment_nobody(by: By, kollega: User) -> None:
    en = indkommet(by.alma, by.myndighed, for_timer_siden=0)
    en = behandl.tag(modtaget=en, rev=0, by=kollega, nu=NU)
    paamind_efter_uret(nu=NU + timedelta(hours=16, minutes=1))
    assert set(Paamindelse.objects.values_list("modtager__username", flat=True)) == {"karen"}
    behandl.vurder(modtaget=en, rev=en.rev, akut=False, vurdering="Tryg.", by=kollega, nu=NU + timedelta(hours=17))
    assert Frist.objects.get(anledning=en.anledning_id, kode=VURDER).opfyldt_by == kollega
    foer = Paamindelse.objects.count()
    paamind_efter_uret(nu=NU + timedelta(hours=30))
    assert Paamindelse.objects.count() == foer


def test_the_flag_says_when_the_leader_knows(by: By) -> None:
    indkommet(by.alma, by.myndighed, for_timer_siden=0)
    da = NU + timedelta(hours=21)
    paamind_efter_uret(nu=da)
    [raekke] = indbakke.laes(by.socialraadgiver, da).raekker
    assert "Leder har fået besked" in [flag.tekst for flag in raekke.flag]


def test_the_line_of_the_list_is_short_and_neutral() -> None:
    def om(overgreb: str, tekst: str) -> str:
        indhold = {"afsnit": [{"titel": "", "linjer": [{"etiket": "x", "slags": "tekst", "tekster": ["", tekst]}]}]}
        return indbakke.hvad_det_er_om(SimpleNamespace(overgreb=overgreb, indhold=indhold))  # type: ignore[arg-type]

    assert om("nej", "Kort.") == "Kort."
    assert len(om("nej", "ord " * 100)) <= indbakke.OM_TEGN
    assert "hemmelig" not in om("tvivl", "hemmelig")


# ---- the chief above ------------------------------------------------------------------------------------------------


def breve_til(user: User) -> list[Any]:
    return [brev for brev in mail.outbox if brev.to == [user.email]]


def test_the_chief_above_is_told_how_many_are_late_and_where_and_never_about_whom(by: By, log_ind: Any) -> None:
    """Frida is in forvaltning, sees no child, and is told when the time has run out, not before."""
    en, to = (indkommet(barn, by.myndighed, for_timer_siden=0) for barn in (by.alma, by.bo))
    paamind_efter_uret(nu=NU + timedelta(hours=23, minutes=59))
    assert not Paamindelse.objects.filter(modtager=by.forvaltning).exists()
    da = NU + timedelta(hours=24, minutes=1)
    paamind_efter_uret(nu=da)
    hendes = Paamindelse.objects.filter(modtager=by.forvaltning)
    assert {p.frist.anledning_id for p in hendes} == {en.anledning_id, to.anledning_id}
    send_ventende(nu=da)
    [brev] = breve_til(by.forvaltning)
    assert "2 opgaver i Opsporing har brug for dig nu." in brev.body and reverse("paamindelser") in brev.body
    with time_machine.travel(da, tick=False):
        klient = log_ind(by.forvaltning)
        for adresse in ("i_dag", "paamindelser"):
            side = klient.get(reverse(adresse)).content.decode()
            assert "2 underretninger er ikke vurderet inden for 24 timer" in side
            assert "Familieafdelingen" in side
            for ukendt in (by.alma.fornavn, by.alma.efternavn, "Ærebo", f"/modtaget/{en.pk}/"):
                assert ukendt not in side, (adresse, ukendt)
        assert klient.get(reverse("underretning:modtaget", args=[en.pk])).status_code == 403
    # No child's log says that she was told.
    fortalt = Log.objects.filter(haendelse__in=["opsporing.frist_eskaleret", "opsporing.paamindelse_set"])
    assert all(post.boern == [] for post in fortalt.filter(bruger=str(by.forvaltning.pk)))
    behandl.vurder(modtaget=en, rev=0, akut=False, vurdering="Tryg.", by=by.socialraadgiver, nu=da)
    assert [n.hvad for n in nyt(by.forvaltning, da).ulaeste] == ["1 underretning er ikke vurderet inden for 24 timer"]


def test_a_chief_who_is_suspected_is_not_told_and_neither_is_one_the_profile_leaves_out(by: By) -> None:
    en = indkommet(by.alma, by.myndighed, for_timer_siden=0)
    anledninger = Udelukkelse.objects.create(
        kommune=by.kommune, anledning=en.anledning, user=by.forvaltning, sat_at=NU, sat_by=by.socialraadgiver
    )
    paamind_efter_uret(nu=NU + timedelta(hours=29))
    assert not Paamindelse.objects.filter(modtager=by.forvaltning).exists()
    anledninger.delete()
    profil = replace(profil_for(by.kommune), chefroller=[])
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="Vi ringer.", by=None, nu=NU)
    paamind_efter_uret(nu=NU + timedelta(hours=29, minutes=1))
    assert not Paamindelse.objects.filter(modtager=by.forvaltning).exists()


def test_one_who_is_shut_out_after_she_was_told_reads_it_no_longer(by: By) -> None:
    en = indkommet(by.alma, by.myndighed, for_timer_siden=0)
    da = NU + timedelta(hours=24, minutes=1)
    paamind_efter_uret(nu=da)
    assert len(nyt(by.forvaltning, da).ulaeste) == 1
    noter_mistanke(
        modtaget=en,
        rev=0,
        mistanke=Mistanke(Overgreb.ANDEN_VOKSEN, mistaenkt=by.forvaltning),
        by=by.myndighedsleder,
        nu=da,
    )
    assert nyt(by.forvaltning, da).ulaeste == []
    send_ventende(nu=da)
    assert breve_til(by.forvaltning) == []


def test_the_nearest_chief_upwards_first_and_then_all_of_them(by: By) -> None:
    """A second familieafdeling lies under a centre with a chief of its own."""
    center = organisation.opret_enhed(
        kommune=by.kommune, type="omraade", navn="Center for Børn", foraelder=by.rod, by=None, nu=NU
    )
    ansat(by, center, "chef", "Cleo Frost", "forvaltning")
    afdeling = organisation.opret_enhed(
        kommune=by.kommune, type="myndighed", navn="Familie Vest", foraelder=center, by=None, nu=NU
    )
    indkommet(by.alma, afdeling, for_timer_siden=0)
    naaet = Paamindelse.objects.filter(uden_indsigt=True).values_list("modtager__username", flat=True)
    paamind_efter_uret(nu=NU + timedelta(hours=24, minutes=1))
    assert set(naaet.all()) == {"chef"}
    paamind_efter_uret(nu=NU + timedelta(hours=28, minutes=1))
    assert set(naaet.all()) == {"chef", "forvaltning"}
