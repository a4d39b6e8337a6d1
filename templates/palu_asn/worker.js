/* Keeps the frame and the page without a link ({{ page }}); never a page that somebody saw. */
"use strict";

const STORE = "palu-{{ version }}";
const FRAME = [{% for path in frame %}"{{ path|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PAGE = "{{ page|escapejs }}";

const keep = async () => {
  const store = await caches.open(STORE);
  await store.addAll(FRAME);
  await store.put(PAGE, await fetch(PAGE, { credentials: "omit" }));
  await self.skipWaiting();
};

const forget = async () => {
  for (const name of await caches.keys()) if (name !== STORE) await caches.delete(name);
  await self.clients.claim();
};

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forget()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  } else if (FRAME.includes(pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(pathname)));
  }
});
