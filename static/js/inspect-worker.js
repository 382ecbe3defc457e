"use strict";
/* Keeps the inspectors' page, its scripts, the public keys and the list of recalls. Nothing else of the
   site is ever kept: a verdict must not come from a cache. The network is asked first, so that what is
   kept is the newest that this phone has seen. */
const STORE = "inspect-1";
const KEPT = ["/inspect/", "/inspect/recalls.json", "/static/js/inspect.js", "/static/js/scan.js",
  "/.well-known/jwks.json", "/static/img/icon.svg"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || !KEPT.includes(path)) return;
  event.respondWith((async () => {
    const store = await caches.open(STORE);
    try {
      const answer = await fetch(event.request);
      if (answer.ok) await store.put(path, answer.clone());
      return answer;
    } catch {
      return (await store.match(path)) || Response.error();
    }
  })());
});
