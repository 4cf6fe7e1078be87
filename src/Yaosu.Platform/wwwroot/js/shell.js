// What the console's frame does without asking the server: dialogs, menu, shortcuts, copying. Everything is delegated from the document and found by
// data-ys-… attributes, so it works for whatever a circuit renders later and for static pages alike.
import { watchReconnect } from './reconnect.js';
import { copyText } from './clipboard.js';
import { watchIdle } from './idle.js';
import { watchTyping } from './typing.js';

const root = document.documentElement;
const byId = id => document.getElementById(id);
const narrow = matchMedia('(max-width: 899.98px)');

// Dialogs: native <dialog>, so the focus trap, Esc and the inert page behind come from the browser.
const open = id => {
  const dialog = byId(id);
  if (!dialog || dialog.open)
    return;
  closePopovers();
  dialog.showModal();
  dialog.querySelector('[data-ys-palette-field], [autofocus]')?.focus();
};

const close = id => {
  const dialog = byId(id);
  if (!dialog?.open)
    return;
  const field = dialog.querySelector('[data-ys-palette-field]');
  if (field)
    field.value = '';
  dialog.close();
};

const closePopovers = () => document.querySelectorAll('[popover]').forEach(p => p.matches(':popover-open') && p.hidePopover());

window.yaosu = { ...window.yaosu, open, close, copy: copyText };

// The menu: folded to icons (remembered in a cookie), or drawn in from the side on small screens.
const fold = state => {
  if (state === 'folded')
    root.dataset.menu = 'folded';
  else
    delete root.dataset.menu;
  window.yaosu.remember('ys-menu', state);
};

const drawMenu = shown => {
  if (shown === root.hasAttribute('data-menu-open'))
    return;
  root.toggleAttribute('data-menu-open', shown);
  const burger = document.querySelector('[data-ys-open-menu]');
  burger?.setAttribute('aria-expanded', String(shown));
  for (const part of document.querySelectorAll('.ys-content'))
    part.inert = shown;
  if (shown)
    document.querySelector('#ys-menu a')?.focus();
  else if (narrow.matches)
    burger?.focus();
};
narrow.addEventListener('change', () => drawMenu(false));

document.addEventListener('click', e => {
  const on = selector => e.target.closest(selector);
  let hit;
  if ((hit = on('[data-ys-open]')))
    open(hit.dataset.ysOpen);
  else if ((hit = on('[data-ys-close]')))
    close(hit.dataset.ysClose);
  else if (on('[data-ys-open-menu]'))
    drawMenu(!root.hasAttribute('data-menu-open'));
  else if (on('[data-ys-close-menu]'))
    drawMenu(false);
  else if ((hit = on('[data-ys-menu]'))) {
    const state = hit.dataset.ysMenu;
    fold(state);
    document.querySelector(`[data-ys-menu="${state === 'folded' ? 'full' : 'folded'}"]`)?.focus();
  } else if ((hit = on('[data-ys-copy]')))
    copyFrom(hit);
  else if (on('[data-ys-reload]'))
    location.reload();
  else if (on('[data-ys-back]'))
    history.back();

  // A click beside a modal dialog's box closes it, as people expect.
  if (e.target.matches?.('dialog#ys-palette, dialog#ys-keys')) {
    const box = e.target.getBoundingClientRect();
    if (e.clientX < box.left || e.clientX > box.right || e.clientY < box.top || e.clientY > box.bottom)
      close(e.target.id);
  }

  if (on('a[href]')) {
    if (on('#ys-menu'))
      drawMenu(false);
    if (on('[popover]'))
      closePopovers();
  }
});

// "#main" as an address would be taken relative to <base> and lead home; so the skip link is the script's.
document.addEventListener('click', e => {
  if (!e.target.closest('[data-ys-skip]'))
    return;
  e.preventDefault();
  e.stopPropagation();
  byId('ys-main')?.focus();
}, true);

async function copyFrom(button) {
  const label = button.querySelector('span') ?? button;
  const text = label.textContent;
  label.textContent = await copyText(button.dataset.ysCopy) ? '已复制' : '请手动复制';
  setTimeout(() => { label.textContent = text; }, 2000);
}

// Plain forms inside a circuit carry the page's antiforgery token.
document.addEventListener('submit', e => {
  if (!e.target.matches('[data-ys-antiforgery]'))
    return;
  const meta = document.querySelector('meta[name="csrf-token"]');
  let field = e.target.querySelector('input[name="__RequestVerificationToken"]');
  if (!field) {
    field = Object.assign(document.createElement('input'), { type: 'hidden', name: '__RequestVerificationToken' });
    e.target.append(field);
  }
  field.value = meta?.content ?? '';
  // Where the circuit has led meanwhile, the server that drew the form doesn't know.
  if (e.target.matches('[data-ys-here]'))
    e.target.elements.return.value = location.pathname + location.search;
}, true);

// Leaving a field can show a message that moves the button below it, between press and release: the browser would see no click. So a pressed button keeps the
// pointer, unless it is drawn away, which is how people take a press back.
document.addEventListener('pointerdown', e => {
  const button = e.button === 0 && e.isPrimary ? e.target.closest?.('button') : null;
  if (!button)
    return;
  button.setPointerCapture(e.pointerId);
  const watch = new AbortController();
  const away = at => Math.hypot(at.clientX - e.clientX, at.clientY - e.clientY) > 24;
  button.addEventListener('pointermove', at => away(at) && button.releasePointerCapture(e.pointerId), { signal: watch.signal });
  button.addEventListener('lostpointercapture', () => watch.abort(), { signal: watch.signal });
});

