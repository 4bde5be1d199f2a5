"""The overgange that are to have come just so far on the first day of the demo (`overgangstrin`), made and carried on.

What is to be done before that day is done on a working day before it, and what comes after on one after it.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial

from opsporing.adgang.roller import Rolle
from opsporing.boern import actions as boern_actions
from opsporing.demo import besvarelse
from opsporing.demo import overgangsarbejde as arbejde
from opsporing.demo.befolkning import DISTRIKTER
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.overgangsbesoeg import aftal, her, moedes
from opsporing.demo.overgangstrin import UD, Skift, Slags, Trin
from opsporing.demo.tilfaelde import valg
from opsporing.demo.verden import Opgave, Verden
from opsporing.frister.kalender import forrige_arbejdsdag, lokalt_tidspunkt
from opsporing.models import Barn, Enhed, Tilknytning
from overgange.actions import haand
from overgange.actions.besoeg import FOERSTE
from overgange.models import Art, Overgang, Overlevering, Status

ARTER: Mapping[Slags, Art] = {
    Slags.HJEM: Art.HJEM_DAGTILBUD,
    Slags.BOERNEHAVE: Art.DAGTILBUD_BOERNEHAVE,
    Slags.SKOLE: Art.BOERNEHAVE_SKOLE,
    Slags.HUS: Art.FLYTNING,
    Slags.KOMMUNE: Art.FLYTNING,
}
UDENFOR = (
    "Børnehuset Mosegården i Strandlev Kommune",
    "Børnehaven Regnbuen i Nørreby Kommune",
    "Dagplejen i Skovlund Kommune",
)


def _hvad(hvad: str) -> Callable[..., None]:
    """What the name of a step stands for, as a function of the world, the overgang's key and the moment."""
    besoeg: dict[str, Callable[..., None]] = {
        "aftal": partial(aftal, nej_tak=False),
        "nej_tak": partial(aftal, nej_tak=True),
        "moedes": partial(moedes, muligt=True, igen=False),
        "moedes_igen": partial(moedes, muligt=True, igen=True),
        "ikke_muligt": partial(moedes, muligt=False),
    }
    if hvad in besoeg:
        return lambda verden, pk, nu: besoeg[hvad](verden, pk, FOERSTE, nu)
    om_skemaet: dict[str, Callable[..., None]] = {
        "begynd": arbejde.begynd,
        "den_ene": partial(arbejde.svar, alle=False),
        "alle": partial(arbejde.svar, alle=True),
        "overlever": partial(arbejde.overlever, uenige=False),
        "uenige": partial(arbejde.overlever, uenige=True),
        "traek": arbejde.traek,
        "traek_givet": partial(arbejde.traek, hvad="Barnets egen stemme"),
        "udelad": arbejde.udelad,
    }
    return om_skemaet[hvad]


def skift_for(en: Overgang, valgte: Mapping[str, Skift]) -> Skift | None:
    """The plan for the overgang, where it is one of those that were chosen."""
    skift = valgte.get(en.barn.cpr or "")
    if skift is None or en.art != ARTER[skift.slags] or (en.til_enhed_id is None) != (skift.slags in UD):
        return None
    return skift if abs((en.start_den - skift.start).days) < 10 else None


def _klokken(dag: date, skift: Skift, barn: Barn, nr: int) -> datetime:
    """A moment of a working day on the same side of the first day of the demo; later steps are never earlier."""
    if dag < skift.udgangsdag:
        dag = forrige_arbejdsdag(dag)
    return arbejdstid(dag, besvarelse.noegle(barn), "valgt") + timedelta(minutes=25 * nr)


def planlaeg_afgiver(verden: Verden, en: Overgang, skift: Skift) -> None:
    """What is done at the place the child leaves."""
    for nr, (hvad, dag) in enumerate(skift.skridt()):
        verden.dagsorden.tilfoej(_klokken(dag, skift, en.barn, nr), partial(_hvad(hvad), verden, en.pk))


