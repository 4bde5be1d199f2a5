"""The page of numbers: whose overgange of which year, counted, and what may be shown of them to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, Subquery

from opsporing import andele, tid
from opsporing.adgang.permissions import Permission, har
from opsporing.andele import Andel
from opsporing.grafer import Bjaelke, Bjaelker, Celle, Tabel
from opsporing.models import Enhed, Frist, Samtykke, User
from overgange.actions.besoeg import FOERSTE
from overgange.fristtyper import KVITTER, SKEMA
from overgange.models import Art, Besoeg, Besoegsdeltager, Overgang, Overleveretdel, Overlevering, Status
from overgange.models import Side as Parti
from overgange.rules import tal
from overgange.rules.tal import Raekke, Svar, Tal
from overgange.tidligere import FOELGER

#: Years that can be chosen.
AAR = 5
#: Others see a year from this month and day of the next, when everything of it is written.
FAERDIGT = (2, 1)
SKJULT = "vises ikke"
MAAL: Mapping[str, str] = {
    "til_tiden": "Overleveret til tiden",
    "holdt": "Besøg holdt",
    "deltagelse": "Besøg, familien deltog i",
    "samtykke": "Forældrene sagde ja til at give noget videre",
    "kvitteret": "Læst af det nye sted inden fristen",
}
KORT: Mapping[Art, str] = {
    Art.HJEM_DAGTILBUD: "Hjem til dagpleje eller vuggestue",
    Art.DAGTILBUD_BOERNEHAVE: "Dagpleje eller vuggestue til børnehave",
    Art.BOERNEHAVE_SKOLE: "Børnehave til skole",
    Art.FLYTNING: "Til et andet sted af samme slags",
}


@dataclass(frozen=True, kw_only=True)
class Deltagelse(Bjaelker):
    """Participation per kind as bars; the table has the counts where they may be shown."""

    celler: Sequence[Sequence[str]]

    def tabel(self) -> Tabel:
        raekker = zip(self.raekker, self.celler, strict=True)
        return Tabel(["", "Familien deltog", "Andel"], [(b.label, [Celle(t) for t in c]) for b, c in raekker])


@dataclass(frozen=True, slots=True)
class Linje:
    """One kind of overgang as it is shown: its number and its shares in words, in the order of `MAAL`."""

    navn: str
    antal: str
    andele: Sequence[str]

    @property
    def par(self) -> Sequence[tuple[str, str]]:
        """Each share with what it is a share of."""
        return list(zip(MAAL.values(), self.andele, strict=True))


@dataclass(frozen=True, slots=True)
class Side:
    """The page of a year."""

    aar: int
    aarene: Sequence[int]
    sikker: bool
    linjer: Sequence[Linje]
    i_alt: Linje | None
    graf: Deltagelse
    modtaget: str
    aflyste: int | None

    @property
    def maal(self) -> Sequence[str]:
        return list(MAAL.values())


def byg(user: User, foresp: Mapping[str, str], nu: datetime) -> Side | None:
    """The page; None where there is no year to show. The same number of queries for any number of overgange."""
    i_dag = tid.dato(nu)
    sikker = har(user, Permission.TAL_SE)
    overgange = _overgange(user)
    foerste = overgange.aggregate(foerste=Min("start_den"))["foerste"]
    aarene = _aarene(foerste, i_dag, sikker)
    if not aarene:
        return None
    oensket = foresp.get("aar", "")
    aar = int(oensket) if oensket in {str(et) for et in aarene} else aarene[0]
    i_aaret = overgange.filter(start_den__year=aar)
    raekker = _raekker(i_aaret.exclude(status=Status.AFLYST), i_dag)
    pr_art = {Art(art.value): talt for art, talt in tal.pr_art(raekker).items()}
    return Side(
        aar=aar,
        aarene=aarene,
        sikker=sikker,
        linjer=[_linje(KORT[art], talt, sikker) for art, talt in pr_art.items()],
        i_alt=None if sikker or len(pr_art) < 2 else _linje("Alle", tal.optael(raekker), sikker),
        graf=_graf(pr_art, sikker, aar),
        modtaget="" if sikker else _andel(_modtaget(user, aar, i_dag), sikker),
        aflyste=None if sikker else i_aaret.filter(status=Status.AFLYST).count(),
    )


def _overgange(user: User) -> Any:
    """Those the leader's place sends on; for forvaltning the whole municipality's."""
    return Overgang.objects.filter(
        kommune_id=user.ansat.kommune_id, fra_enhed__in=Enhed.objects.undertrae(user.ansat.enhed)
    ).order_by()


def _aarene(foerste: date | None, i_dag: date, sikker: bool) -> list[int]:
    """The years there are, newest first; others see those that are finished."""
    if foerste is None:
        return []
    sidste = i_dag.year
    if sikker:
        sidste = i_dag.year - (1 if (i_dag.month, i_dag.day) >= FAERDIGT else 2)
    return list(range(sidste, max(foerste.year, sidste - AAR + 1) - 1, -1))


def _raekker(overgange: Any, i_dag: date) -> list[Raekke]:
    """Each overgang as it is counted, in one query."""
    om = OuterRef("pk")
    foerste = Besoeg.objects.filter(overgang=om, nr=FOERSTE)
    familien = Besoegsdeltager.objects.filter(besoeg__overgang=om, besoeg__nr=FOERSTE, side=Parti.FAMILIE, deltog=True)
    gaeldende = Overlevering.objects.gaeldende().filter(overgang=om, anledning__isnull=False)
    raekker = overgange.values_list("art", "start_den", "udeladt_grund").annotate(
        givet=Subquery(
            Overlevering.objects.filter(overgang=om).order_by("overleveret_at").values("overleveret_at")[:1]
        ),
        senest=Subquery(_forfalder(OuterRef("anledning"), SKEMA)),
        besoeg_status=Subquery(foerste.values("status")[:1]),
        familien=Exists(familien),
        spurgt=Exists(Samtykke.objects.filter(anledning=OuterRef("anledning"))),
        noget=Exists(Overleveretdel.objects.filter(overlevering__overgang=om).exclude(del_kode=FOELGER.kode)),
        kvitteret=Subquery(gaeldende.values("kvitteret_at")[:1]),
        kvitter_senest=Subquery(
            Frist.objects.filter(
                anledning__overlevering__overgang=om,
                anledning__overlevering__erstattet_at=None,
                kode=KVITTER,
                annulleret_at=None,
            ).values("forfalder_at")[:1]
        ),
    )
    return [_raekke(r, i_dag) for r in raekker]


def _forfalder(anledning: OuterRef, kode: str) -> Any:
    return (
        Frist.objects.filter(anledning=anledning, kode=kode, annulleret_at=None)
        .order_by("pk")
        .values("forfalder_at")[:1]
    )


def _raekke(r: Sequence[Any], i_dag: date) -> Raekke:
    art, start, udeladt, givet, senest, status, familien, spurgt, noget, kvitteret, kvitter_senest = r
    begyndt = start <= i_dag
    givet_den = _dag(givet)
    return Raekke(
        art=tal.Art(art),
        overlevering=andele.tid(givet_den, None if udeladt else _dag(senest) or start, i_dag),
        besoeg=tal.besoeg(status or "", familien=familien, begyndt=begyndt),
        svar=Svar.VENTER if not spurgt or (givet is None and not begyndt) else (Svar.NOGET if noget else Svar.INTET),
        kvittering=andele.tid(_dag(kvitteret), _dag(kvitter_senest), i_dag),
    )


def _dag(oejeblik: datetime | None) -> date | None:
    return tid.dato(oejeblik) if oejeblik else None


def _modtaget(user: User, aar: int, i_dag: date) -> Andel:
    """What was handed over to the leader's own place: how much of it was read in time."""
    hertil = (
        Overlevering.objects.gaeldende()
        .filter(
            modtager__in=Enhed.objects.undertrae(user.ansat.enhed),
            kommune_id=user.ansat.kommune_id,
            overgang__start_den__year=aar,
        )
        .exclude(overgang__status=Status.AFLYST)
    )
    tider = [
        andele.tid(_dag(gjort), _dag(senest), i_dag)
        for gjort, senest in hertil.annotate(senest=Subquery(_forfalder(OuterRef("anledning"), KVITTER))).values_list(
            "kvitteret_at", "senest"
        )
    ]
    return andele.til_tiden(tider)


