"""The page of numbers: whose meetings and sparring of which half-years, counted, and what may be shown to whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dialogmoeder.fristtyper import FORAELDRE, FORBEREDELSE, FORTAEL, REFERAT, SVAR
from dialogmoeder.koder import INDKALD
from dialogmoeder.models import Evaluering, Moede, Moedestatus, Punkt, Punktstatus
from dialogmoeder.rules import tal
from dialogmoeder.rules.evaluering import SPOERGSMAAL, forslag, taeller_med, uden_faa
from dialogmoeder.rules.tal import Loefte, Raekker, Tal
from opsporing import andele, tid
from opsporing.adgang.permissions import Permission, har
from opsporing.andele import Andel
from opsporing.grafer import Stak, Stakket
from opsporing.models import Enhed, Frist, User
from opsporing.profil import profil_for

#: Half-years side by side.
HALVAAR = 4
#: Others see a half-year when it has been over for so many days.
FAERDIGT_DAGE = 31
SKJULT = "vises ikke"
KODER: Mapping[str, Loefte] = {
    INDKALD: Loefte.INDKALDT,
    FORBEREDELSE: Loefte.FORBEREDT,
    FORAELDRE: Loefte.FORTALT_FOER,
    REFERAT: Loefte.REFERAT,
    FORTAEL: Loefte.FORTALT_EFTER,
    SVAR: Loefte.SPARRING,
}
LOEFTER: Mapping[Loefte, str] = {
    Loefte.INDKALDT: "Indkaldt i tide",
    Loefte.FORBEREDT: "Punkter forberedt i tide",
    Loefte.FORTALT_FOER: "Forældrene fortalt før mødet",
    Loefte.REFERAT: "Afsluttet i tide",
    Loefte.FORTALT_EFTER: "Forældrene fortalt efter mødet",
    Loefte.SPARRING: "Sparring besvaret i tide",
}
#: The question drawn, with the words for the shapes of the answers.
TEGNES = "maal_naaet"
SVARORD = {"groen": "ja", "gul": "delvist", "roed": "nej"}


@dataclass(frozen=True, slots=True)
class Linje:
    """One measure: a cell for each half-year."""

    navn: str
    celler: Sequence[str]


@dataclass(frozen=True, slots=True)
class Side:
    """The page."""

    sikker: bool
    perioder: Sequence[str]
    arbejdet: Sequence[Linje]
    evaluering: Sequence[Linje]
    graf: Stakket | None
    forslag: Sequence[str]
    mindst: int
    tom: bool

    @property
    def tabeller(self) -> list[tuple[str, str, Sequence[Linje]]]:
        """Both tables: their key, heading and lines."""
        return [
            ("arbejdet", "Møder og sparring", self.arbejdet),
            ("evaluering", "Så mange deltagere svarede ja", self.evaluering),
        ]


def byg(user: User, nu: datetime) -> Side:
    """The page; the same number of queries for any number of meetings."""
    i_dag = tid.dato(nu)
    sikker = har(user, Permission.TAL_SE)
    perioder = tal.de_seneste(i_dag, HALVAAR, faerdige_dage=FAERDIGT_DAGE if sikker else None)
    mindst = profil_for(user.ansat.enhed.kommune).moede_evaluering_mindst
    raekker = _raekker(user, i_dag, perioder[0], mindst)
    talt = [tal.optael(periode, raekker) for periode in perioder]
    # What was before the first meeting and question is not there to compare with.
    while len(talt) > 1 and talt[0].er_tom:
        talt.pop(0)
    svar = [] if sikker else [s for dag, s in raekker.svar if tal.Halvaar.om(dag) in perioder[-2:]]
    return Side(
        sikker=sikker,
        perioder=[str(t.halvaar) for t in talt],
        arbejdet=[
            _linje("Planlagte møder, der blev holdt", [t.holdt for t in talt], sikker),
            _linje("Punkter, der blev nået", [t.naaet for t in talt], sikker),
            *(_linje(navn, [t.loefter[loefte] for t in talt], sikker) for loefte, navn in LOEFTER.items()),
        ],
        evaluering=[
            _linje(navn, [t.evaluering[kode].andel for t in talt], sikker) for kode, navn in SPOERGSMAAL.items()
        ],
        graf=None if sikker else _graf(talt),
        forslag=forslag(svar),
        mindst=mindst,
        tom=not raekker.moeder and not any(raekker.loefter.values()),
    )


def _raekker(user: User, i_dag: date, fra: tal.Halvaar, mindst: int) -> Raekker:
    """What the leader's place has held and asked; for forvaltning the whole municipality."""
    foerst = date(fra.aar, 1 if fra.nr == 1 else 7, 1)
    enheder = Enhed.objects.undertrae(user.ansat.enhed)
    moeder = Moede.objects.filter(
        kommune_id=user.ansat.kommune_id, enhed__in=enheder, planlagt_at__date__gte=foerst
    ).order_by()
    holdte = moeder.filter(status=Moedestatus.AFHOLDT)
    return Raekker(
        moeder=[
            (tid.dato(planlagt), tal.udfald(status, tid.dato(planlagt), i_dag))
            for planlagt, status in moeder.values_list("planlagt_at", "status")
        ],
        punkter=[
            (tid.dato(planlagt), status == Punktstatus.BEHANDLET)
            for planlagt, status in Punkt.objects.filter(moede__in=holdte)
            .exclude(status=Punktstatus.TRUKKET)
            .order_by()
            .values_list("moede__planlagt_at", "status")
        ],
        loefter=_loefter(user, enheder, foerst, i_dag),
        svar=_svar(holdte, i_dag, mindst),
    )


