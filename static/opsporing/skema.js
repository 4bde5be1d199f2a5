// Forms that save themselves: <form data-autosave data-gem-url="..."> (templates/skemaer/form_hoved.html inside).
//
// Each answer is sent as JSON {rev, klient, felter} soon after it is given. What is not yet known to be saved lies in
// sessionStorage, so that neither lost network, a reload nor a sign-out loses it; it is sent again when it can be.
// `rev` is the one the page was made from and never moves on: the server tells our own writes from others' by `klient`.
// The queue belongs to the signed-in person (body data-bruger); it goes after twelve hours, or when another signs in.
"use strict";

(() => {
  const PREFIX = "ops-gem:";
  const LIFE = 12 * 60 * 60 * 1000;
  const WAIT_TEXT = 800;
  const WAIT_DATE = 4000;
  const WAIT_CHOICE = 60;
  const RETRY = [2000, 4000, 8000, 15000, 30000];
  const user = () => document.body.dataset.bruger || "";
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";

  const store = (() => {
    try {
      window.sessionStorage.getItem(PREFIX);
      return window.sessionStorage;
    } catch { return null; }
  })();
  const read = (key) => {
    try { return JSON.parse(store.getItem(key)); } catch { return null; }
  };
  const cleanStore = () => Object.keys(store || {}).filter((key) => key.startsWith(PREFIX)).forEach((key) => {
    const kept = read(key);
    if (!kept || Date.now() - kept.kl > LIFE || (user() && kept.bruger !== user())) { store.removeItem(key); }
  });

  // ---- the value of a field, as the server stores it ----
  const inputs = (box) => Array.from(box.querySelectorAll("input, textarea, select"));
  const checked = (fields) => fields.filter((f) => f.checked).map((f) => f.value);
  const KINDS = {
    tekst: { get: (b) => inputs(b)[0].value, set: (b, v) => { inputs(b)[0].value = v ?? ""; } },
    valg: {
      get: (b) => checked(inputs(b))[0] ?? null,
      set: (b, v) => inputs(b).forEach((f) => { f.checked = f.value === v; }),
    },
    flervalg: {
      get: (b) => checked(inputs(b)),
      set: (b, v) => inputs(b).forEach((f) => { f.checked = (v || []).includes(f.value); }),
    },
    lineal: {
      get: (b) => Object.fromEntries(Array.from(b.querySelectorAll("[data-lineal-del]"))
        .map((d) => [d.dataset.linealDel, checked(inputs(d))[0]]).filter(([, v]) => v)),
      set: (b, v) => b.querySelectorAll("[data-lineal-del]").forEach((d) => {
        inputs(d).forEach((f) => { f.checked = f.value === (v || {})[d.dataset.linealDel]; });
      }),
    },
    gentaget: {
      get: (b) => inputs(b).map((f) => f.value).filter((v) => v.trim()),
      set: (b, v) => rows(b, v || [], (row, text) => { inputs(row)[0].value = text; }),
    },
    pr_person: {
      get: (b) => Array.from(b.querySelectorAll("[data-gentaget]"))
        .map((row) => ({ navn: inputs(row)[0].value, vaerdi: inputs(row)[1].value }))
        .filter((p) => p.navn.trim() || p.vaerdi.trim()),
      set: (b, v) => rows(b, v || [], (row, p) => {
        [inputs(row)[0].value, inputs(row)[1].value] = [p.navn ?? "", p.vaerdi ?? ""];
      }),
    },
    // Every row is sent; one that stands as it did when the page was made, or was last saved, says so (`uroert`), and
    // one that was taken away comes empty. iagttagelser.js makes and hides the rows.
    iagttagelser: {
      get: (b) => observations(b).map((row) => {
        const own = observation(row);
        return row.dataset.stod === JSON.stringify(own) ? { ...own, uroert: true } : own;
      }).filter((own, i) => Object.keys(own).length > 1 || "stod" in observations(b)[i].dataset),
      set: (b, v) => (v || []).filter((own) => !own.uroert).forEach((own) => {
        const find = () => observations(b).find((r) => r.dataset.iagttagelse === own.id);
        if (!find()) { b.dispatchEvent(new CustomEvent("ops:ny-iagttagelse", { bubbles: true, detail: { id: own.id } })); }
        const row = find();
        if (!row) { return; }
        row.querySelectorAll("[data-del]").forEach((f) => { f.value = own[f.dataset.del] ?? ""; });
        if (Object.keys(own).length === 1) { row.dispatchEvent(new CustomEvent("ops:fjern-iagttagelse", { bubbles: true })); }
      }),
      begin: (b) => observations(b).filter((row) => !("ny" in row.dataset)).forEach((row) => {
        row.dataset.stod = JSON.stringify(observation(row));
      }),
      saved: (b, sent) => sent.forEach(({ uroert, ...own }) => {
        const row = observations(b).find((r) => r.dataset.iagttagelse === own.id);
        if (row) { row.dataset.stod = JSON.stringify(own); }
      }),
    },
  };
  const observations = (box) => Array.from(box.querySelectorAll("[data-iagttagelse]"));
  const observation = (row) => Object.fromEntries([["id", row.dataset.iagttagelse],
    ...Array.from(row.querySelectorAll("[data-del]"), (f) => [f.dataset.del, f.value]).filter(([, v]) => v.trim())]);
  const kind = (box) => KINDS[box.dataset.slags];

  // ---- fields that repeat: there is always one empty row more ----
  const addRow = (box) => {
    const all = box.querySelectorAll("[data-gentaget]");
    const row = all[all.length - 1].cloneNode(true);
    inputs(row).forEach((f) => {
      f.value = "";
      f.setAttribute("aria-label", f.getAttribute("aria-label").replace(/\d+$/, String(all.length + 1)));
    });
    box.querySelector("[data-gentages]").append(row);
    return row;
  };
  const rows = (box, values, fill) => {
    values.forEach((value, i) => { fill(box.querySelectorAll("[data-gentaget]")[i] || addRow(box), value); });
    growRows(box);
  };
  const growRows = (box) => {
    const all = box.querySelectorAll("[data-gentaget]");
    if (all.length && inputs(all[all.length - 1]).some((f) => f.value.trim())) { addRow(box); }
  };

  // ---- what is said in the corner ----
  const say = (form, text, icon, offline) => {
    const place = document.getElementById(form?.dataset.gemtId || "gemt");
    if (!place) { return; }
    place.classList.toggle("is-offline", offline);
    const words = place.querySelector("span");
    if (words.textContent !== text) { words.textContent = text; }
    const use = place.querySelector("use");
    if (use) { use.setAttribute("href", use.getAttribute("href").replace(/#.*$/, `#${icon}`)); }
  };

  // ---- faults and conflicts ----
  const showFault = (box, text) => {
    const old = Array.from(box.querySelectorAll(".form-error-message"));
    if (old.length === 1 && "gemFejl" in old[0].dataset && old[0].textContent === text) { return; }
    old.forEach((message) => { message.remove(); });
    box.querySelector(".form-group")?.classList.toggle("form-error", !!text);
    inputs(box).forEach((f) => { f.removeAttribute("aria-invalid"); });
    if (!text) { return; }
    const message = document.createElement("span");
    message.className = "form-error-message";
    message.dataset.gemFejl = "";
    message.setAttribute("role", "alert");
    message.textContent = text;
    (box.querySelector(".form-group fieldset, .form-group") || box).append(message);
  };
  // What the writer may want to look at again: it is saved all the same.
  const showNote = (box, text) => {
    let note = box.querySelector("[data-bemaerk]");
    if (!note && !text) { return; }
    if (!note) {
      note = document.createElement("p");
      note.className = "ops-late ops-small";
      note.dataset.bemaerk = "";
      note.setAttribute("role", "status");
      (box.querySelector(".form-group") || box).append(note);
    }
    if (note.textContent !== text) { note.textContent = text; }
    note.hidden = !text;
  };
  const showConflicts = (html) => {
    const place = document.querySelector("[data-konflikter]");
    if (!place || place.dataset.vist === html) { return; }
    const first = !place.dataset.vist;
    place.dataset.vist = html;
    place.innerHTML = html;
    if (html && first) { place.querySelector("[role=alert]")?.focus(); }
  };

  // ---- one queue per form ----
  // `batches`: what came over from an earlier page (with its own rev) first, then what this page has written.
  class Queue {
    constructor(url, form) {
      this.url = url;
      this.form = form;
      this.key = `${PREFIX}${user()}:${url}`;
      const kept = store && read(this.key);
      this.klient = kept?.klient || form.elements.klient.value;
      this.batches = kept?.batches || [];
      this.faulty = kept?.faulty || {};          // refused by the server: kept here until they are mended
      this.last = {};
      this.rev = Number(form?.elements.rev.value);
      this.tries = 0;
      this.stopped = false;
    }

    get empty() { return this.batches.length === 0; }

    keep() {
      if (!store) { return; }
      const { klient, batches, faulty } = this;
      if (this.empty && !Object.keys(faulty).length) { store.removeItem(this.key); return; }
      try {
        store.setItem(this.key, JSON.stringify({ kl: Date.now(), bruger: user(), klient, batches, faulty }));
      } catch { /* full or private: the page still holds the queue */ }
    }

    put(name, value) {
      const text = JSON.stringify(value);
      if (this.last[name] === text) { return; }
      this.last[name] = text;
      delete this.faulty[name];
      let batch = this.batches.find((b) => name in b.felter) || this.batches.find((b) => b.rev === this.rev);
      if (!batch) {
        batch = { rev: this.rev, felter: {} };
        this.batches.push(batch);
      }
      batch.felter[name] = value;
      this.keep();
    }

    later(ms) {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => { this.send(); }, ms);
    }

    // Sends until the queue is empty or something stands in the way. Answers whether all of it is saved.
    async send() {
      window.clearTimeout(this.timer);
      if (this.sending) { return this.sending; }
      if (this.empty) { return true; }
      this.sending = this.all().finally(() => { this.sending = null; });
      return this.sending;
    }

    async all() {
      const slow = window.setTimeout(() => { say(this.form, "Gemmer", "sync", false); }, 600);
      try {
        while (!this.empty) {
          if (!await this.one()) { return false; }
        }
        return true;
      } finally {
        window.clearTimeout(slow);
      }
    }

    async one() {
      const batch = this.batches[0];
      const sent = JSON.stringify(batch.felter);
      const body = JSON.stringify({ rev: batch.rev, klient: this.klient, felter: batch.felter });
      let answer;
      try {
        answer = await fetch(this.url, {
          method: "POST",
          credentials: "same-origin",
          redirect: "manual",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
          keepalive: body.length < 20000,      // goes on when the page is left; browsers take 64 kB at most
          body,
        });
      } catch { return this.offline(); }
      if (answer.status >= 500 || answer.status === 429) { return this.offline(); }
      const json = /json/.test(answer.headers.get("Content-Type") || "") ? await answer.json().catch(() => null) : null;
      if (!answer.ok || !json) { return this.refused(answer, json); }
      this.saved(batch, JSON.parse(sent), json);
      return true;
    }

    saved(batch, sent, json) {
      // A field that was written in again while it was on its way stays in the queue.
      Object.keys(sent).forEach((name) => {
        if (JSON.stringify(batch.felter[name]) !== JSON.stringify(sent[name])) { return; }
        delete batch.felter[name];
        if (json.fejl[name]) { this.faulty[name] = sent[name]; }
      });
      this.batches = this.batches.filter((b) => Object.keys(b.felter).length);
      this.tries = 0;
      this.keep();
      if (!this.form) { return; }
      Object.keys(sent).forEach((name) => {
        const box = this.form.querySelector(`[data-felt="${name}"]`);
        if (!box) { return; }
        showFault(box, json.fejl[name]);
        if (!json.fejl[name]) { kind(box).saved?.(box, sent[name]); }
      });
      if (json.bemaerk) {
        this.form.querySelectorAll("[data-felt]").forEach((box) => { showNote(box, json.bemaerk[box.dataset.felt] || ""); });
      }
      showConflicts(json.html);
      const faults = Object.keys(json.fejl).length;
      if (faults) {
        say(this.form, `${faults === 1 ? "Et svar" : `${faults} svar`} er ikke gemt. Se ved feltet`, "warning", true);
      } else {
        say(this.form, `Gemt kl. ${json.tid}`, "check", false);
      }
      this.form.dispatchEvent(new CustomEvent("ops:gemt", { bubbles: true, detail: json }));
    }

    offline() {
      say(this.form, "Intet net. Gemt her, sendes om lidt", "warning", true);
      this.later(RETRY[Math.min(this.tries, RETRY.length - 1)]);
      this.tries += 1;
      return false;
    }

    // Signed out (a redirect, or a token that is no longer good), or the form is closed: keep the words and say so.
    refused(answer, json) {
      const out = answer.type === "opaqueredirect" || answer.status === 401 || (answer.status === 403 && !json);
      this.stopped = true;
      this.out = out;
      say(this.form, out ? "Du er logget ud. Det, du har skrevet, er gemt her og sendes, når du har logget ind igen"
        : `Ikke gemt. ${json?.besked || "Hent siden igen"}`, "warning", true);
      return false;
    }
  }

  // ---- the form ----
  const start = (form) => {
    if (form.dataset.autosaveStartet) { return null; }
    form.dataset.autosaveStartet = "ja";
    const queue = new Queue(form.dataset.gemUrl, form);
    // Where the first button leads away, Enter in a field presses none.
    form.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && "udenEnter" in form.dataset && e.target.matches("input")) { e.preventDefault(); }
    });
    form.elements.klient.value = queue.klient;

    form.querySelectorAll("[data-felt]").forEach((box) => { kind(box).begin?.(box); });
    // What was not sent before the page was loaded again is put back where it was written.
    const restore = ([name, value]) => {
      const box = form.querySelector(`[data-felt="${name}"]`);
      if (box) { kind(box).set(box, value); }
    };
    queue.batches.forEach((batch) => { Object.entries(batch.felter).forEach(restore); });
    Object.entries(queue.faulty).forEach(([name, value]) => {
      restore([name, value]);
      queue.put(name, value);
    });
    if (!queue.empty) {
      form.dispatchEvent(new Event("change", { bubbles: true }));
      queue.later(0);
    }

    const changed = (target, wait) => {
      const box = target.closest?.("[data-felt]");
      if (!box || !form.contains(box)) { return; }
      if (box.querySelector("[data-gentages]")) { growRows(box); }
      queue.put(box.dataset.felt, kind(box).get(box));
      if (!queue.empty && !queue.stopped) { queue.later(wait); }
    };
    const isText = (f) => f.matches("textarea, input:not([type=radio]):not([type=checkbox])");
    // A date is not to be called wrong while it is being typed; it is sent when the field is left.
    form.addEventListener("input", (e) => {
      if (isText(e.target)) { changed(e.target, e.target.dataset.del === "dato" ? WAIT_DATE : WAIT_TEXT); }
    });
    form.addEventListener("change", (e) => {
      if (e.target.matches?.("input, textarea, select")) { changed(e.target, WAIT_CHOICE); }
    });

    form.addEventListener("submit", async (e) => {
      if (queue.empty) { return; }
      e.preventDefault();
      const button = e.submitter;
      if (await queue.send()) { form.requestSubmit(button); }
    });
    window.addEventListener("online", () => { queue.tries = 0; queue.send(); });
    window.addEventListener("pagehide", () => { if (!queue.stopped) { queue.send(); } });
    // Signed out, the way back leads through another page, and the words wait in the tab.
    window.addEventListener("beforeunload", (e) => {
      const stuck = queue.tries > 0 || queue.stopped;
      if (!queue.empty && stuck && !queue.out && !document.body.dataset.sessionUde) { e.preventDefault(); }
    });
    return queue.url;
  };

  // Words from a form that is not on this page, written before the network went: send them from here.
  const sendRest = (here) => {
    const mine = `${PREFIX}${user()}:`;
    Object.keys(store || {}).filter((key) => key.startsWith(mine)).forEach((key) => {
      const url = key.slice(mine.length);
      if (!here.includes(url)) { new Queue(url, null).send(); }
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (store) { cleanStore(); }
    const here = Array.from(document.querySelectorAll("form[data-autosave]"), start);
    if (user()) { sendRest(here); }
  });
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelectorAll("form[data-autosave]").forEach(start);
  });
})();
