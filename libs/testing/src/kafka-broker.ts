/** One running broker, a process or a container. */
export interface Broker {
  end(how: 'kill' | 'stop'): Promise<void>;
}

/** Starts the same broker any number of times, with the same port and data, until `remove` deletes its data. */
export interface BrokerLauncher {
  launch(): Promise<Broker>;
  remove(): Promise<void>;
}
