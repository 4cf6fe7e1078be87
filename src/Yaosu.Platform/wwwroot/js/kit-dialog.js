// Native modal dialogs: the trap for the focus, Esc and the page made inert behind come from the browser.
export function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open)
    return;
  dialog.showModal();
  // The browser's own choice is the close button; what the dialog is about comes first.
  if (!dialog.querySelector('[autofocus]'))
    (dialog.querySelector('.body :is(input, select, textarea, button), h2') ?? dialog).focus();
}

export function close(id) {
  const dialog = document.getElementById(id);
  if (dialog?.open)
    dialog.close();
}
