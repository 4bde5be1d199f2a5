"""Taking a yes back at the place that asked: what will happen is told first, and then it is done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from opsporing import tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Samtykke
from overgange import kopi as kopier
from overgange.actions import overlevering as actions
from overgange.actions import sig_det
from overgange.models import Overgang
from overgange.permissions import Muligheder
from overgange.views.hent import hent_overgang, log_set


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def traek(request: Request, pk: int) -> HttpResponse:
    """Note that somebody takes a yes back. Looking changes nothing; the button on the page does it."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    Muligheder(request.user, en, nu).check_can_traekke()
    nr = (request.POST if request.method == "POST" else request.GET).get("samtykke", "")
    if not nr.isdecimal():
        messages.error(request, "Vælg, hvilket ja der trækkes tilbage.")
        return redirect("overgange:overgang", en.pk)
    samtykke = get_object_or_404(
        Samtykke.objects.select_related("person"), anledning=en.anledning_id, ja=True, pk=int(nr)
    )
    if request.method == "POST" and samtykke.trukket_at:
        messages.info(request, "Det var allerede trukket tilbage.")
        return redirect("overgange:overgang", en.pk)
    if request.method == "POST":
        stoppede = actions.traek_samtykke(overgang=en, samtykke=samtykke, by=request.user, nu=nu)
        sig_hvad_der_skete(request, en, bool(stoppede))
        return redirect("overgange:overgang", en.pk)
    log_set(request, en, nu)
    return render(
        request,
        "overgange/traek.html",
        {
            "samtykke": samtykke,
            "del": kopier.delens_titel(samtykke),
            "barn": en.barn,
            "modtager": kopier.modtagerens_navn(en),
            "ude": en.til_enhed is None,
            "givet": actions.givne_med(en, samtykke).exists() or sig_det.har_paa_papir(en, samtykke),
            "tilbage": reverse("overgange:overgang", args=[en.pk]),
            "krumme": f"Overgang for {en.barn.kaldenavn}",
        },
    )


def sig_hvad_der_skete(request: Request, en: Overgang, stoppet: bool) -> None:
    """Tell what taking a yes back, or a no, came to."""
    if sig_det.frist(en).exists():
        messages.warning(
            request,
            f"Det er noteret. {en.til_navn} har det på papir: Ring, og bed dem om at makulere det og holde op med at "
            "bruge det. Det står på overgangens side, til I har noteret, at det er sagt.",
        )
    elif stoppet and en.til_enhed is not None:
        messages.success(request, "Det er noteret. Det nye sted kan ikke længere læse det og får besked.")
    else:
        messages.success(request, "Det er noteret, og det gives ikke videre.")
