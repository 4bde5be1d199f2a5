"""The page of scores put together: what is read, whose rows they are, and the charts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q

from adbb import personale
from adbb.fristtyper import PLEJEN
from adbb.models import Screening
from adbb.permissions import METODE
from adbb.rules import tal
from adbb.rules.score import PUNKTER
from adbb.rules.tal import GRUPPEN, OEVRIGE, Boelgetal, Hvem, Periode
from adbb.rules.vinduer import BOELGER
from opsporing import dansk
from opsporing.gitter import Fordelt, Gitter
from opsporing.models import Certificering, Enhed, User
from opsporing.models.sql import DanskSortering

NAVNE: Mapping[Hvem, str] = {GRUPPEN: "Hele gruppen", OEVRIGE: "Øvrige kolleger"}


@dataclass(frozen=True, slots=True)
class Valg:
    """What the page is asked to show: a period, an age wave, and whose items (None: the group's)."""

    periode: Periode
    boelge: str
    kollega: int | None


@dataclass(frozen=True, slots=True)
class Side:
    """The page of one wave; `tal` is None while there are too few screenings to show any.

    `kolleger` may be chosen, the chosen one first asked for is `valgt`. `faa` are the names without a row of their own.
    """

    tal: Boelgetal | None
    kolleger: list[User]
    valgt: User | None
    faa: list[str]
    summer: Gitter | None
    punkter: Gitter | None


def vaelg(perioder: list[Periode], foresp: Mapping[str, str]) -> Valg:
    """Read the request; anything unknown is the newest period, the first wave and the group."""
    periode = next((p for p in perioder if str(p.nr) == foresp.get("periode")), perioder[0])
    navne = [navn for navn, _, _ in BOELGER]
    boelge = foresp.get("alder", "")
    kollega = foresp.get("kollega", "")
    return Valg(
        periode,
        boelge if boelge in navne else navne[0],
        int(kollega) if kollega.isdecimal() and len(kollega) < 19 else None,
    )


def byg(user: User, valg: Valg, nu: datetime, i_dag: date) -> Side:
    """Everything of the page in two queries."""
    fordelinger = tal.optael(_raekker(user, valg.periode)).get(valg.boelge, {})
    vist = tal.vis(fordelinger)
    personer = _personer(user, fordelinger, nu, i_dag)
    egne = [p for p in personer if vist and p.pk in vist.antal]
    valgt = next((p for p in egne if p.pk == valg.kollega), None)
    return Side(
        tal=vist,
        kolleger=egne,
        valgt=valgt,
        faa=[p.navn for p in personer if p not in egne] if vist else [],
        summer=_summer(vist, egne, valg.boelge) if vist else None,
        punkter=_punkter(vist, valgt, valg.boelge) if vist else None,
    )


def _raekker(user: User, periode: Periode) -> list[tal.Talt]:
    """The counting screenings of the user's units in the period, those with the same points counted by the database."""
    sete = (
        Screening.objects.gaeldende()
        .filter(
            kommune_id=user.ansat.kommune_id,
            forloeb__enhed__in=Enhed.objects.undertrae(user.ansat.enhed),
            observeret_den__range=(periode.fra, periode.til),
            alder_mdr__lte=BOELGER[-1][2],
            sum__isnull=False,
        )
        .order_by()
        .values_list("afsluttet_by_id", "alder_mdr", *PUNKTER)
        .annotate(antal=Count("pk"))
    )
    return [tal.Talt(hvem, alder, tuple(point), antal) for hvem, alder, *point, antal in sete]


def _personer(user: User, fordelinger: Mapping[int, tal.Fordeling], nu: datetime, i_dag: date) -> list[User]:
    """Who has scored in the wave, and who is to score here, may, and has not; by name, never by score."""
    bevis = Certificering.objects.filter(
        Q(udloeber_den=None) | Q(udloeber_den__gte=i_dag), user=OuterRef("pk"), metode=METODE, udstedt_den__lte=i_dag
    )
    certificerede = personale.ansatte(user, nu, PLEJEN).filter(Exists(bevis)).order_by().values("pk")
    return list(
        User.objects.filter(Q(pk__in=fordelinger) | Q(pk__in=certificerede)).order_by(DanskSortering("navn"), "pk")
    )


def _summer(vist: Boelgetal, egne: list[User], boelge: str) -> Gitter:
    gruppens = _andele(vist.summer[GRUPPEN], vist.antal[GRUPPEN])
    linjer: list[tuple[Hvem, str]] = [(p.pk, p.navn) for p in egne]
    # With nobody standing by herself the others are the whole group, which is there already.
    linjer += [(hvem, NAVNE[hvem]) for hvem in (OEVRIGE, GRUPPEN) if hvem in vist.antal and (egne or hvem == GRUPPEN)]
    return Gitter(
        id="summer",
        titel=f"Summer ved {boelge}",
        kolonner=[navn for navn, _, _ in tal.BAAND],
        enhed="Screeninger",
        mod_navn="Hele gruppen",
        raekker=[
            Fordelt(
                navn,
                vist.summer[hvem],
                vist.antal[hvem],
                mod=() if hvem == GRUPPEN else gruppens,
                note=str(vist.antal[hvem]),
                fed=hvem == GRUPPEN,
            )
            for hvem, navn in linjer
        ],
    )


def _punkter(vist: Boelgetal, valgt: User | None, boelge: str) -> Gitter:
    hvem: Hvem = valgt.pk if valgt else GRUPPEN
    navne = [f"{nr}. {PUNKTNAVNE[kode]}" for nr, kode in enumerate(PUNKTER, 1)]
    raekker = [
        Fordelt(
            navn,
            vist.point[hvem][nr],
            vist.antal[hvem],
            mod=_andele(vist.point[GRUPPEN][nr], vist.antal[GRUPPEN]) if valgt else (),
        )
        for nr, navn in enumerate(navne)
    ]
    gruppens = [
        Fordelt(f"{navn}, hele gruppen", vist.point[GRUPPEN][nr], vist.antal[GRUPPEN]) for nr, navn in enumerate(navne)
    ]
    return Gitter(
        id="punkter",
        titel=f"De otte punkter ved {boelge}: {valgt.navn if valgt else 'hele gruppen'}",
        kolonner=[str(point) for point in tal.POINT],
        enhed="Screeninger",
        mod_navn="Hele gruppen",
        raekker=raekker,
        mod_raekker=gruppens if valgt else (),
    )


#: The names of the items, as their columns have them.
PUNKTNAVNE = {f.name: dansk.stort(str(f.verbose_name)) for f in Screening._meta.concrete_fields if f.name in PUNKTER}


def _andele(vaerdier: tuple[int | None, ...], antal: int) -> tuple[float | None, ...]:
    """Shares of what is shown; nothing of what is withheld."""
    return tuple(None if v is None else v / antal for v in vaerdier)
