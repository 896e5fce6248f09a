import { recall, remember } from "./lapor/store";

const NAME = "rung";

/** For whom this browser is rung, as far as it knows: by the name that says nothing, as reports are kept under. */
export function rungFor(): Promise<string | undefined> {
  return recall<string>(NAME);
}

/** It is rung for somebody from now on, or for nobody. */
export function noteRung(whose: string | undefined): Promise<void> {
  return remember(NAME, whose);
}

/** This browser is rung for nobody any more: news of whoever was here would show to whoever comes next. The server lets
 * an address go at which nobody answers. */
export async function forgetBell(here: ServiceWorkerRegistration | undefined): Promise<void> {
  const subscription = await here?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
  await noteRung(undefined);
}
