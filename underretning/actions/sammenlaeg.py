"""What becomes of underretninger when a child is found registered twice."""

from datetime import datetime

from opsporing.models import Barn, User
from underretning.models import Bilag, Modtaget, Underretningsbarn


def foelg_sammenlaegning(*, behold: Barn, overfloedig: Barn, by: User | None, nu: datetime) -> None:
    """Let the rows follow the child that is kept.

    Where one underretning was about both rows it already names the child; the second line of it stays on the row that
    points to the other, as what was sent is never changed.
    """
    skrevne = Underretningsbarn.objects.filter(barn=behold).values_list("underretning", flat=True)
    Underretningsbarn.objects.filter(barn=overfloedig).exclude(underretning__in=list(skrevne)).update(barn=behold)
    numre = Modtaget.objects.filter(barn=behold).values_list("kvitteringsnummer", flat=True)
    Modtaget.objects.filter(barn=overfloedig).exclude(kvitteringsnummer__in=list(numre)).update(barn=behold)
    Bilag.objects.filter(barn=overfloedig).update(barn=behold)
