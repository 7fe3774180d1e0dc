package io.serai.bench;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Processor time that processes have used so far.
 *
 * @param server the hub, or the peer
 * @param database PostgreSQL with all its processes that run
 * @param client this process, the load client
 */
record Cpu(Duration server, Duration database, Duration client) {

  static Cpu now(ProcessHandle server, ProcessHandle postmaster) {
    return new Cpu(
        used(server),
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
            .map(Cpu::used)
            .reduce(Duration.ZERO, Duration::plus),
        used(ProcessHandle.current()));
  }

  private static Duration used(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Microseconds for each message that one of them has used since an earlier moment. */
  double micros(Cpu earlier, Function<Cpu, Duration> of, long messages) {
    return messages == 0
        ? 0
        : of.apply(this).minus(of.apply(earlier)).toNanos() / 1000.0 / messages;
  }
}
