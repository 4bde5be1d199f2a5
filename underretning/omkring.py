"""The people around a child, as far as they are registered here: who holds or held custody, and its siblings."""

from collections.abc import Iterable

from django.db.models import Q

from opsporing.models import Barn, Person
from underretning.rules.brev import Navn


def foraeldre(boern: Iterable[Barn]) -> list[Person]:
    """Whoever holds, or has held, custody of one of the children, and the mother of one that is expected."""
    noegler = [barn.pk for barn in boern]
    return list(
        Person.objects.filter(Q(foraeldremyndigheder__barn__in=noegler) | Q(ventede_boern__in=noegler))
        .distinct()
        .order_by("pk")
    )


def soeskende(barn: Barn) -> list[Barn]:
    """Other children with one of the same parents, merged rows left out."""
    voksne = [person.pk for person in foraeldre([barn])]
    return list(
        Barn.objects.filter(
            Q(foraeldremyndigheder__person__in=voksne) | Q(mor__in=voksne),
            kommune_id=barn.kommune_id,
            sammenlagt_i=None,
        )
        .exclude(pk=barn.pk)
        .distinct()
        .order_by("pk")
    )


def navne(personer: Iterable[Person | Barn]) -> list[Navn]:
    """Their names as the rules read them."""
    return [Navn(person.fornavn, person.efternavn) for person in personer]
