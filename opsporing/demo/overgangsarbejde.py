"""What colleagues do with an overgang in the demo, each thing as one action at one moment.

What somebody at the screen has done first counts: a thing that is done already, or has become pointless, is left.
"""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from opsporing.demo import besvarelse
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.overgangsbesoeg import hent, her, ord_om
from opsporing.demo.tilfaelde import andel, blandet, heltal
from opsporing.demo.verden import Verden
from opsporing.models import Anledning, Barn, Enhed, Frist, Maade, User
from opsporing.models.frist import FristQuerySet
from opsporing.orientering import actions as orientering
from opsporing.skemaer.definition import BILLEDKORT, Felt
from opsporing.tid import dato
from overgange import kopi as kopier
from overgange import tidligere
from overgange.actions import faldet_bort, haand, sig_det
from overgange.actions import modtager as modtager_actions
from overgange.actions import overlevering as overlevering_actions
from overgange.actions import skema as skema_actions
from overgange.actions.vurderinger import vaelg_vurderinger
from overgange.fristtyper import STOPPET
from overgange.models import Art, Overgang, Overlevering, SagtMaade, Spoergsmaal, Status

#: The share of parents who disagree on a part, and of places that ask back.
UENIGE, SPOERGER = 0.12, 0.3
SKOLER = ("Havneskolen", "Skovbakkeskolen", "Fjordbyskolen")


def skoleindskriv(verden: Verden, barn: Barn, enhed: Enhed, start: date, nu: datetime, *, nr: int = 0) -> None:
    by = her(verden, enhed, barn, nu)
    if by is not None and haand.afgiver_for(barn, by, nu) == enhed:
        skole = blandet(SKOLER, "skole", enhed.kode)[nr]
        haand.opret(barn=barn, art=Art.BOERNEHAVE_SKOLE, start_den=start, by=by, nu=nu, til_navn=skole)


def _til_skolen(verden: Verden, barn: Barn, enhed: Enhed, nu: datetime) -> tuple[Overgang, User] | None:
    by = her(verden, enhed, barn, nu)
    en = Overgang.objects.aabne().filter(barn=barn, art=Art.BOERNEHAVE_SKOLE).first()
    return (en, by) if en and by and en.fra_enhed_id == enhed.pk else None


def aflys_skole(verden: Verden, barn: Barn, enhed: Enhed, nu: datetime) -> None:
    fundet = _til_skolen(verden, barn, enhed, nu)
    if fundet is not None:
        haand.aflys(overgang=fundet[0], by=fundet[1], nu=nu)


def flyt_skole(verden: Verden, barn: Barn, enhed: Enhed, start: date, nu: datetime) -> None:
    fundet = _til_skolen(verden, barn, enhed, nu)
    if fundet is not None:
        haand.flyt(overgang=fundet[0], start_den=start, by=fundet[1], nu=nu)


def udelad(verden: Verden, pk: int, nu: datetime) -> None:
    en = hent(pk)
    by = her(verden, en.fra_enhed, en.barn, nu) if en else None
    if en is not None and by is not None and not en.overleveringer.exists():
        overlevering_actions.udelad(overgang=en, grund=ord_om("for_sent", en.barn), by=by, nu=nu)


def begynd(verden: Verden, pk: int, nu: datetime) -> None:
    """The first half of the form."""
    en = hent(pk)
    by = her(verden, en.fra_enhed, en.barn, nu) if en else None
    if en is None or by is None or en.status != Status.PLANLAGT:
        return
    skriv(en, by, nu, halvt=True)


