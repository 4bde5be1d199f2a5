"""One's own vurdering of a child: open, answer, be done and go on to the next."""

from datetime import datetime

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.models import Frist, User
from opsporing.models.sql import DanskSortering
from opsporing.skemaer.autogem import Gemning, autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Gemt, Loesning
from opsporing.skemaer.pladsholdere import positionsord
from opsporing.skemaer.versioner import uden_tekst
from opsporing.templatetags.dkfds import Fejllinje, anker, fejllinjer
from opsporing.tid import dato
from trivsel import permissions
from trivsel.actions import egne as actions
from trivsel.actions.faelles import faerdige_egne
from trivsel.faelles import alder_ord, arena_definition, er_alene
from trivsel.models import EgenVurdering, Vurdering
from trivsel.tidligere import forrige, som_tidligere

#: So many unanswered tegn are named one by one; of more the number is told, and each is marked where it stands.
HOEJST_NAEVNT = 3


def hent(request: Request, pk: int, nu: datetime) -> Vurdering:
    """The vurdering if its matter is open to the user, else 404; with what pages about the team's answers need."""
    return _hent(request, pk, nu, "faelles_skemaversion", "runde")


def _hent(request: Request, pk: int, nu: datetime, *ogsaa: str) -> Vurdering:
    aabne = Vurdering.objects.for_user(request.user, nu)
    med = aabne.select_related("anledning", "barn", "enhed", "skemaversion", "profilversion", *ogsaa)
    versioner = [sti for sti in ("skemaversion", *ogsaa) if sti.endswith("skemaversion")]
    return get_object_or_404(med.defer(*(felt for sti in versioner for felt in uden_tekst(sti))), pk=pk)


def _min_egen(vurdering: Vurdering, user: User) -> EgenVurdering | None:
    egen = vurdering.egne.filter(vurderer=user).first()
    if egen:
        egen.vurdering = vurdering
        if egen.skemaversion_id == vurdering.skemaversion_id:
            egen.skemaversion = vurdering.skemaversion
    return egen


def _begyndt(vurdering: Vurdering, user: User) -> EgenVurdering:
    egen = _min_egen(vurdering, user)
    if egen is None:
        raise Denied("Du har ikke begyndt på en vurdering af barnet.")
    return egen


@kraever(Permission.VURDERING_EGEN)
@require_http_methods(["GET", "POST"])
def egen(request: Request, pk: int) -> HttpResponse:
    """The form. Nothing is taken by looking: the place is hers from the first answer."""
    nu = tid.nu()
    vurdering = _hent(request, pk, nu)
    permissions.check_can_begynde_egen(request.user, vurdering)
    min_egen = _min_egen(vurdering, request.user)
    # The page asks what will be answered if she begins now.
    vurdering.alder_mdr = actions.alder_ved_begyndelse(vurdering, nu)
    if request.method == "POST":
        return _afslut(request, vurdering, nu)
    log.record(
        "trivsel.egen_set", by=request.user, nu=nu, barn=vurdering.barn, anledning=vurdering.anledning, objekt=vurdering
    )
    if min_egen and (min_egen.faerdig_at or min_egen.fritaget_at):
        return render(request, "trivsel/egen_faerdig.html", _faerdig_kontekst(vurdering, min_egen, request.user))
    return _vis(request, vurdering, min_egen)


def _vis(
    request: Request,
    vurdering: Vurdering,
    min_egen: EgenVurdering | None,
    *,
    formular: Skemaformular | None = None,
    status: int = 200,
) -> HttpResponse:
    foer = forrige(vurdering)
    formular = formular or _formular(request, vurdering, min_egen)
    formular.tidligere = som_tidligere(foer, faerdige_egne(foer)) if foer else None
    formular.helper.uden_opsummering = True
    tal = formular.dimensionstal
    return render(
        request,
        "trivsel/egen.html",
        {
            "vurdering": vurdering,
            "barn": vurdering.barn,
            "egen": min_egen,
            "form": formular,
            "fejl": _fejl(formular),
            "definition": formular.definition,
            "tidligere": formular.tidligere,
            "konflikter": konflikter_i_ord(min_egen, formular.pladsholdere) if min_egen else (),
            "loes_url": reverse("trivsel:egen_loes", args=[vurdering.pk]),
            "antal_tegn": sum(d.i_alt for d in tal),
            "antal_besvaret": sum(d.besvaret for d in tal),
            "alder": alder_ord(vurdering, dato(tid.nu())),
            "alene": er_alene(vurdering),
            "underret_om": vurdering.barn if har(request.user, Permission.UNDERRETNING_SKRIV) else None,
            "naeste": None if er_alene(vurdering) else naeste_barn(request.user, vurdering),
        },
        status=status,
    )


