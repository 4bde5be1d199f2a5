"""What a file of children would do: who is who, what is new, what differs, what ends, and what must be asked."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from opsporing.alder import uge_tekst
from opsporing.boern.actions import grundlag_for
from opsporing.dansk import dato, kort_dato_aar, opregning
from opsporing.indlaesning import genkendelse
from opsporing.indlaesning.bestand import Boernebestand, Enheder, efter, foerste_dag, midnat, portioner, sidste_dag
from opsporing.indlaesning.familie import Familier
from opsporing.indlaesning.kolonner import Art, titel
from opsporing.indlaesning.laes import Laest
from opsporing.indlaesning.perioder import Kendt, Oensket, find_par, sammenstoed
from opsporing.indlaesning.plan import Fremdrift, Plan, Ref, Vist
from opsporing.indlaesning.samle import Gruppe, Periode, samle, svangerskab
from opsporing.indlaesning.tekst import Fejl
from opsporing.indlaesning.visning import periodetekst, vis_aendring
from opsporing.models import Barn, Enhed, Koen, Kommune, Tilknytning

SKRIDT = "Sammenligner med det, der er kendt"


@dataclass(slots=True)
class Indskrivning:
    """A new enrolment, or an existing one (`pk`) with the columns that change."""

    barn: Ref
    enhed: int
    felter: dict[str, Any]
    pk: int | None = None
    grundlag: str = ""
    afsluttes: bool = False


@dataclass(slots=True)
class Boernearbejde:
    """What `opsporing.indlaesning.udfoer` carries out. Everything in the order of the file, so that it is the same each
    time the same is planned.
    """

    nye_personer: dict[str, dict[str, Any]] = field(default_factory=dict)
    rettede_personer: dict[int, dict[str, Any]] = field(default_factory=dict)
    nye_boern: dict[str, dict[str, Any]] = field(default_factory=dict)
    rettede_boern: dict[int, dict[str, Any]] = field(default_factory=dict)
    foedte: list[int] = field(default_factory=list)
    nye_myndigheder: list[tuple[Ref, Ref]] = field(default_factory=list)
    slut_myndigheder: list[tuple[int, int]] = field(default_factory=list)
    indskrivninger: list[Indskrivning] = field(default_factory=list)


def planlaeg(
    laest: Laest,
    *,
    kommune: Kommune,
    svar: dict[str, str],
    ophoer_den: date | None,
    laas: bool = False,
    fremdrift: Fremdrift,
) -> Plan:
    """Compare a read file with what is known.

    `svar` are the answers by line, `ophoer_den` the last day of those who are missing from a full list (None: nobody is
    ended by missing). `laas` locks what is read, inside a transaction.
    """
    return _Planlaegger(laest, kommune, svar, ophoer_den, laas, fremdrift).koer()


class _Planlaegger:
    def __init__(
        self,
        laest: Laest,
        kommune: Kommune,
        svar: dict[str, str],
        ophoer_den: date | None,
        laas: bool,
        fremdrift: Fremdrift,
    ) -> None:
        self.svar, self.ophoer_den, self.fremdrift = svar, ophoer_den, fremdrift
        self.arbejde = Boernearbejde()
        self.plan = Plan.fra(laest, self.arbejde)
        self.enheder = Enheder(kommune)
        self.grupper, fejl = samle(laest.raekker)
        for en in fejl:
            self.plan.tilfoej_fejl(en)
        self.fremdrift(SKRIDT, 0, len(self.grupper))
        self.grupper, par, fejl = genkendelse.saml_svarede(self.grupper, svar)
        for en in fejl:
            self.plan.tilfoej_fejl(en)
        self.bestand = Boernebestand(
            kommune,
            cprnumre=[g.cpr for g in self.grupper if g.cpr],
            foedselsdage={g.foedt_den for g in self.grupper},
            laas=laas,
        )
        self.kendte, self.plan.spoergsmaal = genkendelse.kend_igen(
            self.grupper, self.bestand, self.enheder, svar=svar, par=par
        )
        self.familier = Familier(self.bestand, self.arbejde, self.plan, self.grupper, fuld_liste=ophoer_den is not None)
        self.brugte: set[int] = set()

    def koer(self) -> Plan:
        self._find_enheder()
        self.plan.advarsler += genkendelse.navnefaeller(self.grupper)
        for nr, gruppe in enumerate(self.grupper):
            if nr % 500 == 0:
                self.fremdrift(SKRIDT, nr, len(self.grupper))
            self._barn(gruppe)
        self._manglende()
        self._tael()
        return self.plan

    # Units ------------------------------------------------------------------------------------------------------------

    def _find_enheder(self) -> None:
        for gruppe in self.grupper:
            for periode in gruppe.perioder:
                grund = enhedsfejl(self.enheder.find(periode.enhedskode), periode)
                if grund:
                    self.plan.tilfoej_fejl(Fejl(periode.linje, titel(Art.BOERN, "enhedskode"), grund))

    # What differs -----------------------------------------------------------------------------------------------------

    def _barn(self, gruppe: Gruppe) -> None:
        barn = self.kendte.get(gruppe.linje)
        foer = len(self.plan.oprettes) + len(self.plan.rettes) + len(self.plan.afsluttes)
        if barn is None:
            ref: Ref = f"linje:{gruppe.linje}"
            self._nyt_barn(str(ref), gruppe)
        else:
            ref = barn.pk
            self._ret_barn(barn, gruppe)
        self.familier.foraeldre(ref, gruppe, barn)
        self._indskrivninger(ref, gruppe, barn)
        if len(self.plan.oprettes) + len(self.plan.rettes) + len(self.plan.afsluttes) == foer:
            self.plan.uaendrede += 1

    def _nyt_barn(self, ref: str, gruppe: Gruppe) -> None:
        self.arbejde.nye_boern[ref] = {
            "fornavn": gruppe.fornavn,
            "efternavn": gruppe.efternavn,
            "cpr": gruppe.cpr,
            "foedt_den": gruppe.foedt_den,
            "koen": gruppe.koen or Koen.UKENDT.value,
            "beskyttet": bool(gruppe.beskyttet),
            "gestationsuger": gruppe.gestationsuger,
            "gestationsdage": gruppe.gestationsdage,
            "handlekommune_kode": gruppe.handlekommune_kode,
            "handlekommune_navn": gruppe.handlekommune_navn,
        }
        foraeldre = opregning([f"{f.fornavn} {f.efternavn}" for f in gruppe.foraeldre.values()])
        enheder = ", ".join(
            f"{self.enheder.navn(p.enhedskode)} {periodetekst(p.start, p.slut)}" for p in gruppe.perioder
        )
        hvad = f"Nyt barn, født {kort_dato_aar(gruppe.foedt_den)}"
        self.plan.oprettes.append(
            Vist(gruppe.linje, gruppe.navn or "Uden navn", hvad, efter=f"{enheder}. Forældre: {foraeldre or 'ingen'}")
        )

    def _ret_barn(self, barn: Barn, gruppe: Gruppe) -> None:
        # Files repeat what the hospital once wrote; what sundhedsplejen has corrected since stays.
        uger, dage = svangerskab(barn.gestationsuger, barn.gestationsdage, gruppe.gestationsuger, gruppe.gestationsdage)
        nyt: dict[str, Any] = {
            "fornavn": gruppe.fornavn or barn.fornavn,
            "efternavn": gruppe.efternavn,
            "cpr": gruppe.cpr or barn.cpr,
            "foedt_den": gruppe.foedt_den,
            "koen": gruppe.koen or barn.koen,
            "beskyttet": barn.beskyttet if gruppe.beskyttet is None else gruppe.beskyttet,
            "gestationsuger": uger,
            "gestationsdage": dage,
        } | _handlekommune(gruppe)
        aendret = {felt: vaerdi for felt, vaerdi in nyt.items() if getattr(barn, felt) != vaerdi}
        if not aendret:
            return
        if barn.foedt_den is None:
            self.arbejde.foedte.append(barn.pk)
        self.arbejde.rettede_boern[barn.pk] = aendret
        for felt, vaerdi in aendret.items():
            if felt == "gestationsdage" and "gestationsuger" in aendret:
                continue
            kolonne, gammel, ny = felt, getattr(barn, felt), vaerdi
            if felt in {"gestationsuger", "gestationsdage"}:
                # One column says both.
                kolonne, ny = "gestationsuger", uge_tekst(uger, dage) if uger else None
                gammel = uge_tekst(barn.gestationsuger, barn.gestationsdage) if barn.gestationsuger else None
            self.plan.rettes.append(
                Vist(gruppe.linje, barn.navn, titel(Art.BOERN, kolonne), *vis_aendring(kolonne, gammel, ny), barn.pk)
            )

    def _indskrivninger(self, ref: Ref, gruppe: Gruppe, barn: Barn | None) -> None:
        pr_enhed: dict[int, list[Periode]] = {}
        for periode in gruppe.perioder:
            enhed = self.enheder.find(periode.enhedskode)
            if enhed is not None:
                pr_enhed.setdefault(enhed.pk, []).append(periode)
        for enhed_id, perioder in pr_enhed.items():
            egne = [] if barn is None else [t for t in self.bestand.indskrivninger[barn.pk] if t.enhed_id == enhed_id]
            self._i_enheden(ref, gruppe, barn, self.enheder.alle[enhed_id], perioder, egne)

    def _i_enheden(
        self,
        ref: Ref,
        gruppe: Gruppe,
        barn: Barn | None,
        enhed: Enhed,
        perioder: list[Periode],
        egne: list[Tilknytning],
    ) -> None:
        oenskede = [Oensket(p.linje, p.start, p.slut) for p in perioder]
        kendte = [Kendt(t.pk, foerste_dag(t.fra), sidste_dag(t.til)) for t in egne]
        par = find_par(oenskede, kendte)
        for oensket, anden in sammenstoed(oenskede, kendte, par):
            grund = f"Perioden overlapper en anden indskrivning i {enhed.navn} fra {dato(anden.start)}."
            self.plan.tilfoej_fejl(Fejl(oensket.linje, titel(Art.BOERN, "start"), grund))
        for oensket in oenskede:
            kendt = par[oensket.linje]
            if kendt is not None:
                self.brugte.add(kendt.pk)
                self._ret_indskrivning(ref, barn, enhed, oensket, kendt)
                continue
            felter = {"fra": midnat(oensket.start), "til": efter(oensket.slut)}
            self.arbejde.indskrivninger.append(Indskrivning(ref, enhed.pk, felter, grundlag=str(grundlag_for(enhed))))
            if barn is not None:
                hvad = f"Indskrives i {enhed.navn}"
                self.plan.oprettes.append(
                    Vist(oensket.linje, barn.navn, hvad, efter=periodetekst(oensket.start, oensket.slut), hvem=barn.pk)
                )

    def _ret_indskrivning(self, ref: Ref, barn: Barn | None, enhed: Enhed, oensket: Oensket, kendt: Kendt) -> None:
        felter: dict[str, Any] = {}
        if oensket.start != kendt.start:
            felter["fra"] = midnat(oensket.start)
        if oensket.slut != kendt.slut:
            felter["til"] = efter(oensket.slut)
        if not felter or barn is None:
            return
        afsluttes = kendt.slut is None and oensket.slut is not None
        self.arbejde.indskrivninger.append(Indskrivning(ref, enhed.pk, felter, pk=kendt.pk, afsluttes=afsluttes))
        vist = Vist(
            oensket.linje,
            barn.navn,
            f"Indskrivning i {enhed.navn}",
            periodetekst(kendt.start, kendt.slut),
            periodetekst(oensket.start, oensket.slut),
            barn.pk,
        )
        (self.plan.afsluttes if afsluttes else self.plan.rettes).append(vist)

    # Who is missing ---------------------------------------------------------------------------------------------------

    def _manglende(self) -> None:
        if self.ophoer_den is None:
            return
        if self.plan.antal_fejl:
            self.plan.bemaerkninger.append("Hvem der mangler i filen, bliver først regnet ud, når fejlene er rettet.")
            return
        naevnte = {e.pk for g in self.grupper for p in g.perioder if (e := self.enheder.find(p.enhedskode))}
        slut = midnat(self.ophoer_den + timedelta(days=1))
        for portion in portioner(sorted(naevnte)):
            for tilknytning in self.bestand.indskrevne_i(portion, slut):
                if tilknytning.pk in self.brugte:
                    continue
                enhed = self.enheder.alle[tilknytning.enhed_id]
                self.arbejde.indskrivninger.append(
                    Indskrivning(tilknytning.barnets_nr, enhed.pk, {"til": slut}, pk=tilknytning.pk, afsluttes=True)
                )
                self.plan.afsluttes.append(
                    Vist(
                        None,
                        tilknytning.barn.navn,
                        f"Mangler i filen: {enhed.navn}",
                        periodetekst(foerste_dag(tilknytning.fra), sidste_dag(tilknytning.til)),
                        f"til og med {kort_dato_aar(self.ophoer_den)}",
                        tilknytning.barn_id,
                    )
                )

    def _tael(self) -> None:
        arbejde = self.arbejde
        self.plan.tal = {
            "nye_boern": len(arbejde.nye_boern),
            "rettede_boern": len(arbejde.rettede_boern),
            "nye_foraeldre": len(arbejde.nye_personer),
            "rettede_foraeldre": len(arbejde.rettede_personer),
            "nye_indskrivninger": sum(1 for i in arbejde.indskrivninger if i.pk is None),
            "afsluttede_indskrivninger": sum(1 for i in arbejde.indskrivninger if i.afsluttes),
        }


def enhedsfejl(enhed: Enhed | None, periode: Periode) -> str:
    """Why a child cannot be enrolled in the unit for the period; empty when it can."""
    if enhed is None:
        return "Der er ingen enhed med den kode i kommunen."
    if not enhed.arena:
        return "Børn indskrives i en stue, hos en dagplejer eller i et distrikt. Koden hører til en anden slags enhed."
    if enhed.nedlagt_at is not None:
        slut = efter(periode.slut)
        if slut is None or slut > enhed.nedlagt_at:
            return "Enheden er nedlagt."
    return ""


def _handlekommune(gruppe: Gruppe) -> dict[str, str]:
    """The municipality that acts for the child, where the file says it: a new code takes the old name with it."""
    if not (gruppe.handlekommune_kode or gruppe.handlekommune_navn):
        return {}
    return {"handlekommune_kode": gruppe.handlekommune_kode, "handlekommune_navn": gruppe.handlekommune_navn}
