package io.serai.journal.internal;

import java.time.Instant;

/**
 * An entry as it lies in the journal, on its way to Kafka.
 *
 * @param xid the transaction that wrote it
 * @param data JSON as it was written; published without being parsed
 */
record JournalRow(
    long xid,
    String payment,
    int seq,
    Instant at,
    String event,
    String tenant,
    String trace,
    String data) {}
