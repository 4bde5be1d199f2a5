"""Charts as SVG of our own, the same on the page and on paper.

A chart is a frozen dataclass; `render()` draws it with a template in templates/grafer/. Everything is drawn with
presentation attributes: they pass a strict CSP, need no stylesheet inside the picture, and WeasyPrint understands
them. Colour is never the only carrier (shapes, hatching, words), the numbers always stand in a table beside, and a
municipality that has switched colours off passes `farver=False`.
"""

from opsporing.grafer.forloeb import Forloeb, Linje
from opsporing.grafer.graf import KODER, Celle, Graf, Tabel, koord
from opsporing.grafer.radar import Radar, Spor
from opsporing.grafer.soejler import Bjaelke, Bjaelker, Stak, Stakket

__all__ = [
    "KODER",
    "Bjaelke",
    "Bjaelker",
    "Celle",
    "Forloeb",
    "Graf",
    "Linje",
    "Radar",
    "Spor",
    "Stak",
    "Stakket",
    "Tabel",
    "koord",
]
