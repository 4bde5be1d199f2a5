"""Colleagues evaluate children: each her own view, then the team, and now and then a correction."""

from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Max, Q

from opsporing.demo import besvarelse, planer, spor, tekster
from opsporing.demo.befolkning import EGEN_STUE
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.opfoelgninger import planlaeg_frister
from opsporing.demo.planer import Plan, Runden
from opsporing.demo.tilfaelde import andel, blandet, heltal, valg
from opsporing.demo.verden import Verden
from opsporing.models import Barn, Enhed, Frist, Spaerring, User
from opsporing.tid import dato
from trivsel.actions import egne, faelles
from trivsel.faelles import arena_definition, stilling
from trivsel.models import EgenVurdering, Vurdering

#: How often a vurdering is corrected, and within how many days.
RETTET, RETTES_DAGE = 0.02, 12
#: In this stue the team is in doubt about one child in the round that is open on the first day.
I_TVIVL = "SKO-EGE"
KODER = frozenset({"trivsel.egen", "trivsel.egen_konsulent", "trivsel.faelles"})


def planlaeg(verden: Verden, *, kun: int | None = None) -> None:
    """Put what is new of open vurderinger on the list; with `kun` that one alone."""
    aabne = Vurdering.objects.aabne().filter(kommune=verden.kommune)
    nye = [
        v
        for v in (aabne if kun is None else aabne.filter(pk=kun))
        .select_related("barn", "enhed", "runde", "anledning")
        .defer("svar", "felt_rev", "konflikter", "forslag")
        .prefetch_related("egne")
        .order_by("oprettet_at", "enhed__kode", "barn__foedt_den", "barn__fornavn")
        if verden.er_min(v.enhed.kode) and verden.er_ny("vurdering", v.pk)
    ]
    frister = dict(
        Frist.objects.aabne()
        .filter(anledning__vurdering__in=nye, kode__in=KODER)
        .values_list("anledning__vurdering")
        .annotate(Max("forfalder_at"))
    )
    for vurdering in nye:
        if vurdering.erstatter_id:
            den = dato(vurdering.oprettet_at) + timedelta(days=2)
            _til(verden, den, vurdering, partial(_faelles, verden, vurdering.pk))
        elif vurdering.pk in frister:
            _planlaeg(verden, vurdering, plan_for(verden, vurdering, dato(frister[vurdering.pk])))


def planlaeg_rettelser(verden: Verden, fra: datetime) -> None:
    """Put on the list the vurderinger of the last weeks that are to be corrected."""
    for vurdering in (
        Vurdering.objects.gaeldende()
        .filter(kommune=verden.kommune, runde__isnull=False, erstatter=None)
        .filter(afsluttet_at__gt=fra - timedelta(days=RETTES_DAGE + 5))
        .select_related("barn", "enhed", "runde", "anledning")
        .order_by("afsluttet_at", "pk")
    ):
        if verden.er_min(vurdering.enhed.kode):
            _maaske_ret(verden, vurdering)


def _maaske_ret(verden: Verden, vurdering: Vurdering) -> None:
    noegle = (besvarelse.noegle(vurdering.barn), vurdering.alder_mdr)
    if verden.er_ny("rettelse", vurdering.pk) and vurdering.afsluttet_at and andel("rettet", *noegle) < RETTET:
        dag = dato(vurdering.afsluttet_at) + timedelta(days=heltal(4, RETTES_DAGE, "rettet", *noegle))
        _til(verden, dag, vurdering, partial(_ret, verden, vurdering))


def _til(verden: Verden, dag: date, vurdering: Vurdering, opgave: partial[None]) -> None:
    verden.dagsorden.tilfoej(arbejdstid(dag, besvarelse.noegle(vurdering.barn), opgave.func.__name__), opgave)


def plan_for(verden: Verden, vurdering: Vurdering, faelles_senest: date) -> Plan:
    """The plan of one vurdering, the same each time it is asked for."""
    runden = Runden.fra(dato(vurdering.oprettet_at), faelles_senest)
    noegle = f"{besvarelse.noegle(vurdering.barn)} {runden.begynder}"
    runde = vurdering.runde
    if runde is None:
        return planer.ved_besoeg(runden.begynder + timedelta(days=heltal(11, 16, "besøg", noegle)))
    if vurdering.enhed.kode != EGEN_STUE or runde.aabner < verden.udgangsdag - timedelta(days=60):
        return planer.almindelig(runden, noegle)
    # The youngest first: the oldest may move on to the børnehave before the round is over.
    fra_begyndelsen = list(
        Vurdering.objects.filter(runde=runde, enhed=vurdering.enhed, oprettet_at__lte=runde.aabnet_at)
        .order_by("-barn__foedt_den", "barn__fornavn")
        .values_list("pk", flat=True)
    )
    if vurdering.pk in fra_begyndelsen:
        return planer.egen_stue(runden, noegle, fra_begyndelsen.index(vurdering.pk))
    return planer.ny_i_egen_stue(runden, noegle)


