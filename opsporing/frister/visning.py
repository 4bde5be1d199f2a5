"""Reminders as a person reads them: told as tasks, several of a kind in one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from opsporing import dansk
from opsporing.adgang.permissions import Permission, har
from opsporing.dansk import Hvornaar, opregning
from opsporing.frister import rules
from opsporing.frister.typer import Fristtype, fristtyper, laes_flere, laes_resten, laeses_med
from opsporing.models import Frist, Paamindelse, User
from opsporing.models.barn import med_moedre
from opsporing.models.frist import PaamindelseQuerySet
from opsporing.tid import DANMARK, dato

#: Read reminders are shown for so long.
VISES = timedelta(days=30)
NAVNE_VIST = 4
#: What is read of a reminder, its deadline, matter, child and unit.
FELTER = (
    *(
        "uden_indsigt",
        "slags",
        "forfalder_at",
        "set_at",
        "frist__kode",
        "frist__trin",
        "frist__forfalder_at",
        "frist__heldag",
    ),
    *("frist__anledning__barn__fornavn", "frist__anledning__barn__efternavn", "frist__anledning__barn__mor_id"),
    *("frist__enhed__navn", "frist__anledning_id"),
)


def forfalder(frist: Frist) -> date | datetime:
    """When a deadline is said to fall due: its Danish day, or its moment where it goes by the clock."""
    return dato(frist.forfalder_at) if frist.heldag else frist.forfalder_at


def hvornaar(forfalder: date | datetime, nu: datetime) -> Hvornaar:
    """When something falls due, as a list says it at `nu`: a day by the calendar, a moment with hours and minutes."""
    if isinstance(forfalder, datetime):
        return dansk.paa_uret(forfalder.astimezone(DANMARK), nu)
    return dansk.hvornaar(forfalder, dato(nu))


@dataclass(frozen=True, slots=True)
class Nyhed:
    """One line of "Nyt til dig"."""

    hvad: str
    mere: str
    knap: str
    url: str
    forfalder: date | datetime
    hvornaar: Hvornaar
    eskaleret: bool
    ids: tuple[int, ...]

    @property
    def tekst(self) -> str:
        """The line as running text, for a narrow place; what goes by the clock says its hour."""
        hvad = f"{self.hvad}: {self.mere}."
        if not isinstance(self.forfalder, datetime):
            return hvad
        h = self.hvornaar
        return f"{hvad} {f'Fristen var {h.saa}' if h.forsinket else f'Senest {h.saa}'} ({h.foerst})."


@dataclass(frozen=True, slots=True)
class Nyt:
    """What is new, and the children it is about; where asked for, what has been read lately and how much waits under
    other employments.
    """

    ulaeste: list[Nyhed]
    laeste: list[Nyhed]
    boern: list[int]
    andre_ansaettelser: int

    @property
    def eskalerede(self) -> list[Nyhed]:
        """Unread lines about other people's overdue tasks."""
        return [nyhed for nyhed in self.ulaeste if nyhed.eskaleret and nyhed.hvornaar.forsinket]

    @property
    def truede(self) -> list[Nyhed]:
        """Unread lines about other people's tasks that are not overdue yet, told while there is still time."""
        return [nyhed for nyhed in self.ulaeste if nyhed.eskaleret and not nyhed.hvornaar.forsinket]

    @property
    def egne(self) -> list[Nyhed]:
        """Unread lines about the person's own tasks."""
        return [nyhed for nyhed in self.ulaeste if not nyhed.eskaleret]

    @property
    def antal_ulaeste(self) -> int:
        return sum(len(nyhed.ids) for nyhed in self.ulaeste)


@dataclass(frozen=True, slots=True)
class Dagsnyt:
    """What today's page says: other people's tasks that have escalated, the children in them, how much is unread."""

    eskalerede: list[Nyhed]
    boern: list[int]
    antal_ulaeste: int


def dagsnyt(user: User, nu: datetime) -> Dagsnyt:
    """The unread reminders of the user as `nyt` finds them, without what only their own page shows."""
    rolle = user.ansaettelse.rolle if user.ansaettelse else ""
    hendes = {kode: type_ for kode, type_ in fristtyper().items() if rolle in type_.ledere}
    alle = _hent(Paamindelse.objects.for_user(user, nu).aktuelle().filter(set_at=None), hendes.values())
    eskalerede = [p for p in alle if rules.er_eskalering(p.slags)]
    laes_resten(p.frist for p in eskalerede if p.frist.kode not in hendes)
    return Dagsnyt(_som_nyheder(eskalerede, user, nu), _boern(eskalerede), len(alle))


def _boern(paamindelser: Iterable[Paamindelse]) -> list[int]:
    set_ = {p.frist.anledning.barn_id for p in paamindelser if not p.uden_indsigt}
    return sorted(barn for barn in set_ if barn)


