"use strict";
/* Checks a signed receipt on this machine alone: Ed25519 by the browser's own WebCrypto, no request anywhere. */
(() => {
  const words = document.getElementById("words").dataset;
  const keys = JSON.parse(document.getElementById("keys").textContent);
  const told = document.getElementById("told");
  const facts = document.getElementById("facts");
  let receipt = null;

  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
  const row = (text) => facts.append(Object.assign(document.createElement("li"), { textContent: text }));

  const judge = async (text) => {
    let signed;
    let claimed;
    try {
      signed = JSON.parse(text);
      claimed = JSON.parse(signed.receipt);
    } catch {
      return words.broken;
    }
    const key = keys.find((each) => each.kid === signed.key);
    if (!key) return words.unknown;
    let opened;
    try {
      opened = await crypto.subtle.importKey("jwk", { kty: "OKP", crv: "Ed25519", x: key.x }, { name: "Ed25519" }, false, ["verify"]);
    } catch {
      return words.old;
    }
    let isRight = false;
    try {
      isRight = await crypto.subtle.verify("Ed25519", opened, bytes(signed.signature), new TextEncoder().encode(signed.receipt));
    } catch { /* no signature at all */ }
    receipt = isRight ? claimed : null; // nothing of a receipt is shown before its signature was found right
    return isRight ? words.right : words.wrong;
  };

  const show = () => {
    for (const name of ["code", "filed_at", "received_by", "promised_on"]) row(`${words[name]}: ${receipt[name]}`);
    row(`${words.files}: ${receipt.files.length}`);
    for (const file of receipt.files) row(`${file.kind}, ${file.bytes} B, SHA-256 ${file.sha256}`);
    if (receipt.files_coming) row(`${words.files_coming}: ${receipt.files_coming}`);
  };

  const compare = async (chosen) => {
    for (const file of chosen) {
      const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      const hash = [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, "0")).join("");
      const isThere = receipt.files.some((each) => each.sha256 === hash);
      row((isThere ? words.found : words.missing).replace("{name}", file.name));
    }
  };

  const check = async () => {
    const [file] = document.getElementById("receipt").files;
    if (!file) return;
    receipt = null;
    facts.replaceChildren();
    const verdict = await judge(await file.text());
    if (receipt) {
      show();
      await compare(document.getElementById("files").files);
    }
    told.textContent = verdict;
  };

  document.getElementById("receipt").addEventListener("change", check);
  document.getElementById("files").addEventListener("change", check);
})();
