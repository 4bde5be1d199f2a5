"""The districts' children by what sundhedsplejen has before it: visits by age, repetitions, newcomers, dagtilbud.

The tasks of the day come from the deadlines (`opgaver`); here is the week and what comes after it, child by child.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from adbb.actions.forloeb import SES_FREM, besoeg_i
from adbb.models import Forloeb, Screening
from adbb.rules.score import Gennemfoert, Handlevej, Skridt, Stand, stand
from adbb.rules.vinduer import alder_passer, vindue
from opsporing import dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.alder import Alder, aldersvindue
from opsporing.models import Arena, Barn, Enhed, Frist, Grundlag, Tilknytning, User
from opsporing.overblik.opgaver import Dag
from opsporing.profil import Praksisprofil
from opsporing.tid import dato
from overgange.models import Overgang
from trivsel.models import EgenVurdering, Vurdering

#: A family is new to the district for so long.
NY_DAGE = timedelta(days=60)
#: A child registered sooner after its birth than this was born here.
FOEDT_HER_DAGE = timedelta(days=28)
#: A start in dagtilbud is shown so long before.
START_DAGE = timedelta(days=120)
#: Children of a group that are shown before the rest are counted.
VIST = 8
#: Tasks that stand among the children instead when they are not for this week.
BESOEG = frozenset({"adbb.screening", "adbb.gentag", "adbb.team", "trivsel.egen", "trivsel.faelles"})

OVER, GENTAG, TEAM, NU, VURDERING, SNART = "over", "gentag", "team", "nu", "vurdering", "snart"
TITLER = {
    OVER: "Over tiden",
    GENTAG: "Skal ses igen",
    TEAM: "I det tværfaglige team",
    NU: "I alderen nu",
    VURDERING: "Første trivselsvurdering",
    SNART: "Kommer snart i alderen",
}
#: The same as column heads where districts are counted.
KORTE = {
    OVER: "Over tiden",
    GENTAG: "Ses igen",
    TEAM: "I team",
    NU: "I alderen",
    VURDERING: "Vurdering",
    SNART: "Snart",
}
#: And after a number, at the top of the page.
EFTER_TAL = {
    OVER: "over tiden",
    GENTAG: "skal ses igen",
    TEAM: "i teamet",
    NU: "i alderen nu",
    VURDERING: "til trivselsvurdering",
    SNART: "kommer snart",
}
#: Where the rest of a group is found: the groups of the ADBB list.
I_LISTEN = {OVER: "venter", GENTAG: "gentag", TEAM: "team", NU: "venter", SNART: "senere"}


@dataclass(frozen=True, slots=True)
class Linje:
    """One child of a group: what is to be done, and when. `uden_cpr` marks one without a CPR number."""

    barn: Barn
    enhed: int
    alder: Alder
    hvad: str
    hvornaar: str
    forsinket: bool
    url: str
    dag: date

    @property
    def uden_cpr(self) -> bool:
        return not self.barn.cpr


@dataclass(frozen=True, slots=True)
class Gruppe:
    """Children in the same situation, first due first; `skjult` more are at `url`."""

    kode: str
    titel: str
    linjer: list[Linje]
    antal: int
    url: str

    @property
    def kort(self) -> str:
        """The title in a word or two, after a number."""
        return EFTER_TAL[self.kode]

    @property
    def skjult(self) -> int:
        return self.antal - len(self.linjer)


@dataclass(frozen=True, slots=True)
class Tilflytter:
    """A family that came lately: since when, what the child's age says should have been done, and what can be begun."""

    barn: Barn
    enhed: int
    alder: Alder
    kom: date
    mangler: list[str]
    kan_begynde: bool


@dataclass(frozen=True, slots=True)
class Start:
    """A child that begins in dagtilbud: where and when, and the overgang it is handed over with, where there is one."""

    barn: Barn
    enhed: int
    alder: Alder
    hvor: str
    den: date
    overgang: int | None = None


