"""What is suspected about a received underretning, and of whom."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from underretning.actions import mistanke as actions
from underretning.actions.behandl import Foraeldet
from underretning.actions.registrer import Mistanke
from underretning.forms_mistanke import MistankeForm
from underretning.indbakke import barnets_navn
from underretning.models import Modtaget, Overgreb
from underretning.permissions_modtag import check_can_behandle
from underretning.views.hent import hent_modtaget

IMENS = "En kollega har gjort noget ved den, siden du åbnede siden. Se den igennem, og gem så igen."


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def mistanke(request: Request, pk: int) -> HttpResponse:
    """A suspicion that has come up, or whom it is about, with what follows from it."""
    nu = tid.nu()
    en = hent_modtaget(request, pk, nu)
    check_can_behandle(request.user, en)
    form = MistankeForm(
        request.POST or None,
        initial=_stand(en),
        kommune=request.user.ansat.enhed.kommune,
        nu=nu,
        fortryd=reverse("underretning:modtaget", args=[pk]),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        svar = form.cleaned_data
        mistanken = Mistanke(Overgreb(svar["overgreb"]), svar["overgreb_hvem"], svar["mistaenkt"])
        try:
            with transaction.atomic():
                actions.noter_mistanke(modtaget=en, rev=svar["rev"], mistanke=mistanken, by=request.user, nu=nu)
        except Foraeldet as imens:
            form.data = request.POST.copy()
            form.data["rev"] = str(imens.modtaget.rev)
            form.add_error(None, IMENS)
            status = 409
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            messages.success(request, "Mistanken er noteret.")
            return redirect("underretning:modtaget", pk)
    if form.errors and status == 200:
        status = 422
    log.record("underretning.modtaget_set", by=request.user, nu=nu, barn=en.barn, anledning=en.anledning, objekt=en)
    return render(
        request,
        "underretning/mistanke.html",
        {"modtaget": en, "barn": en.barn, "navn": barnets_navn(en.barn, tid.dato(nu)), "form": form},
        status=status,
    )


def _stand(en: Modtaget) -> dict[str, object]:
    return {
        "rev": en.rev,
        "overgreb": "" if en.overgreb == Overgreb.NEJ else en.overgreb,
        "overgreb_hvem": en.overgreb_hvem,
        "mistaenkt": en.mistaenkt.username if en.mistaenkt else "",
    }