def vurderere(verden: Verden, vurdering: Vurdering, plan: Plan, nu: datetime) -> list[User]:
    """Who evaluates the child, in the order of the plan."""
    her = verden.kolleger.paa(vurdering.enhed, nu)
    if vurdering.enhed.type == "dagplejer":
        konsulent = verden.kolleger.konsulent(vurdering.enhed, nu)
        return [*her[:1], *([konsulent] if konsulent else [])]
    if vurdering.arena == "sundhedspleje":
        hun = sundhedsplejerske(verden, vurdering.enhed, vurdering.barn, nu)
        return [hun] if hun else []
    if vurdering.enhed.kode != EGEN_STUE and len(her) > 2:
        her = blandet(her, "hvem vurderer", besvarelse.noegle(vurdering.barn))
    if plan.anden_er_ny and len(her) > 2:
        return [her[0], her[2]]
    return her[: len(plan.egne)]


def sundhedsplejerske(verden: Verden, distrikt: Enhed, barn: Barn, nu: datetime) -> User | None:
    """The one who visits the family."""
    her = verden.kolleger.paa(distrikt, nu)
    return valg(her, "sundhedsplejerske", barn.efternavn) if her else None


def _planlaeg(verden: Verden, vurdering: Vurdering, plan: Plan) -> None:
    orienteres = verden.orienteres.get((vurdering.enhed.journalenhed_id or vurdering.enhed_id, vurdering.barn_id))
    tidligst = orienteres + timedelta(days=1) if orienteres else date.min
    pladser = [e for e in vurdering.egne.all() if not e.fritaget_at]
    faerdige = {e.vurderer_id for e in pladser if e.faerdig_at}
    mangler = len(pladser) - len(faerdige)
    if plan.fritaget and mangler > 1:
        mangler -= 1
        _til(verden, max(plan.fritaget, tidligst), vurdering, partial(_fritag, verden, vurdering))
    if plan.halvt:
        _til(verden, max(plan.halvt, tidligst), vurdering, partial(_egen, verden, vurdering, plan, 0, halvt=True))
    for nr, dag in enumerate(plan.egne[:mangler] if not faerdige else plan.egne):
        _til(verden, max(dag, tidligst), vurdering, partial(_egen, verden, vurdering, plan, nr))
    if plan.faelles_begyndt:
        _til(verden, plan.faelles_begyndt, vurdering, partial(_faelles, verden, vurdering.pk, afslut=False))
    _til(verden, max(plan.faelles, tidligst), vurdering, partial(_faelles, verden, vurdering.pk))


# Own views ------------------------------------------------------------------------------------------------------------


