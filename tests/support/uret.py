"""A kind of deadline by the clock, for tests: 24 hours, a chain of leaders, e-mail at any hour.

A worker that is started with `--include tests.support.uret_arbejder` knows it too.
"""

from opsporing.frister.typer import ALLE, Eskalering, Fristtype, fristtyper

URET = Fristtype(
    kode="proeve.uret",
    titel="Vurdér noget",
    samlet="Vurdér {antal}",
    knap="Vurdér",
    url=lambda frist: "/vurder/",
    roller=frozenset({"paedagog", "dagplejer"}),
    paamind_timer=(24, 12, 4, 1),
    eskaleringer=(
        Eskalering(-6),
        Eskalering(-2, opad=2),
        Eskalering(0, opad=ALLE),
        Eskalering(4, opad=ALLE, til=frozenset({"dagtilbudsleder", "forvaltning"})),
    ),
    eskaler_til=frozenset({"dagtilbudsleder"}),
    haster=True,
    leder_titel="Noget er ikke vurderet",
)


def registrer() -> None:
    """Let this process know the kind until it ends."""
    fristtyper()[URET.kode] = URET
