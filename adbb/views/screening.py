"""Scoring: the page, saving as one goes, completing, reading, correcting."""

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from adbb import permissions, screeningside
from adbb.actions import screening as actions
from adbb.forms import RetForm
from adbb.models import Forloeb, Screening
from adbb.views.hent import hent_forloeb, hent_screening
from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.arkiv import kun_arkiv
from opsporing.skemaer.autogem import Gemning, autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Gemt, Loesning
from opsporing.skemaer.layout import Sektionsramme
from opsporing.spaerring.actions import er_spaerret
from opsporing.templatetags.dkfds import fejllinjer
from opsporing.tid import dato

PUNKTERNE = ("punkter",)


def _aaben(forloeb: Forloeb) -> Screening | None:
    screening = forloeb.screeninger.filter(afsluttet_at=None).select_related("skemaversion", "erstatter").first()
    if screening:
        screening.forloeb = forloeb
    return screening


def _ny(request: Request, forloeb: Forloeb, nu: datetime) -> Screening:
    """A screening that is only shown: looking begins nothing."""
    permissions.check_can_begynde(request.user, forloeb, dato(nu))
    nr = forloeb.screeninger.count() + 1
    return Screening(
        kommune_id=forloeb.kommune_id,
        forloeb=forloeb,
        nr=nr,
        skemaversion=actions.gaeldende_skema(actions.SKEMA, forloeb),
        begyndt_by=request.user,
        graense=permissions.profil_for_forloeb(forloeb).adbb_graense,
        svar={"observeret_den": dato(nu).isoformat()},
    )


def _formular(request: Request, screening: Screening, *, kladde: bool = True) -> Skemaformular:
    return Skemaformular(
        screening.definition(),
        data=request.POST if request.method == "POST" else None,
        svar=screening.svar,
        rev=screening.rev,
        kladde=kladde,
    )


def _del(formular: Skemaformular, *, punkter: bool) -> FormHelper:
    """A helper that draws the items, or everything else."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf, helper.uden_opsummering = False, True, True
    valgt = [s for s in formular.udvalg.sektioner if s.felter and (s.kode in PUNKTERNE) == punkter]
    helper.layout = Layout(*(Sektionsramme(s) for s in valgt))
    return helper


def _kontekst(
    request: Request, screening: Screening, nu: datetime, formular: Skemaformular | None = None
) -> dict[str, Any]:
    formular = formular or _formular(request, screening)
    forloeb = screening.forloeb
    return {
        "forloeb": forloeb,
        "barn": forloeb.barn,
        "screening": screening,
        "form": formular,
        "punkter": _del(formular, punkter=True),
        "resten": _del(formular, punkter=False),
        "fejl": fejllinjer(formular) if formular.is_bound else [],
        "side": screeningside.byg(screening, dato(nu)),
        "hvorfor_ikke": permissions.hvorfor_ikke(request.user, screeningside.observeret(screening, dato(nu))),
        "bevis": permissions.certifikat(request.user, dato(nu)),
        "konflikter": konflikter_i_ord(screening),
        "loes_url": reverse("adbb:screening_loes", args=[forloeb.pk]),
    }


def _log_set(request: Request, forloeb: Forloeb, nu: datetime) -> None:
    log.record("adbb.screening_set", by=request.user, nu=nu, barn=forloeb.barn, anledning=forloeb.anledning)


@kraever(Permission.ADBB_SCOR)
@require_http_methods(["GET", "POST"])
def screening(request: Request, pk: int) -> HttpResponse:
    """The form of the course's open screening, or of a new one. Nothing is begun by looking."""
    nu = tid.nu()
    forloeb = hent_forloeb(request, pk, nu)
    if request.method == "POST":
        return _afslut(request, forloeb, nu)
    en = _aaben(forloeb)
    if en is None and (forloeb.afsluttet_at or not screeningside.flere(forloeb)):
        return redirect("adbb:forloeb", forloeb.pk)
    if en is None:
        en = _ny(request, forloeb, nu)
    else:
        permissions.check_can_skrive(request.user, en)
    _log_set(request, forloeb, nu)
    return render(request, "adbb/screening.html", _kontekst(request, en, nu))


@kraever(Permission.ADBB_SCOR)
@require_GET
def screening_stilling(request: Request, pk: int) -> HttpResponse:
    """The parts of the page that follow from the answers, for the script to put in place after a save."""
    nu = tid.nu()
    forloeb = hent_forloeb(request, pk, nu)
    en = _aaben(forloeb) or _ny(request, forloeb, nu)
    permissions.check_can_skrive(request.user, en)
    _log_set(request, forloeb, nu)
    return render(
        request,
        "adbb/_stilling.html",
        {"screening": en, "forloeb": forloeb, "barn": forloeb.barn, "side": screeningside.byg(en, dato(nu))},
    )


