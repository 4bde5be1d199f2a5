"""What the administrator's pages show: each form with its common version, the municipality's own, and a draft."""

from dataclasses import dataclass

from django.db.models import Q

from opsporing.models import Kommune, Skema, Skemastatus, Skemaversion
from opsporing.models.skema import SkemaversionQuerySet


def synlige_versioner(kommune: Kommune) -> SkemaversionQuerySet:
    """The versions people of a municipality may look at: common ones, and their own with drafts."""
    return (
        Skemaversion.objects.filter(Q(skema__kommune=None) & ~Q(status=Skemastatus.KLADDE) | Q(skema__kommune=kommune))
        .select_related("skema", "publiceret_by")
        .order_by("skema__kode", "-nr")
    )


@dataclass(frozen=True)
class Skemalinje:
    """One form in the list. ``i_brug`` is what staff answer now; ``egen``: that is the municipality's own version."""

    faelles: Skema
    i_brug: Skemaversion | None
    egen: bool
    kladde: Skemaversion | None
    versioner: tuple[Skemaversion, ...]


def linjer(kommune: Kommune, kode: str | None = None) -> list[Skemalinje]:
    """Every form with its versions, or the one with ``kode``; by name."""
    versioner = synlige_versioner(kommune).defer("definition", "toml")
    if kode is not None:
        versioner = versioner.filter(skema__kode=kode)
    efter_kode: dict[str, list[Skemaversion]] = {}
    for version in versioner:
        efter_kode.setdefault(version.skema.kode, []).append(version)
    return sorted((_linje(gruppe) for gruppe in efter_kode.values()), key=lambda linje: linje.faelles.navn)


def _linje(versioner: list[Skemaversion]) -> Skemalinje:
    egne = [version for version in versioner if version.skema.kommune_id is not None]
    faelles = [version for version in versioner if version.skema.kommune_id is None]
    egen_i_brug = _foerste(egne, Skemastatus.PUBLICERET)
    return Skemalinje(
        faelles=faelles[0].skema,
        i_brug=egen_i_brug or _foerste(faelles, Skemastatus.PUBLICERET),
        egen=egen_i_brug is not None,
        kladde=_foerste(egne, Skemastatus.KLADDE),
        versioner=(*egne, *faelles),
    )


def _foerste(versioner: list[Skemaversion], status: Skemastatus) -> Skemaversion | None:
    return next((version for version in versioner if version.status == status), None)