@dataclass(slots=True)
class Distrikt:
    """All that is shown of one district, or of all the user works in."""

    grupper: list[Gruppe]
    tilflyttere: list[Tilflytter]
    flere_tilflyttere: int
    starter: list[Start]
    flere_starter: int

    @property
    def boern(self) -> list[int]:
        """The children shown (primary keys)."""
        linjer = {linje.barn.pk for gruppe in self.grupper for linje in gruppe.linjer}
        return sorted(linjer | {t.barn.pk for t in self.tilflyttere} | {s.barn.pk for s in self.starter})


@dataclass(frozen=True, slots=True)
class Distriktstal:
    """How many children of a district are in each situation, each number with its list where there is one."""

    enhed: Enhed
    url: str
    celler: list[tuple[str, int, str]]


@dataclass(slots=True)
class Stof:
    """Everything read, of all districts the user works in."""

    linjer: dict[str, list[Linje]] = field(default_factory=dict)
    tilflyttere: list[Tilflytter] = field(default_factory=list)
    starter: list[Start] = field(default_factory=list)


def laes(user: User, nu: datetime) -> Stof:
    """The children of the user's districts in three queries, however many there are."""
    i_dag = dato(nu)
    stof = Stof({kode: [] for kode in TITLER})
    for forloeb in _forloeb(user, nu):
        kode, linje = _besoeg(forloeb, i_dag)
        stof.linjer[kode].append(linje)
    stof.linjer[VURDERING] = [_vurdering(v, i_dag) for v in _vurderinger(user, nu)]
    for linjer in stof.linjer.values():
        linjer.sort(key=lambda linje: (linje.dag, linje.barn.navn))
    for tilknytning in _nye_og_paa_vej(user, nu):
        if tilknytning.start:
            stof.starter.append(_start(tilknytning, i_dag))
        if dato(tilknytning.fra) >= i_dag - NY_DAGE and not _er_foedt_her(tilknytning):
            stof.tilflyttere.append(_tilflytter(tilknytning, user, i_dag))
    stof.tilflyttere.sort(key=lambda t: (not t.mangler, -t.kom.toordinal(), t.barn.navn))
    stof.starter.sort(key=lambda s: (s.den, s.barn.navn))
    return stof


def distrikt(stof: Stof, enhed: int | None = None) -> Distrikt:
    """What is shown of one district, or of everything that was read."""

    def her(raekker: list[Any]) -> list[Any]:
        return [r for r in raekker if enhed is None or r.enhed == enhed]

    tilflyttere, starter = her(stof.tilflyttere), her(stof.starter)
    grupper = [(kode, her(linjer)) for kode, linjer in stof.linjer.items()]
    return Distrikt(
        grupper=[
            Gruppe(kode, TITLER[kode], linjer[:VIST], len(linjer), _alle(kode, enhed))
            for kode, linjer in grupper
            if linjer
        ],
        tilflyttere=tilflyttere[:VIST],
        flere_tilflyttere=max(0, len(tilflyttere) - VIST),
        starter=starter[:VIST],
        flere_starter=max(0, len(starter) - VIST),
    )


def pr_distrikt(stof: Stof, enheder: list[Enhed]) -> list[Distriktstal]:
    """The same as numbers, for who leads several districts. Names no child."""
    antal: Counter[tuple[str, int]] = Counter()
    for kode, linjer in stof.linjer.items():
        antal.update((kode, linje.enhed) for linje in linjer)
    antal.update(("nye", t.enhed) for t in stof.tilflyttere)
    antal.update(("starter", s.enhed) for s in stof.starter)
    tal = []
    for enhed in enheder:
        siden = f"{reverse('i_dag')}?distrikt={enhed.pk}"
        celler = [(KORTE[kode], antal[kode, enhed.pk], _alle(kode, enhed.pk)) for kode in TITLER]
        celler += [("Nye", antal["nye", enhed.pk], f"{siden}#nye")]
        celler += [("På vej", antal["starter", enhed.pk], f"{siden}#starter")]
        tal.append(Distriktstal(enhed, siden, celler))
    return tal


def uden_besoeg(dag: Dag) -> Dag:
    """The day without the visits that come later than this week: they stand with the children."""

    return replace(dag, senere=[opgave for opgave in dag.senere if opgave.kode not in BESOEG])


