"""The municipality's numbers: how far the rounds are, and where the children stand, with small counts withheld.

**Two tables** leave the institutions, and they are made so that they can be read together.

*Placering*: children by position, over the tree municipality > arena > age. Only of rounds that are closed, and as they
stood on the day they closed, so that nobody can follow one child by comparing one day with the next.

*Dækning*: children of the round by finished and missing, over the tree municipality > arena > institution. How many are
finished in an arena stands in the first table too (its sum), so it is told to the second as known, and an arena that
the first withholds is left out of the second. In this table noughts are shown: that nobody is missing is the aim of the
round and tells nothing about a child.

Besides, how many own views were done in time, as a share rounded to `AFRUND` percent where there are at least
`MINDST_EGNE` of them: about the work of adults, and too coarse to count with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, ExpressionWrapper, F, IntegerField, Min, Q

from opsporing.dansk import stort
from opsporing.models import Arena, Frist, Kommune
from opsporing.models.sql import DanskSortering
from opsporing.overblik.barneside import EGEN
from opsporing.smaa_celler import I_ALT, KanIkkeSkjules, skjul_traee
from trivsel.models import Runde, Vurdering

KODER = ("groen", "gul", "roed")
FAERDIG, MANGLER = "faerdig", "mangler"
#: Own views done in time and all that have fallen due, by arena and institution.
Egne = Mapping[tuple[str, int], tuple[int, int]]
#: The root of the trees.
KOMMUNEN = "kommunen"
SAESONER_VIST = 6
MINDST_EGNE = 20
AFRUND = 10


@dataclass(frozen=True, slots=True)
class Saeson:
    """The rounds of all arenas that run at once under one name; `pk` is the first of them."""

    pk: int
    navn: str
    aabner: date
    runder: tuple[int, ...]
    lukkede: tuple[int, ...]

    @property
    def label(self) -> str:
        return f"{self.navn} {self.aabner.year}"

    @property
    def lukket(self) -> bool:
        return len(self.lukkede) == len(self.runder)


@dataclass(frozen=True, slots=True)
class Placeringslinje:
    """One row: an arena, an age in it, or the whole municipality; None is withheld."""

    navn: str
    niveau: int
    antal: tuple[int | None, ...]
    i_alt: int | None


@dataclass(frozen=True, slots=True)
class Daekningslinje:
    """One row: an arena, an institution in it, or all of the municipality; None is withheld, `til_tiden` in percent."""

    navn: str
    niveau: int
    faerdige: int | None
    af: int | None
    til_tiden: int | None

    @property
    def tekst(self) -> str:
        """`42 af 58`, with what is withheld left out."""
        if self.faerdige is None and self.af is None:
            return "vises ikke"
        return f"{'–' if self.faerdige is None else self.faerdige} af {'–' if self.af is None else self.af}"


@dataclass(frozen=True, slots=True)
class Placeringer:
    """The first table of a season, and the known sums for the second."""

    linjer: list[Placeringslinje]
    faerdige: Mapping[str, int | None]

    @property
    def kommunen(self) -> Placeringslinje | None:
        return self.linjer[-1] if self.linjer else None

    @property
    def antal_skjulte(self) -> int:
        return sum(n is None for linje in self.linjer for n in (*linje.antal, linje.i_alt))


@dataclass(frozen=True, slots=True)
class Daekning:
    """The second table of a season; `udeladt` are the arenas of which nothing can be shown."""

    linjer: list[Daekningslinje]
    udeladt: list[str]
    nul_vises: bool

    @property
    def antal_skjulte(self) -> int:
        return sum(n is None for linje in self.linjer for n in (linje.faerdige, linje.af))


# ---- what is read -------------------------------------------------------------------------------------------------


def saesoner(kommune: Kommune) -> list[Saeson]:
    """The last seasons that have opened, newest first: one query."""
    samlet: dict[tuple[str, int], list[Runde]] = {}
    for runde in Runde.objects.filter(kommune=kommune, aabnet_at__isnull=False).order_by("-aabner", "pk"):
        samlet.setdefault((runde.navn, runde.aabner.year), []).append(runde)
    return [
        Saeson(
            pk=min(r.pk for r in runder),
            navn=navn,
            aabner=min(r.aabner for r in runder),
            runder=tuple(r.pk for r in runder),
            lukkede=tuple(r.pk for r in runder if r.lukket_at),
        )
        for (navn, _), runder in list(samlet.items())[:SAESONER_VIST]
    ]


#: Concluded by the day the round closed, and not replaced by then.
VED_LUKNING = Q(afsluttet_at__lte=F("runde__lukket_at")) & (
    Q(erstattet_at=None) | Q(erstattet_at__gt=F("runde__lukket_at"))
)
#: In the round: a child that left while it was open is not; one that nobody had evaluated when it closed is.
MED = Q(erstatter=None) & (Q(udgaaet_at=None) | Q(udgaaet_at__gt=F("runde__lukket_at")))


def _optal_placeringer(kommune: Kommune, runder: Iterable[int]) -> list[dict[str, Any]]:
    aar = ExpressionWrapper(F("alder_mdr") / 12, output_field=IntegerField())
    pr_raekke = (
        Vurdering.objects.filter(VED_LUKNING, kommune=kommune, runde__in=list(runder))
        .values("runde_id", "arena", aar=aar)
        .annotate(**{kode: Count("pk", filter=Q(samlet=kode)) for kode in KODER})
        .order_by("arena", "aar")
    )
    return [dict(r) for r in pr_raekke]


def _optal_daekning(kommune: Kommune, saeson: Saeson) -> list[dict[str, Any]]:
    faerdig = Q(runde__lukket_at=None, afsluttet_at__isnull=False) | Q(afsluttet_at__lte=F("runde__lukket_at"))
    pr_raekke = (
        Vurdering.objects.filter(MED, kommune=kommune, runde__in=saeson.runder)
        .values("runde_id", "arena", institution=F("enhed__journalenhed"), navn=F("enhed__journalenhed__navn"))
        .annotate(
            antal=Count("pk"),
            faerdige=Count("pk", filter=faerdig),
            sortering=Min(DanskSortering("enhed__journalenhed__navn")),
        )
        .order_by("arena", "sortering", "institution")
    )
    return [dict(r) for r in pr_raekke]


def _optal_egne(kommune: Kommune, saeson: Saeson, nu: datetime) -> Egne:
    """Own views that have fallen due, and those of them done in time, per arena and institution."""
    pr_raekke = (
        Frist.objects.filter(
            kommune=kommune,
            kode__in=EGEN,
            annulleret_at=None,
            forfalder_at__lt=nu,
            anledning__vurdering__runde__in=saeson.runder,
        )
        .values("anledning__vurdering__arena", "enhed__journalenhed")
        .annotate(antal=Count("pk"), til_tiden=Count("pk", filter=Q(opfyldt_at__lte=F("forfalder_at"))))
    )
    return {
        (r["anledning__vurdering__arena"], r["enhed__journalenhed"] or 0): (r["til_tiden"], r["antal"])
        for r in pr_raekke
    }


# ---- what is shown ------------------------------------------------------------------------------------------------


def placeringer(kommune: Kommune, valgte: list[Saeson]) -> dict[int, Placeringer]:
    """The first table of each season by its pk: one query for all of them."""
    rows = _optal_placeringer(kommune, [pk for s in valgte for pk in s.lukkede])
    return {s.pk: som_placeringer([r for r in rows if r["runde_id"] in s.lukkede]) for s in valgte}


def som_placeringer(rows: list[dict[str, Any]]) -> Placeringer:
    """The table from counted rows (arena, aar, groen, gul, roed), with what must be withheld."""
    if not rows:
        return Placeringer([], {})
    blade: dict[Any, Mapping[Any, int]] = {}
    for r in rows:
        foer = blade.get((r["arena"], r["aar"]), dict.fromkeys(KODER, 0))
        blade[r["arena"], r["aar"]] = {kode: foer[kode] + r[kode] for kode in KODER}
    arenaer = [a for a in Arena.values if any(blad[0] == a for blad in blade)]
    sikre = skjul_traee(blade, {blad: blad[0] for blad in blade} | dict.fromkeys(arenaer, KOMMUNEN))

    def linje(enhed: Any, navn: str, niveau: int) -> Placeringslinje:
        return Placeringslinje(navn, niveau, tuple(sikre[enhed, kode] for kode in KODER), sikre[enhed, I_ALT])

    linjer = []
    for arena in arenaer:
        linjer.append(linje(arena, _navn(arena), 1))
        linjer += [linje(blad, f"{blad[1]} år", 2) for blad in sorted(b for b in blade if b[0] == arena)]
    linjer.append(linje(KOMMUNEN, "Hele kommunen", 0))
    return Placeringer(linjer, {enhed: sikre[enhed, I_ALT] for enhed in [*arenaer, KOMMUNEN]})


def daekning(kommune: Kommune, saeson: Saeson, foerste: Placeringer, nu: datetime) -> Daekning:
    """The second table of the season: two queries. `foerste` is the first table of the same season."""
    return som_daekning(_optal_daekning(kommune, saeson), _optal_egne(kommune, saeson, nu), foerste)


def som_daekning(rows: list[dict[str, Any]], egne: Egne, foerste: Placeringer) -> Daekning:
    """The table from counted rows (arena, institution, navn, antal, faerdige), with what must be withheld."""
    udeladt = [a for a in Arena.values if a in foerste.faerdige and foerste.faerdige[a] is None]
    rows = _samlet([r for r in rows if r["arena"] not in udeladt])
    navne = [_navn(a) for a in udeladt]
    if not rows:
        return Daekning([], navne, nul_vises=True)
    blade = {
        (r["arena"], r["institution"]): {FAERDIG: r["faerdige"], MANGLER: r["antal"] - r["faerdige"]} for r in rows
    }
    arenaer = [a for a in Arena.values if any(blad[0] == a for blad in blade)]
    kendte = {(a, FAERDIG) for a in arenaer if a in foerste.faerdige}
    if len(kendte) == len(arenaer):
        kendte.add((KOMMUNEN, FAERDIG))
    traee = {blad: blad[0] for blad in blade} | dict.fromkeys(arenaer, KOMMUNEN)
    nul_vises = True
    try:
        sikre = skjul_traee(blade, traee, nul_vises=True, kendte=kendte)
    except KanIkkeSkjules:
        nul_vises = False
        sikre = skjul_traee(blade, traee, kendte=kendte)
    enhedsnavne = {(r["arena"], r["institution"]): r["navn"] for r in rows}

    def linje(enhed: Any, navn: str, niveau: int) -> Daekningslinje:
        return Daekningslinje(navn, niveau, sikre[enhed, FAERDIG], sikre[enhed, I_ALT], _andel(egne, enhed))

    linjer = []
    for arena in arenaer:
        linjer.append(linje(arena, _navn(arena), 1))
        linjer += [linje(blad, enhedsnavne[blad], 2) for blad in blade if blad[0] == arena]
    if not udeladt:
        linjer.append(linje(KOMMUNEN, "Hele kommunen", 0))
    return Daekning(linjer, navne, nul_vises=nul_vises)


def _navn(arena: str) -> str:
    return stort(Arena(arena).label)


def _samlet(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of several rounds of one arena (one per age band) taken together per institution, in the same order."""
    pr_enhed: dict[tuple[str, int], dict[str, Any]] = {}
    for r in rows:
        foer = pr_enhed.setdefault((r["arena"], r["institution"]), r | {"antal": 0, "faerdige": 0})
        foer["antal"] += r["antal"]
        foer["faerdige"] += r["faerdige"]
    return list(pr_enhed.values())


def _andel(egne: Egne, enhed: Any) -> int | None:
    """Own views done in time, in percent rounded to `AFRUND`; None for too few."""
    raekker = [tal for (arena, institution), tal in egne.items() if enhed in (KOMMUNEN, arena, (arena, institution))]
    til_tiden, antal = sum(t for t, _ in raekker), sum(n for _, n in raekker)
    if antal < MINDST_EGNE:
        return None
    return AFRUND * int(til_tiden * 100 / antal / AFRUND + 0.5)


def vaelg(alle: list[Saeson], valgt: str | None) -> Saeson | None:
    """The season a request asks for; the newest for anything else."""
    return next((s for s in alle if str(s.pk) == valgt), alle[0] if alle else None)
