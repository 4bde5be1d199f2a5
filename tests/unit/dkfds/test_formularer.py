"""Whole forms: the helper, layout objects, buttons, formsets."""

from crispy_forms.bootstrap import (
    AppendedText,
    FieldWithButtons,
    FormActions,
    InlineRadios,
    StrictButton,
    UneditableField,
)
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Fieldset, Hidden, Layout, MultiField, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template

from opsporing.dkfds import Betinget, Hjaelper, Knap
from tests.support.html import laes, med_klasse, tekst, ved_id


class Aftale(forms.Form):
    """Small, with a condition."""

    hvad = forms.CharField(label="Hvad gør I?")
    effekt = forms.ChoiceField(label="Effekt", choices=[("ja", "Ja"), ("nej", "Nej")], widget=forms.RadioSelect)
    hvorfor = forms.CharField(label="Hvorfor?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


def vis(form, hjaelper, **context):
    return laes(render_crispy_form(form, hjaelper, context))


def med_layout(*dele, data=None):
    hjaelper = FormHelper()
    hjaelper.layout = Layout(*dele)
    return vis(Aftale(data), hjaelper)


def test_almindelig_formular_har_alt_der_skal_til():
    form = Aftale()
    doc = vis(form, Hjaelper(form, gem="Gem aftalen", fortryd="/tilbage/"), csrf_token="hemmelig")
    (f,) = doc.iter("form")
    assert (f.get("method"), f.get("novalidate") is not None, f.get("data-kladde") is not None) == ("post", True, True)
    assert [i.get("value") for i in f.iter("input") if i.get("name") == "csrfmiddlewaretoken"] == ["hemmelig"]
    assert [tekst(b) for b in f.iter("button")] == ["Gem aftalen"]
    (fortryd,) = [a for a in f.iter("a") if a.get("href") == "/tilbage/"]
    assert tekst(fortryd) == "Fortryd"
    assert len(med_klasse(f, "button-primary")) == 1


def test_skjulte_felter_kommer_med_selv_om_layoutet_ikke_naevner_dem():
    form = Aftale()
    doc = vis(form, Hjaelper(form, layout=Layout("hvad")))
    assert ved_id(doc, "id_version").get("value") == "3"


def test_soegning_sender_ikke_token_og_holder_ingen_kladde():
    form = Aftale()
    doc = vis(form, Hjaelper(form, metode="get"), csrf_token="hemmelig")
    (f,) = doc.iter("form")
    assert (f.get("method"), f.get("data-kladde")) == ("get", None)
    assert "csrfmiddlewaretoken" not in {i.get("name") for i in f.iter("input")}


def test_formularens_tag_kan_udelades():
    form = Aftale()
    assert not list(vis(form, Hjaelper(form, form_tag=False)).iter("form"))


def test_betinget_felt_siger_hvad_det_venter_paa():
    doc = med_layout("effekt", Betinget("hvorfor", felt="effekt", vaerdier=["nej", "delvist"]))
    (boks,) = med_klasse(doc, "form-betinget")
    assert boks.get("data-vises-naar-felt") == "effekt"
    assert boks.get("data-vises-naar-vaerdier") == "nej|delvist"
    assert ved_id(boks, "id_hvorfor").tag == "input"


def test_knapper_kan_sende_en_handling():
    doc = med_layout(FormActions(Knap("Send"), Knap("Gem kladde", slags="secondary", navn="handling", vaerdi="kladde")))
    send, kladde = doc.iter("button")
    assert (send.get("name"), kladde.get("name"), kladde.get("value")) == (None, "handling", "kladde")


def test_fieldset_raekke_og_multifield():
    doc = med_layout(
        Fieldset("Hvad & hvornår", Row(Column("hvad"), "hvorfor"), css_class="stor"),
        MultiField("Svar", "effekt"),
        Div(HTML("<p>Fri tekst</p>"), css_id="fri", data_x="1"),
    )
    legender = [tekst(la) for la in doc.iter("legend")]
    assert legender == ["Hvad & hvornår", "Svar", "Effekt"]
    assert "stor" in doc.find(".//fieldset").get("class")
    assert len(med_klasse(doc, "form-row")) == 2
    assert (tekst(ved_id(doc, "fri")), ved_id(doc, "fri").get("data-x")) == ("Fri tekst", "1")


def test_radioer_paa_linje():
    assert med_klasse(med_layout(InlineRadios("effekt")), "form-inline")


def test_enhed_bag_feltet_og_knap_ved_feltet():
    doc = med_layout(
        AppendedText("hvad", "uger"),
        FieldWithButtons("hvorfor", StrictButton("Find", css_class="button button-secondary")),
    )
    assert tekst(med_klasse(doc, "form-input-suffix")[0]) == "uger"
    assert [tekst(b) for b in doc.iter("button")] == ["Find"]
    assert {la.get("for") for la in doc.iter("label")} == {"id_hvad", "id_hvorfor"}


def test_felt_der_ikke_kan_rettes_vises_som_tekst():
    hjaelper = FormHelper()
    hjaelper.layout = Layout(UneditableField("hvad"))
    doc = vis(Aftale(initial={"hvad": "Billedkort"}), hjaelper)
    assert "Billedkort" in tekst(doc)
    assert not [i for i in doc.iter("input") if i.get("name") == "hvad"]


def test_crispys_egne_knapper_bliver_til_knapper():
    doc = med_layout(Submit("gem", "Gem"), Hidden("fra", "liste"))
    (knap,) = doc.iter("button")
    assert (knap.get("type"), tekst(knap), "button-primary" in knap.get("class")) == ("submit", "Gem", True)
    assert [(i.get("type"), i.get("value")) for i in doc.iter("input")] == [("hidden", "liste")]


def test_fejl_for_hele_formularen_staar_i_opsummeringen():
    form = Aftale({"hvad": "x", "effekt": "ja", "version": "3"})
    form.add_error(None, "Perioderne overlapper.")
    (boks,) = med_klasse(vis(form, Hjaelper(form)), "alert-error")
    assert "Perioderne overlapper." in tekst(boks)
    assert not list(boks.iter("a"))


def test_fejl_efter_spoergsmaalstegn_faar_intet_kolon():
    form = Aftale({"effekt": "ja", "version": "3"})
    (boks,) = med_klasse(vis(form, Hjaelper(form)), "alert-error")
    (link,) = boks.iter("a")
    assert tekst(link).startswith("Hvad gør I? ")


Formset = forms.formset_factory(Aftale, extra=0, can_delete=True)


def formset_data(*raekker):
    data = {"form-TOTAL_FORMS": str(len(raekker)), "form-INITIAL_FORMS": "0"}
    for nr, raekke in enumerate(raekker):
        data |= {f"form-{nr}-{k}": v for k, v in raekke.items()}
    return data


def test_formset_har_en_ramme_med_nummer_per_formular():
    fs = Formset(formset_data({"hvad": "a", "effekt": "ja"}, {"effekt": "nej"}))
    doc = laes(Template("{% load crispy_forms_tags %}{{ fs|crispy }}").render(Context({"fs": fs})))
    rammer = med_klasse(doc, "form-fieldset")
    assert [tekst(r.find("legend")) for r in rammer] == ["Nr. 1", "Nr. 2"]
    assert ved_id(doc, "id_form-TOTAL_FORMS").get("value") == "2"
    assert ved_id(doc, "id_form-1-version").get("type") == "hidden"
    linjer = [tekst(a) for a in med_klasse(doc, "alert-error")[0].iter("a")]
    assert any(linje.startswith("Nr. 2, Hvad gør I?") for linje in linjer)


def test_formset_som_tabel_navngiver_hvert_felt_med_raekken():
    fs = Formset(formset_data({"hvad": "a", "effekt": "ja"}))
    hjaelper = FormHelper()
    hjaelper.template = "dkfds/table_inline_formset.html"
    doc = laes(render_crispy_form(fs, hjaelper))
    assert [tekst(th) for th in doc.iter("th")][:2] == ["Hvad gør I?", "Effekt"]
    (label,) = [la for la in doc.iter("label") if la.get("for") == "id_form-0-hvad"]
    assert tekst(label) == "Hvad gør I?, nr. 1"
    assert ved_id(doc, "id_form-0-version").get("type") == "hidden"
