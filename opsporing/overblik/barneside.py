"""The child's page put together: positions over time, what is open, what the parents know, and the one next step."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse

from opsporing import dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.frister.kalender import sidste_oejeblik
from opsporing.frister.typer import fristtyper
from opsporing.frister.visning import hvornaar as naar
from opsporing.fristtyper import HANDLING_OPFOELGNING
from opsporing.grafer import Forloeb, Linje
from opsporing.models import Arena, Emne, Enhed, Frist, Handling, Maade, Orientering, User
from opsporing.overblik.barn import Foraelder, Materiale, Plads, pladser
from opsporing.overblik.barnets_adbb import STAAR_VED_FORLOEBET, Kort
from opsporing.overblik.barnets_adbb import kort as adbb_kort
from opsporing.overblik.barnets_adgang import Adgang, adgang
from opsporing.overblik.barnets_overgang import Linje as Overleveret
from opsporing.overblik.barnets_overgang import kort as overleveret_kort
from opsporing.overblik.barnets_tid import Punkt, tidslinje
from opsporing.tid import dato
from trivsel.models import DIMENSIONER, Vurdering

#: The picture shows this many vurderinger; older ones are in the timeline.
FLEST_VIST = 10
#: Events shown before »Vis alt«.
SKET_VIST = 6

EGEN = frozenset({"trivsel.egen", "trivsel.egen_konsulent"})
#: Deadlines that stand with their agreement or their course.
STAAR_ANDRE_STEDER = STAAR_VED_FORLOEBET | {HANDLING_OPFOELGNING}
#: What the filled button says for each kind of deadline; other kinds say their own title.
KNAPPER = {
    "trivsel.orientering": "Notér orientering",
    "trivsel.egen": "Begynd din vurdering",
    "trivsel.egen_konsulent": "Begynd din vurdering",
    "trivsel.faelles": "Åbn fælles vurdering",
    "trivsel.resultat": "Notér samtalen",
    "trivsel.handling": "Aftal, hvad I gør",
    HANDLING_OPFOELGNING: "Følg op",
    "adbb.orientering": "Notér orientering",
    "adbb.resultat": "Notér samtalen",
    "adbb.handling": "Aftal, hvad der skal ske",
}
#: What it says instead where one health visitor makes the vurdering.
KNAPPER_PLEJEN = {"trivsel.egen": "Begynd trivselsvurdering", "trivsel.faelles": "Afslut trivselsvurdering"}

#: The team's tasks that anybody of the unit with the right may do, a leader as well.
ENHVERS = {
    "trivsel.orientering": Permission.ORIENTERING_REGISTRER,
    "trivsel.resultat": Permission.ORIENTERING_REGISTRER,
    "trivsel.handling": Permission.HANDLING_OPRET,
}


@dataclass(frozen=True, slots=True)
class Knap:
    """Something to press: words and address."""

    tekst: str
    url: str


@dataclass(frozen=True, slots=True)
class Aabent:
    """One agreement or deadline that is open, with at most one action; `url` is where it can be read."""

    titel: str
    hvem: str
    hvornaar: str
    forsinket: bool
    knap: Knap | None
    dag: date
    url: str = ""
    klokken: datetime | None = None

    @property
    def senest(self) -> datetime:
        """The last moment at which it is in time."""
        return self.klokken or sidste_oejeblik(self.dag)


@dataclass(frozen=True, slots=True)
class Viden:
    """What one sentence says the parents know; `mangler` marks what they have not been told yet."""

    tekst: str
    mangler: bool = False


@dataclass(frozen=True, slots=True)
class Foraeldreviden:
    """What the custody holders know, and where to note more."""

    linjer: list[Viden]
    knap: Knap | None
    spaerret: bool


@dataclass(frozen=True, slots=True)
class Barneside:
    """All the child's page shows."""

    graf: Forloeb | None
    samlet: str
    samlet_ord: str
    samlet_den: date | None
    udeladte_vurderinger: int
    kan_sammenlignes: bool
    naeste: Knap | None
    aftale: Knap | None
    kan_begynde: bool
    aabne: list[Aabent]
    viden: Foraeldreviden
    sket: list[Punkt]
    sket_i_alt: int
    adgang: list[Adgang] = field(default_factory=list)
    adbb: Kort | None = None
    starter: list[tuple[str, date]] = field(default_factory=list)
    overleveret: list[Overleveret] = field(default_factory=list)


