"""One item at the table: its minutes, written by several at once; the sheet with the family; what is agreed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dialogmoeder import afholdelse, kendetegn
from dialogmoeder import permissions_hold as permissions
from dialogmoeder.actions import aftaler as aftale_actions
from dialogmoeder.actions import referat as actions
from dialogmoeder.forms_hold import AftaleForm, FortaelForm
from dialogmoeder.models import Moedestatus, Punkt, Punktstatus, Referat
from dialogmoeder.permissions_punkt import er_inde
from dialogmoeder.rules.slags import TRE_KOLONNER
from dialogmoeder.views.hent import hent_punkt, log_punkt, moede_er_aabent
from dialogmoeder.views.hold import faerdig_med
from opsporing import tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.skemaer.autogem import Gemning, autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Gemt, Loesning
from opsporing.skemaer.skemaord import skemaord
from opsporing.templatetags.dkfds import fejllinjer
from opsporing.tid import dato


def formularen(request: Request, punkt: Punkt, referat: Referat, nu: datetime) -> Skemaformular:
    """The minutes as a form; what is missing is asked for when the meeting ends, not while people talk."""
    return Skemaformular(
        referat.definition(),
        data=request.POST if request.method == "POST" else None,
        svar=referat.svar,
        rev=referat.rev,
        slags=punkt.art,
        kendte=actions.kendte_om(punkt),
        pladsholdere=skemaord(punkt.kommune, dato(nu)),
    )


def om_punktet(request: Request, punkt: Punkt, referat: Referat | None, nu: datetime) -> dict[str, Any]:
    """What stands beside the minutes, whether they are written or read."""
    moede = punkt.moede
    dage = request.user.profil.opfoelgning_dage
    kan_aftale = _kan(permissions.check_can_aftale, request.user, punkt, nu)
    return {
        "punkt": punkt,
        "moede": moede,
        "barn": punkt.barn,
        "navn": afholdelse.punktets_navn(punkt),
        "moedets_navn": afholdelse.moedets_navn(moede),
        "referat": referat,
        "ur": afholdelse.uret(punkt, nu),
        "uret_gaar": afholdelse.uret_gaar(moede, nu),
        "brugt_sekunder": _sekunder(punkt, nu),
        "leder": permissions.leder(request.user, moede),
        "til_stede": afholdelse.til_stede(punkt),
        "forberedelse": afholdelse.forberedelsen(punkt),
        "aftaler": afholdelse.aftaler(punkt, request.user, nu),
        "sidst": afholdelse.sidst(punkt, request.user, nu),
        "kan_aftale": kan_aftale,
        "aftaleform": AftaleForm(punkt=punkt, nu=nu, i_dag=dato(nu), dage=dage) if kan_aftale else None,
        "fortaelform": FortaelForm(punkt=punkt, nu=nu) if kan_aftale and punkt.barn_id else None,
        "maa_fortaelles": permissions.maa_foraeldre_faa(punkt, nu),
        "i_gang": moede.status == Moedestatus.I_GANG,
    }


def _kan(check: Any, *args: Any) -> bool:
    try:
        check(*args)
    except Denied:
        return False
    return True


def _sekunder(punkt: Punkt, nu: datetime) -> int | None:
    """Seconds the item's clock has run, for the page to count on from; None where it stands."""
    if punkt.begyndt_at is None or punkt.behandlet_at is not None:
        return None
    return int((nu - punkt.begyndt_at).total_seconds())


def _skrivesiden(
    request: Request, skabelon: str, punkt: Punkt, referat: Referat, formular: Skemaformular, nu: datetime
) -> HttpResponse:
    formular.helper.uden_opsummering = True
    linjer = afholdelse.dagsordenen(punkt.moede, request.user, nu)
    return render(
        request,
        skabelon,
        om_punktet(request, punkt, referat, nu)
        | {
            "form": formular,
            "fejl": fejllinjer(formular) if formular.is_bound else [],
            "konflikter": konflikter_i_ord(referat, formular.pladsholdere),
            "loes_url": reverse("dialogmoeder:referat_loes", args=[punkt.pk]),
            "kendetegn": kendetegn.i_punktet(punkt, referat, request.user, nu),
            "kun_en_advarsel": kendetegn.KUN_EN_ADVARSEL,
            "linjer": linjer,
            "nr": next((linje.nr for linje in linjer if linje.punkt.pk == punkt.pk), 0),
            "arkvalg": afholdelse.arkvalg(punkt, referat),
            "med_familien": afholdelse.kan_vises_familien(referat.definition()) and punkt.barn_id is not None,
            "tre_kolonner": referat.definition().kode == TRE_KOLONNER,
        },
        status=422 if formular.is_bound else 200,
    )


