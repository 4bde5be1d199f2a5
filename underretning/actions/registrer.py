"""What comes from outside by letter, telephone or otherwise is registered by myndighed, who read or heard it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.dansk import dato_klokken
from opsporing.frosset import Afsnit, Frosset, Linje, Slags
from opsporing.models import Barn, Kommune, User
from opsporing.tid import DANMARK, dato
from underretning.actions.modtag import (
    Barnedata,
    Indkomst,
    Underretter,
    barn_i,
    kvitteringsnummer,
    modtag,
    modtagelse,
)
from underretning.models import Kanal, Modtaget, Overgreb, Pligt
from underretning.rules import koder


@dataclass(frozen=True, slots=True)
class Fortalt:
    """What was said or written: what was seen, the child's own words, and from another municipality its summary."""

    set_: str
    barnets_ord: str = ""
    foraeldre: str = ""
    sammenfatning: str = ""


@dataclass(frozen=True, slots=True)
class Mistanke:
    """What is suspected, of whom in words, and the employee of the municipality it is about, at work or at home."""

    overgreb: Overgreb = Overgreb.NEJ
    hvem: str = ""
    mistaenkt: User | None = None

    def renset(self) -> "Mistanke":
        """Without whom it is about where nothing is suspected."""
        if self.overgreb == Overgreb.NEJ:
            return Mistanke()
        return Mistanke(Overgreb(self.overgreb), self.hvem.strip(), self.mistaenkt)

    @property
    def hvorfor(self) -> str:
        """What those who decide on a switch are told that it builds on."""
        return f"Mistanken retter sig mod: {self.hvem}" if self.hvem else ""


def check_mistaenkt(mistanke: Mistanke, by: User) -> None:
    """Raises Denied for an employee who cannot be named: the one who writes it, and one of another municipality."""
    if mistanke.mistaenkt is None:
        return
    if mistanke.mistaenkt.pk == by.pk:
        raise Denied("Du kan ikke tage imod en underretning om en mistanke mod dig selv. Giv den til din leder.")
    if mistanke.mistaenkt.kommune_id != by.ansat.kommune_id:
        raise Denied("Vælg en, der er ansat i kommunen, eller skriv, hvem det er.")


@transaction.atomic
def registrer(
    *,
    boern: Sequence[Barnedata],
    kanal: Kanal,
    modtaget_at: datetime,
    pligt: Pligt,
    underretter: Underretter,
    hastede: bool,
    mistanke: Mistanke,
    fortalt: Fortalt,
    by: User,
    nu: datetime,
) -> list[Modtaget]:
    """Register one about these children; the clock runs from when the municipality got it, not from now.

    It goes to the unit that receives underretninger. An employee who is suspected is shut out of it from the first
    second, and of a suspicion against somebody at home, or doubt, the parents are told nothing. Raises Denied for
    somebody who does not receive them, without a child or a text, for a moment after now, for a code that does not hold
    that day, for oneself as the one suspected, and for a § 132 notice without its summary.
    """
    kraev(by, Permission.UNDERRETNING_MODTAG)
    if modtaget_at > nu:
        raise Denied("Den kan ikke være modtaget senere end nu.")
    if not boern or not fortalt.set_.strip():
        raise Denied("Skriv, hvem det handler om, og hvad der er fortalt.")
    if pligt == Pligt.FLYTNING and not fortalt.sammenfatning.strip():
        raise Denied("Skriv den sammenfatning, den anden kommune har sendt.")
    try:
        koder.kode(koder.Liste.UNDERRETTER, underretter.kode, dato(modtaget_at))
    except koder.UkendtKode as fejl:
        raise Denied("Vælg, hvem der har underrettet.") from fejl
    mistanke = mistanke.renset()
    check_mistaenkt(mistanke, by)
    kommune = by.ansat.enhed.kommune
    enhed = modtagelse(kommune) or by.ansat.enhed
    ind = Indkomst(
        kvitteringsnummer=kvitteringsnummer(nu),
        kanal=kanal,
        modtaget_at=modtaget_at,
        pligt=pligt,
        underretter=underretter,
        indhold=frosset(fortalt, mistanke, kanal, modtaget_at, by, nu),
        hastede=hastede,
        overgreb=mistanke.overgreb,
        overgreb_hvem=mistanke.hvem,
        mistaenkt=mistanke.mistaenkt,
    )
    raekker = list({barn.pk: barn for barn in (find_barn(kommune, data, by=by, nu=nu) for data in boern)}.values())
    return [modtag(enhed=enhed, barn=barn, ind=ind, by=by, nu=nu, hvorfor=mistanke.hvorfor) for barn in raekker]


def find_barn(kommune: Kommune, data: Barnedata, *, by: User, nu: datetime) -> Barn:
    """The child's row: by its CPR number, or without one by name and date of birth where just one has both, so that
    what came before stands beside it. Else a new one.
    """
    if not data.cpr and data.foedt_den and data.fornavn and data.efternavn:
        kendte = Barn.objects.filter(
            kommune=kommune,
            sammenlagt_i=None,
            foedt_den=data.foedt_den,
            fornavn__iexact=data.fornavn.strip(),
            efternavn__iexact=data.efternavn.strip(),
        )[:2]
        if len(kendte) == 1:
            return kendte[0]
    return barn_i(kommune, data, by=by, nu=nu)


def frosset(
    fortalt: Fortalt, mistanke: Mistanke, kanal: Kanal, modtaget_at: datetime, by: User, nu: datetime
) -> Frosset:
    """The words as they were registered, with who did it and when."""
    linjer = [
        ("Det er set og hørt", fortalt.set_, Slags.TEKST),
        ("Barnets egne ord", fortalt.barnets_ord, Slags.CITAT),
        ("Forældrene", fortalt.foraeldre, Slags.TEKST),
        ("Sammenfatning fra den anden kommune", fortalt.sammenfatning, Slags.TEKST),
        ("Mistanken retter sig mod", mistanke.hvem, Slags.TEKST),
    ]
    modtaget = dato_klokken(modtaget_at.astimezone(DANMARK))
    skrevet = dato_klokken(nu.astimezone(DANMARK))
    return Frosset(
        f"Underretning: {str(kanal.label).lower()}",
        f"Modtaget {modtaget}. Skrevet ned af {by.navn}, {by.ansat.enhed.navn}, {skrevet}",
        tuple(Afsnit(titel, (Linje("", (tekst.strip(),), slags),)) for titel, tekst, slags in linjer if tekst.strip()),
    )
