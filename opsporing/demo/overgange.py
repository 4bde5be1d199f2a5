"""Children change place: the visit, the form with the parents, what they say yes to, and the next place that reads it.

The overgange come by themselves with the planned starts; those to school are made by hand when children are enrolled
there in November. On the first day some stand at every step, as each place has its own pace.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from opsporing.demo import besvarelse
from opsporing.demo.befolkning import EGEN_STUE
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.overgangsbesoeg import aftal, hent, her, moedes, ord_om
from opsporing.demo.tilfaelde import andel, blandet, heltal
from opsporing.demo.verden import Opgave, Verden
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.models import Arena, Barn, Enhed, Frist, Tilknytning, User
from opsporing.models.frist import FristQuerySet
from opsporing.skemaer.definition import BILLEDKORT, Felt
from opsporing.tid import dato
from overgange import kopi as kopier
from overgange.actions import haand
from overgange.actions import modtager as modtager_actions
from overgange.actions import overlevering as overlevering_actions
from overgange.actions import skema as skema_actions
from overgange.actions.besoeg import FOERSTE, OPFOELGNING
from overgange.fristtyper import STOPPET
from overgange.models import Art, Besoeg, Overgang, Overlevering, Spoergsmaal, Status

#: Fjordby has worked with overgange for so many days before the first day of the demo.
BEGYNDTE_DAGE = 400
#: The share of parents who disagree on a part, hand-overs that come late or not at all, questions back, and parts that
#: are withdrawn afterwards.
UENIGE, SENT, ALDRIG, SPOERGER, TRAEKKER = 0.12, 0.1, 0.04, 0.3, 0.08
#: A start so long ago is not written about any more.
GAMMEL = timedelta(days=30)
#: So many days after the start it is given up to hand anything over.
OPGIVES = 14
#: Children are enrolled in school in this month, to begin on the first of August.
INDSKRIVNING, SKOLESTART = 11, (8, 1)
#: Some schools let children begin in this month already.
FORSKOLE = 5
#: Children begin in school in the year they become six.
SKOLEALDER = 6
SKOLER = ("Havneskolen", "Skovbakkeskolen", "Fjordbyskolen")


def planlaeg_overgange(verden: Verden, dag: date, naeste: date) -> None:
    """Put what is new of overgange on the list."""
    if dag < verden.udgangsdag - timedelta(days=BEGYNDTE_DAGE):
        return
    _til_skole(verden, dag, naeste)
    nye = Overgang.objects.aabne().filter(kommune=verden.kommune).select_related("barn", "fra_enhed")
    for en in nye.order_by("start_den", "fra_enhed__kode", "barn__foedt_den", "barn__fornavn"):
        if verden.er_min(en.fra_enhed.kode) and verden.er_ny("overgang", en.pk):
            _planlaeg(verden, en)
    _efterlad_intet(verden)
    _moedes_igen(verden)
    givne = Overlevering.objects.gaeldende().filter(kommune=verden.kommune, opfulgt_at=None, modtager__isnull=False)
    for givet in givne.select_related("overgang__barn", "modtager").order_by("laeses_fra", "modtager__kode", "pk"):
        kode = givet.modtager.kode if givet.modtager else ""
        if verden.er_min(kode) and verden.er_ny("overlevering", givet.pk):
            _planlaeg_modtager(verden, givet)


def _efterlad_intet(verden: Verden) -> None:
    """What was asked or stopped before the demo was last shut down waits for somebody still."""
    spurgt = Spoergsmaal.objects.filter(kommune=verden.kommune, svaret_at=None)
    for en in spurgt.select_related("overlevering__overgang__fra_enhed", "overlevering__overgang__barn").order_by("pk"):
        if verden.er_min(en.overlevering.overgang.fra_enhed.kode):
            _svar_snart(verden, en, verden.dagsorden.fra)
    for frist in _stoppede(verden).select_related("enhed", "anledning__overlevering__overgang__barn").order_by("pk"):
        if verden.er_min(frist.enhed.kode):
            _se_snart(verden, frist.anledning.overlevering, verden.dagsorden.fra)


def _moedes_igen(verden: Verden) -> None:
    """The follow-up meetings that are agreed on are held, somewhat before they fall due."""
    igen = Besoeg.objects.filter(kommune=verden.kommune, nr=OPFOELGNING, afsluttet_at=None, overgang__udeladt_grund="")
    for en in igen.exclude(overgang__status=Status.AFLYST).select_related("overgang__fra_enhed", "overgang__barn"):
        overgang = en.overgang
        if verden.er_min(overgang.fra_enhed.kode) and verden.er_ny("møde", en.pk):
            for dage, opgave in ((62, aftal), (78, moedes)):
                dag = arbejdstid(overgang.start_den + timedelta(days=dage), besvarelse.noegle(overgang.barn), "igen")
                verden.dagsorden.tilfoej(dag, partial(opgave, verden, overgang.pk, OPFOELGNING))


def _svar_snart(verden: Verden, en: Spoergsmaal, nu: datetime) -> None:
    if verden.er_ny("spoergsmaal", en.pk):
        noegle = besvarelse.noegle(en.overlevering.overgang.barn)
        dag = dato(nu) + timedelta(days=heltal(1, 6, "svar", noegle))
        verden.dagsorden.tilfoej(arbejdstid(dag, noegle, "svar"), partial(_svar, verden, en.pk))


def _se_snart(verden: Verden, en: Overlevering, nu: datetime) -> None:
    if verden.er_ny("stoppet", en.pk):
        noegle = besvarelse.noegle(en.overgang.barn)
        dag = dato(nu) + timedelta(days=heltal(1, 4, "stoppet", noegle))
        verden.dagsorden.tilfoej(arbejdstid(dag, noegle, "stoppet"), partial(_se_stoppet, verden, en.pk))


def _planlaeg(verden: Verden, en: Overgang) -> None:
    noegle = besvarelse.noegle(en.barn)
    if en.start_den < dato(verden.dagsorden.fra) - GAMMEL:
        # Nobody got round to it, or the demo stood still meanwhile.
        verden.dagsorden.tilfoej(verden.dagsorden.fra, partial(_udelad, verden, en.pk))
        return
    start, tempo = en.start_den, heltal(-4, 10, "tempo", noegle)
    if en.fra_enhed.kode == EGEN_STUE:
        # There it is half done on the first day.
        tempo = -1
    elif en.til_enhed_id is None:
        # To school it is begun in the spring; the first ones of the own house are early.
        tempo += 40 if andel("tidligt", noegle) < 0.6 else 240
    skridt = [(38 + tempo, partial(aftal, verden, en.pk, FOERSTE)), (30 + tempo, partial(_begynd, verden, en.pk))]
    skridt.append((26 + tempo, partial(moedes, verden, en.pk, FOERSTE)))
    hvornaar = andel("sent", noegle)
    if hvornaar > ALDRIG:
        skridt.append((2 if hvornaar < ALDRIG + SENT else 22 + tempo, partial(_overlever, verden, en.pk)))
    else:
        skridt.append((-OPGIVES, partial(_udelad, verden, en.pk)))
    for dage, opgave in skridt:
        verden.dagsorden.tilfoej(arbejdstid(start - timedelta(days=dage), noegle, opgave.func.__name__), opgave)
    dag = start + timedelta(days=heltal(6, 20, "traekker", noegle))
    if andel("traekker", noegle) < TRAEKKER and dag >= dato(verden.dagsorden.fra):
        verden.dagsorden.tilfoej(arbejdstid(dag, noegle, "traek"), partial(_traek, verden, en.pk))


def _planlaeg_modtager(verden: Verden, en: Overlevering) -> None:
    noegle = besvarelse.noegle(en.overgang.barn)
    foerst = max(en.laeses_fra, dato(verden.dagsorden.fra))
    laest = naeste_arbejdsdag(foerst + timedelta(days=heltal(1, 9, "kvitter", noegle)))
    fulgt = max(laest, en.overgang.start_den) + timedelta(days=heltal(18, 70, "fulgt op", noegle))
    for dag, opgave in ((laest, partial(_kvitter, verden, en.pk)), (fulgt, partial(_foelg_op, verden, en.pk))):
        verden.dagsorden.tilfoej(arbejdstid(dag, noegle, opgave.func.__name__), opgave)


def _til_skole(verden: Verden, dag: date, naeste: date) -> None:
    """Children who begin in school next summer are enrolled there; their overgang is made by hand."""
    indskrives = next((d for d in (date(aar, INDSKRIVNING, 16) for aar in (dag.year, naeste.year)) if d >= dag), None)
    if indskrives is None or indskrives >= naeste:
        return
    start = date(indskrives.year + 1, *SKOLESTART)
    boern = list(
        Tilknytning.objects.gaeldende(verden.dagsorden.fra)
        .indskrivninger()
        .filter(kommune=verden.kommune, enhed__arena=Arena.BOERNEHAVE, barn__foedt_den__year=start.year - SKOLEALDER)
        .select_related("barn", "enhed")
        .order_by("enhed__kode", "barn__foedt_den", "barn__fornavn")
    )
    for t in boern:
        if verden.er_min(t.enhed.kode):
            noegle = besvarelse.noegle(t.barn)
            foerst: Opgave = partial(_skoleindskriv, verden, t.barn, t.enhed, start)
            for dage, opgave in ((0, foerst), *_ombestemmer(verden, t, start, boern)):
                dag = indskrives + timedelta(days=dage)
                verden.dagsorden.tilfoej(arbejdstid(dag, noegle, "skole"), opgave)


def _ombestemmer(verden: Verden, t: Tilknytning, start: date, boern: list[Tilknytning]) -> Iterator[tuple[int, Opgave]]:
    """One family chooses another school, so that the first overgang is called off; another begins earlier there."""
    if t == boern[0]:
        yield 14, partial(_aflys_skole, verden, t.barn, t.enhed)
        yield 15, partial(_skoleindskriv, verden, t.barn, t.enhed, start, nr=1)
    elif t == boern[-1]:
        yield 21, partial(_flyt_skole, verden, t.barn, t.enhed, start.replace(month=FORSKOLE))


# What is done ---------------------------------------------------------------------------------------------------------


def _skoleindskriv(verden: Verden, barn: Barn, enhed: Enhed, start: date, nu: datetime, *, nr: int = 0) -> None:
    by = her(verden, enhed, barn, nu)
    if by is not None and haand.afgiver_for(barn, by, nu) == enhed:
        skole = blandet(SKOLER, "skole", enhed.kode)[nr]
        haand.opret(barn=barn, art=Art.BOERNEHAVE_SKOLE, start_den=start, by=by, nu=nu, til_navn=skole)


def _til_skolen(verden: Verden, barn: Barn, enhed: Enhed, nu: datetime) -> tuple[Overgang, User] | None:
    by = her(verden, enhed, barn, nu)
    en = Overgang.objects.aabne().filter(barn=barn, art=Art.BOERNEHAVE_SKOLE).first()
    return (en, by) if en and by and en.fra_enhed_id == enhed.pk else None


def _aflys_skole(verden: Verden, barn: Barn, enhed: Enhed, nu: datetime) -> None:
    fundet = _til_skolen(verden, barn, enhed, nu)
    if fundet is not None:
        haand.aflys(overgang=fundet[0], by=fundet[1], nu=nu)


def _flyt_skole(verden: Verden, barn: Barn, enhed: Enhed, start: date, nu: datetime) -> None:
    fundet = _til_skolen(verden, barn, enhed, nu)
    if fundet is not None:
        haand.flyt(overgang=fundet[0], start_den=start, by=fundet[1], nu=nu)


def _udelad(verden: Verden, pk: int, nu: datetime) -> None:
    en = hent(pk)
    by = her(verden, en.fra_enhed, en.barn, nu) if en else None
    if en is not None and by is not None and not en.overleveringer.exists():
        overlevering_actions.udelad(overgang=en, grund=ord_om("for_sent", en.barn), by=by, nu=nu)


def _begynd(verden: Verden, pk: int, nu: datetime) -> None:
    """The first half of the form."""
    en = hent(pk)
    by = her(verden, en.fra_enhed, en.barn, nu) if en else None
    if en is None or by is None or en.status != Status.PLANLAGT:
        return
    _skriv(en, by, nu, halvt=True)


def _skriv(en: Overgang, by: User, nu: datetime, *, halvt: bool = False) -> None:
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


def _overlever(verden: Verden, pk: int, nu: datetime) -> None:
    """The rest of the form, what the parents say to it, and the hand-over."""
    en = hent(pk)
    by = her(verden, en.fra_enhed, en.barn, nu) if en else None
    if en is None or by is None or en.status not in {Status.PLANLAGT, Status.UDFYLDES}:
        return
    _skriv(en, by, nu)
    noegle = besvarelse.noegle(en.barn)
    kopi = kopier.byg(en, skema_actions.skema_for(en), by, nu)
    for nr, person in enumerate(kopi.indehavere):
        svar = {del_.om.kode: True for del_ in kopi.spoerges}
        if nr and "familie" in svar and andel("uenige", noegle) < UENIGE:
            svar["familie"] = False
        overlevering_actions.svar_samtykke(overgang=en, person=person, svar=svar, by=by, nu=nu)
    if kopi.indehavere:
        overlevering_actions.overlever(overgang=en, set_aftryk=None, by=by, nu=nu + timedelta(minutes=20))


def _traek(verden: Verden, pk: int, nu: datetime) -> None:
    """A parent takes a yes back after the start."""
    en = hent(pk)
    by = her(verden, en.fra_enhed, en.barn, nu) if en else None
    givet = en.anledning.samtykker.filter(ja=True, trukket_at=None, hvad__endswith="Familien").first() if en else None
    if en is not None and by is not None and givet is not None:
        overlevering_actions.traek_samtykke(overgang=en, samtykke=givet, by=by, nu=nu)
        modtaget = en.overleveringer.gaeldende().filter(anledning__frister__in=_stoppede(verden)).first()
        if modtaget is not None:
            modtaget.overgang = en
            _se_snart(verden, modtaget, nu)


def _stoppede(verden: Verden) -> FristQuerySet:
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


def _kvitter(verden: Verden, pk: int, nu: datetime) -> None:
    fundet = _modtaget(verden, pk, nu)
    if fundet is None or fundet[0].kvitteret_at:
        return
    en, by = fundet
    modtager_actions.kvitter(overlevering=en, by=by, nu=nu)
    noegle = besvarelse.noegle(en.overgang.barn)
    if andel("spørger", noegle) < SPOERGER:
        tekst = ord_om("spoergsmaal", en.overgang.barn)
        spurgt = modtager_actions.spoerg(overlevering=en, tekst=tekst, by=by, nu=nu + timedelta(minutes=4))
        _svar_snart(verden, spurgt, nu)


def _svar(verden: Verden, pk: int, nu: datetime) -> None:
    en = Spoergsmaal.objects.select_related("overlevering__overgang__barn", "overlevering__overgang__fra_enhed").get(
        pk=pk
    )
    overgang = en.overlevering.overgang
    by = her(verden, overgang.fra_enhed, overgang.barn, nu)
    if by is not None and en.svaret_at is None:
        modtager_actions.besvar(spoergsmaal=en, svar=ord_om("svar", overgang.barn), by=by, nu=nu)


def _foelg_op(verden: Verden, pk: int, nu: datetime) -> None:
    fundet = _modtaget(verden, pk, nu)
    if fundet is None or fundet[0].kvitteret_at is None or fundet[0].opfulgt_at:
        return
    en, by = fundet
    modtager_actions.foelg_op(overlevering=en, tekst=ord_om("opfulgt", en.overgang.barn), by=by, nu=nu)
