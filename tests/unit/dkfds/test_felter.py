"""How the crispy pack draws single fields: names, hints, errors and marks that belong together."""

from datetime import date, datetime, time

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms

from opsporing.dkfds import DatoFelt, DatoTidFelt, DkfdsRenderer, Kontakt, Segment
from tests.support.html import laes, med_klasse, tekst, ved_id

VALG = [("a", "Aa"), ("b", "Bæ")]


class Alle(forms.Form):
    """One of each."""

    tekst = forms.CharField(label="Tekst", help_text="Et råd <b>x</b>")
    lang = forms.CharField(label="Lang", widget=forms.Textarea, required=False)
    valg = forms.ChoiceField(label="Valg", choices=VALG)
    radio = forms.ChoiceField(label="Radio", choices=VALG, widget=forms.RadioSelect, help_text="Vælg én")
    flere = forms.MultipleChoiceField(label="Flere", choices=VALG, widget=forms.CheckboxSelectMultiple, required=False)
    kryds = forms.BooleanField(label="Kryds", required=False)
    dato = DatoFelt(label="Dato")
    tid = DatoTidFelt(label="Tid", required=False)
    fil = forms.FileField(label="Fil", required=False)
    skjult = forms.CharField(widget=forms.HiddenInput, required=False)
    kode = forms.CharField(label="Kode", widget=forms.PasswordInput(attrs={"class": "is-wide"}))


def vis(form, layout=None):
    hjaelper = FormHelper(form)
    if layout:
        hjaelper.layout = layout
    return laes(render_crispy_form(form, hjaelper))


def felt(doc, navn):
    return ved_id(doc, f"div_id_{navn}")


@pytest.fixture
def tom():
    return vis(Alle())


@pytest.fixture
def fejl():
    return vis(Alle({}))


@pytest.mark.parametrize("navn", ["tekst", "lang", "valg", "kryds", "dato", "fil", "kode"])
def test_felter_har_en_label_der_hoerer_til(tom, navn):
    (label,) = felt(tom, navn).iter("label")
    assert ved_id(tom, label.get("for")).get("name") == navn


@pytest.mark.parametrize("navn", ["radio", "flere", "tid"])
def test_grupper_har_legend_og_hvert_svar_sin_label(tom, navn):
    gruppe = felt(tom, navn).find("fieldset")
    assert tekst(gruppe.find("legend")).startswith(navn.capitalize())
    for svar in gruppe.iter("input"):
        navngivet = [la for la in gruppe.iter("label") if la.get("for") == svar.get("id")]
        assert navngivet or svar.get("aria-label")


def test_klasserne_er_designsystemets(tom):
    for navn, klasse in {
        "tekst": "form-input",
        "lang": "form-input",
        "valg": "form-select",
        "kryds": "form-checkbox",
        "kode": "form-input",
    }.items():
        assert klasse in ved_id(tom, f"id_{navn}").get("class").split()
    assert "is-wide" in ved_id(tom, "id_kode").get("class").split()
    assert all(i.get("class") == "form-radio" for i in felt(tom, "radio").iter("input"))
    assert all(i.get("class") == "form-checkbox" for i in felt(tom, "flere").iter("input"))


def test_kun_det_der_kan_springes_over_siger_valgfrit(tom):
    valgfri = {navn for navn in Alle.base_fields if navn != "skjult" and "(valgfrit)" in tekst(felt(tom, navn))}
    assert valgfri == {"lang", "flere", "tid", "fil"}


def test_formular_kan_slaa_valgfrit_fra():
    class Soegning(Alle):
        marker_valgfrit = False

    assert "(valgfrit)" not in tekst(vis(Soegning()))


@pytest.mark.parametrize("navn", ["tekst", "radio"])
def test_hjaelpetekst_er_knyttet_til_feltet(tom, navn):
    hjaelp = ved_id(tom, f"id_{navn}_helptext")
    baerer = felt(tom, navn).find("fieldset") if navn == "radio" else ved_id(tom, f"id_{navn}")
    assert baerer.get("aria-describedby").split() == [hjaelp.get("id")]


