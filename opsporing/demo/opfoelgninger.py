"""Colleagues keep what they owe: parents are informed and told, agreements are made and followed up."""

from datetime import date, datetime, timedelta
from functools import partial

from opsporing.adgang.roller import Rolle
from opsporing.demo import besvarelse, egen_stue, planer, spor, tekster
from opsporing.demo.befolkning import EGEN_STUE
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.opbygning import rundedage
from opsporing.demo.tilfaelde import andel, heltal, valg
from opsporing.demo.verden import Verden
from opsporing.frister.kalender import forrige_arbejdsdag, naeste_arbejdsdag
from opsporing.fristtyper import (
    HANDLING_OPFOELGNING,
    HANDLING_UDEN_ANSVARLIG,
    SPAERRING_BEKRAEFTES,
    SPAERRING_GENNEMSES,
)
from opsporing.handlinger import actions as handlinger
from opsporing.handlinger.ansvarlige import ansvarlige
from opsporing.models import Ansaettelse, Barn, Enhed, Frist, Handling, Indsatstrin, Maade, Spaerring, Tilknytning, User
from opsporing.models.frist import FristQuerySet
from opsporing.orientering import actions as orientering
from opsporing.orientering.status import Sted, mangler_orientering
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato
from trivsel.models import Vurdering

#: Sundhedsplejen informs the parents of children so young, in months.
SPAED_MDR = 11
#: An agreement is followed up at most so many times.
FLEST_OPFOELGNINGER = 3
ANDEN_HANDLING = 0.35
OM_SPAERRING = frozenset({SPAERRING_BEKRAEFTES, SPAERRING_GENNEMSES})


def planlaeg_frister(verden: Verden, raekker: FristQuerySet | None = None) -> None:
    """Put the open duties (among these deadlines) on the list, those we have not met before."""
    opgaver = {
        "trivsel.resultat": _fortael,
        "trivsel.handling": _aftal,
        HANDLING_OPFOELGNING: _foelg_op,
        HANDLING_UDEN_ANSVARLIG: _find_en_anden,
        SPAERRING_BEKRAEFTES: _bekraeft,
        SPAERRING_GENNEMSES: _gennemse,
    }
    for frist in (
        (Frist.objects.all() if raekker is None else raekker)
        .aabne()
        .filter(kommune=verden.kommune, kode__in=opgaver)
        .select_related("anledning__barn", "anledning__ejer_enhed", "enhed")
        .order_by("forfalder_at", "kode", "pk")
    ):
        verden.aabne.add(frist.pk)
        if not verden.er_min(_stedet(frist)):
            continue
        if frist.anledning.barn is not None and verden.er_ny("frist", frist.pk):
            noegle = f"{besvarelse.noegle(frist.anledning.barn)} {frist.kode} {dato(frist.oprettet_at)}"
            dag = _dagen(verden, frist, noegle)
            verden.dagsorden.tilfoej(arbejdstid(dag, noegle), partial(opgaver[frist.kode], verden, frist))


def _stedet(frist: Frist) -> str:
    """Where the child is that the deadline is about: myndighed decides, but in the same process as wrote the rest."""
    if frist.kode not in OM_SPAERRING:
        return frist.enhed.kode
    om = Vurdering.objects.select_related("enhed").filter(anledning__spaerringer__sag=frist.anledning_id).first()
    # One on an underretning is familieafdelingen's from the beginning.
    return om.enhed.kode if om else frist.enhed.kode


def _dagen(verden: Verden, frist: Frist, noegle: str) -> date:
    forfalder, oprettet = dato(frist.forfalder_at), dato(frist.oprettet_at)
    if frist.kode in OM_SPAERRING:
        return forfalder
    if frist.kode == HANDLING_UDEN_ANSVARLIG:
        # So that it stands on the first day, when one has left the day before.
        return forfalder + timedelta(days=4)
    if frist.kode == HANDLING_OPFOELGNING:
        if egen_stue.gaelder(verden, frist.enhed, forfalder) and not _er_pprs(frist):
            return forfalder + egen_stue.EFTER_FRIST
        return planer.ved_opfoelgning(forfalder, noegle)
    aabner, _ = rundedage(verden.udgangsdag)[0]
    if frist.enhed.kode == EGEN_STUE and oprettet >= aabner:
        return planer.i_egen_stue(forfalder, oprettet, aabner)
    return planer.efter_frist(forfalder, oprettet, noegle)


