"""Who may read an item on an agenda: per item, participant and time."""

from datetime import timedelta

from dialogmoeder.actions.punkt import aabn_for_deltagere, aabn_punkt, giv_grundlag
from dialogmoeder.models import Punkt
from tests.cast import By
from tests.factories import moeder


def test_proev(by: By) -> None:
    m = moeder.moede(by.birken, by.leder, nu=by.nu)
    p = moeder.punkt(m, by.barn, by.paedagog, nu=by.nu)
    aabn_punkt(punkt=p, by=by.leder, nu=by.nu)
    assert Punkt.objects.for_user(by.paedagog, by.nu).exists()
    assert Punkt.objects.for_user(by.leder, by.nu).exists()
    assert not Punkt.objects.for_user(by.paedagog2, by.nu).exists()
    moeder.deltager(m, by.paedagog2, nu=by.nu)
    d = moeder.deltager(m, by.ppr, nu=by.nu)
    m.status = "indkaldt"
    m.save()
    aabn_for_deltagere(moede=m, by=by.leder, nu=by.nu)
    assert Punkt.objects.for_user(by.paedagog2, by.nu).exists()
    assert not Punkt.objects.for_user(by.ppr, by.nu).exists()
    giv_grundlag(punkt=p, deltager=d, grundlag="ssd", begrundelse="Nødvendigt", by=by.leder, nu=by.nu)
    assert not Punkt.objects.for_user(by.ppr, by.nu).exists()
    slut = m.planlagt_at + timedelta(days=28)
    assert not Punkt.objects.for_user(by.paedagog2, slut).exists()
