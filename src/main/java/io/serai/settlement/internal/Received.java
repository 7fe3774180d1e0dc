package io.serai.settlement.internal;

/**
 * An event as it came from Kafka.
 *
 * @param data what it says
 * @param text the whole CloudEvent, to be parked if it came too early
 */
public record Received(JournalEvent data, String text) {}
