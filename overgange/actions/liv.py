"""How overgange come, move and go: they follow planned enrolments in another journal unit."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from opsporing import log
from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.frister import actions as frister
from opsporing.models import Anledning, Barn, Enhed, Enhedstype, Frist, Grundlag, Kommune, Tilknytning, User
from opsporing.profil import Praksisprofil, profil_for
from opsporing.tid import dato
from overgange.actions.besoeg import tilbyd_mange
from overgange.actions.gaester import aflys_aftaler
from overgange.actions.modtagelse import ajourfoer_modtagelse, luk_modtagelse, luk_sager
from overgange.fristtyper import BESOEG, SKEMA
from overgange.models import Art, Overgang, Overgangsskema, Status
from overgange.rules import arter, dage
from overgange.rules.tilstande import Tilstand, check_overgang

KODE = "overgange.overgang"
#: Where a child can be enrolled by day; a school is not in the installation.
DAGTILBUD = (Enhedstype.INSTITUTION, Enhedstype.STUE, Enhedstype.DAGPLEJE, Enhedstype.DAGPLEJER)
_IKKE_GIVET_VIDERE = frozenset({Status.PLANLAGT, Status.UDFYLDES})
_FORBI = (Status.AFSLUTTET, Status.AFLYST)


def journal(enhed: Enhed) -> int:
    """The key of the unit that owns what is written in the unit."""
    return enhed.journalenhed_id or enhed.pk


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned change of place."""

    barn: Barn
    fra: Enhed
    til: Enhed
    start: date


@transaction.atomic
def foelg_boern(*, boern: Collection[int], by: User | None, nu: datetime) -> None:
    """Let the overgange of these children (primary keys) say what their enrolments say.

    What a person made by hand is hers to end; it only follows a start at exactly its place. A start that has come
    without a hand-over leaves the overgang open, and late. The same number of queries for one child and for a thousand.
    """
    om = _beroerte(boern, nu)
    if not om:
        return
    list(Barn.objects.select_for_update(of=("self",)).filter(pk__in=om).order_by("pk").values_list("pk", flat=True))
    pladser: dict[int, list[Tilknytning]] = defaultdict(list)
    for t in (
        Tilknytning.objects.indskrivninger()
        .filter(Q(til=None) | Q(til__gt=nu), barn__in=om)
        .select_related("barn", "enhed__kommune__profil", "enhed__journalenhed")
        .order_by("fra", "pk")
    ):
        pladser[t.barn_id].append(t)
    overgange: dict[int, list[Overgang]] = defaultdict(list)
    for o in (
        Overgang.objects.filter(barn__in=om)
        .select_related("fra_enhed", "til_enhed", "anledning", "kommune__profil")
        .order_by("pk")
    ):
        overgange[o.barn_id].append(o)
    nye, flyttede, aflyste, genoptagne = [], [], [], []
    for barn in om:
        stand = _Stand(pladser[barn], overgange[barn], nu)
        flyttede += stand.flyt()
        aflyste += stand.overfloedige
        genoptagne += stand.genoptag()
        nye += stand.nye()
    _flyt(flyttede, by=by, nu=nu)
    _aflys(aflyste, by=by, nu=nu)
    _genoptag(genoptagne, by=by, nu=nu)
    _opret(nye, by=by, nu=nu)


def _beroerte(boern: Collection[int], nu: datetime) -> list[int]:
    """Those of the children who have a start in dagtilbud before them, or an overgang behind or before them."""
    kommende = Tilknytning.objects.indskrivninger().filter(grundlag=Grundlag.INDSKRIVNING, fra__gt=nu)
    har = Overgang.objects.exclude(status=Status.AFSLUTTET)
    om = Q(Exists(kommende.filter(barn=OuterRef("pk")))) | Q(Exists(har.filter(barn=OuterRef("pk"))))
    return list(Barn.objects.filter(om, pk__in=boern).order_by("pk").values_list("pk", flat=True))


