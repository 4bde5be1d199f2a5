"""Today's work: the open deadlines a person can do something about, most urgent first and told as tasks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from textwrap import shorten

from django.db.models import CharField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Cast

from opsporing.dansk import Hvornaar, opregning
from opsporing.frister.typer import Fristtype, fristtyper, laes_flere, laes_resten, laeses_med
from opsporing.frister.visning import forfalder, hvornaar
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.models import Anledning, Frist, Handling, User
from opsporing.models.barn import med_moedre
from opsporing.models.frist import FristQuerySet
from opsporing.tid import dato
from trivsel.models import EgenVurdering, Vurdering

#: Tasks due later than this are counted, not shown.
HORISONT = timedelta(days=42)
#: What is urgent stands under »Nu« when it is so near.
HASTER_DAGE = timedelta(days=2)
#: What goes by the clock stands there so many hours before, also when that is tomorrow.
DOEGN = timedelta(hours=24)
NAVNE_VIST = 4
LOERDAG = 5
#: So many characters of an agreement stand in its line.
AFTALE_VIST = 60
#: Kept on the line of the last word.
AFKORTET = "\xa0…"
#: What is read of a deadline, its matter, child and unit.
FELTER = (
    *("kode", "trin", "forfalder_at", "heldag", "ansvarlig_id"),
    *("anledning__barn__fornavn", "anledning__barn__efternavn", "anledning__barn__mor_id", "enhed__navn"),
)


@dataclass(frozen=True, slots=True)
class Opgave:
    """One line of the day: one deadline, or several of a kind that are done one after another."""

    kode: str
    hvad: str
    mere: str
    knap: str
    url: str
    forfalder: date | datetime
    hvornaar: Hvornaar
    haster: bool
    boern: tuple[int, ...] = ()

    @property
    def den(self) -> date:
        """The day it falls due."""
        return dato(self.forfalder) if isinstance(self.forfalder, datetime) else self.forfalder


@dataclass(frozen=True, slots=True)
class Dag:
    """The tasks in three groups, and how many are not shown because they fall due later.

    In the weekend the middle group is the week that comes: `ugen` is what it is called.
    """

    nu: list[Opgave]
    denne_uge: list[Opgave]
    senere: list[Opgave]
    udeladt: int
    ugen: str = "Denne uge"

    @property
    def boern(self) -> list[int]:
        """The children the tasks are about (primary keys)."""
        return sorted({barn for _, opgaver in self.grupper for opgave in opgaver for barn in opgave.boern})

    @property
    def grupper(self) -> list[tuple[str, list[Opgave]]]:
        return [(n, o) for n, o in (("Nu", self.nu), (self.ugen, self.denne_uge), ("Senere", self.senere)) if o]

    @property
    def antal(self) -> int:
        return len(self.nu) + len(self.denne_uge) + len(self.senere)


def hendes(user: User) -> Q:
    """That a deadline is the user's by name, or nobody's and her role's."""
    rolle = _rolle(user)
    typer = fristtyper()
    rollens = [kode for kode, type_ in typer.items() if rolle in type_.roller]
    return Q(ansvarlig=user, kode__in=list(typer)) | Q(ansvarlig=None, kode__in=rollens)


def _rolle(user: User) -> str:
    return user.ansaettelse.rolle if user.ansaettelse else ""


def med_kan(frister: FristQuerySet, user: User) -> FristQuerySet:
    """The deadlines with what `hun_kan` reads of them: the conditions of the kinds that are the user's role's.

    They are asked of each row and not in the condition of the query: the database then begins with what is open to the
    user, and not with every deadline of the kind in the municipality.
    """
    return frister.annotate(**{navn: betingelse(user) for betingelse, navn in _betingelser(_rolle(user)).items()})


def _betingelser(rolle: str) -> dict[Callable[[User], Q], str]:
    alle = (t.kan_goeres for t in fristtyper().values() if t.kan_goeres and rolle in t.roller)
    return {betingelse: f"kan_{nr}" for nr, betingelse in enumerate(dict.fromkeys(alle))}


def hun_kan(frister: Iterable[Frist], user: User) -> set[int]:
    """Those of the deadlines (primary keys) that are the user's and that she can do something about now; read them
    with `med_kan`. What is for another role can be hers by name, and is asked about by itself.
    """
    rolle, typer = _rolle(user), fristtyper()
    navne = _betingelser(rolle)
    kan: set[int] = set()
    andres: dict[Callable[[User], Q], list[int]] = {}
    for frist in frister:
        betingelse, er_rollens = typer[frist.kode].kan_goeres, rolle in typer[frist.kode].roller
        if frist.ansvarlig_id != user.pk and (frist.ansvarlig_id is not None or not er_rollens):
            continue
        if betingelse is None or (er_rollens and getattr(frist, navne[betingelse])):
            kan.add(frist.pk)
        elif not er_rollens:
            andres.setdefault(betingelse, []).append(frist.pk)
    for betingelse, noegler in andres.items():
        kan.update(Frist.objects.filter(betingelse(user), pk__in=noegler).values_list("pk", flat=True))
    return kan


