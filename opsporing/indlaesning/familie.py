"""The custody holders of the file: who is known, who is new, and whose custody the file says has ended."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from opsporing.indlaesning.bestand import Boernebestand
from opsporing.indlaesning.kolonner import Art, titel
from opsporing.indlaesning.laes import Foraelder
from opsporing.indlaesning.plan import Plan, Ref, Vist
from opsporing.indlaesning.samle import Gruppe, beskyttet
from opsporing.indlaesning.visning import vis_aendring
from opsporing.models import Barn, Foraeldremyndighed, Person
from opsporing.navne import noegle

if TYPE_CHECKING:
    from opsporing.indlaesning.plan_boern import Boernearbejde


class Familier:
    """Recognises custody holders: by number throughout the municipality, without one only beside the child itself.

    A custody holder without a number is never joined with a namesake elsewhere; siblings share one only by number.
    """

    def __init__(
        self,
        bestand: Boernebestand,
        arbejde: "Boernearbejde",
        plan: Plan,
        grupper: Sequence[Gruppe],
        *,
        fuld_liste: bool,
    ) -> None:
        self.bestand, self.arbejde, self.plan, self.fuld_liste = bestand, arbejde, plan, fuld_liste
        self.beskyttede: dict[str, bool | None] = {}
        for gruppe in grupper:
            for foraelder in gruppe.foraeldre.values():
                if foraelder.cpr:
                    kendt = self.beskyttede.get(foraelder.cpr)
                    self.beskyttede[foraelder.cpr] = beskyttet(kendt, foraelder.beskyttet)
        bestand.hent_personer(self.beskyttede)
        self.fik_nummer: dict[str, Person] = {}

    def foraeldre(self, ref: Ref, gruppe: Gruppe, barn: Barn | None) -> None:
        """Plan the custody of one child. `ref` is the child, known (`barn`) or new."""
        aabne = [] if barn is None else self.bestand.myndigheder[barn.pk]
        staar = {m.person_id for m in aabne}
        hos_barnet = [m.person for m in aabne]
        if barn is not None and barn.foedt_den is None and barn.mor is not None:
            # An expected child has no custody holder yet, but its mother is known.
            hos_barnet.append(barn.mor)
        naevnte: set[Ref] = set()
        for foraelder in gruppe.foraeldre.values():
            person = self._kendt(foraelder, hos_barnet)
            if person is None:
                hvem: Ref = self._ny(foraelder, gruppe.linje)
            else:
                hvem = person.pk
                self._ret(person, foraelder, gruppe.linje)
            naevnte.add(hvem)
            if hvem not in staar:
                self._giv(ref, hvem, foraelder, gruppe, barn)
        if barn is not None and naevnte:
            self._afslut(barn, gruppe, aabne, naevnte)

    def _kendt(self, foraelder: Foraelder, hos_barnet: Sequence[Person]) -> Person | None:
        if foraelder.cpr:
            person = self.bestand.personer.get(foraelder.cpr) or self.fik_nummer.get(foraelder.cpr)
            if person is not None or f"cpr:{foraelder.cpr}" in self.arbejde.nye_personer:
                return person
        samme_navn = [
            person
            for person in hos_barnet
            if _navn(person) == noegle(foraelder.fornavn, foraelder.efternavn) and not (foraelder.cpr and person.cpr)
        ]
        if len(samme_navn) != 1:
            return None
        if foraelder.cpr:
            self.fik_nummer[foraelder.cpr] = samme_navn[0]
        return samme_navn[0]

    def _ny(self, foraelder: Foraelder, linje: int) -> str:
        ref = f"cpr:{foraelder.cpr}" if foraelder.cpr else f"linje:{linje}:{foraelder.nr}"
        self.arbejde.nye_personer.setdefault(
            ref,
            {
                "fornavn": foraelder.fornavn,
                "efternavn": foraelder.efternavn,
                "cpr": foraelder.cpr,
                "beskyttet": bool(self._beskyttet(foraelder)),
            },
        )
        return ref

    def _beskyttet(self, foraelder: Foraelder) -> bool | None:
        return self.beskyttede[foraelder.cpr] if foraelder.cpr else foraelder.beskyttet

    def _ret(self, person: Person, foraelder: Foraelder, linje: int) -> None:
        if person.pk in self.arbejde.rettede_personer:
            return
        nyt: dict[str, Any] = {}
        if foraelder.cpr:
            nyt = {"fornavn": foraelder.fornavn, "efternavn": foraelder.efternavn, "cpr": foraelder.cpr}
        siger = self._beskyttet(foraelder)
        if siger is not None:
            nyt["beskyttet"] = siger
        aendret = {felt: vaerdi for felt, vaerdi in nyt.items() if getattr(person, felt) != vaerdi}
        if not aendret:
            return
        self.arbejde.rettede_personer[person.pk] = aendret
        for felt, vaerdi in aendret.items():
            kolonne = titel(Art.BOERN, f"foraelder{foraelder.nr}_{felt}")
            self.plan.rettes.append(
                Vist(linje, person.navn, kolonne, *vis_aendring(felt, getattr(person, felt), vaerdi))
            )

    def _giv(self, ref: Ref, hvem: Ref, foraelder: Foraelder, gruppe: Gruppe, barn: Barn | None) -> None:
        self.arbejde.nye_myndigheder.append((ref, hvem))
        if barn is not None:
            navn = f"{foraelder.fornavn} {foraelder.efternavn}"
            self.plan.oprettes.append(Vist(gruppe.linje, barn.navn, "Forældremyndighed", efter=navn, hvem=barn.pk))

    def _afslut(self, barn: Barn, gruppe: Gruppe, aabne: Sequence[Foraeldremyndighed], naevnte: set[Ref]) -> None:
        """End the custody of those a full list does not name, and of a namesake without number who has got one."""
        navne = {noegle(f.fornavn, f.efternavn) for f in gruppe.foraeldre.values() if f.cpr}
        for myndighed in aabne:
            person = myndighed.person
            if person.pk in naevnte:
                continue
            if self.fuld_liste or (person.cpr is None and _navn(person) in navne):
                self.arbejde.slut_myndigheder.append((myndighed.pk, barn.pk))
                self.plan.afsluttes.append(
                    Vist(gruppe.linje, barn.navn, "Forældremyndighed", person.navn, "ophører", barn.pk)
                )


def _navn(person: Person) -> str:
    return noegle(person.fornavn, person.efternavn)
