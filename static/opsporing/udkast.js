// A form with data-udkast-url keeps what is written on the server while it is written, and says so. What has not reached
// the server stays in the tab (kladde.js), which is told as soon as it has.
"use strict";

(() => {
  const PAUSE = 1200;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

  const start = (form) => {
    const prefix = `${form.dataset.udkastForm}-`;
    const told = form.querySelector("[data-udkast-gemt]");
    let timer = 0;
    let over = false;             // a colleague was first: nothing is kept here any more
    const values = () => {
      const found = {};
      new FormData(form).forEach((value, name) => {
        if (name.startsWith(prefix) && typeof value === "string") { found[name.slice(prefix.length)] = value; }
      });
      return found;
    };
    const save = async () => {
      window.clearTimeout(timer);
      timer = 0;
      const body = JSON.stringify({ form: form.dataset.udkastForm, felter: values() });
      let answer;
      try {
        answer = await fetch(form.dataset.udkastUrl, {
          method: "POST",
          credentials: "same-origin",
          redirect: "manual",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
          keepalive: body.length < 20000,
          body,
        });
      } catch { return; }
      if (!answer.ok) { return; }
      const json = await answer.json().catch(() => null);
      if (json?.imens) {
        over = true;
        if (told) { told.textContent = json.imens; }
        return;
      }
      if (!json?.gemt || timer) { return; }             // written on since: what is newer is saved in a moment
      if (told) { told.textContent = `Udkast gemt ${json.gemt}. Kun du kan se det.`; }
      form.dispatchEvent(new CustomEvent("ops:gemt"));
    };
    const later = () => {
      window.clearTimeout(timer);
      timer = over ? 0 : window.setTimeout(save, PAUSE);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => { window.clearTimeout(timer); timer = 0; });
    window.addEventListener("pagehide", () => { if (timer) { save(); } });
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-udkast-url]").forEach(start);
  });
})();
