"""Earlier vurderinger that may follow the child: which there are, which are chosen, and each as a part by itself.

They are asked for through `opsporing.bilag`, as nothing here knows the app that makes them. Only what the parents may
read is there at all: one that is kept from them is neither offered, counted nor told of. What they are to read they
have heard first (Aalborg, 2022): one whose result somebody with custody has not been told by mouth waits (`uhoerte`).
"""

from dataclasses import dataclass, replace
from datetime import datetime, time

from django.utils.timezone import localtime

from opsporing import bilag, dansk
from opsporing.bilag import Bilagsvalg
from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.frosset import Frosset
from opsporing.models import Arena, User
from opsporing.orientering.actions import uhoerte
from opsporing.profil import profil_for
from overgange.models import Overgang
from overgange.rules.skema import Skemadel

TRIVSEL_TEKST = "Sådan så vi det dengang og her. En placering siger, hvordan barnet havde det der, ikke hvem barnet er."
#: The newest, where the municipality lets it follow without asking. The parents read it before it is given.
FOELGER = Skemadel(
    "foelger",
    "Den seneste trivselsvurdering",
    "Kommunen har bestemt, at den følger med. I bliver ikke spurgt, men I kan læse den her, før den gives videre.",
)
_TIDLIGERE = "trivsel."
#: As many as can be chosen between: three years with two a year. What is older than that stays.
VISES = 6


@dataclass(frozen=True, slots=True)
class Tidligere:
    """What may follow: the newest where it does so unasked, the others to choose between (newest first), how many are
    too old to be among them, and the keys of those that are chosen. Those in `uhoerte` wait until the parents have
    heard the result; `uspurgt_venter`: one of them is the newest, which is to follow unasked.
    """

    uspurgt: Bilagsvalg | None = None
    valg: tuple[Bilagsvalg, ...] = ()
    udeladte: int = 0
    valgte: frozenset[str] = frozenset()
    uhoerte: tuple[Bilagsvalg, ...] = ()
    uspurgt_venter: bool = False


#: A part before anybody is asked: what it is, what is in it, from when it was that, and the parts it corrects.
Indhold = tuple[Skemadel, Frosset | None, datetime | None, tuple[str, ...]]


def regel(overgang: Overgang) -> str:
    """Whether they may follow from here: "aldrig", "samtykke", or "foelger" for the newest unasked.

    Unasked it follows from one dagtilbud to another in the municipality alone: sundhedsplejen has its own duty of
    secrecy, and who is outside is not the municipality's to decide for.
    """
    valgt = profil_for(overgang.kommune).overgang_placering_foelger
    if valgt != "foelger":
        return valgt if valgt == "samtykke" else "aldrig"
    inden_for = overgang.til_enhed is not None and overgang.fra_enhed.arena != Arena.SUNDHEDSPLEJE
    return "foelger" if inden_for else "samtykke"


def find(overgang: Overgang, user: User, nu: datetime) -> Tidligere:
    """What the user may hand on and the parents may read. Until somebody chooses, the newest they have heard is chosen.

    A corrected one takes the place of what it corrects, and is a new thing to tell them and to say yes to.
    """
    gaelder = regel(overgang)
    if gaelder == "aldrig":
        return Tidligere()
    alle = [
        valg
        for valg in bilag.valgmuligheder(user, overgang.barn, nu, til_foraeldre=True)
        if valg.noegle.startswith(_TIDLIGERE)
    ]
    venter = uhoerte(overgang.barn, {valg.anledning for valg in alle if valg.anledning is not None})
    ikke_hoert = tuple(valg for valg in alle[:VISES] if valg.anledning in venter)
    uspurgt_venter = gaelder == "foelger" and bool(alle) and alle[0].anledning in venter
    alle = [valg for valg in alle if valg.anledning not in venter]
    uspurgt = alle.pop(0) if alle and gaelder == "foelger" and not uspurgt_venter else None
    gemt = overgang.vurderinger
    if gemt is None:
        valgte = {alle[0].noegle} if alle and gaelder != "foelger" else set()
    else:
        valgte = {valg.noegle for valg in alle if {valg.noegle, *valg.afloeser} & set(gemt)}
    vises = [valg for nr, valg in enumerate(alle) if nr < VISES or valg.noegle in valgte]
    return Tidligere(uspurgt, tuple(vises), len(alle) - len(vises), frozenset(valgte), ikke_hoert, uspurgt_venter)


def dele(overgang: Overgang, fundet: Tidligere, user: User, nu: datetime) -> list[Indhold]:
    """Each that is chosen as a part of its own, so that the parents say yes or no to exactly that one."""
    valgte = [valg for valg in fundet.valg if valg.noegle in fundet.valgte]
    par = [(FOELGER, fundet.uspurgt)] if fundet.uspurgt else []
    par += [(Skemadel(_kode(valg.noegle), _titel(valg, valgte), TRIVSEL_TEKST), valg) for valg in valgte]
    fundne: list[Indhold] = []
    for om, valg in par:
        frosset = bilag.frys(user, overgang.barn, valg.noegle, nu, til_foraeldre=True)
        # Its own title has the child's full name, which a copy of a protected child does not.
        frosset = replace(frosset, titel=om.titel)
        fra = valg.at or lokalt_tidspunkt(valg.dag, time(0))
        fundne.append((om, frosset, fra, tuple(_kode(noegle) for noegle in valg.afloeser)))
    return fundne


def _kode(noegle: str) -> str:
    return f"trivsel-{noegle.rpartition(':')[2]}"


def _titel(valg: Bilagsvalg, valgte: list[Bilagsvalg]) -> str:
    """By its day; of two from one day also by the clock, as an answer is kept by the title."""
    titel = f"Trivselsvurdering fra {dansk.dato(valg.dag)}"
    if valg.at and sum(en.dag == valg.dag for en in valgte) > 1:
        return f"{titel} {dansk.klokken(localtime(valg.at))}"
    return titel
