package io.serai.iso8583;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;

/**
 * What a link shows for graphs: {@code serai.link.connections} (up), {@code serai.link.in_flight},
 * and how often an answer came late, a duplicate was refused, a request timed out, and a connection
 * was closed for what it sent. Thread-safe.
 */
final class LinkMeters {

  private final MeterRegistry meters;
  private final String link;
  private final Counter late;
  private final Counter duplicates;
  private final Counter timeouts;
  private final Counter refused;

  LinkMeters(MeterRegistry meters, String link) {
    this.meters = meters;
    this.link = link;
    this.late = counter("serai.link.late_answers", "answers that came after their request ended");
    this.duplicates =
        counter("serai.link.duplicates", "requests refused because the same key was in flight");
    this.timeouts = counter("serai.link.timeouts", "requests that were not answered in time");
    this.refused =
        counter("serai.link.refused_frames", "frames that could not be read, or never ended");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).tag("link", link).register(meters);
  }

  /** Shows the connections; they are looked at whenever somebody asks. */
  void show(Set<LinkConnection> connections) {
    Gauge.builder(
            "serai.link.connections",
            connections,
            all -> all.stream().filter(LinkConnection::isUp).count())
        .description("connections over which requests may go")
        .tag("link", link)
        .register(meters);
    Gauge.builder(
            "serai.link.in_flight",
            connections,
            all -> all.stream().mapToInt(c -> c.inFlight().count()).sum())
        .description("our requests that wait for their answers")
        .tag("link", link)
        .register(meters);
  }

  void late() {
    late.increment();
  }

  void duplicate() {
    duplicates.increment();
  }

  void timedOut() {
    timeouts.increment();
  }

  void refused() {
    refused.increment();
  }
}
