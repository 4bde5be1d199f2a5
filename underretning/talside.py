"""The page of numbers: for whom, of what period, and the charts.

The leader of myndighed sees every number of the matters that are open to her, so that a matter she is shut out of
leaves no trace here either. forvaltning sees the whole municipality, and the leader can see it the way others may
(`underretning.rules.visning`); then only finished years, of what was registered before they were finished.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import QuerySet

from opsporing import tid
from opsporing.adgang.permissions import Permission, har
from opsporing.grafer import Bjaelke, Bjaelker, Celle, Tabel
from opsporing.models import User
from underretning import talord, talraekker
from underretning.fristtyper import KVITTER, TILBAGEMELD, VURDER
from underretning.models import Modtaget
from underretning.rules import perioder
from underretning.rules.tal import Periode, Raekke, aaret, aendring, opgoer
from underretning.rules.visning import Emne, Linje, Visning, til_tiden, vis
from underretning.rules.visning import Tabel as Talt

ANDRE = "andre"
#: What has a time limit: the law's clock, and the two answers to the one who wrote.
TIDER = {
    VURDER: "Vurderet inden 24 timer",
    KVITTER: "Kvittering sendt inden fristen",
    TILBAGEMELD: "Fagpersonen har fået svar inden fristen",
}


@dataclass(frozen=True, slots=True)
class Valg:
    """What the page is asked to show. `noegler` are the periods there are, by key; `sikker` is as others may see it."""

    noegler: Mapping[str, Periode]
    noegle: str
    sikker: bool
    i_dag: date

    @property
    def periode(self) -> Periode:
        return self.noegler[self.noegle]

    @property
    def navn(self) -> str:
        return perioder.navn(self.periode)

    @property
    def i_gang(self) -> bool:
        """Whether more may come in the period, so that it cannot be held up against a whole one."""
        return _i_gang(self.periode, self.i_dag)

    @property
    def perioder(self) -> list[tuple[str, str]]:
        """What there is to choose, as keys and names."""
        return [(noegle, perioder.navn(periode)) for noegle, periode in self.noegler.items()]

    @property
    def foresp(self) -> str:
        """The same choice as a query string."""
        return urlencode({"periode": self.noegle} | ({"tal": ANDRE} if self.sikker else {}))


@dataclass(frozen=True, kw_only=True)
class Sammenlignet(Bjaelker):
    """Bars of one period. The table has every row, also those without a bar, their shares and the period before."""

    kolonner: Sequence[str]
    celler: Sequence[tuple[str, Sequence[str]]]
    #: The labels are sentences, and need room of their own.
    lange: bool = False

    def tabel(self) -> Tabel:
        return Tabel(["", *self.kolonner], [(label, [Celle(tekst) for tekst in c]) for label, c in self.celler])


@dataclass(frozen=True, slots=True)
class Afsnit:
    """One table of the page with its chart; `uden_bjaelke` says how many of its rows have no bar, and why."""

    emne: Emne
    titel: str
    enhed: str
    tekst: str
    graf: Sammenlignet
    uden_bjaelke: str


@dataclass(frozen=True, slots=True)
class Tid:
    """Something that has a time limit: how much of what has fallen due was done in time; rounded for others."""

    navn: str
    naaet: int
    af: int
    andel: Decimal | None
    sikker: bool

    @property
    def kort(self) -> str:
        """The share alone; empty where there is none to show."""
        if self.andel is None:
            return ""
        return f"ca. {self.andel} %" if self.sikker else talord.procent(self.andel)

    @property
    def tekst(self) -> str:
        if self.andel is None:
            return "for få til at vise" if self.sikker else "ingen endnu"
        if self.sikker:
            return self.kort
        return f"{talord.tal(self.naaet)} af {talord.tal(self.af)}, {talord.procent(self.andel)}"


@dataclass(frozen=True, slots=True)
class Side:
    """The page of a period; `foer` is the same months a year earlier, None where nothing is kept or shown of them."""

    valg: Valg
    visning: Visning
    foer: Visning | None
    aarene: Sequence[tuple[Periode, Visning]]
    tider: Sequence[Tid]

    @property
    def aendring(self) -> str:
        """How the number has changed since the year before; empty where one of them is not shown or not over."""
        return "" if self.valg.i_gang else _aendring(self.foer, self.visning)

    @property
    def noegletal(self) -> list[tuple[str, str, str]]:
        """The numbers on top with what they are and a note; a dash where one is withheld or there is none."""
        v = self.visning
        foer = talord.end(self.aendring, perioder.navn(self.foer.opgoerelse.periode)) if self.foer else ""
        return [
            ("–" if v.antal is None else talord.tal(v.antal), "underretninger", foer),
            ("–" if v.boern is None else talord.tal(v.boern), "børn", ""),
            (talord.procent(v.i_hjaelp), "fik hjælp på trin 3 eller højere i forvejen", ""),
            (self.tider[0].kort or "–", "vurderet inden 24 timer", ""),
        ]

    @property
    def afsnit(self) -> list[Afsnit]:
        return [_afsnit(emne, self) for emne in self.visning.tabeller]

    @property
    def mangler(self) -> list[str]:
        return [talord.TITLER[emne] for emne in self.visning.mangler] if self.visning.tabeller else []

    @property
    def aarsgraf(self) -> Sammenlignet | None:
        """Year by year, oldest first; None for a single one."""
        if len(self.aarene) < 2:
            return None
        raekker, celler, forrige = [], [], None
        for periode, visning in self.aarene:
            i_gang = _i_gang(periode, self.valg.i_dag)
            label, antal = f"{periode.navn}, indtil nu" if i_gang else periode.navn, talord.tal(visning.antal)
            raekker.append(Bjaelke(label, visning.antal, antal, fed=periode == self.valg.periode))
            celler.append((label, [antal, "" if i_gang else _aendring(forrige, visning)]))
            forrige = visning
        return Sammenlignet(
            id="aar",
            titel="Underretninger om små børn, år for år",
            raekker=raekker,
            kolonner=["Underretninger", "Siden året før"],
            celler=celler,
        )


# ---- what is asked ------------------------------------------------------------------------------------------------


def byg(user: User, foresp: Mapping[str, str], nu: datetime) -> Side | None:
    """The page in three queries; None where there is no period to show."""
    i_dag = tid.dato(nu)
    alt = har(user, Permission.UNDERRETNING_LED)
    sikker = not alt or foresp.get("tal") == ANDRE
    modtagne = talraekker.modtagne(user, alt=alt, nu=nu)
    raekker = [
        r
        for r, registreret in talraekker.raekker(modtagne, fra_aar=i_dag.year - perioder.AAR)
        if not sikker or _med(r, registreret)
    ]
    foerste = min((r.modtaget_den.year for r in raekker), default=i_dag.year)
    noegler = (perioder.til_andre if sikker else perioder.til_lederen)(i_dag, foerste)
    if not noegler:
        return None
    oensket = foresp.get("periode", "")
    valg = Valg(noegler, oensket if oensket in noegler else next(iter(noegler)), sikker, i_dag)
    aarene = [p for p in sorted(noegler.values(), key=lambda p: p.fra) if p == aaret(p.fra.year)]
    foer = perioder.aaret_foer(valg.periode)
    # Numbers of a year that others are not shown are not shown beside another either.
    kendt = foer.fra.year >= foerste and (not sikker or foer in noegler.values())
    vist = {p: _vis(raekker, p, sikker) for p in {*aarene, valg.periode, *([foer] if kendt else [])}}
    return Side(
        valg=valg,
        visning=vist[valg.periode],
        foer=vist.get(foer),
        aarene=[(p, vist[p]) for p in aarene],
        tider=_tider(modtagne, valg, nu),
    )


def indberetning(user: User, foresp: Mapping[str, str], nu: datetime) -> tuple[Valg, list[Raekke]]:
    """The underretninger of a period one by one, as they came: for the leader, who sends them to Danmarks Statistik."""
    i_dag = tid.dato(nu)
    modtagne = talraekker.modtagne(user, alt=True, nu=nu)
    raekker = [r for r, _ in talraekker.raekker(modtagne, fra_aar=i_dag.year - perioder.AAR)]
    noegler = perioder.til_lederen(i_dag, min((r.modtaget_den.year for r in raekker), default=i_dag.year))
    oensket = foresp.get("periode", "")
    valg = Valg(noegler, oensket if oensket in noegler else next(iter(noegler)), False, i_dag)
    return valg, [r for r in raekker if valg.periode.fra <= r.modtaget_den <= valg.periode.til]


def _vis(raekker: Sequence[Raekke], periode: Periode, sikker: bool) -> Visning:
    i_perioden = (r for r in raekker if periode.fra <= r.modtaget_den <= periode.til)
    return vis(opgoer(i_perioden, periode), sikker=sikker)


def _med(raekke: Raekke, registreret: date) -> bool:
    return registreret < perioder.faerdigt_den(raekke.modtaget_den.year)


def _tider(modtagne: QuerySet[Modtaget], valg: Valg, nu: datetime) -> list[Tid]:
    naaede = talraekker.naaet(modtagne, valg.periode, nu)
    return [
        Tid(TIDER[hvad], n, af, til_tiden(n, af, sikker=valg.sikker), valg.sikker) for hvad, (n, af) in naaede.items()
    ]


# ---- what is shown ------------------------------------------------------------------------------------------------


def _aendring(foer: Visning | None, efter: Visning) -> str:
    if foer is None or foer.antal is None or efter.antal is None:
        return ""
    return talord.aendring(aendring(foer.antal, efter.antal))


def _i_gang(periode: Periode, i_dag: date) -> bool:
    return periode.til >= i_dag


#: Tables with so many rows that those without anything to show have no bar.
LANGE = frozenset({Emne.UNDERRETTER, Emne.AARSAG})


def _afsnit(emne: Emne, side: Side) -> Afsnit:
    tabel = side.visning.tabeller[emne]
    med = [linje for linje in tabel.linjer if linje.antal or (emne not in LANGE)]
    return Afsnit(
        emne=emne,
        titel=talord.TITLER[emne],
        enhed=talord.ENHEDER[emne],
        tekst=talord.TEKSTER.get(emne, ""),
        graf=Sammenlignet(
            id=emne.value,
            titel=f"{talord.TITLER[emne]}, {side.valg.navn}",
            raekker=[_bjaelke(linje) for linje in med],
            kolonner=_kolonner(side),
            celler=_celler(tabel, side.foer),
            lange=emne in LANGE | {Emne.TRIN},
        ),
        uden_bjaelke=talord.uden_bjaelke(len(tabel.linjer) - len(med), sikker=side.valg.sikker),
    )


def _bjaelke(linje: Linje) -> Bjaelke:
    if linje.antal is None:
        return Bjaelke(linje.navn, None, talord.SKJULT)
    return Bjaelke(linje.navn, linje.antal, f"{talord.tal(linje.antal)} · {talord.procent(linje.andel)}")


def _kolonner(side: Side) -> list[str]:
    foer = [perioder.navn(side.foer.opgoerelse.periode)] if side.foer else []
    return [side.valg.navn, "Andel", *foer]


def _celler(tabel: Talt, foer: Visning | None) -> list[tuple[str, list[str]]]:
    """Each row with its number and share, and its number in the period before where there is one."""
    beside = foer.tabeller.get(tabel.emne) if foer else None
    tidligere = {linje.kode: talord.tal(linje.antal) for linje in beside.linjer} if beside else {}
    return [
        (
            linje.navn,
            [talord.tal(linje.antal), talord.procent(linje.andel)]
            + ([tidligere.get(linje.kode, talord.SKJULT)] if foer else []),
        )
        for linje in tabel.linjer
    ]


def linjer(side: Side) -> Iterator[list[str]]:
    """Every number of the page on a line of its own: table, row, code, measure and value."""
    for periode, visning in side.aarene:
        yield ["år for år", periode.navn, "", "antal", _raat(visning.antal)]
    yield ["i alt", side.valg.navn, "", "underretninger", _raat(side.visning.antal)]
    yield ["i alt", side.valg.navn, "", "børn", _raat(side.visning.boern)]
    for emne, tabel in side.visning.tabeller.items():
        for linje in tabel.linjer:
            foran = [talord.TITLER[emne].lower(), linje.navn, linje.kode]
            yield [*foran, "antal", _raat(linje.antal)]
            yield [*foran, "procent", "" if linje.andel is None else talord.kommatal(linje.andel)]
    if Emne.AARSAG in side.visning.tabeller:
        yield ["årsager", "flere årsager", "", "antal", _raat(side.visning.flere)]
        yield ["årsager", "ingen årsag", "", "antal", _raat(side.visning.uden)]
    for grund, antal in side.visning.udeladt.items():
        yield ["ikke talt med", grund.value, "", "antal", "under 5" if antal is None else str(antal)]
    for t in side.tider:
        if not side.valg.sikker:
            yield ["til tiden", t.navn, "", "nået", str(t.naaet)]
            yield ["til tiden", t.navn, "", "af", str(t.af)]
        yield ["til tiden", t.navn, "", "ca. procent" if t.sikker else "procent", _procent(t.andel)]


def _raat(antal: int | None) -> str:
    return talord.SKJULT if antal is None else str(antal)


def _procent(andel: Decimal | None) -> str:
    return talord.SKJULT if andel is None else talord.kommatal(andel)
