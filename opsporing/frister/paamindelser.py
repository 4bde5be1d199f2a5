"""Actions on reminders: making the ones that are due, and marking them as read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from opsporing import log
from opsporing.frister import modtagere, rules
from opsporing.frister.ajourfoering import laas
from opsporing.frister.modtagere import Sag
from opsporing.frister.typer import KOMMUNENS, Fristtype, fristtyper
from opsporing.frister.udsendelse import STRAKS, opret_straks
from opsporing.models import Ansaettelse, Frist, Kommune, Paamindelse, User
from opsporing.profil import profil_for

#: How many deadlines are looked at in one go, so that a large municipality fits in memory.
BUNKE = 2000

# The unique constraint decides who reminds, also when two workers are at it: only the one whose row it became hears
# back, and only she sends the e-mail.
INDSAET = """
INSERT INTO opsporing_paamindelse
  (frist_id, modtager_id, ansaettelse_id, slags, forfalder_at, uden_indsigt, oprettet_at)
SELECT f, m, a, s, d, u, %s
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::timestamptz[], %s::boolean[])
  AS ny(f, m, a, s, d, u)
ON CONFLICT DO NOTHING
RETURNING id, frist_id, modtager_id, slags
"""


@dataclass(frozen=True, slots=True)
class NyPaamindelse:
    """A reminder that was made just now."""

    pk: int
    sag: Sag
    ansaettelse: Ansaettelse
    uden_indsigt: bool

    @property
    def straks(self) -> bool:
        """Whether it is told by e-mail at once instead of in the weekly letter."""
        return rules.er_eskalering(self.sag.slags) or fristtyper()[self.sag.kode].haster


@transaction.atomic
def paamind(*, nu: datetime, alle: bool = False, typer: Collection[Fristtype] | None = None) -> int:
    """Make every reminder that is due and not made yet; returns how many. Another worker's run makes this one none.
    With `typer` only those of some kinds.

    An occasion that somebody has been told of is done with; with `alle` (once a night) it is looked at again, so that
    whoever has come to the unit since, or taken the matter over, is told too.
    """
    if not laas("opsporing.frister.paamindelser"):
        return 0
    antal = 0
    sager = _forfaldne_lejligheder(nu, alle=alle, typer=typer)
    for start in range(0, len(sager), BUNKE):
        antal += len(_opret(sager[start : start + BUNKE], nu))
    return antal


def paamind_alle(*, nu: datetime) -> int:
    """`paamind` for the night."""
    return paamind(nu=nu, alle=True)


def paamind_efter_uret(*, nu: datetime) -> int:
    """`paamind` for every minute: only what goes by hours. Asks the database nothing where no such kind exists.

    These are few, and a night is too long to wait: whoever takes one over, or becomes a leader, is told a minute after.
    """
    typer = [type_ for type_ in fristtyper().values() if type_.efter_uret]
    return paamind(nu=nu, alle=True, typer=typer) if typer else 0


def _forfaldne_lejligheder(nu: datetime, *, alle: bool, typer: Collection[Fristtype] | None = None) -> list[Sag]:
    """The occasions that have come, as far as nobody has been told of them."""
    typer = fristtyper().values() if typer is None else typer
    koder = [type_.kode for type_ in typer]
    varslinger = _varslinger(typer)
    frister = (
        Frist.objects.aabne()
        .filter(kode__in=koder, forfalder_at__lt=nu + rules.tidligst_at_se_paa(varslinger.values()))
        .order_by("pk")
        .values_list("pk", "kode", "anledning_id", "kommune_id", "enhed__sti", "ansvarlig_id", "forfalder_at")
    )
    gjort: set[tuple[int, str]] = set()
    if not alle:
        fortalt = Paamindelse.objects.aktuelle().filter(frist__kode__in=koder)
        gjort = set(fortalt.values_list("frist_id", "slags").distinct())
    return [
        Sag(pk, kode, slags, anledning, kommune, sti, ansvarlig, forfalder)
        for pk, kode, anledning, kommune, sti, ansvarlig, forfalder in frister.iterator(chunk_size=BUNKE)
        for slags in rules.lejligheder(forfalder, varslinger[kommune, kode], nu)
        if (pk, slags) not in gjort
    ]


def _varslinger(typer: Iterable[Fristtype]) -> dict[tuple[int, str], rules.Varsling]:
    """How each kind is told of in each municipality."""
    typer = list(typer)
    fundet = {}
    for kommune in Kommune.objects.select_related("profil"):
        profil = profil_for(kommune)
        for type_ in typer:
            fundet[kommune.pk, type_.kode] = rules.varsling(
                foer=type_.foer_dage,
                eskaler=type_.eskaler_dage,
                timer=type_.paamind_timer,
                kaede=type_.eskaleringer,
                kommunens=KOMMUNENS,
                profil_foer=profil.paamind_dage,
                profil_eskaler=profil.eskaler_dage,
            )
    return fundet


@transaction.atomic
def _opret(sager: Collection[Sag], nu: datetime) -> list[NyPaamindelse]:
    fundet = {(sag.frist_id, a.user_id, sag.slags): (sag, a, False) for sag, a in modtagere.find(sager, nu)}
    for sag, a in modtagere.chefer(sager, nu):
        # Who sees the matter anyhow is told of it as the others are.
        fundet.setdefault((sag.frist_id, a.user_id, sag.slags), (sag, a, True))
    if not fundet:
        return []
    raekker = list(fundet.values())
    with connection.cursor() as cursor:
        cursor.execute(
            INDSAET,
            [
                nu,
                [sag.frist_id for sag, _, _ in raekker],
                [ansaettelse.user_id for _, ansaettelse, _ in raekker],
                [ansaettelse.pk for _, ansaettelse, _ in raekker],
                [sag.slags for sag, _, _ in raekker],
                [sag.forfalder_at for sag, _, _ in raekker],
                [uden for _, _, uden in raekker],
            ],
        )
        nye = [NyPaamindelse(pk, *fundet[frist, user, slags]) for pk, frist, user, slags in cursor.fetchall()]
    _fortael_straks([ny for ny in nye if ny.straks], nu)
    return nye


def _fortael_straks(nye: Sequence[NyPaamindelse], nu: datetime) -> None:
    """One e-mail at once to each person for all that came at the same moment; escalations are logged too."""
    efter_person: dict[Ansaettelse, list[NyPaamindelse]] = defaultdict(list)
    for ny in nye:
        efter_person[ny.ansaettelse].append(ny)
    boern = _boern(ny.sag.frist_id for ny in nye)
    for ansaettelse, hendes in efter_person.items():
        user = ansaettelse.user.vaelg(ansaettelse)
        eskalerede = [ny.sag.frist_id for ny in hendes if rules.er_eskalering(ny.sag.slags)]
        # Whoever may not see the matter hears of no child, and no child's log says that she did.
        sete = [ny.sag.frist_id for ny in hendes if rules.er_eskalering(ny.sag.slags) and not ny.uden_indsigt]
        if eskalerede:
            log.record(
                "opsporing.frist_eskaleret",
                by=user,
                nu=nu,
                boern=sorted({boern[frist] for frist in sete if frist in boern}),
                antal=len(eskalerede),
            )
        foerste = min(hendes, key=lambda ny: (ny.sag.frist_id, ny.sag.slags))
        noegle = f"{STRAKS}{foerste.sag.frist_id}-{foerste.sag.slags}-{foerste.sag.forfalder_at:%Y%m%dT%H%M}"
        opret_straks(modtager=user, noegle=noegle, paamindelser=[ny.pk for ny in hendes], nu=nu)


def _boern(frister: Iterable[int]) -> dict[int, int]:
    return dict(
        Frist.objects.filter(pk__in=set(frister), anledning__barn__isnull=False).values_list("pk", "anledning__barn_id")
    )


@transaction.atomic
def laes(*, by: User, nu: datetime, paamindelser: Collection[int] | None = None) -> int:
    """Mark the person's own unread reminders as read: those named, or all that are open to her now."""
    qs = Paamindelse.objects.for_user(by, nu).filter(set_at=None)
    if paamindelser is not None:
        qs = qs.filter(pk__in=paamindelser)
    antal = Paamindelse.objects.filter(pk__in=list(qs.values_list("pk", flat=True))).update(set_at=nu)
    if antal:
        log.record("opsporing.paamindelser_laest", by=by, nu=nu, antal=antal)
    return antal
