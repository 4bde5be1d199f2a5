// Parts of a page that follow from the answers (sums, suggestions, duties, what is missing): after each save they are
// fetched from the form's data-stilling-url and put in place by their ids; nothing that somebody may be writing in is
// touched. Tells the form "ops:opdateret" with the fresh parts. Without script they are right after the next page load.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-stilling-url]").forEach((form) => {
    let asked = 0;
    const put = (html) => {
      const fresh = new DOMParser().parseFromString(html, "text/html");
      const parts = Array.from(fresh.querySelectorAll("[data-opdater]"));
      parts.forEach((part) => {
        const old = document.getElementById(part.id);
        if (old && old.contains(document.activeElement)) {
          old.addEventListener("focusout", () => { update(); }, { once: true });    // not from under the cursor
        } else if (old && old.outerHTML !== part.outerHTML) {
          old.replaceWith(document.importNode(part, true));
        }
      });
      form.dispatchEvent(new CustomEvent("ops:opdateret", { detail: parts }));
    };
    const update = async () => {
      asked += 1;
      const mine = asked;
      try {
        const answer = await fetch(form.dataset.stillingUrl, { credentials: "same-origin", redirect: "error" });
        const html = answer.ok ? await answer.text() : "";
        if (html && mine === asked) { put(html); }
      } catch { /* no network: the next save asks again */ }
    };
    form.addEventListener("ops:gemt", update);
  });
});
