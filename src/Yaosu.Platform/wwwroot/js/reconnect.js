// Follows what blazor.web.js says about the connection through the classes of #components-reconnect-modal. The banner itself is CSS (quiet for the first
// three seconds); here is what happens after: keep trying while someone looks, reload when the server no longer knows this page.
const Pause = 5000;

export function watchReconnect() {
  const banner = document.getElementById('components-reconnect-modal');
  if (!banner)
    return;

  let timer = 0;
  let reloading = false;

  // Only once the server answers: a reload before that would trade the page, and what is typed on it, for the browser's own error page.
  const reload = async () => {
    if (reloading)
      return;
    reloading = true;
    for (;;) {
      try {
        if ((await fetch(location.href, { method: 'HEAD', cache: 'no-store', redirect: 'manual' })).status < 500)
          break;
      } catch {
        // Not yet.
      }
      await new Promise(done => setTimeout(done, Pause));
    }
    location.reload();
  };

  const tryAgain = async () => {
    clearTimeout(timer);
    if (document.hidden || !navigator.onLine) {
      timer = setTimeout(tryAgain, Pause);
      return;
    }
    try {
      // False: the server answered and has no such circuit any more (restarted, or gone too long).
      if (await Blazor.reconnect() === false)
        reload();
    } catch {
      timer = setTimeout(tryAgain, Pause);
    }
  };

  new MutationObserver(() => {
    clearTimeout(timer);
    if (banner.classList.contains('components-reconnect-rejected'))
      reload();
    else if (banner.classList.contains('components-reconnect-failed'))
      timer = setTimeout(tryAgain, Pause);
  }).observe(banner, { attributes: true, attributeFilter: ['class'] });

  banner.querySelector('[data-ys-reconnect]')?.addEventListener('click', tryAgain);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && banner.classList.contains('components-reconnect-failed'))
      tryAgain();
  });
}
