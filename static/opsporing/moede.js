// The clock of an item: counts on from the seconds the server says it has run. Without script it stands as it was drawn.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-ur]").forEach((clock) => {
    const began = performance.now() - Number(clock.dataset.ur) * 1000;
    const given = Number(clock.dataset.minutter);
    const words = clock.querySelector("[data-ur-ord]");
    const show = () => {
      const minutes = Math.floor((performance.now() - began) / 60000);
      const over = minutes > given;
      const text = over ? `${minutes - given} min. over` : `${given - minutes} min. tilbage`;
      if (words.textContent !== text) { words.textContent = text; }
      clock.classList.toggle("is-late", over);
    };
    show();
    window.setInterval(show, 5000);
  });
});
