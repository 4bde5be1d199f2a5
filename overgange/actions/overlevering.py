"""What the parents answer part by part, the hand-over, and stopping the use of a part."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from opsporing import anledning as anledninger
from opsporing import log
from opsporing import samtykke as samtykker
from opsporing.adgang.permissions import Denied
from opsporing.frister import actions as frister
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.models import Anledning, Barn, Frist, Person, Samtykke, Tilbageholdelse, User
from opsporing.opbevaring.actions import slet_historik
from opsporing.profil import profil_for
from opsporing.tid import dato
from overgange import kopi as kopier
from overgange.actions import sig_det
from overgange.actions.besoeg import luk_naar_alt_er_gjort
from overgange.actions.modtagelse import aabn_foer_start, aabn_igen, forfald, har_kunnet_laese, luk_modtagelse
from overgange.actions.skema import laas, mangler_skema, record, skema_for
from overgange.fristtyper import KVITTER, OPFOELGNING, SKEMA, STOPPET
from overgange.models import Overgang, Overgangsskema, Overleveretdel, Overlevering, Status
from overgange.permissions import Muligheder
from overgange.rules import dage
from overgange.rules.tilstande import Tilstand, check_overgang

KODE = "overgange.overlevering"


@transaction.atomic
def svar_samtykke(
    *, overgang: Overgang, person: Person, svar: Mapping[str, bool], by: User, nu: datetime
) -> list[Overleveretdel]:
    """Note what a custody holder says to the parts (by code). A no to what is handed over already stops it there.

    Raises Denied for somebody without custody. Parts that are not in the overgang are left out of account. Returns what
    was stopped.
    """
    # The child before the overgang, as where it is enrolled: `samtykke.giv` locks it too.
    Barn.objects.select_for_update(of=("self",), no_key=True).get(pk=overgang.barn_id)
    overgang = laas(overgang)
    Muligheder(by, overgang, nu).check_can_samtykke()
    kopi = kopier.byg(overgang, skema_for(overgang), by, nu)
    for en in kopi.dele:
        if en.om.kode in svar:
            _tag_tilbage_hvad_der_var_om_noget_andet(overgang, en, person, by, nu)
            samtykker.giv(
                barn=overgang.barn,
                person=person,
                hvad=kopier.hvad(en.om),
                modtager=kopier.modtager(overgang),
                formaal=kopier.FORMAAL,
                anledning=overgang.anledning,
                ja=svar[en.om.kode],
                by=by,
                nu=nu,
            )
    nej = {kode for kode, ja in svar.items() if not ja}
    # A no to a corrected vurdering is also one to what it corrects, which may be what was given.
    nej |= {kode for en in kopi.dele if en.om.kode in nej for kode in en.afloeser}
    return _stop(overgang, nej, by=by, nu=nu)


def _tag_tilbage_hvad_der_var_om_noget_andet(
    overgang: Overgang, en: kopier.Del, person: Person, by: User, nu: datetime
) -> None:
    """Let a new answer stand with its own time, where the same was answered about an earlier visit or vurdering."""
    if en.fra is None:
        return
    for foer in Samtykke.objects.filter(
        anledning=overgang.anledning, hvad=kopier.hvad(en.om), person=person, trukket_at=None, givet_at__lt=en.fra
    ):
        samtykker.traek(samtykke=foer, by=by, nu=nu)


@transaction.atomic
def traek_samtykke(*, overgang: Overgang, samtykke: Samtykke, by: User, nu: datetime) -> list[Overleveretdel]:
    """Note that a yes is taken back: nothing more is given by it, and what is given already is stopped and emptied.

    Anybody takes her own yes back, also one who no longer holds custody. Twice changes nothing. Returns what was
    stopped.
    """
    overgang = laas(overgang)
    Muligheder(by, overgang, nu).check_can_traekke()
    samtykke = Samtykke.objects.get(pk=samtykke.pk)
    if samtykke.anledning_id != overgang.anledning_id:
        raise Denied("Det hører til en anden overgang.")
    if samtykke.trukket_at is not None:
        # An old page; what is given since rests on another yes.
        return []
    samtykker.traek(samtykke=samtykke, by=by, nu=nu)
    koder = set(givne_med(overgang, samtykke).values_list("del_kode", flat=True))
    return _stop(overgang, koder, by=by, nu=nu)


def givne_med(overgang: Overgang, samtykke: Samtykke) -> models.QuerySet[Overleveretdel]:
    """The parts that are handed over by the yes and not stopped."""
    dele = Overleveretdel.objects.filter(overlevering__overgang=overgang, stoppet_at=None)
    titler = {titel for titel in dele.values_list("titel", flat=True) if kopier.samtykkets_hvad(titel) == samtykke.hvad}
    return dele.filter(titel__in=titler)


def _stop(overgang: Overgang, koder: set[str], *, by: User, nu: datetime) -> list[Overleveretdel]:
    """Stop the use of parts at the next place: in every hand-over of the overgang, also a replaced one.

    A part is read no more from now on. It is emptied, its former versions too, unless a hold keeps all of the child's
    records (access to documents, a complaint). That it was there, and its fingerprint, stays.
    """
    dele = list(
        Overleveretdel.objects.select_for_update(of=("self",))
        .filter(overlevering__overgang=overgang, del_kode__in=koder, stoppet_at=None)
        .select_related("overlevering__modtager", "overlevering__anledning")
    )
    holdes = Tilbageholdelse.objects.filter(barn=overgang.barn_id, ophaevet_at=None).exists()
    stoppede = []
    for en in dele:
        stoppede.append(_bevar(en, nu) if holdes else _toem(en, nu))
        record("overgange.del_stoppet", overgang, by, nu, objekt=stoppede[-1])
        _sig_det(en.overlevering, en.del_kode, by, nu)
    sig_det.ajourfoer(overgang, nu=nu)
    return stoppede


def _bevar(en: Overleveretdel, nu: datetime) -> Overleveretdel:
    en.stoppet_at = nu
    en.save(update_fields=["stoppet_at"])
    return en


@transaction.atomic
def toem_stoppede(*, nu: datetime) -> int:
    """Empty the parts that were stopped while a hold kept the child's records, when no hold does any more."""
    holdte = Tilbageholdelse.objects.filter(barn=OuterRef("overlevering__overgang__barn"), ophaevet_at=None)
    dele = (
        Overleveretdel.objects.select_for_update(of=("self",))
        .filter(stoppet_at__isnull=False, indhold__isnull=False)
        .exclude(Exists(holdte))
        .select_related("overlevering")
    )
    return len([_toem(en, en.stoppet_at or nu) for en in dele])


