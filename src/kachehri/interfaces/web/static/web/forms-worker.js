/* Keeps the pages of forms, and what they need, on the device: they open without a network. */
"use strict";
const STORE = "kachehri-forms";
const SLOW = 6000;
const KEPT = /\/forms\/\d+\/(fill\/$|form\.xml$|media\/)/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* A page says what it needs; each part is fetched by itself, so that one that is missing stops none. */
self.addEventListener("message", (event) => {
  if (!event.data || !Array.isArray(event.data.keep)) return;
  event.waitUntil((async () => {
    const store = await caches.open(STORE);
    let missing = 0;
    for (const address of event.data.keep) {
      try {
        const request = new Request(address, { credentials: "same-origin" });
        const answer = await fetch(request);
        if (answer.ok && !answer.redirected) await store.put(request, answer);
        else missing += 1;
      } catch (away) {
        if (!(await store.match(address))) missing += 1;
      }
    }
    if (event.source) event.source.postMessage({ kept: missing === 0 });
  })());
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const isPart = address.pathname.startsWith("/static/");
  if (!isPart && !KEPT.test(address.pathname)) return;
  event.respondWith((async () => {
    const store = await caches.open(STORE);
    const old = await store.match(request, { ignoreSearch: address.pathname.endsWith("/fill/"), ignoreVary: true });
    const fresh = (async () => {
      const answer = await fetch(request);
      if (answer.ok && !answer.redirected) await store.put(request, answer.clone());
      return answer;
    })();
    if (!old) return fresh;
    const late = new Promise((resolve) => setTimeout(() => resolve(old), SLOW));
    return Promise.race([fresh.catch(() => old), late]);
  })());
});
