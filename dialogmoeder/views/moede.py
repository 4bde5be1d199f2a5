"""The pages of a meeting: planned, shown, changed, called, answered, called off, and its day for a calendar."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogmoeder import moedeside
from dialogmoeder import permissions_planlaeg as permissions
from dialogmoeder.actions import deltagere, plan
from dialogmoeder.actions.indkald import indkald as indkald_moedet
from dialogmoeder.forms_moede import AflysForm, MoedeForm
from dialogmoeder.kalender import aftale
from dialogmoeder.models import Moede, Moedestatus
from dialogmoeder.permissions_evaluering import check_can_evaluere
from dialogmoeder.permissions_hold import check_can_begynde
from dialogmoeder.views.hent import hent_moede
from dialogmoeder.views.team import egen_enhed
from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def moede_ny(request: Request) -> HttpResponse:
    """Plan a meeting by hand; `?efter=` is the one it follows up on."""
    nu, enhed = tid.nu(), egen_enhed(request)
    efter_pk = request.GET.get("efter", "")
    efter: Moede | None = hent_moede(request, int(efter_pk), nu) if efter_pk.isdecimal() else None
    slags = efter.slags if efter else request.GET.get("slags", "")
    form = MoedeForm(
        request.POST or None, enhed=enhed, profil=request.user.profil, nu=nu, user=request.user, slags=slags
    )
    if request.method == "POST" and form.is_valid():
        valgt = form.cleaned_data["slags"]
        team = efter.team if efter and efter.slags == valgt else None
        try:
            et = plan.opret_moede(
                slags=valgt, enhed=enhed, team=team, efter=efter, by=request.user, nu=nu, **form.felter()
            )
        except Denied as grund:
            form.add_error(None, str(grund))
        else:
            messages.success(
                request,
                "Mødet er planlagt med medarbejderne fra sidst. Se deltagerne igennem, og sæt punkter på."
                if efter
                else "Mødet er planlagt. Sæt nu deltagere og punkter på, før du indkalder.",
            )
            return redirect("dialogmoeder:moede", et.pk)
    log.record("dialogmoeder.liste_set", by=request.user, nu=nu)
    kontekst = {"form": form, "efter": efter}
    return render(request, "dialogmoeder/moede_form.html", kontekst, status=422 if form.errors else 200)


@kraever(Permission.MOEDE_SE)
@require_GET
def moede(request: Request, pk: int) -> HttpResponse:
    """When, who, and what is on the agenda, with what she may do. An item that is closed to her has its time alone."""
    nu = tid.nu()
    et = hent_moede(request, pk, nu)
    kontekst = moedeside.kontekst(et, request.user, nu)
    deltagerne = moedeside.deltagerlinjer(et, request.user, nu)
    log.record(
        "dialogmoeder.moede_set",
        by=request.user,
        nu=nu,
        boern=moedeside.boern_paa(kontekst["linjer"]),
        anledning=et.anledning,
        objekt=et,
    )
    mig = next((linje.deltager for linje in deltagerne if linje.er_mig), None)
    kontekst |= {
        "deltagere": deltagerne,
        "mig": mig,
        "indkaldes": moedeside.indkaldes(deltagerne),
        "kan_holdes": et.status == Moedestatus.I_GANG or moedeside.kan(check_can_begynde, request.user, et, nu),
        "indbydes": moedeside.indbydes(et, kontekst["linjer"], request.user, nu),
        "kan_evaluere": moedeside.kan(check_can_evaluere, request.user, et, mig, nu),
    }
    return render(request, "dialogmoeder/moede.html", kontekst)


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def moede_ret(request: Request, pk: int) -> HttpResponse:
    """Change when, where, what for and who leads."""
    nu = tid.nu()
    et = hent_moede(request, pk, nu)
    permissions.check_can_rette(request.user, et, nu)
    form = MoedeForm(
        request.POST or None, enhed=et.enhed, profil=request.user.profil, nu=nu, user=request.user, moede=et
    )
    if request.method == "POST" and form.is_valid():
        foer = et.planlagt_at
        try:
            nyt = plan.ret_moede(moede=et, by=request.user, nu=nu, **form.felter())
        except Denied as grund:
            form.add_error(None, str(grund))
        else:
            flyttet = nyt.indkaldt_at and nyt.planlagt_at != foer
            messages.success(request, _gemt(nyt) if flyttet else "Gemt.")
            return redirect("dialogmoeder:moede", et.pk)
    log.record("dialogmoeder.moede_set", by=request.user, nu=nu, anledning=et.anledning, objekt=et)
    kontekst = {"form": form, "moede": et, "navn": moedeside.navn(et)}
    return render(request, "dialogmoeder/moede_form.html", kontekst, status=422 if form.errors else 200)


def _gemt(moede: Moede) -> str:
    """Who hears of the new time, and from whom."""
    if not moede.deltagere.filter(fratraadt_at=None, person__isnull=False).exists():
        return "Gemt. Deltagerne får besked om den nye tid."
    return "Gemt. Kollegerne får besked om den nye tid. Forældrene får ingen e-mail, så nogen skal sige det til dem."


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def aflys(request: Request, pk: int) -> HttpResponse:
    """Call the meeting off, with a reason."""
    nu = tid.nu()
    et = hent_moede(request, pk, nu)
    permissions.check_can_rette(request.user, et, nu)
    form = AflysForm(request.POST or None, moede=et, user=request.user, nu=nu)
    if request.method == "POST" and form.is_valid():
        plan.aflys(moede=et, grund=form.cleaned_data["grund"], by=request.user, nu=nu)
        messages.success(request, "Mødet er aflyst. Punkterne foreslås til næste møde.")
        return redirect("dialogmoeder:moede", et.pk)
    log.record("dialogmoeder.moede_set", by=request.user, nu=nu, anledning=et.anledning, objekt=et)
    foraeldre = et.deltagere.filter(fratraadt_at=None, person__isnull=False).exists()
    kontekst = {"form": form, "moede": et, "navn": moedeside.navn(et), "foraeldre": foraeldre}
    return render(request, "dialogmoeder/aflys.html", kontekst, status=422 if form.errors else 200)


@kraever(Permission.MOEDE_LED)
@require_POST
def indkald(request: Request, pk: int) -> HttpResponse:
    """Call everybody on the list."""
    nu = tid.nu()
    et = indkald_moedet(moede=hent_moede(request, pk, nu), by=request.user, nu=nu)
    messages.success(request, "Der er indkaldt. Medarbejderne får en e-mail med mødet til kalenderen.")
    return redirect("dialogmoeder:moede", et.pk)


@kraever(Permission.MOEDE_SE)
@require_POST
def kommer(request: Request, pk: int) -> HttpResponse:
    """Say for oneself whether one comes."""
    nu = tid.nu()
    et = hent_moede(request, pk, nu)
    mig = et.deltagere.filter(ansaettelse__user=request.user, fratraadt_at=None).first()
    if mig is None:
        raise Denied("Du er ikke indkaldt til mødet.")
    deltagere.svar(deltager=mig, kommer=request.POST.get("kommer") == "ja", by=request.user, nu=nu)
    messages.success(request, "Dit svar er gemt.")
    return redirect("dialogmoeder:moede", et.pk)


@kraever(Permission.MOEDE_SE)
@require_GET
def kalender(request: Request, pk: int) -> HttpResponse:
    """The appointment as a file for a calendar: what kind, when, and nothing else."""
    nu = tid.nu()
    et = hent_moede(request, pk, nu)
    log.record("dialogmoeder.kalender_hentet", by=request.user, nu=nu, anledning=et.anledning, objekt=et)
    adresse = f"{settings.ADRESSE}{reverse('dialogmoeder:moede', args=[et.pk])}"
    fil = aftale(et, adresse, nu, aflyst=et.aflyst_at is not None)
    svar = HttpResponse(fil, content_type="text/calendar; charset=utf-8")
    svar.headers["Content-Disposition"] = 'attachment; filename="moede.ics"'
    return svar
