"""The team's vurdering: differences first, then positions, then what follows."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.profil import POSITIONER
from opsporing.skemaer.autogem import Gemning, autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Gemt, Loesning
from opsporing.skemaer.layout import Sektionsramme
from opsporing.skemaer.pladsholdere import positionsord
from opsporing.tid import dato
from trivsel import permissions
from trivsel.actions import faelles as actions
from trivsel.actions.egne import IkkeFaerdig, alle_faerdige
from trivsel.faelles import SAMLET, alder_ord, er_alene, faelles_definition, stilling
from trivsel.faelles_side import byg, noget_ikke_set, noter, vend_blikket
from trivsel.foelger import foelger, underret_om
from trivsel.models import Vurdering
from trivsel.tidligere import forrige
from trivsel.views.egne import hent

#: Sections the page draws in its own places; the others follow after the positions.
EGNE_STEDER = {"vend_blikket", "det_talte_vi_om", "aftalte_tegn", "positioner"}


def _formular(request: Request, vurdering: Vurdering) -> Skemaformular:
    return Skemaformular(
        faelles_definition(vurdering),
        data=request.POST if request.method == "POST" else None,
        svar=vurdering.svar,
        rev=vurdering.rev,
        pladsholdere=positionsord(request.user.profil.positioner),
    )


def _nyt(formular: Skemaformular, vurdering: Vurdering) -> bool:
    """Whether the posted page holds an answer that is not stored."""
    return any((vaerdi or None) != vurdering.svar.get(felt) for felt, vaerdi in formular.aendringer().items())


def _del(formular: Skemaformular, *koder: str) -> FormHelper:
    """A helper that draws only these sections of the form; the page itself says at the top what is wrong with it."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf, helper.uden_opsummering = False, True, True
    helper.layout = Layout(*(Sektionsramme(s) for s in formular.udvalg.sektioner if s.kode in koder and s.felter))
    return helper


def _kontekst(request: Request, vurdering: Vurdering, formular: Skemaformular | None = None) -> dict[str, object]:
    nu_staar = stilling(vurdering, actions.faerdige_egne(vurdering))
    side = byg(vurdering, nu_staar, request.user.profil)
    ord_ = positionsord(request.user.profil.positioner)
    formular = formular or _formular(request, vurdering)
    valgt = nu_staar.valgt.get(SAMLET, "")
    vist = valgt or nu_staar.foreslaaet(SAMLET) or ""
    ikke_set = noget_ikke_set(nu_staar) or vurdering.svar.get("ikke_set_aftale")
    uden = EGNE_STEDER if ikke_set else EGNE_STEDER | {"ikke_set"}
    return {
        "vurdering": vurdering,
        "barn": vurdering.barn,
        "side": side,
        "stilling": nu_staar,
        "noter": noter(nu_staar),
        "form": formular,
        "samtale": _del(formular, "det_talte_vi_om"),
        "vend": vend_blikket(nu_staar, formular.definition),
        "efter": _del(formular, *(s.kode for s in formular.definition.sektioner if s.kode not in uden)),
        "konflikter": konflikter_i_ord(vurdering, ord_),
        "loes_url": reverse("trivsel:faelles_loes", args=[vurdering.pk]),
        "ordene": [(kode, request.user.profil.label(kode)) for kode in POSITIONER],
        "valgt": valgt,
        "vist": vist,
        "foelger": foelger(vurdering, vist) if vist else None,
        "underret_om": underret_om(request.user, vurdering, vist),
        "vist_ord": request.user.profil.label(vist),
        "forrige": forrige(vurdering),
        "alder": alder_ord(vurdering, dato(tid.nu())),
        "alene": er_alene(vurdering),
        "kan_rette_svar": any(egen.vurderer_id == request.user.pk for egen in nu_staar.egne),
    }


@kraever(Permission.VURDERING_FAELLES)
@require_http_methods(["GET", "POST"])
def faelles(request: Request, pk: int) -> HttpResponse:
    """The page; a POST is »Afslut« (or »Senere« without script) and saves what stands in it first."""
    nu = tid.nu()
    vurdering = hent(request, pk, nu)
    if vurdering.afsluttet_at and (request.method == "GET" or not _nyt(_formular(request, vurdering), vurdering)):
        # Two who conclude at the same time have done the same thing.
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
def faelles_stilling(request: Request, pk: int) -> HttpResponse:
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
def faelles_gem(request: Request, pk: int) -> JsonResponse:
    """Store what the team changed since the page's last save."""
    nu = tid.nu()
    vurdering = hent(request, pk, nu)

    def gem(gemning: Gemning) -> Gemt:
        return actions.gem_faelles(
            vurdering=vurdering,
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
        loes_url=reverse("trivsel:faelles_loes", args=[vurdering.pk]),
        pladsholdere=positionsord(request.user.profil.positioner),
    )


@kraever(Permission.VURDERING_FAELLES)
@require_POST
def faelles_loes(request: Request, pk: int) -> HttpResponse:
    """Choose between two texts written at the same time."""
    nu = tid.nu()
    vurdering = hent(request, pk, nu)

    def loes(konflikt_id: str, loesning: Loesning) -> Gemt:
        return actions.loes(vurdering=vurdering, konflikt_id=konflikt_id, loesning=loesning, by=request.user, nu=nu)

    return loes_svar(request, loes, tilbage=reverse("trivsel:faelles", args=[vurdering.pk]))


def _afslut(request: Request, vurdering: Vurdering) -> HttpResponse:
    nu = tid.nu()
    formular = _formular(request, vurdering)
    aendringer = formular.aendringer()
    actions.begynd_faelles(vurdering=vurdering, by=request.user, nu=nu)
    if aendringer:
        actions.gem_faelles(
            vurdering=vurdering,
            aendringer=aendringer,
            set_rev=formular.rev,
            by=request.user,
            nu=nu,
            klient=formular.klient,
        )
        vurdering.refresh_from_db(fields=["svar", "rev", "konflikter"])
    if not formular.is_valid():
        return render(request, "trivsel/faelles.html", _kontekst(request, vurdering, formular), status=422)
    if request.POST.get("handling") == "senere":
        return redirect("stue_vis", vurdering.enhed_id)
    try:
        vurdering = actions.afslut_faelles(vurdering=vurdering, by=request.user, nu=nu)
    except IkkeFaerdig as fejl:
        kontekst = _kontekst(request, vurdering, formular) | {"vis_mangler": str(fejl)}
        return render(request, "trivsel/faelles.html", kontekst, status=422)
    hvad = "Vurderingen" if er_alene(vurdering) else "Den fælles vurdering"
    messages.success(request, f"{hvad} er afsluttet. Her står, hvad der følger.")
    return redirect("trivsel:vurdering", vurdering.pk)
