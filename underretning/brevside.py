"""What the pages about the letters to the one who wrote are made of."""

from dataclasses import dataclass
from datetime import date

from opsporing import lov
from opsporing.models import Frist
from underretning.actions.brev import FRIST
from underretning.models import Brev, Brevart, Modtaget
from underretning.omkring import foraeldre
from underretning.permissions_behandling import er_spaerret, hvorfor_intet_brev, modtager_af
from underretning.rules import brev as regler
from underretning.rules.brev import Brevord, Modtagertype

#: Who is answered, as it is said on the page.
HVEM = {
    Modtagertype.FAGPERSON: "en fagperson",
    Modtagertype.BORGER: "en borger",
    Modtagertype.KOMMUNE: "en anden kommune",
    Modtagertype.INGEN: "en, der er anonym",
}


@dataclass(frozen=True, slots=True)
class Brevlinje:
    """One kind of letter about an underretning: what has been done about it, or why nothing can be."""

    art: Brevart
    brev: Brev | None
    frist: Frist | None
    hvorfor_ikke: str

    @property
    def tilstand(self) -> str:
        """The state as the components draw it."""
        if self.brev is not None and (self.brev.sendt_at or self.brev.undladt_grund):
            return "done"
        return "half" if self.brev is not None else "none"

    @property
    def ord(self) -> str:
        """The state in words."""
        if self.brev is None:
            return "ikke skrevet"
        if self.brev.undladt_grund:
            return "sendes ikke"
        return "sendt" if self.brev.sendt_at else "skrevet, ikke sendt"

    @property
    def vises(self) -> bool:
        """Whether it says anything: a letter, something due, or something that can be written."""
        return self.brev is not None or self.frist is not None or not self.hvorfor_ikke


@dataclass(frozen=True, slots=True)
class Breve:
    """All of them, and what to be careful about."""

    type: Modtagertype
    linjer: tuple[Brevlinje, ...]
    spaerret: bool

    @property
    def hvem(self) -> str:
        """As what the one who wrote is answered."""
        return HVEM[self.type]

    def linje(self, art: Brevart) -> Brevlinje:
        """The one of this kind."""
        return next(linje for linje in self.linjer if linje.art == art)


def breve(modtaget: Modtaget) -> Breve:
    """What stands about the letters, in four queries."""
    personer = foraeldre([modtaget.barn])
    type_ = modtager_af(modtaget, personer)
    skrevne = {b.art: b for b in Brev.objects.filter(modtaget=modtaget).select_related("dannet_by", "sendt_by")}
    frister = {
        f.kode: f for f in Frist.objects.aabne().filter(anledning=modtaget.anledning_id, kode__in=FRIST.values())
    }
    return Breve(
        type=type_,
        linjer=tuple(
            Brevlinje(art, skrevne.get(art), frister.get(FRIST[art]), hvorfor_intet_brev(modtaget, art, type_))
            for art in Brevart
        ),
        spaerret=er_spaerret(modtaget),
    )


def laest(brev: Brev | None) -> Brevord | None:
    """The frozen words; None where there are none."""
    return regler.fra_data(brev.indhold) if brev is not None and brev.indhold else None


def ikke_efterproevet(art: Brevart, type_: Modtagertype, dag: date) -> list[lov.Henvisning]:
    """The references the letter names that nobody has read at the source, for those who answer for it."""
    kode = regler.skabelonkode(art, type_)
    if kode is None:
        return []
    henvisninger = [lov.henvisning(noegle, dag) for noegle in sorted(regler.skabeloner()[kode].lovnoegler)]
    return [en for en in henvisninger if en.sikkerhed is not lov.Sikkerhed.LAEST]
