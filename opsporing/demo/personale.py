"""Who works in the demo municipality, and where. Pure. People are invented; those with a user name of their own are
the ones everybody can sign in as (`adgang.demo` says what each of them shows).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from opsporing.adgang.roller import Rolle


@dataclass(frozen=True, slots=True)
class Enhedsplan:
    """A unit: code, name, type, arena, the code of the one above (empty: the municipality itself), and whether
    underretninger go there.
    """

    kode: str
    navn: str
    type: str
    arena: str = ""
    over: str = ""
    modtager: bool = False


FJORDBY = (
    Enhedsplan("KYST", "Område Kyst", "omraade"),
    Enhedsplan("SKOV", "Område Skov", "omraade"),
    Enhedsplan("STR", "Børnehuset Strandmarken", "institution", over="KYST"),
    Enhedsplan("STR-MUS", "Muslingen", "stue", "vuggestue", "STR"),
    Enhedsplan("STR-SOE", "Søstjernen", "stue", "vuggestue", "STR"),
    Enhedsplan("STR-FYR", "Fyrtårnet", "stue", "boernehave", "STR"),
    Enhedsplan("STR-ANK", "Ankeret", "stue", "boernehave", "STR"),
    Enhedsplan("SKO", "Børnehuset Skovbrynet", "institution", over="SKOV"),
    Enhedsplan("SKO-MAR", "Mariehønen", "stue", "vuggestue", "SKO"),
    Enhedsplan("SKO-EGE", "Egernet", "stue", "boernehave", "SKO"),
    Enhedsplan("SKO-UGL", "Uglen", "stue", "boernehave", "SKO"),
    Enhedsplan("HAV", "Børnehuset Havblik", "institution", over="KYST"),
    Enhedsplan("HAV-BOE", "Bølgen", "stue", "vuggestue", "HAV"),
    Enhedsplan("HAV-LAR", "Lærken", "stue", "boernehave", "HAV"),
    Enhedsplan("DPL", "Dagplejen", "dagpleje"),
    Enhedsplan("DPL-ING", "Hos Inger", "dagplejer", "dagpleje", "DPL"),
    Enhedsplan("DPL-SAM", "Hos Samina", "dagplejer", "dagpleje", "DPL"),
    Enhedsplan("DPL-OLE", "Hos Ole", "dagplejer", "dagpleje", "DPL"),
    Enhedsplan("DPL-HAN", "Hos Hanne", "dagplejer", "dagpleje", "DPL"),
    Enhedsplan("SPL", "Sundhedsplejen", "sundhedspleje"),
    Enhedsplan("SPL-NORD", "Distrikt Nord", "distrikt", "sundhedspleje", "SPL"),
    Enhedsplan("SPL-SYD", "Distrikt Syd", "distrikt", "sundhedspleje", "SPL"),
    Enhedsplan("PPR", "PPR", "team"),
    Enhedsplan("FBR", "Forebyggende rådgivning", "team"),
    Enhedsplan("FAM", "Familieafdelingen", "myndighed", modtager=True),
)
BAKKEBY = (
    Enhedsplan("BAK", "Børnehuset Bakkegården", "institution"),
    Enhedsplan("BAK-SOL", "Solsikken", "stue", "vuggestue", "BAK"),
    Enhedsplan("BAK-FAM", "Børn og Familie", "myndighed", modtager=True),
)


@dataclass(frozen=True, slots=True)
class Medarbejder:
    """Somebody who works in a unit. `fra` and `til` are days before the first day of the demo (None: still there)."""

    brugernavn: str
    navn: str
    enhed: str
    rolle: Rolle
    fra: int = 1400
    til: int | None = None

    def begynder(self, udgangsdag: date) -> date:
        return udgangsdag - timedelta(days=self.fra)

    def slutter(self, udgangsdag: date) -> date | None:
        return None if self.til is None else udgangsdag - timedelta(days=self.til)


PERSONALE = (
    Medarbejder("paedagog", "Maja Østergaard", "STR-MUS", Rolle.PAEDAGOG),
    Medarbejder("paedagog2", "Jonas Bækmark", "STR-MUS", Rolle.PAEDAGOG, 1100),
    Medarbejder("astu", "Åse Tungelund", "STR-MUS", Rolle.PAEDAGOG, 260),
    Medarbejder("vifa", "Vibeke Faldborg", "STR-MUS", Rolle.PAEDAGOG, 1400, 290),
    Medarbejder("kaag", "Karin Ågesen", "STR-SOE", Rolle.PAEDAGOG),
    Medarbejder("seyi", "Selma Yıldırım", "STR-SOE", Rolle.PAEDAGOG, 900),
    Medarbejder("mokl", "Morten Kløvborg", "STR-FYR", Rolle.PAEDAGOG),
    Medarbejder("thhe", "Thea Hedelund", "STR-FYR", Rolle.PAEDAGOG, 1300),
    Medarbejder("raal", "Rami Al-Khatib", "STR-FYR", Rolle.PAEDAGOG, 500),
    Medarbejder("bisk", "Birthe Skærbæk", "STR-ANK", Rolle.PAEDAGOG),
    Medarbejder("lejo", "Lennart Jørck", "STR-ANK", Rolle.PAEDAGOG, 1400, 330),
    Medarbejder("sone", "Sofie Nedergaard", "STR-ANK", Rolle.PAEDAGOG, 345),
    Medarbejder("leder", "Lone Ravnholt", "STR", Rolle.DAGTILBUDSLEDER),
    Medarbejder("anbr", "Annelise Brøns", "SKO-MAR", Rolle.PAEDAGOG),
    Medarbejder("daka", "Daniel Kaalund", "SKO-MAR", Rolle.PAEDAGOG, 800),
    Medarbejder("grol", "Gry Olrik", "SKO-EGE", Rolle.PAEDAGOG),
    Medarbejder("pema", "Peter Maegaard", "SKO-EGE", Rolle.PAEDAGOG, 1200),
    Medarbejder("zaha", "Zainab Hammoud", "SKO-UGL", Rolle.PAEDAGOG),
    Medarbejder("tobi", "Tobias Birkelund", "SKO-UGL", Rolle.PAEDAGOG, 640),
    Medarbejder("inve", "Inge Vestrup", "SKO-UGL", Rolle.PAEDAGOG, 1400, 120),
    Medarbejder("leder2", "Henrik Skovlyst", "SKO", Rolle.DAGTILBUDSLEDER),
    Medarbejder("kaoe", "Katja Øssing", "HAV-BOE", Rolle.PAEDAGOG),
    Medarbejder("mibr", "Mikkel Broe", "HAV-BOE", Rolle.PAEDAGOG, 700),
    Medarbejder("eldu", "Elsebeth Dusgård", "HAV-LAR", Rolle.PAEDAGOG),
    Medarbejder("hath", "Hasan Thorlund", "HAV-LAR", Rolle.PAEDAGOG, 950),
    Medarbejder("naly", "Naja Lyberth", "HAV-LAR", Rolle.PAEDAGOG, 400),
    Medarbejder("bona", "Bodil Næsager", "HAV", Rolle.DAGTILBUDSLEDER),
    Medarbejder("dagplejer", "Inger Søgård", "DPL-ING", Rolle.DAGPLEJER),
    Medarbejder("sama", "Samina Mahmood", "DPL-SAM", Rolle.DAGPLEJER),
    Medarbejder("olkr", "Ole Kragesand", "DPL-OLE", Rolle.DAGPLEJER),
    Medarbejder("havo", "Hanne Vøgler", "DPL-HAN", Rolle.DAGPLEJER),
    Medarbejder("dagplejekonsulent", "Dorthe Lyhnegård", "DPL", Rolle.DAGPLEJEKONSULENT),
    Medarbejder("grve", "Gro Vestermark", "DPL", Rolle.DAGTILBUDSLEDER),
    Medarbejder("sundhedsplejerske", "Signe Vadstrup", "SPL-NORD", Rolle.SUNDHEDSPLEJERSKE),
    Medarbejder("kaos", "Karen Osted", "SPL-NORD", Rolle.SUNDHEDSPLEJERSKE),
    Medarbejder("sundhedsplejerske2", "Nadja Kragelund", "SPL-SYD", Rolle.SUNDHEDSPLEJERSKE, 210),
    Medarbejder("toor", "Tove Ørum", "SPL-SYD", Rolle.SUNDHEDSPLEJERSKE),
    Medarbejder("ledende_sundhedsplejerske", "Birgitte Aakirke", "SPL", Rolle.LEDENDE_SUNDHEDSPLEJERSKE),
    Medarbejder("ppr", "Palle Ejlersborg", "PPR", Rolle.PPR),
    Medarbejder("rist", "Rigmor Stensgård", "PPR", Rolle.PPR),
    Medarbejder("raadgiver", "Rita Høeghsbro", "FBR", Rolle.RAADGIVER),
    Medarbejder("jety", "Jens Tyrsted", "FBR", Rolle.RAADGIVER, 600),
    Medarbejder("socialraadgiver", "Sofia Kjærholt", "FAM", Rolle.SOCIALRAADGIVER),
    Medarbejder("alde", "Ali Demirkan", "FAM", Rolle.SOCIALRAADGIVER, 800),
    Medarbejder("myndighedsleder", "Mogens Faldby", "FAM", Rolle.MYNDIGHEDSLEDER),
    Medarbejder("forvaltning", "Frida Lyngbakke", "", Rolle.FORVALTNING),
)
#: Those no file may bring: they are employed one by one.
BETROEDE = (
    Medarbejder("administrator", "Anders Bojesgård", "", Rolle.ADMINISTRATOR),
    Medarbejder("aabr", "Åge Brinkmark", "", Rolle.ADMINISTRATOR),
    Medarbejder("databeskyttelse", "Dina Sandbjerg", "", Rolle.DATABESKYTTELSE),
)
BAKKEBYS = (
    Medarbejder("bakkeby_leder", "Lars Bakmand", "BAK", Rolle.DAGTILBUDSLEDER),
    Medarbejder("bakkeby_paedagog", "Ronja Højby", "BAK-SOL", Rolle.PAEDAGOG),
    Medarbejder("bakkeby_socialraadgiver", "Lisbet Højmark", "BAK-FAM", Rolle.SOCIALRAADGIVER),
    Medarbejder("bakkeby_myndighedsleder", "Kaj Brinkholt", "BAK-FAM", Rolle.MYNDIGHEDSLEDER),
)
BAKKEBYS_BETROEDE = (Medarbejder("bakkeby_administrator", "Bente Overbakke", "", Rolle.ADMINISTRATOR),)

#: When each house began with the model, in days before the first day of the demo.
BEGYNDTE = {"STR": 913, "DPL": 775, "SPL": 400, "SKO": 412, "HAV": 230}
HISTORIE_DAGE = 913
#: Days before the first day of the demo that the municipality went over to two raters.
TO_VURDERERE_DAGE = 480
