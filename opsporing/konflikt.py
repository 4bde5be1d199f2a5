"""When two people save the same form: show both versions, let the writer choose, lose neither.

Pure: the view has found out that the version in the form is older than the saved one, and hands in both sets of
values. `templates/_components/konflikt.html` draws the choice; it posts `konflikt_<field>` (min, deres, begge) and what
the writer wrote as `min_<field>`. The saved values are never taken from the form: the view reads them again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from opsporing import dansk

Vaerdi = str | Sequence[str] | None

MIN, DERES, BEGGE = "min", "deres", "begge"


@dataclass(frozen=True, slots=True)
class Felt:
    """A field that can differ: its name and label, whether it is running text, and words for coded values."""

    navn: str
    label: str
    tekst: bool = False
    ordene: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Forskel:
    """One field with two values, as the panel shows it."""

    navn: str
    label: str
    min_tekst: str
    deres_tekst: str
    min_vaerdier: tuple[str, ...]
    kan_samles: bool
    valgt: str


@dataclass(frozen=True, slots=True)
class Konflikt:
    """What the panel needs: who saved and when (local time), the version to build on, and which fields differ."""

    hvem: str
    hvornaar: datetime
    version: int
    forskelle: tuple[Forskel, ...]
    ens: tuple[str, ...]


class Datoer(dict[str, str]):
    """ISO dates in words, whichever they are; what is no date stays as it was written."""

    def get(self, iso: str, ellers: Any = None) -> Any:
        try:
            return dansk.dato(date.fromisoformat(iso))
        except ValueError:
            return ellers


def _liste(vaerdi: Vaerdi) -> tuple[str, ...]:
    """A value as the form would post it; line ends and outer space make no difference."""
    if vaerdi is None:
        return ()
    if isinstance(vaerdi, str):
        vaerdi = [vaerdi]
    return tuple(t for v in vaerdi if (t := str(v).replace("\r\n", "\n").strip()))


def _i_ord(felt: Felt, vaerdier: tuple[str, ...]) -> str:
    ordene = {} if felt.ordene is None else felt.ordene
    return ", ".join(ordene.get(v, v) for v in vaerdier)


def find(
    felter: Sequence[Felt],
    mine: Mapping[str, Vaerdi],
    deres: Mapping[str, Vaerdi],
    *,
    hvem: str,
    hvornaar: datetime,
    version: int,
) -> Konflikt:
    """Compare what the writer posted (`mine`) with what is saved (`deres`).

    Running text that both have written in is suggested kept in both versions; what only the writer has filled in is
    suggested hers; otherwise the saved value stands until she chooses.
    """
    forskelle, ens = [], []
    for felt in felter:
        mit, dit = _liste(mine.get(felt.navn)), _liste(deres.get(felt.navn))
        if mit == dit:
            ens.append(felt.label)
            continue
        begge = felt.tekst and bool(mit) and bool(dit)
        forskelle.append(
            Forskel(
                felt.navn,
                felt.label,
                _i_ord(felt, mit),
                _i_ord(felt, dit),
                mit,
                begge,
                BEGGE if begge else DERES if dit else MIN,
            )
        )
    return Konflikt(hvem, hvornaar, version, tuple(forskelle), tuple(ens))


def loes(
    felter: Sequence[Felt], post: Mapping[str, Sequence[str]], deres: Mapping[str, Vaerdi]
) -> dict[str, tuple[str, ...]]:
    """The values the writer has settled on, by field, for the fields the panel showed.

    `post` maps names to lists, as `dict(request.POST.lists())` gives it. A field without a valid choice keeps the
    writer's own text: when in doubt nothing she wrote is thrown away.
    """
    valgte = {}
    for felt in felter:
        valg = (list(post.get(f"konflikt_{felt.navn}", [])) or [""])[-1]
        if not valg:
            continue
        mit, dit = _liste(post.get(f"min_{felt.navn}")), _liste(deres.get(felt.navn))
        if valg == DERES:
            valgte[felt.navn] = dit
        elif valg == BEGGE and felt.tekst:
            valgte[felt.navn] = ("\n\n".join([*dit, *mit]),)
        else:
            valgte[felt.navn] = mit
    return valgte
