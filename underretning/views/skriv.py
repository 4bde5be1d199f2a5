"""Writing: one's own list, the form, enclosures, putting it away."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.bilag import sted
from opsporing.skemaer.autogem import Gemning, autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Gemt, Loesning
from opsporing.templatetags.dkfds import fejllinjer
from opsporing.tid import dato
from underretning import efterladt, indhold, overblik
from underretning.actions import skriv as actions
from underretning.forms_skriv import KasserForm
from underretning.models import Underretning
from underretning.permissions_skriv import check_can_skrive, er_min
from underretning.ring import ring
from underretning.rules.tilstande import Skrivetilstand
from underretning.views.skrivesider import hent, om, trin


def hvem_ser(underretning: Underretning) -> str:
    """Who can see what she writes, in one sentence."""
    if underretning.deles_med_leder:
        return (
            "Kun du og lederen af enheden kan se det her, før du sender. Lederen kan læse, men ikke rette eller stoppe."
        )
    return "Kun du kan se det her, før du sender."


@kraever(Permission.UNDERRETNING_SKRIV)
@require_GET
def mine(request: Request) -> HttpResponse:
    """Her own; for a leader also that something was sent from the unit."""
    nu = tid.nu()
    egne, delte = overblik.mine(request.user, nu), overblik.delte(request.user, nu)
    sendte = list(overblik.sendte_fra_enheden(request.user)[:50])
    boern = sorted({barn.barn_id for u in (*egne, *delte, *sendte) for barn in u.boern.all()})
    if boern:
        log.record("underretning.mine_set", by=request.user, nu=nu, boern=boern)
    grupper = {status: [u for u in egne if u.status == status] for status in Skrivetilstand}
    return render(
        request,
        "underretning/mine.html",
        {
            "fra_foer": [(u, sted(u.enhed)) for u in efterladt.egne(request.user, nu)],
            "kladder": grupper[Skrivetilstand.KLADDE],
            "sendte": grupper[Skrivetilstand.SENDT],
            "kasserede": grupper[Skrivetilstand.KASSERET],
            "delte": delte,
            "fra_enheden": sendte,
            "er_leder": request.user.ansat.rolle in overblik.LEDER,
            "ring": ring(request.user.ansat.enhed.kommune, nu),
        },
    )


def _formular(request: Request, underretning: Underretning, nu: datetime) -> Skemaformular:
    boern = list(underretning.boern.all())
    return Skemaformular(
        underretning.definition(),
        data=request.POST if request.method == "POST" else None,
        svar=underretning.svar,
        rev=underretning.rev,
        kendte=indhold.kendt_paa_forhaand(underretning, boern),
        pladsholdere=indhold.ord_(underretning, dato(nu)),
        i_dag=dato(nu),
    )


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def skriv(request: Request, pk: int) -> HttpResponse:
    """The form; who may only read along reads. A POST saves what stands in it and goes on."""
    nu = tid.nu()
    en = hent(request, pk, nu)
    if en.status == Skrivetilstand.SENDT:
        return redirect("underretning:sendt", pk)
    if not er_min(request.user, en) or en.status == Skrivetilstand.KASSERET:
        return _laes(request, en, nu)
    formular = _formular(request, en, nu)
    if request.method == "POST":
        aendringer = formular.aendringer()
        if aendringer:
            actions.gem(
                underretning=en,
                aendringer=aendringer,
                set_rev=formular.rev,
                klient=formular.klient,
                by=request.user,
                nu=nu,
            )
            en.refresh_from_db(fields=["svar", "rev", "konflikter", "gemt_at"])
        if formular.is_valid() and not en.konflikter:
            senere = request.POST.get("handling") == "senere"
            return redirect("underretning:mine") if senere else redirect("underretning:bilag", pk)
    else:
        actions.record("underretning.set", en, by=request.user, nu=nu)
    formular.helper.uden_opsummering = True
    ord_ = indhold.ord_(en, dato(nu))
    return render(
        request,
        "underretning/skriv.html",
        om(en, nu)
        | {
            "form": formular,
            "definition": en.definition(),
            "trin": trin(en, "skriv"),
            "hvem_ser": hvem_ser(en),
            "fejl": fejllinjer(formular) if formular.is_bound else [],
            "konflikter": konflikter_i_ord(en, ord_),
            "loes_url": reverse("underretning:skriv_loes", args=[pk]),
        },
        status=422 if request.method == "POST" else 200,
    )


def _laes(request: Request, underretning: Underretning, nu: datetime) -> HttpResponse:
    """It as it stands, for a leader who reads along, and for the writer of one that is put away."""
    actions.record("underretning.set", underretning, by=request.user, nu=nu)
    egen = er_min(request.user, underretning)
    return render(
        request,
        "underretning/laes.html",
        om(underretning, nu)
        | {
            "egen": egen,
            "f": indhold.frys(underretning, skrevet_af=indhold.underskrift_af(underretning), nu=nu),
        },
    )


@kraever(Permission.UNDERRETNING_SKRIV)
@require_POST
def skriv_gem(request: Request, pk: int) -> JsonResponse:
    """Store what changed since the last save."""
    nu = tid.nu()
    en = hent(request, pk, nu)

    def gem(gemning: Gemning) -> Gemt:
        return actions.gem(
            underretning=en,
            aendringer=gemning.aendringer,
            set_rev=gemning.rev,
            klient=gemning.klient,
            by=request.user,
            nu=nu,
        )

    return autogem_svar(
        request,
        gem,
        nu=nu,
        loes_url=reverse("underretning:skriv_loes", args=[pk]),
        pladsholdere=indhold.ord_(en, dato(nu)),
    )


@kraever(Permission.UNDERRETNING_SKRIV)
@require_POST
def skriv_loes(request: Request, pk: int) -> HttpResponse:
    """Choose between two texts written at the same time."""
    nu = tid.nu()
    en = hent(request, pk, nu)

    def loes(konflikt_id: str, loesning: Loesning) -> Gemt:
        return actions.loes(underretning=en, konflikt_id=konflikt_id, loesning=loesning, by=request.user, nu=nu)

    return loes_svar(request, loes, tilbage=reverse("underretning:skriv", args=[pk]))


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def bilag(request: Request, pk: int) -> HttpResponse:
    """What can go with it, chosen child by child. `?vis=` shows exactly what the receiver will see of one that is
    chosen; asked for by a page it comes without the frame.
    """
    nu = tid.nu()
    en = hent(request, pk, nu)
    if en.status == Skrivetilstand.SENDT:
        return redirect("underretning:sendt", pk)
    check_can_skrive(request.user, en)
    vist = _vist(request, en, nu) if request.method == "GET" else None
    if vist is not None and request.headers.get("HX-Request") == "true":
        return render(request, "underretning/_bilaget.html", vist)
    fejl = ""
    if request.method == "POST":
        valgte = {barn.barn_id: request.POST.getlist(f"bilag-{barn.pk}") for barn in en.boern.all()}
        try:
            actions.vaelg_bilag(underretning=en, valgte=valgte, by=request.user, nu=nu)
        except Denied as nej:
            fejl = str(nej)
        else:
            if request.POST.get("handling") == "vis":
                messages.success(request, "Valget er gemt. Nedenfor står det, som modtageren får det at se.")
                return redirect(f"{reverse('underretning:bilag', args=[pk])}#vist")
            return redirect("underretning:send", pk)
    elif vist is None:
        actions.record("underretning.set", en, by=request.user, nu=nu)
    noegler = set(en.bilag.values_list("noegle", flat=True))
    grupper = [(barn, actions.muligheder(barn, request.user, nu)) for barn in en.boern.all()]
    return render(
        request,
        "underretning/bilag.html",
        om(en, nu)
        | {
            "trin": trin(en, "bilag"),
            "grupper": grupper,
            "noegler": noegler,
            "valgte": indhold.valgte(en, (valg for _, mulige in grupper for valg in mulige)),
            "vist": vist,
            "fejl": fejl,
        },
        status=422 if fejl else 200,
    )


def _vist(request: Request, underretning: Underretning, nu: datetime) -> dict[str, Any] | None:
    """The chosen enclosure she opens, as the receiver will see it; None where she opens none. Opening it is logged."""
    nr = request.GET.get("vis", "")
    if not nr:
        return None
    hendes = underretning.bilag.select_related("barn")
    valgt = get_object_or_404(hendes, pk=nr) if nr.isascii() and nr.isdecimal() and len(nr) < 19 else None
    if valgt is None:
        raise Http404
    sag = underretning.boern.get(barn=valgt.barn_id).anledning_id
    log.record("underretning.bilag_set", by=request.user, nu=nu, barn=valgt.barn, anledning=sag, objekt=valgt)
    return {"valgt": valgt, "f": indhold.kopi_af(valgt, request.user, nu)}


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def kasser(request: Request, pk: int) -> HttpResponse:
    """Put a draft away, for a reason."""
    nu = tid.nu()
    en = hent(request, pk, nu)
    check_can_skrive(request.user, en)
    form = KasserForm(request.POST or None, fortryd=reverse("underretning:skriv", args=[pk]))
    if request.method == "POST" and form.is_valid():
        actions.kasser(underretning=en, grund=form.cleaned_data["grund"], by=request.user, nu=nu)
        messages.success(request, "Underretningen er kasseret. Du kan tage den op igen.")
        return redirect("underretning:mine")
    actions.record("underretning.set", en, by=request.user, nu=nu)
    return render(request, "underretning/kasser.html", om(en, nu) | {"form": form}, status=422 if form.errors else 200)


@kraever(Permission.UNDERRETNING_SKRIV)
@require_POST
def genoptag(request: Request, pk: int) -> HttpResponse:
    """Take it up again."""
    nu = tid.nu()
    actions.genoptag(underretning=hent(request, pk, nu), by=request.user, nu=nu)
    messages.success(request, "Du kan skrive videre, hvor du slap.")
    return redirect("underretning:skriv", pk)
