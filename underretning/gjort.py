"""What has been done around a received underretning, for its page: reassessment, talks, letters and steps."""

from dataclasses import dataclass
from datetime import date, datetime

from opsporing.tid import dato
from underretning.models import Boernesamtale, Brev, Brevart, Genvurdering, Modtaget, Skridt


@dataclass(frozen=True, slots=True)
class Gjort:
    """One thing that was done: what, when and by whom, what came of it in words, and the page it stands on."""

    hvad: str
    den: date
    hvem: str
    ord: str
    side: str
    arg: str = ""


@dataclass(frozen=True, slots=True)
class Trin:
    """How far the parents' steps are."""

    klaret: int
    alle: int


def gjort(modtaget: Modtaget) -> tuple[Gjort, ...]:
    """What has ended, in the order it did, in three queries. A letter that is written and not sent is not done."""
    alle = [*_genvurdering(modtaget), *_samtaler(modtaget), *_breve(modtaget)]
    return tuple(en for _, en in sorted(alle, key=lambda par: par[0]))


def skridt(modtaget: Modtaget) -> Trin | None:
    """The steps on the list; None where there are none."""
    klaret = list(Skridt.objects.filter(modtaget=modtaget, fjernet_at=None).values_list("klaret_at", flat=True))
    return Trin(sum(at is not None for at in klaret), len(klaret)) if klaret else None


def _genvurdering(modtaget: Modtaget) -> list[tuple[datetime, Gjort]]:
    fundet = Genvurdering.objects.filter(modtaget=modtaget, afsluttet_at__isnull=False).select_related("afsluttet_by")
    return [
        (
            en.afsluttet_at,
            Gjort(
                "Genvurdering: hjælpen passer" if en.passer else "Genvurdering: hjælpen passer ikke længere",
                dato(en.afsluttet_at),
                en.afsluttet_by.navn,
                en.konklusion,
                "genvurdering",
            ),
        )
        for en in fundet
        if en.afsluttet_at is not None and en.afsluttet_by is not None
    ]


def _samtaler(modtaget: Modtaget) -> list[tuple[datetime, Gjort]]:
    fundet = Boernesamtale.objects.filter(modtaget=modtaget).select_related("registreret_by")
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


def _breve(modtaget: Modtaget) -> list[tuple[datetime, Gjort]]:
    fundet = Brev.objects.filter(modtaget=modtaget).select_related("sendt_by", "dannet_by").defer("indhold")
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
