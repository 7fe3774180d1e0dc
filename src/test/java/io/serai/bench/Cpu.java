package io.serai.bench;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Processor time that processes have used so far.
 *
 * @param hub the hub
 * @param database PostgreSQL with all its processes that run
 * @param client this process, the load client
 */
record Cpu(Duration hub, Duration database, Duration client) {

  static Cpu now(ProcessHandle hub, ProcessHandle postmaster) {
    return new Cpu(
        used(hub),
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
