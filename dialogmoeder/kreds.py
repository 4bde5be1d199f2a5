"""The circle round the items of a meeting: who has part in each, what the parents know and have said yes to.

One reading of the rows, for the actions that open and close and for the pages that tell how things are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from dialogmoeder.koder import PUNKT
from dialogmoeder.models import (
    Deltager,
    Fagvalg,
    Forberedelse,
    Moede,
    Punkt,
    Punktart,
    Punktdeltager,
    Punktgrundlag,
    Referat,
    Sparring,
)
from dialogmoeder.rules import klar
from dialogmoeder.rules.adgang import Deltagelse, aaben_til, beholder_opgaven, grunden_baerer
from dialogmoeder.rules.klar import Punktstand, hindringer
from opsporing.adgang.roller import RAEKKEVIDDE, Raekkevidde, Rolle
from opsporing.frister.typer import fristtyper
from opsporing.models import (
    Ansaettelse,
    Barn,
    Emne,
    Foraeldremyndighed,
    Frist,
    Log,
    Orientering,
    Person,
    Samtykke,
    Spaerring,
    Tilknytning,
)
from opsporing.profil import Praksisprofil, profil_for

#: What a yes is about, and what for: which kinds of information, to whom and why belong to a valid yes.
HVAD = "Mødet om barnet: forberedelsen, det, der tales om, og referatet af punktet"
FORMAAL = "At finde ud af sammen, hvordan barnet bedst hjælpes"
#: Lists of several matters at once, which name the child because of one of them.
_LISTER = frozenset({"dialogmoeder.liste_set", "dialogmoeder.sparringer_set", "dialogmoeder.moedevalg_set"})


def modtager_noegle(deltager: Deltager) -> int | str:
    """Whom a yes is given to: her unit, or the name of somebody from outside the house."""
    return deltager.ansaettelse.enhed_id if deltager.ansaettelse else deltager.navn


@dataclass
class Punktkreds:
    """One item: who holds custody, who must not be told (None: nobody may), who has been told, and who has said yes to
    whom. `raekker` are the parts in force by participant; `lukkede` and `lukkede_ansatte` are the participants, and
    their employments, whose part was taken away.
    """

    punkt: Punkt
    profil: Praksisprofil
    indehavere: list[Person] = field(default_factory=list)
    maa_ikke: set[int] | None = field(default_factory=set)
    fortalte: set[int] = field(default_factory=set)
    ja: dict[int | str, set[int]] = field(default_factory=lambda: defaultdict(set))
    her: list[Tilknytning] = field(default_factory=list)
    raekker: dict[int, Punktdeltager] = field(default_factory=dict)
    lukkede: set[int] = field(default_factory=set)
    lukkede_ansatte: set[int] = field(default_factory=set)
    resultat_mangler: bool = False
    spaerringer: list[Spaerring] = field(default_factory=list)

    @property
    def journal(self) -> int:
        """The key of the unit whose record the item is."""
        return self.punkt.anledning.ejer_enhed_id

    @property
    def kan_fortaelles(self) -> list[Person]:
        """The custody holders who may be told."""
        return [] if self.maa_ikke is None else [p for p in self.indehavere if p.pk not in self.maa_ikke]

    @property
    def mangler_at_vide(self) -> list[Person]:
        """Those of them who have not been told about the meeting."""
        return [p for p in self.kan_fortaelles if p.pk not in self.fortalte]

    @property
    def fortalt(self) -> bool:
        """Whether somebody who may be told has been."""
        return any(p.pk in self.fortalte for p in self.kan_fortaelles)

    def mangler_ja(self, deltager: Deltager) -> list[Person]:
        """The custody holders who have not said yes to her unit."""
        sagt_ja = self.ja.get(modtager_noegle(deltager), set())
        return [p for p in self.indehavere if p.pk not in sagt_ja]

    def har_ja(self, deltager: Deltager) -> bool:
        """Whether every custody holder has said yes to her unit; where there is none, nobody has."""
        return bool(self.indehavere) and not self.mangler_ja(deltager)

    def er_inde(self, deltager: Deltager) -> bool:
        """Whether she works in the unit that keeps the child's journal."""
        return deltager.ansaettelse is not None and deltager.ansaettelse.enhed.journalenhed_id == self.journal

    def forbereder(self, deltager: Deltager) -> bool:
        """Whether the item is hers by her task: she prepares it, or leads the meeting from the same unit."""
        hendes = {self.punkt.forberedes_by_id, self.punkt.moede.moedeleder_id}
        return self.er_inde(deltager) and deltager.ansaettelse is not None and deltager.ansaettelse.user_id in hendes

    def grundlag_af_sig_selv(self, deltager: Deltager) -> tuple[str, str] | None:
        """The ground that needs nobody's word, with its reason; None where somebody must give one.

        One who works in the child's unit has part in the item when she sees the child in daily life too; a colleague
        from another stue does not by being asked to the meeting. One who comes back keeps what she had; a substitute
        from the same unit comes in on the reason that was given for the one she stands in for. One called in while the
        meeting is held has part in what she was called in to, and in no more.
        """
        if deltager.kaldt_ind:
            return None
        if self.punkt.art != Punktart.BARN:
            return (Punktgrundlag.ANONYMT, "") if deltager.ansaettelse else None
        if deltager.ansaettelse is None:
            return (Punktgrundlag.FORAELDER, "") if self.er_foraelder(deltager) else None
        if self.er_inde(deltager):
            return (Punktgrundlag.EGEN, "") if self._ser_barnet(deltager.ansaettelse) else self._fra_foer(deltager)
        if self.har_ja(deltager):
            return Punktgrundlag.SAMTYKKE, ""
        return self._fra_foer(deltager)

    def _fra_foer(self, deltager: Deltager) -> tuple[str, str] | None:
        """What was given to herself when she was on the list before, or, with a reason, to the one she replaces."""
        for raekke in self.raekker.values():
            foer = raekke.deltager
            hun_selv = foer.ansaettelse_id == deltager.ansaettelse_id
            afloest = foer.pk == deltager.stedfortraeder_for_id and modtager_noegle(foer) == modtager_noegle(deltager)
            if foer.fratraadt_at is None or not (hun_selv or afloest):
                continue
            if raekke.grundlag == Punktgrundlag.SSD or (hun_selv and raekke.grundlag == Punktgrundlag.EGEN):
                return raekke.grundlag, raekke.begrundelse
        return None

    def er_lukket_for(self, deltager: Deltager) -> bool:
        """Whether the item was taken away from her, and nobody has given her a ground since."""
        if deltager.pk in self.raekker:
            return False
        return deltager.pk in self.lukkede or deltager.ansaettelse_id in self.lukkede_ansatte

    def er_foraelder(self, deltager: Deltager) -> bool:
        """Whether she holds custody and may be told, or comes along with one who does."""
        if deltager.person_id is not None:
            return deltager.person_id in {p.pk for p in self.kan_fortaelles}
        return bool(deltager.navn) and deltager.fag == Fagvalg.FORAELDRE and bool(self.kan_fortaelles)

    def _ser_barnet(self, ansaettelse: Ansaettelse) -> bool:
        """The same as `Tilknytning.objects.aabner_barn` for somebody acting under this employment, asked of rows read
        once."""
        raekkevidde, rod = RAEKKEVIDDE[ansaettelse.rolle], ansaettelse.enhed
        if ansaettelse.rolle == Rolle.PAEDAGOG and self.profil.paedagog_ser_hele_institutionen:
            raekkevidde, rod = Raekkevidde.UNDERTRAE, rod.journalenhed or rod
        if raekkevidde == Raekkevidde.UNDERTRAE:
            return any(t.enhed.sti.startswith(rod.sti) for t in self.her)
        return raekkevidde == Raekkevidde.EGEN_ENHED and any(t.enhed_id == rod.pk for t in self.her)

    def deltagelse(self, deltager: Deltager, grundlag: str | None) -> Deltagelse:
        """What the rule of access is asked about."""
        moede = self.punkt.moede
        return Deltagelse(
            moede=moede.status,
            punkt=self.punkt.status,
            planlagt_at=moede.planlagt_at,
            adgang_dage=self.profil.moede_adgang_dage,
            er_med=deltager.fratraadt_at is None and deltager.ansaettelse_id is not None,
            grund=grundlag,
            ja=grundlag == Punktgrundlag.SAMTYKKE and self.har_ja(deltager),
            fortalt=self.fortalt,
            maa_fortaelles=bool(self.kan_fortaelles),
        )

    def aaben_til(self, deltager: Deltager) -> datetime | None:
        """Until when the item is open to her; None where it is closed to her now."""
        raekke = self.raekker.get(deltager.pk)
        return aaben_til(self.deltagelse(deltager, raekke.grundlag if raekke else None))

    def beholder_opgaven(self, deltager: Deltager) -> bool:
        """Whether she can see to something agreed at the item, as one from outside."""
        raekke = self.raekker.get(deltager.pk)
        return raekke is not None and beholder_opgaven(self.deltagelse(deltager, raekke.grundlag))

    def baerer(self, deltager: Deltager) -> bool:
        """Whether she has a ground that holds, whether the meeting is called or not."""
        raekke = self.raekker.get(deltager.pk)
        grundlag = raekke.grundlag if raekke else (self.grundlag_af_sig_selv(deltager) or (None, ""))[0]
        if self.er_lukket_for(deltager):
            return False
        if grundlag == Punktgrundlag.FORAELDER:
            return self.er_foraelder(deltager)
        return grunden_baerer(self.deltagelse(deltager, grundlag))


