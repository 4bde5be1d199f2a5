"""The job that Celery runs: work on the files that wait.

The truth is the status of the rows; the broker only makes it prompt. A worker that dies in the middle leaves everything
as it was before, and the next turn begins again.
"""

from celery import shared_task

from opsporing import tid
from opsporing.indlaesning import actions
from opsporing.models import Indlaesning

ARBEJD = "opsporing.indlaesning.tasks.arbejd"


@shared_task(name=ARBEJD)
def arbejd() -> None:
    """Every minute, and at once when a file is handed in: try or carry out what waits."""
    for pk in list(Indlaesning.objects.venter_paa_maskinen().values_list("pk", flat=True)):
        actions.arbejd(indlaesning_id=pk, nu=tid.nu())
