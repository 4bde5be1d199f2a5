"""The receiver: what other places have handed over, read, acknowledged, asked about and followed up."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import dansk, log, tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.arkiv import kun_arkiv
from opsporing.frosset import i_grupper, samlet_aftryk
from opsporing.print import pdf_svar, render_pdf
from opsporing.tid import dato
from overgange import modtagerside
from overgange import permissions_modtager as permissions
from overgange.actions import faldet_bort
from overgange.actions import modtager as actions
from overgange.actions.faldet_bort import venter
from overgange.actions.modtager import stoppet_venter
from overgange.actions.overlevering import traek_samtykke
from overgange.faner import faner
from overgange.forms_modtager import OpfoelgningForm, SpoergForm
from overgange.kopi import delens_titel
from overgange.models import Overlevering
from overgange.udskrift import foelger_med, navnet


def hent_overlevering(request: Request, pk: int, nu: datetime) -> Overlevering:
    """The hand-over if it may be read now by this user, else 404: what is not to be read yet is not there."""
    return get_object_or_404(
        permissions.til_laesning(request.user, nu).select_related(
            "anledning",
            "modtager",
            "overgang__barn",
            "overgang__fra_enhed__journalenhed",
            "overgang__kommune",
            "kvitteret_by",
            "opfulgt_by",
            "overleveret_by",
        ),
        pk=pk,
    )


def nyeste(request: Request, en: Overlevering, nu: datetime) -> Overlevering:
    """The one that stands now in the place of one that was replaced; 404 where nothing stands: the child did not come,
    or is written of anew, and nobody is to read what was.
    """
    if en.erstattet_at is None:
        return en
    return get_object_or_404(Overlevering.objects.for_user(request.user, nu).gaeldende(), overgang=en.overgang_id)


def _record(request: Request, haendelse: str, en: Overlevering, nu: datetime) -> None:
    log.record(haendelse, by=request.user, nu=nu, barn=en.overgang.barn, anledning=en.anledning, objekt=en)


def _kontekst(request: Request, en: Overlevering, nu: datetime) -> dict[str, Any]:
    i_dag = dato(nu)
    skriver = (
        har(request.user, Permission.OVERGANG_SKRIV)
        and en.anledning_id is not None
        and not kun_arkiv(request.user, en.anledning_id, nu)
        and en.erstattet_at is None
    )
    begyndt = en.overgang.start_den <= i_dag
    return {
        "overlevering": en,
        "overgang": en.overgang,
        "barn": en.overgang.barn,
        "dele": modtagerside.dele(en),
        "foelger": foelger_med(en),
        "traad": modtagerside.spoergsmaal(en),
        "begyndt": begyndt,
        "kan_kvittere": skriver and en.kvitteret_at is None,
        "kan_spoerge": skriver,
        "skal_se_stop": stoppet_venter(en) if skriver else [],
        "kan_foelge_op": skriver and begyndt and en.kvitteret_at is not None and en.opfulgt_at is None,
        "samtykker": modtagerside.samtykker(en) if skriver else [],
        "spoergform": SpoergForm(prefix="spoerg"),
    }


@kraever(Permission.OVERGANG_SE)
@require_GET
def modtagne(request: Request) -> HttpResponse:
    """What was handed over to the user's place and may be read, by what it waits for."""
    nu = tid.nu()
    grupper = modtagerside.grupper(request.user, nu)
    besoeg = modtagerside.besoeg(request.user, nu)
    boern = [en.overgang.barn_id for gruppe in grupper for en in gruppe.raekker]
    boern += [et.overgang.barn_id for et in besoeg]
    log.record("overgange.modtagne_set", by=request.user, nu=nu, boern=boern)
    return render(
        request,
        "overgange/modtagne.html",
        {
            "faner": faner(request),
            "grupper": grupper,
            "besoeg": besoeg,
            "i_dag": dato(nu),
            "dage": modtagerside.VISES_DAGE,
        },
    )


def _uden_indhold(request: Request, pk: int, nu: datetime) -> Overlevering | None:
    """The hand-over whose matter the user sees while there is nothing of it to read: its day has not come, or the start
    fell away and it is to be shredded.
    """
    senere = Q(erstattet_at=None, laeses_fra__gt=dato(nu))
    fundne = Overlevering.objects.for_user(request.user, nu).filter(senere | venter(), pk=pk)
    return fundne.select_related("anledning", "overgang__barn", "overgang__fra_enhed", "overgang__kommune").first()


