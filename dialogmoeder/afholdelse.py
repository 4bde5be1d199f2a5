"""What the pages of a meeting being held are drawn from: the agenda with its clocks, and one item with all about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.timezone import localtime

from dialogmoeder import adgang
from dialogmoeder import permissions_hold as permissions
from dialogmoeder.actions.referat import arket, kendte_om
from dialogmoeder.familier import er_familie, kan_naevnes
from dialogmoeder.models import (
    Deltager,
    Forberedelse,
    Moede,
    Moedestatus,
    Punkt,
    Punktart,
    Punktstatus,
    Referat,
)
from dialogmoeder.rules.afholdelse import Ur, naeste, samlet, ur
from dialogmoeder.rules.slags import TRE_KOLONNER
from opsporing.frister.visning import hvornaar
from opsporing.fristtyper import HANDLING_UDEN_ANSVARLIG
from opsporing.models import Emne, Enhed, Frist, Handling, Maade, Orientering, Person, User
from opsporing.orientering.actions import indehavere
from opsporing.profil import profil_for
from opsporing.skemaer.definition import Skemadefinition
from opsporing.skemaer.visning import Afsnit, laesning
from opsporing.tid import dato

_LUKKET = "Et punkt, du ikke har del i"


def moedets_navn(moede: Moede) -> str:
    """What the municipality calls a meeting of this kind."""
    return str(profil_for(moede.kommune).moeder[moede.slags]["navn"])


def punktets_navn(punkt: Punkt) -> str:
    """What the item is called by those who have part in it: the child, or the question where no child is named."""
    if punkt.barn is not None:
        return punkt.barn.navn
    return punkt.overskrift or punkt.get_art_display().capitalize()


def uret(punkt: Punkt, nu: datetime) -> Ur:
    """The clock of the item."""
    return ur(begyndt=punkt.begyndt_at, slut=punkt.behandlet_at, minutter=punkt.minutter, nu=nu)


def uret_gaar(moede: Moede, nu: datetime) -> bool:
    """Whether the clocks are shown: on its day. One that nobody ended does not run on for days."""
    return moede.begyndt_at is not None and dato(moede.begyndt_at) == dato(nu)


def deltagernavn(deltager: Deltager) -> str:
    """A participant's name and what she is."""
    return f"{adgang.navn_paa(deltager)}, {adgang.hvad_hun_er(deltager)}"


def deltagerne(moede: Moede) -> QuerySet[Deltager]:
    """Those who take part now, in the order they were asked."""
    return moede.deltagere.filter(fratraadt_at=None).select_related("ansaettelse__user", "person").order_by("fag", "pk")


def til_stede(punkt: Punkt, *, foraeldre: bool = False) -> list[str]:
    """Who was there, once that is noted; until then those who were asked.

    The parents of another child at the table are not told of, nor somebody who was called in to another item alone. In
    the version that is one text for all parents none of them is named, as one may be hidden from another.
    """
    alle = kan_naevnes((d for d in deltagerne(punkt.moede) if d.deltog is not False), punkt)
    if not foraeldre:
        return [deltagernavn(d) for d in alle]
    familien = [d for d in alle if er_familie(d)]
    ord_ = {0: [], 1: ["en forælder"]}.get(sum(d.person_id is not None for d in familien), ["forældre"])
    med = ["en, som en forælder havde med"] if any(d.person_id is None for d in familien) else []
    return [*(deltagernavn(d) for d in alle if not er_familie(d)), *ord_, *med]


@dataclass(frozen=True, slots=True)
class Linje:
    """One item of the agenda as the one who looks may see it; `navn` says nothing of one that is closed to her."""

    nr: int
    punkt: Punkt
    aaben: bool
    navn: str
    ur: Ur
    naeste: bool

    @property
    def tilstand(self) -> str:
        """The state as its shape."""
        if self.punkt.status == Punktstatus.BEHANDLET:
            return "done"
        if self.punkt.status == Punktstatus.UDSAT:
            return "stop"
        return "half" if self.punkt.begyndt_at else "none"


def dagsordenen(moede: Moede, user: User, nu: datetime) -> list[Linje]:
    """The items that are not taken off, in their order."""
    alle = list(
        moede.punkter.exclude(status=Punktstatus.TRUKKET)
        .select_related("barn", "anledning__ejer_enhed", "forberedes_by", "fortaeller")
        .order_by("nr", "pk")
    )
    for punkt in alle:
        punkt.moede, punkt.kommune = moede, moede.kommune
    aabne = set(Punkt.objects.for_user(user, nu).filter(moede=moede).values_list("pk", flat=True))
    forrest = naeste((p.pk, p.status) for p in alle)
    return [
        Linje(
            nr=nr,
            punkt=punkt,
            aaben=punkt.pk in aabne,
            navn=punktets_navn(punkt) if punkt.pk in aabne else _LUKKET,
            ur=uret(punkt, nu),
            naeste=punkt.pk == forrest,
        )
        for nr, punkt in enumerate(alle, 1)
    ]


def tiden(moede: Moede, linjer: Iterable[Linje], nu: datetime) -> Ur:
    """The clock of the whole meeting, against the minutes it was given."""
    if moede.status in {Moedestatus.I_GANG, Moedestatus.AFHOLDT}:
        return ur(begyndt=moede.begyndt_at, slut=moede.afsluttet_at, minutter=moede.varer_minutter, nu=nu)
    return Ur(samlet(en.ur for en in linjer).minutter, moede.varer_minutter)