def _loefter(user: User, enheder: Any, foerst: date, i_dag: date) -> dict[Loefte, list[tuple[date, andele.Tid]]]:
    fundne: dict[Loefte, list[tuple[date, andele.Tid]]] = {loefte: [] for loefte in Loefte}
    frister = Frist.objects.filter(
        kode__in=list(KODER),
        annulleret_at=None,
        kommune_id=user.ansat.kommune_id,
        anledning__ejer_enhed__in=enheder,
        forfalder_at__date__gte=foerst,
    ).order_by()
    for kode, forfalder, opfyldt in frister.values_list("kode", "forfalder_at", "opfyldt_at"):
        senest = tid.dato(forfalder)
        fundne[KODER[kode]].append((senest, andele.tid(tid.dato(opfyldt) if opfyldt else None, senest, i_dag)))
    return fundne


def _svar(holdte: Any, i_dag: date, mindst: int) -> list[tuple[date, Mapping[str, object]]]:
    """Answers about the meetings that may be counted, by the day of the meeting."""
    pr_moede: dict[int, tuple[date, date, list[Mapping[str, object]]]] = {}
    felter = ("moede__planlagt_at", "moede__afsluttet_at", "moede", "svar")
    for planlagt, afsluttet, moede, svar in Evaluering.objects.filter(moede__in=holdte).values_list(*felter):
        if afsluttet is not None:
            pr_moede.setdefault(moede, (tid.dato(planlagt), tid.dato(afsluttet), []))[2].append(svar)
    return [
        (planlagt, svar)
        for planlagt, afsluttet, svarene in pr_moede.values()
        if taeller_med(afsluttet, len(svarene), i_dag, mindst)
        for svar in uden_faa(svarene, mindst)
    ]


def _linje(navn: str, andelene: Iterable[Andel], sikker: bool) -> Linje:
    return Linje(navn, [_andel(andel, sikker) for andel in andelene])


def _andel(andel: Andel, sikker: bool) -> str:
    if sikker:
        return f"{andel.procent} %" if andele.maa_vises(andel) else SKJULT
    return f"{andel.procent} % ({andel.antal} af {andel.af})" if andel.af else "–"


def _graf(talt: Sequence[Tal]) -> Stakket | None:
    raekker = [Stak(str(t.halvaar), (f.ja, f.delvist, f.nej)) for t in talt if (f := t.evaluering[TEGNES]).af]
    if not raekker:
        return None
    return Stakket(
        id="maal_naaet", titel="Nåede vi målet med mødet?", ordene=SVARORD, raekker=raekker, enhed=("svar", "svar")
    )


def linjer(side: Side) -> list[tuple[str, str, str, str]]:
    """The same numbers one by one, for a file: heading, what, when, how much."""
    return [
        (titel, linje.navn, periode, celle)
        for _, titel, lines in side.tabeller
        for linje in lines
        for periode, celle in zip(side.perioder, linje.celler, strict=True)
    ]
