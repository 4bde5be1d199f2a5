// The session ends after a while without activity, and at a fixed limit. Two minutes before, a dialog says so and lets
// one stay. The body tells: data-session-stille (seconds of silence left), data-session-tilbage (seconds to the limit
// when the page was made), data-session-hold (URL: POST keeps the session alive and answers with the two numbers as
// JSON, {"stille": 1800, "tilbage": 39000}). Whoever is typing is not silent: the session is kept alive quietly.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { body } = document;
  const dialog = document.getElementById("session-advarsel");
  if (!dialog || !body.dataset.sessionHold) { return; }
  const WARN = 120;
  const SHARED = "ops-session";
  const part = (name) => dialog.querySelector(`[data-session-${name}]`);
  const title = document.getElementById("session-titel");
  const text = document.getElementById("session-tekst");
  let quiet = Number(body.dataset.sessionStille);
  let contact = Date.now();               // when the server last heard from this browser
  let limit = Date.now() + Number(body.dataset.sessionTilbage) * 1000;
  let typed = 0;
  let asking = false;
  let dismissed = "";
  let over = false;

  // Other tabs count: they share when they last spoke with the server. No names, no contents.
  const share = () => {
    try {
      window.localStorage.setItem(SHARED, JSON.stringify({ bruger: body.dataset.bruger, contact }));
    } catch { /* private mode: each tab counts for itself */ }
  };
  const heard = () => {
    contact = Date.now();
    share();
  };
  window.addEventListener("storage", (e) => {
    if (e.key !== SHARED || !e.newValue) { return; }
    try {
      const other = JSON.parse(e.newValue);
      if (other.bruger === body.dataset.bruger && other.contact > contact) {
        contact = other.contact;
        if (!over && reason() === "") { close(); }
      }
    } catch { /* somebody else's key */ }
  });

  const seconds = (ms) => Math.floor(ms / 1000);
  const leftQuiet = () => quiet - seconds(Date.now() - contact);
  const leftLimit = () => seconds(limit - Date.now());
  const reason = () => {
    if (leftLimit() <= WARN) { return "graense"; }
    return leftQuiet() <= WARN ? "stille" : "";
  };
  const csrf = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";

  async function stay() {
    if (asking) { return; }
    asking = true;
    try {
      const answer = await fetch(body.dataset.sessionHold, {
        method: "POST", headers: { "X-CSRFToken": csrf() }, credentials: "same-origin", redirect: "manual",
      });
      if (!answer.ok) { end(); return; }
      const numbers = await answer.json();
      quiet = numbers.stille;
      limit = Date.now() + numbers.tilbage * 1000;
      heard();
      if (reason() === "") { close(); }
    } catch {                                             // without net the clock goes on; kladde.js keeps the words
      typed = 0;
      part("ord").textContent = "Der er ikke net lige nu. Prøv igen om lidt.";
    } finally {
      asking = false;
    }
  }

  const close = () => {
    dismissed = "";
    if (dialog.open) { dialog.close(); }
  };
  const end = () => {
    over = true;
    body.dataset.sessionUde = "ja";
    title.textContent = title.dataset.titelUde;
    text.textContent = text.dataset.tekstUde;
    part("ur").textContent = "";
    part("ord").textContent = "";
    part("bliv").hidden = true;
    part("ud").hidden = true;
    part("ind").hidden = false;
    part("luk").hidden = false;
    const next = encodeURIComponent(location.pathname + location.search);
    part("ind").href = `${part("ind").getAttribute("href").split("?")[0]}?next=${next}`;
    if (!dialog.open) { dialog.showModal(); }
    part("ind").focus();
  };
  const show = (why) => {
    title.textContent = title.dataset[why === "graense" ? "titelGraense" : "titelStille"];
    text.textContent = text.dataset[why === "graense" ? "tekstGraense" : "tekstStille"];
    part("bliv").hidden = why === "graense";
    part("luk").hidden = why !== "graense";
    if (!dialog.open) { dialog.showModal(); }
  };
  const tick = () => {
    if (over) { return; }
    const why = reason();
    if (!why) { close(); return; }
    // Somebody who is writing is here: ask the server instead of her.
    if (why === "stille" && typed > contact && !dialog.open) { stay(); return; }
    const left = Math.max(0, Math.min(leftQuiet(), leftLimit()));
    if (left === 0) { end(); return; }
    if (dismissed !== why) { show(why); }
    part("ur").textContent = `${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}`;
    if (left % 30 === 0 || left === 10) {
      const minutes = Math.round(left / 60);
      part("ord").textContent = left < 60 ? `${left} sekunder tilbage`
        : `${minutes} ${minutes === 1 ? "minut" : "minutter"} tilbage`;
    }
  };

  part("bliv").addEventListener("click", stay);
  part("luk").addEventListener("click", () => {
    dismissed = reason();
    dialog.close();
  });
  dialog.addEventListener("cancel", (e) => {             // Esc means: I am here
    if (!over && reason() === "stille") { e.preventDefault(); stay(); } else { dismissed = reason(); }
  });
  document.addEventListener("input", () => { typed = Date.now(); });
  document.addEventListener("htmx:afterRequest", (e) => { if (e.detail.successful) { heard(); } });
  document.addEventListener("ops:gemt", heard);           // forms that save themselves
  document.addEventListener("htmx:responseError", (e) => { if (e.detail.xhr.status === 401) { end(); } });

  share();
  window.setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
});
