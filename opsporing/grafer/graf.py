"""What all charts share: colours, the table beside the picture, and how the two are drawn together."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

BLAEK = "#1a1a1a"
DAEMPET = "#575e60"
NET = "#dfe5e6"
FJORD = "#14505c"
SKRIFT = "IBM Plex Sans, Arial, sans-serif"

#: How a mark of a position is filled and outlined, with colours and without.
MAERKER = {
    True: {"groen": ("#fff", "#1d5e3d"), "gul": ("#f0c95a", "#694700"), "roed": ("#8c2331", "#8c2331")},
    False: {"groen": ("#fff", BLAEK), "gul": ("#c3cacb", BLAEK), "roed": (BLAEK, BLAEK)},
}
#: How a part of a bar is filled: ground, hatching drawn over it, and colour of a number standing on it.
FLADER = {
    True: {"groen": ("#cfe5d8", "", BLAEK), "gul": ("#f7e3ab", "#694700", BLAEK), "roed": ("#8c2331", "", "#fff")},
    False: {"groen": ("#e4e9ea", "", BLAEK), "gul": ("#fff", "#575e60", BLAEK), "roed": ("#3a4143", "", "#fff")},
}
#: The order from top to bottom in every chart of positions.
KODER = ("groen", "gul", "roed")


def koord(tal: float) -> str:
    """A coordinate as SVG wants it, whatever the language of the page."""
    return f"{tal:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Celle:
    """One cell of the table beside a chart; `kode` draws it as a position."""

    tekst: str
    kode: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """The numbers of a chart: column heads and rows, each row with its head first."""

    kolonner: Sequence[str]
    raekker: Sequence[tuple[str, Sequence[Celle]]]
    tal: bool = True


@dataclass(frozen=True, kw_only=True)
class Graf(ABC):
    """What all charts share. `id` must be unique on the page: names inside the picture are built from it."""

    id: str
    titel: str
    farver: bool = True
    #: Children below this number are withheld as None; the table then says so.
    skjult: str = "vises ikke"

    skabelon = ""

    @abstractmethod
    def tabel(self) -> Tabel:
        """The same numbers as the picture."""

    @abstractmethod
    def tegning(self) -> dict[str, Any]:
        """The geometry for the template, all numbers as text."""

    def beskrivelse(self) -> str:
        """The whole chart in words, for the one who does not see it."""
        tabel = self.tabel()
        dele = []
        for hoved, celler in tabel.raekker:
            par = (f"{k.lower()} {c.tekst.lower()}" for k, c in zip(tabel.kolonner[1:], celler, strict=True))
            dele.append(f"{hoved}: {', '.join(par)}.")
        return f"{self.titel}. {' '.join(dele)}"

    def render(self, *, papir: bool = False) -> SafeString:
        """The chart with its table: folded in on the page, open on paper."""
        return render_to_string(
            f"grafer/{self.skabelon}.html",
            {
                "graf": self,
                "papir": papir,
                "tabel": self.tabel(),
                "farver": self.farver,
                "blaek": BLAEK,
                "daempet": DAEMPET,
                "net": NET,
                "fjord": FJORD,
                "skrift": SKRIFT,
                **self.tegning(),
            },
        )