def nyt(user: User, nu: datetime, *, med_laeste: bool = False) -> Nyt:
    """The reminders of the user that are still about something, as the employment she acts under may see them.

    With `med_laeste` also those read lately, and how many wait under other employments.
    """
    synlige = Paamindelse.objects.for_user(user, nu).aktuelle()
    typer = fristtyper().values()
    alle = _hent(synlige.filter(set_at=None), typer)
    laeste, skjulte = [], 0
    if med_laeste:
        laeste = _hent(synlige.filter(set_at__gt=nu - VISES), typer)
        skjulte = Paamindelse.objects.aktuelle().filter(modtager=user, set_at=None).count() - len(alle)
    return Nyt(
        ulaeste=_som_nyheder(alle, user, nu),
        laeste=_som_nyheder(laeste, user, nu),
        boern=_boern([*alle, *laeste]),
        andre_ansaettelser=max(0, skjulte),
    )


def _hent(qs: PaamindelseQuerySet, typer: Iterable[Fristtype]) -> list[Paamindelse]:
    """The rows, with what these kinds of deadlines need."""
    hent, felter = laeses_med(typer, "frist__")
    fundne = list(
        qs.select_related("frist__anledning__barn", "frist__enhed", *hent)
        .only(*FELTER, *felter)
        .order_by("forfalder_at", "id")
    )
    laes_flere(p.frist for p in fundne)
    med_moedre(p.frist.anledning.barn for p in fundne)
    return fundne


def _som_nyheder(paamindelser: Iterable[Paamindelse], user: User, nu: datetime) -> list[Nyhed]:
    """One line per deadline; those of a kind that can be told together and fall due together share one."""
    bundter: dict[tuple[object, ...], list[Paamindelse]] = {}
    for p in paamindelser:
        bundter.setdefault(_noegle(p), []).append(p)
    return [_nyhed(bundt, user, nu) for bundt in bundter.values()]


def _noegle(p: Paamindelse) -> tuple[object, ...]:
    eskaleret = rules.er_eskalering(p.slags)
    if p.uden_indsigt:
        return (p.frist.kode, p.frist.enhed_id, "uden indsigt")
    if fristtyper()[p.frist.kode].samlet is None:
        return (p.frist_id, eskaleret)
    return (p.frist.kode, p.frist.enhed_id if eskaleret else None, forfalder(p.frist), eskaleret)


def _nyhed(bundt: list[Paamindelse], user: User, nu: datetime) -> Nyhed:
    frister = list({p.frist_id: p.frist for p in bundt}.values())
    if bundt[0].uden_indsigt:
        return _uden_indsigt(bundt, frister, nu)
    frist, type_ = frister[0], fristtyper()[frister[0].kode]
    eskaleret = rules.er_eskalering(bundt[0].slags)
    hvad = type_.hvad(frist, len(frister))
    navne = list(dict.fromkeys(f.anledning.barn.kaldenavn for f in frister if f.anledning.barn))
    mere = opregning([*navne[:NAVNE_VIST], *([f"{len(navne) - NAVNE_VIST} til"] if len(navne) > NAVNE_VIST else [])])
    if eskaleret:
        mere = f"{mere}, {frist.enhed.navn}" if mere else frist.enhed.navn
    if eskaleret and har(user, Permission.LEDER_OVERBLIK):
        # What is to be done is somebody else's; the leader is shown where it stands.
        knap, url = _for_lederen(bundt)
        hvad = type_.leder_titel or hvad
    else:
        knap, url = type_.knap, type_.url(frist)
    return Nyhed(
        hvad=hvad,
        mere=mere or frist.enhed.navn,
        knap=knap,
        url=url,
        forfalder=forfalder(frist),
        hvornaar=hvornaar(forfalder(frist), nu),
        eskaleret=eskaleret,
        ids=tuple(p.pk for p in bundt),
    )


def _uden_indsigt(bundt: list[Paamindelse], frister: list[Frist], nu: datetime) -> Nyhed:
    """How many are late in a unit, for a chief who may see none of them: nothing to open, and no name."""
    frist = min(frister, key=lambda en: en.forfalder_at)
    type_ = fristtyper()[frist.kode]
    return Nyhed(
        hvad=type_.cheftitel(len(frister)) if type_.cheftitel else type_.titel,
        mere=f"{frist.enhed.navn}. Tal med {'lederen' if type_.ledere else 'dem'} dér",
        knap="",
        url="",
        forfalder=forfalder(frist),
        hvornaar=hvornaar(forfalder(frist), nu),
        eskaleret=True,
        ids=tuple(p.pk for p in bundt),
    )


def _for_lederen(bundt: list[Paamindelse]) -> tuple[str, str]:
    frist = bundt[0].frist
    leder_url = fristtyper()[frist.kode].leder_url
    if leder_url is not None and (url := leder_url(frist)):
        return "Se", url
    boern = {p.frist.anledning.barn_id for p in bundt}
    barn = next(iter(boern))
    if len(boern) == 1 and barn is not None:
        return "Se barnet", reverse("barn", args=[barn])
    return "Se overblikket", reverse("leder")
