// Passkeys. A form with data-noegle holds a hidden field `credential` and a button [data-noegle-knap]; the browser asks for
// the key, the answer goes into the field and the form is sent. data-noegle says which ceremony:
//   hent  sign in: the challenge is fetched from the form's own address
//   brug  second step, or proving again who one is: the challenge stands in #noegle-data
//   lav   a new key; a box `passwordless` says whether it may sign in by itself
// Needs webauthn-json (window.webauthnJSON) for what older browsers cannot encode. The button shows only with script.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const WORDS = {
    NotAllowedError: "Der blev ikke brugt nogen nøgle. Prøv igen, eller log ind på en anden måde.",
    InvalidStateError: "Den her enhed er allerede tilføjet som nøgle.",
    SecurityError: "Nøgler virker kun på systemets rigtige adresse.",
    NotSupportedError: "Enheden kan ikke lave den slags nøgle.",
  };
  const data = () => JSON.parse(document.getElementById("noegle-data").textContent);

  const ceremonies = {
    hent: async (form) => {
      const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!answer.ok) { throw new Error("no challenge"); }
      return window.webauthnJSON.get((await answer.json()).request_options);
    },
    brug: () => window.webauthnJSON.get(data().request_options),
    lav: (form) => {
      const options = data().creation_options;
      const alone = form.elements.passwordless?.checked ?? false;
      options.publicKey.authenticatorSelection = {
        ...options.publicKey.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: alone,
        ...(alone ? { userVerification: "required" } : {}),
      };
      return window.webauthnJSON.create(options);
    },
  };

  document.querySelectorAll("form[data-noegle]").forEach((form) => {
    const button = form.querySelector("[data-noegle-knap]");
    const place = form.querySelector("[data-noegle-besked]");
    const say = (words) => {
      place.textContent = words;
      place.hidden = !words;
    };
    button.hidden = false;
    if (!window.PublicKeyCredential || !window.webauthnJSON) {
      button.disabled = true;
      say("Browseren her kan ikke bruge adgangsnøgler.");
      return;
    }
    button.addEventListener("click", async () => {
      say("");
      button.disabled = true;
      try {
        form.elements.credential.value = JSON.stringify(await ceremonies[form.dataset.noegle](form));
        form.submit();
      } catch (e) {
        say(WORDS[e.name] || "Det lykkedes ikke at bruge nøglen. Prøv igen om lidt.");
        button.disabled = false;
        button.focus();
      }
    });
  });
});
