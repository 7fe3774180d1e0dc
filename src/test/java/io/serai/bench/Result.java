package io.serai.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario gave.
 *
 * @param scenario which
 * @param perSecond answers that approve
 * @param latencies of those answers
 * @param errors everything else, by what it was
 * @param hubMicros processor time of the hub, or of the peer, a message
 * @param databaseMicros of PostgreSQL
 * @param clientMicros of the load client
 * @param lag how far relay and settlement were behind at the end; null for the peer
 * @param settledAfter seconds from the end until everything was settled
 */
record Result(
    Scenario scenario,
    double perSecond,
    Latencies latencies,
    Map<String, Long> errors,
    double hubMicros,
    double databaseMicros,
    double clientMicros,
    Behind.@Nullable Lag lag,
    double settledAfter) {}
