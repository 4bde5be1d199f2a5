"""Whether an ADBB course or screening is in a state that lets somebody do something; raises Denied with the reason."""

from datetime import date

from adbb.models import Forloeb, Screening, Teamsag
from adbb.rules.certifikat import bedste
from adbb.rules.vinduer import HOEJST_MDR, MINDST_MDR, alder_passer
from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.arkiv import check_ikke_kun_arkiv
from opsporing.models import Barn, Certificering, User
from opsporing.orientering.actions import er_fortalt
from opsporing.orientering.status import er_orienteret
from opsporing.profil import Praksisprofil
from opsporing.spaerring.actions import er_spaerret

METODE = "adbb"

#: Said wherever the method is used.
OPHAV = (
    "Her står kun navnene på ADBB's otte punkter. Metoden kræver uddannelse og certifikat, og det, tallene betyder, "
    "står i manualen. ADBB er ikke en diagnose."
)


def profil_for_forloeb(forloeb: Forloeb) -> Praksisprofil:
    """The practice the course was made under."""
    return Praksisprofil.fra_data(forloeb.profilversion.data if forloeb.profilversion else {})


def certifikat(user: User, paa: date) -> Certificering | None:
    """The certificate in ADBB that is valid on the day and lasts longest; None without one.

    The method may be used only by those who completed the training (University of Copenhagen, CIF).
    """
    return bedste(user.certificeringer.filter(metode=METODE), paa)


def _check_aaben(forloeb: Forloeb) -> None:
    if forloeb.undladt_grund:
        raise Denied("Der er noteret, hvorfor ADBB ikke bliver lavet ved det her besøg.")
    if forloeb.udgaaet_at:
        raise Denied("Forløbet er lukket, fordi barnet er flyttet eller er blevet for stort til ADBB.")


def check_orienteret(forloeb: Forloeb) -> None:
    """Nothing is written before every custody holder is informed (GDPR art. 13 and 14), if the profile says so."""
    if profil_for_forloeb(forloeb).orientering_kraeves and not er_orienteret(forloeb.barn, forloeb.enhed):
        raise Denied("Forældrene skal være orienteret, før du kan begynde. Notér det på barnets side.")


def check_alder(barn: Barn, paa: date) -> None:
    """A clear stop outside the ages the method is made for."""
    if barn.foedt_den is None or not alder_passer(barn.foedt_den, paa):
        raise Denied(
            f"ADBB er lavet til børn fra {MINDST_MDR} til {HOEJST_MDR} måneder. {barn.kaldenavn} er ikke i den alder."
        )


def check_can_begynde(user: User, forloeb: Forloeb, paa: date) -> None:
    """May the person begin, or go on with, a screening in this course?"""
    kraev(user, Permission.ADBB_SCOR)
    check_ikke_kun_arkiv(user, forloeb.anledning_id)
    _check_aaben(forloeb)
    check_orienteret(forloeb)
    check_alder(forloeb.barn, paa)


def check_can_undlade(user: User, forloeb: Forloeb) -> None:
    """May the person end the course without a screening?"""
    kraev(user, Permission.ADBB_SCOR)
    check_ikke_kun_arkiv(user, forloeb.anledning_id)
    _check_aaben(forloeb)
    if forloeb.afsluttet_at:
        raise Denied("Forløbet er allerede afsluttet.")
    if Teamsag.objects.filter(forloeb=forloeb).exists():
        raise Denied("To screeninger har nået grænsen. Teamet skal afslutte sagen.")
    if forloeb.screeninger.filter(afsluttet_at=None).exists():
        raise Denied(
            "Der er begyndt en screening. Afslut den først; det, du ikke kan svare på, kan stå som »Ikke vurderet«."
        )


def check_can_skrive(user: User, screening: Screening) -> None:
    """May the person write in this screening?"""
    kraev(user, Permission.ADBB_SCOR)
    check_ikke_kun_arkiv(user, screening.forloeb.anledning_id)
    _check_aaben(screening.forloeb)
    check_orienteret(screening.forloeb)
    if screening.afsluttet_at:
        raise Denied("Screeningen er afsluttet. Den kan rettes med en begrundelse, så den gamle bliver stående.")


