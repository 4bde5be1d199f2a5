"""Who sees a meeting or a team, and what opens a meeting to somebody.

A meeting belongs to the journal unit that holds it, and its own people see it, as it names no child. One with the
parents at the table tells whose family it is: its matter is closed, and it is open to those who are asked to it, those
who prepare it, and the leader.
"""

from datetime import datetime

from django.db.models import Q, QuerySet

from dialogmoeder.koder import MOEDE
from dialogmoeder.models import Deltager, Moede, Punktstatus, Team, Teammedlem
from dialogmoeder.rules.adgang import adgang_slutter
from dialogmoeder.rules.slags import MED_FORAELDRE
from opsporing import anledning as anledninger
from opsporing.adgang.permissions import ROLLE_PERMISSIONS, Permission
from opsporing.adgang.roller import LEDER_AF
from opsporing.models import Anledning, Ansaettelse, Barn, Enhed, Foraeldremyndighed, Grundlag, User
from opsporing.profil import profil_for
from opsporing.tid import dato

#: Roles that may take part in meetings.
ROLLER = frozenset(str(rolle) for rolle, kan in ROLLE_PERMISSIONS.items() if Permission.MOEDE_SE in kan)
#: Roles that may plan and lead them.
LEDER_ROLLER = frozenset(str(rolle) for rolle, kan in ROLLE_PERMISSIONS.items() if Permission.MOEDE_LED in kan)


def ansaettelse_i(user: User, enhed: Enhed, nu: datetime) -> Ansaettelse | None:
    """The employment somebody comes to a meeting in: one in the unit that holds it, else her first that may."""
    hendes = Ansaettelse.objects.gaeldende(nu).filter(user=user, rolle__in=ROLLER).order_by("fra", "pk")
    journal = enhed.journalenhed_id or enhed.pk
    return hendes.filter(enhed__journalenhed=journal).first() or hendes.first()


def lukket_slags(slags: str) -> bool:
    """Whether a meeting of the kind is open only to those it is about and those asked to it."""
    return slags in MED_FORAELDRE


def passer_paa(moede: Moede, barn: Barn | None, nu: datetime) -> bool:
    """Whether a child (None: one without a name) can be taken up there: a meeting with parents is about their own, so
    that nobody at the table hears of another family's.
    """
    if not lukket_slags(moede.slags):
        return True
    if barn is None:
        return False
    andre = moede.punkter.exclude(status=Punktstatus.TRUKKET).exclude(barn=barn).values("barn")
    if not andre.exists():
        return True
    gaelder = Foraeldremyndighed.objects.filter(Q(til=None) | Q(til__gt=nu), fra__lte=nu)
    return gaelder.filter(barn=barn, person__in=gaelder.filter(barn__in=andre).values("person")).exists()


def aabn_for_lederen(moede: Moede, *, by: User | None, nu: datetime) -> None:
    """Open a closed meeting to the leader of the unit that holds it, without an end: it is her unit's record."""
    sag = moede.anledning
    if rolle := LEDER_AF.get(sag.ejer_enhed.type):
        anledninger.aabn_for(
            anledning=sag,
            enhed=sag.ejer_enhed,
            grundlag=Grundlag.MOEDE,
            til=None,
            by=by,
            nu=nu,
            rolle=rolle,
            haendelse="dialogmoeder.aabnet_for",
        )


def aabn_lukket_moede(moede: Moede, ansaettelse: Ansaettelse, *, by: User | None, nu: datetime) -> None:
    """Let one who leads or prepares see a closed meeting before it is called. The others her unit sees anyway."""
    sag = moede.anledning
    if not sag.lukket or sag.tilknytninger.gaeldende(nu).filter(ansaettelse=ansaettelse).exists():
        return
    anledninger.aabn_for(
        anledning=sag,
        enhed=ansaettelse.enhed,
        grundlag=Grundlag.MOEDE,
        til=adgang_slutter(moede.planlagt_at, profil_for(moede.kommune).moede_adgang_dage),
        by=by,
        nu=nu,
        ansaettelse=ansaettelse,
        haendelse="dialogmoeder.aabnet_for",
    )


def mine_team(user: User, nu: datetime) -> QuerySet[Team]:
    """The teams of her own journal unit, and those she is a member of or calls together."""
    ansaettelse = user.ansat
    i_dag = dato(nu)
    medlem = Teammedlem.objects.filter(ansaettelse=ansaettelse, fra__lte=i_dag).filter(Q(til=None) | Q(til__gte=i_dag))
    her = Q(enhed=ansaettelse.enhed.journalenhed_id) | Q(enhed__journalenhed=ansaettelse.enhed.journalenhed_id)
    return Team.objects.filter(
        her | Q(pk__in=medlem.values("team")) | Q(tovholder=user), kommune_id=ansaettelse.kommune_id
    )


def nuvaerende(moede: Moede) -> QuerySet[Deltager]:
    """Those who are asked to the meeting now, with what a list of them needs."""
    return (
        moede.deltagere.filter(fratraadt_at=None)
        .select_related("ansaettelse__user", "ansaettelse__enhed__journalenhed", "person", "stedfortraeder_for")
        .order_by("pk")
    )


def navn_paa(deltager: Deltager) -> str:
    """What a participant is called."""
    if deltager.ansaettelse:
        return deltager.ansaettelse.user.navn
    return deltager.person.navn if deltager.person else deltager.navn


def kan_faa_mail(deltager: Deltager) -> bool:
    """Whether an e-mail can reach her: an employee with an address. Parents and others answer the one who asks them."""
    return deltager.ansaettelse is not None and bool(deltager.ansaettelse.user.email)


def hvad_hun_er(deltager: Deltager) -> str:
    """What a participant is, in a word: what is said of her, her role, that she is a parent, or whom she comes for."""
    if deltager.rolle:
        return deltager.rolle
    if deltager.ansaettelse:
        return str(deltager.ansaettelse.get_rolle_display())
    return "forælder" if deltager.person_id else str(deltager.get_fag_display())


def ny_sag(slags: str, enhed: Enhed, nu: datetime) -> Anledning:
    """The meeting's own matter; about no child."""
    return anledninger.opret(kode=MOEDE, enhed=enhed, barn=None, nu=nu, lukket=lukket_slags(slags))
