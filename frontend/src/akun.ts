// Account pages: passwords can be looked at, and an invitation's code comes out of the address behind `#`.
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-show]")) {
  const field = document.getElementById(button.dataset.show ?? "");
  if (!(field instanceof HTMLInputElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    field.focus();
  });
  // A password that stands readable is sent as a password: browsers offer to keep only those.
  field.form?.addEventListener("submit", () => {
    field.type = "password";
  });
}

const joining = document.querySelector<HTMLFormElement>("form[data-code-from-address]");
const code = joining?.querySelector<HTMLInputElement>("[name=code]");
const fromAddress = decodeURIComponent(location.hash.slice(1));
if (joining && code && /^[0-9a-z -]{10,14}$/i.test(fromAddress)) {
  code.value = fromAddress;
  // The code shall stand neither in the history nor in what is shared from the address bar.
  history.replaceState(null, "", location.pathname + location.search);
}
