"""Finding children among those a person may see: by number, by the parts of a name, or by a name that sounds alike."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q

from opsporing import cpr
from opsporing.models import Barn
from opsporing.models.barn import BarnQuerySet
from opsporing.models.sql import FuldtNavn

#: More hits than this help nobody: the page asks for more of the name instead.
FLEST = 50
#: How much of a mistyped name must be right, from 0 to 1.
LIGHED = 0.45


@dataclass(frozen=True, slots=True)
class Fund:
    """What a search found: the children, whether there are more, and whether the name had to be guessed at."""

    boern: list[Barn]
    flere: bool = False
    ligner: bool = False
    nummer: bool = False


def soeg(boern: BarnQuerySet, tekst: str) -> Fund:
    """Search among `boern`. Ten digits are a CPR number and find it alone; words must each begin a part of the name.

    When nobody is found, names that resemble the words are.
    """
    ren = " ".join(tekst.split())
    if not ren:
        return Fund([])
    try:
        nummer = cpr.parse(ren).nummer
    except cpr.CprFejl:
        pass
    else:
        return Fund(list(boern.filter(cpr=nummer)), nummer=True)
    med_navn = boern.alias(fuldt_navn=FuldtNavn())
    for ord_ in ren.lower().split():
        med_navn = med_navn.filter(_begynder_en_del(ord_))
    fundne = list(med_navn.efter_navn()[: FLEST + 1])
    if fundne:
        return Fund(fundne[:FLEST], flere=len(fundne) > FLEST)
    lignende = (
        boern.annotate(lighed=TrigramWordSimilarity(ren.lower(), FuldtNavn()))
        .filter(lighed__gte=LIGHED)
        .order_by("-lighed", "id")
    )
    fundne = list(lignende[: FLEST + 1])
    return Fund(fundne[:FLEST], flere=len(fundne) > FLEST, ligner=bool(fundne))


def _begynder_en_del(ord_: str) -> Q:
    """Children with a part of the name that begins with the word; å and aa are one letter in two spellings."""
    betingelse = Q()
    for skrevet in {ord_, ord_.replace("aa", "å"), ord_.replace("å", "aa")}:
        betingelse |= (
            Q(fuldt_navn__startswith=skrevet)
            | Q(fuldt_navn__contains=f" {skrevet}")
            | Q(fuldt_navn__contains=f"-{skrevet}")
        )
    return betingelse
