package io.serai.journal;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the relay from the journal to Kafka, under {@code serai.relay}.
 *
 * @param enabled whether this process takes part; one of those that do is at work at a time
 * @param topic where entries are published
 * @param alarmsTopic where the alarm room publishes; created here too, with one partition
 * @param partitions of the topic, fixed at its creation: the key is the payment
 * @param replicas of both topics; -1 leaves it to the broker
 * @param batchRows entries that one batch takes at the most, unless one transaction has more
 * @param idlePause pause when there was nothing to publish, or less than a quarter of a batch
 * @param takeOverPause pause before the lock is asked for again while another process holds it
 * @param deliveryTimeout how long a batch may wait for Kafka's acknowledgement before it is begun
 *     anew
 * @param lagAlarm age of the oldest unpublished entry from which on an alarm is raised
 */
@Validated
@ConfigurationProperties("serai.relay")
public record RelaySettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("serai.journal") @NotBlank String topic,
    @DefaultValue("serai.alarms") @NotBlank String alarmsTopic,
    @DefaultValue("12") @Min(1) @Max(1000) int partitions,
    @DefaultValue("-1") @Min(-1) @Max(7) int replicas,
    @DefaultValue("4000") @Min(1) @Max(50_000) int batchRows,
    @DefaultValue("20ms") Duration idlePause,
    @DefaultValue("1s") Duration takeOverPause,
    @DefaultValue("10s") Duration deliveryTimeout,
    @DefaultValue("30s") Duration lagAlarm) {

  /** How fast the journal is published. */
  public RelayPace pace() {
    return new RelayPace(batchRows, idlePause, takeOverPause, deliveryTimeout, lagAlarm);
  }
}