def _kollega(verden: Verden, enhed: Enhed, nu: datetime, *noegle: object) -> User | None:
    her = verden.kolleger.paa(enhed, nu)
    return valg(her, "hvem", *noegle) if her else verden.kolleger.leder(enhed, nu)


# Parents --------------------------------------------------------------------------------------------------------------


def planlaeg_orientering(verden: Verden, fra: datetime) -> None:
    """Put on the list that the parents of children who are new in a house are informed before the first assessment.

    A whole stue is informed by the leader at a meeting; later ones, and those with a protected address, one by one.
    """
    nye = [
        t
        for t in _uorienterede(verden, fra)
        if verden.er_min(t.enhed.kode) and verden.er_ny(f"orientering {t.enhed.journalenhed_id}", t.barnets_nr)
    ]
    for stue in {t.enhed_id: t.enhed for t in nye}.values():
        begyndt = {t.barn: dato(t.fra) for t in nye if t.enhed_id == stue.pk}
        boern = list(begyndt)
        moede = arbejdstid(dato(fra) + timedelta(days=heltal(1, 4, "møde", stue.kode)), "møde", stue.kode)
        samlet = {b.pk for b in boern if len(boern) > 4 and not _beskyttet(b)}
        if samlet:
            med = [b for b in boern if b.pk in samlet]
            verden.dagsorden.tilfoej(moede, partial(_orienter_stuen, verden, stue, med))
        for barn in boern:
            hvornaar = moede
            if barn.pk not in samlet:
                dag = _orienteres_den(barn, stue, verden, begyndt[barn])
                hvornaar = max(fra, arbejdstid(dag, "orientering", besvarelse.noegle(barn)))
                verden.dagsorden.tilfoej(hvornaar, partial(_orienter, verden, stue, barn))
            verden.orienteres[stue.journalenhed_id or stue.pk, barn.pk] = dato(hvornaar)


def _uorienterede(verden: Verden, fra: datetime) -> list[Tilknytning]:
    alle = [
        t
        for t in Tilknytning.objects.gaeldende(fra)
        .indskrivninger()
        .filter(kommune=verden.kommune, barn__foedt_den__isnull=False)
        .exclude(enhed__arena="")
        .select_related("barn", "enhed__journalenhed")
        .order_by("enhed__kode", "barn__foedt_den", "barn__fornavn")
        if t.enhed.arena != "sundhedspleje" or (t.barn.alder_mdr(dato(fra)) or 0) < SPAED_MDR
    ]
    mangler = {
        hus: mangler_orientering([Sted(t.barn, t.enhed) for t in alle if t.enhed.journalenhed_id == hus])
        for hus in {t.enhed.journalenhed_id for t in alle}
    }
    return [t for t in alle if t.barn_id in mangler[t.enhed.journalenhed_id]]


def _beskyttet(barn: Barn) -> bool:
    return orientering.er_beskyttet(barn, orientering.indehavere(barn))


def _orienteres_den(barn: Barn, stue: Enhed, verden: Verden, begyndt: date) -> date:
    """In the first days, except for the newest child of the own stue: there it is still to be done."""
    ventende = (
        Frist.objects.aabne()
        .filter(anledning__barn=barn, enhed=stue, kode="trivsel.orientering")
        .filter(oprettet_at__date__gt=verden.udgangsdag - timedelta(days=60))
        .first()
    )
    if stue.kode == EGEN_STUE and ventende is not None:
        return dato(ventende.forfalder_at) + timedelta(days=9)
    return begyndt + timedelta(days=heltal(1, 9, "orienteret", besvarelse.noegle(barn)))


def _orienter_stuen(verden: Verden, stue: Enhed, boern: list[Barn], nu: datetime) -> None:
    leder = verden.kolleger.leder(stue, nu)
    if leder is not None:
        orientering.registrer_flere(
            boern=boern, enhed=stue, maade=Maade.SKRIFTLIGT, givet_den=dato(nu), by=leder, nu=nu
        )


def _orienter(verden: Verden, stue: Enhed, barn: Barn, nu: datetime) -> None:
    by = _kollega(verden, stue, nu, "orientering", besvarelse.noegle(barn))
    personer = orientering.indehavere(barn)
    # A parent who gets custody later is informed then.
    verden.kendte.discard((f"orientering {stue.journalenhed_id}", barn.pk))
    if by is not None and personer and _er_her(barn, stue, nu):
        orientering.registrer(
            barn=barn, personer=personer, enhed=stue, maade=Maade.MUNDTLIGT, givet_den=dato(nu), by=by, nu=nu
        )


