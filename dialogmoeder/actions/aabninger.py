"""Tilknytninger to an item and to its meeting: opening, ending, and those that come with a task."""

from collections.abc import Collection
from datetime import datetime

from dialogmoeder.kreds import Kreds, Punktkreds
from dialogmoeder.rules.adgang import INDKALDT, adgang_slutter
from opsporing import anledning as anledninger
from opsporing import log
from opsporing.adgang.permissions import ROLLE_PERMISSIONS, Permission
from opsporing.models import Anledning, Ansaettelse, Grundlag, Tilknytning, User
from opsporing.profil import profil_for

#: What a Tilknytning says it is for.
FORBEREDER = "Forbereder punktet"
MED = "Punkt på et møde"
OPGAVE = "Har fået en opgave på mødet"


def staar(tilknytning: Tilknytning, nu: datetime) -> bool:
    """Whether it has not ended."""
    return tilknytning.til is None or tilknytning.til > nu


def aabn(
    sag: Anledning, ansaettelse: Ansaettelse, til: datetime | None, by: User | None, nu: datetime, formaal: str = ""
) -> Tilknytning:
    """Open a matter to one employment until `til`; without an end where that is None."""
    return anledninger.aabn_for(
        anledning=sag,
        enhed=ansaettelse.enhed,
        grundlag=Grundlag.MOEDE,
        til=til,
        ansaettelse=ansaettelse,
        formaal=formaal,
        by=by,
        nu=nu,
        haendelse="dialogmoeder.aabnet_for",
    )


def luk(tilknytning: Tilknytning, by: User | None, nu: datetime) -> None:
    """End an opening now: from this moment the matter is closed to her."""
    tilknytning.til = max(nu, tilknytning.fra)
    tilknytning.save(update_fields=["til"])
    log.record(
        "dialogmoeder.lukket_for",
        by=by,
        nu=nu,
        barn=tilknytning.barn_id,
        anledning=tilknytning.anledning_id,
        objekt=tilknytning,
    )


def ret_forberedere(kreds: Punktkreds, by: User | None, nu: datetime) -> None:
    """The one who prepares the item, and a mødeleder who works in the same unit, read it before the invitation too, and
    when it was taken off or the meeting called off, as it waits for another one."""
    punkt, moede = kreds.punkt, kreds.punkt.moede
    slut = adgang_slutter(moede.planlagt_at, kreds.profil.moede_adgang_dage)
    forbi = slut <= nu
    aabne = {
        t.ansaettelse_id: t
        for t in punkt.anledning.tilknytninger.gaeldende(nu).filter(
            formaal=FORBEREDER, ansaettelse__isnull=False, grundlag=Grundlag.MOEDE
        )
    }
    skal = {} if forbi else {a.pk: a for a in _her(kreds, {punkt.forberedes_by_id, moede.moedeleder_id}, by, nu)}
    for nr, tilknytning in aabne.items():
        if nr not in skal:
            luk(tilknytning, by, nu)
        elif tilknytning.til != slut:
            tilknytning.til = slut
            tilknytning.save(update_fields=["til"])
    for nr, ansaettelse in skal.items():
        if nr not in aabne:
            aabn(punkt.anledning, ansaettelse, slut, by, nu, FORBEREDER)


def _her(kreds: Punktkreds, brugere: Collection[int], by: User | None, nu: datetime) -> list[Ansaettelse]:
    """An employment in the unit that keeps the journal for each of the users who has one; the one she acts under where
    it is the user's own."""
    valgt: dict[int, Ansaettelse] = {}
    for a in (
        Ansaettelse.objects.gaeldende(nu)
        .filter(user__in=brugere, enhed__journalenhed=kreds.journal)
        .select_related("enhed")
        .order_by("fra", "pk")
    ):
        if Permission.MOEDE_SE in ROLLE_PERMISSIONS[a.rolle]:
            valgt.setdefault(a.user_id, a)
    if by is not None and by.pk in valgt and by.ansaettelse and by.ansaettelse.enhed.journalenhed_id == kreds.journal:
        valgt[by.pk] = by.ansaettelse
    return list(valgt.values())


def ret_moedet(kreds: Kreds, by: User | None, nu: datetime) -> None:
    """The meeting itself, which names no child: open to those it would else be closed to, while they are asked to it.

    Those are the ones from other units, and everybody where the meeting is closed, as one with a family is. One who
    leads it, planned it or prepares an item keeps what she was given, and one who did no longer.
    """
    moede = kreds.moede
    til = adgang_slutter(moede.planlagt_at, profil_for(moede.kommune).moede_adgang_dage)
    sag = moede.anledning
    skal = {
        d.ansaettelse.pk: d.ansaettelse
        for d in kreds.aktuelle
        if d.ansaettelse and (sag.lukket or d.ansaettelse.enhed.journalenhed_id != sag.ejer_enhed_id)
    }
    # What was taken off by a slip of the hand she can put on again.
    forberedere = moede.punkter.values_list("forberedes_by_id", flat=True)
    beholder = {moede.moedeleder_id, moede.oprettet_by_id, *forberedere}
    aabne = {
        t.ansaettelse_id: t
        for t in sag.tilknytninger.gaeldende(nu).filter(ansaettelse__isnull=False).select_related("ansaettelse")
    }
    paa_listen = {d.ansaettelse_id for d in kreds.aktuelle}
    for nr, tilknytning in aabne.items():
        hun = tilknytning.ansaettelse.user_id if tilknytning.ansaettelse else None
        if nr not in paa_listen and hun not in beholder:
            luk(tilknytning, by, nu)
        elif tilknytning.til != til:
            tilknytning.til = max(til, nu)
            tilknytning.save(update_fields=["til"])
    if moede.status in INDKALDT and til > nu:
        for nr, ansaettelse in skal.items():
            if nr not in aabne:
                aabn(sag, ansaettelse, til, by, nu)
