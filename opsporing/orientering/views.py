"""Pages about what the parents know: for a stue, for a child, for a result, and the printed notice."""

from datetime import datetime

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.anledning import sagens_navn
from opsporing.anledning import side as side_for
from opsporing.arkiv import check_ikke_kun_arkiv
from opsporing.frister.typer import fristtyper
from opsporing.models import Anledning, Barn, Emne, Enhed, Frist, Orientering, Tilknytning
from opsporing.orientering import actions
from opsporing.orientering.breve import brev_kontekst, skabelon
from opsporing.orientering.forms import BarnForm, SamtaleForm, StueForm
from opsporing.orientering.overblik import stand_for, stuens_stand
from opsporing.print import pdf_svar, render_pdfer


def _min_stue(request: Request, pk: int, nu: datetime) -> Enhed:
    """The stue if the user's employment reaches it, else 404."""
    synlige = Tilknytning.objects.aabner_barn(request.user, nu).indskrivninger().values("enhed")
    egne = Enhed.objects.filter(pk__in=synlige) | Enhed.objects.filter(pk=request.user.ansat.enhed_id)
    return get_object_or_404(egne.exclude(arena="").distinct().select_related("kommune__profil", "journalenhed"), pk=pk)


def _barnets_enhed(request: Request, barn: Barn, nu: datetime) -> Enhed:
    """The unit through which the user sees the child; her notes belong to its journal unit."""
    tilknytning = (
        Tilknytning.objects.aabner_barn(request.user, nu)
        .indskrivninger()
        .filter(barn=barn)
        .select_related("enhed__kommune__profil", "enhed__journalenhed")
        .first()
    )
    if tilknytning is None:
        raise Denied("Barnet er ikke indskrevet på en af dine enheder.")
    return tilknytning.enhed


@kraever(Permission.ORIENTERING_REGISTRER)
@require_http_methods(["GET", "POST"])
def stue(request: Request, enhed: int) -> HttpResponse:
    """Note the information for many children at once; protected ones are noted one by one."""
    nu = tid.nu()
    valgt = _min_stue(request, enhed, nu)
    staende = stuens_stand(valgt, nu)
    mangler = [s for s in staende if not s.alle_ved_det]
    kan = [(s.barn, " og ".join(p.fornavn for p in s.mangler)) for s in mangler if s.personer and not s.beskyttet]
    form = StueForm(request.POST or None, i_dag=tid.dato(nu), boern=kan)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            antal = actions.registrer_flere(
                boern=data["boern"],
                enhed=valgt,
                maade=data["maade"],
                givet_den=data["givet_den"],
                by=request.user,
                nu=nu,
            )
        except Denied as grund:
            form.add_error("givet_den", str(grund))
        else:
            messages.success(request, f"Noteret for {antal} {'barn' if antal == 1 else 'børn'}.")
            return redirect("orientering:stue", valgt.pk)
    log.record("opsporing.boern_vist", by=request.user, nu=nu, boern=[s.barn for s in staende], objekt=valgt)
    return render(
        request,
        "orientering/stue.html",
        {
            "enhed": valgt,
            "form": form,
            "kan": kan,
            "for_sig": [s for s in mangler if not s.personer or s.beskyttet],
            "ved_det": [s for s in staende if s.alle_ved_det],
        },
        status=422 if form.errors else 200,
    )


@kraever(Permission.ORIENTERING_REGISTRER)
@require_http_methods(["GET", "POST"])
def barn(request: Request, pk: int) -> HttpResponse:
    """Note it for one child, custody holder by custody holder."""
    nu = tid.nu()
    b = get_object_or_404(Barn.objects.for_user(request.user, nu), pk=pk)
    enhed = _barnets_enhed(request, b, nu)
    [stand] = stand_for([b], enhed)
    form = BarnForm(request.POST or None, i_dag=tid.dato(nu), personer=stand.mangler)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.registrer(
                barn=b,
                personer=list(data["personer"]),
                enhed=enhed,
                maade=data["maade"],
                givet_den=data["givet_den"],
                by=request.user,
                nu=nu,
            )
        except Denied as grund:
            form.add_error("givet_den", str(grund))
        else:
            messages.success(request, "Noteret.")
            return redirect("orientering:barn", b.pk)
    log.record("opsporing.barn_set", by=request.user, nu=nu, barn=b)
    return render(
        request,
        "orientering/barn.html",
        {"barn": b, "enhed": enhed, "stand": stand, "form": form},
        status=422 if form.errors else 200,
    )


def _trin(request: Request, anledning: Anledning) -> str:
    """Which result of the matter the page is about. Raises Http404 for one that never was to be told."""
    trin = request.GET.get("trin", "")
    koder = [type_.kode for type_ in fristtyper().values() if type_.opfyldes_af == "resultat_fortalt"]
    kendte = set(Frist.objects.filter(anledning=anledning, kode__in=koder).values_list("trin", flat=True))
    if trin not in kendte and (trin or any(kendte)):
        raise Http404
    return trin


