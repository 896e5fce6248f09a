/** This browser is rung for nobody any more: news of whoever was here would show to whoever comes next. The server lets
 * an address go at which nobody answers. */
export async function forgetBell(here: ServiceWorkerRegistration | undefined): Promise<void> {
  const subscription = await here?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
}
