// A button that copies the words beside it; where the browser does not let it, the words can be marked by hand.
const button = document.querySelector<HTMLButtonElement>("[data-copy]");
const words = document.querySelector<HTMLTextAreaElement>("[data-copied-from]");
if (button && words && "clipboard" in navigator) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(words.value);
    const said = button.querySelector("span");
    if (said) said.textContent = button.dataset.copied ?? "";
  });
}

export {};
