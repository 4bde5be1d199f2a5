"""What the demo has of meetings and sparring on its first day: every step of each."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from dialogmoeder.models import (
    Deltager,
    Evaluering,
    Forberedelse,
    Forslag,
    Moede,
    Moedestatus,
    Punkt,
    Punktart,
    Punktdeltager,
    Punktgrundlag,
    Punktstatus,
    Referat,
    Slags,
    Sparring,
    Sparringsgrundlag,
    Sparringsstatus,
)
from opsporing.models import Frist, Handling, Log, Paamindelse

TILSTANDE: dict[str, Callable[[datetime], Any]] = {
    **{f"a meeting {s}": lambda nu, s=s: Moede.objects.filter(status=s) for s in Moedestatus.values},
    **{
        f"a {slags}": lambda nu, s=slags: Moede.objects.filter(slags=s)
        for slags in (Slags.RESSOURCETEAM, Slags.DIALOGMOEDE, Slags.NETVAERKSMOEDE, Slags.SPARRINGSMOEDE)
    },
    "a team after ADBB, called about a child": lambda nu: Punkt.objects.filter(
        forslag=Forslag.ADBB, moede__slags=Slags.ADBB_TEAM, moede__status=Moedestatus.INDKALDT, barn__isnull=False
    ),
    "a substitute at a meeting to come": lambda nu: Deltager.objects.filter(
        stedfortraeder_for__isnull=False,
        fratraadt_at=None,
        moede__status=Moedestatus.INDKALDT,
        moede__planlagt_at__gt=nu,
    ),
    "a professional called in on the spot": lambda nu: Deltager.objects.filter(
        kaldt_ind=True, punkter__tilknytning__isnull=False, moede__status=Moedestatus.I_GANG
    ),
    "a sparring taken to the team": lambda nu: Punkt.objects.filter(
        forslag=Forslag.SPARRING, moede__status=Moedestatus.INDKALDT, moede__planlagt_at__gt=nu
    ),
    "a chief told of an answer that is late": lambda nu: Paamindelse.objects.filter(
        frist__kode="dialogmoeder.svar", uden_indsigt=True, modtager__username="forvaltning"
    ),
    "a dialogmøde with parents, called": lambda nu: Moede.objects.filter(
        slags=Slags.DIALOGMOEDE, status=Moedestatus.INDKALDT, planlagt_at__gt=nu, deltagere__person__isnull=False
    ),
    **{f"an item about {a}": lambda nu, a=a: Punkt.objects.filter(art=a) for a in Punktart.values},
    **{
        f"an item {s}": lambda nu, s=s: Punkt.objects.filter(status=s)
        for s in (Punktstatus.PAA_DAGSORDEN, Punktstatus.BEHANDLET, Punktstatus.UDSAT)
    },
    **{
        f"part on the ground {g}": lambda nu, g=g: Punktdeltager.objects.filter(grundlag=g)
        for g in Punktgrundlag.values
    },
    "a preparation begun": lambda nu: Forberedelse.objects.filter(sendt_at=None),
    "a preparation sent": lambda nu: Forberedelse.objects.filter(
        sendt_at__isnull=False, punkt__moede__planlagt_at__gt=nu
    ),
    "minutes that are closed": lambda nu: Referat.objects.filter(lukket_at__isnull=False),
    "minutes without a name, closed with a word that nobody can be known": lambda nu: Log.objects.filter(
        haendelse="dialogmoeder.ingen_kan_kendes"
    ),
    "an agreement": lambda nu: Handling.objects.filter(anledning__kode="dialogmoeder.punkt"),
    "an agreement of PPR's, with a reminder": lambda nu: Paamindelse.objects.aktuelle().filter(
        frist__kode="opsporing.handling_opfoelgning",
        frist__anledning__kode="dialogmoeder.punkt",
        modtager__username="ppr",
    ),
    "an evaluation": lambda nu: Evaluering.objects.all(),
    **{f"a sparring {s}": lambda nu, s=s: Sparring.objects.filter(status=s) for s in Sparringsstatus.values},
    "a sparring by consent": lambda nu: Sparring.objects.filter(grundlag=Sparringsgrundlag.SAMTYKKE),
    "a sparring that waits too long": lambda nu: Frist.objects.overskredne(nu).filter(kode="dialogmoeder.svar"),
    "parents to be told of a meeting's new time": lambda nu: Frist.objects.aabne().filter(kode="dialogmoeder.ny_tid"),
    "parents to be told of a meeting": lambda nu: Frist.objects.aabne().filter(kode="dialogmoeder.foraeldre"),
}


@pytest.mark.parametrize("hvad", TILSTANDE)
def test_meetings_in_every_state(nu: datetime, hvad: str) -> None:
    assert TILSTANDE[hvad](nu).exists()
