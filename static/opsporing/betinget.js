// Conditional fields: data-vises-naar-felt="name" with data-vises-naar-vaerdi="ja" or
// data-vises-naar-vaerdier="ja|delvist" ("*": any value). What does not apply is hidden and disabled, so that it is
// neither read aloud nor sent. Without script all of it shows.
"use strict";

(() => {
  const valuesOf = (scope, name) => {
    const fields = Array.from(scope.querySelectorAll(`[name="${CSS.escape(name)}"]`));
    return fields
      .filter((f) => !f.disabled && (!/^(radio|checkbox)$/.test(f.type) || f.checked))
      .flatMap((f) => (f.selectedOptions ? Array.from(f.selectedOptions, (o) => o.value) : [f.value]))
      .filter((v) => v !== "");
  };

  const applies = (el) => {
    const scope = el.closest("form") || document;
    const values = valuesOf(scope, el.dataset.visesNaarFelt);
    const wanted = (el.dataset.visesNaarVaerdi ?? el.dataset.visesNaarVaerdier ?? "*").split("|");
    return wanted.includes("*") ? values.length > 0 : values.some((v) => wanted.includes(v));
  };

  // A field disabled for other reasons stays disabled: only what we switched off is switched on again.
  const show = (el, yes) => {
    el.hidden = !yes;
    el.querySelectorAll("input, select, textarea, button").forEach((f) => {
      if (!yes && !f.disabled) {
        f.disabled = true;
        f.dataset.betingetFra = "";
      } else if (yes && "betingetFra" in f.dataset && !f.closest("[data-vises-naar-felt][hidden]")) {
        f.disabled = false;
        delete f.dataset.betingetFra;
      }
    });
  };

  // In the order of the page, so that a condition inside a hidden part sees its field as unanswered.
  const update = (root) => {
    root.querySelectorAll("[data-vises-naar-felt]").forEach((el) => { show(el, applies(el)); });
  };

  document.addEventListener("change", (e) => { update(e.target.closest("form") || document); });
  document.addEventListener("input", (e) => {
    if (e.target.matches("textarea, input:not([type=radio]):not([type=checkbox])")) {
      update(e.target.closest("form") || document);
    }
  });
  document.addEventListener("htmx:afterSettle", () => { update(document); });
  document.addEventListener("DOMContentLoaded", () => { update(document); });
  window.addEventListener("pageshow", () => { update(document); });
})();
