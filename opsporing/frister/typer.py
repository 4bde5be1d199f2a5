"""What can fall due: each app lists its kinds in `<app>/fristtyper.py` as FRISTTYPER."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, prefetch_related_objects

from opsporing.frister.rules import ALLE, Eskalering

__all__ = ["ALLE", "KOMMUNENS", "Eskalering", "Fristtype", "fristtyper", "laes_flere", "laes_resten", "laeses_med"]

if TYPE_CHECKING:
    from opsporing.models import Frist, User

#: Instead of a number of days: as many as the practice profile says (`paamind_dage`, `eskaler_dage`).
KOMMUNENS = -1


@dataclass(frozen=True, slots=True)
class Fristtype:
    """One kind of deadline.

    kode: as stored on Frist; its first part is the app. titel: what is to be done, said about one row ("Følg op").
    samlet: the same said about several children ("Din egen vurdering af {antal} børn"), or None when rows stay apart.
    om: what is to be done about just this row or so many like it, where the two say too little ("ADBB, 2-3 måneder").
    mere: what is said beside the child's name on the day ("11 uger"); both need what stands in `hent`.
    knap: the word on the button. url: where it is done; takes the Frist.
    roller: who is reminded and sees it among today's work when nobody is named responsible.
    paamind_dage: days before it falls due that a reminder comes; None for the usual ones, or for none where there are
    hours. paamind_timer: elapsed hours before it falls due that one comes; as many as it has in all tell of it at once.
    eskaler_dage: days after that the nearest leader with a role in eskaler_til is told, None for never.
    KOMMUNENS in either number of days stands for what the municipality's profile says.
    eskaleringer: instead of eskaler_dage a chain of leaders, before or after it is due. Hours of either sort make it a
    deadline by the clock: it is looked at every minute.
    haster: e-mail at once, at any hour of any day, instead of in the weekly digest, and first among today's work when
    it is near. An escalation is always told at once.
    opfyldes_af: what must happen for it to be met, named as in `opsporing.frister.actions.sket`; empty when the owning
    app meets it itself. hent: the rows besides the deadline whose keys url needs, as paths for select_related; felter:
    columns that `om` and `mere` read besides. flere: paths to rows that url needs and of which there can be several.
    leder_titel, leder_url: what the leader is told when it escalates, and where she does something about it; empty and
    None where the child's page or her overview says it all.
    chefer: whether those above whom the profile names (`Praksisprofil.chefroller`) are told too when it escalates after
    eskaler_dage: for what is laid on a unit that has no leader. In a chain each step says so for itself.
    cheftitel: what those above are told of so many that are late in a unit, without sight of any of them.
    kan_goeres: the condition on a deadline under which this user can do something about it now; the rest wait for
    somebody else.
    """

    kode: str
    titel: str
    knap: str
    url: Callable[["Frist"], str]
    roller: frozenset[str]
    samlet: str | None = None
    om: Callable[["Frist", int], str] | None = None
    mere: Callable[["Frist", date], str] | None = None
    paamind_dage: tuple[int, ...] | None = None
    eskaler_dage: int | None = KOMMUNENS
    eskaler_til: frozenset[str] = frozenset({"dagtilbudsleder", "dagplejekonsulent", "ledende_sundhedsplejerske"})
    haster: bool = False
    opfyldes_af: str = ""
    hent: tuple[str, ...] = ()
    felter: tuple[str, ...] = ()
    flere: tuple[str, ...] = ()
    leder_titel: str = ""
    leder_url: Callable[["Frist"], str | None] | None = None
    kan_goeres: "Callable[[User], Q] | None" = None
    paamind_timer: tuple[float, ...] = ()
    eskaleringer: tuple[Eskalering, ...] = ()
    cheftitel: Callable[[int], str] | None = None
    chefer: bool = False

    def __post_init__(self) -> None:
        if any(timer <= 0 for timer in self.paamind_timer):
            raise ValueError(f"{self.kode}: en påmindelse i timer kommer før fristen")
        if self.cheftitel is None and (self.chefer or any(trin.chefer for trin in self.eskaleringer)):
            raise ValueError(f"{self.kode}: de, der ikke kan se sagen, skal have ord for den")
        for timer in (self.paamind_timer, tuple(trin.timer for trin in self.eskaleringer)):
            # Occasions are named after their hours, and each is told once.
            if len(set(timer)) < len(timer) or any(float(f"{t:g}") != t for t in timer):
                raise ValueError(f"{self.kode}: timerne skal være forskellige og kunne skrives med seks cifre")

    @property
    def foer_dage(self) -> tuple[int, ...]:
        """Days before it falls due that reminders come."""
        if self.paamind_dage is not None:
            return self.paamind_dage
        return () if self.paamind_timer else (KOMMUNENS, 1)

    @property
    def efter_uret(self) -> bool:
        """Whether it goes by hours, so that a reminder some minutes late is late."""
        return bool(self.paamind_timer or self.eskaleringer)

    @property
    def ledere(self) -> frozenset[str]:
        """The roles that are told of it when it escalates, on whatever step."""
        return frozenset().union(*(self.eskaleres_til(trin) for trin in self.eskaleringer)) or self.eskaler_til

    def eskaleres_til(self, trin: Eskalering) -> frozenset[str]:
        """The roles that one step of the chain is told to."""
        return trin.til or self.eskaler_til

    def trin(self, slags: str) -> Eskalering:
        """The step that an occasion is: of the chain, or the nearest leader for what is told in days."""
        return next((trin for trin in self.eskaleringer if trin.slags == slags), Eskalering(0, chefer=self.chefer))

    def hvad(self, frist: "Frist", antal: int = 1) -> str:
        """What is to be done, said about this row and so many like it."""
        if self.om is not None:
            return self.om(frist, antal)
        return self.titel if antal == 1 else (self.samlet or self.titel).format(antal=antal)


def laeses_med(typer: Iterable[Fristtype], foran: str = "") -> tuple[list[str], list[str]]:
    """What is read along with deadlines of these kinds: paths for `select_related`, and columns for `only`.

    `foran` is the way to the deadline, with `__` at its end.
    """
    typer = list(typer)
    hent = sorted({sti for type_ in typer for sti in type_.hent})
    felter = {felt for type_ in typer for felt in type_.felter} | {f"{sti}__id" for sti in hent}
    return [foran + sti for sti in hent], [foran + felt for felt in sorted(felter)]


def laes_resten(frister: "Iterable[Frist]") -> None:
    """Read what the kinds of these deadlines need and was not read along with them: a query for each kind of row."""
    frister = list(frister)
    for type_ in fristtyper().values():
        prefetch_related_objects([frist for frist in frister if frist.kode == type_.kode], *type_.hent)


def laes_flere(frister: "Iterable[Frist]") -> None:
    """Read the rows of which there can be several to a deadline: a query for each kind that is among them."""
    frister = list(frister)
    for type_ in fristtyper().values():
        if type_.flere:
            prefetch_related_objects([frist for frist in frister if frist.kode == type_.kode], *type_.flere)


@cache
def fristtyper() -> dict[str, Fristtype]:
    """All registered kinds by code."""
    alle: dict[str, Fristtype] = {}
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.fristtyper"):
            alle.update({t.kode: t for t in import_module(f"{app.name}.fristtyper").FRISTTYPER})
    return alle
