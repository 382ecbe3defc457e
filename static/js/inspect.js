"use strict";
/* Checks a label without a network: the signature in its link by the published keys, the goods by the
   signed list of recalls. It says only what these two can tell. */
(async () => {
  const form = document.getElementById("inspect");
  const ready = document.getElementById("inspect-ready");
  const found = document.getElementById("inspect-found");
  const words = form.dataset;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const day = (text) => new Date(text).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" });
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

  let keys = new Map();
  let list = null;

  const verify = async (kid, signature, text) => {
    const key = keys.get(kid);
    if (!key) return false;
    try {
      return await crypto.subtle.verify("Ed25519", key, bytes(signature), new TextEncoder().encode(text));
    } catch {
      return false;
    }
  };

  const load = async () => {
    const jwks = await (await fetch("/.well-known/jwks.json")).json();
    for (const { kid, kty, crv, x } of jwks.keys.filter((key) => key.kid.startsWith("signing-"))) {
      keys.set(kid, await crypto.subtle.importKey("jwk", { kty, crv, x }, "Ed25519", true, ["verify"]));
    }
    const sent = await (await fetch("/inspect/recalls.json")).json();
    if (!(await verify(sent.key, sent.signature, sent.list))) return words.badlist;
    list = JSON.parse(sent.list);
    const old = new Date(list.old_from) < new Date();
    return fill(old ? words.old : words.ready, { when: day(list.issued_at) });
  };

  /* /01/{gtin}[/10/{lot}][/21/{serial}] and /p/{code}[/l/{lot}][/i/{serial}], as they are printed */
  const partsOf = (path) => {
    const [, word, key, ...rest] = path.split("/");
    const named = {};
    for (let place = 0; place + 1 < rest.length; place += 2) named[rest[place]] = decodeURIComponent(rest[place + 1]);
    return { key: word === "01" ? key.padStart(14, "0") : key, lot: named["10"] ?? named.l ?? "" };
  };

  const recallLines = (goods) => {
    if (!list) return [words.nolist];
    const of = list.recalls.filter((recall) => recall.keys.includes(goods.key));
    const reached = of.filter((recall) => !recall.lot || recall.lot.toLowerCase() === goods.lot.toLowerCase());
    if (reached.length) return reached.map((recall) => fill(words.recalled, { ...recall, lot: recall.lot || words.all }));
    const clear = fill(words.clear, { when: day(list.issued_at) });
    return of.length && !goods.lot ? [words.lot] : [clear];
  };

  const check = async (text) => {
    const link = URL.canParse(text) ? new URL(text) : null;
    if (!link || link.origin !== words.root) return [fill(words.foreign, { host: link ? link.host : text.slice(0, 60) })];
    const goods = partsOf(link.pathname);
    goods.lot ||= form.elements.lot.value.trim();
    const [s, k] = [link.searchParams.get("s"), link.searchParams.get("k")];
    if (!s) return [words.unsigned, ...recallLines(goods)];
    const right = await verify(`signing-${k}`, s, link.origin + link.pathname);
    return right ? [words.right, ...recallLines(goods)] : [words.wrong];
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const lines = await check(form.elements.code.value.trim());
    found.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  });

  if ("serviceWorker" in navigator) {
    await navigator.serviceWorker.register("/inspect/worker.js", { scope: "/inspect/" });
    await navigator.serviceWorker.ready;
  }
  try {
    ready.textContent = await load();
  } catch (error) {
    ready.textContent = error.name === "NotSupportedError" ? words.nocrypto : words.nolist;
  }
})();
