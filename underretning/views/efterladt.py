"""A draft that was left by one who is gone: whom to call, and what came of it. Never what it says."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opsporing import tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from underretning import efterladt as drafts
from underretning.actions.efterladt import afslut_efterladt
from underretning.forms_modtag import EfterladtForm
from underretning.indhold import underskrift_af


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
def efterladt(request: Request, pk: int) -> HttpResponse:
    """Who began it and when, and a place to write what was agreed with her."""
    nu = tid.nu()
    en = get_object_or_404(drafts.efterladte(request.user, nu), pk=pk)
    form = EfterladtForm(request.POST or None, fortryd=reverse("underretning:indbakke"))
    if request.method == "POST" and form.is_valid():
        afslut_efterladt(underretning=en, grund=form.cleaned_data["grund"], by=request.user, nu=nu)
        messages.success(request, "Det er noteret. Den står ikke længere i indbakken.")
        return redirect("underretning:indbakke")
    return render(
        request,
        "underretning/efterladt.html",
        {"underretning": en, "skrevet_af": underskrift_af(en), "form": form},
        status=422 if form.errors else 200,
    )
