// Tells the server whether this tab can be seen, so that hidden ones cost nothing.
export function watch(page) {
  const report = () => page.invokeMethodAsync('Report', document.visibilityState === 'visible').catch(() => document.removeEventListener('visibilitychange', report));
  document.addEventListener('visibilitychange', report);
  if (document.visibilityState !== 'visible')
    report();
}
