"""With the parents, on one tablet: the form, their yes part by part, what is given, and giving it.

These pages show the child's name and this one matter, and lead nowhere else but to »Luk«.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Person
from opsporing.print import pdf_svar, render_pdf
from opsporing.skemaer.autogem import Gemning, autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Gemt, Loesning
from opsporing.skemaer.pladsholdere import udfyld
from opsporing.skemaer.skemaord import skemaord
from opsporing.templatetags.dkfds import fejllinjer
from opsporing.tid import dato
from overgange import kopi as kopier
from overgange import udskrift
from overgange.actions import overlevering as overlevering_actions
from overgange.actions import sig_det
from overgange.actions import skema as actions
from overgange.actions.foer_over import er_foert_over
from overgange.forms import SamtykkeForm
from overgange.models import Overgang, Overgangsskema
from overgange.permissions import GIVET, Muligheder
from overgange.views.hent import hent_overgang, log_set
from overgange.views.imens import ikke_gemt
from overgange.views.traek import sig_hvad_der_skete


def trin(en: Overgang, aktuel: int, *, kan_skrive: bool) -> list[dict[str, str]]:
    """The three steps; those behind can be gone back to, the form only while it is written in."""
    navne = [
        (f"Om {en.barn.kaldenavn}", "overgange:skema"),
        ("Jeres ja, del for del", "overgange:samtykke"),
        ("Giv videre", "overgange:overlever"),
    ]
    return [
        {
            "label": label,
            "url": reverse(url, args=[en.pk]) if nr < aktuel and (kan_skrive or nr > 1) else "",
            "tilstand": "done" if nr < aktuel else "current" if nr == aktuel else "",
        }
        for nr, (label, url) in enumerate(navne, 1)
    ]


def faelles(en: Overgang, aktuel: int, muligt: Muligheder) -> dict[str, Any]:
    """What every page with the parents is drawn from."""
    kan_skrive = muligt.kan(Muligheder.check_can_skrive)
    return {
        "overgang": en,
        "barn": en.barn,
        "modtager": kopier.modtagerens_navn(en),
        "hvor": kopier.hos_modtageren(en),
        "trin": trin(en, aktuel, kan_skrive=kan_skrive),
        "kan_skrive": kan_skrive,
        "nr": aktuel,
    }


def _formular(request: Request, en: Overgang, skema: Overgangsskema, nu: datetime, *, kladde: bool) -> Skemaformular:
    return Skemaformular(
        skema.definition(),
        data=request.POST if request.method == "POST" else None,
        svar=skema.svar,
        rev=skema.rev,
        kladde=kladde,
        kendte=kopier.kendte(en),
        pladsholdere=skemaord(en.kommune, dato(nu)),
    )


def _er_givet(request: Request, en: Overgang) -> HttpResponse:
    """Back from a step that is over (the back button, another window, a second press): to what it came to."""
    messages.info(request, "Det er givet videre. Skal noget rettes, så vælg »Ret, og giv videre igen«.")
    return redirect("overgange:overgang", en.pk)


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def skema(request: Request, pk: int) -> HttpResponse:
    """The form, written with the parents; a POST is »Videre« (or »Luk«) and saves what stands in it first."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    muligt = Muligheder(request.user, en, nu)
    if request.method == "GET" and en.status in GIVET:
        return _er_givet(request, en)
    if request.method == "GET":
        muligt.check_can_skrive()
    skemaet = actions.skema_for(en) or actions.nyt_skema(en, request.user, nu)
    videre = request.POST.get("handling") != "luk"
    formular = _formular(request, en, skemaet, nu, kladde=not videre)
    try:
        muligt.check_can_skrive()
    except Denied as grund:
        return ikke_gemt(request, formular, grund, en.barn, tilbage=reverse("overgange:overgang", args=[pk]))
    if request.method == "POST":
        if aendringer := formular.aendringer():
            actions.gem_skema(
                overgang=en,
                aendringer=aendringer,
                set_rev=formular.rev,
                klient=formular.klient,
                by=request.user,
                nu=nu,
            )
            skemaet = actions.skema_for(en) or skemaet
        if formular.is_valid():
            if not videre:
                return redirect("overgange:overgang", en.pk)
            if not skemaet.konflikter:
                return redirect("overgange:samtykke", en.pk)
    else:
        log_set(request, en, nu)
    formular.helper.uden_opsummering = True
    egenskaber, ord_ = formular.definition.egenskaber, formular.pladsholdere
    return render(
        request,
        "overgange/skema.html",
        faelles(en, 1, muligt)
        | {
            "skema": skemaet,
            "form": formular,
            "fejl": fejllinjer(formular) if formular.is_bound else [],
            "konflikter": konflikter_i_ord(skemaet, ord_),
            "loes_url": reverse("overgange:skema_loes", args=[en.pk]),
            "grundlag": [
                udfyld(str(egenskaber[noegle]), ord_)
                for noegle in ("grundlag_deling", "sundhedspleje_grundlag")
                if noegle in egenskaber
            ],
            "ophav": formular.definition.ophav,
            "foert_over": er_foert_over(en, skemaet),
        },
        status=422 if formular.is_bound else 200,
    )


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def skema_gem(request: Request, pk: int) -> JsonResponse:
    """Store what changed since the last save."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)

    def gem(gemning: Gemning) -> Gemt:
        return actions.gem_skema(
            overgang=en,
            aendringer=gemning.aendringer,
            set_rev=gemning.rev,
            klient=gemning.klient,
            by=request.user,
            nu=nu,
        )

    return autogem_svar(request, gem, nu=nu, loes_url=reverse("overgange:skema_loes", args=[pk]))


@kraever(Permission.OVERGANG_SKRIV)
@require_POST
def skema_loes(request: Request, pk: int) -> HttpResponse:
    """Choose between two texts written at the same time."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)

    def loes(konflikt_id: str, loesning: Loesning) -> Gemt:
        return actions.loes_skema(overgang=en, konflikt_id=konflikt_id, loesning=loesning, by=request.user, nu=nu)

    return loes_svar(request, loes, tilbage=reverse("overgange:skema", args=[pk]))


