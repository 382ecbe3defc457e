"use strict";
/* Every page of the report: words being typed are kept on this phone, chosen files are kept and sent in the background
   while the next questions are answered, leaving clears it all. Without this script the same forms send everything. */
(() => {
  const box = document.getElementById("uploads");
  if (!box || !("indexedDB" in window) || document.querySelector("[data-shared]")) return;
  const told = document.getElementById("uploads-told");
  const list = document.getElementById("uploads-list");
  const forms = [...document.querySelectorAll("main form")].filter((each) => each.elements.form_key);
  const form = forms.find((each) => "report" in each.dataset || "upload" in each.dataset) || forms.at(-1);
  const count = document.querySelector("main [name=files_waiting]");
  let key = form?.elements.form_key?.value || "";
  const path = location.pathname;
  const lines = new Map();

  const say = (name, values = {}) => Object.entries(values)
    .reduce((text, [word, value]) => text.replaceAll(`{${word}}`, value), box.dataset[name] || "");
  const announce = (text) => { box.hidden = false; told.textContent = text; };
  const kb = (bytes) => String(Math.ceil(bytes / 1024));

  const line = (file) => {
    if (lines.has(file.id)) return lines.get(file.id);
    const row = document.createElement("li");
    const words = document.createElement("span");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn second small-btn" });
    button.textContent = say("remove", { name: file.label });
    button.addEventListener("click", async () => {
      const kept = (await reportStore.file(file.id)) || file;
      await reportStore.dropFile(file.id);
      if (kept.address) fetch(kept.address, { method: "DELETE", headers: { "Form-Key": kept.key } }).catch(() => {});
      row.remove();
      lines.delete(file.id);
      left();
    });
    row.append(words, " ", button);
    list.append(row);
    lines.set(file.id, { row, words, button, state: "saved" });
    box.hidden = false;
    return lines.get(file.id);
  };

  const show = (file, state, more = {}) => {
    if (key && file.key !== key && !box.dataset.all) return;
    const shown = line(file);
    const values = { name: file.label, all: kb(file.blob.size), done: kb(more.offset || 0) };
    shown.state = state;
    shown.words.textContent = state === "refused" ? more.words : say(state, values);
    if (state === "done") shown.button.remove();
    if (["done", "waiting", "keeping", "refused"].includes(state)) told.textContent = shown.words.textContent;
    left();
  };

  const left = async () => {
    const waiting = (await reportStore.files(key)).filter((file) => !file.refusal).length;
    if (count) count.value = String(waiting);
    const isWriting = Boolean(form?.elements.text?.value);
    if (!waiting && !isWriting && "reload" in box.dataset && [...lines.values()].some(({ state }) => state === "done")) location.reload();
  };

  const fit = async (input, isRecording) => {
    if (isRecording) return Infinity;
    const waiting = (await reportStore.files(key)).filter((file) => !file.refusal && !file.isRecording).length;
    return Number(input.dataset.room || 5) - waiting;
  };

  const take = async (input) => {
    const isRecording = input.name === "recordings";
    const room = await fit(input, isRecording);
    const chosen = [...input.files];
    if (chosen.length > room) announce(say("many"));
    for (const file of chosen.slice(0, Math.max(room, 0))) {
        const label = file.name.slice(-24) || String(lines.size + 1);
      await reportStore.saveFile({
        key, label, name: file.name, blob: new Blob([await file.arrayBuffer()], { type: file.type }), isRecording,
        media: input.name === "screenshot" ? "screenshot" : "", isCase: "case" in form.dataset,
      });
    }
    input.value = "";
    for (const file of await reportStore.files(key)) if (!lines.has(file.id)) show(file, "saved");
    reportUpload.start();
  };

  const keepFiles = () => {
    if (!form || !("upload" in form.dataset)) return;
    let busy = 0;
    let taking = Promise.resolve();
    for (const input of form.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => {
        busy += 1;
        taking = taking.then(() => take(input)).catch(() => announce(say("full"))).finally(() => { busy -= 1; });
      });
    }
    /* Whoever is quicker than the phone: the answer goes once the file lies on the phone, not with the whole file. */
    form.addEventListener("submit", (event) => {
      if (!busy) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      taking.finally(() => form.requestSubmit(event.submitter));
    });
  };

  const fields = () => [...form.querySelectorAll("input, textarea")].filter((each) => each.name && ["text", "tel", "textarea"].includes(each.type));

  const keepWords = async () => {
    await forgetOld();
    if (!form || !key || "report" in form.dataset || !path.startsWith("/complaints/new/")) return;
    const kept = (await reportStore.draft(key)) || { key, pages: {} };
    const mine = kept.pages?.[path];
    for (const page of Object.keys(kept.pages || {})) if (page !== path && kept.pages[page].isSent) delete kept.pages[page];
    let isRestored = false;
    for (const field of mine ? fields() : []) {
      if (field.value || !mine.words[field.name]) continue;
      field.value = mine.words[field.name];
      isRestored = true;
    }
    if (isRestored) announce(say("restored"));
    const save = (isSent) => {
      kept.pages = { ...kept.pages, [path]: { isSent, words: Object.fromEntries(fields().map((each) => [each.name, each.value])) } };
      kept.at = Date.now();
      return reportStore.saveDraft(kept);
    };
    let timer = 0;
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 300, false); });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      kept.isSent = path.endsWith("/check");
      if (fields().length || kept.isSent) save(true);
    });
  };

  /* Words of a report whose receipt is shown, and words older than the draft they belong to. */
  const forgetOld = async () => {
    for (const draft of await reportStore.drafts()) {
      const isOver = draft.pages && (Date.now() - draft.at > 864e5 || (draft.isSent && "reload" in box.dataset));
      if (isOver) await reportStore.dropDraft(draft.key);
    }
  };

  for (const leave of document.querySelectorAll('a[href="/complaints/leave"]')) {
    leave.addEventListener("click", (event) => {
      event.preventDefault();
      reportStore.clear().finally(() => location.replace(leave.href));
    });
  }

  /* How many files are still on this phone is known before the report goes out. */
  let isCounted = !count || "report" in form.dataset;
  count?.form.addEventListener("submit", (event) => {
    if (isCounted) return;
    event.preventDefault();
    left().catch(() => {}).finally(() => { isCounted = true; count.form.requestSubmit(event.submitter); });
  });

  reportUpload.listen(show);
  keepFiles();
  keepWords().catch(() => {});
  const showKept = () => reportStore.files(box.dataset.all ? "" : key).then((files) => {
    for (const file of files) show(file, file.refusal ? "refused" : "saved", { words: file.refusal });
    reportUpload.start();
    left();
  }).catch(() => {});
  form?.addEventListener("draft", () => { // another draft is shown on this page
    key = form.elements.form_key.value;
    list.replaceChildren();
    lines.clear();
    showKept();
  });
  showKept();
  addEventListener("online", () => reportUpload.start());
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/complaints/worker.js").catch(() => {});
})();
