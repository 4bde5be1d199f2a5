"""Words for the parents: edited on screen, printed after the talk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from adbb import permissions
from adbb.actions import screening as actions
from adbb.forms import OrdForm
from adbb.rules.ord import hvad_er_galt
from adbb.views.hent import hent_forloeb, hent_screening
from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.dansk import ejefald
from opsporing.orientering.actions import er_fortalt
from opsporing.print import pdf_svar, render_pdf
from opsporing.tid import dato


@kraever(Permission.ADBB_SCOR)
@require_http_methods(["GET", "POST"])
def ord_(request: Request, pk: int, screening: int) -> HttpResponse:
    """The words about one screening: the suggestion, or what has been written."""
    nu = tid.nu()
    forloeb = hent_forloeb(request, pk, nu)
    en = hent_screening(forloeb, screening)
    permissions.check_can_ord(request.user, en)
    form = OrdForm(request.POST or None, initial={"tekst": actions.ord_til_foraeldre(en), "rev": en.rev})
    kollegas = ""
    if request.method == "POST" and form.is_valid():
        tekst, set_rev = form.cleaned_data["tekst"], form.cleaned_data["rev"] or 0
        try:
            actions.ret_ord(screening=en, tekst=tekst, set_rev=set_rev, by=request.user, nu=nu)
        except actions.Foraeldet as nyere:
            kollegas = nyere.tekst
            form = OrdForm({"tekst": tekst, "rev": nyere.rev})
            form.add_error("tekst", "En kollega har rettet ordene imens. Saml de to tekster, og gem igen.")
        else:
            messages.success(request, "Ordene er gemt.")
            return redirect("adbb:ord", forloeb.pk, en.pk)
    log.record("adbb.ord_set", by=request.user, nu=nu, barn=forloeb.barn, anledning=forloeb.anledning, objekt=en)
    return render(
        request,
        "adbb/ord.html",
        {
            "forloeb": forloeb,
            "barn": forloeb.barn,
            "screening": en,
            "form": form,
            "kollegas": kollegas,
            "fortalt": er_fortalt(forloeb.anledning, en.resultat_trin),
        },
        status=422 if form.errors else 200,
    )


@kraever(Permission.ADBB_SE)
@require_GET
def ord_udskriv(request: Request, pk: int, screening: int) -> HttpResponse:
    """The words as a letter. No number of the score, no name of the method's result, nothing of the journal."""
    nu = tid.nu()
    forloeb = hent_forloeb(request, pk, nu)
    en = hent_screening(forloeb, screening)
    permissions.check_can_udskrive(request.user, en)
    tekst = actions.ord_til_foraeldre(en)
    if not tekst:
        raise Denied("Der er ingen ord at udskrive endnu.")
    if galt := hvad_er_galt(tekst):
        # The municipality's own form may hold sentences that nobody has looked at like this.
        raise Denied(f"{galt} Ret ordene, før du udskriver.")
    log.record("adbb.ord_udskrevet", by=request.user, nu=nu, barn=forloeb.barn, anledning=forloeb.anledning, objekt=en)
    pdf = render_pdf(
        "adbb/ord_udskrift.html",
        {
            "barn": forloeb.barn,
            "enhed": forloeb.enhed,
            "kommune": forloeb.kommune,
            "dag": dato(nu),
            "observeret_den": en.observeret_den,
            "afsnit": [del_ for del_ in tekst.split("\n\n") if del_.strip()],
            "sundhedsplejerske": en.afsluttet_by,
            "kontakt": forloeb.kommune.kontakt,
        },
        titel=f"Til {ejefald(forloeb.barn.kaldenavn)} forældre",
    )
    return pdf_svar(pdf, "til-foraeldre.pdf")
