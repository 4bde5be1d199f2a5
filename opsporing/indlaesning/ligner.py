"""Which children may be one and the same, so that a person must say. Pure.

Both have the same birth date, or one is expected. A number of the same kind on both sides settles it: two people,
however alike the names of twins are; only the very same name with another number is asked about, since one of the
numbers may be mistyped. Where one side lacks a number, or only one has a replacement number, names that resemble each
other are asked about.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from opsporing import navne
from opsporing.indlaesning.samle import Gruppe

#: How far a birth may lie from the day it was expected: from 23 weeks of pregnancy to three weeks over time.
FOER_TERMIN = timedelta(weeks=17)
EFTER_TERMIN = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class Kendetegn:
    """What a child is known by. `foraeldre` and `steder` are compared for equality only."""

    cpr: str | None
    fornavn: str
    efternavn: str
    koen: str | None
    foraeldre: frozenset[str] = frozenset()
    steder: frozenset[tuple[int, date]] = frozenset()

    @property
    def navnenoegle(self) -> str:
        return navne.noegle(self.fornavn, self.efternavn)


def er_erstatning(nummer: str) -> bool:
    """Whether ten digits are a replacement number (day + 60)."""
    return int(nummer[:2]) > 60


def kan_vaere_samme(a: Kendetegn, b: Kendetegn) -> bool:
    """Whether somebody should say if two children of one birth date are one. Symmetric."""
    samme_navn = a.navnenoegle == b.navnenoegle
    forskelligt_koen = a.koen is not None and b.koen is not None and a.koen != b.koen
    if a.cpr and b.cpr and er_erstatning(a.cpr) == er_erstatning(b.cpr):
        return samme_navn and not forskelligt_koen
    if forskelligt_koen:
        return samme_navn and not navne.uden_fornavn(a.fornavn)
    if navne.ligner(a.fornavn, a.efternavn, b.fornavn, b.efternavn):
        return True
    uden_navn = navne.uden_fornavn(a.fornavn) or navne.uden_fornavn(b.fornavn)
    return uden_navn and bool(a.foraeldre & b.foraeldre)


def er_samme(fil: Kendetegn, kendt: Kendetegn) -> bool:
    """Whether a line without a number is a known child beyond doubt, so that the same file can be read again.

    Name, birth date and sex agree, and so does a custody holder or the very enrolment (unit and first day).
    """
    if fil.cpr or fil.navnenoegle != kendt.navnenoegle:
        return False
    if fil.koen is not None and kendt.koen is not None and fil.koen != kendt.koen:
        return False
    return bool(fil.foraeldre & kendt.foraeldre or fil.steder & kendt.steder)


def kan_vaere_ventet(foedt_den: date, termin: date) -> bool:
    """Whether a birth day fits an expected one."""
    return termin - FOER_TERMIN <= foedt_den <= termin + EFTER_TERMIN


def kendetegn(gruppe: Gruppe, steder: Iterable[tuple[int, date]] = ()) -> Kendetegn:
    """What the file knows a child by."""
    return Kendetegn(
        gruppe.cpr,
        gruppe.fornavn,
        gruppe.efternavn,
        gruppe.koen,
        frozenset(n for f in gruppe.foraeldre.values() for n in foraelderspor(f.cpr, f.fornavn, f.efternavn)),
        frozenset(steder),
    )


def foraelderspor(cpr: str | None, fornavn: str, efternavn: str) -> tuple[str, ...]:
    """What a custody holder is recognised by beside a child: the number, and the name with it."""
    navn = f"navn:{navne.noegle(fornavn, efternavn)}"
    return (cpr, navn) if cpr else (navn,)


def par_i_filen(grupper: list[Gruppe]) -> dict[int, list[Gruppe]]:
    """For each child of the file (by first line) the earlier ones it may be the same as."""
    pr_dag: dict[date, list[Gruppe]] = defaultdict(list)
    fundet: dict[int, list[Gruppe]] = {}
    for gruppe in grupper:
        tegn = kendetegn(gruppe)
        samme = [
            anden
            for anden in pr_dag[gruppe.foedt_den]
            if not (gruppe.cpr and anden.cpr and er_erstatning(gruppe.cpr) == er_erstatning(anden.cpr))
            and not _staar_side_om_side(gruppe, anden)
            and kan_vaere_samme(tegn, kendetegn(anden))
        ]
        if samme:
            fundet[gruppe.linje] = samme
        pr_dag[gruppe.foedt_den].append(gruppe)
    return fundet


def _staar_side_om_side(a: Gruppe, b: Gruppe) -> bool:
    """Two first names in one unit at the same time are two children: an export does not list one child as two."""
    if navne.noegle(a.fornavn) == navne.noegle(b.fornavn):
        return False
    return any(
        x.enhedskode.casefold() == y.enhedskode.casefold() and x.overlapper(y) for x in a.perioder for y in b.perioder
    )
