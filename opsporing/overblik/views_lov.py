"""What the product says of the law, and how sure it is: for the administrator and the municipality's lawyer."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from opsporing import lov, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.overblik.profil_underretning import UNDERRETNING_TAL
from opsporing.profil import Praksisprofil, profil_for
from underretning.lovgrundlag import bruges_til
from underretning.rules import koder

#: How sure we are, in words.
SIKKERHED = {
    lov.Sikkerhed.LAEST: "Læst i loven eller hos myndigheden",
    lov.Sikkerhed.SEKUNDAER: "Fra en anden kilde",
    lov.Sikkerhed.UEFTERPROEVET: "Ikke efterprøvet",
}


@dataclass(frozen=True, slots=True)
class Henvisningslinje:
    """One reference in force, how sure it is in words, and what rests on it among underretninger."""

    henvisning: lov.Henvisning
    sikkerhed: str
    bruges_til: str

    @property
    def ses_efter(self) -> bool:
        """Whether the lawyer is asked to look at it."""
        return self.henvisning.sikkerhed is not lov.Sikkerhed.LAEST


@dataclass(frozen=True, slots=True)
class Talforslag:
    """A number of days that is ours and no law's."""

    hvad: str
    hjaelp: str
    tal: int
    aendret: bool


@dataclass(frozen=True, slots=True)
class Kodeliste:
    """A list of codes whose origin nobody has verified."""

    navn: str
    antal: int
    kilde: str


def linjer(dag: date) -> list[Henvisningslinje]:
    """Every reference in force on `dag`: those underretninger rest on first, and the least certain first of them."""
    brug = bruges_til()
    alle = [
        Henvisningslinje(en, SIKKERHED[en.sikkerhed], brug.get(en.noegle, "")) for en in lov.henvisninger(dag).values()
    ]
    return sorted(alle, key=lambda linje: (not linje.bruges_til, _orden(linje), linje.henvisning.tekst))


def _orden(linje: Henvisningslinje) -> int:
    return -list(lov.Sikkerhed).index(linje.henvisning.sikkerhed)


def forslag(profil: Praksisprofil) -> list[Talforslag]:
    """The numbers of the profile about underretninger that somebody must look at, as the municipality has them."""
    standard = Praksisprofil()
    return [
        Talforslag(navn, hjaelp, getattr(profil, felt), getattr(profil, felt) != getattr(standard, felt))
        for felt, (navn, hjaelp, _) in UNDERRETNING_TAL.items()
        if "jurist" in hjaelp
    ]


def kodelister(dag: date) -> list[Kodeliste]:
    """The lists of Danmarks Statistik's codes that are not verified."""
    fundet = []
    for liste, navn in ((koder.Liste.UNDERRETTER, "Hvem underretter"), (koder.Liste.AARSAG, "Årsager")):
        usikre = [en for en in koder.koder(liste, dag) if en.sikkerhed is not lov.Sikkerhed.LAEST]
        if usikre:
            fundet.append(Kodeliste(navn, len(usikre), usikre[0].kilde))
    return fundet


@kraever(Permission.PROFIL_ADMINISTRER)
@require_GET
def lovgrundlag(request: Request) -> HttpResponse:
    """The references, the numbers and the lists, with what is to be looked at on top."""
    dag = tid.dato(tid.nu())
    alle = linjer(dag)
    return render(
        request,
        "overblik/lovgrundlag.html",
        {
            "om_underretninger": [linje for linje in alle if linje.bruges_til],
            "resten": [linje for linje in alle if not linje.bruges_til],
            "ses_efter": sum(linje.ses_efter for linje in alle),
            "antal": len(alle),
            "forslag": forslag(profil_for(request.user.ansat.enhed.kommune)),
            "kodelister": kodelister(dag),
            "dag": dag,
        },
    )