def check_can_afslutte(user: User, screening: Screening, paa: date) -> Certificering:
    """May the person complete it? Gives the certificate it rests on; without one she is told whom to ask."""
    check_can_skrive(user, screening)
    bevis = certifikat(user, paa)
    if bevis is None:
        raise Denied(hvorfor_ikke(user, paa))
    return bevis


def hvorfor_ikke(user: User, paa: date) -> str:
    """Why the person cannot complete a screening made on that day, and whom to ask; empty when she can."""
    if certifikat(user, paa):
        return ""
    udloebet = user.certificeringer.filter(metode=METODE, udloeber_den__lt=paa).order_by("-udloeber_den").first()
    if udloebet and udloebet.udloeber_den:
        begyndelse = f"Dit ADBB-certifikat udløb {udloebet.udloeber_den:%d.%m.%Y}."
    else:
        begyndelse = "Du har ikke et ADBB-certifikat."
    return (
        f"{begyndelse} Du kan skrive en kladde, men en certificeret kollega skal afslutte den. "
        "Spørg den ledende sundhedsplejerske om uddannelse og certifikat."
    )


def check_can_rette(user: User, screening: Screening) -> None:
    """May the person correct it? Only the newest of a course whose team has not concluded."""
    kraev(user, Permission.ADBB_SCOR)
    check_ikke_kun_arkiv(user, screening.forloeb.anledning_id)
    _check_aaben(screening.forloeb)
    if not screening.afsluttet_at or screening.erstattet_at:
        raise Denied("Screeningen er ikke afsluttet, eller den er allerede rettet.")
    if Teamsag.objects.filter(forloeb=screening.forloeb, afsluttet_at__isnull=False).exists():
        raise Denied("Teamet har afsluttet sagen på det, der stod. Skriv en note i stedet.")
    if screening.forloeb.screeninger.filter(afsluttet_at=None).exists():
        raise Denied("Der er allerede begyndt en ny screening eller en rettelse i forløbet.")
    if screening.forloeb.screeninger.gaeldende().filter(nr__gt=screening.nr).exists():
        raise Denied("Kun den nyeste screening i forløbet kan rettes.")


def kan_rette(user: User, screening: Screening) -> bool:
    """Whether `check_can_rette` lets the person, so that a page offers only what can be done."""
    try:
        check_can_rette(user, screening)
    except Denied:
        return False
    return True


def check_can_ord(user: User, screening: Screening) -> None:
    """May the person change the words for the parents? Not while the matter is kept from them."""
    kraev(user, Permission.ADBB_SCOR)
    check_ikke_kun_arkiv(user, screening.forloeb.anledning_id)
    _check_aaben(screening.forloeb)
    check_ikke_spaerret(screening.forloeb)
    if screening.erstattet_at:
        raise Denied("Screeningen er rettet. Ret ordene i den nye.")


def check_ikke_spaerret(forloeb: Forloeb) -> None:
    """Nothing of a matter reaches parents while a suspicion of abuse stands."""
    if er_spaerret(forloeb.anledning_id):
        raise Denied(
            "Der er mistanke eller tvivl om overgreb. Forældrene må intet få om sagen, før myndigheden siger til."
        )


def check_can_udskrive(user: User, screening: Screening) -> None:
    """May the words be printed? Only when the screening is completed and somebody has been told by mouth first."""
    kraev(user, Permission.ADBB_SE)
    check_ikke_kun_arkiv(user, screening.forloeb.anledning_id)
    check_ikke_spaerret(screening.forloeb)
    if screening.erstattet_at:
        raise Denied("Screeningen er rettet. Giv forældrene ordene fra den nye.")
    if not screening.afsluttet_at:
        raise Denied("Afslut screeningen, før du giver forældrene noget på skrift.")
    if not er_fortalt(screening.forloeb.anledning, screening.resultat_trin):
        raise Denied("Tal med forældrene først. Notér samtalen, før du giver dem noget på skrift.")


def check_can_skrive_team(user: User, sag: Teamsag) -> None:
    """May the person write in the team's case?"""
    kraev(user, Permission.ADBB_TEAM)
    check_ikke_kun_arkiv(user, sag.forloeb.anledning_id)
    _check_aaben(sag.forloeb)
    if sag.afsluttet_at:
        raise Denied("Teamet har afsluttet sagen.")
