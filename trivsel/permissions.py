"""Whether a vurdering is in a state that lets somebody do something; each check raises Denied with the reason."""

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.adgang.roller import LEDERROLLER
from opsporing.arkiv import check_ikke_kun_arkiv
from opsporing.models import User
from opsporing.orientering.status import er_orienteret
from opsporing.profil import Praksisprofil
from trivsel.faelles import er_alene
from trivsel.models import EgenVurdering, Vurdering


def _check_aaben(vurdering: Vurdering) -> None:
    if vurdering.udgaaet_at:
        raise Denied("Vurderingen er gået ud af runden, fordi barnet er stoppet, eller en ny runde er begyndt.")
    if vurdering.afsluttet_at:
        raise Denied(
            "Vurderingen er afsluttet. Den kan rettes med en begrundelse, så den gamle version bliver stående."
        )


def check_orienteret(vurdering: Vurdering) -> None:
    """No vurdering before every custody holder is informed (GDPR art. 13 and 14), if the profile says so."""
    data = vurdering.profilversion.data if vurdering.profilversion else {}
    if Praksisprofil.fra_data(data).orientering_kraeves and not er_orienteret(vurdering.barn, vurdering.enhed):
        raise Denied("Forældrene skal være orienteret om vurderingen, før du kan begynde. Notér det på barnets side.")


def check_can_begynde_egen(user: User, vurdering: Vurdering) -> None:
    """May the person begin, or go on with, an own view of this child?"""
    kraev(user, Permission.VURDERING_EGEN)
    _check_aaben(vurdering)
    check_orienteret(vurdering)


def check_can_skrive_egen(user: User, egen: EgenVurdering) -> None:
    """May the person write in this own view? Only her own, and only until she has said that it is done."""
    check_can_begynde_egen(user, egen.vurdering)
    if egen.vurderer_id != user.pk:
        raise Denied("Det er en kollegas egen vurdering. I ser hinandens, når alle er færdige.")
    if egen.fritaget_at:
        raise Denied("Du er fritaget for at vurdere barnet i denne runde.")
    if egen.faerdig_at:
        raise Denied("Du har sagt, at din vurdering er færdig. Åbn den igen, hvis du vil ændre noget.")


def check_can_genaabne_egen(user: User, egen: EgenVurdering, *, alle_faerdige: bool) -> None:
    """A finished own view can be opened again until the others may read it; then the talk belongs to the team."""
    kraev(user, Permission.VURDERING_EGEN)
    _check_aaben(egen.vurdering)
    if egen.vurderer_id != user.pk:
        raise Denied("Det er en kollegas egen vurdering.")
    if alle_faerdige:
        raise Denied("Alle er færdige, og I kan se hinandens svar. Tal om det i den fælles vurdering.")


def check_can_fritage(user: User, egen: EgenVurdering) -> None:
    """May the leader release this rater? Not one who is done, and not the last: somebody must have seen the child."""
    kraev(user, Permission.VURDERING_FRITAG)
    _check_aaben(egen.vurdering)
    if not user.ansaettelse or user.ansaettelse.rolle not in LEDERROLLER:
        raise Denied("Kun lederen kan fritage en kollega.")
    if egen.faerdig_at or egen.fritaget_at:
        raise Denied("Vurderingen er allerede færdig eller fritaget.")
    andre = egen.vurdering.egne.filter(fritaget_at=None).exclude(pk=egen.pk)
    if not andre.exists():
        raise Denied("Mindst én skal vurdere barnet. Du kan ikke fritage den sidste.")


def check_can_faelles(user: User, vurdering: Vurdering, *, alle_faerdige: bool) -> None:
    """May the person work on the team's vurdering? Not before all own views are done: raters are blind."""
    kraev(user, Permission.VURDERING_FAELLES)
    _check_aaben(vurdering)
    if not alle_faerdige and er_alene(vurdering):
        raise Denied("Vurderingen kan afsluttes, når der er svaret på alle tegn, og svarene er færdige.")
    if not alle_faerdige:
        raise Denied("Den fælles vurdering åbner, når alle egne vurderinger er færdige.")


def check_can_rette(user: User, vurdering: Vurdering) -> None:
    """May the person correct a concluded vurdering? The correction is a new version; the old one stays."""
    kraev(user, Permission.VURDERING_RET)
    check_ikke_kun_arkiv(user, vurdering.anledning_id)
    if not vurdering.afsluttet_at:
        raise Denied("Vurderingen er ikke afsluttet endnu. Du kan bare rette i den.")
    if vurdering.erstattet_at or Vurdering.objects.filter(erstatter=vurdering).exists():
        raise Denied("Der er allerede begyndt en rettelse af den her vurdering.")
