// Not a word is lost: a form with data-kladde keeps what is written in the tab (sessionStorage) until it is known to be
// saved, offers it back when it was not, and warns before the page is left.
//
// A draft belongs to the signed-in person (body data-bruger). It goes when she signs out, when somebody else signs in
// in the same tab, and after twelve hours; sessionStorage itself goes with the tab. Passwords and files are never kept.
"use strict";

(() => {
  const PREFIX = "ops-kladde:";
  const LIFE = 12 * 60 * 60 * 1000;
  const store = (() => {
    try {
      window.sessionStorage.getItem(PREFIX);
      return window.sessionStorage;
    } catch { return null; }
  })();
  if (!store) { return; }

  const user = () => document.body.dataset.bruger || "";
  const keys = () => Object.keys(store).filter((k) => k.startsWith(PREFIX));
  const read = (key) => {
    try { return JSON.parse(store.getItem(key)); } catch { return null; }
  };
  const write = (key, draft) => {
    try { store.setItem(key, JSON.stringify(draft)); } catch { /* full: the form still works */ }
  };
  const keyOf = (form) => PREFIX + (form.dataset.kladdeNoegle || location.pathname + (form.id ? `#${form.id}` : ""));

  const fieldsOf = (form) => Array.from(form.elements).filter((f) => f.name && f.type !== "hidden"
    && !/^(password|file|submit|button|reset|image)$/.test(f.type) && !f.closest("[data-ingen-kladde]"));
  const valuesOf = (form) => {
    const values = {};
    fieldsOf(form).forEach((f) => {
      values[f.name] ??= [];
      if (/^(radio|checkbox)$/.test(f.type)) {
        if (f.checked) { values[f.name].push(f.value); }
      } else if (f.selectedOptions) {
        values[f.name].push(...Array.from(f.selectedOptions, (o) => o.value));
      } else {
        values[f.name].push(f.value.replace(/\r\n/g, "\n"));
      }
    });
    return values;
  };
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  const fill = (form, values) => {
    const seen = {};
    fieldsOf(form).forEach((f) => {
      const wanted = values[f.name];
      if (!wanted) { return; }
      if (/^(radio|checkbox)$/.test(f.type)) {
        f.checked = wanted.includes(f.value);
      } else if (f.options) {
        Array.from(f.options).forEach((o) => { o.selected = wanted.includes(o.value); });
      } else {
        seen[f.name] = (seen[f.name] ?? -1) + 1;
        f.value = wanted[seen[f.name]] ?? f.value;
      }
    });
    form.dispatchEvent(new Event("change", { bubbles: true }));
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // ---- the offer ----
  const clock = (ms) => {
    const t = new Date(ms);
    return `${t.getHours()}.${String(t.getMinutes()).padStart(2, "0")}`;
  };
  const button = (text, kind, run) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = `button button-${kind}`;
    b.textContent = text;
    b.addEventListener("click", run);
    return b;
  };
  const offer = (form, key, draft) => {
    const box = document.createElement("div");
    box.className = "alert alert-info";
    box.setAttribute("role", "status");
    const body = document.createElement("div");
    body.className = "alert-body";
    const p = document.createElement("p");
    p.className = "alert-text";
    p.textContent = `Du skrev her kl. ${clock(draft.kl)}, uden at det blev gemt.`;
    const row = document.createElement("div");
    row.className = "ops-row ops-mt";
    row.append(
      button("Hent det frem", "secondary", () => {
        fill(form, draft.felter);
        box.remove();
        fieldsOf(form).forEach(unfold);
        fieldsOf(form).find((f) => f.type !== "radio" && f.type !== "checkbox")?.focus();
      }),
      button("Smid det væk", "tertiary", () => {
        store.removeItem(key);
        box.remove();
      }),
    );
    body.append(p, row);
    box.append(body);
    form.prepend(box);
    unfold(form);
  };
  // What is offered, and what came back, is not to lie in a fold that is closed.
  const unfold = (element) => {
    const fold = element.closest("details");
    if (fold) { fold.open = true; }
  };

  const tell = (form) => {
    const p = form.querySelector(".ops-intet-net") || document.createElement("p");
    p.className = "ops-intet-net ops-late";
    p.setAttribute("role", "alert");
    p.textContent = "Der er ikke net lige nu. Det, du har skrevet, bliver her. Prøv igen om lidt.";
    form.append(p);
  };

  // ---- what has become of a draft that was sent ----
  // Another page came back for the same person: it was saved. An error page or the sign-in page proves nothing, so from
  // then on the draft counts as not sent.
  const clean = () => {
    const doubtful = !user() || !!document.querySelector("[data-kladde-beholdes]");
    keys().forEach((key) => {
      const d = read(key);
      if (!d || Date.now() - d.kl > LIFE || (user() && d.bruger !== user())) {
        store.removeItem(key);
      } else if (d.sendt && doubtful) {
        write(key, { ...d, sendt: false });
      } else if (d.sendt && d.sti !== location.pathname) {
        store.removeItem(key);
      }
    });
  };

  const start = (form) => {
    if (form.dataset.kladdeStartet) { return; }
    form.dataset.kladdeStartet = "ja";
    const key = keyOf(form);
    const first = valuesOf(form);
    const draft = read(key);
    const rejected = !!form.querySelector(".form-error, [data-fejlopsummering]");
    const saved = !!document.querySelector(".ops-messages .alert-success");
    if (draft && (rejected || (draft.sendt && saved) || same(draft.felter, first))) {
      store.removeItem(key);     // the server gave the words back, or has them
    } else if (draft) {
      offer(form, key, draft);
    }
    let dirty = rejected;
    let timer = 0;
    const keep = () => {
      window.clearTimeout(timer);
      timer = 0;
      const now = valuesOf(form);
      dirty = rejected || !same(now, first);
      if (dirty) { write(key, { kl: Date.now(), bruger: user(), sti: location.pathname, felter: now }); }
    };
    const later = () => {
      dirty = true;
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, 400);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", (e) => {
      if (e.defaultPrevented) { return; }
      keep();
      if (!navigator.onLine) {
        e.preventDefault();
        tell(form);
        return;
      }
      const d = read(key);
      if (d) { write(key, { ...d, sendt: true }); }
      dirty = false;
    });
    form.addEventListener("ops:gemt", () => {      // a form that saves itself says so
      window.clearTimeout(timer);
      store.removeItem(key);
      dirty = false;
    });
    window.addEventListener("pagehide", () => { if (timer) { keep(); } });
    window.addEventListener("beforeunload", (e) => {
      if (timer) { keep(); }
      if (dirty && !form.hasAttribute("data-gemmer-selv") && !document.body.dataset.sessionUde) { e.preventDefault(); }
    });
  };

  document.addEventListener("submit", (e) => {
    if (e.target.matches("[data-log-ud]")) { keys().forEach((key) => store.removeItem(key)); }
  });
  const all = () => { document.querySelectorAll("form[data-kladde]").forEach(start); };
  document.addEventListener("DOMContentLoaded", () => { clean(); all(); });
  document.addEventListener("htmx:afterSettle", all);
})();
