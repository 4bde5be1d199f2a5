"""A team's year, and meetings with parents: planned, called, prepared, held, told of and evaluated.

One house has a ressourceteam that meets every six weeks with PPR, the advisers and sundhedsplejen. On the first day its
next meeting is called and half prepared, with a substitute for the adviser, and one after that is planned. A
netværksmøde was begun on the last working day, with one who was called in on the spot, and is not ended; a
sparringsmøde has been held; and a dialogmøde with the parents is next week.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial

from dialogmoeder.actions import dagsorden, deltagere, foraeldre, plan
from dialogmoeder.actions.indkald import indkald
from dialogmoeder.actions.punkt import giv_grundlag
from dialogmoeder.actions.team import Rammer
from dialogmoeder.kreds import hindrer_indkaldelse, laes
from dialogmoeder.models import Deltager, Forslag, Moede, Moedestatus, Punkt, Punktart, Punktgrundlag, Slags, Team
from dialogmoeder.rules.serie import serie
from opsporing.adgang.roller import Rolle
from opsporing.demo import besvarelse
from opsporing.demo import moedefaelles as faelles
from opsporing.demo import moeder_forberedt as forberedt
from opsporing.demo import moeder_holdt as holdt
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.tilfaelde import andel, valg
from opsporing.demo.verden import Verden
from opsporing.frister.kalender import forrige_arbejdsdag, lokalt_tidspunkt
from opsporing.models import Ansaettelse, Barn, Emne, Enhed, Maade, Orientering, Person, Spaerring, Tilknytning, User
from opsporing.samtykke import indehavere
from opsporing.tid import dato
from trivsel.models import Vurdering

UGER, ANTAL_FOER = 6, 8
#: The next meeting of the team is so many days after the first day of the demo.
NAESTE = 9
#: Days before the first day of the demo on which the team begins, and how far ahead it plans.
BEGYNDTE = UGER * 7 * ANTAL_FOER - NAESTE + 25
FREM = timedelta(days=75)
AFLYSES_NR = 3
#: Meetings beside the team's: kind, its first day counted from the first day of the demo, and days between them.
ANDRE = ((Slags.DIALOGMOEDE, -40, 46), (Slags.NETVAERKSMOEDE, -1, 60), (Slags.SPARRINGSMOEDE, -9, 90))
#: How large a part of the second parents say no to one from outside.
NEJ = 0.12
#: Who comes from the advisers when the one who belongs to the team cannot.
STEDFORTRAEDER = "jety"
DAGE: Mapping[str, int] = {
    "saet_paa": -23,
    "saet_paa_adbb": -14,
    "stedfortraeder": -12,
    "fortael": -20,
    "indkald": -15,
    "indkald_igen": -12,
    "foerst": -11,
    "flyt": -7,
    "sig_det": -5,
    "forbered": -6,
    "fortael_resten": -7,
    "for_sent": -2,
}


def planlaeg_moeder(verden: Verden, dag: date, naeste: date) -> None:
    """Put what is new of meetings on the list."""
    begynder = verden.udgangsdag - timedelta(days=BEGYNDTE)
    if naeste <= begynder or not all(verden.er_min(kode) for kode in faelles.STUER):
        return
    hus = Enhed.objects.filter(kommune=verden.kommune, kode=faelles.HUS, nedlagt_at=None).first()
    if hus is None:
        return
    if verden.er_ny("moedeteam", hus.pk) and not Team.objects.filter(enhed=hus, nedlagt_at=None).exists():
        verden.dagsorden.tilfoej(arbejdstid(max(begynder, dag), "team"), partial(_lav_team, verden, hus))
    for team in Team.objects.filter(enhed=hus, nedlagt_at=None):
        plej(verden, team, naeste)
    for slags, foerst, mellem in ANDRE:
        for moededag in _gentaget(verden.udgangsdag + timedelta(days=foerst), mellem, dag, naeste):
            laves = arbejdstid(moededag - timedelta(days=24), "møde", slags)
            verden.dagsorden.tilfoej(laves, partial(_lav_moede, verden, hus, slags, moededag))
    kommende = Moede.objects.filter(
        enhed=hus, status__in=[Moedestatus.PLANLAGT, Moedestatus.INDKALDT, Moedestatus.I_GANG]
    )
    for moede in kommende.order_by("planlagt_at", "pk"):
        planlaeg_et(verden, moede)


def _gentaget(foerst: date, mellem: int, dag: date, naeste: date) -> Iterator[date]:
    """The days of a series that are to be planned between two stops."""
    while foerst - timedelta(days=24) < naeste:
        if foerst - timedelta(days=24) >= dag:
            yield forrige_arbejdsdag(foerst)
        foerst += timedelta(days=mellem)


def plej(verden: Verden, team: Team, naeste: date) -> None:
    """Plan further ahead when little is left of the series."""
    sidste = team.moeder.order_by("-planlagt_at").first()
    if sidste is not None and dato(sidste.planlagt_at) < naeste + FREM:
        dage = serie(dato(sidste.planlagt_at), UGER, naeste + FREM * 2)[1:]
        nu = arbejdstid(dato(verden.dagsorden.fra), "serie", team.navn)
        verden.dagsorden.tilfoej(nu, partial(forlaeng, verden, team, dage))


def planlaeg_et(verden: Verden, moede: Moede) -> None:
    """Put what belongs to one meeting on the list, once."""
    if not verden.er_ny("moede", moede.pk):
        return
    den = dato(moede.planlagt_at)
    for opgave, dage in (
        (_saet_paa, DAGE["saet_paa_adbb" if moede.slags == Slags.ADBB_TEAM else "saet_paa"]),
        (_fortael, DAGE["fortael"]),
        (_indkald, DAGE["indkald"]),
        (_indkald, DAGE["indkald_igen"]),
        (_find_stedfortraeder, DAGE["stedfortraeder"]),
        (forberedt.forbered_foerst, DAGE["foerst"]),
        (_fortael_resten, DAGE["fortael_resten"]),
        (forberedt.forbered, DAGE["forbered"]),
        (forberedt.forbered_resten, DAGE["for_sent"]),
        (holdt.fortael_bagefter, 3),
    ):
        verden.dagsorden.tilfoej(
            arbejdstid(den + timedelta(days=dage), opgave.__name__), partial(opgave, verden, moede.pk)
        )
    if moede.slags == Slags.DIALOGMOEDE:
        for opgave, dage in ((_flyt, DAGE["flyt"]), (_sig_det, DAGE["sig_det"])):
            hvornaar = arbejdstid(den + timedelta(days=dage), opgave.__name__)
            verden.dagsorden.tilfoej(hvornaar, partial(opgave, verden, moede.pk))
    verden.dagsorden.tilfoej(moede.planlagt_at, partial(holdt.moedes, verden, moede.pk))
    slut = moede.planlagt_at + timedelta(minutes=moede.varer_minutter)
    if moede.slags == Slags.NETVAERKSMOEDE:
        # There was not time to read the minutes aloud, and they are closed some days later.
        slut = arbejdstid(den + timedelta(days=4), "afslut")
    verden.dagsorden.tilfoej(slut, partial(holdt.afslut, verden, moede.pk))
    for dage in (1, 3, 5):
        nu = arbejdstid(den + timedelta(days=dage), "evaluer", dage)
        verden.dagsorden.tilfoej(max(nu, slut + timedelta(hours=dage)), partial(holdt.evaluer, verden, moede.pk, dage))


# Planned --------------------------------------------------------------------------------------------------------------


def _udefra(verden: Verden, nu: datetime) -> list[Ansaettelse]:
    """The fixed members from outside, as in Køge."""
    dem = (
        verden.kolleger.med_rolle(Rolle.PPR, nu, "ppr"),
        verden.kolleger.med_rolle(Rolle.RAADGIVER, nu, "raadgiver"),
        verden.kolleger.med_rolle(Rolle.SUNDHEDSPLEJERSKE, nu, "sundhedsplejerske"),
    )
    return [user.ansat for user in dem]


def _lav_team(verden: Verden, hus: Enhed, nu: datetime) -> None:
    leder = faelles.leder(verden, hus, nu)
    if leder is None:
        return
    team = plan.opret_team(
        enhed=hus,
        slags=Slags.RESSOURCETEAM,
        navn="Ressourceteamet i Strandmarken",
        tovholder=leder,
        rammer=Rammer(tid=time(9), sted="Personalestuen", kadence_uger=UGER),
        medlemmer=_udefra(verden, nu),
        by=leder,
        nu=nu,
    )
    naeste = verden.udgangsdag + timedelta(days=NAESTE)
    foerst = naeste - timedelta(weeks=UGER * ANTAL_FOER)
    while foerst <= dato(nu) + timedelta(days=1):
        foerst += timedelta(weeks=UGER)
    forlaeng(verden, team, serie(foerst, UGER, max(naeste, dato(nu)) + FREM), nu)


def forlaeng(verden: Verden, team: Team, dage: list[date], nu: datetime) -> None:
    leder = faelles.leder(verden, team.enhed, nu)
    if leder is not None and leder.pk == team.tovholder_id:
        nye = plan.lav_serie(team=team, dage=[dag for dag in dage if dag > dato(nu)], by=leder, nu=nu)
        for nr, moede in enumerate(nye):
            planlaeg_et(verden, moede)
            if nr == AFLYSES_NR and dato(moede.planlagt_at) < verden.udgangsdag:
                dag = dato(moede.planlagt_at) - timedelta(days=1)
                verden.dagsorden.tilfoej(arbejdstid(dag, "aflys"), partial(_aflys, verden, moede.pk))


def _aflys(verden: Verden, pk: int, nu: datetime) -> None:
    moede = faelles.hent(pk, Moedestatus.INDKALDT)
    leder = faelles.leder(verden, moede.enhed, nu) if moede else None
    if moede is not None and leder is not None:
        plan.aflys(moede=moede, grund=faelles.tekst("", "aflyst", None), by=leder, nu=nu)


def _flyt(verden: Verden, pk: int, nu: datetime) -> None:
    """The meeting is half an hour earlier than the parents were told."""
    moede = faelles.hent(pk, Moedestatus.INDKALDT)
    leder = faelles.leder(verden, moede.enhed, nu) if moede else None
    if moede is not None and leder is not None:
        plan.ret_moede(moede=moede, planlagt_at=moede.planlagt_at - timedelta(minutes=30), by=leder, nu=nu)


def _sig_det(verden: Verden, pk: int, nu: datetime) -> None:
    """They are told."""
    for punkt in faelles.punkter(faelles.hent(pk, Moedestatus.INDKALDT)):
        if hun := faelles.hende(verden, punkt, nu):
            foraeldre.sagt(punkt=punkt, by=hun, nu=nu)


def _lav_moede(verden: Verden, hus: Enhed, slags: Slags, den: date, nu: datetime) -> None:
    """A meeting about one child, with its parents at the table; or one with PPR alone, about one without a name."""
    leder = faelles.leder(verden, hus, nu)
    barn, med_familien = None, slags != Slags.SPARRINGSMOEDE
    if med_familien:
        barn = next(iter(_boern(verden, nu, fortalt=slags == Slags.DIALOGMOEDE, noegle=str(den))), None)
    planlagt = lokalt_tidspunkt(den, time(14, 30))
    if leder is None or (barn is None and med_familien) or planlagt <= nu:
        return
    moede = plan.opret_moede(
        slags=slags,
        enhed=hus,
        moedeleder=leder,
        planlagt_at=planlagt,
        formaal=faelles.tekst("", f"formaal_{slags}", None, den),
        sted="Personalestuen",
        by=leder,
        nu=nu,
    )
    hun = faelles.paedagog(verden, barn, nu) if barn else faelles.en_paa_stuen(verden, hus, nu)
    for ansaettelse in [*([hun.ansat] if hun else []), verden.kolleger.med_rolle(Rolle.PPR, nu, "ppr").ansat]:
        deltagere.tilfoej(moede=moede, ansaettelse=ansaettelse, by=leder, nu=nu)
    for person in indehavere(barn, nu) if barn else ():
        deltagere.tilfoej(moede=moede, person=person, by=leder, nu=nu)
    if barn is not None:
        _paa(moede, barn, hun, leder, nu)
    else:
        om = faelles.overskrift(moede, "overskrift_anonym", None, den)
        dagsorden.saet_paa(moede=moede, art=Punktart.ANONYMT, overskrift=om, forberedes_by=hun, by=leder, nu=nu)
    planlaeg_et(verden, moede)


def _paa(moede: Moede, barn: Barn, hun: User | None, leder: User, nu: datetime) -> Punkt:
    forslag, kilde = Forslag.VALGT, None
    if moede.slags == Slags.ADBB_TEAM:
        forloeb = faelles.over_graensen(moede.kommune, nu).filter(barn=barn).first()
        forslag, kilde = Forslag.ADBB, forloeb.anledning if forloeb else None
    elif placering := Vurdering.objects.gaeldende().filter(barn=barn).order_by("-afsluttet_at").first():
        forslag = {"roed": Forslag.ROED, "gul": Forslag.GUL}.get(placering.samlet, Forslag.VALGT)
        kilde = placering.anledning
    return dagsorden.saet_paa(
        moede=moede,
        art=Punktart.BARN,
        barn=barn,
        overskrift=faelles.overskrift(
            moede, faelles.ord_om(moede, "overskrift"), barn, besvarelse.noegle(barn), dato(moede.planlagt_at)
        ),
        forslag=forslag,
        kilde=kilde,
        forberedes_by=hun,
        by=leder,
        nu=nu,
    )


# Before the meeting ---------------------------------------------------------------------------------------------------


def _boern(verden: Verden, nu: datetime, *, fortalt: bool, noegle: str) -> list[Barn]:
    """Children of the stuer that somebody may talk about with their parents, those in need of it first.

    With `fortalt` only those whose parents have been told the result of a vurdering.
    """
    spaerret = Spaerring.objects.staaende().values("anledning__barn")
    her = (
        Tilknytning.objects.gaeldende(nu).indskrivninger().filter(enhed__kode__in=faelles.STUER, kommune=verden.kommune)
    )
    seneste = (
        Vurdering.objects.gaeldende()
        .filter(barn__in=her.values("barn"), samlet__in=["gul", "roed"], afsluttet_at__lt=nu)
        .exclude(barn__in=spaerret)
        .select_related("barn")
        .order_by("-afsluttet_at", "pk")
    )
    if fortalt:
        seneste = seneste.filter(
            anledning__in=Orientering.objects.filter(emne=Emne.RESULTAT, maade=Maade.MUNDTLIGT).values("anledning")
        )
    boern = list({v.barn_id: v.barn for v in seneste}.values())
    return sorted((b for b in boern if indehavere(b, nu)), key=lambda b: andel("møde", noegle, besvarelse.noegle(b)))


def _saet_paa(verden: Verden, pk: int, nu: datetime) -> None:
    """Two children by name, and one without or a group, at the team's meetings."""
    moede = faelles.hent(pk, Moedestatus.PLANLAGT, Moedestatus.INDKALDT)
    leder = faelles.leder(verden, moede.enhed, nu) if moede else None
    if moede is None or leder is None or moede.team is None or moede.punkter.count() > 1:
        return
    den = str(dato(moede.planlagt_at))
    if moede.slags == Slags.ADBB_TEAM:
        boern = [f.barn for f in faelles.over_graensen(moede.kommune, nu)]
        muligt = [(Punktart.ANONYMT, "overskrift_anonym_adbb")]
    else:
        boern = _boern(verden, nu, fortalt=False, noegle=den)
        muligt = [(Punktart.ANONYMT, "overskrift_anonym"), (Punktart.GRUPPE, "overskrift_gruppe")]
    for barn in boern[:2]:
        _paa(moede, barn, faelles.paedagog(verden, barn, nu, faelles.steder(moede)), leder, nu)
    art, felt = valg(muligt, "uden navn", den)
    om = faelles.overskrift(moede, felt, None, den)
    dagsorden.saet_paa(moede=moede, art=art, overskrift=om, minutter=15, smaa=True, by=leder, nu=nu)


