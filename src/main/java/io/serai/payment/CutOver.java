package io.serai.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A network said that its business day ends. It says so on each connection, so the same cut-over is
 * published more than once, on the connection's thread: a listener must not block.
 *
 * @param link the link that it came over
 * @param tenant whose link that is
 * @param settlementDate DE15 (MMDD) of the day that begins, or null where it was not said
 * @param at when it came
 */
public record CutOver(String link, String tenant, @Nullable String settlementDate, Instant at) {}
