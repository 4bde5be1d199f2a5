"""The chain of leaders when things break: nobody is left out or told twice in the app (`tests.support.drift`)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet

from opsporing import anledning as anledninger
from opsporing.frister import actions
from opsporing.models import Log, Paamindelse, Udsendelse
from opsporing.organisation import actions as organisation
from tests.cast import ADGANGSKODE
from tests.support import smtp
from tests.support.drift import AJOURFOER, SEND, URET, Drift, vent_paa
from tests.support.uret import URET as TYPE
from tests.support.uret import registrer

pytestmark = pytest.mark.langsom

#: So that the workers know the kind that is the tests' own.
MED_URET = ("--include", "tests.support.uret_arbejder")
VENTET = [
    ("leder", "eskaleret_-2t"),
    ("naer", "eskaleret_-2t"),
    ("paedagog", "foer_1t"),
]


@pytest.fixture(autouse=True)
def _typen() -> None:
    registrer()


def taet_paa(drift: Drift) -> None:
    """Something about Alma that has to be done within the hour, by Pia; two leaders are above her."""
    naer = organisation.opret_bruger(
        kommune=drift.by.kommune,
        username="naer",
        navn="Nete Ær",
        email="naer@7999.example",
        password=ADGANGSKODE,
        by=None,
        nu=drift.by.nu,
    )
    organisation.ansaet(user=naer, enhed=drift.by.egern, rolle="dagtilbudsleder", by=None, nu=drift.by.nu)
    sag = anledninger.opret(kode="proeve", enhed=drift.by.egern, barn=drift.by.alma, nu=drift.by.nu)
    actions.opret(
        kode=TYPE.kode,
        anledning=sag,
        enhed=drift.by.egern,
        ansvarlig=drift.by.paedagog,
        forfalder=drift.by.nu + timedelta(minutes=55),
        nu=drift.by.nu,
    )


def breve() -> QuerySet[Udsendelse]:
    """The letters about it; the youngest children have deadlines of their own, about which others get some."""
    return Udsendelse.objects.filter(paamindelser__frist__kode=TYPE.kode).distinct()


def alt_er_sendt() -> bool:
    return breve().filter(sendt_at__isnull=False).count() == 3


def fortalt() -> list[tuple[str, str]]:
    om_den = Paamindelse.objects.filter(frist__kode=TYPE.kode)
    return sorted(om_den.values_list("modtager__username", "slags"))


def kontroller(drift: Drift) -> None:
    """Everybody once in the app and in the log, every letter accepted once, and none says who it is about."""
    assert fortalt() == VENTET
    eskaleret = Log.objects.filter(haendelse="opsporing.frist_eskaleret", boern=[str(drift.by.alma.pk)])
    assert eskaleret.count() == 2
    ids = set(breve().values_list("message_id", flat=True))
    assert len(ids) == 3
    assert sorted(mid for mid in drift.post.ids() if mid in ids) == sorted(ids)
    indhold = " ".join(besked.as_string() for besked in drift.post.accepted)
    for hemmeligt in ("Alma", "Åkjær", drift.by.alma.cpr, "Egern"):
        assert hemmeligt not in indhold


def _venter_paa_laas() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'opsporing_udsendelse'::regclass)"
        )
        return bool(cursor.fetchone()[0])


def test_killed_in_the_middle_of_the_escalation(drift: Drift) -> None:
    """The reminders are there but not the letters, as the worker dies: all of it is undone and made again, once."""
    taet_paa(drift)
    with connection.cursor() as laast:
        laast.execute("BEGIN")
        laast.execute("LOCK TABLE opsporing_udsendelse IN SHARE MODE")
        foerste = drift.arbejder("a", *MED_URET)
        drift.bed_om(URET)
        vent_paa(_venter_paa_laas, "arbejderen har skrevet påmindelserne og er ved brevene")
        drift.draeb(foerste)
        laast.execute("ROLLBACK")
    assert not Paamindelse.objects.exists()
    assert not Log.objects.filter(haendelse="opsporing.frist_eskaleret").exists()
    drift.arbejder("b", *MED_URET)
    vent_paa(alt_er_sendt, "den næste gør det", imens=lambda: drift.bed_om(URET, SEND))
    kontroller(drift)


def test_killed_while_the_leaders_letter_is_on_its_way(drift: Drift) -> None:
    """The letter is sent by the next worker when the claim has run out; in the app nothing happens twice."""
    taet_paa(drift)

    def haeng(nr: int) -> smtp.Svar:
        if nr == 2:
            raise smtp.Hang(120)
        return smtp.ACCEPTED

    drift.post.behaviour = haeng
    foerste = drift.arbejder("a", *MED_URET)
    drift.bed_om(URET)
    vent_paa(lambda: drift.post.received == 2, "den anden mail er på vej")
    drift.draeb(foerste)
    assert fortalt() == VENTET
    drift.post.behaviour = lambda nr: smtp.ACCEPTED
    drift.arbejder("b", *MED_URET)
    vent_paa(alt_er_sendt, "resten sendes", imens=lambda: drift.bed_om(URET, SEND))
    kontroller(drift)


def test_the_minute_and_the_five_minutes_at_once_in_two_workers(drift: Drift) -> None:
    """Both look at what goes by the clock; whoever comes second finds it done."""
    taet_paa(drift)
    drift.bed_om(*[URET, AJOURFOER, SEND] * 8)
    drift.arbejder("a", *MED_URET)
    drift.arbejder("b", *MED_URET)
    vent_paa(alt_er_sendt, "alt sendes", imens=lambda: drift.bed_om(*[URET, AJOURFOER, SEND] * 2))
    kontroller(drift)
