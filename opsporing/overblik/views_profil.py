"""The practice profile: read it, change it with a reason, try another rule, and see who changed what."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods

from opsporing import dansk, tid
from opsporing.adgang.permissions import Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Kommune, Profilversion
from opsporing.organisation import actions
from opsporing.overblik import profil_form, profil_ord
from opsporing.overblik.profil_besoeg import Besoeg, som_besoeg
from opsporing.overblik.profil_form import ProfilForm
from opsporing.overblik.profil_runder import Runder, som_runder
from opsporing.overblik.regelproeve import Regelproeve, proev
from opsporing.profil import Praksisprofil, aendret, profil_for
from trivsel.rules.regler import RegelFejl, regel_fra_data

RUNDE, BESOEG = "runde", "besoeg"


def _kommune(request: Request) -> Kommune:
    return Kommune.objects.select_related("profil__oprettet_by").get(pk=request.user.kommune_id)


def _nr(kommune: Kommune) -> int:
    return kommune.profil.nr if kommune.profil else 0


@kraever(Permission.PROFIL_ADMINISTRER)
@require_http_methods(["GET", "POST"])
def profil(request: Request) -> HttpResponse:
    """The form. `proev` shows what the rule entered would have given; without it the profile is saved."""
    kommune, nu = _kommune(request), tid.nu()
    gaeldende = profil_for(kommune)
    if request.method != "POST":
        form = ProfilForm(profil=gaeldende)
        return _vis(request, kommune, form, *_lister(gaeldende))
    form = ProfilForm(request.POST, profil=gaeldende)
    runder = Runder(request.POST, prefix=RUNDE)
    besoeg = Besoeg(request.POST, prefix=BESOEG)
    if "proev" in request.POST:
        return _vis(request, kommune, form, runder, besoeg, regelproeve=_proev(kommune, gaeldende, form))
    # All three are asked, so that everything that is wrong is said at once.
    if not all([form.is_valid(), runder.is_valid(), besoeg.is_valid()]):
        return _vis(request, kommune, form, runder, besoeg)
    ny = form.som_profil(som_runder(runder), som_besoeg(besoeg))
    if request.POST.get("nr") != str(_nr(kommune)):
        return _flet(request, kommune, gaeldende, ny, form.cleaned_data["grund"])
    return _gem(request, kommune, gaeldende, ny, form.cleaned_data["grund"], nu)


def _lister(profil: Praksisprofil) -> tuple[BaseFormSet, BaseFormSet]:
    """The rounds and the visits of a profile, to be changed."""
    return Runder(prefix=RUNDE, initial=profil.runder), Besoeg(prefix=BESOEG, initial=profil.adbb_besoeg)


def _gem(
    request: Request, kommune: Kommune, foer: Praksisprofil, ny: Praksisprofil, grund: str, nu: datetime
) -> HttpResponse:
    felter = aendret(foer, ny)
    if not felter:
        messages.info(request, "Der var ikke ændret noget, så der er ikke gemt en ny version.")
        return redirect("profil")
    actions.gem_profil(kommune=kommune, profil=ny, grund=grund, by=request.user, nu=nu)
    ord_ = dansk.opregning([profil_ord.label(felt).lower() for felt in felter])
    messages.success(
        request, f"Gemt som version {_nr(kommune)}. Ændret: {ord_}. Runder, der er åbnet, fortsætter som de begyndte."
    )
    return redirect("profil")


def _flet(request: Request, kommune: Kommune, deres: Praksisprofil, min: Praksisprofil, grund: str) -> HttpResponse:
    """Somebody saved first. Put what the writer changed on top of it and let her look before she saves again."""
    nr = request.POST.get("nr", "")
    version = kommune.profilversioner.filter(nr=int(nr) if nr.isdecimal() else -1).first()
    grundlag = Praksisprofil.fra_data(version.data) if version else deres
    mine = aendret(grundlag, min)
    flettet = (
        min
        if version is None
        else Praksisprofil.fra_data({**deres.til_data(), **{felt: getattr(min, felt) for felt in mine}})
    )
    form = ProfilForm(profil=deres, initial={**profil_form.som_initial(flettet), "grund": grund})
    seneste = kommune.profil
    fletning = {
        "hvem": seneste.oprettet_by.navn if seneste and seneste.oprettet_by else "En anden",
        "hvornaar": localtime(seneste.oprettet_at) if seneste else None,
        "deres": profil_ord.forskelle(grundlag, deres),
        "begge": [f for f in profil_ord.forskelle(deres, flettet) if f.label in _begge(grundlag, deres, mine)],
    }
    return _vis(request, kommune, form, *_lister(flettet), fletning=fletning, status=409)


def _begge(grundlag: Praksisprofil, deres: Praksisprofil, mine: list[str]) -> set[str]:
    return {profil_ord.label(felt) for felt in aendret(grundlag, deres) if felt in mine}


def _proev(kommune: Kommune, gaeldende: Praksisprofil, form: ProfilForm) -> Regelproeve | None:
    """The comparison, or None while the rule entered makes no sense (the form says why)."""
    form.is_valid()
    regel = form.cleaned_data.get("regel")
    if regel is None:
        return None
    try:
        nu_gaelder = regel_fra_data(gaeldende.regel)
    except RegelFejl:
        nu_gaelder = regel_fra_data({})
    return proev(kommune, nu_gaelder, regel_fra_data(regel))


def _vis(
    request: Request,
    kommune: Kommune,
    form: ProfilForm,
    runder: BaseFormSet,
    besoeg: BaseFormSet,
    *,
    status: int = 200,
    **mere: Any,
) -> HttpResponse:
    if "regelproeve" in mere:
        # The rule is tried out, not the rest: other fields may be unfinished.
        form.errors.pop("grund", None)
    kontekst = {"kommune": kommune, "nr": _nr(kommune), "form": form, "runder": runder, "besoeg": besoeg, **mere}
    return render(request, "overblik/profil.html", kontekst, status=status)


@kraever(Permission.PROFIL_ADMINISTRER)
@require_GET
def profil_historik(request: Request) -> HttpResponse:
    """All versions, newest first: when, who, why, and which fields."""
    versioner = list(_kommune(request).profilversioner.select_related("oprettet_by").order_by("nr"))
    raekker = []
    foer: Praksisprofil | None = None
    for version in versioner:
        denne = Praksisprofil.fra_data(version.data)
        felter = [profil_ord.label(f) for f in aendret(foer, denne)] if foer else []
        raekker.append((version, felter))
        foer = denne
    return render(request, "overblik/profil_historik.html", {"raekker": raekker[::-1]})


@kraever(Permission.PROFIL_ADMINISTRER)
@require_GET
def profil_version(request: Request, pk: int) -> HttpResponse:
    """One version, and what differs from another one (`?mod=<nr>`; else the one before)."""
    versioner = Profilversion.objects.filter(kommune=_kommune(request)).select_related("oprettet_by")
    version = get_object_or_404(versioner, pk=pk)
    mod = request.GET.get("mod", "")
    if mod.isdecimal():
        anden: Profilversion | None = get_object_or_404(versioner, nr=int(mod))
    else:
        anden = versioner.filter(nr=version.nr - 1).first()
    denne = Praksisprofil.fra_data(version.data)
    return render(
        request,
        "overblik/profil_version.html",
        {
            "version": version,
            "anden": anden,
            "andre": versioner.exclude(pk=version.pk).order_by("-nr"),
            "forskelle": profil_ord.forskelle(Praksisprofil.fra_data(anden.data), denne) if anden else [],
            "hele": profil_ord.i_ord(denne),
        },
    )