def _fortael(verden: Verden, pk: int, nu: datetime) -> None:
    """The parents are told, and say what they think of each who comes from outside; of a team's children the first."""
    moede = faelles.hent(pk, Moedestatus.PLANLAGT)
    alle = faelles.punkter(moede)
    _fortael_om(verden, moede, alle[:1] if moede and moede.slags == Slags.RESSOURCETEAM else alle, nu)


def _fortael_resten(verden: Verden, pk: int, nu: datetime) -> None:
    """The others were not met before the last week."""
    moede = faelles.hent(pk, Moedestatus.INDKALDT)
    alle = faelles.punkter(moede)
    _fortael_om(verden, moede, alle if moede and moede.slags == Slags.ADBB_TEAM else alle[1:], nu)


def _fortael_om(verden: Verden, moede: Moede | None, punkter: list[Punkt], nu: datetime) -> None:
    for punkt in punkter:
        by = faelles.paedagog(verden, punkt.barn, nu, faelles.steder(punkt.moede)) if punkt.barn else None
        personer = faelles.kan_fortaelles(punkt, nu) if by else []
        if moede is None or by is None or not personer:
            continue
        foraeldre.fortael(punkt=punkt, personer=personer, maade=Maade.MUNDTLIGT, givet_den=dato(nu), by=by, nu=nu)
        for deltager in _fremmede(moede, punkt):
            _spoerg_om(punkt, deltager, personer, by, nu + timedelta(minutes=5))


