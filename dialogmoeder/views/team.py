"""The pages of a team: made, changed, its members, its series of meetings, and its end."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogmoeder import adgang
from dialogmoeder import permissions_planlaeg as permissions
from dialogmoeder.actions import plan
from dialogmoeder.actions import team as actions
from dialogmoeder.forms_team import DageForm, MedlemForm, PeriodeForm, TeamForm, naeste_periode
from dialogmoeder.models import Moede, Moedestatus, Team, Teammedlem
from dialogmoeder.moedeside import kan
from dialogmoeder.rules.serie import flyttede
from dialogmoeder.rules.serie import serie as regn_serie
from opsporing import dansk, log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Enhed
from opsporing.tid import dato


def hent_team(request: Request, pk: int, nu: datetime) -> Team:
    """A team of her unit, or one she is a member of, else 404."""
    alle = adgang.mine_team(request.user, nu).select_related("enhed__journalenhed", "enhed__kommune__profil")
    return get_object_or_404(alle.select_related("kommune__profil", "tovholder"), pk=pk)


def egen_enhed(request: Request) -> Enhed:
    """The journal unit she acts in; raises Denied for one who works in none."""
    enhed = request.user.ansat.enhed.journalenhed
    if enhed is None:
        raise Denied("Du er ikke ansat et sted, der holder møder. Skift enhed øverst på siden.")
    return enhed


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def team_ny(request: Request) -> HttpResponse:
    """Make a team."""
    nu, enhed = tid.nu(), egen_enhed(request)
    form = TeamForm(
        request.POST or None,
        enhed=enhed,
        profil=request.user.profil,
        nu=nu,
        user=request.user,
        slags=request.GET.get("slags", ""),
    )
    if request.method == "POST" and form.is_valid():
        try:
            team = actions.opret_team(
                enhed=enhed,
                slags=form.cleaned_data["slags"],
                navn=form.cleaned_data["navn"],
                tovholder=form.cleaned_data["tovholder"],
                rammer=form.rammer(),
                by=request.user,
                nu=nu,
            )
        except Denied as grund:
            form.add_error(None, str(grund))
        else:
            messages.success(request, "Teamet er oprettet. Sæt nu medlemmerne på.")
            return redirect("dialogmoeder:team", team.pk)
    log.record("dialogmoeder.team_set", by=request.user, nu=nu)
    return render(request, "dialogmoeder/team_form.html", {"form": form}, status=422 if form.errors else 200)


@kraever(Permission.MOEDE_SE)
@require_GET
def team(request: Request, pk: int) -> HttpResponse:
    """Who is in the team, and its meetings."""
    nu = tid.nu()
    et = hent_team(request, pk, nu)
    kan_lede = kan(permissions.check_can_lede_team, request.user, et, nu)
    log.record("dialogmoeder.team_set", by=request.user, nu=nu, objekt=et)
    form = MedlemForm(team=et, nu=nu) if kan_lede else None
    return render(request, "dialogmoeder/team.html", _kontekst(request, et, nu) | {"form": form})


def _kontekst(request: Request, et: Team, nu: datetime) -> dict[str, Any]:
    alle = list(
        et.medlemmer.filter(til=None)
        .select_related("ansaettelse__user", "ansaettelse__enhed__journalenhed", "stedfortraeder_for")
        .order_by("pk")
    )
    moeder = et.moeder.order_by("planlagt_at")
    aabne = set(Moede.objects.for_user(request.user, nu).filter(team=et).values_list("pk", flat=True))
    return {
        "team": et,
        "medlemmer": [
            (m, [s for s in alle if s.stedfortraeder_for_id == m.pk]) for m in alle if m.stedfortraeder_for_id is None
        ],
        "kommende": list(moeder.filter(planlagt_at__gte=nu)),
        "holdte": list(moeder.filter(planlagt_at__lt=nu).order_by("-planlagt_at")[:20]),
        "aabne": aabne,
        "kan_lede": kan(permissions.check_can_lede_team, request.user, et, nu),
    }


@kraever(Permission.MOEDE_LED)
@require_POST
def medlem_tilfoej(request: Request, pk: int) -> HttpResponse:
    """Let somebody join."""
    nu = tid.nu()
    et = hent_team(request, pk, nu)
    permissions.check_can_lede_team(request.user, et, nu)
    form = MedlemForm(request.POST, team=et, nu=nu)
    if not form.is_valid():
        log.record("dialogmoeder.team_set", by=request.user, nu=nu, objekt=et)
        return render(request, "dialogmoeder/team.html", _kontekst(request, et, nu) | {"form": form}, status=422)
    actions.tilfoej_medlem(
        team=et,
        ansaettelse=form.cleaned_data["ansaettelse"],
        stedfortraeder_for=form.medlemmer.get(form.cleaned_data["afloeser"]),
        by=request.user,
        nu=nu,
    )
    messages.success(request, f"{form.cleaned_data['ansaettelse'].user.navn} er sat på.")
    return redirect("dialogmoeder:team", et.pk)


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def medlem_afslut(request: Request, pk: int) -> HttpResponse:
    """Let somebody leave the team. It takes her off meetings she may have been called to, so that is said first."""
    nu = tid.nu()
    medlem = get_object_or_404(
        Teammedlem.objects.filter(team__in=adgang.mine_team(request.user, nu)).select_related(
            "team__enhed", "ansaettelse__user"
        ),
        pk=pk,
    )
    team, hvem = medlem.team, medlem.ansaettelse.user.navn
    if request.method == "POST":
        actions.afslut_medlem(medlem=medlem, by=request.user, nu=nu)
        messages.success(request, f"{hvem} er taget af teamet og af de møder, der ikke er holdt.")
        return redirect("dialogmoeder:team", team.pk)
    permissions.check_can_lede_team(request.user, team, nu)
    log.record("dialogmoeder.team_set", by=request.user, nu=nu, objekt=team)
    kaldt = team.moeder.filter(
        status=Moedestatus.INDKALDT, deltagere__ansaettelse=medlem.ansaettelse, deltagere__fratraadt_at=None
    ).exists()
    kontekst = {
        "hvem": hvem,
        "af_hvad": "teamet",
        "under": team.navn,
        "tekst": f"{hvem} tages også af de møder, teamet ikke har holdt endnu"
        + (", og får en e-mail om dem, der er indkaldt til." if kaldt else "."),
        "tilbage": reverse("dialogmoeder:team", args=[team.pk]),
        "tilbage_til": team.navn,
    }
    return render(request, "dialogmoeder/tag_af.html", kontekst)


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def team_ret(request: Request, pk: int) -> HttpResponse:
    """Change the team."""
    nu = tid.nu()
    et = hent_team(request, pk, nu)
    permissions.check_can_lede_team(request.user, et, nu)
    form = TeamForm(request.POST or None, enhed=et.enhed, profil=request.user.profil, nu=nu, user=request.user, team=et)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.ret_team(
                team=et, navn=data["navn"], tovholder=data["tovholder"], rammer=form.rammer(), by=request.user, nu=nu
            )
        except Denied as grund:
            form.add_error(None, str(grund))
        else:
            messages.success(request, "Gemt. Møder, der er planlagt, er som før.")
            return redirect("dialogmoeder:team", et.pk)
    log.record("dialogmoeder.team_set", by=request.user, nu=nu, objekt=et)
    return render(
        request, "dialogmoeder/team_form.html", {"form": form, "team": et}, status=422 if form.errors else 200
    )


@kraever(Permission.MOEDE_LED)
@require_POST
def team_nedlaeg(request: Request, pk: int) -> HttpResponse:
    """End the team."""
    nu = tid.nu()
    et = hent_team(request, pk, nu)
    actions.nedlaeg_team(team=et, by=request.user, nu=nu)
    messages.success(request, f"{et.navn} er nedlagt.")
    return redirect("dialogmoeder:liste")


@kraever(Permission.MOEDE_LED)
@require_http_methods(["GET", "POST"])
def serie(request: Request, pk: int) -> HttpResponse:
    """Make the team's meetings for a period: the days of the cadence are shown, and those chosen become meetings."""
    nu = tid.nu()
    et = hent_team(request, pk, nu)
    permissions.check_can_lede_team(request.user, et, nu)
    fra, til = naeste_periode(et, nu)
    periode = PeriodeForm(request.GET if "fra" in request.GET else {"fra": fra, "til": til})
    dage: list[date] = []
    flyttes: dict[date, date] = {}
    if periode.is_valid() and et.kadence_uger:
        rytmen = periode.cleaned_data["fra"], et.kadence_uger, periode.cleaned_data["til"]
        dage, flyttes = regn_serie(*rytmen), flyttede(*rytmen)
    har = {dato(t) for t in et.moeder.filter(aflyst_at=None).values_list("planlagt_at", flat=True)}
    dage = [dag for dag in dage if dag not in har and dag > dato(nu)]
    form = DageForm(request.POST or None, dage=dage, flyttede=flyttes)
    if request.method == "POST" and form.is_valid():
        nye = plan.lav_serie(team=et, dage=form.valgte(), by=request.user, nu=nu)
        messages.success(request, f"Planlagt: {dansk.antal(len(nye), 'møde', 'møder')}.")
        return redirect("dialogmoeder:team", et.pk)
    log.record("dialogmoeder.team_set", by=request.user, nu=nu, objekt=et)
    kontekst = {"team": et, "periode": periode, "form": form, "dage": dage}
    fejl = periode.errors or form.errors
    return render(request, "dialogmoeder/serie.html", kontekst, status=422 if fejl else 200)
