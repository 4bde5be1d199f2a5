"""Finding the employee somebody names: by user name, e-mail address, or full name."""

from datetime import datetime

from django.db.models import Q

from opsporing.models import Ansaettelse, Kommune

#: So many of the same name are told apart.
HOEJST = 8


def find(kommune: Kommune, skrevet: str, nu: datetime) -> list[Ansaettelse]:
    """Those employed in the municipality now who are called so, one employment each.

    A user name is one person's, and stands before a name that happens to be written the same.
    """
    ord_ = " ".join(skrevet.split())
    ansatte = (
        Ansaettelse.objects.gaeldende(nu)
        .filter(kommune=kommune, user__is_active=True)
        .select_related("user", "enhed")
        .order_by("user__navn", "pk")
    )
    brugernavn = list(ansatte.filter(user__username__iexact=ord_))
    fundne = brugernavn or list(ansatte.filter(Q(user__navn__iexact=ord_) | Q(user__email__iexact=ord_)))
    een_hver: dict[int, Ansaettelse] = {}
    for ansaettelse in fundne:
        een_hver.setdefault(ansaettelse.user_id, ansaettelse)
    return list(een_hver.values())[:HOEJST]
