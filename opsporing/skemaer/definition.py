"""A form definition: what is asked, of whom, at which age, and when. The door to the pure half of the engine.

``fra_toml`` and ``fra_dict`` make a definition from its written form and refuse a faulty one with all its faults;
``til_dict`` turns it back into plain JSON for storage: ``fra_dict(til_dict(d)) == d``. The written form is described in
``docs/skemaer.md``. No Django is imported here.
"""

from opsporing.skemaer.betingelse import Betingelse, Betingelsesfejl
from opsporing.skemaer.dele import (
    BILLEDKORT,
    GROEN,
    GUL,
    IKKE_SET,
    JA,
    MINDST_EN,
    NEJ,
    POSITIONER,
    ROED,
    TEGN_KODER,
    Fejl,
    Felt,
    Punkt,
    Sektion,
    Skemadefinition,
    Skemafejl,
    Valgmulighed,
)
from opsporing.skemaer.fortolkning import fra_dict, fra_toml
from opsporing.skemaer.noegler import Felttype
from opsporing.skemaer.skrivning import til_dict

__all__ = [
    "BILLEDKORT",
    "GROEN",
    "GUL",
    "IKKE_SET",
    "JA",
    "MINDST_EN",
    "NEJ",
    "POSITIONER",
    "ROED",
    "TEGN_KODER",
    "Betingelse",
    "Betingelsesfejl",
    "Fejl",
    "Felt",
    "Felttype",
    "Punkt",
    "Sektion",
    "Skemadefinition",
    "Skemafejl",
    "Valgmulighed",
    "fra_dict",
    "fra_toml",
    "til_dict",
]
