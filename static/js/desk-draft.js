"use strict";
/* A form that keeps itself: two seconds after the last key it goes to the server as a draft. Without a network the
   words stay on this device until the server has them, and never longer. */
(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const told = form.querySelector("[data-told]");
  const key = `draft:${form.dataset.draft}`;
  const say = (name) => { told.textContent = told.dataset[name]; };
  const fields = () => [...new FormData(form)].filter(([name]) => name !== "token");
  let waiting = 0;
  let isSending = false;

  const keep = async () => {
    isSending = true;
    const sent = JSON.stringify(fields());
    localStorage.setItem(key, sent);
    const data = new FormData(form);
    data.set("draft", "quiet");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, redirect: "error" });
      if (answer.status !== 204) throw new Error(String(answer.status));
      if (localStorage.getItem(key) === sent) localStorage.removeItem(key);
      say("kept");
    } catch {
      say("held");
    }
    isSending = false;
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (isSending ? later() : keep()), 2000);
  };

  const held = localStorage.getItem(key);
  if (held && form.dataset.fresh) {
    for (const [name, value] of JSON.parse(held)) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
    later();
  }
  form.addEventListener("input", later);
  window.addEventListener("online", later);
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    localStorage.removeItem(key);
  });
})();