def _er_her(barn: Barn, enhed: Enhed, nu: datetime) -> bool:
    return Tilknytning.objects.gaeldende(nu).indskrivninger().filter(barn=barn, enhed=enhed).exists()


def _fortael(verden: Verden, frist: Frist, nu: datetime) -> None:
    """Tell the parents the result by mouth."""
    barn = frist.anledning.barn
    by = _kollega(verden, frist.enhed, nu, "resultat", frist.oprettet_at)
    if barn is None or by is None or frist.pk not in verden.aabne:
        return
    spor.moeder(verden, by, frist.enhed, nu)
    orientering.registrer_resultat(
        anledning=frist.anledning,
        personer=orientering.indehavere(barn),
        maade=Maade.MUNDTLIGT,
        givet_den=dato(nu),
        by=by,
        nu=nu,
    )
    verden.aabne.discard(frist.pk)


# Agreements -----------------------------------------------------------------------------------------------------------


def _aftal(verden: Verden, frist: Frist, nu: datetime) -> None:
    """Agree on something, now and then on two things."""
    by = _kollega(verden, frist.enhed, nu, "aftale", frist.oprettet_at)
    if by is None or frist.pk not in verden.aabne:
        return
    spor.moeder(verden, by, frist.enhed, nu)
    vurdering = Vurdering.objects.select_related("barn", "enhed").get(anledning=frist.anledning_id)
    brugte = set(Handling.objects.filter(barn=vurdering.barn_id).values_list("hvad", flat=True))
    noegle = (besvarelse.noegle(vurdering.barn), vurdering.alder_mdr)
    antal = 2 if andel("to aftaler", *noegle) < ANDEN_HANDLING else 1
    for nr in range(antal):
        hvad, tema, trin = besvarelse.hvad_vi_goer(vurdering, brugte)
        brugte.add(hvad)
        # What needs others than the stue is the leader's to follow up, and so is the second thing agreed on.
        hos_lederen = nr > 0 or trin > Indsatstrin.ALMEN
        leder = verden.kolleger.leder(vurdering.enhed, nu) if hos_lederen else None
        hvem = leder or by
        if leder is None and egen_stue.gaelder(verden, vurdering.enhed, dato(nu)):
            hvem = egen_stue.ansvarlig(verden, vurdering.enhed, by, nu, *noegle)
        handlinger.opret(
            anledning=frist.anledning,
            hvad=hvad,
            ansvarlig=hvem,
            opfoelgning_den=_opfoelgning_den(verden, vurdering, hvem, dato(nu), nr),
            indsatstrin=trin,
            laereplan=tema,
            by=by,
            nu=nu + timedelta(minutes=4 * nr),
        )
    verden.aabne.discard(frist.pk)
    planlaeg_frister(verden, Frist.objects.filter(anledning=frist.anledning_id))


def _opfoelgning_den(verden: Verden, vurdering: Vurdering, hvem: User, dag: date, nr: int) -> date:
    """Five to seven weeks ahead; in the own stue one is due just before the first day of the demo."""
    maal = forrige_arbejdsdag(verden.udgangsdag - timedelta(days=4))
    uger_frem = timedelta(days=heltal(33, 49, "følges op", besvarelse.noegle(vurdering.barn), dag, nr))
    den = naeste_arbejdsdag(dag + uger_frem)
    if not egen_stue.gaelder(verden, vurdering.enhed, dag):
        return den
    if nr == 0 and dag < maal <= dag + timedelta(days=30):
        return maal
    return egen_stue.opfoelgning_den(vurdering.enhed, hvem, min(den, dag + egen_stue.IGEN_EFTER))


