"""What is in a demo database, told by names instead of primary keys, so that two databases can be compared."""

from collections.abc import Iterable
from typing import Any

from opsporing.models import Ansaettelse, Barn, Frist, Handling, Log, Opfoelgning, Orientering, Tilknytning
from trivsel.models import EgenVurdering, Runde, Vurdering
from underretning.models import Modtaget, Underretning

_BARN = ("fornavn", "efternavn", "foedt_den", "termin")


def _om(sti: str) -> tuple[str, ...]:
    return tuple(f"{sti}__{felt}" for felt in _BARN)


def _raekker(rows: Iterable[Any]) -> list[str]:
    return sorted(map(repr, rows))


def indhold(*, med_log: bool = True) -> dict[str, list[str]]:
    """Every table of the history as sorted lines."""
    vurdering = ("enhed__kode", "runde__aabner", "oprettet_at", "afsluttet_at", "udgaaet_at", "samlet", "svar")
    frist = ("kode", "enhed__kode", "forfalder_at", "opfyldt_at", "annulleret_at", "oprettet_at")
    handling = ("hvad", "ansvarlig__username", "opfoelgning_den", "aftalt_den", "afsluttet_at", "laereplan")
    fundet = {
        "børn": Barn.objects.values_list(*_BARN, "cpr", "beskyttet", "kommune__kode"),
        "ansatte": Ansaettelse.objects.values_list("user__username", "enhed__kode", "rolle", "fra", "til"),
        "runder": Runde.objects.values_list("navn", "arena", "aabner", "lukker", "aabnet_at", "lukket_at"),
        "tilknytninger": Tilknytning.objects.values_list(*_om("barn"), "enhed__kode", "grundlag", "fra", "til"),
        "orienteringer": Orientering.objects.values_list(*_om("barn"), "givet_den", "maade", "registreret_at"),
        "vurderinger": Vurdering.objects.values_list(*_om("barn"), *vurdering),
        "egne": EgenVurdering.objects.values_list(
            *_om("vurdering__barn"), "nr", "vurderer__username", "svar", "begyndt_at", "faerdig_at", "fritaget_at"
        ),
        "handlinger": Handling.objects.values_list(*_om("barn"), *handling),
        "opfølgninger": Opfoelgning.objects.values_list(*_om("handling__barn"), "den", "virkning", "tekst"),
        "frister": Frist.objects.values_list(*_om("anledning__barn"), *frist),
    }
    modtaget = ("modtaget_at", "underretter_kode", "status", "vurderet_at", "udfald", "ansvarlig__username")
    skrevet = ("skrevet_by__username", "status", "oprettet_at", "sendt_at", "svar")
    fundet |= {
        "modtaget": Modtaget.objects.values_list(*_om("barn"), *modtaget),
        "underretninger": Underretning.objects.values_list(*_om("boern__barn"), *skrevet),
    }
    if med_log:
        fundet["log"] = Log.objects.values_list("haendelse", "nu", "rolle", "felter", "antal", "formaal")
    return {navn: _raekker(rows) for navn, rows in fundet.items()}
