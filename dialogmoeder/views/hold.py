"""Holding a meeting: the agenda in hand, who came, from item to item, and the end of it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogmoeder import afholdelse
from dialogmoeder import permissions_evaluering as evaluering
from dialogmoeder import permissions_hold as permissions
from dialogmoeder.actions import hold as actions
from dialogmoeder.actions.referat import referat_for
from dialogmoeder.forms_hold import AfslutForm, FremmoedeForm
from dialogmoeder.kendetegn import KUN_EN_ADVARSEL, Eftersyn
from dialogmoeder.models import Moede, Moedestatus, Punkt, Punktstatus
from dialogmoeder.rules.afholdelse import kan_begynde
from dialogmoeder.rules.tilstande import UmuligTilstand
from dialogmoeder.views.hent import hent_moede, hent_punkt
from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.tid import dato


def log_moede(request: Request, moede: Moede, linjer: list[afholdelse.Linje], nu: datetime, haendelse: str) -> None:
    """One line of the log for a page of the meeting, with the children it names to her who looks."""
    boern = [linje.punkt.barn for linje in linjer if linje.aaben and linje.punkt.barn is not None]
    log.record(haendelse, by=request.user, nu=nu, boern=boern, anledning=moede.anledning, objekt=moede)


def _kontekst(request: Request, moede: Moede, nu: datetime) -> dict[str, Any]:
    linjer = afholdelse.dagsordenen(moede, request.user, nu)
    return {
        "moede": moede,
        "navn": afholdelse.moedets_navn(moede),
        "linjer": linjer,
        "tiden": afholdelse.tiden(moede, linjer, nu),
        "tilbage_paa_dagsordenen": [linje for linje in linjer if linje.punkt.status == Punktstatus.PAA_DAGSORDEN],
        "i_gang": moede.status == Moedestatus.I_GANG,
        "uret_gaar": afholdelse.uret_gaar(moede, nu),
        "afholdt": moede.status == Moedestatus.AFHOLDT,
    }


@kraever(Permission.MOEDE_LED)
@require_GET
def hold(request: Request, pk: int) -> HttpResponse:
    """The meeting in the mødeleder's hand: before it begins, while it is held, and when it is over."""
    nu = tid.nu()
    moede = hent_moede(request, pk, nu)
    permissions.check_can_lede(request.user, moede, nu)
    kontekst = _kontekst(request, moede, nu)
    log_moede(request, moede, kontekst["linjer"], nu, "dialogmoeder.hold_set")
    deltagere = [(d, afholdelse.deltagernavn(d)) for d in afholdelse.deltagerne(moede)]
    return render(
        request,
        "dialogmoeder/hold.html",
        kontekst
        | {
            "deltagere": deltagere,
            "fremmoede": FremmoedeForm(deltagere=deltagere),
            "fremmoedet_er_noteret": any(d.deltog is not None for d, _ in deltagere),
            "skal_evaluere": _skal_evaluere(request, moede, nu),
            "kan_begynde": moede.status == Moedestatus.INDKALDT and kan_begynde(dato(moede.planlagt_at), dato(nu)),
        },
    )


def _skal_evaluere(request: Request, moede: Moede, nu: datetime) -> bool:
    """Has she not said yet how the meeting was, and can she still?"""
    try:
        evaluering.check_can_evaluere(request.user, moede, evaluering.deltager_for(request.user, moede), nu)
    except Denied:
        return False
    return True


@kraever(Permission.MOEDE_LED)
@require_POST
def begynd(request: Request, pk: int) -> HttpResponse:
    """Begin the meeting, and go to its first item."""
    nu = tid.nu()
    moede = actions.begynd_moede(moede=hent_moede(request, pk, nu), by=request.user, nu=nu)
    messages.success(request, "Mødet er i gang. Notér, hvem der er her, og tag så det første punkt.")
    return redirect("dialogmoeder:hold", moede.pk)


@kraever(Permission.MOEDE_LED)
@require_POST
def fremmoede(request: Request, pk: int) -> HttpResponse:
    """Note who came."""
    nu = tid.nu()
    moede = hent_moede(request, pk, nu)
    permissions.check_can_styre(request.user, moede, nu)
    deltagere = [(d, afholdelse.deltagernavn(d)) for d in afholdelse.deltagerne(moede)]
    form = FremmoedeForm(request.POST, deltagere=deltagere)
    if form.is_valid():
        deltog = {int(nr) for nr in form.cleaned_data["deltog"]}
        actions.noter_fremmoede(moede=moede, deltog=deltog, by=request.user, nu=nu)
        messages.success(request, "Det er noteret, hvem der er her.")
    else:
        messages.error(request, "Deltagerne har ændret sig. Se listen igennem, og gem igen.")
    return redirect("dialogmoeder:hold", moede.pk)


@kraever(Permission.MOEDE_LED)
@require_POST
def tag_fat(request: Request, pk: int) -> HttpResponse:
    """Begin on an item: its clock runs, and its minutes are opened."""
    nu = tid.nu()
    punkt = actions.tag_fat(punkt=hent_punkt(request, pk, nu), by=request.user, nu=nu)
    return redirect("dialogmoeder:referat", punkt.pk)


