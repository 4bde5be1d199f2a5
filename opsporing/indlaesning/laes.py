"""Rows of a file, and the lines that are bad with column and reason. Pure: no clock and no database.

A line with any fault gives no row, and any faulty line stops the whole import later; so everything wrong in a file is
found in one reading.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from opsporing.adgang.roller import Rolle
from opsporing.cpr import Cpr
from opsporing.indlaesning import felter
from opsporing.indlaesning.felter import Cellefejl
from opsporing.indlaesning.kolonner import Art, Hoved, find_hoved, titel
from opsporing.indlaesning.tekst import FLEST_LINJER, Fejl, Filfejl, Post, afkod, poster, rens

T = TypeVar("T")

#: More than this many bad lines mean that the file itself is wrong; the rest are counted, not listed.
FLEST_FEJL = 500
VOKSEN_AAR = 18


@dataclass(frozen=True, slots=True)
class Foraelder:
    """A custody holder as one line names her. `beskyttet` None: the file does not say."""

    nr: int
    cpr: str | None
    fornavn: str
    efternavn: str
    beskyttet: bool | None


@dataclass(frozen=True, slots=True)
class BarnRaekke:
    """One line of a file of children: a child in a unit for a period. Both days of the period belong to it."""

    linje: int
    cpr: str | None
    erstatning: bool
    fornavn: str
    efternavn: str
    foedt_den: date
    koen: str | None
    beskyttet: bool | None
    gestationsuger: int | None
    enhedskode: str
    start: date
    slut: date | None
    foraeldre: tuple[Foraelder, ...]
    gestationsdage: int | None = None
    handlekommune_kode: str = ""
    handlekommune_navn: str = ""


@dataclass(frozen=True, slots=True)
class MedarbejderRaekke:
    """One line of a file of staff: a person in a unit with a role for a period."""

    linje: int
    medarbejdernr: str
    brugernavn: str
    navn: str
    email: str
    enhedskode: str
    rolle: str
    start: date
    slut: date | None


@dataclass(slots=True)
class Laest:
    """A file as read. `raekker` are the good lines, `antal` counts all; `har` names the columns that are there."""

    art: Art
    raekker: list[Any] = field(default_factory=list)
    fejl: list[Fejl] = field(default_factory=list)
    advarsler: list[Fejl] = field(default_factory=list)
    antal: int = 0
    antal_fejl: int = 0
    har: frozenset[str] = frozenset()
    ubrugte: tuple[str, ...] = ()

    def tilfoej_fejl(self, fejl: Fejl) -> None:
        """Count a fault, and list it while the list is short enough to be of use."""
        self.antal_fejl += 1
        if len(self.fejl) < FLEST_FEJL:
            self.fejl.append(fejl)


def laes(
    data: bytes,
    art: Art,
    *,
    i_dag: date,
    nul_foran: bool = False,
    fremdrift: Callable[[int], None] = lambda antal: None,
) -> Laest:
    """Read a whole file. `i_dag` is what "in the future" is measured from; `fremdrift` is told the lines read so far.

    Raises `Filfejl` for a file that holds no lines that can be read at all.
    """
    tekst = afkod(data)
    hoved = find_hoved(tekst, art)
    ud = Laest(art, har=frozenset(hoved.pladser), ubrugte=hoved.ubrugte)
    linjelaeser = _Linje(hoved, art, i_dag, nul_foran, ud)
    laes_linje = linjelaeser.barn if art is Art.BOERN else linjelaeser.medarbejder
    for post in poster(tekst, hoved.skilletegn):
        if isinstance(post, Fejl):
            ud.tilfoej_fejl(post)
            break
        if post.linje <= hoved.linje:
            continue
        ud.antal += 1
        if ud.antal > FLEST_LINJER:
            raise Filfejl(f"Filen har mere end {FLEST_LINJER} linjer. Del den i flere filer.")
        if ud.antal % 500 == 0:
            fremdrift(ud.antal)
        raekke = laes_linje(post)
        if raekke is not None:
            ud.raekker.append(raekke)
    if not ud.antal and not ud.fejl:
        raise Filfejl("Filen har overskrifter, men ingen linjer.")
    return ud


class _Linje:
    """Reads one record at a time; collects what is wrong with it before giving it up."""

    def __init__(self, hoved: Hoved, art: Art, i_dag: date, nul_foran: bool, ud: Laest) -> None:
        self.hoved, self.art, self.i_dag, self.nul_foran, self.ud = hoved, art, i_dag, nul_foran, ud
        self.celler: dict[str, str] = {}
        self.linje = 0
        self.gal = False

    def _aabn(self, post: Post) -> bool:
        self.linje, self.gal = post.linje, False
        celler, bredde = post.celler, self.hoved.bredde
        if len(celler) != bredde and (len(celler) < bredde or any(c.strip() for c in celler[bredde:])):
            self._fejl("", f"Linjen har {len(celler)} felter, og overskriften har {bredde}. Er der et skilletegn galt?")
            return False
        self.celler = {noegle: rens(celler[plads]) for noegle, plads in self.hoved.pladser.items()}
        return True

    def _fejl(self, noegle: str, grund: str) -> None:
        self.gal = True
        self.ud.tilfoej_fejl(Fejl(self.linje, titel(self.art, noegle), grund))

    def _advar(self, noegle: str, grund: str) -> None:
        if len(self.ud.advarsler) < FLEST_FEJL:
            self.ud.advarsler.append(Fejl(self.linje, titel(self.art, noegle), grund))

    def _felt(self, noegle: str, laes_celle: Callable[[str], T], ellers: T, *, kraev: str = "") -> T:
        celle = self.celler.get(noegle, "")
        if not celle and kraev:
            self._fejl(noegle, kraev)
            return ellers
        try:
            return laes_celle(celle)
        except Cellefejl as fejl:
            self._fejl(noegle, str(fejl))
            return ellers

    # Children --------------------------------------------------------------------------------------------------------

    def barn(self, post: Post) -> BarnRaekke | None:
        """The row of a line of children, or None when something in it was wrong."""
        if not self._aabn(post):
            return None
        foedt = self._felt("foedt_den", felter.dato, None)
        nummer = self._cpr("cpr", foedt)
        foedt = self._foedselsdato(foedt, nummer)
        koen = self._koen(nummer)
        fornavn = self._felt("fornavn", felter.navn, "")
        efternavn = self._felt("efternavn", felter.navn, "", kraev="Barnets efternavn mangler.")
        beskyttet = self._felt("beskyttet", felter.ja_nej, None)
        uger, dage = self._felt("gestationsuger", felter.uger, None) or (None, None)
        handlekommune_kode = self._felt("handlekommune_kode", felter.kommunekode, "")
        handlekommune_navn = self._felt("handlekommune_navn", felter.navn, "")
        enhedskode = self._felt("enhedskode", felter.kode, "", kraev="Enhedskoden mangler.")
        start, slut = self._periode()
        foraeldre = self._foraeldre(nummer, foedt)
        if self.gal or foedt is None or start is None:
            return None
        return BarnRaekke(
            linje=self.linje,
            cpr=nummer.nummer if nummer else None,
            erstatning=bool(nummer and nummer.erstatning),
            fornavn=fornavn,
            efternavn=efternavn,
            foedt_den=foedt,
            koen=koen,
            beskyttet=beskyttet,
            gestationsuger=uger,
            gestationsdage=dage,
            handlekommune_kode=handlekommune_kode,
            handlekommune_navn=handlekommune_navn,
            enhedskode=enhedskode,
            start=start,
            slut=slut,
            foraeldre=foraeldre,
        )

    def _cpr(self, noegle: str, foedt: date | None) -> Cpr | None:
        nummer = self._felt(
            noegle, lambda celle: felter.cprnummer(celle, nul_foran=self.nul_foran, foedt_den=foedt), None
        )
        if nummer is not None and noegle == "cpr":
            for advarsel in nummer.advarsler(paa=self.i_dag):
                self._advar(noegle, advarsel)
        return nummer

    def _foedselsdato(self, foedt: date | None, nummer: Cpr | None) -> date | None:
        if foedt is None:
            if self.gal:
                return None
            if nummer is None:
                self._fejl("foedt_den", "Skriv fødselsdatoen, når CPR-nummeret mangler.")
                return None
            foedt = nummer.foedselsdato
            if foedt is None:
                self._fejl("foedt_den", "Skriv fødselsdatoen. Den kan ikke læses af et erstatningsnummer.")
                return None
        elif nummer is not None and not nummer.erstatning and not nummer.passer_med(foedt):
            self._fejl("foedt_den", "Fødselsdatoen passer ikke med CPR-nummeret.")
        if foedt > self.i_dag:
            self._fejl("foedt_den", "Fødselsdatoen ligger i fremtiden.")
        elif self.i_dag.year - foedt.year > VOKSEN_AAR:
            self._fejl("foedt_den", "Det er en voksens fødselsdato. Måske er to kolonner byttet om.")
        return foedt

    def _koen(self, nummer: Cpr | None) -> str | None:
        koen = self._felt("koen", felter.koen, None)
        # The last digit of a replacement number promises nothing about sex.
        if nummer is None or nummer.erstatning:
            return koen
        if koen is not None and koen != nummer.koen:
            self._fejl("koen", "Kønnet passer ikke med CPR-nummeret.")
        return str(nummer.koen)

    def _periode(self) -> tuple[date | None, date | None]:
        start = self._felt("start", felter.dato, None, kraev="Startdatoen mangler.")
        slut = self._felt("slut", felter.dato, None)
        if start is not None and slut is not None and slut < start:
            self._fejl("slut", "Slutdatoen ligger før startdatoen.")
        return start, slut

    def _foraeldre(self, barnets: Cpr | None, foedt: date | None) -> tuple[Foraelder, ...]:
        fundet: list[Foraelder] = []
        for nr in (1, 2):
            foraelder = self._foraelder(nr, barnets, foedt)
            if foraelder is None:
                continue
            if foraelder.cpr and any(foraelder.cpr == anden.cpr for anden in fundet):
                self._fejl(f"foraelder{nr}_cpr", "De to forældre har samme CPR-nummer.")
            fundet.append(foraelder)
        return tuple(fundet)

    def _foraelder(self, nr: int, barnets: Cpr | None, foedt: date | None) -> Foraelder | None:
        f = f"foraelder{nr}_"
        if not any(self.celler.get(f + felt) for felt in ("cpr", "fornavn", "efternavn")):
            return None
        nummer = self._cpr(f + "cpr", None)
        if nummer is not None:
            if barnets is not None and nummer.nummer == barnets.nummer:
                self._fejl(f + "cpr", "Forælderen har samme CPR-nummer som barnet.")
            elif foedt and nummer.foedselsdato and not nummer.erstatning and nummer.foedselsdato >= foedt:
                self._fejl(f + "cpr", "Forælderen er født efter barnet. Måske er to kolonner byttet om.")
        return Foraelder(
            nr=nr,
            cpr=nummer.nummer if nummer else None,
            fornavn=self._felt(f + "fornavn", felter.navn, "", kraev="Forælderens fornavn mangler."),
            efternavn=self._felt(f + "efternavn", felter.navn, "", kraev="Forælderens efternavn mangler."),
            beskyttet=self._felt(f + "beskyttet", felter.ja_nej, None),
        )

    # Staff -----------------------------------------------------------------------------------------------------------

    def medarbejder(self, post: Post) -> MedarbejderRaekke | None:
        """The row of a line of staff, or None when something in it was wrong."""
        if not self._aabn(post):
            return None
        medarbejdernr = self._felt("medarbejdernr", felter.medarbejdernr, "")
        brugernavn = self._felt("brugernavn", felter.brugernavn, "")
        if not (medarbejdernr or brugernavn or self.gal):
            self._fejl("", "Skriv medarbejdernummer eller brugernavn, så personen kan kendes igen.")
        navn = self._felt("navn", felter.navn, "", kraev="Navnet mangler.")
        email = self._felt("email", felter.email, "")
        enhedskode = self._felt("enhedskode", felter.kode, "", kraev="Enhedskoden mangler.")
        rolle = self._felt("rolle", _rolle, "", kraev="Rollen mangler.")
        start, slut = self._periode()
        if self.gal or start is None:
            return None
        return MedarbejderRaekke(self.linje, medarbejdernr, brugernavn, navn, email, enhedskode, rolle, start, slut)


#: Given one at a time by an administrator, never by a file: they open the log, the profile and the rights themselves.
IKKE_FRA_FIL = frozenset({Rolle.ADMINISTRATOR.value, Rolle.DATABESKYTTELSE.value})
ROLLER = {
    **{str(kode).casefold(): str(kode) for kode in Rolle.values},
    **{str(label).casefold(): str(kode) for kode, label in Rolle.choices},
    "dagtilbudsleder": Rolle.DAGTILBUDSLEDER.value,
    "pædagogisk leder": Rolle.DAGTILBUDSLEDER.value,
    "ppr-psykolog": Rolle.PPR.value,
    "forebyggende rådgiver": Rolle.RAADGIVER.value,
}


def _rolle(tekst: str) -> str:
    rolle = ROLLER.get(tekst.casefold())
    if rolle is None:
        raise Cellefejl("Rollen findes ikke. Rollenavnene står i vejledningen om kolonner.")
    if rolle in IKKE_FRA_FIL:
        raise Cellefejl("Den rolle kan ikke gives fra en fil. Giv den under Brugere.")
    return rolle
