"""Sundhedsplejens team after ADBB, as in Hvidovre: it talks about the children who reached the cut-off twice.

On the first day of the demo it has met once, and its next meeting is called.
"""

from datetime import date, datetime, time, timedelta
from functools import partial

from dialogmoeder.actions import plan
from dialogmoeder.actions.team import Rammer
from dialogmoeder.models import Moede, Moedestatus, Slags, Team
from dialogmoeder.rules.serie import serie
from opsporing.adgang.roller import Rolle
from opsporing.demo import moedefaelles as faelles
from opsporing.demo.kolleger import arbejdstid
from opsporing.demo.moeder import FREM, UGER, forlaeng, planlaeg_et, plej
from opsporing.demo.verden import Verden
from opsporing.models import Enhed
from opsporing.tid import dato

#: The next meeting is so many days after the first day of the demo, and the team began so many days before it.
NAESTE, BEGYNDTE = 5, 60


def planlaeg_plejens_team(verden: Verden, dag: date, naeste: date) -> None:
    """Put what is new of the team on the list."""
    begynder = verden.udgangsdag - timedelta(days=BEGYNDTE)
    if naeste <= begynder or not verden.er_min(faelles.PLEJEN):
        return
    enhed = Enhed.objects.filter(kommune=verden.kommune, kode=faelles.PLEJEN, nedlagt_at=None).first()
    if enhed is None:
        return
    team = Team.objects.filter(enhed=enhed, nedlagt_at=None).first()
    if team is not None:
        plej(verden, team, naeste)
    elif verden.er_ny("adbbteam", enhed.pk):
        verden.dagsorden.tilfoej(arbejdstid(max(begynder, dag), "adbbteam"), partial(_lav_team, verden, enhed))
    kommende = Moede.objects.filter(
        enhed=enhed, status__in=[Moedestatus.PLANLAGT, Moedestatus.INDKALDT, Moedestatus.I_GANG]
    )
    for moede in kommende.order_by("planlagt_at", "pk"):
        planlaeg_et(verden, moede)


def _lav_team(verden: Verden, enhed: Enhed, nu: datetime) -> None:
    leder = faelles.leder(verden, enhed, nu)
    if leder is None:
        return
    med = ((Rolle.PPR, "ppr"), (Rolle.RAADGIVER, "raadgiver"))
    team = plan.opret_team(
        enhed=enhed,
        slags=Slags.ADBB_TEAM,
        navn="Teamet efter ADBB",
        tovholder=leder,
        rammer=Rammer(tid=time(13), sted="Sundhedsplejens mødelokale", kadence_uger=UGER),
        medlemmer=[verden.kolleger.med_rolle(rolle, nu, navn).ansat for rolle, navn in med],
        by=leder,
        nu=nu,
    )
    naeste = verden.udgangsdag + timedelta(days=NAESTE)
    foerst = naeste - timedelta(weeks=UGER)
    forlaeng(verden, team, serie(foerst, UGER, max(naeste, dato(nu)) + FREM), nu)
