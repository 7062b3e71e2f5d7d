/** The service worker of the capture page: the newest page where there is a network, the last one where there is none. */
export const worker = `
const kept = 'leitwerk-capture-1';
const files = ['/capture', '/capture/app.js'];
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || !files.includes(pathname)) return;
  event.respondWith(
    fetch(request).then(
      (answer) => {
        const copy = answer.clone();
        if (answer.ok && answer.type === 'basic' && !answer.redirected)
          event.waitUntil(caches.open(kept).then((cache) => cache.put(pathname, copy)));
        return answer;
      },
      () => caches.match(pathname).then((found) => found || Response.error()),
    ),
  );
});
`;