@kraever(Permission.ORIENTERING_REGISTRER)
@require_http_methods(["GET", "POST"])
def resultat(request: Request, anledning: int) -> HttpResponse:
    """Note the talk about a result, and after that what was handed over on paper."""
    nu = tid.nu()
    a = get_object_or_404(
        Anledning.objects.for_user(request.user, nu).select_related("barn", "ejer_enhed"),
        pk=anledning,
        barn__isnull=False,
    )
    if a.barn is None:
        raise Http404
    if a.lukket and a.ejer_enhed_id != request.user.ansat.enhed.journalenhed_id:
        # She has part in one matter of another unit's, and not in its talk with the parents.
        raise Denied(f"Det er {a.ejer_enhed.navn}, der taler med forældrene om det her.")
    trin = _trin(request, a)
    spaerrede = actions.spaerrede(a)
    [stand] = stand_for([a.barn], a.ejer_enhed, anledning=a, trin=trin)
    maa_vide = [] if spaerrede is None else [p.person for p in stand.personer if p.person.pk not in spaerrede]
    form = SamtaleForm(request.POST or None, i_dag=tid.dato(nu), personer=maa_vide)
    if request.method == "POST":
        check_ikke_kun_arkiv(request.user, a, nu)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.registrer_resultat(
                anledning=a,
                trin=trin,
                personer=list(data["personer"]),
                maade=data["maade"],
                givet_den=data["givet_den"],
                by=request.user,
                nu=nu,
            )
        except Denied as grund:
            form.add_error(None, str(grund))
        else:
            messages.success(request, "Samtalen er noteret.")
            return redirect(side_for(a) or "i_dag")
    log.record("opsporing.barn_set", by=request.user, nu=nu, barn=a.barn, anledning=a)
    return render(
        request,
        "orientering/resultat.html",
        {
            "anledning": a,
            "barn": a.barn,
            "stand": stand,
            "form": form,
            "spaerret": spaerrede is None or bool(spaerrede),
            "alle_spaerret": not maa_vide,
            "tilbage": side_for(a),
            "sagen": sagens_navn(a),
        },
        status=422 if form.errors else 200,
    )


@kraever(Permission.ORIENTERING_REGISTRER)
@require_POST
def fortryd(request: Request, pk: int) -> HttpResponse:
    """Take back what was noted by mistake."""
    nu = tid.nu()
    orientering = get_object_or_404(
        Orientering.objects.filter(
            # What was told in a closed matter is taken back on its own page.
            Q(anledning=None) | Q(anledning__lukket=False),
            barn__in=Barn.objects.for_user(request.user, nu),
            enhed=request.user.ansat.enhed.journalenhed_id,
        ),
        pk=pk,
    )
    actions.fortryd(orientering=orientering, by=request.user, nu=nu)
    messages.success(request, "Noteringen er taget tilbage.")
    if orientering.emne == Emne.RESULTAT:
        trin = f"?trin={orientering.trin}" if orientering.trin else ""
        return redirect(f"{reverse('orientering:resultat', args=[orientering.anledning_id])}{trin}")
    return redirect("orientering:barn", orientering.barn_id)


@kraever(Permission.ORIENTERING_REGISTRER)
@require_GET
def brev(request: Request, pk: int) -> HttpResponse:
    """The notice for one child as PDF. A protected child's is printed only by somebody who has said that she knows."""
    nu = tid.nu()
    b = get_object_or_404(Barn.objects.for_user(request.user, nu), pk=pk)
    enhed = _barnets_enhed(request, b, nu)
    if actions.er_beskyttet(b, actions.indehavere(b)) and request.GET.get("set") != "ja":
        log.record("opsporing.barn_set", by=request.user, nu=nu, barn=b)
        return render(request, "orientering/brev_beskyttet.html", {"barn": b, "enhed": enhed})
    log.record("opsporing.orientering_udskrevet", by=request.user, nu=nu, barn=b)
    pdf = render_pdfer(
        skabelon(enhed), [brev_kontekst(b, enhed, tid.dato(nu))], titel="Sådan følger vi dit barns trivsel"
    )
    return pdf_svar(pdf, "information-til-foraeldre.pdf")


@kraever(Permission.ORIENTERING_REGISTRER)
@require_GET
def breve(request: Request, enhed: int) -> HttpResponse:
    """The notices of a whole stue in one PDF, one letter for each custody holder who has not been informed.

    Children with a protected name or address are left out; the page that leads here says so.
    """
    nu = tid.nu()
    valgt = _min_stue(request, enhed, nu)
    staende = [s for s in stuens_stand(valgt, nu) if s.mangler and not s.beskyttet]
    if not staende:
        messages.info(request, "Der er ingen breve at udskrive: Alle ved det, eller børnene noteres for sig.")
        return redirect("orientering:stue", valgt.pk)
    log.record("opsporing.orientering_udskrevet", by=request.user, nu=nu, boern=[s.barn for s in staende], objekt=valgt)
    kontekster = [brev_kontekst(s.barn, valgt, tid.dato(nu)) for s in staende for _ in s.mangler]
    pdf = render_pdfer(skabelon(valgt), kontekster, titel="Sådan følger vi dit barns trivsel")
    return pdf_svar(pdf, "information-til-foraeldre.pdf")
