"use strict";
/* Passkeys: a form with data-passkey asks its address what the browser needs, lets the owner of the machine
   say yes, and sends the answer as the form's own field. Without this script the forms stand unused. */
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const readable = (options) => {
    const ids = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
    const user = options.user && { ...options.user, id: bytes(options.user.id) };
    return {
      ...options,
      challenge: bytes(options.challenge),
      ...(user ? { user, excludeCredentials: ids(options.excludeCredentials) } : {}),
      ...(user ? {} : { allowCredentials: ids(options.allowCredentials) }),
    };
  };

  const sendable = (made) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    return JSON.stringify({
      id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {},
    });
  };

  const ask = async (form) => {
    const token = form.elements.token;
    const body = new URLSearchParams(token ? { token: token.value } : {});
    const answer = await fetch(form.dataset.passkey, { method: "POST", body });
    if (!answer.ok) throw new Error(String(answer.status));
    const publicKey = readable(await answer.json());
    return publicKey.user ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey });
  };

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      try {
        form.elements.credential.value = sendable(await ask(form));
      } catch {
        form.elements.credential.value = "{}"; // the server says in words what to do
      }
      form.submit();
    });
  }
})();
