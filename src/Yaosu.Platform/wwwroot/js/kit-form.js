// Forms: the focus goes to what has to be mended.
export function focus(id) {
  const field = document.getElementById(id);
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}

export function focusFirstError(formId) {
  const form = document.getElementById(formId);
  const target = form?.querySelector('[aria-invalid="true"]') ?? document.getElementById(`${formId}-summary`);
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
}
