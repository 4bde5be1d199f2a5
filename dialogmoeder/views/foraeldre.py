"""The parents of the child an item is about: who told them, and what they say yes to."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dialogmoeder import invitation, punktside
from dialogmoeder import permissions_punkt as permissions
from dialogmoeder.actions import foraeldre as actions
from dialogmoeder.adgang import lukket_slags
from dialogmoeder.forms_punkt import FortalForm, JaForm
from dialogmoeder.kreds import HVAD, hindrer_indkaldelse
from dialogmoeder.views.hent import hent_punkt, log_punkt
from dialogmoeder.views.punkt import om_punktet
from opsporing import tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Emne, Orientering, Samtykke
from opsporing.tid import dato


@kraever(Permission.ORIENTERING_REGISTRER)
@require_http_methods(["GET", "POST"])
def foraeldre(request: Request, pk: int) -> HttpResponse:
    """What the parents know and say; a POST notes that they have been told."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)
    permissions.check_can_fortaelle(request.user, et, nu)
    kontekst = om_punktet(request, et, nu)
    om = kontekst["om"]
    form = FortalForm(
        request.POST if request.method == "POST" else None,
        i_dag=dato(nu),
        personer=om.mangler_at_vide or om.kan_fortaelles,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.fortael(
                punkt=et,
                personer=list(data["personer"]),
                maade=data["maade"],
                givet_den=data["givet_den"],
                by=request.user,
                nu=nu,
            )
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            messages.success(request, "Det er noteret, at forældrene er fortalt om mødet.")
            return redirect("dialogmoeder:foraeldre", et.pk)
    log_punkt(request, et, nu, "dialogmoeder.foraeldre_set")
    samtykker = list(
        Samtykke.objects.filter(anledning=et.anledning, hvad=HVAD, trukket_at=None)
        .select_related("person", "modtager")
        .order_by("pk")
    )
    orienteringer = list(
        Orientering.objects.filter(anledning=et.anledning, emne=Emne.MOEDE, fortrudt_at=None)
        .select_related("givet_by")
        .order_by("givet_den", "pk")
    )
    return render(
        request,
        "dialogmoeder/foraeldre.html",
        kontekst
        | {
            "form": form,
            "fortalte": punktside.fortalte(om, orienteringer),
            "udefra": punktside.udefra(kontekst["kreds"], om, samtykker),
            "staaende": [s for s in samtykker if s.ja],
            "breve": invitation.breve(kontekst["kreds"], om) if lukket_slags(et.moede.slags) else None,
            "hindrer": hindrer_indkaldelse(kontekst["kreds"]) if et.moede.indkaldt_at is None else [],
        },
        status=422 if form.errors else 200,
    )


@kraever(Permission.ORIENTERING_REGISTRER)
@require_POST
def foraeldre_svar(request: Request, pk: int) -> HttpResponse:
    """Note what the parents say to each unit's part in the item; a no where there was a yes takes the yes back."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)
    permissions.check_can_fortaelle(request.user, et, nu)
    kontekst = om_punktet(request, et, nu)
    om = kontekst["om"]
    forste = [gruppe[0] for gruppe in punktside.grupperet(kontekst["kreds"], om).values()]
    form = JaForm(request.POST, deltagere=forste, personer=om.kan_fortaelles)
    if form.is_valid() and form.svar:
        for hun, person, ja in form.svar:
            actions.svar_samtykke(punkt=et, deltager=hun, person=person, ja=ja, by=request.user, nu=nu)
        messages.success(request, "Det, forældrene siger, er noteret.")
    else:
        messages.error(request, "Vælg ja eller nej mindst ét sted.")
    return redirect("dialogmoeder:foraeldre", et.pk)


@kraever(Permission.ORIENTERING_REGISTRER)
@require_POST
def foraeldre_fortryd(request: Request, pk: int) -> HttpResponse:
    """Take back what was noted by mistake."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)
    permissions.check_can_fortaelle(request.user, et, nu)
    nr = request.POST.get("orientering", "")
    noterede = Orientering.objects.filter(anledning=et.anledning, emne=Emne.MOEDE)
    orientering = noterede.filter(pk=int(nr)).first() if nr.isdecimal() and len(nr) < 10 else None
    if orientering is None:
        raise Denied("Der er ikke noget at tage tilbage. Hent siden igen.")
    actions.fortryd(punkt=et, orientering=orientering, by=request.user, nu=nu)
    messages.success(request, "Noteringen er taget tilbage.")
    return redirect("dialogmoeder:foraeldre", et.pk)


@kraever(Permission.ORIENTERING_REGISTRER)
@require_POST
def foraeldre_tid(request: Request, pk: int) -> HttpResponse:
    """Note that they know of the meeting's new time, or that it is called off."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)
    actions.sagt(punkt=et, by=request.user, nu=nu)
    messages.success(request, "Det er noteret, at forældrene ved det.")
    return redirect("dialogmoeder:punkt", et.pk)


@kraever(Permission.ORIENTERING_REGISTRER)
@require_POST
def foraeldre_traek(request: Request, pk: int) -> HttpResponse:
    """Note that a yes is taken back, also by one who no longer holds custody or is not to be told of the meeting."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)
    permissions.check_can_traekke(request.user, et, nu)
    nr = request.POST.get("samtykke", "")
    givet = Samtykke.objects.filter(anledning=et.anledning, ja=True, trukket_at=None)
    samtykke = givet.filter(pk=int(nr)).first() if nr.isdecimal() and len(nr) < 10 else None
    if samtykke is None:
        raise Denied("Der er ikke noget ja at trække tilbage. Hent siden igen.")
    actions.traek_samtykke(punkt=et, samtykke=samtykke, by=request.user, nu=nu)
    messages.success(request, "Det er noteret. Punktet er lukket for dem, ja'et gjaldt.")
    return redirect("dialogmoeder:punkt", et.pk)
