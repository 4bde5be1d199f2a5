"""The people who work here: their accounts, what they are employed as, and what they are certified to do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, samtidig, tid
from opsporing.adgang import totrin
from opsporing.adgang.adapter import sig_til
from opsporing.adgang.invitation import send_loginlink
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.administration.forms import (
    AfslutAnsaettelseForm,
    AnsaettelseForm,
    BrugerForm,
    CertificeringForm,
    SoegBrugerForm,
)
from opsporing.administration.views_enheder import min_kommune
from opsporing.konflikt import Felt
from opsporing.models import Ansaettelse, Certificering, User
from opsporing.models.sql import DanskSortering
from opsporing.organisation import actions

PR_SIDE = 50
FELTER = [Felt("navn", "Navn"), Felt("email", "E-mail"), Felt("medarbejdernr", "Medarbejdernummer")]


def _mine(request: Request) -> QuerySet[User]:
    return User.objects.filter(kommune=min_kommune(request))


def _hent(request: Request, pk: int) -> User:
    return get_object_or_404(_mine(request).select_related("kommune__profil"), pk=pk)


@kraever(Permission.BRUGER_ADMINISTRER)
@require_GET
def brugere(request: Request) -> HttpResponse:
    """Find people."""
    nu = tid.nu()
    form = SoegBrugerForm(request.GET)
    valgt = form.cleaned_data if form.is_valid() else {"soeg": "", "vis": ""}
    gaeldende = Ansaettelse.objects.gaeldende(nu).filter(user=OuterRef("pk"))
    fundet = _mine(request).annotate(har_ansaettelse=Exists(gaeldende)).order_by(DanskSortering("navn"), "id")
    if valgt["vis"] == "lukkede":
        fundet = fundet.filter(is_active=False)
    elif valgt["vis"] != "alle":
        fundet = fundet.filter(is_active=True)
    if valgt["vis"] == "uden":
        fundet = fundet.filter(har_ansaettelse=False)
    for ord_ in valgt["soeg"].split():
        fundet = fundet.filter(
            Q(navn__icontains=ord_)
            | Q(username__icontains=ord_)
            | Q(email__icontains=ord_)
            | Q(medarbejdernr__istartswith=ord_)
        )
    side = Paginator(fundet, PR_SIDE).get_page(request.GET.get("side"))
    ansat = Ansaettelse.objects.gaeldende(nu).filter(user__in=side.object_list).select_related("enhed").order_by("fra")
    per_bruger: dict[int, list[Ansaettelse]] = {}
    for ansaettelse in ansat:
        per_bruger.setdefault(ansaettelse.user_id, []).append(ansaettelse)
    raekker = [(u, per_bruger.get(u.pk, [])) for u in side.object_list]
    return render(request, "administration/brugere.html", {"form": form, "side": side, "raekker": raekker})


@kraever(Permission.BRUGER_ADMINISTRER)
@require_http_methods(["GET", "POST"])
def bruger_opret(request: Request) -> HttpResponse:
    """Make an account; she chooses the password herself from the link."""
    kommune = min_kommune(request)
    form = BrugerForm(request.POST or None, kommune=kommune)
    if request.method == "POST" and form.is_valid():
        user = actions.opret_bruger(kommune=kommune, by=request.user, nu=tid.nu(), **form.cleaned_data)
        messages.success(request, f"{user.navn} er oprettet. Giv en ansættelse, så hun eller han kan se noget.")
        _send_link(request, user)
        return redirect("bruger", user.pk)
    return render(request, "administration/bruger_opret.html", {"form": form})


def _send_link(request: Request, user: User) -> None:
    try:
        send_loginlink(request, user)
    except Denied as afslag:
        messages.error(request, str(afslag))
        return
    log.record("opsporing.loginlink_sendt", by=request.user, nu=tid.nu(), objekt=user)
    messages.success(request, f"Et link til at vælge adgangskode er sendt til {user.email}. Det virker i tre dage.")


@kraever(Permission.BRUGER_ADMINISTRER)
@require_http_methods(["GET", "POST"])
def bruger(request: Request, pk: int) -> HttpResponse:
    """One person: what is known about her, where she is employed, what she is certified to do, and her account."""
    user, nu = _hent(request, pk), tid.nu()
    rettelse = samtidig.laes(
        request,
        lambda **kw: BrugerForm(kommune=user.kommune, user=user, **kw),
        FELTER,
        {f.navn: getattr(user, f.navn) for f in FELTER},
        samtidig.sidst_rettet(user, nu, "opsporing.bruger_rettet"),
    )
    if rettelse.kan_gemmes:
        foer = user.email
        rettet = actions.ret_bruger(user=user, by=request.user, nu=nu, **rettelse.form.cleaned_data)
        if foer and rettet.email != foer:
            sig_til(rettet, "Din e-mail i Opsporing er ændret til en anden.", email=foer)
        messages.success(request, "Oplysningerne er gemt.")
        return redirect("bruger", pk)
    return _vis(request, user, rettelse=rettelse)


def _vis(request: Request, user: User, *, rettelse: samtidig.Rettelse | None = None, **forms: Any) -> HttpResponse:
    """The person's page, with the form that was refused among the others."""
    nu = tid.nu()
    if rettelse is None:
        gemt = {f.navn: getattr(user, f.navn) for f in FELTER}
        rettelse = samtidig.uroert(lambda **kw: BrugerForm(kommune=user.kommune, user=user, **kw), gemt)
    ansaettelser = user.ansaettelser.select_related("enhed__foraelder").order_by("-fra", "-id")
    kontekst = {
        "bruger": user,
        "er_mig": user.pk == request.user.pk,
        "r": rettelse,
        "ansaettelser": [(a, _status(a, nu)) for a in ansaettelser],
        "certificeringer": user.certificeringer.order_by("metode", "-udstedt_den"),
        "har_andet_trin": totrin.har_andet_trin(user),
        "ansaettelse_form": AnsaettelseForm(user=user, profil=request.user.profil, nu=nu),
        "certificering_form": CertificeringForm(user=user, nu=nu),
    }
    return render(request, "administration/bruger.html", kontekst | forms)