def skriv(en: Overgang, by: User, nu: datetime, *, halvt: bool = False) -> None:
    """Write what the form asks for and has words for here: its own required fields, and some others."""
    skema = skema_actions.skema_for(en)
    definition = skema.definition() if skema else skema_actions.nyt_skema(en, by, nu).definition()
    ordene = {
        "stemme": "spaed" if en.art == Art.HJEM_DAGTILBUD else "barnet",
        "styrker": "glad",
        "hjaelper": "hjaelper",
        "familie": "familien",
        "start": "start",
    }
    svar: dict[str, Any] = {}
    for sektion in definition.sektioner:
        om = ordene.get(str(sektion.egenskaber.get("samtykke_del", "")))
        tekster_ = [felt for felt in sektion.felter if felt.type == "lang_tekst"]
        kraevede = [felt for felt in tekster_ if felt.paakraevet]
        if om and tekster_ and (sektion.egenskaber.get("deles") is True or kraevede):
            svar |= {felt.kode: ord_om(om, en.barn) for felt in kraevede or tekster_[:1]}
        svar |= {felt.kode: _peger(felt, en.barn) for felt in sektion.felter if felt.rolle == BILLEDKORT}
        if definition.felt("barnets_bekymring") and om == "barnet":
            svar["barnets_bekymring"] = ord_om("bekymring", en.barn)
    if halvt:
        svar = dict(list(svar.items())[:2])
    rev = skema.rev if skema else 0
    skema_actions.gem_skema(overgang=en, aendringer=svar, set_rev=rev, by=by, nu=nu)


def _peger(felt: Felt, barn: Barn) -> list[str]:
    """The pictures a child points at: two or three that are nice, one that is hard; in the order of the form."""
    antal = 1 if felt.kode.endswith("svaert") else heltal(2, 3, felt.kode, besvarelse.noegle(barn))
    peget = set(blandet(felt.koder, felt.kode, besvarelse.noegle(barn))[:antal])
    return [kode for kode in felt.koder if kode in peget]


def _vaelg(en: Overgang, by: User, nu: datetime) -> None:
    """Who goes to another place of the same kind lets the two newest vurderinger follow, when the parents have heard
    how they came out.
    """
    _fortael(en, by, nu)
    valg = tidligere.find(en, by, nu).valg if en.art == Art.FLYTNING else ()
    if len(valg) > 1:
        en.vurderinger = vaelg_vurderinger(overgang=en, noegler=[v.noegle for v in valg[:2]], by=by, nu=nu).vurderinger


def _fortael(en: Overgang, by: User, nu: datetime) -> None:
    """The talk about the newest vurderinger, where it has not been; the older ones stay untold, and are not offered."""
    personer = orientering.indehavere(en.barn)
    nyeste = [valg.anledning for valg in tidligere.find(en, by, nu).uhoerte[:2] if valg.anledning is not None]
    for sag in Anledning.objects.filter(pk__in=nyeste if personer else []).order_by("pk"):
        orientering.registrer_resultat(
            anledning=sag,
            personer=personer,
            maade=Maade.MUNDTLIGT,
            givet_den=dato(nu),
            by=by,
            nu=nu,
        )


def svar(verden: Verden, pk: int, nu: datetime, *, alle: bool) -> None:
    """The rest of the form, and what the parents, or the first of them, say to it; nothing is given yet."""
    en = hent(pk)
    by = her(verden, en.fra_enhed, en.barn, nu) if en else None
    if en is None or by is None or en.status != Status.UDFYLDES or en.anledning.samtykker.exists():
        return
    skriv(en, by, nu)
    _vaelg(en, by, nu)
    kopi = kopier.byg(en, skema_actions.skema_for(en), by, nu)
    for person in kopi.indehavere if alle else kopi.indehavere[:1]:
        ja = {del_.om.kode: True for del_ in kopi.spoerges}
        overlevering_actions.svar_samtykke(overgang=en, person=person, svar=ja, by=by, nu=nu)


