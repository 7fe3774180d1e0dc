package io.serai.check.internal;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run was told.
 *
 * @param brokers Kafka, or null
 * @param topic the journal's topic, or null
 * @param books providers' books by their names
 * @param full whether it looks at every payment
 * @param page payments in one transaction
 * @param patience how long an entry may take to Kafka and to settlement
 * @param clock the time by which ages are told
 * @param progress who hears how far it is
 */
public record Setting(
    @Nullable String brokers,
    @Nullable String topic,
    Map<String, URI> books,
    boolean full,
    int page,
    Duration patience,
    Clock clock,
    Consumer<String> progress) {}