@dataclass(frozen=True)
class Kreds:
    """A meeting with the circle of each of its items, in the order of the agenda."""

    moede: Moede
    deltagere: list[Deltager]
    punkter: list[Punktkreds]

    def om(self, punkt: Punkt) -> Punktkreds:
        """The circle of one item."""
        return next(p for p in self.punkter if p.punkt.pk == punkt.pk)

    @property
    def aktuelle(self) -> list[Deltager]:
        """Those who are asked to the meeting now."""
        return [d for d in self.deltagere if d.fratraadt_at is None]


def laes(moede: Moede, nu: datetime, *, punkt: Punkt | None = None) -> Kreds:
    """Read the circle of the meeting, or of one of its items: nine queries, however many items there are."""
    punkter = moede.punkter.select_related("anledning__ejer_enhed", "barn", "forberedes_by", "fortsaetter")
    punkter = punkter.order_by("nr", "pk")
    if punkt is not None:
        punkter = punkter.filter(pk=punkt.pk)
    deltagere = list(
        moede.deltagere.select_related("ansaettelse__enhed__journalenhed", "ansaettelse__user", "person").order_by("pk")
    )
    profil = profil_for(moede.kommune)
    kredse = []
    for et in punkter:
        et.moede = moede
        kredse.append(Punktkreds(punkt=et, profil=profil))
    _laes_dele(kredse, deltagere)
    _laes_foraeldre([k for k in kredse if k.punkt.barn_id], nu)
    return Kreds(moede, deltagere, kredse)


