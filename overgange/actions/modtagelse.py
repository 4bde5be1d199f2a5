"""What the next place has of an overgang, kept in step with the day the child begins there."""

from collections.abc import Collection, Iterable
from datetime import datetime, time

from django.db.models import Q

from opsporing.frister.actions import oejeblik
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Anledning, Frist, Grundlag, Tilknytning
from opsporing.profil import Praksisprofil
from opsporing.tid import dato
from overgange.fristtyper import KVITTER, OPFOELGNING, STOPPET
from overgange.models import Overgang, Overlevering
from overgange.rules import dage

#: What a Tilknytning says it is for, when it lets the place be told and read nothing.
BESKED = "Skal vide, hvad der ikke må bruges mere"


def _begyndelsen(overlevering: Overlevering) -> tuple[datetime, datetime]:
    """The moments the reading before the start begins and ends; the first is not before the hand-over."""
    fra = lokalt_tidspunkt(overlevering.laeses_fra, time(0))
    start = lokalt_tidspunkt(overlevering.overgang.start_den, time(0))
    return max(fra, overlevering.overleveret_at), start


def forfald(overlevering: Overlevering, profil: Praksisprofil) -> dict[str, tuple[datetime, bool]]:
    """When the receiver's two duties fall due, by kind."""
    start = overlevering.overgang.start_den
    den = dato(overlevering.overleveret_at)
    return {
        KVITTER: oejeblik(dage.kvittering_senest(overlevering.laeses_fra, profil.overgang_kvitter_dage)),
        OPFOELGNING: oejeblik(dage.opfoelgning_senest(start, profil.overgang_opfoelgning_dage, den)),
    }


def har_kunnet_laese(overlevering: Overlevering, nu: datetime) -> bool:
    """Whether somebody at the next place may have read it, or printed it: also before the start was moved, or before it
    was replaced.
    """
    nu = min(nu, overlevering.erstattet_at or nu)
    if overlevering.laeses_fra <= dato(nu) or overlevering.kvitteret_at is not None:
        return True
    egne = Tilknytning.objects.filter(anledning=overlevering.anledning_id, grundlag=Grundlag.OVERGANG, fra__lte=nu)
    return overlevering.anledning_id is not None and egne.exclude(formaal=BESKED).exists()


def aabn_igen(overlevering: Overlevering, *, nu: datetime) -> None:
    """Open the receiver's matter while there is something to tell it, before there is anything to read (again)."""
    if overlevering.modtager is None or overlevering.anledning is None or overlevering.laeses_fra <= dato(nu):
        return
    aaben = Tilknytning.objects.gaeldende(nu).filter(anledning=overlevering.anledning, grundlag=Grundlag.OVERGANG)
    if not aaben.exists():
        Tilknytning.objects.create(
            kommune_id=overlevering.kommune_id,
            barn_id=overlevering.anledning.barn_id,
            enhed=overlevering.modtager,
            grundlag=Grundlag.OVERGANG,
            anledning=overlevering.anledning,
            formaal=BESKED,
            fra=nu,
            til=lokalt_tidspunkt(overlevering.laeses_fra, time(0)),
        )


def luk_igen(overlevering: Overlevering, *, nu: datetime) -> None:
    """Close what `aabn_igen` opened: what there was to tell is understood."""
    if overlevering.anledning_id is not None and overlevering.laeses_fra > dato(nu):
        aabne = Tilknytning.objects.gaeldende(nu).filter(
            anledning=overlevering.anledning_id, grundlag=Grundlag.OVERGANG
        )
        aabne.update(til=nu)


def aabn_foer_start(overlevering: Overlevering) -> Tilknytning | None:
    """Let the next place read before the child is registered there, where the municipality allows it."""
    fra, start = _begyndelsen(overlevering)
    if overlevering.anledning is None or overlevering.modtager is None or fra >= start:
        return None
    return Tilknytning.objects.create(
        kommune_id=overlevering.kommune_id,
        barn_id=overlevering.overgang.barn_id,
        enhed=overlevering.modtager,
        grundlag=Grundlag.OVERGANG,
        anledning=overlevering.anledning,
        fra=fra,
        til=start,
    )


