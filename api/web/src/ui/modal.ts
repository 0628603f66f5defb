/**
 * Opens a dialog above the page. Safari before 15.4 has no `showModal`; there the dialog is part of the page,
 * and `base.css` places it.
 */
export function openModal(dialog: HTMLDialogElement): void {
  if (typeof dialog.showModal === "function") dialog.showModal();
  else dialog.setAttribute("open", "");
}

/** Closes a dialog. Fires the event `close` in all browsers. */
export function closeModal(dialog: HTMLDialogElement): void {
  if (typeof dialog.close === "function") {
    dialog.close();
    return;
  }
  dialog.removeAttribute("open");
  dialog.dispatchEvent(new Event("close"));
}
