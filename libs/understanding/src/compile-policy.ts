import { bodyPlaceholder, type Category, type Policy } from '@redress/policy';
import { SignalMatcher } from './signal-matcher.js';

/** What a signal adds to the weight of a category (an index into `CompiledPolicy.categories`). */
interface Contribution {
  category: number;
  weight: number;
}

/**
 * The signals of a policy, prepared for matching with one automaton. Numbers are the ids that `SignalMatcher.add`
 * returned.
 */
export interface CompiledPolicy {
  readonly matcher: SignalMatcher;
  readonly categories: readonly Category[];
  /** By signal, so that only matched signals are evaluated. */
  readonly contributions: ReadonlyMap<number, Contribution>;
  readonly kinds: Readonly<Record<keyof Policy['signals']['kinds'], readonly number[]>>;
  readonly grievance: readonly number[];
  readonly advertising: readonly number[];
  readonly danger: readonly number[];
  readonly bodies: readonly { id: string; kind: string; announced: readonly number[]; involved: readonly number[] }[];
  readonly flags: readonly { flag: Policy['signals']['flags'][number]; signals: readonly number[] }[];
}

const weights = { strong: 3, usual: 2, weak: 1, not: -3 } as const;
const compiled = new WeakMap<Policy, CompiledPolicy>();

/** The compiled policy. Each policy object is compiled once. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  let result = compiled.get(policy);
  if (!result) compiled.set(policy, (result = compile(policy)));
  return result;
}

function compile(policy: Policy): CompiledPolicy {
  const matcher = new SignalMatcher();
  const add = (signals: readonly string[]) => signals.map((signal) => matcher.add(signal));
  const both = ({ zh, en }: { zh: readonly string[]; en: readonly string[] }) => add([...zh, ...en]);
  const { kinds, outside, negations, ...rest } = policy.signals;
  for (const word of [...negations.zh, ...negations.en]) matcher.addNegation(word);

  return {
    matcher,
    categories: policy.categories,
    contributions: new Map(policy.categories.flatMap((category, index) => weigh(category, index, matcher))),
    kinds: {
      complaint: both(kinds.complaint),
      enquiry: both(kinds.enquiry),
      suggestion: both(kinds.suggestion),
      praise: both(kinds.praise),
    },
    grievance: both(rest.grievance),
    advertising: both(rest.advertising),
    danger: add(policy.operator.emergency?.signals ?? []),
    bodies: outside.bodies.map(({ id, kind, mentions, threats, evidence }) => {
      const named = ({ zh, en }: { zh: readonly string[]; en: readonly string[] }) =>
        [...zh, ...en].map((signal) => nameBody(signal, mentions));
      return {
        id,
        kind,
        announced: add([...named(outside.announced), ...threats]),
        involved: add([...named(outside.involved), ...evidence]),
      };
    }),
    flags: rest.flags.map((flag) => ({ flag, signals: both(flag.signals) })),
  };
}

function weigh({ signals }: Category, category: number, matcher: SignalMatcher): [number, Contribution][] {
  return [signals.zh, signals.en].flatMap((set) =>
    (['strong', 'usual', 'weak', 'not'] as const).flatMap((strength) =>
      (set[strength] ?? []).map((signal): [number, Contribution] => [
        matcher.add(signal),
        { category, weight: weights[strength] },
      ]),
    ),
  );
}

/** Replaces the placeholder by the names of the body: `找{body}` → `找工信部|找工业和信息化部`. */
function nameBody(signal: string, mentions: readonly string[]): string {
  const name = (alternative: string) =>
    alternative.includes(bodyPlaceholder)
      ? mentions.map((mention) => alternative.replace(bodyPlaceholder, mention))
      : [alternative];
  return signal
    .split('…')
    .map((piece) => piece.split('|').flatMap(name).join('|'))
    .join('…');
}
