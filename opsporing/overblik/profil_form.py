"""The practice profile as a form: the same choices, in words an administrator knows."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.layout import HTML, Fieldset, Layout, Row
from django import forms

from opsporing import dansk
from opsporing.adgang.roller import Rolle
from opsporing.dkfds import Betinget, Hjaelper, ankre
from opsporing.models import Arena
from opsporing.overblik import profil_moeder, profil_overgang
from opsporing.overblik.profil_besoeg import ADBB_TAL
from opsporing.overblik.profil_moeder import MOEDE_TAL
from opsporing.overblik.profil_overgang import OVERGANG_TAL
from opsporing.overblik.profil_underretning import CHEFROLLER, UNDERRETNING_TAL
from opsporing.profil import Praksisprofil
from trivsel.rules.regler import HoejesteTegn, RegelFejl, Taerskler, regel_fra_data, regel_til_data

#: How many own vurderinger an arena needs, as choices: what the profile stores, and its words.
VURDERERE: dict[str, dict[str, tuple[list[str], str]]] = {
    Arena.SUNDHEDSPLEJE: {"1": ([""], "1, sundhedsplejersken"), "2": (["", ""], "2")},
    Arena.DAGPLEJE: {
        "begge": (["dagplejer", "dagplejekonsulent"], "2, dagplejeren og konsulenten"),
        "dagplejer": (["dagplejer"], "1, dagplejeren"),
        "2": (["", ""], "2, hvem som helst af dem"),
    },
    Arena.VUGGESTUE: {"1": ([""], "1"), "2": (["", ""], "2"), "3": (["", "", ""], "3")},
    Arena.BOERNEHAVE: {"1": ([""], "1"), "2": (["", ""], "2"), "3": (["", "", ""], "3")},
}
#: A choice made elsewhere (an import, an older version) that the form does not offer is kept as it is.
SOM_NU = "som_nu"

TAL = {
    "faelles_efter_egne_dage": ("Fælles vurdering efter de egne", "Dage fra de egne skal være klar, til rundens slut."),
    "resultat_dage": ("Samtale med forældrene, midterste trin", "Dage fra den fælles vurdering."),
    "foerste_handling_dage": ("Første handling aftalt, midterste trin", "Dage fra den fælles vurdering."),
    "opfoelgning_dage": ("Opfølgning på en handling, midterste trin", "Dage, som foreslås, når en handling aftales."),
    "resultat_dage_roed": ("Samtale med forældrene, alvorligste trin", "Dage fra den fælles vurdering."),
    "foerste_handling_dage_roed": ("Første handling aftalt, alvorligste trin", "Dage fra den fælles vurdering."),
    "opfoelgning_dage_roed": ("Opfølgning på en handling, alvorligste trin", "Dage, som foreslås."),
    "paamind_dage": ("Påmindelse før en frist", "Dage før."),
    "eskaler_dage": ("Besked til lederen efter en frist", "Dage efter, hvis der ikke er sket noget."),
    "spaerring_gennemses_dage": (
        "Spærring for forældre ses efter",
        "Dage fra myndighedens svar. Den, der bekræfter, kan vælge en anden dag.",
    ),
}
#: Numbers of the profile with an upper limit of their own.
KAN_VAERE_NUL = {"overgang_laeses_dage_foer"}
MED_LOFT = OVERGANG_TAL | UNDERRETNING_TAL | ADBB_TAL | MOEDE_TAL
OPBEVARING = {
    "vurdering": "Trivselsvurderinger",
    "orientering": "Orienteringer af forældre",
    "handling": "Handlinger og opfølgning",
    "frist": "Frister og påmindelser",
    "indlaesning": "Indlæsningers linjer",
    "log": "Loggen",
    "adbb": "ADBB",
    "supervision": "Supervision i ADBB",
    "overgang": "Overgange",
    "underretning": "Underretninger",
    "moede": "Møder",
    "sparring": "Sparring",
}
TAERSKLER = {
    "gule_i_dimension": "Tegn med opmærksomhed, før en dimension er på det midterste trin",
    "roede_til_gul": "Røde tegn, før en dimension er på det midterste trin",
    "roede_i_dimension": "Røde tegn, før en dimension er på det alvorligste trin",
    "gule_samlet": "Tegn med opmærksomhed i alt, før barnet er på det midterste trin",
    "roede_samlet": "Røde tegn i alt, før barnet er på det alvorligste trin",
}
#: The oldest age at which a first vurdering by sundhedsplejen is planned for every child, in months.
BESOEG_TIL_MDR = 24
JA_NEJ = (
    "farver",
    "een_vurderer_er_nok",
    "orientering_kraeves",
    "paedagog_ser_hele_institutionen",
)


def _heltal(label: str, hjaelp: str = "", *, mindst: int = 1, hoejst: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hjaelp, min_value=mindst, max_value=hoejst)


def _raekker(navne: Iterable[str], bredde: int = 3) -> list[Row]:
    """The fields side by side, so many in a row."""
    alle = list(navne)
    return [Row(*alle[nr : nr + bredde]) for nr in range(0, len(alle), bredde)]


class ProfilForm(forms.Form):
    """Everything of the profile but the rounds (`Runder`) and the visits (`Besoeg`), and why it is changed."""

    farver = forms.BooleanField(
        label="Giv placeringerne en svag farve", required=False, help_text="Form og ord står der altid."
    )
    een_vurderer_er_nok = forms.BooleanField(
        label="Én egen vurdering er nok",
        required=False,
        help_text="Kun hvis det ikke kan lade sig gøre med to. To øjne ser mere, og modellen bygger på det.",
    )
    orientering_kraeves = forms.BooleanField(
        label="Forældrene skal være orienteret, før et barn kan vurderes", required=False
    )
    paedagog_ser_hele_institutionen = forms.BooleanField(
        label="Pædagoger ser alle børn i huset",
        required=False,
        help_text="Ellers kun børnene på den stue, de er ansat på.",
    )
    regel_art = forms.ChoiceField(
        label="Hvordan foreslås en placering?",
        widget=forms.RadioSelect,
        choices=[
            ("taerskler", "Tærskler: der skal flere tegn til"),
            ("hoejeste_tegn", "Det højeste tegn afgør: ét er nok"),
        ],
        help_text="Teamet afgør altid selv placeringen. Reglen giver kun et forslag.",
    )
    mindst_set_procent = _heltal(
        "Så stor en del af tegnene skal være set, før der foreslås trivsel (procent)", mindst=0, hoejst=100
    )
    besoegsvurdering_fra = forms.IntegerField(
        label="Fra alder i måneder", required=False, min_value=1, max_value=BESOEG_TIL_MDR
    )
    besoegsvurdering_til = forms.IntegerField(
        label="Til alder i måneder",
        required=False,
        min_value=1,
        max_value=BESOEG_TIL_MDR,
    )
    mfa_roller = forms.MultipleChoiceField(
        label="Roller, som skal have et ekstra trin ved login",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(r.value, dansk.stort(r.label)) for r in Rolle],
    )
    chefroller = forms.MultipleChoiceField(
        label="Hvem over enheden får besked, når en underretning eller en sparring er for sent på den?",
        widget=forms.CheckboxSelectMultiple,
        choices=[(r.value, dansk.stort(r.label)) for r in CHEFROLLER],
        help_text="Ud over lederne dér. De får at vide, hvor mange og hvor, og aldrig om hvem.",
        error_messages={
            "required": "Vælg mindst én. Rådgiverne har ingen leder her, så ellers hører ingen om en glemt sparring."
        },
    )
    grund = forms.CharField(
        label="Hvorfor ændrer I det?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Står i historikken, så andre kan forstå det om et år.",
    )

    def __init__(self, *args: Any, profil: Praksisprofil, **kwargs: Any) -> None:
        kwargs.setdefault("initial", som_initial(profil))
        super().__init__(*args, **kwargs)
        self.profil = profil
        for kode in profil.positioner:
            navn = {"groen": "Første", "gul": "Midterste", "roed": "Alvorligste"}[kode]
            self.fields[f"ord_{kode}"] = forms.CharField(label=f"{navn} placering", max_length=40)
        for arena, valg in VURDERERE.items():
            muligheder = [(noegle, ord_) for noegle, (_, ord_) in valg.items()]
            if self.initial[f"vurderere_{arena}"] == SOM_NU:
                muligheder.append((SOM_NU, f"{len(profil.vurderere[arena])}, som nu"))
            self.fields[f"vurderere_{arena}"] = forms.ChoiceField(
                label=Arena(arena).label.capitalize(), choices=muligheder
            )
        for navn, label in TAERSKLER.items():
            self.fields[navn] = _heltal(label, hoejst=30)
        for navn, (label, hjaelp) in TAL.items():
            self.fields[navn] = _heltal(label, hjaelp, hoejst=365)
        for navn, (label, hjaelp, hoejst) in MED_LOFT.items():
            self.fields[navn] = _heltal(label, hjaelp, mindst=0 if navn in KAN_VAERE_NUL else 1, hoejst=hoejst)
        self.fields |= profil_overgang.felter() | profil_moeder.felter(profil)
        self.skal_udfyldes = profil_moeder.skal_udfyldes(profil)
        for kode in profil.opbevaring:
            self.fields[f"opbevaring_{kode}"] = _heltal(OPBEVARING.get(kode, kode), hoejst=180)
        layout = self._layout()
        self.afsnit = ankre(layout)
        self.helper = Hjaelper(self, gem="", form_tag=False, layout=layout)
        self.helper.disable_csrf = True

    def _layout(self) -> Layout:
        return Layout(
            Fieldset("Ord og farver", *_raekker(f"ord_{k}" for k in self.profil.positioner), "farver"),
            Fieldset("Egne vurderinger", *_raekker((f"vurderere_{a}" for a in VURDERERE), 2), "een_vurderer_er_nok"),
            Fieldset(
                "Forslaget til placering",
                "regel_art",
                Betinget(*TAERSKLER, felt="regel_art", vaerdier=["taerskler"]),
                "mindst_set_procent",
                HTML('{% include "overblik/_regelproeve.html" %}'),
                css_id="regel",
            ),
            Fieldset(
                "Orientering og adgang",
                "orientering_kraeves",
                "paedagog_ser_hele_institutionen",
                InlineCheckboxes("mfa_roller"),
            ),
            Fieldset("Frister, i dage", *_raekker(TAL, 2), InlineCheckboxes("chefroller")),
            Fieldset(
                "Overgange",
                HTML(profil_overgang.STAAENDE),
                *_raekker(OVERGANG_TAL, 2),
                *_raekker(profil_overgang.LEDERFELTER, 2),
                *profil_overgang.VALG,
            ),
            *profil_moeder.layout(self.profil),
            Fieldset("Underretninger", *_raekker(UNDERRETNING_TAL, 2)),
            Fieldset("Sundhedsplejens ADBB", *_raekker(ADBB_TAL, 2)),
            Fieldset(
                "Sundhedsplejens første trivselsvurdering",
                HTML(
                    '<p class="ops-muted">Laves sammen med forældrene, gerne ved det sidste faste besøg. Det skema, '
                    "der følger med, er lavet til børn fra 1 til 14 måneder. Lad begge felter stå tomme, hvis I ikke "
                    "vurderer alle børn ved en bestemt alder.</p>"
                ),
                Row("besoegsvurdering_fra", "besoegsvurdering_til"),
            ),
            Fieldset(
                "Opbevaring, i måneder",
                HTML(
                    '<p class="ops-muted">Regnet fra barnet er stoppet i enheden; det, der ikke handler om et barn, '
                    "fra den dag, det blev lavet. Tallene er vores forslag: Ingen lov nævner dem, så aftal dem med "
                    "jeres databeskyttelsesrådgiver. De står i brevet til forældrene.</p>"
                ),
                *_raekker(f"opbevaring_{k}" for k in self.profil.opbevaring),
            ),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ord_ = [data.get(f"ord_{kode}", "").casefold() for kode in self.profil.positioner]
        if all(ord_) and len(set(ord_)) < len(ord_):
            self.add_error(None, "Placeringerne skal have hver sit ord.")
        self._besoegsvurdering(data)
        for felt, besked in profil_moeder.fejl(self.profil, data).items():
            self.add_error(felt, besked)
        if not any(navn in self.errors for navn in (*TAERSKLER, "mindst_set_procent", "regel_art")):
            try:
                data["regel"] = regel_til_data(regel_fra_data(self.regeldata(data)))
            except RegelFejl as fejl:
                for navn, besked in fejl.fejl.items():
                    self.add_error("regel_art" if navn == "art" else navn, besked)
        return data

    def _besoegsvurdering(self, data: dict[str, Any]) -> None:
        fra, til = data.get("besoegsvurdering_fra"), data.get("besoegsvurdering_til")
        if "besoegsvurdering_fra" in self.errors or "besoegsvurdering_til" in self.errors:
            return
        if (fra is None) != (til is None):
            mangler = "besoegsvurdering_fra" if fra is None else "besoegsvurdering_til"
            self.add_error(mangler, "Skriv begge aldre, eller lad begge stå tomme.")
        elif fra is not None and til is not None and til < fra:
            self.add_error("besoegsvurdering_til", "Skal være mindst lige så høj som den laveste.")

    @staticmethod
    def regeldata(data: dict[str, Any]) -> dict[str, Any]:
        """What was entered about the rule, in the shape a profile stores."""
        return {"art": data["regel_art"]} | {n: data[n] for n in (*TAERSKLER, "mindst_set_procent")}

    def som_profil(self, runder: list[dict[str, Any]], besoeg: list[dict[str, Any]]) -> Praksisprofil:
        """The profile that was entered; the form must be valid."""
        data = self.cleaned_data
        fra, til = data["besoegsvurdering_fra"], data["besoegsvurdering_til"]
        return replace(
            self.profil,
            positioner={kode: data[f"ord_{kode}"] for kode in self.profil.positioner},
            vurderere={arena: self._vurderere(arena) for arena in self.profil.vurderere},
            regel=self._regel(data["regel"]),
            runder=runder,
            adbb_besoeg=besoeg,
            besoegsvurdering={"fra_mdr": fra, "til_mdr": til} if fra is not None else {},
            moeder=profil_moeder.moeder(self.profil, data),
            mfa_roller=data["mfa_roller"],
            chefroller=data["chefroller"],
            opbevaring={kode: data[f"opbevaring_{kode}"] for kode in self.profil.opbevaring},
            **profil_overgang.vaerdier(data),
            **{navn: data[navn] for navn in (*JA_NEJ, *TAL, *MED_LOFT)},
        )

    def _regel(self, ny: dict[str, Any]) -> dict[str, Any]:
        """The same rule keeps its words: a profile that relies on our defaults follows them on."""
        return self.profil.regel if regel_fra_data(self.profil.regel) == regel_fra_data(ny) else ny

    def _vurderere(self, arena: str) -> list[str]:
        valgt = VURDERERE[arena].get(self.cleaned_data[f"vurderere_{arena}"])
        return list(valgt[0]) if valgt else self.profil.vurderere[arena]


def som_initial(profil: Praksisprofil) -> dict[str, Any]:
    """The profile as the form's first values."""
    regel = regel_fra_data(profil.regel)
    taerskler = asdict(regel if isinstance(regel, Taerskler) else Taerskler())
    data: dict[str, Any] = {
        navn: getattr(profil, navn) for navn in (*JA_NEJ, *TAL, *MED_LOFT, "mfa_roller", "chefroller")
    }
    data |= {f"ord_{kode}": ord_ for kode, ord_ in profil.positioner.items()}
    data |= {f"opbevaring_{kode}": antal for kode, antal in profil.opbevaring.items()}
    data |= profil_overgang.initial(profil) | profil_moeder.initial(profil)
    data |= {f"besoegsvurdering_{ende}": profil.besoegsvurdering.get(f"{ende}_mdr") for ende in ("fra", "til")}
    for arena, valg in VURDERERE.items():
        nu = profil.vurderere[arena]
        data[f"vurderere_{arena}"] = next((n for n, (liste, _) in valg.items() if liste == nu), SOM_NU)
    art = "hoejeste_tegn" if isinstance(regel, HoejesteTegn) else "taerskler"
    return data | taerskler | {"regel_art": art, "mindst_set_procent": regel.mindst_set_procent}
