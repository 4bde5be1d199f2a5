"""A small form with every field type, as TOML text and as a definition."""

from opsporing.skemaer.definition import Skemadefinition, fra_toml

TOML = """
[skema]
kode = "proeve"
navn = "Prøveskema"
type = "proeve"
version = "1"
arena = "vuggestue"
alder_fra_mdr = 6
alder_til_mdr = 35
ophav = "Egne formuleringer."
skriveord = [{ kode = "hyppighed", ord = ["tit", "altid"], raad = "Skriv, hvor mange gange." }]
kendte = [
  { kode = "maa_orienteres", tekst = "Må forældrene få det at vide?", valg = [
    { kode = "ja", tekst = "Ja" },
    { kode = "nej", tekst = "Nej" },
  ] },
]
intro = "Vælg {{ position.gul }} eller {{ position.roed }}."
ikke_set = "Ikke set endnu"
graensevaerdi = 5

[[sektion]]
kode = "ramme"
titel = "Rammen"

[[sektion.felt]]
kode = "styrker"
type = "kort_tekst"
tekst = "Hvad er barnet glad for?"
paakraevet = true

[[sektion.felt]]
kode = "forhold"
type = "flervalg"
tekst = "Er der noget lige nu?"
valg = [
  { kode = "sygdom", tekst = "Sygdom" },
  { kode = "flytning", tekst = "Flytning" },
  { kode = "ingen", tekst = "Ingen af delene", udelukker = true },
]

[[sektion.felt]]
kode = "sygdom_hvilken"
type = "lang_tekst"
tekst = "Hvilken sygdom?"
vises_naar = "forhold indeholder sygdom"
paakraevet = true

[[sektion]]
kode = "social"
titel = "Social trivsel"
dimension = true

[[sektion.felt]]
kode = "leg_til_17"
type = "tegn"
tegn = "leg"
tekst = "Leger ved siden af andre"
alder_til_mdr = 17
groen = "Søger selv de andre."
gul = "Kommer med, når en voksen hjælper."
roed = "Holder sig væk, også med hjælp."

[[sektion.felt]]
kode = "leg_fra_18"
type = "tegn"
tegn = "leg"
tekst = "Leger sammen med andre"
alder_fra_mdr = 18
groen = "Finder selv ind i legen."
gul = "Finder ind med hjælp."
roed = "Finder ikke ind, også med hjælp."

[[sektion.felt]]
kode = "troest"
type = "tegn"
tekst = "Trøst"
groen = "Falder til ro."
gul = "Er længe om det."
roed = "Lader sig ikke trøste."

[[sektion.felt]]
kode = "aabent"
type = "lang_tekst"
tekst = "Hvad i vores hverdag gør det lettere?"
paakraevet_ved = ["faelles"]

[[sektion]]
kode = "tegn_svar"
titel = "Svar på hvert tegn"

[[sektion.felt]]
kode = "set"
type = "valg"
tekst = "Har du set det?"
valg = [{ kode = "ja", tekst = "Ja" }, { kode = "nej", tekst = "Nej" }]

[[sektion.felt]]
kode = "hyppighed"
type = "valg"
tekst = "Hvor tit?"
vises_naar = "set == ja"
valg = [{ kode = "ugentligt", tekst = "Hver uge", vaerdi = 3 }, { kode = "dagligt", tekst = "Hver dag", vaerdi = 4 }]

[[sektion]]
kode = "mere"
titel = "Mere"
vises_naar = "overgreb != nej"

[[sektion.felt]]
kode = "f_stille"
type = "lineal_tegn"
tekst = "Er blevet mere stille"

[[sektion.felt]]
kode = "hvem"
type = "kort_tekst"
tekst = "Hvem?"
vises_ikke_foraeldre = true

[[sektion]]
kode = "svar"
titel = "Andre svar"

[[sektion.felt]]
kode = "overgreb"
type = "valg"
tekst = "Er der mistanke?"
valg = [{ kode = "nej", tekst = "Nej" }, { kode = "tvivl", tekst = "I tvivl" }, { kode = "ja", tekst = "Ja" }]

[[sektion.felt]]
kode = "vejledning"
type = "information"
tekst = "Ring nu."
vises_naar = "overgreb in ja, tvivl"

[[sektion.felt]]
kode = "orienteret"
type = "ja_nej"
tekst = "Er forældrene orienteret?"

[[sektion.felt]]
kode = "orienteret_dato"
type = "dato"
tekst = "Hvornår?"
vises_naar = "orienteret == ja"

[[sektion.felt]]
kode = "score"
type = "tal"
tekst = "Score"
min = 0
maks = 4

[[sektion.felt]]
kode = "uger"
type = "tal"
tekst = "Uger"

[[sektion.felt]]
kode = "niveau"
type = "skala"
tekst = "Hvor er vi?"
min = 1
maks = 5

[[sektion.felt]]
kode = "placering"
type = "skala"
tekst = "Egen placering"
skala = "trin"

[[sektion.felt]]
kode = "observationer"
type = "lang_tekst"
tekst = "Hvad har du set?"
gentages = true

[[sektion.felt]]
kode = "streg"
type = "tal"
tekst = "Hvor godt har barnet det?"
min = 0
maks = 10
pr_person = true

[[sektion.felt]]
kode = "forklaringer"
type = "lang_tekst"
tekst = "Andre forklaringer?"
vises_ved = ["gul", "roed"]
paakraevet = true

[[sektion.felt]]
kode = "kun_anonymt"
type = "kort_tekst"
tekst = "Hvad kan kendes?"
vises_ved = ["anonymt"]

[[sektion.felt]]
kode = "laege"
type = "kort_tekst"
tekst = "Vægt?"
ses_af = ["sundhedsplejerske"]

[[sektion.felt]]
kode = "barn_ord"
type = "lang_tekst"
tekst = "Barnets ord"
gruppe_krav = "mindst_en"

[[sektion.felt]]
kode = "barn_uden_ord"
type = "lang_tekst"
tekst = "Uden ord"
gruppe_krav = "mindst_en"

[[sektion.felt]]
kode = "set_hoert"
type = "iagttagelser"
tekst = "Hvad har du set og hørt?"
skrivehjaelp = true
raad = ["Ville en anden have set det samme?"]
eksempler = [{ undgaa = "Tit ked af det", skriv = "Græd to gange" }]
valg = [
  { kode = "selv", tekst = "Set eller hørt af mig" },
  { kode = "kollega", tekst = "Set eller hørt af en kollega" },
]

[[sektion]]
kode = "fortalt"
titel = "Det, I har fortalt forældrene"
vises_naar = "maa_orienteres == ja"

[[sektion.felt]]
kode = "foraeldres_ord"
type = "lang_tekst"
tekst = "Hvad siger forældrene?"

[[sektion]]
kode = "trin"
titel = "Trinene"

[[sektion.trin]]
kode = "trin_1"
vaerdi = 1
tekst = "I trivsel"

[[sektion.trin]]
kode = "trin_2"
vaerdi = 2
tekst = "Opmærksomhed"
"""


def definition() -> Skemadefinition:
    """The form, freshly read."""
    return fra_toml(TOML)


#: Answers that complete the form for a child of 20 months (a "leg_fra_18" child), at a green position.
FULDT_SVAR = {
    "styrker": "Bolde",
    "leg_fra_18": "groen",
    "troest": "ikke_set",
    "barn_ord": "Mer bold",
}
