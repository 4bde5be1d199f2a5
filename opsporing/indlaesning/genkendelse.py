"""Who is who: which child of the file is which known child, and where a person must say so."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from opsporing import cpr
from opsporing.dansk import kort_dato_aar, opregning
from opsporing.indlaesning import ligner
from opsporing.indlaesning.bestand import Boernebestand, Enheder, foerste_dag
from opsporing.indlaesning.kolonner import Art, titel
from opsporing.indlaesning.plan import ANDEN, Kandidat, Spoergsmaal
from opsporing.indlaesning.samle import Gruppe, slaa_sammen
from opsporing.indlaesning.tekst import Fejl
from opsporing.models import Barn, Koen

Par = dict[int, list[Gruppe]]


def saml_svarede(grupper: list[Gruppe], svar: Mapping[str, str]) -> tuple[list[Gruppe], Par, list[Fejl]]:
    """Join the children of the file that somebody has said are one.

    Returns the children that are left, for each the earlier ones it may still be the same as, and the lines that a
    joining makes contradict each other.
    """
    par = ligner.par_i_filen(grupper)
    efter_linje = {g.linje: g for g in grupper}
    fejl: list[Fejl] = []
    for linje, andre in par.items():
        valgt = next((a for a in andre if svar.get(str(linje)) == f"linje:{a.linje}"), None)
        if valgt is not None:
            # What was joined earlier in this loop lives on in another group.
            fejl += slaa_sammen(efter_linje[valgt.linje], efter_linje[linje])
            efter_linje[linje] = efter_linje[valgt.linje]
    tilbage = [g for g in grupper if efter_linje[g.linje] is g]
    staar = {g.linje for g in tilbage}
    aabne = {linje: [a for a in andre if a.linje in staar] for linje, andre in par.items() if linje in staar}
    return tilbage, aabne, fejl


def navnefaeller(grupper: Iterable[Gruppe]) -> list[Fejl]:
    """Warnings about children with one name and birth date but two numbers: read as two, and worth a second look."""
    foerste: dict[tuple[str, date], Gruppe] = {}
    fundet = []
    for gruppe in grupper:
        tidligere = foerste.setdefault((gruppe.navnenoegle, gruppe.foedt_den), gruppe)
        if tidligere is not gruppe and tidligere.cpr and gruppe.cpr:
            grund = f"Samme navn og fødselsdag som linje {tidligere.linje}, men et andet nummer. De læses som to børn."
            fundet.append(Fejl(gruppe.linje, titel(Art.BOERN, "cpr"), grund))
    return fundet


def kend_igen(
    grupper: Iterable[Gruppe], bestand: Boernebestand, enheder: Enheder, *, svar: Mapping[str, str], par: Par
) -> tuple[dict[int, Barn], list[Spoergsmaal]]:
    """The known child of each line that is one, and the questions nobody has answered yet.

    First by number, then without one where name, date and family or enrolment agree, last as somebody has answered.
    No known child is two children of the file.
    """
    return _Genkendelse(list(grupper), bestand, enheder, svar, par).koer()


class _Genkendelse:
    def __init__(
        self, grupper: list[Gruppe], bestand: Boernebestand, enheder: Enheder, svar: Mapping[str, str], par: Par
    ) -> None:
        self.grupper, self.bestand, self.enheder, self.svar, self.par = grupper, bestand, enheder, svar, par
        self.kendte: dict[int, Barn] = {}
        self.taget: set[int] = set()
        self.spoergsmaal: list[Spoergsmaal] = []

    def koer(self) -> tuple[dict[int, Barn], list[Spoergsmaal]]:
        for gruppe in self.grupper:
            barn = self.bestand.efter_cpr.get(gruppe.cpr) if gruppe.cpr else None
            if barn is not None:
                self._er(gruppe, barn)
        self._uden_nummer()
        for gruppe in self.grupper:
            if gruppe.linje not in self.kendte:
                self._spoerg(gruppe)
        return self.kendte, self.spoergsmaal

    def _er(self, gruppe: Gruppe, barn: Barn) -> None:
        self.kendte[gruppe.linje] = barn
        self.taget.add(barn.pk)

    def _uden_nummer(self) -> None:
        """Settle the ones beyond doubt; where two lines or two known children would do, nothing is beyond doubt."""
        paa_barn: dict[int, list[Gruppe]] = defaultdict(list)
        for gruppe in self.grupper:
            if gruppe.linje in self.kendte or gruppe.cpr:
                continue
            tegn = ligner.kendetegn(gruppe, self._steder(gruppe))
            sikre = [b for b in self._ledige(gruppe) if ligner.er_samme(tegn, self._kendetegn(b))]
            if len(sikre) == 1:
                paa_barn[sikre[0].pk].append(gruppe)
        for pk, grupper in paa_barn.items():
            if len(grupper) == 1:
                self._er(grupper[0], self.bestand.boern[pk])

    def _ledige(self, gruppe: Gruppe) -> list[Barn]:
        return [b for b in self.bestand.efter_dag[gruppe.foedt_den] if b.pk not in self.taget]

    def _steder(self, gruppe: Gruppe) -> Iterable[tuple[int, date]]:
        for periode in gruppe.perioder:
            enhed = self.enheder.find(periode.enhedskode)
            if enhed is not None:
                yield enhed.pk, periode.start

    def _kendetegn(self, barn: Barn) -> ligner.Kendetegn:
        return ligner.Kendetegn(
            barn.cpr,
            barn.fornavn,
            barn.efternavn,
            None if barn.koen == Koen.UKENDT else barn.koen,
            frozenset(
                spor
                for m in self.bestand.myndigheder[barn.pk]
                for spor in ligner.foraelderspor(m.person.cpr, m.person.fornavn, m.person.efternavn)
            ),
            frozenset((t.enhed_id, foerste_dag(t.fra)) for t in self.bestand.indskrivninger[barn.pk]),
        )

    def _spoerg(self, gruppe: Gruppe) -> None:
        boern = self._kandidater(gruppe)
        linjer = self.par.get(gruppe.linje, [])
        svar = self.svar.get(str(gruppe.linje))
        valgt = next((b for b in boern if svar == f"barn:{b.pk}"), None)
        if valgt is not None:
            self._er(gruppe, valgt)
        elif (boern or linjer) and svar != ANDEN:
            kendte = (Kandidat(f"barn:{b.pk}", self._beskriv_kendt(b), b.pk) for b in boern)
            i_filen = (Kandidat(f"linje:{g.linje}", f"linje {g.linje} i filen: {self._beskriv(g)}") for g in linjer)
            self.spoergsmaal.append(Spoergsmaal(gruppe.linje, self._beskriv(gruppe), (*kendte, *i_filen)))

    def _kandidater(self, gruppe: Gruppe) -> list[Barn]:
        tegn = ligner.kendetegn(gruppe, self._steder(gruppe))
        foedte = [b for b in self._ledige(gruppe) if ligner.kan_vaere_samme(tegn, self._kendetegn(b))]
        ventede = [
            b
            for b in self.bestand.efter_dag[None]
            if b.pk not in self.taget
            and b.mor is not None
            and b.termin is not None
            and ligner.kan_vaere_ventet(gruppe.foedt_den, b.termin)
            and tegn.foraeldre & set(ligner.foraelderspor(b.mor.cpr, b.mor.fornavn, b.mor.efternavn))
        ]
        return foedte + ventede

    def _beskriv(self, gruppe: Gruppe) -> str:
        steder = [self.enheder.navn(p.enhedskode) for p in gruppe.perioder]
        return _beskrivelse(gruppe.navn, gruppe.foedt_den, gruppe.cpr, steder)

    def _beskriv_kendt(self, barn: Barn) -> str:
        steder = [self.enheder.alle[t.enhed_id].navn for t in self.bestand.indskrivninger[barn.pk]]
        return _beskrivelse(barn.navn, barn.foedt_den, barn.cpr, steder)


def _beskrivelse(navn: str, foedt_den: date | None, nummer: str | None, steder: list[str]) -> str:
    dele = [
        navn or "uden navn",
        f"født {kort_dato_aar(foedt_den)}" if foedt_den else "ventet",
        f"CPR {cpr.masker(nummer)}" if nummer else "uden CPR-nummer",
        opregning(list(dict.fromkeys(steder))),
    ]
    return ", ".join(d for d in dele if d)