def _fejl(formular: Skemaformular) -> list[Fejllinje]:
    """What is wrong, for the summary on top of the page."""
    linjer: list[Fejllinje] = fejllinjer(formular)
    tegn = [formular[felt.kode] for sektion in formular.definition.dimensioner for felt in sektion.tegn]
    ankre = [anker(felt) for felt in tegn if felt.errors]
    if len(ankre) <= HOEJST_NAEVNT:
        return linjer
    foerst = Fejllinje(ankre[0], "", f"{len(ankre)} tegn mangler et svar. Gå til det første")
    return [foerst, *(linje for linje in linjer if linje.anker not in ankre)]


def _formular(
    request: Request, vurdering: Vurdering, egen: EgenVurdering | None, *, kladde: bool = True
) -> Skemaformular:
    return Skemaformular(
        arena_definition(vurdering),
        data=request.POST if request.method == "POST" else None,
        svar=egen.svar if egen else {},
        rev=egen.rev if egen else 0,
        kladde=kladde,
        pladsholdere=positionsord(request.user.profil.positioner),
    )


def naeste_barn(user: User, vurdering: Vurdering) -> Vurdering | None:
    """The next child of the unit that waits for the user's own view: begun ones first, then by name."""
    ansaettelse = user.ansaettelse
    rolle = ansaettelse.rolle if ansaettelse else ""
    mine = Vurdering.objects.aabne().filter(enhed=vurdering.enhed_id, runde=vurdering.runde_id).exclude(pk=vurdering.pk)
    begyndt = mine.filter(egne__vurderer=user, egne__faerdig_at=None, egne__fritaget_at=None)
    venter = Frist.objects.aabne().filter(anledning=OuterRef("anledning"), kode="trivsel.orientering")
    ledige = (
        mine.exclude(egne__vurderer=user)
        .filter(egne__vurderer=None, egne__fritaget_at=None, egne__rolle__in=["", rolle])
        .exclude(Exists(venter))
    )
    for qs in (begyndt, ledige):
        paa_dansk = (DanskSortering("barn__fornavn"), DanskSortering("barn__efternavn"), "pk")
        naeste = qs.select_related("barn").order_by(*paa_dansk).first()
        if naeste:
            return naeste
    return None


@kraever(Permission.VURDERING_EGEN)
@require_POST
def egen_gem(request: Request, pk: int) -> JsonResponse:
    """Store what changed since the last save; the first answer takes the place."""
    nu = tid.nu()
    vurdering = get_object_or_404(Vurdering.objects.for_user(request.user, nu).only("id"), pk=pk)

    def gem(gemning: Gemning) -> Gemt:
        return actions.gem_min_egen(
            vurdering=vurdering,
            aendringer=gemning.aendringer,
            set_rev=gemning.rev,
            klient=gemning.klient,
            by=request.user,
            nu=nu,
        )

    return autogem_svar(
        request,
        gem,
        nu=nu,
        loes_url=reverse("trivsel:egen_loes", args=[vurdering.pk]),
        pladsholdere=positionsord(request.user.profil.positioner),
    )


@kraever(Permission.VURDERING_EGEN)
@require_POST
def egen_loes(request: Request, pk: int) -> HttpResponse:
    """Choose between two versions of one's own answer, written on two devices."""
    nu = tid.nu()
    vurdering = _hent(request, pk, nu)
    min_egen = _begyndt(vurdering, request.user)

    def loes(konflikt_id: str, loesning: Loesning) -> Gemt:
        return actions.loes_egen(egen=min_egen, konflikt_id=konflikt_id, loesning=loesning, by=request.user, nu=nu)

    return loes_svar(request, loes, tilbage=reverse("trivsel:egen", args=[vurdering.pk]))


