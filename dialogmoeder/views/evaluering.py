"""A minute after the meeting."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from dialogmoeder import permissions_evaluering as permissions
from dialogmoeder.actions import evaluering as actions
from dialogmoeder.adgang import navn_paa
from dialogmoeder.models import Deltager, Moede
from dialogmoeder.views.hent import hent_moede
from opsporing import log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.versioner import definition_for
from opsporing.templatetags.dkfds import fejllinjer


@kraever(Permission.MOEDE_SE)
@require_http_methods(["GET", "POST"])
def evaluer(request: Request, pk: int) -> HttpResponse:
    """Answer as oneself; with `?for=` the one who leads hands her screen to somebody who cannot sign in."""
    nu = tid.nu()
    moede = hent_moede(request, pk, nu)
    deltager = _deltager(request, moede)
    if deltager is not None and deltager.evalueret_at:
        messages.info(request, "Der er allerede svaret. Tak.")
        return redirect("dialogmoeder:moede", moede.pk)
    deltager = permissions.check_can_evaluere(request.user, moede, deltager, nu)
    version = actions.skema(moede.kommune)
    data = request.POST if request.method == "POST" else None
    form = Skemaformular(definition_for(version), data=data, svar={}, kladde=False)
    form.helper.uden_opsummering = True
    if data is not None and form.is_valid():
        actions.evaluer(deltager=deltager, version=version, svar=form.renset, by=request.user, nu=nu)
        messages.success(request, "Tak for svaret.")
        return redirect("dialogmoeder:moede", moede.pk)
    _record(request, moede, nu)
    return render(
        request,
        "dialogmoeder/evaluer.html",
        {
            "moede": moede,
            "form": form,
            "fejl": fejllinjer(form) if form.is_bound else [],
            "laaner": navn_paa(deltager) if deltager.ansaettelse_id is None else "",
        },
        status=422 if form.is_bound else 200,
    )


def _deltager(request: Request, moede: Moede) -> Deltager | None:
    andens = request.GET.get("for", "")
    if andens.isdecimal():
        return get_object_or_404(
            moede.deltagere.select_related("ansaettelse__user", "person"), pk=int(andens), ansaettelse=None
        )
    return permissions.deltager_for(request.user, moede)


def _record(request: Request, moede: Moede, nu: datetime) -> None:
    log.record("dialogmoeder.evaluering_set", by=request.user, nu=nu, anledning=moede.anledning, objekt=moede)
