// What maps look like.
/** The stylesheet of maps, loaded once and only where there is one. */
export async function styled(address: string): Promise<void> {
  if (!address || document.querySelector(`link[href="${CSS.escape(address)}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  await new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}
