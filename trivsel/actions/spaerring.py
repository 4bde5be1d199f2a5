"""What a suspicion or doubt of abuse sets going in a vurdering, and what wakes when myndighed has lifted the switch."""

from datetime import datetime, timedelta

from opsporing.frister import actions as frister
from opsporing.models import Anledning, Person, Spaerring, Spaerringsgrund, Tilknytning, User
from opsporing.orientering.actions import mangler_resultat
from opsporing.profil import Praksisprofil
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato
from trivsel.models import Vurdering
from trivsel.rules.forloeb import OvergrebSvar
from trivsel.rules.positioner import Position

RESULTAT = "trivsel.resultat"


def saet_efter_svar(*, vurdering: Vurdering, profil: Praksisprofil, by: User, nu: datetime) -> bool:
    """Keep the concluded vurdering from the parents when the team suspects abuse or is in doubt; whether it is kept.

    A correction cannot lift what only myndighed may: what stood on the version it replaces is set on it too.
    """
    overgreb = vurdering.svar.get("overgreb")
    grunde: dict[int | None, Spaerringsgrund] = {}
    if vurdering.samlet != Position.GROEN and overgreb in {OvergrebSvar.MISTANKE, OvergrebSvar.TVIVL}:
        grunde[None] = Spaerringsgrund(overgreb)
    personer: dict[int | None, Person | None] = {None: None}
    if vurdering.erstatter_id:
        for gammel in (
            Spaerring.objects.staaende().filter(anledning__vurdering=vurdering.erstatter_id).select_related("person")
        ):
            grunde.setdefault(gammel.person_id, Spaerringsgrund(gammel.grund))
            personer[gammel.person_id] = gammel.person
    for person, grund in grunde.items():
        spaerringer.saet(
            anledning=vurdering.anledning,
            person=personer[person],
            grund=grund,
            hvorfor=vurdering.svar.get("overgreb_hvorfor", ""),
            gennemses_om_dage=profil.spaerring_gennemses_dage,
            by=by,
            nu=nu,
        )
    return bool(grunde)


def spaerring_ophaevet(*, anledning: Anledning, by: User, nu: datetime) -> None:
    """Let the duty to tell the parents the result run again, when there is one and somebody may now be told.

    Only where it can be done: the child is still in the unit, and the vurdering is the one in force.
    """
    vurdering = (
        Vurdering.objects.gaeldende()
        .exclude(samlet=Position.GROEN)
        .select_related("enhed", "profilversion", "anledning")
        .filter(anledning=anledning)
        .first()
    )
    if vurdering is None or not _er_her(vurdering, nu) or not mangler_resultat(vurdering.anledning):
        return
    profil = Praksisprofil.fra_data(vurdering.profilversion.data if vurdering.profilversion else {})
    forfalder = dato(nu) + timedelta(days=profil.pligtdage(vurdering.samlet)[0])
    if frister.ikke_sket(hvad="resultat_fortalt", anledning=anledning):
        frister.flyt(anledning=anledning, kode=RESULTAT, forfalder=forfalder)
    else:
        frister.opret(kode=RESULTAT, anledning=anledning, enhed=vurdering.enhed, forfalder=forfalder, nu=nu)


def _er_her(vurdering: Vurdering, nu: datetime) -> bool:
    her = Tilknytning.objects.gaeldende(nu).indskrivninger()
    return her.filter(barn=vurdering.barn_id, enhed__journalenhed=vurdering.enhed.journalenhed_id).exists()