def _laes_dele(kredse: Sequence[Punktkreds], deltagere: Sequence[Deltager]) -> None:
    hvem = {d.pk: d for d in deltagere}
    efter = {k.punkt.pk: k for k in kredse}
    for raekke in Punktdeltager.objects.filter(punkt__in=list(efter)).select_related("tilknytning"):
        kreds = efter[raekke.punkt_id]
        raekke.deltager = hvem[raekke.deltager_id]
        if raekke.lukket_at is None:
            kreds.raekker[raekke.deltager_id] = raekke
        else:
            kreds.lukkede.add(raekke.deltager_id)
            if raekke.deltager.ansaettelse_id:
                kreds.lukkede_ansatte.add(raekke.deltager.ansaettelse_id)
    for kreds in kredse:
        # What was closed and given again is not closed.
        kreds.lukkede_ansatte -= {r.deltager.ansaettelse_id or 0 for r in kreds.raekker.values()}


def _laes_foraeldre(kredse: Sequence[Punktkreds], nu: datetime) -> None:
    if not kredse:
        return
    boern = {k.punkt.barn_id for k in kredse}
    sager = {k.punkt.anledning_id: k for k in kredse}
    indehavere: dict[int, list[Person]] = defaultdict(list)
    for m in (
        Foraeldremyndighed.objects.filter(Q(til=None) | Q(til__gt=nu), barn__in=boern, fra__lte=nu)
        .select_related("person")
        .order_by("person__fornavn", "person__efternavn", "person_id")
    ):
        if m.person not in indehavere[m.barn_id]:
            indehavere[m.barn_id].append(m.person)
    her: dict[int, list[Tilknytning]] = defaultdict(list)
    for t in Tilknytning.objects.gaeldende(nu).aabnende().filter(barn__in=boern).select_related("enhed"):
        her[t.barnets_nr].append(t)
    for o in Orientering.objects.filter(anledning__in=list(sager), emne=Emne.MOEDE, fortrudt_at=None):
        sager[o.anledning_id or 0].fortalte.add(o.person_id)
    for s in Samtykke.objects.filter(anledning__in=list(sager), hvad=HVAD, ja=True, trukket_at=None):
        sager[s.anledning_id or 0].ja[s.modtager_id or s.modtager_navn].add(s.person_id)
    ubesvarede = _uden_resultat(boern, nu)
    spaerringer = list(
        Spaerring.objects.staaende()
        .filter(anledning__barn__in=boern)
        .select_related("anledning", "person", "sat_by")
        .order_by("pk")
    )
    mistanke = _skrevet_mistanke(k.punkt.pk for k in kredse)
    for kreds in kredse:
        barn = kreds.punkt.barn_id or 0
        kreds.indehavere, kreds.her = indehavere[barn], her[barn]
        kreds.resultat_mangler = (barn, kreds.journal) in ubesvarede
        for spaerring in spaerringer:
            if gaelder(spaerring, kreds.punkt):
                kreds.spaerringer.append(spaerring)
                if spaerring.person_id is None:
                    kreds.maa_ikke = None
                elif kreds.maa_ikke is not None:
                    kreds.maa_ikke.add(spaerring.person_id)
        if kreds.punkt.pk in mistanke:
            # Written, and not sent yet: nobody is told while it stands.
            kreds.maa_ikke = None


