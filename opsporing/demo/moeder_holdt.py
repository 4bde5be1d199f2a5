"""A meeting in the demo is held, ended, told of and evaluated."""

from datetime import datetime, timedelta
from functools import partial

from dialogmoeder.actions import aftaler, evaluering, hold, referat
from dialogmoeder.actions.kald_ind import kald_ind
from dialogmoeder.models import Moede, Moedestatus, Punkt, Punktgrundlag, Slags
from dialogmoeder.rules.evaluering import SPOERGSMAAL
from dialogmoeder.rules.slags import STAAENDE
from opsporing.adgang.roller import Rolle
from opsporing.demo import besvarelse, tekster
from opsporing.demo import moedefaelles as faelles
from opsporing.demo.tilfaelde import andel, heltal, valg
from opsporing.demo.verden import Verden
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.handlinger.ansvarlige import kan_vaere_ansvarlig
from opsporing.models import Foraeldremyndighed, Handling, Maade, Tilknytning, User
from opsporing.orientering import actions as orientering
from opsporing.tid import dato

#: Of a thousand: a participant who does not answer.
SVARER_IKKE = 0.25
#: How long after a meeting of the team PPR follows up what she took on.
PPR_FOELGER_OP = timedelta(days=37)


def moedes(verden: Verden, pk: int, nu: datetime) -> None:
    moede = faelles.hent(pk, Moedestatus.INDKALDT)
    leder = faelles.leder(verden, moede.enhed, nu) if moede else None
    if moede is None or leder is None or nu < moede.planlagt_at:
        return
    hold.begynd_moede(moede=moede, by=leder, nu=nu)
    moede.refresh_from_db()
    kom = moede.deltagere.filter(fratraadt_at=None).exclude(ansaettelse__rolle=_syg(moede)).values_list("pk", flat=True)
    hold.noter_fremmoede(moede=moede, deltog=list(kom), by=leder, nu=nu)
    for nr, punkt in enumerate(faelles.punkter(moede)):
        nu += timedelta(minutes=punkt.minutter)
        if nr == 2 and andel("nås ikke", str(dato(moede.planlagt_at))) < 0.3:
            continue
        _tal_om(verden, punkt, leder, nu)


def _syg(moede: Moede) -> str:
    """The role of one who could not come, at some of the meetings."""
    den = str(dato(moede.planlagt_at))
    return valg((Rolle.RAADGIVER, Rolle.SUNDHEDSPLEJERSKE), "syg", den).value if andel("syg", den) < 0.3 else "-"


def _tal_om(verden: Verden, punkt: Punkt, leder: User, nu: datetime) -> None:
    hold.tag_fat(punkt=punkt, by=leder, nu=nu - timedelta(minutes=punkt.minutter))
    if punkt.barn is not None and punkt.moede.slags == Slags.NETVAERKSMOEDE:
        _kald_ind(verden, punkt, leder, nu)
    ark = referat.nyt_referat(punkt, leder, nu).definition()
    noegle = (besvarelse.noegle(punkt.barn) if punkt.barn else punkt.overskrift, dato(nu))
    om = partial(faelles.ord_om, punkt.moede)
    svar = faelles.udfyldt(ark, om("referat"), punkt.barn, *noegle) | _naevner_vikaren(punkt, nu)
    referat.gem_referat(punkt=punkt, aendringer=svar, set_rev=0, by=leder, nu=nu)
    hun = faelles.hende(verden, punkt, nu)
    if punkt.barn is not None and hun is not None and hun.pk != leder.pk:
        aftaler.aftal(
            punkt=punkt,
            hvad=faelles.tekst(om("aftale"), "hvad", punkt.barn, *noegle),
            ansvarlig=hun,
            opfoelgning_den=naeste_arbejdsdag(dato(nu) + timedelta(days=heltal(28, 42, "aftale", *noegle))),
            by=leder,
            nu=nu,
        )
        aftaler.vaelg_fortaeller(punkt=punkt, fortaeller=hun, by=leder, nu=nu)
        _aftal_med_ppr(verden, punkt, leder, nu)
    hold.behandl(punkt=punkt, by=leder, nu=nu)


def _naevner_vikaren(punkt: Punkt, nu: datetime) -> dict[str, str]:
    """At a sparringsmøde a colleague is named who is called as a parent of the house: the page asks, and nobody can be
    known by it.
    """
    if punkt.barn is not None or punkt.moede.slags != Slags.SPARRINGSMOEDE:
        return {}
    her = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(enhed__journalenhed=punkt.anledning.ejer_enhed_id)
    foraeldre = Foraeldremyndighed.objects.filter(barn__in=her.values("barn"), til=None)
    navne = sorted(set(foraeldre.values_list("person__fornavn", flat=True)))
    if not navne:
        return {}
    navn = valg(navne, "vikar", dato(nu))
    return {"set_og_proevet": tekster.moedeord()["vikar"].format(vikar=navn)}


