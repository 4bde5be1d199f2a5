// Help with neutral writing: words that often stand for a reading are pointed out under the field, with what to do
// instead. Nothing is blocked or changed. The words come with the form (data-skriveord); opsporing/skemaer/skrivehjaelp.py
// finds the same ones. The place they are told in is a polite live region: it changes when one has paused or left the
// field, and only when there is something new to say.
"use strict";

(() => {
  const PAUSE = 1500;
  const QUOTES = /"[^"\n]*"|[„“”][^„“”\n]*[“”]|»[^»«\n]*«|«[^»«\n]*»/gu;
  const timers = new WeakMap();
  let words = null;

  const load = () => {
    const holder = document.querySelector("[data-skriveord]");
    if (!holder) { return null; }
    const groups = JSON.parse(holder.dataset.skriveord);
    const of = new Map();
    groups.forEach((group) => group.former.forEach((form) => { if (!of.has(form)) { of.set(form, group); } }));
    const forms = [...of.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    if (!forms.length) { return null; }
    const any = forms.map((form) => form.replace(/ /g, "\\s+")).join("|");
    return { groups, of, pattern: new RegExp(`(?<![\\p{L}\\p{N}_])(?:${any})(?![\\p{L}\\p{N}_])`, "giu") };
  };

  const found = (text) => {
    const clean = text.normalize("NFC").replace(QUOTES, (quote) => " ".repeat(quote.length));
    const hits = new Map();
    for (const [hit] of clean.matchAll(words.pattern)) {
      const form = hit.toLowerCase().replace(/\s+/g, " ");
      const group = words.of.get(form);
      if (group) { hits.set(group, (hits.get(group) || new Set()).add(form)); }
    }
    return words.groups.filter((group) => hits.has(group)).map((group) => [[...hits.get(group)], group.raad]);
  };

  const show = (box) => {
    window.clearTimeout(timers.get(box));
    const place = box.querySelector("[data-fund]");
    const parts = box.querySelectorAll("[data-del=tekst]");
    const fields = parts.length ? parts : box.querySelectorAll("textarea, input[type=text]");
    const hits = found(Array.from(fields, (f) => f.value).join("\n"));
    const lines = hits.map(([forms, advice]) => [`${forms.map((form) => `„${form}“`).join(", ")}:`, advice]);
    const said = Array.from(place.querySelectorAll("li"), (li) => li.textContent.trim());
    if (said.join("\n") === lines.map((line) => line.join(" ")).join("\n")) { return; }
    const list = document.createElement("ul");
    list.className = "ops-plain";
    lines.forEach(([who, advice]) => {
      const item = document.createElement("li");
      const bold = document.createElement("b");
      bold.textContent = who;
      item.append(bold, ` ${advice}`);
      list.append(item);
    });
    place.replaceChildren(...(lines.length ? [list] : []));
  };

  const boxOf = (target) => (words ? target.closest?.("[data-laeses]") : null);
  document.addEventListener("input", (e) => {
    const box = boxOf(e.target);
    if (!box) { return; }
    window.clearTimeout(timers.get(box));
    timers.set(box, window.setTimeout(show, PAUSE, box));
  });
  document.addEventListener("change", (e) => {
    const box = boxOf(e.target);
    if (box) { show(box); }
  });

  // Where the help stands beside the field there is room to have it open.
  const start = () => {
    words = load();
    document.querySelectorAll(".has-raad:not([data-raad-vist])").forEach((box) => {
      box.dataset.raadVist = "";
      if (window.getComputedStyle(box).display === "grid") { box.querySelector("[data-raad]").open = true; }
    });
  };
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSettle", start);
})();