def _toem(en: Overleveretdel, stoppet_at: datetime) -> Overleveretdel:
    """The part without its words, also in the row history: the old row goes, and one that says it was there comes."""
    gammel = en.pk
    en.delete()
    slet_historik(Overleveretdel, [gammel])
    return Overleveretdel.objects.create(
        kommune_id=en.kommune_id,
        overlevering=en.overlevering,
        nr=en.nr,
        del_kode=en.del_kode,
        titel=en.titel,
        indhold=None,
        fingeraftryk=en.fingeraftryk,
        stoppet_at=stoppet_at,
        sagt_den=en.sagt_den,
        sagt_maade=en.sagt_maade,
        sagt_at=en.sagt_at,
        sagt_by_id=en.sagt_by_id,
    )


def _sig_det(givet: Overlevering, del_kode: str, by: User, nu: datetime) -> None:
    """Tell the next place, if it may have read the part, be it before the start was moved; of a part that was given in
    a hand-over that is replaced, in the one that stands.
    """
    staar = givet
    if givet.erstattet_at is not None:
        alle = Overlevering.objects.gaeldende().select_related("anledning", "modtager")
        staar = alle.filter(overgang=givet.overgang_id, modtager=givet.modtager_id).first() or givet
    if staar.anledning is None or staar.modtager is None or staar.erstattet_at:
        return
    log.record(
        "overgange.del_stoppet", by=by, nu=nu, barn=staar.anledning.barn_id, anledning=staar.anledning, objekt=staar
    )
    if har_kunnet_laese(givet, nu):
        _lad_se(staar, del_kode, nu)


def _lad_se(overlevering: Overlevering, del_kode: str, nu: datetime) -> None:
    if overlevering.anledning is None or overlevering.modtager is None:
        return
    aabn_igen(overlevering, nu=nu)
    frister.opret(
        kode=STOPPET,
        anledning=overlevering.anledning,
        enhed=overlevering.modtager,
        trin=del_kode,
        forfalder=naeste_arbejdsdag(dato(nu) + timedelta(days=1)),
        nu=nu,
    )


@transaction.atomic
def overlever(*, overgang: Overgang, set_aftryk: str | None, by: User, nu: datetime) -> Overlevering:
    """Hand over what every custody holder has said yes to, as frozen copies. A former hand-over is replaced.

    `set_aftryk` is the fingerprint of the preview that was looked at (`aftryk`); None where nothing was shown. Raises
    Denied when something is missing, when nothing is to be given, and when it is no longer what was shown.
    """
    overgang = laas(overgang)
    Muligheder(by, overgang, nu).check_can_skrive()
    skema = skema_for(overgang)
    mangler = mangler_skema(overgang, skema)
    if mangler or skema is None:
        raise Denied("Skemaet er ikke færdigt. Barnets egen stemme, og det, der hjælper, skal være med.")
    kopi = kopier.byg(overgang, skema, by, nu)
    if not kopi.gives:
        raise Denied("Der er ikke noget, alle med forældremyndighed har sagt ja til at give videre.")
    if set_aftryk is not None and set_aftryk != aftryk(kopi):
        raise Denied("Noget er ændret, siden I så det. Se det igennem igen, før I giver det videre.")
    check_overgang(overgang.status, Tilstand.OVERLEVERET)
    uset = Frist.objects.aabne().filter(anledning__overlevering__overgang=overgang, kode=STOPPET)
    skal_ses = set(uset.values_list("trin", flat=True)) - {en.om.kode for en in kopi.gives}
    luk_modtagelse([overgang], nu=nu)
    overlevering = _opret(overgang, kopi, by, nu)
    for kode in sorted(skal_ses):
        # What they have not answered to is not forgotten with the hand-over it was in.
        _lad_se(overlevering, kode, nu)
    overgang.status, overgang.overleveret_at = Status.OVERLEVERET, nu
    overgang.save(update_fields=["status", "overleveret_at"])
    Overgangsskema.objects.filter(pk=skema.pk).update(faerdig_at=nu, faerdig_by=by)
    record("overgange.skema_faerdigt", overgang, by, nu, objekt=skema)
    record("overgange.overleveret", overgang, by, nu, objekt=overlevering)
    if overgang.til_enhed is None:
        record("overgange.givet_paa_papir", overgang, by, nu, objekt=overlevering)
    Frist.objects.aabne().filter(anledning=overgang.anledning_id, kode=SKEMA).update(opfyldt_at=nu, opfyldt_by=by)
    return overlevering


