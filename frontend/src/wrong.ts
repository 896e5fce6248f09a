// A form that came back with something wrong begins where that is told, and not at the top of its page.
const FIELDS = "input:not([type=hidden]), select, textarea";

/** What the page says of it, if anything is wrong. */
export function wrongOnPage(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>("main [role=alert]")].find(
    (one) => one.textContent?.trim() && one.getClientRects().length,
  );
}

export function goToWhatIsWrong(): void {
  if (document.activeElement !== document.body) return;
  const told = wrongOnPage();
  if (!told) return;
  const named = told.id && document.querySelector<HTMLElement>(`main form [aria-describedby~="${told.id}"]`);
  const field = told.closest(".field")?.querySelector<HTMLElement>(FIELDS) ?? (named || null);
  if (!field) told.tabIndex = -1;
  (field ?? told).focus({ preventScroll: true });
  told.scrollIntoView({ block: "center" });
}