@kraever(Permission.OVERGANG_SE)
@require_GET
def overlevering(request: Request, pk: int) -> HttpResponse:
    """One hand-over: its parts, the questions, and what is to be done with it. A replaced one leads to the newest.

    Somebody of the receiver's house who sees the matter before its day is told the day, and nothing of what is in it;
    where the start fell away, that what was printed is to be shredded.
    """
    nu = tid.nu()
    uden = _uden_indhold(request, pk, nu)
    if uden is not None:
        bort = uden.erstattet_at is not None
        _record(request, "overgange.makulering_set" if bort else "overgange.overlevering_venter_set", uden, nu)
        skabelon = "overgange/overlevering_bort.html" if bort else "overgange/overlevering_venter.html"
        stop = stoppet_venter(uden) if har(request.user, Permission.OVERGANG_SKRIV) and not bort else []
        kontekst = {"skal_se_stop": stop, "stoppede": modtagerside.stoppede(uden, stop)}
        return render(request, skabelon, {"overlevering": uden, "faner": faner(request)} | kontekst)
    en = hent_overlevering(request, pk, nu)
    ny = nyeste(request, en, nu)
    if ny != en:
        return redirect("overgange:overlevering", ny.pk)
    _record(request, "overgange.overlevering_set", en, nu)
    return render(request, "overgange/overlevering.html", _kontekst(request, en, nu))


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def kvitter(request: Request, pk: int) -> HttpResponse:
    """Say that it is read."""
    nu = tid.nu()
    en = hent_overlevering(request, pk, nu)
    actions.kvitter(overlevering=en, by=request.user, nu=nu)
    messages.success(request, f"Tak. {en.overgang.fra_enhed.navn} kan se, at I har læst det.")
    return redirect("overgange:overlevering", en.pk)


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def stop_set(request: Request, pk: int) -> HttpResponse:
    """Say that it is understood what must not be used any more."""
    nu = tid.nu()
    en = get_object_or_404(Overlevering.objects.for_user(request.user, nu), pk=pk)
    actions.set_stoppet(overlevering=en, koder=request.POST.getlist("dele") or None, by=request.user, nu=nu)
    if actions.stoppet_venter(en):
        messages.warning(request, "Det er noteret. Der er trukket mere tilbage imens: Se nedenfor.")
    else:
        messages.success(request, "Tak. Det er noteret, at I ikke bruger det mere.")
    # Before the day it may be read the matter is open for as long as there is something to tell.
    if Overlevering.objects.for_user(request.user, nu).filter(pk=en.pk).exists():
        return redirect("overgange:overlevering", en.pk)
    return redirect("overgange:modtagne")


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def makuleret(request: Request, pk: int) -> HttpResponse:
    """Say that nothing is left of what was handed over about a child that does not come."""
    nu = tid.nu()
    en = get_object_or_404(
        Overlevering.objects.for_user(request.user, nu).select_related("anledning", "overgang"), pk=pk
    )
    faldet_bort.makuleret(overlevering=en, by=request.user, nu=nu)
    messages.success(request, "Tak. Det er noteret, at I ikke har det mere.")
    return redirect("overgange:modtagne")


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def modtaget_traek(request: Request, pk: int) -> HttpResponse:
    """Note that a parent takes a yes back, told to the place the child is now; what happens then is shown first."""
    nu = tid.nu()
    en = hent_overlevering(request, pk, nu)
    permissions.check_can_kvittere(request.user, en, nu)
    nr = (request.POST if request.method == "POST" else request.GET).get("samtykke")
    valgt = next((s for s in modtagerside.samtykker(en) if str(s.pk) == nr), None)
    if valgt is not None and request.method == "GET":
        _record(request, "overgange.overlevering_set", en, nu)
        return render(
            request,
            "overgange/traek.html",
            {
                "samtykke": valgt,
                "del": delens_titel(valgt),
                "barn": en.overgang.barn,
                "hos_os": True,
                "tilbage": reverse("overgange:overlevering", args=[en.pk]),
                "krumme": f"Det følger med {en.overgang.barn.kaldenavn}",
            },
        )
    if valgt is None:
        messages.error(request, "Vælg, hvilket ja der trækkes tilbage.")
    else:
        traek_samtykke(overgang=en.overgang, samtykke=valgt, by=request.user, nu=nu)
        messages.success(request, "Det er noteret. Delen kan ikke længere læses.")
    return redirect("overgange:overlevering", en.pk)


