"""With the parents: which earlier vurderinger they are asked about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from opsporing import tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from overgange import tidligere
from overgange.actions.vurderinger import vaelg_vurderinger
from overgange.forms import VurderingerForm
from overgange.permissions import Muligheder
from overgange.views.hent import hent_overgang, log_set
from overgange.views.skema import faelles


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def vurderinger(request: Request, pk: int) -> HttpResponse:
    """Choose among the newest ones, told apart by day, place and result; then the parents answer to each."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    muligt = Muligheder(request.user, en, nu)
    muligt.check_can_vaelge_vurderinger()
    fundet = tidligere.find(en, request.user, nu)
    form = VurderingerForm(request.POST if request.method == "POST" else None, fundet=fundet)
    if request.method == "POST" and form.is_valid():
        try:
            vaelg_vurderinger(overgang=en, noegler=form.cleaned_data["vurderinger"], by=request.user, nu=nu)
        except Denied as grund:
            # Corrected in another window since it was shown.
            form.add_error("vurderinger", str(grund))
        else:
            messages.success(request, "Valget er gemt. Svar på dem, I har valgt, under »Del for del«.")
            return redirect("overgange:samtykke", en.pk)
    log_set(request, en, nu)
    return render(
        request,
        "overgange/vurderinger.html",
        faelles(en, 2, muligt) | {"form": form, "fundet": fundet},
        status=422 if form.errors else 200,
    )