def _person(request: Request, kopi: kopier.Kopi) -> Person | None:
    """Who answers now: the one asked for, or the first who has not answered everything."""
    nr = request.POST.get("person") or request.GET.get("person") or ""
    valgt = next((p for p in kopi.indehavere if str(p.pk) == nr), None)
    if valgt is None and nr:
        raise Http404
    uden = (p for p in kopi.indehavere if kopi.svaret(p)[0] < kopi.svaret(p)[1])
    return valgt or next(uden, None) or next(iter(kopi.indehavere), None)


def med_svar(kopi: kopier.Kopi, person: Person, svar: dict[str, bool]) -> kopier.Kopi:
    """The copy as it would be with these answers; nothing is noted."""
    dele = (
        replace(
            en,
            svar=tuple(
                replace(s, ja=svar[en.om.kode]) if s.person == person and en.om.kode in svar else s for s in en.svar
            ),
        )
        for en in kopi.dele
    )
    return replace(kopi, dele=tuple(dele))


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def samtykke(request: Request, pk: int) -> HttpResponse:
    """What one custody holder says to each part, with what the next place would see beside it."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    muligt = Muligheder(request.user, en, nu)
    muligt.check_can_samtykke()
    skemaet = actions.skema_for(en)
    kopi = kopier.byg(en, skemaet, request.user, nu)
    person = _person(request, kopi)
    form = SamtykkeForm(request.POST if request.method == "POST" else None, dele=kopi.spoerges)
    if request.method == "POST" and person is not None and form.is_valid():
        aendret_imens = form.aendret_imens(person)
        stoppede = overlevering_actions.svar_samtykke(
            overgang=en, person=person, svar=form.svar, by=request.user, nu=nu
        )
        if stoppede or (form.svar and sig_det.frist(en).exists()):
            sig_hvad_der_skete(request, en, bool(stoppede))
        elif form.svar:
            messages.success(request, f"Det, {person.fornavn} svarede, er noteret.")
        if aendret_imens:
            messages.warning(
                request, "Et svar blev ændret et andet sted, mens siden stod åben. Se svarene igennem igen."
            )
            return redirect(f"{reverse('overgange:samtykke', args=[en.pk])}?person={person.pk}")
        return _efter_svar(request, en, person)
    log_set(request, en, nu)
    return render(
        request,
        "overgange/samtykke.html",
        faelles(en, 2, muligt)
        | {
            "skema": skemaet,
            "kopi": kopi,
            "kan_vaelge": muligt.kan(Muligheder.check_can_vaelge_vurderinger),
            "formaal": kopier.FORMAAL,
            "person": person,
            "svaret": [(p, *kopi.svaret(p)) for p in kopi.indehavere],
            "dele": [
                (d, next((s for s in d.svar if s.person == person), None), [s for s in d.svar if s.person != person])
                for d in kopi.spoerges
            ],
        },
        status=422 if form.errors else 200,
    )


def _efter_svar(request: Request, en: Overgang, person: Person) -> HttpResponse:
    """Where the button leads that was pressed: each saves what is answered first, so that no answer is lost."""
    veje = {"videre": "overgange:overlever", "tilbage": "overgange:skema", "luk": "overgange:overgang"}
    veje["vurderinger"] = "overgange:vurderinger"
    vej = veje.get(request.POST.get("handling", ""))
    if vej:
        return redirect(vej, en.pk)
    skift = request.POST.get("skift", "")
    naeste = skift if skift.isdecimal() else person.pk
    return redirect(f"{reverse('overgange:samtykke', args=[en.pk])}?person={naeste}")


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def forhaandsvis(request: Request, pk: int) -> HttpResponse:
    """Exactly what the next place gets to see; a POST shows it with answers that are not noted yet."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    muligt = Muligheder(request.user, en, nu)
    muligt.check_can_samtykke()
    kopi = kopier.byg(en, actions.skema_for(en), request.user, nu)
    log_set(request, en, nu, "overgange.forhaandsvist")
    if request.method == "POST":
        person = _person(request, kopi)
        form = SamtykkeForm(request.POST, dele=kopi.spoerges)
        if person is not None and form.is_valid():
            kopi = med_svar(kopi, person, form.svar)
        return render(request, "overgange/_faar_at_se.html", faelles(en, 2, muligt) | {"kopi": kopi})
    return render(request, "overgange/forhaandsvis.html", faelles(en, 2, muligt) | {"kopi": kopi})


