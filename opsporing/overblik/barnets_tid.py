"""What has happened to the child in the unit, newest first: vurderinger, talks, agreements and enrolments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.urls import reverse

from opsporing import dansk
from opsporing.models import Arena, Emne, Handling, Maade, Orientering, Tilknytning, Virkning
from opsporing.overblik import barnets_adbb
from opsporing.overblik.barn import Materiale, pladser
from opsporing.tid import dato
from trivsel.models import Vurdering

#: A text of a follow-up is shown this long in the timeline; the rest is where it was written.
TEKST_VIST = 160


@dataclass(frozen=True, slots=True)
class Punkt:
    """One thing that happened, for `_components/tidslinje.html`. `orden` keeps the order within a day."""

    dag: date
    titel: str
    tekst: str = ""
    url: str = ""
    slags: str = ""
    med_aar: bool = False
    orden: float = 0.0


def tidslinje(m: Materiale) -> list[Punkt]:
    """All of it, newest first. Only another year than this one is named."""
    punkter = [*_vurderinger(m), *_adbb(m), *_orienteringer(m), *_handlinger(m), *_indskrivninger(m)]
    punkter.sort(key=lambda p: (p.dag, p.orden), reverse=True)
    return punkter


def _punkt(m: Materiale, tid: date | datetime, titel: str, tekst: str = "", url: str = "", slags: str = "") -> Punkt:
    dag = dato(tid) if isinstance(tid, datetime) else tid
    orden = tid.timestamp() if isinstance(tid, datetime) else 0.0
    return Punkt(dag, titel, tekst, url, slags, dag.year != m.i_dag.year, orden)


def _vurderinger(m: Materiale) -> Iterator[Punkt]:
    efter_pk = {v.pk: v for v in m.vurderinger}
    for v in m.vurderinger:
        url = reverse("trivsel:vurdering", args=[v.pk])
        if v.afsluttet_at and not v.erstattet_at:
            yield _punkt(m, v.afsluttet_at, _vurderingstitel(m, v), _hvem(v, efter_pk), url)
        elif v.udgaaet_at:
            navn = v.runde.navn if v.runde else "Trivselsvurderingen"
            yield _punkt(m, v.udgaaet_at, f"{navn}: ikke vurderet", "Vurderingen nåede ikke at blive færdig.", url)


def _vurderingstitel(m: Materiale, v: Vurdering) -> str:
    if v.arena == Arena.SUNDHEDSPLEJE:
        return f"{'Rettet trivselsvurdering' if v.erstatter_id else 'Trivselsvurdering'}: {_placering(m, v)}"
    slags = (
        "Rettet fælles vurdering" if v.erstatter_id else "Fælles vurdering" if v.runde else "Ekstra fælles vurdering"
    )
    return f"{slags}: {_placering(m, v)}"


def _placering(m: Materiale, v: Vurdering) -> str:
    return m.user.profil.label(v.samlet).lower()


def _adbb(m: Materiale) -> Iterator[Punkt]:
    for s in barnets_adbb.sket(m.adbb):
        yield _punkt(m, s.hvornaar, s.titel, dansk.forkort(s.tekst, TEKST_VIST), s.url)


def _hvem(v: Vurdering, efter_pk: dict[int, Vurdering]) -> str:
    navne = dansk.opregning([p.navn for p in pladser(v) if p.faerdig and not p.fritaget])
    gammel = efter_pk.get(v.erstatter_id or 0)
    if gammel and gammel.afsluttet_at:
        return f"{navne}. Retter vurderingen fra {dansk.kort_dato_aar(dato(gammel.afsluttet_at))}"
    return f"{navne}." if navne else ""


def _orienteringer(m: Materiale) -> Iterator[Punkt]:
    def noegle(o: Orientering) -> tuple[date, str, str, int]:
        return o.givet_den, o.emne, o.maade, o.anledning_id or 0

    for (dag, emne, maade, _), gruppe in groupby(sorted(m.orienteringer, key=noegle), key=noegle):
        alle = list(gruppe)
        navne = dansk.opregning([o.person.fornavn for o in alle])
        noteret = f"{dansk.stort(Maade(maade).label)}. Noteret af {alle[0].givet_by.fornavn}."
        if emne == Emne.BEHANDLING:
            titel = f"Orientering om vurderingerne til {navne}"
        elif maade == Maade.MUNDTLIGT:
            titel = f"Samtale med {navne} om resultatet"
        else:
            titel = f"Resultatet sendt til {navne}"
        yield _punkt(m, dag, titel, noteret)


def _handlinger(m: Materiale) -> Iterator[Punkt]:
    for h in m.handlinger:
        kort, url = dansk.forkort(h.hvad, 80), reverse("handling:vis", args=[h.pk])
        yield _punkt(
            m,
            h.aftalt_den,
            f"Aftale: {kort}",
            _aftale(h),
            url,
        )
        for o in h.opfoelgninger_json:  # type: ignore[attr-defined]
            tekst = f"{Virkning(o['virkning']).label}. {dansk.forkort(o['tekst'], TEKST_VIST)}".strip()
            yield _punkt(m, date.fromisoformat(o["den"]), f"Fulgt op: {kort}", tekst, url)


def _aftale(h: Handling) -> str:
    if h.afsluttet_at:
        return f"{h.ansvarlig.fornavn} stod for det. Afsluttet {dansk.kort_dato_aar(dato(h.afsluttet_at))}."
    return f"{h.ansvarlig.fornavn} følger op {dansk.kort_dato_aar(h.opfoelgning_den)}."


def _indskrivninger(m: Materiale) -> Iterator[Punkt]:
    """Enrolments in the own unit; one that ends the moment another begins is told as a move."""
    egne = [t for t in m.tilknytninger if m.er_egen(t) and t.ansaettelse_id is None]
    begyndt = {t.fra: t for t in egne}
    flyttet_til: set[int] = set()
    for t in egne:
        ny = begyndt.get(t.til) if t.til else None
        if ny is not None and ny.enhed_id != t.enhed_id:
            flyttet_til.add(ny.pk)
            yield _punkt(m, ny.fra, f"Flyttede fra {t.enhed.navn} til {ny.enhed.navn}", slags=_slags(m, ny))
        elif t.til:
            ord_ = "Stoppede i" if t.til <= m.nu else "Stopper i"
            yield _punkt(m, t.til, f"{ord_} {t.enhed.navn}", slags="future" if t.til > m.nu else "")
    for t in egne:
        if t.pk not in flyttet_til:
            ord_ = "Begyndte i" if t.fra <= m.nu else "Begynder i"
            yield _punkt(m, t.fra, f"{ord_} {t.enhed.navn}", slags=_slags(m, t))


def _slags(m: Materiale, t: Tilknytning) -> str:
    return "future" if t.fra > m.nu else ""
