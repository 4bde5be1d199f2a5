"""How long things are kept, in words for parents and staff."""

from datetime import date

from opsporing import lov
from opsporing.models import Kommune
from opsporing.opbevaring.rules import saa_laenge
from opsporing.opbevaring.typer import opbevaringstyper
from opsporing.profil import profil_for


def opbevaringstekster(kommune: Kommune, paa: date, arena: str = "") -> list[dict[str, str]]:
    """What the letter to parents says: `hvad`, `hvor_laenge` and `grundlag` per type, and the log of who looked.

    `paa` is the day of the letter, since laws change; `arena` the arena of the unit that hands it over.
    """
    maaneder = profil_for(kommune).opbevaring
    henvisninger = lov.henvisninger(paa)
    tekster = [
        {
            "hvad": type_.hvad,
            "hvor_laenge": f"{saa_laenge(maaneder[type_.noegle])} {type_.regnes_fra}",
            "grundlag": f"{type_.grund} ({henvisninger[type_.lov]})",
        }
        for type_ in opbevaringstyper()
        if type_.i_brev and (not type_.arenaer or arena in type_.arenaer)
    ]
    lov_om_sikkerhed = henvisninger["sikkerhed"]
    tekster.append(
        {
            "hvad": "loggen over, hvem der har set og ændret oplysningerne",
            "hvor_laenge": f"{saa_laenge(maaneder['log'])} efter opslaget",
            "grundlag": f"så misbrug kan opdages, og I kan se, hvornår nogen har set noget ({lov_om_sikkerhed})",
        }
    )
    return tekster
