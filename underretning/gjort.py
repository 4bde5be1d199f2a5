"""What has been done around a received underretning, for its page: reassessment, talks and letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from opsporing.tid import dato
from underretning.models import Boernesamtale, Brev, Brevart, Modtaget


@dataclass(frozen=True, slots=True)
class Gjort:
    """One thing that was done: what, when and by whom, what came of it in words, and the page it stands on."""

    hvad: str
    den: date
    hvem: str
    ord: str
    side: str
    arg: str = ""


def gjort(
    modtaget: Modtaget,
    laeste_breve: Iterable[Brev] | None = None,
    laeste_samtaler: Iterable[Boernesamtale] | None = None,
) -> tuple[Gjort, ...]:
    """What has ended, in the order it did, in three queries, or with the letters and talks that are read already. A
    letter that is written and not sent is not done.
    """
    alle = [
        *_genvurdering(modtaget),
        *_samtaler(samtaler(modtaget) if laeste_samtaler is None else laeste_samtaler),
        *_breve(breve(modtaget) if laeste_breve is None else laeste_breve),
    ]
    return tuple(en for _, en in sorted(alle, key=lambda par: par[0]))


def samtaler(modtaget: Modtaget) -> list[Boernesamtale]:
    """The talks with the child, and that there was none, as `gjort` needs them."""
    return list(Boernesamtale.objects.filter(modtaget=modtaget).select_related("registreret_by"))


def breve(modtaget: Modtaget) -> list[Brev]:
    """The letters, as `gjort` needs them."""
    return list(Brev.objects.filter(modtaget=modtaget).select_related("sendt_by", "dannet_by").defer("indhold"))


def _genvurdering(modtaget: Modtaget) -> list[tuple[datetime, Gjort]]:
    en = getattr(modtaget, "genvurdering", None)
    if en is None or en.afsluttet_at is None or en.afsluttet_by is None:
        return []
    hvad = "Genvurdering: hjælpen passer" if en.passer else "Genvurdering: hjælpen passer ikke længere"
    gjort = Gjort(hvad, dato(en.afsluttet_at), en.afsluttet_by.navn, en.konklusion, "genvurdering")
    return [(en.afsluttet_at, gjort)]


def _samtaler(fundet: Iterable[Boernesamtale]) -> list[tuple[datetime, Gjort]]:
    return [
        (
            en.registreret_at,
            Gjort(
                ("Samtale med barnet uden forældrene" if en.uden_foraeldre else "Samtale med barnet")
                if en.holdt_den
                else "Ingen samtale med barnet",
                en.holdt_den or dato(en.registreret_at),
                en.registreret_by.navn,
                en.notat or en.undladt_grund,
                "samtale",
            ),
        )
        for en in fundet
    ]


def _breve(fundet: Iterable[Brev]) -> list[tuple[datetime, Gjort]]:
    alle = []
    for en in fundet:
        art = Brevart(en.art)
        if en.sendt_at is not None and en.sendt_by is not None:
            ord_ = ": ".join(filter(None, (en.get_valg_display(), en.tilfoejelse)))
            hvad = f"{art.label} sendt ({en.get_sendt_maade_display()})"
            alle.append((en.sendt_at, Gjort(hvad, dato(en.sendt_at), en.sendt_by.navn, ord_, "brev", art.value)))
        elif en.undladt_grund:
            hvad = f"{art.label} sendes ikke"
            alle.append(
                (
                    en.dannet_at,
                    Gjort(hvad, dato(en.dannet_at), en.dannet_by.navn, en.undladt_grund, "brev", art.value),
                )
            )
    return alle
