"""Concluded vurderinger as the actions leave them, made in a handful of queries however many they are.

The forms must be published (`opsporing.skemaer.actions.indlaes`). What takes a whole way through the actions to show is
tested in tests/integration/trivsel; here history is made that pages read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from opsporing.models import Anledning, Barn, Enhed, Kommune, Skemaversion, User
from opsporing.tid import dato
from tests.factories.tid import NU
from trivsel.actions.oprettelse import KODE
from trivsel.faelles import POSITION, SAMLET, STEDER, arena_definition
from trivsel.models import DIMENSIONER, EgenVurdering, Runde, Vurdering


@dataclass(frozen=True, slots=True)
class Afsluttet:
    """One vurdering to make: a code for everything, or by dimension (with "samlet" the highest unless it is given)."""

    barn: Barn
    enhed: Enhed
    positioner: str | Mapping[str, str] = "groen"
    nu: datetime = NU
    runde: Runde | None = None

    @property
    def koder(self) -> dict[str, str]:
        if isinstance(self.positioner, str):
            return dict.fromkeys(STEDER, self.positioner)
        dimensioner = {kode: self.positioner.get(kode, "groen") for kode in DIMENSIONER}
        return {**dimensioner, SAMLET: self.positioner.get(SAMLET, max(dimensioner.values()))}


def afsluttet_vurdering(barn: Barn, positioner: str | Mapping[str, str] = "groen", **felter: Any) -> Vurdering:
    """One of them; `enhed` and `vurderere` must be given, `nu` and `runde` may be."""
    vurderere = felter.pop("vurderere")
    return afsluttede_vurderinger([Afsluttet(barn, positioner=positioner, **felter)], vurderere)[0]


def afsluttede_vurderinger(nye: Iterable[Afsluttet], vurderere: Sequence[User]) -> list[Vurdering]:
    """Concluded with both (all) raters seeing the same: every tegn as its dimension's position."""
    nye = list(nye)
    skemaer: dict[tuple[str, int], Skemaversion] = {}
    anledninger = Anledning.objects.bulk_create(
        Anledning(
            kommune_id=ny.barn.kommune_id,
            ejer_enhed_id=ny.enhed.journalenhed_id,
            barn=ny.barn,
            kode=KODE,
            oprettet_at=ny.nu,
            afsluttet_at=ny.nu,
        )
        for ny in nye
    )
    vurderinger = Vurdering.objects.bulk_create(
        _vurdering(ny, anledning, skemaer, vurderere) for ny, anledning in zip(nye, anledninger, strict=True)
    )
    EgenVurdering.objects.bulk_create(
        _egen(vurdering, nr, vurderer) for vurdering in vurderinger for nr, vurderer in enumerate(vurderere, 1)
    )
    return vurderinger


def _skema(kode: str, kommune: Kommune, skemaer: dict[tuple[str, int], Skemaversion]) -> Skemaversion:
    if (kode, kommune.pk) not in skemaer:
        version = Skemaversion.objects.gaeldende(kode, kommune)
        assert version is not None, f"publish the forms first: {kode}"
        skemaer[kode, kommune.pk] = version
    return skemaer[kode, kommune.pk]


def _vurdering(
    ny: Afsluttet, anledning: Anledning, skemaer: dict[tuple[str, int], Skemaversion], vurderere: Sequence[User]
) -> Vurdering:
    kommune, koder = ny.enhed.kommune, ny.koder
    svar: dict[str, Any] = {POSITION + sted: kode for sted, kode in koder.items()}
    if koder[SAMLET] != "groen":
        svar |= {
            "andre_forklaringer": "Han er ny på stuen.",
            "overgreb": "intet_peger",
            "overgreb_hvorfor": "Vi har talt om det.",
        }
    return Vurdering(
        kommune=kommune,
        anledning=anledning,
        runde=ny.runde,
        barn=ny.barn,
        enhed=ny.enhed,
        arena=ny.enhed.arena,
        alder_mdr=ny.barn.alder_mdr(dato(ny.nu)) or 0,
        skemaversion=_skema(f"trivsel-{ny.enhed.arena}", kommune, skemaer),
        faelles_skemaversion=_skema("faelles-vurdering", kommune, skemaer),
        profilversion=kommune.profil,
        oprettet_at=ny.nu,
        faelles_begyndt_at=ny.nu,
        afsluttet_at=ny.nu,
        afsluttet_by=vurderere[0],
        svar=svar,
        forslag=koder,
        **koder,
    )


def _egen(vurdering: Vurdering, nr: int, vurderer: User) -> EgenVurdering:
    svar = {
        felt.kode: getattr(vurdering, sektion.kode)
        for sektion in arena_definition(vurdering).dimensioner
        for felt in sektion.tegn
    }
    return EgenVurdering(
        kommune_id=vurdering.kommune_id,
        vurdering=vurdering,
        nr=nr,
        skemaversion=vurdering.skemaversion,
        svar=svar,
        antal_besvaret=len(svar),
        vurderer=vurderer,
        ansaettelse=vurderer.ansaettelse,
        begyndt_at=vurdering.afsluttet_at,
        faerdig_at=vurdering.afsluttet_at,
    )


def runde(
    kommune: Kommune,
    *,
    navn: str = "Efterårsrunden",
    arena: str = "vuggestue",
    aabner: date,
    lukker: date,
    lukket_at: datetime | None = None,
) -> Runde:
    """A round that has opened, without vurderinger; closed where `lukket_at` says so."""
    skemaer: dict[tuple[str, int], Skemaversion] = {}
    return Runde.objects.create(
        kommune=kommune,
        navn=navn,
        arena=arena,
        alder_fra_mdr=0,
        alder_til_mdr=83,
        aabner=aabner,
        lukker=lukker,
        skemaversion=_skema(f"trivsel-{arena}", kommune, skemaer),
        faelles_skemaversion=_skema("faelles-vurdering", kommune, skemaer),
        profilversion=kommune.profil,
        aabnet_at=datetime.combine(aabner, NU.timetz()),
        lukket_at=lukket_at,
    )
