// Sets the colours before the first paint. A classic script in <head> on purpose: a module would run after it, and the page would flash.
(() => {
  const root = document.documentElement;
  // old-browser.js looks for it.
  root.dataset.modern = '';
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const choice = () => /(?:^|; )ys-theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1] ?? 'system';
  const remember = (name, value) => {
    document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
  };

  const paint = () => {
    const chosen = choice();
    const theme = chosen === 'system' ? (systemDark.matches ? 'dark' : 'light') : chosen;
    if (root.dataset.theme === theme)
      return;
    root.dataset.theme = theme;
    // Charts draw with colours they were given: they listen and draw anew.
    document.dispatchEvent(new CustomEvent('ys-themechange', { detail: theme }));
  };

  paint();
  systemDark.addEventListener('change', paint);
  // Another tab may have chosen differently meanwhile.
  document.addEventListener('visibilitychange', paint);

  document.addEventListener('change', e => {
    if (e.target.name !== 'ys-theme')
      return;
    remember('ys-theme', e.target.value);
    paint();
  });

  // The switch shows what is chosen whenever it opens; the server doesn't know.
  document.addEventListener('beforetoggle', e => {
    if (e.target.id === 'ys-theme' && e.newState === 'open')
      for (const radio of e.target.querySelectorAll('input[name="ys-theme"]'))
        radio.checked = radio.value === choice();
  }, true);

  window.yaosu = { ...window.yaosu, remember, repaint: paint };
})();
