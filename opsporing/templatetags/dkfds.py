"""What the crispy template pack `dkfds` needs to draw fields: kinds, widgets with a class, lines of errors."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

register = template.Library()

KLASSE = {"select": "form-select", "input": "form-input", "textarea": "form-input", "fil": "form-input"}
KLASSE |= {"sammensat": "form-input", "afkryds": "form-checkbox"}


@register.filter
def slags(felt: BoundField) -> str:
    """How a field is drawn: skjult, radio, afkrydsninger, afkryds, select, textarea, fil, sammensat or input."""
    widget = felt.field.widget
    for klasse, navn in (
        (forms.CheckboxSelectMultiple, "afkrydsninger"),
        (forms.RadioSelect, "radio"),
        (forms.CheckboxInput, "afkryds"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
        (forms.FileInput, "fil"),
        (forms.MultiWidget, "sammensat"),
        (forms.SelectDateWidget, "sammensat"),
    ):
        if isinstance(widget, klasse) and not widget.is_hidden:
            return navn
    return "skjult" if widget.is_hidden else "input"


@register.simple_tag
def dkfds_widget(felt: BoundField, klasse: str = "") -> SafeString:
    """The widget with the class of its kind. Django adds id, aria-describedby and aria-invalid."""
    widget = felt.field.widget
    egne = widget.attrs.get("class", "")
    klasser = " ".join(k for k in (KLASSE.get(slags(felt), ""), klasse, egne) if k)
    return felt.as_widget(attrs={"class": klasser} if klasser else {})


@register.simple_tag
def dkfds_kontakt(felt: BoundField) -> SafeString:
    """A checkbox that says it is a switch."""
    return felt.as_widget(attrs={"role": "switch"})


@register.simple_tag
def dkfds_valg(felt: BoundField, klasse: str) -> list[dict[str, Any]]:
    """The choices of a radio or checkbox group: the attributes of each input, its id and its words."""
    valg = []
    for under in felt.subwidgets:
        attrs = {k: v for k, v in under.data["attrs"].items() if k not in {"class", "aria-invalid"}}
        attrs |= {
            "class": klasse or None,
            "type": under.data["type"],
            "name": under.data["name"],
            "value": under.data["value"],
        }
        valg.append(
            {
                "attrs": SafeString(flatatt({k: v for k, v in attrs.items() if v is not None})),
                "id": attrs.get("id", ""),
                "label": under.choice_label,
            }
        )
    return valg


@register.filter
def vis_valgfrit(felt: BoundField) -> bool:
    """Whether the label says »valgfrit«: optional fields do, but not boxes and not forms that say no to it.

    A box left empty is an answer, and in a form where everything is optional (a search) the word is only noise; such a
    form has `marker_valgfrit = False`. Nor may it stand on what must be answered where it is asked at all, which the
    form names in `skal_udfyldes`.
    """
    if felt.field.required or felt.field.disabled or slags(felt) == "afkryds":
        return False
    if felt.name in getattr(felt.form, "skal_udfyldes", ()):
        return False
    return getattr(felt.form, "marker_valgfrit", True)


def anker(felt: BoundField) -> str:
    """The id of the element an error leads to: the field, or the first choice or part of it."""
    if felt.is_hidden or not felt.auto_id:
        return ""
    if slags(felt) in {"radio", "afkrydsninger", "sammensat"}:
        return felt.subwidgets[0].data["attrs"].get("id", "") if slags(felt) != "sammensat" else f"{felt.auto_id}_0"
    return felt.id_for_label


@dataclass(frozen=True, slots=True)
class Fejllinje:
    """One error: where it leads, the label of its field, and what is wrong."""

    anker: str
    label: str
    tekst: str

    @property
    def hel(self) -> str:
        """The label and what is wrong, joined as a sentence joins them."""
        if not self.label:
            return self.tekst
        return f"{self.label} {self.tekst}" if self.label[-1] in "?!.:" else f"{self.label}: {self.tekst}"


def _linjer(form: BaseForm, foran: str = "") -> Iterator[Fejllinje]:
    for tekst in form.non_field_errors():
        yield Fejllinje("", foran.rstrip(", "), str(tekst))
    for navn in form.fields:
        felt = form[navn]
        for tekst in felt.errors:
            yield Fejllinje(anker(felt), f"{foran}{felt.label}", str(tekst))


@register.simple_tag
def fejllinjer(form: BaseForm | BaseFormSet | None, ellers: Any = None) -> Any:
    """All errors of a form or formset in the order of the page, for the summary on top; `ellers` without one."""
    if not isinstance(form, BaseForm | BaseFormSet):
        return ellers or []
    if not form.is_bound:
        return []
    if isinstance(form, BaseFormSet):
        alle = [Fejllinje("", "", str(t)) for t in form.non_form_errors()]
        for nr, under in enumerate(form.forms, 1):
            alle += _linjer(under, f"Nr. {nr}, ")
        return alle
    return list(_linjer(form))
