"""A draft that was left by one who is gone: she takes it along, or those who receive call her. Never what it says."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from opsporing import tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.bilag import sted
from opsporing.models import Udelukkelse
from underretning import efterladt as drafts
from underretning.actions import efterladt as actions
from underretning.forms_modtag import EfterladtForm
from underretning.indhold import underskrift_af
from underretning.models import Underretning


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
def efterladt(request: Request, pk: int) -> HttpResponse:
    """Who began it and when, and a place to write what was agreed with her."""
    nu = tid.nu()
    en = get_object_or_404(drafts.efterladte(request.user, nu), pk=pk)
    form = EfterladtForm(request.POST or None, fortryd=reverse("underretning:indbakke"))
    if request.method == "POST" and form.is_valid():
        actions.afslut_efterladt(underretning=en, grund=form.cleaned_data["grund"], by=request.user, nu=nu)
        messages.success(request, "Det er noteret. Den står ikke længere i indbakken.")
        return redirect("underretning:indbakke")
    return render(
        request,
        "underretning/efterladt.html",
        {
            "underretning": en,
            "skrevet_af": underskrift_af(en),
            "arbejder_nu": [sted(a.enhed) for a in drafts.arbejder_nu(en, nu)],
            "form": form,
        },
        status=422 if form.errors else 200,
    )


@kraever(Permission.UNDERRETNING_SKRIV)
@require_POST
def tag_med(request: Request, pk: int) -> HttpResponse:
    """Go on with one's own draft where one works now."""
    nu = tid.nu()
    hendes = Underretning.objects.filter(skrevet_by=request.user, kommune=request.user.ansat.kommune_id)
    en = get_object_or_404(hendes.exclude(boern__anledning__in=Udelukkelse.sager(request.user)), pk=pk)
    actions.tag_med(underretning=en, by=request.user, nu=nu)
    messages.success(request, "Du har taget den med. Skriv videre, hvor du slap, og send den.")
    return redirect("underretning:skriv", pk)
