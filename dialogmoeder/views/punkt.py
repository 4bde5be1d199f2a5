"""The page of one item on an agenda, its preparation, and letting others in."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogmoeder import kendetegn, punktside
from dialogmoeder import permissions_punkt as permissions
from dialogmoeder.actions import forberedelse as actions
from dialogmoeder.actions.frister import laest, sendes_senest_for
from dialogmoeder.actions.punkt import giv_grundlag, luk_for
from dialogmoeder.forms_punkt import GrundlagForm
from dialogmoeder.fristtyper import NY_TID
from dialogmoeder.kreds import laes
from dialogmoeder.models import Deltager, Forberedelse, Punkt
from dialogmoeder.rules.adgang import adgang_slutter
from dialogmoeder.views.hent import hent_punkt, log_punkt, moede_er_aabent
from opsporing import tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.models import Barn, Frist
from opsporing.skemaer.autogem import Gemning, autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Gemt, Loesning
from opsporing.skemaer.skemaord import skemaord
from opsporing.skemaer.visning import laesning
from opsporing.templatetags.dkfds import fejllinjer
from opsporing.tid import dato


def om_punktet(request: Request, et: Punkt, nu: datetime) -> dict[str, Any]:
    """What every page of the item needs: the meeting, the child, who has part in it, and what the user may do."""
    kreds = laes(et.moede, nu, punkt=et)
    om = kreds.om(et)
    user = request.user
    return {
        "punkt": et,
        "moede": et.moede,
        "moedenavn": user.profil.moeder[et.moede.slags]["navn"],
        "barn": et.barn,
        "kreds": kreds,
        "om": om,
        "spaerret": et.barn_id is not None and len(om.kan_fortaelles) < len(om.indehavere),
        "er_inde": permissions.er_inde(user, et),
        "kan_forberede": permissions.kan(permissions.check_can_forberede, user, et, nu),
        "kan_fortaelle": permissions.kan(permissions.check_can_fortaelle, user, et, nu),
        "kan_bestemme": permissions.kan(permissions.check_can_give_grundlag, user, et, nu),
        "adgangen": punktside.adgangen(
            om, user.profil, adgang_slutter(et.moede.planlagt_at, user.profil.moede_adgang_dage)
        ),
    }


def _maa_laese(request: Request, et: Punkt, forberedelse: Forberedelse | None) -> bool:
    """Those of the child's unit read along while it is written; the others from when it is sent."""
    if forberedelse is None:
        return False
    return forberedelse.sendt_at is not None or permissions.er_inde(request.user, et)


@kraever(Permission.MOEDE_SE)
@require_safe
def punkt(request: Request, pk: int) -> HttpResponse:
    """What is talked about, with whom, and how far it is."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)
    kontekst = om_punktet(request, et, nu)
    forberedelse = actions.forberedelse_for(et)
    senest = sendes_senest_for(et)
    if _maa_laese(request, et, forberedelse) and forberedelse is not None:
        kontekst["afsnit"] = laesning(
            forberedelse.definition(),
            forberedelse.svar,
            med_ubesvarede=False,
            pladsholdere=skemaord(et.kommune, dato(nu)),
            kendte=actions.kendte(et),
        )
        laest(et, request.user, nu)
    log_punkt(request, et, nu, "dialogmoeder.punkt_set")
    sendt = forberedelse.sendt_at if forberedelse else None
    return render(
        request,
        "dialogmoeder/punkt.html",
        kontekst
        | {
            "forberedelse": forberedelse,
            "moede_aabent": moede_er_aabent(request, et, nu),
            "senest": senest,
            "kun_en_advarsel": kendetegn.KUN_EN_ADVARSEL,
            "skal_siges": permissions.kan(permissions.check_can_sige_tiden, request.user, et, nu)
            and Frist.objects.aabne().filter(anledning=et.anledning_id, kode=NY_TID).exists(),
            "for_sent": dato(sendt) > senest if sendt else dato(nu) > senest,
            "med": punktside.deltagerne(kontekst["kreds"], kontekst["om"]),
            "foer": Punkt.objects.for_user(request.user, nu).filter(pk=et.fortsaetter_id or 0).first(),
            "barnets_side": har(request.user, Permission.BARN_SE)
            and et.barn is not None
            and Barn.objects.for_user(request.user, nu).filter(pk=et.barn.pk).exists(),
        },
    )


def _formular(request: Request, et: Punkt, forberedelse: Forberedelse, nu: datetime, *, kladde: bool) -> Skemaformular:
    return Skemaformular(
        forberedelse.definition(),
        data=request.POST if request.method == "POST" else None,
        svar=forberedelse.svar,
        rev=forberedelse.rev,
        kladde=kladde,
        kendte=actions.kendte(et),
        pladsholdere=skemaord(et.kommune, dato(nu)),
    )


@kraever(Permission.MOEDE_SE)
@require_http_methods(["GET", "POST"])
def forbered(request: Request, pk: int) -> HttpResponse:
    """Write the preparation; a POST saves what stands in it, and sends it with »Send«."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)
    permissions.check_can_forberede(request.user, et, nu)
    forberedelse = actions.forberedelse_for(et) or actions.ny_forberedelse(et, request.user, nu)
    handling = request.POST.get("handling", "")
    send = handling in {"send", "send_alligevel"}
    stoppet = False
    formular = _formular(request, et, forberedelse, nu, kladde=not send)
    if request.method == "POST":
        if aendringer := formular.aendringer():
            actions.gem(
                punkt=et,
                aendringer=aendringer,
                set_rev=formular.rev,
                klient=formular.klient,
                by=request.user,
                nu=nu,
            )
            forberedelse = actions.forberedelse_for(et) or forberedelse
        fundne = kendetegn.i_punktet(et, forberedelse, request.user, nu) if send else []
        stoppet = bool(fundne) and handling == "send" and formular.is_valid()
        if formular.is_valid() and not stoppet and not (send and forberedelse.konflikter):
            if send:
                trods = tuple(f.felt for f in fundne)
                actions.send(punkt=et, trods=trods, by=request.user, nu=nu)
                messages.success(request, "Forberedelsen er sendt. De, der er med i punktet, kan læse den.")
            return redirect("dialogmoeder:punkt", et.pk)
    else:
        log_punkt(request, et, nu, "dialogmoeder.forberedelse_set")
    formular.helper.uden_opsummering = True
    kontekst = om_punktet(request, et, nu)
    return render(
        request,
        "dialogmoeder/forbered.html",
        kontekst
        | {
            "forberedelse": forberedelse,
            "form": formular,
            "fejl": fejllinjer(formular) if formular.is_bound else [],
            "konflikter": konflikter_i_ord(forberedelse, formular.pladsholdere),
            "loes_url": reverse("dialogmoeder:forbered_loes", args=[et.pk]),
            "senest": sendes_senest_for(et),
            "med": punktside.deltagerne(kontekst["kreds"], kontekst["om"]),
            "definition": formular.definition,
            "anonym": formular.definition.egenskaber.get("anonym", ""),
            "kendetegn": kendetegn.i_punktet(et, forberedelse, request.user, nu),
            "kun_en_advarsel": kendetegn.KUN_EN_ADVARSEL,
            "stoppet": stoppet,
        },
        status=422 if formular.is_bound else 200,
    )


