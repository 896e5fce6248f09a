// Two tabs may have the same draft open. What one of them has sent and the other wrote on since is another report: under
// the same key the server would take it for the first, and its words would be lost.
import { newKey } from "./database";
import { addPhoto, type Draft, dropDraft, outcomeOf, photosOf } from "./store";

/** The draft under a key of its own where its key was sent off before it was changed last. */
export async function apart(draft: Draft, changed_at: number): Promise<Draft> {
  const { sent, waiting } = await outcomeOf(draft.key);
  const queued_at = (sent ?? waiting)?.queued_at ?? Number.POSITIVE_INFINITY;
  if (changed_at <= queued_at) return draft;
  const another = { ...draft, key: newKey(), photos: [] as string[] };
  for (const photo of await photosOf(draft.photos)) {
    const id = newKey();
    await addPhoto({ ...photo, id, report: another.key });
    another.photos.push(id);
  }
  await dropDraft(draft.key);
  return another;
}
