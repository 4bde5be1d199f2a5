"""The part of the practice profile that is about underretninger: how soon each duty is done."""

from opsporing import dansk, lov
from opsporing.adgang.roller import Rolle

#: Roles that can be told of what is late without sight of it.
CHEFROLLER = (Rolle.FORVALTNING, Rolle.MYNDIGHEDSLEDER)

#: The law's own number of hverdage, which the municipality's cannot pass.
_KVITTERING = lov.seneste("kvittering").hoejst_hverdage or 1

#: Whole numbers of the profile: label, help, and the highest that makes sense.
UNDERRETNING_TAL = {
    "underretning_kladde_dage": (
        "Påmindelse om en begyndt underretning",
        "Dage, fra den er begyndt. Den, der skriver, bliver mindet om at sende den.",
        14,
    ),
    "underretning_kvittering_hverdage": (
        "Kvittering til den, der har underrettet",
        f"Loven siger højst {dansk.hverdage(_KVITTERING)}, så det kan kun blive færre.",
        _KVITTERING,
    ),
    "underretning_afgoer_dage": (
        "Hvad underretningen fører til",
        "Dage fra modtagelsen. Vi har ikke fundet et tal i loven; det her er et forslag, som kommunens jurist ser på.",
        90,
    ),
    "underretning_samtale_dage": (
        "Samtale med barnet",
        "Dage fra modtagelsen. Et forslag, som kommunens jurist ser på.",
        90,
    ),
    "underretning_genvurdering_dage": (
        "Genvurdering, når hjælp er i gang",
        "Dage fra modtagelsen. Et forslag, som kommunens jurist ser på.",
        90,
    ),
    "underretning_tilbagemelding_dage": (
        "Tilbagemelding til fagpersonen",
        "Dage fra modtagelsen. Et forslag, som kommunens jurist ser på.",
        180,
    ),
}
