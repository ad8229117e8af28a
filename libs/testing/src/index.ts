export { eventually } from './eventually.js';
export { startPostgres, type TestPostgres } from './postgres.js';
export { startKafka, type TestKafka } from './kafka.js';
export { kafkaDescribe } from './kafka-describe.js';
export { kafkaSource, kafkaVersion } from './kafka-sources.js';
export { freePort } from './free-port.js';
export { startMailSink, type MailBehaviour, type MailSink, type SunkMail } from './mail-sink.js';
export { axe, desktop, openBrowser, phone, type AxeFinding, type TestBrowser } from './browser.js';
export { aComplaint, aDecision, anEvent, aNumber, aWorkOrder } from './builders.js';
