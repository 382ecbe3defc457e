"use strict";
/* Keeps one page for a phone without a network: the whole report on one page, its scripts and its icon. No other page
   is ever kept, because the others show what somebody answered. The network is always asked first. */
const STORE = "reports-1";
const PAGE = "/complaints/one-page";
const KEPT = [PAGE, "/complaints/app.webmanifest", "/static/img/icon.svg", "/static/js/work.js",
  ...["store", "photo", "upload", "page", "one-page"].map((name) => `/static/js/report-${name}.js`)];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const path = new URL(url).pathname;
  const isKept = KEPT.includes(path);
  if (method !== "GET" || !(isKept || mode === "navigate")) return;
  event.respondWith((async () => {
    try {
      const answer = await fetch(event.request);
      if (isKept && answer.ok) await (await caches.open(STORE)).put(path, answer.clone());
      return answer;
    } catch {
      const store = await caches.open(STORE);
      return (await store.match(isKept ? path : PAGE)) || Response.error();
    }
  })());
});
