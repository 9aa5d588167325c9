/* Keeps the page of a hall, and what it needs, on the device: it opens without a network. */
"use strict";
const STORE = "kachehri-hall";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const request = event.request;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const kept = address.pathname.startsWith("/static/") || /\/hall\/$/.test(address.pathname);
  if (!kept) return;
  event.respondWith((async () => {
    const store = await caches.open(STORE);
    try {
      const answer = await fetch(request);
      if (answer.ok && !answer.redirected) await store.put(request, answer.clone());
      return answer;
    } catch (away) {
      const old = await store.match(request, { ignoreSearch: true });
      if (old) return old;
      throw away;
    }
  })());
});
