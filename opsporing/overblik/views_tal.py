"""The municipality's numbers, on the page and as a file. No child and no member of staff is in them."""

import csv
import io
from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opsporing import log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.grafer import Stak, Stakket
from opsporing.models import Kommune
from opsporing.overblik import tallene
from opsporing.overblik.tallene import Daekning, Placeringer, Saeson
from opsporing.profil import Praksisprofil

SKJULT = "vises ikke"


def _kommune(request: Request) -> Kommune:
    if request.user.ansaettelse is None:
        raise ValueError("Uden ansættelse er der ingen kommune.")
    return request.user.ansaettelse.enhed.kommune


@kraever(Permission.TAL_SE)
@require_safe
def tal(request: Request) -> HttpResponse:
    """Coverage and positions of a round, and the rounds before it."""
    nu = tid.nu()
    kommune = _kommune(request)
    alle = tallene.saesoner(kommune)
    valgt = tallene.vaelg(alle, request.GET.get("runde"))
    placeringer = tallene.placeringer(kommune, alle)
    daekning = tallene.daekning(kommune, valgt, placeringer[valgt.pk], nu) if valgt else None
    kolonner = [*(request.user.profil.label(kode) for kode in tallene.KODER), "I alt"]
    linjer = placeringer[valgt.pk].linjer if valgt else []
    log.record("opsporing.tal_set", by=request.user, nu=nu)
    return render(
        request,
        "overblik/tal.html",
        {
            "kommune": kommune,
            "alle": alle,
            "valgt": valgt,
            "daekning": daekning,
            "placeringer": placeringer[valgt.pk] if valgt else None,
            "kolonner": kolonner,
            "linjer": [(p, list(zip(kolonner, (*p.antal, p.i_alt), strict=True))) for p in linjer],
            "graf": _graf(alle, placeringer, request.user.profil),
            "mindst_egne": tallene.MINDST_EGNE,
            "afrund": tallene.AFRUND,
        },
    )


def _graf(alle: list[Saeson], placeringer: dict[int, Placeringer], profil: Praksisprofil) -> Stakket | None:
    """The whole municipality, round by round, oldest first; only closed rounds are in it."""
    raekker = [Stak(s.label, linje.antal) for s in reversed(alle) if s.lukket and (linje := placeringer[s.pk].kommunen)]
    if not raekker:
        return None
    return Stakket(
        id="tal",
        titel="Samlet placering i hele kommunen",
        ordene=profil.positioner,
        farver=profil.farver,
        raekker=raekker,
    )


@kraever(Permission.TAL_SE)
@require_safe
def tal_csv(request: Request) -> HttpResponse:
    """The same numbers as the page shows of the round, one in each line, for a spreadsheet."""
    nu = tid.nu()
    kommune = _kommune(request)
    valgt = tallene.vaelg(tallene.saesoner(kommune), request.GET.get("runde"))
    fil = io.StringIO()
    skriver = csv.writer(fil, delimiter=";", lineterminator="\r\n")
    skriver.writerow(["runde", "tabel", "niveau", "navn", "tal", "antal"])
    if valgt:
        placeringer = tallene.placeringer(kommune, [valgt])[valgt.pk]
        daekning = tallene.daekning(kommune, valgt, placeringer, nu)
        skriver.writerows(_linjer(valgt, daekning, placeringer, request.user.profil))
    log.record("opsporing.tal_hentet", by=request.user, nu=nu)
    # The byte order mark is what makes a spreadsheet read the Danish letters right.
    svar = HttpResponse("\ufeff" + fil.getvalue(), content_type="text/csv; charset=utf-8")
    svar.headers["Content-Disposition"] = 'attachment; filename="opsporing-tal.csv"'
    return svar


NIVEAUER = ("kommune", "arena", "enhed", "alder")


def _linjer(saeson: Saeson, daekning: Daekning, placeringer: Placeringer, profil: Praksisprofil) -> Iterator[list[str]]:
    arena = ""
    for d in daekning.linjer:
        arena = d.navn if d.niveau == 1 else arena
        navn = _celle(f"{arena}: {d.navn}" if d.niveau == 2 else d.navn)
        foran = [_celle(saeson.label), "dækning", NIVEAUER[d.niveau], navn]
        yield [*foran, "færdige", _tal(d.faerdige)]
        yield [*foran, "børn i runden", _tal(d.af)]
        yield [*foran, "egne vurderinger til tiden, ca. procent", _tal(d.til_tiden)]
    for p in placeringer.linjer:
        arena = p.navn if p.niveau == 1 else arena
        navn = f"{arena}: {p.navn}" if p.niveau == 2 else p.navn
        foran = [_celle(saeson.label), "placering", NIVEAUER[3 if p.niveau == 2 else p.niveau], navn]
        for kode, antal in zip(tallene.KODER, p.antal, strict=True):
            yield [*foran, _celle(profil.label(kode)), _tal(antal)]
        yield [*foran, "i alt", _tal(p.i_alt)]


def _tal(antal: int | None) -> str:
    return SKJULT if antal is None else str(antal)


def _celle(tekst: str) -> str:
    """A text that a spreadsheet takes for a text: a name that begins like a formula is not computed."""
    return f"'{tekst}" if tekst[:1] in {"=", "+", "-", "@", "\t", "\r"} else tekst
