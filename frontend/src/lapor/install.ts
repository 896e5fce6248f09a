// The hint that the page can be put on the home screen: once, quietly, after a report has been sent.
import { recall, remember } from "./store";
import { part } from "./words";

type Prompt = Event & { prompt(): Promise<unknown> };
let offered: Prompt | undefined;

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offered = event as Prompt;
});

export async function offerInstall(): Promise<void> {
  const box = document.querySelector<HTMLElement>("[data-install]");
  if (!box || !offered || (await recall<boolean>("install-offered"))) return;
  await remember("install-offered", true);
  box.hidden = false;
  part(box, "[data-install-yes]").addEventListener("click", () => {
    box.hidden = true;
    void offered?.prompt();
  });
  part(box, "[data-install-no]").addEventListener("click", () => {
    box.hidden = true;
  });
}
