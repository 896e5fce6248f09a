// The units in whose name somebody may report.
import type { Seat } from "./store";
import { made, part } from "./words";

/** To choose from; true where others stood there before. */
export function offered(form: HTMLFormElement, seats: Seat[]): boolean {
  part(form, "[data-for]").hidden = !seats.length;
  const choices = part(form, "[data-for-choices]");
  const known = [...choices.querySelectorAll("input")].map((input) => input.value).join();
  if (known === seats.map((seat) => seat.code).join()) return false;
  choices.replaceChildren(...seats.map(choiceOf));
  return true;
}

function choiceOf(seat: Seat): HTMLElement {
  const choice = made("t-choice");
  const input = part<HTMLInputElement>(choice, "input");
  input.name = "for_unit";
  input.value = seat.code;
  if (seat.unit) input.dataset.unit = seat.unit;
  part(choice, "span").textContent = seat.words;
  return choice;
}
