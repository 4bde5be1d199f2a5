"""Choosing, with the parents, which earlier vurderinger may follow."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from opsporing.adgang.permissions import Denied
from opsporing.models import User
from overgange import tidligere
from overgange.actions.skema import laas, record
from overgange.models import Overgang
from overgange.permissions import Muligheder


@transaction.atomic
def vaelg_vurderinger(*, overgang: Overgang, noegler: Collection[str], by: User, nu: datetime) -> Overgang:
    """Let these follow (keys of `tidligere.find`), and no others; none of them is a choice too.

    What is chosen is asked about, each as a part of its own, and given with every holder's yes. Raises Denied where the
    municipality lets none follow, and for one that is not there to choose.
    """
    overgang = laas(overgang)
    Muligheder(by, overgang, nu).check_can_vaelge_vurderinger()
    fundet = tidligere.find(overgang, by, nu)
    valg = [en.noegle for en in fundet.valg]
    if not set(noegler) <= set(valg):
        raise Denied("En af vurderingerne er rettet, eller du kan ikke give den videre. Vælg igen.")
    overgang.vurderinger = [noegle for noegle in valg if noegle in noegler]
    overgang.save(update_fields=["vurderinger"])
    record("overgange.vurderinger_valgt", overgang, by, nu)
    return overgang
