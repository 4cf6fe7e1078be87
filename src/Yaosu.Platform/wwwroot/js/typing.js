// What stands in a field reaches the server when it is left. Where that would be too late, it is sent before: on the way back through the history, and in a
// form that keeps a draft after a pause.
const PAUSE = 1500;
const timers = new WeakMap();

const typedIn = e => e.target.closest?.('form.form') && e.target.matches('input:not([type=search]), textarea') ? e.target : null;

const send = field => {
  if (field.isConnected && 'ysTyped' in field.dataset)
    field.dispatchEvent(new Event('change', { bubbles: true }));
};

export function watchTyping() {
  document.addEventListener('input', e => {
    const field = typedIn(e);
    if (!field)
      return;
    field.dataset.ysTyped = '';
    clearTimeout(timers.get(field));
    // Fields of one line tidy up what they get, which must not happen under the hands of whoever types.
    if (field.matches('textarea') && field.closest('[data-ys-autosave]') && !e.isComposing)
      timers.set(field, setTimeout(send, PAUSE, field));
  });
  document.addEventListener('change', e => delete e.target.dataset?.ysTyped, true);
  window.addEventListener('popstate', () => document.activeElement && send(document.activeElement), true);
  window.addEventListener('beforeunload', e => document.querySelector('[data-ys-typed]') && e.preventDefault());
}