// A plain form that takes a moment says so and isn't sent twice.
document.addEventListener('submit', e => {
  if (!e.target.matches('[data-ys-busy-on-submit]'))
    return;
  const button = e.submitter ?? e.target.querySelector('[type="submit"]');
  if (button?.getAttribute('aria-busy') === 'true')
    e.preventDefault();
  button?.setAttribute('aria-busy', 'true');
});
// Back from the next page by the browser's own memory: the form is ready again.
window.addEventListener('pageshow', () => document.querySelectorAll('[aria-busy="true"]').forEach(button => button.matches('[type="submit"]') && button.removeAttribute('aria-busy')));

// A radio or checkbox of the browser's own settings.
const singleKeys = () => localStorage.getItem('ys-single-keys') !== 'off';
document.addEventListener('change', e => {
  if (e.target.matches('[data-ys-single-keys]'))
    localStorage.setItem('ys-single-keys', e.target.checked ? 'on' : 'off');
});

// Shortcuts, listed in KeyboardHelp.razor.
let afterG = -Infinity;
document.addEventListener('keydown', e => {
  if (e.isComposing || e.defaultPrevented)
    return;
  const field = e.target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]');
  const control = e.ctrlKey || e.metaKey;

  if (control && !e.altKey && !e.shiftKey && e.key.toLowerCase() === 'k') {
    // Never over another modal: it may hold unsaved work.
    if (!document.querySelector('dialog[open]:not(#ys-palette), .rz-dialog-wrapper'))
      open('ys-palette');
    e.preventDefault();
    return;
  }

  if (control && e.key === 'Enter') {
    const form = e.target.closest('form');
    if (form && !e.repeat) {
      e.preventDefault();
      form.requestSubmit();
    }
    return;
  }

  // The palette's own keys act on the server; only what the browser would do with them is held back.
  if (e.target.matches('[data-ys-palette-field]') && ['ArrowUp', 'ArrowDown', 'Enter'].includes(e.key)) {
    e.preventDefault();
    return;
  }

  if (e.key === 'Escape' && root.hasAttribute('data-menu-open')) {
    drawMenu(false);
    return;
  }

  if (field || control || e.altKey || !singleKeys() || document.querySelector('dialog[open], .rz-dialog-wrapper'))
    return;

  const act = keys[(afterG > performance.now() - 1500 ? 'g ' : '') + e.key];
  afterG = e.key === 'g' ? performance.now() : -Infinity;
  if (act?.() === true)
    e.preventDefault();
});

const go = path => {
  // A click on a link that Blazor intercepts keeps the circuit; setting location would end it.
  const link = Object.assign(document.createElement('a'), { href: path, hidden: true });
  byId('ys-main')?.append(link);
  link.click();
  link.remove();
  return true;
};

const keys = {
  '/': () => {
    const field = document.querySelector('[data-ys-search]');
    field?.focus();
    field?.select?.();
    return !!field;
  },
  '?': () => { open('ys-keys'); return true; },
  '[': () => { fold(root.dataset.menu === 'folded' ? 'full' : 'folded'); return true; },
  'g h': () => go('/'),
  'g m': () => go('/my/account'),
  'g l': () => { byId('ys-lock')?.requestSubmit(); return true; },
  'g n': () => { document.querySelector('[popovertarget="ys-bell"]')?.click(); return true; },
  j: () => moveRow(1),
  k: () => moveRow(-1),
  Enter: () => openRow(),
};

// Rows of a list carry data-ys-row; the row itself takes the focus, Enter follows its first link.
function moveRow(step) {
  const rows = [...document.querySelectorAll('#ys-main [data-ys-row]')];
  if (rows.length === 0)
    return false;
  const at = rows.indexOf(document.activeElement?.closest('[data-ys-row]'));
  const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
  row.tabIndex = -1;
  row.focus();
  row.scrollIntoView({ block: 'nearest' });
  return true;
}

function openRow() {
  const row = document.activeElement;
  const link = row?.matches('[data-ys-row]') ? row.querySelector('a[href], [data-ys-row-open]') : null;
  link?.click();
  return !!link;
}

// A popover of the top bar hangs under the button that opened it; on a phone the style sheet gives it the whole width.
document.addEventListener('beforetoggle', e => {
  if (e.newState !== 'open' || !e.target.matches('.ys-popover'))
    return;
  const button = document.querySelector(`[popovertarget="${e.target.id}"]`);
  e.target.style.right = innerWidth > 640 && button ? `${Math.max(8, document.documentElement.clientWidth - button.getBoundingClientRect().right)}px` : '';
}, true);

document.addEventListener('toggle', e => {
  if (e.newState === 'open' && e.target.matches('.ys-popover'))
    e.target.querySelector('input:checked, a, button')?.focus({ preventScroll: true });
}, true);

new MutationObserver(() => {
  const box = document.querySelector('[data-ys-single-keys]');
  if (box && !box.dataset.synced) {
    box.dataset.synced = 'yes';
    box.checked = singleKeys();
  }
}).observe(document.body, { childList: true, subtree: true });

watchReconnect();
watchIdle();
watchTyping();
