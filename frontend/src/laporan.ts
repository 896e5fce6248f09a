// The page of a report: its link is shared by the phone's own way, or copied.
const button = document.querySelector<HTMLButtonElement>("[data-share]");

if (button && ("share" in navigator || "clipboard" in navigator)) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const url = button.dataset.share ?? location.href;
    try {
      if ("share" in navigator) await navigator.share({ title: document.title, url });
      else await (navigator as Navigator).clipboard.writeText(url);
    } catch {
      return; // whoever changed their mind needs no message
    }
    const words = button.querySelector("span");
    if (words && !("share" in navigator)) words.textContent = button.dataset.shared ?? "";
  });
}