def _egen(verden: Verden, vurdering: Vurdering, plan: Plan, nr: int, nu: datetime, *, halvt: bool = False) -> None:
    if vurdering.pk not in verden.aktive:
        return
    dem = vurderere(verden, vurdering, plan, nu)
    if nr >= len(dem):
        return
    by = dem[nr]
    verden.med_skema(vurdering)
    spor.ser(verden, "trivsel.egen_set", vurdering, by, nu)
    plads = egne.begynd_egen(vurdering=vurdering, by=by, nu=nu)
    if plads.faerdig_at:
        return
    # A visit can be some time after the vurdering was opened, and asks for the age the child has then.
    vurdering.alder_mdr = plads.vurdering.alder_mdr
    definition = arena_definition(vurdering)
    faste: dict[str, str] = {}
    if plan.gul:
        faste = besvarelse.gule(definition)
    elif plan.groen:
        faste = besvarelse.groenne(definition)
    elif plan.uenige:
        faste = besvarelse.uenige(definition, nr + 1)
    svar = besvarelse.egen(
        vurdering,
        definition,
        by.username,
        dag=dato(vurdering.oprettet_at),
        udgangsdag=verden.udgangsdag,
        faste=faste,
        pen=verden.pen,
    )
    nye = {kode: vaerdi for kode, vaerdi in svar.items() if kode not in plads.svar}
    if halvt:
        nye = dict(list(nye.items())[: len(nye) // 2])
    nu += timedelta(seconds=heltal(40, 240, "varer", vurdering.barn.fornavn, nu))
    egne.gem_egen(egen=plads, aendringer=nye, set_rev=plads.rev, by=by, nu=nu)
    if not halvt:
        egne.afslut_egen(egen=plads, by=by, nu=nu + timedelta(seconds=9))


def _fritag(verden: Verden, vurdering: Vurdering, nu: datetime) -> None:
    by = verden.kolleger.leder(vurdering.enhed, nu)
    if vurdering.pk not in verden.aktive or by is None:
        return
    pladser = list(EgenVurdering.objects.filter(vurdering=vurdering, fritaget_at=None).order_by("nr"))
    ledig = next((p for p in reversed(pladser) if not p.begyndt_at), None)
    if ledig is not None and len(pladser) > 1:
        grund = verden.pen.skriv(vurdering, tekster.ord_om("fritaget", vurdering.arena), "fritaget")
        egne.fritag(egen=ledig, grund=grund, by=by, nu=nu)


# The team -------------------------------------------------------------------------------------------------------------


def _faelles(verden: Verden, pk: int, nu: datetime, *, afslut: bool = True, forsoeg: int = 0) -> None:
    if pk not in verden.aktive:
        return
    vurdering = verden.med_skema(
        Vurdering.objects.select_related("barn", "enhed", "runde", "profilversion", "anledning").get(pk=pk)
    )
    alle = list(vurdering.egne.select_related("vurderer").order_by("nr"))
    raters = [e for e in alle if e.faerdig_at and not e.fritaget_at]
    if any(not e.faerdig_at and not e.fritaget_at for e in alle) or not raters:
        if forsoeg < 6:
            dag = dato(nu) + timedelta(days=3)
            _til(verden, dag, vurdering, partial(_faelles, verden, pk, afslut=afslut, forsoeg=forsoeg + 1))
        return
    by = _ordfoerer(verden, vurdering, raters, nu)
    if by is None:
        return
    dag = dato(vurdering.oprettet_at)
    spor.ser(verden, "trivsel.faelles_set", vurdering, by, nu)
    nu = max(nu, *(e.faerdig_at + timedelta(minutes=5) for e in raters if e.faerdig_at))
    nu_staar = stilling(vurdering, raters)
    svar: dict[str, object] = dict(besvarelse.aftalt(nu_staar, besvarelse.noegle(vurdering.barn), dag))
    rev = vurdering.rev
    vurdering.svar = vurdering.svar | svar
    if afslut:
        nu_staar = stilling(vurdering, raters)
        svar |= besvarelse.placering(vurdering, nu_staar, dag, verden.pen)
    samlet = str(svar.get("position_samlet") or nu_staar.valgt.get("samlet") or "groen")
    overgreb = "tvivl" if samlet != "groen" and _er_i_tvivl(verden, vurdering) else "intet_peger"
    svar |= besvarelse.team(vurdering, nu_staar, samlet if afslut else "groen", dag, verden.pen, overgreb)
    faelles.gem_faelles(vurdering=vurdering, aendringer=svar, set_rev=rev, by=by, nu=nu)
    if afslut:
        faerdig = faelles.afslut_faelles(vurdering=vurdering, by=by, nu=nu + timedelta(minutes=12))
        verden.aktive.discard(pk)
        _bagefter(verden, faerdig, nu)


def _ordfoerer(verden: Verden, vurdering: Vurdering, raters: list[EgenVurdering], nu: datetime) -> User | None:
    """The rater who writes for the team, or a colleague where they have all left."""
    her = verden.kolleger.paa(vurdering.enhed, nu)
    mulige = {e.vurderer_id for e in raters}
    return next((user for user in her if user.pk in mulige), her[0] if her else None)


def _er_i_tvivl(verden: Verden, vurdering: Vurdering) -> bool:
    runde = vurdering.runde
    return (
        runde is not None
        and vurdering.enhed.kode == I_TVIVL
        and runde.aabner > verden.udgangsdag - timedelta(days=60)
        and runde.aabner <= verden.udgangsdag
        and not Spaerring.objects.filter(anledning__kommune=verden.kommune).exists()
    )


def _bagefter(verden: Verden, vurdering: Vurdering, nu: datetime) -> None:
    """What a concluded vurdering leads to: duties that fall due, a leader who looks, sometimes a correction."""
    if vurdering.samlet != "groen":
        spaerring = Q(anledning__sagens_spaerringer__anledning=vurdering.anledning_id)
        planlaeg_frister(verden, Frist.objects.filter(Q(anledning=vurdering.anledning_id) | spaerring))
        leder = verden.kolleger.leder(vurdering.enhed, nu)
        if leder is not None:
            dagen_efter = arbejdstid(dato(nu) + timedelta(days=1), "læser", vurdering.barn.fornavn)
            verden.dagsorden.tilfoej(dagen_efter, partial(_laes, verden, leder, vurdering))
    if vurdering.erstatter_id is None and vurdering.runde_id:
        _maaske_ret(verden, vurdering)


def _laes(verden: Verden, leder: User, vurdering: Vurdering, nu: datetime) -> None:
    """A leader reads, as every reading is logged."""
    if Barn.objects.for_user(leder, nu).filter(pk=vurdering.barn_id).exists():
        spor.ser(verden, "trivsel.vurdering_set", vurdering, leder, nu)


def _ret(verden: Verden, vurdering: Vurdering, nu: datetime) -> None:
    her = verden.kolleger.paa(vurdering.enhed, nu)
    if not her or Vurdering.objects.filter(erstatter=vurdering).exists():
        return
    grund = verden.pen.skriv(vurdering, tekster.ord_om("rettelse", vurdering.arena), "rettelse")
    ny = faelles.ret(vurdering=vurdering, grund=grund, by=her[0], nu=nu)
    verden.er_ny("vurdering", ny.pk)
    verden.aktive.add(ny.pk)
    dag = dato(nu) + timedelta(days=2)
    _til(verden, dag, vurdering, partial(_faelles, verden, ny.pk))