def _aftal_med_ppr(verden: Verden, punkt: Punkt, leder: User, nu: datetime) -> None:
    """At the team's table PPR takes something on, of the first child whose parents have said yes to it: to be followed
    up when the others' time with the item has run out, a few days before the team meets again.
    """
    ppr = verden.kolleger.med_rolle(Rolle.PPR, nu, "ppr")
    egne = Handling.objects.filter(ansvarlig=ppr, anledning__moedepunkt__moede=punkt.moede_id)
    if punkt.moede.slags != Slags.RESSOURCETEAM or egne.exists() or not kan_vaere_ansvarlig(ppr, punkt.anledning, nu):
        return
    aftaler.aftal(
        punkt=punkt,
        hvad=faelles.tekst("aftale_ppr", "hvad", punkt.barn, dato(nu)),
        ansvarlig=ppr,
        opfoelgning_den=naeste_arbejdsdag(dato(nu) + PPR_FOELGER_OP),
        by=leder,
        nu=nu,
    )


def _kald_ind(verden: Verden, punkt: Punkt, leder: User, nu: datetime) -> None:
    """It shows at the table that sundhedsplejen is needed too."""
    hende = verden.kolleger.med_rolle(Rolle.SUNDHEDSPLEJERSKE, nu, "sundhedsplejerske").ansat
    if not punkt.moede.deltagere.filter(ansaettelse=hende, fratraadt_at=None).exists():
        kald_ind(
            punkt=punkt,
            ansaettelse=hende,
            grundlag=Punktgrundlag.SSD,
            begrundelse=faelles.tekst("", "kaldt_ind", punkt.barn),
            by=leder,
            nu=nu,
        )


def afslut(verden: Verden, pk: int, nu: datetime) -> None:
    moede = faelles.hent(pk, Moedestatus.I_GANG)
    leder = faelles.leder(verden, moede.enhed, nu) if moede else None
    if moede is None or leder is None:
        return
    talt_om = list(moede.punkter.filter(barn=None).select_related("anledning"))
    referater = {punkt.pk: referat.referat_for(punkt) for punkt in talt_om}
    # What stands there without a name has been read through.
    sete = [et.noegle for et in hold.hvad_ses_efter(talt_om, referater, leder, nu)]
    hold.afslut_moede(moede=moede, by=leder, nu=nu, udsaet_resten=True, ingen_kan_kendes=sete)


def fortael_bagefter(verden: Verden, pk: int, nu: datetime) -> None:
    """The one who was chosen tells the parents; those of the last meeting wait for it."""
    moede = faelles.hent(pk, Moedestatus.AFHOLDT)
    if moede is None:
        return
    for punkt in moede.punkter.filter(status="behandlet", barn__isnull=False).select_related("barn", "anledning"):
        by = faelles.hende(verden, punkt, nu)
        personer = faelles.kan_fortaelles(punkt, nu) if orientering.mangler_resultat(punkt.anledning) else []
        if by is not None and personer:
            orientering.registrer_resultat(
                anledning=punkt.anledning, personer=personer, maade=Maade.MUNDTLIGT, givet_den=dato(nu), by=by, nu=nu
            )


def evaluer(verden: Verden, pk: int, runde: int, nu: datetime) -> None:
    """Some answer the same day, some later, and some not."""
    moede = faelles.hent(pk, Moedestatus.AFHOLDT)
    if moede is None or moede.afsluttet_at is None or not 0 <= (dato(nu) - dato(moede.afsluttet_at)).days <= 5:
        return
    version = evaluering.skema(moede.kommune)
    ventende = moede.deltagere.filter(fratraadt_at=None, evalueret_at=None, ansaettelse__isnull=False, deltog=True)
    for deltager in ventende.select_related("ansaettelse__user", "ansaettelse__enhed__journalenhed").order_by("pk"):
        ansaettelse = deltager.ansaettelse
        noegle = (str(dato(moede.planlagt_at)), moede.slags, ansaettelse.rolle if ansaettelse else "")
        if ansaettelse is None or andel("svarer", *noegle, runde) < 0.4 or andel("aldrig", *noegle) < SVARER_IKKE:
            continue
        by = ansaettelse.user.vaelg(ansaettelse)
        evaluering.evaluer(deltager=deltager, version=version, svar=_hvordan_var_det(*noegle), by=by, nu=nu)


def _hvordan_var_det(den: str, slags: str, rolle: str) -> dict[str, str]:
    """Better as time goes; parents are not at the team's table."""
    god = 0.55 + 0.35 * andel("godt møde", den)
    svar = {
        kode: "ja" if (h := andel(kode, den, rolle)) < god else "delvist" if h < god + 0.2 else "nej"
        for kode in SPOERGSMAAL
    }
    if slags in STAAENDE | {Slags.SPARRINGSMOEDE}:
        svar["foraeldre_hoert"] = "ikke_relevant"
    if andel("næste gang", den, rolle) < 0.3:
        svar["naeste_gang"] = faelles.tekst("evaluering", "naeste_gang", None, den, rolle)
    return svar
