package io.serai.journal;

import java.time.Duration;

/**
 * How fast a source is published.
 *
 * @param batchRows rows that one batch takes at the most, unless one transaction has more
 * @param idlePause pause when there was nothing to publish, or less than a quarter of a batch
 * @param takeOverPause pause before the lock is asked for again while another process holds it
 * @param deliveryTimeout how long a batch may wait for Kafka's acknowledgement before it is begun
 *     anew
 * @param lagAlarm age of the oldest unpublished row from which on an alarm is raised
 */
public record RelayPace(
    int batchRows,
    Duration idlePause,
    Duration takeOverPause,
    Duration deliveryTimeout,
    Duration lagAlarm) {}
