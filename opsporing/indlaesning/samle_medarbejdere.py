"""From lines to people: the lines of one member of staff together, and what lines say against each other. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from opsporing.indlaesning.kolonner import Art, titel
from opsporing.indlaesning.laes import MedarbejderRaekke
from opsporing.indlaesning.perioder import Oensket, overlapper
from opsporing.indlaesning.tekst import Fejl


@dataclass(slots=True)
class Medarbejder:
    """All a file says about one person. `linje` is the first line; `poster` holds her lines."""

    linje: int
    medarbejdernr: str
    brugernavn: str
    navn: str
    email: str
    poster: list[MedarbejderRaekke] = field(default_factory=list)


def samle(raekker: Iterable[MedarbejderRaekke]) -> tuple[list[Medarbejder], list[Fejl]]:
    """The people of the file in the order of their first line, and the lines that contradict earlier ones.

    Lines are one person's when they share staff number or user name.
    """
    personer: list[Medarbejder] = []
    efter_nr: dict[str, Medarbejder] = {}
    efter_navn: dict[str, Medarbejder] = {}
    efter_email: dict[str, Medarbejder] = {}
    fejl: list[Fejl] = []
    for raekke in raekker:
        person = efter_nr.get(raekke.medarbejdernr) or efter_navn.get(raekke.brugernavn)
        if person is None:
            person = Medarbejder(raekke.linje, raekke.medarbejdernr, raekke.brugernavn, raekke.navn, raekke.email)
            personer.append(person)
        fejl += _siger_det_samme(person, raekke)
        person.medarbejdernr = person.medarbejdernr or raekke.medarbejdernr
        person.brugernavn = person.brugernavn or raekke.brugernavn
        person.email = person.email or raekke.email
        for opslag, vaerdi in ((efter_nr, raekke.medarbejdernr), (efter_navn, raekke.brugernavn)):
            if vaerdi:
                opslag.setdefault(vaerdi, person)
        if raekke.email and efter_email.setdefault(raekke.email, person) is not person:
            grund = f"En anden person har samme e-mail på linje {efter_email[raekke.email].linje}."
            fejl.append(_fejl(raekke, "email", grund))
        fejl += _tilfoej(person, raekke)
    return personer, fejl


def _fejl(raekke: MedarbejderRaekke, kolonne: str, grund: str) -> Fejl:
    return Fejl(raekke.linje, titel(Art.MEDARBEJDERE, kolonne), grund)


def _siger_det_samme(person: Medarbejder, raekke: MedarbejderRaekke) -> list[Fejl]:
    par = (
        ("medarbejdernr", person.medarbejdernr, raekke.medarbejdernr, "et andet medarbejdernummer"),
        ("brugernavn", person.brugernavn, raekke.brugernavn, "et andet brugernavn"),
        ("navn", person.navn, raekke.navn, "et andet navn"),
        ("email", person.email, raekke.email, "en anden e-mail"),
    )
    return [
        _fejl(raekke, kolonne, f"Samme person har {hvad} på linje {person.linje}.")
        for kolonne, foer, nu, hvad in par
        if foer and nu and foer != nu
    ]


def _tilfoej(person: Medarbejder, raekke: MedarbejderRaekke) -> list[Fejl]:
    ny = Oensket(raekke.linje, raekke.start, raekke.slut)
    for post in person.poster:
        samme = post.enhedskode.casefold() == raekke.enhedskode.casefold() and post.rolle == raekke.rolle
        if samme and overlapper(Oensket(post.linje, post.start, post.slut), ny):
            return [_fejl(raekke, "start", f"Perioden overlapper linje {post.linje} med samme enhed og rolle.")]
    person.poster.append(raekke)
    return []