def overlever(verden: Verden, pk: int, nu: datetime, *, uenige: bool | None = None) -> None:
    """The rest of the form, what the parents say to it, and the hand-over; some parents disagree on a part."""
    en = hent(pk)
    by = her(verden, en.fra_enhed, en.barn, nu) if en else None
    if en is None or by is None or en.status not in {Status.PLANLAGT, Status.UDFYLDES}:
        return
    skriv(en, by, nu)
    _vaelg(en, by, nu)
    noegle = besvarelse.noegle(en.barn)
    kopi = kopier.byg(en, skema_actions.skema_for(en), by, nu)
    for nr, person in enumerate(kopi.indehavere):
        svar = {del_.om.kode: True for del_ in kopi.spoerges}
        if nr and "familie" in svar and (andel("uenige", noegle) < UENIGE if uenige is None else uenige):
            svar["familie"] = False
        overlevering_actions.svar_samtykke(overgang=en, person=person, svar=svar, by=by, nu=nu)
    if kopi.indehavere:
        overlevering_actions.overlever(overgang=en, set_aftryk=None, by=by, nu=nu + timedelta(minutes=20))


def traek(verden: Verden, pk: int, nu: datetime, *, hvad: str = "Familien") -> None:
    """A parent takes a yes back; the next place is told, outside by whoever gave it."""
    en = hent(pk)
    by = her(verden, en.fra_enhed, en.barn, nu) if en else None
    givet = en.anledning.samtykker.filter(ja=True, trukket_at=None, hvad__endswith=hvad).first() if en else None
    if en is not None and by is not None and givet is not None:
        overlevering_actions.traek_samtykke(overgang=en, samtykke=givet, by=by, nu=nu)
        modtaget = en.overleveringer.gaeldende().filter(anledning__frister__in=stoppede(verden)).first()
        if modtaget is not None:
            modtaget.overgang = en
            se_snart(verden, modtaget, nu)
        sig_snart(verden, en, nu)


def sig_snart(verden: Verden, en: Overgang, nu: datetime) -> None:
    """Let somebody ring to a place outside within some days; some places wait for it on the first day."""
    if not sig_det.frist(en).exists() or not verden.er_ny("siges", en.pk):
        return
    noegle = besvarelse.noegle(en.barn)
    dag = dato(nu) + timedelta(days=heltal(1, 3, "siges", noegle))
    if timedelta(0) < verden.udgangsdag - dato(nu) < timedelta(days=8):
        dag = max(dag, verden.udgangsdag + timedelta(days=2))
    verden.dagsorden.tilfoej(arbejdstid(dag, noegle, "siges"), partial(_ring, verden, en.pk))


def _ring(verden: Verden, pk: int, nu: datetime) -> None:
    en = Overgang.objects.select_related("barn", "anledning", "fra_enhed").get(pk=pk)
    by = her(verden, en.fra_enhed, en.barn, nu)
    if by is not None:
        sig_det_videre(en, by, nu)


def sig_det_videre(en: Overgang, by: User, nu: datetime) -> None:
    """A place outside is rung to, where it is to be told something."""
    if sig_det.frist(en).exists():
        koder = frozenset(del_.del_kode for del_ in sig_det.siges(en, nu))
        sagt = sig_det.Sagt(koder, SagtMaade.TELEFON, dato(nu))
        sig_det.sig(overgang=en, sagt=sagt, by=by, nu=nu)


def makuleret(verden: Verden, barn: Barn, nu: datetime) -> None:
    """The place the child does not come to has nothing left of what it got."""
    bedt = Overlevering.objects.filter(faldet_bort.venter(), overgang__barn=barn)
    for en in bedt.select_related("overgang", "modtager"):
        by = her(verden, en.modtager, barn, nu) if en.modtager and verden.er_min(en.modtager.kode) else None
        if by is not None:
            faldet_bort.makuleret(overlevering=en, by=by, nu=nu)


def stoppede(verden: Verden) -> FristQuerySet:
    return Frist.objects.aabne().filter(kommune=verden.kommune, kode=STOPPET)


def _se_stoppet(verden: Verden, pk: int, nu: datetime) -> None:
    """The next place notes what it must not use any more."""
    fundet = _modtaget(verden, pk, nu)
    if fundet is not None and modtager_actions.stoppet_venter(fundet[0]):
        modtager_actions.set_stoppet(overlevering=fundet[0], by=fundet[1], nu=nu)