def aftryk(kopi: kopier.Kopi) -> str:
    """One fingerprint of all that would be given, so that what is given is what was seen."""
    return "-".join(en.frosset.fingeraftryk[:16] for en in kopi.gives if en.frosset)


def _opret(overgang: Overgang, kopi: kopier.Kopi, by: User, nu: datetime) -> Overlevering:
    profil = profil_for(overgang.kommune)
    til = overgang.til_enhed
    sag = anledninger.opret(kode=KODE, enhed=til, barn=overgang.barn, nu=nu) if til else None
    overlevering = Overlevering.objects.create(
        kommune_id=overgang.kommune_id,
        overgang=overgang,
        anledning=sag,
        modtager=til,
        laeses_fra=dage.laeses_fra(overgang.start_den, profil.overgang_laeses_dage_foer, dato(nu)),
        overleveret_at=nu,
        overleveret_by=by,
    )
    Overleveretdel.objects.bulk_create(
        Overleveretdel(
            kommune_id=overgang.kommune_id,
            overlevering=overlevering,
            nr=nr,
            del_kode=en.om.kode,
            titel=en.om.titel,
            indhold=en.frosset.til_data(),
            fingeraftryk=en.frosset.fingeraftryk,
        )
        for nr, en in enumerate(kopi.gives, 1)
        if en.frosset
    )
    if sag is not None and til is not None:
        adgang = aabn_foer_start(overlevering)
        if adgang is not None:
            log.record("overgange.aabnet_for", by=by, nu=nu, barn=overgang.barn_id, anledning=sag, objekt=adgang)
        for kode, (forfalder_at, heldag) in forfald(overlevering, profil).items():
            Frist.objects.create(
                kommune_id=overgang.kommune_id,
                kode=kode,
                anledning=sag,
                enhed=til,
                forfalder_at=forfalder_at,
                heldag=heldag,
                oprettet_at=nu,
            )
    return overlevering


@transaction.atomic
def udelad(*, overgang: Overgang, grund: str, by: User, nu: datetime) -> Overgang:
    """End the overgang without a hand-over, with a reason: the parents say no to all, or the form makes no sense.

    What was written stays at the place that wrote it. A visit that is agreed on is held all the same.
    """
    overgang = laas(overgang)
    Muligheder(by, overgang, nu).check_can_udelade()
    if not grund.strip():
        raise Denied("Skriv, hvorfor der ikke gives noget videre.")
    check_overgang(overgang.status, Tilstand.AFSLUTTET)
    overgang.status, overgang.afsluttet_at, overgang.udeladt_grund = Status.AFSLUTTET, nu, grund.strip()
    overgang.save(update_fields=["status", "afsluttet_at", "udeladt_grund"])
    frister.annuller(anledning=overgang.anledning_id, kode=SKEMA, nu=nu)
    # Where all that was given is taken back there is nothing to read and tell of, but still what must not be used.
    for givet in Anledning.objects.filter(overlevering__overgang=overgang, overlevering__erstattet_at=None):
        for kode in (KVITTER, OPFOELGNING):
            frister.annuller(anledning=givet, kode=kode, nu=nu)
    luk_naar_alt_er_gjort(overgang, nu=nu)
    record("overgange.udeladt", overgang, by, nu)
    return overgang


@transaction.atomic
def afslut_uden_for(*, nu: datetime) -> int:
    """End overgange to places outside when the time of the first follow-up has passed: nobody there can say so here."""
    givet = Overgang.objects.select_for_update(of=("self",)).filter(status=Status.OVERLEVERET, til_enhed=None)
    antal = 0
    for overgang in givet.select_related("kommune__profil"):
        dage_efter = profil_for(overgang.kommune).overgang_opfoelgning_dage
        if overgang.start_den + timedelta(days=dage_efter) < dato(nu):
            overgang.status, overgang.afsluttet_at = Status.AFSLUTTET, nu
            overgang.save(update_fields=["status", "afsluttet_at"])
            luk_naar_alt_er_gjort(overgang, nu=nu)
            record("overgange.afsluttet", overgang, None, nu)
            antal += 1
    return antal