def barneside(m: Materiale, *, alt: bool = False) -> Barneside:
    """Put the page together from what was read; `alt` shows the whole timeline."""
    adbb = adbb_kort(m.adbb, m.barn, m.steder, m.user, m.i_dag) if har(m.user, Permission.ADBB_SE) else None
    sket = tidslinje(m)
    gaeldende = m.gaeldende
    sidste = gaeldende[-1] if gaeldende else None
    laes = har(m.user, Permission.VURDERING_LAES)
    return Barneside(
        graf=_graf(m) if gaeldende else None,
        samlet=sidste.samlet if sidste else "",
        samlet_ord=m.user.profil.label(sidste.samlet) if sidste else "",
        samlet_den=dato(sidste.afsluttet_at) if sidste and sidste.afsluttet_at else None,
        udeladte_vurderinger=max(0, len(gaeldende) - FLEST_VIST),
        kan_sammenlignes=laes and len(gaeldende) > 1,
        naeste=_naeste(m, adbb),
        aftale=_ny_aftale(m, sidste),
        kan_begynde=_kan_begynde(m),
        aabne=_aabne(m),
        viden=_viden(m, sidste),
        sket=sket if alt else sket[:SKET_VIST],
        sket_i_alt=len(sket),
        adgang=adgang(m),
        adbb=adbb,
        starter=[(_stedet(t.enhed), dato(t.fra)) for t in m.starter],
        overleveret=overleveret_kort(m.overleveret, m.user, m.nu),
    )


def _stedet(enhed: Enhed) -> str:
    """A stue with its house."""
    hus = enhed.journalenhed
    return enhed.navn if hus is None or hus.pk == enhed.pk else f"{enhed.navn}, {hus.navn}"


# ---- positions over time ------------------------------------------------------------------------------------------


def _graf(m: Materiale) -> Forloeb:
    """A column per concluded vurdering, and one per round the child was here for but that was never concluded."""
    profil = m.user.profil
    soejler = _soejler(m)
    return Forloeb(
        id="forloeb",
        titel="Trivsel over tid",
        farver=profil.farver,
        ordene=profil.positioner,
        runder=_labels([dag for dag, _ in soejler]),
        linjer=[
            Linje(titel, [getattr(v, kode) or None if v else None for _, v in soejler])
            for kode, titel in DIMENSIONER.items()
        ],
        samlet=[v.samlet if v else None for _, v in soejler],
    )


def _soejler(m: Materiale) -> list[tuple[date, Vurdering | None]]:
    vist = m.gaeldende[-FLEST_VIST:]
    vurderede = {v.runde_id for v in vist}
    fra = vist[0].afsluttet_at
    soejler: list[tuple[date, Vurdering | None]] = [(dato(v.afsluttet_at), v) for v in vist if v.afsluttet_at]
    for v in m.vurderinger:
        if v.udgaaet_at and v.runde and v.runde_id not in vurderede and fra and fra < v.udgaaet_at:
            vurderede.add(v.runde_id)
            soejler.append((min(v.runde.lukker, m.i_dag), None))
    return sorted(soejler, key=lambda s: s[0])


def _labels(dage: list[date]) -> list[str]:
    """Month and year; with the day where two fall in the same month."""
    korte = [f"{dansk.KORTE_MAANEDER[d.month - 1]} {d.year % 100:02d}" for d in dage]
    return [f"{d.day}. {kort}" if korte.count(kort) > 1 else kort for d, kort in zip(dage, korte, strict=True)]


# ---- what is to be done -------------------------------------------------------------------------------------------


def _naeste(m: Materiale, adbb: Kort | None) -> Knap | None:
    """The most urgent thing the viewer herself can do about the child; None when there is none.

    An agreement is followed up when its day is near: what was agreed needs time to work.
    """
    snart = m.i_dag + timedelta(days=m.user.profil.paamind_dage)
    kan = [f for f in m.frister if f.kan]  # type: ignore[attr-defined]
    frist = next((f for f in kan if f.kode != HANDLING_OPFOELGNING or dato(f.forfalder_at) <= snart), None)
    if frist is None:
        return None
    type_ = fristtyper()[frist.kode]
    url = type_.url(frist)
    if url == reverse("barn", args=[m.barn.pk]):
        return None
    forloeb = next((ln for ln in adbb.linjer if ln.anledning == frist.anledning_id and ln.knap), None) if adbb else None
    if forloeb is not None and frist.kode in STAAR_VED_FORLOEBET:
        return Knap(forloeb.knap, forloeb.knap_url)
    knapper = KNAPPER | (KNAPPER_PLEJEN if _hos_plejen(frist) else {})
    tekst = knapper.get(frist.kode, type_.hvad(frist))
    if frist.kode in EGEN and any(p.vurderer == m.user.pk and p.begyndt for p in _pladser_for(m, frist)):
        tekst = f"Fortsæt {'trivselsvurdering' if _hos_plejen(frist) else 'din vurdering'}"
    return Knap(tekst, url)


