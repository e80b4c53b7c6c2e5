// The keeper's page without network: its own files are kept, everything else goes its usual way.
// Served at the page's own address, so that its scope is that page alone.
(() => {
  "use strict";

  const SCOPE = new URL(self.registration.scope);
  const CACHE = `cungcau-scale:${SCOPE.pathname}`;
  const LIST = new URL("tai-nguyen.json", SCOPE).href;

  const fill = async () => {
    const answer = await fetch(LIST, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const { files } = await answer.json();
    const cache = await caches.open(CACHE);
    const wanted = new Set([SCOPE.href, ...files.map((file) => new URL(file, SCOPE).href)]);
    for (const address of wanted) {
      const found = await fetch(address, { cache: "no-cache" });
      // a redirect is the sign-in page: what was kept stays
      if (found.ok && !found.redirected) await cache.put(address, found);
    }
    for (const request of await cache.keys()) {
      if (!wanted.has(request.url)) await cache.delete(request);
    }
  };

  const kept = async (address) => (await caches.open(CACHE)).match(address, { ignoreVary: true });

  self.addEventListener("install", (event) => {
    event.waitUntil(fill().then(() => self.skipWaiting()));
  });
  self.addEventListener("activate", (event) => {
    event.waitUntil(self.clients.claim());
  });
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const address = new URL(request.url);
    if (request.method !== "GET" || address.origin !== SCOPE.origin || address.href === LIST) return;
    if (request.mode === "navigate") {
      if (address.pathname !== SCOPE.pathname) return;
      event.respondWith(
        (async () => {
          const page = await kept(SCOPE.href);
          if (!page) return fetch(request);
          event.waitUntil(fill().catch(() => undefined));
          return page;
        })(),
      );
      return;
    }
    if (address.pathname.startsWith("/api/")) return;
    event.respondWith(kept(address.href).then((found) => found || fetch(request)));
  });
})();
