// Items scored with one tap: the sum follows at once, a number key answers the item in focus and goes on to the next, up
// and down move. Works on templates/skemaer/punkt.html inside [data-punkter]; the form works without it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const card = document.querySelector("[data-punkter]");
  if (!card) { return; }
  const items = Array.from(card.querySelectorAll("[data-punkt]"));
  const radios = (item) => Array.from(item.querySelectorAll("input[type=radio]"));
  const chosen = (item) => radios(item).find((r) => r.checked)?.value;
  const isNumber = (value) => /^[0-9]$/.test(value ?? "");

  const add = () => {
    const values = items.map(chosen);
    const sum = values.filter(isNumber).reduce((total, value) => total + Number(value), 0);
    const none = values.some((value) => value !== undefined && !isNumber(value));
    document.querySelectorAll("[data-sum]").forEach((place) => { place.textContent = none ? "–" : String(sum); });
    document.querySelector("[data-sum-bjaelke]")?.setAttribute("width", String(100 * sum / 32));
  };

  const goTo = (item) => {
    if (!item) { return; }
    const list = radios(item);
    (list.find((r) => r.checked) || list[0]).focus();
  };

  items.forEach((item, i) => {
    item.addEventListener("change", add);
    item.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) { return; }
      if (isNumber(e.key)) {
        const radio = radios(item).find((r) => r.value === e.key);
        if (!radio) { return; }
        e.preventDefault();
        radio.checked = true;
        radio.dispatchEvent(new Event("change", { bubbles: true }));
        goTo(items[i + 1] || item);
      } else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        goTo(items[i + (e.key === "ArrowDown" ? 1 : -1)]);
      }
    });
  });
  document.addEventListener("change", (e) => { if (e.target.matches("form")) { add(); } });   // words from the queue
  card.closest("form").addEventListener("ops:opdateret", add);
  add();
});
