"""Today's work: the open deadlines a person can do something about, most urgent first and told as tasks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from textwrap import shorten

from django.db.models import Q

from opsporing.dansk import opregning
from opsporing.frister.typer import Fristtype, fristtyper
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.models import Frist, Handling, User
from opsporing.models.frist import FristQuerySet
from opsporing.tid import dato
from trivsel.models import EgenVurdering, Vurdering

#: Tasks due later than this are counted, not shown.
HORISONT = timedelta(days=42)
#: What is urgent stands under »Nu« when it is so near.
HASTER_DAGE = timedelta(days=2)
NAVNE_VIST = 4
#: So many characters of an agreement stand in its line.
AFTALE_VIST = 60


@dataclass(frozen=True, slots=True)
class Opgave:
    """One line of the day: one deadline, or several of a kind that are done one after another."""

    kode: str
    hvad: str
    mere: str
    knap: str
    url: str
    forfalder: date | datetime
    haster: bool
    boern: tuple[int, ...] = ()

    @property
    def den(self) -> date:
        """The day it falls due."""
        return dato(self.forfalder) if isinstance(self.forfalder, datetime) else self.forfalder


@dataclass(frozen=True, slots=True)
class Dag:
    """The tasks in three groups, and how many are not shown because they fall due later."""

    nu: list[Opgave]
    denne_uge: list[Opgave]
    senere: list[Opgave]
    udeladt: int

    @property
    def boern(self) -> list[int]:
        """The children the tasks are about (primary keys)."""
        return sorted({barn for _, opgaver in self.grupper for opgave in opgaver for barn in opgave.boern})

    @property
    def grupper(self) -> list[tuple[str, list[Opgave]]]:
        return [(n, o) for n, o in (("Nu", self.nu), ("Denne uge", self.denne_uge), ("Senere", self.senere)) if o]

    @property
    def antal(self) -> int:
        return len(self.nu) + len(self.denne_uge) + len(self.senere)


def mine_frister(user: User, nu: datetime) -> FristQuerySet:
    """Open deadlines of matters open to the user that are hers, or nobody's and her role's, and that she can act on."""
    ansaettelse = user.ansaettelse
    if ansaettelse is None:
        return Frist.objects.none()
    # Joined with | and not as pk IN (…) per kind: the database then begins with what is open to the user, and looks at
    # the few rows that are left, instead of at every deadline of the kind in the municipality.
    mine = Frist.objects.none()
    for nr, type_ in enumerate(fristtyper().values()):
        if ansaettelse.rolle in type_.roller:
            egne = Frist.objects.filter(kode=type_.kode).filter(Q(ansvarlig=user) | Q(ansvarlig=None))
        else:
            egne = Frist.objects.filter(kode=type_.kode, ansvarlig=user)
        if type_.kan_goeres:
            egne = type_.kan_goeres(egne, user)
        mine = egne if nr == 0 else mine | egne
    return Frist.objects.aabne().for_user(user, nu) & mine


def dagens(user: User, nu: datetime) -> Dag:
    """Everything the user should see on her first page, in at most five queries however much there is."""
    alle = list(
        mine_frister(user, nu)
        .filter(forfalder_at__lte=nu + HORISONT)
        .select_related("anledning__barn", "enhed", *{sti for t in fristtyper().values() for sti in t.hent})
        .order_by("forfalder_at", "id")
    )
    senere_endnu = mine_frister(user, nu).filter(forfalder_at__gt=nu + HORISONT).values("anledning", "kode").distinct()
    begyndte = dict(
        EgenVurdering.objects.filter(
            vurderer=user, faerdig_at=None, vurdering__anledning__in=[f.anledning_id for f in alle]
        ).values_list("vurdering__anledning_id", "antal_besvaret")
    )
    opfoelgninger = [int(f.trin) for f in alle if f.kode == HANDLING_OPFOELGNING]
    aftaler = dict(Handling.objects.filter(pk__in=opfoelgninger).values_list("pk", "hvad")) if opfoelgninger else {}
    i_dag = dato(nu)
    uge_slut = i_dag + timedelta(days=6 - i_dag.weekday())
    dag = Dag([], [], [], senere_endnu.count())
    for opgave in _som_opgaver(alle, begyndte, aftaler, i_dag):
        nu_senest = i_dag + HASTER_DAGE if opgave.haster else i_dag
        gruppe = dag.nu if opgave.den <= nu_senest else dag.denne_uge if opgave.den <= uge_slut else dag.senere
        gruppe.append(opgave)
    return dag


def _som_opgaver(frister: list[Frist], begyndte: dict[int, int], aftaler: dict[int, str], i_dag: date) -> list[Opgave]:
    typer = fristtyper()
    set_: set[tuple[str, int]] = set()
    orienteres: set[int] = set()
    bundter: dict[tuple[str, date], list[Frist]] = {}
    raekkefoelge: list[tuple[Fristtype, list[Frist]]] = []
    for frist in frister:
        noegle = (frist.kode, frist.anledning_id)
        type_ = typer[frist.kode]
        if type_.samlet and noegle in set_:
            continue
        set_.add(noegle)
        if type_.opfyldes_af == "foraeldre_orienteret" and frist.anledning.barn_id:
            # To inform the parents is one thing to do, however many matters wait for it.
            if frist.anledning.barn_id in orienteres:
                continue
            orienteres.add(frist.anledning.barn_id)
        if type_.samlet is None:
            raekkefoelge.append((type_, [frist]))
            continue
        bundt = bundter.setdefault((frist.kode, dato(frist.forfalder_at)), [])
        if not bundt:
            raekkefoelge.append((type_, bundt))
        bundt.append(frist)
    return [_opgave(type_, bundt, begyndte, aftaler, i_dag) for type_, bundt in raekkefoelge]


def _opgave(
    type_: Fristtype, frister: list[Frist], begyndte: dict[int, int], aftaler: dict[int, str], i_dag: date
) -> Opgave:
    foerst = next((f for f in frister if f.anledning_id in begyndte), frister[0])
    fortsaet = foerst.anledning_id in begyndte
    forfalder = frister[0].forfalder_at
    navn = foerst.anledning.barn.kaldenavn if foerst.anledning.barn else ""
    if len(frister) == 1:
        hvad = _titel(type_, foerst, aftaler)
        dele = [foerst.anledning.barn.navn if foerst.anledning.barn else foerst.enhed.navn]
        dele += [type_.mere(foerst, i_dag)] if type_.mere else []
        mere = " · ".join(del_ for del_ in dele if del_)
    else:
        hvad = type_.hvad(foerst, len(frister))
        mere = _navne(frister, begyndte)
    return Opgave(
        kode=type_.kode,
        hvad=hvad,
        mere=mere,
        knap=f"Fortsæt med {navn}" if fortsaet else type_.knap,
        url=type_.url(foerst),
        forfalder=dato(forfalder) if frister[0].heldag else forfalder,
        haster=type_.haster,
        boern=tuple(f.anledning.barn_id for f in frister if f.anledning.barn_id),
    )


def _titel(type_: Fristtype, frist: Frist, aftaler: dict[int, str]) -> str:
    """What is to be done; the follow-up of an agreement says which one."""
    hvad = aftaler.get(int(frist.trin), "") if frist.kode == HANDLING_OPFOELGNING else ""
    return f"Følg op: {shorten(hvad, AFTALE_VIST, placeholder=' …').rstrip('.')}" if hvad else type_.hvad(frist)


def _navne(frister: list[Frist], begyndte: dict[int, int]) -> str:
    def kalde(vaelg: Callable[[Frist], bool]) -> list[str]:
        return [f.anledning.barn.kaldenavn for f in frister if f.anledning.barn and vaelg(f)]

    i_gang = kalde(lambda f: f.anledning_id in begyndte)
    resten = kalde(lambda f: f.anledning_id not in begyndte)
    vist, skjult = resten[:NAVNE_VIST], len(resten) - NAVNE_VIST
    dele = []
    if i_gang:
        dele.append(f"{opregning(i_gang)} er begyndt")
    if vist:
        dele.append(opregning([*vist, *([f"{skjult} til"] if skjult > 0 else [])]))
    return " · ".join(dele)


@dataclass(frozen=True, slots=True)
class Rundestand:
    """How far the user's unit is in the open round; `venter` children wait for their parents to be informed."""

    navn: str
    lukker: date
    mine: int
    mine_kraevet: int
    faelles: int
    antal: int
    venter: int

    @property
    def mangler_egne(self) -> int:
        return max(0, self.mine_kraevet - self.mine)

    @property
    def mangler_faelles(self) -> int:
        return self.antal - self.faelles