def _fremmede(moede: Moede, punkt: Punkt) -> list[Deltager]:
    andre = moede.deltagere.filter(fratraadt_at=None, ansaettelse__isnull=False)
    andre = andre.exclude(ansaettelse__enhed__journalenhed=punkt.anledning.ejer_enhed_id)
    return list(andre.select_related("ansaettelse__enhed").order_by("pk"))


def _spoerg_om(punkt: Punkt, deltager: Deltager, personer: list[Person], by: User, nu: datetime) -> None:
    """PPR by the parents' yes; the others mostly by the law's room for it."""
    barn = punkt.barn
    if barn is None or deltager.ansaettelse is None:
        return
    noegle = (besvarelse.noegle(barn), deltager.ansaettelse.rolle, dato(punkt.moede.planlagt_at))
    if deltager.ansaettelse.rolle == Rolle.PPR:
        for nr, person in enumerate(personer):
            ja = nr == 0 or andel("nej", *noegle) >= NEJ
            foraeldre.svar_samtykke(punkt=punkt, deltager=deltager, person=person, ja=ja, by=by, nu=nu)
    elif andel("ssd", *noegle) < 0.7:
        giv_grundlag(
            punkt=punkt,
            deltager=deltager,
            grundlag=Punktgrundlag.SSD,
            begrundelse=faelles.tekst("", "ssd", None),
            by=by,
            nu=nu,
        )


