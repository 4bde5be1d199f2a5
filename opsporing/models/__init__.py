"""The core's models, one file per concept."""

from opsporing.models.barn import Barn, Foraeldremyndighed, Koen, Person
from opsporing.models.bruger import Ansaettelse, Certificering, User
from opsporing.models.frist import Frist, Paamindelse, Udsendelse
from opsporing.models.handling import Handling, Indsatstrin, Laereplanstema, Opfoelgning, Virkning
from opsporing.models.indlaesning import Indlaesning, Indlaesningsart, Indlaesningsstatus
from opsporing.models.kommune import JOURNALTYPER, Arena, Enhed, Enhedstype, Kommune, Profilversion
from opsporing.models.log import Log
from opsporing.models.opbevaring import Holdegrund, Tilbageholdelse
from opsporing.models.orientering import Emne, Maade, Orientering, Samtykke
from opsporing.models.skema import Besvarelse, Skema, Skemastatus, Skemaversion
from opsporing.models.tilknytning import (
    Anledning,
    Grundlag,
    Spaerring,
    Spaerringsgrund,
    Tilknytning,
    Udelukkelse,
)

__all__ = [
    "JOURNALTYPER",
    "Anledning",
    "Ansaettelse",
    "Arena",
    "Barn",
    "Besvarelse",
    "Certificering",
    "Emne",
    "Enhed",
    "Enhedstype",
    "Foraeldremyndighed",
    "Frist",
    "Grundlag",
    "Handling",
    "Holdegrund",
    "Indlaesning",
    "Indlaesningsart",
    "Indlaesningsstatus",
    "Indsatstrin",
    "Koen",
    "Kommune",
    "Laereplanstema",
    "Log",
    "Maade",
    "Opfoelgning",
    "Orientering",
    "Paamindelse",
    "Person",
    "Profilversion",
    "Samtykke",
    "Skema",
    "Skemastatus",
    "Skemaversion",
    "Spaerring",
    "Spaerringsgrund",
    "Tilbageholdelse",
    "Tilknytning",
    "Udelukkelse",
    "Udsendelse",
    "User",
    "Virkning",
]
