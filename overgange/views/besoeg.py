"""The visit: agenda and minutes in one, planning it, ending it, and its day for a calendar."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Tilknytning
from opsporing.orientering.actions import er_beskyttet
from opsporing.print import pdf_svar, render_pdf
from opsporing.profil import profil_for
from opsporing.samtykke import indehavere
from opsporing.skemaer.autogem import Gemning, autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Gemt, Loesning
from opsporing.skemaer.visning import laesning
from opsporing.templatetags.dkfds import fejllinjer
from opsporing.tid import dato
from overgange import invitation
from overgange import permissions_besoeg as permissions
from overgange.actions import besoeg as actions
from overgange.deltagere import moedelederord
from overgange.forms_besoeg import AfslutForm, PlanForm
from overgange.models import Besoeg, Besoegsstatus, Side
from overgange.rules.besoeg import Besoegstilstand, kalenderfil, kan, opfoelgning_den
from overgange.views.imens import ikke_gemt


def hent_besoeg(request: Request, pk: int, nu: datetime) -> Besoeg:
    """The visit if its overgang is open to the user or she is named in it, else 404."""
    return get_object_or_404(
        Besoeg.objects.for_user(request.user, nu).select_related(
            "anledning",
            "overgang__anledning",
            "overgang__barn",
            "overgang__fra_enhed__journalenhed",
            "overgang__til_enhed__journalenhed",
            "overgang__kommune__profil",
            "skemaversion",
            "moedeleder",
            "afsluttet_by",
        ),
        pk=pk,
    )


def _record(request: Request, haendelse: str, en: Besoeg, nu: datetime) -> None:
    overgang = en.overgang
    log.record(haendelse, by=request.user, nu=nu, barn=overgang.barn, anledning=overgang.anledning, objekt=en)


def _efter(request: Request, en: Besoeg, nu: datetime) -> HttpResponse:
    """Where somebody goes who has left the visit: to the overgang, or to her own list where that is not open to her."""
    if permissions.er_vaert(request.user, en, nu):
        return redirect("overgange:overgang", en.overgang_id)
    return redirect("overgange:modtagne")


def _formular(request: Request, en: Besoeg) -> Skemaformular:
    data = request.POST if request.method == "POST" else None
    return Skemaformular(en.definition(), data=data, svar=en.svar, rev=en.rev, kendte=actions.kendte(en))


def _sider(en: Besoeg) -> list[tuple[str, list[str]]]:
    """Who takes part, side by side; afterwards those who came."""
    alle = [d for d in en.deltagere.select_related("user").order_by("pk") if d.deltog is not False]
    navne = {
        side: [
            (d.user.navn if d.user else d.navn) + (f", {d.rolle}" if d.rolle else "") for d in alle if d.side == side
        ]
        for side in Side
    }
    overskrifter = {
        Side.FAMILIE: "Familien",
        Side.AFGIVER: en.overgang.fra_enhed.navn,
        Side.MODTAGER: en.overgang.modtager,
        Side.ANDEN: "Andre",
    }
    return [(overskrifter[side], hvem) for side, hvem in navne.items() if hvem]


def _gaester(en: Besoeg, nu: datetime) -> list[str]:
    """Those who see the visit and nothing else, by name, for the one who writes in it."""
    aabne = Tilknytning.objects.gaeldende(nu).filter(anledning=en.anledning_id, ansaettelse__isnull=False)
    return sorted({t.ansaettelse.user.navn for t in aabne.select_related("ansaettelse__user") if t.ansaettelse})


def _kontekst(request: Request, en: Besoeg, nu: datetime) -> dict[str, Any]:
    overgang = en.overgang
    profil = profil_for(overgang.kommune)
    skriver = permissions.kan_skrive(request.user, en, nu)
    vaert = permissions.er_vaert(request.user, en, nu)
    maa_indbyde = skriver and vaert and not permissions.hindrer_invitation(en, nu)
    indbydes = indehavere(overgang.barn, nu) if maa_indbyde else []
    foelges_op = overgang.besoeg.filter(nr=actions.OPFOELGNING).first() if en.nr == actions.FOERSTE else None
    return {
        "besoeg": en,
        "overgang": overgang,
        "barn": overgang.barn,
        "sider": _sider(en),
        "moedelederord": moedelederord(overgang),
        "kan_skrive": skriver,
        "vaert": vaert,
        "indbydes": indbydes,
        "beskyttet": bool(indbydes) and er_beskyttet(overgang.barn, indbydes),
        "kan_afslutte": skriver and (vaert or en.moedeleder_id == request.user.pk),
        "gaester": [] if not vaert or en.anledning is None else _gaester(en, nu),
        "kan_planlaegge": skriver and vaert and kan(en.status, Besoegstilstand.AFTALT),
        "kan_foelge_op": skriver and vaert and en.nr == actions.FOERSTE and foelges_op is None and en.status == "holdt",
        "opfoelgning": foelges_op if vaert else None,
        "opfoelgning_senest": opfoelgning_den(overgang.start_den, profil.overgang_opfoelgning_dage),
    }


def _med_formular(request: Request, en: Besoeg, formular: Skemaformular, nu: datetime) -> dict[str, Any]:
    formular.helper.uden_opsummering = True
    return _kontekst(request, en, nu) | {
        "form": formular,
        "fejl": fejllinjer(formular) if formular.is_bound else [],
        "konflikter": konflikter_i_ord(en),
        "loes_url": reverse("overgange:besoeg_loes", args=[en.pk]),
    }


@kraever(Permission.OVERGANG_SE)
@require_http_methods(["GET", "POST"])
def besoeg(request: Request, pk: int) -> HttpResponse:
    """Agenda and minutes while it is open, the minutes to read when it is over. A POST saves the page as it stands."""
    nu = tid.nu()
    en = hent_besoeg(request, pk, nu)
    if request.method == "POST":
        return _gem_siden(request, en, nu)
    _record(request, "overgange.besoeg_set", en, nu)
    kontekst = _kontekst(request, en, nu)
    if en.afsluttet_at or not kontekst["kan_skrive"]:
        afsnit = laesning(en.definition(), en.svar, med_ubesvarede=False, kendte=actions.kendte(en))
        return render(request, "overgange/besoeg_vis.html", kontekst | {"afsnit": afsnit})
    return render(request, "overgange/besoeg.html", _med_formular(request, en, _formular(request, en), nu))


def _gem_siden(request: Request, en: Besoeg, nu: datetime) -> HttpResponse:
    formular = _formular(request, en)
    try:
        permissions.check_can_skrive(request.user, en, nu)
    except Denied as grund:
        tilbage = reverse("overgange:besoeg", args=[en.pk])
        return ikke_gemt(request, formular, grund, en.overgang.barn, tilbage=tilbage)
    aendringer = formular.aendringer()
    if aendringer:
        actions.gem_besoeg(
            besoeg=en, aendringer=aendringer, set_rev=formular.rev, klient=formular.klient, by=request.user, nu=nu
        )
        en.refresh_from_db(fields=["svar", "rev", "konflikter"])
    if not formular.is_valid() or en.konflikter:
        return render(request, "overgange/besoeg.html", _med_formular(request, en, formular, nu), status=422)
    if request.POST.get("handling") == "senere" or not permissions.er_vaert_eller_leder(request.user, en, nu):
        messages.success(request, "Det, I har skrevet, er gemt.")
        return _efter(request, en, nu)
    return redirect("overgange:besoeg_afslut", en.pk)


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def besoeg_gem(request: Request, pk: int) -> JsonResponse:
    """Store what changed since the last save."""
    nu = tid.nu()
    en = hent_besoeg(request, pk, nu)

    def gem(gemning: Gemning) -> Gemt:
        return actions.gem_besoeg(
            besoeg=en,
            aendringer=gemning.aendringer,
            set_rev=gemning.rev,
            klient=gemning.klient,
            by=request.user,
            nu=nu,
        )

    return autogem_svar(request, gem, nu=nu, loes_url=reverse("overgange:besoeg_loes", args=[pk]))


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def besoeg_loes(request: Request, pk: int) -> HttpResponse:
    """Choose between two texts written at the same time."""
    nu = tid.nu()
    en = hent_besoeg(request, pk, nu)

    def loes(konflikt_id: str, loesning: Loesning) -> Gemt:
        return actions.loes_besoeg(besoeg=en, konflikt_id=konflikt_id, loesning=loesning, by=request.user, nu=nu)

    return loes_svar(request, loes, tilbage=reverse("overgange:besoeg", args=[pk]))


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def besoeg_planlaeg(request: Request, pk: int) -> HttpResponse:
    """Agree on when, where and with whom."""
    nu = tid.nu()
    en = hent_besoeg(request, pk, nu)
    permissions.check_can_planlaegge(request.user, en, nu)
    voksne = indehavere(en.overgang.barn, nu)
    form = PlanForm(request.POST or None, besoeg=en, voksne=voksne, nu=nu, by=request.user)
    imens = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.planlaeg_besoeg(
                besoeg=en, aftale=form.aftale(), set_aftryk=request.POST.get("aftryk"), by=request.user, nu=nu
            )
        except actions.AftaltImens as grund:
            imens = True
            en = hent_besoeg(request, pk, nu)
            form.add_error(None, str(grund))
        else:
            messages.success(request, "Besøget er aftalt. Hent det til din kalender her på siden.")
            return redirect("overgange:besoeg", en.pk)
    _record(request, "overgange.besoeg_set", en, nu)
    return render(
        request,
        "overgange/besoeg_planlaeg.html",
        _kontekst(request, en, nu) | {"form": form, "imens": imens, "aftryk": _aftryk(request, en, imens)},
        status=422 if form.errors else 200,
    )


def _aftryk(request: Request, en: Besoeg, imens: bool) -> str:
    """What the form builds on: what she saw first, until she is shown that it is something else now."""
    set_foer = "" if imens else request.POST.get("aftryk", "")
    return set_foer or actions.aftryk(en)


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def besoeg_afslut(request: Request, pk: int) -> HttpResponse:
    """Say what became of the visit, and whether there is to be another."""
    nu = tid.nu()
    en = hent_besoeg(request, pk, nu)
    permissions.check_can_skrive(request.user, en, nu)
    permissions.check_vaert_eller_leder(request.user, en, nu)
    form = AfslutForm(request.POST or None, besoeg=en, i_dag=dato(nu))
    mangler: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.afslut_besoeg(besoeg=en, udfald=form.udfaldet(), by=request.user, nu=nu)
        except actions.IkkeFaerdig as fejl:
            mangler = fejl.mangler
            form.add_error(None, str(fejl))
        except Denied as grund:
            form.add_error(None, str(grund))
        else:
            return _afsluttet(request, en, form, nu)
    _record(request, "overgange.besoeg_set", en, nu)
    definition = en.definition()
    mangler_ord = [felt.tekst for kode in mangler if (felt := definition.felt(kode))]
    return render(
        request,
        "overgange/besoeg_afslut.html",
        _kontekst(request, en, nu) | {"form": form, "mangler": mangler_ord},
        status=422 if form.errors else 200,
    )


def _afsluttet(request: Request, en: Besoeg, form: AfslutForm, nu: datetime) -> HttpResponse:
    nyt = en.overgang.besoeg.filter(nr=actions.OPFOELGNING).first() if form.udfaldet().foelg_op else None
    if not permissions.er_vaert(request.user, en, nu):
        afgiver = en.overgang.fra_enhed.navn
        naeste = f" {afgiver} aftaler, hvornår I mødes igen." if nyt else ""
        messages.success(request, f"Tak. Besøget er afsluttet, og {afgiver} har referatet.{naeste}")
        return redirect("overgange:modtagne")
    if nyt:
        messages.success(request, "Besøget er afsluttet. Aftal nu, hvornår I mødes igen.")
        return redirect("overgange:besoeg", nyt.pk)
    messages.success(request, "Besøget er afsluttet.")
    return redirect("overgange:besoeg", en.pk)


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def besoeg_foelg_op(request: Request, pk: int) -> HttpResponse:
    """Agree afterwards that there is a follow-up meeting."""
    nu = tid.nu()
    nyt = actions.foelg_op_paa_besoeg(besoeg=hent_besoeg(request, pk, nu), by=request.user, nu=nu)
    messages.success(request, "Det opfølgende møde er aftalt. Find en dag.")
    return redirect("overgange:besoeg", nyt.pk)


@kraever(Permission.OVERGANG_SKRIV)
@require_GET
def besoeg_invitation(request: Request, pk: int, person: int) -> HttpResponse:
    """The invitation on paper, to one custody holder at a time."""
    nu = tid.nu()
    en = hent_besoeg(request, pk, nu)
    permissions.check_can_indbyde(request.user, en, nu)
    voksne = indehavere(en.overgang.barn, nu)
    modtager = next((p for p in voksne if p.pk == person), None)
    if modtager is None:
        raise Http404
    _record(request, "overgange.invitation_udskrevet", en, nu)
    kontekst = invitation.brevet(en, modtager, beskyttet=er_beskyttet(en.overgang.barn, voksne), nu=nu)
    pdf = render_pdf("overgange/invitation_udskrift.html", kontekst, titel="Invitation til overgangsbesøg")
    return pdf_svar(pdf, "invitation.pdf")


@kraever(Permission.OVERGANG_SE)
@require_GET
def besoeg_kalender(request: Request, pk: int) -> HttpResponse:
    """The appointment as a file for a calendar: no name, no child, no place."""
    nu = tid.nu()
    en = hent_besoeg(request, pk, nu)
    if en.status != Besoegsstatus.AFTALT or en.planlagt_at is None:
        raise Denied("Der er ikke aftalt en tid, som kan hentes til kalenderen.")
    _record(request, "overgange.kalender_hentet", en, nu)
    fil = kalenderfil(
        uid=f"overgangsbesoeg-{en.pk}@{request.get_host().partition(':')[0]}",
        begynder=en.planlagt_at,
        minutter=en.varer_minutter,
        url=request.build_absolute_uri(reverse("overgange:besoeg", args=[en.pk])),
        nu=nu,
    )
    svar = HttpResponse(fil, content_type="text/calendar; charset=utf-8")
    svar.headers["Content-Disposition"] = 'attachment; filename="overgangsbesoeg.ics"'
    return svar