class _Stand:
    """One child: where it is enrolled now and later, the overgange it has, and what follows of the two together."""

    def __init__(self, pladser: list[Tilknytning], overgange: list[Overgang], nu: datetime) -> None:
        self.i_dag = dato(nu)
        self.dagligt = [t for t in pladser if t.grundlag == Grundlag.INDSKRIVNING and t.til != t.fra]
        self.nuvaerende = [t for t in self.dagligt if t.fra <= nu]
        self.kommende = [t for t in self.dagligt if t.fra > nu]
        distrikter = [t for t in pladser if t.grundlag != Grundlag.INDSKRIVNING and t.fra <= nu]
        her = self.nuvaerende or distrikter
        self.afgiver: Tilknytning | None = her[-1] if her else None
        self.alle = overgange
        self.aabne = [o for o in overgange if o.status not in _FORBI]
        self.plan = self._plan()
        self.overfloedige: list[Overgang] = []
        #: Where overgange that are given another place are to lead.
        self.faar: set[int] = set()

    def _plan(self) -> Plan | None:
        if self.afgiver is None:
            return None
        fra = self.afgiver.enhed
        foerste = next((t for t in self.kommende if journal(t.enhed) != journal(fra)), None)
        return Plan(foerste.barn, fra, foerste.enhed, dato(foerste.fra)) if foerste else None

    def flyt(self) -> list[tuple[Overgang, dict[str, object]]]:
        """The open overgange that get another day or place; those that lead nowhere any more are laid aside."""
        flyttede = []
        for o in self.aabne:
            if o.til_enhed is None:
                nyt = self._afgiverens_stue(o)
            elif o.oprettet_by_id is not None:
                nyt = self._afgiverens_stue(o) | self._paa_netop_det_sted(o)
            else:
                nyt_sted = self._nyt_sted(o)
                if nyt_sted is None:
                    self.overfloedige.append(o)
                    continue
                nyt = self._afgiverens_stue(o) | nyt_sted
            nyt = {felt: vaerdi for felt, vaerdi in nyt.items() if getattr(o, felt) != vaerdi}
            if nyt:
                flyttede.append((o, nyt))
        return flyttede

    def _nyt_sted(self, o: Overgang) -> dict[str, object] | None:
        """Where the machine's own overgang leads now; None when nowhere."""
        if o.til_enhed is None:
            return {}
        dertil = [t for t in self.dagligt if journal(t.enhed) == journal(o.til_enhed)]
        if dertil:
            # Once it has begun there, a change of stue is no new start.
            begyndt = o.start_den <= self.i_dag and dertil[0] in self.nuvaerende
            return {} if begyndt else {"til_enhed": dertil[0].enhed, "start_den": dato(dertil[0].fra)}
        plan = self.plan
        if plan and o.status in _IKKE_GIVET_VIDERE and journal(plan.fra) == journal(o.fra_enhed):
            optaget = any(a is not o and a.til_enhed and journal(a.til_enhed) == journal(plan.til) for a in self.aabne)
            if not optaget and journal(plan.til) not in self.faar:
                self.faar.add(journal(plan.til))
                return {
                    "til_enhed": plan.til,
                    "start_den": plan.start,
                    "art": arter.art(plan.fra.arena, plan.til.arena),
                }
        # What has been handed over to a place where the child began, and left again, is that place's history.
        return {} if o.start_den <= self.i_dag and o.status not in _IKKE_GIVET_VIDERE else None

    def _afgiverens_stue(self, o: Overgang) -> dict[str, object]:
        """The child's present unit within the house, or the districts, it leaves."""
        if self.afgiver and journal(self.afgiver.enhed) == journal(o.fra_enhed) and o.start_den > self.i_dag:
            return {"fra_enhed": self.afgiver.enhed}
        return {}

    def _paa_netop_det_sted(self, o: Overgang) -> dict[str, object]:
        netop = next((t for t in self.kommende if t.enhed_id == o.til_enhed_id), None)
        return {"start_den": dato(netop.fra)} if netop else {}

    def _daekket(self) -> bool:
        """Whether there is an overgang to where the child is to begin: open, or ended for just that start."""
        plan = self.plan
        return (
            plan is None
            or journal(plan.til) in self.faar
            or any(
                o.til_enhed is not None
                and journal(o.til_enhed) == journal(plan.til)
                and (o in self.aabne or (o.status == Status.AFSLUTTET and o.start_den >= min(self.i_dag, plan.start)))
                for o in self.alle
                if o not in self.overfloedige
            )
        )

    def genoptag(self) -> list[tuple[Overgang, Plan]]:
        """A cancelled overgang that is planned again."""
        if self.plan is None or self._daekket():
            return []
        samme = [
            o
            for o in self.alle
            if o.status == Status.AFLYST
            and o.oprettet_by_id is None
            and o.til_enhed is not None
            and journal(o.til_enhed) == journal(self.plan.til)
            and journal(o.fra_enhed) == journal(self.plan.fra)
        ]
        return [(samme[-1], self.plan)] if samme else []

    def nye(self) -> list[Plan]:
        """The change of place that has no overgang yet."""
        return [] if self.plan is None or self._daekket() or self.genoptag() else [self.plan]


