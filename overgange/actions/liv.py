"""How overgange come, move and go: they follow planned enrolments in another journal unit."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from opsporing import log
from opsporing.frister import actions as frister
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.models import Anledning, Barn, Enhed, Frist, Grundlag, Kommune, Tilknytning, User
from opsporing.profil import Praksisprofil, profil_for
from opsporing.tid import dato
from overgange.actions.besoeg import FOERSTE, OPFOELGNING, tilbyd_mange
from overgange.actions.faldet_bort import bed_om_makulering, glem_at_bede
from overgange.actions.foer_over import foer_skemaer_over
from overgange.actions.gaester import aflys_aftaler, tilbyd_igen
from overgange.actions.modtagelse import ajourfoer_modtagelse, luk_modtagelse, luk_sager
from overgange.actions.sig_det import foelg_med
from overgange.fristtyper import BESOEG, MOEDE, SKEMA
from overgange.models import Art, Besoeg, Overgang, Overgangsskema, Status
from overgange.rules import arter, dage
from overgange.rules.besoeg import opfoelgning_den
from overgange.rules.tilstande import Tilstand, check_overgang
from overgange.stand import FORBI, Plan, Stand, journal

KODE = "overgange.overgang"


@transaction.atomic
def foelg_boern(*, boern: Collection[int], by: User | None, nu: datetime) -> None:
    """Let the overgange of these children (primary keys) say what their enrolments say.

    What a person made by hand is hers to end; it only follows a start at exactly its place. A start that has come
    without a hand-over leaves the overgang open, and late. The same number of queries for one child and for a thousand.
    """
    om = _beroerte(boern, nu)
    if not om:
        return
    list(
        Barn.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk__in=om)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    pladser: dict[int, list[Tilknytning]] = defaultdict(list)
    for t in (
        Tilknytning.objects.indskrivninger()
        .filter(Q(til=None) | Q(til__gt=nu), barn__in=om)
        .select_related("barn", "enhed__kommune__profil", "enhed__journalenhed")
        .order_by("fra", "pk")
    ):
        pladser[t.barnets_nr].append(t)
    overgange: dict[int, list[Overgang]] = defaultdict(list)
    for o in (
        Overgang.objects.select_for_update(of=("self",))
        .filter(barn__in=om)
        .select_related("fra_enhed", "til_enhed", "anledning", "kommune__profil")
        .order_by("pk")
    ):
        overgange[o.barn_id].append(o)
    nye, flyttede, aflyste, genoptagne = [], [], [], []
    for barn in om:
        stand = Stand(pladser[barn], overgange[barn], nu)
        flyttede += stand.flyt()
        aflyste += stand.overfloedige
        genoptagne += stand.genoptag()
        nye += stand.nye()
    flyt(flyttede, by=by, nu=nu)
    aflys(aflyste, by=by, nu=nu)
    _genoptag(genoptagne, by=by, nu=nu)
    _opret(nye, by=by, nu=nu)


def _beroerte(boern: Collection[int], nu: datetime) -> list[int]:
    """Those of the children who have a start in dagtilbud before them, or an overgang behind or before them."""
    kommende = Tilknytning.objects.indskrivninger().filter(grundlag=Grundlag.INDSKRIVNING, fra__gt=nu)
    har = Overgang.objects.exclude(status=Status.AFSLUTTET)
    om = Q(Exists(kommende.filter(barn=OuterRef("pk")))) | Q(Exists(har.filter(barn=OuterRef("pk"))))
    return list(Barn.objects.filter(om, pk__in=boern).order_by("pk").values_list("pk", flat=True))


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
    begynd(nye, {p.fra.kommune_id: profil_for(p.fra.kommune) for p in planer}, nu)
    record_mange("overgange.oprettet", nye, by=by, nu=nu)
    foer_skemaer_over(nye, by=by, nu=nu)
    return nye


def begynd(
    overgange: list[Overgang],
    profiler: dict[int, Praksisprofil],
    nu: datetime,
    *,
    kun: dict[int, Collection[str]] | None = None,
) -> None:
    """The deadlines of overgange that are new or come back, and the sender's access to the matter.

    The child leaves before everything is done; the place it leaves sees this one matter until it is. `kun` gives, by
    overgang, the kinds of deadline it is to have; one that is not named has those of a new one.
    """
    raekker = []
    for o in overgange:
        koder = (kun or {}).get(o.pk, (SKEMA, BESOEG))
        for kode, den in _forfald(o, profiler[o.kommune_id], nu).items():
            if kode not in koder:
                continue
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
        MOEDE: opfoelgning_den(o.start_den, profil.overgang_opfoelgning_dage),
    }


def flyt(flyttede: list[tuple[Overgang, dict[str, object]]], *, by: User | None, nu: datetime) -> None:
    """Give overgange another day or place, with all that falls due and all the next place has."""
    if not flyttede:
        return
    andet_hus = []
    for o, nyt in flyttede:
        til = nyt.get("til_enhed")
        if isinstance(til, Enhed) and o.til_enhed and journal(til) != journal(o.til_enhed):
            andet_hus.append(o)
        for felt, vaerdi in nyt.items():
            setattr(o, felt, vaerdi)
    bed_om_makulering(luk_modtagelse(andet_hus, nu=nu), by=by, nu=nu)
    aflys_aftaler(andet_hus, nu=nu)
    tilbyd_igen(andet_hus, by=by, nu=nu)
    overgange = [o for o, _ in flyttede]
    Overgang.objects.bulk_update(overgange, ["fra_enhed", "til_enhed", "start_den", "art"])
    efter_sag = {o.anledning_id: o for o in overgange}
    ny_dag = {o.pk for o, nyt in flyttede if "start_den" in nyt} | {o.pk for o in andet_hus}
    profiler = {k.pk: profil_for(k) for k in {o.kommune for o in overgange}}
    aabne = list(Frist.objects.aabne().filter(anledning__in=efter_sag))
    for frist in aabne:
        o = efter_sag[frist.anledning_id]
        frist.enhed_id = o.fra_enhed_id
        den = _forfald(o, profiler[o.kommune_id], nu).get(frist.kode)
        if frist.kode == SKEMA and frist.trin:
            # What is to be given anew has its week from when it was taken up again, as it had.
            foer = profiler[o.kommune_id].overgang_skema_dage_foer
            den = max(dage.igen_senest(o.start_den, foer, dato(frist.oprettet_at)), naeste_arbejdsdag(dato(nu)))
        if o.pk in ny_dag and den is not None:
            frist.forfalder_at, frist.heldag = frister.oejeblik(den)
    Frist.objects.bulk_update(aabne, ["enhed", "forfalder_at", "heldag"])
    egne = list(Tilknytning.objects.filter(anledning__in=efter_sag, grundlag=Grundlag.OVERGANG, til=None))
    for t in egne:
        if t.anledning_id is not None:
            t.enhed_id = efter_sag[t.anledning_id].fra_enhed_id
    Tilknytning.objects.bulk_update(egne, ["enhed"])
    ajourfoer_modtagelse(overgange, profiler, ny_dag=ny_dag, nu=nu)
    record_mange("overgange.flyttet", overgange, by=by, nu=nu)


def aflys(overgange: list[Overgang], *, by: User | None, nu: datetime, bed: bool = True) -> None:
    """The child does not change place after all: what was handed over is read no more, and who may have
    it on paper is asked to shred it.
    """
    if not overgange:
        return
    for o in overgange:
        check_overgang(o.status, Tilstand.AFLYST)
        o.status, o.aflyst_at = Status.AFLYST, nu
    Overgang.objects.bulk_update(overgange, ["status", "aflyst_at"])
    lukkede = luk_modtagelse(overgange, nu=nu)
    aflys_aftaler(overgange, nu=nu)
    luk_sager([o.anledning_id for o in overgange], nu=nu)
    if bed:
        bed_om_makulering(lukkede, by=by, nu=nu)
    record_mange("overgange.aflyst", overgange, by=by, nu=nu)


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
    glem_at_bede(overgange, nu=nu)
    Anledning.objects.filter(overgang__in=overgange).update(afsluttet_at=None)
    # A deadline that was met before the start was called off would stand in the way of the new one.
    Frist.objects.filter(anledning__overgang__in=overgange, kode=SKEMA, annulleret_at=None).update(
        opfyldt_at=None, opfyldt_by=None, annulleret_at=nu
    )
    begynd(
        overgange, {p.fra.kommune_id: profil_for(p.fra.kommune) for _, p in fundne}, nu, kun=_mangler_igen(overgange)
    )
    record_mange("overgange.genoptaget", overgange, by=by, nu=nu)


def _mangler_igen(overgange: list[Overgang]) -> dict[int, Collection[str]]:
    """What is still to be done in overgange that come back: a visit that was held or declined is not to be again."""
    alle = Besoeg.objects.filter(overgang__in=overgange)
    afklaret = {(b.overgang_id, b.nr): b.afsluttet_at is not None for b in alle}
    koder: dict[int, Collection[str]] = {}
    for o in overgange:
        besoeg = [] if afklaret.get((o.pk, FOERSTE)) else [BESOEG]
        moede = [MOEDE] if afklaret.get((o.pk, OPFOELGNING)) is False else []
        koder[o.pk] = [SKEMA, *besoeg, *moede]
    return koder


def record_mange(haendelse: str, overgange: Iterable[Overgang], *, by: User | None, nu: datetime) -> None:
    """Write to the log that the same happened to overgange, one line per child."""
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


def foelg_sammenlaegning(*, behold: Barn, overfloedig: Barn, by: User | None, nu: datetime) -> None:
    """Let the overgange of a child that was registered twice follow it; the same change of place stays open once.

    The one that has come furthest stays. The other is called off, so that nothing of it falls due, and what was written
    in it can still be read there. What a place outside was given in it is given in the one that stays (`foelg_med`).
    """
    alle = list(
        Overgang.objects.select_for_update(of=("self",))
        .filter(barn__in=[behold, overfloedig])
        .select_related("anledning", "fra_enhed")
        .order_by("pk")
    )
    hertil = {
        (o.fra_enhed_id, o.til_enhed_id, o.til_navn): o
        for o in alle
        if o.barn_id == behold.pk and o.status not in FORBI
    }
    for o in (o for o in alle if o.barn_id == overfloedig.pk):
        samme = hertil.get((o.fra_enhed_id, o.til_enhed_id, o.til_navn))
        o.barn = behold
        if samme is not None and o.status not in FORBI:
            mindst, bliver = sorted((o, samme), key=lambda en: _SAA_LANGT.index(Status(en.status)))
            foelg_med(fra=mindst, til=bliver, nu=nu)
            # The child begins there all the same, so nobody is to shred anything.
            aflys([mindst], by=by, nu=nu, bed=False)
        o.save(update_fields=["barn"])


_SAA_LANGT = [Status.PLANLAGT, Status.UDFYLDES, Status.OVERLEVERET, Status.KVITTERET]
