"""What the next place gets to see: made once, for the preview, for the hand-over and for the parents to decide on.

The preview and what is handed over are the same function's work (`byg`), so that nobody says yes to something else than
what is given. A part is given when there is something in it and every custody holder has said yes to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, prefetch_related_objects

from opsporing import bilag, dansk
from opsporing import samtykke as samtykker
from opsporing.frosset import Afsnit, Frosset, fra_laesning
from opsporing.models import Besvarelse, Enhed, Person, Samtykke, User
from opsporing.profil import profil_for
from opsporing.skemaer.noegler import Felttype
from opsporing.skemaer.skemaord import skemaord
from opsporing.skemaer.versioner import uden_tekst
from opsporing.skemaer.visning import laesning
from opsporing.tid import dato
from overgange import tidligere
from overgange.models import Art, Besoeg, Besoegsstatus, Overgang, Overgangsskema
from overgange.rules.skema import STEMME, Skemadel, dele, deles, felt_deles
from overgange.tidligere import FOELGER, Indhold, Tidligere

#: A part that is not of the form. The others are the vurderinger (`overgange.tidligere`).
BESOEG = Skemadel("besoeg", "Referat fra overgangsbesøget", "Det, I blev enige om at skrive ned, da I mødtes.")
#: What is told in somebody's own words. A picture that was pointed at is not.
_MED_ORD = frozenset({Felttype.KORT_TEKST, Felttype.LANG_TEKST})
FORMAAL = "En god start det nye sted"


@dataclass(frozen=True, slots=True)
class Svar:
    """What one custody holder says to one part: `ja` is None until she has answered."""

    person: Person
    ja: bool | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Del:
    """One part: what it is, what is in it (None: nothing was written), and what each holder says to it.

    `fra` is when there was something to say yes or no to, for a part that can be another one next time (another visit,
    a corrected vurdering). What was answered before was about something else, and does not count. `afloeser` are the
    codes of the parts it corrects: a no to it is a no to them.
    """

    om: Skemadel
    frosset: Frosset | None
    svar: tuple[Svar, ...]
    fra: datetime | None = None
    afloeser: tuple[str, ...] = ()

    @property
    def foelger(self) -> bool:
        """It goes along because the municipality says so, and nobody is asked."""
        return self.om.kode == FOELGER.kode

    @property
    def gives(self) -> bool:
        """Something is in it, there is a custody holder, and every one has said yes; or it follows unasked."""
        if self.foelger:
            return self.frosset is not None
        return self.frosset is not None and bool(self.svar) and all(en.ja for en in self.svar)

    @property
    def uenige(self) -> bool:
        """One has said yes and another no."""
        return {True, False} <= {en.ja for en in self.svar}

    @property
    def sagt_nej(self) -> list[Person]:
        return [en.person for en in self.svar if en.ja is False]

    @property
    def mangler(self) -> list[Person]:
        return [en.person for en in self.svar if en.ja is None]

    @property
    def hvorfor_ikke(self) -> str:
        """Why the part is not given, calmly and without a reason for anybody's no; empty when it is."""
        if self.gives:
            return ""
        if self.frosset is None:
            return "der er ikke skrevet noget"
        if not self.svar:
            return "der er ingen med forældremyndighed at spørge"
        if self.uenige:
            return "I er ikke enige, og så bliver det her"
        if self.sagt_nej:
            return "der er sagt nej"
        navne = dansk.opregning([p.fornavn for p in self.mangler])
        return f"{navne} har ikke svaret"


@dataclass(frozen=True, slots=True)
class Kopi:
    """Everything that could be handed over, part by part, and the vurderinger there are to choose between."""

    dele: tuple[Del, ...]
    indehavere: tuple[Person, ...]
    tidligere: Tidligere

    @property
    def gives(self) -> list[Del]:
        return [en for en in self.dele if en.gives]

    @property
    def bliver(self) -> list[Del]:
        """The parts with something in them that stay."""
        return [en for en in self.dele if en.frosset is not None and not en.gives]

    @property
    def tomme(self) -> list[Del]:
        return [en for en in self.dele if en.frosset is None]

    @property
    def spoerges(self) -> list[Del]:
        """What there is to say yes or no to."""
        return [en for en in self.dele if en.frosset is not None and not en.foelger]

    @property
    def foelger(self) -> list[Del]:
        """What goes along unasked."""
        return [en for en in self.dele if en.foelger]

    def svaret(self, person: Person) -> tuple[int, int]:
        """How many of the parts the person has answered, and how many there are."""
        egne = [s for d in self.spoerges for s in d.svar if s.person == person]
        return sum(s.ja is not None for s in egne), len(egne)


def modtager(overgang: Overgang) -> Enhed | str:
    """Whom the parents say yes to: the house, and not the stue, or the name of a place outside."""
    if overgang.til_enhed is None:
        return overgang.til_navn
    return overgang.til_enhed.journalenhed or overgang.til_enhed


def modtagerens_navn(overgang: Overgang) -> str:
    """The next place as parents call it."""
    til = modtager(overgang)
    return til.navn if isinstance(til, Enhed) else til


def hos_modtageren(overgang: Overgang) -> str:
    """Where the child begins, with the preposition: `i Børnehuset Egern`, `hos Inger`, `på Skovskolen`."""
    paa = overgang.til_enhed is None and overgang.art == Art.BOERNEHAVE_SKOLE
    return dansk.sted(modtagerens_navn(overgang), stue=paa)


def samtykkets_hvad(titel: str) -> str:
    """What a consent to the part of this title is about, as it is stored."""
    return f"Overgang: {titel}"[:200]


def hvad(om: Skemadel) -> str:
    """What a consent to the part is about, as it is stored."""
    return samtykkets_hvad(om.titel)


