"""Which child each role meets in the scene of the access matrix."""

from opsporing.adgang.roller import Rolle

#: The child each role meets in its own unit, and one that it must not know of in the same municipality.
EGET_BARN = {
    Rolle.PAEDAGOG: "alma",
    Rolle.DAGTILBUDSLEDER: "alma",
    Rolle.DAGPLEJER: "finn",
    Rolle.DAGPLEJEKONSULENT: "finn",
    Rolle.SUNDHEDSPLEJERSKE: "gro",
    Rolle.LEDENDE_SUNDHEDSPLEJERSKE: "gro",
}
FREMMED_BARN = {
    Rolle.PAEDAGOG: "david",
    Rolle.DAGTILBUDSLEDER: "ella",
    Rolle.DAGPLEJER: "alma",
    Rolle.DAGPLEJEKONSULENT: "alma",
    Rolle.SUNDHEDSPLEJERSKE: "ida",
    Rolle.LEDENDE_SUNDHEDSPLEJERSKE: "alma",
}
