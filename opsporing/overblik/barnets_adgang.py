"""Who has access to the child, and why: from the Tilknytninger in force, in words."""

from dataclasses import dataclass

from opsporing import dansk
from opsporing.adgang.permissions import ROLLE_PERMISSIONS, Permission
from opsporing.adgang.roller import RAEKKEVIDDE, Raekkevidde, Rolle
from opsporing.models import Ansaettelse, Tilknytning
from opsporing.overblik.barn import Materiale
from opsporing.tid import dato


@dataclass(frozen=True, slots=True)
class Adgang:
    """One line for `_components/personer.html`."""

    navn: str
    note: str
    til_hoejre: str = ""


def adgang(m: Materiale) -> list[Adgang]:
    """One line per ground. People are named in the own journal unit only; elsewhere the unit answers for whom."""
    linjer: list[Adgang] = []
    over_naevnt: set[int] = set()
    for tilknytning in m.tilknytninger:
        if tilknytning.fra > m.nu or (tilknytning.til and tilknytning.til <= m.nu):
            continue
        linjer.append(_linje(m, tilknytning))
        if not m.er_egen(tilknytning) or tilknytning.ansaettelse_id:
            continue
        linjer += _over(m, tilknytning, over_naevnt)
    return linjer


def _linje(m: Materiale, tilknytning: Tilknytning) -> Adgang:
    note = f"{tilknytning.get_grundlag_display()} siden {dansk.dato(dato(tilknytning.fra))}"
    if tilknytning.til:
        note += f", til {dansk.dato(dato(tilknytning.til))}"
    if tilknytning.anledning_id:
        note += ". Kun en enkelt sag"
    hvem = ""
    if m.er_egen(tilknytning) and not tilknytning.ansaettelse_id:
        hvem = dansk.opregning(_fornavne(a for a in m.ansaettelser if _daglig(a, tilknytning)))
    elif tilknytning.ansaettelse and tilknytning.enhed.journalenhed_id == m.journalenhed_id:
        hvem = tilknytning.ansaettelse.user.fornavn
    elif tilknytning.ansaettelse_id:
        hvem = "én person"
    return Adgang(tilknytning.enhed.navn, note, hvem)


def _daglig(ansaettelse: Ansaettelse, tilknytning: Tilknytning) -> bool:
    return (
        ansaettelse.enhed_id == tilknytning.enhed_id
        and RAEKKEVIDDE[ansaettelse.rolle] == Raekkevidde.EGEN_ENHED
        and Permission.BARN_SE in ROLLE_PERMISSIONS[ansaettelse.rolle]
    )


def _over(m: Materiale, tilknytning: Tilknytning, naevnt: set[int]) -> list[Adgang]:
    """Those who reach the child from above, each role and unit once, and the neighbours where the profile says so."""
    linjer = []
    ledere: dict[tuple[str, str], list[Ansaettelse]] = {}
    naboer: list[Ansaettelse] = []
    hele_huset = m.user.profil.paedagog_ser_hele_institutionen
    for a in m.ansaettelser:
        if a.pk in naevnt or Permission.BARN_SE not in ROLLE_PERMISSIONS[a.rolle]:
            continue
        if RAEKKEVIDDE[a.rolle] == Raekkevidde.UNDERTRAE and tilknytning.enhed.sti.startswith(a.enhed.sti):
            ledere.setdefault((a.get_rolle_display(), a.enhed.navn), []).append(a)
        elif hele_huset and a.rolle == Rolle.PAEDAGOG and a.enhed_id != tilknytning.enhed_id:
            naboer.append(a)
        else:
            continue
        naevnt.add(a.pk)
    for (rolle, enhed), ansatte in ledere.items():
        linjer.append(
            Adgang(
                f"{dansk.stort(rolle)}, {enhed}", "Ser alle børn i enheden", dansk.opregning(_fornavne(iter(ansatte)))
            )
        )
    if naboer:
        navne = dansk.opregning(_fornavne(iter(naboer)))
        linjer.append(Adgang("Pædagoger på de andre stuer", "Ser hele huset, som kommunen har bestemt", navne))
    return linjer


def _fornavne(ansatte: object) -> list[str]:
    return list(dict.fromkeys(a.user.fornavn for a in ansatte))  # type: ignore[attr-defined]
