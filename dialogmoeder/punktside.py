"""What the pages of an item say about who has part in it, in words."""

from dataclasses import dataclass
from datetime import datetime

from dialogmoeder.adgang import hvad_hun_er
from dialogmoeder.familier import andres_familie
from dialogmoeder.kreds import Kreds, Punktkreds, modtager_noegle
from dialogmoeder.models import Deltager, Moedestatus, Punktgrundlag
from opsporing import dansk
from opsporing.models import Maade, Orientering, Person, Samtykke
from opsporing.profil import Praksisprofil
from opsporing.tid import dato


@dataclass(frozen=True, slots=True)
class Med:
    """One participant and her part in the item.

    er_med: she has a ground that holds. tilstand is for `{% tilstand %}`. kan_lukkes: somebody may close it for her;
    kan_lades_ind: she works in the child's unit and may be let in by hand.
    """

    deltager: Deltager
    navn: str
    fra: str
    er_med: bool
    tilstand: str
    ord: str
    kan_lukkes: bool = False
    kan_lades_ind: bool = False


@dataclass(frozen=True, slots=True)
class Udefra:
    """A unit (or somebody named) from outside that asks for a ground: who comes, and what each parent says (with the
    name of the field)."""

    noegle: str
    navn: str
    deltagere: list[Deltager]
    svar: list[tuple[Person, bool | None, str]]
    er_med: bool
    ssd: str
    ord: str

    @property
    def hvem(self) -> str:
        """Those who come, named."""
        return dansk.opregning([navnet(d) for d in self.deltagere])


def navnet(deltager: Deltager) -> str:
    """What a participant is called."""
    if deltager.ansaettelse:
        return deltager.ansaettelse.user.navn
    return deltager.person.navn if deltager.person else deltager.navn


def svarfelt(deltager: Deltager, person: Person) -> str:
    """The name of the field in which one parent answers about one participant's unit."""
    return f"svar-{deltager.pk}-{person.pk}"


def modtagers_navn(deltager: Deltager) -> str:
    """The unit she comes from, or her own name."""
    return deltager.ansaettelse.enhed.navn if deltager.ansaettelse else navnet(deltager)


def deltagerne(kreds: Kreds, om: Punktkreds) -> list[Med]:
    """Everybody who is asked to the meeting, as to this item; another child's family is not told of."""
    fremmede = andres_familie(kreds.aktuelle, om.punkt)
    return [_med(om, d) for d in kreds.aktuelle if d.pk not in fremmede]


def _med(om: Punktkreds, deltager: Deltager) -> Med:
    er_med = om.baerer(deltager)
    raekke = om.raekker.get(deltager.pk)
    grundlag = raekke.grundlag if raekke else (om.grundlag_af_sig_selv(deltager) or ("", ""))[0]
    fra = hvad_hun_er(deltager)
    if deltager.ansaettelse:
        rolle, enhed = deltager.ansaettelse.get_rolle_display(), deltager.ansaettelse.enhed.navn
        fra = enhed if rolle.lower() == enhed.lower() else f"{rolle}, {enhed}"
    return Med(
        deltager=deltager,
        navn=navnet(deltager),
        fra=fra,
        er_med=er_med,
        tilstand="done" if er_med else "none",
        ord=str(Punktgrundlag(grundlag).label) if er_med else _hvorfor_ikke(om, deltager, grundlag),
        kan_lukkes=er_med and deltager.ansaettelse is not None and raekke is not None and not om.forbereder(deltager),
        kan_lades_ind=not er_med and om.er_inde(deltager),
    )


def _hvorfor_ikke(om: Punktkreds, deltager: Deltager, grundlag: str) -> str:
    if om.er_inde(deltager):
        return "lukket: har ikke barnet til daglig"
    if grundlag == Punktgrundlag.SSD:
        return "lukket: forældrene er ikke fortalt om mødet"
    if deltager.person_id is not None:
        return "må ikke få noget at vide nu"
    mangler = om.mangler_ja(deltager)
    if not om.indehavere:
        return "lukket: ingen kan sige ja"
    return f"lukket: mangler ja fra {dansk.opregning([p.fornavn for p in mangler])}" if mangler else "lukket"


def udefra(kreds: Kreds, om: Punktkreds, samtykker: list[Samtykke]) -> list[Udefra]:
    """Those from outside who need a ground, a unit at a time."""
    svar = {(s.modtager_id or s.modtager_navn, s.person_id): s.ja for s in samtykker}
    return [_udefra(om, noegle, deltagere, svar) for noegle, deltagere in grupperet(kreds, om).items()]


def grupperet(kreds: Kreds, om: Punktkreds) -> dict[int | str, list[Deltager]]:
    """The participants who need a ground, by whom a yes would be given to."""
    grupper: dict[int | str, list[Deltager]] = {}
    for deltager in kreds.aktuelle:
        if om.er_inde(deltager) or om.er_foraelder(deltager) or deltager.person_id is not None:
            continue
        grupper.setdefault(modtager_noegle(deltager), []).append(deltager)
    return grupper


def _udefra(
    om: Punktkreds, noegle: int | str, deltagere: list[Deltager], svar: dict[tuple[int | str, int], bool]
) -> Udefra:
    forste = deltagere[0]
    raekker = [om.raekker[d.pk] for d in deltagere if d.pk in om.raekker]
    ssd = next((r.begrundelse for r in raekker if r.grundlag == Punktgrundlag.SSD), "")
    er_med = any(om.baerer(d) for d in deltagere)
    return Udefra(
        noegle=str(forste.pk),
        navn=modtagers_navn(forste),
        deltagere=deltagere,
        svar=[(p, svar.get((noegle, p.pk)), svarfelt(forste, p)) for p in om.kan_fortaelles],
        er_med=er_med,
        ssd=ssd,
        ord="er med" if er_med else _hvorfor_ikke(om, forste, Punktgrundlag.SSD if ssd else ""),
    )


@dataclass(frozen=True, slots=True)
class Fortalt:
    """One custody holder: told or not, when and by whom, or not to be told."""

    person: Person
    orientering: Orientering | None
    maa_ikke: bool


def fortalte(om: Punktkreds, orienteringer: list[Orientering]) -> list[Fortalt]:
    """Every custody holder with what has been noted."""
    # What is on paper is said where the letters are; the talk counts before it.
    seneste = {o.person_id: o for o in sorted(orienteringer, key=lambda o: o.maade == Maade.MUNDTLIGT)}
    maa = {p.pk for p in om.kan_fortaelles}
    return [Fortalt(p, seneste.get(p.pk), p.pk not in maa) for p in om.indehavere]


def adgangen(om: Punktkreds, profil: Praksisprofil, slutter: datetime) -> str:
    """Until when the item can be read, in one sentence."""
    if om.punkt.moede.status == Moedestatus.PLANLAGT:
        return f"De andre kan åbne punktet, fra de bliver indkaldt, og til og med {dansk.dato(dato(slutter))}."
    den = dansk.dato(dato(slutter))
    bagefter = "Derefter kan kun enhedens leder og den, der mangler at følge en aftale op, åbne det."
    return f"De, der er med, kan åbne punktet til og med {den}. {bagefter}"
