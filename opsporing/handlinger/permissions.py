"""Whether an agreement is in a state that lets somebody do something; each check raises Denied with the reason."""

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.arkiv import check_ikke_kun_arkiv
from opsporing.models import Anledning, Handling, User


def check_can_oprette(user: User, anledning: Anledning) -> None:
    """May the person make agreements in the matter? Whether it is hers is answered by `for_user`."""
    kraev(user, Permission.HANDLING_OPRET)
    check_ikke_kun_arkiv(user, anledning)


def check_can_rette(user: User, handling: Handling) -> None:
    """May the person change the agreement? As long as it is not ended."""
    kraev(user, Permission.HANDLING_OPRET)
    check_ikke_kun_arkiv(user, handling.anledning_id)
    _check_aaben(handling)


def check_can_foelge_op(user: User, handling: Handling) -> None:
    """May the person tell how it went? As long as it is not ended."""
    kraev(user, Permission.HANDLING_FOELG_OP)
    check_ikke_kun_arkiv(user, handling.anledning_id)
    _check_aaben(handling)


def _check_aaben(handling: Handling) -> None:
    if handling.afsluttet_at:
        raise Denied("Aftalen er afsluttet. Lav en ny, hvis I vil gå videre.")
