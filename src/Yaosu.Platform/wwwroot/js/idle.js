// Tells the server that somebody is there, and warns before it signs out who isn't. Only what a person does counts, in whichever tab: an open page that
// refreshes itself keeps nobody signed in. All tabs share one clock, the time of the last report that the server took.
const Report = 60_000;
const Warn = 60_000;
const Again = 5000;
const Key = 'ys-alive';
const Left = 'ys-left';
const Acts = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'];

export function watchIdle() {
  const idle = 1000 * Number(document.querySelector('meta[name="session-idle"]')?.content);
  if (!idle)
    return;
  const warnFor = Math.min(Warn, idle / 2);
  const reportAfter = Math.min(Report, idle / 4);
  const dialog = () => document.getElementById('ys-idle');
  const since = () => Date.now() - (Number(localStorage.getItem(Key)) || 0);
  const post = path => fetch(path, {
    method: 'POST',
    headers: { RequestVerificationToken: document.querySelector('meta[name="csrf-token"]')?.content ?? '' },
    redirect: 'manual',
    cache: 'no-store',
  });

  // When somebody last did something that the server hasn't heard of; 0: it has heard of everything. Opening a page is an act, too.
  let acted = since() >= reportAfter ? Date.now() : 0;
  let asking = false;
  let leaving = false;
  let notBefore = 0;

  const report = async () => {
    const at = Date.now();
    if (asking || leaving || at < notBefore)
      return;
    asking = true;
    notBefore = at + Again;
    try {
      const answer = await post(dialog()?.dataset.ysIdleAlive ?? '/session/alive');
      if (answer.ok) {
        localStorage.setItem(Key, String(at));
        acted = 0;
        notBefore = 0;
      } else if (answer.status === 401) {
        // Over or locked, perhaps by another tab: the server knows which page to show.
        leaving = true;
        location.reload();
      }
    } catch {
      // Not reachable: the banner of the connection says so, and a moment later it is tried again.
    } finally {
      asking = false;
    }
    if (!acted)
      look();
  };

  // The server may know of a later sign of life (a download); who was told to be signed out is.
  const leave = async () => {
    leaving = true;
    const { ysIdleOut: out, ysIdleEnded: ended } = dialog()?.dataset ?? {};
    try {
      // One tab for all: to the second one the form's token is nobody's.
      if (localStorage.getItem(Left) !== localStorage.getItem(Key)) {
        localStorage.setItem(Left, localStorage.getItem(Key));
        await post(out ?? '/sign-out');
      }
    } catch {
      // The server ends the session by itself.
    }
    location.href = `${ended ?? '/session-ended'}?return=${encodeURIComponent(location.pathname + location.search)}`;
  };

  const look = () => {
    if (leaving)
      return;
    // A machine that slept wakes up with an old act: that is no sign of life any more.
    if (acted && Date.now() - acted > 2 * reportAfter)
      acted = 0;
    if (acted && since() >= reportAfter) {
      report();
      return;
    }
    const left = idle - since();
    const shown = dialog();
    if (left <= 0) {
      leave();
    } else if (left <= warnFor) {
      if (shown && !shown.open)
        shown.showModal();
      const text = shown?.querySelector('[data-ys-idle-left]');
      if (text)
        text.textContent = Math.ceil(left / 1000);
    } else if (shown?.open) {
      shown.close();
    }
  };

  const act = e => {
    // Once warned, only saying so counts: a nudged desk is nobody.
    if (e.isTrusted && !dialog()?.open)
      acted = Date.now();
  };

  for (const kind of Acts)
    document.addEventListener(kind, act, { capture: true, passive: true });
  document.addEventListener('click', e => {
    if (!e.target.closest?.('[data-ys-idle-stay]'))
      return;
    acted = Date.now();
    report();
  });
  // Esc says as much as the button.
  document.addEventListener('cancel', e => {
    if (e.target !== dialog())
      return;
    acted = Date.now();
    report();
  }, true);
  addEventListener('storage', e => e.key === Key && look());
  document.addEventListener('visibilitychange', look);
  setInterval(look, 1000);
  look();
}
