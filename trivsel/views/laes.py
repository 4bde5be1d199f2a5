"""Reading, printing and correcting a vurdering, and beginning one outside the rounds."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, har, kraever
from opsporing.adgang.request import Request
from opsporing.arkiv import kun_arkiv
from opsporing.models import Barn, Handling, Opfoelgning, Tilknytning
from opsporing.print import pdf_svar, render_pdf
from opsporing.spaerring.actions import er_spaerret
from opsporing.spaerring.visning import stande
from trivsel import handleguide, permissions
from trivsel.actions import faelles as actions
from trivsel.actions.egne import alle_faerdige
from trivsel.actions.runder import opret_ekstra
from trivsel.faelles import arena_definition, er_alene
from trivsel.foelger import foelger, underret_om
from trivsel.forms import RetForm
from trivsel.laesning import egne_for, laes, print_kontekst
from trivsel.models import Vurdering
from trivsel.tidligere import forrige
from trivsel.views.egne import hent


@kraever(Permission.VURDERING_LAES)
@require_GET
def vurdering(request: Request, pk: int) -> HttpResponse:
    """The vurdering as it stands: progress while it is under way, everything when it is concluded."""
    nu = tid.nu()
    v = hent(request, pk, nu)
    log.record("trivsel.vurdering_set", by=request.user, nu=nu, barn=v.barn, anledning=v.anledning, objekt=v)
    alle = alle_faerdige(v)
    profil = request.user.profil
    rettet_af = Vurdering.objects.filter(erstatter=v).first()
    arkiv = kun_arkiv(request.user, v.anledning_id, nu)
    foelge = foelger(v, v.samlet) if v.afsluttet_at else None
    if foelge and (arkiv or not har(request.user, Permission.HANDLING_OPRET)):
        foelge = foelge.til_laesning()
    tidligere = forrige(v)
    if tidligere and not Vurdering.objects.for_user(request.user, nu).filter(pk=tidligere.pk).exists():
        tidligere = None  # who has been shown this one matter has not been shown the child's others
    kan_se_barnet = Barn.objects.for_user(request.user, nu).filter(pk=v.barn_id).exists()
    return render(
        request,
        "trivsel/vurdering.html",
        {
            "vurdering": v,
            "barn": v.barn,
            "egne": egne_for(v, request.user, alle_faerdige=alle),
            "alle_faerdige": alle,
            "antal_tegn": sum(len(s.tegn) for s in arena_definition(v).dimensioner),
            "laest": laes(v, profil) if v.afsluttet_at else None,
            "foelger": foelge,
            "underret_om": underret_om(request.user, v, v.samlet) if kan_se_barnet else None,
            "spaerringer": stande(v.anledning),
            "forrige": tidligere,
            "arkiv": arkiv,
            "rettet_af": rettet_af,
            "kan_se_barnet": kan_se_barnet,
            "kan_udskrive": har(request.user, Permission.VURDERING_UDSKRIV),
            "kan_faelles": har(request.user, Permission.VURDERING_FAELLES) and not arkiv,
            "kan_rette": bool(v.afsluttet_at and not rettet_af and har(request.user, Permission.VURDERING_RET))
            and not arkiv,
            "kan_fritage": har(request.user, Permission.VURDERING_FRITAG) and not v.afsluttet_at and not v.udgaaet_at,
            "ophav": arena_definition(v).ophav,
            "alene": er_alene(v),
            "hvem_ser": "" if er_alene(v) else "I ser hinandens svar, når alle er færdige",
        },
    )


@kraever(Permission.VURDERING_UDSKRIV)
@require_GET
def udskriv(request: Request, pk: int) -> HttpResponse:
    """The vurdering and its follow-up as PDF for the talk with the parents."""
    nu = tid.nu()
    v = hent(request, pk, nu)
    if not v.afsluttet_at:
        raise Denied("Vurderingen kan udskrives, når den er afsluttet.")
    if er_spaerret(v.anledning_id):
        raise Denied(
            "Vurderingen kan ikke udskrives til forældrene, fordi der er mistanke eller tvivl om overgreb. "
            "Tal med familieafdelingen."
        )
    handlinger = list(
        Handling.objects.filter(anledning=v.anledning_id)
        .select_related("ansvarlig")
        .prefetch_related(Prefetch("opfoelgninger", Opfoelgning.objects.order_by("den", "pk")))
        .order_by("aftalt_den", "pk")
    )
    log.record("trivsel.vurdering_udskrevet", by=request.user, nu=nu, barn=v.barn, anledning=v.anledning, objekt=v)
    pdf = render_pdf(
        "trivsel/udskrift.html",
        print_kontekst(v, request.user.profil, handlinger),
        titel=f"Trivselsvurdering af {v.barn.kaldenavn}",
    )
    return pdf_svar(pdf, "trivselsvurdering.pdf")


@kraever(Permission.VURDERING_RET)
@require_http_methods(["GET", "POST"])
def ret(request: Request, pk: int) -> HttpResponse:
    """Begin a correction: a new version with a reason."""
    nu = tid.nu()
    v = hent(request, pk, nu)
    permissions.check_can_rette(request.user, v)
    form = RetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ny = actions.ret(vurdering=v, grund=form.cleaned_data["grund"], by=request.user, nu=nu)
        messages.success(request, "Du retter nu i en ny version. Den gamle gælder, til den nye er afsluttet.")
        return redirect("trivsel:faelles", ny.pk)
    return render(
        request,
        "trivsel/ret.html",
        {"vurdering": v, "barn": v.barn, "form": form},
        status=422 if form.errors else 200,
    )


@kraever(Permission.VURDERING_EGEN)
@require_POST
def ny(request: Request, barn: int) -> HttpResponse:
    """Begin a vurdering outside the rounds."""
    nu = tid.nu()
    b = get_object_or_404(Barn.objects.for_user(request.user, nu), pk=barn)
    sted = (
        Tilknytning.objects.aabner_barn(request.user, nu)
        .indskrivninger()
        .filter(barn=b)
        .exclude(enhed__arena="")
        .select_related("enhed__kommune__profil", "enhed__journalenhed")
        .first()
    )
    if sted is None:
        raise Denied("Barnet er ikke indskrevet på en af dine enheder.")
    return redirect("trivsel:egen", opret_ekstra(barn=b, enhed=sted.enhed, by=request.user, nu=nu).pk)


@kraever(Permission.VURDERING_LAES)
@require_GET
def guide(request: Request) -> HttpResponse:
    """The handleguide: what follows each position, and the track for suspicion of abuse."""
    enhed = request.user.ansat.enhed
    arena = enhed.arena or "vuggestue"
    profil = request.user.profil
    nummer = enhed.kommune.vagttelefon
    return render(
        request,
        "trivsel/handleguide.html",
        {
            "intro": handleguide.intro(),
            "ophav": handleguide.ophav(),
            "positioner": [
                (kode, profil.label(kode), handleguide.hjaelp(kode), handleguide.skridt(kode, arena, profil))
                for kode in ("groen", "gul", "roed")
            ],
            "overgreb": handleguide.overgreb(nummer),
            "akut": handleguide.akut(nummer),
            "kan_underrette": har(request.user, Permission.UNDERRETNING_SKRIV),
        },
    )
