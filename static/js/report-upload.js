"use strict";
/* Sends the files that wait on this phone, piece by piece, from whatever report page is open. After a cut the server
   is asked where to go on. A piece gets smaller when the network cuts it, and larger while it does not. */
const reportUpload = (() => {
  const SMALLEST = 16 * 1024;
  const FIRST = 64 * 1024;
  const LARGEST = 256 * 1024;
  const WAITS = [0.3, 1, 2, 4, 8, 15, 30];
  let piece = FIRST;
  let most = LARGEST;
  let gained = 0;
  let running = false;
  let again = false;
  const listeners = [];

  const tell = (file, state, more = {}) => listeners.forEach((listen) => listen(file, state, more));
  const pause = (seconds) => new Promise((resolve) => {
    const end = () => { clearTimeout(timer); removeEventListener("online", end); resolve(); };
    const timer = setTimeout(end, seconds * 1000);
    addEventListener("online", end);
  });
  const coded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const heads = (file) => ({ "Form-Key": file.key, "Tus-Resumable": "1.0.0", ...(file.isCase ? { Case: "yes" } : {}) });

  const announce = async (file) => {
    const words = { filename: file.name.slice(-60), sha256: file.sha256, media: file.media || "", ...(file.told || {}) };
    const metadata = Object.entries(words).filter(([, text]) => text).map(([name, text]) => `${name} ${coded(text)}`);
    const answer = await fetch("/complaints/uploads", {
      method: "POST",
      headers: { ...heads(file), "Upload-Length": String(file.blob.size), "Upload-Metadata": metadata.join(",") },
    });
    if (answer.status === 201) return answer.headers.get("Location");
    if (answer.status >= 500) throw new Error("server");
    const told = await answer.json();
    if (told.gone) return null; // the report is not known there yet: it may still be sent
    throw Object.assign(new Error("refused"), { refusal: told.refusal });
  };

  const prepare = async (file) => {
    if (file.sha256) return file;
    tell(file, "shrinking");
    const told = file.media === "screenshot" ? {} : await reportPhoto.facts(file.blob);
    const blob = file.asIs ? file.blob : await reportPhoto.smaller(file.blob);
    const ready = { ...file, blob, told, sha256: await reportPhoto.hash(blob) };
    await reportStore.saveFile(ready);
    return ready;
  };

  const where = async (file) => {
    const answer = await fetch(file.address, { method: "HEAD", headers: heads(file) });
    if (answer.status === 404) return { offset: 0, isGone: true };
    if (!answer.ok) throw new Error("server");
    return { offset: Number(answer.headers.get("Upload-Offset")), state: answer.headers.get("Upload-State") };
  };

  const sendPieces = async (file, start) => {
    let offset = start;
    let state = "open";
    while (state === "open") {
      const answer = await fetch(file.address, {
        method: "PATCH",
        headers: { ...heads(file), "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" },
        body: file.blob.slice(offset, offset + piece),
      });
      if (answer.status !== 204) throw new Error("cut");
      offset = Number(answer.headers.get("Upload-Offset"));
      state = answer.headers.get("Upload-State");
      gained += 1;
      piece = Math.min(most, piece * 2);
      tell(file, "sending", { offset });
    }
    return state;
  };

  const sendOnce = async (waiting) => {
    const file = await prepare(waiting);
    if (!file.address) {
      const address = await announce(file);
      if (!address) return false;
      file.address = address;
      await reportStore.saveFile(file);
    }
    let { offset, state, isGone } = await where(file);
    if (isGone) {
      delete file.address;
      await reportStore.saveFile(file);
      return false;
    }
    if (state === "open") state = await sendPieces(file, offset);
    if (state === "refused") {
      const answer = await fetch(file.address, { headers: heads(file) });
      throw Object.assign(new Error("refused"), { refusal: (await answer.json()).refusal });
    }
    await reportStore.dropFile(file.id);
    tell(file, "done");
    return true;
  };

  /* One file until it is there, refused, or the report it belongs to is not known yet. */
  const sendFile = async (id) => {
    for (let failed = 0; ; failed += 1) {
      const file = await reportStore.file(id);
      if (!file || file.refusal) return;
      try {
        if (await sendOnce(file)) return;
        if (failed > 1) return;
      } catch (fault) {
        if (fault.refusal) {
          const kept = (await reportStore.file(id)) || file;
          await reportStore.saveFile({ ...kept, refusal: fault.refusal });
          return tell(kept, "refused", { words: fault.refusal });
        }
        if (gained) {
          failed = 0; // the network carries something: go on at once, with what it carried
          piece = most = Math.max(SMALLEST, Math.min(piece / 2, most));
        } else if (navigator.onLine) {
          piece = most = Math.max(SMALLEST, piece / 2);
        }
        gained = 0;
        tell(file, failed < 2 ? "waiting" : "keeping");
      }
      await pause(WAITS[Math.min(failed, WAITS.length - 1)]);
    }
  };

  const sendAll = async () => {
    again = true;
    if (running) return;
    running = true;
    try {
      while (again) {
        again = false;
        for (const file of await reportStore.files()) await sendFile(file.id);
      }
    } finally {
      running = false;
    }
  };

  /* Two open pages take turns, so that a file is never sent twice at once. */
  const start = () => (navigator.locks ? navigator.locks.request("report-upload", sendAll) : sendAll());

  return { start, listen: (listener) => listeners.push(listener) };
})();
