"""Writing: one's own list, who and what it is about, the form, enclosures, putting it away."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from opsporing import log, tid
from opsporing.adgang.permissions import Denied, Permission, kraever
from opsporing.adgang.request import Request
from opsporing.models import Ansaettelse, Barn, Foraeldremyndighed, Kommune
from opsporing.models.sql import DanskSortering
from opsporing.skemaer.autogem import Gemning, autogem_svar, konflikter_i_ord, loes_svar
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Gemt, Loesning
from opsporing.templatetags.dkfds import fejllinjer
from opsporing.tid import dato
from underretning import indhold, overblik
from underretning.actions import skriv as actions
from underretning.forms_skriv import KasserForm, RammeForm, begyndelse
from underretning.models import Underretning, Underretningsbarn
from underretning.permissions_skriv import check_can_skrive, er_min
from underretning.ring import ring
from underretning.rules.tilstande import Skrivetilstand

IMENS = "Noget er ændret, siden du åbnede siden. Se det igennem, og fortsæt så igen. Det, du har svaret, står her."


def hent(request: Request, pk: int, nu: datetime) -> Underretning:
    """One that is open to her; 404 otherwise."""
    return get_object_or_404(
        Underretning.objects.for_user(request.user, nu)
        .select_related(
            "skemaversion",
            "kommune",
            "enhed__journalenhed",
            "ansaettelse",
            "skrevet_by",
            "modtager_kommune",
            "mistaenkt",
        )
        .prefetch_related(
            Prefetch("boern", Underretningsbarn.objects.select_related("barn__mor", "anledning").order_by("pk"))
        ),
        pk=pk,
    )


def trin(underretning: Underretning | None, aktuelt: str) -> list[dict[str, str]]:
    """The steps of writing, with links to those one can go to."""
    navne = (("ramme", "Hvem og hvad"), ("skriv", "Skriv"), ("bilag", "Bilag"), ("send", "Læs og send"))
    nr = [navn for navn, _ in navne].index(aktuelt)
    return [
        {
            "label": label,
            "url": reverse(f"underretning:{navn}", args=[underretning.pk]) if underretning else "",
            "tilstand": "current" if i == nr else "done" if i < nr else "",
        }
        for i, (navn, label) in enumerate(navne)
    ]


def om(underretning: Underretning, nu: datetime) -> dict[str, Any]:
    """What every page about one shows."""
    boern = list(underretning.boern.all())
    return {
        "underretning": underretning,
        "boern": boern,
        "navne": [barn.navn for barn in boern],
        "spaerret": actions.er_spaerret(underretning),
        "ring": ring(underretning.modtager_kommune or underretning.kommune, nu),
    }


def hvem_ser(underretning: Underretning) -> str:
    """Who can see what she writes, in one sentence."""
    if underretning.deles_med_leder:
        return (
            "Kun du og lederen af enheden kan se det her, før du sender. Lederen kan læse, men ikke rette eller stoppe."
        )
    return "Kun du kan se det her, før du sender."


@kraever(Permission.UNDERRETNING_SKRIV)
@require_GET
def mine(request: Request) -> HttpResponse:
    """Her own; for a leader also that something was sent from the unit."""
    nu = tid.nu()
    egne, delte = overblik.mine(request.user, nu), overblik.delte(request.user, nu)
    sendte = list(overblik.sendte_fra_enheden(request.user)[:50])
    boern = sorted({barn.barn_id for u in (*egne, *delte, *sendte) for barn in u.boern.all()})
    if boern:
        log.record("underretning.mine_set", by=request.user, nu=nu, boern=boern)
    grupper = {status: [u for u in egne if u.status == status] for status in Skrivetilstand}
    return render(
        request,
        "underretning/mine.html",
        {
            "kladder": grupper[Skrivetilstand.KLADDE],
            "sendte": grupper[Skrivetilstand.SENDT],
            "kasserede": grupper[Skrivetilstand.KASSERET],
            "delte": delte,
            "fra_enheden": sendte,
            "er_leder": request.user.ansat.rolle in overblik.LEDER,
            "ring": ring(request.user.ansat.enhed.kommune, nu),
        },
    )


# ---- the frame ------------------------------------------------------------------------------------------------------


def _soeskende(request: Request, barn: Barn, nu: datetime) -> list[Barn]:
    """The child, and those who share a custody holder with it that she may see."""
    indehavere = Foraeldremyndighed.objects.filter(barn=barn, til=None).values("person")
    deres = Foraeldremyndighed.objects.filter(person__in=indehavere, til=None).exclude(barn=barn).values("barn")
    andre = Barn.objects.for_user(request.user, nu).filter(pk__in=deres).efter_navn()
    return [barn, *andre]


def _kolleger(request: Request, nu: datetime) -> list[Ansaettelse]:
    """Everybody employed in her journal unit or in charge of it, without herself."""
    enhed = request.user.ansat.enhed
    hus = enhed.journalenhed or enhed
    return list(
        Ansaettelse.objects.gaeldende(nu)
        .filter(enhed__sti__startswith=hus.sti, user__is_active=True)
        .exclude(user=request.user)
        .select_related("user", "enhed")
        .order_by(DanskSortering("user__navn"), "pk")
    )


def _kommuner(request: Request) -> list[Kommune]:
    """Her own first, then the others of the installation."""
    egen = request.user.ansat.enhed.kommune
    return [egen, *Kommune.objects.exclude(pk=egen.pk).order_by(DanskSortering("navn"))]


def _hvorhen(barn: Barn | None, kommuner: list[Kommune]) -> dict[str, str]:
    """Where it goes unless she says otherwise: the municipality that acts for the child."""
    if barn is None or not (barn.handlekommune_kode or barn.handlekommune_navn):
        return {"hvorhen": str(kommuner[0].pk)}
    fundet = next((k for k in kommuner if k.kode == barn.handlekommune_kode), None)
    if fundet is not None:
        return {"hvorhen": str(fundet.pk)}
    return {"hvorhen": "anden", "modtager_navn": barn.handlekommune_navn}


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def ny(request: Request, barn: int | None = None) -> HttpResponse:
    """The first page. Nothing is begun by looking."""
    nu = tid.nu()
    fundet = get_object_or_404(Barn.objects.for_user(request.user, nu), pk=barn) if barn else None
    kan_vaelges = _soeskende(request, fundet, nu) if fundet else []
    kommuner = _kommuner(request)
    form = RammeForm(
        request.POST if request.method == "POST" else None,
        initial={"boern": [fundet.pk] if fundet else [], "ny": "ingen" if fundet else "foedt"}
        | _hvorhen(fundet, kommuner),
        user=request.user,
        kan_vaelges=kan_vaelges,
        kolleger=_kolleger(request, nu),
        kommuner=kommuner,
        nu=nu,
    )
    if request.method == "POST" and form.is_valid():
        try:
            begyndt = actions.begynd(
                boern=form.valgte(), oplyste=form.oplyst(), ramme=form.ramme(), by=request.user, nu=nu
            )
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            return _videre(request, begyndt)
    elif request.method == "GET" and kan_vaelges:
        log.record("opsporing.barn_set", by=request.user, nu=nu, boern=kan_vaelges)
    return _vis_ramme(request, form, None, fundet, nu, 422 if form.errors else 200)


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def ramme(request: Request, pk: int) -> HttpResponse:
    """The first page of a draft again."""
    nu = tid.nu()
    en = hent(request, pk, nu)
    if en.status == Skrivetilstand.SENDT:
        return redirect("underretning:sendt", pk)
    check_can_skrive(request.user, en)
    boern = list(en.boern.all())
    egne = [barn.barn for barn in boern if not barn.er_oplyst]
    kan_vaelges = list({b.pk: b for barn in egne for b in _soeskende(request, barn, nu)}.values())
    form = RammeForm(
        request.POST if request.method == "POST" else None,
        initial=begyndelse(en),
        user=request.user,
        kan_vaelges=kan_vaelges,
        oplyste=[barn for barn in boern if barn.er_oplyst],
        kolleger=_kolleger(request, nu),
        kommuner=_kommuner(request),
        nu=nu,
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.ret_ramme(
                underretning=en,
                boern=form.valgte(),
                behold=form.cleaned_data.get("behold", []),
                oplyste=form.oplyst(),
                ramme=form.ramme(),
                stand=form.cleaned_data["stand"],
                by=request.user,
                nu=nu,
            )
        except actions.Foraeldet as nyere:
            form.data = {**{k: request.POST.getlist(k) for k in ("boern", "behold")}, **_som_tekst(request)}
            form.data["stand"] = nyere.underretning.stand
            form.add_error(None, IMENS)
            status = 409
        except Denied as nej:
            form.add_error(None, str(nej))
        else:
            return _videre(request, en)
    if form.errors and status == 200:
        status = 422
    if request.method == "GET":
        actions.record("underretning.set", en, by=request.user, nu=nu)
    return _vis_ramme(request, form, en, None, nu, status)


def _som_tekst(request: Request) -> dict[str, Any]:
    return {navn: vaerdi for navn, vaerdi in request.POST.dict().items() if navn not in {"boern", "behold"}}


def _videre(request: Request, underretning: Underretning) -> HttpResponse:
    flere = request.POST.get("handling") == "flere"
    return redirect("underretning:ramme" if flere else "underretning:skriv", underretning.pk)


def _vis_ramme(
    request: Request, form: RammeForm, underretning: Underretning | None, barn: Barn | None, nu: datetime, status: int
) -> HttpResponse:
    kommune = request.user.ansat.enhed.kommune
    return render(
        request,
        "underretning/ramme.html",
        {
            "form": form,
            "underretning": underretning,
            "barn": barn,
            "trin": trin(underretning, "ramme"),
            "ring": ring(kommune, nu),
            "spaerret": underretning is not None and actions.er_spaerret(underretning),
        },
        status=status,
    )


# ---- the form -------------------------------------------------------------------------------------------------------


def _formular(request: Request, underretning: Underretning, nu: datetime) -> Skemaformular:
    boern = list(underretning.boern.all())
    return Skemaformular(
        underretning.definition(),
        data=request.POST if request.method == "POST" else None,
        svar=underretning.svar,
        rev=underretning.rev,
        kendte=indhold.kendt_paa_forhaand(underretning, boern),
        pladsholdere=indhold.ord_(underretning, dato(nu)),
        i_dag=dato(nu),
    )


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def skriv(request: Request, pk: int) -> HttpResponse:
    """The form; who may only read along reads. A POST saves what stands in it and goes on."""
    nu = tid.nu()
    en = hent(request, pk, nu)
    if en.status == Skrivetilstand.SENDT:
        return redirect("underretning:sendt", pk)
    if not er_min(request.user, en) or en.status == Skrivetilstand.KASSERET:
        return _laes(request, en, nu)
    formular = _formular(request, en, nu)
    if request.method == "POST":
        aendringer = formular.aendringer()
        if aendringer:
            actions.gem(
                underretning=en,
                aendringer=aendringer,
                set_rev=formular.rev,
                klient=formular.klient,
                by=request.user,
                nu=nu,
            )
            en.refresh_from_db(fields=["svar", "rev", "konflikter", "gemt_at"])
        if formular.is_valid() and not en.konflikter:
            senere = request.POST.get("handling") == "senere"
            return redirect("underretning:mine") if senere else redirect("underretning:bilag", pk)
    else:
        actions.record("underretning.set", en, by=request.user, nu=nu)
    formular.helper.uden_opsummering = True
    ord_ = indhold.ord_(en, dato(nu))
    return render(
        request,
        "underretning/skriv.html",
        om(en, nu)
        | {
            "form": formular,
            "definition": en.definition(),
            "trin": trin(en, "skriv"),
            "hvem_ser": hvem_ser(en),
            "fejl": fejllinjer(formular) if formular.is_bound else [],
            "konflikter": konflikter_i_ord(en, ord_),
            "loes_url": reverse("underretning:skriv_loes", args=[pk]),
        },
        status=422 if request.method == "POST" else 200,
    )


def _laes(request: Request, underretning: Underretning, nu: datetime) -> HttpResponse:
    """It as it stands, for a leader who reads along, and for the writer of one that is put away."""
    actions.record("underretning.set", underretning, by=request.user, nu=nu)
    egen = er_min(request.user, underretning)
    return render(
        request,
        "underretning/laes.html",
        om(underretning, nu)
        | {
            "egen": egen,
            "f": indhold.frys(underretning, skrevet_af=indhold.underskrift_af(underretning), nu=nu),
        },
    )


@kraever(Permission.UNDERRETNING_SKRIV)
@require_POST
def skriv_gem(request: Request, pk: int) -> JsonResponse:
    """Store what changed since the last save."""
    nu = tid.nu()
    en = hent(request, pk, nu)

    def gem(gemning: Gemning) -> Gemt:
        return actions.gem(
            underretning=en,
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
        loes_url=reverse("underretning:skriv_loes", args=[pk]),
        pladsholdere=indhold.ord_(en, dato(nu)),
    )


@kraever(Permission.UNDERRETNING_SKRIV)
@require_POST
def skriv_loes(request: Request, pk: int) -> HttpResponse:
    """Choose between two texts written at the same time."""
    nu = tid.nu()
    en = hent(request, pk, nu)

    def loes(konflikt_id: str, loesning: Loesning) -> Gemt:
        return actions.loes(underretning=en, konflikt_id=konflikt_id, loesning=loesning, by=request.user, nu=nu)

    return loes_svar(request, loes, tilbage=reverse("underretning:skriv", args=[pk]))


# ---- enclosures -----------------------------------------------------------------------------------------------------


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def bilag(request: Request, pk: int) -> HttpResponse:
    """What can go with it, chosen child by child, and exactly what the receiver will see of what is chosen."""
    nu = tid.nu()
    en = hent(request, pk, nu)
    if en.status == Skrivetilstand.SENDT:
        return redirect("underretning:sendt", pk)
    check_can_skrive(request.user, en)
    fejl = ""
    if request.method == "POST":
        valgte = {barn.barn_id: request.POST.getlist(f"bilag-{barn.pk}") for barn in en.boern.all()}
        try:
            actions.vaelg_bilag(underretning=en, valgte=valgte, by=request.user, nu=nu)
        except Denied as nej:
            fejl = str(nej)
        else:
            if request.POST.get("handling") == "vis":
                messages.success(request, "Valget er gemt. Nedenfor står det, som modtageren får det at se.")
                return redirect(f"{reverse('underretning:bilag', args=[pk])}#vist")
            return redirect("underretning:send", pk)
    else:
        actions.record("underretning.set", en, by=request.user, nu=nu)
    noegler = set(en.bilag.values_list("noegle", flat=True))
    return render(
        request,
        "underretning/bilag.html",
        om(en, nu)
        | {
            "trin": trin(en, "bilag"),
            "grupper": [(barn, actions.muligheder(barn, request.user, nu)) for barn in en.boern.all()],
            "noegler": noegler,
            "viste": indhold.bilag(en, request.user, nu),
            "fejl": fejl,
        },
        status=422 if fejl else 200,
    )


# ---- put away -------------------------------------------------------------------------------------------------------


@kraever(Permission.UNDERRETNING_SKRIV)
@require_http_methods(["GET", "POST"])
def kasser(request: Request, pk: int) -> HttpResponse:
    """Put a draft away, for a reason."""
    nu = tid.nu()
    en = hent(request, pk, nu)
    check_can_skrive(request.user, en)
    form = KasserForm(request.POST or None, fortryd=reverse("underretning:skriv", args=[pk]))
    if request.method == "POST" and form.is_valid():
        actions.kasser(underretning=en, grund=form.cleaned_data["grund"], by=request.user, nu=nu)
        messages.success(request, "Underretningen er kasseret. Du kan tage den op igen.")
        return redirect("underretning:mine")
    actions.record("underretning.set", en, by=request.user, nu=nu)
    return render(request, "underretning/kasser.html", om(en, nu) | {"form": form}, status=422 if form.errors else 200)


@kraever(Permission.UNDERRETNING_SKRIV)
@require_POST
def genoptag(request: Request, pk: int) -> HttpResponse:
    """Take it up again."""
    nu = tid.nu()
    actions.genoptag(underretning=hent(request, pk, nu), by=request.user, nu=nu)
    messages.success(request, "Du kan skrive videre, hvor du slap.")
    return redirect("underretning:skriv", pk)