def _mine_frister(user: User, nu: datetime) -> list[Frist]:
    """Open deadlines of matters open to the user that are hers and that she can act on, as they fall due."""
    begyndt = EgenVurdering.objects.filter(vurdering__anledning=OuterRef("anledning"), vurderer=user, faerdig_at=None)
    # The follow-up of an agreement has its key as stage.
    aftale = Handling.objects.filter(anledning=OuterRef("anledning")).annotate(trin=Cast("pk", CharField()))
    aftale = aftale.filter(trin=OuterRef("trin"))
    rolle = _rolle(user)
    hent, felter = laeses_med(type_ for type_ in fristtyper().values() if rolle in type_.roller)
    frister = (
        med_kan(Frist.objects.aabne(), user)
        .filter(hendes(user), anledning__in=Anledning.objects.noegler_for_user(user, nu))
        .annotate(begyndt=Exists(begyndt), aftale=Subquery(aftale.values("hvad")[:1]))
        .select_related("anledning__barn", "enhed", *hent)
        .only(*FELTER, *felter)
        .order_by("forfalder_at", "id")
    )
    kan = hun_kan(frister, user)
    mine = [frist for frist in frister if frist.pk in kan]
    # What is for another role can be hers by name.
    laes_resten(frist for frist in mine if rolle not in fristtyper()[frist.kode].roller)
    laes_flere(mine)
    med_moedre(frist.anledning.barn for frist in mine)
    return mine


def dagens(user: User, nu: datetime) -> Dag:
    """Everything the user should see on her first page, in one query however much there is."""
    alle = _mine_frister(user, nu)
    vist = [frist for frist in alle if frist.forfalder_at <= nu + HORISONT]
    udeladt = {(frist.anledning_id, frist.kode) for frist in alle if frist.forfalder_at > nu + HORISONT}
    begyndte = {frist.anledning_id for frist in vist if frist.begyndt}  # type: ignore[attr-defined]
    i_dag = dato(nu)
    weekend = i_dag.weekday() >= LOERDAG
    uge_slut = i_dag + timedelta(days=6 - i_dag.weekday() + 7 * weekend)
    dag = Dag([], [], [], len(udeladt), "Næste uge" if weekend else "Denne uge")
    for opgave in _som_opgaver(vist, begyndte, nu):
        gruppe = dag.nu if _er_nu(opgave, nu) else dag.denne_uge if opgave.den <= uge_slut else dag.senere
        gruppe.append(opgave)
    return dag


def _er_nu(opgave: Opgave, nu: datetime) -> bool:
    """Whether it stands under »Nu«: due today or over, soon for what is urgent or goes by the clock."""
    efter_uret = isinstance(opgave.forfalder, datetime) and opgave.forfalder <= nu + DOEGN
    return efter_uret or opgave.den <= dato(nu) + (HASTER_DAGE if opgave.haster else timedelta(0))


def _som_opgaver(frister: list[Frist], begyndte: set[int], nu: datetime) -> list[Opgave]:
    typer = fristtyper()
    set_: set[tuple[str, int, str]] = set()
    orienteres: set[int] = set()
    bundter: dict[tuple[str, date | datetime], list[Frist]] = {}
    raekkefoelge: list[tuple[Fristtype, list[Frist]]] = []
    for frist in frister:
        # Two raters' places in one matter are one thing to do; two agreements in it are two.
        trin = frist.trin if frist.kode == HANDLING_OPFOELGNING else ""
        noegle = (frist.kode, frist.anledning_id, trin)
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
        bundt = bundter.setdefault((frist.kode, forfalder(frist)), [])
        if not bundt:
            raekkefoelge.append((type_, bundt))
        bundt.append(frist)
    return [_opgave(type_, bundt, begyndte, nu) for type_, bundt in raekkefoelge]


def _opgave(type_: Fristtype, frister: list[Frist], begyndte: set[int], nu: datetime) -> Opgave:
    foerst = next((f for f in frister if f.anledning_id in begyndte), frister[0])
    fortsaet = foerst.anledning_id in begyndte
    navn = foerst.anledning.barn.kaldenavn if foerst.anledning.barn else ""
    if len(frister) == 1:
        hvad = _titel(type_, foerst)
        dele = [foerst.anledning.barn.navn if foerst.anledning.barn else foerst.enhed.navn]
        dele += [type_.mere(foerst, dato(nu))] if type_.mere else []
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
        forfalder=forfalder(frister[0]),
        hvornaar=hvornaar(forfalder(frister[0]), nu),
        haster=type_.haster,
        boern=tuple(f.anledning.barn_id for f in frister if f.anledning.barn_id),
    )


def _titel(type_: Fristtype, frist: Frist) -> str:
    """What is to be done; the follow-up of an agreement says which one."""
    hvad = frist.aftale if frist.kode == HANDLING_OPFOELGNING else ""  # type: ignore[attr-defined]
    return f"Følg op: {shorten(hvad, AFTALE_VIST, placeholder=AFKORTET).rstrip('.')}" if hvad else type_.hvad(frist)


def _navne(frister: list[Frist], begyndte: set[int]) -> str:
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
