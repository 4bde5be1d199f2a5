// The team's page: the reason for landing elsewhere than the suggestion shows where one is needed, and a sign that the
// team has agreed on says so. What follows from the answers is put in place by stilling.js.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("faelles");
  if (!form) { return; }
  const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value || "";

  // A reason that has been written never disappears from sight, nor one that somebody has just begun to write.
  const showReasons = () => {
    form.querySelectorAll("[data-begrundelse]").forEach((box) => {
      const pick = chosen(box.dataset.begrundelse);
      const needed = pick !== "" && box.dataset.kraeves.split(" ").includes(pick);
      const written = box.querySelector("textarea").value.trim() !== "";
      box.hidden = !needed && !written && !box.contains(document.activeElement);
    });
  };

  const settle = (sign) => {
    const state = sign.querySelector(".ops-state");
    const settled = document.querySelector("template#afklaret-tilstand");
    if (state && settled) { state.replaceWith(settled.content.cloneNode(true)); }
  };

  form.addEventListener("change", (e) => {
    showReasons();
    const sign = e.target.closest?.(".ops-tegn.is-open-question");
    if (sign) { settle(sign); }
  });
  form.addEventListener("focusout", (e) => {
    if (e.target.closest?.("[data-begrundelse]")) { setTimeout(showReasons); }    // when the focus is where it goes
  });
  form.addEventListener("ops:opdateret", (e) => {
    e.detail.forEach((part) => {
      const reason = part.dataset.sted && document.getElementById(`begrundelse-${part.dataset.sted}`);
      if (reason) { reason.dataset.kraeves = part.dataset.kraeves; }
    });
    showReasons();
  });
  showReasons();
});
