"""Children change place: the visit, the form with the parents, what they say yes to, and the next place that reads it.

The overgange come by themselves with the planned starts; those to school are made by hand when children are enrolled
there in November. Each place has its own pace; those that are to have come just so far on the first day are in
`overgangsvalgte`.
"""

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from django.db.models import Exists, OuterRef

from opsporing.demo import besvarelse, overgangsvalgte
from opsporing.demo import overgangsarbejde as arbejde
from opsporing.demo.befolkning import EGEN_STUE, DemoBarn
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.overgangsbesoeg import aftal, moedes
from opsporing.demo.tilfaelde import andel, heltal
from opsporing.demo.verden import Opgave, Verden
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.models import Arena, Frist, Tilknytning
from opsporing.tid import dato
from overgange.actions.besoeg import FOERSTE, OPFOELGNING
from overgange.fristtyper import BED
from overgange.models import Besoeg, Overgang, Overlevering, Spoergsmaal, Status

#: Fjordby has worked with overgange for so many days before the first day of the demo.
BEGYNDTE_DAGE = 400
#: The share of hand-overs that come late or not at all, and of parts that are withdrawn afterwards.
SENT, ALDRIG, TRAEKKER = 0.1, 0.04, 0.08
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


def planlaeg_overgange(verden: Verden, dag: date, naeste: date, boern: Iterable[DemoBarn] = ()) -> None:
    """Put what is new of overgange on the list."""
    if dag < verden.udgangsdag - timedelta(days=BEGYNDTE_DAGE):
        return
    valgte = {barn.cpr: barn.skift for barn in boern if barn.skift}
    overgangsvalgte.planlaeg_i_haanden(verden, valgte, dag, naeste)
    _til_skole(verden, dag, naeste, valgte)
    nye = Overgang.objects.aabne().filter(kommune=verden.kommune).select_related("barn", "fra_enhed")
    for en in nye.order_by("start_den", "fra_enhed__kode", "barn__foedt_den", "barn__fornavn"):
        if verden.er_min(en.fra_enhed.kode) and verden.er_ny("overgang", en.pk):
            skift = overgangsvalgte.skift_for(en, valgte)
            if skift is not None:
                overgangsvalgte.planlaeg_afgiver(verden, en, skift)
            else:
                _planlaeg(verden, en)
    _efterlad_intet(verden)
    _moedes_igen(verden)
    givne = Overlevering.objects.gaeldende().filter(kommune=verden.kommune, opfulgt_at=None, modtager__isnull=False)
    for givet in givne.select_related("overgang__barn", "modtager").order_by("laeses_fra", "modtager__kode", "pk"):
        kode = givet.modtager.kode if givet.modtager else ""
        if verden.er_min(kode) and verden.er_ny("overlevering", givet.pk):
            skift = overgangsvalgte.skift_for(givet.overgang, valgte)
            if skift is not None:
                overgangsvalgte.planlaeg_modtager(verden, givet, skift)
            else:
                _planlaeg_modtager(verden, givet)


def _efterlad_intet(verden: Verden) -> None:
    """What was asked, stopped or to be told before the demo was last shut down waits for somebody still."""
    spurgt = Spoergsmaal.objects.filter(kommune=verden.kommune, svaret_at=None)
    for en in spurgt.select_related("overlevering__overgang__fra_enhed", "overlevering__overgang__barn").order_by("pk"):
        if verden.er_min(en.overlevering.overgang.fra_enhed.kode):
            arbejde.svar_snart(verden, en, verden.dagsorden.fra)
    for frist in (
        arbejde.stoppede(verden).select_related("enhed", "anledning__overlevering__overgang__barn").order_by("pk")
    ):
        if verden.er_min(frist.enhed.kode):
            arbejde.se_snart(verden, frist.anledning.overlevering, verden.dagsorden.fra)
    siges = Overgang.objects.filter(Exists(Frist.objects.aabne().filter(anledning=OuterRef("anledning"), kode=BED)))
    for overgang in (
        siges.filter(kommune=verden.kommune).select_related("barn", "anledning", "fra_enhed").order_by("pk")
    ):
        if verden.er_min(overgang.fra_enhed.kode):
            arbejde.sig_snart(verden, overgang, verden.dagsorden.fra)


def _moedes_igen(verden: Verden) -> None:
    """The follow-up meetings that are agreed on are held, somewhat before they fall due."""
    igen = Besoeg.objects.filter(kommune=verden.kommune, nr=OPFOELGNING, afsluttet_at=None, overgang__udeladt_grund="")
    for en in igen.exclude(overgang__status=Status.AFLYST).select_related("overgang__fra_enhed", "overgang__barn"):
        overgang = en.overgang
        if verden.er_min(overgang.fra_enhed.kode) and verden.er_ny("møde", en.pk):
            for dage, opgave in ((62, aftal), (78, moedes)):
                dag = arbejdstid(overgang.start_den + timedelta(days=dage), besvarelse.noegle(overgang.barn), "igen")
                verden.dagsorden.tilfoej(dag, partial(opgave, verden, overgang.pk, OPFOELGNING))


