"""The part of the practice profile that is about overgange: what follows a child, who leads the visit, and when."""

from typing import Any

from django import forms

from opsporing import dansk
from opsporing.adgang.roller import Rolle
from opsporing.profil import Praksisprofil

#: Whole numbers of the profile: label, help, and the highest that makes sense.
OVERGANG_TAL = {
    "overgang_skema_dage_foer": ("Overgangsskemaet er klar", "Dage, før barnet begynder.", 120),
    "overgang_besoeg_dage_foer": ("Overgangsbesøget er holdt", "Dage, før barnet begynder.", 120),
    "overgang_laeses_dage_foer": (
        "Det nye sted kan læse med",
        "Dage, før barnet begynder. 0 betyder fra den dag, det begynder.",
        60,
    ),
    "overgang_kvitter_dage": ("Det nye sted har læst og kvitteret", "Dage, efter det kan læses.", 90),
    "overgang_opfoelgning_dage": ("Opfølgende møde", "Dage, efter barnet er begyndt.", 365),
}
#: What a new version does to deadlines that stand, here as everywhere in the house: nothing.
STAAENDE = (
    '<p class="ops-muted">Nye tal gælder de frister, der kommer. De, der står, beholder deres dato, til barnets '
    "startdag bliver flyttet.</p>"
)
#: Whether position and earlier vurderinger may follow the child: municipalities differ (Kerteminde never).
PLACERING_FOELGER = {
    "aldrig": "Nej, de bliver, hvor de er skrevet",
    "samtykke": "Kun når alle med forældremyndighed siger ja til netop det",
    "foelger": "Ja, den seneste følger med til det næste dagtilbud i kommunen, og forældrene læser den først",
}
MOEDELEDERE = {
    "hjem_dagpleje": "Fra hjem til dagpleje",
    "hjem_dagtilbud": "Fra hjem til vuggestue eller børnehave",
    "dagtilbud_boernehave": "Fra dagpleje eller vuggestue til børnehave",
    "boernehave_skole": "Fra børnehave til skole",
    "flytning": "Til et andet sted af samme slags",
}
#: Roles that can lead the visit.
ROLLER = (
    Rolle.SUNDHEDSPLEJERSKE,
    Rolle.PAEDAGOG,
    Rolle.DAGPLEJER,
    Rolle.DAGPLEJEKONSULENT,
    Rolle.DAGTILBUDSLEDER,
)
#: The field that holds who leads the visit, by kind of overgang, and the fields that are no numbers.
LEDERFELTER = {f"moedeleder_{art}": art for art in MOEDELEDERE}
VALG = ("overgang_placering_foelger", "overgang_kompetencer")


def felter() -> dict[str, forms.Field]:
    """The form fields besides the numbers."""
    ledere: dict[str, forms.Field] = {
        felt: forms.ChoiceField(
            label=f"Leder besøget: {MOEDELEDERE[art].lower()}",
            choices=[(rolle, dansk.stort(rolle.label)) for rolle in ROLLER],
        )
        for felt, art in LEDERFELTER.items()
    }
    return ledere | {
        "overgang_placering_foelger": forms.ChoiceField(
            label="Må placering og tidligere vurderinger følge barnet?",
            help_text=(
                "Vælg kun det sidste, når I har set efter, at loven giver jer ret til det. Fra sundhedsplejen, til "
                "skolen og ud af kommunen spørges forældrene altid."
            ),
            widget=forms.RadioSelect,
            choices=list(PLACERING_FOELGER.items()),
        ),
        "overgang_kompetencer": forms.BooleanField(label="Brug de syv kompetencer i »Klar til læring«", required=False),
    }


def initial(profil: Praksisprofil) -> dict[str, Any]:
    """What the fields show first."""
    ledere = {felt: profil.overgang_moedeledere[art] for felt, art in LEDERFELTER.items()}
    return ledere | {navn: getattr(profil, navn) for navn in VALG}


def vaerdier(data: dict[str, Any]) -> dict[str, Any]:
    """What was entered, as the profile stores it."""
    return {navn: data[navn] for navn in VALG} | {
        "overgang_moedeledere": {art: data[felt] for felt, art in LEDERFELTER.items()}
    }


def moedeledere_i_ord(moedeledere: dict[str, Any]) -> str:
    """Who leads which visit, on one line."""
    return "; ".join(f"{MOEDELEDERE.get(art, art)}: {Rolle(rolle).label}" for art, rolle in moedeledere.items())
