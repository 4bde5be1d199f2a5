// A list of dated observations (templates/skemaer/iagttagelser.html): rows are added and taken away by button.
//
// A row that is taken away stays in the page, hidden and emptied: that is how the server learns of it, with and without
// saving as one goes, and why it can be brought back. skema.js asks for a row with ops:ny-iagttagelse (detail.id).
"use strict";

(() => {
  const started = new WeakMap();
  const parts = (row) => Array.from(row.querySelectorAll("[data-del]"));
  const rowsOf = (list) => Array.from(list.querySelectorAll("[data-iagttagelse]"));
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(6)), (n) => n.toString(16).padStart(2, "0")).join("");

  const number = (list) => {
    let nr = 0;
    rowsOf(list).forEach((row) => {
      if (row.classList.contains("is-fjernet")) { return; }
      nr += 1;
      row.querySelectorAll("[data-nr]").forEach((place) => { place.textContent = nr; });
    });
  };
  const tell = (list, text) => {
    const place = list.closest("fieldset").querySelector("[data-sagt]");
    if (place) { place.textContent = text; }
  };
  const nrOf = (row) => row.querySelector("[data-nr]").textContent;
  // What is told is what skema.js listens for, and what betinget.js and skrivehjaelp.js follow.
  const changed = (row) => { parts(row)[0].dispatchEvent(new Event("change", { bubbles: true })); };

  const ready = (row) => {
    row.querySelectorAll("[data-uden-script]").forEach((box) => { box.remove(); });
    row.querySelector("[data-fjern]").hidden = false;
  };

  const start = (list) => {
    if (started.has(list)) { return; }
    const all = rowsOf(list);
    const last = all[all.length - 1];
    started.set(list, last.cloneNode(true));
    if (all.length > 1) { last.remove(); }
    rowsOf(list).forEach(ready);
    list.closest("fieldset").querySelector("[data-tilfoej]").hidden = false;
    number(list);
  };

  const add = (list, id) => {
    start(list);
    const pattern = started.get(list);
    const old = pattern.dataset.iagttagelse;
    const row = pattern.cloneNode(true);
    row.dataset.iagttagelse = id;
    row.querySelectorAll("[id], [name], [for]").forEach((el) => {
      ["id", "name", "for"].forEach((name) => {
        if (el.hasAttribute(name)) { el.setAttribute(name, el.getAttribute(name).replace(old, id)); }
      });
    });
    row.querySelector("input[type=hidden]").value = id;
    parts(row).forEach((f) => { f.value = ""; f.disabled = false; });
    ready(row);
    list.append(row);
    number(list);
    return row;
  };

  const kept = new WeakMap();
  const hide = (row, gone) => {
    row.classList.toggle("is-fjernet", gone);
    row.querySelector("fieldset").hidden = gone;
    row.querySelector("[data-fjernet]").hidden = !gone;
    number(row.closest("[data-iagttagelser]"));
  };
  const remove = (row) => {
    const values = parts(row).map((f) => f.value);
    kept.set(row, values);
    parts(row).forEach((f) => { f.value = ""; });
    hide(row, true);
    return values.some((v) => v);
  };

  document.addEventListener("click", (e) => {
    const button = e.target.closest?.("[data-tilfoej], [data-fjern], [data-fortryd]");
    const list = button?.closest("fieldset, li")?.closest(".form-group")?.querySelector("[data-iagttagelser]");
    if (!list) { return; }
    const row = button.closest("[data-iagttagelse]");
    if (button.matches("[data-tilfoej]")) {
      const fresh = add(list, newId());
      parts(fresh)[0].focus();
      tell(list, `Iagttagelse ${nrOf(fresh)} er tilføjet.`);
    } else if (button.matches("[data-fjern]")) {
      const nr = nrOf(row);
      if (!remove(row) && !("stod" in row.dataset)) {      // nothing in it: nothing to bring back
        row.remove();
        number(list);
        list.closest("fieldset").querySelector("[data-tilfoej]").focus();
      } else {
        changed(row);
        row.querySelector("[data-fortryd]").focus();
      }
      tell(list, `Iagttagelse ${nr} er fjernet.`);
    } else {
      parts(row).forEach((f, i) => { f.value = (kept.get(row) || [])[i] ?? ""; });
      hide(row, false);
      changed(row);
      parts(row)[0].focus();
      tell(list, `Iagttagelse ${nrOf(row)} står her igen.`);
    }
  });

  document.addEventListener("ops:ny-iagttagelse", (e) => {
    const list = e.target.querySelector("[data-iagttagelser]");
    if (list) { add(list, e.detail.id); }
  });
  document.addEventListener("ops:fjern-iagttagelse", (e) => {
    if (e.target.matches("[data-iagttagelse]")) { remove(e.target); }
  });
  const all = () => { document.querySelectorAll("[data-iagttagelser]").forEach(start); };
  document.addEventListener("DOMContentLoaded", all);
  document.addEventListener("htmx:afterSettle", all);
})();
