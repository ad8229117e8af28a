/** A generator of numbers in [0, 1), the same for the same seed (mulberry32). */
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
/** For how many seconds a process is suspended (`stop`), and a third instance runs (`join`). */
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
 * The faults of a run: `{ atSeconds, kind, target }`, one every ten seconds, the first after ten. Each kind occurs once
 * in every round of four. After a fault, its target is left alone for the next two; after a broker was killed, so are
 * all brokers, because with two of three down nothing can be written.
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
        round.includes(kind) &&
        !recent.some((fault) => fault.target === target || (kind === 'kill broker' && fault.kind === kind)),
    );
    // If everything that this round still allows must be left alone, the next round begins early.
    const available = faults.filter(
      ({ kind, target }) => kind === 'kill' && !recent.some((fault) => fault.target === target),
    );
    const fault = pick(open.length > 0 ? open : available);
    round = round.filter((kind) => kind !== fault.kind);
    chosen.push({ atSeconds, ...fault });
  }
  return chosen;
}