def _foelg_op(verden: Verden, frist: Frist, nu: datetime) -> None:
    if frist.pk not in verden.aabne:
        return
    sager = Handling.objects.select_related("anledning__ejer_enhed", "barn", "enhed", "ansvarlig")
    handling = sager.get(pk=int(frist.trin))
    her = [*verden.kolleger.paa(handling.enhed, nu), verden.kolleger.leder(handling.enhed, nu)]
    by = next((user for user in her if user and user.pk == handling.ansvarlig_id), None)
    udefra = _udefra(handling, nu)
    by = by or udefra or _kollega(verden, handling.enhed, nu, "opfølgning", frist.oprettet_at)
    if by is None or handling.barn is None or handling.afsluttet_at:
        return
    if udefra is None and egen_stue.venter(verden, frist, nu):
        igen = arbejdstid(dato(nu) + timedelta(days=1), "venter", frist.trin)
        verden.dagsorden.tilfoej(igen, partial(_foelg_op, verden, frist))
        return
    spor.moeder(verden, by, handling.enhed, nu)
    virkning, tekst = besvarelse.hvordan_gik_det(handling.barn, handling.enhed.arena, verden.udgangsdag, dato(nu))
    gange = handling.opfoelgninger.count() + 1
    slut = (virkning == "hjalp" and andel("slut", tekst, nu) < 0.8) or gange >= FLEST_OPFOELGNINGER
    # What PPR took on is done when she has come and told; the team meets again.
    slut = slut or udefra is not None
    naeste = None if slut else naeste_arbejdsdag(dato(nu) + timedelta(days=heltal(35, 80, "igen", tekst, gange)))
    egen = udefra is None and egen_stue.gaelder(verden, handling.enhed, dato(nu))
    if egen and egen_stue.gaar_videre(handling.enhed, handling.ansvarlig):
        naeste = egen_stue.opfoelgning_den(handling.enhed, handling.ansvarlig, dato(nu) + egen_stue.IGEN_EFTER)
    handlinger.foelg_op(handling=handling, virkning=virkning, tekst=tekst, naeste_den=naeste, by=by, nu=nu)
    verden.aabne.discard(frist.pk)
    if naeste is not None:
        verden.kendte.discard(("frist", frist.pk))
        planlaeg_frister(verden, Frist.objects.filter(pk=frist.pk))


def _find_en_anden(verden: Verden, frist: Frist, nu: datetime) -> None:
    """The leader lays the agreement on somebody who is there; where the stue is empty she takes it on herself."""
    handling = Handling.objects.get(pk=int(frist.trin))
    leder = verden.kolleger.leder(frist.enhed, nu)
    anden = _kollega(verden, frist.enhed, nu, "en anden", frist.oprettet_at)
    if leder is None or anden is None or handling.afsluttet_at:
        return
    handlinger.ret(handling=handling, rev=handling.rev, ansvarlig=anden, by=leder, nu=nu)


def _er_pprs(frist: Frist) -> bool:
    return Ansaettelse.objects.filter(user=frist.ansvarlig_id, rolle=Rolle.PPR).exists()


def _udefra(handling: Handling, nu: datetime) -> User | None:
    """The one from outside who took it on, while the parents let her."""
    hun = handling.ansvarlig
    if not getattr(ansvarlige(handling.anledning, nu).filter(pk=hun.pk).first(), "fra", None):
        return None
    return hun.vaelg(Ansaettelse.objects.for_bruger(hun, nu).first())


# What must rest --------------------------------------------------------------------------------------------------


def _bekraeft(verden: Verden, frist: Frist, nu: datetime) -> None:
    """Myndighed lets the switch stand, past the first day of the demo."""
    by = verden.kolleger.med_rolle(Rolle.SOCIALRAADGIVER, nu)
    for spaerring in Spaerring.objects.staaende().filter(sag=frist.anledning_id, bekraeftet_at=None):
        spaerringer.bekraeft(
            spaerring=spaerring,
            grund=valg(tekster.ord_om("spaerring_bekraeftet"), "bekræftet", frist.oprettet_at),
            gennemses_den=max(verden.udgangsdag + timedelta(days=9), dato(nu) + timedelta(days=28)),
            by=by,
            nu=nu,
        )


def _gennemse(verden: Verden, frist: Frist, nu: datetime) -> None:
    """Myndighed looks at the switch again and lifts it, with a reason."""
    by = verden.kolleger.med_rolle(Rolle.SOCIALRAADGIVER, nu)
    for spaerring in Spaerring.objects.staaende().filter(sag=frist.anledning_id):
        grund = valg(tekster.ord_om("spaerring_ophaevet"), "ophævet", frist.oprettet_at)
        spaerringer.ophaev(spaerring=spaerring, grund=grund, by=by, nu=nu)