def _status(ansaettelse: Ansaettelse, nu: Any) -> str:
    if ansaettelse.til is not None and ansaettelse.til <= nu:
        return "slut"
    return "kommer" if ansaettelse.fra > nu else "gaelder"


@kraever(Permission.BRUGER_ADMINISTRER)
@require_POST
def bruger_ansaet(request: Request, pk: int) -> HttpResponse:
    """Employ a person somewhere."""
    user, nu = _hent(request, pk), tid.nu()
    if user.pk == request.user.pk:
        raise Denied("Du kan ikke give dig selv en ansættelse. Bed en anden administrator om det.")
    form = AnsaettelseForm(request.POST, user=user, profil=request.user.profil, nu=nu)
    if not form.is_valid():
        return _vis(request, user, ansaettelse_form=form)
    data = form.cleaned_data
    ansaettelse = actions.ansaet(
        user=user,
        enhed=data["enhed"],
        rolle=data["rolle"],
        fra=data["fra_at"],
        til=data["til_at"],
        by=request.user,
        nu=nu,
    )
    messages.success(request, f"{user.navn} er {ansaettelse.get_rolle_display()} i {ansaettelse.enhed}.")
    return redirect("bruger", pk)


@kraever(Permission.BRUGER_ADMINISTRER)
@require_http_methods(["GET", "POST"])
def ansaettelse_afslut(request: Request, pk: int) -> HttpResponse:
    """End an employment, now or on a day to come."""
    nu = tid.nu()
    mine = Ansaettelse.objects.filter(kommune=min_kommune(request)).exclude(til__lte=nu).select_related("user", "enhed")
    ansaettelse = get_object_or_404(mine, pk=pk)
    form = AfslutAnsaettelseForm(request.POST or None, ansaettelse=ansaettelse, nu=nu)
    if request.method == "POST" and form.is_valid():
        actions.afslut_ansaettelse(ansaettelse=ansaettelse, til=form.cleaned_data["til"], by=request.user, nu=nu)
        messages.success(request, f"Ansættelsen i {ansaettelse.enhed} er afsluttet.")
        return redirect("bruger", ansaettelse.user_id)
    return render(request, "administration/ansaettelse_afslut.html", {"form": form, "ansat": ansaettelse})


@kraever(Permission.BRUGER_ADMINISTRER)
@require_POST
def bruger_certificer(request: Request, pk: int) -> HttpResponse:
    """Register a certificate."""
    user, nu = _hent(request, pk), tid.nu()
    form = CertificeringForm(request.POST, user=user, nu=nu)
    if not form.is_valid():
        return _vis(request, user, certificering_form=form)
    actions.certificer(user=user, by=request.user, nu=nu, **form.cleaned_data)
    messages.success(request, "Certificeringen er registreret.")
    return redirect("bruger", pk)


@kraever(Permission.BRUGER_ADMINISTRER)
@require_POST
def certificering_afslut(request: Request, pk: int) -> HttpResponse:
    """Let a certificate count no longer."""
    certificering = get_object_or_404(Certificering.objects.filter(kommune=min_kommune(request)), pk=pk)
    actions.afslut_certificering(certificering=certificering, by=request.user, nu=tid.nu())
    messages.success(request, "Certificeringen gælder ikke længere.")
    return redirect("bruger", certificering.user_id)


def _konto(request: Request, pk: int, handling: Callable[..., User], besked: str) -> HttpResponse:
    user = _hent(request, pk)
    handling(user=user, by=request.user, nu=tid.nu())
    messages.success(request, f"{user.navn}: {besked}")
    return redirect("bruger", pk)


@kraever(Permission.BRUGER_ADMINISTRER)
@require_POST
def bruger_deaktiver(request: Request, pk: int) -> HttpResponse:
    """Shut a person out at once."""
    return _konto(request, pk, actions.deaktiver_bruger, "kontoen er lukket, og alle sessioner er slut.")


@kraever(Permission.BRUGER_ADMINISTRER)
@require_POST
def bruger_genaktiver(request: Request, pk: int) -> HttpResponse:
    """Let a person in again."""
    return _konto(request, pk, actions.genaktiver_bruger, "kontoen er åben igen.")


@kraever(Permission.BRUGER_ADMINISTRER)
@require_POST
def bruger_nulstil_totrin(request: Request, pk: int) -> HttpResponse:
    """Help somebody who has lost telephone and key; she is told by e-mail."""
    response = _konto(request, pk, actions.nulstil_totrin, "alle ekstra trin ved login er fjernet.")
    sig_til(_hent(request, pk), "En administrator har fjernet alle ekstra trin fra dit login.")
    return response


@kraever(Permission.BRUGER_ADMINISTRER)
@require_POST
def bruger_send_link(request: Request, pk: int) -> HttpResponse:
    """Send the link to choose a password again."""
    _send_link(request, _hent(request, pk))
    return redirect("bruger", pk)