def _skrevet_mistanke(punkter: Iterable[int]) -> set[int]:
    """The items whose preparation or minutes say suspicion or doubt while they can be written in, so that no switch
    may stand yet."""
    noegler = list(punkter)
    aabne = (
        Forberedelse.objects.filter(punkt__in=noegler, sendt_at=None),
        Referat.objects.filter(punkt__in=noegler, lukket_at=None),
    )
    fundet: set[int] = set()
    for skrevet in aabne:
        fundet |= set(skrevet.filter(svar__overgreb__in=["mistanke", "tvivl"]).values_list("punkt_id", flat=True))
    return fundet


def gaelder(spaerring: Spaerring, punkt: Punkt) -> bool:
    """Whether a switch keeps the item from parents too: one on the item, on what it sprang from or goes on from, on
    another item of the same unit about the child, or on the unit's common work about it. One on somebody else's closed
    matter, as an underretning, is not told of by being heeded here: the one it is about may be the one who prepares.
    """
    sag = spaerring.anledning
    foer = punkt.fortsaetter.anledning_id if punkt.fortsaetter else None
    if sag.pk in {punkt.anledning_id, punkt.kilde_id, foer}:
        return True
    if sag.kode == PUNKT and (sag.barn_id, sag.ejer_enhed_id) == (punkt.barn_id, punkt.anledning.ejer_enhed_id):
        return True
    return _faelles(spaerring, punkt.barn_id, punkt.anledning.ejer_enhed_id)