def _planlaeg(verden: Verden, en: Overgang) -> None:
    noegle = besvarelse.noegle(en.barn)
    if en.start_den < dato(verden.dagsorden.fra) - GAMMEL:
        # Nobody got round to it, or the demo stood still meanwhile.
        verden.dagsorden.tilfoej(verden.dagsorden.fra, partial(arbejde.udelad, verden, en.pk))
        return
    start, tempo = en.start_den, heltal(-4, 10, "tempo", noegle)
    if en.fra_enhed.kode == EGEN_STUE:
        # There it is half done on the first day.
        tempo = -1
    elif en.til_enhed_id is None:
        # To school it is begun in the spring; the first ones of the own house are early.
        tempo += 40 if andel("tidligt", noegle) < 0.6 else 240
    skridt = [
        (38 + tempo, partial(aftal, verden, en.pk, FOERSTE)),
        (30 + tempo, partial(arbejde.begynd, verden, en.pk)),
    ]
    skridt.append((26 + tempo, partial(moedes, verden, en.pk, FOERSTE)))
    hvornaar = andel("sent", noegle)
    if hvornaar > ALDRIG:
        skridt.append((2 if hvornaar < ALDRIG + SENT else 22 + tempo, partial(arbejde.overlever, verden, en.pk)))
    else:
        skridt.append((-OPGIVES, partial(arbejde.udelad, verden, en.pk)))
    for dage, opgave in skridt:
        verden.dagsorden.tilfoej(arbejdstid(start - timedelta(days=dage), noegle, opgave.func.__name__), opgave)
    dag = start + timedelta(days=heltal(6, 20, "traekker", noegle))
    if andel("traekker", noegle) < TRAEKKER and dag >= dato(verden.dagsorden.fra):
        verden.dagsorden.tilfoej(arbejdstid(dag, noegle, "traek"), partial(arbejde.traek, verden, en.pk))


def _planlaeg_modtager(verden: Verden, en: Overlevering) -> None:
    noegle = besvarelse.noegle(en.overgang.barn)
    foerst = max(en.laeses_fra, dato(verden.dagsorden.fra))
    laest = naeste_arbejdsdag(foerst + timedelta(days=heltal(1, 9, "kvitter", noegle)))
    fulgt = max(laest, en.overgang.start_den) + timedelta(days=heltal(18, 70, "fulgt op", noegle))
    for dag, opgave in (
        (laest, partial(arbejde.kvitter, verden, en.pk)),
        (fulgt, partial(arbejde.foelg_op, verden, en.pk)),
    ):
        verden.dagsorden.tilfoej(arbejdstid(dag, noegle, opgave.func.__name__), opgave)


def _til_skole(verden: Verden, dag: date, naeste: date, valgte: Container[str]) -> None:
    """Children who begin in school next summer are enrolled there; their overgang is made by hand."""
    indskrives = next((d for d in (date(aar, INDSKRIVNING, 16) for aar in (dag.year, naeste.year)) if d >= dag), None)
    if indskrives is None or indskrives >= naeste:
        return
    start = naeste_arbejdsdag(date(indskrives.year + 1, *SKOLESTART))
    boern = list(
        Tilknytning.objects.gaeldende(verden.dagsorden.fra)
        .indskrivninger()
        .filter(kommune=verden.kommune, enhed__arena=Arena.BOERNEHAVE, barn__foedt_den__year=start.year - SKOLEALDER)
        .select_related("barn", "enhed")
        .order_by("enhed__kode", "barn__foedt_den", "barn__fornavn")
    )
    boern = [t for t in boern if t.barn.cpr not in valgte]
    for t in boern:
        if verden.er_min(t.enhed.kode):
            noegle = besvarelse.noegle(t.barn)
            foerst: Opgave = partial(arbejde.skoleindskriv, verden, t.barn, t.enhed, start)
            for dage, opgave in ((0, foerst), *_ombestemmer(verden, t, start, boern)):
                dag = indskrives + timedelta(days=dage)
                verden.dagsorden.tilfoej(arbejdstid(dag, noegle, "skole"), opgave)


def _ombestemmer(verden: Verden, t: Tilknytning, start: date, boern: list[Tilknytning]) -> Iterator[tuple[int, Opgave]]:
    """One family chooses another school, so that the first overgang is called off; another begins earlier there."""
    if t == boern[0]:
        yield 14, partial(arbejde.aflys_skole, verden, t.barn, t.enhed)
        yield 15, partial(arbejde.skoleindskriv, verden, t.barn, t.enhed, start, nr=1)
    elif t == boern[-1]:
        yield 21, partial(arbejde.flyt_skole, verden, t.barn, t.enhed, naeste_arbejdsdag(date(start.year, FORSKOLE, 1)))
