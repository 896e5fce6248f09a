// What maps look like.
const coming = new Map<string, Promise<void>>();

/** The stylesheet of maps, loaded once and only where there is one; it fails where the sheet does not come. A map that
 * was drawn without it would grow with every look at its own size: whoever draws one waits for this, or goes without. */
export function styled(address: string): Promise<void> {
  const known = coming.get(address);
  if (known) return known;
  if (!address || document.querySelector(`link[href="${CSS.escape(address)}"]`)) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  const loaded = new Promise<void>((done, lost) => {
    link.onload = () => done();
    link.onerror = () => {
      // The next who asks tries again.
      coming.delete(address);
      link.remove();
      lost(new Error(address));
    };
    document.head.append(link);
  });
  coming.set(address, loaded);
  return loaded;
}