def _opret(planer: list[Plan], *, by: User | None, nu: datetime) -> list[Overgang]:
    """Make overgange with their matters, deadlines and the sender's own access to see them through."""
    if not planer:
        return []
    anledninger = Anledning.objects.bulk_create(
        Anledning(kommune_id=p.fra.kommune_id, ejer_enhed_id=journal(p.fra), barn=p.barn, kode=KODE, oprettet_at=nu)
        for p in planer
    )
    nye = Overgang.objects.bulk_create(
        Overgang(
            kommune_id=p.fra.kommune_id,
            anledning=anledning,
            barn=p.barn,
            art=arter.art(p.fra.arena, p.til.arena),
            fra_enhed=p.fra,
            til_enhed=p.til,
            start_den=p.start,
            oprettet_at=nu,
        )
        for p, anledning in zip(planer, anledninger, strict=True)
    )
    _begynd(nye, {p.fra.kommune_id: profil_for(p.fra.kommune) for p in planer}, nu)
    _log("overgange.oprettet", nye, by=by, nu=nu)
    return nye


def _begynd(overgange: list[Overgang], profiler: dict[int, Praksisprofil], nu: datetime) -> None:
    """The deadlines of overgange that are new or come back, and the sender's access to the matter.

    The child leaves before everything is done; the place it leaves sees this one matter until it is.
    """
    raekker = []
    for o in overgange:
        for kode, den in _forfald(o, profiler[o.kommune_id], nu).items():
            forfalder_at, heldag = frister.oejeblik(den)
            raekker.append(
                Frist(
                    kommune_id=o.kommune_id,
                    kode=kode,
                    anledning_id=o.anledning_id,
                    enhed_id=o.fra_enhed_id,
                    forfalder_at=forfalder_at,
                    heldag=heldag,
                    oprettet_at=nu,
                )
            )
    Frist.objects.bulk_create(raekker)
    Tilknytning.objects.bulk_create(
        Tilknytning(
            kommune_id=o.kommune_id,
            barn_id=o.barn_id,
            enhed_id=o.fra_enhed_id,
            grundlag=Grundlag.OVERGANG,
            anledning_id=o.anledning_id,
            fra=nu,
        )
        for o in overgange
    )
    tilbyd_mange(overgange=overgange, nu=nu)


def _forfald(o: Overgang, profil: Praksisprofil, nu: datetime) -> dict[str, date]:
    return {
        SKEMA: dage.senest_foer(o.start_den, profil.overgang_skema_dage_foer, dato(nu)),
        BESOEG: dage.senest_foer(o.start_den, profil.overgang_besoeg_dage_foer, dato(nu)),
    }


