"""The receiver's clock: elapsed hours whatever the wall says, reminders by the hour, and the chain of leaders."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opsporing.frister.paamindelser import paamind_efter_uret
from opsporing.models import Frist, Paamindelse, User
from tests.cast import NU, By
from tests.factories.modtaget import indkommet
from underretning import indbakke
from underretning.actions import behandl
from underretning.fristtyper import VURDER
from underretning.models import Modtaget

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
        (24.1, {"socialraadgiver", "myndighedsleder"}),
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
    assert eskalerede == ({"myndighedsleder"} if timer > 20 else set())


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
