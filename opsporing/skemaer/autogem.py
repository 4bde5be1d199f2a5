"""The web side of saving as one goes: what skema.js sends and gets back.

A view hands in the app's own action, which checks rights and state, calls ``gem_felter`` and writes the log::

    @require_POST
    def egen_gem(request, pk):
        ...
        def gem(gemning):
            return actions.gem_egen(egen=egen, aendringer=gemning.aendringer, set_rev=gemning.rev,
                                    klient=gemning.klient, by=request.user, nu=nu)

        return autogem_svar(request, gem, nu=nu, loes_url=reverse("trivsel:egen_loes", args=[pk]))
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime

from opsporing import dansk
from opsporing.adgang.permissions import Denied
from opsporing.adgang.request import Request
from opsporing.models import Besvarelse
from opsporing.skemaer.definition import Felttype
from opsporing.skemaer.gem import Gemt, Loesning, UkendtKonflikt, Uloeselig, kan_begge
from opsporing.skemaer.pladsholdere import positionsord, udfyld
from opsporing.skemaer.visning import tekster

MAKS_FELTER = 400
MAKS_REV = 2**31


@dataclass(frozen=True)
class Gemning:
    """What a browser asks to have saved: the fields that changed, the count its page was made from, and its name."""

    aendringer: dict[str, Any]
    rev: int
    klient: str


@dataclass(frozen=True)
class Konfliktvisning:
    """One conflict in words: the question, what is stored, and what came in from whom and when (local time)."""

    id: str
    felt: str
    spoergsmaal: str
    gemt: tuple[str, ...]
    indkommen: tuple[str, ...]
    navn: str
    at: datetime
    kan_begge: bool


def konflikter_i_ord(
    besvarelse: Besvarelse, pladsholdere: Mapping[str, str] | None = None
) -> tuple[Konfliktvisning, ...]:
    """The unresolved conflicts of some answers, for ``skemaer/konflikter.html``."""
    ord_ = pladsholdere or {}
    definition = besvarelse.definition() if besvarelse.konflikter else None
    viste = []
    for en in besvarelse.konflikter:
        felt = definition.felt(en["felt"]) if definition else None
        if felt is None or definition is None:
            continue
        gemt = besvarelse.svar.get(felt.kode)
        if felt.type is Felttype.IAGTTAGELSER:
            omstridte = {raekke["id"] for raekke in en["vaerdi"]}
            gemt = [raekke for raekke in gemt or () if raekke["id"] in omstridte]
        viste.append(
            Konfliktvisning(
                id=en["id"],
                felt=felt.kode,
                spoergsmaal=udfyld(felt.tekst, ord_),
                gemt=tekster(definition, felt, gemt, ord_),
                indkommen=tekster(definition, felt, en["vaerdi"], ord_),
                navn=en["navn"],
                at=localtime(datetime.fromisoformat(en["at"])),
                kan_begge=kan_begge(felt),
            )
        )
    return tuple(viste)


def autogem_svar(
    request: Request,
    gem: Callable[[Gemning], Gemt],
    *,
    nu: datetime,
    loes_url: str = "",
    pladsholdere: Mapping[str, str] | None = None,
    bemaerk: Callable[[Gemt], Mapping[str, str]] | None = None,
) -> JsonResponse:
    """Answer one save from the browser.

    200 with {"rev", "tid", "fejl", "konflikter", "html"} when the save was taken (single fields may be refused in
    "fejl"); 400 for what no browser of ours sends; 403 with {"besked"} when the action says no. ``nu`` is shown as the
    time of the save, ``loes_url`` is where the panel of two versions is posted (see ``loes_svar``). ``bemaerk`` says
    what the writer may want to look at again, by field; it is saved all the same, and comes as "bemaerk".
    """
    gemning = _laes(request)
    if gemning is None:
        return JsonResponse({"besked": "Det sendte kunne ikke læses. Hent siden igen."}, status=400)
    try:
        gemt = gem(gemning)
    except Denied as grund:
        return JsonResponse({"besked": str(grund)}, status=403)
    html = ""
    if gemt.konflikter and gemt.besvarelse is not None:
        ord_ = positionsord(request.user.profil.positioner) if pladsholdere is None else pladsholdere
        viste = konflikter_i_ord(gemt.besvarelse, ord_)
        html = render_to_string(
            "skemaer/konflikter.html",
            {"konflikter": viste, "loes_url": loes_url, "csrf_token": get_token(request)},
        )
    return JsonResponse(
        {
            "rev": gemt.rev,
            "tid": dansk.klokken(localtime(nu)).removeprefix("kl. "),
            "fejl": gemt.fejl,
            "konflikter": sorted({en["felt"] for en in gemt.konflikter}),
            "html": html,
            **({"bemaerk": dict(bemaerk(gemt))} if bemaerk else {}),
        }
    )


def loes_svar(request: Request, loes: Callable[[str, Loesning], Gemt], *, tilbage: str = "") -> HttpResponseRedirect:
    """Settle the conflict that the panel posted (``konflikt``, ``loesning``), say how it went, and go back to the page.

    ``loes`` is the app's action. ``tilbage`` is the address of the page; without it, the one the browser came from.
    """
    try:
        loesning = Loesning(request.POST.get("loesning", ""))
        loes(request.POST.get("konflikt", ""), loesning)
    except UkendtKonflikt:
        messages.info(request, "Der er allerede valgt mellem de to udgaver.")
    except Uloeselig as grund:
        messages.error(request, str(grund))
    except ValueError:
        messages.error(request, "Vælg, hvad der skal stå.")
    else:
        messages.success(request, "Valget er gemt.")
    fra = request.headers.get("Referer", "")
    egen = url_has_allowed_host_and_scheme(fra, {request.get_host()}, require_https=request.is_secure())
    return redirect(tilbage or (fra if egen else "/"))


def _laes(request: Request) -> Gemning | None:
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    rev, klient, felter = data.get("rev"), data.get("klient", ""), data.get("felter")
    if isinstance(rev, bool) or not isinstance(rev, int) or not isinstance(klient, str) or not isinstance(felter, dict):
        return None
    if len(felter) > MAKS_FELTER or not 0 <= rev < MAKS_REV:
        return None
    return Gemning(felter, rev, klient)
