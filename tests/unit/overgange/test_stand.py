"""Whatever becomes of a child's places, its overgange say the same, and say it once."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from opsporing.frister.kalender import lokalt_tidspunkt
from opsporing.models import Barn, Enhed, Grundlag, Tilknytning
from opsporing.tid import dato
from overgange.models import Overgang, Status
from overgange.rules.tilstande import VEJE, Tilstand
from overgange.stand import FORBI, IKKE_GIVET_VIDERE, Stand, journal

DAG = date(2026, 10, 14)
BARN = Barn(pk=1)
HUS = Enhed(pk=10), Enhed(pk=20), Enhed(pk=30)
STUER = [
    Enhed(pk=hus.pk + nr, journalenhed=hus, arena=arena)
    for hus in HUS
    for nr, arena in ((1, "vuggestue"), (2, "boernehave"))
]
DISTRIKT = Enhed(pk=90, arena="sundhedspleje")
DAGE = st.integers(-200, 200)


def midnat(dag: date) -> datetime:
    return lokalt_tidspunkt(dag, time(0))


def _plads(enhed: Enhed, fra: date, til: date | None) -> Tilknytning:
    grundlag = Grundlag.SUNDHEDSPLEJEDISTRIKT if enhed is DISTRIKT else Grundlag.INDSKRIVNING
    return Tilknytning(
        barn=BARN, enhed=enhed, grundlag=grundlag, fra=midnat(fra), til=midnat(til) if til is not None else None
    )


@st.composite
def pladserne(draw: st.DrawFn) -> list[Tilknytning]:
    """A district or none, and one place after the other, with or without days between."""
    fundne = [_plads(DISTRIKT, DAG - timedelta(days=900), None)] if draw(st.booleans()) else []
    fra = DAG + timedelta(days=draw(DAGE))
    for enhed in draw(st.lists(st.sampled_from(STUER), max_size=3)):
        sidste = draw(st.booleans())
        til = None if sidste else fra + timedelta(days=draw(st.integers(1, 200)))
        fundne.append(_plads(enhed, fra, til))
        if til is None:
            break
        fra = til + timedelta(days=draw(st.integers(0, 30)))
    return fundne


@dataclass
class Verden:
    """The overgange of the child, changed as `overgange.actions.liv` changes them."""

    overgange: list[Overgang] = field(default_factory=list)

    def stand(self, pladser: list[Tilknytning], nu: datetime) -> Stand:
        return Stand([t for t in pladser if t.til is None or t.til > nu], self.overgange, nu)

    def foelg(self, pladser: list[Tilknytning], nu: datetime) -> int:
        """Let the overgange follow; gives how many were touched."""
        stand = self.stand(pladser, nu)
        flyttede, genoptagne, nye = stand.flyt(), stand.genoptag(), stand.nye()
        for o, nyt in flyttede:
            for felt, vaerdi in nyt.items():
                setattr(o, felt, vaerdi)
        for o in stand.overfloedige:
            assert Tilstand.AFLYST in VEJE[Tilstand(o.status)]
            o.status = Status.AFLYST
        for o, plan in genoptagne:
            o.status, o.fra_enhed, o.til_enhed, o.start_den = Status.PLANLAGT, plan.fra, plan.til, plan.start
        for plan in nye:
            self.overgange.append(
                Overgang(
                    pk=len(self.overgange) + 1,
                    barn=BARN,
                    fra_enhed=plan.fra,
                    til_enhed=plan.til,
                    start_den=plan.start,
                    status=Status.PLANLAGT,
                )
            )
        return len(flyttede) + len(stand.overfloedige) + len(genoptagne) + len(nye)


HELE_VEJEN = ["udfyldes", "overleveret", "kvitteret", "afsluttet"]
#: How far people come with it: not at all, to somewhere on the way, or ended without a hand-over.
VIDERE = st.sampled_from([*(HELE_VEJEN[:nr] for nr in range(5)), ["afsluttet"]])


def _arbejd(verden: Verden, skridt: list[str]) -> None:
    """People do what can be done with the newest open one."""
    aabne = [o for o in verden.overgange if o.status not in FORBI]
    for til in skridt:
        if aabne and til and Tilstand(til) in VEJE[Tilstand(aabne[-1].status)]:
            aabne[-1].status = Status(til)


@settings(max_examples=250)
@given(
    st.sampled_from([None, *STUER]),
    st.lists(st.tuples(pladserne(), st.integers(0, 60), VIDERE), min_size=1, max_size=4),
)
def test_overgangene_siger_det_samme_som_pladserne_og_siger_det_een_gang(
    i_haanden: Enhed | None, tider: list[tuple[list[Tilknytning], int, list[str]]]
) -> None:
    verden, nu = Verden(), midnat(DAG) + timedelta(hours=9)
    if i_haanden is not None:
        hendes = Overgang(pk=1, barn=BARN, fra_enhed=DISTRIKT, til_enhed=i_haanden, start_den=DAG, oprettet_by_id=1)
        verden.overgange.append(hendes)
    for pladser, gaar, skridt in tider:
        nu += timedelta(days=gaar)
        verden.foelg(pladser, nu)
        assert verden.foelg(pladser, nu) == 0, "Nothing has happened since."
        stand = verden.stand(pladser, nu)
        aabne = [o for o in verden.overgange if o.status not in FORBI]
        huse = [journal(o.til_enhed) for o in aabne if o.til_enhed]
        assert len(huse) == len(set(huse)), "One open overgang to each house."
        for o in (o for o in aabne if o.oprettet_by_id is None):
            dertil = [t for t in stand.dagligt if o.til_enhed and journal(t.enhed) == journal(o.til_enhed)]
            if dertil:
                assert o.start_den == dato(dertil[0].fra) or o.start_den <= dato(nu)
            else:
                assert o.status not in IKKE_GIVET_VIDERE, "A place that is gone is prepared for no longer."
        if stand.plan:
            dertil = [o for o in verden.overgange if journal(o.til_enhed) == journal(stand.plan.til)]
            afsluttet = [
                o for o in dertil if o.status == Status.AFSLUTTET and o.start_den >= min(dato(nu), stand.plan.start)
            ]
            assert afsluttet or any(o in aabne for o in dertil), "Each change of place has its overgang."
        _arbejd(verden, skridt)


@given(st.sampled_from(STUER), st.sampled_from(STUER), st.integers(1, 300), st.integers(1, 300))
def test_en_anden_dag_flytter_og_et_andet_hus_afloeser(fra: Enhed, til: Enhed, foerst: int, senere: int) -> None:
    nu = midnat(DAG) + timedelta(hours=9)
    her = _plads(fra, DAG - timedelta(days=300), None)
    verden = Verden()
    for dage in (foerst, senere):
        verden.foelg([her, _plads(til, DAG + timedelta(days=dage), None)], nu)
    if journal(fra) == journal(til):
        assert verden.overgange == []
        return
    [o] = verden.overgange
    assert (o.start_den, o.status) == (DAG + timedelta(days=senere), Status.PLANLAGT)
    verden.foelg([her], nu)
    assert [o.status for o in verden.overgange] == [Status.AFLYST]
    verden.foelg([her, _plads(til, DAG + timedelta(days=foerst), None)], nu)
    assert [(o.start_den, o.status) for o in verden.overgange] == [(DAG + timedelta(days=foerst), Status.PLANLAGT)]
