"""A definition as a web form: Django form, crispy layout, and the same check as everywhere else.

    form = Skemaformular(definition, svar=b.svar, rev=b.rev, alder_mdr=26, pladsholdere=positionsord(p.positioner))
    form = Skemaformular(definition, data=request.POST, svar=b.svar, alder_mdr=26, kladde=False, ved="egen")
    gem_felter(b, form.aendringer(), form.rev, klient=form.klient, ...)   # stores what was touched and is right
    if form.is_valid(): ...                                               # nothing missing; form.renset is cleaned

The template writes ``{% crispy form %}`` inside its own ``<form>``. Each field stands in an element with ``data-felt``
and ``data-slags``, which is how ``skema.js`` reads its value, and with ``data-vises-naar-*`` when it is conditional.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.widgets import Script

from opsporing.skemaer.definition import IKKE_SET, POSITIONER, Felt, Felttype, Sektion, Skemadefinition
from opsporing.skemaer.formularfelter import formularfelt, vist_vaerdi
from opsporing.skemaer.iagttagelser import laes
from opsporing.skemaer.layout import Sektionsramme
from opsporing.skemaer.pladsholdere import udfyld
from opsporing.skemaer.skrivehjaelp import Skriveord, skriveord, vil_laeses
from opsporing.skemaer.svar import valider

FOER = "foer"


@dataclass(frozen=True)
class Tidligere:
    """The last time the same signs were answered: a label for the eye ("maj 2026") and the codes by stem."""

    navn: str
    koder: Mapping[str, str]


@dataclass(frozen=True)
class Dimensionstal:
    """How far one dimension is: for the counters on top of the page."""

    sektion: Sektion
    anker: str
    titel: str
    besvaret: int
    i_alt: int

    @property
    def kort(self) -> str:
        """The title's first word, for a narrow place."""
        return self.titel.split()[0] if self.titel else ""


