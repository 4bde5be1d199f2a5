"""The part of the practice profile that is about underretninger: how soon each duty is done."""

#: Whole numbers of the profile: label, help, and the highest that makes sense.
UNDERRETNING_TAL = {
    "underretning_kladde_dage": (
        "Påmindelse om en begyndt underretning",
        "Dage, fra den er begyndt. Den, der skriver, bliver mindet om at sende den.",
        14,
    ),
    "underretning_kvittering_hverdage": (
        "Kvittering til den, der har underrettet",
        "Hverdage. Loven siger højst seks, så de kan kun blive færre.",
        6,
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
