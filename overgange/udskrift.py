"""What was handed over, for paper and as a file: the frozen parts that stand, and nothing else."""

from typing import Any

from opsporing.bilag import sted
from opsporing.frosset import Frosset, fra_data, i_grupper, samlet_aftryk
from opsporing.tid import dato
from overgange.kopi import modtagerens_navn
from overgange.models import Overgang, Overlevering
from overgange.tidligere import FOELGER


def staaende(overlevering: Overlevering) -> list[Frosset]:
    """The parts that nobody has taken back, as they were given."""
    return [fra_data(en.indhold) for en in overlevering.dele.order_by("nr") if en.stoppet_at is None]


def foelger_med(overlevering: Overlevering) -> bool:
    """Whether something in it went along without the parents being asked."""
    return overlevering.dele.filter(del_kode=FOELGER.kode).exists()


def navnet(overgang: Overgang) -> str:
    """The child's name as it may leave the house: with a protected name the first name alone."""
    return overgang.barn.kaldenavn if overgang.barn.beskyttet else overgang.barn.navn


def kontekst(overgang: Overgang, overlevering: Overlevering) -> dict[str, Any]:
    """What the print is drawn from."""
    dele = staaende(overlevering)
    return {
        "overgang": overgang,
        "overlevering": overlevering,
        "kommune": overgang.kommune,
        "fra": sted(overgang.fra_enhed),
        "modtager": modtagerens_navn(overgang),
        "navn": navnet(overgang),
        "dele": dele,
        "aftryk": i_grupper(samlet_aftryk(dele)),
        "foelger": foelger_med(overlevering),
        "dag": dato(overlevering.overleveret_at),
    }


def som_fil(overgang: Overgang, overlevering: Overlevering) -> dict[str, Any]:
    """The same as plain data, each part with its fingerprint, and the one of all that stands on the paper
    (`opsporing.frosset`).
    """
    dele = staaende(overlevering)
    return {
        "overgang": overgang.get_art_display(),
        "barn": navnet(overgang),
        "fra": sted(overgang.fra_enhed),
        "til": modtagerens_navn(overgang),
        "begynder": overgang.start_den.isoformat(),
        "overleveret": dato(overlevering.overleveret_at).isoformat(),
        "dele": [{"fingeraftryk": en.fingeraftryk, **en.til_data()} for en in dele],
        "fingeraftryk": samlet_aftryk(dele),
    }
