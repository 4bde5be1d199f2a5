"""Meetings and sparring in the municipality the access matrix asks about."""

from typing import TYPE_CHECKING, Any

from dialogmoeder.models import Punktgrundlag
from opsporing.adgang.permissions import Permission, har
from opsporing.adgang.roller import Rolle
from opsporing.organisation import actions as organisation
from tests.factories import moeder
from tests.meta.matrix import Maal
from tests.meta.scene_boern import EGET_BARN

if TYPE_CHECKING:
    from tests.meta.scene import Scene


def moederne(scene: "Scene", tid: Any) -> None:
    """A team with a called meeting in which every role takes part in an item about Alma; others' meetings; sparring."""
    by, nabo = scene.by, scene.by.naboby
    deltagere = [scene.user(rolle) for rolle in Rolle if har(scene.user(rolle), Permission.MOEDE_SE)]
    for sted, enhed, leder, barn, hun in (
        ("egen", by.birken, by.leder, by.barn, by.paedagog),
        ("anden_enhed", by.egen, by.leder2, by.ella, by.paedagog_eg),
        ("anden_kommune", nabo.hus, nabo.leder, nabo.barn, nabo.paedagog),
    ):
        team = moeder.team(enhed, leder, nu=tid, medlemmer=tuple(deltagere) if sted == "egen" else (hun,))
        moede = moeder.moede(enhed, leder, nu=tid, team=team, status="indkaldt", indkaldt_at=tid)
        punkt = moeder.punkt(moede, barn, hun, nu=tid)
        for user in deltagere if sted == "egen" else (hun,):
            egen = user.ansat.enhed.journalenhed_id == punkt.anledning.ejer_enhed_id
            hendes = moeder.deltager(moede, user, nu=tid, indkaldt_at=tid)
            moeder.del_i(punkt, hendes, Punktgrundlag.EGEN if egen else Punktgrundlag.SSD, nu=tid)
        scene.andet[Maal.TEAM, sted] = (team.pk,)
        scene.andet[Maal.TEAMMEDLEM, sted] = (team.medlemmer.get(ansaettelse=hun.ansat).pk,)
        scene.andet[Maal.MOEDE, sted] = (moede.pk,)
        scene.andet[Maal.DELTAGER, sted] = (moede.deltagere.get(ansaettelse=hun.ansat).pk,)
        scene.andet[Maal.PUNKT, sted] = (punkt.pk,)
        scene.andet[Maal.INVITATION, sted] = (punkt.pk, barn.foraeldremyndigheder.earliest("pk").person_id)


def sparringerne(scene: "Scene", tid: Any) -> None:
    """Asked by everybody who may ask, about the child of her unit, and one to each who may answer."""
    by, nabo = scene.by, scene.by.naboby
    spoergere = [scene.user(rolle) for rolle in Rolle if har(scene.user(rolle), Permission.SPARRING_SPOERG)]
    for user in spoergere:
        barn = by.boern[EGET_BARN[Rolle(user.ansat.rolle)]]
        scene.skrevne[Maal.SPARRING, user.pk] = moeder.sparring(user, by.ppr_team, barn, nu=tid).pk
    for svarer in (by.ppr, by.raadgiver):
        stillet = moeder.sparring(by.paedagog, svarer.ansat.enhed, by.barn, nu=tid)
        scene.skrevne[Maal.SPARRING, svarer.pk] = stillet.pk
    for sted, hun, rod in (("anden_enhed", by.paedagog_eg, by.rod), ("anden_kommune", nabo.paedagog, nabo.rod)):
        team = organisation.opret_enhed(
            kommune=rod.kommune, type="team", navn="Tale-høre", foraelder=rod, by=None, nu=tid
        )
        scene.andet[Maal.SPARRING, sted] = (moeder.sparring(hun, team, nu=tid).pk,)
