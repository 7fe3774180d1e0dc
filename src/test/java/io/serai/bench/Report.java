package io.serai.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes results as tables in Markdown. */
final class Report {

  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;
  private static final double P999 = 0.999;

  private Report() {}

  static String of(List<Result> results) {
    StringBuilder text = new StringBuilder(512);
    text.append(
        """
        | what | connections x in flight | throughput/s | p50 ms | p99 ms | p99.9 ms | errors | ratio to peer |
        |---|---|---:|---:|---:|---:|---|---:|
        """);
    results.forEach(r -> text.append(line(r, results)));
    text.append(
        """

        | what | connections x in flight | hub or peer CPU µs/message | PostgreSQL CPU µs/message | client CPU µs/message | entries not on Kafka at the end | oldest of them s | entries not settled at the end | all settled after s |
        |---|---|---:|---:|---:|---:|---:|---:|---:|
        """);
    results.forEach(r -> text.append(costs(r)));
    return text.toString();
  }

  private static String line(Result result, List<Result> all) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.0f | %.2f | %.2f | %.2f | %s | %s |%n",
        result.scenario().subject().title(),
        result.scenario().load(),
        result.perSecond(),
        result.latencies().percentile(MEDIAN),
        result.latencies().percentile(P99),
        result.latencies().percentile(P999),
        errors(result.errors()),
        ratio(result, all));
  }

  private static String costs(Result result) {
    Behind.Lag lag = result.lag();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.0f | %.0f | %.0f | %s |%n",
        result.scenario().subject().title(),
        result.scenario().load(),
        result.hubMicros(),
        result.databaseMicros(),
        result.clientMicros(),
        lag == null
            ? "– | – | – | –"
            : String.format(
                Locale.ROOT,
                "%d | %.1f | %d | %.1f",
                lag.unpublished(),
                lag.oldestSeconds(),
                lag.unsettled(),
                result.settledAfter()));
  }

  private static String errors(Map<String, Long> errors) {
    return errors.isEmpty() ? "0" : errors.toString();
  }

  private static String ratio(Result result, List<Result> all) {
    boolean paced = result.scenario().subject().isPaced();
    return all.stream()
        .filter(r -> r.scenario().subject() == result.scenario().subject().peer())
        .filter(r -> paced || r.scenario().load().equals(result.scenario().load()))
        .map(Result::perSecond)
        .reduce(Double::max)
        .map(peer -> String.format(Locale.ROOT, "%.2f", result.perSecond() / peer))
        .orElse("–");
  }
}
