"""What every model in the house shares: constraints, change history and the classification of fields."""

from typing import Any

import pghistory
from django.db import models


def kendt(felt: str, choices: type[models.TextChoices], *, tom: bool = False) -> models.CheckConstraint:
    """A constraint that lets the database refuse codes the choices do not know (`tom` also allows the empty text)."""
    vaerdier = [*choices.values, *([""] if tom else [])]
    return models.CheckConstraint(
        condition=models.Q(**{f"{felt}__in": vaerdier}), name=f"%(app_label)s_%(class)s_{felt}_kendt"
    )


def begge_eller_ingen(*felter: str, navn: str) -> models.CheckConstraint:
    """A constraint for fields that are told together, such as who did something and when."""
    ingen = models.Q(**{f"{felt}__isnull": True for felt in felter})
    alle = models.Q(**{f"{felt}__isnull": False for felt in felter})
    return models.CheckConstraint(condition=ingen | alle, name=f"%(app_label)s_%(class)s_{navn}")


def med_historik(model: type[models.Model]) -> type[Any]:
    """Keep every version of every row in an event table, written by triggers so that no code path can forget it."""
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)


class Personlig:
    """How sensitive each field is; every model has an inner class of this shape and a test demands that it is complete.

    `direkte` identifies somebody, `foelsom` describes somebody, `almindelig` does neither. The sets decide what may
    stand in logs, e-mails and statistics.
    """

    direkte: frozenset[str] = frozenset()
    foelsom: frozenset[str] = frozenset()
    almindelig: frozenset[str] = frozenset()
