// What every page does: menus that close, errors that are found at once, htmx that says when it fails.
"use strict";

(() => {
  // ---- menus: <details> that close on Esc, on a click outside, and when another opens ----
  const open = () => Array.from(document.querySelectorAll("details.ops-menu[open]"));

  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") { return; }
    open().forEach((menu) => {
      menu.open = false;
      if (menu.contains(document.activeElement)) { menu.querySelector("summary").focus(); }
    });
  });
  document.addEventListener("click", (e) => {
    open().forEach((menu) => { if (!menu.contains(e.target)) { menu.open = false; } });
  });
  document.addEventListener("focusin", (e) => {
    open().forEach((menu) => { if (!menu.contains(e.target)) { menu.open = false; } });
  });

  // ---- the summary of errors takes the focus, and the title says that there are errors ----
  const findErrors = (root) => {
    const summary = root.querySelector("[data-fejlopsummering]");
    if (!summary) { return; }
    summary.focus();
    if (!document.title.startsWith("Fejl: ")) { document.title = `Fejl: ${document.title}`; }
  };
  // A link in the summary also puts the cursor in the field, which a fragment alone does not do everywhere.
  document.addEventListener("click", (e) => {
    const link = e.target.closest("[data-fejlopsummering] a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) { return; }
    e.preventDefault();
    field.closest(".form-group, tr, fieldset, .ops-tegn")?.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });

  // ---- a form is sent once: a second tap on a slow net does nothing ----
  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (e.defaultPrevented || form.method === "get" || form.hasAttribute("hx-post")) { return; }
    if (form.dataset.sendt) { e.preventDefault(); return; }
    form.dataset.sendt = "ja";
    window.setTimeout(() => { delete form.dataset.sendt; }, 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sendt]").forEach((form) => { delete form.dataset.sendt; });
  });

  // ---- htmx: a failed request is said, never silent ----
  const say = (text) => {
    const place = document.getElementById("htmx-fejl") || document.createElement("div");
    place.id = "htmx-fejl";
    place.className = "alert alert-error";
    place.setAttribute("role", "alert");
    place.replaceChildren();
    const body = document.createElement("div");
    body.className = "alert-body";
    const p = document.createElement("p");
    p.className = "alert-text";
    p.textContent = text;
    body.append(p);
    place.append(body);
    document.getElementById("indhold")?.prepend(place);
  };
  document.addEventListener("htmx:responseError", (e) => {
    const { status } = e.detail.xhr;
    say(status === 403
      ? "Det blev ikke gemt. Du er måske logget ud: hent siden igen."
      : "Noget gik galt, og det blev ikke gemt. Prøv igen om lidt.");
  });
  document.addEventListener("htmx:sendError", () => { say("Der er ikke net lige nu. Prøv igen om lidt."); });
  document.addEventListener("htmx:afterSettle", (e) => { findErrors(e.detail.elt); });
  document.addEventListener("htmx:afterOnLoad", () => { document.getElementById("htmx-fejl")?.remove(); });

  document.addEventListener("DOMContentLoaded", () => { findErrors(document); });
})();
