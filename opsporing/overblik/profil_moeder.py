"""The part of the practice profile that is about meetings and sparring: which kinds there are, how they are held, and
how long what is in them can be read.
"""

from typing import Any

from crispy_forms.layout import HTML, Fieldset, Row
from django import forms

from opsporing import dansk
from opsporing.adgang.roller import Rolle
from opsporing.dkfds import Betinget
from opsporing.profil import Praksisprofil

#: Whole numbers of the profile: label, help, and the highest that makes sense.
MOEDE_TAL = {
    "moede_adgang_dage": ("Deltagere kan læse deres punkter", "Dage efter mødet.", 365),
    "moede_evaluering_mindst": (
        "Svar, før en evaluering vises",
        "Så ingen kan gætte, hvem der har svaret.",
        20,
    ),
    "sparring_svar_dage": ("Svar på en sparring", "Hverdage, fra der er spurgt.", 30),
}
#: The numbers of one kind of meeting: label, lowest, highest.
SLAGS_TAL = {
    "minutter": ("Mødet varer, i minutter", 5, 480),
    "punkt_minutter": ("Et punkt varer, i minutter", 5, 120),
    "smaa_minutter": ("Heraf til de 0-2-årige", 0, 480),
    "kadence_uger": ("Uger mellem møderne, 0 for ingen", 0, 26),
    "indkald_dage": ("Indkaldes, dage før", 0, 90),
    "forberedelse_dage": ("Forberedelsen er sendt, dage før", 0, 60),
}
SKEMAER = {
    "dialogmoede": "Dialogmøde, med forældrene",
    "ressourceteam": "Team, et felt til hver faggruppe",
    "tre-kolonner": "Tre kolonner",
}
_FELTER = ("navn", "leder", "skema", *SLAGS_TAL)
#: Roles that can lead a meeting.
ROLLER = (Rolle.DAGTILBUDSLEDER, Rolle.DAGPLEJEKONSULENT, Rolle.LEDENDE_SUNDHEDSPLEJERSKE)


def _navn(slags: str, felt: str) -> str:
    return f"moede_{slags}_{felt}"


def felter(profil: Praksisprofil) -> dict[str, forms.Field]:
    """The form fields of all kinds of meetings. One that is not used sends none of its, so `fejl` asks for them."""
    alle: dict[str, forms.Field] = {}
    for slags in profil.moeder:
        alle[_navn(slags, "bruges")] = forms.BooleanField(label="Bruges hos os", required=False)
        alle[_navn(slags, "navn")] = forms.CharField(label="Kaldes", max_length=60, required=False)
        alle[_navn(slags, "leder")] = forms.ChoiceField(
            label="Ledes af",
            choices=[(rolle.value, dansk.stort(rolle.label)) for rolle in ROLLER],
            required=False,
        )
        alle[_navn(slags, "skema")] = forms.ChoiceField(
            label="Referatet skrives i", choices=list(SKEMAER.items()), required=False
        )
        for felt, (label, mindst, hoejst) in SLAGS_TAL.items():
            alle[_navn(slags, felt)] = forms.IntegerField(
                label=label, min_value=mindst, max_value=hoejst, required=False
            )
    return alle


def skal_udfyldes(profil: Praksisprofil) -> set[str]:
    """The fields that are asked only of a kind that is used, and then must be answered."""
    return {_navn(slags, felt) for slags in profil.moeder for felt in _FELTER}


def initial(profil: Praksisprofil) -> dict[str, Any]:
    """What the fields show first."""
    return {
        _navn(slags, felt): vaerdi
        for slags, plan in profil.moeder.items()
        for felt, vaerdi in plan.items()
        if felt in {"bruges", *_FELTER}
    }


def layout(profil: Praksisprofil) -> list[Fieldset]:
    """A group for each kind, of which what is not used shows only that; and the numbers that hold for all."""
    grupper = [
        Fieldset(
            f"Møder: {plan['navn']}",
            _navn(slags, "bruges"),
            Betinget(
                Row(*(_navn(slags, felt) for felt in ("navn", "leder", "skema"))),
                Row(*(_navn(slags, felt) for felt in ("minutter", "punkt_minutter", "smaa_minutter"))),
                Row(*(_navn(slags, felt) for felt in ("kadence_uger", "indkald_dage", "forberedelse_dage"))),
                felt=_navn(slags, "bruges"),
                vaerdier="*",
            ),
        )
        for slags, plan in profil.moeder.items()
    ]
    om = HTML(
        '<p class="ops-muted">De, der kommer udefra, læser kun de punkter, de har lov til at være med i, og først når '
        "de er indkaldt.</p>"
    )
    return [*grupper, Fieldset("Møder og sparring", om, Row(*MOEDE_TAL))]


def fejl(profil: Praksisprofil, data: dict[str, Any]) -> dict[str, str]:
    """What a kind that is used lacks, and what does not fit together, by field."""
    fundne = {}
    for slags in profil.moeder:
        if not data.get(_navn(slags, "bruges")):
            continue
        for felt in _FELTER:
            navn = _navn(slags, felt)
            if navn in data and data[navn] in (None, ""):
                fundne[navn] = "Udfyld feltet."
        varer, smaa = data.get(_navn(slags, "minutter")), data.get(_navn(slags, "smaa_minutter"))
        if varer is not None and smaa is not None and smaa > varer:
            fundne[_navn(slags, "smaa_minutter")] = "Kan ikke være længere end mødet."
    return fundne


def moeder(profil: Praksisprofil, data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The kinds of meetings as a profile stores them. One that is not used keeps what it was."""
    return {
        slags: plan | {"bruges": True, **{felt: data[_navn(slags, felt)] for felt in _FELTER}}
        if data[_navn(slags, "bruges")]
        else plan | {"bruges": False}
        for slags, plan in profil.moeder.items()
    }


def moeder_i_ord(alle: dict[str, dict[str, Any]]) -> str:
    """Which kinds are used, and how, on one line."""
    brugte = [plan for plan in alle.values() if plan["bruges"]]
    return "; ".join(_slags_i_ord(plan) for plan in brugte) or "Ingen"


def _slags_i_ord(plan: dict[str, Any]) -> str:
    leder = Rolle(plan["leder"]).label if plan["leder"] in Rolle.values else plan["leder"]
    tid = f"{plan['minutter']} min., {plan['punkt_minutter']} pr. punkt"
    smaa = f", {plan['smaa_minutter']} til de 0-2-årige" if plan["smaa_minutter"] else ""
    uger = f", hver {plan['kadence_uger']}. uge" if plan["kadence_uger"] else ""
    foer = f"indkaldes {plan['indkald_dage']} og forberedes {plan['forberedelse_dage']} dage før"
    skema = SKEMAER.get(plan["skema"], plan["skema"])
    return f"{plan['navn']}: {leder}, {tid}{smaa}{uger}, {foer}, {skema.lower()}"
