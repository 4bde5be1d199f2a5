// Signs answered with one tap each. A tap marks the next unanswered sign, and moves the page only when it is out of
// sight. Keys, when a sign has the focus: 1 2 3 0 answer and go on, up and down move, left and right are the browser's.
// Works on the cards of templates/_components/tegn.html inside [data-dimension]; the form works without it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const signs = Array.from(document.querySelectorAll("form .ops-tegn"));
  if (!signs.length) { return; }
  const KEYS = { 1: 0, 2: 1, 3: 2, 0: 3 };
  const CODES = ["groen", "gul", "roed", "ikke_set"];
  const radios = (sign) => Array.from(sign.querySelectorAll("input[type=radio]"));
  const answered = (sign) => radios(sign).some((r) => r.checked);
  // What is answered by script is told as if it were tapped, so that it is saved and conditions follow.
  const tell = (sign) => {
    (radios(sign).find((r) => r.checked) || radios(sign)[0]).dispatchEvent(new Event("change", { bubbles: true }));
  };
  const dimensionOf = (sign) => sign.closest("[data-dimension]");

  const mark = (sign) => {
    signs.forEach((other) => { other.classList.toggle("is-current", other === sign); });
    const id = sign && dimensionOf(sign)?.id;
    document.querySelectorAll("[data-dim]").forEach((link) => {
      if (link.dataset.dim === id) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
    });
  };

  const bar = document.querySelector(".ops-focus.has-dims");
  if (bar) {
    const measure = () => { bar.style.setProperty("--over-dims", `${bar.querySelector(".ops-dims").offsetTop}px`); };
    new ResizeObserver(measure).observe(bar);
  }
  const bars = () => ({
    top: document.querySelector(".ops-focus")?.getBoundingClientRect().bottom ?? 0,
    bottom: window.innerHeight - (document.querySelector(".ops-savebar")?.offsetHeight ?? 0),
  });
  const goTo = (sign) => {
    if (!sign) { return; }
    mark(sign);
    const list = radios(sign);
    (list.find((r) => r.checked) || list[0]).focus({ preventScroll: true });
    const { top, bottom } = bars();
    const box = sign.getBoundingClientRect();
    if (box.bottom <= bottom - 10 && box.top >= top) { return; }
    // Out of sight: show its whole dimension where that fits, else the sign itself. At once, as the next tap is coming.
    const dimension = dimensionOf(sign) || sign;
    const fits = dimension.getBoundingClientRect().height < bottom - top;
    const whole = fits || sign === dimension.querySelector(".ops-tegn");
    (whole ? dimension : sign).scrollIntoView({ block: "start", behavior: "instant" });
  };
  const next = (sign) => {
    const i = signs.indexOf(sign);
    return [...signs.slice(i + 1), ...signs.slice(0, i + 1)].find((other) => !answered(other) && other.offsetParent);
  };

  // ---- counters ----
  const write = (place, text) => { if (place && place.textContent !== text) { place.textContent = text; } };
  const count = () => {
    const done = signs.filter(answered);
    done.forEach((sign) => {
      sign.classList.remove("is-missing");
      sign.removeAttribute("aria-invalid");
    });
    const sum = `${done.length} af ${signs.length} tegn`;
    document.querySelectorAll("[data-tegn-antal]").forEach((p) => { write(p, sum); });
    document.querySelectorAll("[data-tegn-mangler]").forEach((a) => { a.hidden = done.length === signs.length; });
    document.querySelectorAll("[data-dim]").forEach((link) => {
      const own = signs.filter((sign) => dimensionOf(sign)?.id === link.dataset.dim);
      const n = own.filter(answered).length;
      write(link.querySelector("[data-dim-tal]"), `${n} af ${own.length}`);
      link.querySelector(".ops-bar__fg")?.setAttribute("width", own.length ? 100 * n / own.length : 0);
    });
    document.querySelectorAll("[data-alle]").forEach((button) => { label(button); });
  };

  // ---- all signs of thriving are seen: fills only what is unanswered, and can be taken back ----
  const filledBy = new WeakMap();
  const ownSigns = (button) => signs.filter((sign) => dimensionOf(sign)?.id === button.dataset.alle);
  const label = (button) => {
    const words = button.querySelector("[data-alle-tekst]");
    button.dataset.alleTekst ??= words.textContent;
    const full = ownSigns(button).every(answered);
    const undo = filledBy.has(button);
    write(words, undo ? button.dataset.alleFortryd : full ? button.dataset.alleFaerdig : button.dataset.alleTekst);
    button.disabled = full && !undo;
  };
  const fillAll = (button) => {
    const empty = ownSigns(button).filter((sign) => !answered(sign));
    empty.forEach((sign) => {
      radios(sign).find((r) => r.value === CODES[0]).checked = true;
      tell(sign);
    });
    filledBy.set(button, empty);
    count();
    const rest = next(ownSigns(button).at(-1));
    if (rest) { goTo(rest); }
  };
  const undoAll = (button) => {
    filledBy.get(button).forEach((sign) => {
      const chosen = radios(sign).find((r) => r.checked);
      if (chosen?.value === CODES[0]) {                    // what was changed by hand since then stays
        chosen.checked = false;
        tell(sign);
      }
    });
    filledBy.delete(button);
    count();
  };
  document.querySelectorAll("[data-alle]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => { (filledBy.has(button) ? undoAll : fillAll)(button); });
  });

  // ---- taps and keys ----
  signs.forEach((sign) => {
    sign.addEventListener("focusin", () => { mark(sign); });
    sign.addEventListener("change", count);
    sign.addEventListener("click", (e) => {
      if (e.target.matches("input[type=radio]") && e.detail > 0) {        // a tap or click, not an arrow key
        count();
        goTo(next(sign));
      }
    });
    sign.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) { return; }
      if (e.key in KEYS) {
        const radio = radios(sign)[KEYS[e.key]];
        if (!radio) { return; }
        e.preventDefault();
        radio.checked = true;
        tell(sign);
        goTo(next(sign) || sign);
      } else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        goTo(signs[signs.indexOf(sign) + (e.key === "ArrowDown" ? 1 : -1)]);
      }
    });
  });
  document.querySelectorAll("[data-tegn-mangler]").forEach((link) => {
    link.addEventListener("click", (e) => {
      e.preventDefault();
      goTo(signs.find((sign) => !answered(sign)));
    });
  });
  // Words that came back from the queue of an earlier page count too.
  document.addEventListener("change", (e) => { if (e.target.matches("form")) { count(); } });

  // Coming back to a begun child: the page opens at the first sign that is missing. The focus stays where it is.
  const first = signs.find((sign) => !answered(sign));
  if (first && !document.querySelector("[data-fejlopsummering]")) {
    mark(first);
    if (signs.some(answered) && !location.hash) {
      document.fonts.ready.then(() => { (dimensionOf(first) || first).scrollIntoView({ behavior: "instant" }); });
    }
  }
  count();
});