def _linje(navn: str, talt: Tal, sikker: bool) -> Linje:
    antal = SKJULT if sikker and talt.antal < andele.MINDST else str(talt.antal)
    return Linje(navn, antal, [_andel(getattr(talt, maal), sikker) for maal in MAAL])


def _andel(andel: Andel, sikker: bool) -> str:
    if sikker:
        return f"{andel.procent} %" if andele.maa_vises(andel) else SKJULT
    return f"{andel.procent} % ({andel.antal} af {andel.af})" if andel.af else "ingen endnu"


def _graf(pr_art: Mapping[Art, Tal], sikker: bool, aar: int) -> Deltagelse:
    raekker, celler = [], []
    for art, talt in pr_art.items():
        andel = talt.deltagelse
        vises = bool(andel.af) and (not sikker or andele.maa_vises(andel))
        procent = f"{andel.procent} %" if vises else (SKJULT if sikker else "–")
        raekker.append(Bjaelke(KORT[art], andel.procent if vises else None, procent))
        celler.append([SKJULT if sikker else f"{andel.antal} af {andel.af}", procent])
    return Deltagelse(
        id="deltagelse", maks=100, titel=f"Besøg, familien deltog i, {aar}", raekker=raekker, celler=celler
    )


def linjer(side: Side) -> list[tuple[str, str, str]]:
    """The same numbers one by one, for a file: kind, what, how much."""
    alle = [*side.linjer, *([side.i_alt] if side.i_alt else [])]
    fundet = []
    for linje in alle:
        fundet.append((linje.navn, "Overgange", linje.antal))
        fundet += [(linje.navn, maal, andel) for maal, andel in zip(side.maal, linje.andele, strict=True)]
    if side.modtaget:
        fundet.append(("Overleveret til os", MAAL["kvitteret"], side.modtaget))
    return fundet