def test_hjaelpetekst_er_tekst_og_ikke_html(tom):
    assert tekst(ved_id(tom, "id_tekst_helptext")) == "Et råd <b>x</b>"


@pytest.mark.parametrize("navn", ["tekst", "valg", "dato", "kode"])
def test_fejl_staar_ved_feltet_og_er_knyttet_til_det(fejl, navn):
    indgang = ved_id(fejl, f"id_{navn}")
    assert f"id_{navn}_error" in indgang.get("aria-describedby").split()
    assert indgang.get("aria-invalid") == "true"
    assert tekst(ved_id(fejl, f"id_{navn}_error")).startswith("Fejl: ")
    assert "form-error" in felt(fejl, navn).get("class").split()


def test_alt_der_er_henvist_til_findes(fejl):
    ider = {e.get("id") for e in fejl.iter() if e.get("id")}
    for element in fejl.iter():
        for attribut in ("aria-describedby", "aria-labelledby", "for"):
            for ident in (element.get(attribut) or "").split():
                assert ident in ider, f"{attribut}={ident}"


def test_fejl_i_en_gruppe_er_knyttet_til_gruppen(fejl):
    gruppe = felt(fejl, "radio").find("fieldset")
    assert (gruppe.get("role"), gruppe.get("aria-invalid")) == ("radiogroup", "true")
    assert gruppe.get("aria-describedby").split() == ["id_radio_helptext", "id_radio_error"]
    assert all(i.get("aria-invalid") is None for i in gruppe.iter("input"))


def test_opsummeringen_linker_til_felter_der_findes(fejl):
    (boks,) = [e for e in fejl.iter() if e.get("data-fejlopsummering") is not None]
    links = {a.get("href")[1:]: tekst(a) for a in boks.iter("a")}
    assert set(links) == {"id_tekst", "id_valg", "id_radio_0", "id_dato", "id_kode"}
    for ident in links:
        assert ved_id(fejl, ident).tag in {"input", "select"}
    assert links["id_tekst"].startswith("Tekst: ")


def test_ingen_fejl_foer_der_er_sendt_noget(tom):
    assert not med_klasse(tom, "form-error")
    assert not [e for e in tom.iter() if e.get("data-fejlopsummering") is not None]


def test_det_skrevne_bliver_staaende():
    doc = vis(Alle({"tekst": 'Å "x" <y>', "radio": "b", "flere": ["a", "b"], "valg": "b", "kryds": "on"}))
    assert ved_id(doc, "id_tekst").get("value") == 'Å "x" <y>'
    assert [i.get("value") for i in felt(doc, "radio").iter("input") if i.get("checked") is not None] == ["b"]
    assert [i.get("value") for i in felt(doc, "flere").iter("input") if i.get("checked") is not None] == ["a", "b"]
    assert [o.get("value") for o in ved_id(doc, "id_valg").iter("option") if o.get("selected") is not None] == ["b"]
    assert ved_id(doc, "id_kryds").get("checked") is not None


def test_skjulte_felter_har_hverken_label_eller_ramme(tom):
    assert ved_id(tom, "id_skjult").get("type") == "hidden"
    assert "Skjult" not in tekst(tom)


def test_paakraevet_siges_til_skaermlaesere(tom):
    assert ved_id(tom, "id_tekst").get("required") is not None
    assert ved_id(tom, "id_lang").get("required") is None


def test_to_tegninger_af_samme_formular_er_ens():
    form = Alle()
    hjaelper = FormHelper(form)
    assert render_crispy_form(form, hjaelper) == render_crispy_form(form, hjaelper)