def _alle(kode: str, enhed: int | None) -> str:
    if kode == VURDERING:
        return reverse("stue_vis", args=[enhed]) if enhed else reverse("stue")
    valgt = f"&distrikt={enhed}" if enhed else ""
    return f"{reverse('adbb:liste')}?vis={I_LISTEN[kode]}{valgt}"


# ---- ADBB ---------------------------------------------------------------------------------------------------------


def _forloeb(user: User, nu: datetime) -> QuerySet[Forloeb]:
    """The courses under way, and those that begin within six weeks, with what has been completed in each."""
    gaeldende = Screening.objects.gaeldende().filter(forloeb=OuterRef("pk")).order_by("nr")
    return (
        Forloeb.objects.for_user(user, nu)
        .aabne()
        .filter(fra__lte=dato(nu) + SES_FREM)
        .select_related("barn", "profilversion")
        .annotate(
            set_=ArraySubquery(gaeldende.values(json=JSONObject(den="observeret_den", over="over"))),
            begyndt=Exists(Screening.objects.filter(forloeb=OuterRef("pk"), afsluttet_at=None)),
        )
    )


def _besoeg(forloeb: Any, i_dag: date) -> tuple[str, Linje]:
    profil = Praksisprofil.fra_data(forloeb.profilversion.data if forloeb.profilversion else {})
    staar = stand(
        [Gennemfoert(date.fromisoformat(s["den"]), s["over"]) for s in forloeb.set_],
        Handlevej(profil.adbb_gentag_dage, profil.adbb_team_dage),
    )
    senest = staar.senest or forloeb.senest
    kode = _gruppe(forloeb, staar, senest, i_dag)
    dag = forloeb.fra if kode == SNART else senest
    hvad = f"ADBB, {dansk.lille(forloeb.navn)}"
    return kode, Linje(
        barn=forloeb.barn,
        enhed=forloeb.enhed_id,
        alder=forloeb.barn.alder(i_dag),
        hvad=f"{hvad}, begyndt" if forloeb.begyndt else hvad,
        hvornaar=f"{'fra' if kode == SNART else 'senest'} {dansk.kort_dato(dag)}",
        forsinket=kode != SNART and senest < i_dag,
        url=reverse("adbb:forloeb", args=[forloeb.pk]),
        dag=dag,
    )


def _gruppe(forloeb: Forloeb, staar: Stand, senest: date, i_dag: date) -> str:
    if staar.skridt is Skridt.TEAM:
        return TEAM
    if staar.skridt in {Skridt.GENTAG, Skridt.NY_DAG}:
        return GENTAG
    if forloeb.fra > i_dag:
        return SNART
    return OVER if senest < i_dag else NU


# ---- the first trivselsvurdering ----------------------------------------------------------------------------------


def _vurderinger(user: User, nu: datetime) -> QuerySet[Vurdering]:
    egne = EgenVurdering.objects.filter(vurdering=OuterRef("pk"), fritaget_at=None)
    frist = Frist.objects.aabne().filter(anledning=OuterRef("anledning"), kode__in=["trivsel.egen", "trivsel.faelles"])
    return (
        Vurdering.objects.for_user(user, nu)
        .aabne()
        .filter(arena=Arena.SUNDHEDSPLEJE, erstatter=None)
        .select_related("barn")
        .only("anledning_id", "enhed_id", "oprettet_at", "barn")
        .annotate(
            senest_at=Subquery(frist.order_by("-forfalder_at").values("forfalder_at")[:1]),
            begyndt=Exists(egne.filter(begyndt_at__isnull=False)),
            mangler=Exists(egne.filter(faerdig_at=None)),
        )
    )


def _vurdering(vurdering: Any, i_dag: date) -> Linje:
    dag = dato(vurdering.senest_at or vurdering.oprettet_at)
    stand_ = "" if not vurdering.begyndt else ", begyndt" if vurdering.mangler else ", mangler placering"
    return Linje(
        barn=vurdering.barn,
        enhed=vurdering.enhed_id,
        alder=vurdering.barn.alder(i_dag),
        hvad=f"Sammen med forældrene{stand_}",
        hvornaar=f"senest {dansk.kort_dato(dag)}",
        forsinket=dag < i_dag,
        url=reverse("trivsel:egen" if vurdering.mangler else "trivsel:faelles", args=[vurdering.pk]),
        dag=dag,
    )


