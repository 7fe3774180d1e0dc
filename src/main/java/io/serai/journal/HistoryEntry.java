package io.serai.journal;

import java.time.Instant;
import java.util.Map;

/**
 * One entry of a payment's history.
 *
 * @param seq its number within the payment
 * @param event its kind
 * @param at when, UTC
 * @param data what it says, as on Kafka
 */
public record HistoryEntry(int seq, String event, Instant at, Map<String, Object> data) {}
