import { kafkaSource, whatKafkaNeeds } from './kafka-sources.js';

type Block = (name: string, body: () => void) => void;
/** jest's globals. Importing '@jest/globals' would make this library unusable outside of jest. */
interface JestGlobals {
  describe: Block & { skip: Block };
  it: (name: string, body: () => void) => void;
}

/**
 * `describe` for tests that need a Kafka broker. If none can be started, the tests are reported as skipped, each by
 * name; with CI=true that is a failure, so that a build server never passes without them.
 */
export function kafkaDescribe(name: string, body: () => void): void {
  const { describe, it } = globalThis as unknown as JestGlobals;
  if (kafkaSource() !== undefined) return describe(name, body);
  describe.skip(`${name} (no Apache Kafka here: ${whatKafkaNeeds})`, body);
  if (process.env.CI === 'true') {
    describe(name, () => {
      it('runs against a real Apache Kafka', () => {
        throw new Error(`CI=true, and there is no Apache Kafka here: ${whatKafkaNeeds}.`);
      });
    });
  }
}
