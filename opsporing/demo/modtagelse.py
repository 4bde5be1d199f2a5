"""How somebody in the demo tells familieafdelingen, and who familieafdelingen is.

What is told comes from `tekster_underretning.toml`, and is received through the product's own action: a child nobody
here knows gets a row without enrolment, as it would in life.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from opsporing.adgang.roller import Rolle
from opsporing.cpr import parse
from opsporing.demo import tekster
from opsporing.demo.befolkning import DemoBarn
from opsporing.demo.kolleger import Kolleger
from opsporing.demo.opbygning import BAKKEBY_KODE, FJORDBY_KODE
from opsporing.demo.tilfaelde import valg
from opsporing.models import Barn, User
from opsporing.tid import dato
from underretning.actions.modtag import Barnedata, Underretter
from underretning.actions.registrer import Fortalt, Mistanke, registrer
from underretning.models import Kanal, Modtaget, Overgreb, Pligt

#: The receiving unit of each municipality.
MODTAGELSE = {FJORDBY_KODE: "FAM", BAKKEBY_KODE: "BAK-FAM"}
#: Codes of those who do not write as professionals: family, friends, and whoever is anonymous.
BORGERE = frozenset({"7", "8", "13"})
ANONYM = "8"
#: On this day code 7 of those who notify was split, and families got 13.
FAMILIE_SKIFTEDE_KODE = date(2024, 1, 1)
BARNET = {"han": "barnet", "Han": "Barnet", "ham": "barnet", "hans": "barnets"}


@cache
def samling() -> dict[str, Any]:
    """All that can be told and written."""
    return tomllib.loads((files("opsporing.demo") / "tekster_underretning.toml").read_text(encoding="utf-8"))


def ord_om(slags: str, barn: Barn, *noegle: object) -> str:
    """One of the texts under `[ord]`, about the child."""
    return om(valg(samling()["ord"][slags], slags, *noegle), barn)


def om(tekst: str, barn: Barn | Barnedata, koen: str = "") -> str:
    """The text about the child, who is "barnet" where nobody knows the sex."""
    if isinstance(barn, Barn):
        navn, koen = barn.kaldenavn, barn.koen
    else:
        navn = barn.fornavn
    return tekster.udfyld(tekst, navn, koen) if koen in tekster.STEDORD else tekst.format(navn=navn, **BARNET)


def barnedata(barn: DemoBarn) -> Barnedata:
    """Who the child is, as somebody tells it."""
    return Barnedata(
        fornavn=barn.fornavn,
        efternavn=barn.efternavn,
        cpr=barn.cpr,
        foedt_den=barn.foedt,
        beskyttet=barn.beskyttet,
    )


def socialraadgiver(kolleger: Kolleger, nu: datetime, *noegle: object) -> User:
    """One of those who receive, the one people can sign in as a little more often."""
    hvem = valg(("socialraadgiver", "socialraadgiver", "alde"), "sagsbehandler", *noegle)
    return kolleger.med_rolle(Rolle.SOCIALRAADGIVER, nu, hvem)


def fortael(
    ind: Mapping[str, Any],
    barn: Barn | Barnedata,
    *,
    kolleger: Kolleger,
    modtaget_at: datetime,
    nu: datetime,
    navn: str | None = None,
    by: User | None = None,
) -> Modtaget:
    """Let somebody outside tell what stands in `ind`, and a colleague write it down `nu`."""
    by = by or socialraadgiver(kolleger, nu, modtaget_at)
    koen = parse(barn.cpr).koen.value if barn.cpr else ""
    if isinstance(barn, Barn):
        barn = Barnedata(
            fornavn=barn.fornavn,
            efternavn=barn.efternavn,
            cpr=barn.cpr,
            foedt_den=barn.foedt_den,
            beskyttet=barn.beskyttet,
        )
    kode = ind["kode"]
    if kode == "13" and dato(modtaget_at) < FAMILIE_SKIFTEDE_KODE:
        kode = "7"
    [modtaget] = registrer(
        boern=[barn],
        kanal=Kanal(ind["kanal"]),
        modtaget_at=modtaget_at,
        pligt=Pligt(ind.get("pligt", Pligt.ALLE if kode in BORGERE else Pligt.FAGPERSON)),
        underretter=Underretter(
            kode,
            navn=ind.get("navn", "") if navn is None else navn,
            kontakt=ind["kontakt"],
            anonym=kode == ANONYM,
        ),
        hastede=ind.get("hastede", False),
        mistanke=Mistanke(Overgreb(ind.get("overgreb", Overgreb.NEJ)), ind.get("overgreb_hvem", "")),
        fortalt=Fortalt(
            set_="\n\n".join(om(ind[hvad], barn, koen) for hvad in ("set", "tanke")),
            barnets_ord=om(ind.get("ord", ""), barn, koen),
            sammenfatning=ind.get("sagsresume", ""),
        ),
        by=by,
        nu=nu,
    )
    return modtaget