def _flyt(flyttede: list[tuple[Overgang, dict[str, object]]], *, by: User | None, nu: datetime) -> None:
    if not flyttede:
        return
    andet_hus = []
    for o, nyt in flyttede:
        til = nyt.get("til_enhed")
        if isinstance(til, Enhed) and o.til_enhed and journal(til) != journal(o.til_enhed):
            andet_hus.append(o)
        for felt, vaerdi in nyt.items():
            setattr(o, felt, vaerdi)
    luk_modtagelse(andet_hus, nu=nu)
    aflys_aftaler(andet_hus, nu=nu)
    overgange = [o for o, _ in flyttede]
    Overgang.objects.bulk_update(overgange, ["fra_enhed", "til_enhed", "start_den", "art"])
    efter_sag = {o.anledning_id: o for o in overgange}
    ny_dag = {o.pk for o, nyt in flyttede if "start_den" in nyt}
    profiler = {k.pk: profil_for(k) for k in {o.kommune for o in overgange}}
    aabne = list(Frist.objects.aabne().filter(anledning__in=efter_sag))
    for frist in aabne:
        o = efter_sag[frist.anledning_id]
        frist.enhed_id = o.fra_enhed_id
        den = _forfald(o, profiler[o.kommune_id], nu).get(frist.kode)
        if o.pk in ny_dag and den is not None:
            frist.forfalder_at, frist.heldag = frister.oejeblik(den)
    Frist.objects.bulk_update(aabne, ["enhed", "forfalder_at", "heldag"])
    egne = list(Tilknytning.objects.filter(anledning__in=efter_sag, grundlag=Grundlag.OVERGANG, til=None))
    for t in egne:
        if t.anledning_id is not None:
            t.enhed_id = efter_sag[t.anledning_id].fra_enhed_id
    Tilknytning.objects.bulk_update(egne, ["enhed"])
    ajourfoer_modtagelse(overgange, profiler, nu=nu)
    _log("overgange.flyttet", overgange, by=by, nu=nu)


def _aflys(overgange: list[Overgang], *, by: User | None, nu: datetime) -> None:
    """The child does not change place after all: nothing is due, and what was handed over is read no more."""
    if not overgange:
        return
    for o in overgange:
        check_overgang(o.status, Tilstand.AFLYST)
        o.status, o.aflyst_at = Status.AFLYST, nu
    Overgang.objects.bulk_update(overgange, ["status", "aflyst_at"])
    luk_modtagelse(overgange, nu=nu)
    aflys_aftaler(overgange, nu=nu)
    luk_sager([o.anledning_id for o in overgange], nu=nu)
    _log("overgange.aflyst", overgange, by=by, nu=nu)


def _genoptag(fundne: list[tuple[Overgang, Plan]], *, by: User | None, nu: datetime) -> None:
    if not fundne:
        return
    begyndte = set(
        Overgangsskema.objects.filter(overgang__in=[o for o, _ in fundne]).values_list("overgang_id", flat=True)
    )
    for o, plan in fundne:
        til = Tilstand.UDFYLDES if o.pk in begyndte else Tilstand.PLANLAGT
        check_overgang(o.status, til)
        o.status, o.aflyst_at = Status(til.value), None
        o.fra_enhed, o.til_enhed, o.start_den = plan.fra, plan.til, plan.start
        o.art = Art(arter.art(plan.fra.arena, plan.til.arena))
        o.overleveret_at = None
    overgange = [o for o, _ in fundne]
    felter = ["status", "aflyst_at", "fra_enhed", "til_enhed", "start_den", "art", "overleveret_at"]
    Overgang.objects.bulk_update(overgange, felter)
    Anledning.objects.filter(overgang__in=overgange).update(afsluttet_at=None)
    # A deadline that was met before the start was called off would stand in the way of the new one.
    Frist.objects.filter(anledning__overgang__in=overgange, kode__in=[SKEMA, BESOEG], annulleret_at=None).update(
        opfyldt_at=None, opfyldt_by=None, annulleret_at=nu
    )
    _begynd(overgange, {p.fra.kommune_id: profil_for(p.fra.kommune) for _, p in fundne}, nu)
    _log("overgange.genoptaget", overgange, by=by, nu=nu)


def _log(haendelse: str, overgange: Iterable[Overgang], *, by: User | None, nu: datetime) -> None:
    efter_kommune: dict[int, list[Overgang]] = defaultdict(list)
    for o in overgange:
        efter_kommune[o.kommune_id].append(o)
    for kommune, egne in efter_kommune.items():
        log.record_mange(
            haendelse,
            ({"barn": o.barn_id, "anledning": o.anledning_id, "objekt": o} for o in egne),
            by=by,
            nu=nu,
            kommune=Kommune(pk=kommune),
        )


