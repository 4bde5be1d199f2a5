"""What every overgangsskema must hold to, also a municipality's own. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import dataclass

from opsporing.skemaer.dele import Fejl, Felt, Sektion, Skemadefinition

#: The part of the consent that holds the child's own perspective.
STEMME = "stemme"


@dataclass(frozen=True, slots=True)
class Skemadel:
    """A part of the consent: its code, what it is called, and what it is in words the parents hear."""

    kode: str
    titel: str
    tekst: str


def dele(definition: Skemadefinition) -> tuple[Skemadel, ...]:
    """The parts the form can be handed over in, in the order they are asked about."""
    egne = definition.egenskaber.get("egne", {})
    return tuple(Skemadel(en["kode"], en["titel"], en.get("tekst", "")) for en in egne.get("dele", ()))


def deles(sektion: Sektion) -> str:
    """The part of the consent a section is handed over with; empty for one that never leaves."""
    return str(sektion.egenskaber.get("samtykke_del", "")) if sektion.egenskaber.get("deles") is True else ""


def felt_deles(felt: Felt) -> bool:
    """Whether a field goes along with its section."""
    return felt.egenskaber.get("deles") is not False


def fejl_i_skema(definition: Skemadefinition) -> Iterable[Fejl]:
    """What is wrong with a form: a part that is unknown, told twice or empty, or no question to the child."""
    kendte = [en.kode for en in dele(definition)]
    titler = [en.titel for en in dele(definition)]
    if len(set(kendte)) < len(kendte) or len(set(titler)) < len(titler):
        yield Fejl("skema, egne", "To dele har samme kode eller titel. Forældrene skal kunne kende dem fra hinanden.")
    for sektion in definition.sektioner:
        if sektion.egenskaber.get("deles") is True and deles(sektion) not in kendte:
            yield Fejl(
                f"sektion {sektion.kode}",
                f"Sektionen gives videre, men dens samtykke_del er ikke blandt delene: {', '.join(kendte)}.",
            )
    brugte = {deles(sektion) for sektion in definition.sektioner}
    for kode in kendte:
        if kode not in brugte:
            yield Fejl("skema, egne", f"Ingen sektion hører til delen „{kode}“.")
    if not any(
        felt.paakraevet or felt.gruppe_krav
        for sektion in definition.sektioner
        if deles(sektion) == STEMME
        for felt in sektion.felter
        if felt_deles(felt)
    ):
        yield Fejl("", f"Skemaet skal spørge til barnets eget perspektiv: et påkrævet felt i delen „{STEMME}“.")