# ---- families that came, and children on their way to dagtilbud ---------------------------------------------------


def _nye_og_paa_vej(user: User, nu: datetime) -> QuerySet[Any]:
    """The districts' children who came lately, or have their first start in dagtilbud planned."""
    indskrevet = Tilknytning.objects.filter(barn=OuterRef("barn"), grundlag=Grundlag.INDSKRIVNING, anledning=None)
    start = (
        indskrevet.filter(fra__gt=nu, fra__lte=nu + START_DAGE)
        .exclude(
            Exists(Tilknytning.objects.gaeldende(nu).filter(barn=OuterRef("barn"), grundlag=Grundlag.INDSKRIVNING))
        )
        .order_by("fra", "pk")
    )
    stedet = JSONObject(fra="fra", enhed="enhed__navn", hus="enhed__journalenhed__navn")
    forloeb = Forloeb.objects.filter(barn=OuterRef("barn"), udgaaet_at=None)
    herfra = Overgang.objects.aabne().filter(barn=OuterRef("barn"), fra_enhed=OuterRef("enhed")).order_by("start_den")
    profil = user.profil.besoegsvurdering
    vurderet = Vurdering.objects.filter(
        barn=OuterRef("barn"), arena=Arena.SUNDHEDSPLEJE, udgaaet_at=None, alder_mdr__gte=profil.get("fra_mdr", 0)
    )
    return (
        Tilknytning.objects.aabner_barn(user, nu)
        .indskrivninger()
        .filter(enhed__arena=Arena.SUNDHEDSPLEJE, barn__foedt_den__isnull=False)
        .filter(Q(fra__gte=nu - NY_DAGE) | Exists(start))
        .select_related("barn")
        .annotate(
            start=Subquery(start.values(json=stedet)[:1]),
            overgang=Subquery(herfra.values("pk")[:1]),
            haft=ArraySubquery(forloeb.values("besoeg")),
            i_gang=Exists(forloeb.filter(afsluttet_at=None, fra__lte=dato(nu))),
            vurderet=Exists(vurderet),
        )
    )


def _er_foedt_her(tilknytning: Tilknytning) -> bool:
    foedt = tilknytning.barn.foedt_den
    return foedt is not None and dato(tilknytning.fra) - foedt <= FOEDT_HER_DAGE


def _tilflytter(t: Any, user: User, i_dag: date) -> Tilflytter:
    foedt, kom = t.barn.foedt_den, dato(t.fra)
    i_alderen = alder_passer(foedt, i_dag)
    return Tilflytter(
        barn=t.barn,
        enhed=t.enhed_id,
        alder=t.barn.alder(i_dag),
        kom=kom,
        mangler=_mangler(t, user.profil, kom) if i_alderen else [],
        kan_begynde=i_alderen and not t.i_gang and har(user, Permission.ADBB_SCOR),
    )


def _mangler(t: Any, profil: Praksisprofil, kom: date) -> list[str]:
    """What had been done if the child had lived here, and was over when it came."""
    foedt, besoegsvurdering = t.barn.foedt_den, profil.besoegsvurdering
    mangler = [
        f"ADBB, {dansk.lille(besoeg.navn)}"
        for besoeg in besoeg_i(profil)
        if vindue(foedt, besoeg).til < kom and besoeg.kode not in t.haft
    ]
    if besoegsvurdering and not t.vurderet:
        _, til = aldersvindue(foedt, besoegsvurdering["fra_mdr"], besoegsvurdering["til_mdr"])
        mangler += ["første trivselsvurdering"] if til < kom else []
    return mangler


def _start(t: Any, i_dag: date) -> Start:
    fra = dato(datetime.fromisoformat(t.start["fra"]))
    hus = t.start["hus"]
    hvor = t.start["enhed"] if not hus or hus == t.start["enhed"] else f"{t.start['enhed']}, {hus}"
    return Start(t.barn, t.enhed_id, t.barn.alder(i_dag), hvor, fra, t.overgang)
