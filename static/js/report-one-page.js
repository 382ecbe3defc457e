"use strict";
/* The report on one page, for phones without a network: every word is kept within a moment, several drafts each under a
   key of its own, and a draft that was sent by its writer goes out once the network is back while a page is open.
   The key makes it one report on the server, however often the sending is repeated. */
(() => {
  const form = document.querySelector("form[data-report]");
  const box = document.getElementById("kept");
  if (!form || !box || !("indexedDB" in window)) return;
  const told = document.getElementById("kept-told");
  const list = document.getElementById("kept-list");
  const words = box.dataset;
  let draft = { key: reportStore.newKey(), words: {}, at: 0 };
  let timer = 0;
  let sending = false;

  const say = (text) => { box.hidden = false; told.textContent = text; };
  const when = (at) => new Date(at).toLocaleString("vi-VN", { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" });
  const read = () => Object.fromEntries([...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["form_key", "files_waiting", "lang"].includes(name)));

  const fill = (values) => {
    for (const each of form.elements) {
      if (!each.name || each.type === "hidden" || each.type === "file") continue;
      if (each.type === "radio") each.checked = values[each.name] === each.value;
      else if (each.tagName !== "BUTTON") each.value = values[each.name] || "";
    }
  };

  const use = (next) => {
    draft = next;
    form.elements.form_key.value = draft.key;
    form.dispatchEvent(new CustomEvent("draft"));
  };

  const save = async () => {
    clearTimeout(timer);
    timer = 0;
    draft = { ...draft, words: read(), at: Date.now(), isReady: false };
    await reportStore.saveDraft(draft);
    say(words.saved.replace("{when}", when(draft.at)));
    begin.hidden = false;
  };

  const begin = Object.assign(document.createElement("button"), { type: "button", className: "btn second small-btn" });
  begin.textContent = words.new;
  begin.addEventListener("click", async () => {
    await keepThis();
    form.hidden = false;
    use({ key: reportStore.newKey(), words: {}, at: 0 });
    fill({});
    told.textContent = "";
    showList();
  });
  box.append(begin);

  const row = (kept) => {
    const line = document.createElement("li");
    const open = Object.assign(document.createElement("button"), { type: "button", className: "btn second small-btn" });
    const drop = open.cloneNode();
    const name = `${when(kept.at)}${kept.words.goods_name ? ` (${kept.words.goods_name})` : ""}`;
    open.textContent = words.open.replace("{when}", name);
    drop.textContent = words.drop.replace("{when}", name);
    open.addEventListener("click", async () => { await keepThis(); form.hidden = false; use(await reportStore.draft(kept.key)); fill(draft.words); showList(); });
    drop.addEventListener("click", async () => { await forget(kept.key); showList(); });
    line.append(open, " ", drop);
    return line;
  };

  const keepThis = async () => { if (timer && !draft.isReady) await save(); };
  const mine = async () => (await reportStore.drafts()).filter((kept) => kept.words && !kept.sent);
  const forget = async (key) => {
    for (const file of await reportStore.files(key)) await reportStore.dropFile(file.id);
    await reportStore.dropDraft(key);
  };

  const showList = async () => {
    const others = (await mine()).filter((kept) => kept.key !== draft.key);
    list.replaceChildren(...others.map(row));
    begin.hidden = !draft.at;
    box.hidden = !others.length && !draft.at;
  };

  const showErrors = (errors) => {
    say([words.wrong, ...Object.values(errors).map((each) => each[0])].join(" "));
    const first = form.elements[Object.keys(errors)[0]];
    const field = first && (first.focus ? first : first[0]);
    if (field) field.focus();
  };

  const showSent = (answer, isShown) => {
    if (isShown) form.hidden = true;
    say(words.sent.replace("{code}", answer.code));
    const link = Object.assign(document.createElement("a"), { href: answer.receipt, className: "btn" });
    link.textContent = words.receipt;
    told.append(" ", link);
  };

  const post = async (kept) => {
    const body = new URLSearchParams({ ...kept.words, form_key: kept.key });
    body.set("files_waiting", String((await reportStore.files(kept.key)).filter((file) => !file.refusal).length));
    return fetch("/complaints/one-page", { method: "POST", headers: { Accept: "application/json" }, body });
  };

  /* Sends one draft. "Sent" is said only once the server has answered with the code. */
  const send = async (kept) => {
    const isShown = kept.key === draft.key;
    try {
      const answer = await post(kept);
      if (answer.status === 422) {
        await reportStore.saveDraft({ ...kept, isReady: false });
        if (isShown) showErrors((await answer.json()).errors);
        return;
      }
      if (!answer.ok) throw new Error("server");
      const receipt = await answer.json();
      await reportStore.dropDraft(kept.key);
      showSent(receipt, isShown);
      await showList();
      reportUpload.start();
    } catch {
      say(words.offline);
    }
  };

  const sendReady = async () => {
    if (sending) return;
    sending = true;
    try {
      for (const kept of (await mine()).filter((each) => each.isReady)) await send(kept);
    } finally {
      sending = false;
    }
  };
  const turn = () => (navigator.locks ? navigator.locks.request("report-send", sendReady) : sendReady());

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 300); });
  form.addEventListener("submit", async (event) => {
    if (event.submitter && event.submitter.name === "lang") return;
    event.preventDefault();
    clearTimeout(timer);
    timer = 0;
    draft = { ...draft, words: read(), at: Date.now(), isReady: true };
    await reportStore.saveDraft(draft);
    say(words.sending);
    await turn();
  });
  addEventListener("online", turn);
  setInterval(turn, 3000);

  (async () => {
    const kept = (await mine()).sort((one, other) => other.at - one.at);
    const last = kept.find((each) => !each.isReady);
    const isBack = document.querySelector(".summary"); // the page came back with what was typed
    use(last && !isBack ? last : draft);
    if (last && !isBack) fill(last.words);
    await showList();
    await turn();
  })().catch(() => {});
})();