def planlaeg_modtager(verden: Verden, en: Overlevering, skift: Skift) -> None:
    """What is done at the next place."""
    barn, spurgt = en.overgang.barn, skift.trin is Trin.LAEST
    skridt: list[tuple[date, Opgave]] = [
        (skift.kvitteres, partial(arbejde.kvitter, verden, en.pk, spoerger=skift.trin is Trin.FULGT))
    ]
    if spurgt:
        skridt.append((skift.udgangsdag - timedelta(days=1), partial(arbejde.spoerg, verden, en.pk)))
    skridt.append((skift.foelges_op, partial(arbejde.foelg_op, verden, en.pk)))
    for nr, (dag, opgave) in enumerate(skridt):
        verden.dagsorden.tilfoej(_klokken(dag, skift, barn, nr), opgave)


# Made by hand, and called off -----------------------------------------------------------------------------------------


def planlaeg_i_haanden(verden: Verden, valgte: Mapping[str, Skift], dag: date, naeste: date) -> None:
    """Those that lead out of the installation, and those that come to nothing."""
    for cpr, skift in valgte.items():
        if skift.slags not in UD and skift.trin is not Trin.AFLYST:
            continue
        for nr, (hvornaar, opgave) in enumerate(((skift.laves, _lav), (skift.aflyses, _aflys), (skift.bedes, _bed))):
            sker = dag <= hvornaar < naeste and (opgave is _lav or skift.trin is Trin.AFLYST)
            barn = Barn.objects.filter(kommune=verden.kommune, cpr=cpr).first() if sker else None
            fra = _afgiver(barn, skift, verden) if barn else None
            if barn is not None and fra is not None and verden.er_min(fra.kode):
                verden.dagsorden.tilfoej(_klokken(hvornaar, skift, barn, nr), partial(opgave, verden, barn, fra, skift))


def _afgiver(barn: Barn, skift: Skift, verden: Verden) -> Enhed | None:
    """Where the child is when it is made."""
    her_nu = Tilknytning.objects.indskrivninger().gaeldende(verden.dagsorden.fra).filter(barn=barn)
    koder = DISTRIKTER if skift.slags is Slags.HJEM else (skift.fra,)
    t = her_nu.filter(enhed__kode__in=koder).select_related("enhed__journalenhed").first()
    return t.enhed if t else None


def _lav(verden: Verden, barn: Barn, fra: Enhed, skift: Skift, nu: datetime) -> None:
    """A place outside is written down by a colleague; one in the municipality is given, and not by a file."""
    if skift.slags not in UD:
        til = Enhed.objects.get(kommune=verden.kommune, kode=skift.til)
        boern_actions.indskriv(
            barn=barn,
            enhed=til,
            fra=lokalt_tidspunkt(skift.start, datetime.min.time()),
            by=verden.kolleger.med_rolle(Rolle.ADMINISTRATOR, nu, "administrator"),
            nu=nu,
        )
        return
    by = her(verden, fra, barn, nu)
    if by is not None and haand.afgiver_for(barn, by, nu) == fra:
        steder = arbejde.SKOLER if skift.slags is Slags.SKOLE else UDENFOR
        sted = valg(steder, "nyt sted", besvarelse.noegle(barn))
        haand.opret(barn=barn, art=ARTER[skift.slags], start_den=skift.start, til_navn=sted, by=by, nu=nu)


def _aflys(verden: Verden, barn: Barn, fra: Enhed, skift: Skift, nu: datetime) -> None:
    """The family stays after all, or does not take the place."""
    if skift.slags not in UD:
        start = lokalt_tidspunkt(skift.start, datetime.min.time())
        for plads in Tilknytning.objects.indskrivninger().filter(barn=barn, enhed__kode=skift.til, fra=start):
            hun = verden.kolleger.med_rolle(Rolle.ADMINISTRATOR, nu, "administrator")
            boern_actions.udskriv(tilknytning=plads, by=hun, nu=nu)
        return
    by = her(verden, fra, barn, nu)
    for en in Overgang.objects.aabne().filter(barn=barn, til_enhed=None, art=ARTER[skift.slags]):
        if by is not None:
            haand.aflys(overgang=en, by=by, nu=nu)


def _bed(verden: Verden, barn: Barn, fra: Enhed, skift: Skift, nu: datetime) -> None:
    """Somebody rings to the place outside, and asks them to shred what they got; one in the municipality has."""
    arbejde.makuleret(verden, barn, nu)
    by = her(verden, fra, barn, nu)
    for en in Overgang.objects.filter(barn=barn, til_enhed=None, status=Status.AFLYST):
        if by is not None:
            arbejde.sig_det_videre(en, by, nu)
