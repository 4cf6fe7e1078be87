// Lists that people put in order by dragging an item's handle. Touch and keyboard have buttons for it.
export function attach(id, dotnet) {
  const list = document.getElementById(id);
  if (!list)
    return;
  const items = () => [...list.children];
  const itemOf = target => items().find(item => item.contains(target));
  let from = -1;
  const unmark = () => items().forEach(item => item.removeAttribute('data-drop'));
  const isBelow = (item, e) => {
    const box = item.getBoundingClientRect();
    return e.clientY > box.top + box.height / 2;
  };
  list.addEventListener('dragstart', e => {
    const item = e.target.closest?.('[draggable="true"]') && itemOf(e.target);
    if (!item)
      return;
    from = items().indexOf(item);
    e.dataTransfer.effectAllowed = 'move';
    // Firefox drags nothing without data.
    e.dataTransfer.setData('text/plain', '');
    e.dataTransfer.setDragImage(item, 12, 12);
  });
  list.addEventListener('dragover', e => {
    const item = from < 0 ? null : itemOf(e.target);
    if (!item)
      return;
    e.preventDefault();
    unmark();
    item.dataset.drop = isBelow(item, e) ? 'after' : 'before';
  });
  list.addEventListener('drop', e => {
    const item = from < 0 ? null : itemOf(e.target);
    if (!item)
      return;
    e.preventDefault();
    unmark();
    const gap = items().indexOf(item) + (isBelow(item, e) ? 1 : 0);
    const to = gap > from ? gap - 1 : gap;
    if (to !== from)
      dotnet.invokeMethodAsync('Moved', from, to);
  });
  list.addEventListener('dragend', () => {
    from = -1;
    unmark();
  });
}
