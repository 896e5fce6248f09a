// Passkeys: a form with data-passkey asks the server what to ask for, the device for its answer, and sends that.
type Json = Record<string, unknown>;

const forms = document.querySelectorAll<HTMLFormElement>("form[data-passkey]");
if (window.PublicKeyCredential) {
  for (const without of document.querySelectorAll<HTMLElement>("[data-passkey-without]")) without.hidden = true;
  for (const form of forms) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void run(form);
    });
  }
}

async function run(form: HTMLFormElement): Promise<void> {
  const said = form.querySelector<HTMLElement>("[data-passkey-said]");
  const button = form.querySelector("button");
  if (said) said.hidden = true;
  if (button) button.disabled = true;
  try {
    const options = await post(form, form.dataset.passkey ?? "", {});
    const credential = form.dataset.passkeyNew ? await make(options) : await ask(options);
    const next = form.querySelector<HTMLInputElement>("[name=next]")?.value ?? "";
    const done = await post(form, form.action, { credential, next });
    location.assign(String(done.next ?? "/"));
  } catch (failure) {
    if (button) button.disabled = false;
    if (failure instanceof Refusal && failure.code === "again" && form.dataset.passkeyNew) {
      location.assign(form.dataset.passkeyNew);
    } else if (said && failure instanceof Refusal) {
      said.textContent = failure.message;
      said.hidden = false;
    }
    // Somebody who closed the device's own question has changed their mind: there is nothing to tell.
  }
}

class Refusal extends Error {
  constructor(
    readonly code: string,
    words: string,
  ) {
    super(words);
  }
}

async function post(form: HTMLFormElement, address: string, told: Json): Promise<Json> {
  const token = form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  const answer = await fetch(address, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(told),
  });
  const heard: Json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(String(heard.code ?? ""), String(heard.words ?? answer.statusText));
  return heard;
}

async function make(options: Json): Promise<Json> {
  const user = options.user as Json;
  const excluded = (options.excludeCredentials ?? []) as Json[];
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: excluded.map((known) => ({ ...known, id: bytes(known.id) })),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    ...common(made),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

async function ask(options: Json): Promise<Json> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: [],
  } as unknown as PublicKeyCredentialRequestOptions;
  const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = given.response as AuthenticatorAssertionResponse;
  return {
    ...common(given),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

function common(credential: PublicKeyCredential): Json {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

/** From base64url, as JSON carries bytes. */
function bytes(value: unknown): Uint8Array {
  const plain = String(value).replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), (sign) => sign.charCodeAt(0));
}

/** To base64url. */
function text(buffer: ArrayBuffer): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
