"""Whether an agreement is in a state that lets somebody do something; each check raises Denied with the reason."""

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.arkiv import check_ikke_kun_arkiv
from opsporing.models import Anledning, Handling, User


def check_can_oprette(user: User, anledning: Anledning) -> None:
    """May the person make agreements in the matter? Whether it is hers is answered by `for_user`."""
    kraev(user, Permission.HANDLING_OPRET)
    check_ikke_kun_arkiv(user, anledning)


def check_can_rette(user: User, handling: Handling) -> None:
    """May the person change the agreement? As long as it is not ended; from outside one she made or sees to."""
    kraev(user, Permission.HANDLING_OPRET)
    check_ikke_kun_arkiv(user, handling.anledning_id)
    check_hendes(er_hendes_at_rette(user, handling))
    _check_aaben(handling)


def check_can_foelge_op(user: User, handling: Handling) -> None:
    """May the person tell how it went? As long as it is not ended; from outside the one who sees to it alone."""
    kraev(user, Permission.HANDLING_FOELG_OP)
    check_ikke_kun_arkiv(user, handling.anledning_id)
    check_hendes(er_hendes_at_foelge_op(user, handling))
    _check_aaben(handling)


def er_hendes_at_rette(user: User, handling: Handling) -> bool:
    """The agreements of a matter are its unit's; one who was let into it from outside changes those she made or sees
    to.
    """
    return _inde(user, handling) or user.pk in {handling.ansvarlig_id, handling.oprettet_by_id}


def er_hendes_at_foelge_op(user: User, handling: Handling) -> bool:
    """One from outside follows up what she sees to, and nothing else."""
    return _inde(user, handling) or user.pk == handling.ansvarlig_id


def _inde(user: User, handling: Handling) -> bool:
    return user.ansat.enhed.journalenhed_id == handling.anledning.ejer_enhed_id


def check_hendes(hendes: bool) -> None:
    """Raise Denied for somebody else's agreement."""
    if not hendes:
        raise Denied("Aftalen er en andens. Den følges op af den, der sørger for den, eller i barnets egen enhed.")


def _check_aaben(handling: Handling) -> None:
    if handling.afsluttet_at:
        raise Denied("Aftalen er afsluttet. Lav en ny, hvis I vil gå videre.")
