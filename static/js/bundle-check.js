"use strict";
// Checks a sealed bundle in the browser, without a network: the signature over every byte, then every file.
(() => {
  const TITLE = "chinhgoc bundle 1 ";
  const form = document.getElementById("bundle-check");
  if (!form) return;
  const out = document.getElementById("bundle-result");
  const words = form.dataset;
  const text = new TextDecoder("utf-8", { fatal: true });
  const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
  const sha = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));
  const unhex = (letters) => Uint8Array.from(letters.match(/../g), (two) => parseInt(two, 16));
  const unbase = (x) => Uint8Array.from(atob(x.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

  async function isSigned(data, x) {
    const letters = String.fromCharCode(...data.slice(-128));
    if (!/^[0-9a-f]{128}$/.test(letters)) return false;
    const message = new TextEncoder().encode(TITLE + (await sha(data.slice(0, -128))));
    const key = await crypto.subtle.importKey("raw", unbase(x), { name: "Ed25519" }, false, ["verify"]);
    return crypto.subtle.verify({ name: "Ed25519" }, key, unhex(letters), message);
  }

  function readZip(data) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const end = data.length - 22 - TITLE.length - 128;
    if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new Error("zip");
    const files = new Map();
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new Error("zip");
      const size = view.getUint32(at + 20, true), nameSize = view.getUint16(at + 28, true);
      const local = view.getUint32(at + 42, true);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      files.set(text.decode(data.slice(at + 46, at + 46 + nameSize)), data.slice(start, start + size));
      at += 46 + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return files;
  }

  async function checkFiles(files) {
    const faults = [], manifest = JSON.parse(text.decode(files.get("manifest.json")));
    const listed = new Set(["manifest.json"]);
    for (const entry of manifest.files) {
      listed.add(entry.name);
      const data = files.get(entry.name);
      if (!data || data.length !== entry.size || (await sha(data)) !== entry.sha256) faults.push(entry.name);
    }
    for (const name of files.keys()) if (!listed.has(name)) faults.push(name);
    let before = "0".repeat(64);
    for (const step of JSON.parse(text.decode(files.get("nhat-ky.json")))) {
      const told = JSON.parse(step.text);
      const good = told.previous === before && (await sha(new TextEncoder().encode(step.text))) === step.hash;
      if (!good) faults.push("nhat-ky.json #" + step.seq);
      before = step.hash;
    }
    return { faults, manifest, count: files.size };
  }

  function say(tone, lines) {
    out.className = "notice " + tone;
    out.replaceChildren(...lines.filter(Boolean).map((line, n) => {
      const part = document.createElement(n ? "p" : "h2");
      part.textContent = line;
      return part;
    }));
  }

  async function check(file) {
    const data = new Uint8Array(await file.arrayBuffer());
    const signed = await isSigned(data, form.elements.key.value.trim());
    let found = { faults: [words.unreadable], manifest: {}, count: 0 };
    try { found = await checkFiles(readZip(data)); } catch { /* said as unreadable */ }
    if (signed && !found.faults.length) {
      return say("ok", [words.good, found.manifest.case + " · " + found.manifest.made_at + " · " + found.count]);
    }
    say("bad", [words.bad, signed ? "" : words.unsigned, ...found.faults]);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = form.elements.bundle.files[0];
    if (!file) return;
    try { await check(file); } catch (error) { say("bad", [words.unable, String(error)]); }
  });
})();
