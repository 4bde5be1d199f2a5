"""What a place outside must be told by us: it has a print or a file, and nothing here reaches it.

There is one deadline at the place that gave it, however much is to be told: parts a parent has taken back, or, when the
start falls away, all that was given. It is met when somebody notes that it is told, and goes away when nothing is left
to tell, as when the parents say yes again before anybody has.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from opsporing import samtykke as samtykker
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.models import Frist, Samtykke, User
from opsporing.models.frist import FristQuerySet
from opsporing.tid import dato
from overgange.actions.besoeg import luk_naar_alt_er_gjort
from overgange.actions.modtagelse import aabn_sag, luk_sager
from overgange.actions.skema import laas, record
from overgange.fristtyper import BED
from overgange.kopi import BESOEG, samtykkets_hvad
from overgange.models import Besoegsstatus, Overgang, Overleveretdel, Overlevering, SagtMaade, Status
from overgange.permissions import Muligheder


def frist(overgang: Overgang) -> FristQuerySet:
    """The open deadline for telling the place outside; one or none."""
    return Frist.objects.aabne().filter(anledning=overgang.anledning_id, kode=BED)


def siges(overgang: Overgang, nu: datetime) -> list[Overleveretdel]:
    """What a place outside is to be told to use no more, each part once: all it got, when the start fell away."""
    alle = (
        Overleveretdel.objects.filter(overlevering__overgang=overgang, overlevering__modtager=None, sagt_at=None)
        .select_related("overlevering")
        .order_by("nr", "pk")
    )
    if overgang.status != Status.AFLYST:
        stoppede = list(alle.filter(stoppet_at__isnull=False))
        igen = _ja_igen(overgang, stoppede, nu) if stoppede else set()
        return list({en.del_kode: en for en in stoppede if en.pk not in igen}.values())
    return list({en.del_kode: en for en in alle}.values())


def _ja_igen(overgang: Overgang, dele: Collection[Overleveretdel], nu: datetime) -> set[int]:
    """The parts that may be used after all: every holder says yes again, and so does whoever took a yes back."""
    sagt_ja: dict[str, set[int]] = {}
    staar: dict[str, set[int]] = {}
    trukket: dict[tuple[str, int], datetime] = {}
    # What is taken back first: of a child that was registered twice, an older yes may still stand beside it.
    for ja in Samtykke.objects.filter(anledning=overgang.anledning_id, ja=True).order_by("trukket_at", "pk"):
        sagt_ja.setdefault(ja.hvad, set()).add(ja.person_id)
        if ja.trukket_at is not None:
            trukket[ja.hvad, ja.person_id] = ja.trukket_at
        elif ja.givet_at >= trukket.get((ja.hvad, ja.person_id), ja.givet_at):
            staar.setdefault(ja.hvad, set()).add(ja.person_id)
    indehavere = {p.pk for p in samtykker.indehavere(overgang.barn, nu)}
    holdte = overgang.besoeg.filter(status=Besoegsstatus.HOLDT).values_list("afsluttet_at", flat=True)
    igen = set()
    for en in dele:
        hvad = samtykkets_hvad(en.titel)
        # Minutes of a newer visit are something else than those that were given.
        nyere = en.del_kode == BESOEG.kode and any(at and at > en.overlevering.overleveret_at for at in holdte)
        if indehavere and not nyere and indehavere | sagt_ja.get(hvad, set()) <= staar.get(hvad, set()):
            igen.add(en.pk)
    return igen


def har_paa_papir(overgang: Overgang, samtykke: Samtykke) -> bool:
    """Whether a place outside has what the yes is about, and has not been told to use it no more."""
    titler = Overleveretdel.objects.filter(
        overlevering__overgang=overgang, overlevering__modtager=None, sagt_at=None
    ).values_list("titel", flat=True)
    return samtykke.hvad in {samtykkets_hvad(titel) for titel in titler}


def ajourfoer(overgang: Overgang, *, nu: datetime) -> bool:
    """Let it fall due, once, that the place outside is told, and no longer when nothing is left to tell. Returns
    whether it is due. The matter opens again for it, also when the child has left.
    """
    if overgang.til_enhed_id is not None:
        return False
    if not siges(overgang, nu):
        if frist(overgang).update(annulleret_at=nu):
            _luk(overgang, nu)
        return False
    aabn_sag(overgang, nu=nu)
    if not frist(overgang).exists():
        frister.opret(
            kode=BED,
            anledning=overgang.anledning,
            enhed=overgang.fra_enhed,
            # What was told before stays met beside it.
            trin=str(Frist.objects.filter(anledning=overgang.anledning_id, kode=BED).count()),
            forfalder=naeste_arbejdsdag(dato(nu) + timedelta(days=1)),
            nu=nu,
        )
    return True


def foelg_med(*, fra: Overgang, til: Overgang, nu: datetime) -> None:
    """Let what a place outside was given in one overgang be given in another, with what the parents have answered: a
    child that was registered twice has one. What is to be told is told there, and no later than it was due.
    """
    givet = Overlevering.objects.filter(overgang=fra, modtager=None)
    if not givet.exists():
        return
    if til.overleveringer.gaeldende().exists():
        givet.gaeldende().update(erstattet_at=nu)
    givet.update(overgang=til)
    staar = Samtykke.objects.filter(anledning=til.anledning_id, trukket_at=None).values_list("person_id", "hvad")
    dobbelt = set(staar)
    for svar in Samtykke.objects.filter(anledning=fra.anledning_id).order_by("pk"):
        if svar.trukket_at is not None or (svar.person_id, svar.hvad) not in dobbelt:
            svar.anledning = til.anledning
            svar.save(update_fields=["anledning"])
    skulle = frist(fra).first()
    if ajourfoer(til, nu=nu) and skulle is not None:
        frist(til).filter(forfalder_at__gt=skulle.forfalder_at).update(
            forfalder_at=skulle.forfalder_at, heldag=skulle.heldag
        )


@dataclass(frozen=True, slots=True)
class Sagt:
    """What somebody says is told: which parts (by code, as she saw them), how, and on which day."""

    koder: frozenset[str]
    maade: SagtMaade
    den: date


def check_skal_siges(user: User, overgang: Overgang, nu: datetime) -> None:
    """May the person note that the place outside has been told, and is there something to tell?"""
    Muligheder(user, overgang, nu).check_can_sige()
    if not frist(overgang).exists():
        raise Denied(f"Der er ikke noget, {overgang.modtager} skal have at vide. Måske har en kollega noteret det.")


@transaction.atomic
def sig(*, overgang: Overgang, sagt: Sagt, by: User, nu: datetime) -> bool:
    """Note that the place outside has been told. What was taken back since she looked is still due; returns whether
    something is.

    Raises Denied where nothing is due, or nothing of what she saw, and for a day that has not come or was before there
    was something to tell.
    """
    overgang = laas(overgang)
    check_skal_siges(by, overgang, nu)
    if sagt.den > dato(nu):
        raise Denied("Dagen er ikke kommet endnu. Notér det, når det er sagt.")
    mangler = {en.del_kode for en in siges(overgang, nu)}
    koder = mangler & sagt.koder
    if mangler and not koder:
        raise Denied("Det har en kollega noteret, mens du skrev. Se, hvad de mangler at få at vide.")
    dele = Overleveretdel.objects.filter(
        overlevering__overgang=overgang, overlevering__modtager=None, sagt_at=None, del_kode__in=koder
    )
    if overgang.status != Status.AFLYST:
        dele = dele.filter(stoppet_at__isnull=False)
    foerst = min((dato(en.stoppet_at or overgang.aflyst_at or nu) for en in dele), default=dato(nu))
    if sagt.den < foerst:
        raise Denied("Den dag var der ikke noget at sige. Vælg den dag, I sagde det.")
    dele.update(sagt_den=sagt.den, sagt_maade=sagt.maade, sagt_at=nu, sagt_by=by)
    record("overgange.makulering_sagt", overgang, by, nu)
    if siges(overgang, nu):
        return True
    frist(overgang).update(opfyldt_at=nu, opfyldt_by=by)
    _luk(overgang, nu)
    return False


def _luk(overgang: Overgang, nu: datetime) -> None:
    """Close the matter, where telling was the last there was to do in it."""
    if overgang.status == Status.AFLYST:
        luk_sager([overgang.anledning_id], nu=nu)
    else:
        luk_naar_alt_er_gjort(overgang, nu=nu)