@kraever(Permission.MOEDE_SE)
@require_POST
def forbered_gem(request: Request, pk: int) -> JsonResponse:
    """Store what changed since the last save."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)

    def gem(gemning: Gemning) -> Gemt:
        return actions.gem(
            punkt=et,
            aendringer=gemning.aendringer,
            set_rev=gemning.rev,
            klient=gemning.klient,
            by=request.user,
            nu=nu,
        )

    def bemaerk(gemt: Gemt) -> dict[str, str]:
        return kendetegn.ved_felterne(kendetegn.i_punktet(et, gemt.besvarelse, request.user, nu))

    loes_url = reverse("dialogmoeder:forbered_loes", args=[pk])
    return autogem_svar(request, gem, nu=nu, loes_url=loes_url, bemaerk=None if et.barn_id else bemaerk)


@kraever(Permission.MOEDE_SE)
@require_POST
def forbered_loes(request: Request, pk: int) -> HttpResponse:
    """Choose between two texts written at the same time."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)

    def loes(konflikt_id: str, loesning: Loesning) -> Gemt:
        return actions.loes(punkt=et, konflikt_id=konflikt_id, loesning=loesning, by=request.user, nu=nu)

    return loes_svar(request, loes, tilbage=reverse("dialogmoeder:forbered", args=[pk]))


def deltager_i(request: Request, et: Punkt) -> Deltager:
    """The participant a form is about. Raises Denied for one who is not asked to the meeting."""
    nr = request.POST.get("deltager", "")
    aktuelle = et.moede.deltagere.filter(fratraadt_at=None).select_related("ansaettelse__enhed", "person")
    hun = aktuelle.filter(pk=int(nr)).first() if nr.isdecimal() and len(nr) < 10 else None
    if hun is None:
        raise Denied("Den, du valgte, er ikke med i mødet længere. Hent siden igen.")
    return hun


def tilbage(request: Request, et: Punkt) -> HttpResponse:
    """To the page the form stood on."""
    side = "foraeldre" if request.POST.get("fra") == "foraeldre" else "punkt"
    return redirect(f"dialogmoeder:{side}", et.pk)


@kraever(Permission.MOEDE_SE)
@require_POST
def grundlag(request: Request, pk: int) -> HttpResponse:
    """Let a participant have part in the item, by hand."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)
    permissions.check_can_give_grundlag(request.user, et, nu)
    hun = deltager_i(request, et)
    form = GrundlagForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Vælg, hvad der giver lov, og skriv kort hvorfor.")
        return tilbage(request, et)
    try:
        giv_grundlag(punkt=et, deltager=hun, by=request.user, nu=nu, **form.cleaned_data)
    except Denied as nej:
        messages.error(request, str(nej))
    else:
        messages.success(request, f"{punktside.navnet(hun)} er med i punktet.")
    return tilbage(request, et)


@kraever(Permission.MOEDE_SE)
@require_POST
def luk(request: Request, pk: int) -> HttpResponse:
    """Close the item for a participant."""
    nu = tid.nu()
    et = hent_punkt(request, pk, nu)
    permissions.check_can_give_grundlag(request.user, et, nu)
    hun = deltager_i(request, et)
    luk_for(punkt=et, deltager=hun, by=request.user, nu=nu)
    messages.success(request, f"Punktet er lukket for {punktside.navnet(hun)}.")
    return (
        tilbage(request, et) if permissions.er_inde(request.user, et) else redirect("dialogmoeder:moede", et.moede_id)
    )
