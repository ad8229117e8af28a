export { eventually } from './eventually.js';
export { startPostgres, type TestPostgres } from './postgres.js';
export { startKafka, type TestKafka } from './kafka.js';
export { kafkaDescribe } from './kafka-describe.js';
export { kafkaSource, kafkaVersion } from './kafka-sources.js';
export { freePort } from './free-port.js';
