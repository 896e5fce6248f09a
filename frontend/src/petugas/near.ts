// Where the telephone is, asked for once it is needed, and how far a task is from there.
export type Spot = { lat: number; lon: number };
const METRES_A_DEGREE = 111_195;
let last: Spot | null = null;

export function here(patience: number): Promise<Spot | null> {
  return new Promise((done) => {
    if (!navigator.geolocation) return done(last);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        last = { lat: coords.latitude, lon: coords.longitude };
        done(last);
      },
      () => done(last),
      { enableHighAccuracy: true, maximumAge: 30_000, timeout: patience },
    );
  });
}

export function metres(from: Spot, to: { lat: number | null; lon: number | null }): number {
  if (to.lat === null || to.lon === null) return Number.POSITIVE_INFINITY;
  const north = (to.lat - from.lat) * METRES_A_DEGREE;
  const east = (to.lon - from.lon) * METRES_A_DEGREE * Math.cos((from.lat * Math.PI) / 180);
  return Math.hypot(north, east);
}
