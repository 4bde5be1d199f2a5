"""Enclosures: what somebody reads about a child and may hand on, as frozen copies (`opsporing.frosset`).

Apps offer what they hold without the core, or each other, knowing them: each puts a `Bilagskilde` in `KILDER` from its
AppConfig.ready. Who writes to another unit or municipality chooses among `valgmuligheder` and has each `frys`'ed; the
receiver gets the copies and no way into the records.

- **Hers to give is what is open to her now** for the sake of the child, by the same rules as the page it is read on,
  never more than that page shows, and never what is open from the archive (`opsporing.arkiv`): that was opened to be
  read, for a purpose.
- **A standing Spærring does not keep a record from authorities**: myndighed must see exactly what is kept from the
  parents. With `til_foraeldre` the copy is for something the parents read too; then a matter they must not know of is
  not there, nor a closed one, and of the others only what is written for them.
- **The log is the caller's**, in the matter the copy is used in. A line in the matter it was taken from would tell the
  parents, in their print of the log, that somebody is writing about it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from opsporing.frosset import Frosset
from opsporing.models import Barn, Enhed, Grundlag, Spaerring, User
from opsporing.models.tilknytning import aaben_sag

#: What is told when a key leads to nothing that is hers to give; why is not told.
IKKE_DER = "Det kan ikke lægges ved. Det er rettet siden, eller du kan ikke længere læse det."


@dataclass(frozen=True, slots=True)
class Bilagsvalg:
    """Something that can be enclosed: its key, what it is, the day it is from, and a line more to know it by.

    `at` is the moment it became what it is now, where the source tells it, and `afloeser` the keys of the versions it
    corrects: what was chosen by one of them is this one now. `anledning` is the matter whose result the parents are
    told by mouth, where the source says so.
    """

    noegle: str
    titel: str
    dag: date
    om: str
    at: datetime | None = None
    afloeser: tuple[str, ...] = ()
    anledning: int | None = None


class Find(Protocol):
    """Everything of the source that the user may hand on about the child, in so many queries however much it is."""

    def __call__(self, user: User, barn: Barn, nu: datetime, *, til_foraeldre: bool) -> list[Bilagsvalg]: ...


class Frys(Protocol):
    """One of those that `Find` gives, as it stands now. Raises LookupError for anything else."""

    def __call__(self, user: User, barn: Barn, noegle: str, nu: datetime, *, til_foraeldre: bool) -> Frosset: ...


@dataclass(frozen=True, slots=True)
class Bilagskilde:
    """A kind of enclosure: its code (`app.hvad`), its name in the plural on a page, and where it comes from."""

    kode: str
    navn: str
    find: Find
    frys: Frys


#: By code; apps add theirs in AppConfig.ready.
KILDER: dict[str, Bilagskilde] = {}


def tilfoej(kilde: Bilagskilde) -> None:
    """Put a source among the others. Raises ValueError for a code that is taken or cannot begin a key."""
    if ":" in kilde.kode or kilde.kode in KILDER:
        raise ValueError(f"Kilden kan ikke hedde {kilde.kode}.")
    KILDER[kilde.kode] = kilde


def valgmuligheder(user: User, barn: Barn, nu: datetime, *, til_foraeldre: bool = False) -> list[Bilagsvalg]:
    """What the user may enclose about the child, the newest first. Keys are like `trivsel.faelles:12`."""
    alle = [
        replace(
            valg,
            noegle=f"{kilde.kode}:{valg.noegle}",
            afloeser=tuple(f"{kilde.kode}:{noegle}" for noegle in valg.afloeser),
        )
        for kilde in KILDER.values()
        for valg in kilde.find(user, barn, nu, til_foraeldre=til_foraeldre)
    ]
    return sorted(alle, key=lambda valg: valg.dag, reverse=True)


def frys(user: User, barn: Barn, noegle: str, nu: datetime, *, til_foraeldre: bool = False) -> Frosset:
    """Freeze what a key of `valgmuligheder` stands for, as it is now.

    Raises LookupError, with a sentence for the writer, when it is not, or is no longer, hers to give.
    """
    kode, _, hvilken = noegle.partition(":")
    kilde = KILDER.get(kode)
    if kilde is None:
        raise LookupError(IKKE_DER)
    return kilde.frys(user, barn, hvilken, nu, til_foraeldre=til_foraeldre)


# ---- for the sources -------------------------------------------------------------------------------------------------


def maa_gives(user: User, barn: Barn, nu: datetime, *, sag: str = "anledning", til_foraeldre: bool) -> Q:
    """The condition on a row under which its matter is about the child and the user's to hand on; `sag` is the way from
    the row to the matter.
    """
    hendes = Q(**{f"{sag}__barn": barn}) & aaben_sag(user, nu, sag, undtagen=[Grundlag.ARKIVINDSIGT])
    if not til_foraeldre:
        return hendes
    om = Q(anledning=OuterRef(sag)) | Q(sag=OuterRef(sag))
    return hendes & Q(**{f"{sag}__lukket": False}) & ~Q(Exists(Spaerring.objects.staaende().filter(om)))


M = TypeVar("M", bound=models.Model)


def raekken(raekker: models.QuerySet[M], noegle: str) -> M:
    """The row a source's key stands for. Raises LookupError when it is not among them."""
    if not (noegle.isascii() and noegle.isdecimal() and len(noegle) < 19):
        raise LookupError(IKKE_DER)
    fundet = raekker.filter(pk=int(noegle)).first()
    if fundet is None:
        raise LookupError(IKKE_DER)
    return fundet


def sted(enhed: Enhed) -> str:
    """Where it was written: the unit, and the journal unit it lies in."""
    if enhed.journalenhed is None or enhed.journalenhed_id == enhed.pk:
        return enhed.navn
    return f"{enhed.navn}, {enhed.journalenhed.navn}"
