import type { Transport } from '../index.js';
import type { LogPlace } from '../transport.js';

/** A real transport whose `publish` can be made to fail or to wait. */
export interface FaultyTransport {
  transport: Transport;
  /** From now on `publish` fails as if the transport were unavailable. */
  makeUnavailable(): void;
  /** From now on `publish` waits until `restore`, and then publishes. */
  hold(): void;
  /** From now on `publish` works; waiting calls continue. */
  restore(): void;
}

/** Wraps `real`; everything but `publish` and `faultOf` is passed through unchanged. */
export function faulty(real: Transport): FaultyTransport {
  let unavailable = false;
  let gate: { opened: Promise<void>; open: () => void } | undefined;
  const transport = new Proxy(real, {
    get(target, name) {
      if (name === 'publish') {
        return async (records: Parameters<Transport['publish']>[0]): Promise<LogPlace | undefined> => {
          if (unavailable) throw Object.assign(new Error('unavailable'), { code: 'ECONNREFUSED' });
          await gate?.opened;
          return target.publish(records);
        };
      }
      if (name === 'faultOf') {
        return (error: unknown) =>
          (error as { code?: string }).code === 'ECONNREFUSED' ? 'unavailable' : target.faultOf(error);
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
  return {
    transport,
    makeUnavailable: () => void (unavailable = true),
    hold: () => {
      let open = (): void => undefined;
      gate = { opened: new Promise((resolve) => (open = resolve)), open: () => open() };
    },
    restore: () => {
      unavailable = false;
      gate?.open();
      gate = undefined;
    },
  };
}
