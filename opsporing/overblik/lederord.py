"""What the leader's numbers say, in words: one sentence on top, and a question for the staff meeting below."""

from datetime import date

from opsporing import dansk
from opsporing.frister.kalender import arbejdsdage_mellem
from opsporing.overblik.lederen import Daekning, Overblik, Rundetal
from trivsel.models import DIMENSIONER

#: Small numbers are written as words in running text.
TALORD = ["ingen", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"]

#: What to ask the staff when most children need attention in a dimension. Our own words.
SPOERGSMAAL = {
    "psykisk_emotionel": "Hvornår på dagen er der ro til at trøste og lytte – og hvem har den?",
    "kognitiv": "Hvor kan børnene fordybe sig uden at blive afbrudt – og hvad kan vi flytte rundt på?",
    "social": "Hvornår på dagen lykkes fællesskaberne bedst – og hvad kan vi ændre i læringsmiljøet?",
    "fysisk_sansemotorisk": "Er der plads til hvile, ro ved maden og bevægelse med hele kroppen – hver dag, for alle?",
}


def talord(antal: int, *, ental: str = "én") -> str:
    """`to`, `tolv`, `13`; one is said as the noun demands (`én`, `ét`)."""
    return ental if antal == 1 else TALORD[antal] if antal < len(TALORD) else str(antal)


def saetning(o: Overblik, i_dag: date) -> str:
    """The most important in one or two sentences."""
    dele = [_om_runden(o.daekning, i_dag)] if o.daekning and o.daekning.antal else ["Der er ingen åben runde."]
    haster = []
    if o.overskredet.opfoelgninger:
        n = o.overskredet.opfoelgninger
        haster.append(f"{talord(n)} {'opfølgning' if n == 1 else 'opfølgninger'} er over tiden")
    elif o.overskredet.antal:
        n = o.overskredet.antal
        haster.append(f"{talord(n)} {'opgave' if n == 1 else 'opgaver'} er over tiden")
    if o.faldende:
        n = len(o.faldende)
        ord_ = "barn" if n == 1 else "børn"
        haster.append(f"{talord(n, ental='ét')} {ord_} har haft faldende trivsel to gange i træk")
    if haster:
        dele.append(f"{dansk.stort(', og '.join(haster))}.")
    elif o.daekning:
        dele.append("Intet er over tiden.")
    return " ".join(dele)


def _om_runden(d: Daekning, i_dag: date) -> str:
    mangler = d.antal - d.faelles
    if not mangler:
        return "Alle fælles vurderinger i runden er færdige."
    n = talord(mangler)
    ord_ = "fælles vurdering" if mangler == 1 else "fælles vurderinger"
    dage = arbejdsdage_mellem(i_dag, d.lukker[-1])
    if dage < 0:
        return f"{dansk.stort(n)} {ord_} mangler, og runden skulle være slut."
    flest = flest_mangler(d)
    hvor = f" {dansk.opregning(flest)} mangler flest." if flest else ""
    tid = "i dag" if dage == 0 else f"på {talord(dage)} {'arbejdsdag' if dage == 1 else 'arbejdsdage'}"
    return f"{dansk.stort(n)} {ord_} skal nås {tid}.{hvor}"


def flest_mangler(d: Daekning) -> list[str]:
    """The one or two stuer where most is left to do; nobody where it is even or there is only one stue."""
    mangler = sorted({s.mangler for s in d.stuer}, reverse=True)
    if len(d.stuer) < 2 or len(mangler) < 2:
        return []
    foerst = [s.navn for s in d.stuer if s.mangler == mangler[0]]
    return foerst if len(foerst) <= 2 else []


def til_eftertanke(runder: list[Rundetal]) -> list[Rundetal]:
    """The rounds to think about: the closed ones, or the open one while there is no other."""
    return [r for r in runder if not r.aaben] or runder


def til_personalemoedet(runder: list[Rundetal]) -> str:
    """What the rounds (`til_eftertanke`) have in common, and a question; nothing until there is one."""
    if not runder:
        return ""
    sidste = max(runder[-1].opmaerksomhed, key=lambda kode: runder[-1].opmaerksomhed[kode])
    if not runder[-1].opmaerksomhed[sidste]:
        return (
            "I den seneste runde er alle børn i trivsel i alle fire dimensioner. "
            "Hvad gør vi, som virker – og hvordan bliver vi ved?"
        )
    gange = sum(max(r.opmaerksomhed.values()) == r.opmaerksomhed[sidste] > 0 for r in runder)
    hvornaar = f"alle {talord(gange)} runder" if gange == len(runder) > 1 else "den seneste runde"
    return (
        f"I {hvornaar} er {DIMENSIONER[sidste].lower()} trivsel det sted, hvor flest børn har brug for opmærksomhed. "
        f"{SPOERGSMAAL[sidste]}"
    )