def test_segment_er_radioknapper_med_gruppenavn():
    doc = vis(Alle({}), Layout(Segment("radio")))
    gruppe = felt(doc, "radio").find("fieldset")
    assert (gruppe.get("role"), tekst(gruppe.find("legend"))) == ("radiogroup", "Radio")
    assert [tekst(la) for la in med_klasse(gruppe, "ops-seg")[0].iter("label")] == ["Aa", "Bæ"]
    assert gruppe.get("aria-describedby").split() == ["id_radio_helptext", "id_radio_error"]


def test_kontakt_er_en_afkrydsning_der_siger_den_er_en_kontakt():
    doc = vis(Alle(initial={"kryds": True}), Layout(Kontakt("kryds")))
    kontakt = ved_id(doc, "id_kryds")
    assert (kontakt.get("type"), kontakt.get("role")) == ("checkbox", "switch")
    assert kontakt.get("checked") is not None


def test_dato_vises_som_iso_saa_browserens_vaelger_forstaar_den():
    doc = vis(Alle(initial={"dato": date(2026, 11, 17), "tid": datetime.combine(date(2026, 11, 17), time(9, 5))}))
    assert (ved_id(doc, "id_dato").get("type"), ved_id(doc, "id_dato").get("value")) == ("date", "2026-11-17")
    assert ved_id(doc, "id_tid_0").get("value") == "2026-11-17"
    assert ved_id(doc, "id_tid_1").get("value") == "09:05"


@pytest.mark.parametrize(
    "skrevet", ["2026-11-17", "17-11-2026", "17.11.2026", "17/11/2026", "17/11 2026", "171126", "17-11-26", "17112026"]
)
def test_dato_forstaas_som_danskere_skriver_den(skrevet):
    assert DatoFelt().clean(skrevet) == date(2026, 11, 17)


@pytest.mark.parametrize("skrevet", ["11/17/2026", "31-02-2026", "i morgen"])
def test_forkert_dato_siger_hvordan(skrevet):
    with pytest.raises(forms.ValidationError, match="dag-måned-år"):
        DatoFelt().clean(skrevet)


@pytest.mark.parametrize("skrevet", ["0001-01-01", "1899-12-31", "01-01-2200", "31.12.9999"])
def test_et_aar_som_ingen_mener_afvises_med_aarstallet(skrevet):
    with pytest.raises(forms.ValidationError, match="Årstallet"):
        DatoFelt().clean(skrevet)
    with pytest.raises(forms.ValidationError, match="kan ikke passe"):
        DatoTidFelt().clean(["9999-12-31", "23:59"])


def test_rendereren_tegner_en_almindelig_formular_ens():
    class Egen(Alle):
        default_renderer = DkfdsRenderer

    doc = laes(str(Egen({})))
    assert "form-error" in felt(doc, "tekst").get("class").split()
    assert med_klasse(doc, "alert-error")
    assert felt(laes(str(Egen()["radio"].as_field_group())), "radio").find("fieldset") is not None


def test_et_tomt_felt_siger_hvad_man_skal():
    class Alt(forms.Form):
        ord = forms.CharField()
        en = forms.ChoiceField(choices=[("a", "A")])
        flere = forms.MultipleChoiceField(choices=[("a", "A")])
        dag = DatoFelt()
        fil = forms.FileField()
        ja = forms.BooleanField()
        langt = forms.CharField(min_length=3, max_length=5)

    fejl = Alt({"langt": "ab"}).errors
    assert {felt: liste[0] for felt, liste in fejl.items()} == {
        "ord": "Udfyld feltet.",
        "en": "Vælg en af mulighederne.",
        "flere": "Vælg mindst én.",
        "dag": "Vælg en dato.",
        "fil": "Vælg en fil.",
        "ja": "Sæt kryds.",
        "langt": "Skriv mindst 3 tegn.",
    }
    assert Alt({"langt": "abcdef"}).errors["langt"] == ["Skriv højst 5 tegn. Der er 6 nu."]
