"""Each kind of overgang in each state it can have, as the demo shows them on its first day.

The table in `docs/demo-overgange.md` is drawn here (`tegn`); a test says when it is old, and asks the demo for every
place in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from opsporing.demo.overgangstrin import UD, Slags
from opsporing.models import Frist, Samtykke
from overgange.fristtyper import BED, MAKULER
from overgange.models import Art, Besoegsstatus, Overgang, Status

#: What the columns are called, and which overgange are in them.
KOLONNER: Mapping[Slags, tuple[str, Q]] = {
    Slags.HJEM: ("Hjem til dagpleje eller vuggestue", Q(art=Art.HJEM_DAGTILBUD)),
    Slags.BOERNEHAVE: ("Dagpleje eller vuggestue til børnehave", Q(art=Art.DAGTILBUD_BOERNEHAVE)),
    Slags.SKOLE: ("Børnehave til skole", Q(art=Art.BOERNEHAVE_SKOLE)),
    Slags.HUS: ("Til et andet hus", Q(art=Art.FLYTNING, til_enhed__isnull=False)),
    Slags.KOMMUNE: ("Til en anden kommune", Q(art=Art.FLYTNING, til_enhed=None)),
}
INDE = frozenset(Slags) - UD


@dataclass(frozen=True, slots=True)
class Tilstand:
    """A state: what it is called, where it is looked up, how it is found, and the kinds that can be in it."""

    navn: str
    hvor: str
    find: Callable[[QuerySet[Overgang]], QuerySet[Overgang]]
    slags: frozenset[Slags] = frozenset(Slags)


def _udfyldes(alle: QuerySet[Overgang], hvem: Q) -> QuerySet[Overgang]:
    """Those being filled in, by how many have answered (`svarede`) of those there are to ask (`spoerges`)."""
    staar = Q(anledning__samtykker__trukket_at=None, anledning__samtykker__isnull=False)
    har = Q(barn__foraeldremyndigheder__til=None)
    return (
        alle.filter(status=Status.UDFYLDES)
        .annotate(
            svarede=Count("anledning__samtykker__person", filter=staar, distinct=True),
            spoerges=Count("barn__foraeldremyndigheder__person", filter=har, distinct=True),
        )
        .filter(hvem)
    )


def _uenige(alle: QuerySet[Overgang]) -> QuerySet[Overgang]:
    """One says yes to a part, another no to the same, so that it stays."""
    ja = Samtykke.objects.filter(anledning=OuterRef("anledning"), hvad=OuterRef("hvad"), ja=True, trukket_at=None)
    nej = Samtykke.objects.filter(Exists(ja), anledning=OuterRef("anledning"), ja=False, trukket_at=None)
    return alle.filter(Exists(nej))


def _besoeg(status: Besoegsstatus) -> Callable[[QuerySet[Overgang]], QuerySet[Overgang]]:
    def find(alle: QuerySet[Overgang]) -> QuerySet[Overgang]:
        return alle.filter(besoeg__nr=1, besoeg__status=status)

    return find


def _venter(kode: str, sag: str) -> Exists:
    """Whether something of the kind is due, and nobody has done it."""
    return Exists(Frist.objects.aabne().filter(anledning=OuterRef(sag), kode=kode))


JERES, GIVET, MODTAGET, BARNET = (
    "Overgange, *På vej videre*",
    "Overgange, *Givet videre*",
    "Overgange, *Overleveret til os*",
    "barnets side",
)
TILSTANDE: tuple[Tilstand, ...] = (
    Tilstand("Planlagt", JERES, lambda alle: alle.filter(status=Status.PLANLAGT)),
    Tilstand("Skemaet er begyndt", JERES, lambda alle: _udfyldes(alle, Q(svarede=0))),
    Tilstand(
        "Venter på den ene forælder",
        JERES,
        lambda alle: _udfyldes(alle, Q(svarede__gt=0, svarede__lt=F("spoerges"))),
    ),
    Tilstand("Klar til at give videre", JERES, lambda alle: _udfyldes(alle, Q(svarede__gt=0, svarede=F("spoerges")))),
    Tilstand(
        "To tidligere vurderinger er valgt",
        JERES,
        lambda alle: alle.filter(vurderinger__1__isnull=False),
        frozenset({Slags.HUS}),
    ),
    Tilstand("Uenighed holder en del tilbage", GIVET, _uenige),
    Tilstand("Givet videre", GIVET, lambda alle: alle.filter(status=Status.OVERLEVERET)),
    Tilstand("Læst af det nye sted", MODTAGET, lambda alle: alle.filter(status=Status.KVITTERET), INDE),
    Tilstand(
        "Spurgt, venter på svar",
        JERES,
        lambda alle: alle.filter(
            overleveringer__spoergsmaal__isnull=False, overleveringer__spoergsmaal__svaret_at=None
        ),
        INDE,
    ),
    Tilstand(
        "Spurgt og besvaret",
        MODTAGET,
        lambda alle: alle.filter(overleveringer__spoergsmaal__svaret_at__isnull=False),
        INDE,
    ),
    Tilstand(
        "Starten fulgt op",
        MODTAGET,
        lambda alle: alle.filter(status=Status.AFSLUTTET, overleveringer__opfulgt_at__isnull=False),
        INDE,
    ),
    Tilstand(
        "Afsluttet, da tiden var gået",
        BARNET,
        lambda alle: alle.filter(status=Status.AFSLUTTET, udeladt_grund=""),
        UD,
    ),
    Tilstand(
        "Et ja er trukket tilbage bagefter",
        MODTAGET,
        lambda alle: alle.filter(
            overleveringer__dele__stoppet_at__isnull=False,
            overleveringer__dele__stoppet_at__gt=F("overleveringer__overleveret_at"),
        ),
    ),
    Tilstand(
        "Et ja er trukket tilbage, og stedet skal have det at vide",
        JERES,
        lambda alle: alle.exclude(status=Status.AFLYST).filter(_venter(BED, "anledning")),
        UD,
    ),
    Tilstand("Intet givet videre, med en grund", BARNET, lambda alle: alle.exclude(udeladt_grund="")),
    Tilstand("Starten er faldet bort", BARNET, lambda alle: alle.filter(status=Status.AFLYST)),
    Tilstand(
        "Starten er faldet bort, og stedet skal bedes makulere",
        JERES,
        lambda alle: alle.filter(_venter(BED, "anledning"), status=Status.AFLYST),
        UD,
    ),
    Tilstand(
        "Starten er faldet bort, og I skal makulere det, I fik",
        MODTAGET,
        lambda alle: alle.filter(_venter(MAKULER, "overleveringer__anledning"), status=Status.AFLYST),
        frozenset({Slags.HUS}),
    ),
    Tilstand("Besøget er tilbudt", JERES, _besoeg(Besoegsstatus.TILBUDT)),
    Tilstand("Besøget er aftalt", JERES, _besoeg(Besoegsstatus.AFTALT)),
    Tilstand("Besøget er holdt", JERES, _besoeg(Besoegsstatus.HOLDT)),
    Tilstand("Forældrene sagde nej tak til besøget", JERES, _besoeg(Besoegsstatus.AFSLAAET)),
    Tilstand("Besøget kunne ikke lade sig gøre", JERES, _besoeg(Besoegsstatus.IKKE_MULIGT)),
    Tilstand("Et opfølgende møde efter tre måneder", JERES, lambda alle: alle.filter(besoeg__nr=2)),
)


def mangler() -> list[tuple[str, str]]:
    """The places in the table that the database has nobody for; none on the first day of the demo."""
    return [
        (tilstand.navn, navn)
        for tilstand in TILSTANDE
        for slags, (navn, hvilke) in KOLONNER.items()
        if slags in tilstand.slags and not tilstand.find(Overgang.objects.filter(hvilke)).exists()
    ]


def tegn() -> str:
    """The table as the page has it. A school and another municipality cannot answer here, so some places are empty."""
    linjer = [
        "| | " + " | ".join(navn for navn, _ in KOLONNER.values()) + " | hvor |",
        "|---|" + "---|" * (len(KOLONNER) + 1),
    ]
    for tilstand in TILSTANDE:
        felter = " | ".join("ja" if slags in tilstand.slags else "–" for slags in KOLONNER)
        linjer.append(f"| {tilstand.navn} | {felter} | {tilstand.hvor} |")
    return "\n".join(linjer) + "\n"
