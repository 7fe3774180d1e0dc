/**
 * The durable journal in PostgreSQL: claims, group commit, the append-only entries, the vault of
 * card numbers, the relay to Kafka.
 */
@ApplicationModule(allowedDependencies = {"payment", "upkeep"})
@NullMarked
package io.serai.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
