"""The team's vurdering: differences first, then positions, then what follows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from opsporing.skemaer.autogem import Gemning, autogem_svar, loes_svar

from opsporing import log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Loesning
from opsporing.skemaer.pladsholdere import positionsord
from trivsel import permissions
from trivsel.actions import faelles as actions
from trivsel.actions.egne import IkkeFaerdig, alle_faerdige
from trivsel.faelles import SAMLET, faelles_definition, stilling
from trivsel.faelles_side import byg, noter
from trivsel.foelger import foelger
from trivsel.models import Vurdering
from trivsel.tidligere import forrige
from trivsel.views.egne import hent


def _kontekst(request: HttpRequest, vurdering: Vurdering) -> dict[str, object]:
    nu_staar = stilling(vurdering, actions.faerdige_egne(vurdering))
    side = byg(vurdering, nu_staar, request.user.profil)
    ord_ = positionsord(request.user.profil.positioner)
    valgt = nu_staar.valgt.get(SAMLET, "")
    vist = valgt or nu_staar.foreslaaet(SAMLET) or ""
    return {
        "vurdering": vurdering,
        "barn": vurdering.barn,
        "side": side,
        "stilling": nu_staar,
        "noter": noter(nu_staar),
        "form": Skemaformular(faelles_definition(vurdering), svar=vurdering.svar, pladsholdere=ord_),
        "ordene": list(request.user.profil.positioner.items()),
        "valgt": valgt,
        "vist": vist,
        "foelger": foelger(vurdering, vist) if vist else None,
        "vist_ord": request.user.profil.label(vist),
        "forrige": forrige(vurdering),
    }


@kraever(Permission.VURDERING_FAELLES)
@require_http_methods(["GET", "POST"])
def faelles(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; a POST is »Afslut« (or »Senere« without script) and saves what stands in it first."""
    nu = tid.nu()
    vurdering = hent(request, pk, nu)
    if vurdering.afsluttet_at and request.method == "GET":
        return redirect("trivsel:vurdering", vurdering.pk)
    permissions.check_can_faelles(request.user, vurdering, alle_faerdige=alle_faerdige(vurdering))
    if request.method == "POST":
        return _afslut(request, vurdering)
    log.record(
        "trivsel.faelles_set",
        by=request.user,
        nu=nu,
        barn=vurdering.barn,
        anledning=vurdering.anledning,
        objekt=vurdering,
    )
    return render(request, "trivsel/faelles.html", _kontekst(request, vurdering))


@kraever(Permission.VURDERING_FAELLES)
@require_GET
def faelles_stilling(request: HttpRequest, pk: int) -> HttpResponse:
    """The parts of the page that follow from the answers, for the script to put in place after a save."""
    nu = tid.nu()
    vurdering = hent(request, pk, nu)
    permissions.check_can_faelles(request.user, vurdering, alle_faerdige=alle_faerdige(vurdering))
    log.record(
        "trivsel.faelles_set",
        by=request.user,
        nu=nu,
        barn=vurdering.barn,
        anledning=vurdering.anledning,
        objekt=vurdering,
    )
    return render(request, "trivsel/_faelles_stilling.html", _kontekst(request, vurdering))


@kraever(Permission.VURDERING_FAELLES)
@require_POST
def faelles_gem(request: HttpRequest, pk: int) -> JsonResponse:
    """Store what the team changed since the page's last save."""
    nu = tid.nu()
    vurdering = hent(request, pk, nu)

    def gem(gemning: Gemning) -> object:
        actions.begynd_faelles(vurdering=vurdering, by=request.user, nu=nu)
        return actions.gem_faelles(
            vurdering=vurdering,
            aendringer=gemning.aendringer,
            set_rev=gemning.rev,
            by=request.user,
            nu=nu,
            klient=gemning.klient,
        )

    return autogem_svar(request, gem, nu=nu)


@kraever(Permission.VURDERING_FAELLES)
@require_POST
def faelles_loes(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose between two texts written at the same time."""
    nu = tid.nu()
    vurdering = hent(request, pk, nu)

    def loes(konflikt: str, loesning: Loesning) -> object:
        return actions.loes(vurdering=vurdering, konflikt_id=konflikt, loesning=loesning, by=request.user, nu=nu)

    return loes_svar(request, loes, nu=nu)


def _afslut(request: HttpRequest, vurdering: Vurdering) -> HttpResponse:
    nu = tid.nu()
    definition = faelles_definition(vurdering)
    formular = Skemaformular(definition, data=request.POST, pladsholdere=positionsord(request.user.profil.positioner))
    if not formular.is_valid():
        kontekst = _kontekst(request, vurdering) | {"form": formular}
        return render(request, "trivsel/faelles.html", kontekst, status=422)
    # Only what the page really held: agreed tegn have no field on it, and must not be taken away for that.
    sendt = {felt.kode for felt in definition.felter if felt.har_svar and felt.kode in request.POST}
    aendringer = {
        kode: formular.renset.get(kode) for kode in sendt if formular.renset.get(kode) != vurdering.svar.get(kode)
    }
    actions.begynd_faelles(vurdering=vurdering, by=request.user, nu=nu)
    if aendringer:
        set_rev = int(request.POST.get("rev", "0")) if request.POST.get("rev", "0").isdigit() else 0
        actions.gem_faelles(
            vurdering=vurdering,
            aendringer=aendringer,
            set_rev=set_rev,
            by=request.user,
            nu=nu,
            klient=request.POST.get("klient", ""),
        )
        vurdering.refresh_from_db()
    if request.POST.get("handling") == "senere":
        return redirect("stue_vis", vurdering.enhed_id)
    try:
        vurdering = actions.afslut_faelles(vurdering=vurdering, by=request.user, nu=nu)
    except IkkeFaerdig as fejl:
        messages.warning(request, str(fejl))
        kontekst = _kontekst(request, vurdering) | {"vis_mangler": True}
        return render(request, "trivsel/faelles.html", kontekst, status=422)
    messages.success(request, "Den fælles vurdering er afsluttet. Her står, hvad der følger.")
    return redirect("trivsel:vurdering", vurdering.pk)