def _gem_siden(request: Request, punkt: Punkt, formular: Skemaformular, nu: datetime) -> Referat | None:
    """Store what the posted page brings; gives the minutes as they stand then."""
    if aendringer := formular.aendringer():
        actions.gem_referat(
            punkt=punkt, aendringer=aendringer, set_rev=formular.rev, klient=formular.klient, by=request.user, nu=nu
        )
    return actions.referat_for(punkt)


@kraever(Permission.MOEDE_SE)
@require_http_methods(["GET", "POST"])
def referat(request: Request, pk: int) -> HttpResponse:
    """The minutes of an item: written while the meeting is held, read when it is over.

    A POST saves the page as it stands, and does what the button says.
    """
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    fundet = actions.referat_for(punkt)
    if request.method == "GET" and not _kan(permissions.check_can_skrive, request.user, punkt, nu):
        return _laes(request, punkt, fundet, nu)
    permissions.check_can_skrive(request.user, punkt, nu)
    en = fundet or actions.nyt_referat(punkt, request.user, nu)
    formular = formularen(request, punkt, en, nu)
    if request.method == "GET":
        log_punkt(request, punkt, nu, "dialogmoeder.referat_set")
        return _skrivesiden(request, "dialogmoeder/referat.html", punkt, en, formular, nu)
    en = _gem_siden(request, punkt, formular, nu) or en
    if not formular.is_valid() or en.konflikter:
        return _skrivesiden(request, "dialogmoeder/referat.html", punkt, en, formular, nu)
    handling = request.POST.get("handling", "")
    if handling in {"behandl", "udsaet"}:
        return faerdig_med(request, punkt, handling, nu)
    messages.success(request, "Det, I har skrevet, er gemt.")
    if permissions.leder(request.user, punkt.moede):
        return redirect("dialogmoeder:hold", punkt.moede_id)
    return redirect("dialogmoeder:moede", punkt.moede_id)


def _giver_foraeldre(request: Request, punkt: Punkt) -> bool:
    return har(request.user, Permission.ORIENTERING_REGISTRER) and er_inde(request.user, punkt)


def _laes(request: Request, punkt: Punkt, en: Referat | None, nu: datetime) -> HttpResponse:
    log_punkt(request, punkt, nu, "dialogmoeder.referat_set")
    lukket = en is not None and en.lukket_at is not None
    return render(
        request,
        "dialogmoeder/referat_vis.html",
        om_punktet(request, punkt, en, nu)
        | {
            "afsnit": afholdelse.referatet(punkt, en),
            "lukket": lukket,
            "moede_aabent": moede_er_aabent(request, punkt, nu),
            "kan_rette": en is not None and _kan(permissions.check_can_rette, request.user, en, nu),
            "kan_udskrive": lukket,
            "foraeldre": lukket and punkt.barn_id and _giver_foraeldre(request, punkt),
            "foraeldre_nej": permissions.hvorfor_ikke_foraeldre(punkt, en, nu),
            "laeser": permissions.hvem_laeser(punkt),
        },
    )


@kraever(Permission.MOEDE_SE)
@require_POST
def referat_gem(request: Request, pk: int) -> JsonResponse:
    """Store what changed since the last save."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)

    def gem(gemning: Gemning) -> Gemt:
        return actions.gem_referat(
            punkt=punkt,
            aendringer=gemning.aendringer,
            set_rev=gemning.rev,
            klient=gemning.klient,
            by=request.user,
            nu=nu,
        )

    def bemaerk(gemt: Gemt) -> dict[str, str]:
        return kendetegn.ved_felterne(kendetegn.i_punktet(punkt, gemt.besvarelse, request.user, nu))

    loes_url = reverse("dialogmoeder:referat_loes", args=[pk])
    return autogem_svar(request, gem, nu=nu, loes_url=loes_url, bemaerk=None if punkt.barn_id else bemaerk)


@kraever(Permission.MOEDE_SE)
@require_POST
def referat_loes(request: Request, pk: int) -> HttpResponse:
    """Choose between two texts written at the same time; back to the page it was chosen on."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)

    def loes(konflikt_id: str, loesning: Loesning) -> Gemt:
        return actions.loes_referat(punkt=punkt, konflikt_id=konflikt_id, loesning=loesning, by=request.user, nu=nu)

    ark = reverse("dialogmoeder:ark", args=[pk])
    fra_arket = request.headers.get("Referer", "").partition("?")[0].endswith(ark)
    return loes_svar(request, loes, tilbage=ark if fra_arket else reverse("dialogmoeder:referat", args=[pk]))


