"""The words a form definition may use: which key takes which kind of value, and which belong to which field type.

A key that is not listed is refused when a form is loaded, so that a slip of the pen is found the day it is made. Keys
the engine does not act upon itself (a cut-off, a group heading, a letter text) are kept as ``egenskaber`` for the app
that owns the form. Anything else an app wants goes into a table named ``egne``, which is open.
"""

from enum import StrEnum


class Felttype(StrEnum):
    """What kind of answer a field takes."""

    TEGN = "tegn"
    LINEAL_TEGN = "lineal_tegn"
    SKALA = "skala"
    VALG = "valg"
    FLERVALG = "flervalg"
    JA_NEJ = "ja_nej"
    TAL = "tal"
    DATO = "dato"
    KORT_TEKST = "kort_tekst"
    LANG_TEKST = "lang_tekst"
    IAGTTAGELSER = "iagttagelser"
    INFORMATION = "information"


class Slags(StrEnum):
    """What kind of value a key takes. The value is how the kind is named in an error message."""

    TEKST = "en tekst"
    FLAG = "true eller false"
    HELTAL = "et helt tal"
    TEKSTER = "en liste af tekster"
    HELTALSLISTE = "en liste af hele tal"
    TABELLER = "en liste af tabeller"
    TABEL = "en tabel"


def _alle(slags: Slags, *navne: str) -> dict[str, Slags]:
    return dict.fromkeys(navne, slags)


TOP = {"skema": Slags.TABEL, "sektion": Slags.TABELLER}

SKEMA = {
    **_alle(Slags.TEKST, "kode", "navn", "type", "version", "arena", "ophav", "intro", "intro_dagpleje"),
    **_alle(Slags.TEKST, "ikke_set", "genvej", "roed_regel", "akut", "husk", "ikke_til", "anonym", "fallback"),
    **_alle(Slags.TEKST, "overgreb_spor", "overgreb_spor_tekst", "overgreb_spoergsmaal", "overgreb_stop"),
    **_alle(Slags.TEKST, "udfyldes_af", "grundlag_deling", "underretning", "sundhedspleje_grundlag"),
    **_alle(Slags.TEKST, "moedeleder_mandat", "pligt", "uden_for_tid", "aktindsigt"),
    **_alle(Slags.HELTAL, "alder_fra_mdr", "alder_til_mdr", "varighed_min", "frist_dage_foer"),
    **_alle(Slags.HELTAL, "sum_fra", "sum_til", "graensevaerdi", "gentag_dage"),
    **_alle(Slags.FLAG, "kraever_certificering", "vis_sum_til_foraeldre", "uden_login_fritekst", "plads_0_2"),
    **_alle(Slags.TEKSTER, "foer_du_begynder", "oplysninger", "moedetyper", "raekker", "raekke_koder", "flow"),
    **_alle(Slags.HELTALSLISTE, "kadence_uger"),
    **_alle(Slags.TABELLER, "ordforklaring", "rolle_varianter", "rolle_forklaring", "kendte", "skriveord"),
    "egne": Slags.TABEL,
}

SEKTION = {
    **_alle(Slags.TEKST, "kode", "titel", "hjaelp", "vises_naar", "raekke", "gruppe", "position", "udfald", "overgreb"),
    **_alle(Slags.TEKST, "samtykke_del", "kraever_indstilling", "udfyldes_af"),
    **_alle(Slags.FLAG, "dimension", "tema", "deles", "valgfri_kommune"),
    **_alle(Slags.HELTAL, "minutter", "trin_nr"),
    **_alle(Slags.TABELLER, "felt", "skridt", "trin", "udsagn"),
    "egne": Slags.TABEL,
}

FELT = {
    **_alle(Slags.TEKST, "kode", "type", "tekst", "hjaelp", "rolle", "gruppe_krav", "vises_naar", "ekstern_kode"),
    **_alle(Slags.TEKST, "tegn", "groen", "gul", "roed", "skala", "foraeldretekst_lav", "foraeldretekst_hoej"),
    **_alle(
        Slags.FLAG,
        "paakraevet",
        "vises_ikke_foraeldre",
        "overgreb_spor",
        "deles",
        "gentages",
        "pr_person",
        "skrivehjaelp",
    ),
    **_alle(Slags.HELTAL, "alder_fra_mdr", "alder_til_mdr", "min", "maks", "maks_laengde", "nummer"),
    **_alle(Slags.TEKSTER, "paakraevet_ved", "vises_ved", "ses_af", "ord", "niveau_1", "niveau_3", "niveau_5", "raad"),
    **_alle(Slags.TABELLER, "valg", "eksempler"),
    "egne": Slags.TABEL,
}

VALG = {
    **_alle(Slags.TEKST, "kode", "tekst", "forklaring", "brevtekst", "billede"),
    **_alle(Slags.HELTAL, "vaerdi"),
    **_alle(Slags.FLAG, "udelukker"),
    "egne": Slags.TABEL,
}

PUNKT = {
    **_alle(Slags.TEKST, "kode", "tekst", "rolle", "foraeldre", "grundlag", "kilde", "undtagelse", "eksempel"),
    **_alle(Slags.TEKST, "frist_grundlag", "frist_tekst", "frist_fra", "tekst_noegle", "sikkerhed", "undgaa"),
    **_alle(Slags.TEKST, "barnets_udvikling", "foraeldreomsorg"),
    **_alle(Slags.HELTAL, "vaerdi", "frist_dage", "frist_timer", "frist_hverdage"),
    "egne": Slags.TABEL,
}

# Keys that make sense for some field types only. A key that is not here fits every type.
KUN_FOR_TYPER: dict[str, frozenset[Felttype]] = {
    **dict.fromkeys(("tegn", "groen", "gul", "roed"), frozenset({Felttype.TEGN})),
    "overgreb_spor": frozenset({Felttype.TEGN, Felttype.LINEAL_TEGN}),
    "valg": frozenset({Felttype.VALG, Felttype.FLERVALG, Felttype.SKALA, Felttype.IAGTTAGELSER}),
    **dict.fromkeys(("skala", "niveau_1", "niveau_3", "niveau_5"), frozenset({Felttype.SKALA})),
    **dict.fromkeys(("min", "maks"), frozenset({Felttype.TAL, Felttype.SKALA})),
    "maks_laengde": frozenset({Felttype.KORT_TEKST, Felttype.LANG_TEKST, Felttype.IAGTTAGELSER}),
    "ord": frozenset({Felttype.KORT_TEKST, Felttype.LANG_TEKST, Felttype.INFORMATION}),
    "skrivehjaelp": frozenset({Felttype.KORT_TEKST, Felttype.LANG_TEKST, Felttype.IAGTTAGELSER}),
    "gentages": frozenset({Felttype.KORT_TEKST, Felttype.LANG_TEKST}),
    "pr_person": frozenset({Felttype.TAL, Felttype.KORT_TEKST, Felttype.LANG_TEKST}),
}
