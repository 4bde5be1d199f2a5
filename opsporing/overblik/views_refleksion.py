"""What a unit makes of its numbers: the text about a round, and the numbers on paper for the staff meeting."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from opsporing import konflikt, log, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.dkfds import Hjaelper
from opsporing.models import Enhed
from opsporing.models.sql import DanskSortering
from opsporing.overblik import lederen, lederord, lederside
from opsporing.overblik.lederens_boern import enheden
from opsporing.print import pdf_svar, render_pdf
from trivsel.actions.refleksion import Foraeldet, gem_refleksion
from trivsel.models import Refleksion, Runde, Vurdering


class RefleksionForm(forms.Form):
    """What the unit makes of the numbers."""

    tekst = forms.CharField(
        label="Jeres refleksion",
        help_text="Skriv om læringsmiljøet og det, I voksne gør. Skriv ikke om enkelte børn.",
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    marker_valgfrit = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = Hjaelper(self, gem="Gem refleksionen", fortryd=reverse("leder"))


FELT = konflikt.Felt("tekst", "Jeres refleksion", tekst=True)


def _tekst(enhed: Enhed, runde: Runde) -> Refleksion | None:
    """What the unit has written. Rounds of several arenas that run at once under one name share the text."""
    return (
        Refleksion.objects.filter(enhed=enhed, runde__navn=runde.navn, runde__aabner__year=runde.aabner.year)
        .select_related("runde", "gemt_by")
        .order_by("pk")
        .first()
    )


def _deltog(enhed: Enhed, runde: Runde) -> bool:
    return Vurdering.objects.filter(
        enhed__journalenhed=enhed, runde__navn=runde.navn, runde__aabner__year=runde.aabner.year
    ).exists()


@kraever(Permission.LEDER_OVERBLIK)
@require_http_methods(["GET", "POST"])
def leder_refleksion(request: Request, runde: int) -> HttpResponse:
    """Write, or write on. Who saves after a colleague sees both texts and chooses."""
    nu = tid.nu()
    enhed = get_object_or_404(Enhed, pk=enheden(request.user).journalenhed_id)
    valgt = get_object_or_404(Runde, pk=runde, kommune=enhed.kommune_id)
    if not _deltog(enhed, valgt):
        raise Http404("Enheden har ikke været med i runden")
    refleksion = _tekst(enhed, valgt)
    uenighed = None
    if request.method == "POST":
        data = request.POST.copy()
        if "konflikt_tekst" in data:
            gemt = {"tekst": refleksion.tekst if refleksion else ""}
            data["tekst"] = "".join(konflikt.loes([FELT], dict(data.lists()), gemt)["tekst"])
        form = RefleksionForm(data)
        if form.is_valid():
            try:
                gem_refleksion(
                    enhed=enhed,
                    runde=refleksion.runde if refleksion else valgt,
                    tekst=form.cleaned_data["tekst"],
                    rev=form.cleaned_data["version"] or 0,
                    by=request.user,
                    nu=nu,
                )
            except Foraeldet as fejl:
                uenighed = _uenighed(form.cleaned_data["tekst"], fejl.refleksion)
            else:
                return redirect("leder")
    else:
        form = RefleksionForm(
            initial={"tekst": refleksion.tekst, "version": refleksion.rev} if refleksion else {"version": 0}
        )
    runder = [r for r in lederen.runder(enhed) if r.aabner <= valgt.aabner]
    return render(
        request,
        "overblik/leder_refleksion.html",
        {
            "enhed": enhed,
            "runde": valgt,
            "refleksion": refleksion,
            "form": form,
            "konflikt": uenighed,
            "spoergsmaal": lederord.til_personalemoedet(runder),
            "graf": lederside.graf(runder, request.user.profil),
        },
        status=409 if uenighed else 422 if form.errors else 200,
    )


def _uenighed(tekst: str, gemt: Refleksion) -> konflikt.Konflikt:
    return konflikt.find(
        [FELT],
        {"tekst": tekst},
        {"tekst": gemt.tekst},
        hvem=gemt.gemt_by.fornavn,
        hvornaar=localtime(gemt.gemt_at),
        version=gemt.rev,
    )


@kraever(Permission.LEDER_OVERBLIK)
@require_safe
def leder_udskriv(request: Request) -> HttpResponse:
    """The numbers and the reflection on paper, for the staff meeting: no child is named."""
    nu = tid.nu()
    enhed = enheden(request.user)
    stuer = list(Enhed.objects.undertrae(enhed).daglige().order_by(DanskSortering("navn"), "pk"))
    runder = lederen.runder(enhed)
    daekning = lederen.daekning(enhed, stuer)
    talt_om = lederord.til_eftertanke(runder)
    sidste = Runde.objects.filter(pk=talt_om[-1].runde).first() if talt_om else None
    refleksion = _tekst(enhed, sidste) if sidste else None
    log.record("opsporing.overblik_udskrevet", by=request.user, nu=nu, objekt=enhed)
    pdf = render_pdf(
        "overblik/leder_udskrift.html",
        {
            "enhed": enhed,
            "kommune": enhed.kommune,
            "dag": tid.dato(nu),
            "daekning": daekning,
            "graf": lederside.graf(runder, request.user.profil),
            "spoergsmaal": lederord.til_personalemoedet(talt_om),
            "runde": sidste,
            "refleksion": refleksion,
        },
        titel=f"Overblik, {enhed.navn}",
    )
    return pdf_svar(pdf, "overblik.pdf")