class Skemaformular(forms.Form):
    """The form of one definition, for one age, position, kind of matter and function.

    ``kladde`` decides whether missing answers are faults. After ``is_valid`` ``renset`` holds the cleaned answers, also
    the right ones of a form that has faults elsewhere.
    """

    use_required_attribute = False
    #: Whether the labels say what may be left empty; not on a screen that a family looks at.
    marker_valgfrit = True

    def __init__(
        self,
        definition: Skemadefinition,
        *,
        data: Any = None,
        svar: Mapping[str, Any] | None = None,
        kladde: bool = True,
        alder_mdr: int | None = None,
        position: str | None = None,
        slags: str | None = None,
        funktion: str | None = None,
        ved: str = "",
        pladsholdere: Mapping[str, str] | None = None,
        tidligere: Tidligere | None = None,
        rev: int = 0,
        prefix: str | None = None,
        kendte: Mapping[str, Any] | None = None,
        i_dag: date | None = None,
    ) -> None:
        self.definition = definition if alder_mdr is None else definition.for_alder(alder_mdr)
        self.udvalg = self.definition.for_(position=position, slags=slags, funktion=funktion)
        self.kladde, self.ved = kladde, ved
        self.position, self.slags, self.funktion = position, slags, funktion
        self.kendte, self.i_dag = kendte or {}, i_dag
        self.pladsholdere = pladsholdere or {}
        self.tidligere = tidligere
        self._rev, self._klient = rev, secrets.token_hex(8)
        self.svar = dict(svar or {})
        self.renset: dict[str, Any] = {}
        felter = [felt for felt in self.udvalg.felter if felt.har_svar and self.kan_vises(felt)]
        initial = {felt.kode: vist_vaerdi(felt, self.svar.get(felt.kode)) for felt in felter}
        super().__init__(data, initial=initial, prefix=prefix)
        for felt in felter:
            self.fields[felt.kode] = formularfelt(
                self.udvalg, felt, paakraevet=self.er_paakraevet(felt), pladsholdere=self.pladsholdere
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        vist = [
            sektion
            for sektion in self.udvalg.sektioner
            if any(self.kan_vises(felt) for felt in sektion.felter) and not sektion.er_tegn_svar
        ]
        self.helper.layout = Layout(*(Sektionsramme(sektion) for sektion in vist))

    @property
    def media(self) -> forms.Media:
        """What the fields bring along, and the writing help where a field has some."""
        hjaelp = any(vil_laeses(felt) or felt.egenskaber.get("raad") for felt in self.udvalg.felter)
        js: Any = [Script("opsporing/skrivehjaelp.js", defer=True)] if hjaelp else []
        return super().media + forms.Media(js=js)

    @cached_property
    def skriveord(self) -> tuple[Skriveord, ...]:
        """The words the texts are read for."""
        return skriveord(self.definition)

    @property
    def skriveord_data(self) -> str:
        """The same for skrivehjaelp.js, every form of every word."""
        return json.dumps([{"former": en.former, "raad": en.raad} for en in self.skriveord], ensure_ascii=False)

    def bringer_skriveord(self, sektion: Sektion) -> bool:
        """Is this the first section that has a field to read? The words stand once on the page."""
        laeses = [en for en in self.udvalg.sektioner for felt in en.felter if vil_laeses(felt) and self.kan_vises(felt)]
        return bool(laeses and self.skriveord) and laeses[0] is sektion

    def kan_vises(self, felt: Felt) -> bool:
        """Does what is known beforehand leave the field in the form? The rest is for the page to show and hide."""
        sektion = self.udvalg.sektion_for(felt.kode)
        return all(
            betingelse.opfyldt(self.kendte.get(betingelse.felt))
            for betingelse in (felt.vises_naar, sektion.vises_naar if sektion else None)
            if betingelse is not None and betingelse.felt in self.udvalg.kendte
        )

    def er_paakraevet(self, felt: Felt) -> bool:
        """Is the field marked as one that must be answered before completion? One of a group is not "optional"."""
        return felt.paakraevet or bool(felt.gruppe_krav) or bool(self.ved and self.ved in felt.paakraevet_ved)

    def clean(self) -> dict[str, Any]:
        """Hold the answers against the definition; every fault goes to its field."""
        resultat = valider(
            self.definition,
            self.cleaned_data,
            kladde=self.kladde,
            position=self.position,
            slags=self.slags,
            funktion=self.funktion,
            ved=self.ved,
            kendte=self.kendte,
            i_dag=self.i_dag,
        )
        self.renset = resultat.renset
        for kode, besked in resultat.fejl.items():
            self.add_error(kode if kode in self.fields else None, besked)
        return self.cleaned_data

    @property
    def foer(self) -> str:
        """What the page showed at first, as a short mark per field, so that ``aendringer`` knows what was touched.

        A page that is shown again with faults keeps the marks, ``rev`` and ``klient`` it came with: what was stored
        meanwhile has not been seen on it.
        """
        if self.is_bound and FOER in self.data:
            return str(self.data[FOER])
        maerker = {kode: _maerke(vaerdi) for kode, vaerdi in self.svar.items()}
        for felt in self.udvalg.felter:
            if felt.type is Felttype.IAGTTAGELSER:
                maerker |= {f"{felt.kode}#{en['id']}": _maerke(en) for en in self.svar.get(felt.kode, ())}
        return json.dumps(maerker, separators=(",", ":"))

    @property
    def rev(self) -> int:
        """The count of saves the page was made from; 0 when the page says something else than a number."""
        if not self.is_bound:
            return self._rev
        sendt = str(self.data.get("rev", ""))
        return int(sendt) if sendt.isascii() and sendt.isdigit() and len(sendt) < 10 else 0

    @property
    def klient(self) -> str:
        """The page's name for itself, by which what it has saved is known as its own; new for every fresh page."""
        return str(self.data.get("klient", "")) if self.is_bound else self._klient

    def aendringer(self) -> dict[str, Any]:
        """Of a posted form: the fields whose answer is another than when the page was made, ready for ``gem_felter``.

        A field that was not touched is left out, so that it cannot overwrite what a colleague has written meanwhile.
        So is one that is hidden by its condition: a browser does not send it, and what it held stays in the draft.
        """
        maerker = self._maerker_foer()
        sendt = {kode: self[kode].data for kode in self.fields}
        resultat = valider(self.definition, sendt, kladde=True)
        synlige = self.definition.synlige_felter(
            resultat.renset, position=self.position, slags=self.slags, funktion=self.funktion, kendte=self.kendte
        )
        return {
            felt.kode: self._med_uroerte(felt, sendt[felt.kode], maerker)
            for felt in synlige
            if felt.kode in sendt
            and (felt.kode in resultat.fejl or maerker.get(felt.kode) != _maerke(resultat.renset.get(felt.kode)))
        }

    def _med_uroerte(self, felt: Felt, raa: Any, maerker: Mapping[str, str]) -> Any:
        """Of a list of observations, mark those that stand as they did when the page was made."""
        if felt.type is not Felttype.IAGTTAGELSER:
            return raa
        return [
            {**en, "uroert": True} if maerker.get(f"{felt.kode}#{en['id']}") == _maerke(_iagttagelse(felt, en)) else en
            for en in raa
        ]

    def _maerker_foer(self) -> dict[str, str]:
        """The marks that were posted; none when they cannot be read, and then everything counts as touched."""
        try:
            maerker = json.loads(self.data.get(FOER, ""))
        except (ValueError, RecursionError):
            return {}
        return dict.fromkeys(self.fields, _maerke(None)) | maerker if isinstance(maerker, dict) else {}

    @property
    def dimensionstal(self) -> tuple[Dimensionstal, ...]:
        """The counters of the dimensions, from what is in the form now."""
        return tuple(
            Dimensionstal(
                sektion,
                self.anker(sektion),
                udfyld(sektion.titel, self.pladsholdere),
                sum(1 for felt in sektion.tegn if self[felt.kode].value()),
                len(sektion.tegn),
            )
            for sektion in self.udvalg.dimensioner
        )

    def anker(self, sektion: Sektion) -> str:
        """The id of a section on the page."""
        return f"{self.prefix}-sektion-{sektion.kode}" if self.prefix else f"sektion-{sektion.kode}"

    def tegnkort(self, felt: Felt) -> dict[str, Any]:
        """One sign of this form, ready to be drawn."""
        bundet = self[felt.kode]
        return tegnkort(
            felt,
            navn=bundet.html_name,
            anker=bundet.auto_id,
            valgt=bundet.value(),
            definition=self.definition,
            pladsholdere=self.pladsholdere,
            tidligere=self.tidligere,
            mangler=bool(bundet.errors),
        )


def _iagttagelse(felt: Felt, raa: Mapping[str, str]) -> dict[str, str] | None:
    """One posted observation as it would be stored, or None when there is nothing, or something wrong, in it."""
    (raekke,) = laes(felt, [raa], None)
    return {"id": raekke.id, **raekke.dele} if raekke.dele and not raekke.fejl else None


def _maerke(vaerdi: Any) -> str:
    """A short mark of a stored answer: equal answers have equal marks."""
    return hashlib.sha256(json.dumps(vaerdi, sort_keys=True).encode()).hexdigest()[:10]


def tegnkort(
    felt: Felt,
    *,
    navn: str,
    anker: str,
    valgt: str | None,
    definition: Skemadefinition,
    pladsholdere: Mapping[str, str],
    tidligere: Tidligere | None = None,
    hvem: Mapping[str, list[str]] | None = None,
    mangler: bool = False,
    taster: bool = True,
) -> dict[str, Any]:
    """What ``_components/tegn.html`` needs to draw one sign. ``hvem`` names, per code, the raters who chose it."""
    koder = (*POSITIONER, IKKE_SET)
    tekster = {**felt.ankre, IKKE_SET: str(definition.egenskaber.get("ikke_set", "Ikke set endnu"))}
    sidst = tidligere.koder.get(felt.tegn) if tidligere else None
    return {
        "id": anker,
        "navn": navn,
        "titel": udfyld(felt.tekst, pladsholdere),
        "hjaelp": udfyld(felt.hjaelp, pladsholdere),
        "valgt": valgt,
        "mangler": mangler,
        "taster": taster,
        "svar": [
            {
                "vaerdi": kode,
                "tekst": udfyld(tekster[kode], pladsholdere),
                "uset": kode == IKKE_SET,
                "forrige": tidligere.navn if tidligere and kode == sidst else "",
                "hvem": (hvem or {}).get(kode, []),
            }
            for kode in koder
        ],
    }


def koder_pr_stamme(definition: Skemadefinition, svar: Mapping[str, Any]) -> dict[str, str]:
    """The answers to signs by stem, so that they can be held beside those of another age."""
    return {
        felt.tegn: svar[felt.kode] for felt in definition.felter if felt.type is Felttype.TEGN and felt.kode in svar
    }
