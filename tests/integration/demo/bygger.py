"""Makes the beginning of the demo's history in a process of its own: `python -m tests.integration.demo.bygger 2`.

The argument is how many share the work; what is in the database then is written to standard output.
"""

import json
import sys
from datetime import date, time, timedelta

import django

#: A Wednesday in the middle of a month, among the first of the days the demo can be made on: its history begins under
#: the law before the one in force.
UDGANGSDAG = date(2025, 1, 15)
#: Past the first round of the first house.
DAGE = 75


def byg(processer: int) -> None:
    """Make the first `DAGE` days of the history that leads to `UDGANGSDAG`."""
    from django.db import transaction

    from opsporing import log
    from opsporing.demo.historie import FREMFOERT, gaa
    from opsporing.demo.opbygning import byg_fjordby
    from opsporing.demo.personale import HISTORIE_DAGE
    from opsporing.frister.kalender import lokalt_tidspunkt

    fra = lokalt_tidspunkt(UDGANGSDAG - timedelta(days=HISTORIE_DAGE), time(6))
    with transaction.atomic():
        kommune = byg_fjordby(UDGANGSDAG, fra)
        log.record(FREMFOERT, by=None, nu=fra, objekt=kommune, kommune=kommune)
    for _ in gaa(UDGANGSDAG, fra, fra + timedelta(days=DAGE), nyt=True, processer=processer):
        pass


if __name__ == "__main__":
    django.setup()
    from tests.integration.demo.indhold import indhold

    byg(int(sys.argv[1]))
    json.dump(indhold(), sys.stdout)