def _pladser_for(m: Materiale, frist: Frist) -> list[Plads]:
    vurdering = next((v for v in m.vurderinger if v.anledning_id == frist.anledning_id), None)
    return pladser(vurdering) if vurdering else []


def _ny_aftale(m: Materiale, sidste: Vurdering | None) -> Knap | None:
    """An agreement needs something it was agreed upon: the newest vurdering in force."""
    if sidste is None or not har(m.user, Permission.HANDLING_OPRET):
        return None
    return Knap("Ny aftale", reverse("handling:opret", args=[sidste.anledning_id]))


def _kan_begynde(m: Materiale) -> bool:
    if not har(m.user, Permission.VURDERING_EGEN) or m.aaben or m.barn.foedt_den is None:
        return False
    enhed = m.user.ansaettelse.enhed if m.user.ansaettelse else None
    return any(t.enhed.arena and enhed and t.enhed.sti.startswith(enhed.sti) for t in m.steder)


def _aabne(m: Materiale) -> list[Aabent]:
    """Open agreements and deadlines, first due first; those of agreements and ADBB stand with what they are about."""
    punkter = [_aftale(m, h) for h in m.handlinger if h.afsluttet_at is None]
    set_: set[tuple[str, int]] = set()
    for frist in m.frister:
        noegle = ("egen" if frist.kode in EGEN else frist.kode, frist.anledning_id)
        if frist.kode in STAAR_ANDRE_STEDER or noegle in set_:
            continue
        set_.add(noegle)
        punkter.append(_egne(m, frist) if frist.kode in EGEN else _frist(m, frist))
    return sorted(punkter, key=lambda p: p.senest)


def _aftale(m: Materiale, handling: Handling) -> Aabent:
    den = handling.opfoelgning_den
    forsinket, hvornaar = _hvornaar(m, den)
    knap = None
    if har(m.user, Permission.HANDLING_FOELG_OP):
        knap = Knap("Følg op", reverse("handling:foelg_op", args=[handling.pk]))
    url = reverse("handling:vis", args=[handling.pk])
    return Aabent(handling.hvad, handling.ansvarlig.fornavn, f"følges op {hvornaar}", forsinket, knap, den, url)


def _hvornaar(m: Materiale, den: date) -> tuple[bool, str]:
    h = dansk.hvornaar(den, m.i_dag)
    return h.forsinket, h.foerst if h.forsinket else dansk.kort_dato_aar(den) if den > m.i_dag else "i dag"


def _frist(m: Materiale, frist: Frist) -> Aabent:
    type_ = fristtyper()[frist.kode]
    dag = dato(frist.forfalder_at)
    forsinket, hvornaar = _hvornaar(m, dag) if frist.heldag else _paa_uret(m, frist)
    url = type_.url(frist)
    kan = (frist.kan or kan_selv(frist, m.user)) and url != reverse("barn", args=[m.barn.pk])  # type: ignore[attr-defined]
    alle = frist.enhed.navn if _hos_plejen(frist) else "Teamet"
    hvem = frist.ansvarlig.fornavn if frist.ansvarlig else alle
    tekst = hvornaar if forsinket else f"senest {hvornaar}"
    return Aabent(
        type_.hvad(frist),
        hvem,
        tekst,
        forsinket,
        Knap(type_.knap, url) if kan else None,
        dag,
        klokken=None if frist.heldag else frist.forfalder_at,
    )


def _paa_uret(m: Materiale, frist: Frist) -> tuple[bool, str]:
    h = naar(frist.forfalder_at, m.nu)
    return h.forsinket, h.foerst if h.forsinket else f"{h.saa}, {h.foerst}"


def _hos_plejen(frist: Frist) -> bool:
    return frist.enhed.arena == Arena.SUNDHEDSPLEJE


def kan_selv(frist: Frist, user: User) -> bool:
    """Whether the user may do what the team has not done yet, although nobody waits for her."""
    kraeves = ENHVERS.get(frist.kode)
    return kraeves is not None and har(user, kraeves)


