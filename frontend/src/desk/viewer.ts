// Photos as large as the screen, one after the other by arrow keys; the links beneath work without it.

/** Opens the photo with this number; undefined where the page has none. */
export function viewer(): ((number: number) => void) | undefined {
  const dialog = document.querySelector<HTMLDialogElement>("[data-viewer]");
  const picture = document.createElement("img");
  const said = dialog?.querySelector<HTMLElement>("[data-viewer-said]");
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-photo]")];
  if (!dialog || !links.length) return undefined;
  dialog.prepend(picture);
  let at = 0;

  const show = (number: number) => {
    at = (number + links.length) % links.length;
    const link = links[at];
    if (!link) return;
    picture.src = link.href;
    picture.alt = link.querySelector("img")?.alt ?? "";
    if (said) said.textContent = `${at + 1}/${links.length} · ${picture.alt}`;
    if (!dialog.open) dialog.showModal();
  };
  links.forEach((link, number) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(number);
    });
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(at + 1);
    if (event.key === "ArrowLeft") show(at - 1);
  });
  dialog.querySelector("[data-viewer-on]")?.addEventListener("click", () => show(at + 1));
  dialog.querySelector("[data-viewer-back]")?.addEventListener("click", () => show(at - 1));
  dialog.querySelector("[data-viewer-close]")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => links[at]?.focus());
  return show;
}