def videre(request: Request, punkt: Punkt, nu: datetime) -> HttpResponse:
    """On to the next item that is open to her, with its clock running; back to the agenda when there is none."""
    naeste = next(
        (
            linje.punkt
            for linje in afholdelse.dagsordenen(punkt.moede, request.user, nu)
            if linje.aaben and linje.punkt.status == Punktstatus.PAA_DAGSORDEN
        ),
        None,
    )
    if naeste is None:
        return redirect("dialogmoeder:hold", punkt.moede_id)
    actions.tag_fat(punkt=naeste, by=request.user, nu=nu)
    return redirect("dialogmoeder:referat", naeste.pk)


def faerdig_med(request: Request, punkt: Punkt, handling: str, nu: datetime) -> HttpResponse:
    """What the buttons below an item do: it is talked about, or put off; then the next one."""
    try:
        if handling == "udsaet":
            nyt = actions.udsaet(punkt=punkt, by=request.user, nu=nu)
            messages.success(
                request,
                "Punktet er sat på næste møde." if nyt else "Punktet er udsat. Det bliver foreslået til næste møde.",
            )
        else:
            actions.behandl(punkt=punkt, by=request.user, nu=nu)
    except UmuligTilstand:
        messages.info(request, "Der er allerede taget stilling til punktet.")
    return videre(request, punkt, nu)


@kraever(Permission.MOEDE_LED)
@require_POST
def behandl(request: Request, pk: int) -> HttpResponse:
    """Say that the item has been talked about."""
    nu = tid.nu()
    return faerdig_med(request, hent_punkt(request, pk, nu), "behandl", nu)


@kraever(Permission.MOEDE_LED)
@require_POST
def udsaet(request: Request, pk: int) -> HttpResponse:
    """Put the item off to the next meeting."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    svar = faerdig_med(request, punkt, "udsaet", nu)
    return redirect("dialogmoeder:hold", punkt.moede_id) if request.POST.get("fra") == "hold" else svar


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def afslut(request: Request, pk: int) -> HttpResponse:
    """End the meeting: what is missing first, then what happens when it ends."""
    nu = tid.nu()
    moede = hent_moede(request, pk, nu)
    permissions.check_can_lede(request.user, moede, nu)
    permissions.check_er_i_gang(moede)
    kontekst = _kontekst(request, moede, nu)
    rest = kontekst["tilbage_paa_dagsordenen"]
    eftersyn = _eftersyn(request, kontekst["linjer"], nu)
    form = AfslutForm(
        request.POST if request.method == "POST" else None,
        rest=len(rest),
        eftersyn=[(et.noegle, linje.navn) for linje, et in eftersyn],
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.afslut_moede(
                moede=moede,
                udsaet_resten=bool(form.cleaned_data.get("udsaet_resten")),
                ingen_kan_kendes=form.cleaned_data.get("ingen_kan_kendes", ()),
                by=request.user,
                nu=nu,
            )
        except actions.KanKendes as nej:
            form.add_error("ingen_kan_kendes" if "ingen_kan_kendes" in form.fields else None, str(nej))
        except Denied as grund:
            form.add_error(None, str(grund))
        else:
            messages.success(request, "Mødet er afsluttet. Alle, der har del i et punkt, kan læse dets referat.")
            return redirect("dialogmoeder:hold", moede.pk)
    log_moede(request, moede, kontekst["linjer"], nu, "dialogmoeder.hold_set")
    return render(
        request,
        "dialogmoeder/afslut.html",
        kontekst
        | {
            "form": form,
            "uden_fremmoede": not any(d.deltog is not None for d in afholdelse.deltagerne(moede)),
            "mangler": _mangler(kontekst["linjer"]),
            "eftersyn": eftersyn,
            "kun_en_advarsel": KUN_EN_ADVARSEL,
            "foraeldre": [
                linje
                for linje in kontekst["linjer"]
                if linje.aaben
                and linje.punkt.status == Punktstatus.BEHANDLET
                and permissions.maa_foraeldre_faa(linje.punkt, nu)
            ],
        },
        status=422 if form.errors else 200,
    )


def _eftersyn(
    request: Request, linjer: list[afholdelse.Linje], nu: datetime
) -> list[tuple[afholdelse.Linje, Eftersyn]]:
    """The items without a name that are to be looked through before their minutes are closed."""
    efter = {linje.punkt.pk: linje for linje in linjer}
    talt_om = [linje.punkt for linje in linjer if linje.punkt.status == Punktstatus.BEHANDLET]
    referater = {punkt.pk: referat_for(punkt) for punkt in talt_om if punkt.barn_id is None}
    uden_navn = [punkt for punkt in talt_om if punkt.pk in referater]
    return [(efter[et.punkt.pk], et) for et in actions.hvad_ses_efter(uden_navn, referater, request.user, nu)]


def _mangler(linjer: list[afholdelse.Linje]) -> list[tuple[afholdelse.Linje, tuple[str, ...]]]:
    """What the minutes of each item lack; the words only of those that are open to her."""
    talt_om = [linje for linje in linjer if linje.punkt.status == Punktstatus.BEHANDLET]
    referater = {linje.punkt.pk: referat_for(linje.punkt) for linje in talt_om}
    fundet = actions.hvad_mangler([linje.punkt for linje in talt_om], referater)
    return [
        (linje, fundet[linje.punkt.pk] if linje.aaben else ("Referatet er ikke færdigt.",))
        for linje in talt_om
        if linje.punkt.pk in fundet
    ]