def kan_vises_familien(definition: Skemadefinition) -> bool:
    """Whether a sheet may be on a screen the family sees: every question of it may be read by them."""
    return not any(felt.vises_ikke_foraeldre for felt in definition.felter)


@dataclass(frozen=True, slots=True)
class Aftale:
    """An agreement in a line."""

    handling: Handling
    foelges_op: Any

    @property
    def hvem(self) -> str:
        """Who sees to it, and that she cannot any more."""
        hun = self.handling.ansvarlig.navn
        return f"{hun} kan ikke sørge for det mere" if self.handling.uden else hun  # type: ignore[attr-defined]

    @property
    def faerdig(self) -> bool:
        """Is it ended?"""
        return self.handling.afsluttet_at is not None


def aftaler(punkt: Punkt, user: User, nu: datetime) -> list[Aftale]:
    """What was agreed at the item, as far as it is open to the user."""
    uden = Frist.objects.aabne().filter(anledning=OuterRef("anledning"), kode=HANDLING_UDEN_ANSVARLIG)
    fundne = (
        Handling.objects.for_user(user, nu)
        .filter(anledning=punkt.anledning_id)
        .annotate(uden=Exists(uden.filter(trin=Cast(OuterRef("pk"), CharField()))))
        .select_related("ansvarlig")
        .order_by("pk")
    )
    return [Aftale(h, hvornaar(h.opfoelgning_den, nu)) for h in fundne]


def sidst(punkt: Punkt, user: User, nu: datetime) -> list[Aftale]:
    """What was agreed when the item was on last, where that is open to her too."""
    return aftaler(punkt.fortsaetter, user, nu) if punkt.fortsaetter else []


def forberedelsen(punkt: Punkt) -> tuple[Afsnit, ...]:
    """What was prepared, to be read at the table; nothing before it is sent."""
    fundet = Forberedelse.objects.filter(punkt=punkt, sendt_at__isnull=False).select_related("skemaversion").first()
    if fundet is None:
        return ()
    return laesning(fundet.definition(), fundet.svar, med_ubesvarede=False, slags=punkt.art)


def referatet(punkt: Punkt, referat: Referat | None, *, foraeldre: bool = False) -> tuple[Afsnit, ...]:
    """The minutes for reading; `foraeldre` leaves out what is internal."""
    if referat is None:
        return ()
    return laesning(
        referat.definition(),
        referat.svar,
        foraeldre=foraeldre,
        med_ubesvarede=False,
        slags=punkt.art,
        kendte=kendte_om(punkt),
    )


def arkvalg(punkt: Punkt, referat: Referat | None) -> str:
    """Which sheet the item can go over to: "tre" (columns), "eget" (the meeting's), or neither once it is written."""
    if referat is not None and (any(referat.svar.values()) or referat.konflikter or referat.lukket_at):
        return ""
    if punkt.art == Punktart.GRUPPE or arket(punkt) == TRE_KOLONNER:
        return ""
    return "eget" if referat is not None and referat.definition().kode == TRE_KOLONNER else "tre"


def udskrift(punkt: Punkt, referat: Referat, *, foraeldre: bool, nu: datetime) -> dict[str, Any]:
    """What a print of the minutes is drawn from. For parents: nothing internal, and no name of another child."""
    moede = punkt.moede
    enhed: Enhed = punkt.anledning.ejer_enhed
    handlinger = Handling.objects.filter(anledning=punkt.anledning_id).select_related("ansvarlig").order_by("pk")
    return {
        "punkt": punkt,
        "barn": punkt.barn,
        "moede": moede,
        "moedets_navn": moedets_navn(moede),
        "navn": _navn_ud(punkt) if foraeldre else punktets_navn(punkt),
        "kommune": punkt.kommune,
        "enhed": enhed,
        "holdt": localtime(moede.begyndt_at or moede.planlagt_at),
        "til_stede": til_stede(punkt, foraeldre=foraeldre),
        "afsnit": referatet(punkt, referat, foraeldre=foraeldre),
        "handlinger": list(handlinger),
        "referat": referat,
        "rettelser": referat.rettelse,
        "dag": dato(nu),
        "lukket": referat.lukket_at,
        "kan_laeses_af": permissions.hvem_laeser(punkt),
    }


def fortalte(punkt: Punkt) -> list[tuple[Person, date | None]]:
    """Each custody holder, and the day she was told by mouth what was talked about."""
    if punkt.barn is None:
        return []
    dage = dict(
        Orientering.objects.filter(
            anledning=punkt.anledning_id, emne=Emne.RESULTAT, maade=Maade.MUNDTLIGT, fortrudt_at=None
        ).values_list("person_id", "givet_den")
    )
    return [(person, dage.get(person.pk)) for person in indehavere(punkt.barn)]


def _navn_ud(punkt: Punkt) -> str:
    """The child's name as it may leave the house: with a protected name the first name alone."""
    if punkt.barn is None:
        return ""
    return punkt.barn.kaldenavn if punkt.barn.beskyttet else punkt.barn.navn
