"""Making vurderinger with all that belongs to them, many at a time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from opsporing import log
from opsporing.adgang.roller import Rolle
from opsporing.frister.actions import oejeblik
from opsporing.models import Anledning, Barn, Enhed, Frist, Profilversion, Skemaversion
from opsporing.profil import Praksisprofil
from trivsel.faelles import skal_laves_alene
from trivsel.models import EgenVurdering, Runde, Vurdering

KODE = "trivsel.vurdering"

#: How long before the own views the parents must have been informed.
ORIENTERING_FOER_DAGE = 7


@dataclass(frozen=True, slots=True)
class NyVurdering:
    """A child to be evaluated, where it is and how old it is in completed months; `senest` is its own last day."""

    barn: Barn
    enhed: Enhed
    alder_mdr: int
    senest: date | None = None


def opret_vurderinger(
    *,
    nye: Iterable[NyVurdering],
    runde: Runde | None,
    skemaversion: Skemaversion,
    faelles_skemaversion: Skemaversion,
    profilversion: Profilversion | None,
    profil: Praksisprofil,
    faelles_den: date,
    uden_orientering: Collection[int],
    nu: datetime,
) -> list[Vurdering]:
    """Make a vurdering per child with its matter, a row per required rater and its deadlines, in a handful of queries.

    The own views fall due `profil.faelles_efter_egne_dage` before the team's, which falls due on `faelles_den` or the
    child's own last day. Who is alone about it has until then, and one deadline: her answers come first.
    Children in `uden_orientering` (primary keys) get the deadline to inform their parents first.
    """
    nye = list(nye)
    vurderinger = Vurdering.objects.bulk_create(
        Vurdering(
            kommune_id=ny.barn.kommune_id,
            anledning=anledning,
            runde=runde,
            barn=ny.barn,
            enhed=ny.enhed,
            arena=ny.enhed.arena,
            alder_mdr=ny.alder_mdr,
            skemaversion=skemaversion,
            faelles_skemaversion=faelles_skemaversion,
            profilversion=profilversion,
            oprettet_at=nu,
        )
        for ny, anledning in zip(nye, _opret_anledninger(nye, nu), strict=True)
    )
    EgenVurdering.objects.bulk_create(
        EgenVurdering(
            kommune_id=vurdering.kommune_id, vurdering=vurdering, nr=nr, rolle=rolle, skemaversion=skemaversion
        )
        for vurdering in vurderinger
        for nr, rolle in enumerate(_pladser(profil, vurdering.arena), 1)
    )
    Frist.objects.bulk_create(
        frist
        for ny, vurdering in zip(nye, vurderinger, strict=True)
        for frist in _frister(vurdering, profil, ny.senest or faelles_den, vurdering.barn_id in uden_orientering, nu)
    )
    if vurderinger:
        log.record(
            "trivsel.vurdering_oprettet",
            by=None,
            nu=nu,
            boern=[v.barn_id for v in vurderinger],
            objekt=runde,
            antal=len(vurderinger),
            kommune=vurderinger[0].barn.kommune,
        )
    return vurderinger


def _opret_anledninger(nye: Iterable[NyVurdering], nu: datetime) -> list[Anledning]:
    return Anledning.objects.bulk_create(
        Anledning(
            kommune_id=ny.barn.kommune_id,
            ejer_enhed_id=ny.enhed.journalenhed_id or ny.enhed.pk,
            barn=ny.barn,
            kode=KODE,
            oprettet_at=nu,
        )
        for ny in nye
    )


def _pladser(profil: Praksisprofil, arena: str) -> list[str]:
    return profil.vurderere[arena][: profil.egne_kraevet(arena)]


def egen_kode(rolle: str) -> str:
    """The kind of deadline of an own view, which decides who is reminded while nobody has begun it."""
    return "trivsel.egen_konsulent" if rolle == Rolle.DAGPLEJEKONSULENT else "trivsel.egen"


def forfaldsdage(arena: str, profil: Praksisprofil, faelles_den: date) -> dict[str, date]:
    """The last day of each kind of deadline of a vurdering that must be concluded on `faelles_den`.

    Own views come some days before the team's. Who is alone about it has all the time, and no deadline of a team.
    """
    alene = skal_laves_alene(arena, profil)
    egne_den = faelles_den if alene else faelles_den - timedelta(days=profil.faelles_efter_egne_dage)
    return {
        "trivsel.orientering": egne_den - timedelta(days=ORIENTERING_FOER_DAGE),
        "trivsel.egen": egne_den,
        "trivsel.egen_konsulent": egne_den,
        **({} if alene else {"trivsel.faelles": faelles_den}),
    }


def _frister(
    vurdering: Vurdering, profil: Praksisprofil, faelles_den: date, uden_orientering: bool, nu: datetime
) -> Iterable[Frist]:
    dage = forfaldsdage(vurdering.arena, profil, faelles_den)

    def frist(kode: str, den: date, trin: str = "") -> Frist:
        forfalder_at, heldag = oejeblik(den)
        return Frist(
            kommune_id=vurdering.kommune_id,
            kode=kode,
            trin=trin,
            anledning_id=vurdering.anledning_id,
            enhed_id=vurdering.enhed_id,
            forfalder_at=forfalder_at,
            heldag=heldag,
            oprettet_at=nu,
        )

    if uden_orientering:
        yield frist("trivsel.orientering", dage["trivsel.orientering"])
    for nr, rolle in enumerate(_pladser(profil, vurdering.arena), 1):
        kode = egen_kode(rolle)
        yield frist(kode, dage[kode], str(nr))
    if "trivsel.faelles" in dage:
        yield frist("trivsel.faelles", dage["trivsel.faelles"])