def ajourfoer_modtagelse(
    overgange: Iterable[Overgang], profiler: dict[int, Praksisprofil], *, ny_dag: Collection[int], nu: datetime
) -> None:
    """Move what stands at the next place along with overgange that got another day (`ny_dag`, primary keys) or unit.

    Only another day moves a day: what the municipality has changed in its profile since the hand-over does not.
    """
    staaende = list(
        Overlevering.objects.gaeldende()
        .filter(overgang__in=list(overgange), anledning__isnull=False)
        .select_related("overgang__til_enhed", "anledning", "modtager")
    )
    for en in staaende:
        profil = profiler[en.kommune_id]
        en.modtager = en.overgang.til_enhed
        if en.overgang_id in ny_dag:
            en.laeses_fra = dage.laeses_fra(
                en.overgang.start_den, profil.overgang_laeses_dage_foer, dato(en.overleveret_at)
            )
        en.save(update_fields=["modtager", "laeses_fra"])
        if en.anledning_id:
            _luk_adgang([en.anledning_id], nu)
        aabn_foer_start(en)
        if Frist.objects.aabne().filter(anledning=en.anledning_id, kode=STOPPET).exists():
            aabn_igen(en, nu=nu)
        for kode, (forfalder_at, heldag) in forfald(en, profil).items() if en.overgang_id in ny_dag else ():
            Frist.objects.aabne().filter(anledning=en.anledning_id, kode=kode).update(
                forfalder_at=forfalder_at, heldag=heldag
            )
        Frist.objects.aabne().filter(anledning=en.anledning_id).update(enhed=en.modtager)


def luk_modtagelse(overgange: Iterable[Overgang], *, nu: datetime) -> list[Overlevering]:
    """End what the next place has, and return it: it is replaced by something newer, or the child does not come."""
    staaende = list(
        Overlevering.objects.gaeldende()
        .filter(overgang__in=list(overgange))
        .select_related("overgang__anledning", "overgang__fra_enhed", "overgang__kommune", "anledning", "modtager")
    )
    Overlevering.objects.filter(pk__in=[en.pk for en in staaende]).update(erstattet_at=nu)
    luk_sager([en.anledning_id for en in staaende if en.anledning_id], nu=nu)
    return staaende


def luk_sager(anledninger: Collection[int], *, nu: datetime) -> None:
    """Close matters: nothing is due in them, and they are open on no ground of an overgang.

    A visit that is agreed on and not held has its own, and is closed with what becomes of it.
    """
    Anledning.objects.filter(pk__in=anledninger, afsluttet_at=None).update(afsluttet_at=nu)
    Frist.objects.aabne().filter(anledning__in=anledninger).update(annulleret_at=nu)
    _luk_adgang(anledninger, nu)


def aabn_sag(overgang: Overgang, *, nu: datetime) -> None:
    """Open the sender's matter again, where it is closed: something is to be done in it, also after the child has left.

    What closes it is `overgange.actions.besoeg.luk_naar_alt_er_gjort`.
    """
    if not Anledning.objects.filter(pk=overgang.anledning_id, afsluttet_at__isnull=False).update(afsluttet_at=None):
        return
    Tilknytning.objects.create(
        kommune_id=overgang.kommune_id,
        barn_id=overgang.barn_id,
        enhed=overgang.fra_enhed,
        grundlag=Grundlag.OVERGANG,
        anledning_id=overgang.anledning_id,
        fra=nu,
    )


def _luk_adgang(anledninger: Collection[int], nu: datetime) -> None:
    egne = Tilknytning.objects.filter(anledning__in=anledninger, grundlag=Grundlag.OVERGANG)
    # One that was to begin later never does.
    egne.filter(fra__gt=nu).delete()
    egne.filter(Q(til=None) | Q(til__gt=nu)).update(til=nu)