def _indkald(verden: Verden, pk: int, nu: datetime) -> None:
    moede = faelles.hent(pk, Moedestatus.PLANLAGT)
    leder = faelles.leder(verden, moede.enhed, nu) if moede else None
    if moede is not None and leder is not None and moede.planlagt_at > nu and not hindrer_indkaldelse(laes(moede, nu)):
        indkald(moede=moede, by=leder, nu=nu)


def _find_stedfortraeder(verden: Verden, pk: int, nu: datetime) -> None:
    """The adviser cannot come to the next meeting, nor to a few of the others, and asks a colleague to."""
    moede = faelles.hent(pk, Moedestatus.INDKALDT)
    if moede is None or moede.slags != Slags.RESSOURCETEAM:
        return
    den = dato(moede.planlagt_at)
    i_stedet = verden.kolleger.med_rolle(Rolle.RAADGIVER, nu, STEDFORTRAEDER)
    snart = timedelta(0) < den - verden.udgangsdag <= timedelta(days=NAESTE)
    raadgivere = moede.deltagere.filter(fratraadt_at=None, ansaettelse__rolle=Rolle.RAADGIVER).select_related(
        "ansaettelse__user", "ansaettelse__enhed__journalenhed"
    )
    deltager = raadgivere.exclude(ansaettelse=i_stedet.ansat).first()
    if deltager is None or deltager.ansaettelse is None or not (snart or andel("stedfortræder", str(den)) < 0.2):
        return
    by = deltager.ansaettelse.user.vaelg(deltager.ansaettelse)
    deltagere.stedfortraeder(deltager=deltager, ansaettelse=i_stedet.ansat, by=by, nu=nu)