@kraever(Permission.OVERGANG_SKRIV)
@require_http_methods(["GET", "POST"])
def overlever(request: Request, pk: int) -> HttpResponse:
    """Look it all through once more, and give it."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    muligt = Muligheder(request.user, en, nu)
    if en.status in GIVET:
        return _er_givet(request, en)
    muligt.check_can_skrive()
    if request.method == "POST":
        try:
            overlevering_actions.overlever(
                overgang=en, set_aftryk=request.POST.get("aftryk", ""), by=request.user, nu=nu
            )
        except Denied as grund:
            # Something was changed in another window since it was shown: it is told there, with what stands now.
            messages.error(request, str(grund))
            return redirect("overgange:overlever", en.pk)
        messages.success(
            request,
            f"Det er givet videre til {kopier.modtagerens_navn(en)}."
            + ("" if en.til_enhed else " Udskriv det, og aflevér det til skolen eller stedet."),
        )
        return redirect("overgange:overgang", en.pk)
    skemaet = actions.skema_for(en)
    kopi = kopier.byg(en, skemaet, request.user, nu)
    log_set(request, en, nu, "overgange.forhaandsvist")
    foer = [
        s.person.fornavn
        for d in kopi.gives
        for s in d.svar
        if skemaet and skemaet.gemt_at and s.at and s.at < skemaet.gemt_at
    ]
    return render(
        request,
        "overgange/overlever.html",
        faelles(en, 3, muligt)
        | {
            "kopi": kopi,
            "aftryk": overlevering_actions.aftryk(kopi),
            "mangler": actions.mangler_i_ord(en, skemaet),
            "svarede_foer": sorted(set(foer)),
        },
    )


@kraever(Permission.OVERGANG_SE)
@require_GET
def udskriv(request: Request, pk: int) -> HttpResponse:
    """What was given, as a PDF for the pupil's folder or, with `?format=json`, as a file."""
    nu = tid.nu()
    en = hent_overgang(request, pk, nu)
    Muligheder(request.user, en, nu).check_can_udskrive()
    overlevering = en.overleveringer.gaeldende().get()
    som_fil = request.GET.get("format") == "json"
    log_set(request, en, nu, "overgange.hentet_som_fil" if som_fil else "overgange.udskrevet")
    if som_fil:
        svar = JsonResponse(udskrift.som_fil(en, overlevering), json_dumps_params={"ensure_ascii": False, "indent": 2})
        svar["Content-Disposition"] = 'attachment; filename="overgang.json"'
        return svar
    pdf = render_pdf("overgange/udskrift.html", udskrift.kontekst(en, overlevering), titel="Overgang")
    return pdf_svar(pdf, "overgang.pdf")
