"""The letters to the one who wrote: made, looked at, printed, noted as sent."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.print import pdf_svar, render_pdf
from underretning import brevside
from underretning.actions import brev as actions
from underretning.forms_behandling import SendtForm, SvarForm, UndladBrevForm
from underretning.models import Brev, Brevart, Modtaget
from underretning.permissions_modtag import kan_behandle
from underretning.views.hent import hent_modtaget

#: Names no child and no case.
FILNAVN = {Brevart.KVITTERING: "kvittering.pdf", Brevart.TILBAGEMELDING: "svar.pdf"}


def _art(art: str) -> Brevart:
    if art not in Brevart.values:
        raise Http404
    return Brevart(art)


def _brev(modtaget: Modtaget, art: Brevart) -> Brev:
    brev = Brev.objects.filter(modtaget=modtaget, art=art).select_related("modtaget").first()
    if brev is None:
        raise Denied("Brevet er ikke skrevet endnu.")
    return brev


@kraever(Permission.UNDERRETNING_MODTAG)
@require_http_methods(["GET", "POST"])
def brev(request: Request, pk: int, art: str) -> HttpResponse:
    """One letter: what it says, or the choice of what to say. Posting makes it."""
    nu = tid.nu()
    modtaget, hvilket = hent_modtaget(request, pk, nu), _art(art)
    form = SvarForm(request.POST) if request.method == "POST" and hvilket == Brevart.TILBAGEMELDING else None
    if request.method == "POST" and (form is None or form.is_valid()):
        svar = form.cleaned_data if form else {}
        try:
            actions.dan_brev(modtaget=modtaget, art=hvilket, by=request.user, nu=nu, **svar)
        except Denied as nej:
            if form is None:
                raise
            form.add_error("tilfoejelse" if svar.get("tilfoejelse") else "valg", str(nej))
        else:
            messages.success(request, "Brevet er skrevet. Læs det, send det, og notér det her.")
            return redirect("underretning:brev", pk, hvilket.value)
    return _vis(request, modtaget, hvilket, nu, svar_form=form)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_GET
def brev_udskriv(request: Request, pk: int, art: str) -> HttpResponse:
    """The frozen letter as a tagged PDF: the same today as on the day it was made."""
    nu = tid.nu()
    modtaget, hvilket = hent_modtaget(request, pk, nu), _art(art)
    fundet = _brev(modtaget, hvilket)
    ord_ = brevside.laest(fundet)
    if ord_ is None:
        raise Denied("Det er noteret, at der ikke sendes et brev.")
    pdf = render_pdf("underretning/brev_udskrift.html", {"brev": ord_}, titel=ord_.titel)
    log.record(
        "underretning.brev_udskrevet",
        by=request.user,
        nu=nu,
        barn=modtaget.barn_id,
        anledning=modtaget.anledning_id,
        objekt=fundet,
    )
    return pdf_svar(pdf, FILNAVN[hvilket])


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def brev_sendt(request: Request, pk: int, art: str) -> HttpResponse:
    """Note that it is sent, and how."""
    nu = tid.nu()
    modtaget, hvilket = hent_modtaget(request, pk, nu), _art(art)
    fundet = _brev(modtaget, hvilket)
    form = SendtForm(request.POST)
    if form.is_valid():
        actions.note_sendt(brev=fundet, by=request.user, nu=nu, **form.cleaned_data)
        messages.success(request, "Det er noteret, at brevet er sendt.")
        return redirect("underretning:brev", pk, hvilket.value)
    return _vis(request, modtaget, hvilket, nu, sendt_form=form)


@kraever(Permission.UNDERRETNING_MODTAG)
@require_POST
def brev_undlad(request: Request, pk: int, art: str) -> HttpResponse:
    """Note why none is sent."""
    nu = tid.nu()
    modtaget, hvilket = hent_modtaget(request, pk, nu), _art(art)
    form = UndladBrevForm(request.POST)
    if form.is_valid():
        actions.undlad_brev(modtaget=modtaget, art=hvilket, by=request.user, nu=nu, **form.cleaned_data)
        messages.success(request, "Det er noteret, hvorfor der ikke sendes et brev.")
        return redirect("underretning:brev", pk, hvilket.value)
    return _vis(request, modtaget, hvilket, nu, undlad_form=form)


def _vis(
    request: Request,
    modtaget: Modtaget,
    art: Brevart,
    nu: datetime,
    *,
    svar_form: SvarForm | None = None,
    sendt_form: SendtForm | None = None,
    undlad_form: UndladBrevForm | None = None,
) -> HttpResponse:
    breve = brevside.breve(modtaget)
    linje = breve.linje(art)
    kan = kan_behandle(request.user, modtaget)
    if art == Brevart.TILBAGEMELDING and svar_form is None:
        svar_form = _svarform_af(linje.brev)
    log.record(
        "underretning.brev_set",
        by=request.user,
        nu=nu,
        barn=modtaget.barn_id,
        anledning=modtaget.anledning_id,
        objekt=modtaget,
    )
    fejl = any(form is not None and form.errors for form in (svar_form, sendt_form, undlad_form))
    return render(
        request,
        "underretning/brevet.html",
        {
            "modtaget": modtaget,
            "barn": modtaget.barn,
            "breve": breve,
            "linje": linje,
            "brevord": brevside.laest(linje.brev),
            "ikke_efterproevet": brevside.ikke_efterproevet(art, breve.type, tid.dato(nu)),
            "svar_form": svar_form,
            "sendt_form": sendt_form or SendtForm(),
            "undlad_form": undlad_form or UndladBrevForm(),
            "kan": kan,
            "kan_skrives": kan and not linje.hvorfor_ikke and not (linje.brev and linje.brev.sendt_at),
            "pdf": reverse("underretning:brev_udskriv", args=[modtaget.pk, art.value]),
        },
        status=422 if fejl else 200,
    )


def _svarform_af(brev: Brev | None) -> SvarForm:
    return SvarForm(initial={"valg": brev.valg, "tilfoejelse": brev.tilfoejelse} if brev else None)
