// The team's page. After each save the parts that follow from the answers (suggestions, duties, what is missing) are
// fetched and put in place; nothing that somebody may be writing in is touched. The reason for landing elsewhere than
// the suggestion shows where one is needed. Without script all of it stands on the page after "Senere".
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("faelles");
  if (!form) { return; }
  const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value || "";

  // A reason that has been written never disappears from sight.
  const showReasons = () => {
    form.querySelectorAll("[data-begrundelse]").forEach((box) => {
      const pick = chosen(box.dataset.begrundelse);
      const needed = pick !== "" && box.dataset.kraeves.split(" ").includes(pick);
      box.hidden = !needed && !box.querySelector("textarea").value.trim();
    });
  };

  const put = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    fresh.querySelectorAll("[data-opdater]").forEach((part) => {
      const old = document.getElementById(part.id);
      if (old && old.contains(document.activeElement)) {
        old.addEventListener("focusout", () => { update(); }, { once: true });      // not from under the cursor
      } else if (old && old.outerHTML !== part.outerHTML) {
        old.replaceWith(document.importNode(part, true));
      }
      const reason = part.dataset.sted && document.getElementById(`begrundelse-${part.dataset.sted}`);
      if (reason) { reason.dataset.kraeves = part.dataset.kraeves; }
    });
    showReasons();
  };

  let asked = 0;
  const update = async () => {
    asked += 1;
    const mine = asked;
    try {
      const answer = await fetch(form.dataset.stillingUrl, { credentials: "same-origin", redirect: "error" });
      const html = answer.ok ? await answer.text() : "";
      if (html && mine === asked) { put(html); }
    } catch { /* no network: the next save asks again */ }
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
  form.addEventListener("ops:gemt", update);
  showReasons();
});
