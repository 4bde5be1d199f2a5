"""What the numbers are called, and how they are read out. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from opsporing import dansk
from underretning.rules import koder
from underretning.rules.koder import Liste
from underretning.rules.tal import Aldersregel, Udeladt
from underretning.rules.visning import Emne, Visning

SKJULT = "vises ikke"

TITLER: Mapping[Emne, str] = {
    Emne.ALDER: "Barnets alder",
    Emne.KOEN: "Barnets køn",
    Emne.BOERN: "Underretninger om det samme barn",
    Emne.UNDERRETTER: "Hvem der underretter",
    Emne.AARSAG: "Årsager",
    Emne.TRIN: "Hjælp i forvejen",
}
#: What is counted in a table.
ENHEDER: Mapping[Emne, str] = dict.fromkeys(Emne, "Underretninger") | {Emne.BOERN: "Børn"}

TEKSTER: Mapping[Emne, str] = {
    Emne.BOERN: "Børn efter, hvor mange underretninger der kom om dem.",
    Emne.UNDERRETTER: "Danmarks Statistiks grupper, som de gjaldt i perioden.",
    Emne.AARSAG: (
        "En underretning kan have flere årsager og står så flere steder. Derfor kan tallene ikke lægges sammen, "
        "og andelene giver mere end 100."
    ),
    Emne.TRIN: "Det højeste trin på indsatstrappen, der blev hjulpet på, da underretningen kom.",
}

ALDERSREGLER: Mapping[Aldersregel, str] = {
    Aldersregel.PERIODENS_SLUT: "Alderen er den, barnet har på periodens sidste dag, som hos Danmarks Statistik.",
    Aldersregel.DAGEN: "Alderen er den, barnet havde, da underretningen kom.",
}

LISTER: Mapping[Liste, str] = {
    Liste.UNDERRETTER: "underrettere",
    Liste.AARSAG: "årsager",
    Liste.ALDER: "aldre",
    Liste.KOEN: "køn",
}

#: One and several, after the number.
_UDELADT: Mapping[Udeladt, tuple[str, str]] = {
    Udeladt.SAMME_DAG: (
        "kom samme dag som en anden om det samme barn og tæller sammen med den",
        "kom samme dag som en anden om det samme barn og tæller sammen med den",
    ),
    Udeladt.ANDEN_ALDER: (
        "handlede om et barn, der er fyldt 6 år, når perioden slutter",
        "handlede om børn, der er fyldt 6 år, når perioden slutter",
    ),
    Udeladt.UGYLDIGT_PNR: (
        "handlede om et barn uden CPR-nummer, eller et ventet barn, hvis mor ikke har et her",
        "handlede om børn uden CPR-nummer, eller ventede børn, hvis mor ikke har et her",
    ),
    Udeladt.ALDER_UOPLYST: ("handlede om et barn uden fødselsdag", "handlede om børn uden fødselsdag"),
    Udeladt.SENDT_VIDERE: (
        "er sendt videre til barnets handlekommune og tælles der",
        "er sendt videre til barnets handlekommune og tælles der",
    ),
    Udeladt.UGYLDIG_KODE: (
        "har en kode, der ikke gjaldt den dag, den kom. Ret koden, så tæller den med",
        "har en kode, der ikke gjaldt den dag, de kom. Ret koden, så tæller de med",
    ),
}


def tal(antal: int | None) -> str:
    """`1.234`, or that it is withheld."""
    return SKJULT if antal is None else f"{antal:,}".replace(",", ".")


def procent(andel: Decimal | None) -> str:
    """`9,5 %`, or that there is nothing to say."""
    return "–" if andel is None else f"{kommatal(andel)} %"


def kommatal(andel: Decimal) -> str:
    """With a comma, as a Danish spreadsheet reads it."""
    return str(andel).replace(".", ",")


def aendring(andel: Decimal | None) -> str:
    """`35,5 % flere`, `4,0 % færre`, `uændret`; empty where there is nothing to compare with."""
    if andel is None:
        return ""
    if andel == 0:
        return "uændret"
    return f"{kommatal(abs(andel))} % {'flere' if andel > 0 else 'færre'}"


def end(aendring_: str, foer: str) -> str:
    """`35,5 % flere end i 2024`, `uændret siden 2024`; empty where there is no change to tell."""
    if not aendring_:
        return ""
    return f"{aendring_} siden {foer}" if aendring_ == "uændret" else f"{aendring_} end i {foer}"


def uden_bjaelke(antal: int, *, sikker: bool) -> str:
    """What stands below a chart about the rows it leaves out; empty where it leaves none."""
    if not antal:
        return ""
    if sikker:
        return "1 gruppe vises ikke." if antal == 1 else f"{antal} grupper vises ikke."
    return (
        "1 gruppe er tom og står kun i tabellen." if antal == 1 else f"{antal} grupper er tomme og står kun i tabellen."
    )


def udeladt(visning: Visning) -> list[str]:
    """A sentence for each reason why something is not counted, in the order above."""
    return list(_udeladt(visning))


def _udeladt(visning: Visning) -> Iterator[str]:
    for grund, (en, flere) in _UDELADT.items():
        if grund in visning.udeladt:
            antal = visning.udeladt[grund]
            if antal == 1:
                yield f"1 underretning {en}."
            else:
                yield f"{'Under 5' if antal is None else tal(antal)} underretninger {flere}."


def forklaringer(visning: Visning, i_dag: date) -> list[str]:
    """How the numbers are counted, a sentence or two for each rule."""
    periode = visning.opgoerelse.periode
    linjer = [
        f"Viser underretninger, kommunen har modtaget fra {dansk.dato(periode.fra)} til {dansk.dato(periode.til)}, "
        "om ventede børn og børn fra 0 til 5 år.",
        f"{ALDERSREGLER[visning.opgoerelse.regel]} Et barn, der var ventet, da underretningen kom, tæller som ufødt, "
        "også når det er født siden.",
        "Flere underretninger om det samme barn på den samme dag tæller som én: årsagerne lægges sammen, det højeste "
        "trin gælder, og underretteren er den første, man ved noget om.",
        "Procent har én decimal og er ikke rettet til, så de giver 100.",
        "Et erstatningsnummer tæller som et CPR-nummer.",
    ]
    lister = [LISTER[liste] for liste in koder.uefterproevede(min(periode.til, i_dag))]
    if lister:
        linjer.append(
            f"Listen over {dansk.opregning(lister)} er ikke efterprøvet hos Danmarks Statistik. Sammenlign den med "
            "den, I indberetter efter, før I bruger tallene udadtil."
        )
    return linjer
