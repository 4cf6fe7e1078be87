// Lists: menus beside their button, and the way back from a detail page to the row one came from.
const byId = id => document.getElementById(id);
const gap = 4;

function place(panel, anchor) {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = box.bottom + gap + height <= innerHeight;
  panel.style.left = `${Math.max(8, Math.min(box.right - width, innerWidth - width - 8))}px`;
  panel.style.top = `${below ? box.bottom + gap : Math.max(8, box.top - gap - height)}px`;
}

function show(panel, anchor) {
  if (panel.matches(':popover-open'))
    return;
  panel.showPopover();
  place(panel, anchor);
  // The browser gives the focus back only when it was inside or nowhere; after Esc or a choice it belongs on the button.
  panel.addEventListener('toggle', e => {
    if (e.newState === 'closed' && (panel.contains(document.activeElement) || document.activeElement === document.body))
      byId(anchor.id)?.focus();
  }, { once: true });
}

export function openPanel(panelId, anchorId) {
  const [panel, anchor] = [byId(panelId), byId(anchorId)];
  if (!panel || !anchor)
    return;
  show(panel, anchor);
  panel.querySelector('input:checked, input, button')?.focus();
}

export function openMenu(menuId, anchorId) {
  const [menu, anchor] = [byId(menuId), byId(anchorId)];
  if (!menu || !anchor)
    return;
  const items = () => [...menu.querySelectorAll('[role="menuitem"]')];
  menu.onkeydown = e => {
    const at = items().indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[e.key];
    if (to !== undefined) {
      e.preventDefault();
      items().at(to % items().length)?.focus();
    } else if (e.key === 'Tab')
      menu.hidePopover();
  };
  menu.onclick = e => e.target.closest('a') && menu.hidePopover();
  show(menu, anchor);
  items()[0]?.focus();
}

export function closeMenu(menuId) {
  const menu = byId(menuId);
  if (menu?.matches(':popover-open'))
    menu.hidePopover();
}

// Where each list stood when it was left. Only the back and forward buttons return there; a link opens a list at its top.
const left = new Map();
let returning = false;
addEventListener('popstate', () => { returning = true; });

document.addEventListener('click', e => {
  const link = e.target.closest('a[href]');
  const row = link?.closest('[data-ys-row]');
  const list = row?.closest('section[id]');
  returning = false;
  if (!list)
    return;
  const rows = [...list.querySelectorAll('[data-ys-row]')];
  left.set(location.href, { page: scrollY, table: list.querySelector('[tabindex="0"]')?.scrollTop ?? 0, row: rows.indexOf(row) });
}, true);

export function restore(listId) {
  const stood = returning ? left.get(location.href) : null;
  const list = byId(listId);
  if (!stood || !list)
    return;
  returning = false;
  scrollTo(0, stood.page);
  const table = list.querySelector('[tabindex="0"]');
  if (table)
    table.scrollTop = stood.table;
  list.querySelectorAll('[data-ys-row]')[stood.row]?.querySelector('a[href]')?.focus({ preventScroll: true });
}