def _faelles(spaerring: Spaerring, barn: int | None, enhed: int) -> bool:
    """Whether a switch stands on the unit's common work about the child."""
    sag = spaerring.anledning
    return sag.barn_id == barn and sag.ejer_enhed_id == enhed and not sag.lukket


def skjul_for_foraeldre(barn: Barn, poster: Sequence[Log]) -> set[int]:
    """The keys of the log rows about the child that its parents' print leaves out: of items and sparring that are kept
    from them, of the meetings where they were on the agenda, and of lists they stood in.
    """
    punkter = list(Punkt.objects.filter(barn=barn).select_related("anledning", "fortsaetter", "moede"))
    spaerringer = list(Spaerring.objects.staaende().filter(anledning__barn=barn).select_related("anledning"))
    mistanke = _skrevet_mistanke(p.pk for p in punkter)
    skjulte = [p for p in punkter if p.pk in mistanke or any(gaelder(s, p) for s in spaerringer)]
    sager = {p.anledning_id for p in skjulte} | {p.moede.anledning_id for p in skjulte}
    kilder = {p.kilde_id for p in skjulte}
    for sparring in Sparring.objects.filter(barn=barn).select_related("anledning"):
        sag = sparring.anledning
        if sag.pk in kilder or any(_faelles(s, sag.barn_id, sag.ejer_enhed_id) for s in spaerringer):
            sager.add(sag.pk)
    if not sager:
        return set()
    noegler = {str(sag) for sag in sager}
    return {p.pk for p in poster if p.anledning in noegler or (not p.anledning and p.haendelse in _LISTER)}


def _uden_resultat(boern: set[int | None], nu: datetime) -> set[tuple[int, int]]:
    """Children and units where a result waits to be told to the parents."""
    koder = [t.kode for t in fristtyper().values() if t.opfyldes_af == "resultat_fortalt"]
    venter = Frist.objects.aabne().filter(kode__in=koder, anledning__barn__in=boern, anledning__lukket=False)
    return set(venter.values_list("anledning__barn_id", "anledning__ejer_enhed_id"))


def _stand(kreds: Punktkreds, foraeldre: set[int]) -> Punktstand:
    """What the rules of inviting are asked about one child; `foraeldre` are those on the meeting's list."""
    maa_ikke = kreds.maa_ikke
    return Punktstand(
        fortalt=kreds.fortalt,
        maa_fortaelles=bool(kreds.kan_fortaelles),
        resultat_mangler=kreds.resultat_mangler,
        spaerret_deltager=bool(foraeldre & maa_ikke) if maa_ikke is not None else bool(foraeldre),
    )


def hindrer_indkaldelse(kreds: Kreds) -> list[str]:
    """Why the invitations must not go yet, as Danish sentences; empty when they may."""
    foraeldre = {d.person_id for d in kreds.aktuelle if d.person_id is not None}
    standene = [_stand(k, foraeldre) for k in kreds.punkter if k.punkt.barn_id]
    return hindringer(kreds.moede.slags, standene, foraeldre_med=bool(foraeldre))


def hindrer_brev(kreds: Kreds, om: Punktkreds) -> list[str]:
    """Why no parent of the item's child can have the letter about the meeting now; empty when they may."""
    foraeldre = {d.person_id for d in kreds.aktuelle if d.person_id is not None}
    return klar.hindrer_brev(kreds.moede.slags, kreds.moede.status, _stand(om, foraeldre))
