"""What becomes of underretninger when the child moves away, or is found to be registered twice."""

from opsporing.boern import actions as boern
from opsporing.models import Barn
from tests.cast import By
from tests.factories.modtaget import indkommet
from underretning.models import Modtaget


def test_myndighed_keeps_what_it_has_received_when_the_family_moves_away(by: By) -> None:
    modtaget = indkommet(by.barn, by.myndighed, nu=by.nu)
    boern.flyt_kommune(barn=by.barn, til_enhed=by.naboby.stue, by=None, nu=by.nu)
    for bruger in (by.socialraadgiver, by.myndighedsleder):
        assert modtaget in Modtaget.objects.for_user(bruger, by.nu)
    assert not Barn.objects.for_user(by.paedagog, by.nu).filter(pk=by.barn.pk).exists()


def test_underretninger_follow_a_child_that_was_registered_twice(by: By) -> None:
    dobbelt = boern.opret_barn(kommune=by.kommune, fornavn="Alma", foedt_den=by.barn.foedt_den, by=None, nu=by.nu)
    kun_den_ene = indkommet(dobbelt, by.myndighed, nu=by.nu)
    om_begge = indkommet(by.barn, by.myndighed, nu=by.nu)
    igen = indkommet(dobbelt, by.myndighed, nu=by.nu, kvitteringsnummer=om_begge.kvitteringsnummer)
    boern.sammenlaeg(behold=by.barn, overfloedig=dobbelt, by=None, nu=by.nu)
    kun_den_ene.refresh_from_db()
    igen.refresh_from_db()
    assert kun_den_ene.barn == by.barn
    # One row of what was sent stands for the child already; the other is still there to be read.
    assert igen.barn == dobbelt
    assert {kun_den_ene, om_begge, igen} <= set(Modtaget.objects.for_user(by.socialraadgiver, by.nu))
