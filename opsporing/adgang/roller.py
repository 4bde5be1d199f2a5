"""Roles: what a person is employed to do, and how far down the unit tree that lets her see.

A role says two things. `Raekkevidde` decides which Tilknytninger open a child to the role, and
`opsporing.adgang.permissions.ROLLE_PERMISSIONS` decides what may be done. Both are read as people read them.
"""

from enum import StrEnum

from django.db.models import TextChoices


class Rolle(TextChoices):
    """The functions a person can be employed in; one person may hold several in different units."""

    PAEDAGOG = "paedagog", "pædagog"
    DAGPLEJER = "dagplejer", "dagplejer"
    DAGPLEJEKONSULENT = "dagplejekonsulent", "dagplejekonsulent"
    DAGTILBUDSLEDER = "dagtilbudsleder", "leder"
    SUNDHEDSPLEJERSKE = "sundhedsplejerske", "sundhedsplejerske"
    LEDENDE_SUNDHEDSPLEJERSKE = "ledende_sundhedsplejerske", "ledende sundhedsplejerske"
    PPR = "ppr", "PPR"
    RAADGIVER = "raadgiver", "rådgiver"
    SOCIALRAADGIVER = "socialraadgiver", "socialrådgiver"
    MYNDIGHEDSLEDER = "myndighedsleder", "myndighedsleder"
    FORVALTNING = "forvaltning", "forvaltning"
    ADMINISTRATOR = "administrator", "administrator"
    DATABESKYTTELSE = "databeskyttelse", "databeskyttelse"


class Raekkevidde(StrEnum):
    """How far a role reaches from the unit it is held in."""

    EGEN_ENHED = "egen_enhed"
    UNDERTRAE = "undertrae"
    INGEN_BOERN = "ingen_boern"


RAEKKEVIDDE: dict[str, Raekkevidde] = {
    Rolle.PAEDAGOG: Raekkevidde.EGEN_ENHED,
    Rolle.DAGPLEJER: Raekkevidde.EGEN_ENHED,
    Rolle.DAGPLEJEKONSULENT: Raekkevidde.UNDERTRAE,
    Rolle.DAGTILBUDSLEDER: Raekkevidde.UNDERTRAE,
    Rolle.SUNDHEDSPLEJERSKE: Raekkevidde.EGEN_ENHED,
    Rolle.LEDENDE_SUNDHEDSPLEJERSKE: Raekkevidde.UNDERTRAE,
    Rolle.PPR: Raekkevidde.EGEN_ENHED,
    Rolle.RAADGIVER: Raekkevidde.EGEN_ENHED,
    Rolle.SOCIALRAADGIVER: Raekkevidde.EGEN_ENHED,
    Rolle.MYNDIGHEDSLEDER: Raekkevidde.UNDERTRAE,
    Rolle.FORVALTNING: Raekkevidde.INGEN_BOERN,
    Rolle.ADMINISTRATOR: Raekkevidde.INGEN_BOERN,
    Rolle.DATABESKYTTELSE: Raekkevidde.INGEN_BOERN,
}

LEDERROLLER = frozenset({Rolle.DAGTILBUDSLEDER, Rolle.LEDENDE_SUNDHEDSPLEJERSKE, Rolle.MYNDIGHEDSLEDER})

#: The role that leads a unit of this type (`Enhedstype`); a team has nobody in between.
LEDER_AF: dict[str, Rolle] = {
    "institution": Rolle.DAGTILBUDSLEDER,
    "dagpleje": Rolle.DAGPLEJEKONSULENT,
    "sundhedspleje": Rolle.LEDENDE_SUNDHEDSPLEJERSKE,
    "myndighed": Rolle.MYNDIGHEDSLEDER,
}
