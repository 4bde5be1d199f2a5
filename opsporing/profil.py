"""The practice profile: what a municipality decides for itself, with our defaults.

Stored as JSON in versions (`Profilversion.data`), read as `Praksisprofil`. A missing key means the default, so an older
version keeps its meaning when the product learns something new.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from opsporing import lov

if TYPE_CHECKING:
    from opsporing.models import Kommune

POSITIONER = ("groen", "gul", "roed")
#: Who above a unit is told of what is late unless a municipality says otherwise, and where else nobody would be.
CHEFROLLER_ELLERS = ("forvaltning",)


def _labels() -> dict[str, str]:
    return {"groen": "Trivsel", "gul": "Øget opmærksomhed", "roed": "Bekymring"}


def _vurderere() -> dict[str, list[str]]:
    return {
        "sundhedspleje": [""],
        "dagpleje": ["dagplejer", "dagplejekonsulent"],
        "vuggestue": ["", ""],
        "boernehave": ["", ""],
    }


def _runder() -> list[dict[str, Any]]:
    """Two rounds a year in each arena; Model for tidlig opsporing demands that much."""
    return [
        {"navn": navn, "arena": arena, "aabner": aabner, "lukker": lukker, "alder_fra_mdr": fra, "alder_til_mdr": til}
        for navn, aabner, lukker in (("Forårsrunden", "04-01", "05-31"), ("Efterårsrunden", "10-01", "11-30"))
        for arena, fra, til in (("dagpleje", 6, 47), ("vuggestue", 6, 47), ("boernehave", 30, 83))
    ]


def _adbb_besoeg() -> list[dict[str, Any]]:
    """The visits at which every child is seen (Hvidovre, Socialstyrelsen 2022); ages in completed months."""
    return [
        {"kode": "2-3", "navn": "2-3 måneder", "fra_mdr": 2, "til_mdr": 3},
        {"kode": "8-10", "navn": "8-10 måneder", "fra_mdr": 8, "til_mdr": 10},
    ]


def _moedeledere() -> dict[str, str]:
    return {
        "hjem_dagpleje": "dagplejekonsulent",
        "hjem_dagtilbud": "sundhedsplejerske",
        "dagtilbud_boernehave": "dagtilbudsleder",
        "boernehave_skole": "dagtilbudsleder",
        "flytning": "dagtilbudsleder",
    }


def _moede(navn: str, skema: str, leder: str, **andet: Any) -> dict[str, Any]:
    return {
        "bruges": True,
        "navn": navn,
        "skema": skema,
        "leder": leder,
        "kadence_uger": 0,
        "minutter": 60,
        "punkt_minutter": 20,
        "smaa_minutter": 0,
        "indkald_dage": 14,
        "forberedelse_dage": 3,
    } | andet


def _moeder() -> dict[str, dict[str, Any]]:
    """The kinds of meetings. Cadence of 6 or 8 weeks and the fixed time for the youngest are Køge's, preparation three
    days before is Roskilde's, the team after ADBB is Hvidovre's (Socialstyrelsen 2022); lengths are ours.
    """
    return {
        "dialogmoede": _moede("Dialogmøde", "dialogmoede", "dagtilbudsleder", punkt_minutter=60),
        "ressourceteam": _moede(
            "Ressourceteam", "ressourceteam", "dagtilbudsleder", kadence_uger=6, minutter=120, smaa_minutter=40
        ),
        "fokusteam": _moede(
            "Fokusteam",
            "ressourceteam",
            "dagtilbudsleder",
            kadence_uger=8,
            minutter=120,
            smaa_minutter=40,
            bruges=False,
        ),
        "adbb_team": _moede(
            "Tværfagligt team efter ADBB", "ressourceteam", "ledende_sundhedsplejerske", kadence_uger=6, minutter=90
        ),
        "netvaerksmoede": _moede("Netværksmøde", "dialogmoede", "dagtilbudsleder", punkt_minutter=60),
        "sparringsmoede": _moede("Sparringsmøde", "ressourceteam", "dagtilbudsleder", indkald_dage=7),
    }


def _besoegsvurdering() -> dict[str, int]:
    """The age in months at which sundhedsplejen makes its first trivselsvurdering, with the parents, at the last
    ordinary visit (Fredensborg)."""
    return {"fra_mdr": 8, "til_mdr": 10}


def _regel() -> dict[str, Any]:
    return {"art": "taerskler"}


def _opbevaring() -> dict[str, int]:
    """Months after the child left the unit (or, for what names no child, after it was made). Our own defaults: no
    statutory period is verified, and the administrator is told so."""
    return {
        "vurdering": 24,
        "orientering": 24,
        "handling": 24,
        "frist": 12,
        "indlaesning": 6,
        "log": 24,
        "adbb": 120,
        "supervision": 60,
        "overgang": 24,
        "underretning": 120,
        "moede": 24,
        "sparring": 12,
    }


#: Fields whose keys are read in this order.
_I_ORDEN: dict[str, Callable[[], dict[str, Any]]] = {
    "positioner": _labels,
    "vurderere": _vurderere,
    "overgang_moedeledere": _moedeledere,
    "moeder": _moeder,
    "opbevaring": _opbevaring,
}


@dataclass(frozen=True, slots=True)
class Praksisprofil:
    """How one municipality works. Days are calendar days unless the name says `hverdage`.

    positioner: visible label per position code. farver: whether positions carry a tint besides shape and words.
    vurderere: per arena one entry per own rater, holding the role that must fill it ("" is any who evaluates there).
    The days of the duties that follow a position are those of gul, and with `_roed` those of roed.
    regel: how a position is suggested, read by `trivsel.rules`. runder: the year's rounds as month-day.
    adbb_*: at which visits ADBB is made, the cut-off (5 in Guedeney & Fermanian 2001), days until it is repeated (1-2
    weeks in Danish practice), until the team has met, and until the parents have been told.
    overgang_moedeledere: per kind of overgang the role that leads the visit (Hedensted: from home the one of dagplejen
    to a dagplejer, the health visitor to a vuggestue; the others are ours). overgang_kompetencer: whether the form asks
    for the seven "Klar til læring" competences. overgang_placering_foelger: whether position and earlier vurderinger
    may follow: "aldrig", "samtykke" or "foelger". The days are before the start (`_foer`) and after the hand-over or,
    for the follow-up meeting, after the start.
    moeder: per kind of meeting whether it is used, its name, the form of its minutes, the role that leads it, weeks
    between two (0: none is planned by itself), minutes in all, per item and kept for children under three, and days
    before the meeting at which it is called and prepared. moede_adgang_dage: days after a meeting in which those from
    outside may read their items. moede_evaluering_mindst: the fewest answers shown. sparring_svar_dage: the promise.
    underretning_*: days until the writer is reminded of a draft and until the receipt is sent (read with
    `kvitteres_inden`), and, by our own defaults as no number is in the law: until it is decided what follows, the child
    has been talked to, a running case is reassessed, and the professional has had an answer.
    chefroller: roles above a unit that are told when an underretning is not assessed there in time, or a sparring not
    answered, without seeing what.
    besoegsvurdering: the ages of sundhedsplejens trivselsvurdering; empty where she makes none by age.
    mfa_roller: roles that must sign in with a second factor. opbevaring: months per record type.
    """

    positioner: dict[str, str] = field(default_factory=_labels)
    farver: bool = True
    vurderere: dict[str, list[str]] = field(default_factory=_vurderere)
    een_vurderer_er_nok: bool = False
    regel: dict[str, Any] = field(default_factory=_regel)
    runder: list[dict[str, Any]] = field(default_factory=_runder)
    orientering_kraeves: bool = True
    paedagog_ser_hele_institutionen: bool = False
    faelles_efter_egne_dage: int = 14
    resultat_dage: int = 10
    foerste_handling_dage: int = 14
    opfoelgning_dage: int = 42
    resultat_dage_roed: int = 5
    foerste_handling_dage_roed: int = 7
    opfoelgning_dage_roed: int = 28
    paamind_dage: int = 7
    eskaler_dage: int = 7
    spaerring_gennemses_dage: int = 14
    adbb_besoeg: list[dict[str, Any]] = field(default_factory=_adbb_besoeg)
    adbb_graense: int = 5
    adbb_gentag_dage: int = 14
    adbb_team_dage: int = 14
    adbb_samtale_dage: int = 3
    underretning_kladde_dage: int = 1
    underretning_kvittering_hverdage: int = 6
    underretning_afgoer_dage: int = 7
    underretning_samtale_dage: int = 14
    underretning_genvurdering_dage: int = 14
    underretning_tilbagemelding_dage: int = 28
    overgang_moedeledere: dict[str, str] = field(default_factory=_moedeledere)
    overgang_kompetencer: bool = False
    overgang_placering_foelger: str = "aldrig"
    overgang_laeses_dage_foer: int = 0
    overgang_skema_dage_foer: int = 21
    overgang_besoeg_dage_foer: int = 14
    overgang_kvitter_dage: int = 14
    overgang_opfoelgning_dage: int = 90
    moeder: dict[str, dict[str, Any]] = field(default_factory=_moeder)
    moede_adgang_dage: int = 28
    moede_evaluering_mindst: int = 3
    sparring_svar_dage: int = 5
    chefroller: list[str] = field(default_factory=lambda: list(CHEFROLLER_ELLERS))
    besoegsvurdering: dict[str, int] = field(default_factory=_besoegsvurdering)
    mfa_roller: list[str] = field(default_factory=list)
    opbevaring: dict[str, int] = field(default_factory=_opbevaring)

    @classmethod
    def fra_data(cls, data: dict[str, Any]) -> "Praksisprofil":
        """Read a stored version; unknown keys, from a newer product, are left out of account."""
        kendte = {f.name for f in fields(cls)}
        profil = cls(**{k: v for k, v in data.items() if k in kendte})
        # PostgreSQL keeps no order of keys; pages and letters need green before yellow before red.
        for felt, standard in _I_ORDEN.items():
            gemt: dict[str, Any] = getattr(profil, felt)
            i_orden = {k: gemt.get(k, v) for k, v in standard().items()} | gemt
            gemt.clear()
            gemt.update(i_orden)
        return profil

    def til_data(self) -> dict[str, Any]:
        return asdict(self)

    def label(self, position: str | None) -> str:
        """The municipality's own word for a position code; empty for none."""
        return self.positioner.get(position or "", "")

    def pligtdage(self, position: str) -> tuple[int, int, int]:
        """Days from the concluded vurdering to the talk with the parents, the first agreement and its follow-up."""
        if position == "roed":
            return self.resultat_dage_roed, self.foerste_handling_dage_roed, self.opfoelgning_dage_roed
        return self.resultat_dage, self.foerste_handling_dage, self.opfoelgning_dage

    def kvitteres_inden(self, modtaget_den: date) -> int:
        """Hverdage until whoever wrote has had the receipt: the municipality's own number, never more than the law's.

        Asked here and not where it is stored, so that no version of a profile, however old, gives more.
        """
        return lov.hoejst_hverdage("kvittering", modtaget_den, self.underretning_kvittering_hverdage)

    def egne_kraevet(self, arena: str) -> int:
        """How many own evaluations a vurdering in the arena needs."""
        return 1 if self.een_vurderer_er_nok else len(self.vurderere[arena])


def profil_for(kommune: "Kommune") -> Praksisprofil:
    """The profile in force; a municipality that never changed anything has the defaults."""
    return Praksisprofil.fra_data(kommune.profil.data if kommune.profil else {})


def aendret(foer: Praksisprofil, efter: Praksisprofil) -> list[str]:
    """The fields in which two profiles differ, in the order of the profile."""
    return [f.name for f in fields(Praksisprofil) if getattr(foer, f.name) != getattr(efter, f.name)]