def _laeses_senere(request: Request, ny: Overlevering, hvad: str, skrevet: str, nu: datetime) -> HttpResponse:
    """Her words, where what she wrote about is replaced by something she may not read yet."""
    _record(request, "overgange.overlevering_venter_set", ny, nu)
    kontekst = {
        "linjer": [(hvad, (skrevet,))],
        "grund": f"Der er kommet en ny udgave, mens du skrev. Den kan læses fra {dansk.dato(ny.laeses_fra)}.",
        "barn": ny.overgang.barn,
        "tilbage": reverse("overgange:overlevering", args=[ny.pk]),
    }
    return render(request, "overgange/imens.html", kontekst, status=409)


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def spoerg(request: Request, pk: int) -> HttpResponse:
    """Ask the former place."""
    nu = tid.nu()
    en = hent_overlevering(request, pk, nu)
    form = SpoergForm(request.POST, prefix="spoerg")
    ny = nyeste(request, en, nu)
    if ny.laeses_fra > dato(nu):
        return _laeses_senere(request, ny, "Dit spørgsmål", request.POST.get("spoerg-tekst", ""), nu)
    if ny != en:
        _record(request, "overgange.overlevering_set", ny, nu)
        messages.warning(
            request, "Der kom en ny udgave, mens du skrev. Læs den, og send spørgsmålet, hvis du stadig har det."
        )
        kontekst = _kontekst(request, ny, nu) | {"spoergform": form}
        return render(request, "overgange/overlevering.html", kontekst, status=409)
    permissions.check_can_spoerge(request.user, en, nu)
    if not form.is_valid():
        _record(request, "overgange.overlevering_set", en, nu)
        kontekst = _kontekst(request, en, nu) | {"spoergform": form}
        return render(request, "overgange/overlevering.html", kontekst, status=422)
    actions.spoerg(overlevering=en, tekst=form.cleaned_data["tekst"], by=request.user, nu=nu)
    messages.success(request, f"Spørgsmålet er sendt til {en.overgang.fra_enhed.navn}.")
    return redirect("overgange:overlevering", en.pk)


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def foelg_op(request: Request, pk: int) -> HttpResponse:
    """Tell how the start went."""
    nu = tid.nu()
    en = hent_overlevering(request, pk, nu)
    form = OpfoelgningForm(request.POST or None)
    try:
        permissions.check_can_foelge_op(request.user, en, nu)
        if request.method == "POST" and form.is_valid():
            actions.foelg_op(overlevering=en, tekst=form.cleaned_data["tekst"], by=request.user, nu=nu)
            messages.success(request, "Tak. Overgangen er afsluttet.")
            return redirect("overgange:overlevering", en.pk)
    except Denied as grund:
        if request.method == "GET":
            raise
        # A colleague has written meanwhile, or there is a new hand-over: what stands now is shown with it.
        ny = nyeste(request, en, nu)
        if ny.laeses_fra > dato(nu):
            return _laeses_senere(request, ny, "Hvordan starten gik", request.POST.get("tekst", ""), nu)
        _record(request, "overgange.overlevering_set", ny, nu)
        kontekst = _kontekst(request, ny, nu) | {"ikke_gemt": str(grund), "skrevet": request.POST.get("tekst", "")}
        return render(request, "overgange/overlevering.html", kontekst, status=409)
    _record(request, "overgange.overlevering_set", en, nu)
    return render(
        request,
        "overgange/foelg_op.html",
        {"overlevering": en, "overgang": en.overgang, "barn": en.overgang.barn, "form": form},
        status=422 if form.errors else 200,
    )


@kraever(Permission.OVERGANG_SE)
@require_GET
def overlevering_udskriv(request: Request, pk: int) -> HttpResponse:
    """What may be read, on paper, with one fingerprint at the end. No CPR number, no address."""
    nu = tid.nu()
    en = hent_overlevering(request, pk, nu)
    ny = nyeste(request, en, nu)
    if ny != en:
        return redirect("overgange:overlevering_udskriv", ny.pk)
    _record(request, "overgange.overlevering_udskrevet", en, nu)
    dele = modtagerside.dele(en)
    pdf = render_pdf(
        "overgange/overlevering_udskrift.html",
        {
            "overlevering": en,
            "overgang": en.overgang,
            "barn": en.overgang.barn,
            "navn": navnet(en.overgang),
            "dele": dele,
            "aftryk": i_grupper(samlet_aftryk(del_.kopi for del_ in dele if del_.kopi)),
            "foelger": foelger_med(en),
            "dag": dato(nu),
        },
        titel="Overlevering",
    )
    return pdf_svar(pdf, "overlevering.pdf")
