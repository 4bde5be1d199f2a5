"""Forms that look like Det Fælles Designsystem: helper, layout objects, date fields and a form renderer.

An ordinary form is `helper = Hjaelper(self, gem="Gem aftalen", fortryd=url)` and `{% crispy form %}` in the template;
the template pack in templates/dkfds/ does the rest: labels, hints, errors with links, »valgfrit« on what may be empty.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.bootstrap import FormActions
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.forms.renderers import DjangoTemplates
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString

#: What a field says when nothing is in it: what to do. Django says of every kind that it is required.
MANGLER: dict[type[forms.Field], str] = {
    forms.Field: "Udfyld feltet.",
    forms.ChoiceField: "Vælg en af mulighederne.",
    forms.MultipleChoiceField: "Vælg mindst én.",
    forms.ModelMultipleChoiceField: "Vælg mindst én.",
    forms.DateField: "Vælg en dato.",
    forms.FileField: "Vælg en fil.",
    forms.BooleanField: "Sæt kryds.",
}


def sig_hvad_man_skal() -> None:
    """Let all forms, also those of libraries, say what to do instead of what a value has to be. Called at start."""
    for felt, besked in MANGLER.items():
        felt.default_error_messages = {**felt.default_error_messages, "required": besked}
    MinLengthValidator.message = "Skriv mindst %(limit_value)d tegn."
    MaxLengthValidator.message = "Skriv højst %(limit_value)d tegn. Der er %(show_value)d nu."


class Knap:
    """A button as a layout object: `Knap("Gem")`, `Knap("Send", slags="secondary", navn="handling", vaerdi="send")`.

    One filled (primary) button per page. With `url` it is a link that looks like a button.
    """

    def __init__(
        self, tekst: str, *, slags: str = "primary", navn: str = "", vaerdi: str = "", url: str = "", ikon: str = ""
    ) -> None:
        self.tekst, self.slags, self.navn, self.vaerdi, self.url, self.ikon = tekst, slags, navn, vaerdi, url, ikon

    def render(self, form: Any, context: Context, template_pack: str = "dkfds", **kwargs: Any) -> SafeString:
        """Draw the button; called by crispy."""
        return render_to_string(f"{template_pack}/layout/knap.html", {"knap": self})


class Segment(Field):
    """A choice of few short words, side by side, one tap: radios drawn as a segmented control."""

    template = "dkfds/segment.html"


class Kontakt(Field):
    """A yes/no that takes effect at once or is thought of as on and off: a checkbox drawn as a switch."""

    template = "dkfds/kontakt.html"


class Betinget(Div):
    """Fields shown only while another field has one of `vaerdier`; `"*"` means that it has any value.

    Without script they always show. The server must not rely on them being hidden: a form drops in `clean` what does
    not apply.
    """

    def __init__(self, *fields: Any, felt: str, vaerdier: Sequence[str] | str, **kwargs: Any) -> None:
        liste = [vaerdier] if isinstance(vaerdier, str) else list(vaerdier)
        super().__init__(
            *fields,
            css_class=f"form-betinget {kwargs.pop('css_class', '')}".strip(),
            data_vises_naar_felt=felt,
            data_vises_naar_vaerdier="|".join(liste),
            **kwargs,
        )


class Hjaelper(FormHelper):
    """The FormHelper of ordinary forms: posts, keeps a local draft, and ends with its buttons.

    `gem` is the text of the button and "" leaves it out; `fortryd` is where one goes without saving. `kladde=False` is
    for forms whose words must not stay in the browser (passwords) or that save themselves.
    """

    def __init__(
        self,
        form: forms.BaseForm | None = None,
        *,
        gem: str = "Gem",
        fortryd: str = "",
        fortryd_tekst: str = "Fortryd",
        layout: Layout | None = None,
        metode: str = "post",
        kladde: bool = True,
        form_tag: bool = True,
    ) -> None:
        super().__init__(form)
        if layout is not None:
            self.layout = layout
        self.form_method = metode
        self.form_tag = form_tag
        self.render_hidden_fields = True
        self.attrs = {"novalidate": True}
        if kladde and metode == "post":
            self.attrs["data-kladde"] = True
        knapper = [Knap(gem)] if gem else []
        if fortryd:
            knapper.append(Knap(fortryd_tekst, slags="tertiary", url=fortryd))
        if knapper:
            self.layout = Layout(*(self.layout.fields if self.layout else []), FormActions(*knapper))


def ankre(layout: Layout) -> list[tuple[str, str]]:
    """The headings of a long form, each with the id it is led to; gives those an id that have none."""
    alle = [del_ for del_ in layout.fields if isinstance(del_, Fieldset)]
    for nr, del_ in enumerate(alle, 1):
        del_.css_id = del_.css_id or f"afsnit-{nr}"
    return [(str(del_.css_id), str(del_.legend)) for del_ in alle]


class DatoInput(forms.DateInput):
    """The browser's own date picker; it sends and shows the ISO form, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TidInput(forms.TimeInput):
    """The browser's own picker for the time of day, in hours and minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


#: Years a date in a form can be in. What lies outside is a slip of the fingers, and days cannot be added to the last.
AAR = range(1900, 2200)


def rimeligt_aar(dag: date) -> None:
    """Raise ValidationError for a date in a year nobody means."""
    if dag.year not in AAR:
        raise forms.ValidationError(f"Årstallet {dag.year} kan ikke passe. Skriv datoen som 17-11-2026.")


class DatoFelt(forms.DateField):
    """A date from the picker, or typed as Danes do where there is none: 17-11-2026, 17.11.2026, 17/11 2026, 171126."""

    default_validators = [rimeligt_aar]

    widget = DatoInput
    default_error_messages = {"invalid": "Skriv en dato som dag-måned-år, for eksempel 17-11-2026."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "input_formats",
            ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d/%m %Y", "%d-%m-%y", "%d.%m.%y", "%d%m%y", "%d%m%Y"],
        )
        super().__init__(**kwargs)


class DatoTidFelt(forms.SplitDateTimeField):
    """A date and a time of day in two fields, each with its own name for screen readers."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": "Dato"},
            date_format="%Y-%m-%d",
            time_attrs={"type": "time", "aria-label": "Klokken"},
            time_format="%H:%M",
        )
        super().__init__(
            input_date_formats=["%Y-%m-%d", "%d-%m-%Y"], input_time_formats=["%H:%M", "%H.%M"], widget=widget, **kwargs
        )
        self.fields[0].validators.append(rimeligt_aar)


class DkfdsRenderer(DjangoTemplates):
    """With this as FORM_RENDERER also a plain `{{ form }}` is drawn as the pack draws it; widgets stay Django's."""

    form_template_name = "dkfds/uni_form.html"
    formset_template_name = "dkfds/uni_formset.html"
    field_template_name = "dkfds/field.html"

    def get_template(self, template_name: str) -> Any:
        """Templates of the pack come from the project, all others from Django's forms."""
        if template_name.startswith("dkfds/"):
            return get_template(template_name)
        return super().get_template(template_name)