@kraever(Permission.ADBB_SCOR)
@require_POST
def screening_gem(request: Request, pk: int) -> JsonResponse:
    """Store what changed since the last save; the first answer begins the screening."""
    nu = tid.nu()
    # Most saves are in a screening that has been begun: then the course is read once, when it is locked.
    aaben = Screening.objects.for_user(request.user, nu).filter(forloeb=pk, afsluttet_at=None)
    en = aaben.select_related("forloeb").only("forloeb").first()
    forloeb = en.forloeb if en else hent_forloeb(request, pk, nu)

    def gem(gemning: Gemning) -> Gemt:
        return actions.gem_screening(
            screening=en or actions.begynd_screening(forloeb=forloeb, by=request.user, nu=nu),
            aendringer=gemning.aendringer,
            set_rev=gemning.rev,
            klient=gemning.klient,
            by=request.user,
            nu=nu,
        )

    return autogem_svar(request, gem, nu=nu, loes_url=reverse("adbb:screening_loes", args=[pk]))


@kraever(Permission.ADBB_SCOR)
@require_POST
def screening_loes(request: Request, pk: int) -> HttpResponse:
    """Choose between two texts written at the same time."""
    nu = tid.nu()
    forloeb = hent_forloeb(request, pk, nu)
    en = _aaben(forloeb)
    if en is None:
        raise Denied("Screeningen er afsluttet.")

    def loes(konflikt_id: str, loesning: Loesning) -> Gemt:
        return actions.loes_screening(screening=en, konflikt_id=konflikt_id, loesning=loesning, by=request.user, nu=nu)

    return loes_svar(request, loes, tilbage=reverse("adbb:screening", args=[pk]))


def _afslut(request: Request, forloeb: Forloeb, nu: datetime) -> HttpResponse:
    """Save the page as it stands and, unless it is put off, complete the screening."""
    senere = request.POST.get("handling") == "senere"
    en = actions.begynd_screening(forloeb=forloeb, by=request.user, nu=nu)
    formular = _formular(request, en, kladde=True)
    aendringer = formular.aendringer()
    if aendringer:
        actions.gem_screening(
            screening=en, aendringer=aendringer, set_rev=formular.rev, klient=formular.klient, by=request.user, nu=nu
        )
        en.refresh_from_db(fields=["svar", "rev", "konflikter"])
    if not formular.is_valid():
        return render(request, "adbb/screening.html", _kontekst(request, en, nu, formular), status=422)
    if senere:
        return redirect("adbb:forloeb", forloeb.pk)
    try:
        en = actions.afslut_screening(screening=en, by=request.user, nu=nu)
    except actions.IkkeFaerdig as fejl:
        for kode, besked in fejl.mangler.items():
            formular.add_error(kode if kode in formular.fields else None, besked)
    except Denied as grund:
        formular.add_error(None, str(grund))
    if formular.errors:
        return render(request, "adbb/screening.html", _kontekst(request, en, nu, formular), status=422)
    messages.success(request, "Screeningen er afsluttet. Her står, hvad der sker nu.")
    return redirect("adbb:forloeb", forloeb.pk)


@kraever(Permission.ADBB_SE)
@require_GET
def screening_vis(request: Request, pk: int, screening: int) -> HttpResponse:
    """A screening as it was written."""
    nu = tid.nu()
    forloeb = hent_forloeb(request, pk, nu)
    en = hent_screening(forloeb, screening)
    log.record("adbb.screening_set", by=request.user, nu=nu, barn=forloeb.barn, anledning=forloeb.anledning, objekt=en)
    return render(
        request,
        "adbb/screening_vis.html",
        {
            "forloeb": forloeb,
            "barn": forloeb.barn,
            "screening": en,
            "punkter": screeningside.punkter(en),
            "afsnit": screeningside.tekstafsnit(en),
            "rettet_af": Screening.objects.filter(erstatter=en).first(),
            "ophav": en.definition().ophav,
            "spaerret": er_spaerret(forloeb.anledning_id),
            "kan_skrive": har(request.user, Permission.ADBB_SCOR)
            and not kun_arkiv(request.user, forloeb.anledning_id, nu),
            "kan_rette": permissions.kan_rette(request.user, en),
        },
    )


@kraever(Permission.ADBB_SCOR)
@require_http_methods(["GET", "POST"])
def screening_ret(request: Request, pk: int, screening: int) -> HttpResponse:
    """Begin a correction: a new version with a reason."""
    nu = tid.nu()
    forloeb = hent_forloeb(request, pk, nu)
    en = hent_screening(forloeb, screening)
    permissions.check_can_rette(request.user, en)
    form = RetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ret_screening(screening=en, grund=form.cleaned_data["grund"], by=request.user, nu=nu)
        messages.success(request, "Du retter nu i en ny version. Den gamle gælder, til du har afsluttet den nye.")
        return redirect("adbb:screening", forloeb.pk)
    _log_set(request, forloeb, nu)
    return render(
        request,
        "adbb/ret.html",
        {"forloeb": forloeb, "barn": forloeb.barn, "screening": en, "form": form},
        status=422 if form.errors else 200,
    )