def _afslut(request: Request, vurdering: Vurdering, nu: datetime) -> HttpResponse:
    """Save the page as it stands, say that it is done, and go on: to the next child, or to one's own conclusion."""
    senere = request.POST.get("handling") == "senere"
    plads = actions.begynd_egen(vurdering=vurdering, by=request.user, nu=nu)
    formular = _formular(request, vurdering, plads, kladde=senere)
    aendringer = formular.aendringer()
    if aendringer:
        actions.gem_egen(
            egen=plads, aendringer=aendringer, set_rev=formular.rev, by=request.user, nu=nu, klient=formular.klient
        )
        plads.refresh_from_db(fields=["svar", "rev", "konflikter"])
    if not formular.is_valid():
        return _vis(request, vurdering, plads, formular=formular, status=422)
    if senere:
        return redirect("stue_vis", vurdering.enhed_id)
    try:
        actions.afslut_egen(egen=plads, by=request.user, nu=nu)
    except actions.IkkeFaerdig as fejl:
        for kode, besked in fejl.mangler.items():
            formular.add_error(kode if kode in formular.fields else None, besked)
        return _vis(request, vurdering, plads, formular=formular, status=422)
    if er_alene(vurdering):
        return redirect("trivsel:faelles", vurdering.pk)
    naeste = naeste_barn(request.user, vurdering)
    if naeste:
        return redirect("trivsel:egen", naeste.pk)
    messages.success(request, f"Din vurdering af {vurdering.barn.kaldenavn} er færdig. Du har ikke flere på stuen.")
    return redirect("stue_vis", vurdering.enhed_id)


def _faerdig_kontekst(vurdering: Vurdering, min_egen: EgenVurdering, user: User) -> dict[str, object]:
    alle = actions.alle_faerdige(vurdering)
    return {
        "vurdering": vurdering,
        "barn": vurdering.barn,
        "egen": min_egen,
        "alle_faerdige": alle,
        "alene": er_alene(vurdering),
        "naeste": None if er_alene(vurdering) else naeste_barn(user, vurdering),
    }


@kraever(Permission.VURDERING_EGEN)
@require_POST
def egen_genaabn(request: Request, pk: int) -> HttpResponse:
    """Open one's own finished view again, while a colleague is still at it."""
    nu = tid.nu()
    vurdering = _hent(request, pk, nu)
    min_egen = _begyndt(vurdering, request.user)
    actions.genaabn_egen(egen=min_egen, by=request.user, nu=nu)
    return redirect("trivsel:egen", vurdering.pk)


@kraever(Permission.VURDERING_FRITAG)
@require_http_methods(["GET", "POST"])
def egen_fritag(request: Request, pk: int, nr: int) -> HttpResponse:
    """The leader releases a rater who is away."""
    from trivsel.forms import FritagForm

    nu = tid.nu()
    vurdering = _hent(request, pk, nu)
    plads = get_object_or_404(vurdering.egne.select_related("vurderer"), nr=nr)
    plads.vurdering = vurdering
    permissions.check_can_fritage(request.user, plads)
    log.record(
        "trivsel.vurdering_set",
        by=request.user,
        nu=nu,
        barn=vurdering.barn,
        anledning=vurdering.anledning,
        objekt=vurdering,
    )
    form = FritagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.fritag(egen=plads, grund=form.cleaned_data["grund"], by=request.user, nu=nu)
        messages.success(request, "Kollegaen er fritaget. Vurderingen kan gå videre med dem, der er tilbage.")
        return redirect(reverse("trivsel:vurdering", args=[vurdering.pk]))
    return render(
        request,
        "trivsel/egen_fritag.html",
        {"vurdering": vurdering, "barn": vurdering.barn, "plads": plads, "form": form},
        status=422 if form.errors else 200,
    )
