export { eventually } from './eventually.js';
export { startPostgres, type TestPostgres } from './postgres.js';
export { startKafka, type TestKafka } from './kafka.js';
export { kafkaDescribe } from './kafka-describe.js';
export { proofSize } from './proof-size.js';
export { freePort } from './free-port.js';
export { startMailSink, type MailSink } from './mail-sink.js';
export { axe, desktop, openBrowser, phone, type TestBrowser } from './browser.js';
export { aComplaint, aDecision, anEvent, aWorkOrder } from './builders.js';