@kraever(Permission.MOEDE_SE)
@require_http_methods(["GET", "POST"])
def ark(request: Request, pk: int) -> HttpResponse:
    """The sheet on a screen the family sees: the child's first name, the sheet, and nothing else."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    permissions.check_can_skrive(request.user, punkt, nu)
    if punkt.barn_id is not None and not permissions.maa_foraeldre_faa(punkt, nu):
        raise Denied("Der er mistanke eller tvivl om overgreb. Vis ikke arket til familien, før myndigheden siger til.")
    en = actions.referat_for(punkt) or actions.nyt_referat(punkt, request.user, nu)
    if punkt.barn_id is None or not afholdelse.kan_vises_familien(en.definition()):
        raise Denied("Det her ark har spørgsmål, som familien ikke skal se. Vælg tre kolonner i stedet.")
    formular = formularen(request, punkt, en, nu)
    formular.marker_valgfrit = False
    if request.method == "GET":
        log_punkt(request, punkt, nu, "dialogmoeder.referat_set")
        return _skrivesiden(request, "dialogmoeder/ark.html", punkt, en, formular, nu)
    en = _gem_siden(request, punkt, formular, nu) or en
    if not formular.is_valid() or en.konflikter:
        return _skrivesiden(request, "dialogmoeder/ark.html", punkt, en, formular, nu)
    return redirect("dialogmoeder:referat", punkt.pk)


@kraever(Permission.MOEDE_SE)
@require_POST
def ark_vaelg(request: Request, pk: int) -> HttpResponse:
    """Take the sheet with three columns, or the meeting's own, before anything is written."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    tre = request.POST.get("ark") == "tre"
    actions.vaelg_ark(punkt=punkt, tre_kolonner=tre, by=request.user, nu=nu)
    return redirect("dialogmoeder:ark" if tre else "dialogmoeder:referat", punkt.pk)


@kraever(Permission.HANDLING_OPRET)
@require_http_methods(["GET", "POST"])
def aftale(request: Request, pk: int) -> HttpResponse:
    """Agree on something at the item."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    permissions.check_can_aftale(request.user, punkt, nu)
    form = AftaleForm(
        request.POST if request.method == "POST" else None,
        punkt=punkt,
        nu=nu,
        i_dag=dato(nu),
        dage=request.user.profil.opfoelgning_dage,
    )
    if request.method == "POST" and form.is_valid():
        try:
            aftale_actions.aftal(punkt=punkt, by=request.user, nu=nu, **form.cleaned_data)
        except ValidationError as fejl:
            form.add_error(None, fejl)
        else:
            messages.success(request, "Aftalen er gemt.")
            return redirect(f"{reverse('dialogmoeder:referat', args=[punkt.pk])}#aftaler")
    log_punkt(request, punkt, nu, "dialogmoeder.referat_set")
    return render(
        request,
        "dialogmoeder/aftale.html",
        {"punkt": punkt, "navn": afholdelse.punktets_navn(punkt), "form": form},
        status=422 if form.errors else 200,
    )


@kraever(Permission.HANDLING_OPRET)
@require_POST
def fortaeller(request: Request, pk: int) -> HttpResponse:
    """Say who tells the parents."""
    nu = tid.nu()
    punkt = hent_punkt(request, pk, nu)
    form = FortaelForm(request.POST, punkt=punkt, nu=nu)
    if punkt.status not in {Punktstatus.PAA_DAGSORDEN, Punktstatus.BEHANDLET} or not form.is_valid():
        messages.error(request, "Vælg den, der fortæller forældrene det.")
    else:
        hun = form.cleaned_data["fortaeller"]
        aftale_actions.vaelg_fortaeller(punkt=punkt, fortaeller=hun, by=request.user, nu=nu)
        messages.success(request, f"{hun.navn} fortæller forældrene det.")
    return redirect(f"{reverse('dialogmoeder:referat', args=[punkt.pk])}#foraeldre")
