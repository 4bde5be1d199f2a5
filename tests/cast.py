"""A small municipality with one person per role, made through the actions the product itself uses.

    by = prøv.byg(nu)
    by.paedagog            Pia, pædagog in Egern (vuggestue, Børnehuset Birken)
    by.egern, by.barn      the stue and its first child; by.egernboern are all three
    by.bruger["leder"]     the same people by user name
    by.naboby.leder        somebody who must never see any of it

Everybody's password is `ADGANGSKODE`; every user acts under her first employment (`user.ansaettelse`).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from opsporing.adgang.roller import Rolle
from opsporing.boern import actions as boern
from opsporing.models import Ansaettelse, Barn, Enhed, Kommune, Person, User
from opsporing.organisation import actions as organisation
from tests.factories.tid import NU
from tests.factories.user import ADGANGSKODE
from tests.support import proeveby

__all__ = ["ADGANGSKODE", "NU", "By", "byg"]

#: user name: name, unit (key in `_ENHEDER`), role.
_PERSONER: dict[str, tuple[str, str, Rolle]] = {
    "paedagog": ("Pia Bjerre", "egern", Rolle.PAEDAGOG),
    "paedagog2": ("Per Østen", "egern", Rolle.PAEDAGOG),
    "paedagog_ugle": ("Ulla Ærø", "ugle", Rolle.PAEDAGOG),
    "paedagog_eg": ("Emil Vang", "ulv", Rolle.PAEDAGOG),
    "leder": ("Lone Ågård", "birken", Rolle.DAGTILBUDSLEDER),
    "leder2": ("Lars Toft", "egen", Rolle.DAGTILBUDSLEDER),
    "dagplejer": ("Inga Dahl", "inga", Rolle.DAGPLEJER),
    "dagplejekonsulent": ("Kirsten Rask", "dagpleje", Rolle.DAGPLEJEKONSULENT),
    "sundhedsplejerske": ("Signe Kvist", "nord", Rolle.SUNDHEDSPLEJERSKE),
    "sundhedsplejerske2": ("Sanne Løv", "syd", Rolle.SUNDHEDSPLEJERSKE),
    "ledende_sundhedsplejerske": ("Lis Bæk", "sundhedspleje", Rolle.LEDENDE_SUNDHEDSPLEJERSKE),
    "ppr": ("Poul Riis", "ppr_team", Rolle.PPR),
    "raadgiver": ("Rita Holt", "raadgivning", Rolle.RAADGIVER),
    "socialraadgiver": ("Sofie Kær", "myndighed", Rolle.SOCIALRAADGIVER),
    "myndighedsleder": ("Mona Fald", "myndighed", Rolle.MYNDIGHEDSLEDER),
    "forvaltning": ("Frida Lyng", "rod", Rolle.FORVALTNING),
    "administrator": ("Anders Bo", "rod", Rolle.ADMINISTRATOR),
    "databeskyttelse": ("Dina Sand", "rod", Rolle.DATABESKYTTELSE),
}

#: key: name, type, arena, parent's key. In an order where parents come first.
_ENHEDER: dict[str, tuple[str, str, str, str]] = {
    "birken": ("Børnehuset Birken", "institution", "", "rod"),
    "egern": ("Egern", "stue", "vuggestue", "birken"),
    "ugle": ("Ugle", "stue", "boernehave", "birken"),
    "egen": ("Børnehuset Egen", "institution", "", "rod"),
    "ulv": ("Ulv", "stue", "boernehave", "egen"),
    "dagpleje": ("Dagplejen", "dagpleje", "", "rod"),
    "inga": ("Hos Inga", "dagplejer", "dagpleje", "dagpleje"),
    "sundhedspleje": ("Sundhedsplejen", "sundhedspleje", "", "rod"),
    "nord": ("Distrikt Nord", "distrikt", "sundhedspleje", "sundhedspleje"),
    "syd": ("Distrikt Syd", "distrikt", "sundhedspleje", "sundhedspleje"),
    "ppr_team": ("PPR", "team", "", "rod"),
    "raadgivning": ("Forebyggende rådgivning", "team", "", "rod"),
    "myndighed": ("Familieafdelingen", "myndighed", "", "rod"),
}

#: key: first name, surname, CPR, born, units. People are invented, and so are the numbers: with 60 added to the day
#: they can be nobody's (`opsporing.cpr.demo_cpr`).
_BOERN: dict[str, tuple[str, str, str | None, date, tuple[str, ...]]] = {
    "alma": ("Alma", "Åkjær", "6109244234", date(2024, 9, 1), ("egern",)),
    "bo": ("Bo", "Ærebo", "7202254237", date(2025, 2, 12), ("egern",)),
    "clara": ("Clara", "Østlund", None, date(2024, 6, 30), ("egern",)),
    "david": ("David", "Åkjær", "6503224238", date(2022, 3, 5), ("ugle",)),
    "ella": ("Ella", "Lund", "8011214240", date(2021, 11, 20), ("ulv",)),
    "finn": ("Finn", "Dam", "7508244242", date(2024, 8, 15), ("inga",)),
    "gro": ("Gro", "Holm", "6108264244", date(2026, 8, 1), ("nord",)),
    "ida": ("Ida", "Krog", "6208264246", date(2026, 8, 2), ("syd",)),
}


@dataclass
class By:
    """The municipality, its units, people and children, each also as an attribute by its key."""

    kommune: Kommune
    rod: Enhed
    nu: datetime
    enhed: dict[str, Enhed] = field(default_factory=dict)
    bruger: dict[str, User] = field(default_factory=dict)
    boern: dict[str, Barn] = field(default_factory=dict)
    foraeldre: dict[str, Person] = field(default_factory=dict)
    naboby: Any = None

    def __getattr__(self, navn: str) -> Any:
        for samling in ("bruger", "enhed", "boern", "foraeldre"):
            fundet = self.__dict__.get(samling, {}).get(navn)
            if fundet is not None:
                return fundet
        raise AttributeError(navn)

    @property
    def barn(self) -> Barn:
        """Alma, enrolled in Egern; her mother and father hold custody together."""
        return self.boern["alma"]

    @property
    def egernboern(self) -> list[Barn]:
        return [self.boern[navn] for navn in ("alma", "bo", "clara")]


def _ansat(kommune: Kommune, enhed: Enhed, username: str, navn: str, rolle: str, nu: datetime) -> User:
    user = organisation.opret_bruger(
        kommune=kommune,
        username=username,
        navn=navn,
        email=f"{username}@{kommune.kode}.example",
        password=ADGANGSKODE,
        by=None,
        nu=nu,
    )
    ansaettelse = organisation.ansaet(user=user, enhed=enhed, rolle=rolle, by=None, nu=nu)
    return user.vaelg(Ansaettelse.objects.for_bruger(user, nu).get(pk=ansaettelse.pk))


def _barn(kommune: Kommune, navn: tuple[str, str], cpr: str | None, foedt: date, nu: datetime) -> Barn:
    return boern.opret_barn(
        kommune=kommune, fornavn=navn[0], efternavn=navn[1], cpr=cpr, foedt_den=foedt, by=None, nu=nu
    )


def _forbind(by: By, foer: datetime) -> None:
    """Custody: Alma and David are siblings with two holders, Bo has one, Clara's father's address is protected."""
    voksne = {
        "mor": Person(fornavn="Merete", efternavn="Åkjær", cpr="6101901248"),
        "far": Person(fornavn="Frank", efternavn="Åkjær", cpr="6202891250"),
        "bos_mor": Person(fornavn="Britt", efternavn="Ærebo"),
        "claras_far": Person(fornavn="Carl", efternavn="Østlund", beskyttet=True),
        "ellas_mor": Person(fornavn="Eva", efternavn="Lund"),
    }
    for noegle, person in voksne.items():
        person.kommune = by.kommune
        person.save()
        by.foraeldre[noegle] = person
    for barn, person in (
        ("alma", "mor"),
        ("alma", "far"),
        ("david", "mor"),
        ("david", "far"),
        ("bo", "bos_mor"),
        ("clara", "claras_far"),
        ("ella", "ellas_mor"),
    ):
        boern.giv_foraeldremyndighed(barn=by.boern[barn], person=by.foraeldre[person], by=None, nu=foer)


def _naboby(foer: datetime) -> SimpleNamespace:
    """Another municipality in the same installation: one stue, one child, one person per kind of reach."""
    kommune, rod = organisation.opret_kommune(navn="Naboby Kommune", kode="7998", nu=foer)
    hus = organisation.opret_enhed(
        kommune=kommune, type="institution", navn="Børnehuset Nabo", foraelder=rod, by=None, nu=foer
    )
    stue = organisation.opret_enhed(
        kommune=kommune, type="stue", arena="vuggestue", navn="Naboen", foraelder=hus, by=None, nu=foer
    )
    barn = _barn(kommune, ("Nora", "Nabo"), "6109244252", date(2024, 9, 1), foer)
    boern.indskriv(barn=barn, enhed=stue, by=None, nu=foer)
    return SimpleNamespace(
        kommune=kommune,
        rod=rod,
        hus=hus,
        stue=stue,
        barn=barn,
        leder=_ansat(kommune, hus, "nabo_leder", "Niels Nabo", Rolle.DAGTILBUDSLEDER, foer),
        paedagog=_ansat(kommune, stue, "nabo_paedagog", "Nanna Nabo", Rolle.PAEDAGOG, foer),
        administrator=_ansat(kommune, rod, "nabo_administrator", "Nikolaj Nabo", Rolle.ADMINISTRATOR, foer),
        databeskyttelse=_ansat(kommune, rod, "nabo_databeskyttelse", "Nina Nabo", Rolle.DATABESKYTTELSE, foer),
    )


def byg(nu: datetime = NU) -> By:
    """Prøveby as it has been since two months before `nu`; where it stands ready (`tests.support.proeveby`) it is not
    made again.
    """
    return (proeveby.faerdig() if nu == NU else None) or byg_nyt(nu)


def byg_nyt(nu: datetime) -> By:
    """Make Prøveby through the actions."""
    foer = nu - timedelta(days=60)
    kommune, rod = organisation.opret_kommune(navn="Prøveby Kommune", kode="7999", nu=foer)
    by = By(kommune=kommune, rod=rod, nu=nu, enhed={"rod": rod})
    for noegle, (navn, type_, arena, foraelder) in _ENHEDER.items():
        by.enhed[noegle] = organisation.opret_enhed(
            kommune=kommune,
            type=type_,
            arena=arena,
            navn=navn,
            kode=noegle,
            foraelder=by.enhed[foraelder],
            by=None,
            nu=foer,
        )
    for username, (navn, enhed, rolle) in _PERSONER.items():
        by.bruger[username] = _ansat(kommune, by.enhed[enhed], username, navn, rolle, foer)
    for noegle, (fornavn, efternavn, cpr, foedt, enheder) in _BOERN.items():
        by.boern[noegle] = _barn(kommune, (fornavn, efternavn), cpr, foedt, foer)
        for enhed in enheder:
            boern.indskriv(barn=by.boern[noegle], enhed=by.enhed[enhed], by=None, nu=foer)
    _forbind(by, foer)
    by.naboby = _naboby(foer)
    return by
