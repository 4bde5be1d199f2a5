"""What a file of staff would do: who is who, what is new, what differs, what ends."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from opsporing.adgang.roller import Rolle
from opsporing.dansk import dato, kort_dato_aar, opregning
from opsporing.indlaesning.bestand import (
    Enheder,
    Medarbejderbestand,
    efter,
    foerste_dag,
    midnat,
    portioner,
    sidste_dag,
)
from opsporing.indlaesning.kolonner import Art, titel
from opsporing.indlaesning.laes import IKKE_FRA_FIL, Laest, MedarbejderRaekke
from opsporing.indlaesning.perioder import Kendt, Oensket, find_par, sammenstoed
from opsporing.indlaesning.plan import Fremdrift, Plan, Ref, Vist
from opsporing.indlaesning.samle_medarbejdere import Medarbejder, samle
from opsporing.indlaesning.tekst import Fejl
from opsporing.indlaesning.visning import periodetekst, vis_aendring
from opsporing.models import Ansaettelse, Enhed, Kommune, User
from opsporing.organisation.struktur import steder
from opsporing.profil import profil_for

SKRIDT = "Sammenligner med det, der er kendt"


@dataclass(slots=True)
class Ansat:
    """A new employment, or an existing one (`pk`) with the columns that change."""

    bruger: Ref
    enhed: int
    felter: dict[str, Any]
    pk: int | None = None
    rolle: str = ""
    afsluttes: bool = False


@dataclass(slots=True)
class Medarbejderarbejde:
    """What `opsporing.indlaesning.udfoer` carries out, in the order of the file."""

    nye_brugere: dict[str, dict[str, Any]] = field(default_factory=dict)
    rettede_brugere: dict[int, dict[str, Any]] = field(default_factory=dict)
    ansaettelser: list[Ansat] = field(default_factory=list)


def planlaeg(
    laest: Laest,
    *,
    kommune: Kommune,
    af: int | None,
    ophoer_den: date | None,
    laas: bool = False,
    fremdrift: Fremdrift,
) -> Plan:
    """Compare a read file with what is known.

    `af` is the primary key of the one who hands it in: nobody changes her own employments. `ophoer_den` is the last day
    of those who are missing from a full list (None: nobody is ended by missing). `laas` locks what is read.
    """
    return _Planlaegger(laest, kommune, af, ophoer_den, laas, fremdrift).koer()


class _Planlaegger:
    def __init__(
        self, laest: Laest, kommune: Kommune, af: int | None, ophoer_den: date | None, laas: bool, fremdrift: Fremdrift
    ) -> None:
        self.af, self.ophoer_den, self.fremdrift = af, ophoer_den, fremdrift
        self.arbejde = Medarbejderarbejde()
        self.plan = Plan.fra(laest, self.arbejde)
        self.enheder, self.profil = Enheder(kommune), profil_for(kommune)
        self.personer, fejl = samle(laest.raekker)
        for en in fejl:
            self.plan.tilfoej_fejl(en)
        self.bestand = Medarbejderbestand(
            kommune,
            numre={p.medarbejdernr for p in self.personer},
            brugernavne={p.brugernavn for p in self.personer},
            emails={p.email for p in self.personer},
            laas=laas,
        )
        self.brugte: set[int] = set()

    def koer(self) -> Plan:
        for nr, person in enumerate(self.personer):
            if nr % 500 == 0:
                self.fremdrift(SKRIDT, nr, len(self.personer))
            self._person(person)
        self._manglende()
        self.plan.tal = {
            "nye_brugere": len(self.arbejde.nye_brugere),
            "rettede_brugere": len(self.arbejde.rettede_brugere),
            "nye_ansaettelser": sum(1 for a in self.arbejde.ansaettelser if a.pk is None),
            "afsluttede_ansaettelser": sum(1 for a in self.arbejde.ansaettelser if a.afsluttes),
        }
        return self.plan

    def _fejl(self, linje: int, kolonne: str, grund: str) -> None:
        self.plan.tilfoej_fejl(Fejl(linje, titel(Art.MEDARBEJDERE, kolonne), grund))

    def _advar(self, linje: int, kolonne: str, grund: str) -> None:
        self.plan.advarsler.append(Fejl(linje, titel(Art.MEDARBEJDERE, kolonne), grund))

    # Who is who -------------------------------------------------------------------------------------------------------

    def _person(self, person: Medarbejder) -> None:
        foer = len(self.plan.oprettes) + len(self.plan.rettes) + len(self.plan.afsluttes)
        user = self._kend_igen(person)
        if user is None:
            ref: Ref = f"linje:{person.linje}"
            self._ny(str(ref), person)
        else:
            ref = user.pk
            self._ret(user, person)
        self._ansaettelser(ref, user, person)
        if len(self.plan.oprettes) + len(self.plan.rettes) + len(self.plan.afsluttes) == foer:
            self.plan.uaendrede += 1

    def _kend_igen(self, person: Medarbejder) -> User | None:
        """The known user, by staff number, user name or e-mail in that order; says where the file contradicts it."""
        efter_nr = self.bestand.efter_nr.get(person.medarbejdernr)
        efter_navn = self.bestand.efter_navn.get(person.brugernavn)
        efter_email = self.bestand.efter_email.get(person.email) if person.email else None
        user = efter_nr or efter_navn or efter_email
        if user is None:
            return None
        if not self.bestand.egen(user):
            self._fejl(person.linje, "brugernavn" if user is efter_navn else "email", "Bruges allerede af en anden.")
            return None
        for anden, kolonne in ((efter_navn, "brugernavn"), (efter_email, "email")):
            if anden is not None and anden.pk != user.pk:
                self._fejl(person.linje, kolonne, "Bruges allerede af en anden.")
        if efter_nr is None and person.medarbejdernr and user.medarbejdernr:
            self._fejl(person.linje, "medarbejdernr", "Personen har et andet nummer her. Ret det under Brugere.")
        return user

    def _ny(self, ref: str, person: Medarbejder) -> None:
        if not person.brugernavn:
            self._fejl(person.linje, "brugernavn", "Personen er ny her og skal have et brugernavn.")
        self.arbejde.nye_brugere[ref] = {
            "username": person.brugernavn,
            "navn": person.navn,
            "email": person.email,
            "medarbejdernr": person.medarbejdernr,
        }
        steder = ", ".join(
            f"{Rolle(p.rolle).label} i {self.enheder.navn(p.enhedskode)} {periodetekst(p.start, p.slut)}"
            for p in person.poster
        )
        self.plan.oprettes.append(Vist(person.linje, person.navn, "Ny bruger", efter=steder))

    def _ret(self, user: User, person: Medarbejder) -> None:
        if person.brugernavn and person.brugernavn != user.username:
            self._advar(person.linje, "brugernavn", "Personen beholder det brugernavn, hun har her.")
        if not user.is_active:
            self._advar(person.linje, "", "Brugeren er lukket og bliver ikke åbnet af filen. Det gør du under Brugere.")
        nyt = {
            "navn": person.navn,
            "email": user.email if person.email in ("", user.email.lower()) else person.email,
            "medarbejdernr": person.medarbejdernr or user.medarbejdernr,
        }
        aendret = {felt: vaerdi for felt, vaerdi in nyt.items() if getattr(user, felt) != vaerdi}
        if not aendret:
            return
        self.arbejde.rettede_brugere[user.pk] = aendret
        for felt, vaerdi in aendret.items():
            vist = vis_aendring(felt, getattr(user, felt), vaerdi)
            self.plan.rettes.append(Vist(person.linje, user.navn, titel(Art.MEDARBEJDERE, felt), *vist, user.pk))

    # Where they work --------------------------------------------------------------------------------------------------

    def _ansaettelser(self, ref: Ref, user: User | None, person: Medarbejder) -> None:
        pr_sted: dict[tuple[int, str], list[MedarbejderRaekke]] = {}
        for post in person.poster:
            enhed = self.enheder.find(post.enhedskode)
            grund = self._enhedsfejl(enhed, post)
            if grund or enhed is None:
                self._fejl(post.linje, "enhedskode", grund)
            else:
                pr_sted.setdefault((enhed.pk, post.rolle), []).append(post)
        for (enhed_id, rolle), poster in pr_sted.items():
            egne = [] if user is None else self.bestand.ansaettelser[user.pk]
            egne = [a for a in egne if a.enhed_id == enhed_id and a.rolle == rolle]
            self._paa_stedet(ref, user, self.enheder.alle[enhed_id], rolle, poster, egne)

    def _enhedsfejl(self, enhed: Enhed | None, post: MedarbejderRaekke) -> str:
        if enhed is None:
            return "Der er ingen enhed med den kode i kommunen."
        # A role reaches everything below its unit: a leader at the root of the tree would see every child there is.
        mulige = steder(post.rolle, self.profil)
        if enhed.type not in mulige:
            typer = opregning(sorted(t.label for t in mulige), sidste="eller")
            return f"Rollen {Rolle(post.rolle).label} har man i {typer}. Koden hører til {enhed.get_type_display()}."
        if enhed.nedlagt_at is not None:
            slut = efter(post.slut)
            if slut is None or slut > enhed.nedlagt_at:
                return "Enheden er nedlagt."
        return ""

    def _paa_stedet(
        self,
        ref: Ref,
        user: User | None,
        enhed: Enhed,
        rolle: str,
        poster: list[MedarbejderRaekke],
        egne: list[Ansaettelse],
    ) -> None:
        oenskede = [Oensket(p.linje, p.start, p.slut) for p in poster]
        kendte = [Kendt(a.pk, foerste_dag(a.fra), sidste_dag(a.til)) for a in egne]
        par = find_par(oenskede, kendte)
        for oensket, anden in sammenstoed(oenskede, kendte, par):
            grund = f"Perioden overlapper en anden ansættelse med samme rolle i {enhed.navn} fra {dato(anden.start)}."
            self._fejl(oensket.linje, "start", grund)
        for oensket in oenskede:
            kendt = par[oensket.linje]
            felter: dict[str, Any] = {}
            if kendt is None or oensket.start != kendt.start:
                felter["fra"] = midnat(oensket.start)
            if kendt is None or oensket.slut != kendt.slut:
                felter["til"] = efter(oensket.slut)
            if kendt is not None:
                self.brugte.add(kendt.pk)
            if not felter:
                continue
            if user is not None and user.pk == self.af:
                self._fejl(oensket.linje, "rolle", "Du kan ikke ændre dine egne ansættelser. Bed en anden.")
                continue
            self._skriv(ref, user, enhed, rolle, oensket, kendt, felter)

    def _skriv(
        self,
        ref: Ref,
        user: User | None,
        enhed: Enhed,
        rolle: str,
        oensket: Oensket,
        kendt: Kendt | None,
        felter: dict[str, Any],
    ) -> None:
        afsluttes = kendt is not None and kendt.slut is None and oensket.slut is not None
        pk = kendt.pk if kendt else None
        self.arbejde.ansaettelser.append(Ansat(ref, enhed.pk, felter, pk, rolle, afsluttes))
        if user is None:
            return
        foer = periodetekst(kendt.start, kendt.slut) if kendt else ""
        hvad = f"{Rolle(rolle).label.capitalize()} i {enhed.navn}"
        vist = Vist(oensket.linje, user.navn, hvad, foer, periodetekst(oensket.start, oensket.slut), user.pk)
        if kendt is None:
            self.plan.oprettes.append(vist)
        else:
            (self.plan.afsluttes if afsluttes else self.plan.rettes).append(vist)

    def _manglende(self) -> None:
        if self.ophoer_den is None:
            return
        if self.plan.antal_fejl:
            self.plan.bemaerkninger.append("Hvem der mangler i filen, bliver først regnet ud, når fejlene er rettet.")
            return
        naevnte = {e.pk for p in self.personer for r in p.poster if (e := self.enheder.find(r.enhedskode))}
        slut = midnat(self.ophoer_den + timedelta(days=1))
        for portion in portioner(sorted(naevnte)):
            for ansaettelse in self.bestand.ansatte_i(portion, slut):
                egen = ansaettelse.user_id == self.af
                if ansaettelse.pk in self.brugte or ansaettelse.rolle in IKKE_FRA_FIL or egen:
                    continue
                self.arbejde.ansaettelser.append(
                    Ansat(
                        ansaettelse.user_id,
                        ansaettelse.enhed_id,
                        {"til": slut},
                        ansaettelse.pk,
                        ansaettelse.rolle,
                        afsluttes=True,
                    )
                )
                sted = self.enheder.alle[ansaettelse.enhed_id].navn
                self.plan.afsluttes.append(
                    Vist(
                        None,
                        ansaettelse.user.navn,
                        f"Mangler i filen: {ansaettelse.get_rolle_display()} i {sted}",
                        periodetekst(foerste_dag(ansaettelse.fra), sidste_dag(ansaettelse.til)),
                        f"til og med {kort_dato_aar(self.ophoer_den)}",
                        ansaettelse.user_id,
                    )
                )
