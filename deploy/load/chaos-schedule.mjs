/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const everySeconds = 10;
/** How long a stopped process stays stopped, and how long a third instance stays, in seconds. */
export const lasts = { stop: 15, join: 15 };

const instances = ['routing 1', 'routing 2', 'notifier 1', 'notifier 2'];
const faults = [
  ...['intake-form', ...instances].map((target) => ({ kind: 'kill', target })),
  ...[1, 2, 3].map((broker) => ({ kind: 'kill broker', target: `broker ${broker}` })),
  ...instances.map((target) => ({ kind: 'stop', target })),
  ...['routing', 'notifier'].map((service) => ({ kind: 'join', target: `${service} 3` })),
];
const kinds = ['kill', 'kill broker', 'stop', 'join'];

/**
 * One fault every ten seconds, the first after ten: `{ atSeconds, kind, target }`. Each kind comes once in every round of four.
 * A target rests for two faults, and so do all brokers when one was killed: two of three at once is more than three brokers bear.
 */
export function schedule(seed, minutes) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const chosen = [];
  let round = [];
  for (let atSeconds = everySeconds; atSeconds < minutes * 60; atSeconds += everySeconds) {
    if (round.length === 0) round = [...kinds];
    const recent = chosen.slice(-2);
    const open = faults.filter(
      ({ kind, target }) =>
        round.includes(kind) && !recent.some((fault) => fault.target === target || (kind === 'kill broker' && fault.kind === kind)),
    );
    // All that is left of this round may have to rest: the next round begins early.
    const rested = faults.filter(({ kind, target }) => kind === 'kill' && !recent.some((fault) => fault.target === target));
    const fault = pick(open.length > 0 ? open : rested);
    round = round.filter((kind) => kind !== fault.kind);
    chosen.push({ atSeconds, ...fault });
  }
  return chosen;
}