def _modtaget(verden: Verden, pk: int, nu: datetime) -> tuple[Overlevering, User] | None:
    en = Overlevering.objects.gaeldende().select_related("overgang__barn", "modtager").filter(pk=pk).first()
    if en is None or en.modtager is None or en.laeses_fra > dato(nu):
        return None
    by = her(verden, en.modtager, en.overgang.barn, nu)
    return (en, by) if by else None


def kvitter(verden: Verden, pk: int, nu: datetime, *, spoerger: bool | None = None) -> None:
    """The next place has read it, and some places have a question."""
    fundet = _modtaget(verden, pk, nu)
    if fundet is None or fundet[0].kvitteret_at:
        return
    en, by = fundet
    modtager_actions.kvitter(overlevering=en, by=by, nu=nu)
    noegle = besvarelse.noegle(en.overgang.barn)
    if andel("spørger", noegle) < SPOERGER if spoerger is None else spoerger:
        spoerg(verden, pk, nu + timedelta(minutes=4))


def spoerg(verden: Verden, pk: int, nu: datetime) -> None:
    """The next place asks; the former one answers within some days."""
    fundet = _modtaget(verden, pk, nu)
    if fundet is not None and not fundet[0].spoergsmaal.exists():
        tekst = ord_om("spoergsmaal", fundet[0].overgang.barn)
        spurgt = modtager_actions.spoerg(overlevering=fundet[0], tekst=tekst, by=fundet[1], nu=nu)
        svar_snart(verden, spurgt, nu)


def _svar(verden: Verden, pk: int, nu: datetime) -> None:
    en = Spoergsmaal.objects.select_related("overlevering__overgang__barn", "overlevering__overgang__fra_enhed").get(
        pk=pk
    )
    overgang = en.overlevering.overgang
    by = her(verden, overgang.fra_enhed, overgang.barn, nu)
    if by is not None and en.svaret_at is None:
        modtager_actions.besvar(spoergsmaal=en, svar=ord_om("svar", overgang.barn), by=by, nu=nu)


def foelg_op(verden: Verden, pk: int, nu: datetime) -> None:
    fundet = _modtaget(verden, pk, nu)
    if fundet is None or fundet[0].kvitteret_at is None or fundet[0].opfulgt_at:
        return
    en, by = fundet
    modtager_actions.foelg_op(overlevering=en, tekst=ord_om("opfulgt", en.overgang.barn), by=by, nu=nu)


def svar_snart(verden: Verden, en: Spoergsmaal, nu: datetime) -> None:
    """Let the former place answer within some days; where it is not ours, whoever looks after it finds the question."""
    overgang = en.overlevering.overgang
    if not verden.er_min(overgang.fra_enhed.kode) or not verden.er_ny("spoergsmaal", en.pk):
        return
    noegle = besvarelse.noegle(overgang.barn)
    dag = dato(en.stillet_at) + timedelta(days=heltal(1, 6, "svar", noegle))
    if timedelta(0) < verden.udgangsdag - dato(en.stillet_at) < timedelta(days=8):
        # Some wait for an answer on the first day.
        dag = max(dag, verden.udgangsdag + timedelta(days=1))
    verden.dagsorden.tilfoej(arbejdstid(max(dag, dato(nu)), noegle, "svar"), partial(_svar, verden, en.pk))


def se_snart(verden: Verden, en: Overlevering, nu: datetime) -> None:
    if verden.er_ny("stoppet", en.pk):
        noegle = besvarelse.noegle(en.overgang.barn)
        dag = dato(nu) + timedelta(days=heltal(1, 4, "stoppet", noegle))
        verden.dagsorden.tilfoej(arbejdstid(dag, noegle, "stoppet"), partial(_se_stoppet, verden, en.pk))
