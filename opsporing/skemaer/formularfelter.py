"""Django's form fields for the engine: they collect what was sent, and leave all judging to ``svar.valider``.

So there is one place that knows what a right answer is, whether it comes from a form or from saving as one goes.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from opsporing.skemaer.billeder import BILLEDER
from opsporing.skemaer.definition import JA, NEJ, Felt, Felttype, Skemadefinition, Valgmulighed
from opsporing.skemaer.iagttagelser import DELE
from opsporing.skemaer.pladsholdere import udfyld

#: Joins a field and a part of it in the names of the web form; a field code can never hold it.
DEL = "__"


class Raat(forms.Field):
    """A field whose value is handed on as it came."""

    def clean(self, value: Any) -> Any:
        return value


class RaatValg(forms.ChoiceField):
    """One of several choices, handed on as it came."""

    def clean(self, value: Any) -> Any:
        return value


class RaatFlervalg(forms.MultipleChoiceField):
    """Any of several choices, handed on as they came."""

    def clean(self, value: Any) -> Any:
        return value


class Gentaget(forms.Widget):
    """Several inputs of one name; the value is a list. Drawn by ``skemaer/gentaget.html``."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return _alle(data, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class PrPerson(forms.Widget):
    """Pairs of a name and an answer; the value is a list of {"navn", "vaerdi"}. Drawn by ``skemaer/pr_person.html``."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        vaerdier = _alle(data, name)
        navne = _alle(data, f"{name}{DEL}navn")
        antal = max(len(vaerdier), len(navne))
        vaerdier += [""] * (antal - len(vaerdier))
        navne += [""] * (antal - len(navne))
        return [{"navn": navn, "vaerdi": vaerdi} for navn, vaerdi in zip(navne, vaerdier, strict=True)]


class Iagttagelser(forms.Widget):
    """Dated observations; the value is a list with every row of the page. Drawn by ``skemaer/iagttagelser.html``.

    A row's parts are named after its id, so that each keeps its own whatever the browser leaves out. The script comes
    with the form, on pages that have such a field.
    """

    class Media:
        js = [Script("opsporing/iagttagelser.js", defer=True)]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        return [self._raekke(data, name, id_) for id_ in dict.fromkeys(_alle(data, f"{name}{DEL}id"))]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}{DEL}id" not in data

    def _raekke(self, data: Any, name: str, id_: str) -> dict[str, str]:
        foran = f"{name}{DEL}{id_}{DEL}"
        if data.get(f"{foran}fjern"):
            return {"id": id_}
        dele = {del_: data.get(f"{foran}{del_}") for del_ in DELE}
        return {"id": id_, **{del_: vaerdi for del_, vaerdi in dele.items() if vaerdi}}


class LinealTegn(forms.Widget):
    """The questions of one lineal_tegn; the value is a dictionary. Drawn by ``skemaer/lineal_tegn.html``."""

    def __init__(self, koder: tuple[str, ...]) -> None:
        super().__init__()
        self.koder = koder

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        svar = {kode: data.get(f"{name}{DEL}{kode}") for kode in self.koder}
        return {kode: vaerdi for kode, vaerdi in svar.items() if vaerdi}


def _alle(data: Any, name: str) -> list[str]:
    if hasattr(data, "getlist"):
        return list(data.getlist(name))
    vaerdi = data.get(name, [])
    return list(vaerdi) if isinstance(vaerdi, (list, tuple)) else [vaerdi]


def formularfelt(
    definition: Skemadefinition, felt: Felt, *, paakraevet: bool, pladsholdere: Mapping[str, str]
) -> forms.Field:
    """The form field for one question. ``paakraevet`` only marks it; nothing is refused here."""
    faelles: dict[str, Any] = {
        "label": udfyld(felt.tekst, pladsholdere),
        "help_text": udfyld(felt.hjaelp, pladsholdere),
        "required": paakraevet,
    }
    if felt.gentages:
        return Raat(widget=Gentaget(), **faelles)
    if felt.pr_person:
        return Raat(widget=PrPerson(), **faelles)
    valg = [(mulighed.kode, _valgtekst(mulighed, udfyld(mulighed.tekst, pladsholdere))) for mulighed in felt.valg]
    match felt.type:
        case Felttype.TEGN:
            return RaatValg(choices=[(kode, kode) for kode in felt.koder], widget=forms.RadioSelect, **faelles)
        case Felttype.VALG | Felttype.SKALA:
            return RaatValg(choices=valg, widget=forms.RadioSelect, **faelles)
        case Felttype.FLERVALG:
            return RaatFlervalg(choices=valg, widget=forms.CheckboxSelectMultiple, **faelles)
        case Felttype.JA_NEJ:
            return RaatValg(choices=[(JA, "Ja"), (NEJ, "Nej")], widget=forms.RadioSelect, **faelles)
        case Felttype.LINEAL_TEGN:
            return Raat(widget=LinealTegn(tuple(del_.kode for del_ in definition.tegn_svar)), **faelles)
        case Felttype.IAGTTAGELSER:
            return Raat(widget=Iagttagelser(), **faelles)
        case Felttype.LANG_TEKST:
            # No maxlength: a browser cuts off what is pasted without a word. The check says so and keeps it.
            return Raat(widget=forms.Textarea(attrs={"rows": 4}), **faelles)
        case Felttype.TAL:
            return Raat(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **faelles)
        case Felttype.DATO:
            return Raat(
                widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "dd-mm-åååå", "maxlength": 10}),
                **faelles,
            )
        case _:
            return Raat(widget=forms.TextInput(), **faelles)


def _valgtekst(mulighed: Valgmulighed, tekst: str) -> str:
    """The words of a choice, after its picture where it has one."""
    billede = BILLEDER.get(mulighed.egenskaber.get("billede", ""))
    if billede is None:
        return tekst
    return format_html(
        '<svg class="ops-pic" viewBox="0 0 48 48" aria-hidden="true" focusable="false">{}</svg>{}',
        mark_safe(billede),
        tekst,
    )


def vist_vaerdi(felt: Felt, vaerdi: Any) -> Any:
    """A stored answer as the form field shows it."""
    if vaerdi is None or felt.gentages or felt.pr_person:
        return vaerdi
    if felt.type is Felttype.JA_NEJ:
        return JA if vaerdi else NEJ
    if felt.type is Felttype.DATO:
        return _som_tastet(vaerdi)
    if felt.type is Felttype.IAGTTAGELSER:
        return [{**en, "dato": _som_tastet(en["dato"])} if "dato" in en else en for en in vaerdi]
    return vaerdi


def _som_tastet(dato: str) -> str:
    return date.fromisoformat(dato).strftime("%d-%m-%Y")
