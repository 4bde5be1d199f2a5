"""Sundhedsplejen makes ADBB: most end in a talk, some are repeated, a few go to the team.

A few children are at each of the steps there is on the first day of the demo; the others are seen some time in their
window. What cannot be done (nobody is certified, the parents are not informed) is tried again, or left undone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from adbb.actions import forloeb as forloeb_actions
from adbb.actions import screening as screening_actions
from adbb.actions import supervision as supervision_actions
from adbb.actions import team as team_actions
from adbb.models import Forloeb, Screening, Supervisionsform, Teamsag
from adbb.permissions import certifikat
from adbb.rules.score import PUNKTER
from adbb.rules.vinduer import Besoeg, vindue
from opsporing.adgang.permissions import Denied
from opsporing.demo import besvarelse, tekster
from opsporing.demo.befolkning import DISTRIKTER, DemoBarn
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.tilfaelde import andel, blandet, heltal, valg
from opsporing.demo.verden import Verden
from opsporing.frister.kalender import forrige_arbejdsdag, naeste_arbejdsdag
from opsporing.handlinger import actions as handlinger
from opsporing.models import Enhed, Maade, User
from opsporing.orientering import actions as orientering
from opsporing.tid import dato

#: Fjordby has used ADBB for so many days before the first day of the demo.
BEGYNDTE_DAGE = 290
#: Of a thousand first screenings: over the cut-off, could not be assessed, and families who decline.
OVER, IKKE_VURDERET, NEJ_TAK = 0.11, 0.03, 0.02
#: Of the talks, how many are noted only some days later.
FORTALT_SENERE = 0.08
#: Of the repetitions: still over the cut-off.
IGEN_OVER = 0.35
#: Days from a second result over the cut-off until the team has met.
TEAM_DAGE = (5, 12)
#: Days before the first day on which the group had supervision.
SUPERVISION = (262, 171, 92, 27)
#: Whom they learn the method from, and meet again.
SUPERVISOR = "Asta Vindfeld"


@dataclass(frozen=True, slots=True)
class Rolle:
    """Where one child is to stand on the first day: days before it of the screenings over the cut-off (with `under` the
    last is under it), and how many days after it what remains is done.
    """

    over: tuple[int, ...] = ()
    under: bool = False
    begyndt: int | None = None
    ikke_vurderet: int | None = None
    efter: int = 9


#: In the district of `sundhedsplejerske`, oldest window first: in the team, an overdue repetition, one to come, due,
#: done, begun yesterday, could not be assessed; whoever comes after them is due too.
ROLLER_NORD = (
    Rolle(over=(24, 12)),
    Rolle(over=(18,), efter=3),
    Rolle(over=(5,), efter=6),
    Rolle(),
    Rolle(over=(8,), under=True),
    Rolle(begyndt=1, efter=2),
    Rolle(ikke_vurderet=4, efter=5),
)
#: In the other district: a draft by somebody without a certificate, and a child that was too tired to be assessed.
ROLLER_SYD = (Rolle(over=(6,), under=True), Rolle(begyndt=2, efter=4), Rolle(ikke_vurderet=4, efter=5))


def roller(boern: Sequence[DemoBarn], udgangsdag: date, besoeg: Sequence[Besoeg]) -> dict[tuple[str, str], Rolle]:
    """The roles by child and visit, the same whoever asks: of the children whose window holds the first day."""
    fundet: dict[tuple[str, str], Rolle] = {}
    for distrikt, muligheder in zip(DISTRIKTER, (ROLLER_NORD, ROLLER_SYD), strict=True):
        i_vinduet = sorted(
            (vindue(barn.foedt, b).fra, barn.nr, f"{barn.fornavn} {barn.efternavn} {barn.foedt}", b.kode)
            for barn in boern
            for b in besoeg
            if barn.ophold[0].kode == distrikt and barn.fraflyttet is None and vindue(barn.foedt, b).rummer(udgangsdag)
        )
        for (fra, _, noegle, kode), rolle in zip(i_vinduet, muligheder, strict=False):
            if fra < udgangsdag - timedelta(days=max((0, *rolle.over, rolle.begyndt or 0))):
                fundet[noegle, kode] = rolle
    return fundet


def planlaeg_adbb(verden: Verden, boern: Sequence[DemoBarn]) -> None:
    """Put what is new of open courses on the list."""
    faste: dict[tuple[str, str], Rolle] | None = None
    for forloeb in (
        Forloeb.objects.aabne()
        .filter(kommune=verden.kommune)
        .select_related("barn", "enhed", "anledning", "kommune__profil", "profilversion")
        .order_by("fra", "enhed__kode", "barn__foedt_den", "barn__fornavn")
    ):
        if not verden.er_min(forloeb.enhed.kode) or not verden.er_ny("adbb", forloeb.pk):
            continue
        if faste is None:
            faste = roller(boern, verden.udgangsdag, forloeb_actions.besoeg_i(verden.profil))
        rolle = faste.get((besvarelse.noegle(forloeb.barn), forloeb.besoeg))
        if rolle is not None:
            _planlaeg_rolle(verden, forloeb, rolle)
        else:
            _planlaeg_almindelig(verden, forloeb)


def _til(verden: Verden, dag: date, forloeb: Forloeb, opgave: "partial[None]") -> None:
    verden.dagsorden.tilfoej(arbejdstid(dag, besvarelse.noegle(forloeb.barn), opgave.func.__name__), opgave)


def _planlaeg_almindelig(verden: Verden, forloeb: Forloeb) -> None:
    noegle = (besvarelse.noegle(forloeb.barn), forloeb.besoeg)
    if andel("nej tak", *noegle) < NEJ_TAK:
        _til(verden, forloeb.fra + timedelta(days=5), forloeb, partial(_undlad, verden, forloeb.pk))
        return
    if forloeb.fra <= verden.udgangsdag <= forloeb.senest:
        # In the window on the first day: this one is still to be seen.
        foerste = max(forloeb.fra, verden.udgangsdag) + timedelta(days=heltal(3, 25, "adbb", *noegle))
    else:
        foerste = forloeb.fra + timedelta(days=heltal(8, 45, "adbb", *noegle))
    hvad = andel("adbb", *noegle)
    over = True if hvad < OVER else None if hvad < OVER + IKKE_VURDERET else False
    _til(verden, min(foerste, forloeb.senest), forloeb, partial(_scor, verden, forloeb.pk, over))


def _planlaeg_rolle(verden: Verden, forloeb: Forloeb, rolle: Rolle) -> None:
    foerste_dag = verden.udgangsdag
    for dage in rolle.over:
        sidste = dage == rolle.over[-1]
        over = not (rolle.under and sidste)
        dag = naeste_arbejdsdag(max(forloeb.fra, foerste_dag - timedelta(days=dage)))
        _til(verden, dag, forloeb, partial(_scor, verden, forloeb.pk, over, videre=False))
    if rolle.begyndt is not None:
        dag = forrige_arbejdsdag(foerste_dag - timedelta(days=rolle.begyndt))
        _til(verden, dag, forloeb, partial(_begynd, verden, forloeb.pk))
    if rolle.ikke_vurderet is not None:
        dag = forrige_arbejdsdag(foerste_dag - timedelta(days=rolle.ikke_vurderet))
        _til(verden, dag, forloeb, partial(_scor, verden, forloeb.pk, None, videre=False))
    efter = foerste_dag + timedelta(days=rolle.efter)
    if len(rolle.over) == 2:
        _til(verden, efter, forloeb, partial(_team, verden, forloeb.pk))
    elif not rolle.under:
        _til(verden, efter, forloeb, partial(_scor, verden, forloeb.pk, False))


# What is done ---------------------------------------------------------------------------------------------------------


def _hent(pk: int) -> Forloeb | None:
    return (
        Forloeb.objects.aabne()
        .select_related("barn", "enhed", "anledning", "kommune__profil", "profilversion")
        .filter(pk=pk)
        .first()
    )


def _certificeret(verden: Verden, forloeb: Forloeb, nu: datetime) -> User | None:
    """Who sees the child: a colleague of the district whose certificate is valid."""
    mulige = [user for user in verden.kolleger.paa(forloeb.enhed, nu) if certifikat(user, dato(nu))]
    return valg(mulige, "adbb", besvarelse.noegle(forloeb.barn)) if mulige else None


def _undlad(verden: Verden, pk: int, nu: datetime) -> None:
    forloeb = _hent(pk)
    if forloeb is None:
        return
    her = verden.kolleger.paa(forloeb.enhed, nu)
    if her and not forloeb.screeninger.exists():
        grund = valg(tekster.ord_om("adbb_nej_tak"), besvarelse.noegle(forloeb.barn))
        forloeb_actions.undlad(forloeb=forloeb, grund=grund, by=her[0], nu=nu)


def _scor(verden: Verden, pk: int, over: bool | None, nu: datetime, *, videre: bool = True, forsoeg: int = 0) -> None:
    forloeb = _hent(pk)
    if forloeb is None:
        return
    by = _certificeret(verden, forloeb, nu)
    try:
        if by is None:
            raise Denied("Ingen er certificeret.")
        screening = screening_actions.begynd_screening(forloeb=forloeb, by=by, nu=nu)
    except Denied:
        if forsoeg < 4:
            igen = partial(_scor, verden, pk, over, videre=videre, forsoeg=forsoeg + 1)
            _til(verden, dato(nu) + timedelta(days=6), forloeb, igen)
        return
    _skriv(screening, forloeb, over, by, nu)
    slut = nu + timedelta(minutes=heltal(6, 20, "adbb tid", besvarelse.noegle(forloeb.barn)))
    screening.refresh_from_db()
    screening = screening_actions.afslut_screening(screening=screening, by=by, nu=slut)
    if andel("fortalt", besvarelse.noegle(forloeb.barn), screening.nr) < FORTALT_SENERE:
        dag = dato(nu) + timedelta(days=heltal(1, 6, "fortalt", besvarelse.noegle(forloeb.barn)))
        _til(verden, dag, forloeb, partial(_fortael, forloeb, screening, by))
    else:
        _fortael(forloeb, screening, by, slut)
    if videre:
        _gaa_videre(verden, forloeb, screening, slut)


def _gaa_videre(verden: Verden, forloeb: Forloeb, screening: Screening, nu: datetime) -> None:
    noegle = (besvarelse.noegle(forloeb.barn), forloeb.besoeg, screening.nr)
    dag = dato(nu)
    if screening.udfald in {"over_foerste", "ikke_vurderet"}:
        igen = andel("igen", *noegle) < (IGEN_OVER if screening.over else OVER)
        om = heltal(8, 13, "igen", *noegle)
        _til(verden, dag + timedelta(days=om), forloeb, partial(_scor, verden, forloeb.pk, igen))
    elif screening.udfald == "over_anden":
        om = heltal(*TEAM_DAGE, "team", *noegle)
        _til(verden, dag + timedelta(days=om), forloeb, partial(_team, verden, forloeb.pk))


def _begynd(verden: Verden, pk: int, nu: datetime) -> None:
    """Half a screening, by whoever is in the district and is not sure of her certificate."""
    forloeb = _hent(pk)
    if forloeb is None:
        return
    her = verden.kolleger.paa(forloeb.enhed, nu)
    by = next((user for user in her if not certifikat(user, dato(nu))), her[0] if her else None)
    if by is None:
        return
    screening = screening_actions.begynd_screening(forloeb=forloeb, by=by, nu=nu)
    halvt = dict(zip(PUNKTER[:5], ("0", "1", "0", "0", "1"), strict=True))
    screening_actions.gem_screening(screening=screening, aendringer=halvt, set_rev=screening.rev, by=by, nu=nu)


def _skriv(screening: Screening, forloeb: Forloeb, over: bool | None, by: User, nu: datetime) -> None:
    noegle = (besvarelse.noegle(forloeb.barn), forloeb.besoeg, screening.nr)
    point = _point(over, *noegle)
    svar: dict[str, object] = {kode: str(p) for kode, p in zip(PUNKTER, point, strict=True)}
    if over is None:
        svar |= {"vokalisering": "ikke_vurderet", "vokalisering_grund": tekster.ord_om("adbb_ikke_vurderet")[0]}
    svar |= {
        "observeret_den": dato(nu).isoformat(),
        "situation": "hjemmebesoeg" if andel("hjemme", *noegle) < 0.8 else "konsultation",
        "tilstand": ["traet"] if over is None else ["udhvilet"],
        "til_stede": [valg(("en_foraelder", "begge_foraeldre"), "til stede", *noegle)],
        "foraeldrenes_syn": _ord("adbb_foraeldre_over" if over else "adbb_foraeldre", forloeb, *noegle),
        "lykkedes": _ord("adbb_lykkedes", forloeb, *noegle),
    }
    if over:
        svar |= {"overgreb": "nej", "journalnote": _ord("adbb_note", forloeb, *noegle)}
    gemt = screening_actions.gem_screening(screening=screening, aendringer=svar, set_rev=screening.rev, by=by, nu=nu)
    if gemt.fejl:
        raise ValueError(gemt.fejl)


def _ord(om: str, forloeb: Forloeb, *noegle: object) -> str:
    return tekster.udfyld(valg(tekster.ord_om(om), om, *noegle), forloeb.barn.kaldenavn, forloeb.barn.koen)


def _point(over: bool | None, *noegle: object) -> list[int]:
    """Eight scores: a sum of 0 to 4, or of 5 to 9."""
    sum_ = heltal(5, 9, "sum", *noegle) if over else min(heltal(0, 4, "sum", *noegle), heltal(0, 4, "sum to", *noegle))
    point = [0] * len(PUNKTER)
    while sum_:
        for nr in blandet(range(len(PUNKTER)), "point", sum_, *noegle):
            if sum_ and point[nr] < 3:
                point[nr] += 1
                sum_ -= 1
                break
    return point


def _fortael(forloeb: Forloeb, screening: Screening, by: User, nu: datetime) -> None:
    """The talk, which nearly always is part of the visit."""
    orientering.registrer_resultat(
        anledning=forloeb.anledning,
        trin=screening.resultat_trin,
        personer=orientering.indehavere(forloeb.barn),
        maade=Maade.MUNDTLIGT,
        givet_den=dato(nu),
        by=by,
        nu=nu + timedelta(minutes=2),
    )


def _team(verden: Verden, pk: int, nu: datetime) -> None:
    forloeb = _hent(pk)
    sag = Teamsag.objects.filter(forloeb=pk, afsluttet_at=None).first()
    if forloeb is None or sag is None:
        return
    by = verden.kolleger.leder(forloeb.enhed, nu)
    her = verden.kolleger.paa(forloeb.enhed, nu)
    if by is None or not her:
        return
    noegle = (besvarelse.noegle(forloeb.barn), forloeb.besoeg)
    svar = {
        "moede_den": dato(nu).isoformat(),
        "deltagere": ["sundhedsplejerske", "ledende_sundhedsplejerske", "ppr", "familieraadgivning"],
        "foraeldrene_ved": True,
        "perspektiver": _ord("adbb_perspektiver", forloeb, *noegle),
        "udfald": [valg(("kommunal_indsats", "familieraadgivning", "egen_laege"), "udfald", *noegle)],
        "begrundelse": _ord("adbb_begrundelse", forloeb, *noegle),
        "underretning": "nej",
        "overgreb": "nej",
    }
    team_actions.gem_team(sag=sag, aendringer=svar, set_rev=sag.rev, by=by, nu=nu)
    sag.refresh_from_db()
    slut = nu + timedelta(minutes=35)
    team_actions.afslut_team(sag=sag, by=by, nu=slut)
    handlinger.opret(
        anledning=forloeb.anledning,
        hvad=_ord("adbb_aftale", forloeb, *noegle),
        ansvarlig=her[0],
        opfoelgning_den=naeste_arbejdsdag(dato(nu) + timedelta(days=heltal(21, 35, "aftale", *noegle))),
        by=her[0],
        nu=slut + timedelta(minutes=10),
    )


# Keeping the method alive ---------------------------------------------------------------------------------------------


def planlaeg_supervision(verden: Verden, dag: date, naeste: date) -> None:
    """Let the group meet about the method some times a year."""
    if not verden.er_min("SPL"):
        return
    for nr, dage in enumerate(SUPERVISION):
        den = naeste_arbejdsdag(verden.udgangsdag - timedelta(days=dage))
        if dag <= den < naeste:
            verden.dagsorden.tilfoej(arbejdstid(den, "supervision"), partial(_superviser, verden, nr))


def _superviser(verden: Verden, nr: int, nu: datetime) -> None:
    enhed = Enhed.objects.get(kommune=verden.kommune, kode="SPL")
    leder = verden.kolleger.leder(enhed, nu)
    distrikter = Enhed.objects.filter(kommune=verden.kommune, kode__in=DISTRIKTER).order_by("kode")
    deltagere = [user for distrikt in distrikter for user in verden.kolleger.paa(distrikt, nu)]
    if leder is not None and deltagere:
        supervision_actions.opret_supervision(
            enhed=enhed,
            den=dato(nu),
            supervisor=SUPERVISOR,
            form=(Supervisionsform.GRUPPE, Supervisionsform.FILM)[nr % 2],
            emne=tekster.ord_om("adbb_supervision")[nr],
            deltagere=deltagere,
            by=leder,
            nu=nu,
        )