def rundestand(user: User) -> Rundestand | None:
    """The open round in the unit the user acts for; None between rounds, or where her unit sees no children daily."""
    ansaettelse = user.ansaettelse
    if ansaettelse is None or not ansaettelse.enhed.arena:
        return None
    vurderinger = list(
        Vurdering.objects.filter(
            enhed=ansaettelse.enhed,
            runde__aabnet_at__isnull=False,
            runde__lukket_at=None,
            udgaaet_at=None,
            erstatter=None,
        )
        .select_related("runde")
        .only("anledning_id", "runde__navn", "runde__lukker", "afsluttet_at")
    )
    if not vurderinger:
        return None
    pladser = EgenVurdering.objects.filter(vurdering__in=vurderinger, fritaget_at=None).values_list(
        "vurdering", "vurderer", "faerdig_at"
    )
    faerdige = {v for v, vurderer, faerdig_at in pladser if vurderer == user.pk and faerdig_at}
    mangler = {v for v, vurderer, faerdig_at in pladser if vurderer in (user.pk, None) and not faerdig_at} - faerdige
    runde = max((v.runde for v in vurderinger if v.runde), key=lambda r: r.lukker)
    return Rundestand(
        navn=runde.navn,
        lukker=runde.lukker,
        mine=len(faerdige),
        mine_kraevet=len(faerdige) + len(mangler),
        faelles=sum(1 for v in vurderinger if v.afsluttet_at),
        antal=len(vurderinger),
        venter=Frist.objects.aabne()
        .filter(kode="trivsel.orientering", anledning__in=[v.anledning_id for v in vurderinger])
        .count(),
    )
