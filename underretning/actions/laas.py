"""Two people at one underretning: the row is locked, and who comes second is told instead of overwriting."""

from underretning.actions.behandl import Foraeldet
from underretning.models import Modtaget


def laas(modtaget: Modtaget, set_rev: int | None = None) -> Modtaget:
    """The row as it is now, locked until the transaction ends, for what is added beside the decisions.

    Raises Foraeldet when it has moved on from `set_rev`, the count of decisions the person saw; without it the words
    stand whatever was decided meanwhile.
    """
    nyeste = (
        Modtaget.objects.select_for_update(of=("self",))
        .select_related(
            "anledning", "barn__mor", "enhed__kommune__profil", "enhed__journalenhed", "kommune", "ansvarlig"
        )
        .get(pk=modtaget.pk)
    )
    if set_rev is not None and nyeste.rev != set_rev:
        raise Foraeldet(nyeste)
    return nyeste
