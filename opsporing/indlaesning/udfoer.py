"""Carry out a plan: all of it or nothing, in the caller's transaction.

Rows are written in bulk, and yet it means what the single actions mean (`opsporing.boern.actions`,
`opsporing.organisation.actions`): each child and person gets its own rows in the log, triggers keep the history, and
those who follow children and staff are told once about all of them. A test holds the two against each other.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.db.models import Model

from opsporing import log
from opsporing.boern.actions import sig_det_videre
from opsporing.indlaesning.bestand import portioner
from opsporing.indlaesning.plan import Fremdrift, Plan, Ref
from opsporing.indlaesning.plan_boern import Boernearbejde, Indskrivning
from opsporing.indlaesning.plan_medarbejdere import Ansat, Medarbejderarbejde
from opsporing.models import Ansaettelse, Barn, Foraeldremyndighed, Kommune, Person, Tilknytning, User
from opsporing.organisation.actions import sig_om_ansatte

M = TypeVar("M", bound=Model)

SKRIDT = "Gemmer"
#: Rows in one statement.
PORTION = 1_000


def udfoer(plan: Plan, *, kommune: Kommune, by: User | None, nu: datetime, fremdrift: Fremdrift) -> None:
    """Write what the plan says. Raises ValueError for a plan with faults or open questions: nobody may carry it out."""
    if not plan.kan_udfoeres:
        raise ValueError("En plan med fejl eller ubesvarede spørgsmål kan ikke gennemføres.")
    with connection.cursor() as cursor:
        # Each history trigger runs in a subtransaction, and the end of one walks through every deferred check that
        # waits: quadratic in the rows. Checked at once, statement by statement, nothing waits.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    skriver = _Skriver(kommune, by, nu, fremdrift)
    if isinstance(plan.arbejde, Boernearbejde):
        skriver.boern(plan.arbejde)
    else:
        skriver.medarbejdere(plan.arbejde)


class _Skriver:
    def __init__(self, kommune: Kommune, by: User | None, nu: datetime, fremdrift: Fremdrift) -> None:
        self.kommune, self.by, self.nu, self.fremdrift = kommune, by, nu, fremdrift
        self.skrevet = self.i_alt = 0
        #: The primary keys of what the plan named "linje:17" or "cpr:...".
        self.nye: dict[str, int] = {}

    # Children ---------------------------------------------------------------------------------------------------------

    def boern(self, arbejde: Boernearbejde) -> None:
        self.i_alt = sum(
            len(dele)
            for dele in (
                arbejde.nye_personer,
                arbejde.rettede_personer,
                arbejde.nye_boern,
                arbejde.rettede_boern,
                arbejde.nye_myndigheder,
                arbejde.indskrivninger,
            )
        )
        self._opret(Person, arbejde.nye_personer)
        self._ret(Person, arbejde.rettede_personer)
        self._log("opsporing.person_rettet", _om(Person, arbejde.rettede_personer))
        nye = self._opret(Barn, arbejde.nye_boern)
        self._log("opsporing.barn_oprettet", ({"barn": barn} for barn in nye))
        self._ret(Barn, arbejde.rettede_boern)
        self._log("opsporing.barn_rettet", ({"barn": pk, "felter": f} for pk, f in arbejde.rettede_boern.items()))
        self._log("opsporing.barn_foedt", ({"barn": pk} for pk in arbejde.foedte))
        self._myndigheder(arbejde)
        self._indskrivninger(arbejde.indskrivninger)
        beroerte = {self._pk(i.barn) for i in arbejde.indskrivninger}
        beroerte |= {self._pk(barn) for barn, _ in arbejde.nye_myndigheder}
        beroerte |= {barn for _, barn in arbejde.slut_myndigheder}
        if beroerte:
            sig_det_videre(boern=beroerte, by=self.by, nu=self.nu)

    def _myndigheder(self, arbejde: Boernearbejde) -> None:
        nye = self._gem(
            Foraeldremyndighed,
            (
                Foraeldremyndighed(
                    kommune=self.kommune, barn_id=self._pk(barn), person_id=self._pk(person), fra=self.nu
                )
                for barn, person in arbejde.nye_myndigheder
            ),
        )
        self._log("opsporing.foraeldremyndighed_aendret", ({"barn": m.barn_id, "objekt": m} for m in nye))
        for portion in portioner(pk for pk, _ in arbejde.slut_myndigheder):
            Foraeldremyndighed.objects.filter(pk__in=portion, til=None).update(til=self.nu)
        self._log("opsporing.foraeldremyndighed_aendret", ({"barn": barn} for _, barn in arbejde.slut_myndigheder))

    def _indskrivninger(self, indskrivninger: Iterable[Indskrivning]) -> None:
        alle = list(indskrivninger)
        nye = self._gem(
            Tilknytning,
            (
                Tilknytning(
                    kommune=self.kommune,
                    barn_id=self._pk(i.barn),
                    enhed_id=i.enhed,
                    grundlag=i.grundlag,
                    **i.felter,
                )
                for i in alle
                if i.pk is None
            ),
        )
        self._log("opsporing.barn_indskrevet", ({"barn": t.barn_id, "objekt": t} for t in nye))
        kendte = [i for i in alle if i.pk is not None]
        self._ret(Tilknytning, {i.pk: i.felter for i in kendte if i.pk is not None})
        for haendelse, afsluttes in (("opsporing.barn_udskrevet", True), ("opsporing.indskrivning_rettet", False)):
            om = (
                {"barn": self._pk(i.barn), "objekt": Tilknytning(pk=i.pk), "felter": i.felter}
                for i in kendte
                if i.afsluttes is afsluttes
            )
            self._log(haendelse, om)

    # Staff ------------------------------------------------------------------------------------------------------------

    def medarbejdere(self, arbejde: Medarbejderarbejde) -> None:
        self.i_alt = len(arbejde.nye_brugere) + len(arbejde.rettede_brugere) + len(arbejde.ansaettelser)
        # Nobody can sign in with it until a password is set.
        nye = self._opret(User, arbejde.nye_brugere, password=make_password(None))
        self._log("opsporing.bruger_oprettet", ({"objekt": user} for user in nye))
        self._ret(User, arbejde.rettede_brugere)
        self._log("opsporing.bruger_rettet", _om(User, arbejde.rettede_brugere))
        self._ansaettelser(arbejde.ansaettelser)
        if brugere := {self._pk(a.bruger) for a in arbejde.ansaettelser}:
            sig_om_ansatte(brugere=brugere, by=self.by, nu=self.nu)

    def _ansaettelser(self, ansaettelser: Iterable[Ansat]) -> None:
        alle = list(ansaettelser)
        nye = self._gem(
            Ansaettelse,
            (
                Ansaettelse(
                    kommune=self.kommune, user_id=self._pk(a.bruger), enhed_id=a.enhed, rolle=a.rolle, **a.felter
                )
                for a in alle
                if a.pk is None
            ),
        )
        self._log("opsporing.ansaettelse_oprettet", ({"objekt": a} for a in nye))
        self._ret(Ansaettelse, {a.pk: a.felter for a in alle if a.pk is not None})
        for haendelse, afsluttes in (
            ("opsporing.ansaettelse_afsluttet", True),
            ("opsporing.ansaettelse_rettet", False),
        ):
            om = (
                {"objekt": Ansaettelse(pk=a.pk), "felter": a.felter}
                for a in alle
                if a.pk is not None and a.afsluttes is afsluttes
            )
            self._log(haendelse, om)

    # Rows -------------------------------------------------------------------------------------------------------------

    def _pk(self, ref: Ref) -> int:
        return ref if isinstance(ref, int) else self.nye[ref]

    def _opret(self, model: type[M], nye: Mapping[str, dict[str, Any]], **ens: Any) -> list[M]:
        raekker = self._gem(model, (model(kommune=self.kommune, **felter, **ens) for felter in nye.values()))
        self.nye.update(zip(nye, (r.pk for r in raekker), strict=True))
        return raekker

    def _gem(self, model: type[M], raekker: Iterable[M]) -> list[M]:
        gemte: list[M] = []
        for portion in portioner(raekker, PORTION):
            self._planlaeg_forfra()
            gemte += model._default_manager.bulk_create(portion)
            self._fortael(len(portion))
        return gemte

    def _ret(self, model: type[Model], rettede: Mapping[int, dict[str, Any]]) -> None:
        """Update rows in bulk; rows that change the same columns go together."""
        efter_felter: dict[tuple[str, ...], list[Model]] = {}
        for pk, felter in rettede.items():
            efter_felter.setdefault(tuple(felter), []).append(model(pk=pk, **felter))
        for navne, raekker in efter_felter.items():
            for portion in portioner(raekker, PORTION):
                model._default_manager.bulk_update(portion, navne, batch_size=PORTION)
                self._fortael(len(portion))

    def _planlaeg_forfra(self) -> None:
        """Let the database forget how it checked foreign keys while the tables were small.

        A session keeps those plans. Made when a municipality begins, with a handful of rows, they read the whole table
        for every row, and the first large file would take hours instead of a minute.
        """
        with connection.cursor() as cursor:
            cursor.execute("DISCARD PLANS")

    def _log(self, haendelse: str, om: Iterable[dict[str, Any]]) -> None:
        log.record_mange(haendelse, om, by=self.by, nu=self.nu, kommune=self.kommune)

    def _fortael(self, antal: int) -> None:
        self.skrevet += antal
        self.fremdrift(SKRIDT, min(self.skrevet, self.i_alt), self.i_alt)


def _om(model: type[Model], rettede: Mapping[int, dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return ({"objekt": model(pk=pk), "felter": felter} for pk, felter in rettede.items())