def _egne(m: Materiale, foerste: Frist) -> Aabent:
    """The own views of one vurdering in one line: who is still missing."""
    samme = [f for f in m.frister if f.kode in EGEN and f.anledning_id == foerste.anledning_id]
    mangler = [p for p in _pladser_for(m, foerste) if not p.faerdig and not p.fritaget]
    navne = [p.fornavn for p in mangler if p.navn]
    uden = len(mangler) - len(navne)
    venter = [*navne, *([f"{uden} kollega" if uden == 1 else f"{uden} kolleger"] if uden else [])]
    dag = dato(foerste.forfalder_at)
    forsinket, hvornaar = _hvornaar(m, dag)
    mine = next((f for f in samme if f.kan), None)  # type: ignore[attr-defined]
    begyndt = any(p.vurderer == m.user.pk and p.begyndt for p in mangler)
    type_ = fristtyper()[foerste.kode]
    knap = Knap("Fortsæt" if begyndt else type_.knap, type_.url(mine)) if mine else None
    tekst = hvornaar if forsinket else f"senest {hvornaar}"
    if _hos_plejen(foerste):
        hvem = dansk.opregning(navne) if navne else foerste.enhed.navn
        return Aabent("Trivselsvurdering", hvem, tekst, forsinket, knap, dag)
    return Aabent("Egne vurderinger", f"Mangler {dansk.opregning(venter)}", tekst, forsinket, knap, dag)


# ---- what the parents know ----------------------------------------------------------------------------------------


def _viden(m: Materiale, sidste: Vurdering | None) -> Foraeldreviden:
    linjer = _om_behandlingen(m)
    if sidste and sidste.samlet != "groen" and not sidste.spaerret:  # type: ignore[attr-defined]
        linjer += _om_resultatet(m, sidste)
    mundtlige = [o for o in m.orienteringer if o.maade == Maade.MUNDTLIGT]
    if mundtlige:
        sidst = max(o.givet_den for o in mundtlige)
        navne = dansk.opregning(sorted({o.person.fornavn for o in mundtlige if o.givet_den == sidst}))
        linjer.append(Viden(f"Sidst talt med: {dansk.dato(sidst)}, {navne}."))
    knap = None
    if any(v.mangler for v in linjer[:1]) and m.foraeldre and har(m.user, Permission.ORIENTERING_REGISTRER):
        knap = Knap("Notér", reverse("orientering:barn", args=[m.barn.pk]))
    return Foraeldreviden(linjer, knap, m.spaerret)


def _om_behandlingen(m: Materiale) -> list[Viden]:
    if not m.foraeldre:
        return [Viden("Der er ikke registreret nogen med forældremyndighed, så ingen kan være orienteret.", True)]
    pr_person = _senest_pr_person(m, Emne.BEHANDLING)
    uden = [f.fornavn for f in m.foraeldre if f.person not in pr_person]
    linjer = []
    if uden:
        linjer.append(Viden(f"{dansk.opregning(uden)} er ikke orienteret om vurderingerne endnu.", True))
    grupper: dict[tuple[date, str], list[Foraelder]] = {}
    for foraelder in m.foraeldre:
        if o := pr_person.get(foraelder.person):
            grupper.setdefault((o.givet_den, o.maade), []).append(foraelder)
    for (dag, maade), hvem in grupper.items():
        alle = len(hvem) == len(m.foraeldre)
        navne = "begge" if alle and len(hvem) == 2 else dansk.opregning([f.fornavn for f in hvem])
        linjer.append(Viden(f"Orienteret om vurderingerne {dansk.dato(dag)}, {navne}, {Maade(maade).label}."))
    return linjer


def _om_resultatet(m: Materiale, sidste: Vurdering) -> list[Viden]:
    """Whether each custody holder has been told of the newest vurdering by mouth."""
    fortalt = {
        o.person_id
        for o in m.orienteringer
        if o.emne == Emne.RESULTAT and o.maade == Maade.MUNDTLIGT and o.anledning_id == sidste.anledning_id
    }
    hvilken = f"resultatet fra {dansk.dato(_afsluttet(sidste))}"
    ved = [f.fornavn for f in m.foraeldre if f.person in fortalt]
    ved_ikke = [f.fornavn for f in m.foraeldre if f.person not in fortalt]
    linjer = []
    if ved_ikke:
        linjer.append(Viden(f"{dansk.opregning(ved_ikke)} har ikke hørt {hvilken} endnu.", True))
    if ved:
        linjer.append(Viden(f"{dansk.opregning(ved)} har hørt {hvilken}."))
    return linjer


def _afsluttet(v: Vurdering) -> date:
    afsluttet: datetime | None = v.afsluttet_at
    return dato(afsluttet or v.oprettet_at)


def _senest_pr_person(m: Materiale, emne: Emne) -> dict[int, Orientering]:
    return {o.person_id: o for o in m.orienteringer if o.emne == emne}