def delens_titel(samtykke: Samtykke) -> str:
    """What the part is called that the consent is about."""
    return samtykke.hvad.removeprefix("Overgang: ")


def kendte(overgang: Overgang) -> dict[str, bool]:
    """What the forms rest on without asking it."""
    return {"kompetencer": profil_for(overgang.kommune).overgang_kompetencer}


def _afsnit(
    overgang: Overgang, besvarelse: Besvarelse, del_kode: str | None, nu: datetime
) -> tuple[tuple[Afsnit, ...], str]:
    """What was written of one part (None: of all that is shared), and the day it was last saved, in words."""
    definition = besvarelse.definition()
    laest = laesning(
        definition,
        besvarelse.svar,
        foraeldre=True,
        med_ubesvarede=False,
        pladsholdere=skemaord(overgang.kommune, dato(nu)),
        kendte=kendte(overgang),
    )
    titel = next((en.titel for en in dele(definition) if en.kode == del_kode), "")
    fundne = []
    for afsnit in laest:
        hoerer_til = deles(afsnit.sektion)
        if not hoerer_til or (del_kode is not None and hoerer_til != del_kode):
            continue
        linjer = tuple(linje for linje in afsnit.linjer if felt_deles(linje.felt))
        citater = {en.felt.kode for en in linjer if en.felt.type in _MED_ORD} if hoerer_til == STEMME else set()
        [frosset] = fra_laesning([afsnit], citater=citater)
        koder = [felt_deles(linje.felt) for linje in afsnit.linjer]
        valgte = tuple(linje for linje, med in zip(frosset.linjer, koder, strict=True) if med)
        if valgte:
            fundne.append(Afsnit("" if frosset.titel == titel else frosset.titel, valgte))
    dag = dansk.dato(dato(besvarelse.gemt_at)) if besvarelse.gemt_at else ""
    return tuple(fundne), dag


def _om(overgang: Overgang, dag: str) -> str:
    return " · ".join(en for en in (bilag.sted(overgang.fra_enhed), f"skrevet {dag}" if dag else "") if en)


def _af_skemaet(overgang: Overgang, skema: Overgangsskema | None, nu: datetime) -> list[Indhold]:
    if skema is None:
        return []
    fundne: list[Indhold] = []
    for om in dele(skema.definition()):
        afsnit, dag = _afsnit(overgang, skema, om.kode, nu)
        fundne.append((om, Frosset(om.titel, _om(overgang, dag), afsnit) if afsnit else None, None, ()))
    return fundne


def _af_besoeget(overgang: Overgang, nu: datetime) -> list[Indhold]:
    """The minutes of the newest visit that was held."""
    holdte = [en for en in besoegene(overgang) if en.status == Besoegsstatus.HOLDT]
    if not holdte:
        return []
    besoeg = max(holdte, key=lambda en: (en.holdt_den or date.min, en.nr))
    afsnit, dag = _afsnit(overgang, besoeg, None, nu)
    return [(BESOEG, Frosset(BESOEG.titel, _om(overgang, dag), afsnit), besoeg.afsluttet_at, ())] if afsnit else []


def besoegene(overgang: Overgang) -> list[Besoeg]:
    """The visits in their order, read once for one overgang that was fetched."""
    fundne = Besoeg.objects.select_related("skemaversion").defer(*uden_tekst("skemaversion")).order_by("nr")
    prefetch_related_objects([overgang], Prefetch("besoeg", fundne))
    return list(overgang.besoeg.all())


def staaende(overgang: Overgang) -> list[Samtykke]:
    """The answers that have not been taken back, whoever they let it be given to, by the parent's name."""
    svar = Samtykke.objects.filter(anledning=overgang.anledning_id, trukket_at=None).select_related("person")
    return list(svar.order_by("person__fornavn", "hvad"))


def _svarene(overgang: Overgang, svar: Iterable[Samtykke]) -> dict[tuple[str, int], Samtykke]:
    """The standing answers to this receiver, by what they are about and who gave them."""
    til = modtager(overgang)
    if isinstance(til, Enhed):
        hertil = [en for en in svar if en.modtager_id == til.pk]
    else:
        hertil = [en for en in svar if en.modtager_id is None and en.modtager_navn == til]
    return {(en.hvad, en.person_id): en for en in hertil}


def _om_det_her(svar: Samtykke | None, fra: datetime | None) -> Samtykke | None:
    return svar if svar is None or fra is None or svar.givet_at >= fra else None


def byg(
    overgang: Overgang,
    skema: Overgangsskema | None,
    user: User,
    nu: datetime,
    svar: Iterable[Samtykke] | None = None,
) -> Kopi:
    """Everything that could be handed over as it stands now, with who has said yes to what.

    `user` is who hands over: an earlier vurdering is hers to give only when she may read it herself. `svar` are the
    answers where they are read already (`staaende`).
    """
    indehavere = tuple(samtykker.indehavere(overgang.barn, nu))
    svarene = _svarene(overgang, staaende(overgang) if svar is None else svar)
    fundet = tidligere.find(overgang, user, nu)
    fundne = _af_skemaet(overgang, skema, nu) + _af_besoeget(overgang, nu)
    fundne += tidligere.dele(overgang, fundet, user, nu)
    return Kopi(
        tuple(
            Del(
                om,
                frosset,
                tuple(
                    Svar(p, en.ja if en else None, en.givet_at if en else None)
                    for p in indehavere
                    for en in [_om_det_her(svarene.get((hvad(om), p.pk)), fra)]
                ),
                fra,
                afloeser,
            )
            for om, frosset, fra, afloeser in fundne
        ),
        indehavere,
        fundet,
    )