def ajourfoer(*, nu: datetime) -> None:
    """Let time pass: a child that has begun where it was to begin may have its next change of place before it."""
    for kommune in Kommune.objects.all():
        aabne = Overgang.objects.aabne().filter(barn=OuterRef("barn"))
        venter = (
            Tilknytning.objects.indskrivninger()
            .filter(kommune=kommune, grundlag=Grundlag.INDSKRIVNING, fra__gt=nu)
            .exclude(Exists(aabne))
        )
        boern = set(venter.values_list("barn_id", flat=True))
        if boern:
            foelg_boern(boern=boern, by=None, nu=nu)


def foelg_sammenlaegning(*, behold: Barn, overfloedig: Barn) -> None:
    """Let the overgange of a child that was registered twice follow it; the same change of place stays once."""
    hertil = set(Overgang.objects.aabne().filter(barn=behold).values_list("fra_enhed_id", "til_enhed_id", "til_navn"))
    for o in Overgang.objects.filter(barn=overfloedig):
        if o.status not in _FORBI and (o.fra_enhed_id, o.til_enhed_id, o.til_navn) in hertil:
            continue
        o.barn = behold
        o.save(update_fields=["barn"])


def afgiver_for(barn: Barn, user: User, nu: datetime) -> Enhed | None:
    """The unit through which the user has the child in daily life; None when she has not."""
    t = (
        Tilknytning.objects.aabner_barn(user, nu)
        .indskrivninger()
        .filter(barn=barn)
        .select_related("enhed__kommune__profil", "enhed__journalenhed")
        .order_by("fra")
        .last()
    )
    return t.enhed if t else None


@transaction.atomic
def opret(
    *, barn: Barn, art: str, start_den: date, by: User, nu: datetime, til_enhed: Enhed | None = None, til_navn: str = ""
) -> Overgang:
    """Make an overgang by hand: to a school, to another municipality, or within the house. An open one to the same
    place is kept as it is.

    Raises Denied where the user has not the child, for a start that has been, and for a place that cannot be.
    """
    kraev(by, Permission.OVERGANG_SKRIV)
    Barn.objects.select_for_update(of=("self",)).get(pk=barn.pk)
    fra = afgiver_for(barn, by, nu)
    if fra is None:
        raise Denied("Barnet er ikke indskrevet hos dig. Det sted, barnet er nu, laver overgangen.")
    til_navn = til_navn.strip()
    if (til_enhed is None) == (not til_navn):
        raise Denied("Vælg det nye sted, eller skriv, hvad det hedder.")
    if til_enhed is not None and (til_enhed.kommune_id != barn.kommune_id or til_enhed.type not in DAGTILBUD):
        raise Denied("Det sted kan barnet ikke begynde.")
    if til_enhed is not None and til_enhed.pk == fra.pk:
        raise Denied("Barnet er der allerede.")
    if art not in Art.values or start_den < dato(nu):
        raise Denied("Vælg, hvilken overgang det er, og en dag, der ikke er gået.")
    if art == Art.BOERNEHAVE_SKOLE and til_enhed is not None:
        raise Denied("Skolen er ikke i Opsporing. Skriv, hvad den hedder.")
    aaben = Overgang.objects.aabne().filter(barn=barn, fra_enhed=fra, til_enhed=til_enhed, til_navn=til_navn).first()
    if aaben:
        return aaben
    overgang = Overgang.objects.create(
        kommune_id=barn.kommune_id,
        anledning=Anledning.objects.create(
            kommune_id=barn.kommune_id, ejer_enhed_id=journal(fra), barn=barn, kode=KODE, oprettet_at=nu
        ),
        barn=barn,
        art=art,
        fra_enhed=fra,
        til_enhed=til_enhed,
        til_navn=til_navn,
        start_den=start_den,
        oprettet_at=nu,
        oprettet_by=by,
    )
    _begynd([overgang], {barn.kommune_id: profil_for(fra.kommune)}, nu)
    _log("overgange.oprettet", [overgang], by=by, nu=nu)
    return overgang
